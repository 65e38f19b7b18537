import { Fact } from "@chibo/core"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { advise, measuring, type Values } from "./given.ts"

const { measures: m, questions } = Vietnam
const question = questions.duesStanding

const of = (unpaid: number, unexcused: number, more: Values = {}): Values => ({
  [m.unpaidMonths.id]: unpaid,
  [m.unexcusedMonths.id]: unexcused,
  [m.partyAge.id]: 20,
  [m.payerClass.id]: "insured",
  [m.memberDetained.id]: false,
  [m.reliefPercent.id]: 0,
  [m.temporarilyExempt.id]: false,
  ...more
})
const exempt = { [m.temporarilyExempt.id]: true, [m.temporarilyExemptUntil.id]: "2026-12-01" }

describe("dues.standing", () => {
  it("says until when, and what it is not sure of", () => {
    const late = advise(question, "2026-06-30", of(3, 0, exempt))
    assert.deepStrictEqual(late._tag === "Outcome" && late.answers[0]?.values, { until: "2026-12-01" })
    const three = advise(question, "2022-06-30", of(3, 3))
    assert.deepStrictEqual(three._tag === "Outcome" && three.unverified, ["vn.dues.three-months-behind-2011"])
  })
})

const member = "m"
const enrolled = Fact.make({ kind: "member.admitted", on: "2015-01-01", member, cell: "c-1" })
const insured = Fact.make({ kind: "dues.payer-class-set", on: "2020-01-01", member, class: "insured" })
const paid = (month: string, on = `${month}-05`) => Fact.make({ kind: "dues.paid", on, member, month, amount: 50_000, to: "c-1" })

describe("unpaid months", () => {
  it("count once the month is over, within the calendar year", () => {
    const of = measuring(enrolled, insured, paid("2022-01"), paid("2022-03"))
    assert.deepStrictEqual(
      ["2022-02-27", "2022-02-28", "2022-04-29", "2022-04-30", "2022-12-31", "2023-01-01", "2023-01-31"].map(on =>
        of(m.unpaidMonths, member, on)
      ),
      [0, 1, 1, 2, 10, 0, 1]
    )
  })
  it("see a payment on the day it was made", () => {
    const of = measuring(enrolled, insured, paid("2022-01", "2022-03-10"))
    assert.deepStrictEqual(
      ["2022-03-09", "2022-03-10"].map(on => of(m.unpaidMonths, member, on)),
      [2, 1]
    )
  })
  it("are not known where nothing is recorded, or was not yet", () => {
    assert.isUndefined(measuring(enrolled)(m.unpaidMonths, member, "2022-06-30"))
    const midYear = measuring(enrolled, Fact.make({ ...insured, on: "2022-03-15" }))
    assert.isUndefined(midYear(m.unpaidMonths, member, "2022-06-30"))
    assert.strictEqual(midYear(m.unpaidMonths, member, "2023-01-31"), 1)
    assert.isUndefined(midYear(m.reliefPercent, member, "2022-03-14"))
    assert.strictEqual(midYear(m.reliefPercent, member, "2022-03-15"), 0)
  })
  it("leave out months before the member stood on a roll", () => {
    const of = measuring(Fact.make({ ...enrolled, on: "2022-02-02" }), Fact.make({ ...insured, on: "2022-02-02" }))
    assert.strictEqual(of(m.unpaidMonths, member, "2022-03-31"), 1)
  })
  it("leave out full relief and detention, and not partial relief", () => {
    const relief = (percent: number) =>
      Fact.make({ kind: "dues.relief-granted", on: "2022-02-01", member, from: "2022-02-15", until: "2022-04-15", percent, by: "c-1" })
    const full = measuring(enrolled, insured, relief(100))
    const half = measuring(enrolled, insured, relief(50))
    assert.deepStrictEqual([full(m.unpaidMonths, member, "2022-05-31"), full(m.unexcusedMonths, member, "2022-05-31")], [2, 2])
    assert.deepStrictEqual([half(m.unpaidMonths, member, "2022-05-31"), half(m.unexcusedMonths, member, "2022-05-31")], [5, 2])
    assert.deepStrictEqual(
      ["2022-02-14", "2022-02-15", "2022-04-14", "2022-04-15"].map(on => half(m.reliefPercent, member, on)),
      [0, 50, 50, 0]
    )
    assert.deepStrictEqual(
      [half(m.reliefFrom, member, "2022-03-01"), half(m.reliefUntil, member, "2022-03-01")],
      ["2022-02-15", "2022-04-15"]
    )
    const suspended = (detained: boolean) =>
      measuring(enrolled, insured, Fact.make({ kind: "member.suspended", on: "2022-02-01", member, until: "2022-04-01", detained }))
    assert.deepStrictEqual(
      [suspended(true)(m.unpaidMonths, member, "2022-05-31"), suspended(false)(m.unpaidMonths, member, "2022-05-31")],
      [3, 5]
    )
    assert.deepStrictEqual(
      [suspended(true)(m.memberDetained, member, "2022-03-31"), suspended(true)(m.memberDetained, member, "2022-04-01")],
      [true, false]
    )
  })
  it("excuse a temporary exemption, and not one for age", () => {
    const exempted = (type: "temporary" | "age-health") => [
      Fact.make({
        kind: "exemption.requested",
        on: "2022-01-10",
        exemption: "e",
        member,
        cell: "c-1",
        type,
        ground: type === "temporary" ? "away-for-work" : "old-age"
      }),
      Fact.make({ kind: "exemption.granted", on: "2022-01-20", exemption: "e", member, by: "x", from: "2022-02-01", until: "2022-04-01" })
    ]
    const away = measuring(enrolled, insured, ...exempted("temporary"))
    assert.deepStrictEqual([away(m.unpaidMonths, member, "2022-05-31"), away(m.unexcusedMonths, member, "2022-05-31")], [5, 3])
    assert.deepStrictEqual(
      ["2022-01-31", "2022-02-01", "2022-03-31", "2022-04-01"].map(on => away(m.temporarilyExempt, member, on)),
      [false, true, true, false]
    )
    assert.strictEqual(away(m.temporarilyExemptUntil, member, "2022-03-01"), "2022-04-01")
    const old = measuring(enrolled, insured, ...exempted("age-health"))
    assert.deepStrictEqual([old(m.unexcusedMonths, member, "2022-05-31"), old(m.temporarilyExempt, member, "2022-03-01")], [5, false])
  })
  it("are not known of a member who is active, and pays, outside", () => {
    const of = measuring(
      enrolled,
      insured,
      paid("2022-01"),
      Fact.make({
        kind: "transfer.received",
        on: "2022-02-01",
        transfer: "t",
        member,
        route: "temporary",
        from: "c-1",
        to: "outside",
        until: "2022-08-01"
      })
    )
    assert.strictEqual(of(m.unpaidMonths, member, "2022-01-31"), 0)
    assert.isUndefined(of(m.unpaidMonths, member, "2022-02-28"))
  })
  it("know the class of payer on its day", () => {
    const of = measuring(enrolled, insured, Fact.make({ ...insured, on: "2022-03-01", class: "pension" }))
    assert.deepStrictEqual(
      ["2019-12-31", "2022-02-28", "2022-03-01"].map(on => of(m.payerClass, member, on)),
      [undefined, "insured", "pension"]
    )
  })
})
