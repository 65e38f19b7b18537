import { Fact, PlainDate, Register, WorkingDays } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { Advice, Brief, Report } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { advise, calendar, measuring, organisation, plus, unit, type Values } from "./given.ts"

const { measures: m, questions } = Vietnam
const question = questions.transferDeadline

/** An official transfer, triggered and with a letter on one day, of which nothing more has happened by the day asked about. */
const open = (triggered: string, asked: string, more: Values = {}): Values => ({
  [m.transferAskedOn.id]: asked,
  [m.transferRoute.id]: "official",
  [m.transferTriggeredOn.id]: triggered,
  [m.transferLetterOn.id]: triggered,
  [m.transferIssuer.id]: "commune-committee",
  [m.transferPresentationDay.id]: asked,
  [m.transferReceived.id]: false,
  [m.transferFormalitiesDay.id]: asked,
  ...more
})
const presented = (triggered: string, asked: string, more: Values = {}) =>
  open(triggered, asked, { [m.transferPresentationDay.id]: triggered, ...more })

/** Regimes with their first and last day; sixty working days in each. */
const regimes = [
  ["2016", "2016-07-25", "2021-07-29"],
  ["2021", "2021-07-30", "2025-01-19"],
  ["2025-january", "2025-01-20", "2025-06-30"],
  ["2025-july", "2025-07-01", "2026-04-07"]
] as const

describe("transfer.deadline, official", () => {
  for (const [name, first, last] of regimes) {
    for (const day of [first, last]) {
      it(`${name} rules a transfer of ${day}`, () => {
        // 294-QĐ/TW is followed by a text that was not read: letters of its last day are still its own
        const advice = advise(question, plus(day, 10), open(day, plus(day, 10)))
        assert.strictEqual(Advice.summary(advice), "in-time")
        assert.deepStrictEqual(advice._tag === "Outcome" ? advice.answers.map(each => each.clause) : [], [`vn.transfer.in-time-${name}`])
      })
    }
  }

  describe("208-QĐ/TW: sources give 30 and 60 working days", () => {
    const day = "2026-07-27"
    const at = (days: number) => plus(day, days)

    it("reminds of the earliest day", () => {
      const advice = advise(question, at(10), open(day, at(10)))
      const [answer] = advice._tag === "Outcome" ? advice.answers : []
      assert.deepStrictEqual(answer?.values, { due: at(42), "present-by": at(42) })
      assert.strictEqual(answer?.task?.due, at(42))
      assert.deepStrictEqual(advice._tag === "Outcome" && advice.unverified, ["vn.transfer.in-time-2026"])
    })
  })

  it("carries the days, and asks whoever is late for the reason", () => {
    const day = "2022-03-07"
    const inTime = advise(question, plus(day, 1), open(day, plus(day, 1)))
    assert.deepStrictEqual(inTime._tag === "Outcome" && inTime.answers[0]?.values, { due: plus(day, 84), "present-by": plus(day, 42) })
    assert.deepStrictEqual(inTime._tag === "Outcome" && inTime.unverified, [])
    const late = advise(question, plus(day, 90), presented(day, plus(day, 90)))
    const task = late._tag === "Outcome" ? late.answers[0]?.task : undefined
    assert.deepStrictEqual([task?.rule.id, task?.due], ["vn.transfer.formalities-overdue", PlainDate.make(plus(day, 84))])
    assert.include(task?.rule.what.en, "reason")
    const before = advise(question, plus("2016-08-01", 90), presented("2016-08-01", plus("2016-08-01", 90)))
    assert.notInclude(before._tag === "Outcome" ? before.answers[0]?.task?.rule.what.en : "reason", "reason")
  })
  it("counts by the calendar that is given: a holiday moves the day, and past its end there is none", () => {
    const day = "2022-03-07"
    const given = (covers: string) =>
      WorkingDays.make({
        version: "synthetic-holiday",
        covers: { from: "2022-01-01", until: covers },
        weekend: [6, 7],
        holidays: [{ day: "2022-04-11", name: "synthetic holiday" }],
        workedDays: []
      })
    const values = open(day, plus(day, 43))
    assert.strictEqual(Advice.summary(advise(question, plus(day, 43), values, { calendar: given("2023-01-01") })), "in-time")
    assert.deepInclude(advise(question, plus(day, 43), values, { calendar: given("2022-05-01") }), {
      _tag: "Undetermined",
      without: ["calendar"]
    })
  })
  it("says what is assumed for 232-QĐ/TW", () => {
    const advice = advise(question, "2025-02-10", open("2025-02-03", "2025-02-10"))
    assert.deepStrictEqual(advice._tag === "Outcome" && advice.unverified, ["vn.transfer.in-time-2025-january"])
  })
  it("prints no day without a calendar", () => {
    assert.deepInclude(advise(question, "2022-03-08", open("2022-03-07", "2022-03-08"), { calendar: undefined }), {
      _tag: "Undetermined",
      without: ["calendar"]
    })
  })
})

describe("transfer.deadline, temporary", () => {
  const from = "2022-03-07"
  const temporary = (until: string, asked: string, more: Values = {}): Values => ({
    [m.transferAskedOn.id]: asked,
    [m.transferRoute.id]: "temporary",
    [m.transferTriggeredOn.id]: from,
    [m.transferUntil.id]: until,
    [m.transferStudy.id]: false,
    [m.transferExtended.id]: false,
    [m.transferEnded.id]: false,
    ...more
  })

  it("between a year and two, it matters whether it is for study", () => {
    const { [m.transferStudy.id]: _, ...unknown } = temporary("2023-03-07", "2022-04-01")
    assert.deepInclude(advise(question, "2022-04-01", unknown), { _tag: "Undetermined", missing: [m.transferStudy.id] })
    assert.strictEqual(
      Advice.summary(advise(question, "2022-04-01", { ...unknown, [m.transferUntil.id]: "2024-03-08" })),
      "official-instead"
    )
  })
})

