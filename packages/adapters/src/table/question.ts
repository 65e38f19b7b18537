/**
 * What a file cannot say, asked of the clerk: a question with its choices. Nothing of the row is recorded until it is answered.
 */
import { PlainDate } from "@chibo/core"
import { Result } from "effect"

// model

/** One of the answers that a question allows: `value` is what is handed back. */
export interface Choice {
  readonly value: string
  readonly vi: string
  readonly en: string
}

/**
 * A question about a row. `code` is stable, and unique within the row. With `day`, a day (`yyyy-mm-dd`) is an answer as well as the choices.
 *
 * @since 0.2.0
 */
export interface Question {
  readonly column?: string
  readonly code: string
  readonly vi: string
  readonly en: string
  readonly choices: ReadonlyArray<Choice>
  readonly day?: boolean
}

/** Gives the answer to a question about the row at hand, or the question back. */
export type Ask = (question: Question) => Result.Result<string, Question>

/** The answers given so far, by the key of the question. */
export type Answers = Readonly<Record<string, string>>

// constructors

/** Asks about one row; `keyOf` names the question from its code. An answer that is none of the choices is no answer. */
export const makeAsk =
  (answers: Answers, keyOf: (code: string) => string): Ask =>
  question => {
    const key = keyOf(question.code)
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined
    const isAnswer =
      answer !== undefined &&
      (question.choices.some(({ value }) => value === answer) || (question.day === true && Result.isSuccess(PlainDate.parse(answer))))
    return isAnswer ? Result.succeed(answer) : Result.fail(question)
  }

// operations

/** Tells a question from a problem. */
export const isQuestion = (value: object): value is Question => "choices" in value
