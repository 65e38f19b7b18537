/**
 * What the rules say about one subject: an outcome, or why there is none. Advice is given; organisations decide.
 *
 * @since 0.1.0
 */
import { type Id, Journal, type PlainDate } from "@chibo/core"
import type { TaskRule } from "./Clause.ts"
import type { Value } from "./Measure.ts"

/** On which clocks the advice stands: the day asked about, what was known, and the day on which texts were read. */
export interface Stamp {
  readonly question: string
  readonly subject: string
  readonly validOn: PlainDate.PlainDate
  readonly knownAt: Id.Position
  readonly rulingDay: PlainDate.PlainDate | undefined
  /** Over packs, computed measures, question, the three clocks, the journal's head and the calendar; over no measured value. */
  readonly digest: string
  readonly basis: Basis
}

/**
 * What the digest is taken over, part by part, so that it can be said what changed. It holds no measured value. Advice given on the same inputs
 * shares one.
 */
export interface Basis {
  /** Of the rulebook: every pack with its content, and every computed measure. */
  readonly rulebook: string
  /** The packs, the highest first, by id. */
  readonly packs: Readonly<Record<string, { readonly version: string; readonly content: string }>>
  /** The versions of the computed measures that the question reads. */
  readonly measures: Readonly<Record<string, number>>
  /** The clauses and parameters that the question reads, each with the digest of its content. */
  readonly rules: Readonly<Record<string, string>>
  readonly head: Journal.Head
  readonly calendar?: string
}

/** An answer, and the clause that gave it. A value of the clause that is not known is not in `values`. */
export interface Answer {
  readonly clause: string
  readonly outcome: string
  readonly values?: Readonly<Record<string, Value>>
  readonly task?: { readonly rule: TaskRule; readonly due: PlainDate.PlainDate | undefined }
}

/** The answers agree. `unverified` names the clauses that led there and whose wording was not read in the text itself. */
export interface Outcome extends Stamp {
  readonly _tag: "Outcome"
  readonly outcome: string
  readonly answers: ReadonlyArray<Answer>
  readonly unverified: ReadonlyArray<string>
}

/** The question is not asked of this subject; `because` names the clauses that say so. */
export interface NotApplicable extends Stamp {
  readonly _tag: "NotApplicable"
  readonly because: ReadonlyArray<string>
}

/**
 * The answer is not known: measures that are missing, parameters that sources dispute, texts nobody has read, parameters without a value and
 * deadlines without a calendar; or, where all these are empty, no clause answers (`gap`).
 */
export interface Undetermined extends Stamp {
  readonly _tag: "Undetermined"
  readonly missing: ReadonlyArray<string>
  readonly disputed: ReadonlyArray<string>
  readonly unread: ReadonlyArray<string>
  readonly without: ReadonlyArray<string>
  readonly gap: boolean
}

/** Clauses of equal rank hold and answer differently; no order decides between them. */
export interface Conflicting extends Stamp {
  readonly _tag: "Conflicting"
  readonly answers: ReadonlyArray<Answer>
}

/** What the rules say about one subject. */
export type Advice = Outcome | NotApplicable | Undetermined | Conflicting

/**
 * The outcome's id where there is one, and the kind of silence where there is none.
 *
 * @since 0.1.0
 */
export const summary = (advice: Advice): string => {
  switch (advice._tag) {
    case "Outcome":
      return advice.outcome
    case "NotApplicable":
      return "not-applicable"
    case "Undetermined":
      return "undetermined"
    case "Conflicting":
      return "conflicting"
  }
}

/**
 * What must be equal for two answers to say the same, on whatever day and by whatever clause: the outcome and what it carries, or what is lacking.
 *
 * @since 0.1.0
 */
export const key = (advice: Advice): string => {
  switch (advice._tag) {
    case "Outcome":
    case "Conflicting": {
      const said = advice.answers.map(each => `${each.outcome} ${Journal.canonical(each.values ?? {})}`)
      return [advice._tag, ...new Set(said.sort())].join("\n")
    }
    case "NotApplicable":
      return advice._tag
    case "Undetermined":
      return [advice._tag, advice.gap, advice.missing, advice.disputed, advice.unread, advice.without].join("\n")
  }
}
