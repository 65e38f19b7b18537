/** One pack, three executions: the tree walk, generated loops and block kernels give the same codes and the same marks, row by row. */
import { Journal, Period, PlainDate, WorkingDays } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Advice, Brief, Citation, Clause, Dated, Engine, Expression, Measure, Question, Rulebook, RulePack } from "@chibo/rules"
import { Result } from "effect"
import { random } from "./random.ts"
import { addMonths } from "../src/engine/days.ts"

const w = (text: string) => ({ vi: text, en: text })
const text = Citation.text("t", "1-T", "2020-01-01", w("t"))
const cite = Citation.cite(text, "1", "quoted")
const m = {
  a: Measure.computed("integer", "member", "a", w("a"), []),
  b: Measure.computed("integer", "member", "b", w("b"), []),
  yes: Measure.computed("boolean", "member", "yes", w("yes"), []),
  no: Measure.computed("boolean", "member", "no", w("no"), []),
  day: Measure.computed("day", "member", "day", w("day"), []),
  end: Measure.computed("day", "member", "end", w("end"), []),
  word: Measure.computed("text", "member", "word", w("word"), [])
}
const days = ["2020-12-31", "2021-01-01", "2021-06-30", "2021-07-01", "2021-12-31", "2022-01-01", "2022-01-31"]
const numbers = [-1, 0, 1, 4, 5, 6, 9, 10, 11, 12]
const words = ["x", "y", "z"]
const calendar = WorkingDays.make({
  version: "synthetic",
  covers: { from: "2020-12-01", until: "2022-03-01" },
  weekend: [6, 7],
  holidays: [{ day: "2021-01-01", name: "synthetic" }],
  workedDays: []
})

