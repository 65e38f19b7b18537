/** Operations sent again, and expectations of tags. */
import { Position } from "../../Id.ts"
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import {
  append,
  batch,
  type Case,
  corrected,
  define,
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
  refused,
  upTo
} from "../Case.ts"

/** sound: `enrolled` makes a plain fact. */
const enrolledPlain = (member: string): Fact.Plain => enrolled(member) as Fact.Plain

const correction = (fullName: string): Fact.Fact =>
  Fact.make({
    kind: "correction.made",
    on: "2021-03-02",
    corrects: 1,
    replacement: { kind: "member.details-changed", version: 1, on: "2021-03-01", member: "m-1", personal: { fullName } }
  })

export const operationCases: ReadonlyArray<Case> = [
  define("operation.repeated", "an operation sent again is answered with the first receipt, and nothing is written", function* () {
    const first = yield* append("op-1", [enrolled("m-1"), enrolled("m-2")])
    yield* append("op-2", [enrolled("m-3")])
    yield* equal("receipt", yield* append("op-1", [enrolled("m-1"), enrolled("m-2")]), { ...first, repeated: true })
    yield* equal("records", (yield* read()).length, 3)
  }),
  define("operation.repeated-head", "repeating moves no head", function* () {
    yield* append("op-1", [enrolled("m-1")])
    const before = yield* head
    yield* append("op-1", [enrolled("m-1")])
    yield* equal("head", yield* head, before)
  }),
  define("operation.before-tags", "an operation is known before its expectation is looked at", function* () {
    yield* append("op-1", [enrolled("m-1")], { tags: ["membership:m-1"], since: 0 })
    yield* equal("repeated", (yield* append("op-1", [enrolled("m-1")], { tags: ["membership:m-1"], since: 0 })).repeated, true)
  }),
  define("operation.personal", "an operation with a personal payload repeats, though its salt would be another", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    yield* equal("repeated", (yield* append("op-1", [details("m-1", "Nông Văn Đức")])).repeated, true)
    yield* equal("records", (yield* read()).length, 1)
  }),
  define("operation.key-order", "the order of keys in a fact makes no other content", function* () {
    const fact = enrolled("m-1")
    yield* append("op-1", [fact])
    // sound: the same entries in another order
    const reversed = Object.fromEntries(Object.entries(fact).reverse()) as unknown as Fact.Fact
    yield* equal("repeated", (yield* append("op-1", [reversed])).repeated, true)
    yield* append("op-2", [other({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 2, d: 3 } })])
    const again = yield* append("op-2", [other({ b: { d: 3, c: 2 }, a: 1 }, { b: { d: 3, c: 2 }, a: 1 })])
    yield* equal("inside, and in a payload", again.repeated, true)
  }),
  define("operation.refused-unknown", "a refused operation is not known: it may be sent with other content", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* refused("stale", append("op-2", [enrolled("m-1")], { tags: ["membership:m-1"], since: 0 }), "Conflict")
    yield* equal("repeated", (yield* append("op-2", [enrolled("m-2")])).repeated, false)
  }),
  ...(
    [
      ["other-fact", [enrolled("m-1"), enrolled("m-3")]],
      ["fewer", [enrolled("m-1")]],
      ["more", [enrolled("m-1"), enrolled("m-2"), enrolled("m-3")]],
      ["other-order", [enrolled("m-2"), enrolled("m-1")]],
      ["other-field", [enrolled("m-1"), enrolled("m-2", "u-2")]],
      ["other-day", [enrolled("m-1"), Fact.make({ kind: "member.enrolled", on: "2021-03-02", member: "m-2", cell: "u-1" })]],
      [
        "learned-on",
        [enrolled("m-1"), Fact.make({ kind: "member.enrolled", on: "2021-03-01", learnedOn: "2021-03-01", member: "m-2", cell: "u-1" })]
      ],
      ["other-kind", [enrolled("m-1"), Fact.make({ kind: "member.died", on: "2021-03-01", member: "m-2" })]],
      [
        "with-instrument",
        [
          enrolled("m-1"),
          Fact.make({
            kind: "member.enrolled",
            on: "2021-03-01",
            member: "m-2",
            cell: "u-1",
            instrument: { number: "1", date: "2021-03-01" }
          })
        ]
      ]
    ] as const
  ).map(([id, facts]) =>
    define(`operation.mismatch-${id}`, `an operation sent again with other content is refused: ${id}`, function* () {
      yield* append("op-1", [enrolled("m-1"), enrolled("m-2")])
      const reason = yield* refused("mismatch", append("op-1", facts), "OperationMismatch")
      yield* equal("operation", reason.operation, "op-1")
      yield* equal("records", (yield* read()).length, 2)
    })
  ),
  define("operation.mismatch-personal", "another personal payload is other content", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    yield* refused("mismatch", append("op-1", [details("m-1", "Nông Văn Đúc")]), "OperationMismatch")
  }),
  define("operation.mismatch-personal-correction", "so is another payload inside a correction", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    yield* append("op-2", [correction("Nông Đức")])
    yield* refused("mismatch", append("op-2", [correction("Nông Văn")]), "OperationMismatch")
    yield* equal("repeated", (yield* append("op-2", [correction("Nông Đức")])).repeated, true)
  }),
  define("operation.mismatch-personal-missing", "so is a payload left out", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    const bare = Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1" })
    yield* refused("mismatch", append("op-1", [bare]), "OperationMismatch")
  }),
  define("operation.mismatch-source", "another source or recorder is other content", function* () {
    const journal = yield* Journal.Journal
    const sent = batch("op-1", [enrolled("m-1")])
    yield* journal.append(sent)
    yield* refused("source", journal.append({ ...sent, source: "elsewhere" }), "OperationMismatch")
    yield* refused("recorder", journal.append({ ...sent, recordedBy: "clerk-9" }), "OperationMismatch")
  }),
  define("operation.of-erasure", "an operation used by an erasure is not free for a batch", function* () {
    const { capabilities } = yield* Journal.Journal
    if (!capabilities.erase) return
    yield* erase("m-1", grounds("op-1"))
    yield* refused("mismatch", append("op-1", [enrolled("m-1")]), "OperationMismatch")
  }),
  define("expecting.stale", "a tag used since refuses the batch, and names tag and position", function* () {
    yield* append("op-1", [enrolled("m-1"), enrolled("m-2")])
    yield* append("op-2", [enrolled("m-1", "u-2")])
    const reason = yield* refused("stale", append("op-3", [enrolled("m-1")], { tags: ["membership:m-1"], since: 1 }), "Conflict")
    yield* equal("reason", reason, { _tag: "Conflict", tags: ["membership:m-1"], positions: [3] })
  }),
  define("expecting.all-newer", "the conflict names every newer position, in order", function* () {
    yield* append("op-1", [enrolled("m-1"), enrolled("m-2"), enrolled("m-1")])
    yield* append("op-2", [enrolled("m-3"), enrolled("m-1")])
    const reason = yield* refused(
      "stale",
      append("op-3", [enrolled("m-1")], { tags: ["membership:m-2", "membership:m-1"], since: 1 }),
      "Conflict"
    )
    yield* equal("positions", reason.positions, [2, 3, 5])
    yield* equal("tags", [...reason.tags].sort(), ["membership:m-1", "membership:m-2"])
  }),
  define(
    "expecting.positions",
    "positions stand in order and once each, whatever the order of the tags; other tags are not named",
    function* () {
      yield* append("op-1", [...many(150, "m"), corrected(1, enrolledPlain("m-0")), enrolled("m-1")])
      const all = Array.from({ length: 150 }, (_, index): Fact.Tag => `membership:m-${149 - index}`)
      const tags: ReadonlyArray<Fact.Tag> = ["position:1", ...all, "membership:m-x"]
      const reason = yield* refused("stale", append("op-2", [enrolled("m-y")], { tags, since: 0 }), "Conflict")
      yield* equal("positions", reason.positions, upTo(152))
      yield* equal("tags", [...reason.tags].sort(), [...all, "position:1"].sort())
      const one = yield* refused("stale", append("op-2", [enrolled("m-y")], { tags: ["position:1"], since: 0 }), "Conflict")
      yield* equal("one", one, { _tag: "Conflict", tags: ["position:1"], positions: [151] })
    }
  ),
  define("expecting.far", "a tag used long ago, but since, refuses as well", function* () {
    yield* append("op-1", [enrolled("m-x"), ...many(2500, "m")])
    for (let index = 0; index < 20; index++) yield* append(`op-more-${index}`, [enrolled(`m-${index}`)])
    const reason = yield* refused("stale", append("op-2", [enrolled("m-x")], { tags: ["membership:m-x"], since: 0 }), "Conflict")
    yield* equal("positions", reason.positions, [1])
  }),
  define("expecting.any-tag", "any of the tags refuses, not only the first", function* () {
    yield* append("op-1", [enrolled("m-3")])
    const tags: ReadonlyArray<Fact.Tag> = ["membership:m-1", "membership:m-2", "membership:m-3"]
    const reason = yield* refused("stale", append("op-2", [enrolled("m-1")], { tags, since: 0 }), "Conflict")
    yield* equal("tags", reason.tags, ["membership:m-3"])
  }),
  define("expecting.any-of-fact", "any tag of a fact is used by it, not only its first", function* () {
    const to = Fact.make({
      kind: "transfer.collective",
      on: "2021-03-01",
      transfer: "t-1",
      members: ["m-1", "m-2"],
      from: "u-1",
      to: "u-2"
    })
    yield* append("op-1", [to])
    yield* refused("stale", append("op-2", [enrolled("m-2")], { tags: ["membership:m-2"], since: 0 }), "Conflict")
  }),
  define("expecting.correction", "a correction uses the tags of what it puts in place", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức")])
    yield* append("op-2", [correction("Nông Đức")])
    const reason = yield* refused("stale", append("op-3", [enrolled("m-1")], { tags: ["details:m-1"], since: 1 }), "Conflict")
    yield* equal("positions", reason.positions, [2])
    yield* refused("position", append("op-4", [enrolled("m-1")], { tags: ["position:1"], since: 0 }), "Conflict")
  }),
  define("expecting.others", "tags that others expect, but the batch does not use, are looked at", function* () {
    yield* append("op-1", [enrolled("m-9")])
    yield* refused("stale", append("op-2", [enrolled("m-1")], { tags: ["membership:m-9"], since: 0 }), "Conflict")
  }),
  define("expecting.latest", "with the newest position nothing is newer", function* () {
    const { last } = yield* append("op-1", [enrolled("m-1"), enrolled("m-1")])
    yield* equal("first", (yield* append("op-2", [enrolled("m-1")], { tags: ["membership:m-1"], since: last })).first, 3)
  }),
  define("expecting.exact", "the position itself is not newer than itself, and the next one is", function* () {
    yield* append("op-1", [enrolled("m-2"), enrolled("m-1"), enrolled("m-2")])
    yield* refused("one before", append("op-2", [enrolled("m-1")], { tags: ["membership:m-1"], since: 1 }), "Conflict")
    yield* append("op-3", [enrolled("m-1")], { tags: ["membership:m-1"], since: 2 })
  }),
  define("expecting.unrelated", "unrelated tags never meet, however alike", function* () {
    yield* append("op-1", [enrolled("m-1"), enrolled("m-10"), enrolled("M-2")])
    const tags: ReadonlyArray<Fact.Tag> = [
      "membership:m",
      "membership:m-",
      "membership:m-2",
      "membership:m_1",
      "membership:%",
      "exempt:m-1"
    ]
    yield* append("op-2", [enrolled("m-2")], { tags, since: 0 })
  }),
  define("expecting.none", "an expectation of no tags is met", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* append("op-2", [enrolled("m-1")], { tags: [], since: 0 })
  }),
  define("expecting.own", "a batch does not meet itself", function* () {
    yield* append("op-1", [enrolled("m-1"), enrolled("m-1")], { tags: ["membership:m-1"], since: 0 })
    yield* equal("records", (yield* read({ upTo: Position.make(9) })).length, 2)
  }),
  define("expecting.retry", "after a conflict, reading on and expecting from there succeeds", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* refused("stale", append("op-2", [enrolled("m-1", "u-2")], { tags: ["membership:m-1"], since: 0 }), "Conflict")
    const { position } = yield* head
    yield* equal("first", (yield* append("op-2", [enrolled("m-1", "u-2")], { tags: ["membership:m-1"], since: position })).first, 2)
  }),
  define("operation.many", "each of three hundred operations is known by itself", function* () {
    const spans: Array<readonly [number, number]> = []
    for (let index = 0; index < 300; index++) {
      const { first, last } = yield* append(`op-${index}`, [enrolled(`m-${index}`), enrolled("m-x")])
      spans.push([first, last])
    }
    for (const [index, span] of spans.entries()) {
      const { first, last, repeated, head: at } = yield* append(`op-${index}`, [enrolled(`m-${index}`), enrolled("m-x")])
      yield* equal(`receipt ${index}`, [first, last, repeated, at.position], [...span, true, span[1]])
    }
  }),
  define("operation.expectation-differs", "what was expected is no part of the content", function* () {
    const first = yield* append("op-1", [enrolled("m-1")])
    const again = yield* append("op-1", [enrolled("m-1")], { tags: ["membership:m-1", "membership:m-2"], since: 0 })
    yield* equal("receipt", again, { ...first, repeated: true })
  }),
  define("operation.mismatch-moves-nothing", "a mismatch moves no head and leaves the first content", function* () {
    yield* append("op-1", [enrolled("m-1")])
    const before = yield* head
    yield* refused("mismatch", append("op-1", [enrolled("m-2")]), "OperationMismatch")
    yield* equal("head", yield* head, before)
    yield* equal("by tag", (yield* read({ tags: ["membership:m-2"] })).length, 0)
    yield* equal("repeated", (yield* append("op-1", [enrolled("m-1")])).repeated, true)
    yield* append("op-2", [enrolled("m-3")])
    const reason = yield* refused("mismatch", append("op-2", [enrolled("m-2")]), "OperationMismatch")
    yield* equal("the operation that was sent", reason.operation, "op-2")
  }),
  define(
    "expecting.nothing-left",
    "what was refused leaves no tag and no operation behind for what is recorded in its place",
    function* () {
      yield* append("op-1", [enrolled("m-1")])
      yield* refused("stale", append("op-2", [enrolled("m-2")], { tags: ["membership:m-1"], since: 0 }), "Conflict")
      yield* refused("mismatch", append("op-1", [enrolled("m-2")]), "OperationMismatch")
      yield* append("op-3", [enrolled("m-3")])
      yield* equal("by tag", positionsOf(yield* read({ tags: ["membership:m-2"] })), [])
      yield* equal("by operation", positionsOf(yield* read({ operations: [batch("op-2", many(1, "m")).operation] })), [])
      yield* append("op-2", [enrolled("m-2")], { tags: ["membership:m-2"], since: 0 })
    }
  ),
  define("expecting.beyond", "after a position beyond the head nothing is newer", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* append("op-2", [enrolled("m-1")], { tags: ["membership:m-1"], since: 99 })
  }),
  define("expecting.repeated-tags", "a tag expected twice is named once", function* () {
    yield* append("op-1", [enrolled("m-1")])
    const reason = yield* refused(
      "stale",
      append("op-2", [enrolled("m-1")], { tags: ["membership:m-1", "membership:m-1"], since: 0 }),
      "Conflict"
    )
    yield* equal("reason", reason, { _tag: "Conflict", tags: ["membership:m-1"], positions: [1] })
  }),
  define("expecting.retraction", "a retraction uses the tag of the position that it takes back", function* () {
    yield* append("op-1", [enrolled("m-1")])
    yield* append("op-2", [Fact.make({ kind: "correction.retracted", on: "2021-03-02", retracts: 1 })])
    const reason = yield* refused("stale", append("op-3", [enrolled("m-1")], { tags: ["position:1"], since: 1 }), "Conflict")
    yield* equal("positions", reason.positions, [2])
  })
]
