import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Period } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Citation, Clause, Dated, Expression, type Indicator, Measure, Overlay, Question, Rulebook, RulePack } from "@chibo/rules"
import { district, pack as caoLoc } from "@chibo/rules/packs/cao-loc"
import { pack as vietnam } from "@chibo/rules/packs/vietnam"
import { Result } from "effect"
import * as fc from "fast-check"

const w = (text: string) => ({ vi: `${text} (vi)`, en: text })
const text = Citation.text("t", "1-T", "2020-01-01", w("t"))
const cite = Citation.cite(text, "1", "quoted")
const months = Measure.computed("integer", "member", "p.months", w("months"), [], { quantity: w("month"), range: { least: 0 } })
const sort = Measure.computed("text", "member", "p.sort", w("sort"), [], { values: { old: w("old") }, closed: true })
const limit = RulePack.parameter("integer", "p.limit", w("limit"), w("months"), [Dated.known(12, "2020-01-01", undefined, cite)], {
  stricter: "lower",
  lowerUnits: ["tighten"]
})
const kinds = RulePack.parameter("set", "p.kinds", w("kinds"), { vi: "", en: "" }, [
  Dated.known(["old", "weak"], "2020-01-01", "2021-01-01", cite),
  Dated.disputed("2021-01-01", "2022-01-01", { value: ["old"], cites: [cite] }, { value: ["weak"], cites: [cite] }),
  Dated.unread(text, "2022-01-01")
])
const question = Question.make({
  id: "p.question",
  label: w("question"),
  subject: "member",
  governing: "cell-of-member",
  decides: w("cell"),
  outcomes: { yes: w("yes"), no: w("no") },
  permissive: ["yes"],
  values: { share: { type: "integer", label: w("share") } },
  open: true
})
const common = { question, inForce: Period.make("2020-01-01"), cites: [cite] as const }
const short = Clause.general({
  ...common,
  id: "p.short",
  wording: w("short"),
  when: Expression.all(Expression.lt(months, limit), Expression.within(sort, kinds)),
  then: {
    outcome: "yes",
    values: { share: Expression.of(months) },
    task: { id: "p.task", who: w("secretary"), what: w("note it"), closedBy: "meeting.held" }
  },
  lowerUnits: ["tighten", "add"]
})
const long = Clause.exception(short, {
  ...common,
  id: "p.long",
  wording: w("long"),
  when: Expression.ge(months, 6),
  then: { outcome: "no" }
})
const indicator: Indicator.Indicator = {
  id: "p.indicator",
  label: w("indicator"),
  subject: "member",
  population: Expression.of<"boolean">(true),
  populationLabel: w("everybody"),
  numerator: Expression.ge(months, 1),
  show: "count",
  cites: [cite]
}
const input = {
  id: "p",
  version: "1",
  label: w("p"),
  jurisdiction: "everywhere" as const,
  texts: [text],
  designations: [{ id: "p:island", label: w("island") }],
  questions: [question],
  measures: [months, sort],
  relations: [],
  parameters: [limit, kinds],
  clauses: [short, long],
  indicators: [indicator]
}
const pack = RulePack.make(input)
const local = RulePack.make({
  id: "local",
  version: "1",
  label: w("local"),
  jurisdiction: district,
  overlays: [
    Overlay.value(limit, { affirms: RulePack.affirmation(limit), values: [Dated.known(6, "2021-01-01", undefined, cite)] }),
    Overlay.tighten(short, {
      id: "local.short",
      affirms: RulePack.affirmation(short),
      inForce: Period.make("2021-01-01"),
      when: Expression.ge(months, 1),
      wording: w("at least a month"),
      cites: [cite]
    })
  ]
})

