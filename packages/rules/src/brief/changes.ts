/** On which days the measures of a subject may change, from a register: what lets a timeline pass over the days between. */
import { Period, PlainDate, Register } from "@chibo/core"
import type { Id } from "@chibo/core"
import type { Aggregate, Measure } from "../Measure.ts"

/** What is asked: measures of one subject, within a period that ends. */
export interface ChangeRequest {
  readonly measures: ReadonlyArray<Measure>
  readonly subject: string
  readonly period: Period.Period
}

/** The days in order; `undefined` where a measure may change on any day. */
export const changeDays = (
  register: Register.Register,
  { measures, subject, period }: ChangeRequest
): ReadonlyArray<PlainDate.PlainDate> | undefined => {
  const days = new Set<PlainDate.PlainDate>()
  // of every kind, not only of those that a measure reads: what a fact of one kind says may rest on another about the same subject
  let named: ReadonlyArray<PlainDate.PlainDate> | undefined
  for (const measure of measures) {
    const { of } = measure
    if (of.by !== "computed") {
      for (const day of aggregateDays(register, of, subject, period)) days.add(day)
    } else if (measure.changes === "facts") {
      named ??= register.known.entries.flatMap(({ fact }) => (names(fact, subject) ? daysIn(fact) : []))
      for (const day of named) days.add(day)
    } else if (measure.changes !== "never") return undefined
  }
  return [...days].filter(day => Period.contains(period, day)).sort()
}

// internal

/** A fact enters a window on its day; it leaves it, at the latest a day or two off, when the window's length has passed. */
const aggregateDays = (
  register: Register.Register,
  of: Aggregate,
  subject: string,
  period: Period.Period
): ReadonlyArray<PlainDate.PlainDate> => {
  // sound: an aggregate looks for its subject among members, whatever the subject is
  const facts = Register.entriesOf(register, subject as Id.MemberId).filter(({ fact }) => fact.kind === of.kind)
  const entering = facts.map(({ fact }) => fact.on)
  switch (of.window) {
    case "ever":
      return entering
    case "twelve-months":
      return entering.flatMap(day => [day, ...[-1, 0, 1, 2].map(off => PlainDate.addDays(PlainDate.addMonths(day, 12), off))])
    case "year":
    case "quarter": {
      const starts: Array<PlainDate.PlainDate> = []
      const step = of.window === "year" ? 12 : 3
      let start = PlainDate.make(`${PlainDate.year(period.from)}-01-01`)
      while (period.until !== undefined && start < period.until) {
        starts.push(start)
        start = PlainDate.addMonths(start, step)
      }
      return [...entering, ...starts]
    }
  }
}

/** Whether a text stands anywhere in a fact, but for its personal payload: that names nobody, and no database looks into it. */
const names = (value: unknown, subject: string): boolean =>
  value === subject ||
  (typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(([field, inner]) => field !== "personal" && names(inner, subject)))

/** Every day that stands in a fact. */
const daysIn = (value: unknown): ReadonlyArray<PlainDate.PlainDate> => {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(daysIn)
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? [PlainDate.make(value)] : []
}
