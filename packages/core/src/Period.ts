/**
 * Spans of days, used wherever something holds for a time.
 *
 * A period includes its first day and excludes `until`; one without `until` is still running. Two periods that touch do not overlap. What
 * people read is inclusive: `lastDay` gives the day before `until`.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import * as PlainDate from "./PlainDate.ts"

// model

/**
 * The schema of a period: `from` (included) and, where it has ended or is bound to, `until` (excluded, later than `from`).
 *
 * @since 0.1.0
 */
export const Period = Schema.Struct({ from: PlainDate.PlainDate, until: Schema.optionalKey(PlainDate.PlainDate) }).check(
  Schema.makeFilter(
    ({ from, until }: { readonly from: string; readonly until?: string }) =>
      until === undefined || from < until || { path: ["until"], issue: "Expected a day after `from`: a period cannot end before it starts" }
  )
)

/** From a day (included) until a day (excluded), or still running. */
export type Period = typeof Period.Type

// constructors

/**
 * A period from literals in source; throws on a day that does not exist and on reversed days.
 *
 * @example
 * Period.make("2021-01-01", "2022-01-01") // => { from: "2021-01-01", until: "2022-01-01" }
 * @since 0.1.0
 */
export const make = (from: string, until?: string): Period =>
  Schema.decodeUnknownSync(Period)(until === undefined ? { from } : { from, until })

/**
 * The calendar year.
 *
 * @example
 * Period.ofYear(2021) // => { from: "2021-01-01", until: "2022-01-01" }
 * @since 0.1.0
 */
export const ofYear = (year: number): Period => make(`${year}-01-01`, `${year + 1}-01-01`)

// operations

/**
 * Tells whether a day falls inside a period.
 *
 * @example
 * Period.contains(Period.make("2021-01-01", "2022-01-01"), PlainDate.make("2021-12-31")) // => true
 * Period.contains(Period.make("2021-01-01", "2022-01-01"), PlainDate.make("2022-01-01")) // => false
 * @since 0.1.0
 */
export const contains = (period: Period, day: PlainDate.PlainDate): boolean =>
  period.from <= day && (period.until === undefined || day < period.until)

/**
 * Tells whether two periods share a day.
 *
 * @example
 * Period.overlaps(Period.make("2021-01-01", "2021-02-01"), Period.make("2021-02-01")) // => false
 * @since 0.1.0
 */
export const overlaps = (a: Period, b: Period): boolean =>
  (a.until === undefined || b.from < a.until) && (b.until === undefined || a.from < b.until)

/**
 * The days that two periods share, if any.
 *
 * @since 0.1.0
 */
export const intersection = (a: Period, b: Period): Period | undefined => {
  if (!overlaps(a, b)) return undefined
  const { from } = PlainDate.compare(a.from, b.from) < 0 ? b : a
  const until = a.until === undefined ? b.until : b.until === undefined || a.until < b.until ? a.until : b.until
  return until === undefined ? { from } : { from, until }
}

/**
 * The parts of `whole` that none of `parts` covers, in order.
 *
 * @example
 * Period.gaps(Period.ofYear(2021), [Period.make("2021-01-01", "2021-06-01")]) // => [{ from: "2021-06-01", until: "2022-01-01" }]
 * @since 0.1.0
 */
export const gaps = (whole: Period, parts: ReadonlyArray<Period>): ReadonlyArray<Period> => {
  const found: Array<Period> = []
  let from: PlainDate.PlainDate | undefined = whole.from
  for (const part of [...parts].sort((a, b) => PlainDate.compare(a.from, b.from))) {
    if (from === undefined || (whole.until !== undefined && from >= whole.until)) break
    if (part.until !== undefined && part.until <= from) continue
    if (part.from > from) {
      const until = whole.until !== undefined && whole.until < part.from ? whole.until : part.from
      found.push({ from, until })
    }
    from = part.until
  }
  if (from !== undefined && (whole.until === undefined || from < whole.until)) {
    found.push(whole.until === undefined ? { from } : { from, until: whole.until })
  }
  return found
}

/**
 * Full months in a period; `undefined` while it is still running.
 *
 * @example
 * Period.months(Period.make("2021-03-15", "2022-03-14")) // => 11
 * @since 0.1.0
 */
export const months = (period: Period): number | undefined =>
  period.until === undefined ? undefined : PlainDate.monthsBetween(period.from, period.until)

/**
 * The last day that belongs to the period, as people write it; `undefined` while it is still running.
 *
 * @example
 * Period.lastDay(Period.ofYear(2021)) // => "2021-12-31"
 * @since 0.1.0
 */
export const lastDay = (period: Period): PlainDate.PlainDate | undefined =>
  period.until === undefined ? undefined : PlainDate.addDays(period.until, -1)
