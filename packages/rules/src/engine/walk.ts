/**
 * The tree walk: one subject at a time, slow and plainly right. The other executions are held to it.
 *
 * First who is left out, then the general clauses with their exceptions. What is unknown, disputed or unread is carried as possibilities, and
 * an outcome stands only where every possibility agrees.
 */
import { Journal, PlainDate } from "@chibo/core"
import type { Advice, Answer, Stamp } from "../Advice.ts"
import type * as Brief from "../Brief.ts"
import { isVerified } from "../Citation.ts"
import type { Clause, Exception, General, Then } from "../Clause.ts"
import * as Expression from "../Expression.ts"
import type { Value } from "../Measure.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf } from "../RulePack.ts"
import { basisFor } from "./basis.ts"
import { type Choice, choices, type Disputed, digestFor, disputeKey, ruledOn } from "./ruled.ts"
import { agreed } from "./settings.ts"

// operations

/** The advice for one subject. */
export const one = (rulebook: Rulebook.Rulebook, question: Question, brief: Brief.Brief): Advice => {
  const { stamp, rulingDay } = stampOf(rulebook, question, brief)
  if (rulingDay === undefined)
    return { ...stamp, _tag: "Undetermined", missing: [question.rulingDay ?? ""], disputed: [], unread: [], without: [], gap: false }
  const met = new Map<string, Disputed>()
  const first = settle(rulebook, question, brief, rulingDay, new Map(), met)
  if (met.size === 0) return conclude(rulebook, stamp, first)
  const disputed = [...met.values()]
  const settled = choices(disputed).map(choice => ({ choice, is: settle(rulebook, question, brief, rulingDay, choice) }))
  const [any] = settled
  if (any !== undefined && settled.every(({ is }) => signature(is) === signature(any.is))) return conclude(rulebook, stamp, any.is)
  return conclude(rulebook, stamp, { ...unsettled(first), disputed: deciding(disputed, settled) })
}

/**
 * Where an expression looks things up, for one subject on a ruling day. `choice` settles disputed values; those that it does not settle are
 * not known, and are put into `met`.
 */
export const environment = (
  rulebook: Rulebook.Rulebook,
  brief: Brief.Brief,
  rulingDay: PlainDate.PlainDate,
  choice: Choice = new Map(),
  met?: Map<string, Disputed>
): Expression.Environment => ({
  calendar: brief.calendar,
  measure: id => brief.get(id)?.value,
  parameter: (id, onMeasure) => {
    const day = onMeasure === undefined ? rulingDay : brief.get(onMeasure)?.value
    if (day === undefined) {
      const everywhere = agreed(rulebook, id)
      return everywhere === undefined ? Expression.unknown({ missing: onMeasure ?? id }) : Expression.known(everywhere)
    }
    const entry = Rulebook.parameterOn(rulebook, id, PlainDate.make(String(day)))?.value
    if (entry === undefined) return Expression.unknown({ without: id })
    if (entry.state === "unread") return Expression.unknown({ unread: entry.text.id })
    if (entry.state === "known") return Expression.known(entry.value)
    const key = disputeKey(id, entry)
    const chosen = choice.get(key)
    if (chosen !== undefined) return Expression.known(chosen)
    met?.set(key, { key, id, values: entry.values.map(({ value }) => value) })
    return Expression.unknown({ without: id })
  },
  outcome: id => {
    const question = rulebook.questions.get(id)
    if (question === undefined) return Expression.unknown({ missing: id })
    return linked(rulebook, question, brief)
  },
  applies: id => {
    const question = rulebook.questions.get(id)
    return question === undefined ? Expression.unknown({ missing: id }) : asked(rulebook, question, brief)
  }
})

/** Every way to settle the disputes that a subject meets in some clauses: in their conditions, and in what they carry. */
export const waysFor = (
  rulebook: Rulebook.Rulebook,
  clauses: ReadonlyArray<Clause>,
  brief: Brief.Brief,
  rulingDay: PlainDate.PlainDate
): ReadonlyArray<Choice> => {
  const met = new Map<string, Disputed>()
  const env = environment(rulebook, brief, rulingDay, new Map(), met)
  for (const clause of clauses) if (clause.type !== "quota") for (const node of expressionsOf(clause)) Expression.evaluate(node, env)
  return choices([...met.values()])
}

/** The clauses of a question that are in force on a day. */
export const clausesOn = (rulebook: Rulebook.Rulebook, question: Question, day: PlainDate.PlainDate): ReadonlyArray<Clause> =>
  ruledOn(rulebook, question, day).clauses

// internal

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

const links = new WeakMap<Brief.Brief, WeakMap<Rulebook.Rulebook, Map<string, Expression.Result>>>()

