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
