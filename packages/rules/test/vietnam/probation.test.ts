import { Fact } from "@chibo/core"
import { Advice } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { advise, measuring, plus, run, type Values } from "./scenarios.ts"

const { measures: m, questions } = Vietnam
const question = questions.probationDue

const waiting = (admitted: string, asked: string, more: Values = {}): Values => ({
  [m.memberAskedOn.id]: asked,
  [m.memberStanding.id]: "probationary",
  [m.memberAdmittedOn.id]: admitted,
  [m.ceremonyHeld.id]: false,
  ...more
})
const held = (ceremony: string, asked: string, more: Values = {}): Values => ({
  ...waiting(ceremony, asked),
  [m.ceremonyHeld.id]: true,
  [m.ceremonyOn.id]: ceremony,
  ...more
})
const receivedOn = (day: string) => ({ [m.admissionReceivedOn.id]: day })

describe("probation.due, the ceremony", () => {
  run(question, [
    // 294-QĐ/TW counts from the receipt, 208-QĐ/TW from the issue
    [
      "294: the thirtieth working day from receipt",
      "2025-08-25",
      waiting("2025-07-01", "2025-08-25", receivedOn("2025-07-14")),
      "ceremony-awaited"
    ],
    ["294: the day after", "2025-08-26", waiting("2025-07-01", "2025-08-26", receivedOn("2025-07-14")), "ceremony-late"],
    [
      "294: nobody recorded the receipt",
      "2025-08-25",
      waiting("2025-07-01", "2025-08-25"),
      { _tag: "Undetermined", missing: [m.admissionReceivedOn.id] }
    ],
    ["294: last day", "2026-04-20", waiting("2026-04-07", "2026-04-20", receivedOn("2026-04-10")), "ceremony-awaited"],
    [
      "before 294 nothing was read",
      "2025-07-10",
      waiting("2025-06-30", "2025-07-10", receivedOn("2025-07-01")),
      { _tag: "Undetermined", unread: ["vn.232-qd-tw-2025"] }
    ],
    ["20-QĐ/TW was not read", "2026-04-20", waiting("2026-04-08", "2026-04-20"), { _tag: "Undetermined", unread: ["vn.20-qd-tw-2026"] }],
    ["20-QĐ/TW, last day", "2026-08-01", waiting("2026-07-25", "2026-08-01"), { _tag: "Undetermined", unread: ["vn.20-qd-tw-2026"] }],
    ["208: first day; the receipt does not matter", "2026-08-01", waiting("2026-07-26", "2026-08-01"), "ceremony-awaited"],
    ["208: the thirtieth working day from issue", "2026-09-07", waiting("2026-07-27", "2026-09-07"), "ceremony-awaited"],
    ["208: the day after", "2026-09-08", waiting("2026-07-27", "2026-09-08"), "ceremony-late"]
  ])
  it("carries the day, and cites 208-QĐ/TW as not read itself", () => {
    const advice = advise(question, "2026-08-01", waiting("2026-07-27", "2026-08-01"))
    const [answer] = advice._tag === "Outcome" ? advice.answers : []
    assert.deepStrictEqual([answer?.values, answer?.task?.due], [{ due: "2026-09-07" }, "2026-09-07"])
    assert.deepStrictEqual(advice._tag === "Outcome" && advice.unverified, ["vn.probation.ceremony-awaited-issue"])
  })
})

