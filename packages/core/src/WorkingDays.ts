/**
 * Deadlines in working days, over a holiday calendar that is passed in.
 *
 * Which days are worked is decided anew each year, so no calendar comes with the library: a calendar names its version and the days it
 * covers, and nothing is said of a day outside them. The start day is not counted: one working day after a Friday is the Monday.
 *
 * @since 0.1.0
 */
import { Data, Result, Schema } from "effect"
import * as Period from "./Period.ts"
import * as PlainDate from "./PlainDate.ts"

// model

const Covers = Schema.Struct({ from: PlainDate.PlainDate, until: PlainDate.PlainDate }).check(
  Schema.makeFilter(
    ({ from, until }: { readonly from: string; readonly until: string }) =>
      from < until || { path: ["until"], issue: "Expected a day after `from`: a calendar covers at least one day" }
  )
)

const Holiday = Schema.Struct({ day: PlainDate.PlainDate, name: Schema.NonEmptyString, cites: Schema.optionalKey(Schema.NonEmptyString) })

const WorkedDay = Schema.Struct({ day: PlainDate.PlainDate, name: Schema.NonEmptyString })

/**
 * The schema of a holiday calendar: its version, the days it covers (`until` excluded), the weekend as days of the week from 1 (Monday) to 7
 * (Sunday), the holidays with the text that each rests on, and the weekend days that are worked in exchange for another.
 *
 * Holidays may fall on the weekend; worked days must. All lie inside `covers`, and no day is named twice.
 *
 * @since 0.1.0
 */
export const HolidayCalendar = Schema.Struct({
  version: Schema.NonEmptyString,
  covers: Covers,
  weekend: Schema.Array(Schema.Literals([1, 2, 3, 4, 5, 6, 7])).check(Schema.isUnique()),
  holidays: Schema.Array(Holiday),
  workedDays: Schema.Array(WorkedDay)
}).check(
  Schema.makeFilter(({ covers, weekend, holidays, workedDays }) => {
    const issues: Array<Schema.FilterIssue> = []
    const seen = new Set<PlainDate.PlainDate>()
    for (const [list, days] of [["holidays", holidays] as const, ["workedDays", workedDays] as const]) {
      days.forEach(({ day }, index) => {
        const refuse = (issue: string) => issues.push({ path: [list, index, "day"], issue })
        if (!Period.contains(covers, day)) refuse("Expected a day that the calendar covers")
        if (seen.has(day)) refuse("Expected a day that is named once, as a holiday or as worked")
        if (list === "workedDays" && !weekend.some(weekday => weekday === PlainDate.dayOfWeek(day))) refuse("Expected a day of the weekend")
        seen.add(day)
      })
    }
    return issues
  })
)
/** Which days are worked, as far as somebody has decided it. */
export type HolidayCalendar = typeof HolidayCalendar.Type

/**
 * The last day of a term, with the version of the calendar that gave it, or why no day can be given.
 *
 * @since 0.1.0
 */
export type Deadline =
  | { readonly known: true; readonly day: PlainDate.PlainDate; readonly calendar: string }
  | {
      readonly known: false
      readonly because: "no-calendar" | "outside-calendar"
      readonly workingDays: number
      readonly from: PlainDate.PlainDate
    }

// errors

/**
 * Says why working days cannot be counted, and which calendar was asked. A newer calendar may help with `OutsideCalendar`; nothing helps
 * with `Reversed`, where the second day comes before the first.
 *
 * @since 0.1.0
 */
export class WorkingDaysError extends Data.TaggedError("WorkingDaysError")<{
  readonly reason: "OutsideCalendar" | "Reversed"
  readonly calendar: string
  readonly covers: HolidayCalendar["covers"]
}> {
  override get message() {
    return {
      OutsideCalendar: `the calendar ${this.calendar} covers the days from ${this.covers.from} until before ${this.covers.until} only`,
      Reversed: "the second day comes before the first"
    }[this.reason]
  }
}

// constructors

/**
 * A calendar from literals in source; throws where `parse` would refuse.
 *
 * @example
 * const invented = WorkingDays.make({
 *   version: "synthetic-1",
 *   covers: { from: "2021-01-01", until: "2021-02-01" },
 *   weekend: [6, 7],
 *   holidays: [{ day: "2021-01-11", name: "synthetic holiday" }],
 *   workedDays: [{ day: "2021-01-16", name: "worked for 11 January" }]
 * })
 * invented.version // => "synthetic-1"
 * @since 0.1.0
 */
export const make = (calendar: typeof HolidayCalendar.Encoded): HolidayCalendar => Result.getOrThrow(parse(calendar))

/**
 * Reads a calendar from outside. It refuses days outside `covers`, days named twice, worked days that are no weekend, and fields it does not
 * know; it lists all of them.
 *
 * @example
 * Result.isFailure(WorkingDays.parse({ version: "synthetic-1" })) // => true
 * @since 0.1.0
 */
export const parse = (input: unknown): Result.Result<HolidayCalendar, Schema.SchemaError> => decode(input)

// operations

/**
 * Tells whether a day is worked; `undefined` outside the days that the calendar covers.
 *
 * @example
 * WorkingDays.isWorkingDay(invented, PlainDate.make("2021-01-11")) // => false
 * WorkingDays.isWorkingDay(invented, PlainDate.make("2021-01-16")) // => true
 * WorkingDays.isWorkingDay(invented, PlainDate.make("2021-02-01")) // => undefined
 * @since 0.1.0
 */
