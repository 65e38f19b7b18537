import { Fact } from "@chibo/core"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { advise, measuring, type Values } from "./given.ts"

const { measures: m, questions } = Vietnam
const question = questions.removalReview

/** A member of whom everything is known and nothing is wrong. */
const fine = (on: string, more: Values = {}): Values => ({
  [m.memberAskedOn.id]: on,
  [m.absentMonths.id]: 0,
  [m.cardState.id]: "held",
  [m.educationMonths.id]: 0,
  [m.unfitYears.id]: 0,
  [m.transferPending.id]: false,
  [m.unpaidMonths.id]: 0,
  [m.unexcusedMonths.id]: 0,
  [m.partyAge.id]: 20,
  [m.payerClass.id]: "insured",
  [m.memberDetained.id]: false,
  [m.reliefPercent.id]: 0,
  [m.temporarilyExempt.id]: false,
  ...more
})

describe("removal.review", () => {
  it("holds back while one ground is not known, unless another holds", () => {
    for (const measure of [m.absentMonths, m.cardState, m.educationMonths, m.unfitYears, m.unpaidMonths, m.transferPending]) {
      const { [measure.id]: _, ...unknown } = fine("2022-06-30")
      assert.deepInclude(advise(question, "2022-06-30", unknown), { _tag: "Undetermined" }, measure.id)
      const other = measure.id === m.cardState.id ? { [m.unfitYears.id]: 2 } : { [m.cardState.id]: "returned" }
      const advice = advise(question, "2022-06-30", { ...unknown, ...other })
      assert.strictEqual(advice._tag === "Outcome" && advice.outcome, "review-proposed", measure.id)
    }
  })
  it("proposes a review to the cell for every ground, and nothing else", () => {
    const advice = advise(question, "2026-07-26", fine("2026-07-26", { [m.cardState.id]: "returned", [m.unfitYears.id]: 2 }))
    assert.strictEqual(advice._tag, "Outcome")
    const answers = advice._tag === "Outcome" ? advice.answers : []
    assert.deepStrictEqual(
      answers.map(each => [each.clause, each.values, each.task?.rule.closedBy]),
      [
        ["vn.removal.card", { "complaint-within": 30 }, "ballot.held"],
        ["vn.removal.unfit", { "complaint-within": 30 }, "ballot.held"]
      ]
    )
    assert.deepStrictEqual(Object.keys(question.outcomes), ["review-proposed", "nothing-to-review"])
    const before = advise(question, "2026-07-25", fine("2026-07-25", { [m.cardState.id]: "returned" }))
    assert.isUndefined(before._tag === "Outcome" ? before.answers[0]?.values : "none")
  })
})

const member = "m"
const admitted = Fact.make({ kind: "member.admitted", on: "2015-01-01", member, cell: "c-1" })
const other = (on: string, name: string, data: Record<string, string | boolean>) =>
  Fact.make({ kind: "other", on, namespace: "vn", name, schemaVersion: 1, member, data })

describe("months without activity", () => {
  const meeting = (on: string, as: "present" | "excused" | "absent") =>
    Fact.make({
      kind: "meeting.held",
      on,
      meeting: `k-${on}`,
      unit: "c-1",
      form: "regular",
      attendance: { present: [], excused: [], absent: [], [as]: [member] }
    })
  const year = [
    meeting("2022-01-03", "absent"),
    meeting("2022-02-03", "excused"),
    meeting("2022-03-03", "absent"),
    meeting("2022-04-04", "absent")
  ]
  it("count once they are over, where nothing but absences without reason is recorded", () => {
    const of = measuring(admitted, ...year, meeting("2022-04-18", "present"), meeting("2022-05-03", "absent"))
    assert.deepStrictEqual(
      ["2022-01-30", "2022-01-31", "2022-03-31", "2022-04-30", "2022-05-31", "2023-01-31"].map(on => of(m.absentMonths, member, on)),
      [0, 1, 2, 2, 3, 0]
    )
  })
  it("are not known where the cell records nobody's attendance", () => {
    assert.isUndefined(measuring(admitted)(m.absentMonths, member, "2022-06-30"))
    const bare = Fact.make({ kind: "meeting.held", on: "2022-01-03", meeting: "k", unit: "c-1", form: "regular" })
    assert.isUndefined(measuring(admitted, bare)(m.absentMonths, member, "2022-06-30"))
  })
  it("leave out exempt and suspended time", () => {
    const exempted = [
      Fact.make({
        kind: "exemption.requested",
        on: "2022-01-10",
        exemption: "e",
        member,
        cell: "c-1",
        type: "age-health",
        ground: "old-age"
      }),
      Fact.make({ kind: "exemption.granted", on: "2022-03-01", exemption: "e", member, by: "c-1", from: "2022-03-01", until: "2022-04-02" })
    ]
    assert.strictEqual(measuring(admitted, ...year, ...exempted)(m.absentMonths, member, "2022-05-31"), 1)
    const suspended = Fact.make({ kind: "member.suspended", on: "2022-04-15", member })
    assert.strictEqual(measuring(admitted, ...year, suspended)(m.absentMonths, member, "2022-05-31"), 2)
  })
})

