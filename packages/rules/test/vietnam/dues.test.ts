import { Fact } from "@chibo/core"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { advise, measuring, run, type Values } from "./scenarios.ts"

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
const relief = (percent: number, until: string) => ({
  [m.reliefPercent.id]: percent,
  [m.reliefFrom.id]: "2026-03-01",
  [m.reliefUntil.id]: until
})
const exempt = { [m.temporarilyExempt.id]: true, [m.temporarilyExemptUntil.id]: "2026-12-01" }

describe("dues.standing", () => {
  for (const on of ["2011-04-01", "2026-01-31", "2026-02-01", "2027-12-31"])
    run(question, [
      ["nothing unpaid", on, of(0, 0), "in-order"],
      ["one month", on, of(1, 1), "behind"],
      ["two months", on, of(2, 2), "behind"],
      ["three months", on, of(3, 3), "three-months-behind"],
      ["four months", on, of(4, 4), "three-months-behind"],
      ["three months, of which one is excused", on, of(3, 2), "behind"],
      ["nothing recorded", on, {}, { _tag: "Undetermined" }]
    ])
  run(question, [
    ["before the regulation of 2010 applied there is no answer", "2011-03-31", of(0, 0), { _tag: "Undetermined", gap: true }],
    ["the last day on which fifty years waived nothing that was read", "2026-01-31", of(1, 1, { [m.partyAge.id]: 50 }), "behind"],
    ["fifty years", "2026-02-01", of(1, 1, { [m.partyAge.id]: 50 }), "exempt"],
    ["forty-nine years", "2026-02-01", of(1, 1, { [m.partyAge.id]: 49 }), "behind"],
    ["fifty years and three months unpaid", "2026-06-30", of(3, 3, { [m.partyAge.id]: 50 }), "exempt"],
    ["a social pension", "2026-02-01", of(0, 0, { [m.payerClass.id]: "social-pension" }), "exempt"],
    ["the day before", "2026-01-31", of(0, 0, { [m.payerClass.id]: "social-pension" }), "in-order"],
    ["detained and suspended", "2026-02-01", of(3, 3, { [m.memberDetained.id]: true }), "not-collected"],
    ["temporarily exempt from activity: later, not never", "2026-06-30", of(3, 0, exempt), "may-pay-late"],
    ["exempt now, and a month before it is unpaid", "2026-06-30", of(3, 1, exempt), "behind"],
    ["exempt now, and three months before it are", "2026-06-30", of(5, 3, exempt), "three-months-behind"],
    ["under the old regulation nothing was read of paying later", "2026-01-31", of(1, 0, exempt), "behind"],
    ...[30, 50, 70, 100].map(
      percent => [`relief of ${percent} %`, "2026-06-30", of(0, 0, relief(percent, "2027-03-01")), "relieved"] as const
    ),
    ["relief of 40 %", "2026-06-30", of(0, 0, relief(40, "2027-03-01")), "relief-to-review"],
    ["relief for a day more than twelve months", "2026-06-30", of(0, 0, relief(50, "2027-03-02")), "relief-to-review"],
    [
      "relief without an end",
      "2026-06-30",
      of(0, 0, { [m.reliefPercent.id]: 50, [m.reliefFrom.id]: "2026-03-01" }),
      { missing: [m.reliefUntil.id] }
    ],
    ["relief and a month unpaid", "2026-06-30", of(1, 0, relief(50, "2027-03-01")), "behind"]
  ])
  it("says until when, and what it is not sure of", () => {
    const late = advise(question, "2026-06-30", of(3, 0, exempt))
    assert.deepStrictEqual(late._tag === "Outcome" && late.answers[0]?.values, { until: "2026-12-01" })
    const three = advise(question, "2022-06-30", of(3, 3))
    assert.deepStrictEqual(three._tag === "Outcome" && three.unverified, ["vn.dues.three-months-behind-2011"])
  })
})

describe("dues.rate", () => {
  const rate = (name: string) => ({ [m.payerClass.id]: name, [m.partyAge.id]: 20, [m.memberInBorderArea.id]: false })
  const gives = (on: string, values: Values, outcome: string, carried: Values | undefined) =>
    it(`${on}: ${String(values[m.payerClass.id])}, ${outcome}`, () => {
      const advice = advise(questions.duesRate, on, values)
      assert.deepStrictEqual(advice._tag === "Outcome" && [advice.outcome, advice.answers[0]?.values], [outcome, carried])
    })
  for (const on of ["2011-04-01", "2026-01-31"]) {
    gives(on, rate("insured"), "salary", { rate: 10_000 })
    gives(on, rate("pension"), "pension", { rate: 5_000 })
    gives(on, rate("other-working-age"), "fixed", undefined)
    gives(on, { ...rate("other-working-age"), [m.memberInBorderArea.id]: true }, "fixed", { amount: 4_000 })
    gives(on, { ...rate("other-retirement-age"), [m.memberInBorderArea.id]: true }, "fixed", { amount: 2_000 })
    gives(on, rate("student"), "fixed", undefined)
  }
  for (const [on, working, retired] of [
    ["2026-02-01", 3_000, 2_000],
    ["2027-12-31", 3_000, 2_000],
    ["2028-01-01", 5_000, 3_000]
  ] as const) {
    gives(on, rate("insured"), "insurance-salary", { rate: 10_000 })
    gives(on, rate("sick-or-maternity"), "benefit", { rate: 10_000 })
    gives(on, rate("pension"), "pension", { rate: 5_000 })
    gives(on, rate("other-working-age"), "minimum-wage", { rate: working })
    gives(on, rate("other-retirement-age"), "minimum-wage", { rate: retired })
    gives(on, rate("student"), "fixed", { amount: 5_000 })
    gives(on, rate("social-pension"), "none", undefined)
    gives(on, { ...rate("pension"), [m.partyAge.id]: 50 }, "none", undefined)
    gives(on, { ...rate("pension"), [m.partyAge.id]: 49 }, "pension", { rate: 5_000 })
  }
  run(questions.duesRate, [
    ["the day before", "2011-03-31", rate("insured"), { _tag: "Undetermined", gap: true }],
    [
      "no benefit was read of in the old regulation",
      "2026-01-31",
      rate("sick-or-maternity"),
      { _tag: "Undetermined", unread: ["vn.342-qd-tw-2010"] }
    ],
    ["no social pension either", "2026-01-31", rate("social-pension"), { _tag: "Undetermined", unread: ["vn.342-qd-tw-2010"] }]
  ])
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
