/**
 * Questions answered for a batch of columns at a time, block by block, by generated loops or block kernels; what neither can tell, by the walk.
 */
import { type Journal, PlainDate, WorkingDays } from "@chibo/core"
import * as Brief from "../Brief.ts"
import type { Clause } from "../Clause.ts"
import * as Expression from "../Expression.ts"
import type { Question } from "../Question.ts"
import type * as Rulebook from "../Rulebook.ts"
import type { Arrays, Bits, ColumnShape, Loop, Marks } from "./arrays.ts"
import { type Plan, plan, type Regime, type Stage } from "./compile.ts"
import * as generate from "./generate.ts"
import type { Member } from "./generate.ts"
import * as kernels from "./kernels.ts"
import { textOf, type Shared } from "./program.ts"
import { conflicting, notApplicable, undetermined, walkIt } from "./reduce.ts"
import { asked, environment, one, waysFor } from "./walk.ts"

// model

/** How answers are computed; all give the same ones. `generated` needs leave to make functions from text. */
export type Execution = "generated" | "kernels" | "walk"

/** Questions made ready for batches of one day. */
export interface Prepared {
  readonly plan: Plan
  readonly questions: ReadonlyArray<Question>
  readonly execution: Execution
  readonly calendar: WorkingDays.HolidayCalendar | undefined
  /** Loops by stage, regime and shape of the columns. */
  readonly loops: Map<string, Loop>
}

/**
 * The answers to one question for a batch: a code a subject, and for every clause whether it holds, or that it cannot be told. Advice and reasons
 * are made from these on demand.
 */
export interface AdviceBatch {
  readonly rulebook: Rulebook.Rulebook
  readonly question: Question
  readonly batch: Brief.Batch
  readonly calendar: WorkingDays.HolidayCalendar | undefined
  /** The place of the outcome in the question's list; 255 not asked, 254 undetermined, 253 conflicting. */
  readonly codes: Uint8Array
  /** In words of up to 32 clauses, in the order of `clausesAt`. */
  readonly holds: ReadonlyArray<Bits>
  readonly unknown: ReadonlyArray<Bits>
  /** The bit of the first clause: questions that were answered together share a word. */
  readonly offset: number
  readonly stage: Stage
  /** The regime of each subject, where their ruling days differ; 255 where the ruling day is not known. */
  readonly regimes: Uint8Array | undefined
}

// constructors

/** Makes questions ready for a day. */
export const prepare = (
  rulebook: Rulebook.Rulebook,
  questions: ReadonlyArray<Question>,
  on: PlainDate.PlainDate,
  calendar: WorkingDays.HolidayCalendar | undefined,
  execution: Execution | undefined
): Prepared => ({
  plan: plan(rulebook, questions, on),
  questions,
  execution: execution ?? (generate.allowed() ? "generated" : "kernels"),
  calendar,
  loops: new Map()
})

// operations

/** Lists that a run writes into, kept so that the next batch of the same size need not make new ones. */
export interface Scratch {
  outputs: ReadonlyArray<Output> | undefined
}

/** Answers the questions for a batch, in the order in which they were asked. With `scratch`, earlier answers written into it are overwritten. */
export const run = (prepared: Prepared, batch: Brief.Batch, head: Journal.Head, scratch?: Scratch): ReadonlyArray<AdviceBatch> => {
  const { plan: made, calendar } = prepared
  const n = batch.subjects.length
  const kept = scratch?.outputs
  const outputs = kept?.[0]?.marks.codes.length === n ? kept : outputsOf(made, n)
  if (scratch !== undefined) scratch.outputs = outputs
  // loops leave alone what is nought in a new list
  if (outputs === kept) for (const { marks } of kept) if (marks.offset === 0) for (const word of marks.unknown) word.fill(0)
  const x = arraysOf(prepared, batch, outputs)
  const shape = shapeOf(x)
  const key = shape.map(({ mask = "", guards = "", wide }) => `${mask}.${guards}.${wide ? 1 : 0}`).join(" ")
  const running: Running = {
    prepared,
    outputs,
    x,
    shape,
    key,
    batch,
    head,
    marks: outputs.map(({ marks }) => marks),
    rows: new Int32Array(block)
  }
  for (let from = 0; from < n; from += block) {
    const until = Math.min(n, from + block)
    for (const group of made.groups) runGroup(running, group, from, until)
  }
  return prepared.questions.flatMap(question => {
    const output = outputs.find(({ stage }) => stage.question.id === question.id)
    if (output === undefined) return []
    const { stage, marks, regimes } = output
    const { codes, certain: holds, unknown, offset } = marks
    return [{ rulebook: made.rulebook, question, batch, calendar, codes, holds, unknown, offset, stage, regimes }]
  })
}

