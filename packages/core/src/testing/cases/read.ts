/** Reading: which records a query gives, and in what order. */
import { Effect, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { OperationId, Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import {
  append,
  type Case,
  corrected,
  define,
  details,
  enrolled,
  equal,
  many,
  positionsOf,
  read,
  readFrom,
  retracted,
  upTo
} from "../Case.ts"

/** Six records of three operations: 1 and 2, 3, 4 to 6. */
const six = Effect.gen(function* () {
  yield* append("op-1", [enrolled("m-1"), enrolled("m-2")])
  yield* append("op-2", [details("m-1", "Nông Văn Đức")])
  yield* append("op-3", [
    Fact.make({ kind: "member.died", on: "2021-05-01", member: "m-2" }),
    enrolled("m-3"),
    Fact.make({ kind: "transfer.received", on: "2021-06-01", transfer: "t-1", member: "m-1", route: "official", from: "u-1", to: "u-2" })
  ])
})

const operation = OperationId.make

/** The contract of a query, record by record. */
const meets =
  ({ after = Position.make(0), upTo = Position.make(99), kinds, tags, operations }: Journal.Query) =>
  ({ position, fact, operation: own }: Journal.Recorded): boolean =>
    position > after &&
    position <= upTo &&
    (kinds?.includes(fact.kind) ?? true) &&
    (tags?.some(tag => !(fact instanceof Fact.Unread) && Fact.tags(fact).includes(tag)) ?? true) &&
    (operations?.includes(own) ?? true)

const queries: ReadonlyArray<readonly [id: string, title: string, query: Journal.Query, positions: ReadonlyArray<number>]> = [
  ["all", "without conditions, all", {}, [1, 2, 3, 4, 5, 6]],
  ["after", "`after` is excluded", { after: Position.make(2) }, [3, 4, 5, 6]],
  ["after-head", "after the head there is nothing", { after: Position.make(6) }, []],
  ["after-beyond", "nor beyond it", { after: Position.make(60) }, []],
  ["after-zero", "after 0 there is everything", { after: Position.make(0) }, [1, 2, 3, 4, 5, 6]],
  ["up-to", "`upTo` is included", { upTo: Position.make(2) }, [1, 2]],
  ["up-to-zero", "up to 0 there is nothing", { upTo: Position.make(0) }, []],
  ["up-to-beyond", "beyond the head it bounds nothing", { upTo: Position.make(60) }, [1, 2, 3, 4, 5, 6]],
  ["between", "both bounds", { after: Position.make(1), upTo: Position.make(4) }, [2, 3, 4]],
  ["reversed", "reversed bounds hold nothing", { after: Position.make(4), upTo: Position.make(2) }, []],
  ["kinds", "one kind", { kinds: ["member.enrolled"] }, [1, 2, 5]],
  ["kinds-several", "any of several kinds", { kinds: ["member.died", "member.details-changed"] }, [3, 4]],
  ["kinds-unknown", "a kind that was never recorded", { kinds: ["member.recognised", "no.such"] }, []],
  ["kinds-none", "an empty list of kinds holds nothing", { kinds: [] }, []],
  ["tags", "one tag, over all kinds that use it", { tags: ["membership:m-1"] }, [1, 6]],
  ["tags-several", "any of several tags, each record once", { tags: ["membership:m-1", "transfer:t-1", "details:m-1"] }, [1, 3, 6]],
  ["tags-none", "an empty list of tags holds nothing", { tags: [] }, []],
  ["operations", "one operation", { operations: [operation("op-3")] }, [4, 5, 6]],
  [
    "operations-several",
    "any of several operations, in order of position",
    { operations: [operation("op-2"), operation("op-1")] },
    [1, 2, 3]
  ],
  ["operations-unknown", "an unknown operation", { operations: [operation("op-9")] }, []],
  ["operations-none", "an empty list of operations holds nothing", { operations: [] }, []],
  [
    "together",
    "all conditions hold together",
    {
      after: Position.make(1),
      kinds: ["member.enrolled", "member.died"],
      tags: ["membership:m-2", "membership:m-3"],
      operations: [operation("op-3")]
    },
    [4, 5]
  ]
]

export const readCases: ReadonlyArray<Case> = [
  ...queries.map(([id, title, query, positions]) =>
    define(`read.${id}`, `reading: ${title}`, function* () {
      yield* six
      yield* equal(
        "positions",
        (yield* read(query)).map(record => record.position),
        positions
      )
    })
  ),
  define(
    "read.combinations",
    "whatever conditions are joined, the records are those of all that meet each, and the same records",
    function* () {
      yield* six
      const all = yield* read()
      const choices = {
        after: [undefined, 0, 2, 4],
        upTo: [undefined, 5, 3],
        kinds: [undefined, ["member.enrolled"], ["member.details-changed", "transfer.received"]],
        tags: [undefined, ["membership:m-1", "details:m-1"], ["membership:m-2"]],
        operations: [undefined, ["op-3", "op-2"], ["op-1"]]
      } as const
      for (const after of choices.after)
        for (const upTo of choices.upTo)
          for (const kinds of choices.kinds)
            for (const tags of choices.tags)
              for (const operations of choices.operations) {
                const query: Journal.Query = {
                  ...(after === undefined ? {} : { after: Position.make(after) }),
                  ...(upTo === undefined ? {} : { upTo: Position.make(upTo) }),
                  ...(kinds === undefined ? {} : { kinds }),
                  ...(tags === undefined ? {} : { tags }),
                  ...(operations === undefined ? {} : { operations: operations.map(id => operation(id)) })
                }
                yield* equal(Journal.canonical(query), yield* read(query), all.filter(meets(query)))
              }
    }
  ),
  define("read.long-lists", "lists of two thousand kinds and operations are looked through to their ends", function* () {
    yield* six
    const padded = (last: string) => [...Array.from({ length: 2000 }, (_, index) => `no-${index}`), last]
    yield* equal("kinds", positionsOf(yield* read({ kinds: padded("member.died") })), [4])
    yield* equal("operations", positionsOf(yield* read({ operations: padded("op-2").map(id => operation(id)) })), [3])
  }),
  define(
    "read.kind-of-correction",
    "a correction is of its own kind, not of what it puts in place, nor is a record hidden by one",
    function* () {
      yield* append("op-1", [enrolled("m-1"), enrolled("m-2")])
      // sound: `enrolled` makes a plain fact
      yield* append("op-2", [corrected(1, enrolled("m-1", "u-2") as Fact.Plain), retracted(2)])
      yield* equal("entered", positionsOf(yield* read({ kinds: ["member.enrolled"] })), [1, 2])
      yield* equal("corrected", positionsOf(yield* read({ kinds: ["correction.made", "correction.retracted"] })), [3, 4])
    }
  ),
  define("read.again", "the same query gives the same records again", function* () {
    yield* six
    yield* equal("records", yield* read(), yield* read())
  }),
  define("read.pages", "more records than fit a page come once each, in order", function* () {
    const first = enrolled("m-0")
    for (let index = 0; index < 5; index++) {
      yield* append(`op-${index}`, [first, ...Array.from({ length: 699 }, (_, member) => enrolled(`m-${member}`))])
    }
    const positions = (yield* read()).map(record => record.position)
    yield* equal(
      "positions",
      positions,
      Array.from({ length: 3500 }, (_, index) => index + 1)
    )
    yield* equal("filtered", (yield* read({ tags: ["membership:m-5"] })).length, 5)
  }),
  define("read.insertion", "what is appended while a stream is read moves nothing in it", function* () {
    const journal = yield* Journal.Journal
    yield* append("op-0", [enrolled("m-0"), ...Array.from({ length: 2499 }, (_, member) => enrolled(`m-${member}`))])
    const seen: Array<number> = []
    yield* journal.read({ upTo: Position.make(2500) }).pipe(
      Stream.runForEach(({ position }) =>
        Effect.gen(function* () {
          seen.push(position)
          if (position % 500 === 0) yield* append(`op-${position}`, [enrolled("m-1")])
        })
      )
    )
    yield* equal(
      "positions",
      seen,
      Array.from({ length: 2500 }, (_, index) => index + 1)
    )
  }),
  define("read.ends", "a stream ends, though somebody appends for each record that it gives", function* () {
    const journal = yield* Journal.Journal
    yield* append("op-0", [enrolled("m-0"), enrolled("m-1")])
    let count = 0
    yield* journal.read({}).pipe(
      Stream.take(50),
      Stream.runForEach(() => append(`op-more-${count++}`, [enrolled("m-2")]))
    )
    yield* equal("records", count, 2)
  }),
  define("read.part", "a stream may be left before its end", function* () {
    const journal = yield* Journal.Journal
    yield* six
    const some = yield* journal.read({}).pipe(Stream.take(2), Stream.runCollect)
    yield* equal(
      "positions",
      some.map(record => record.position),
      [1, 2]
    )
    yield* equal("next", (yield* append("op-4", [enrolled("m-4")])).first, 7)
  }),
  ...[1, 999, 1000, 1001, 2000].map(count =>
    define(`read.count-${count}`, `${count} records come once each, and then the stream ends`, function* () {
      yield* append("op-1", many(count, "m"))
      yield* equal("positions", positionsOf(yield* read()), upTo(count))
      yield* equal("by kind", (yield* read({ kinds: ["member.enrolled"] })).length, count)
      yield* equal("by operation", (yield* read({ operations: [operation("op-1")] })).length, count)
    })
  ),
  define("read.pages-tags", "a filtered stream of several pages leaves out the others and no more", function* () {
    for (let index = 0; index < 3; index++)
      yield* append(`op-${index}`, [enrolled("m-0"), ...Array.from({ length: 1499 }, (_, member) => enrolled(`m-${member % 2}`))])
    const positions = positionsOf(yield* read({ tags: ["membership:m-1"] }))
    yield* equal("count", positions.length, 2247)
    yield* equal(
      "in order, once each",
      [...new Set(positions)].sort((a, b) => a - b),
      positions
    )
  }),
  define("read.client-pages", "pages that a client asks for, after the last position seen, are stable under insertion", function* () {
    const journal = yield* Journal.Journal
    yield* append("op-0", many(40, "m"))
    const seen: Array<number> = []
    for (let turn = 0; seen.length < 60; turn++) {
      const page = journal.read({ after: Position.make(seen.at(-1) ?? 0), kinds: ["member.enrolled"] }).pipe(Stream.take(7))
      seen.push(...positionsOf(yield* Stream.runCollect(page)))
      if (turn < 5) yield* append(`op-more-${turn}`, [enrolled("m-1"), enrolled("m-x"), enrolled("m-y"), enrolled("m-z")])
    }
    yield* equal("positions", seen, upTo(60))
  }),
  define("read.insertion-filtered", "insertion moves nothing in a filtered stream either", function* () {
    const journal = yield* Journal.Journal
    yield* append("op-0", [enrolled("m-0"), ...Array.from({ length: 2999 }, (_, member) => enrolled(`m-${member % 2}`))])
    const whole = positionsOf(yield* read({ tags: ["membership:m-1"] }))
    const seen: Array<number> = []
    yield* journal.read({ tags: ["membership:m-1"] }).pipe(
      Stream.runForEach(({ position }) => {
        seen.push(position)
        return position % 600 === 0 ? append(`op-${position}`, [enrolled("m-1")]) : Effect.void
      })
    )
    yield* equal("positions", seen, whole)
  }),
  define("read.side-by-side", "streams read side by side do not disturb each other", function* () {
    const journal = yield* Journal.Journal
    for (let index = 0; index < 3; index++) yield* append(`op-${index}`, many(800, `m-${index}`))
    const queries: ReadonlyArray<Journal.Query> = [
      {},
      { after: Position.make(700) },
      { operations: [operation("op-1")] },
      { upTo: Position.make(1) }
    ]
    const together = yield* Effect.all(
      queries.map(query => readFrom(journal, query)),
      { concurrency: "unbounded" }
    )
    for (const [index, query] of queries.entries())
      yield* equal(`query ${index}`, positionsOf(together[index] ?? []), positionsOf(yield* read(query)))
  }),
  define("read.lazy", "a stream begins when it is run, and each time anew", function* () {
    const journal = yield* Journal.Journal
    const stream = journal.read({})
    yield* append("op-1", many(3, "m"))
    yield* equal("first run", (yield* Stream.runCollect(stream)).length, 3)
    yield* append("op-2", many(3, "n"))
    yield* equal("second run", (yield* Stream.runCollect(stream)).length, 6)
  })
]
