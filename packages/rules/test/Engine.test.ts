import { Period, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Citation, Clause, Dated, Engine, Explain, Expression, Measure, Overlay, Question, Rulebook, RulePack } from "@chibo/rules"
import { Result } from "effect"
import { brief } from "./support.ts"

const w = (text: string) => ({ vi: text, en: text })
const text = Citation.text("t", "1-T", "2020-01-01", w("t"))
const cite = Citation.cite(text, "1", "quoted")
const months = Measure.computed("integer", "member", "months", w("months"), [])
const local = Measure.computed("boolean", "member", "local", w("local"), [])
const other = Measure.computed("boolean", "member", "other", w("other"), [])
const question = Question.make({
  id: "q",
  label: w("q"),
  subject: "member",
  governing: "cell-of-member",
  decides: w("cell"),
  outcomes: { yes: w("yes"), no: w("no"), maybe: w("maybe") },
  permissive: ["yes"],
  open: true
})
const limit = (values: Dated.Dated<number>, lowerUnits: ReadonlyArray<Clause.LowerUnits> = ["tighten"]) =>
  RulePack.parameter("integer", "limit", w("limit"), w(""), values, { stricter: "lower", lowerUnits })
const general = (id: string, when: Expression.Expression<"boolean">, outcome: "yes" | "no" | "maybe") =>
  Clause.general({
    id,
    question,
    inForce: Period.make("2020-01-01"),
    wording: w(id),
    when,
    then: { outcome },
    cites: [cite],
    lowerUnits: ["add"]
  })

const packOf = (clauses: ReadonlyArray<Clause.Clause>, parameters: ReadonlyArray<RulePack.Parameter> = []) =>
  RulePack.make({
    id: "p",
    version: "1",
    label: w("p"),
    jurisdiction: "everywhere",
    questions: [question],
    measures: [months, local, other],
    parameters,
    clauses
  })
const book = (...packs: ReadonlyArray<RulePack.RulePack>) => Result.getOrThrow(Rulebook.make(packs))
const ask = (rulebook: Rulebook.Rulebook, values: Record<string, Measure.Value>, on = "2021-06-01") =>
  Engine.one(rulebook, question, brief(on, values))

const twelve = limit([Dated.known(12, "2020-01-01", "2022-01-01", cite), Dated.known(6, "2022-01-01", undefined, cite)])
const under = Expression.lt(months, twelve)

