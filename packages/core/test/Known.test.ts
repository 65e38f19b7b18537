import { assert, describe, it } from "@effect/vitest"
import { Fact, Id, Journal, Known } from "@chibo/core"
import * as Given from "../src/testing/Given.ts"

const position = Id.Position.make
const died = (on: string, member = "m-1") => Fact.make({ kind: "member.died", on, member })
const corrected = (corrects: number, replacement: Fact.Plain) =>
  Fact.make({ kind: "correction.made", on: "2022-01-01", corrects, replacement: replacement as never }) // sound: a fact is an input of itself
const retracted = (retracts: number) => Fact.make({ kind: "correction.retracted", on: "2022-01-01", retracts })
const days = (known: Known.Known) => known.entries.map(({ fact }) => fact.on as string)

describe("Known", () => {
  it("sorts by day, then by position", () => {
    const records = Given.recorded([died("2021-03-01", "a"), died("2021-01-01", "b"), died("2021-03-01", "c")])
    assert.deepStrictEqual(
      Known.at(records, "latest").entries.map(entry => entry.position),
      [2, 1, 3].map(n => position(n))
    )
  })
  it("includes the position and the moment asked for", () => {
    const records = Given.recorded([died("2021-03-01", "a"), died("2021-03-02", "b")], { recordedAt: "2026-01-01T00:00:00.000Z" })
    const moment = Journal.Instant.make
    assert.strictEqual(Known.at(records, position(1)).entries.length, 1)
    assert.strictEqual(Known.at(records, position(0)).entries.length, 0)
    assert.strictEqual(Known.at(records, moment("2026-01-01T00:00:00.000Z")).head.position, 1)
    assert.strictEqual(Known.at(records, moment("2025-12-31T23:59:59.999Z")).head.position, 0)
    assert.strictEqual(Known.at(records, "latest").head.digest, records[1]?.digest)
  })
  it("knows a correction only from its record on, and the latest wins", () => {
    const records = Given.recorded([
      died("2021-03-01"),
      corrected(1, died("2021-03-02")),
      retracted(1),
      corrected(1, died("2021-03-03")),
      corrected(1, died("2021-03-04"))
    ])
    const known = [1, 2, 3, 4, 5].map(n => days(Known.at(records, position(n))))
    assert.deepStrictEqual(known, [["2021-03-01"], ["2021-03-02"], [], ["2021-03-03"], ["2021-03-04"]])
    const [entry] = Known.at(records, "latest").entries
    assert.deepStrictEqual([entry?.position, entry?.correctedBy], [position(1), position(5)])
  })
  it("lists corrections without a target, of corrections too", () => {
    const records = Given.recorded([died("2021-03-01"), retracted(9), corrected(1, died("2021-03-02")), retracted(3)])
    const known = Known.at(records, "latest")
    assert.deepStrictEqual(known.dangling, [
      { position: position(2), target: position(9) },
      { position: position(4), target: position(3) }
    ])
    assert.deepStrictEqual(days(known), ["2021-03-02"])
  })
  it("keeps and reports what it cannot read, until a correction says it", () => {
    const unread = new Fact.Unread({ kind: "member.honoured", version: 3, stored: { kind: "member.honoured", version: 3 } })
    const records = Given.recorded([unread, corrected(1, died("2021-03-02"))])
    assert.deepStrictEqual(
      Known.at(records, position(1)).unread.map(({ kind, version }) => [kind, version]),
      [["member.honoured", 3]]
    )
    assert.deepStrictEqual(Known.at(records, "latest").unread, [])
  })
  it("goes on from any point to the same result", () => {
    const records = Given.recorded([
      died("2021-03-01"),
      retracted(1),
      died("2020-01-01", "b"),
      corrected(1, died("2021-03-03")),
      retracted(3)
    ])
    const whole = Known.at(records, "latest")
    for (const n of [0, 1, 2, 3, 4, 5]) assert.deepStrictEqual(Known.extend(Known.at(records, position(n)), records).known, whole)
  })
  it("makes records that a journal would accept", () => {
    const records = Given.recorded([
      died("2021-03-01"),
      Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1", personal: { fullName: "Nông Văn Dền" } })
    ])
    records.reduce((head, record) => {
      assert.isUndefined(Journal.verify(head, record))
      return record
    }, Journal.emptyHead)
  })
})
