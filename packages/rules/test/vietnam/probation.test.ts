import { Fact } from "@chibo/core"
import { Advice } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { advise, measuring, plus, type Values } from "./given.ts"

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

describe("probation.due, the ceremony", () => {
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
