/**
 * A calendar day, without a clock and without a time zone.
 *
 * A `PlainDate` is the text `yyyy-mm-dd` with a brand: it sorts as text, is JSON as it stands, and no time zone can move it. Years run from
 * 1000 to 9999, so that a two-digit year never passes for a year. Arithmetic is date-fns', in UTC only: one month after 31 January is the
 * last day of February.
 *
 * @since 0.1.0
 */
import { UTCDate } from "@date-fns/utc"
import * as dateFns from "date-fns"
import { Data, Result, Schema } from "effect"

// model

const isCalendarDay = (text: string): boolean => {
  const parts = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysIn(year, month))
}

const daysIn = (year: number, month: number): number => new UTCDate(year, month, 0).getUTCDate()

/**
 * The schema of a calendar day: `yyyy-mm-dd`, a day that exists.
 *
 * @since 0.1.0
 */
export const PlainDate = Schema.String.check(
  Schema.makeFilter((text: string) => isCalendarDay(text) || "Expected a day that exists, written yyyy-mm-dd")
).pipe(Schema.brand("PlainDate"))

/** A calendar day, `yyyy-mm-dd`. */
export type PlainDate = typeof PlainDate.Type

// errors

/**
 * Says why a text is no calendar day. The text itself is not kept: a birth date must not travel in an error.
 *
 * @since 0.1.0
 */
export class DateError extends Data.TaggedError("DateError")<{
  readonly reason: "NotADate" | "NoSuchDay" | "YearOutOfRange"
  readonly expected: "yyyy-mm-dd" | "dd/mm/yyyy"
}> {
  override get message() {
    const said: Record<typeof this.reason, string> = {
      NotADate: `this is not written as ${this.expected}`,
      NoSuchDay: "the calendar has no such day",
      YearOutOfRange: "a year has four digits, from 1000 to 9999"
    }
    return said[this.reason]
  }
}

// constructors

/**
 * A day from a literal in source; throws on a text that is no day, as that is a programmer's mistake.
 *
 * @example
 * PlainDate.make("2022-07-06") // => "2022-07-06"
 * @since 0.1.0
 */
export const make = (text: string): PlainDate => Result.getOrThrow(parse(text))

/**
 * Reads a day as `yyyy-mm-dd` (the default) or as Vietnamese offices write it, `dd/mm/yyyy`. It refuses; it never repairs.
 *
 * @example
 * Result.getOrThrow(PlainDate.parse("3/2/1930", "dd/mm/yyyy")) // => "1930-02-03"
 * Result.isFailure(PlainDate.parse("31/02/2021", "dd/mm/yyyy")) // => true
 * Result.isFailure(PlainDate.parse("3/2/30", "dd/mm/yyyy")) // => true
 * @since 0.1.0
 */
