/**
 * The figures and open tasks of a unit on a day, as known at a point: every figure with its numerator, denominator and population.
 *
 * @since 0.1.0
 */
import { Hierarchy, type Id, type Journal, type PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import { summary } from "./Advice.ts"
import * as Brief from "./Brief.ts"
import type { Wording } from "./Citation.ts"
import { shareOf } from "./engine/share.ts"
import * as Engine from "./Engine.ts"
import * as Expression from "./Expression.ts"
import { type Indicator, percent } from "./Indicator.ts"
import * as Question from "./Question.ts"
import * as Rulebook from "./Rulebook.ts"
import { referencesOf, type RulePack, type RulePackError } from "./RulePack.ts"
import * as Task from "./Task.ts"

// model

/** A figure. `undetermined` counts the subjects for whom the facts do not say whether they belong; they are in neither number. */
export interface Figure {
  readonly id: string
  readonly label: Wording
  readonly show: Indicator["show"]
  readonly numerator: number
  readonly denominator: number
  readonly undetermined: number
  readonly population: Wording
  readonly percent: Wording | undefined
  /** Decimals of the percentage, rounded half up on the exact ratio; absent for a count. */
  readonly decimals: number | undefined
  readonly distinct: Readonly<Record<string, number>>
  readonly on: ReadonlyArray<PlainDate.PlainDate>
  readonly remark: Wording | undefined
  readonly cites: Indicator["cites"]
}

/** How often each question had which answer. */
export interface Tally {
  readonly question: string
  readonly label: Wording
  readonly answers: Readonly<Record<string, number>>
  /** What each answer is called. */
  readonly words: Readonly<Record<string, Wording>>
}

/** A recorded decision that is not what the rules advise. It is shown, never judged. */
export interface Departure {
  readonly question: string
  readonly subject: string
  readonly advised: string
  readonly decided: string
}

/**
 * What a quota comes to in one base organisation, by what was decided: how many are counted, and how many may be. Where sources dispute the
 * limit or nobody has read it, `limits` holds each that is possible, or none, and `within` is told only where all agree.
 */
export interface QuotaFinding {
  readonly clause: string
  readonly unit: Id.UnitId
  readonly on: PlainDate.PlainDate
  readonly counted: number
  readonly limits: ReadonlyArray<number>
  readonly within: boolean | undefined
}

/** A report. */
export interface Report {
  readonly format: "chibo/report/1"
  readonly unit: Id.UnitId
  readonly name: string | undefined
  readonly validOn: PlainDate.PlainDate
  readonly knownAt: Id.Position
  /** The journal's digest at `knownAt`: two reports with the same one were made from the same facts. */
  readonly digest: Journal.Digest
  readonly packs: ReadonlyArray<string>
  readonly lapsed: ReadonlyArray<{ readonly pack: string; readonly label: Wording; readonly texts: ReadonlyArray<string> }>
  readonly figures: ReadonlyArray<Figure>
  readonly tallies: ReadonlyArray<Tally>
  readonly departures: ReadonlyArray<Departure>
  readonly quotas: ReadonlyArray<QuotaFinding>
  readonly tasks: ReadonlyArray<Task.Task>
}

// constructors

/**
 * The report of a unit: the indicators of its stack of packs, and every question about a subject within it.
 *
 * @since 0.1.0
 */
export const make: (
  packs: ReadonlyArray<RulePack>,
  source: Brief.Source,
  unit: Id.UnitId,
  validOn: PlainDate.PlainDate
) => Effect.Effect<Report, Brief.BriefError | RulePackError> = Effect.fnUntraced(function* (packs, source, unit, validOn) {
  const here = Rulebook.stack(source.hierarchy, packs, unit, validOn)
  const rulebook = yield* Effect.fromResult(Rulebook.make(here.levels))
  const figures: Array<Figure> = []
  for (const { value } of rulebook.indicators) figures.push(yield* figure(rulebook, value, source, unit, validOn))
  const tallies: Array<Tally> = []
  const tasks: Array<Task.Task> = []
  const departures: Array<Departure> = []
  const quotas: Array<QuotaFinding> = []
  for (const question of rulebook.questions.values()) {
    const on = Question.dayFor(question, validOn)
    const subjects = yield* source.subjects(question.subject, unit, on)
    const answered = yield* Engine.ask(packs, question, source, subjects, on)
    const counts = new Map<string, number>()
    for (const each of answered) {
      const said = summary(each.advice)
      counts.set(said, (counts.get(said) ?? 0) + 1)
      tasks.push(...Task.fromAdvice(each))
      const decided = question.recorded === undefined ? undefined : each.brief.get(question.recorded)?.value
      if (each.advice._tag === "Outcome" && decided !== undefined && decided !== said) {
        departures.push({ question: question.id, subject: each.advice.subject, advised: said, decided: String(decided) })
      }
    }
    quotas.push(...quotaFindings(rulebook, question, answered, source.hierarchy, on))
    const said = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
    tallies.push({
      question: question.id,
      label: question.label,
      answers: Object.fromEntries(said),
      words: { ...question.outcomes, ...silences }
    })
  }
  tasks.sort((a, b) => ((a.due ?? "9999") < (b.due ?? "9999") ? -1 : (a.due ?? "9999") > (b.due ?? "9999") ? 1 : a.id < b.id ? -1 : 1))
  const report: Report = {
    format: "chibo/report/1",
    unit,
    name: Hierarchy.unitOn(source.hierarchy, unit, validOn)?.name,
    validOn,
    knownAt: source.head.position,
    digest: source.head.digest,
    packs: here.packs.map(pack => `${pack.id}@${pack.version}`),
    lapsed: here.lapsed.map(pack => ({
      pack: `${pack.id}@${pack.version}`,
      label: pack.label,
      texts: pack.texts.map(text => text.number)
    })),
    figures,
    tallies,
    departures,
    quotas,
    tasks
  }
  return report
})

/**
 * The advice for one subject on every question that is asked of its kind, each with its explanation's ingredients.
 *
 * @since 0.1.0
 */
export const adviceFor: (
  packs: ReadonlyArray<RulePack>,
  source: Brief.Source,
  questions: Iterable<Question.Question>,
  subject: string,
  validOn: PlainDate.PlainDate
) => Effect.Effect<ReadonlyArray<Engine.Answered>, Brief.BriefError | RulePackError> = Effect.fnUntraced(
  function* (packs, source, questions, subject, validOn) {
    const found: Array<Engine.Answered> = []
    for (const question of questions)
      found.push(...(yield* Engine.ask(packs, question, source, [subject], Question.dayFor(question, validOn))))
    return found
  }
)

// internal

const quotaFindings = (
  rulebook: Rulebook.Rulebook,
  question: Question.Question,
  answered: ReadonlyArray<Engine.Answered>,
  hierarchy: Hierarchy.Hierarchy,
  on: PlainDate.PlainDate
): ReadonlyArray<QuotaFinding> =>
  Engine.clausesOn(rulebook, question, on).flatMap(clause => {
    if (clause.type !== "quota" || question.recorded === undefined) return []
    const decided = new Map<Id.UnitId, Array<string>>()
    for (const { advice, brief, unit } of answered) {
      const grade = advice._tag === "NotApplicable" ? undefined : brief.get(question.recorded)?.value
      const base = [unit, ...Hierarchy.ancestors(hierarchy, unit, on)].find(each =>
        baseKinds.has(Hierarchy.unitOn(hierarchy, each, on)?.kind ?? "")
      )
      if (grade !== undefined && base !== undefined) decided.set(base, [...(decided.get(base) ?? []), String(grade)])
    }
    return [...decided].map(([unit, grades]) => ({ clause: clause.id, unit, on, ...shareOf(rulebook, clause, grades, on) }))
  })

/** What the answers that are no outcome are called. */
const silences: Readonly<Record<string, Wording>> = {
  "not-applicable": { vi: "không thuộc diện xét", en: "not asked" },
  undetermined: { vi: "chưa xác định được", en: "undetermined" },
  conflicting: { vi: "điều khoản mâu thuẫn", en: "conflicting" }
}

/** The kinds of unit that are organisations of the base. */
const baseKinds: ReadonlySet<string> = new Set(["commune-committee", "base-committee"])

const figure = Effect.fnUntraced(function* (
  rulebook: Rulebook.Rulebook,
  indicator: Indicator,
  source: Brief.Source,
  unit: Id.UnitId,
  validOn: PlainDate.PlainDate
): Effect.fn.Return<Figure, Brief.BriefError> {
  const days = indicator.on ?? [validOn]
  const named = referencesOf([indicator.population, indicator.numerator])
  const extra = [indicator.counting, indicator.distinct?.measure].flatMap(measure => measure ?? [])
  const own = [...named.measures].flatMap(id => rulebook.measures.get(id) ?? [])
  const measures = Rulebook.measuresOf(rulebook, named.questions, [...own, ...extra])
  const states = new Map<string, { population: boolean | undefined; numerator: boolean | undefined; days: number }>()
  const valuesOf = { counting: new Map<string, string>(), distinct: new Map<string, string>() }
  for (const on of days) {
    const subjects = yield* source.subjects(indicator.subject, unit, on)
    yield* Stream.runForEach(source.read({ measures, subjects, on }), batch =>
      Effect.sync(() => {
        for (let i = 0; i < batch.subjects.length; i++) {
          const subject = batch.subjects.at(i) ?? ""
          const brief = Brief.row(batch, i, source.head, source.calendar)
          const env = Engine.environment(rulebook, brief, on)
          const before = states.get(subject) ?? { population: true, numerator: true, days: 0 }
          states.set(subject, {
            population: and(before.population, truth(indicator.population, env)),
            numerator: and(before.numerator, truth(indicator.numerator, env)),
            days: before.days + 1
          })
          for (const key of ["counting", "distinct"] as const) {
            const measure = key === "counting" ? indicator.counting : indicator.distinct?.measure
            const measured = measure === undefined ? undefined : brief.get(measure.id)
            if (measured !== undefined) valuesOf[key].set(subject, String(measured.value))
          }
        }
      })
    )
  }
  const counted: Array<string> = []
  const population: Array<string> = []
  let undetermined = 0
  for (const [subject, state] of states) {
    const belongs = state.days === days.length ? state.population : false
    if (belongs === undefined || (belongs && state.numerator === undefined)) undetermined++
    if (belongs !== true) continue
    population.push(subject)
    if (state.numerator === true) counted.push(subject)
  }
  const different = (subjects: ReadonlyArray<string>, values: ReadonlyMap<string, string>) =>
    new Set(subjects.flatMap(s => values.get(s) ?? [])).size
  const numerator = indicator.counting === undefined ? counted.length : different(counted, valuesOf.counting)
  const denominator = indicator.counting === undefined ? population.length : different(population, valuesOf.counting)
  const show = (lang: keyof Wording) => percent(numerator, denominator, indicator.decimals ?? 0, lang)
  const shown = indicator.show === "share" && denominator > 0 ? { vi: show("vi") ?? "", en: show("en") ?? "" } : undefined
  return {
    id: indicator.id,
    label: indicator.label,
    show: indicator.show,
    numerator,
    denominator,
    undetermined,
    population: indicator.populationLabel,
    percent: shown,
    decimals: indicator.show === "share" ? (indicator.decimals ?? 0) : undefined,
    distinct: indicator.distinct === undefined ? {} : { [indicator.distinct.name]: different(counted, valuesOf.distinct) },
    on: days,
    remark: indicator.remark,
    cites: indicator.cites
  }
})

const truth = (node: Expression.Node, env: Expression.Environment): boolean | undefined => {
  const result = Expression.evaluate(node, env)
  return result.known ? result.value === true : undefined
}

const and = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true
