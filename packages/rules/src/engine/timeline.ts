/**
 * How an answer runs over time: the intervals in which it stays the same, and why it changes between them.
 *
 * Every day of the period has its own governing unit, its own stack of packs and its own texts; all days are as known at the one point of the
 * source. Days are passed over only where nothing can differ: no measure that the question reads may change, no clause or value begins or
 * ends, and the unit and its packs are those of the day before.
 */
import { type Id, Journal, Period, PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import type { Advice } from "../Advice.ts"
import * as Brief from "../Brief.ts"
import type { Wording } from "../Citation.ts"
import { one } from "../Engine.ts"
import type { Considered, Explanation, Input } from "../explain/model.ts"
import * as Shown from "../explain/shown.ts"
import { why } from "../explain/why.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf, referencesOf, type RulePack, type RulePackError } from "../RulePack.ts"
import { inBoth, words } from "../wording/words.ts"

// model

/** Something that changed between two days, in words, with the id of what changed. */
export interface SwitchReason {
  readonly kind: "measure" | "parameter" | "clause" | "outcome" | "unit" | "packs"
  readonly id: string
  readonly says: Wording
}

/**
 * An interval in which the outcome, what it carries and what it lacks stay the same. `advice` and `explanation` are those of its first day, and
 * absent where the subject has no governing unit or its packs do not ask the question. `because` is empty for the first interval.
 */
export interface Stretch {
  readonly period: Period.Period
  readonly unit?: Id.UnitId
  readonly advice?: Advice
  readonly explanation?: Explanation
  readonly because: ReadonlyArray<SwitchReason>
}

/** A period that ends. */
export type Bounded = Period.Period & { readonly until: PlainDate.PlainDate }

// operations

/**
 * The answer to a question about one subject over a period, in order, without gaps.
 *
 * @since 0.1.0
 */
export const timeline: (
  packs: ReadonlyArray<RulePack>,
  question: Question,
  source: Brief.Source,
  subject: string,
  period: Bounded
) => Effect.Effect<ReadonlyArray<Stretch>, Brief.BriefError | RulePackError> = Effect.fnUntraced(
  function* (packs, question, source, subject, period) {
    const found: Array<Stretch> = []
    let before: Seen | undefined
    for (const segment of yield* segmentsOf(packs, question, source, subject, period)) {
      for (const day of yield* daysToLookAt(segment, question, source, subject)) {
        const seen = yield* look(segment, question, source, subject, day)
        const last = found.at(-1)
        if (before !== undefined && last !== undefined && before.key === seen.key) {
          before = seen
          continue
        }
        if (last !== undefined) found[found.length - 1] = { ...last, period: { from: last.period.from, until: day } }
        found.push({
          period: { from: day, until: period.until },
          ...(seen.unit === undefined ? {} : { unit: seen.unit }),
          ...explained(seen),
          because: before === undefined ? [] : reasons(before, seen)
        })
        before = seen
      }
    }
    return found
  }
)

/**
 * A timeline as text: each interval with its answer and why, and what changed.
 *
 * @since 0.1.0
 */
export const timelineToText = (line: ReadonlyArray<Stretch>, lang: keyof Wording): string => {
  const t = words[lang]
  return line
    .flatMap(({ period, explanation, because }) => {
      const last = Period.lastDay(period) ?? period.from
      return [
        `${t.timeline.span(t.day(period.from), t.day(last))}: ${explanation?.sentence[lang] ?? t.timeline.ungoverned}`,
        ...(because.length === 0 ? [] : [`  ${t.timeline.switched}:`, ...because.map(reason => `    – ${reason.says[lang]}`)])
      ]
    })
    .join("\n")
}

// internal

/** Days that share a governing unit and a rulebook. */
interface Segment {
  readonly days: ReadonlyArray<PlainDate.PlainDate>
  readonly unit: Id.UnitId | undefined
  readonly rulebook: Rulebook.Rulebook | undefined
  readonly packs: string
}

interface Seen {
  readonly key: string
  readonly unit: Id.UnitId | undefined
  readonly packs: string
  readonly rulebook: Rulebook.Rulebook | undefined
  readonly brief: Brief.Brief | undefined
  readonly advice: Advice | undefined
}

const segmentsOf = Effect.fnUntraced(function* (
  packs: ReadonlyArray<RulePack>,
  question: Question,
  source: Brief.Source,
  subject: string,
  period: Bounded
): Effect.fn.Return<ReadonlyArray<Segment>, Brief.BriefError | RulePackError> {
  const segments: Array<Segment & { readonly days: Array<PlainDate.PlainDate> }> = []
  const rulebooks = new Map<string, Rulebook.Rulebook>()
  for (let day = period.from; day < period.until; day = PlainDate.addDays(day, 1)) {
    const [unit] = yield* source.governing(question, [subject], day)
    const here = unit === undefined ? [] : Rulebook.stack(source.hierarchy, packs, unit, day).packs
    const names = here.map(pack => pack.id).join(", ")
    const last = segments.at(-1)
    if (last !== undefined && last.unit === unit && last.packs === names) {
      last.days.push(day)
      continue
    }
    let rulebook = unit === undefined ? undefined : rulebooks.get(names)
    if (unit !== undefined && rulebook === undefined) {
      rulebook = yield* Effect.fromResult(Rulebook.make(here))
      rulebooks.set(names, rulebook)
    }
    segments.push({ days: [day], unit, rulebook, packs: names })
  }
  return segments
})

const daysToLookAt = Effect.fnUntraced(function* (
  { days, rulebook }: Segment,
  question: Question,
  source: Brief.Source,
  subject: string
): Effect.fn.Return<ReadonlyArray<PlainDate.PlainDate>, Brief.BriefError> {
  const [from] = days
  const last = days.at(-1)
  if (from === undefined || last === undefined) return []
  if (rulebook?.questions.has(question.id) !== true) return [from]
  const period = { from, until: PlainDate.addDays(last, 1) }
  const changes = yield* source.changeDays?.({ measures: Rulebook.measuresOf(rulebook, [question.id]), subject, period }) ??
    Effect.succeed(undefined)
  if (changes === undefined) return days
  const needed = new Set([from, ...changes, ...edgesOf(rulebook, question)])
  return days.filter(day => needed.has(day))
})

/** The days on which a clause or value that the question reads begins or ends. */
const edgesOf = (rulebook: Rulebook.Rulebook, question: Question): ReadonlyArray<PlainDate.PlainDate> => {
  const periods: Array<Period.Period> = []
  const questions = new Set([question.id])
  for (const id of questions) {
    const clauses = (rulebook.clauses.get(id) ?? []).map(each => each.value)
    periods.push(...clauses.map(clause => clause.inForce))
    const named = referencesOf(clauses.flatMap(expressionsOf))
    for (const linked of named.questions) questions.add(linked) // a set is walked on as it grows
    for (const parameter of named.parameters) {
      periods.push(...Rulebook.entriesOf(rulebook, parameter).map(entry => entry.inForce))
    }
  }
  return periods.flatMap(({ from, until }) => (until === undefined ? [from] : [from, until]))
}

const look = Effect.fnUntraced(function* (
  { unit, rulebook, packs }: Segment,
  question: Question,
  source: Brief.Source,
  subject: string,
  day: PlainDate.PlainDate
): Effect.fn.Return<Seen, Brief.BriefError> {
  const nothing: Seen = { key: "", unit, packs, rulebook, brief: undefined, advice: undefined }
  if (rulebook?.questions.has(question.id) !== true) return nothing
  const batches = yield* Stream.runCollect(
    source.read({ measures: Rulebook.measuresOf(rulebook, [question.id]), subjects: [subject], on: day })
  )
  const [batch] = batches
  if (batch === undefined) return nothing
  const brief = Brief.row(batch, 0, source.head, source.calendar)
  const advice = one(rulebook, question, brief)
  return { key: sameAnswer(advice), unit, packs, rulebook, brief, advice }
})

/** Explained only on the two sides of a switch: a trace costs many times an answer. */
const explained = ({ rulebook, brief, advice }: Seen): { readonly advice?: Advice; readonly explanation?: Explanation } =>
  rulebook === undefined || brief === undefined || advice === undefined ? {} : { advice, explanation: why(rulebook, advice, brief) }

/** What must be equal for an answer to go on: the outcome and what it carries, or what is lacking. */
export const sameAnswer = (advice: Advice): string => {
  const carried = (answers: Extract<Advice, { readonly _tag: "Conflicting" }>["answers"]) =>
    [...new Set(answers.map(each => `${each.outcome} ${Journal.canonical(each.values ?? {})}`))].sort()
  switch (advice._tag) {
    case "Outcome":
    case "Conflicting":
      return [advice._tag, ...carried(advice.answers)].join("\n")
    case "NotApplicable":
      return advice._tag
    case "Undetermined":
      return [advice._tag, advice.gap, advice.missing, advice.disputed, advice.unread, advice.without].join("\n")
  }
}

const reasons = (before: Seen, now: Seen): ReadonlyArray<SwitchReason> => {
  const [was, is] = [explained(before).explanation, explained(now).explanation]
  const found: Array<SwitchReason> = []
  const add = (kind: SwitchReason["kind"], id: string, says: Wording) => {
    if (!found.some(reason => reason.kind === kind && reason.id === id)) found.push({ kind, id, says })
  }
  if (before.unit !== now.unit) {
    add(
      "unit",
      now.unit ?? "",
      inBoth((_, t) => t.timeline.unit(before.unit ?? t.unknown, now.unit ?? t.unknown))
    )
  }
  if (before.packs !== now.packs) {
    add(
      "packs",
      now.packs,
      inBoth((_, t) => t.timeline.packs(before.packs || t.no, now.packs || t.no))
    )
  }
  const [old, fresh] = [clausesIn(was), clausesIn(is)]
  const ids = new Set([...old.keys(), ...fresh.keys()])
  const touched = [...ids].filter(id => old.get(id)?.mark !== "refused" || fresh.get(id)?.mark !== "refused")
  const rulingDay = (now.rulebook ?? before.rulebook)?.questions.get((is ?? was)?.question.id ?? "")?.rulingDay
  if (rulingDay !== undefined) measureChange(rulingDay, before, now, add)
  for (const id of touched) {
    for (const input of inputsIn(old.get(id), fresh.get(id))) {
      if (input.kind === "measure") measureChange(input.id, before, now, add)
      else parameterChange(input, old.get(id), fresh.get(id), add)
    }
  }
  for (const linked of is?.linked ?? []) {
    const earlier = was?.linked.find(each => each.question.id === linked.question.id)
    if (earlier !== undefined && sameAnswer(earlier.advice) !== sameAnswer(linked.advice)) {
      add(
        "outcome",
        linked.question.id,
        inBoth((lang, t) => t.timeline.outcome(linked.question.label[lang], earlier.outcome[lang], linked.outcome[lang]))
      )
    }
  }
  for (const id of ids) {
    const [gone, here] = [old.get(id), fresh.get(id)]
    const wording = (here ?? gone)?.wording
    if (wording === undefined || (gone?.mark === here?.mark && textOf(gone) === textOf(here))) continue
    const says = inBoth((lang, t) => {
      if (gone === undefined || (here !== undefined && textOf(gone) !== textOf(here))) return t.timeline.began(wording[lang])
      if (here === undefined) return t.timeline.ended(wording[lang])
      const now = { held: t.timeline.nowHeld, refused: t.timeline.nowRefused, unknown: t.timeline.nowUnknown }
      return now[here.mark](wording[lang])
    })
    add("clause", id, says)
  }
  return found
}

const clausesIn = (explanation: Explanation | undefined): ReadonlyMap<string, Considered> => {
  const found = new Map<string, Considered>()
  const put = (clause: Considered): void => {
    found.set(clause.clause, clause)
    clause.exceptions.forEach(put)
  }
  explanation?.clauses.forEach(put)
  return found
}

/** A clause under one id may have another text, where a lower pack put its own in the place of the higher one. */
const textOf = (clause: Considered | undefined): string =>
  clause === undefined ? "" : Journal.canonical([clause.pack, clause.wording, clause.cites, clause.inForce])

const inputsIn = (...clauses: ReadonlyArray<Considered | undefined>): ReadonlyArray<Input> =>
  clauses.flatMap(clause => clause?.inputs ?? [])

type Add = (kind: SwitchReason["kind"], id: string, says: Wording) => void

const measureChange = (id: string, before: Seen, now: Seen, add: Add): void => {
  const [was, is] = [before.brief?.get(id)?.value, now.brief?.get(id)?.value]
  const measure = (now.rulebook ?? before.rulebook)?.measures.get(id)
  if (was === is || measure === undefined || before.brief === undefined || now.brief === undefined) return
  const [from, to] = [Shown.measured(measure, was), Shown.measured(measure, is)]
  add(
    "measure",
    id,
    inBoth((lang, t) => t.timeline.measure(measure.label[lang], from[lang], to[lang]))
  )
}

const parameterChange = (input: Input, was: Considered | undefined, is: Considered | undefined, add: Add): void => {
  const of = (clause: Considered | undefined) => clause?.inputs.find(each => each.kind === "parameter" && each.id === input.id)
  const [from, to] = [of(was), of(is)]
  if (from === undefined || to === undefined || Journal.canonical(from.values) === Journal.canonical(to.values)) {
    if (from?.state === to?.state || from === undefined || to === undefined) return
  }
  const shown = (each: Input): Wording =>
    each.state === "unread"
      ? inBoth((_, t) => t.condition.unread(each.text?.number ?? "?"))
      : each.state === "missing"
        ? inBoth((_, t) => t.unknown)
        : Shown.either(each.values.map(value => value.shown))
  const [old, fresh] = [shown(from), shown(to)]
  add(
    "parameter",
    input.id,
    inBoth((lang, t) => t.timeline.parameter(input.label[lang], old[lang], fresh[lang]))
  )
}