/** The outcome of another question about the same brief, worked out once. */
const linked = (rulebook: Rulebook.Rulebook, question: Question, brief: Brief.Brief): Expression.Result => {
  const ofBrief = links.get(brief) ?? new WeakMap<Rulebook.Rulebook, Map<string, Expression.Result>>()
  links.set(brief, ofBrief)
  const kept = ofBrief.get(rulebook) ?? new Map<string, Expression.Result>()
  ofBrief.set(rulebook, kept)
  const before = kept.get(question.id)
  if (before !== undefined) return before
  const advice = one(rulebook, question, brief)
  const result =
    advice._tag === "Outcome"
      ? Expression.known(advice.outcome)
      : advice._tag === "NotApplicable"
        ? Expression.known("not-applicable")
        : advice._tag === "Undetermined"
          ? lackingOf(advice)
          : Expression.unknown({ missing: question.id })
  kept.set(question.id, result)
  return result
}

/** Whether a question is asked at all, under every way to settle its own disputes. */
export const asked = (rulebook: Rulebook.Rulebook, question: Question, brief: Brief.Brief): Expression.Result => {
  const { rulingDay } = stampOf(rulebook, question, brief)
  if (rulingDay === undefined) return Expression.unknown({ missing: question.rulingDay ?? question.id })
  const { clauses } = ruledOn(rulebook, question, rulingDay)
  const met = new Map<string, Disputed>()
  const first = leftOut(clauses, environment(rulebook, brief, rulingDay, new Map(), met)).applies
  if (met.size === 0) return first
  const disputed = [...met.values()]
  const results = choices(disputed).map(choice => leftOut(clauses, environment(rulebook, brief, rulingDay, choice)).applies)
  return results.reduce((a, b) => {
    if (!a.known || !b.known) return a.known ? b : b.known ? a : Expression.union(a, b)
    return a.value === b.value ? a : Expression.unknown({ without: disputed[0]?.id ?? question.id })
  })
}

const settle = (
  rulebook: Rulebook.Rulebook,
  question: Question,
  brief: Brief.Brief,
  rulingDay: PlainDate.PlainDate,
  choice: Choice,
  met?: Map<string, Disputed>
): Settled => {
  const env = environment(rulebook, brief, rulingDay, choice, met)
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
        const more = holds.known ? unread : Expression.union(unread, holds)
        lacking = lacking === undefined ? more : Expression.union(lacking, more)
        possible.push({ clause: clause.id, outcome: "?" })
      }
    }
  }
  const outcomes = new Set(certain.map(outcomeKey))
  if (outcomes.size > 1) return { _tag: "Conflicting", answers: certain }
  const undetermined = (gap: boolean): Settled => ({ _tag: "Undetermined", gap, ...listed(lacking) })
  if (!scope.applies.known) return undetermined(false)
  if (possible.length === 0) return outcomes.size === 1 ? { _tag: "Outcome", answers: certain } : undetermined(true)
  const settled = outcomes.size === 1 && possible.every(answer => outcomes.has(outcomeKey(answer)))
  return settled ? { _tag: "Outcome", answers: certain } : undetermined(false)
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
  const question = rulebook.questions.get(stamp.question)
  const clauses = question === undefined || stamp.rulingDay === undefined ? [] : clausesOn(rulebook, question, stamp.rulingDay)
  const used = new Set(settled.answers.map(answer => answer.clause))
  const unverified = clauses.flatMap(clause =>
    used.has(clause.id) && clause.type !== "unread" && !clause.cites.some(isVerified) ? [clause.id] : []
  )
  return { ...stamp, _tag: "Outcome", outcome: settled.answers[0]?.outcome ?? "", answers: settled.answers, unverified }
}

/** A settlement that the disputed values do not agree on: what it was missing besides, if anything. */
const unsettled = (found: Settled): { readonly _tag: "Undetermined"; readonly gap: boolean } & Lacking =>
  found._tag === "Undetermined" ? found : { _tag: "Undetermined", gap: false, ...listed(undefined) }

/** The parameters whose disputed values, changed alone, change the answer; all of them where only together they do. */
const deciding = (
  disputed: ReadonlyArray<{ readonly key: string; readonly id: string }>,
  settled: ReadonlyArray<{ readonly choice: Choice; readonly is: Settled }>
): ReadonlyArray<string> => {
  const decides = (key: string): boolean => {
    const others = Map.groupBy(settled, ({ choice }) =>
      Journal.canonical([...choice].filter(([each]) => each !== key).map(([each, value]) => [each, value]))
    )
    return [...others.values()].some(group => new Set(group.map(({ is }) => signature(is))).size > 1)
  }
  const found = disputed.filter(({ key }) => decides(key))
  return [...new Set((found.length === 0 ? disputed : found).map(({ id }) => id))]
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
