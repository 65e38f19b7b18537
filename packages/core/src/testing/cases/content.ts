/** What is kept comes back as it was: every kind of fact, and every kind of text. */
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import {
  append,
  batch,
  type Case,
  chained,
  corrected,
  define,
  details,
  enrolled,
  equal,
  other,
  positionsOf,
  read,
  refused
} from "../Case.ts"
import * as Generate from "../Generate.ts"

const kept = (fact: Fact.Fact) =>
  define("", "", function* () {
    yield* equal("the fact is valid", Fact.parse(fact)._tag, "Success")
    yield* append("op-1", [fact])
    const records = yield* read()
    yield* equal(
      "fact",
      records.map(record => record.fact),
      [fact]
    )
    yield* chained(records)
    yield* equal("repeated", (yield* append("op-1", [fact])).repeated, true)
    for (const tag of Fact.tags(fact)) yield* equal(`by tag ${tag}`, (yield* read({ tags: [tag] })).length, 1)
    yield* equal("by kind", (yield* read({ kinds: [fact.kind] })).length, 1)
  }).run

/** Kinds that can stand in a correction. */
const plain = Generate.samples.filter(
  (fact): fact is Fact.Plain => !["correction.made", "correction.retracted", "personal.erased"].includes(fact.kind)
)

/** A value that nobody can change. */
const frozen = <T>(value: T): T => {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

/** sound: `details` makes a plain fact. */
const withName = (member: string): Fact.Plain => details(member, "Nông Văn Đức") as Fact.Plain

const nested = (levels: number): unknown => (levels === 0 ? "đ" : levels % 2 === 0 ? [nested(levels - 1)] : { a: nested(levels - 1) })

const texts: ReadonlyArray<readonly [id: string, title: string, text: string]> = [
  ["composed", "Vietnamese in Unicode form NFC", "Đặng Thị Thuỷ – chi bộ thôn Pò Nhùng, xã Bảo Lâm"],
  ["decomposed", "and in NFD, which is not composed on the way", "Hoàng Thị Hoà".normalize("NFD")],
  ["emoji", "characters beyond the first plane", "🌾👩‍🌾🇻🇳 𠮷"],
  ["long", "a note of 10,000 characters", "Đồng chí xin miễn sinh hoạt. ".repeat(345).slice(0, 10_000)],
  ["quotes", "quotes, backslashes and what looks like SQL", `'; drop table record; -- "x" \\ \` %_ $1 ?1 :a`],
  ["json", "what looks like JSON", '{"a":[1,null],"personal":"x"}\\u0041'],
  ["lines", "line ends and tabs", "một\r\nhai\nba\t\u2028bốn\u0085"],
  ["spaces", "spaces at both ends", "  Nông  "],
  ["zero", "U+0000", "a\u0000b"],
  ["controls", "other control characters and a byte order mark", "\ufeff\u0001\u001f\u007f\uffff"],
  ["lone-surrogate", "a lone surrogate", "a\ud800b\udc00"]
]

export const contentCases: ReadonlyArray<Case> = [
  ...Generate.samples.map(
    (fact): Case => ({ id: `kind.${fact.kind}`, title: `a fact of kind ${fact.kind} comes back as it was`, run: kept(fact) })
  ),
  ...plain.map(
    (fact): Case => ({
      id: `correction.${fact.kind}`,
      title: `a correction that puts ${fact.kind} in place comes back as it was`,
      run: kept(corrected(1, fact))
    })
  ),
  ...texts.flatMap(
    ([id, title, text]): ReadonlyArray<Case> => [
      { id: `text.${id}`, title: `text comes back as it was: ${title}`, run: kept(other({ text })) },
      { id: `text.personal-${id}`, title: `and in a personal payload: ${title}`, run: kept(other({}, { text })) }
    ]
  ),
  define("text.source", "source and recorder come back as they were", function* () {
    const journal = yield* Journal.Journal
    for (const [id, , text] of texts.filter(([name]) => name !== "lone-surrogate")) {
      yield* journal.append({ ...batch(`op-${id}`, [other({})]), source: text, recordedBy: text })
    }
    const records = yield* read()
    yield* chained(records)
    const wanted = texts.filter(([name]) => name !== "lone-surrogate").map(([, , text]) => [text, text])
    yield* equal(
      "source, recorder",
      records.map(({ source, recordedBy }) => [source, recordedBy]),
      wanted
    )
  }),
  define("text.source-surrogate", "a lone surrogate in a source becomes U+FFFD, as no UTF-8 can hold it", function* () {
    const journal = yield* Journal.Journal
    yield* journal.append({ ...batch("op-1", [other({})]), source: "a\ud800", recordedBy: "\udc00b" })
    const records = yield* read()
    yield* chained(records)
    yield* equal(
      "source, recorder",
      records.map(({ source, recordedBy }) => [source, recordedBy]),
      [["a\ufffd", "\ufffdb"]]
    )
  }),
  {
    id: "data.keys",
    title: "keys that objects have of themselves, and empty ones",
    run: kept(other(JSON.parse('{"__proto__":{"x":1},"constructor":"c","toString":1,"":2," ":3,"Đ.đ":{"__proto__":null}}')))
  },
  {
    id: "data.key-order",
    title: "keys in any order, numbers and nesting",
    run: kept(other({ b: 1, a: { d: [[[]]], c: {} }, 10: true, 9: false, n: [0, 0.1, -1e21, 9_007_199_254_740_991, 5e-324, null] }))
  },
  ...["1930-02-03", "1968-01-01", "1975-06-12", "1975-06-13", "2000-02-29", "9999-12-31", "1000-01-01"].map(
    (on): Case => ({
      id: `day.${on}`,
      title: `the day ${on} stays the day it is`,
      run: kept(Fact.make({ kind: "member.recognised", on, learnedOn: on, member: "m-1", instrument: { number: "1", date: on } }))
    })
  ),
  define("content.mixed", "two hundred generated facts of all kinds in one batch come back as they were", function* () {
    const [first = details("m-1", "x"), ...rest] = Generate.facts(20211, 200)
    yield* append("op-1", [first, ...rest])
    const records = yield* read()
    yield* equal(
      "facts",
      records.map(record => record.fact),
      [first, ...rest]
    )
    yield* chained(records)
    for (const tag of Fact.tags(first)) {
      const positions = records
        .filter(({ fact }) => !(fact instanceof Fact.Unread) && Fact.tags(fact).includes(tag))
        .map(record => record.position)
      yield* equal(
        "tagged",
        (yield* read({ tags: [tag] })).map(record => record.position),
        positions
      )
    }
  }),
  define("content.no-change", "a batch that is sent is left as it is", function* () {
    const journal = yield* Journal.Journal
    const sent = frozen(batch("op-1", [details("m-2", "Lý"), other({ b: [2, 1], a: {} }, { z: 1, a: 2 }), corrected(1, withName("m-1"))]))
    yield* journal.append(sent)
    yield* equal("repeated", (yield* journal.append(sent)).repeated, true)
  }),
  define("content.no-reference", "what the caller does to a fact afterwards changes nothing", function* () {
    const data = { list: [1] }
    yield* append("op-1", [other(data)])
    data.list.push(2)
    yield* equal(
      "fact",
      (yield* read()).map(record => record.fact),
      [other({ list: [1] })]
    )
    // unsound on purpose: a reader that pays no heed to `readonly`
    for (const { fact } of yield* read()) Object.assign(fact, { data: "changed", member: "m-9" })
    yield* equal("after a reader changed it", (yield* read())[0]?.fact, other({ list: [1] }))
  }),
  define("text.alike-ids", "ids that a database may take for the same are not: case, đ, place of the tone", function* () {
    const members = [
      "Đảng-1",
      "đảng-1",
      "ĐẢNG-1",
      "đang-1",
      "dang-1",
      "hoà-1",
      "hòa-1",
      "Hoà-1",
      "ß-1",
      "ss-1",
      "SS-1",
      "i-1",
      "I-1",
      "İ-1"
    ]
    for (const [index, member] of members.entries()) {
      yield* append(`op-${member}`, [enrolled(member)], { tags: [`membership:${member}`], since: 0 })
      yield* equal(`by tag, ${index}`, positionsOf(yield* read({ tags: [`membership:${member}`] })), [index + 1])
      yield* equal(`by operation, ${index}`, positionsOf(yield* read({ operations: [batch(`op-${member}`, [enrolled("m")]).operation] })), [
        index + 1
      ])
    }
  }),
  define("text.literal-lists", "what means something to a database means nothing in tags, kinds and operations", function* () {
    yield* append("op-1", [enrolled("m-1"), enrolled("m-2")])
    const odd = [
      "%",
      "_",
      "*",
      "m_1",
      "m%",
      "m-?",
      "[m]-1",
      "m-1'",
      'm-1"',
      "m-1\\",
      "m-1,membership:m-2",
      "{m-1}",
      "NULL",
      "m-1 ",
      " m-1",
      "m-1\u0000",
      "M-1"
    ]
    for (const text of odd) yield* equal(`tag ${text}`, (yield* read({ tags: [`membership:${text}`] })).length, 0)
    for (const kind of [
      "member",
      "member.",
      "member.enroll",
      "enrolled",
      "%",
      "member%",
      "member_enrolled",
      "MEMBER.ENROLLED",
      "member.enrolled ",
      "{member.enrolled}",
      "NULL",
      ""
    ])
      yield* equal(`kind ${kind}`, (yield* read({ kinds: [kind] })).length, 0)
    yield* equal("several", (yield* read({ tags: ["membership:%", "membership:m-2", "membership:{m-1}"] })).length, 1)
  }),
  define("text.many-tags", "a query may name a thousand tags", function* () {
    yield* append("op-1", [enrolled("m-7"), enrolled("m-999"), enrolled("m-1000")])
    const tags = Array.from({ length: 1000 }, (_, index): Fact.Tag => `membership:m-${index}`)
    yield* equal("positions", positionsOf(yield* read({ tags })), [1, 2])
    const reason = yield* refused("stale", append("op-2", [enrolled("m-x")], { tags, since: 1 }), "Conflict")
    yield* equal("conflict", reason, { _tag: "Conflict", tags: ["membership:m-999"], positions: [2] })
  }),
  define("text.letters-differ", "so are other letter cases, other tones and other spaces", function* () {
    yield* append("op-1", [other({ text: "Hoà An" }, { text: "Hoà An" })])
    for (const text of ["hoà an", "Hòa An", "Hoa An", "Hoà  An", "Hoà An ", " Hoà An", "Hoà\u00a0An"]) {
      yield* refused(`open ${text}`, append("op-1", [other({ text }, { text: "Hoà An" })]), "OperationMismatch")
      yield* refused(`personal ${text}`, append("op-1", [other({ text: "Hoà An" }, { text })]), "OperationMismatch")
    }
  }),
  define("text.composed-differs", "the same text in NFC and in NFD is other content", function* () {
    yield* append("op-1", [other({ text: "Hoà" }, { text: "Hoà" })])
    yield* refused("open", append("op-1", [other({ text: "Hoà".normalize("NFD") }, { text: "Hoà" })]), "OperationMismatch")
    yield* refused("personal", append("op-1", [other({ text: "Hoà" }, { text: "Hoà".normalize("NFD") })]), "OperationMismatch")
  }),
  {
    id: "data.large-numbers",
    title: "integers beyond 2^53 and numbers at the edges keep their value",
    run: kept(
      other({ n: [9_007_199_254_740_994, -9_007_199_254_740_994, 1.7976931348623157e308, 2.2250738585072014e-308, 0.1 + 0.2, 1e21, 1e-7] })
    )
  },
  define("data.negative-zero", "−0 is kept as 0, which is the same content", function* () {
    yield* append("op-1", [other({ n: -0 })])
    const records = yield* read()
    yield* chained(records)
    const fact = records[0]?.fact
    const data = fact !== undefined && "data" in fact ? fact.data : {}
    yield* equal("is 0", Object.is(data.n, 0), true)
    yield* equal("repeated", (yield* append("op-1", [other({ n: 0 })])).repeated, true)
  }),
  {
    id: "data.nothing",
    title: "nulls, empty texts, lists and objects stay apart",
    run: kept(other({ a: null, b: "", c: [], d: {}, e: [null], f: [[]], g: false, h: 0 }, { a: null, b: "" }))
  },
  { id: "data.personal-empty", title: "an empty payload is a payload", run: kept(other({ a: 1 }, {})) },
  { id: "data.personal-keys", title: "a payload with keys in any order", run: kept(other({}, { b: 1, a: [{ d: 1, c: 2 }], 10: 1, 9: 2 })) },
  {
    id: "data.list-order",
    title: "lists keep their order",
    run: kept(
      Fact.make({ kind: "transfer.collective", on: "2021-03-01", transfer: "t-1", members: ["m-3", "m-1", "m-2"], from: "u-2", to: "u-1" })
    )
  },
  { id: "data.deep", title: "data nested a hundred levels deep", run: kept(other({ deep: nested(100) })) }
]
