/**
 * The sentences of a rule pack: who is left out, what holds in general, what excepts it, what nobody has read, and what is found about a group.
 *
 * @since 0.1.0
 */
import { Period } from "@chibo/core"
import type { Citation, Text, Wording } from "./Citation.ts"
import type { Expression, ParameterRef } from "./Expression.ts"
import type { ValueType } from "./Measure.ts"
import type { Question } from "./Question.ts"

/** What a lower unit's pack may do to a clause or parameter. */
export type LowerUnits = "nothing" | "tighten" | "relax" | "replace" | "add"

/** What somebody should do about an outcome: who, what, by when, and the kind of fact that closes it. */
export interface TaskRule {
  readonly id: string
  readonly who: Wording
  readonly what: Wording
  readonly due?: Expression<"day">
  readonly closedBy: string
}

/** An answer: the outcome, what it carries, and what is to be done. */
export interface Then<O extends string = string> {
  readonly outcome: O
  /** Values of the question's `values`, by name. */
  readonly values?: Readonly<Record<string, Expression<ValueType>>>
  readonly task?: TaskRule
}

interface Common {
  readonly id: string
  readonly question: string
  readonly inForce: Period.Period
  readonly wording: Wording
  readonly cites: readonly [Citation, ...ReadonlyArray<Citation>]
  readonly lowerUnits: ReadonlyArray<LowerUnits>
}

/** Holds wherever its condition does. */
export interface General extends Common {
  readonly type: "general"
  readonly when: Expression<"boolean">
  readonly then: Then
}

/** Replaces the clause it excepts wherever its condition holds as well. */
export interface Exception extends Common {
  readonly type: "exception"
  readonly excepts: string
  readonly when: Expression<"boolean">
  readonly then: Then
}

/** Says of whom the question is not asked; looked at before all others. */
export interface Scope extends Common {
  readonly type: "scope"
  readonly when: Expression<"boolean">
}

/** A stretch of time for which the text that answers has not been read: where `when` holds (always, without it) the answer is undetermined. */
export interface Unread {
  readonly type: "unread"
  readonly id: string
  readonly question: string
  readonly inForce: Period.Period
  readonly when?: Expression<"boolean">
  readonly text: Text
  readonly wording: Wording
  /** `text` was read, but written for an older version of the clause that it departs from: its author is to affirm it again. Set by `Rulebook.make` only. */
  readonly because?: "unaffirmed"
}

/** A finding about a group: of those `counted`, no more than a ratio of the base may be so. It downgrades nobody. */
export interface Quota extends Common {
  readonly type: "quota"
  readonly counted: ReadonlyArray<string>
  /** The share, as `Expression.decimal`. */
  readonly ratio: ParameterRef<"integer">
  /** Which of `bases` the share is taken of. */
  readonly base: ParameterRef<"text">
  /** The decided outcomes that each base counts. */
  readonly bases: Readonly<Record<string, ReadonlyArray<string>>>
  readonly within: "base-organisation"
}

/** A clause of any type. */
export type Clause = General | Exception | Scope | Unread | Quota

interface Input<O extends string> {
  readonly id: string
  readonly question: Question<O>
  readonly inForce: Period.Period
  readonly wording: Wording
  readonly when: Expression<"boolean">
  readonly then: Then<NoInfer<O>>
  readonly cites: readonly [Citation, ...ReadonlyArray<Citation>]
  readonly lowerUnits?: ReadonlyArray<LowerUnits>
}

/**
 * A clause that holds wherever its condition does.
 *
 * @since 0.1.0
 */
export const general = <O extends string>(input: Input<O>): General => ({
  ...input,
  type: "general",
  question: input.question.id,
  lowerUnits: input.lowerUnits ?? ["nothing"]
})

/**
 * A clause that replaces another's answer.
 *
 * @since 0.1.0
 */
export const exception = <O extends string>(excepts: { readonly id: string }, input: Input<O>): Exception => ({
  ...input,
  type: "exception",
  excepts: excepts.id,
  question: input.question.id,
  lowerUnits: input.lowerUnits ?? ["nothing"]
})

/**
 * A clause that says of whom the question is not asked.
 *
 * @since 0.1.0
 */
export const scope = (input: Omit<Input<string>, "then">): Scope => ({
  ...input,
  type: "scope",
  question: input.question.id,
  lowerUnits: input.lowerUnits ?? ["nothing"]
})

/**
 * A stretch for which the text has not been read.
 *
 * @since 0.1.0
 */
export const unread = (input: {
  readonly id: string
  readonly question: Question
  readonly inForce: Period.Period
  readonly when?: Expression<"boolean">
  readonly text: Text
  readonly wording: Wording
}): Unread => ({ ...input, type: "unread", question: input.question.id })

/**
 * A finding about a group.
 *
 * @since 0.1.0
 */
export const quota = <O extends string>(
  input: Omit<Input<O>, "when" | "then"> & { readonly counted: ReadonlyArray<NoInfer<O>> } & Pick<
      Quota,
      "ratio" | "base" | "bases" | "within"
    >
): Quota => ({
  ...input,
  type: "quota",
  question: input.question.id,
  ratio: { id: input.ratio.id, type: "integer" },
  base: { id: input.base.id, type: "text" },
  lowerUnits: input.lowerUnits ?? ["nothing"]
})

/** Those clauses that hold on a day. */
export const inForceOn = <C extends { readonly inForce: Period.Period }>(
  clauses: ReadonlyArray<C>,
  day: Parameters<typeof Period.contains>[1]
) => clauses.filter(clause => Period.contains(clause.inForce, day))