/** The clauses whose marks a subject has, in the order of their bits. */
export const clausesAt = (answers: AdviceBatch, index: number): ReadonlyArray<Clause> =>
  answers.stage.regimes[answers.regimes?.[index] ?? 0]?.clauses ?? []

/** The mark of a clause. */
export const markAt = (answers: AdviceBatch, index: number, place: number): "yes" | "no" | "unknown" => {
  const [word, bit] = [place >> 5, 1 << ((place & 31) + answers.offset)]
  if (((answers.unknown[word]?.[index] ?? 0) & bit) !== 0) return "unknown"
  return ((answers.holds[word]?.[index] ?? 0) & bit) !== 0 ? "yes" : "no"
}

/** What `Advice.summary` says of the advice. */
export const summaryAt = (answers: AdviceBatch, index: number): string => {
  const code = answers.codes[index] ?? undetermined
  if (code === notApplicable) return "not-applicable"
  if (code === undetermined) return "undetermined"
  return code === conflicting ? "conflicting" : (Object.keys(answers.question.outcomes)[code] ?? "undetermined")
}

// internal

/** Rows that are taken through all questions before the next ones, so that they stay near. */
const block = 4096

interface Running {
  readonly prepared: Prepared
  readonly outputs: ReadonlyArray<Output>
  readonly x: Arrays
  readonly marks: ReadonlyArray<Marks>
  readonly shape: ReadonlyArray<ColumnShape>
  /** Batches of the same shape are answered by the same loops. */
  readonly key: string
  readonly batch: Brief.Batch
  readonly head: Journal.Head
  /** Room for the rows of a block. */
  readonly rows: Int32Array
}

interface Output {
  readonly stage: Stage
  readonly place: number
  readonly marks: Marks
  readonly regimes: Uint8Array | undefined
}

const outputsOf = (made: Plan, n: number): ReadonlyArray<Output> => {
  const outputs: Array<Output> = []
  for (const group of made.groups) {
    const stages = group.flatMap(place => made.stages[place] ?? [])
    const sizes = stages.map(({ regimes }) => Math.max(1, ...regimes.map(({ clauses }) => clauses.length)))
    const most = sizes.reduce((a, b) => a + b, 0)
    const words = Array.from({ length: Math.ceil(most / 32) }, (_, w) => bitsFor(Math.min(32, most - w * 32)))
    const [certain, unknown] = [words.map(make => make(n)), words.map(make => make(n))]
    let offset = 0
    for (const [at, stage] of stages.entries()) {
      const marks: Marks = { codes: new Uint8Array(n), asked: new Uint8Array(stage.asked ? n : 0), offset, certain, unknown }
      outputs.push({ stage, place: outputs.length, marks, regimes: stage.rulingDay === undefined ? undefined : new Uint8Array(n) })
      offset += sizes[at] ?? 0
    }
  }
  return outputs
}

const bitsFor = (clauses: number): ((n: number) => Bits) =>
  clauses <= 8 ? n => new Uint8Array(n) : clauses <= 16 ? n => new Uint16Array(n) : n => new Int32Array(n)

