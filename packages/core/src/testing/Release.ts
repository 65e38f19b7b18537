/**
 * Journals that earlier releases wrote, one for each: whatever changes since, they read and verify.
 *
 * @since 0.1.0
 */
import { Result, Schema } from "effect"
import { MemberId, OperationId, Position } from "../Id.ts"
import * as Journal from "../Journal.ts"
import { journal as v010 } from "./releases/v0.1.0.ts"

// model

/** A journal of a release: its records as this release reads them, and the head that they had then. */
export interface Release {
  readonly release: string
  readonly head: Journal.Head
  readonly records: ReadonlyArray<Journal.Recorded>
}

// constructors

/**
 * The journal of every release, the oldest first.
 *
 * @example
 * Release.all[0]?.records.length // => 113
 * @since 0.1.0
 */
export const all: ReadonlyArray<Release> = [
  {
    release: "0.1.0",
    head: { position: Position.make(113), digest: "0f3123192d42f7470cba0647212f4e3028a1e14ac0ecd824a4393574c2243452" },
    get records() {
      return readLines(v010)
    }
  }
]

// internal

const Line = Schema.Struct({
  position: Position,
  recordedAt: Journal.Instant,
  recordedBy: Schema.String,
  operation: OperationId,
  source: Schema.String,
  open: Schema.String,
  personal: Schema.optionalKey(
    Schema.Struct({
      of: MemberId,
      commitment: Schema.String,
      salt: Schema.optionalKey(Schema.String),
      payload: Schema.optionalKey(Schema.String)
    })
  ),
  digest: Schema.String
})

const readLine = Schema.decodeUnknownSync(Schema.fromJsonString(Line))

/** Throws where a line or its fact cannot be read: then a release would no longer read what an earlier one wrote. */
const readLines = (text: string): ReadonlyArray<Journal.Recorded> =>
  text
    .trim()
    .split("\n")
    .map(line => {
      const { open, personal, ...own } = readLine(line)
      const { payload, ...kept } = personal ?? {}
      const stored: Journal.Stored = { open, ...(payload === undefined ? {} : { payload }) }
      const fact = Result.getOrThrowWith(Journal.factOf(stored), problem => new Error(`position ${own.position}: ${problem}`))
      return { ...own, fact, stored, ...(personal === undefined ? {} : { personal: kept as NonNullable<Journal.Recorded["personal"]> }) }
    })