const letter = Fact.make({
  kind: "transfer.letter-issued",
  on: "2022-03-08",
  transfer: "t",
  member: "m",
  route: "official",
  from: "c-1",
  to: "c-2",
  triggeredOn: "2022-03-07",
  issuedBy: "d"
})
const step = (kind: "transfer.presented" | "transfer.ended", on: string) => Fact.make({ kind, on, transfer: "t", member: "m" })
const taken = (on: string, route: "official" | "temporary" = "official", until?: string) =>
  Fact.make({ kind: "transfer.received", on, transfer: "t", member: "m", route, from: "c-1", to: "c-2", ...(until && { until }) })

describe("measures of transfers", () => {
  it("take steps on their day and not before", () => {
    const of = measuring(letter, step("transfer.presented", "2022-04-01"), taken("2022-05-01"))
    assert.strictEqual(of(m.transferTriggeredOn, "t", "2022-03-31"), "2022-03-07")
    assert.strictEqual(of(m.transferLetterOn, "t", "2022-03-31"), "2022-03-08")
    assert.strictEqual(of(m.transferPresentationDay, "t", "2022-03-31"), "2022-03-31")
    assert.strictEqual(of(m.transferPresentationDay, "t", "2022-04-02"), "2022-04-01")
    assert.deepStrictEqual(
      ["2022-04-30", "2022-05-01"].map(on => of(m.transferReceived, "t", on)),
      [false, true]
    )
    assert.deepStrictEqual(
      ["2022-04-30", "2022-06-01"].map(on => of(m.transferFormalitiesDay, "t", on)),
      ["2022-04-30", "2022-05-01"]
    )
    assert.isUndefined(of(m.transferRoute, "nobody", "2022-06-01"))
  })
  it("do not say when a letter was presented that nobody recorded", () => {
    assert.isUndefined(measuring(letter, taken("2022-05-01"))(m.transferPresentationDay, "t", "2022-05-01"))
  })
  it("know the kind of an issuer that has ceased since, or before", () => {
    assert.strictEqual(measuring(letter)(m.transferIssuer, "t", "2025-08-01"), "district")
    const later = Fact.make({ ...letter, on: "2025-07-02" })
    assert.strictEqual(measuring(later)(m.transferIssuer, "t", "2025-08-01"), "district")
    const { issuedBy: _, ...nobody } = letter
    assert.isUndefined(measuring(Fact.make(nobody))(m.transferIssuer, "t", "2025-08-01"))
  })
  it("follow a temporary term and its extension", () => {
    const extended = Fact.make({ kind: "transfer.extended", on: "2022-09-01", transfer: "t", member: "m", until: "2022-12-01" })
    const of = measuring(letter, taken("2022-04-01", "temporary", "2022-10-01"), extended, step("transfer.ended", "2022-11-01"))
    assert.deepStrictEqual(
      ["2022-08-31", "2022-09-01"].map(on => [of(m.transferUntil, "t", on), of(m.transferExtended, "t", on)]),
      [
        ["2022-10-01", false],
        ["2022-12-01", true]
      ]
    )
    assert.deepStrictEqual(
      ["2022-10-31", "2022-11-01"].map(on => of(m.transferEnded, "t", on)),
      [false, true]
    )
    assert.isUndefined(of(m.transferStudy, "t", "2022-09-01"))
    const noted = Fact.make({
      kind: "other",
      on: "2022-04-01",
      namespace: "vn",
      name: "transfer-purpose",
      schemaVersion: 1,
      member: "m",
      data: { transfer: "t", study: true }
    })
    assert.strictEqual(measuring(letter, noted)(m.transferStudy, "t", "2022-09-01"), true)
    assert.isUndefined(measuring(letter, noted)(m.transferStudy, "t", "2022-03-31"))
  })
})

describe("transfers in a report", () => {
  const admitted = Fact.make({ kind: "member.admitted", on: "2015-01-01", member: "m", cell: "c-1" })
  const outwards = Fact.make({ ...letter, transfer: "out", to: "outside" })
  const source = (...facts: ReadonlyArray<Fact.Fact>) =>
    Brief.fromRegister(Register.build(Given.recorded([...organisation, admitted, ...facts]), { knownAt: "latest" }), Vietnam.functions, {
      calendar
    })
  it("are those of the receiving cell, and of the cell left where the member goes outside", async () => {
    const given = source(letter, outwards)
    const [before, at] = await Effect.runPromise(
      Effect.all([
        given.subjects("transfer", unit("x"), PlainDate.make("2022-03-07")),
        given.subjects("transfer", unit("x"), PlainDate.make("2022-03-08"))
      ])
    )
    assert.deepStrictEqual([before, at], [[], ["out", "t"]])
    const units = await Effect.runPromise(given.governing(question, ["t", "out", "nobody"], PlainDate.make("2022-03-08")))
    assert.deepStrictEqual(units, [unit("c-2"), unit("c-1"), undefined])
  })
  it("give a task with its day", async () => {
    const report = await Effect.runPromise(Report.make([Vietnam.pack], source(letter), unit("x"), PlainDate.make("2022-03-10")))
    assert.deepStrictEqual(
      report.tasks.filter(task => task.question === question.id).map(task => [task.subject, task.unit, task.due]),
      [["t", unit("c-2"), PlainDate.make("2022-05-30")]]
    )
  })
})