type Spoil = readonly [what: string, code: string, about: string, at: string, to: unknown, of?: RulePack.RulePack]
/** The pack as a file would hold it, with another value at a place, or none. */
const spoilt = (at: string, to: unknown, of: RulePack.RulePack = pack): unknown => {
  const copy: unknown = JSON.parse(RulePack.toJson(of))
  const keys = at.split(".")
  const last = keys.pop() ?? ""
  let place: unknown = copy
  for (const key of keys) place = Reflect.get(Object(place), key)
  if (to === undefined) Reflect.deleteProperty(Object(place), last)
  else Object.defineProperty(place, last, { value: to, enumerable: true, writable: true, configurable: true })
  return copy
}
const refusal = (input: unknown): ReadonlyArray<readonly [code: string, about: string]> => {
  const result = RulePack.parse(input)
  return Result.isFailure(result) ? result.failure.diagnostics.map(d => [d.code, d.about] as const) : []
}

describe("a pack", () => {
  it("goes to JSON and comes back the same, each of those that ship and those of this test", () => {
    for (const each of [vietnam, caoLoc, pack, local]) {
      const again = RulePack.parse(JSON.parse(RulePack.toJson(each)))
      assert.deepStrictEqual(Result.getOrThrow(again), each)
      assert.deepStrictEqual(RulePack.diagnose(each), [])
    }
    assert.isTrue(Result.isSuccess(Rulebook.make([vietnam, caoLoc])))
    assert.isTrue(Result.isSuccess(Rulebook.make([pack, local])))
  })

  const cases: ReadonlyArray<Spoil> = [
    ["a clause without a citation", "uncited", "p.short", "clauses.0.cites", []],
    ["a clause whose citations are missing", "uncited", "p.short", "clauses.0.cites", undefined],
    ["a value without a citation", "uncited", "p.limit", "parameters.0.values.0.cites", []],
    ["a disputed value without a citation", "uncited", "p.kinds", "parameters.1.values.1.values.1.cites", []],
    ["an indicator without a citation", "uncited", "p.indicator", "indicators.0.cites", []],
    ["an overlay without a citation", "uncited", "local.short", "overlays.1.cites", [], local],
    ["an overlaid value without a citation", "uncited", "p.limit", "overlays.0.values.0.cites", [], local],
    ["an unknown key at the top", "unknown-key", "p", "clausses", []],
    ["an unknown key of a clause", "unknown-key", "p.short", "clauses.0.unless", true],
    ["an unknown key in an expression", "unknown-key", "p.short", "clauses.0.when.of.0.left.default", 0],
    ["an unknown key of a value", "unknown-key", "p.limit", "parameters.0.values.0.note", "x"],
    ["an unknown key of a task", "unknown-key", "p.task", "clauses.0.then.task.priority", 1],
    ["an unknown key of a measure", "unknown-key", "p.months", "measures.0.of.since", 1],
    ["an unknown key of an overlay", "unknown-key", "local.short", "overlays.1.priority", 1, local],
    ["a key that objects have of themselves", "unknown-key", "p.short", "clauses.0.__proto__", {}],
    ["a clause of no known type", "malformed", "p.short", "clauses.0.type", "always"],
    ["an operation that there is not", "malformed", "p.short", "clauses.0.when.op", "xor"],
    ["a sum of nothing", "malformed", "p.indicator", "indicators.0.numerator.left", { op: "add", of: [] }],
    ["a day that does not exist", "malformed", "p.short", "clauses.0.inForce.from", "2021-02-29"],
    ["a count of no kind of fact", "malformed", "p.months", "measures.0.of", { by: "count", kind: "meeting.dreamt", window: "ever" }],
    [
      "a clause's period that ends before it starts",
      "period-reversed",
      "p.short",
      "clauses.0.inForce",
      { from: "2021-01-02", until: "2021-01-01" }
    ],
    ["a value's period that ends before it starts", "period-reversed", "p.limit", "parameters.0.values.0.inForce.until", "2019-12-31"],
    ["a period of no day", "period-reversed", "local.short", "overlays.1.inForce.until", "2021-01-01", local],
    ["two values on a day", "periods-overlap", "p.kinds", "parameters.1.values.0.inForce.until", "2021-01-02"],
    ["an id used twice", "duplicate-id", "p.short", "clauses.1.id", "p.short"],
    ["an id used for two sorts of thing", "duplicate-id", "p.months", "parameters.1.id", "p.months"],
    ["a text's id for two papers", "duplicate-id", "t", "texts.0.number", "2-T"],
    ["a clause without Vietnamese", "wording-missing", "p.short", "clauses.0.wording.vi", " "],
    ["a clause with one language only", "wording-missing", "p.short", "clauses.0.wording.vi", undefined],
    ["an outcome without English", "wording-missing", "p.question", "questions.0.outcomes.yes.en", ""],
    ["a task without Vietnamese", "wording-missing", "p.task", "clauses.0.then.task.what.vi", ""],
    ["a text without a title", "wording-missing", "t", "texts.0.title.en", ""],
    ["a measure's word without English", "wording-missing", "p.sort", "measures.1.values.old.en", ""],
    ["a quantity in one language", "wording-missing", "p.limit", "parameters.0.quantity.en", ""],
    ["a designation without a label", "wording-missing", "p:island", "designations.0.label.vi", ""],
    ["what a value is called", "wording-missing", "p.question", "questions.0.values.share.label.vi", ""],
    ["a word for a number", "wrong-type", "p.limit", "parameters.0.values.0.value", "12"],
    ["a set that names one thing twice", "wrong-type", "p.kinds", "parameters.1.values.0.value", ["old", "old"]],
    [
      "a range turned round",
      "wrong-type",
      "p.limit",
      "parameters.0",
      { ...limit, type: "range", values: [Dated.known({ least: 2, most: 1 }, "2020-01-01", undefined, cite)] }
    ],
    ["a permissive outcome that there is not", "unknown-outcome", "p.question", "questions.0.permissive", ["perhaps"]]
  ]
  for (const [what, code, about, at, to, of] of cases) {
    it(`is refused for ${what}`, () => {
      assert.deepInclude(refusal(spoilt(at, to, of)), [code, about])
    })
  }
  it("is refused for one thing at a time: what is wrong in one place is not reported of another", () => {
    const others = cases.filter(([what]) => !/text without a title/.test(what))
    assert.isAbove(others.length, 30)
    for (const [what, code, , at, to, of] of others) {
      assert.deepStrictEqual([...new Set(refusal(spoilt(at, to, of)).map(([found]) => found))], [code], what)
    }
  })

  it("is refused, and nothing thrown, for what is no pack at all", () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    let deep: unknown = { op: "measure", id: "p.months" }
    for (let i = 0; i < 20_000; i++) deep = { op: "not", of: deep }
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("a trap")
        }
      }
    )
    const odd = [undefined, null, 1, "p", [], {}, circle, { ...input, clauses: [{ ...short, when: deep }] }, trap, { id: 3 }, new Map()]
    for (const each of odd) assert.isAbove(refusal(each).length, 0)
  })

  it("is refused or read, and never anything thrown, with any one place spoilt; what is read goes to JSON and back, and can be stacked or is refused", () => {
    const places = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<string> =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [[...path, key].join("."), ...places(inner, [...path, key])])
        : []
    const of = [pack, local].flatMap(each => places(each).map(at => [each, at] as const))
    let [read, refused] = [0, 0]
    fc.assert(
      fc.property(
        fc.constantFrom(...of),
        fc.oneof(
          fc.jsonValue({ maxDepth: 2 }),
          fc.constant(undefined),
          fc.constantFrom("p.months", "p.limit", "p.short", "2020-01-01", 0, [])
        ),
        ([each, at], to) => {
          const result = RulePack.parse(spoilt(at, to, each))
          if (Result.isFailure(result)) {
            refused++
            for (const { message } of result.failure.diagnostics) assert.isTrue(message.vi !== "" && message.en !== "")
            return
          }
          read++
          assert.deepStrictEqual(Result.getOrThrow(RulePack.parse(JSON.parse(RulePack.toJson(result.success)))), result.success)
          Rulebook.make(each === local ? [pack, result.success] : [result.success, local])
        }
      ),
      { numRuns: 1500, seed: 5 }
    )
    assert.isAbove(read, 100)
    assert.isAbove(refused, 500)
  })

  it("is refused for what JSON would lose: functions, undefined, instances, symbols, getters, numbers that are none", () => {
    class Own {
      readonly from = "2020-01-01"
    }
    const odd: ReadonlyArray<unknown> = [() => 1, undefined, new Own(), new Date(0), Symbol("s"), Number.NaN, 10n, Array(2)]
    for (const each of odd) {
      const found = refusal({ ...input, clauses: [{ ...short, inForce: each }] })
      assert.isAbove(found.length, 0)
      for (const one of found) assert.deepStrictEqual(one, ["not-plain", "p.short"])
    }
    assert.deepStrictEqual(refusal({ ...input, [Symbol("s")]: 1 }), [["not-plain", "p"]])
    assert.deepStrictEqual(
      refusal({
        ...input,
        get more() {
          return 1
        }
      }),
      [["not-plain", "p"]]
    )
  })

  it("has one spelling: text becomes NFC", () => {
    const parsed = RulePack.parse({ ...input, label: { vi: "Chi bộ".normalize("NFD"), en: "cell" } })
    assert.strictEqual(Result.getOrThrow(parsed).label.vi, "Chi bộ".normalize("NFC"))
  })

  it("is checked by the compiler too", () => {
    const always = Expression.of<"boolean">(true)
    const yes = { ...common, id: "x", wording: w("x"), when: always, then: { outcome: "yes" } as const }
    const over = { id: "x", inForce: Period.make("2021-01-01"), when: always, wording: w("x"), cites: [cite] } as const
    // @ts-expect-error a pack has no such key
    assert.throws(() => RulePack.make({ ...input, clausses: [] }))
    // @ts-expect-error a clause has no such key
    assert.throws(() => RulePack.make({ ...input, clauses: [{ ...short, unless: true }] }))
    // @ts-expect-error a clause cites a text
    assert.throws(() => RulePack.make({ ...input, clauses: [Clause.general({ ...yes, cites: [] })] }))
    // @ts-expect-error the question has no such outcome
    Clause.general({ ...yes, then: { outcome: "perhaps" } })
    // @ts-expect-error the parameter holds whole numbers
    Overlay.value(limit, { values: [Dated.known("six", "2021-01-01", undefined, cite)] })
    // @ts-expect-error to tighten is to add a condition, not to answer
    Overlay.tighten(short, { ...over, then: { outcome: "no" } })
    assert.throws(() => Period.make("2021-01-02", "2021-01-01"))
  })
})

