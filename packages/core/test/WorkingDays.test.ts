import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import * as PlainDate from "../src/PlainDate.ts"
import * as WorkingDays from "../src/WorkingDays.ts"

const day = PlainDate.make

// Invented closures around the days of Tết 2021; no official table. 6 and 27 February are Saturdays.
const synthetic = {
  version: "synthetic-2021",
  covers: { from: "2021-01-01", until: "2022-01-01" },
  weekend: [6, 7],
  holidays: [
    { day: "2021-01-01", name: "synthetic new year" },
    ...["10", "11", "12", "13", "14", "15", "16"].map(date => ({
      day: `2021-02-${date}`,
      name: "synthetic Tết",
      cites: "synthetic decision 1"
    }))
  ],
  workedDays: [
    { day: "2021-02-06", name: "worked for 15 February" },
    { day: "2021-02-27", name: "worked for 16 February" }
  ]
} as const
const calendar = WorkingDays.make(synthetic)

const added = (start: string, count: number) => Result.getOrThrow(WorkingDays.add(calendar, day(start), count))
const counted = (from: string, until: string) => Result.getOrThrow(WorkingDays.between(calendar, day(from), day(until)))
const reason = <A>(result: Result.Result<A, WorkingDays.WorkingDaysError>) =>
  Result.isFailure(result) ? result.failure.reason : "accepted"

const startOfYear = PlainDate.toEpochDay(day("2021-01-01"))
const offsets = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 200 }))
const counts = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 }))

describe("WorkingDays.parse", () => {
  const refused = (change: Record<string, unknown>) => {
    const result = WorkingDays.parse({ ...synthetic, ...change })
    return Result.isFailure(result) ? result.failure.message : "accepted"
  }
  const holiday = (text: string) => ({ day: text, name: "synthetic" })

  it("gives back a calendar as it stands", () => {
    assert.deepEqual<unknown>(WorkingDays.parse(synthetic), Result.succeed(synthetic))
  })
  it("accepts the first and the last day covered, and a holiday on a weekend", () => {
    assert.strictEqual(refused({ holidays: [holiday("2021-01-01"), holiday("2021-12-31"), holiday("2021-01-02")] }), "accepted")
  })
  it("refuses days outside the calendar", () => {
    for (const outside of ["2020-12-31", "2022-01-01"]) {
      assert.include(refused({ holidays: [holiday(outside)] }), "covers")
      assert.include(refused({ workedDays: [holiday(outside)] }), "covers")
    }
  })
  it("refuses a day named twice, or as holiday and as worked", () => {
    assert.include(refused({ holidays: [holiday("2021-04-30"), holiday("2021-04-30")] }), "once")
    assert.include(refused({ workedDays: [holiday("2021-02-06"), holiday("2021-02-06")] }), "once")
    assert.include(refused({ holidays: [holiday("2021-02-06")] }), "once")
  })
  it("refuses a worked day that is no weekend", () => assert.include(refused({ workedDays: [holiday("2021-03-01")] }), "weekend"))
  it("refuses a calendar without an end, of no days, or reversed", () => {
    assert.notStrictEqual(refused({ covers: { from: "2021-01-01" } }), "accepted")
    assert.notStrictEqual(refused({ covers: { from: "2021-01-01", until: "2021-01-01" }, holidays: [], workedDays: [] }), "accepted")
    assert.notStrictEqual(refused({ covers: { from: "2022-01-01", until: "2021-01-01" }, holidays: [], workedDays: [] }), "accepted")
  })
  it("refuses weekdays that do not exist or stand twice, no version, and fields it does not know", () => {
    for (const change of [{ weekend: [0] }, { weekend: [8] }, { weekend: [6, 6, 7] }, { version: "" }, { closures: [] }]) {
      assert.notStrictEqual(refused(change), "accepted")
    }
  })
  it("lists all that is wrong, each with its place", () => {
    const message = refused({ holidays: [holiday("2020-12-31"), holiday("2021-04-30"), holiday("2021-04-30")] })
    assert.include(message, '["holidays"][0]["day"]')
    assert.include(message, '["holidays"][2]["day"]')
  })
  it("throws in `make` what it refuses", () => assert.throws(() => WorkingDays.make({ ...synthetic, version: "" })))
})