const arraysOf = ({ plan: made, calendar }: Prepared, batch: Brief.Batch, outputs: ReadonlyArray<Output>): Arrays => {
  const n = batch.subjects.length
  const texts = new Map(made.texts)
  const columns = made.columns.map(({ id, type }): Brief.Column => {
    const found = batch.columns.get(id)
    // a measure that the source did not give, or gave as another type, is not known
    return found?.type === type ? found : { type, values: new Uint8Array(n), known: new Uint8Array(n) }
  })
  const shared: Pick<Shared, "texts"> = { texts }
  return {
    columns: columns.map(({ values }) => values),
    known: columns.map(({ known }) => known),
    texts: columns.map(({ type, words }) => (type === "text" ? Int32Array.from(words ?? [], word => textOf(shared, word)) : undefined)),
    codes: outputs.map(({ marks }) => marks.codes),
    asked: outputs.map(({ marks }) => marks.asked),
    outcomes: made.stages.map(({ question }) => {
      const places = new Int32Array(256).fill(-1)
      for (const [code, outcome] of Object.keys(question.outcomes).entries()) places[code] = textOf(shared, outcome)
      places[notApplicable] = textOf(shared, "not-applicable")
      return places
    }),
    workdays: workdays(calendar)
  }
}

const workdays = (calendar: WorkingDays.HolidayCalendar | undefined): Arrays["workdays"] => {
  const kept = new Map<number, number>()
  return (day, count) => {
    const key = day * 4096 + count
    const before = count >= 0 && count < 4096 ? kept.get(key) : undefined
    if (before !== undefined) return before
    const deadline = WorkingDays.deadline(calendar, PlainDate.fromEpochDay(day), count)
    const found = deadline.known ? PlainDate.toEpochDay(deadline.day) : Number.NaN
    if (count >= 0 && count < 4096) kept.set(key, found)
    return found
  }
}

/** One group of questions for one block of rows. */
const runGroup = (run: Running, group: ReadonlyArray<number>, from: number, until: number): void => {
  const outputs = group.flatMap(place => run.outputs[place] ?? [])
  const [first] = outputs
  if (first === undefined) return
  const { execution } = run.prepared
  if (execution === "walk" || first.regimes !== undefined || "why" in (first.stage.regimes[0] ?? { why: "" })) {
    for (const output of outputs) runAlone(run, output, from, until)
    return
  }
  const regimes = outputs.map(({ stage }) => stage.regimes[0])
  loopFor(
    run,
    outputs,
    regimes.map(regime => regime as Regime),
    0,
    false
  )(run.x, run.marks, run.rows, from, until)
  const [regime] = regimes
  if (regime !== undefined && !("why" in regime) && mayNeedWalk(regime))
    for (let i = from; i < until; i++) if (first.marks.codes[i] === walkIt) byWalk(run, first, i, false)
}

/** Where loops leave rows to the tree walk: such a question is never answered together with others. */
const mayNeedWalk = ({ tables, conditions }: Regime): boolean => tables.rivals.length > 0 || conditions.length > 1

/** A question whose ruling days differ, or that the tree walk answers. */
const runAlone = (run: Running, output: Output, from: number, until: number): void => {
  const { stage, marks, regimes } = output
  const rowsOf = new Map<number, Array<number>>()
  for (let i = from; i < until; i++) {
    const r = regimes === undefined ? 0 : regimeOf(stage, run.x, i)
    if (regimes !== undefined) regimes[i] = r
    const rows = rowsOf.get(r) ?? []
    rowsOf.set(r, rows)
    rows.push(i)
  }
  for (const [r, rows] of rowsOf) {
    const regime = stage.regimes[r]
    if (run.prepared.execution === "walk" || regime === undefined || "why" in regime) {
      for (const i of rows) byWalk(run, output, i, true)
      continue
    }
    run.rows.set(rows)
    loopFor(run, [output], [regime], r, true)(run.x, run.marks, run.rows, 0, rows.length)
    for (const i of rows) if (marks.codes[i] === walkIt) byWalk(run, output, i, false)
  }
}