export const isWorkingDay = (calendar: HolidayCalendar, day: PlainDate.PlainDate): boolean | undefined => {
  if (!Period.contains(calendar.covers, day)) return undefined
  const { worked, first } = index(calendar)
  const at = PlainDate.toEpochDay(day)
  return worked[first(at)] === at
}

/**
 * The day on which the count-th working day after the start falls; the start day itself is not counted, and a count of 0 gives it back.
 * Every day that is counted over must be covered by the calendar. Throws on a count that is negative or not whole, as that is a programmer's
 * mistake.
 *
 * @example
 * Result.getOrThrow(WorkingDays.add(invented, PlainDate.make("2021-01-08"), 1)) // => "2021-01-12"
 * Result.isFailure(WorkingDays.add(invented, PlainDate.make("2021-01-29"), 1)) // => true
 * @since 0.1.0
 */
export const add = (
  calendar: HolidayCalendar,
  start: PlainDate.PlainDate,
  count: number
): Result.Result<PlainDate.PlainDate, WorkingDaysError> => {
  checkCount(count)
  if (count === 0) return Result.succeed(start)
  const { worked, first } = index(calendar)
  const next = PlainDate.toEpochDay(start) + 1
  const day = next < PlainDate.toEpochDay(calendar.covers.from) ? undefined : worked[first(next) + count - 1]
  return day === undefined ? outside(calendar) : Result.succeed(PlainDate.fromEpochDay(day))
}

/**
 * The last day of a term of so many working days after the start. Without a calendar, or past what it covers, it says so and gives no day;
 * without a calendar this holds for a term of no days too. Throws as `add` does.
 *
 * @example
 * WorkingDays.deadline(invented, PlainDate.make("2021-01-08"), 1) // => { known: true, day: "2021-01-12", calendar: "synthetic-1" }
 * WorkingDays.deadline(undefined, PlainDate.make("2021-01-08"), 1) // => { known: false, because: "no-calendar", workingDays: 1, from: "2021-01-08" }
 * @since 0.1.0
 */
export const deadline = (calendar: HolidayCalendar | undefined, start: PlainDate.PlainDate, count: number): Deadline => {
  checkCount(count)
  if (calendar === undefined) return { known: false, because: "no-calendar", workingDays: count, from: start }
  return Result.match(add(calendar, start, count), {
    onSuccess: (day): Deadline => ({ known: true, day, calendar: calendar.version }),
    onFailure: (): Deadline => ({ known: false, because: "outside-calendar", workingDays: count, from: start })
  })
}

/**
 * How many working days there are from a day (included) until a day (excluded). The calendar must cover all of them.
 *
 * @example
 * Result.getOrThrow(WorkingDays.between(invented, PlainDate.make("2021-01-08"), PlainDate.make("2021-01-12"))) // => 1
 * @since 0.1.0
 */
export const between = (
  calendar: HolidayCalendar,
  from: PlainDate.PlainDate,
  until: PlainDate.PlainDate
): Result.Result<number, WorkingDaysError> => {
  const { covers, version } = calendar
  if (until < from) return Result.fail(new WorkingDaysError({ reason: "Reversed", calendar: version, covers }))
  if (until === from) return Result.succeed(0)
  if (from < covers.from || covers.until < until) return outside(calendar)
  const { first } = index(calendar)
  return Result.succeed(first(PlainDate.toEpochDay(until)) - first(PlainDate.toEpochDay(from)))
}

// internal

const decode = Schema.decodeUnknownResult(HolidayCalendar, { errors: "all", onExcessProperty: "error" })

const outside = ({ covers, version }: HolidayCalendar) =>
  Result.fail(new WorkingDaysError({ reason: "OutsideCalendar", calendar: version, covers }))

const checkCount = (count: number): void => {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError("a number of working days is a whole number, 0 or more")
}

interface Index {
  /** The working days covered, as days since 1970-01-01, in order. */
  readonly worked: ReadonlyArray<number>
  /** Where in `worked` the first one on or after a day stands. */
  readonly first: (epochDay: number) => number
}

// A calendar is asked once for each subject, so its days are laid out once; it is a plain value that nobody changes.
const indexes = new WeakMap<HolidayCalendar, Index>()

const index = (calendar: HolidayCalendar): Index => {
  const kept = indexes.get(calendar)
  if (kept !== undefined) return kept
  const made = layOut(calendar)
  indexes.set(calendar, made)
  return made
}

const layOut = ({ covers, holidays, weekend, workedDays }: HolidayCalendar): Index => {
  const from = PlainDate.toEpochDay(covers.from)
  const length = PlainDate.daysBetween(covers.from, covers.until)
  const weekday = PlainDate.dayOfWeek(covers.from)
  const restWeekdays = new Set<number>(weekend)
  const rest = new Set(holidays.map(({ day }) => PlainDate.toEpochDay(day)))
  const swapped = new Set(workedDays.map(({ day }) => PlainDate.toEpochDay(day)))
  const worked: Array<number> = []
  const before: Array<number> = []
  for (let i = 0; i < length; i++) {
    before.push(worked.length)
    const isRest = rest.has(from + i) || restWeekdays.has(((weekday - 1 + i) % 7) + 1)
    if (swapped.has(from + i) || !isRest) worked.push(from + i)
  }
  return { worked, first: epochDay => before[epochDay - from] ?? worked.length }
}
