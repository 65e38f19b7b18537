/**
 * How an answer runs over time: the intervals in which it stays the same, and why it changes between them.
 *
 * Every day of the period has its own governing unit, its own stack of packs and its own texts; all days are as known at the one point of the
 * source. Days are passed over only where nothing can differ: no measure that the question reads may change, no clause or value begins or
 * ends, and the unit and its packs are those of the day before.
 */
import { type Id, Period, PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import { type Advice, key } from "../Advice.ts"
import * as Brief from "../Brief.ts"
import type { Wording } from "../Citation.ts"
import { one } from "../Engine.ts"
import { changesBetween, type SwitchReason, type Told } from "../explain/change.ts"
import type { Explanation } from "../explain/model.ts"
import { why } from "../explain/why.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf, referencesOf, type RulePack, type RulePackError } from "../RulePack.ts"
import { words } from "../wording/words.ts"

// model

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
          because: before === undefined ? [] : changesBetween(told(before), told(seen))
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
  return { key: key(advice), unit, packs, rulebook, brief, advice }
})

/** Explained only on the two sides of a switch: a trace costs many times an answer. */
const explained = ({ rulebook, brief, advice }: Seen): { readonly advice?: Advice; readonly explanation?: Explanation } =>
  rulebook === undefined || brief === undefined || advice === undefined ? {} : { advice, explanation: why(rulebook, advice, brief) }

const told = (seen: Seen): Told => ({ ...seen, explanation: explained(seen).explanation })
