/** Random packs and rows over small domains, so that every threshold is met often and all rows can be tried. */
import { Generate } from "@chibo/core/testing"
import { Period } from "@chibo/core"
import { Citation, Clause, Dated, Expression, Measure, Question, RulePack } from "@chibo/rules"

const w = (text: string) => ({ vi: `vi ${text}`, en: `en ${text}` })
const text = Citation.text("t", "1-T", "2020-01-01", w("t"))
const unreadText = Citation.text("u", "2-U", "2022-01-01", w("u"))
const cite = Citation.cite(text, "1", "quoted")

const days = ["2021-01-01", "2021-01-02", "2021-02-01"] as const
const words = { a: w("a"), b: w("b"), c: w("c") }

export const measures = {
  p: Measure.computed("boolean", "member", "p", w("p"), []),
  q: Measure.computed("boolean", "member", "q", w("q"), []),
  n: Measure.computed("integer", "member", "n", w("n"), [], { range: { least: 0, most: 6 } }),
  k: Measure.computed("integer", "member", "k", w("k"), [], { range: { least: 0, most: 6 } }),
  d: Measure.computed("day", "member", "d", w("d"), []),
  x: Measure.computed("text", "member", "x", w("x"), [], { values: words, closed: true })
}

/** Every value that a row may hold. */
export const domain: Readonly<Record<keyof typeof measures, ReadonlyArray<Measure.Value>>> = {
  p: [false, true],
  q: [false, true],
  n: [0, 1, 2, 3, 4, 5, 6],
  k: [0, 1, 2, 3, 4, 5, 6],
  d: days,
  x: ["a", "b", "c"]
}

export interface Made {
  readonly pack: RulePack.RulePack
  readonly question: Question.Question
  readonly linked: Question.Question
}

const outcomes = { yes: w("yes"), no: w("no"), maybe: w("maybe") }
const questionOf = (id: string): Question.Question =>
  Question.make<string>({
    id,
    label: w(id),
    subject: "member",
    governing: "cell-of-member",
    decides: w("cell"),
    outcomes,
    values: { until: { type: "day", label: w("until"), phrase: { vi: "đến hết ngày {day-before}", en: "until the end of {day-before}" } } }
  })

export interface Options {
  /** Leaves out what has thresholds in days, and links. */
  readonly plain?: boolean
}

/** A pack that a seed gives: two questions, of which the first may rest on the second. */
export const packOf = (seed: number, { plain = false }: Options = {}): Made => {
  const next = Generate.random(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <A>(of: ReadonlyArray<A>): A => of[below(of.length)] as A // sound: never called with an empty list
  const { p, q, n, k, d, x } = measures
  const question = questionOf("q1")
  const linked = questionOf("q2")
  const [most, least] = ["most", "least"].map(id =>
    RulePack.parameter(
      "integer",
      id,
      w(id),
      w("months"),
      pick([
        [Dated.known(below(7), "2020-01-01", "2022-01-01", cite), Dated.known(below(7), "2022-01-01", undefined, cite)],
        [Dated.known(below(7), "2020-01-01", "2022-01-01", cite), Dated.unread(unreadText, "2022-01-01")],
        [Dated.disputed("2020-01-01", undefined, { value: below(7), cites: [cite] }, { value: below(7), cites: [cite] })],
        [Dated.known(below(7), "2020-01-01", "2021-06-01", cite)]
      ])
    )
  )
  const set = RulePack.parameter("set", "set", w("set"), w(""), [Dated.known(pick([["a"], ["a", "b"], []]), "2020-01-01", undefined, cite)])
  const amount = () => pick([below(7), n, k, most, least].flatMap(each => each ?? []))
  const test = (depth: number, links: boolean): Expression.Expression<"boolean"> => {
    const choice = below(depth > 0 ? 12 : 8)
    switch (choice) {
      case 0:
        return Expression.of<"boolean">(pick([p, q]))
      case 1:
        return pick([Expression.lt, Expression.le, Expression.gt, Expression.ge])(pick([n, k]), amount())
      case 2:
        return Expression.is(pick([n, k]), amount())
      case 3:
        return Expression.oneOf(x, pick(["a", "b", "c"]), pick(["a", "b"]))
      case 4:
        return Expression.within(x, set)
      case 5:
        return plain ? Expression.of<"boolean">(p) : Expression.lt(d, pick([...days, Expression.addMonths(d, 1), Expression.addDays(d, 0)]))
      case 6:
        return plain ? Expression.ge(n, below(7)) : Expression.ge(Expression.times(n, 10), Expression.times(k, below(12)))
      case 7:
        if (!links || plain) return Expression.lt(n, k)
        return pick([Expression.is(Expression.outcome(linked), pick(["yes", "no", "not-applicable"])), Expression.applies(linked)])
      case 8:
        return Expression.not(test(depth - 1, links))
      case 9:
        return Expression.any(test(depth - 1, links), test(depth - 1, links))
      default:
        return Expression.all(test(depth - 1, links), test(depth - 1, links))
    }
  }
  const inForce = () => pick([Period.make("2020-01-01"), Period.make("2020-01-01", "2021-06-01"), Period.make("2021-06-01")])
  const common = (id: string, of: Question.Question, links: boolean) => {
    const outcome = pick(["yes", "no", "maybe"])
    return {
      id,
      question: of,
      inForce: inForce(),
      wording: w(id),
      when: test(2, links),
      then: { outcome, ...(next() < 0.3 ? { values: { until: pick([Expression.of<"day">(d), Expression.addMonths(d, 1)]) } } : {}) },
      cites: [cite] as const
    }
  }
  const clausesFor = (of: Question.Question, links: boolean): ReadonlyArray<Clause.Clause> => {
    const clauses: Array<Clause.Clause> = []
    for (let i = 0; i < 1 + below(4); i++) clauses.push(Clause.general(common(`${of.id}.g${i}`, of, links)))
    for (let i = 0; i < below(4); i++) {
      clauses.push(Clause.exception(pick(clauses.filter(each => each.type !== "scope")), common(`${of.id}.e${i}`, of, links)))
    }
    if (next() < 0.4) {
      const { then: _, ...rest } = common(`${of.id}.s`, of, links)
      clauses.push(Clause.scope(rest))
    }
    if (next() < 0.4) {
      clauses.push(
        Clause.unread({
          id: `${of.id}.u`,
          question: of,
          inForce: inForce(),
          text: unreadText,
          wording: w("u"),
          ...(next() < 0.8 ? { when: test(1, links) } : {})
        })
      )
    }
    return clauses
  }
  const pack = RulePack.make({
    id: "random",
    version: "1",
    label: w("random"),
    jurisdiction: "everywhere",
    texts: [text, unreadText],
    questions: [question, linked],
    measures: Object.values(measures),
    parameters: [most, least, set].flatMap(each => each ?? []),
    clauses: [...clausesFor(question, true), ...clausesFor(linked, false)]
  })
  return { pack, question, linked }
}

/** A row that a seed gives; each value is left out with a chance of `unknown`. */
export const rowOf = (seed: number, unknown: number): Readonly<Record<string, Measure.Value>> => {
  const next = Generate.random(seed)
  return Object.fromEntries(
    Object.entries(domain).flatMap(([id, values]) => {
      const value = values[Math.floor(next() * values.length)]
      return next() < unknown || value === undefined ? [] : [[id, value] as const]
    })
  )
}
