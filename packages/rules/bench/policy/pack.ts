/** The benchmark's policy as a Chibo pack: seven questions, 27 clauses, each clause of the policy seen by itself, and the quota. */
import { Period } from "@chibo/core"
import { Citation, Clause, Dated, Expression, Measure, type Question, RulePack } from "@chibo/rules"
import { asOf, type Name, noLimit, quotaPercent, starts, values } from "./values.ts"

const same = (text: string) => ({ vi: text, en: text })
const text = Citation.text("bench.policy", "BENCH", "2000-01-01", same("the benchmark's policy"))
const cite = Citation.cite(text, "", "quoted")
const inForce = Period.make("2000-01-01")

const measure = <T extends Measure.ValueType>(type: T, id: string, more: Parameters<typeof Measure.computed>[5] = {}) =>
  Measure.computed(type, "member", `bench.${id}`, same(id), [], more)
const m = {
  hasExemption: measure("boolean", "has-exemption"),
  request: measure("day", "request"),
  age: measure("integer", "age"),
  certified: measure("boolean", "certified"),
  awayMonths: measure("integer", "away-months"),
  hardship: measure("boolean", "hardship"),
  decision: measure("text", "decision", {
    values: { pending: same("pending"), accepted: same("accepted"), refused: same("refused") },
    closed: true
  }),
  decidedOn: measure("day", "decided-on"),
  start: measure("day", "start"),
  asked: measure("integer", "asked"),
  attended: measure("integer", "attended"),
  missed: measure("integer", "missed"),
  monthsUnpaid: measure("integer", "months-unpaid"),
  hasTransfer: measure("boolean", "has-transfer"),
  letter: measure("day", "letter"),
  sinceLetter: measure("integer", "since-letter"),
  tenure: measure("integer", "tenure"),
  score: measure("integer", "score"),
  disciplined: measure("boolean", "disciplined")
}

const parameters = Object.entries(values).map(([name, [first, second]]) =>
  RulePack.parameter(
    "integer",
    `bench.value.${name}`,
    same(name),
    same(""),
    first === second
      ? [Dated.known(first, starts[0], undefined, cite)]
      : [Dated.known(first, starts[0], starts[1], cite), Dated.known(second, starts[1], undefined, cite)]
  )
)
const p = (name: Name): RulePack.Parameter<"integer"> => {
  const found = parameters.find(({ id }) => id === `bench.value.${name}`)
  if (found === undefined) throw new RangeError(name)
  return found
}

const ratio = RulePack.parameter("integer", "bench.value.quota", same("quota"), same(""), [
  Dated.known(Expression.decimal(`0.${quotaPercent}`), starts[0], undefined, cite)
])
const base = RulePack.parameter("text", "bench.value.quota-base", same("base of the quota"), same(""), [
  Dated.known("good-or-better", starts[0], undefined, cite)
])

