/** Appending: positions, receipts, batches, several writers. */
import { Clock, Effect, Exit } from "effect"
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import { append, batch, type Case, chained, define, enrolled, equal, head, read, refused } from "../Case.ts"

const many = (count: number, prefix: string): Journal.Batch["facts"] => [
  enrolled(`${prefix}-0`),
  ...Array.from({ length: count - 1 }, (_, index) => enrolled(`${prefix}-${index + 1}`))
]

/** A clock that stands still at a moment. */
const at = (moment: string) => {
  const millis = Date.parse(moment)
  return <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.flatMap(Effect.service(Clock.Clock), clock =>
      Effect.provideService(effect, Clock.Clock, {
        ...clock,
        currentTimeMillisUnsafe: () => millis,
        currentTimeMillis: Effect.succeed(millis)
      })
    )
}

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
  define("writers.gapless", "twenty writers at once leave no gap, and break no batch", function* () {
    const receipts = yield* Effect.all(
      Array.from({ length: 20 }, (_, index) => append(`op-${index}`, many(3, `w-${index}`))),
      { concurrency: "unbounded" }
    )
    const records = yield* read()
    yield* chained(records)
    yield* equal("records", records.length, 60)
    for (const { operation, first, last } of receipts) {
      yield* equal(
        "span",
        records.slice(first - 1, last).map(record => record.operation),
        [operation, operation, operation]
      )
    }
  }),
  define("writers.one-winner", "of twenty writers who expect the same tag unchanged, one wins", function* () {
    const tag: Fact.Tag = "secretary:u-1"
    const exits = yield* Effect.all(
      Array.from({ length: 20 }, (_, index) => {
        const fact = Fact.make({ kind: "office.held", on: "2021-03-01", member: `m-${index}`, unit: "u-1", office: "secretary" })
        return Effect.exit(append(`op-${index}`, [fact], { tags: [tag], since: 0 }))
      }),
      { concurrency: "unbounded" }
    )
    yield* equal("winners", exits.filter(Exit.isSuccess).length, 1)
    yield* equal("secretaries", (yield* read({ tags: [tag] })).length, 1)
  }),
  define("writers.same-operation", "twenty writers who send one operation record it once", function* () {
    const receipts = yield* Effect.all(
      Array.from({ length: 20 }, () => append("op-1", many(2, "m"))),
      { concurrency: "unbounded" }
    )
    yield* equal("records", (yield* read()).length, 2)
    yield* equal("new", receipts.filter(receipt => !receipt.repeated).length, 1)
  })
]
