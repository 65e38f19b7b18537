import { Period, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Citation, Clause, Dated, Engine, Explain, Expression, Measure, Overlay, Question, Rulebook, RulePack, Task } from "@chibo/rules"
import { Result } from "effect"
import * as fc from "fast-check"
import { brief } from "./support.ts"

const w = (text: string) => ({ vi: `${text} (vi)`, en: text })
const none = { vi: "", en: "" }
const paper = (id: string, number: string) => Citation.cite(Citation.text(id, number, "2020-01-01", w(id)), "1", "quoted")
const [high, middle, low] = [paper("high", "1-H"), paper("middle", "2-M"), paper("low", "3-L")]
const number = (id: string) => Measure.computed("integer", "member", id, w(id), [], { range: { least: 0 } })
const flag = (id: string) => Measure.computed("boolean", "member", id, w(id), [])
const [months, registered, poor] = [number("months"), flag("registered"), flag("poor")]
const place = Measure.computed("text", "member", "place", w("place"), [])
const question = Question.make({
  id: "q",
  label: w("q"),
  subject: "member",
  governing: "cell-of-member",
  decides: w("cell"),
  outcomes: { granted: w("granted"), refused: w("refused") },
  permissive: ["granted"],
  open: true
})
const { all, any, ge, gt, le, lt, not, of, within } = Expression
const from2020 = Period.make("2020-01-01")
type Condition = Expression.Expression<"boolean">
const clause = (
  id: string,
  when: Condition,
  outcome: "granted" | "refused",
  lowerUnits: ReadonlyArray<Clause.LowerUnits> = ["nothing"],
  inForce: Period.Period = from2020
) => Clause.general({ id, question, inForce, wording: w(id), when, then: { outcome }, cites: [high], lowerUnits })
const parameter = (
  lowerUnits: ReadonlyArray<Clause.LowerUnits>,
  values: Dated.Dated<number> = [Dated.known(12, "2020-01-01", undefined, high)],
  stricter: "higher" | "lower" = "lower"
) => RulePack.parameter("integer", "limit", w("limit"), none, values, { stricter, lowerUnits })
const nation = (parts: Partial<RulePack.RulePack>) =>
  RulePack.make({
    id: "nation",
    version: "1",
    label: w("nation"),
    jurisdiction: "everywhere",
    questions: [question],
    measures: [months, registered, poor, place],
    ...parts
  })
const local = (overlays: ReadonlyArray<Overlay.Overlay>, id = "low", parts: Partial<RulePack.RulePack> = {}) =>
  // sound: any text is a unit's id here; nothing looks the unit up
  RulePack.make({ id, version: "1", label: w(id), jurisdiction: id as RulePack.RulePack["jurisdiction"], overlays, ...parts })
const codes = (...packs: Parameters<typeof Rulebook.make>[0]) => {
  const result = Rulebook.make(packs)
  return Result.isFailure(result) ? result.failure.diagnostics.map(d => d.code) : []
}
const refusal = (...packs: Parameters<typeof Rulebook.make>[0]) => {
  const result = Rulebook.make(packs)
  return Result.isFailure(result) ? result.failure.diagnostics.map(d => d.message) : []
}
const book = (...packs: Parameters<typeof Rulebook.make>[0]) => Result.getOrThrow(Rulebook.make(packs))
const ask = (rulebook: Rulebook.Rulebook, values: Record<string, Measure.Value>, on = "2021-06-01") =>
  Engine.one(rulebook, question, brief(on, values))
const answer = (rulebook: Rulebook.Rulebook, values: Record<string, Measure.Value>, on = "2021-06-01") => {
  const advice = ask(rulebook, values, on)
  return advice._tag === "Outcome" ? [advice.outcome, ...advice.answers.map(each => each.clause)].join(" ") : advice._tag
}