/** What the policy asks, and how: once, or as another copy under other names. */
export const policy = (copy = "") => {
  const ask = <const O extends string>(id: string, ...outcomes: ReadonlyArray<O>): Question.Question<O> => {
    // sound: one wording for each outcome
    const words = Object.fromEntries(outcomes.map(outcome => [outcome, same(outcome)])) as Record<O, ReturnType<typeof same>>
    return {
      id: `bench.${id}${copy}`,
      label: same(id),
      subject: "member",
      governing: "cell-of-member",
      decides: same("cell"),
      outcomes: words
    }
  }
  const clauses: Array<Clause.Clause> = []
  const rule = <O extends string>(question: Question.Question<O>, outcome: O, when: Expression.Expression<"boolean">): void => {
    clauses.push(
      Clause.general({
        id: `${question.id}.${outcome}`,
        question,
        inForce,
        wording: same(outcome),
        when,
        then: { outcome: outcome as NoInfer<O> },
        cites: [cite]
      })
    )
  }
  const { all, any, not, ge, le, lt, is, on, oneOf } = Expression
  const answer = Expression.outcome

  // C1 to C4: the first ground that holds
  const ground = ask("ground", "age", "illness", "away", "hardship", "none")
  const old = ge(m.age, on(p("age"), m.request))
  const away = ge(m.awayMonths, on(p("awayMonths"), m.request))
  rule(ground, "age", all(m.hasExemption, old))
  rule(ground, "illness", all(m.hasExemption, not(old), m.certified))
  rule(ground, "away", all(m.hasExemption, not(old), not(m.certified), away))
  rule(ground, "hardship", all(m.hasExemption, not(old), not(m.certified), not(away), m.hardship))
  rule(ground, "none", any(not(m.hasExemption), all(not(old), not(m.certified), not(away), not(m.hardship))))

  // C6: the term asked, within the limit of that ground
  const term = ask("term", "within", "cut")
  const termOf = [
    ["age", noLimit],
    ["illness", on(p("termIllness"), m.request)],
    ["away", on(p("termAway"), m.request)],
    ["hardship", on(p("termHardship"), m.request)]
  ] as const
  const fits = any(...termOf.map(([name, limit]) => all(is(answer(ground), name), le(m.asked, limit))))
  rule(term, "within", all(m.hasExemption, fits))
  rule(term, "cut", all(m.hasExemption, not(fits)))

  // C5, C7, C8: the exemption
  const exemption = ask("exemption", "none", "no-ground", "pending", "procedure", "out-of-term", "active", "broken")
  const today = Expression.of<"day">(asOf)
  const grounded = oneOf(answer(ground), "age", "illness", "away", "hardship")
  const pending = is(m.decision, "pending")
  const proper = all(is(m.decision, "accepted"), ge(m.decidedOn, Expression.of<"day">(m.request)))
  const inTerm = all(
    ge(today, Expression.of<"day">(m.start)),
    le(today, Expression.addDays(m.start, m.asked)),
    any(...termOf.map(([name, limit]) => all(is(answer(ground), name), le(today, Expression.addDays(m.start, limit)))))
  )
  const kept = ge(m.attended, p("fewestMeetings"))
  rule(exemption, "none", not(m.hasExemption))
  rule(exemption, "no-ground", all(m.hasExemption, not(grounded)))
  rule(exemption, "pending", all(m.hasExemption, grounded, pending))
  rule(exemption, "procedure", all(m.hasExemption, grounded, not(pending), not(proper)))
  rule(exemption, "out-of-term", all(m.hasExemption, grounded, proper, not(inTerm)))
  rule(exemption, "active", all(m.hasExemption, grounded, proper, inTerm, kept))
  rule(exemption, "broken", all(m.hasExemption, grounded, proper, inTerm, not(kept)))

  // C9, C10: warnings
  const active = oneOf(answer(exemption), "active", "broken")
  const attendance = ask("attendance", "warned", "clear")
  const missing = all(not(active), ge(m.missed, p("missed")))
  rule(attendance, "warned", missing)
  rule(attendance, "clear", not(missing))
  const dues = ask("dues", "warned", "clear")
  const owing = ge(m.monthsUnpaid, p("dues"))
  rule(dues, "warned", owing)
  rule(dues, "clear", not(owing))

  // C11: transfers, three levels
  const transfer = ask("transfer", "none", "first", "second", "third")
  const late = (name: "transfer1" | "transfer2" | "transfer3") => ge(m.sinceLetter, on(p(name), m.letter))
  rule(transfer, "none", any(not(m.hasTransfer), not(late("transfer1"))))
  rule(transfer, "first", all(m.hasTransfer, late("transfer1"), not(late("transfer2"))))
  rule(transfer, "second", all(m.hasTransfer, late("transfer2"), not(late("transfer3"))))
  rule(transfer, "third", all(m.hasTransfer, late("transfer3")))

  // C12 to C14: the grade
  const grade = ask("grade", "none", "not-met", "met", "good", "excellent")
  const graded = all(not(active), ge(m.tenure, p("tenure")))
  const warned = any(is(answer(attendance), "warned"), is(answer(dues), "warned"))
  const least = (name: "excellent" | "good" | "met") => ge(m.score, p(name))
  rule(grade, "none", not(graded))
  rule(grade, "not-met", all(graded, any(m.disciplined, not(least("met")))))
  rule(grade, "met", all(graded, not(m.disciplined), least("met"), any(lt(m.score, p("good")), warned)))
  rule(grade, "good", all(graded, not(m.disciplined), not(warned), least("good"), not(least("excellent"))))
  rule(grade, "excellent", all(graded, not(m.disciplined), not(warned), least("excellent")))
  clauses.push(
    Clause.quota({
      id: `bench.quota${copy}`,
      question: grade,
      inForce,
      wording: same("of those graded good or better, so many may be excellent"),
      counted: ["excellent"],
      ratio,
      base,
      bases: { "good-or-better": ["good", "excellent"] },
      within: "base-organisation",
      cites: [cite]
    })
  )
  // in the order in which each follows from those before
  return { questions: { ground, term, exemption, attendance, dues, transfer, grade }, clauses }
}

/** The policy's pack, or one that holds so many copies of it. */
export const packOf = (copies: number) => {
  const all = Array.from({ length: copies }, (_, copy) => policy(copy === 0 ? "" : `.${copy}`))
  return {
    questions: all.flatMap(each => Object.values<Question.Question>(each.questions)),
    pack: RulePack.make({
      id: "bench",
      version: "1",
      label: same("the benchmark's policy"),
      jurisdiction: "everywhere",
      texts: [text],
      questions: all.flatMap(each => Object.values<Question.Question>(each.questions)),
      measures: Object.values(m),
      parameters: [...parameters, ratio, base],
      clauses: all.flatMap(each => each.clauses)
    })
  }
}