describe("WorkingDays.isWorkingDay", () => {
  it("knows weekdays, weekends, holidays and swapped days", () => {
    const cases = [
      ["2021-01-01", false],
      ["2021-01-04", true],
      ["2021-01-08", true],
      ["2021-01-09", false],
      ["2021-01-10", false],
      ["2021-02-06", true],
      ["2021-02-07", false],
      ["2021-02-09", true],
      ["2021-02-10", false],
      ["2021-02-13", false],
      ["2021-02-16", false],
      ["2021-02-17", true],
      ["2021-02-27", true],
      ["2021-12-31", true]
    ] as const
    for (const [text, worked] of cases) assert.strictEqual(WorkingDays.isWorkingDay(calendar, day(text)), worked, text)
  })
  it("says nothing of the day before the calendar and the day after", () => {
    assert.isUndefined(WorkingDays.isWorkingDay(calendar, day("2020-12-31")))
    assert.isUndefined(WorkingDays.isWorkingDay(calendar, day("2022-01-01")))
  })
  it("takes the weekend from the calendar", () => {
    const sundays = WorkingDays.make({ ...synthetic, weekend: [7], workedDays: [] })
    assert.isTrue(WorkingDays.isWorkingDay(sundays, day("2021-01-09")))
    assert.isFalse(WorkingDays.isWorkingDay(sundays, day("2021-01-10")))
  })
})

describe("WorkingDays.add", () => {
  it("does not count the start day, worked or not", () => {
    const cases = [
      ["2021-01-04", 1, "2021-01-05"],
      ["2021-01-08", 1, "2021-01-11"],
      ["2021-01-09", 1, "2021-01-11"],
      ["2021-01-10", 1, "2021-01-11"],
      ["2021-01-04", 5, "2021-01-11"],
      ["2021-02-09", 1, "2021-02-17"],
      ["2021-02-05", 1, "2021-02-06"],
      ["2021-02-06", 1, "2021-02-08"],
      ["2021-02-05", 4, "2021-02-17"],
      ["2021-02-26", 1, "2021-02-27"],
      ["2021-02-12", 1, "2021-02-17"]
    ] as const
    for (const [start, count, expected] of cases) assert.strictEqual<string>(added(start, count), expected, `${start} + ${count}`)
  })
  it("gives the start back for a count of 0, worked or not", () => {
    for (const start of ["2021-02-10", "2021-02-09", "2030-01-01"]) assert.strictEqual<string>(added(start, 0), start)
  })
  it("may start the day before the calendar and reach its last day, and no further", () => {
    assert.strictEqual(added("2020-12-31", 1), "2021-01-04")
    assert.strictEqual(reason(WorkingDays.add(calendar, day("2020-12-30"), 1)), "OutsideCalendar")
    assert.strictEqual(added("2021-12-30", 1), "2021-12-31")
    assert.strictEqual(reason(WorkingDays.add(calendar, day("2021-12-30"), 2)), "OutsideCalendar")
    assert.strictEqual(reason(WorkingDays.add(calendar, day("2021-12-31"), 1)), "OutsideCalendar")
    assert.strictEqual(reason(WorkingDays.add(calendar, day("2025-06-01"), 1)), "OutsideCalendar")
  })
  it("names the calendar and its days when it runs past them", () => {
    const result = WorkingDays.add(calendar, day("2021-12-31"), 1)
    assert.isTrue(Result.isFailure(result))
    if (Result.isFailure(result)) {
      assert.deepEqual([result.failure.calendar, result.failure.covers], [calendar.version, calendar.covers])
      assert.include(result.failure.message, "2022-01-01")
    }
  })
  it("ends where no day is worked at all", () => {
    const idle = WorkingDays.make({ ...synthetic, weekend: [1, 2, 3, 4, 5, 6, 7], workedDays: [] })
    assert.strictEqual(reason(WorkingDays.add(idle, day("2021-01-04"), 1)), "OutsideCalendar")
  })
  it("throws on a count that is none", () => {
    for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => WorkingDays.add(calendar, day("2021-01-04"), count), RangeError)
      assert.throws(() => WorkingDays.deadline(undefined, day("2021-01-04"), count), RangeError)
    }
  })
})

