/** What is kept comes back as it was: every kind of fact, and every kind of text. */
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import { append, batch, type Case, chained, define, details, equal, read } from "../Case.ts"
import * as Generate from "../Generate.ts"

const other = (data: unknown, personal?: unknown): Fact.Fact =>
  // sound: `parse` is asked below in each case; JSON text is the only way to write a key such as __proto__
  ({
    kind: "other",
    version: 1,
    on: "2021-03-01",
    namespace: "suite",
    name: "text",
    schemaVersion: 1,
    member: "m-1",
    data,
    ...(personal === undefined ? {} : { personal })
  }) as unknown as Fact.Fact

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
  }).run

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
  define("content.no-reference", "what the caller does to a fact afterwards changes nothing", function* () {
    const data = { list: [1] }
    yield* append("op-1", [other(data)])
    data.list.push(2)
    yield* equal(
      "fact",
      (yield* read()).map(record => record.fact),
      [other({ list: [1] })]
    )
  })
]
