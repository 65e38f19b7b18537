/** What a scenario says: what is known, what is asked on which day, and what the pack must answer. */
import type { Fact, PlainDate, WorkingDays } from "@chibo/core"
import type { Wording } from "../../Citation.ts"
import type { Quota } from "../../Clause.ts"
import type { Value } from "../../Measure.ts"
import type { Question } from "../../Question.ts"

/** A scenario file: its name as problems show it, and its text, YAML or JSON. */
export interface Source {
  readonly name: string
  readonly text: string
}

/** Something in a scenario file that cannot be understood. Lines are counted from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly message: Wording
}

interface Common {
  readonly file: string
  readonly line: number
  readonly name: string
  readonly on: PlainDate.PlainDate
}

/** One subject, one question, one day. */
export interface Asked extends Common {
  readonly type: "asked"
  readonly question: Question
  readonly given: Given
  readonly calendar: WorkingDays.HolidayCalendar | undefined
  readonly expect: Expectation
  /** The clauses that must have decided, in any order; absent where the scenario does not say. */
  readonly because: ReadonlyArray<string> | undefined
}

/** The decisions of one group, held against a quota. */
export interface Grouped extends Common {
  readonly type: "grouped"
  readonly quota: Quota
  readonly decided: Readonly<Record<string, number>>
  readonly within: boolean | undefined
  readonly limits: ReadonlyArray<number> | undefined
}

/** A scenario. */
export type Scenario = Asked | Grouped

/** What is known: values of measures, or facts of which they are measured. */
export type Given =
  | { readonly by: "measures"; readonly values: Readonly<Record<string, Value>> }
  | { readonly by: "facts"; readonly facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>]; readonly subject: string }

/** What the advice must be. What an expectation does not mention may be anything. */
export type Expectation =
  | {
      readonly is: "outcome"
      readonly outcome: string
      readonly values?: Readonly<Record<string, Value>>
      readonly task?: string
      readonly due?: PlainDate.PlainDate
    }
  | { readonly is: "not-applicable" | "conflicting" }
  | { readonly is: "undetermined"; readonly lacking: Partial<Record<Lack, ReadonlyArray<string>>>; readonly gap?: boolean }

/** The lists of undetermined advice. */
export const lacks = ["missing", "disputed", "unread", "without"] as const
export type Lack = (typeof lacks)[number]
