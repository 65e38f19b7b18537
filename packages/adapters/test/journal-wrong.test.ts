import * as Memory from "@chibo/adapters/memory"
import { JournalTest, WrongJournal } from "@chibo/core/testing"
import { Effect, Exit } from "effect"
import { assert, describe, it } from "vitest"

describe("JournalTest", () => {
  it("has an id of its own for every case and every wrong journal", () => {
    assert.isAtLeast(JournalTest.cases.length, 60)
    for (const all of [JournalTest.cases, WrongJournal.all]) assert.strictEqual(new Set(all.map(({ id }) => id)).size, all.length)
    assert.isAtLeast(WrongJournal.all.length, 15)
  })
  for (const wrong of WrongJournal.all) {
    it(`catches a journal that ${wrong.id}: ${wrong.title}`, async () => {
      for (const id of wrong.caughtBy) {
        const named = JournalTest.cases.filter(one => one.id === id)
        assert.strictEqual(named.length, 1, `the case ${id} exists`)
        for (const one of named) {
          const exit = await Effect.runPromiseExit(JournalTest.run(one, WrongJournal.layer(wrong, Memory.layer)))
          assert.isTrue(Exit.isFailure(exit) && Exit.hasFails(exit), `${id} catches it, by a failure and not by a defect`)
        }
      }
    })
  }
})