describe("packs together", () => {
  const stacked = (at: string, to: unknown, of: RulePack.RulePack = pack): ReadonlyArray<readonly [string, string]> => {
    const spoiled = Result.getOrThrow(RulePack.parse(spoilt(at, to, of)))
    const result = Rulebook.make(of === local ? [pack, spoiled] : [spoiled])
    return Result.isFailure(result) ? result.failure.diagnostics.map(d => [d.code, d.about] as const) : []
  }
  const cases: ReadonlyArray<Spoil> = [
    ["a measure", "unknown-measure", "p.long", "clauses.1.when.left.id", "ghost"],
    ["a question's ruling day", "unknown-measure", "p.question", "questions.0.rulingDay", "ghost"],
    ["what a question records", "unknown-measure", "p.question", "questions.0.recorded", "ghost"],
    ["a related measure", "unknown-measure", "p.months ≤ ghost", "relations", [{ least: "p.months", most: "ghost" }]],
    ["an indicator's measure", "unknown-measure", "p.indicator", "indicators.0.numerator.left.id", "ghost"],
    ["the day of a parameter", "unknown-measure", "p.short", "clauses.0.when.of.0.right.on", "ghost"],
    ["a parameter", "unknown-parameter", "p.short", "clauses.0.when.of.0.right.id", "ghost"],
    ["the set that something is within", "unknown-parameter", "p.short", "clauses.0.when.of.1.parameter", "ghost"],
    ["a question", "unknown-question", "p.long", "clauses.1.question", "ghost"],
    ["a linked question", "unknown-question", "p.long", "clauses.1.when", { op: "applies", question: "ghost" }],
    ["the clause that is excepted", "unknown-clause", "p.long", "clauses.1.excepts", "ghost"],
    ["a clause to except that excepts it", "link-cycle", "p.long", "clauses.1.excepts", "p.long"],
    [
      "a clause to except that answers nothing",
      "unknown-clause",
      "p.long",
      "clauses.0",
      Clause.scope({ ...common, id: "p.short", wording: w("short"), when: Expression.ge(months, 60) })
    ],
    ["an outcome", "unknown-outcome", "p.long", "clauses.1.then.outcome", "perhaps"],
    ["an outcome that objects have of themselves", "unknown-outcome", "p.long", "clauses.1.then.outcome", "constructor"],
    ["a value that an outcome carries", "unknown-value", "p.short", "clauses.0.then.values", { until: { op: "constant", value: 1 } }],
    [
      "an outcome that is asked about",
      "unknown-outcome",
      "p.indicator",
      "indicators.0.numerator",
      { op: "is", left: { op: "outcome", question: "p.question" }, right: { op: "constant", value: "perhaps" } }
    ],
    [
      "a designation",
      "unknown-designation",
      "p.months",
      "measures.0.of",
      { by: "count", kind: "unit.designated", window: "ever", where: [{ field: "as", in: ["p:mountain"] }] }
    ],
    ["what an overlay departs from", "unknown-parameter", "ghost", "overlays.0.departsFrom", "ghost", local],
    ["what an overlay rewords", "unknown-clause", "local.short", "overlays.1.departsFrom", "ghost", local],
    ["what an overlay measures", "unknown-measure", "local.short", "overlays.1.when.left.id", "ghost", local],
    ["an id of another pack's", "duplicate-id", "p.short", "overlays.1.id", "p.short", local],
    ["a condition that is none", "wrong-type", "p.long", "clauses.1.when", { op: "measure", id: "p.months" }],
    ["a number compared with a word", "wrong-type", "p.long", "clauses.1.when.right.value", "six"],
    ["a set where a number is meant", "wrong-type", "p.long", "clauses.1.when.right", { op: "parameter", id: "p.kinds" }],
    ["a number within a set of words", "wrong-type", "p.short", "clauses.0.when.of.1.of", { op: "measure", id: "p.months" }],
    ["a deadline that is no day", "wrong-type", "p.short", "clauses.0.then.task.due", { op: "measure", id: "p.months" }],
    ["a value of another type", "wrong-type", "p.short", "clauses.0.then.values", { share: { op: "measure", id: "p.sort" } }],
    ["an overlaid value of another type", "wrong-type", "p.limit", "overlays.0.values.0.value", "six", local]
  ]
  for (const [what, code, about, at, to, of] of cases) {
    it(`are refused for ${what} that nobody defines, or that does not fit`, () => {
      assert.deepInclude(stacked(at, to, of), [code, about])
    })
  }
  it("are refused where two have one id", () => {
    const result = Rulebook.make([pack, { ...local, id: "p", overlays: [] }])
    assert.deepStrictEqual(Result.isFailure(result) ? result.failure.diagnostics.map(d => [d.code, d.about]) : [], [["duplicate-id", "p"]])
  })
})

describe("the codes of diagnostics", () => {
  it("are all explained in the guide, and no others", () => {
    const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8")
    const declared = /readonly code:\n([\s\S]*?)\n {2}readonly pack/.exec(read("../src/pack/model.ts"))?.[1] ?? ""
    const codes = [...declared.matchAll(/"([a-z-]+)"/g)].map(match => match[1])
    const listed = [...read("../../../docs/guide/pack-diagnostics.md").matchAll(/^\| `([a-z-]+)` \|/gm)].map(match => match[1])
    assert.isAbove(codes.length, 15)
    assert.deepStrictEqual(listed, codes)
  })
})