describe("WorkingDays.between", () => {
  it("includes the first day and excludes the last", () => {
    const cases = [
      ["2021-01-04", "2021-01-04", 0],
      ["2021-01-04", "2021-01-05", 1],
      ["2021-01-08", "2021-01-11", 1],
      ["2021-01-09", "2021-01-11", 0],
      ["2021-02-05", "2021-02-18", 5],
      ["2021-12-31", "2022-01-01", 1]
    ] as const
    for (const [from, until, expected] of cases) assert.strictEqual(counted(from, until), expected, `${from} until ${until}`)
  })
  it("refuses reversed days, and days that the calendar does not cover", () => {
    assert.strictEqual(reason(WorkingDays.between(calendar, day("2021-01-05"), day("2021-01-04"))), "Reversed")
    assert.strictEqual(reason(WorkingDays.between(calendar, day("2020-12-31"), day("2021-01-04"))), "OutsideCalendar")
    assert.strictEqual(reason(WorkingDays.between(calendar, day("2021-12-31"), day("2022-01-02"))), "OutsideCalendar")
  })
})

describe("WorkingDays.deadline", () => {
  it("gives the day with the version of the calendar", () => {
    assert.deepEqual(WorkingDays.deadline(calendar, day("2021-02-05"), 4), {
      known: true,
      day: day("2021-02-17"),
      calendar: "synthetic-2021"
    })
  })
  it("gives no day without a calendar or past it", () => {
    const from = day("2021-12-31")
    assert.deepEqual(WorkingDays.deadline(undefined, from, 3), { known: false, because: "no-calendar", workingDays: 3, from })
    assert.deepEqual(WorkingDays.deadline(undefined, from, 0), { known: false, because: "no-calendar", workingDays: 0, from })
    assert.deepEqual(WorkingDays.deadline(calendar, from, 3), { known: false, because: "outside-calendar", workingDays: 3, from })
  })
})

describe("WorkingDays laws", () => {
  it.prop("agree with counting day by day", [offsets, counts], ([offset, count]) => {
    const start = PlainDate.fromEpochDay(startOfYear + offset)
    let expected = start
    for (let left = count; left > 0; ) {
      expected = PlainDate.addDays(expected, 1)
      if (WorkingDays.isWorkingDay(calendar, expected) === true) left--
    }
    assert.strictEqual(added(start, count), expected)
  })
  it.prop("a later start or a longer term never ends sooner", [offsets, counts, counts], ([offset, count, more]) => {
    const [start, later] = [PlainDate.fromEpochDay(startOfYear + offset), PlainDate.fromEpochDay(startOfYear + offset + more)]
    if (count > 0) assert.isAtMost(PlainDate.compare(added(start, count), added(later, count)), 0)
    assert.strictEqual(PlainDate.compare(added(start, count), added(start, count + more)), more === 0 ? 0 : -1)
  })
  it.prop("as many working days lie after the start, up to the day reached, as were added", [offsets, counts], ([offset, count]) => {
    const start = PlainDate.fromEpochDay(startOfYear + offset)
    const end = added(start, count)
    assert.strictEqual(counted(PlainDate.addDays(start, 1), PlainDate.addDays(end, 1)), count)
    if (count > 0) assert.isTrue(WorkingDays.isWorkingDay(calendar, end))
  })
  it.prop("a term may be added in two parts", [offsets, counts, counts], ([offset, count, more]) => {
    const start = PlainDate.fromEpochDay(startOfYear + offset)
    assert.strictEqual(added(added(start, count), more), added(start, count + more))
  })
})
