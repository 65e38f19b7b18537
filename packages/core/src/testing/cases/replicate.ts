/** Copies of a journal: the same records, verified, at once or bit by bit. */
import { Effect, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { MemberId, OperationId, Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import {
  another,
  append,
  at,
  batch,
  type Case,
  chained,
  copying,
  details,
  enrolled,
  equal,
  erase,
  grounds,
  head,
  many,
  other,
  positionsOf,
  read,
  readFrom,
  refused
} from "../Case.ts"
import * as Generate from "../Generate.ts"
import * as Given from "../Given.ts"

/** A hundred records of many kinds in ten batches, as they are read. */
export const filled = Effect.gen(function* () {
  for (let index = 0; index < 10; index++) {
    const [first = enrolled("m-1"), ...rest] = Generate.facts(index, 9)
    yield* append(`op-${index}`, [details("m-1", `Nông ${index}`), first, ...rest])
  }
  return yield* read()
})

export const replicateCases: ReadonlyArray<Case> = [
  copying("replicate.same", "a copy has the same records, times, salts, digests and head", function* () {
    const records = yield* filled
    const copy = yield* another
    const reached = yield* copy.replicate((yield* Journal.Journal).read({}))
    yield* equal("head", reached, yield* head)
    yield* equal("head kept", yield* copy.head, reached)
    yield* equal("records", yield* readFrom(copy), records)
    yield* equal(
      "tagged",
      (yield* readFrom(copy, { tags: ["details:m-1"] })).map(record => record.position),
      (yield* read({ tags: ["details:m-1"] })).map(record => record.position)
    )
  }),
  copying("replicate.empty", "an empty stream leaves everything as it is", function* () {
    const copy = yield* another
    yield* equal("head", yield* copy.replicate(Stream.empty), Journal.emptyHead)
    const { head: reached } = yield* copy.append(batch("op-1", many(2, "m")))
    yield* equal("own head", yield* copy.replicate(Stream.empty), reached)
  }),
  copying("replicate.again", "copying again changes nothing", function* () {
    const records = yield* filled
    const copy = yield* another
    yield* copy.replicate(Stream.fromIterable(records))
    yield* copy.replicate(Stream.fromIterable(records))
    yield* equal("records", yield* readFrom(copy), records)
  }),
  copying("replicate.resume", "a copy goes on from where it was, with or without what it has", function* () {
    const records = yield* filled
    const copy = yield* another
    yield* copy.replicate(Stream.fromIterable(records.slice(0, 15)))
    yield* copy.replicate(Stream.fromIterable(records.slice(0, 37)))
    yield* copy.replicate(Stream.fromIterable(records.slice(37)))
    yield* equal("records", yield* readFrom(copy), records)
  }),
  copying("replicate.resume-from-head", "a copy asks its source for what comes after its own head", function* () {
    yield* filled
    const source = yield* Journal.Journal
    const copy = yield* another
    for (const size of [1, 7, 13, 60, 19]) {
      const { position } = yield* copy.head
      yield* copy.replicate(source.read({ after: position, upTo: Position.make(position + size) }))
    }
    yield* equal("records", yield* readFrom(copy), yield* read())
    yield* equal("head", yield* copy.head, yield* head)
  }),
  copying("replicate.cut-operation", "a copy cut in the middle of a batch goes on, and only then knows the whole operation", function* () {
    yield* append("op-1", many(3, "a"))
    yield* append("op-2", many(6, "b"))
    yield* append("op-3", many(2, "c"))
    const records = yield* read()
    const copy = yield* another
    yield* copy.replicate(Stream.fromIterable(records.slice(0, 5)))
    yield* equal("head", (yield* copy.head).position, 5)
    yield* refused("half an operation", copy.append(batch("op-2", many(6, "b"))), "OperationMismatch")
    yield* copy.replicate(Stream.fromIterable(records))
    yield* equal("records", yield* readFrom(copy), records)
    const known = yield* copy.append(batch("op-2", many(6, "b")))
    yield* equal("receipt", [known.first, known.last, known.repeated], [4, 9, true])
  }),
  copying("replicate.progress", "what was copied before a long stream broke off stays copied", function* () {
    for (let index = 0; index < 5; index++) yield* append(`op-${index}`, many(500, `m-${index}`))
    const records = yield* read()
    const copy = yield* another
    yield* Effect.flip(copy.replicate(Stream.concat(Stream.fromIterable(records.slice(0, 2300)), Stream.fail("line cut" as const))))
    const copied = yield* readFrom(copy)
    yield* equal("something was copied", copied.length > 0, true)
    yield* equal("what was copied", copied, records.slice(0, copied.length))
    yield* copy.replicate((yield* Journal.Journal).read({ after: Position.make(copied.length) }))
    yield* equal("head", yield* copy.head, yield* head)
  }),
  copying("replicate.of-copy", "a copy of a copy is the same, and so are copies both ways", function* () {
    const records = yield* filled
    const [first, second] = [yield* another, yield* another]
    yield* first.replicate(Stream.fromIterable(records))
    yield* second.replicate(first.read({}))
    yield* equal("records", yield* readFrom(second), records)
    yield* (yield* Journal.Journal).replicate(second.read({}))
    yield* equal("source", yield* read(), records)
  }),
  copying("replicate.single", "records that come one by one are copied as those that come together", function* () {
    const records = yield* filled
    const copy = yield* another
    for (const record of records.slice(0, 20)) yield* copy.replicate(Stream.make(record))
    let asked = 0
    yield* copy.replicate(Stream.tap(Stream.rechunk(Stream.fromIterable(records), 1), () => Effect.sync(() => asked++)))
    yield* equal("records asked for", asked, records.length)
    yield* equal("records", yield* readFrom(copy), records)
  }),
  copying("replicate.times", "moments are those of the source, and the copy goes on from the last of them", function* () {
    yield* at("2031-01-01T00:00:00.000Z")(append("op-1", [enrolled("m-1")]))
    const copy = yield* another
    yield* copy.replicate((yield* Journal.Journal).read({}))
    yield* at("2030-01-01T00:00:00.000Z")(copy.append(batch("op-2", [enrolled("m-2")])))
    const moments = (yield* readFrom(copy)).map(record => record.recordedAt)
    yield* equal("moments", moments, ["2031-01-01T00:00:00.000Z", "2031-01-01T00:00:00.000Z"])
  }),
  copying("replicate.own-tail", "a source that fell behind its copy is not taken for another journal", function* () {
    const records = yield* filled
    const copy = yield* another
    yield* copy.replicate(Stream.fromIterable(records))
    yield* copy.append(batch("op-own", [enrolled("m-1")]))
    yield* equal("head", (yield* copy.replicate(Stream.fromIterable(records))).position, records.length + 1)
    yield* append("op-elsewhere", [enrolled("m-2")])
    yield* refused("diverged", copy.replicate((yield* Journal.Journal).read({})), "Corrupt")
    yield* equal("head", (yield* copy.head).position, records.length + 1)
  }),
  copying("replicate.failing", "a stream that fails gives its failure, and the copy can go on", function* () {
    const records = yield* filled
    const copy = yield* another
    const error = yield* Effect.flip(
      copy.replicate(Stream.concat(Stream.fromIterable(records.slice(0, 30)), Stream.fail("line cut" as const)))
    )
    yield* equal("error", error, "line cut")
    yield* chained(yield* readFrom(copy))
    yield* copy.replicate(Stream.fromIterable(records))
    yield* equal("records", yield* readFrom(copy), records)
  }),
  copying("replicate.operations", "operations are known to the copy, and appending goes on there", function* () {
    const records = yield* filled
    const copy = yield* another
    yield* copy.replicate(Stream.fromIterable(records))
    yield* refused("mismatch", copy.append(batch("op-3", [enrolled("m-1")])), "OperationMismatch")
    const spans = yield* readFrom(copy, { operations: [OperationId.make("op-3")] })
    yield* equal(
      "operation",
      spans.map(record => record.position),
      records.filter(record => record.operation === "op-3").map(record => record.position)
    )
    yield* refused("stale", copy.append(batch("op-x", [enrolled("m-1")], { tags: ["details:m-1"], since: 0 })), "Conflict")
    yield* equal("first", (yield* copy.append(batch("op-x", [enrolled("m-1")]))).first, records.length + 1)
    yield* chained(yield* readFrom(copy))
  }),
  copying("replicate.large", "a copy of several pages", function* () {
    for (let index = 0; index < 3; index++) {
      yield* append(`op-${index}`, [enrolled("m-0"), ...Array.from({ length: 999 + index }, (_, member) => details(`m-${member}`, "Lý"))])
    }
    const copy = yield* another
    yield* equal("head", yield* copy.replicate((yield* Journal.Journal).read({})), yield* head)
    yield* chained(yield* readFrom(copy))
  }),
  copying("replicate.unread", "records of kinds that nobody here knows are copied as they are", function* () {
    const journal = yield* Journal.Journal
    const stored = { kind: "from.later", version: 3, on: "2021-03-01", data: { b: [1], a: "đ" } }
    const own = {
      position: Position.make(1),
      recordedAt: Journal.Instant.make("2030-01-01T00:00:00.000Z"),
      recordedBy: "clerk-1",
      operation: OperationId.make("op-1"),
      source: "suite"
    }
    const digest = Journal.chain(Journal.emptyHead.digest, { ...own, open: Journal.canonical(stored), commitment: undefined })
    yield* journal.replicate(Stream.make({ ...own, fact: new Fact.Unread({ kind: stored.kind, version: 3, stored }), digest }))
    const records = yield* read({ kinds: ["from.later"] })
    yield* chained(records)
    yield* equal(
      "unread",
      records.map(({ fact }) => fact instanceof Fact.Unread && fact.stored),
      [stored]
    )
    yield* equal("by any tag", positionsOf(yield* read({ tags: ["membership:m-1", "from.later:", "other:"] })), [])
    yield* equal("by operation", positionsOf(yield* read({ operations: [own.operation] })), [1])
  }),
  copying(
    "replicate.unread-payload",
    "so are their payloads, which show only where the texts do, and are erased as all others",
    function* () {
      const journal = yield* Journal.Journal
      const [source, copy] = [yield* another, yield* another]
      const open = { kind: "from.later", version: 3, on: "2021-03-01", member: "m-1", data: {} }
      const [record] = Given.recorded([new Fact.Unread({ kind: open.kind, version: 3, stored: open })])
      if (record === undefined) return
      const [salt, payload] = ["0123456789abcdef0123456789abcdef", '{"name":"Nông Văn Đức"}']
      const commitment = Journal.commit(salt, payload)
      const texts = { open: Journal.canonical(open), payload }
      const digest = Journal.chain(Journal.emptyHead.digest, { ...record, open: texts.open, commitment })
      const sent = { ...record, digest, stored: texts, personal: { of: MemberId.make("m-1"), commitment, salt } }
      yield* source.replicate(Stream.make(sent))
      yield* copy.replicate(source.read({}))
      for (const each of [source, copy]) {
        const [kept] = yield* readFrom(each)
        yield* equal("texts", kept?.stored, texts)
        yield* equal("personal", kept?.personal, sent.personal)
        yield* equal("what all may read", kept?.fact instanceof Fact.Unread && kept.fact.stored, open)
      }
      if (!journal.capabilities.erase) return
      yield* copy.erase(MemberId.make("m-1"), grounds("op-e"))
      const after = yield* readFrom(copy)
      yield* chained(after)
      yield* equal("names", JSON.stringify(after).includes("Nông"), false)
    }
  ),
  copying("replicate.texts", "texts are copied as they were written, though another release would write them otherwise", function* () {
    const journal = yield* Journal.Journal
    const fact = other({ n: 1e21, text: "Hoà" }, { text: "Hoà" })
    const [record] = Given.recorded([fact])
    const { open, payload = "" } = Journal.storedOf(fact)
    const texts = { open: open.replace("1e+21", "1.0E21").replace("Hoà", "Ho\\u00e0"), payload: payload.replace(":", " : ") }
    if (record?.personal?.salt === undefined) return
    const commitment = Journal.commit(record.personal.salt, texts.payload)
    const digest = Journal.chain(Journal.emptyHead.digest, { ...record, open: texts.open, commitment })
    yield* journal.replicate(Stream.make({ ...record, digest, stored: texts, personal: { ...record.personal, commitment } }))
    const [kept] = yield* read()
    yield* equal("texts", kept?.stored, texts)
    yield* equal("fact", kept?.fact, fact)
    yield* equal("digest", kept?.digest, digest)
    yield* chained(yield* read())
    yield* append("op-1", [enrolled("m-1")])
    yield* chained(yield* read())
  }),
  copying("replicate.erased", "payloads erased at the source are erased in the copy, whenever it learns of it", function* () {
    const { capabilities } = yield* Journal.Journal
    if (!capabilities.erase) return
    const records = yield* filled
    const copy = yield* another
    yield* copy.replicate(Stream.fromIterable(records))
    yield* erase("m-1", grounds("op-e"))
    yield* append("op-later", [details("m-1", "Nông Văn Đức")])
    yield* copy.replicate((yield* Journal.Journal).read({ after: Position.make(records.length) }))
    const copied = yield* readFrom(copy)
    yield* equal("records", copied, yield* read())
    yield* equal("names", JSON.stringify(copied).includes("Nông 1"), false)
    yield* chained(copied)
  })
]
