import * as Memory from "@chibo/adapters/memory"
import { JournalModel, WrongJournal } from "@chibo/core/testing"
import { Effect, Result } from "effect"
import { assert, describe, it } from "vitest"
import { freshLayer } from "./sqlite/files.ts"

/** More of them with `CHIBO_MODEL_SEEDS=1000`. */
const seeds = Array.from({ length: Number(process.env.CHIBO_MODEL_SEEDS ?? 6) }, (_, index) => index + 1)

JournalModel.suite({ describe, it }, "sqlite", { journal: freshLayer, oracle: Memory.layer, seeds, commands: 150 })

/** What single commands, sent one after the other in small numbers, cannot show; the cases do. */
const beyond = new Set([
  "checks-then-writes",
  "loses-at-pages",
  "hides-capability",
  "answers-closed",
  "ends-early",
  "folds-marks",
  "finds-by-pattern",
  "cuts-large",
  "copies-at-once",
  "kinds-by-prefix",
  "cuts-ids",
  "cuts-lists",
  "remembers-one-run",
  "head-of-now",
  "changes-what-it-is-given",
  "shares-records",
  "forgets-old-operations",
  "looks-back-so-far",
  "takes-empty-for-none",
  "writes-texts-anew",
  "shows-unread-payloads",
  "erases-what-it-reads",
  "empty-copy-empty-head"
])

describe("JournalModel", () => {
  it("gives the same commands for the same seed, of every sort", () => {
    const failed = (seed: number) =>
      Effect.runSync(
        Effect.flip(
          JournalModel.check({
            journal: WrongJournal.layer(dying, Memory.layer),
            oracle: Memory.layer,
            seed,
            commands: 40
          })
        )
      )
    assert.deepStrictEqual(failed(1), failed(1))
    assert.notDeepEqual(failed(1), failed(2))
  })
  it("finds no difference between a journal and itself", async () => {
    assert.strictEqual(
      await Effect.runPromise(JournalModel.check({ journal: Memory.layer, oracle: Memory.layer, seed: 99, commands: 100 })),
      100
    )
  })
  for (const wrong of WrongJournal.all.filter(({ id }) => !beyond.has(id))) {
    it(`finds a journal that ${wrong.id}, and shows it in a few commands`, async () => {
      const journal = WrongJournal.layer(wrong, Memory.layer)
      for (let seed = 1; seed <= 12; seed++) {
        const result = await Effect.runPromise(Effect.result(JournalModel.check({ journal, oracle: Memory.layer, seed, commands: 80 })))
        if (Result.isSuccess(result)) continue
        assert.isTrue(result.failure instanceof JournalModel.ModelFailed)
        if (!(result.failure instanceof JournalModel.ModelFailed)) return
        assert.isAtMost(result.failure.commands.length, 15)
        assert.notStrictEqual(result.failure.expected, result.failure.actual)
        assert.include(result.failure.message, `seed ${seed}`)
        return
      }
      assert.fail("no seed found it")
    })
  }
})

/** A journal whose every append is a bug. */
const dying: WrongJournal.Wrong = {
  id: "dies",
  title: "dies instead of failing",
  caughtBy: ["append.first"],
  make: right => ({ ...right, append: () => Effect.die("bug") })
}
