/** What a peer must do: decide ready-made rows, in the ten bits of `packed`. */
import type { Row } from "../policy/features.ts"

export interface Peer {
  readonly name: string
  /** Whether its results come with reasons. */
  readonly reasons: boolean
  readonly decide: (rows: ReadonlyArray<Row>, codes: Uint16Array) => Promise<void>
}
