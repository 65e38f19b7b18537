/** Much of it: facts of a megabyte, and a hundred thousand of them. */
import { Effect, Stream } from "effect"
import type * as Fact from "../../fact/Fact.ts"
import { Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import * as Verify from "../../Verify.ts"
import { another, append, batch, type Case, chained, define, details, enrolled, equal, head, other, positionsOf, read } from "../Case.ts"

const megabyte = 1_000_000
const long = "Đồng chí xin miễn sinh hoạt. ".repeat(megabyte / 28)

const large = (id: string, title: string, fact: Parameters<typeof append>[1][0]) =>
  define(`size.${id}`, `a fact of a megabyte comes back as it was: ${title}`, function* () {
    yield* append("op-1", [enrolled("m-0"), fact, enrolled("m-2")])
    const records = yield* read()
    yield* equal("the same", Journal.canonical(records[1]?.fact) === Journal.canonical(fact), true)
    yield* equal("positions", positionsOf(records), [1, 2, 3])
    yield* chained(records)
    yield* equal("repeated", (yield* append("op-1", [enrolled("m-0"), fact, enrolled("m-2")])).repeated, true)
  })

export const sizeCases: ReadonlyArray<Case> = [
  large("text", "one text", other({ text: long })),
  large("personal", "in a personal payload", other({}, { text: long })),
  large("list", "a list of numbers", other({ list: Array.from({ length: 150_000 }, (_, index) => index) })),
  large("keys", "fifty thousand keys", other(Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`khóa ${index}`, index])))),
  define("size.batch", "a batch of thirty facts of a megabyte is one batch", function* () {
    const first = other({ index: 0, text: long })
    yield* append("op-1", [first, ...Array.from({ length: 29 }, (_, index) => other({ index: index + 1, text: long }))])
    const records = yield* read()
    yield* equal("positions", records.length, 30)
    yield* chained(records)
  }),
  define("size.source", "a source of a megabyte is kept whole", function* () {
    const journal = yield* Journal.Journal
    yield* journal.append({ ...batch("op-1", [enrolled("m-1")]), source: long })
    yield* equal("the same", (yield* read())[0]?.source === long, true)
  }),
  {
    ...define("size.hundred-thousand", "a hundred thousand facts are appended, read, found, verified and copied", function* () {
      const journal = yield* Journal.Journal
      for (let index = 0; index < 100; index++) {
        const fact = (at: number) => (at % 10 === 0 ? details(`m-${at}`, "Nông Văn Đức") : enrolled(`m-${at}`, `u-${index}`))
        yield* append(`op-${index}`, [fact(0), ...Array.from({ length: 999 }, (_, at) => fact(at + 1))])
      }
      const reached = yield* head
      yield* equal("head", reached.position, 100_000)
      yield* equal("verified", yield* Verify.all(journal.read({}), { known: [reached] }), reached)
      yield* equal("of one member", (yield* read({ tags: ["membership:m-501"] })).length, 100)
      const tags = Array.from({ length: 100 }, (_, index): Fact.Tag => `details:m-${index * 10}`)
      yield* equal("of a hundred members", (yield* read({ tags })).length, 10_000)
      yield* equal("of one operation", (yield* read({ operations: [batch("op-50", [enrolled("m-1")]).operation] })).length, 1000)
      yield* equal("the last", positionsOf(yield* read({ after: Position.make(99_998) })), [99_999, 100_000])
      let count = 0
      yield* Stream.runForEach(journal.read({ kinds: ["member.details-changed"] }), () => Effect.sync(() => count++))
      yield* equal("of one kind", count, 10_000)
      if (!journal.capabilities.replicate) return
      const copy = yield* another
      yield* equal("copied", yield* copy.replicate(journal.read({})), reached)
    }),
    slow: true
  }
]
