/**
 * What is asked, of what kind of subject, and which answers there are.
 *
 * @since 0.1.0
 */
import type { Wording } from "./Citation.ts"
import type { SubjectKind } from "./Measure.ts"

/**
 * A question. `governing` names the unit whose rulebook answers it: the cell of the member, of the request or of the assignment, or the unit itself. `rulingDay` is the measure that gives
 * the day on which texts are read; without it, the day asked about. `decides` names the body that decides; the answer is advice to it.
 *
 * @since 0.1.0
 */
export interface Question<O extends string = string> {
  readonly id: string
  readonly label: Wording
  readonly subject: SubjectKind
  readonly governing: "cell-of-member" | "itself" | "cell-of-request" | "cell-of-assignment"
  readonly rulingDay?: string
  readonly decides: Wording
  readonly outcomes: Readonly<Record<O, Wording>>
  /** Whether lower units' packs may add clauses of their own. */
  readonly open?: boolean
}

/**
 * A question, with its outcomes known to the compiler.
 *
 * @since 0.1.0
 */
export const make = <const O extends string>(question: Question<O>): Question<O> => question
