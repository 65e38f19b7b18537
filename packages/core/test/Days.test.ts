import { Member, Period, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"

const day = PlainDate.make

describe("PlainDate", () => {
  it("refuses, and never repairs", () => {
    for (const text of [
      "2021-02-29",
      "2021-2-3",
      "21-02-03",
      "2021-13-01",
      "2021-00-10",
      "2021-01-00",
      "",
      "2021-01-01T00:00",
      " 2021-01-01",
      "0999-01-01"
    ]) {
      assert.isTrue(Result.isFailure(PlainDate.parse(text)), text)
    }
    for (const text of ["31/02/2021", "3/2/30", "13/13/2001", "2021-01-01", "1/1/21", "32/01/2021", "0/1/2021"]) {
      assert.isTrue(Result.isFailure(PlainDate.parse(text, "dd/mm/yyyy")), text)
    }
    assert.strictEqual(Result.getOrThrow(PlainDate.parse("29/02/2024", "dd/mm/yyyy")), "2024-02-29")
  })

  it("goes there and back for every day of two centuries, before 13 June 1975 as well", () => {
    let looked = 0
    let before = ""
    for (let n = PlainDate.toEpochDay(day("1900-01-01")); n <= PlainDate.toEpochDay(day("2099-12-31")); n++) {
      const text = PlainDate.fromEpochDay(n)
      assert.strictEqual(PlainDate.toEpochDay(text), n)
      assert.isTrue(text > before)
      before = text
      looked++
    }
    assert.strictEqual(looked, 73_049)
    assert.strictEqual(PlainDate.addDays(day("1970-01-02"), 1), "1970-01-03")
    assert.strictEqual(PlainDate.dayOfWeek(day("1975-06-13")), 5)
  })

  it("adds months as date-fns does: to the last day of a shorter one", () => {
    assert.strictEqual(PlainDate.addMonths(day("2024-02-29"), 12), "2025-02-28")
    assert.strictEqual(PlainDate.addMonths(day("2021-03-31"), -1), "2021-02-28")
    for (let n = 0; n < 4000; n += 7) {
      const from = PlainDate.addDays(day("2018-01-01"), n)
      for (const months of [0, 1, 3, 11, 12, 25]) {
        const to = PlainDate.addMonths(from, months)
        assert.strictEqual(PlainDate.monthsBetween(from, to), months)
        assert.strictEqual(PlainDate.monthsBetween(from, PlainDate.addDays(to, -1)), months === 0 ? -0 : months - 1)
      }
    }
  })
})

describe("Period", () => {
  it("includes its first day and excludes until", () => {
    const year = Period.ofYear(2021)
    assert.deepStrictEqual(
      ["2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"].map(each => Period.contains(year, day(each))),
      [false, true, true, false]
    )
  })
  it("refuses to end before it starts", () => {
    assert.throws(() => Period.make("2021-01-01", "2021-01-01"))
    assert.throws(() => Period.make("2021-01-02", "2021-01-01"))
  })
  it("gaps and parts cover the whole, and nothing twice", () => {
    const whole = Period.ofYear(2021)
    const parts = [Period.make("2020-06-01", "2021-02-01"), Period.make("2021-03-01", "2021-03-10"), Period.make("2021-12-01")]
    const gaps = Period.gaps(whole, parts)
    for (let each = whole.from; each < "2022-01-01"; each = PlainDate.addDays(each, 1)) {
      const [inPart, inGap] = [parts.some(p => Period.contains(p, each)), gaps.filter(p => Period.contains(p, each)).length]
      assert.strictEqual(inGap, inPart ? 0 : 1, each)
    }
  })
})

describe("Member.age", () => {
  it("is known for a year alone only where every day of that year agrees", () => {
    for (const each of ["2022-01-01", "2022-07-06", "2022-12-30"]) assert.strictEqual(Member.age("1962", day(each)), undefined, each)
    assert.strictEqual(Member.age("1962", day("2022-12-31")), 60)
    assert.deepStrictEqual(Member.ageRange("1962", day("2022-07-06")), { least: 59, most: 60 })
  })
  it("changes on the birthday", () => {
    assert.strictEqual(Member.age(day("1962-07-06"), day("2022-07-05")), 59)
    assert.strictEqual(Member.age(day("1962-07-06"), day("2022-07-06")), 60)
  })
})
