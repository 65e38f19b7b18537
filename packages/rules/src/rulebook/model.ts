/** What a rulebook is made of. */
import type { Citation, Wording } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import type { Entry } from "../Dated.ts"
import type { Setting } from "../Measure.ts"
import type { Diagnostic } from "../pack/model.ts"

/** Something of a pack, with the pack it comes from, and what it took the place of. */
export interface Sourced<A> {
  readonly pack: string
  readonly value: A
  readonly replaced?: Sourced<A>
}

/** An overlay whose base has changed since it was written, or that never said what it was written for. `now` is what to affirm. */
export interface Unaffirmed {
  readonly pack: string
  /** The overlay's id; for a value, the parameter's. */
  readonly overlay: string
  readonly departsFrom: string
  readonly affirms: string | undefined
  readonly now: string
}

/** Notes what is wrong. */
export type Report = (code: Diagnostic["code"], pack: string, about: string, message: Wording) => void

/** The citations of a clause or of a dated value; of an unread stretch there are none. */
export const citesOf = (of: Clause | Entry<Setting>): ReadonlyArray<Citation> =>
  "cites" in of ? of.cites : "values" in of ? of.values.flatMap(each => each.cites) : []