export const parse = (text: string, format: "yyyy-mm-dd" | "dd/mm/yyyy" = "yyyy-mm-dd"): Result.Result<PlainDate, DateError> => {
  const fail = (reason: DateError["reason"]) => Result.fail(new DateError({ reason, expected: format }))
  const parts = (
    format === "yyyy-mm-dd" ? /^(?<y>\d{1,6})-(?<m>\d{2})-(?<d>\d{2})$/ : /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{1,6})$/
  ).exec(text)?.groups
  if (parts === undefined) return fail("NotADate")
  const { y = "", m = "", d = "" } = parts
  if (!/^[1-9]\d{3}$/.test(y)) return fail("YearOutOfRange")
  const day = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`
  return isCalendarDay(day) ? Result.succeed(day as PlainDate) : fail("NoSuchDay") // sound: just checked
}

/**
 * The day that many days after 1970-01-01 (before it, when negative).
 *
 * @example
 * PlainDate.fromEpochDay(0) // => "1970-01-01"
 * @since 0.1.0
 */
export const fromEpochDay = (days: number): PlainDate => fromUtc(new UTCDate(days * 86_400_000))

// operations

/**
 * Whole days since 1970-01-01; negative before it.
 *
 * @example
 * PlainDate.toEpochDay(PlainDate.make("1970-01-03")) // => 2
 * @since 0.1.0
 */
export const toEpochDay = (day: PlainDate): number => Date.UTC(year(day), month(day) - 1, dayOfMonth(day)) / 86_400_000

/**
 * The year.
 *
 * @since 0.1.0
 */
export const year = (day: PlainDate): number => Number(day.slice(0, 4))

/**
 * The month, from 1 to 12.
 *
 * @since 0.1.0
 */
export const month = (day: PlainDate): number => Number(day.slice(5, 7))

/**
 * The day of the month, from 1 to 31.
 *
 * @since 0.1.0
 */
export const dayOfMonth = (day: PlainDate): number => Number(day.slice(8, 10))

/**
 * The day of the week, from 1 (Monday) to 7 (Sunday).
 *
 * @example
 * PlainDate.dayOfWeek(PlainDate.make("2022-07-06")) // => 3
 * @since 0.1.0
 */
export const dayOfWeek = (day: PlainDate): number => dateFns.getISODay(toUtc(day))

/**
 * Orders two days: negative, zero or positive.
 *
 * @since 0.1.0
 */
export const compare = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The day so many days later (earlier, when negative).
 *
 * @example
 * PlainDate.addDays(PlainDate.make("2021-02-28"), 1) // => "2021-03-01"
 * @since 0.1.0
 */
export const addDays = (day: PlainDate, count: number): PlainDate => fromUtc(dateFns.addDays(toUtc(day), count))

/**
 * The same day of a later month, or the last of that month where it is shorter.
 *
 * @example
 * PlainDate.addMonths(PlainDate.make("2021-01-31"), 1) // => "2021-02-28"
 * @since 0.1.0
 */
export const addMonths = (day: PlainDate, count: number): PlainDate => fromUtc(dateFns.addMonths(toUtc(day), count))

/**
 * Full months from one day to another: the most months that can be added to the first without passing the second. Negative when reversed.
 *
 * @example
 * PlainDate.monthsBetween(PlainDate.make("2021-01-31"), PlainDate.make("2021-02-28")) // => 1
 * PlainDate.monthsBetween(PlainDate.make("2021-01-15"), PlainDate.make("2022-01-14")) // => 11
 * @since 0.1.0
 */
export const monthsBetween = (from: PlainDate, to: PlainDate): number => {
  if (to < from) return -monthsBetween(to, from)
  const guess = (year(to) - year(from)) * 12 + month(to) - month(from)
  return addMonths(from, guess) <= to ? guess : guess - 1
}

/**
 * Days from one day to another; negative when reversed.
 *
 * @since 0.1.0
 */
export const daysBetween = (from: PlainDate, to: PlainDate): number => toEpochDay(to) - toEpochDay(from)

/**
 * The first day of the quarter that holds the day.
 *
 * @example
 * PlainDate.startOfQuarter(PlainDate.make("2022-07-06")) // => "2022-07-01"
 * @since 0.1.0
 */
export const startOfQuarter = (day: PlainDate): PlainDate => fromUtc(dateFns.startOfQuarter(toUtc(day)))

/**
 * The day as Vietnamese offices write it, `dd/mm/yyyy`.
 *
 * @example
 * PlainDate.formatVietnamese(PlainDate.make("2022-07-06")) // => "06/07/2022"
 * @since 0.1.0
 */
export const formatVietnamese = (day: PlainDate): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

// internal

const toUtc = (day: PlainDate): UTCDate => new UTCDate(toEpochDay(day) * 86_400_000)

// sound: a UTCDate prints its own UTC day; the constructors above keep the year within four digits
const fromUtc = (date: Date): PlainDate => {
  const text = date.toISOString().slice(0, 10)
  if (!isCalendarDay(text)) throw new RangeError("a calculated day lies outside the years 1000 to 9999")
  return text as PlainDate
}
