import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Fact, Journal, Known, Verify } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { Release } from "../src/testing/index.ts"

/** The files are frozen: what a release wrote cannot change afterwards. */
const frozen = new Map([["0.1.0", "ced32cea6c47a9126d26d16fcf130d1213e0f39f4317b9da91e2fff86d99c40f"]])

describe("the journal of every release", () => {
  for (const { release, head, records } of Release.all) {
    it(`${release} is the file that was committed with it`, () => {
      const file = readFileSync(join(import.meta.dirname, "..", "src", "testing", "releases", `v${release}.ts`))
      assert.strictEqual(createHash("sha256").update(file).digest("hex"), frozen.get(release))
    })
    it(`${release} reads and verifies to the head that it had`, () => {
      assert.isAbove(records.length, 100)
      assert.deepStrictEqual(Effect.runSync(Verify.all(Stream.fromIterable(records), { known: [head] })), head)
      assert.isTrue(records.every(({ fact }) => !(fact instanceof Fact.Unread)))
      for (const { kind } of Fact.kinds)
        if (release === "0.1.0")
          assert.isTrue(
            records.some(({ fact }) => fact.kind === kind),
            kind
          )
    })
    it(`${release} has the texts that would be written today for the facts of a version that is still the newest`, () => {
      for (const { fact, stored, position } of records) {
        if (stored === undefined || JSON.parse(stored.open).version !== (fact as Fact.Fact).version) continue
        assert.deepStrictEqual(Journal.storedOf(fact), stored, String(position))
      }
    })
    it(`${release} is known as it was`, () => {
      const { entries, retracted, dangling, unread } = Known.at(records, "latest")
      assert.deepStrictEqual([entries.length, retracted.length, dangling.length, unread.length], [102, 3, 0, 0])
    })
  }
})
