/**
 * How a lower unit's pack departs from a clause or value of a higher one, for a period, within what the higher one lets lower units do.
 *
 * An overlay names what it departs from and cites its own text. Past its end the higher clause or value returns. `affirms` is the digest that
 * `RulePack.affirmation` gives for the base that the author had before him: when the base changes, the overlay is `unaffirmed` until its author
 * looks again, and meanwhile neither is taken for granted.
 *
 * @since 0.2.0
 */
import type { Period } from "@chibo/core"
import type { Citation, Wording } from "./Citation.ts"
import type { Then } from "./Clause.ts"
import type { Dated } from "./Dated.ts"
import type { Expression } from "./Expression.ts"
import type { Setting, SettingOf, SettingType } from "./Measure.ts"

// model

/** Another value for a parameter: each entry has its own period and citation. How it departs is seen from the values. */
export interface ValueOverlay {
  readonly departsFrom: string
  readonly affirms?: string
  readonly values: Dated<Setting>
}

/**
 * Another wording of a clause. To `tighten` is to add a condition to a clause whose outcome is permissive, to `relax` is to let another
 * condition do as well; all else is to `replace`.
 */
export interface ClauseOverlay {
  readonly id: string
  readonly departsFrom: string
  readonly how: "tighten" | "relax" | "replace"
  readonly affirms?: string
  readonly inForce: Period.Period
  readonly when: Expression<"boolean">
  /** For `replace`: another answer; without it the answer stays. */
  readonly then?: Then
  readonly wording: Wording
  readonly cites: readonly [Citation, ...ReadonlyArray<Citation>]
}

/** A departure of either kind. */
export type Overlay = ValueOverlay | ClauseOverlay

/** Tells a clause's overlay from a parameter's. */
export const isOfClause = (overlay: Overlay): overlay is ClauseOverlay => "how" in overlay

// constructors

type Base = { readonly id: string }
type Input = Omit<ClauseOverlay, "departsFrom" | "how" | "then">

/**
 * Another value for a parameter.
 *
 * @since 0.2.0
 */
export const value = <T extends SettingType = SettingType>(
  parameter: Base & { readonly type?: T },
  input: { readonly affirms?: string; readonly values: Dated<SettingOf<NoInfer<T>>> }
): ValueOverlay => ({ ...input, departsFrom: parameter.id })

/**
 * A condition that must hold besides.
 *
 * @since 0.2.0
 */
export const tighten = (clause: Base, input: Input): ClauseOverlay => ({ ...input, departsFrom: clause.id, how: "tighten" })

/**
 * A condition that does as well.
 *
 * @since 0.2.0
 */
export const relax = (clause: Base, input: Input): ClauseOverlay => ({ ...input, departsFrom: clause.id, how: "relax" })

/**
 * Another condition, and another answer where one is given.
 *
 * @since 0.2.0
 */
export const replace = (clause: Base, input: Input & { readonly then?: Then }): ClauseOverlay => ({
  ...input,
  departsFrom: clause.id,
  how: "replace"
})
