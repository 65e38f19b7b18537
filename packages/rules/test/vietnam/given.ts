import { Fact, Id, PlainDate, Register, WorkingDays } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { Engine, type Measure, type Question, Rulebook } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Result, Schema } from "effect"
import { brief } from "../support.ts"

const national = Result.getOrThrow(Rulebook.make([Vietnam.pack]))

/** No holidays: from a weekday on, thirty working days are 42 days and sixty are 84. */
export const calendar = WorkingDays.make({
  version: "synthetic-weekends",
  covers: { from: "2010-01-01", until: "2030-01-01" },
  weekend: [6, 7],
  holidays: [],
  workedDays: []
})

export type Values = Readonly<Record<string, Measure.Value>>

export const advise = (
  question: Question.Question,
  on: string,
  values: Values,
  { calendar: given }: { readonly calendar?: WorkingDays.HolidayCalendar | undefined } = { calendar }
) => Engine.one(national, question, brief(on, values, given))

export const plus = (day: string, days: number): string => PlainDate.addDays(PlainDate.make(day), days)

/** The value that a measure has of a subject in a small register. */
export const measuring =
  (...facts: ReadonlyArray<Fact.Fact>) =>
  (measure: { readonly id: string }, subject: string, on: string): Measure.Value | undefined =>
    Vietnam.functions[measure.id]?.({
      register: Register.build(Given.recorded([...organisation, ...facts]), { knownAt: "latest" }),
      subject,
      on: PlainDate.make(on),
      calendar
    })?.value

const founded = (unit: string, type: "province" | "district" | "commune-committee" | "cell", parent?: string) =>
  Fact.make({ kind: "unit.founded", on: "2000-01-01", unit, type, name: unit, ...(parent === undefined ? {} : { parent }) })

export const organisation = [
  founded("p", "province"),
  founded("d", "district", "p"),
  founded("x", "commune-committee", "d"),
  founded("c-1", "cell", "x"),
  founded("c-2", "cell", "x"),
  Fact.make({ kind: "unit.moved", on: "2025-07-01", unit: "x", parent: "p" }),
  Fact.make({ kind: "unit.closed", on: "2025-07-01", unit: "d" })
]

export const unit = Schema.decodeUnknownSync(Id.UnitId)
