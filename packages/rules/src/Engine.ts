/**
 * From briefs to advice: the tree walk, slow and plainly right.
 *
 * For a question on a ruling day: first who is left out, then the general clauses with their exceptions. What is unknown, disputed or unread is
 * carried as possibilities, and an outcome stands only where every possibility agrees.
 *
 * @since 0.1.0
 */
import { type Id, Journal, PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import type { Advice, Answer, Stamp } from "./Advice.ts"
import * as Brief from "./Brief.ts"
import { isVerified } from "./Citation.ts"
import type { Clause, Exception, General, Then } from "./Clause.ts"
import { basisFor } from "./engine/basis.ts"
import { choices, digestFor, ruledOn } from "./engine/ruled.ts"
import * as Expression from "./Expression.ts"
import type { Setting, Value } from "./Measure.ts"
import type { Question } from "./Question.ts"
import * as Rulebook from "./Rulebook.ts"
import type { RulePack, RulePackError } from "./RulePack.ts"

// operations

/**
 * The advice for one subject.
 *
 * @since 0.1.0
 */
export const one = (rulebook: Rulebook.Rulebook, question: Question, brief: Brief.Brief): Advice => {
  const { stamp, rulingDay } = stampOf(rulebook, question, brief)
  if (rulingDay === undefined)
    return { ...stamp, _tag: "Undetermined", missing: [question.rulingDay ?? ""], disputed: [], unread: [], without: [], gap: false }
  const { disputed } = ruledOn(rulebook, question, rulingDay)
  const found = settle(rulebook, question, brief, rulingDay, new Map())
  if (disputed.length === 0) return conclude(rulebook, stamp, found)
  const all = choices(disputed).map(choice => settle(rulebook, question, brief, rulingDay, choice))
  const first = all[0]
  return first !== undefined && all.every(other => signature(other) === signature(first))
    ? conclude(rulebook, stamp, first)
    : conclude(rulebook, stamp, { ...unsettled(found), disputed: disputed.map(each => each.id) })
}

/** Advice, the brief that it was given on, and the unit whose rulebook gave it. */
export interface Answered {
  readonly advice: Advice
  readonly brief: Brief.Brief
  readonly rulebook: Rulebook.Rulebook
  readonly unit: Id.UnitId
}

/**
 * The advice for every subject of a group, in batches as the source gives them.
 *
 * @since 0.1.0
 */
export const all = (
  group: Rulebook.Group,
  question: Question,
  source: Brief.Source,
  on: PlainDate.PlainDate
): Stream.Stream<ReadonlyArray<{ readonly advice: Advice; readonly brief: Brief.Brief }>, Brief.BriefError> =>
  source.read({ measures: Rulebook.measuresOf(group.rulebook, [question.id]), subjects: group.subjects, on }).pipe(
    Stream.map(batch =>
      batch.subjects.map((_, i) => {
        const brief = Brief.row(batch, i, source.head, source.calendar)
        return { advice: one(group.rulebook, question, brief), brief }
      })
    )
  )

/**
 * The advice for subjects wherever they belong, each under the rulebook of its own governing unit on the day, by subject. Subjects without a
 * governing unit are left out.
 *
 * @since 0.1.0
 */
export const ask: (
  packs: ReadonlyArray<RulePack>,
  question: Question,
  source: Brief.Source,
  subjects: ReadonlyArray<string>,
  on: PlainDate.PlainDate
) => Effect.Effect<ReadonlyArray<Answered>, Brief.BriefError | RulePackError> = Effect.fnUntraced(
  function* (packs, question, source, subjects, on) {
    const units = yield* source.governing(question, subjects, on)
    const unitOf = new Map(subjects.map((subject, i) => [subject, units[i]]))
    const { groups } = yield* Effect.fromResult(
      Rulebook.plan(
        source.hierarchy,
        packs,
        subjects.map((subject, i) => ({ subject, unit: units[i], on }))
      )
    )
    const answered: Array<Answered> = []
    for (const group of groups) {
      const { rulebook } = group
      if (!rulebook.questions.has(question.id)) continue
      yield* Stream.runForEach(all(group, question, source, on), batch =>
        Effect.sync(() => {
          for (const { advice, brief } of batch) {
            const unit = unitOf.get(advice.subject)
            if (unit !== undefined) answered.push({ advice, brief, rulebook, unit })
          }
        })
      )
    }
    return answered
  }
)

/**
 * Where an expression looks things up, for one subject on a ruling day. `choice` settles disputed parameters.
 *
 * @since 0.1.0
 */
export const environment = (
  rulebook: Rulebook.Rulebook,
  brief: Brief.Brief,
  rulingDay: PlainDate.PlainDate,
  choice: ReadonlyMap<string, Setting> = new Map()
): Expression.Environment => ({
  calendar: brief.calendar,
  measure: id => brief.get(id)?.value,
  parameter: (id, onMeasure) => {
    const day = onMeasure === undefined ? rulingDay : brief.get(onMeasure)?.value
    if (day === undefined) return Expression.unknown({ missing: onMeasure ?? id })
    const entry = Rulebook.parameterOn(rulebook, id, PlainDate.make(String(day)))?.value
    if (entry === undefined) return Expression.unknown({ without: id })
    if (entry.state === "unread") return Expression.unknown({ unread: entry.text.id })
    if (entry.state === "known") return Expression.known(entry.value)
    const chosen = choice.get(id)
    return chosen === undefined ? Expression.unknown({ without: id }) : Expression.known(chosen)
  },
  outcome: id => {
    const question = rulebook.questions.get(id)
    if (question === undefined) return Expression.unknown({ missing: id })
    const advice = one(rulebook, question, brief)
    if (advice._tag === "Outcome") return Expression.known(advice.outcome)
    if (advice._tag === "NotApplicable") return Expression.known("not-applicable")
    return advice._tag === "Undetermined" ? lackingOf(advice) : Expression.unknown({ missing: id })
  },
  applies: id => {
    const question = rulebook.questions.get(id)
    if (question === undefined) return Expression.unknown({ missing: id })
    const { rulingDay: day } = stampOf(rulebook, question, brief)
    if (day === undefined) return Expression.unknown({ missing: question.rulingDay ?? id })
    return leftOut(clausesOn(rulebook, question, day), environment(rulebook, brief, day, choice)).applies
  }
})

/** The clauses of a question that are in force on a day. */
export const clausesOn = (rulebook: Rulebook.Rulebook, question: Question, day: PlainDate.PlainDate): ReadonlyArray<Clause> =>
  ruledOn(rulebook, question, day).clauses

// internal

/** A settlement that the disputed values do not agree on: what it was missing besides, if anything. */
const unsettled = (found: Settled): { readonly _tag: "Undetermined"; readonly gap: boolean } & Lacking =>
  found._tag === "Undetermined" ? found : { _tag: "Undetermined", gap: false, ...listed(undefined) }

type Lacking = {
  readonly missing: ReadonlyArray<string>
  readonly disputed: ReadonlyArray<string>
  readonly unread: ReadonlyArray<string>
  readonly without: ReadonlyArray<string>
}
type Settled =
  | { readonly _tag: "Outcome"; readonly answers: ReadonlyArray<Answer> }
  | { readonly _tag: "NotApplicable"; readonly because: ReadonlyArray<string> }
  | ({ readonly _tag: "Undetermined"; readonly gap: boolean } & Lacking)
  | { readonly _tag: "Conflicting"; readonly answers: ReadonlyArray<Answer> }

const stampOf = (
  rulebook: Rulebook.Rulebook,
  question: Question,
  brief: Brief.Brief
): { readonly stamp: Stamp; readonly rulingDay: PlainDate.PlainDate | undefined } => {
  const day = question.rulingDay === undefined ? brief.on : brief.get(question.rulingDay)?.value
  const rulingDay = day === undefined ? undefined : PlainDate.make(String(day))
  const digest = digestFor(rulebook, question, brief, rulingDay)
  return {
    stamp: {
      question: question.id,
      subject: brief.subject,
      validOn: brief.on,
      knownAt: brief.head.position,
      rulingDay,
      digest,
      basis: basisFor(rulebook, question, brief)
    },
    rulingDay
  }
}

const settle = (
  rulebook: Rulebook.Rulebook,
  question: Question,
  brief: Brief.Brief,
  rulingDay: PlainDate.PlainDate,
  choice: ReadonlyMap<string, Setting>
): Settled => {
  const env = environment(rulebook, brief, rulingDay, choice)
  const { clauses, exceptions } = ruledOn(rulebook, question, rulingDay)
  const scope = leftOut(clauses, env)
  if (scope.because.length > 0) return { _tag: "NotApplicable", because: scope.because }

  let lacking: Expression.Unknown | undefined = scope.applies.known ? undefined : scope.applies
  const certain: Array<Answer> = []
  const possible: Array<Answer> = []
  for (const clause of clauses) {
    if (clause.type === "general") {
      const branch = consider(clause, exceptions, env)
      certain.push(...branch.certain)
      possible.push(...branch.possible)
      if (branch.lacking !== undefined) lacking = lacking === undefined ? branch.lacking : Expression.union(lacking, branch.lacking)
    } else if (clause.type === "unread") {
      const holds = clause.when === undefined ? Expression.known(true) : Expression.evaluate(clause.when, env)
      const unread = Expression.unknown({ unread: clause.text.id })
      if (holds.known ? holds.value === true : true) {
        const more = holds.known || unread.known ? unread : Expression.union(unread, holds)
        if (!more.known) lacking = lacking === undefined ? more : Expression.union(lacking, more)
        possible.push({ clause: clause.id, outcome: "?" })
      }
    }
  }
  const outcomes = new Set(certain.map(outcomeKey))
  if (outcomes.size > 1) return { _tag: "Conflicting", answers: certain }
  const undetermined = (gap: boolean): Settled => ({ _tag: "Undetermined", gap, ...listed(lacking) })
  if (!scope.applies.known) return undetermined(false)
  if (possible.length === 0) return outcomes.size === 1 ? { _tag: "Outcome", answers: certain } : undetermined(true)
  const agreed = outcomes.size === 1 && possible.every(answer => outcomes.has(outcomeKey(answer)))
  return agreed ? { _tag: "Outcome", answers: certain } : undetermined(false)
}

interface Branch {
  readonly certain: ReadonlyArray<Answer>
  readonly possible: ReadonlyArray<Answer>
  readonly lacking: Expression.Unknown | undefined
}

/** What a clause comes to: nothing, its own answer, or those of the exceptions that hold. */
const consider = (
  clause: General | Exception,
  exceptions: ReadonlyMap<string, ReadonlyArray<Exception>>,
  env: Expression.Environment
): Branch => {
  const holds = Expression.evaluate(clause.when, env)
  if (holds.known && holds.value !== true) return { certain: [], possible: [], lacking: undefined }
  const below = (exceptions.get(clause.id) ?? []).map(exception => consider(exception, exceptions, env))
  const certain = below.flatMap(branch => branch.certain)
  const possible = below.flatMap(branch => branch.possible)
  let lacking: Expression.Unknown | undefined = holds.known ? undefined : holds
  for (const branch of below)
    if (branch.lacking !== undefined) lacking = lacking === undefined ? branch.lacking : Expression.union(lacking, branch.lacking)
  const own = certain.length > 0 ? certain : [answerOf(clause.id, clause.then, env)]
  if (!holds.known) return { certain: [], possible: [...own, ...possible], lacking }
  return certain.length === 0 && possible.length > 0
    ? { certain: [], possible: [...own, ...possible], lacking }
    : { certain: own, possible, lacking }
}

const answerOf = (clause: string, then: Then, env: Expression.Environment): Answer => {
  const values = Object.entries(then.values ?? {}).flatMap(([name, expression]): ReadonlyArray<readonly [string, Value]> => {
    const result = Expression.evaluate(expression, env)
    return result.known ? [[name, result.value]] : []
  })
  const due = then.task?.due === undefined ? undefined : Expression.evaluate(then.task.due, env)
  return {
    clause,
    outcome: then.outcome,
    ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }),
    ...(then.task === undefined
      ? {}
      : { task: { rule: then.task, due: due?.known === true ? PlainDate.make(String(due.value)) : undefined } })
  }
}

