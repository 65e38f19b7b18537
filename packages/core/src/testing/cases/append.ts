/** Appending: positions, receipts, batches, moments. */
import { Clock, Effect } from "effect"
import * as Journal from "../../Journal.ts"
import { append, at, batch, type Case, chained, define, details, enrolled, equal, head, many, positionsOf, read, refused } from "../Case.ts"

export const appendCases: ReadonlyArray<Case> = [
  define("empty.head", "an empty journal has position 0 and the empty digest", function* () {
    yield* equal("head", yield* head, Journal.emptyHead)
  }),
  define("empty.read", "an empty journal gives nothing to read", function* () {
    yield* equal("records", yield* read(), [])
    yield* equal("records from afar", (yield* read({ kinds: ["member.died"], tags: ["membership:m-1"] })).length, 0)
  }),
  define("append.first", "the first fact takes position 1", function* () {
    const receipt = yield* append("op-1", [enrolled("m-1")])
    yield* equal("first, last, repeated", [receipt.first, receipt.last, receipt.repeated, receipt.operation], [1, 1, false, "op-1"])
  }),
  define("append.gapless", "positions go on without a gap over batches of any size", function* () {
    const spans: Array<readonly [number, number]> = []
    for (const [index, size] of [1, 3, 1, 7, 2].entries()) {
      const { first, last } = yield* append(`op-${index}`, many(size, `m-${index}`))
      spans.push([first, last])
    }
    yield* equal("spans", spans, [
      [1, 1],
      [2, 4],
      [5, 5],
      [6, 12],
      [13, 14]
    ])
    yield* equal(
      "positions",
      (yield* read()).map(record => record.position),
      Array.from({ length: 14 }, (_, index) => index + 1)
    )
  }),
  define("append.head", "the receipt's head is the journal's head, and the newest record's digest", function* () {
    const receipt = yield* append("op-1", many(3, "m"))
    yield* equal("head", yield* head, receipt.head)
    yield* equal("digest", (yield* read()).at(-1)?.digest, receipt.head.digest)
  }),
  define("append.refused-gapless", "a refused batch takes no positions", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* refused("stale", append("op-2", many(4, "m"), { tags: ["membership:m-1"], since: 0 }), "Conflict")
    yield* equal("first", (yield* append("op-3", [enrolled("m-2")])).first, 2)
  }),
  define("append.atomic", "a refused batch leaves nothing behind", function* () {
    const before = (yield* append("op-1", [enrolled("m-1")])).head
    yield* refused("stale", append("op-2", [enrolled("m-2"), enrolled("m-1")], { tags: ["membership:m-1"], since: 0 }), "Conflict")
    yield* equal("head", yield* head, before)
    yield* equal("records of the member", (yield* read({ tags: ["membership:m-2"] })).length, 0)
    yield* equal("records of the operation", (yield* read({ operations: [batch("op-2", many(1, "m")).operation] })).length, 0)
  }),
  define("append.order", "facts stand in the order in which they were sent", function* () {
    yield* append("op-1", [enrolled("m-9"), enrolled("m-1"), enrolled("m-5"), enrolled("m-1", "u-2")])
    yield* equal(
      "facts",
      (yield* read()).map(record => record.fact),
      [enrolled("m-9"), enrolled("m-1"), enrolled("m-5"), enrolled("m-1", "u-2")]
    )
  }),
  define("append.fields", "a record keeps operation, source and recorder of its batch", function* () {
    const journal = yield* Journal.Journal
    yield* journal.append({ ...batch("op-1", many(2, "m")), source: "file:9f2c#row 7", recordedBy: "clerk-đ" })
    const kept = (yield* read()).map(({ operation, source, recordedBy }) => [operation, source, recordedBy])
    yield* equal("fields", kept, [
      ["op-1", "file:9f2c#row 7", "clerk-đ"],
      ["op-1", "file:9f2c#row 7", "clerk-đ"]
    ])
  }),
  define("append.same-fact", "the same fact under another operation is recorded again", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* append("op-2", [enrolled("m-1")])
    yield* equal("records", (yield* read()).length, 2)
  }),
  define("append.large", "a batch of 2,500 facts is one batch", function* () {
    const receipt = yield* append("op-1", many(2500, "m"))
    yield* equal("last", receipt.last, 2500)
    const records = yield* read()
    yield* equal("records", records.length, 2500)
    yield* chained(records)
  }),
  define("append.read-back", "what was acknowledged is read at once", function* () {
    for (let index = 0; index < 20; index++) {
      const { first } = yield* append(`op-${index}`, [enrolled(`m-${index}`)])
      yield* equal("record", (yield* read({ after: (yield* head).position })).length, 0)
      yield* equal(
        "tagged",
        (yield* read({ tags: [`membership:m-${index}`] })).map(record => record.position),
        [first]
      )
    }
  }),
  define("time.clock", "the moment of recording comes from the clock that is provided", function* () {
    yield* at("2024-02-29T23:59:59.999Z")(append("op-1", [enrolled("m-1")]))
    yield* equal(
      "moment",
      (yield* read()).map(record => record.recordedAt),
      ["2024-02-29T23:59:59.999Z"]
    )
  }),
  define("time.batch", "all facts of a batch have one moment", function* () {
    yield* append("op-1", many(50, "m"))
    yield* equal("moments", new Set((yield* read()).map(record => record.recordedAt)).size, 1)
  }),
  define("time.backwards", "a clock that goes back does not take the moment back", function* () {
    yield* at("2024-03-02T00:00:00.000Z")(append("op-1", [enrolled("m-1")]))
    yield* at("2024-03-01T00:00:00.000Z")(append("op-2", [enrolled("m-2")]))
    yield* at("2024-03-03T00:00:00.000Z")(append("op-3", [enrolled("m-3")]))
    const moments = (yield* read()).map(record => record.recordedAt)
    yield* equal("moments", moments, ["2024-03-02T00:00:00.000Z", "2024-03-02T00:00:00.000Z", "2024-03-03T00:00:00.000Z"])
  }),
  define("time.fraction", "a moment is kept to the millisecond, cut and not rounded", function* () {
    const moment = Date.parse("2024-02-29T23:59:59.999Z")
    const clock = yield* Effect.service(Clock.Clock)
    const between = { ...clock, currentTimeMillisUnsafe: () => moment + 0.9, currentTimeMillis: Effect.succeed(moment + 0.9) }
    yield* Effect.provideService(append("op-1", [enrolled("m-1")]), Clock.Clock, between)
    yield* equal("moment", (yield* read()).at(0)?.recordedAt, "2024-02-29T23:59:59.999Z")
  }),
  define("time.before-1970", "a clock before 1970, as on a machine that lost it, is taken as it is", function* () {
    yield* at("1969-12-31T23:59:59.001Z")(append("op-1", [enrolled("m-1")]))
    yield* equal("moment", (yield* read()).at(0)?.recordedAt, "1969-12-31T23:59:59.001Z")
  }),
  define("append.empty-texts", "an empty source and recorder are texts, too", function* () {
    const journal = yield* Journal.Journal
    const sent = { ...batch("op-1", [enrolled("m-1")]), source: "", recordedBy: "" }
    yield* journal.append(sent)
    const records = yield* read()
    yield* chained(records)
    yield* equal("texts", [records[0]?.source, records[0]?.recordedBy], ["", ""])
    yield* equal("repeated", (yield* journal.append(sent)).repeated, true)
  }),
  define("append.longest-ids", "ids as long as ids may be are kept whole", function* () {
    const [operation, member] = [`${"Đ".repeat(63)}1`, `${"ử".repeat(63)}2`]
    yield* append(operation, [enrolled(member)])
    const records = yield* read({ tags: [`membership:${member}`], operations: [batch(operation, many(1, "m")).operation] })
    yield* equal("operation", records[0]?.operation, operation)
    yield* equal("fact", records[0]?.fact, enrolled(member))
  }),
  define("append.effect", "an append happens when its effect is run, and run again it is the operation sent again", function* () {
    const journal = yield* Journal.Journal
    const sending = journal.append(batch("op-1", [enrolled("m-1")]))
    yield* equal("before it is run", (yield* head).position, 0)
    const first = yield* sending
    yield* equal("again", yield* sending, { ...first, repeated: true })
    yield* equal("records", (yield* read()).length, 1)
  }),
  define("append.alike-long-ids", "ids that differ only at their ends are not the same", function* () {
    const long = "m".repeat(63)
    for (const [index, end] of ["a", "b", "c"].entries()) {
      const [operation, member] = [`${long}${end}`, `${long}${end}`]
      yield* append(operation, [enrolled(member)], { tags: [`membership:${member}`], since: 0 })
      yield* equal(`by tag, ${end}`, positionsOf(yield* read({ tags: [`membership:${member}`] })), [index + 1])
      yield* equal(`by operation, ${end}`, positionsOf(yield* read({ operations: [batch(operation, many(1, "m")).operation] })), [
        index + 1
      ])
    }
  }),
  define("append.types", "positions are numbers, the rest are texts, and what is not there is left out", function* () {
    const receipt = yield* append("op-1", [details("m-1", "Lý A Páo"), enrolled("m-1")])
    const [first, second] = yield* read()
    const typesOf = (record: Journal.Recorded | undefined) =>
      Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, value === null ? "null" : typeof value]))
    const texts = { recordedAt: "string", recordedBy: "string", operation: "string", source: "string", digest: "string", fact: "object" }
    yield* equal("with a payload", { ...typesOf(first), stored: 0 }, { ...texts, position: "number", personal: "object", stored: 0 })
    yield* equal("without", { ...typesOf(second), stored: 0 }, { ...texts, position: "number", stored: 0 })
    yield* equal(
      "receipt",
      [receipt.first, receipt.last, receipt.head.position].map(value => typeof value),
      ["number", "number", "number"]
    )
  })
]