describe("an overlay of a value", () => {
  const over = (base: RulePack.Parameter, values: Dated.Dated<Measure.Setting>, id = "low") =>
    local([{ departsFrom: base.id, affirms: RulePack.affirmation(base), values }], id)
  const value = (setting: Measure.Setting, cite = low, span: readonly [string, string | undefined] = ["2021-01-01", "2022-01-01"]) =>
    Dated.known(setting, ...span, cite)

  it("may do what the higher text lets it, seen from the values and nothing else", () => {
    // lower is stricter: 6 tightens 12, 18 relaxes it
    const table = [
      [["nothing"], { 6: false, 12: true, 18: false }],
      [["tighten"], { 6: true, 12: true, 18: false }],
      [["relax"], { 6: false, 12: true, 18: true }],
      [["tighten", "relax"], { 6: true, 12: true, 18: true }],
      [["replace"], { 6: true, 12: true, 18: true }],
      [["add"], { 6: false, 12: true, 18: false }]
    ] as const
    for (const [contract, expected] of table) {
      for (const [setting, fine] of Object.entries(expected)) {
        const base = parameter(contract)
        assert.deepStrictEqual(codes(nation({ parameters: [base] }), over(base, [value(Number(setting))])), fine ? [] : ["beyond-contract"])
      }
    }
  })

  it("is refused with both citations", () => {
    const base = parameter(["tighten"])
    const [message] = refusal(nation({ parameters: [base] }), over(base, [value(18)]))
    assert.include(message?.en, "1-H of 2020-01-01, 1 · 3-L of 2020-01-01, 1")
    assert.include(message?.vi, "1-H ngày 01/01/2020, 1 · 3-L ngày 01/01/2020, 1")
  })

  it("is measured on every day that both hold", () => {
    const base = parameter(["tighten"], [Dated.known(12, "2020-01-01", "2021-07-01", high), Dated.known(5, "2021-07-01", undefined, high)])
    assert.deepStrictEqual(codes(nation({ parameters: [base] }), over(base, [value(6, low, ["2021-01-01", "2021-07-01"])])), [])
    assert.deepStrictEqual(codes(nation({ parameters: [base] }), over(base, [value(6, low, ["2021-01-01", "2021-07-02"])])), [
      "beyond-contract"
    ])
  })

  it("of a set lies within the set, of a range within the range", () => {
    const set = RulePack.parameter("set", "limit", w("limit"), none, [Dated.known(["a", "b"], "2020-01-01", undefined, high)], {
      lowerUnits: ["tighten"]
    })
    const range = RulePack.parameter(
      "range",
      "limit",
      w("limit"),
      none,
      [Dated.known({ least: 2, most: 4 }, "2020-01-01", undefined, high)],
      {
        lowerUnits: ["tighten"]
      }
    )
    const cases: ReadonlyArray<readonly [RulePack.Parameter, Measure.Setting, boolean]> = [
      [set, ["a"], true],
      [set, [], true],
      [set, ["b", "a"], true],
      [set, ["a", "c"], false],
      [set, ["a", "b", "c"], false],
      [range, { least: 3, most: 4 }, true],
      [range, { least: 2, most: 4 }, true],
      [range, { least: 2 }, false],
      [range, { least: 1, most: 3 }, false],
      [range, {}, false]
    ]
    for (const [base, setting, fine] of cases) {
      assert.deepStrictEqual(
        codes(nation({ parameters: [base] }), over(base, [value(setting)])),
        fine ? [] : ["beyond-contract"],
        JSON.stringify(setting)
      )
    }
    const wide = { ...set, lowerUnits: ["relax" as const] }
    assert.deepStrictEqual(codes(nation({ parameters: [wide] }), over(wide, [value(["a", "b", "c"])])), [])
    assert.deepStrictEqual(codes(nation({ parameters: [wide] }), over(wide, [value(["a"])])), ["beyond-contract"])
  })

  it("respects every value in dispute, and cannot be weighed against what nobody has read", () => {
    const disputed = Dated.disputed("2020-01-01", undefined, { value: 12, cites: [high] }, { value: 6, cites: [high] })
    for (const [setting, fine] of [
      [5, true],
      [6, true],
      [8, false],
      [12, false]
    ] as const) {
      const base = parameter(["tighten"], [disputed])
      assert.deepStrictEqual(codes(nation({ parameters: [base] }), over(base, [value(setting)])), fine ? [] : ["beyond-contract"])
    }
    const both = Dated.disputed("2021-01-01", "2022-01-01", { value: 6, cites: [low] }, { value: 13, cites: [low] })
    assert.deepStrictEqual(codes(nation({ parameters: [parameter(["tighten"])] }), over(parameter(["tighten"]), [both])), [
      "beyond-contract"
    ])
    for (const [contract, fine] of [
      ["tighten", false],
      ["relax", false],
      ["replace", true]
    ] as const) {
      const base = parameter([contract], [Dated.unread(high.text, "2020-01-01")])
      assert.deepStrictEqual(codes(nation({ parameters: [base] }), over(base, [value(1)])), fine ? [] : ["beyond-contract"])
    }
  })

  it("for days without a value is to add one", () => {
    for (const [contract, fine] of [
      ["add", true],
      ["tighten", false],
      ["replace", true]
    ] as const) {
      const base = parameter([contract], [Dated.known(12, "2020-01-01", "2021-01-01", high)])
      assert.deepStrictEqual(codes(nation({ parameters: [base] }), over(base, [value(6)])), fine ? [] : ["beyond-contract"])
    }
  })

  it("holds for its period only; the higher value returns, but not through an unread stretch", () => {
    const base = parameter(["tighten"])
    const rules = book(nation({ parameters: [base] }), over(base, [value(6), Dated.unread(low.text, "2022-01-01", "2022-06-01")]))
    const on = (day: string) => {
      const found = Rulebook.parameterOn(rules, "limit", PlainDate.make(day))
      return [found?.pack, found?.value.state === "known" ? found.value.value : found?.value.state]
    }
    assert.deepStrictEqual(["2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01", "2022-05-31", "2022-06-01"].map(on), [
      ["nation", 12],
      ["low", 6],
      ["low", 6],
      ["low", "unread"],
      ["low", "unread"],
      ["nation", 12]
    ])
    assert.isUndefined(Rulebook.parameterOn(rules, "limit", PlainDate.make("2019-12-31")))
  })

  it("departs from the result above it, level by level", () => {
    const base = parameter(["tighten"])
    const stacked = (m: number, l: number) =>
      codes(nation({ parameters: [base] }), over(base, [value(m, middle)], "middle"), over(base, [value(l)]))
    assert.deepStrictEqual(stacked(6, 3), [])
    assert.deepStrictEqual(stacked(6, 9), ["beyond-contract"])
    const rules = book(nation({ parameters: [base] }), over(base, [value(6, middle)], "middle"), over(base, [value(3)]))
    const chain = Rulebook.sources(rules).find(each => each.id === "limit" && each.pack === "low")
    assert.deepStrictEqual(
      [chain, chain?.replaced, chain?.replaced?.replaced].map(each => [each?.pack, each?.cites[0]?.text.number, each?.inForce.from]),
      [
        ["low", "3-L", "2021-01-01"],
        ["middle", "2-M", "2021-01-01"],
        ["nation", "1-H", "2021-01-01"]
      ]
    )
  })

  it("of equal rank that differs on a day is refused, whoever is named first; the same value is not", () => {
    const base = parameter(["tighten"])
    const [a, b, same] = [over(base, [value(6)], "a"), over(base, [value(9)], "b"), over(base, [value(6)], "b")]
    for (const level of [
      [a, b],
      [b, a]
    ])
      assert.deepStrictEqual(codes(nation({ parameters: [base] }), level), ["overlays-conflict"])
    assert.deepStrictEqual(codes(nation({ parameters: [base] }), [a, same]), [])
    assert.deepStrictEqual(codes(nation({ parameters: [base] }), [a, over(base, [value(9, low, ["2022-01-01", undefined])], "b")]), [])
  })
})

