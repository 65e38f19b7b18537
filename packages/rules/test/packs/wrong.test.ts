import { RulePackTest, WrongPack } from "@chibo/rules/testing"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"

const { right } = WrongPack
RulePackTest.suite({ describe, it }, right.pack, right.options)

describe("WrongPack", () => {
  it("has many, each with an id of its own and a case that there is", () => {
    const ids = WrongPack.all.map(each => each.id)
    assert.isAtLeast(ids.length, 15)
    assert.strictEqual(new Set(ids).size, ids.length)
    const cases = new Set(RulePackTest.cases.map(each => each.id))
    assert.deepStrictEqual(
      WrongPack.all.filter(each => !cases.has(each.caughtBy)).map(each => each.id),
      []
    )
  })
  it("leaves no case without a wrong pack but those of the engine", () => {
    const caught = new Set(WrongPack.all.map(each => each.caughtBy))
    assert.deepStrictEqual(
      RulePackTest.cases.map(each => each.id).filter(id => !caught.has(id)),
      ["clauses.order", "explanation.agrees", "executions.agree"]
    )
  })
  for (const wrong of WrongPack.all) {
    it(`${wrong.id}: ${wrong.title}; caught by ${wrong.caughtBy}`, () => {
      const one = RulePackTest.cases.find(each => each.id === wrong.caughtBy)
      if (one === undefined) throw new Error("there is no such case")
      const { pack, options } = wrong.make(right)
      const exit = Effect.runSyncExit(RulePackTest.run(one, RulePackTest.subject(pack, options)))
      assert.isTrue(Exit.isFailure(exit))
      // it was looked at, and not merely impossible to look at
      if (Exit.isFailure(exit)) assert.notInclude(String(exit.cause), "could not be looked at")
    })
  }
})
