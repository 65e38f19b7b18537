import { Fact, Id, Journal, Verify } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Stream } from "effect"
import { Generate, Given } from "../src/testing/index.ts"

const records = Given.recorded(Generate.facts(5, 120))
const run = (list: ReadonlyArray<Journal.Recorded>, options?: Verify.Options) =>
  Effect.runSync(Effect.result(Verify.all(Stream.fromIterable(list), options)))
const at = (list: ReadonlyArray<Journal.Recorded>, options?: Verify.Options): number | string => {
  const result = run(list, options)
  if (result._tag === "Success") return "whole"
  return result.failure.reason._tag === "Corrupt" ? result.failure.reason.at : result.failure.reason._tag
}
const head = (position: number): Journal.Head => {
  const found = records[position - 1]
  assert.isDefined(found)
  return { position: Id.Position.make(position), digest: found?.digest ?? "" }
}

describe("Verify", () => {
  it("gives the head of a whole journal, from the start and from any position on", () => {
    assert.deepStrictEqual(Effect.runSync(Verify.all(Stream.fromIterable(records))), head(120))
    assert.deepStrictEqual(Effect.runSync(Verify.all(Stream.empty)), Journal.emptyHead)
    for (const start of [1, 17, 119]) assert.strictEqual(at(records.slice(start), { after: head(start) }), "whole")
  })
  it("names the position of any field that was changed, anywhere", () => {
    let looked = 0
    for (const [index, record] of records.entries()) {
      const changes: ReadonlyArray<Partial<Journal.Recorded>> = [
        { recordedAt: Journal.Instant.make("2026-01-01T00:00:01.000Z") },
        { recordedBy: "somebody" },
        { operation: Id.OperationId.make("given-x") },
        { source: "elsewhere" },
        { digest: "0".repeat(64) },
        { fact: Fact.make({ kind: "unit.closed", on: "2019-01-01", unit: "u-none" }) },
        ...(record.personal === undefined
          ? []
          : [
              { personal: { ...record.personal, salt: "other" } },
              { personal: { ...record.personal, commitment: "0".repeat(64) } },
              { personal: { ...record.personal, of: Id.MemberId.make("m-none") } }
            ])
      ]
      for (const change of changes) {
        looked++
        assert.strictEqual(at(records.with(index, { ...record, ...change })), index + 1, JSON.stringify(Object.keys(change)))
      }
    }
    console.log(`Verify: looked at ${looked} changed records`)
    assert.isAbove(looked, 700)
  })
  it("names the first position of what was taken out, put in, swapped or repeated", () => {
    assert.strictEqual(at(records.toSpliced(40, 1)), 41)
    assert.strictEqual(at(records.toSpliced(0, 1)), 1)
    assert.strictEqual(at(records.toSpliced(40, 0, ...records.slice(40, 41))), 41)
    assert.strictEqual(at([...records.slice(0, 40), ...records.slice(41, 42), ...records.slice(40, 41), ...records.slice(42)]), 41)
  })
  it("finds a cut tail and a rewritten one by a head kept elsewhere, and by nothing else", () => {
    const rewritten = [
      ...records.slice(0, 80),
      ...Given.recorded([Fact.make({ kind: "unit.closed", on: "2021-03-01", unit: "u-1" })], { startAt: 81, before: head(80).digest })
    ]
    assert.strictEqual(at(records.slice(0, 90)), "whole")
    assert.strictEqual(at(rewritten), "whole")
    assert.strictEqual(at(records.slice(0, 90), { known: [head(20), head(100)] }), 91)
    assert.strictEqual(at(rewritten, { known: [head(80), head(81)] }), 81)
    for (const known of [
      [{ ...head(80), digest: "f".repeat(64) }, head(80)],
      [head(80), { ...head(80), digest: "f".repeat(64) }]
    ])
      assert.strictEqual(at(records, { known }), 80)
    assert.strictEqual(at(records, { known: [head(1), head(60), head(120)] }), "whole")
  })
  it("finds a payload that is gone without an erasure, and none that was erased", () => {
    const bare = (list: ReadonlyArray<Journal.Recorded>, person: string) =>
      list.map(record => {
        if (record.personal?.of !== person || record.fact instanceof Fact.Unread || record.fact.kind === "correction.made") return record
        const { salt: _, ...personal } = record.personal
        // sound: every payload is optional
        const { personal: __, ...fact } = record.fact as Fact.Fact & { readonly personal?: unknown }
        return { ...record, personal, fact: fact as Fact.Fact }
      })
    const named = (member: string) =>
      Fact.make({ kind: "member.details-changed", on: "2021-03-01", member, personal: { fullName: "Nông Văn Đức" } })
    const erased = Fact.make({ kind: "personal.erased", on: "2021-04-01", member: "m-1", basis: "request-1" })
    assert.strictEqual(at(bare(Given.recorded([named("m-2"), named("m-1"), named("m-1"), erased]), "m-1")), "whole")
    assert.strictEqual(at(bare(Given.recorded([named("m-2"), named("m-1"), named("m-1")]), "m-1")), 2)
    assert.strictEqual(at(bare(Given.recorded([named("m-2"), named("m-1"), erased, named("m-1")]), "m-1")), 4)
    assert.strictEqual(at(bare(Given.recorded([named("m-2"), named("m-1"), erased]), "m-2")), 1)
  })
  it("passes on the failure of the stream", () => {
    const exit = Effect.runSyncExit(Verify.all(Stream.concat(Stream.fromIterable(records), Stream.fail("line cut" as const))))
    assert.isTrue(Exit.isFailure(exit) && Exit.hasFails(exit))
  })
})
