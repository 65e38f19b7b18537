/** Personal payloads: kept apart, committed to, and erased. */
import { Effect } from "effect"
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import { append, type Case, chained, define, details, enrolled, equal, erase, grounds, head, read, refused } from "../Case.ts"
import * as Generate from "../Generate.ts"

const corrected = (member: string, fullName: string): Fact.Fact =>
  Fact.make({
    kind: "correction.made",
    on: "2021-03-02",
    corrects: 1,
    replacement: { kind: "member.details-changed", version: 1, on: "2021-03-01", member, personal: { fullName } }
  })

const whole = (record: Journal.Recorded) => record.personal?.salt !== undefined

/** A case that needs erasure; a journal without it must say so, and refuse. */
const erasing = (id: string, title: string, body: Parameters<typeof define>[2]): Case => {
  const { run } = define(id, title, body)
  return {
    id,
    title,
    run: Effect.flatMap(Journal.Journal, ({ capabilities }) =>
      capabilities.erase ? run : Effect.asVoid(refused("erase", erase("m-1", grounds("op-e")), "Unsupported"))
    )
  }
}

export const personalCases: ReadonlyArray<Case> = [
  define("chain.starts", "the first record chains from the empty head", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* chained(yield* read())
  }),
  define("chain.batches", "the chain goes on over batches and kinds, and ends in the head", function* () {
    for (const [index, fact] of Generate.facts(7, 40).entries()) yield* append(`op-${index}`, [fact, enrolled("m-1")])
    const records = yield* read()
    yield* chained(records)
    yield* equal("digest", records.at(-1)?.digest, (yield* head).digest)
  }),
  define("chain.differs", "equal facts have different digests", function* () {
    yield* append("op-1", [enrolled("m-1"), enrolled("m-1")])
    yield* equal("digests", new Set((yield* read()).map(record => record.digest)).size, 2)
  }),
  define("personal.committed", "a personal payload is committed to with a salt, and belongs to its member", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), enrolled("m-1")])
    const [first, second] = yield* read()
    const { of, commitment, salt = "" } = first?.personal ?? {}
    yield* equal("of", of, "m-1")
    yield* equal("commitment", commitment, Journal.commit(salt, Journal.canonical({ fullName: "Nông Văn Đức" })))
    yield* equal("a fact without a payload", second?.personal, undefined)
  }),
  define("personal.salted", "equal payloads have different salts, of at least 128 bits", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), details("m-1", "Nông Văn Đức")])
    const personal = (yield* read()).map(record => record.personal)
    yield* equal("salts", new Set(personal.map(part => part?.salt)).size, 2)
    yield* equal("commitments", new Set(personal.map(part => part?.commitment)).size, 2)
    yield* equal(
      "long enough",
      personal.every(part => (part?.salt?.length ?? 0) >= 22),
      true
    )
  }),
  erasing("erase.payloads", "an erasure takes payloads and salts of the person from all records, corrections too", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), enrolled("m-1"), corrected("m-1", "Nông Đức")])
    yield* erase("m-1", grounds("op-e"))
    const records = yield* read()
    yield* equal("still whole", records.filter(whole).length, 0)
    yield* equal("names", JSON.stringify(records).includes("Nông"), false)
    yield* equal(
      "commitments",
      records.filter(record => record.personal?.commitment !== undefined).map(record => record.position),
      [1, 3]
    )
  }),
  erasing("erase.rest", "what is not personal stays", function* () {
    yield* append("op-1", [Generate.sample("exemption.requested")])
    const { personal: _, ...open } = Generate.sample("exemption.requested")
    yield* erase(open.member, grounds("op-e"))
    yield* equal("fact", (yield* read()).at(0)?.fact, open)
  }),
  erasing("erase.others", "payloads of others stay", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), details("m-2", "Lý A Páo"), details("m-10", "Hoàng Thị Hoà")])
    yield* erase("m-1", grounds("op-e"))
    yield* equal(
      "whole",
      (yield* read()).filter(whole).map(record => record.position),
      [2, 3]
    )
  }),
  erasing("erase.recorded", "the erasure is a record of its own, with its grounds", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    const receipt = yield* erase("m-1", grounds("op-e", "request-7"))
    yield* equal("span", [receipt.first, receipt.last, receipt.repeated, receipt.operation], [2, 2, false, "op-e"])
    const last = (yield* read()).at(-1)
    yield* equal("kind", last?.fact.kind, "personal.erased")
    yield* equal("recorder", last?.recordedBy, "clerk-2")
    yield* equal("basis", JSON.stringify(last?.fact).includes("request-7"), true)
    yield* equal(
      "by tag",
      (yield* read({ tags: ["details:m-1"] })).map(record => record.position),
      [1, 2]
    )
  }),
  erasing("erase.chain", "the chain holds after an erasure, and no earlier digest changes", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), corrected("m-1", "Nông Đức"), details("m-2", "Lý A Páo")])
    const before = yield* read()
    yield* erase("m-1", grounds("op-e"))
    const after = yield* read()
    yield* chained(after)
    yield* equal(
      "digests",
      after.slice(0, 3).map(record => record.digest),
      before.map(record => record.digest)
    )
  }),
  erasing("erase.counts", "counts stay", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), details("m-1", "Nông Đức")])
    yield* erase("m-1", grounds("op-e"))
    yield* equal("records", (yield* read({ kinds: ["member.details-changed"] })).length, 2)
  }),
  erasing("erase.repeated", "an erasure sent again is answered with the first receipt, and writes nothing", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    const first = yield* erase("m-1", grounds("op-e"))
    yield* append("op-2", [details("m-1", "Nông Đức")])
    yield* equal("receipt", yield* erase("m-1", grounds("op-e")), { ...first, repeated: true })
    yield* equal("records", (yield* read()).length, 3)
    yield* equal(
      "recorded since",
      (yield* read()).filter(whole).map(record => record.position),
      [3]
    )
  }),
  erasing("erase.mismatch", "the operation of an erasure is not free for another one", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), details("m-2", "Lý A Páo")])
    yield* erase("m-1", grounds("op-e"))
    yield* refused("person", erase("m-2", grounds("op-e")), "OperationMismatch")
    yield* refused("basis", erase("m-1", grounds("op-e", "request-2")), "OperationMismatch")
    yield* refused("a batch's", erase("m-1", grounds("op-1")), "OperationMismatch")
    yield* equal(
      "whole",
      (yield* read()).filter(whole).map(record => record.position),
      [2]
    )
  }),
  erasing("erase.twice", "a second erasure takes what was recorded since", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    yield* erase("m-1", grounds("op-e"))
    yield* append("op-2", [details("m-1", "Nông Đức")])
    yield* erase("m-1", grounds("op-f"))
    const records = yield* read()
    yield* equal("whole", records.filter(whole).length, 0)
    yield* chained(records)
  }),
  erasing("erase.nobody", "the erasure of a person without payloads is recorded all the same", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* equal("first", (yield* erase("m-9", grounds("op-e"))).first, 2)
  }),
  erasing(
    "erase.operation",
    "a batch whose payloads were erased still repeats, whatever payload is sent; the open part must be the same",
    function* () {
      const first = yield* append("op-1", [details("m-1", "Nông Văn Đức"), details("m-2", "Lý A Páo")])
      yield* erase("m-1", grounds("op-e"))
      const again = yield* append("op-1", [details("m-1", "Khác"), details("m-2", "Lý A Páo")])
      yield* equal("receipt", again, { ...first, repeated: true })
      yield* refused("kept payload", append("op-1", [details("m-1", "Nông Văn Đức"), details("m-2", "Khác")]), "OperationMismatch")
      yield* refused("open part", append("op-1", [details("m-3", "Nông Văn Đức"), details("m-2", "Lý A Páo")]), "OperationMismatch")
      yield* equal(
        "nothing came back",
        (yield* read()).filter(whole).map(record => record.position),
        [2]
      )
    }
  )
]
