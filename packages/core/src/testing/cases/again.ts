/** The same store opened again, and by two at once: what `durable` and `sharedWriters` promise. */
import { Effect, Exit } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { MemberId } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import {
  Again,
  at,
  batch,
  chained,
  details,
  enrolled,
  equal,
  grounds,
  many,
  positionsOf,
  type ReopenedCase,
  readFrom,
  refused,
  upTo
} from "../Case.ts"
import * as Generate from "../Generate.ts"

/** Opens the store, uses it, and closes it. */
const opened = <A, E, R>(use: (journal: Journal.Journal["Service"]) => Effect.Effect<A, E, R>) =>
  Effect.flatMap(Effect.service(Again), ({ open }) => Effect.scoped(Effect.flatMap(open, use)))

/** Two handles on the one store. */
const two = Effect.flatMap(Effect.service(Again), ({ open }) => Effect.all([open, open]))

const durable = (id: string, title: string, body: () => Generator<Effect.Effect<unknown, unknown, Again>, void, never>): ReopenedCase => ({
  id: `durable.${id}`,
  title,
  run: Effect.flatMap(
    opened(({ capabilities }) => Effect.succeed(capabilities.durable)),
    holds => (holds ? Effect.gen(body) : Effect.void)
  )
})

const shared = (
  id: string,
  title: string,
  body: (a: Journal.Journal["Service"], b: Journal.Journal["Service"]) => Generator<Effect.Effect<unknown, unknown>, void, never>
): ReopenedCase => ({
  id: `shared.${id}`,
  title,
  run: Effect.scoped(Effect.flatMap(two, ([a, b]) => (a.capabilities.sharedWriters ? Effect.gen(() => body(a, b)) : Effect.void)))
})

