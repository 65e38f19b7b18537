import { Fact, Journal } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import { Result } from "effect"
import { assert, describe, it } from "vitest"
import { prepare, seal } from "../../src/internal/batch.ts"
import { fromRecorded, toRecorded } from "../../src/internal/stored.ts"

const batch: Journal.Batch = {
  operation: Journal.operation("op-1"),
  source: "test",
  recordedBy: "clerk-1",
  facts: [
    Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1", personal: { fullName: "Nông Văn Đức" } }),
    ...Generate.samples
  ]
}
const rows = seal(prepare(batch), undefined, 0)

/** A later release, in which the day of every fact is said in other words. */
const later: typeof Fact.decode = input =>
  Result.map(Fact.decode(input), fact => ({ ...fact, version: 2, note: "brought forward" }) as unknown as Fact.Fact) // unsound on purpose

describe("what stores keep", () => {
  it("comes back as it was, and goes to another store as it was", () => {
    let before = Journal.emptyHead
    for (const row of rows) {
      const record = Result.getOrThrow(toRecorded(row))
      assert.isUndefined(Journal.verify(before, record))
      assert.deepStrictEqual(Result.getOrThrow(fromRecorded(record)), row)
      before = record
    }
    assert.isAbove(rows.length, 60)
  })
  it("keeps its texts and digests where a later release reads other facts in them", () => {
    let before = Journal.emptyHead
    for (const row of rows) {
      const record = Result.getOrThrow(toRecorded(row, later))
      assert.isUndefined(Journal.verify(before, record, later))
      const { tags: _, ...copied } = Result.getOrThrow(fromRecorded(record))
      const { tags: __, ...kept } = row
      assert.deepStrictEqual(copied, kept)
      before = record
    }
  })
  it("keeps a payload of an unknown kind on the way to another store", () => {
    const [row] = rows
    assert.isDefined(row)
    if (row === undefined) return
    const unknown = { ...row, kind: "from.later", open: row.open.replace("member.details-changed", "from.later") }
    const record = Result.getOrThrow(toRecorded(unknown))
    assert.isTrue(record.fact instanceof Fact.Unread && !JSON.stringify(record.fact).includes("Nông"))
    assert.deepStrictEqual(Result.getOrThrow(fromRecorded(record)), { ...unknown, tags: [] })
  })
})
