import * as Memory from "@chibo/adapters/memory"
import { JournalTest, WrongJournal } from "@chibo/core/testing"
import { Effect, Exit } from "effect"
import { assert, describe, it } from "vitest"

describe("JournalTest", () => {
  it("has an id of its own for every case and every wrong journal", () => {
    assert.isAtLeast(JournalTest.cases.length, 350)
    for (const all of [JournalTest.cases, WrongJournal.all]) assert.strictEqual(new Set(all.map(({ id }) => id)).size, all.length)
    assert.isAtLeast(WrongJournal.all.length, 55)
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
  for (const one of JournalTest.reopened) {
    it(`catches a store that says it is ${one.id.split(".")[0]} and forgets at once: ${one.id}`, async () => {
      const forgetful = WrongJournal.layer(promising, Memory.layer)
      const exit = await Effect.runPromiseExit(JournalTest.runReopened(one, Effect.succeed(forgetful)))
      assert.isTrue(Exit.isFailure(exit) && Exit.hasFails(exit))
    })
  }
})

/** A journal that promises what it cannot keep. */
const promising: WrongJournal.Wrong = {
  id: "promises",
  title: "says that it is durable and shared, and is neither",
  caughtBy: ["durable.records"],
  make: journal => ({ ...journal, capabilities: { ...journal.capabilities, durable: true, sharedWriters: true } })
}
