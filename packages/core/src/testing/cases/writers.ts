/** Several at once: writers, readers beside them, and writers who are interrupted. */
import { Effect, Exit, Fiber, Result, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { MemberId } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import {
  another,
  append,
  type Case,
  CaseFailed,
  chained,
  copying,
  define,
  details,
  enrolled,
  equal,
  erase,
  erasing,
  grounds,
  head,
  many,
  other,
  positionsOf,
  read,
  readFrom,
  upTo
} from "../Case.ts"

/** Interrupts an effect after it was let go on so many times, or for so many milliseconds. */
const interrupted = <A, E, R>(effect: Effect.Effect<A, E, R>, pause: { readonly steps: number } | { readonly millis: number }) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    if ("millis" in pause) yield* Effect.sleep(pause.millis)
    else for (let step = 0; step < pause.steps; step++) yield* Effect.yieldNow
    return yield* Fiber.interrupt(fiber)
  })

const pauses = [...[0, 1, 2, 3, 4, 6, 9, 15].map(steps => ({ steps })), ...[0, 1, 2, 4, 8].map(millis => ({ millis }))]

export const writerCases: ReadonlyArray<Case> = [
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
  define("writers.receipts", "each writer's receipt has the head as it was when its batch was recorded", function* () {
    const receipts = yield* Effect.all(
      Array.from({ length: 20 }, (_, index) => append(`op-${index}`, many(3, `w-${index}`))),
      { concurrency: "unbounded" }
    )
    const records = yield* read()
    for (const { operation, first, last, head: reached } of receipts) {
      yield* equal(`span of ${operation}`, [first, last], [last - 2, last])
      yield* equal(`head of ${operation}`, reached, { position: last, digest: records[last - 1]?.digest })
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
  }),
  define("writers.other-content", "of twenty writers who send one operation with contents of their own, one is taken", function* () {
    const results = yield* Effect.all(
      Array.from({ length: 20 }, (_, index) => Effect.result(append("op-1", many(2, `w-${index}`)))),
      { concurrency: "unbounded" }
    )
    const refusals = results.flatMap(result => (Result.isFailure(result) ? [result.failure.reason._tag] : []))
    yield* equal(
      "refusals",
      refusals,
      Array.from({ length: 19 }, () => "OperationMismatch")
    )
    yield* equal("records", (yield* read()).length, 2)
  }),
  define("writers.counter", "writers who read, decide, expect and try again count up without losing one", function* () {
    const tag: Fact.Tag = "suite.text:m-1"
    const countUp = (name: string): Effect.Effect<void, Journal.JournalError, Journal.Journal> =>
      Effect.gen(function* () {
        const { position } = yield* head
        const count = (yield* read({ tags: [tag], upTo: position })).length
        const result = yield* Effect.result(append(`${name}.${position}`, [other({ count })], { tags: [tag], since: position }))
        if (Result.isSuccess(result)) return
        if (result.failure.reason._tag !== "Conflict") return yield* Effect.fail(result.failure)
        yield* Effect.yieldNow
        return yield* countUp(name)
      })
    yield* Effect.all(
      Array.from({ length: 8 }, (_, writer) => Effect.forEach(upTo(3), turn => countUp(`op-${writer}-${turn}`))),
      { concurrency: "unbounded" }
    )
    const records = yield* read()
    yield* equal(
      "facts",
      records.map(record => record.fact),
      Array.from({ length: 24 }, (_, count) => other({ count }))
    )
  }),
  define("writers.readers", "a reader beside writers sees whole batches, chained, and never less than before", function* () {
    const writing = Effect.all(
      Array.from({ length: 30 }, (_, index) => Effect.andThen(Effect.yieldNow, append(`op-${index}`, many(3, `w-${index}`)))),
      { concurrency: 4 }
    )
    let before = 0
    const reading = Effect.gen(function* () {
      while (before < 90) {
        const records = yield* read()
        yield* chained(records)
        if (records.length % 3 !== 0 || records.length < before)
          return yield* Effect.fail(
            new CaseFailed({ what: "records", expected: `whole batches, at least ${before}`, actual: `${records.length}` })
          )
        before = records.length
        yield* Effect.yieldNow
      }
    })
    yield* Effect.all([writing, reading], { concurrency: "unbounded" })
  }),
  erasing("writers.erasures", "erasures among writers leave the chain whole, and no payload that stood before them", function* () {
    yield* Effect.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 5 === 4 ? erase("m-1", grounds(`op-e-${index}`)) : append(`op-${index}`, [details("m-1", "Lý"), details("m-2", "Lý")])
      ),
      { concurrency: "unbounded" }
    )
    const records = yield* read()
    yield* chained(records)
    yield* equal("records", records.length, 54)
    const last = records.findLast(({ fact }) => fact.kind === "personal.erased")?.position ?? 0
    const whole = records.filter(({ position, personal }) => position < last && personal?.of === "m-1" && personal.salt !== undefined)
    yield* equal("still there", positionsOf(whole), [])
  }),
  define("interrupt.append", "an append that is interrupted is recorded whole or not at all, and can be sent again", function* () {
    for (const [index, pause] of pauses.entries()) {
      const [operation, facts] = [`op-${index}`, many(40, `m-${index}`)]
      yield* interrupted(append(operation, facts), pause)
      const before = yield* read()
      yield* chained(before)
      const own = before.filter(record => record.operation === operation)
      if (own.length !== 0) yield* equal("records of the operation", own.length, 40)
      const receipt = yield* append(operation, facts)
      yield* equal("repeated", receipt.repeated, own.length !== 0)
      const after = yield* read()
      yield* equal("recorded", positionsOf(after), upTo(40 * (index + 1)))
      yield* equal(
        "span",
        positionsOf(after.filter(record => record.operation === operation)),
        positionsOf(after).slice(receipt.first - 1, receipt.last)
      )
    }
  }),
  define("interrupt.waiting", "of appends at once of which some are interrupted, the others are recorded", function* () {
    const fibers = yield* Effect.forEach(upTo(20), index => Effect.forkChild(append(`op-${index}`, many(3, `m-${index}`))))
    yield* Effect.yieldNow
    for (const [index, fiber] of fibers.entries()) if (index % 2 === 0) yield* Fiber.interrupt(fiber)
    for (const [index, fiber] of fibers.entries()) if (index % 2 === 1) yield* Fiber.join(fiber)
    const records = yield* read()
    yield* chained(records)
    for (const index of upTo(20)) {
      const count = records.filter(record => record.operation === `op-${index}`).length
      if (index % 2 === 0 || count !== 0) yield* equal(`records of operation ${index}`, count, 3)
    }
    yield* equal("head", (yield* head).position, records.length)
  }),
  define("interrupt.read", "a reader who is interrupted holds nobody up", function* () {
    const journal = yield* Journal.Journal
    yield* append("op-0", many(2500, "m"))
    const stuck = journal.read({}).pipe(Stream.runForEach(({ position }) => (position === 1200 ? Effect.never : Effect.void)))
    yield* interrupted(stuck, { millis: 5 })
    yield* equal("next", (yield* append("op-1", [enrolled("m-1")])).first, 2501)
    yield* equal("records", (yield* read()).length, 2501)
  }),
  erasing(
    "interrupt.erase",
    "an erasure that is interrupted is recorded with its effect or not at all, and can be sent again",
    function* () {
      for (const [index, pause] of pauses.entries()) {
        const member = `m-${index}`
        yield* append(`op-${index}`, [details(member, "Nông Văn Đức"), details(member, "Nông Đức")])
        yield* interrupted(erase(member, grounds(`op-e-${index}`)), pause)
        const own = (yield* read()).filter(({ personal }) => personal?.of === member)
        const recorded = (yield* read({ operations: [grounds(`op-e-${index}`).operation] })).length === 1
        yield* equal("whole", own.filter(({ personal }) => personal?.salt !== undefined).length, recorded ? 0 : 2)
        yield* erase(member, grounds(`op-e-${index}`))
        const after = yield* read()
        yield* chained(after)
        yield* equal("erased", after.filter(({ personal }) => personal?.of === member && personal.salt !== undefined).length, 0)
      }
      yield* equal("erasures", (yield* read({ kinds: ["personal.erased"] })).length, pauses.length)
    }
  ),
  copying("interrupt.replicate", "a copy that is interrupted can go on", function* () {
    for (const index of upTo(4)) yield* append(`op-${index}`, many(700, `m-${index}`))
    const records = yield* read()
    const copy = yield* another
    for (const millis of [0, 5, 40]) {
      yield* interrupted(copy.replicate(Stream.concat(Stream.fromIterable(records), Stream.never)), { millis })
      const copied = yield* readFrom(copy)
      yield* equal("what was copied", copied, records.slice(0, copied.length))
    }
    yield* copy.replicate(Stream.fromIterable(records))
    yield* equal("records", yield* readFrom(copy), records)
  }),
  erasing("interrupt.nothing-else", "after an interruption an expectation still holds", function* () {
    yield* append("op-1", [details("m-1", "Lý")])
    yield* interrupted(append("op-2", many(10, "m")), { steps: 1 })
    const journal = yield* Journal.Journal
    const { position } = yield* head
    yield* append("op-3", [enrolled("m-x")], { tags: ["membership:m-x"], since: position })
    yield* journal.erase(MemberId.make("m-1"), grounds("op-e"))
    yield* chained(yield* read())
  })
]