describe("Engine", () => {
  const rulebook = book(packOf([general("short", under, "yes"), general("long", Expression.not(under), "no")], [twelve]))

  it("resolves values by the day, on both sides of the change", () => {
    const on = (day: string) => ask(rulebook, { months: 6 }, day)
    assert.deepInclude(on("2021-12-31"), { _tag: "Outcome", outcome: "yes" })
    assert.deepInclude(on("2022-01-01"), { _tag: "Outcome", outcome: "no" })
  })

  it("answers with what is missing, never with a default", () => {
    assert.deepInclude(ask(rulebook, {}), { _tag: "Undetermined", missing: ["months"], gap: false })
  })

  it("has no clause before the texts are in force", () => {
    assert.deepInclude(ask(rulebook, { months: 1 }, "2019-12-31"), { _tag: "Undetermined", gap: true })
  })

  it("never resolves a conflict by order", () => {
    const clauses = [general("one", Expression.of<"boolean">(local), "yes"), general("two", Expression.of<"boolean">(other), "no")]
    for (const order of [clauses, [...clauses].reverse()]) {
      const advice = ask(book(packOf(order)), { local: true, other: true })
      assert.strictEqual(advice._tag, "Conflicting")
      if (advice._tag === "Conflicting") assert.deepStrictEqual(advice.answers.map(a => a.clause).sort(), ["one", "two"])
    }
  })

  it("reports both clauses where they agree", () => {
    const advice = ask(
      book(packOf([general("one", Expression.of<"boolean">(local), "yes"), general("two", Expression.of<"boolean">(other), "yes")])),
      { local: true, other: true }
    )
    assert.strictEqual(advice._tag, "Outcome")
    if (advice._tag === "Outcome")
      assert.deepStrictEqual(
        advice.answers.map(a => a.clause),
        ["one", "two"]
      )
  })

  it("lets an exception replace the clause it excepts, and doubts the clause while the exception is unknown", () => {
    const base = general("base", Expression.of<"boolean">(local), "yes")
    const except = Clause.exception(base, {
      id: "except",
      question,
      inForce: Period.make("2020-01-01"),
      wording: w("except"),
      when: Expression.of<"boolean">(other),
      then: { outcome: "no" },
      cites: [cite]
    })
    const rules = book(packOf([base, except]))
    assert.deepInclude(ask(rules, { local: true, other: true }), { _tag: "Outcome", outcome: "no" })
    assert.deepInclude(ask(rules, { local: true, other: false }), { _tag: "Outcome", outcome: "yes" })
    assert.deepInclude(ask(rules, { local: true }), { _tag: "Undetermined", missing: ["other"] })
    assert.deepInclude(ask(rules, { local: false }), { _tag: "Undetermined", gap: true })
  })

  it("tries all disputed values: equal outcomes stand, others are undetermined", () => {
    const disputed = limit([Dated.disputed("2020-01-01", undefined, { value: 12, cites: [cite] }, { value: 6, cites: [cite] })])
    const test = Expression.lt(months, disputed)
    const rules = book(packOf([general("short", test, "yes"), general("long", Expression.not(test), "no")], [disputed]))
    assert.deepInclude(ask(rules, { months: 5 }), { _tag: "Outcome", outcome: "yes" })
    assert.deepInclude(ask(rules, { months: 12 }), { _tag: "Outcome", outcome: "no" })
    assert.deepInclude(ask(rules, { months: 6 }), { _tag: "Undetermined", disputed: ["limit"] })
  })

  it("does not look through an unread stretch", () => {
    const unread = limit([Dated.known(12, "2020-01-01", "2021-01-01", cite), Dated.unread(text, "2021-01-01")])
    const rules = book(packOf([general("short", Expression.lt(months, unread), "yes")], [unread]))
    assert.deepInclude(ask(rules, { months: 1 }, "2020-12-31"), { _tag: "Outcome", outcome: "yes" })
    assert.deepInclude(ask(rules, { months: 1 }, "2021-01-01"), { _tag: "Undetermined", unread: ["t"] })
  })

  it("leaves out whom a scope clause names, and is unsure where the scope is", () => {
    const scope = Clause.scope({
      id: "out",
      question,
      inForce: Period.make("2020-01-01"),
      wording: w("out"),
      when: Expression.of<"boolean">(other),
      cites: [cite]
    })
    const rules = book(packOf([scope, general("always", Expression.of<"boolean">(local), "yes")]))
    assert.deepInclude(ask(rules, { local: true, other: true }), { _tag: "NotApplicable", because: ["out"] })
    assert.deepInclude(ask(rules, { local: true, other: false }), { _tag: "Outcome", outcome: "yes" })
    assert.deepInclude(ask(rules, { local: true }), { _tag: "Undetermined", missing: ["other"] })
  })

  it("gives the same digest for the same question, and another on another day or pack version", () => {
    const first = ask(rulebook, { months: 6 })
    assert.strictEqual(ask(rulebook, { months: 7 }).digest, first.digest)
    assert.notStrictEqual(ask(rulebook, { months: 6 }, "2021-06-02").digest, first.digest)
    const newer = book({ ...packOf([general("short", under, "yes")], [twelve]), version: "2" })
    assert.notStrictEqual(ask(newer, { months: 6 }).digest, first.digest)
  })

  it("explains what was advised, in both languages", () => {
    for (const values of [{ months: 6 }, { months: 13 }, {}]) {
      const advice = ask(rulebook, values)
      const why = Explain.why(rulebook, advice, brief("2021-06-01", values))
      assert.isTrue(Explain.agrees(why))
      assert.strictEqual(why.clauses.length, 2)
      assert.include(Explain.toText(why, "vi"), "1-T ngày 01/01/2020")
      assert.include(Explain.toText(why, "en"), "1-T of 2020-01-01")
      assert.strictEqual(JSON.parse(Explain.toJson(why)).format, "chibo/explanation/2")
    }
  })
})

