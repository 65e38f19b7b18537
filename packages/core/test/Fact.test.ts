import { Result } from "effect"
import { assert, describe, it } from "@effect/vitest"
import { Fact } from "@chibo/core"

describe("Fact", () => {
  it("make", () => {
    const f = Fact.make({ kind: "meeting.held", on: "2021-03-03", meeting: "x", unit: "c", form: "regular", attendance: { present: ["a"], excused: [], absent: [] } })
    assert.deepStrictEqual(Fact.members(f) as readonly string[], ["a"])
    const r = Fact.decode({ kind: "exemption.granted", version: 1, on: "2021-03-03", member: "m", exemption: "e", by: "u", from: "2021-01-01", until: "2020-01-01", x: 1 })
    console.log(Result.isFailure(r) && r.failure.message)
    const t = performance.now()
    for (let i = 0; i < 50000; i++) Fact.decode(f)
    console.log((performance.now() - t) / 50, "us")
  })
})