export const reopenedCases: ReadonlyArray<ReopenedCase> = [
  durable("records", "what was acknowledged is there when the store is opened again", function* () {
    const before = yield* opened(journal =>
      Effect.gen(function* () {
        for (const [index, fact] of Generate.facts(3, 60).entries())
          yield* journal.append(batch(`op-${index}`, [fact, details("m-1", "Lý")]))
        return [yield* readFrom(journal), yield* journal.head] as const
      })
    )
    const after = yield* opened(journal => Effect.all([readFrom(journal), journal.head]))
    yield* equal("records and head", after, before)
    yield* equal("count", after[0].length, 120)
    const tagsOf = ({ fact }: Journal.Recorded) => (fact instanceof Fact.Unread ? [] : Fact.tags(fact))
    yield* opened(journal =>
      Effect.forEach(new Set(before[0].flatMap(tagsOf)), tag =>
        Effect.flatMap(readFrom(journal, { tags: [tag] }), found =>
          equal(tag, positionsOf(found), positionsOf(before[0].filter(record => tagsOf(record).includes(tag))))
        )
      )
    )
  }),
  durable("operations", "operations are known, and the chain and the tags go on", function* () {
    const first = yield* opened(journal => journal.append(batch("op-1", [enrolled("m-1"), details("m-1", "Nông Văn Đức")])))
    yield* opened(journal =>
      Effect.gen(function* () {
        const again = yield* journal.append(batch("op-1", [enrolled("m-1"), details("m-1", "Nông Văn Đức")]))
        yield* equal("receipt", again, { ...first, repeated: true })
        yield* refused("mismatch", journal.append(batch("op-1", [enrolled("m-2")])), "OperationMismatch")
        yield* refused("stale", journal.append(batch("op-2", [enrolled("m-1")], { tags: ["membership:m-1"], since: 0 })), "Conflict")
        yield* equal("next", (yield* journal.append(batch("op-2", [enrolled("m-2")]))).first, 3)
        yield* chained(yield* readFrom(journal))
      })
    )
  }),
  durable("erased", "what was erased stays so", function* () {
    yield* opened(journal =>
      Effect.gen(function* () {
        yield* journal.append(batch("op-1", [details("m-1", "Nông Văn Đức"), details("m-2", "Lý A Páo")]))
        if (journal.capabilities.erase) yield* journal.erase(MemberId.make("m-1"), grounds("op-e"))
      })
    )
    yield* opened(journal =>
      Effect.gen(function* () {
        const records = yield* readFrom(journal)
        yield* chained(records)
        const whole = records.filter(({ personal }) => personal?.salt !== undefined)
        yield* equal("whole", positionsOf(whole), journal.capabilities.erase ? [2] : [1, 2])
      })
    )
  }),
  durable("times", "the moment of recording does not go back over a restart", function* () {
    yield* opened(journal => at("2031-01-01T00:00:00.000Z")(journal.append(batch("op-1", [enrolled("m-1")]))))
    yield* opened(journal => at("2030-01-01T00:00:00.000Z")(journal.append(batch("op-2", [enrolled("m-2")]))))
    const moments = yield* opened(journal => Effect.map(readFrom(journal), records => records.map(record => record.recordedAt)))
    yield* equal("moments", moments, ["2031-01-01T00:00:00.000Z", "2031-01-01T00:00:00.000Z"])
  }),
  shared("gapless", "two handles write at once, without a gap and without a loss", function* (a, b) {
    const receipts = yield* Effect.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? a : b).append(batch(`op-${index}`, many(3, `w-${index}`)))),
      { concurrency: "unbounded" }
    )
    for (const journal of [a, b]) {
      const records = yield* readFrom(journal)
      yield* chained(records)
      yield* equal("positions", positionsOf(records), upTo(120))
      for (const { operation, first, last } of receipts)
        yield* equal(operation, new Set(records.slice(first - 1, last).map(record => record.operation)).size, 1)
    }
  }),
  shared("sees", "what one acknowledged the other reads at once", function* (a, b) {
    for (let index = 0; index < 10; index++) {
      const [writer, reader] = index % 2 === 0 ? [a, b] : [b, a]
      const { head } = yield* writer.append(batch(`op-${index}`, [enrolled(`m-${index}`)]))
      yield* equal("head", yield* reader.head, head)
      yield* equal("by tag", positionsOf(yield* readFrom(reader, { tags: [`membership:m-${index}`] })), [index + 1])
    }
  }),
  shared("one-winner", "of writers on two handles who expect the same tag unchanged, one wins", function* (a, b) {
    const exits = yield* Effect.all(
      Array.from({ length: 20 }, (_, index) =>
        Effect.exit((index % 2 === 0 ? a : b).append(batch(`op-${index}`, [enrolled("m-1")], { tags: ["membership:m-1"], since: 0 })))
      ),
      { concurrency: "unbounded" }
    )
    yield* equal("winners", exits.filter(Exit.isSuccess).length, 1)
    yield* equal("records", (yield* readFrom(a)).length, 1)
  }),
  shared("same-operation", "one operation sent over both is recorded once", function* (a, b) {
    const receipts = yield* Effect.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? a : b).append(batch("op-1", many(2, "m")))),
      { concurrency: "unbounded" }
    )
    yield* equal("new", receipts.filter(receipt => !receipt.repeated).length, 1)
    yield* equal("records", (yield* readFrom(b)).length, 2)
  }),
  shared("erased", "what one erased the other gives no more", function* (a, b) {
    yield* a.append(batch("op-1", [details("m-1", "Nông Văn Đức")]))
    if (!b.capabilities.erase) return
    yield* b.erase(MemberId.make("m-1"), grounds("op-e"))
    yield* equal("names", Journal.canonical(yield* readFrom(a)).includes("Nông"), false)
  }),
  {
    id: "shared.one-closed",
    title: "closing one handle leaves the other open",
    run: Effect.scoped(
      Effect.gen(function* () {
        const { open } = yield* Again
        const a = yield* open
        if (!a.capabilities.sharedWriters) return
        yield* opened(b => b.append(batch("op-1", [enrolled("m-1")])))
        yield* equal("first", (yield* a.append(batch("op-2", [enrolled("m-2")]))).first, 2)
        yield* equal("again", (yield* opened(b => b.append(batch("op-3", [enrolled("m-3")])))).first, 3)
        yield* equal("records", positionsOf(yield* readFrom(a)), [1, 2, 3])
      })
    )
  }
]