describe("probation.due, the review", () => {
  // twelve months after 8 March 2021 is a Tuesday
  const ceremony = "2021-03-08"
  run(question, [
    ["a day short of twelve months", "2022-03-07", held(ceremony, "2022-03-07"), "running"],
    ["twelve months", "2022-03-08", held(ceremony, "2022-03-08"), "review-due"],
    ["the thirtieth working day", plus("2022-03-08", 42), held(ceremony, plus("2022-03-08", 42)), "review-due"],
    ["the day after", plus("2022-03-08", 43), held(ceremony, plus("2022-03-08", 43)), "review-late"],
    ["recognised", "2022-03-08", held(ceremony, "2022-03-08", { [m.memberStanding.id]: "official" }), "not-applicable"],
    ["left", "2022-03-08", held(ceremony, "2022-03-08", { [m.memberStanding.id]: "former" }), "not-applicable"],
    ["29-QĐ/TW, first day", "2017-07-26", held("2016-07-25", "2017-07-26"), "review-due"],
    ["45-QĐ/TW was not read", "2017-07-26", held("2016-07-24", "2017-07-26"), { _tag: "Undetermined", unread: ["vn.45-qd-tw-2011"] }],
    ["29-QĐ/TW, last day", "2022-08-01", held("2021-07-29", "2022-08-01"), "review-due"],
    ["24-QĐ/TW, first day", "2022-08-01", held("2021-07-30", "2022-08-01"), "review-due"],
    ["24-QĐ/TW, last day", "2026-01-20", held("2025-01-19", "2026-01-20"), "review-due"],
    [
      "232-QĐ/TW was not read on this",
      "2026-01-20",
      held("2025-01-20", "2026-01-20"),
      { _tag: "Undetermined", unread: ["vn.232-qd-tw-2025"] }
    ],
    ["232-QĐ/TW, last day", "2026-07-01", held("2025-06-30", "2026-07-01"), { _tag: "Undetermined", unread: ["vn.232-qd-tw-2025"] }],
    ["294-QĐ/TW, first day", "2026-07-01", held("2025-07-01", "2026-07-01"), "review-due"],
    ["294-QĐ/TW, last day", "2027-04-08", held("2026-04-07", "2027-04-08"), "review-due"],
    ["20-QĐ/TW was not read", "2027-04-08", held("2026-04-08", "2027-04-08"), { _tag: "Undetermined", unread: ["vn.20-qd-tw-2026"] }],
    ["208-QĐ/TW, first day", "2027-07-26", held("2026-07-26", "2027-07-26"), "review-due"],
    ["the twelve months themselves are the Charter's", "2026-01-19", held("2025-01-20", "2026-01-19"), "running"]
  ])
  it("dates a late recognition at the end of the twelve months", () => {
    const advice = advise(question, "2022-09-01", held(ceremony, "2022-09-01"))
    assert.deepStrictEqual(advice._tag === "Outcome" && advice.answers[0]?.values, {
      due: plus("2022-03-08", 42),
      "official-from": "2022-03-08"
    })
  })
  it("tells no lateness without a calendar, and the twelve months all the same", () => {
    assert.deepInclude(advise(question, "2022-03-08", held(ceremony, "2022-03-08"), { calendar: undefined }), {
      _tag: "Undetermined",
      without: ["calendar"]
    })
    assert.strictEqual(Advice.summary(advise(question, "2022-03-07", held(ceremony, "2022-03-07"), { calendar: undefined })), "running")
  })
})

describe("measures of probation", () => {
  const of = measuring(
    Fact.make({ kind: "member.admitted", on: "2021-02-01", member: "m", cell: "c-1" }),
    Fact.make({
      kind: "other",
      on: "2021-02-10",
      namespace: "vn",
      name: "admission-decision-received",
      schemaVersion: 1,
      member: "m",
      data: {}
    }),
    Fact.make({ kind: "member.ceremony-held", on: "2021-03-08", member: "m" }),
    Fact.make({ kind: "member.recognised", on: "2022-03-08", member: "m" })
  )
  it("follow the membership day by day", () => {
    const all = (on: string) =>
      [m.memberStanding, m.memberAdmittedOn, m.admissionReceivedOn, m.ceremonyHeld, m.ceremonyOn].map(each => of(each, "m", on))
    assert.deepStrictEqual(all("2021-01-31"), ["not-yet", "2021-02-01", undefined, false, undefined])
    assert.deepStrictEqual(all("2021-02-09"), ["probationary", "2021-02-01", undefined, false, undefined])
    assert.deepStrictEqual(all("2021-03-08"), ["probationary", "2021-02-01", "2021-02-10", true, "2021-03-08"])
    assert.deepStrictEqual(all("2022-03-08"), ["official", "2021-02-01", "2021-02-10", true, "2021-03-08"])
    assert.isUndefined(of(m.memberStanding, "nobody", "2022-03-08"))
  })
})
