/** What a store must not do: what it does not declare, and to copy what does not fit. */
import { Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { MemberId } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import { another, batch, type Case, copying, define, details, enrolled, equal, erase, grounds, read, readFrom, refused } from "../Case.ts"
import { filled } from "./replicate.ts"

const tampered: ReadonlyArray<
  readonly [id: string, change: (records: ReadonlyArray<Journal.Recorded>) => ReadonlyArray<Journal.Recorded>, at: number]
> = [
  ["fact", records => records.map(record => (record.position === 12 ? { ...record, fact: enrolled("m-77") } : record)), 12],
  ["payload", records => records.map(record => (record.position === 11 ? { ...record, fact: details("m-1", "Khác") } : record)), 11],
  [
    "payload-text",
    records =>
      records.map(record => {
        if (record.position !== 11) return record
        const { open, payload } = Journal.storedOf(details("m-1", "Khác"))
        return { ...record, fact: details("m-1", "Khác"), stored: { open, ...(payload === undefined ? {} : { payload }) } }
      }),
    11
  ],
  [
    "payload-dropped",
    records =>
      records.map(record =>
        record.position === 11
          ? { ...record, fact: Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1" }) }
          : record
      ),
    11
  ],
  [
    "person",
    records =>
      records.map(record =>
        record.position === 11 && record.personal !== undefined
          ? { ...record, personal: { ...record.personal, of: MemberId.make("m-2") } }
          : record
      ),
    11
  ],
  ["gap", records => records.filter(record => record.position !== 12), 13],
  [
    "order",
    records => records.map((record, index) => (index === 11 ? (records[12] ?? record) : index === 12 ? (records[11] ?? record) : record)),
    13
  ],
  ["recorder", records => records.map(record => (record.position === 12 ? { ...record, recordedBy: "somebody" } : record)), 12],
  ["digest", records => records.map(record => (record.position === 12 ? { ...record, digest: "f".repeat(64) } : record)), 12],
  ["start", records => records.slice(1), 2]
]

export const refusalCases: ReadonlyArray<Case> = [
  define("capabilities.refused", "what is declared works, and what is not is refused and writes nothing", function* () {
    const journal = yield* Journal.Journal
    const { replicate, erase: erases } = journal.capabilities
    if (replicate) yield* journal.replicate(Stream.empty)
    else yield* refused("replicate", journal.replicate(Stream.empty), "Unsupported")
    if (erases) yield* erase("m-1", grounds("op-e"))
    else yield* refused("erase", erase("m-1", grounds("op-e")), "Unsupported")
    yield* equal("records", (yield* read()).length, erases ? 1 : 0)
  }),
  define("capabilities.declared", "the four capabilities are declared", function* () {
    const { capabilities } = yield* Journal.Journal
    const { durable, sharedWriters, replicate, erase: erases } = capabilities
    yield* equal(
      "types",
      [durable, sharedWriters, replicate, erases].map(value => typeof value),
      ["boolean", "boolean", "boolean", "boolean"]
    )
  }),
  copying("replicate.diverged", "a journal with other records of its own is not written over", function* () {
    const records = yield* filled
    const copy = yield* another
    yield* copy.append(batch("op-own", [enrolled("m-1")]))
    const reason = yield* refused("diverged", copy.replicate(Stream.fromIterable(records)), "Corrupt")
    yield* equal("at", reason.at, 1)
    yield* equal("records", (yield* readFrom(copy)).length, 1)
  }),
  ...tampered.map(([id, change, at]) =>
    copying(`replicate.tampered-${id}`, `a stream that was tampered with is refused where it was: ${id}`, function* () {
      const records = yield* filled
      const copy = yield* another
      const reason = yield* refused("tampered", copy.replicate(Stream.fromIterable(change(records))), "Corrupt")
      yield* equal("at", reason.at, at)
      const copied = yield* readFrom(copy)
      yield* equal("what was copied", copied, records.slice(0, copied.length))
      yield* equal("nothing beyond", copied.length < at, true)
    })
  )
]
