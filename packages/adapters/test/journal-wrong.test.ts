import * as Memory from "@chibo/adapters/memory"
import { JournalTest, WrongJournal } from "@chibo/core/testing"
import { Cause, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { assert, describe, it } from "vitest"

describe("JournalTest", () => {
  it("has an id of its own for every case and every wrong journal", () => {
    assert.isAtLeast(JournalTest.cases.length, 385)
    for (const all of [JournalTest.cases, WrongJournal.all]) assert.strictEqual(new Set(all.map(({ id }) => id)).size, all.length)
    assert.isAtLeast(WrongJournal.all.length, 75)
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
  it("ends a case over a journal that holds it up for ever, though it cannot be interrupted", async () => {
    const stuck = WrongJournal.layer(holding, Memory.layer)
    const [one] = JournalTest.cases
    assert.isDefined(one)
    if (one === undefined) return
    const exit = await Effect.runPromise(
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.exit(JournalTest.run(one, stuck)))
        yield* TestClock.adjust("121 seconds")
        return yield* Fiber.join(fiber)
      }).pipe(Effect.provide(TestClock.layer()))
    )
    assert.isTrue(Exit.isFailure(exit) && Exit.hasFails(exit))
    assert.include(String(Exit.isFailure(exit) ? Cause.squash(exit.cause) : ""), "120 seconds")
  })
  for (const one of JournalTest.reopened) {
    it(`catches a store that says it is ${one.id.split(".")[0]} and forgets at once: ${one.id}`, async () => {
      const forgetful = WrongJournal.layer(promising, Memory.layer)
      const exit = await Effect.runPromiseExit(JournalTest.runReopened(one, Effect.succeed(forgetful)))
      assert.isTrue(Exit.isFailure(exit) && Exit.hasFails(exit))
    })
  }
})

/** A journal that gives nothing back. */
const holding: WrongJournal.Wrong = {
  id: "holds",
  title: "holds its lock for ever",
  caughtBy: ["empty.head"],
  make: journal => ({ ...journal, head: Effect.uninterruptible(Effect.never) })
}

/** A journal that promises what it cannot keep. */
const promising: WrongJournal.Wrong = {
  id: "promises",
  title: "says that it is durable and shared, and is neither",
  caughtBy: ["durable.records"],
  make: journal => ({ ...journal, capabilities: { ...journal.capabilities, durable: true, sharedWriters: true } })
}
