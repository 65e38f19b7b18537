/**
 * The figures and open tasks of a unit on a day, as known at a point: every figure with its numerator, denominator and population.
 *
 * @since 0.1.0
 */
import { Hierarchy, type Id, type PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import { type Advice, summary } from "./Advice.ts"
import * as Brief from "./Brief.ts"
import type { Wording } from "./Citation.ts"
import * as Engine from "./Engine.ts"
import * as Expression from "./Expression.ts"
import { type Indicator, percent } from "./Indicator.ts"
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
}

/** A report. */
export interface Report {
  readonly format: "chibo/report/1"
  readonly unit: Id.UnitId
  readonly name: string | undefined
  readonly validOn: PlainDate.PlainDate
  readonly knownAt: Id.Position
  readonly packs: ReadonlyArray<string>
  readonly lapsed: ReadonlyArray<{ readonly pack: string; readonly label: Wording; readonly texts: ReadonlyArray<string> }>
  readonly figures: ReadonlyArray<Figure>
  readonly tallies: ReadonlyArray<Tally>
  readonly tasks: ReadonlyArray<Task.Task>
}

// constructors

/**
 * The report of a unit: the indicators of its stack of packs, and every question about a subject within it.
 *
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (
  packs: ReadonlyArray<RulePack>,
  source: Brief.BriefSource["Service"],
  unit: Id.UnitId,
  validOn: PlainDate.PlainDate
): Effect.fn.Return<Report, Brief.BriefError | RulePackError> {
  const here = Rulebook.stack(source.hierarchy, packs, unit, validOn)
  const rulebook = yield* Effect.fromResult(Rulebook.make(here.packs))
  const figures: Array<Figure> = []
  for (const { value } of rulebook.indicators) figures.push(yield* figure(rulebook, value, source, unit, validOn))
  const tallies: Array<Tally> = []
  const tasks: Array<Task.Task> = []
  for (const question of rulebook.questions.values()) {
    const subjects = yield* source.subjects(question.subject, unit, validOn)
    const answered = yield* Engine.ask(packs, question, source, subjects, validOn)
    const counts = new Map<string, number>()
    for (const { advice, group } of answered) {
      counts.set(summary(advice), (counts.get(summary(advice)) ?? 0) + 1)
      tasks.push(...Task.fromAdvice(group.rulebook, advice))
    }
    tallies.push({ question: question.id, label: question.label, answers: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))) })
  }
  tasks.sort((a, b) => ((a.due ?? "9999") < (b.due ?? "9999") ? -1 : (a.due ?? "9999") > (b.due ?? "9999") ? 1 : a.id < b.id ? -1 : 1))
  return {
    format: "chibo/report/1",
    unit,
    name: Hierarchy.unitOn(source.hierarchy, unit, validOn)?.name,
    validOn,
    knownAt: source.head.position,
    packs: here.packs.map(pack => `${pack.id}@${pack.version}`),
    lapsed: here.lapsed.map(pack => ({ pack: `${pack.id}@${pack.version}`, label: pack.label, texts: pack.texts.map(text => text.number) })),
    figures,
    tallies,
    tasks
  }
})

/**
 * The advice for one subject on every question that is asked of its kind, each with its explanation's ingredients.
 *
 * @since 0.1.0
 */
export const adviceFor = Effect.fnUntraced(function* (
  packs: ReadonlyArray<RulePack>,
  source: Brief.BriefSource["Service"],
  questions: Iterable<Parameters<typeof Engine.one>[1]>,
  subject: string,
  validOn: PlainDate.PlainDate
): Effect.fn.Return<ReadonlyArray<{ readonly rulebook: Rulebook.Rulebook; readonly brief: Brief.Brief; readonly advice: Advice }>, Brief.BriefError | RulePackError> {
  const found: Array<{ rulebook: Rulebook.Rulebook; brief: Brief.Brief; advice: Advice }> = []
  for (const question of questions) {
    const [unit] = yield* source.governing(question, [subject], validOn)
    if (unit === undefined) continue
    const rulebook = yield* Effect.fromResult(Rulebook.make(Rulebook.stack(source.hierarchy, packs, unit, validOn).packs))
    if (!rulebook.questions.has(question.id)) continue
    const measures = Rulebook.measuresOf(rulebook, [question.id])
    yield* Stream.runForEach(source.read({ measures, subjects: [subject], on: validOn }), batch =>
      Effect.sync(() => {
        const brief = Brief.row(batch, 0, source.head, source.calendar)
        found.push({ rulebook, brief, advice: Engine.one(rulebook, question, brief) })
      })
    )
  }
  return found
})

// internal

const figure = Effect.fnUntraced(function* (
  rulebook: Rulebook.Rulebook,
  indicator: Indicator,
  source: Brief.BriefSource["Service"],
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
        batch.subjects.forEach((subject, i) => {
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
        })
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
  const different = (subjects: ReadonlyArray<string>, values: ReadonlyMap<string, string>) => new Set(subjects.flatMap(s => values.get(s) ?? [])).size
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

const and = (a: boolean | undefined, b: boolean | undefined): boolean | undefined => (a === false || b === false ? false : a === undefined || b === undefined ? undefined : true)