/** A pack made at random from a seed: parameters of every state, linked questions, exceptions, scopes, unread stretches, carried values. */
const packFrom = (seed: number): RulePack.RulePack => {
  const r = random(seed)
  const pick = <A>(items: ReadonlyArray<A>): A => items[r(items.length)] as A
  const entryOf = <A>(value: () => A, from: string, until: string | undefined): Dated.Entry<A> =>
    r(6) === 0
      ? Dated.unread(text, from, until)
      : r(6) === 0
        ? Dated.disputed(from, until, { value: value(), cites: [cite] }, { value: value(), cites: [cite] })
        : Dated.known(value(), from, until, cite)
  const dated = <A>(value: () => A): Dated.Dated<A> => {
    const agree = r(5) === 0 ? value() : undefined
    const next = () => agree ?? value()
    return [
      entryOf(next, "2020-01-01", "2021-01-01"),
      entryOf(next, "2021-01-01", "2021-07-01"),
      entryOf(next, "2021-07-01", r(3) === 0 ? "2022-01-01" : undefined)
    ]
  }
  const parameters = {
    limit: RulePack.parameter(
      "integer",
      "limit",
      w("limit"),
      w(""),
      dated(() => pick(numbers))
    ),
    flag: RulePack.parameter(
      "boolean",
      "flag",
      w("flag"),
      w(""),
      dated(() => r(2) === 0)
    ),
    which: RulePack.parameter(
      "text",
      "which",
      w("which"),
      w(""),
      dated(() => pick(words))
    ),
    set: RulePack.parameter(
      "set",
      "set",
      w("set"),
      w(""),
      dated(() => words.filter(() => r(2) === 0))
    ),
    range: RulePack.parameter(
      "range",
      "range",
      w("range"),
      w(""),
      dated(() => {
        const least = pick(numbers)
        return r(2) === 0 ? { least, most: least + r(6) } : { least }
      })
    ),
    since: RulePack.parameter(
      "day",
      "since",
      w("since"),
      w(""),
      dated(() => PlainDate.make(pick(days)))
    )
  }
  const amount = (depth: number): Expression.Expression<"integer"> =>
    r(3) === 0 && depth > 0
      ? pick([Expression.add, Expression.times, Expression.min])(amount(depth - 1), amount(depth - 1))
      : pick<Expression.Expression<"integer">>([
          Expression.of<"integer">(m.a),
          Expression.of<"integer">(m.b),
          Expression.of<"integer">(pick(numbers)),
          Expression.of<"integer">(parameters.limit),
          Expression.on(parameters.limit, pick([m.day, m.end]))
        ])
  const someDay = (depth: number): Expression.Expression<"day"> =>
    r(2) === 0 && depth > 0
      ? pick([
          () => Expression.addMonths(someDay(depth - 1), pick([1, 6, 12])),
          () => Expression.addDays(someDay(depth - 1), amount(0)),
          () => Expression.addWorkingDays(someDay(0), pick([0, 1, 30]))
        ])()
      : pick<Expression.Expression<"day">>([
          Expression.of<"day">(m.day),
          Expression.of<"day">(m.end),
          Expression.of<"day">(parameters.since),
          Expression.of<"day">(pick(days))
        ])
  const condition = (depth: number, others: ReadonlyArray<Question.Question>): Expression.Expression<"boolean"> => {
    const inner = () => condition(depth - 1, others)
    const leaf = (): Expression.Expression<"boolean"> =>
      pick<() => Expression.Expression<"boolean">>([
        () => Expression.of<"boolean">(pick([m.yes, m.no])),
        () => Expression.of<"boolean">(parameters.flag),
        () => Expression.is(m.yes, Expression.of<"boolean">(m.no)),
        () => pick([Expression.lt, Expression.le, Expression.gt, Expression.ge])(amount(1), amount(1)),
        () => Expression.is(amount(0), amount(0)),
        () => pick([Expression.lt, Expression.le, Expression.gt, Expression.ge])(someDay(1), someDay(1)),
        () => Expression.is(someDay(0), someDay(0)),
        () => Expression.is(m.word, r(2) === 0 ? pick(words) : parameters.which),
        () => Expression.oneOf(m.word, pick(words), "elsewhere"),
        () => Expression.within(m.word, parameters.set, ...(r(2) === 0 ? [m.day] : [])),
        () => Expression.within(m.a, parameters.range, ...(r(2) === 0 ? [m.end] : [])),
        ...(others.length === 0
          ? []
          : [() => Expression.oneOf(Expression.outcome(pick(others)), "one", "not-applicable"), () => Expression.applies(pick(others))])
      ])()
    return depth === 0 || r(3) === 0
      ? leaf()
      : pick([() => Expression.all(inner(), inner()), () => Expression.any(inner(), inner()), () => Expression.not(inner())])()
  }
  const questions: Array<Question.Question> = []
  const clauses: Array<Clause.Clause> = []
  for (const name of ["q1", "q2", "q3"]) {
    const question = Question.make({
      id: name,
      label: w(name),
      subject: "member",
      governing: "cell-of-member",
      ...(r(3) === 0 ? { rulingDay: "day" } : {}),
      decides: w("cell"),
      outcomes: { one: w("one"), two: w("two"), three: w("three") },
      values: { until: { type: "day", label: w("until") } },
      open: true
    })
    const inForce = () => pick([Period.make("2020-01-01"), Period.make("2021-01-01"), Period.make("2020-01-01", "2021-07-01")])
    const base = (id: string) => ({
      id: `${name}.${id}`,
      question,
      inForce: inForce(),
      wording: w(id),
      when: condition(2, questions),
      cites: [cite] as const
    })
    const then = () => ({ outcome: pick(["one", "two", "three"] as const), ...(r(4) === 0 ? { values: { until: someDay(1) } } : {}) })
    const many = seed % 10 === 0 ? 40 : 1 + r(5)
    const general = Array.from({ length: many }, (_, i) => Clause.general({ ...base(`g${i}`), then: then() }))
    const scopes = Array.from({ length: r(2) }, (_, i) => Clause.scope(base(`s${i}`)))
    const exceptions = Array.from({ length: r(3) }, (_, i) => Clause.exception(pick(general), { ...base(`e${i}`), then: then() }))
    const deeper = exceptions.slice(0, r(2)).map((each, i) => Clause.exception(each, { ...base(`d${i}`), then: then() }))
    const unread =
      r(4) === 0
        ? [
            Clause.unread({
              id: `${name}.u`,
              question,
              inForce: inForce(),
              ...(r(2) === 0 ? { when: condition(1, []) } : {}),
              text,
              wording: w("u")
            })
          ]
        : []
    clauses.push(...scopes, ...general, ...exceptions, ...deeper, ...unread)
    questions.push(question)
  }
  return RulePack.make({
    id: "random",
    version: "1",
    label: w("p"),
    jurisdiction: "everywhere",
    texts: [text],
    questions,
    measures: Object.values(m),
    parameters: Object.values(parameters),
    clauses
  })
}

/** Rows around every threshold, with everything unknown now and then. */
const rowsFrom = (seed: number, n: number): Brief.Batch => {
  const r = random(seed)
  const values = <A>(items: ReadonlyArray<A>, known: number) =>
    Array.from({ length: n }, () => (r(known) === 0 ? undefined : items[r(items.length)]))
  const columns: ReadonlyArray<readonly [string, Brief.Column | undefined]> = [
    ["a", Brief.column("integer", values(numbers, seed % 3 === 0 ? 1e9 : 5))],
    ["b", Brief.column("integer", values(numbers, 5))],
    ["yes", Brief.column("boolean", values([true, false], 5))],
    ["no", Brief.column("boolean", values([true, false], seed % 2 === 0 ? 1e9 : 5))],
    ["day", Brief.column("day", values(days, 6))],
    ["end", Brief.column("day", values(days, 6))],
    ["word", Brief.column("text", values([...words, "other"], 6))]
  ]
  return {
    subjects: Array.from({ length: n }, (_, i) => `s-${i}`),
    on: PlainDate.make("2021-06-01"),
    columns: new Map(columns.flatMap(([id, column]) => (column === undefined ? [] : [[id, column] as const])))
  }
}