describe("Rulebook", () => {
  const place = (overlay: Overlay.ValueOverlay) =>
    RulePack.make({ id: "local", version: "1", label: w("l"), jurisdiction: "everywhere", overlays: [overlay] })
  const national = (lowerUnits: ReadonlyArray<Clause.LowerUnits>) => packOf([], [base(lowerUnits)])
  const base = (lowerUnits: ReadonlyArray<Clause.LowerUnits>) => limit([Dated.known(12, "2020-01-01", undefined, cite)], lowerUnits)
  const instead = (lowerUnits: ReadonlyArray<Clause.LowerUnits>, values: Dated.Dated<number>) =>
    place(Overlay.value(base(lowerUnits), { affirms: RulePack.affirmation(base(lowerUnits)), values }))

  it("lets a lower pack tighten, for its period only", () => {
    const rules = book(national(["tighten"]), instead(["tighten"], [Dated.known(6, "2021-01-01", "2022-01-01", cite)]))
    const on = (day: string) => Rulebook.parameterOn(rules, "limit", PlainDate.make(day))
    const shown = (day: string) => {
      const found = on(day)
      return found?.value.state === "known" ? [found.pack, found.value.value] : undefined
    }
    assert.deepStrictEqual(shown("2020-12-31"), ["p", 12])
    assert.deepStrictEqual(shown("2021-12-31"), ["local", 6])
    assert.deepStrictEqual(shown("2022-01-01"), ["p", 12])
  })

  it("refuses what goes beyond the contract, with both citations", () => {
    const cases = [
      [["tighten"], 13],
      [["relax"], 6],
      [["nothing"], 6]
    ] as const
    for (const [contract, value] of cases) {
      const result = Rulebook.make([national(contract), instead(contract, [Dated.known(value, "2021-01-01", undefined, cite)])])
      assert.isTrue(Result.isFailure(result))
      if (Result.isFailure(result)) {
        assert.deepStrictEqual(
          result.failure.diagnostics.map(d => d.code),
          ["beyond-contract"]
        )
        assert.include(result.failure.message, "1-T")
      }
    }
  })

  it("refuses references to what nobody defines, and questions that depend on themselves", () => {
    const codes = (clauses: ReadonlyArray<Clause.Clause>) => {
      const result = Rulebook.make([packOf(clauses)])
      return Result.isFailure(result) ? result.failure.diagnostics.map(d => d.code) : []
    }
    const ghost = Measure.computed("boolean", "member", "ghost", w("g"), [])
    assert.deepStrictEqual(codes([general("x", Expression.of<"boolean">(ghost), "yes")]), ["unknown-measure"])
    assert.deepStrictEqual(codes([general("x", under, "yes")]), ["unknown-parameter"])
    assert.deepStrictEqual(codes([general("x", Expression.is(Expression.outcome(question), "yes"), "yes")]), ["link-cycle"])
  })

  it("refuses, when it is made, an id used twice, missing wording, a lost citation and overlapping values", () => {
    const codes = (make: () => unknown) => {
      try {
        make()
        return []
      } catch (error) {
        return error instanceof RulePack.RulePackError ? error.diagnostics.map(d => d.code) : [String(error)]
      }
    }
    const fine = general("x", Expression.of<"boolean">(local), "yes")
    assert.deepStrictEqual(
      codes(() => packOf([fine, fine])),
      ["duplicate-id"]
    )
    assert.deepStrictEqual(
      codes(() => packOf([{ ...fine, wording: { vi: "", en: "x" } }])),
      ["wording-missing"]
    )
    // sound: the type forbids it, a pack read from JSON does not
    assert.deepStrictEqual(
      codes(() => packOf([{ ...fine, cites: [] as never }])),
      ["uncited"]
    )
    assert.deepStrictEqual(
      codes(() => packOf([], [limit([Dated.known(1, "2020-01-01", "2021-01-02", cite), Dated.known(2, "2021-01-01", undefined, cite)])])),
      ["periods-overlap"]
    )
  })
})