describe("an overlay of a clause", () => {
  const short = clause("short", lt(months, 12), "granted", ["tighten", "relax", "add"])
  const long = clause("long", ge(months, 12), "refused", ["replace"])
  const top = nation({ clauses: [short, long] })
  const common = { inForce: Period.make("2021-01-01", "2022-01-01"), wording: w("here"), cites: [low] as const }
  const affirms = RulePack.affirmation(short)
  const tighter = Overlay.tighten(short, { ...common, id: "tighter", affirms, when: of(registered) })
  const wider = Overlay.relax(short, { ...common, id: "wider", affirms, when: of(poor) })

  it("that tightens adds a condition, for its period only", () => {
    const rules = book(top, local([tighter]))
    const on = (day: string, isRegistered: boolean) => answer(rules, { months: 3, registered: isRegistered }, day)
    assert.deepStrictEqual(
      ["2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"].map(day => on(day, true)),
      ["granted short", "granted tighter", "granted tighter", "granted short"]
    )
    assert.strictEqual(on("2021-06-01", false), "Undetermined")
    assert.strictEqual(on("2022-01-01", false), "granted short")
    assert.strictEqual(answer(rules, { months: 12, registered: false }), "refused long")
  })

  it("that relaxes lets another condition do", () => {
    const rules = book(nation({ clauses: [short] }), local([wider]))
    assert.strictEqual(answer(rules, { months: 20, poor: true }), "granted wider")
    assert.strictEqual(answer(rules, { months: 20, poor: true }, "2022-01-01"), "Undetermined")
    assert.strictEqual(answer(rules, { months: 2 }), "granted wider")
  })

  it("that replaces has its own condition and answer", () => {
    const other = Overlay.replace(long, {
      ...common,
      id: "other",
      affirms: RulePack.affirmation(long),
      when: gt(months, 18),
      then: { outcome: "refused", task: { id: "t", who: w("who"), what: w("what"), closedBy: "meeting.held" } }
    })
    const rules = book(top, local([other]))
    assert.strictEqual(answer(rules, { months: 13 }), "Undetermined")
    assert.strictEqual(answer(rules, { months: 19 }), "refused other")
    assert.strictEqual(answer(rules, { months: 13 }, "2022-01-01"), "refused long")
  })

  it("cites both texts, in the advice, its tasks and its explanation", () => {
    const due = { ...short, then: { ...short.then, task: { id: "t", who: w("who"), what: w("what"), closedBy: "meeting.held" } } }
    const over = Overlay.tighten(due, { ...common, id: "tighter", affirms: RulePack.affirmation(due), when: of(registered) })
    const rules = book(nation({ clauses: [due] }), local([over]))
    const values = { months: 3, registered: true }
    const advice = ask(rules, values)
    const tasks = Task.fromAdvice({ rulebook: rules, advice, unit: "u" as never }) // sound: the unit is only handed on
    assert.deepStrictEqual(
      tasks.map(task => task.under.map(each => each.text.number)),
      [["3-L", "1-H"]]
    )
    const shown = Explain.toText(Explain.why(rules, advice, brief("2021-06-01", values)), "vi")
    for (const part of ["1-H ngày", "3-L ngày", "tại đây còn phải: here (vi)"]) assert.include(shown, part)
    const origin = Rulebook.sources(rules).find(each => each.id === "tighter")
    assert.deepStrictEqual(
      [origin?.pack, origin?.replaced?.id, origin?.replaced?.pack, origin?.replaced?.cites[0]?.text.number],
      ["low", "short", "nation", "1-H"]
    )
  })

  it("carries the exceptions of its base along", () => {
    const unless = Clause.exception(short, {
      id: "unless",
      question,
      inForce: from2020,
      wording: w("unless"),
      when: of(poor),
      then: { outcome: "refused" },
      cites: [high]
    })
    const rules = book(nation({ clauses: [short, unless] }), local([tighter]))
    for (const day of ["2020-06-01", "2021-06-01", "2022-06-01"])
      assert.strictEqual(answer(rules, { months: 3, registered: true, poor: true }, day), "refused unless")
    assert.strictEqual(answer(rules, { months: 3, registered: true, poor: false }), "granted tighter")
    assert.strictEqual(answer(rules, { months: 3, registered: false, poor: true }), "Undetermined")
  })

  it("must be what it calls itself, and within the contract", () => {
    const on = (base: Clause.Clause, overlay: Overlay.ClauseOverlay) =>
      codes(nation({ clauses: [base] }), local([{ ...overlay, departsFrom: base.id, affirms: RulePack.affirmation(base) }]))
    const granting = (contract: ReadonlyArray<Clause.LowerUnits>) => clause("base", lt(months, 12), "granted", contract)
    const refusing = (contract: ReadonlyArray<Clause.LowerUnits>) => clause("base", lt(months, 12), "refused", contract)
    const replacing = Overlay.replace(short, { ...common, id: "x", when: of(registered) })
    const hidden = Overlay.replace(short, { ...common, id: "x", when: all(lt(months, 12), registered) })
    assert.deepStrictEqual(on(granting(["tighten"]), tighter), [])
    assert.deepStrictEqual(on(granting(["tighten"]), wider), ["beyond-contract"])
    assert.deepStrictEqual(on(granting(["relax"]), tighter), ["beyond-contract"])
    assert.deepStrictEqual(on(granting(["relax"]), wider), [])
    assert.deepStrictEqual(on(granting(["nothing"]), tighter), ["beyond-contract"])
    assert.deepStrictEqual(on(granting(["add"]), replacing), ["beyond-contract"])
    assert.deepStrictEqual(on(granting(["tighten", "relax"]), replacing), ["beyond-contract"])
    assert.deepStrictEqual(on(granting(["replace"]), replacing), [])
    assert.deepStrictEqual(on(granting(["replace"]), tighter), [])
    assert.deepStrictEqual(on(granting(["replace"]), hidden), ["misdeclared"])
    // a condition added to a refusal refuses less: that is not to tighten
    assert.deepStrictEqual(on(refusing(["tighten"]), tighter), ["misdeclared"])
    assert.deepStrictEqual(on(refusing(["relax"]), wider), ["misdeclared"])
    assert.deepStrictEqual(on(granting(["tighten"]), { ...tighter, then: { outcome: "refused" } }), ["misdeclared"])
    const scope = Clause.scope({
      id: "base",
      question,
      inForce: from2020,
      wording: w("s"),
      when: of(poor),
      cites: [high],
      lowerUnits: ["tighten", "replace"]
    })
    assert.deepStrictEqual(on(scope, tighter), ["misdeclared"])
    assert.deepStrictEqual(on(scope, replacing), [])
    const unread = Clause.unread({ id: "base", question, inForce: from2020, text: high.text, wording: w("u") })
    assert.deepStrictEqual(on(unread, replacing), ["beyond-contract"])
    const [message] = refusal(
      nation({ clauses: [granting(["relax"])] }),
      local([{ ...tighter, departsFrom: "base", affirms: RulePack.affirmation(granting(["relax"])) }])
    )
    assert.include(message?.en, "1-H of 2020-01-01, 1 · 3-L of 2020-01-01, 1")
  })

  it("ends with its clause, and is refused where it never meets it", () => {
    const ended = clause("ended", lt(months, 12), "granted", ["tighten"], Period.make("2020-01-01", "2021-07-01"))
    const over = { ...tighter, departsFrom: "ended", affirms: RulePack.affirmation(ended) }
    const rules = book(nation({ clauses: [ended] }), local([over]))
    assert.deepStrictEqual(
      (rules.clauses.get("q") ?? []).map(({ value }) => [value.id, value.inForce.from, value.inForce.until]),
      [
        ["ended", "2020-01-01", "2021-01-01"],
        ["tighter", "2021-01-01", "2021-07-01"]
      ]
    )
    assert.deepStrictEqual(codes(nation({ clauses: [ended] }), local([{ ...over, inForce: Period.make("2021-07-01") }])), ["misdeclared"])
  })

  it("departs from the result above it, level by level, and not beside another of its level", () => {
    const lower = { ...wider, id: "lower", cites: [middle] as const }
    const rules = book(top, local([tighter], "middle"), local([lower]))
    assert.strictEqual(answer(rules, { months: 3, registered: true }), "granted lower")
    assert.strictEqual(answer(rules, { months: 3, registered: false, poor: true }), "granted lower")
    assert.strictEqual(answer(rules, { months: 3, registered: false, poor: false }), "Undetermined")
    const chain = Rulebook.sources(rules).find(each => each.id === "lower")
    assert.deepStrictEqual([chain?.replaced?.id, chain?.replaced?.replaced?.id], ["tighter", "short"])
    for (const level of [
      [local([tighter], "a"), local([wider], "b")],
      [local([wider], "b"), local([tighter], "a")]
    ])
      assert.deepStrictEqual(codes(top, level), ["overlays-conflict"])
  })
})

