/** Personal payloads: kept apart, committed to, and erased. */
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import {
  another,
  append,
  at,
  batch,
  type Case,
  chained,
  corrected,
  define,
  details,
  enrolled,
  equal,
  erase,
  erasing,
  grounds,
  head,
  positionsOf,
  read,
  readFrom,
  refused
} from "../Case.ts"
import * as Generate from "../Generate.ts"

const whole = (record: Journal.Recorded) => record.personal?.salt !== undefined

/** Every kind that carries a payload. */
const withPayload = Generate.samples.filter(
  (fact): fact is Fact.Plain => fact.kind !== "correction.made" && Fact.split(fact).personal !== undefined
)

const renamed = (member: string, fullName: string): Fact.Plain =>
  Fact.make({ kind: "member.details-changed", on: "2021-03-01", member, personal: { fullName } })

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
  define("personal.random", "salts are random: another journal with the same content has others", function* () {
    const second = yield* another
    const journal = yield* Journal.Journal
    for (const each of [journal, second])
      yield* at("2024-01-01T00:00:00.000Z")(each.append(batch("op-1", [details("m-1", "Nông Văn Đức"), details("m-2", "Lý A Páo")])))
    const salts = [...(yield* read()), ...(yield* readFrom(second))].map(({ personal }) => personal?.salt)
    yield* equal("salts", new Set(salts).size, 4)
  }),
  erasing("erase.payloads", "an erasure takes payloads and salts of the person from all records, corrections too", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), enrolled("m-1"), corrected(1, renamed("m-1", "Nông Đức"))])
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
    yield* equal("source", last?.source, "journal.erase")
    yield* equal("head", yield* head, receipt.head)
    yield* equal("fact", last?.fact, { kind: "personal.erased", version: 1, on: "2026-03-02", member: "m-1", basis: "request-7" })
    yield* equal(
      "by tag",
      (yield* read({ tags: ["details:m-1"] })).map(record => record.position),
      [1, 2]
    )
  }),
  erasing("erase.chain", "the chain holds after an erasure, and no earlier digest changes", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), corrected(1, renamed("m-1", "Nông Đức")), details("m-2", "Lý A Páo")])
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
    yield* refused("day", erase("m-1", grounds("op-e", "request-1", "2026-03-03")), "OperationMismatch")
    yield* refused("recorder", erase("m-1", { ...grounds("op-e"), recordedBy: "clerk-3" }), "OperationMismatch")
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
  ),
  erasing("erase.day", "the day of an erasure is that of its grounds, though it is another one in UTC", function* () {
    yield* at("2026-03-01T18:30:00.000Z")(erase("m-1", grounds("op-e")))
    const [record] = yield* read()
    yield* equal(
      "day and moment",
      [record?.fact instanceof Fact.Unread ? "" : record?.fact.on, record?.recordedAt],
      ["2026-03-02", "2026-03-01T18:30:00.000Z"]
    )
  }),
  erasing("erase.alike", "the payloads of ids that look alike stay", function* () {
    yield* append("op-1", [details("m-1", "a"), details("M-1", "b"), details("m-11", "c"), details("m.1", "d"), details("m_1", "e")])
    yield* erase("m-1", grounds("op-e"))
    yield* equal("whole", positionsOf((yield* read()).filter(whole)), [2, 3, 4, 5])
  }),
  erasing("erase.large", "two thousand payloads of one person go at once", function* () {
    for (let index = 0; index < 4; index++)
      yield* append(`op-${index}`, [details("m-2", "Lý"), ...Array.from({ length: 500 }, () => details("m-1", "Nông"))])
    yield* erase("m-1", grounds("op-e"))
    const records = yield* read()
    yield* equal("whole", positionsOf(records.filter(whole)), [1, 502, 1003, 1504])
    yield* chained(records)
  }),
  erasing("erase.go-on", "the person may be written about after the erasure, and expected", function* () {
    const { last } = yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    yield* erase("m-1", grounds("op-e"))
    const reason = yield* refused("stale", append("op-2", [details("m-1", "x")], { tags: ["details:m-1"], since: last }), "Conflict")
    yield* equal("positions", reason.positions, [2])
    yield* append("op-2", [details("m-1", "x")], { tags: ["details:m-1"], since: 2 })
    yield* equal("whole", positionsOf((yield* read()).filter(whole)), [3])
  }),
  ...withPayload.map(fact =>
    erasing(`erase.${fact.kind}`, `the payload of ${fact.kind} is erased, alone and in a correction, and the rest stays`, function* () {
      const { open, personal } = Fact.split(fact)
      yield* append("op-1", [fact, corrected(1, fact)])
      yield* erase(personal?.of ?? "m-1", grounds("op-e"))
      const records = yield* read()
      yield* chained(records)
      yield* equal(
        "facts",
        records.slice(0, 2).map(record => record.fact),
        [open, Fact.split(corrected(1, fact)).open]
      )
      yield* equal("salts", records.filter(whole).length, 0)
      yield* equal("repeated", (yield* append("op-1", [fact, corrected(1, fact)])).repeated, true)
    })
  )
]
