/**
 * From briefs to advice: for one subject by walking the clauses, for many by loops over columns that give the same answers.
 *
 * For a question on a ruling day: first who is left out, then the general clauses with their exceptions. What is unknown, disputed or unread is
 * carried as possibilities, and an outcome stands only where every possibility agrees.
 *
 * @since 0.1.0
 */
import { type Id, Journal, type PlainDate, type WorkingDays } from "@chibo/core"
import { Effect, Stream } from "effect"
import type { Advice } from "./Advice.ts"
import * as Brief from "./Brief.ts"
import * as group from "./engine/quota.ts"
import * as reasons from "./engine/reasons.ts"
import * as running from "./engine/run.ts"
import { one } from "./engine/walk.ts"
import type { Question } from "./Question.ts"
import * as Rulebook from "./Rulebook.ts"
import type { RulePack, RulePackError } from "./RulePack.ts"

// model

/** Advice, the brief that it was given on, and the unit whose rulebook gave it. */
export interface Answered {
  readonly advice: Advice
  readonly brief: Brief.Brief
  readonly rulebook: Rulebook.Rulebook
  readonly unit: Id.UnitId
}

export type { QuotaCounts } from "./engine/quota.ts"
export type { Reason } from "./engine/reasons.ts"
export type { AdviceBatch, Execution, Prepared, Scratch } from "./engine/run.ts"

// operations

export { clausesOn, environment, one } from "./engine/walk.ts"

/**
 * Makes questions ready to be answered for batches of one day, those that they are linked to included. `execution` is `generated` unless told,
 * or `kernels` where functions may not be made from text.
 *
 * @since 0.2.0
 */
export const prepare = (
  rulebook: Rulebook.Rulebook,
  questions: ReadonlyArray<Question>,
  options: {
    readonly on: PlainDate.PlainDate
    readonly calendar?: WorkingDays.HolidayCalendar | undefined
    readonly execution?: running.Execution
  }
): running.Prepared => running.prepare(rulebook, questions, options.on, options.calendar, options.execution)

/**
 * The measures that a source must give for prepared questions; what it does not give is not known.
 *
 * @since 0.2.0
 */
export const measuresFor = (prepared: running.Prepared): ReadonlyArray<string> => prepared.plan.columns.map(({ id }) => id)

/**
 * Answers prepared questions for a batch: one `AdviceBatch` a question, in their order. `head` enters the digests of advice only. With
 * `scratch` (an object with `outputs: undefined` to begin with) the lists of an earlier run of the same size are written over.
 *
 * @since 0.2.0
 */
export const run = (
  prepared: running.Prepared,
  batch: Brief.Batch,
  head: Journal.Head = Journal.emptyHead,
  scratch?: running.Scratch
): ReadonlyArray<running.AdviceBatch> => running.run(prepared, batch, head, scratch)

/**
 * The ids of the clauses in force, in the order of their marks; of a subject's regime, where ruling days differ.
 *
 * @since 0.2.0
 */
export const clausesOf = (answers: running.AdviceBatch, index = 0): ReadonlyArray<string> =>
  running.clausesAt(answers, index).map(({ id }) => id)

/**
 * Why a subject of a batch was answered so: every clause in force, whether it held, and what it looked at, from the marks of the run.
 *
 * @since 0.2.0
 */
export const reasonsAt = (answers: running.AdviceBatch, index: number): ReadonlyArray<reasons.Reason> => reasons.reasonsAt(answers, index)

/**
 * What the advice for a subject of a batch comes to: an outcome's id, `not-applicable`, `undetermined` or `conflicting`.
 *
 * @since 0.2.0
 */
export const summaryAt = (answers: running.AdviceBatch, index: number): string => running.summaryAt(answers, index)

/**
 * The whole advice for a subject of a batch, made now from its brief.
 *
 * @since 0.2.0
 */
export const adviceAt = (answers: running.AdviceBatch, index: number, head: Journal.Head = Journal.emptyHead): Advice =>
  one(answers.rulebook, answers.question, Brief.row(answers.batch, index, head, answers.calendar))

/**
 * What the quotas on a question come to in every unit, by the answers of a batch. `unitOf` gives the number of each subject's unit, from 0 to
 * `units` (excluded).
 *
 * @since 0.2.0
 */
export const quotas = (answers: running.AdviceBatch, unitOf: Int32Array, units: number): ReadonlyArray<group.QuotaCounts> =>
  group.quotas(answers, unitOf, units)

/**
 * The answers for every subject of a group, in batches as the source gives them.
 *
 * @since 0.1.0
 */
export const all = (
  group: Rulebook.Group,
  question: Question,
  source: Brief.Source,
  on: PlainDate.PlainDate,
  execution?: running.Execution
): Stream.Stream<running.AdviceBatch, Brief.BriefError> => {
  const { rulebook, subjects } = group
  const prepared = prepare(rulebook, [question], { on, calendar: source.calendar, ...(execution === undefined ? {} : { execution }) })
  return source
    .read({ measures: Rulebook.measuresOf(rulebook, [question.id]), subjects, on })
    .pipe(
      Stream.mapArray(
        batches => batches.flatMap(batch => run(prepared, batch, source.head)) as [running.AdviceBatch, ...Array<running.AdviceBatch>]
      )
    )
}

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
      const read = source.read({ measures: Rulebook.measuresOf(rulebook, [question.id]), subjects: group.subjects, on })
      yield* Stream.runForEach(read, batch =>
        Effect.sync(() => {
          for (let i = 0; i < batch.subjects.length; i++) {
            const brief = Brief.row(batch, i, source.head, source.calendar)
            const unit = unitOf.get(brief.subject)
            if (unit !== undefined) answered.push({ advice: one(rulebook, question, brief), brief, rulebook, unit })
          }
        })
      )
    }
    return answered
  }
)