describe("an overlay whose base changed since it was written", () => {
  const base = parameter(["tighten"])
  const uses = clause("short", lt(months, base), "granted", ["tighten"])
  const rest = clause("long", not(lt(months, base)), "refused")
  const values = [Dated.known(6, "2021-01-01", "2022-01-01", low)]
  const changed = { ...base, values: [Dated.known(10, "2020-01-01", undefined, high)] }

  it("waits to be affirmed: the packs load, it is listed, and nothing in its period is taken for granted", () => {
    for (const [affirms, now] of [
      [RulePack.affirmation(base), changed],
      [undefined, base]
    ] as const) {
      const overlay: Overlay.ValueOverlay = { departsFrom: "limit", values, ...(affirms === undefined ? {} : { affirms }) }
      const rules = book(nation({ parameters: [now], clauses: [uses, rest] }), local([overlay]))
      assert.deepStrictEqual(rules.unaffirmed, [
        { pack: "low", overlay: "limit", departsFrom: "limit", affirms, now: RulePack.affirmation(now) }
      ])
      assert.deepInclude(ask(rules, { months: 3 }), { _tag: "Undetermined", unread: ["low"] })
      assert.strictEqual(answer(rules, { months: 3 }, "2020-12-31"), "granted short")
      assert.strictEqual(answer(rules, { months: 3 }, "2022-01-01"), "granted short")
      const shown = (lang: "vi" | "en") =>
        Explain.toText(Explain.why(rules, ask(rules, { months: 3 }), brief("2021-06-01", { months: 3 })), lang)
      assert.include(shown("en"), "local rule written for an older text, to be affirmed again: 3-L")
      assert.include(shown("vi"), "quy định địa phương viết theo văn bản cũ, cần xác nhận lại: 3-L")
    }
    const affirmed = book(
      nation({ parameters: [changed], clauses: [uses, rest] }),
      local([Overlay.value(changed, { affirms: RulePack.affirmation(changed), values })])
    )
    assert.deepStrictEqual(affirmed.unaffirmed, [])
    assert.strictEqual(answer(affirmed, { months: 7 }), "refused long")
  })

  it("is noticed for a citation as for a number, and for nothing that did not change", () => {
    const recited = { ...base, values: [Dated.known(12, "2020-01-01", undefined, middle)] }
    assert.notStrictEqual(RulePack.affirmation(recited), RulePack.affirmation(base))
    assert.strictEqual(RulePack.affirmation(JSON.parse(JSON.stringify(base))), RulePack.affirmation(base))
    assert.match(RulePack.affirmation(base), /^[0-9a-f]{12}$/)
  })

  it("is of a clause too: where it or its base would hold, the answer is not known, and names the local text", () => {
    const over = (base: Clause.Clause, how: "tighten" | "relax") =>
      Overlay[how](base, {
        id: "over",
        affirms: "000000000000",
        inForce: Period.make("2021-01-01", "2022-01-01"),
        when: of(poor),
        wording: w("here"),
        cites: [low]
      })
    const open = { ...uses, lowerUnits: ["tighten" as const, "relax" as const] }
    for (const how of ["tighten", "relax"] as const) {
      const rules = book(nation({ parameters: [base], clauses: [open, rest] }), local([over(open, how)]))
      assert.deepInclude(ask(rules, { months: 3, poor: true }), { _tag: "Undetermined", unread: ["low"] })
      assert.deepInclude(ask(rules, { months: 3, poor: false }), { _tag: "Undetermined", unread: ["low"] })
      assert.strictEqual(answer(rules, { months: 30, poor: false }), "refused long")
      assert.strictEqual(answer(rules, { months: 3 }, "2022-01-01"), "granted short")
      const why = Explain.why(rules, ask(rules, { months: 3, poor: true }), brief("2021-06-01", { months: 3, poor: true }))
      assert.include(Explain.toText(why, "en"), "local rule written for an older text, to be affirmed again")
      assert.strictEqual(Rulebook.sources(rules).find(each => each.id === "over")?.replaced?.id, "short")
    }
  })

  it("does not stop a lower overlay from loading, nor lets it through", () => {
    const stale: Overlay.ValueOverlay = {
      departsFrom: "limit",
      affirms: "000000000000",
      values: [Dated.known(6, "2021-01-01", "2022-01-01", middle)]
    }
    const fresh = Overlay.value(base, { affirms: RulePack.affirmation(base), values: [Dated.known(3, "2021-01-01", "2022-01-01", low)] })
    const rules = book(nation({ parameters: [base], clauses: [uses, rest] }), local([stale], "middle"), local([fresh]))
    assert.strictEqual(answer(rules, { months: 2 }), "Undetermined")
  })

  it("is refused all the same where nothing may be changed", () => {
    const closed = parameter(["nothing"])
    assert.deepStrictEqual(codes(nation({ parameters: [closed] }), local([{ departsFrom: "limit", values }])), ["beyond-contract"])
  })
})

