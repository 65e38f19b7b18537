/** Reading as known: corrections move nothing that was known before them, and digests say which journal it was. */
import { Effect } from "effect"
import type * as Fact from "../../fact/Fact.ts"
import { Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import * as Known from "../../Known.ts"
import {
  another,
  append,
  at,
  batch,
  type Case,
  corrected,
  define,
  details,
  enrolled,
  equal,
  erase,
  erasing,
  grounds,
  head,
  other,
  positionsOf,
  read,
  readFrom,
  retracted
} from "../Case.ts"

/** What was known at a point, in a form to compare. */
const knownAt = (records: ReadonlyArray<Journal.Recorded>, point: Known.KnownAt) => {
  const { entries, retracted: gone, dangling, head: reached } = Known.at(records, point)
  return {
    entries: entries.map(({ position, fact, correctedBy = 0 }) => ({ position, fact, correctedBy })),
    retracted: gone.map(({ position }) => position),
    dangling,
    head: reached.position
  }
}

/** sound: `enrolled` makes a plain fact. */
const enrolledIn = (member: string, cell: string): Fact.Plain => enrolled(member, cell) as Fact.Plain

/** One record a minute: entered, corrected, retracted, put back. */
const story = Effect.gen(function* () {
  const steps: ReadonlyArray<Fact.Fact> = [
    enrolled("m-1", "u-1"),
    enrolled("m-2", "u-1"),
    corrected(1, enrolledIn("m-1", "u-2")),
    retracted(2),
    corrected(2, enrolledIn("m-2", "u-3")),
    corrected(1, enrolledIn("m-1", "u-4")),
    retracted(99)
  ]
  for (const [index, fact] of steps.entries()) yield* at(`2024-01-01T00:0${index + 1}:00.000Z`)(append(`op-${index + 1}`, [fact]))
  return yield* read()
})

const cells: ReadonlyArray<readonly [at: number, cells: ReadonlyArray<string>]> = [
  [1, ["m-1 u-1"]],
  [2, ["m-1 u-1", "m-2 u-1"]],
  [3, ["m-1 u-2", "m-2 u-1"]],
  [4, ["m-1 u-2"]],
  [5, ["m-1 u-2", "m-2 u-3"]],
  [6, ["m-1 u-4", "m-2 u-3"]],
  [7, ["m-1 u-4", "m-2 u-3"]]
]

const digests = (records: ReadonlyArray<Journal.Recorded>) => records.map(record => record.digest)

export const knownCases: ReadonlyArray<Case> = [
  ...cells.map(([point, wanted]) =>
    define(`known.at-${point}`, `what was known at position ${point} of a story of corrections`, function* () {
      yield* story
      const records = yield* read({ upTo: Position.make(point) })
      const found = Known.ofKind(Known.at(records, "latest").entries, "member.enrolled").map(({ fact }) => `${fact.member} ${fact.cell}`)
      yield* equal("cells", found, wanted)
    })
  ),
  define("known.by-position", "reading up to a position gives what was known there, whatever was recorded since", function* () {
    const records = yield* story
    for (const record of records) {
      const part = yield* read({ upTo: record.position })
      yield* equal(`at ${record.position}`, knownAt(part, "latest"), knownAt(records, record.position))
    }
  }),
  define("known.by-moment", "a moment of recording gives the same as its position", function* () {
    const records = yield* story
    for (const { position, recordedAt } of records)
      yield* equal(`at ${recordedAt}`, knownAt(records, recordedAt), knownAt(records, position))
  }),
  define("known.stays", "later corrections change no record that was read before", function* () {
    yield* append("op-1", [enrolled("m-1"), details("m-1", "Nông Văn Đức")])
    const before = yield* read()
    yield* append("op-2", [corrected(1, enrolledIn("m-1", "u-2")), retracted(2)])
    yield* equal("records", yield* read({ upTo: Position.make(2) }), before)
  }),
  define("known.go-on", "going on from any position gives what reading all gives", function* () {
    const records = yield* story
    for (const { position } of records) {
      const part = Known.at(yield* read({ upTo: position }), "latest")
      const { known } = Known.extend(part, yield* read({ after: position }))
      yield* equal(`from ${position}`, known, Known.at(records, "latest"))
    }
  }),
  define("known.corrections-by-tag", "the corrections of a record are found by its position's tag, in order", function* () {
    yield* story
    yield* equal("of 1", positionsOf(yield* read({ tags: ["position:1"] })), [3, 6])
    yield* equal("of 2", positionsOf(yield* read({ tags: ["position:2"] })), [4, 5])
    yield* equal("of the member", positionsOf(yield* read({ tags: ["membership:m-1"] })), [1, 3, 6])
  }),
  define("known.together", "a record and its correction in one batch", function* () {
    yield* append("op-1", [enrolled("m-1", "u-1"), corrected(1, enrolledIn("m-1", "u-2"))])
    yield* equal("entries", knownAt(yield* read(), "latest").entries, [{ position: 1, fact: enrolled("m-1", "u-2"), correctedBy: 2 }])
  }),
  erasing("known.erased", "an erasure takes the payload from what was known before it, and nothing else", function* () {
    yield* append("op-1", [details("m-1", "Nông Văn Đức"), enrolled("m-1")])
    yield* erase("m-1", grounds("op-e"))
    const { personal: _, ...bare } = { personal: undefined, ...details("m-1", "x") }
    yield* equal(
      "entries",
      knownAt(yield* read({ upTo: Position.make(2) }), "latest").entries.map(({ fact }) => fact),
      [bare, enrolled("m-1")]
    )
  }),
  define("digest.frozen", "the same facts at the same moments have the digests that they have in every journal", function* () {
    yield* at("2024-02-29T23:59:59.999Z")(append("op-1", [enrolled("m-1"), other({ đ: [1, "hoà", null] })]))
    yield* at("2024-03-01T00:00:00.000Z")(append("op-2", [corrected(1, enrolledIn("m-1", "u-2")), retracted(2)]))
    yield* equal("digests", digests(yield* read()), frozen)
  }),
  define("digest.same", "two journals with the same content at the same moments have the same head", function* () {
    const second = yield* another
    yield* at("2024-01-01T00:00:00.000Z")(
      Effect.gen(function* () {
        for (const journal of [yield* Journal.Journal, second])
          for (let index = 0; index < 5; index++) yield* journal.append(batch(`op-${index}`, [enrolled(`m-${index}`), other({ index })]))
      })
    )
    yield* equal("head", yield* second.head, yield* head)
    yield* equal("digests", digests(yield* readFrom(second)), digests(yield* read()))
  }),
  ...(
    [
      ["source", { source: "elsewhere" }],
      ["recorder", { recordedBy: "clerk-9" }],
      ["fact", { facts: [enrolled("m-1", "u-2")] }],
      ["operation", { operation: batch("op-9", [enrolled("m-1")]).operation }]
    ] as const satisfies ReadonlyArray<readonly [string, Partial<Journal.Batch>]>
  ).map(([id, change]) =>
    define(`digest.covers-${id}`, `a digest covers the ${id}`, function* () {
      const second = yield* another
      const journal = yield* Journal.Journal
      yield* at("2024-01-01T00:00:00.000Z")(journal.append(batch("op-1", [enrolled("m-1")])))
      yield* at("2024-01-01T00:00:00.000Z")(second.append({ ...batch("op-1", [enrolled("m-1")]), ...change }))
      yield* equal("the same", (yield* second.head).digest === (yield* head).digest, false)
    })
  ),
  define("digest.covers-moment", "a digest covers the moment", function* () {
    const second = yield* another
    yield* at("2024-01-01T00:00:00.000Z")(append("op-1", [enrolled("m-1")]))
    yield* at("2024-01-01T00:00:00.001Z")(second.append(batch("op-1", [enrolled("m-1")])))
    yield* equal("the same", (yield* second.head).digest === (yield* head).digest, false)
  }),
  define("digest.covers-before", "a digest covers all that was recorded before", function* () {
    const second = yield* another
    const journal = yield* Journal.Journal
    yield* at("2024-01-01T00:00:00.000Z")(
      Effect.gen(function* () {
        yield* journal.append(batch("op-1", [enrolled("m-1")]))
        yield* second.append(batch("op-1", [enrolled("m-2")]))
        for (const each of [journal, second]) yield* each.append(batch("op-2", [enrolled("m-3")]))
      })
    )
    yield* equal("the same", (yield* second.head).digest === (yield* head).digest, false)
  })
]

// internal

/** What release 0.1.0 computed. */
const frozen: ReadonlyArray<string> = [
  "9d8ec145f8ec6139d75c77db9a36a7824f142c0283cc1d2e0c592132f211d0fc",
  "53869b5f76a020f1a34f3a1f30181a7f257dacde69ab6fccf5d0fc11e6536758",
  "5b2f438fea9254f961cf214eedec9dd3accd6fc84ead6a73cc86f01f407fd003",
  "c71669549eab522d129fb8068869ad75cd136e2c9c339d461ddbc89d4ba9880c"
]