/** The regime of a row's ruling day; 255 where that day is not known. */
const regimeOf = (stage: Stage, x: Arrays, i: number): number => {
  const c = stage.rulingDay ?? -1
  if (x.known[c]?.[i] === 0) return 255
  const day = x.columns[c]?.[i] ?? 0
  return stage.starts.findLastIndex(start => start <= day)
}

const loopFor = (run: Running, outputs: ReadonlyArray<Output>, regimes: ReadonlyArray<Regime>, r: number, indexed: boolean): Loop => {
  const { prepared, shape, key } = run
  const id = `${outputs.map(({ place }) => place).join()}/${r}/${key}`
  const before = prepared.loops.get(id)
  if (before !== undefined) return before
  const members = outputs.flatMap(({ place, stage, marks }, at): ReadonlyArray<Member> => {
    const regime = regimes[at]
    const outcomes = run.x.outcomes[place]
    return regime === undefined || outcomes === undefined ? [] : [{ place, regime, outcomes, asked: stage.asked, offset: marks.offset }]
  })
  const made =
    prepared.execution === "generated"
      ? generate.loop(members, { columns: shape, indexed })
      : kernels.loop(members, { columns: shape, indexed })
  prepared.loops.set(id, made)
  return made
}

/** What the columns of a batch are like. */
const shapeOf = (x: Arrays): ReadonlyArray<ColumnShape> =>
  x.columns.map((values, c) => {
    const known = x.known[c]
    const guards = x.known.findIndex(each => each !== undefined && each === values)
    return {
      mask: known === undefined ? undefined : x.known.indexOf(known),
      guards: guards < 0 || known !== undefined ? undefined : guards,
      wide: values instanceof Float64Array,
      texts: x.texts[c] !== undefined
    }
  })

/** Answers one row by the tree walk, and marks its clauses where no loop did. */
const byWalk = ({ prepared, batch, head }: Running, { stage, marks, regimes }: Output, i: number, mark: boolean): void => {
  const { plan: made, calendar } = prepared
  const { rulebook } = made
  const { question } = stage
  const brief = Brief.row(batch, i, head, calendar)
  const advice = one(rulebook, question, brief)
  const outcomes = Object.keys(question.outcomes)
  marks.codes[i] =
    advice._tag === "Outcome"
      ? outcomes.indexOf(advice.outcome)
      : advice._tag === "NotApplicable"
        ? notApplicable
        : advice._tag === "Conflicting"
          ? conflicting
          : undetermined
  if (!mark) return
  if (marks.offset === 0) for (const word of [...marks.certain, ...marks.unknown]) word[i] = 0
  if (stage.asked) {
    const applies = asked(rulebook, question, brief)
    marks.asked[i] = applies.known ? Number(applies.value === true) : 2
  }
  const clauses = stage.regimes[regimes?.[i] ?? 0]?.clauses
  if (clauses === undefined || advice.rulingDay === undefined) return
  const { rulingDay } = advice
  const envs = waysFor(rulebook, clauses, brief, rulingDay).map(choice => environment(rulebook, brief, rulingDay, choice))
  for (const [place, clause] of clauses.entries()) {
    if (clause.type === "quota") continue
    const results = envs.map(env => (clause.when === undefined ? Expression.known(true) : Expression.evaluate(clause.when, env)))
    const yes = results.every(result => result.known && result.value === true)
    const no = results.every(result => result.known && result.value !== true)
    const [word, bit] = [place >> 5, 1 << ((place & 31) + marks.offset)]
    const [held, unknown] = [marks.certain[word], marks.unknown[word]]
    if (held !== undefined && yes) held[i] = (held[i] ?? 0) | bit
    if (unknown !== undefined && !yes && !no) unknown[i] = (unknown[i] ?? 0) | bit
  }
}