describe("the direction of a parameter", () => {
  const p = (stricter: "higher" | "lower") => parameter(["tighten"], undefined, stricter)
  const q = p("lower")
  const found = (clauses: ReadonlyArray<Clause.Clause>, parameters: ReadonlyArray<RulePack.Parameter>) =>
    codes(nation({ clauses, parameters }))

  it("is found through not, all, any, both sides of comparisons, sums, products and least", () => {
    const up: ReadonlyArray<Condition> = [
      lt(months, q),
      le(months, q),
      gt(of(q), months),
      ge(of(q), of(months)),
      not(ge(months, q)),
      not(not(lt(months, q))),
      all(registered, lt(months, q)),
      any(registered, not(gt(months, q))),
      lt(months, Expression.add(q, 1)),
      lt(months, Expression.times(q, 2, months)),
      lt(months, Expression.min(q, 5)),
      gt(months, Expression.times(q, -1))
    ]
    for (const when of up) {
      const both = [clause("a", when, "granted"), clause("b", not(when), "refused")]
      assert.deepStrictEqual(found(both, [p("lower")]), [], JSON.stringify(when))
      assert.deepStrictEqual(found(both, [p("higher")]), ["direction"], JSON.stringify(when))
      assert.deepStrictEqual(found([clause("a", when, "refused"), clause("b", not(when), "granted")], [p("higher")]), [])
    }
  })

  it("is missing where a parameter works both ways, and the places are named", () => {
    const mixed = [clause("a", lt(months, q), "granted"), clause("b", lt(months, q), "refused")]
    assert.deepStrictEqual(found(mixed, [q]), ["direction"])
    const [message] = refusal(nation({ clauses: mixed, parameters: [q] }))
    assert.include(message?.en, "raising eases a; raising restricts b")
    for (const when of [
      Expression.is(months, q),
      all(lt(months, q), gt(months, q)),
      lt(months, Expression.times(q, Expression.add(months, -3)))
    ])
      assert.deepStrictEqual(found([clause("a", when, "granted")], [q]), ["direction"], JSON.stringify(when))
    assert.deepStrictEqual(found(mixed, [parameter(["replace"])]), [])
    assert.deepStrictEqual(found(mixed, [parameter(["nothing"])]), [])
  })

  it("cannot be told without permissive outcomes, in a scope, or where the parameter does not say", () => {
    const { permissive: _, ...silent } = question
    const pack = RulePack.make({ ...nation({ clauses: [clause("a", lt(months, q), "granted")], parameters: [q] }), questions: [silent] })
    assert.deepStrictEqual(codes(pack), ["direction"])
    const scope = Clause.scope({ id: "s", question, inForce: from2020, wording: w("s"), when: lt(months, q), cites: [high] })
    assert.deepStrictEqual(found([scope], [q]), ["direction"])
    const { stricter: __, ...mute } = q
    assert.deepStrictEqual(found([clause("a", lt(months, q), "granted")], [mute]), ["direction"])
  })

  it("of a set or range is that narrower is stricter, so that it must stand where what lies within is let", () => {
    const set = RulePack.parameter("set", "places", w("places"), none, [Dated.known(["a"], "2020-01-01", undefined, high)], {
      lowerUnits: ["tighten"]
    })
    assert.deepStrictEqual(found([clause("a", within(place, set), "granted"), clause("b", not(within(place, set)), "refused")], [set]), [])
    assert.deepStrictEqual(found([clause("a", within(place, set), "refused")], [set]), ["direction"])
  })

  it("does not see what only keeps two refusals apart", () => {
    const below = clause("below", lt(months, q), "refused")
    const apart = clause("apart", all(poor, not(lt(months, q))), "refused")
    assert.deepStrictEqual(found([below, apart], [p("higher")]), [])
    assert.deepStrictEqual(found([apart], [p("higher")]), ["direction"])
    const granted = clause("below", lt(months, q), "granted")
    assert.deepStrictEqual(found([granted, apart], [p("lower")]), [])
  })

  it("agrees with what the engine does: tightening never grants what was not granted", () => {
    const conditions = fc.letrec<{ node: Condition }>(tie => ({
      node: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(
          lt(months, q),
          ge(months, q),
          gt(months, Expression.times(q, 2)),
          lt(Expression.min(q, months), 5),
          of(registered),
          of(poor)
        ),
        tie("node").map(not),
        fc.tuple(tie("node"), tie("node")).map(([a, b]) => all(a, b)),
        fc.tuple(tie("node"), tie("node")).map(([a, b]) => any(a, b))
      )
    })).node
    let [accepted, compared] = [0, 0]
    fc.assert(
      fc.property(
        conditions,
        fc.constantFrom("higher" as const, "lower" as const),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 0, max: 30 }),
        (when, stricter, tightened, isRegistered, isPoor, count) => {
          const parameter = p(stricter)
          const top = nation({ clauses: [clause("yes", when, "granted"), clause("no", not(when), "refused")], parameters: [parameter] })
          if (codes(top).length > 0) return
          accepted++
          const over = Overlay.value(parameter, {
            affirms: RulePack.affirmation(parameter),
            values: [Dated.known(tightened, "2021-01-01", undefined, low)]
          })
          const rules = Rulebook.make([top, local([over])])
          const tightens = stricter === "lower" ? tightened <= 12 : tightened >= 12
          assert.strictEqual(Result.isSuccess(rules), tightens)
          if (Result.isFailure(rules)) return
          compared++
          const values = { months: count, registered: isRegistered, poor: isPoor }
          if (answer(rules.success, values) === "granted yes") assert.strictEqual(answer(book(top), values), "granted yes")
        }
      ),
      { numRuns: 600, seed: 7 }
    )
    assert.isAbove(accepted, 200)
    assert.isAbove(compared, 80)
  })
})