const leftOut = (
  clauses: ReadonlyArray<Clause>,
  env: Expression.Environment
): { readonly because: ReadonlyArray<string>; readonly applies: Expression.Result } => {
  const because: Array<string> = []
  let applies: Expression.Result = Expression.known(true)
  for (const clause of clauses) {
    if (clause.type !== "scope") continue
    const out = Expression.evaluate(clause.when, env)
    if (!out.known) applies = applies.known ? out : Expression.union(applies, out)
    else if (out.value === true) because.push(clause.id)
  }
  return { because, applies: because.length > 0 ? Expression.known(false) : applies }
}

const conclude = (rulebook: Rulebook.Rulebook, stamp: Stamp, settled: Settled): Advice => {
  if (settled._tag !== "Outcome") return { ...stamp, ...settled }
  const used = new Set(settled.answers.map(answer => answer.clause))
  const unverified = (rulebook.clauses.get(stamp.question) ?? []).flatMap(({ value }) =>
    used.has(value.id) && value.type !== "unread" && !value.cites.some(isVerified) ? [value.id] : []
  )
  return { ...stamp, _tag: "Outcome", outcome: settled.answers[0]?.outcome ?? "", answers: settled.answers, unverified }
}

const listed = (lacking: Expression.Unknown | undefined): Lacking => ({
  missing: [...(lacking?.missing ?? [])].sort(),
  disputed: [],
  unread: [...(lacking?.unread ?? [])].sort(),
  without: [...(lacking?.without ?? [])].sort()
})

const lackingOf = (advice: Lacking): Expression.Result => ({
  known: false,
  missing: new Set(advice.missing),
  unread: new Set(advice.unread),
  without: new Set([...advice.without, ...advice.disputed])
})

const outcomeKey = (answer: Answer): string => `${answer.outcome}\n${Journal.canonical(answer.values ?? {})}`

const signature = (settled: Settled): string => {
  switch (settled._tag) {
    case "Outcome":
      return `Outcome ${settled.answers.map(outcomeKey)[0] ?? ""}`
    case "NotApplicable":
      return "NotApplicable"
    case "Conflicting":
      return `Conflicting ${settled.answers.map(outcomeKey).sort().join("|")}`
    case "Undetermined":
      return `Undetermined ${JSON.stringify(settled)}`
  }
}
