import { Fact } from "@chibo/core"
import { Advice } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { advise, measuring } from "./given.ts"

const { measures: m, questions } = Vietnam
const question = questions.badgeDue
const of = (age: number, highest: number, standing = "official") => ({
  [m.memberStanding.id]: standing,
  [m.partyAge.id]: age,
  [m.badgeYears.id]: highest
})

describe("badge.due", () => {
  for (const on of ["2022-01-01", "2026-05-19"]) {
    it(`${on}: names the latest milestone only`, () => {
      const advice = advise(question, on, of(52, 0))
      assert.deepStrictEqual(advice._tag === "Outcome" && advice.answers.map(each => each.values), [{ years: 50 }])
    })
  }

  it("asks for no badges below the first milestone, and does not guess above it", () => {
    const { [m.badgeYears.id]: _, ...young } = of(29, 0)
    assert.strictEqual(Advice.summary(advise(question, "2022-01-01", young)), "nothing-due")
    assert.deepInclude(advise(question, "2022-01-01", { ...young, [m.partyAge.id]: 30 }), {
      _tag: "Undetermined",
      missing: [m.badgeYears.id]
    })
  })
})

const admitted = (on: string, member = "m") => Fact.make({ kind: "member.admitted", on, member, cell: "c-1" })
const badge = (on: string, years: number, member = "m") => Fact.make({ kind: "member.badge-awarded", on, member, years })

describe("party age", () => {
  it("counts from the decision to admit, in full years", () => {
    const age = measuring(admitted("1992-02-29"), Fact.make({ kind: "member.ceremony-held", on: "1992-03-20", member: "m" }))
    assert.deepStrictEqual(
      ["2022-02-27", "2022-02-28", "1992-02-29"].map(on => age(m.partyAge, "m", on)),
      [29, 30, 0]
    )
    assert.isUndefined(age(m.partyAge, "m", "1992-02-28"))
    assert.isUndefined(
      measuring(Fact.make({ kind: "member.enrolled", on: "2015-01-01", member: "m", cell: "c-1" }))(m.partyAge, "m", "2022-01-01")
    )
  })
  it("leaves out the time outside, and not that of a member who was restored", () => {
    const struck = Fact.make({ kind: "member.struck", on: "2000-01-01", member: "m" })
    const again = measuring(admitted("1990-01-01"), struck, admitted("2003-01-01"))
    // 1096 days outside
    assert.deepStrictEqual(
      ["2022-12-31", "2023-01-01"].map(on => again(m.partyAge, "m", on)),
      [29, 30]
    )
    assert.isUndefined(again(m.partyAge, "m", "2001-01-01"))
    const restored = measuring(
      admitted("1990-01-01"),
      struck,
      Fact.make({ kind: "member.restored", on: "2003-01-01", member: "m", cell: "c-1" })
    )
    assert.strictEqual(restored(m.partyAge, "m", "2020-01-01"), 30)
  })
})

describe("the badges of a member", () => {
  it("are what was recorded by the day", () => {
    const of = measuring(admitted("1980-01-01"), badge("2010-02-03", 30), badge("2020-02-03", 40))
    assert.deepStrictEqual(
      ["2020-02-02", "2020-02-03"].map(on => of(m.badgeYears, "m", on)),
      [30, 40]
    )
  })
  it("are none only where badges were recorded before there could have been one", () => {
    const nobody = measuring(admitted("1990-01-01"))
    assert.strictEqual(nobody(m.badgeYears, "m", "2019-12-31"), 0)
    assert.isUndefined(nobody(m.badgeYears, "m", "2020-01-01"))
    const others = measuring(admitted("1990-01-01"), admitted("1980-01-01", "n"), badge("2019-09-02", 30, "n"))
    assert.strictEqual(others(m.badgeYears, "m", "2022-01-01"), 0)
    const tooLate = measuring(admitted("1990-01-01"), admitted("1980-01-01", "n"), badge("2020-02-03", 40, "n"))
    assert.isUndefined(tooLate(m.badgeYears, "m", "2022-01-01"))
  })
})