describe("the three executions", () => {
  const seen = new Map<string, number>()
  let [rows, marks, walked] = [0, 0, 0]

  it("agree on codes and marks for random packs and rows around every threshold", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const rulebook = Result.getOrThrow(Rulebook.make([packFrom(seed)]))
      const questions = [...rulebook.questions.values()]
      const batch = rowsFrom(seed, 80)
      const on = PlainDate.make(days[seed % days.length] ?? "2021-06-01")
      const dated = { ...batch, on }
      const answer = (execution: Engine.Execution) => Engine.run(Engine.prepare(rulebook, questions, { on, calendar, execution }), dated)
      const [walk, generated, kernels] = [answer("walk"), answer("generated"), answer("kernels")]
      for (const [q, question] of questions.entries()) {
        const [a, b, c] = [walk[q], generated[q], kernels[q]]
        if (a === undefined || b === undefined || c === undefined) throw new Error("an answer is missing")
        const name = `pack ${seed}, ${question.id}`
        assert.deepStrictEqual([...b.codes], [...a.codes], `${name}: generated codes`)
        assert.deepStrictEqual([...c.codes], [...a.codes], `${name}: kernel codes`)
        for (let i = 0; i < batch.subjects.length; i++) {
          const held = (answers: Engine.AdviceBatch) => Engine.reasonsAt(answers, i).map(reason => reason.held)
          const expected = held(a)
          assert.deepStrictEqual(held(b), expected, `${name}, row ${i}: generated marks`)
          assert.deepStrictEqual(held(c), expected, `${name}, row ${i}: kernel marks`)
          marks += expected.filter(mark => mark !== "no").length
        }
        for (let i = 0; i < batch.subjects.length; i++) {
          const advice = Engine.adviceAt(b, i)
          assert.strictEqual(Engine.summaryAt(b, i), Advice.summary(advice), `${name}, row ${i}`)
          seen.set(
            advice._tag === "Outcome" ? advice.outcome : advice._tag,
            (seen.get(advice._tag === "Outcome" ? advice.outcome : advice._tag) ?? 0) + 1
          )
          rows++
        }
        walked += b.stage.regimes.filter(regime => "why" in regime).length
      }
    }
    assert.isAtLeast(rows, 10_000)
    for (const kind of ["one", "two", "three", "NotApplicable", "Undetermined", "Conflicting"])
      assert.isAbove(seen.get(kind) ?? 0, 100, kind)
    assert.isAbove(marks, 5_000)
    assert.isBelow(walked, 40)
  }, 60_000)

  it("fail together where a rule's arithmetic leaves the exact numbers", () => {
    const huge = Expression.ge(Expression.times(m.a, m.a, m.a), 1)
    const question = Question.make({
      id: "q",
      label: w("q"),
      subject: "member",
      governing: "cell-of-member",
      decides: w("c"),
      outcomes: { one: w("one") }
    })
    const pack = RulePack.make({
      id: "p",
      version: "1",
      label: w("p"),
      jurisdiction: "everywhere",
      questions: [question],
      measures: [m.a],
      clauses: [
        Clause.general({
          id: "c",
          question,
          inForce: Period.make("2020-01-01"),
          wording: w("c"),
          when: huge,
          then: { outcome: "one" },
          cites: [cite]
        })
      ]
    })
    const rulebook = Result.getOrThrow(Rulebook.make([pack]))
    const on = PlainDate.make("2021-01-01")
    const column = Brief.column("integer", [9_000_000])
    const batch = { subjects: ["s"], on, columns: new Map(column === undefined ? [] : [["a", column] as const]) }
    for (const execution of ["walk", "generated", "kernels"] as const) {
      assert.throws(
        () => Engine.run(Engine.prepare(rulebook, [question], { on, execution }), batch, Journal.emptyHead),
        /exact whole numbers/
      )
    }
  })

  it("add months as calendar days do", () => {
    const r = random(7)
    for (let i = 0; i < 20_000; i++) {
      const [day, months] = [r(120_000) - 60_000, r(400) - 200]
      assert.strictEqual(addMonths(day, months), PlainDate.toEpochDay(PlainDate.addMonths(PlainDate.fromEpochDay(day), months)))
    }
  })
})
