/**
 * What is asked, of what kind of subject, and which answers there are.
 *
 * @since 0.1.0
 */
import { PlainDate } from "@chibo/core"
import type { Wording } from "./Citation.ts"
import type { SubjectKind, ValueType } from "./Measure.ts"

/**
 * A question. `governing` names the unit whose rulebook answers it: the cell of the member, of the request or of the assignment, the one that receives a transfer (that left, where the member goes outside), or the unit itself. `rulingDay` is the measure that gives
 * the day on which texts are read; without it, the day asked about. `decides` names the body that decides; the answer is advice to it.
 *
 * @since 0.1.0
 */
export interface Question<O extends string = string> {
  readonly id: string
  readonly label: Wording
  readonly subject: SubjectKind
  readonly governing: "cell-of-member" | "itself" | "cell-of-request" | "cell-of-assignment" | "cell-of-transfer"
  readonly rulingDay?: string
  readonly decides: Wording
  readonly outcomes: Readonly<Record<O, Wording>>
  /** Outcomes that grant or find in order; with them it can be told which way a change of a clause or value goes. */
  readonly permissive?: ReadonlyArray<NoInfer<O>>
  /** What outcomes may carry: until when, how long. */
  readonly values?: Readonly<Record<string, CarriedValue>>
  /** Asked of whole years: a report asks on the last 31 December up to its day. */
  readonly asked?: "last-year-end"
  /** The measure that tells what was decided, where that is recorded: what departs from the advice is shown. */
  readonly recorded?: string
  /** Whether lower units' packs may add clauses of their own. */
  readonly open?: boolean
}

/** Something that an outcome carries, by its name in the question. */
export interface CarriedValue {
  readonly type: ValueType
  readonly label: Wording
  readonly quantity?: Wording
  /** How it ends the sentence of the outcome; `{value}` stands for the value and `{day-before}` for the day before it. */
  readonly phrase?: Wording
}

/**
 * The day on which a report of a day asks the question.
 *
 * @since 0.1.0
 */
export const dayFor = (question: Question, validOn: PlainDate.PlainDate): PlainDate.PlainDate => {
  if (question.asked === undefined || validOn.endsWith("-12-31")) return validOn
  return PlainDate.make(`${PlainDate.year(validOn) - 1}-12-31`)
}

/**
 * A question, with its outcomes known to the compiler.
 *
 * @since 0.1.0
 */
export const make = <const O extends string>(question: Question<O>): Question<O> => question
