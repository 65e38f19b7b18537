import { Fact, PlainDate } from "@chibo/core"
import { Report, Rulebook } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result } from "effect"
import { assert, describe, it } from "vitest"
import { answer, type Place, packsOf, places, refusal, sourceOf } from "../src/place.ts"

const [chiMa, pleiku] = places as [Place, Place] // sound: there are two, as the first test says
const told = async (place: Place) => {
  const { report } = await Effect.runPromise(answer(place))
  return Object.fromEntries(
    report.figures.map(({ id, numerator, denominator, percent, distinct }) => [
      id,
      [numerator, denominator, percent?.vi ?? distinct.cells ?? ""]
    ])
  )
}
const tasksOf = async (place: Place) => {
  const { report } = await Effect.runPromise(answer(place))
  return report.tasks.map(({ id, due }) => [id, due])
}
const day = PlainDate.make

describe("the figures of the articles", () => {
  it("are those of two places", () => {
    assert.strictEqual(places.length, 2)
  })
  it("Chi Ma: twelve members in teams of four attend three cells", async () => {
    assert.deepStrictEqual(await told(chiMa), {
      "lb.post-members.attending": [12, 12, 3],
      "lb.cells.with-a-team": [3, 3, ""],
      "lb.households.within-quota": [11, 12, "91,67"]
    })
    assert.deepStrictEqual(await tasksOf(chiMa), [["lb.balance-staff:a-m-34", undefined]])
  })
  it("Pleiku: 28 of 151 members are exempt, 23 for illness and five for work", async () => {
    assert.deepStrictEqual(await told(pleiku), {
      "pk.members.exempt": [28, 151, "18,54"],
      "pk.exempt.illness": [23, 28, ""],
      "pk.exempt.work": [5, 28, ""],
      "pk.away.in-touch": [4, 5, ""]
    })
    assert.deepStrictEqual(await tasksOf(pleiku), [
      ["vn.ask-for-extension:e-m-32", "2022-11-20"],
      ["pk.call:e-m-35", "2022-11-25"]
    ])
  })
  it("follow the facts: one of a team leaves, a call is made", async () => {
    const [member, on] = ["m-11", "2020-07-01"]
    const shorter = Fact.make({ kind: "border.assignment-ended", on, assignment: `a-${member}`, member })
    const left = await told({ ...chiMa, facts: [...chiMa.facts, shorter] })
    assert.deepStrictEqual(left["lb.cells.with-a-team"], [2, 3, ""])
    assert.deepStrictEqual(left["lb.post-members.attending"], [11, 11, 3])
    const call = (by: string) =>
      Fact.make({ kind: "contact.made", on: "2022-11-28", member: "m-35", cell: "pk-5", by, channel: "telephone" })
    // m-35 stands in the seventh group, whose head is m-7
    for (const [by, inTouch] of [
      ["m-7", 5],
      ["m-1", 4]
    ] as const) {
      const called = await told({ ...pleiku, facts: [...pleiku.facts, call(by)] })
      assert.deepStrictEqual(called["pk.away.in-touch"], [inTouch, 5, ""])
    }
  })
})

describe("what the places change of the national pack", () => {
  it("is a value each, for its period, affirmed as it stands today", () => {
    const changed = [
      { place: chiMa, id: "vn.border.fewest-post-members", to: 4, from: 1, days: ["2019-01-28"], not: ["2019-01-27"] },
      {
        place: pleiku,
        id: "vn.exemption.renewal-months",
        to: 6,
        from: 12,
        days: ["2022-11-01", "2025-06-08"],
        not: ["2022-10-31", "2025-06-09"]
      }
    ]
    for (const { place, id, to, from, days, not } of changed) {
      const rulebook = Result.getOrThrow(Rulebook.make(packsOf(place)))
      assert.deepStrictEqual(rulebook.unaffirmed, [])
      for (const on of days) {
        const found = Rulebook.parameterOn(rulebook, id, day(on))
        assert.deepInclude(found?.value, { state: "known", value: to })
        assert.strictEqual(found?.pack, place.pack.id)
        assert.deepInclude(found?.replaced?.value, { state: "known", value: from })
        assert.strictEqual(found?.replaced?.pack, Vietnam.pack.id)
      }
      for (const on of not) assert.strictEqual(Rulebook.parameterOn(rulebook, id, day(on))?.pack, Vietnam.pack.id)
    }
  })
  it("is refused where it goes beyond what the national text allows, with both texts", () => {
    for (const [place, about, texts] of [
      [chiMa, "vn.border.fewest-post-members", ["681-CT/ĐU", "Báo Lạng Sơn 259606"]],
      [pleiku, "vn.exemption.renewal-months", ["01-HD/TW", "Báo Gia Lai 5794946"]]
    ] as const) {
      const found = refusal(place)
      assert.deepStrictEqual(
        found.map(each => [each.code, each.pack, each.about]),
        [["beyond-contract", place.beyond.id, about]]
      )
      for (const text of texts) assert.isTrue(found.every(({ message }) => message.vi.includes(text) && message.en.includes(text)))
    }
  })
})

describe("the packs", () => {
  it("hold at their own places only, in one installation", async () => {
    const packs = [...packsOf(chiMa), pleiku.pack]
    for (const place of [chiMa, pleiku]) {
      const source = await Effect.runPromise(sourceOf(place))
      const report = await Effect.runPromise(Report.make(packs, source, place.unit, place.on))
      assert.deepStrictEqual(report, await Effect.runPromise(Report.make(packsOf(place), source, place.unit, place.on)))
      assert.deepStrictEqual(
        report.packs,
        packsOf(place).map(({ id, version }) => `${id}@${version}`)
      )
    }
  })
})