describe("other grounds", () => {
  it("the card is what the last check found, and unknown without one", () => {
    const of = measuring(
      admitted,
      other("2021-03-01", "party-card", { state: "held" }),
      other("2022-03-01", "party-card", { state: "returned" })
    )
    assert.deepStrictEqual(
      ["2021-02-28", "2021-03-01", "2022-02-28", "2022-03-01"].map(on => of(m.cardState, member, on)),
      [undefined, "held", "held", "returned"]
    )
    assert.isUndefined(measuring(admitted, other("2021-03-01", "party-card", { state: "lost" }))(m.cardState, member, "2022-01-01"))
  })
  it("education runs in full months while the member is on the list", () => {
    const of = measuring(
      admitted,
      Fact.make({ kind: "member.education-listed", on: "2021-03-15", member }),
      Fact.make({ kind: "member.education-unlisted", on: "2022-06-01", member })
    )
    assert.deepStrictEqual(
      ["2021-03-14", "2022-03-14", "2022-03-15", "2022-06-01"].map(on => of(m.educationMonths, member, on)),
      [0, 11, 12, 0]
    )
  })
  it("years in a row are of the two latest, and unknown where one is", () => {
    const graded = (year: number, grade: "good" | "not-completed") =>
      Fact.make({ kind: "evaluation.decided", on: `${year}-12-20`, member, year, regime: "EV2019", grade, by: "x" })
    const of = (...facts: ReadonlyArray<Fact.Fact>) => measuring(admitted, ...facts)(m.unfitYears, member, "2022-07-06")
    assert.deepStrictEqual(
      [
        of(graded(2020, "not-completed"), graded(2021, "not-completed")),
        of(graded(2020, "good"), graded(2021, "not-completed")),
        of(graded(2020, "not-completed"), graded(2021, "good")),
        of(graded(2021, "not-completed")),
        of(graded(2020, "not-completed")),
        of()
      ],
      [2, 1, 0, undefined, undefined, undefined]
    )
    // on the day before the decision the year is not graded yet
    const late = measuring(admitted, graded(2020, "not-completed"), graded(2021, "not-completed"))
    assert.isUndefined(late(m.unfitYears, member, "2021-12-19"))
    assert.strictEqual(late(m.unfitYears, member, "2021-12-20"), 2)
  })
  it("a year at whose end the member was exempt ends the row", () => {
    const exempted = [
      Fact.make({
        kind: "exemption.requested",
        on: "2021-01-10",
        exemption: "e",
        member,
        cell: "c-1",
        type: "age-health",
        ground: "old-age"
      }),
      Fact.make({ kind: "exemption.granted", on: "2021-02-01", exemption: "e", member, by: "c-1", from: "2021-02-01" })
    ]
    assert.strictEqual(measuring(admitted, ...exempted)(m.unfitYears, member, "2022-07-06"), 0)
  })
  it("a transfer is pending from its letter to its reception, and notice and contact are its own", () => {
    const step = { transfer: "t", member, route: "official", from: "c-1", to: "c-2" } as const
    const of = measuring(
      admitted,
      Fact.make({ kind: "transfer.letter-issued", on: "2021-03-01", ...step }),
      other("2021-03-05", "transfer-notice", { transfer: "t" }),
      other("2021-05-01", "transfer-notice", { transfer: "another" }),
      other("2021-06-01", "transfer-contact", { transfer: "t", goodReason: false }),
      Fact.make({ kind: "transfer.received", on: "2021-08-01", ...step })
    )
    assert.deepStrictEqual(
      ["2021-02-28", "2021-03-01", "2021-07-31", "2021-08-01"].map(on => of(m.transferPending, member, on)),
      [false, true, true, false]
    )
    assert.deepStrictEqual(
      ["2021-03-04", "2021-05-31", "2021-06-01"].map(on => [of(m.noticeOn, member, on), of(m.withoutReason, member, on)]),
      [
        [undefined, undefined],
        ["2021-03-05", undefined],
        ["2021-03-05", true]
      ]
    )
  })
})
