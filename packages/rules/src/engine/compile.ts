/**
 * A question made ready for columns: its regimes, the conditions of each as steps, and what turns marks into answers.
 */
import { PlainDate } from "@chibo/core"
import type { Clause } from "../Clause.ts"
import type { ValueType } from "../Measure.ts"
import type { Question } from "../Question.ts"
import type * as Rulebook from "../Rulebook.ts"
import { visit } from "../Expression.ts"
import { expressionsOf, referencesOf } from "../RulePack.ts"
import { type Builder, builder, columnOf, type Shared } from "./program.ts"
import type { Ref } from "./step.ts"
import { type Tables, tables } from "./reduce.ts"
import { choices, ruledOn } from "./ruled.ts"
import { boundaries } from "./settings.ts"

// model

/** A stretch of ruling days on which the same clauses and values hold. */
export interface Regime {
  /** In the order of their bits; quotas are none of a subject's answer. */
  readonly clauses: ReadonlyArray<Clause>
  readonly tables: Tables
  readonly program: Builder
  /** For each way to settle disputes, the step of each clause. */
  readonly conditions: ReadonlyArray<ReadonlyArray<Ref>>
}

/** A question among those that one run answers. */
export interface Stage {
  readonly question: Question
  /** The column of the ruling day; without it the day asked about rules. */
  readonly rulingDay: number | undefined
  /** First days of the regimes, as days since 1970-01-01. */
  readonly starts: ReadonlyArray<number>
  /** Nothing in a regime that only the tree walk can answer; `why` says so. */
  readonly regimes: ReadonlyArray<Regime | { readonly why: string; readonly clauses: ReadonlyArray<Clause> }>
  /** Whether another question asks if this one applies. */
  readonly asked: boolean
}

/** All that a run needs: the question's stage comes last, after those that it is linked to. */
export interface Plan {
  readonly rulebook: Rulebook.Rulebook
  readonly on: PlainDate.PlainDate
  readonly stages: ReadonlyArray<Stage>
  readonly columns: ReadonlyArray<{ readonly id: string; readonly type: ValueType }>
  readonly texts: ReadonlyMap<string, number>
  /** Places of stages that one loop answers, in order. */
  readonly groups: ReadonlyArray<ReadonlyArray<number>>
}

// constructors

/** The plan for questions on a day. */
export const plan = (rulebook: Rulebook.Rulebook, questions: ReadonlyArray<Question>, on: PlainDate.PlainDate): Plan => {
  const order = linked(rulebook, questions)
  const places = new Map(order.map(({ id }, i) => [id, i]))
  const asked = new Set<string>()
  const shared: Shared = { rulebook, columns: [], texts: new Map(), stage: id => places.get(id) }
  const common = builder(shared)
  const stages = order.map((question): Stage => {
    const rulingDay = question.rulingDay === undefined ? undefined : columnOf(shared, question.rulingDay, "day")
    const days = rulingDay === undefined ? [on] : regimeStarts(rulebook, question)
    const regimes = days.map(day => regime(shared, rulingDay === undefined ? common : builder(shared), question, day, asked))
    return { question, rulingDay, starts: days.map(PlainDate.toEpochDay), regimes, asked: false }
  })
  return {
    rulebook,
    on,
    stages: stages.map(stage => ({ ...stage, asked: asked.has(stage.question.id) })),
    columns: shared.columns,
    texts: shared.texts,
    groups: together(stages)
  }
}

// internal

/** More ways than this to settle disputes are left to the tree walk. */
const mostChoices = 16

/** As many clauses as one word has marks for are put into one loop. */
const mostTogether = 32

const regime = (
  shared: Shared,
  program: Builder,
  question: Question,
  day: PlainDate.PlainDate,
  asked: Set<string>
): Stage["regimes"][number] => {
  const { clauses: all, disputed } = ruledOn(shared.rulebook, question, day)
  const clauses = all.filter(clause => clause.type !== "quota")
  const ways = disputed.reduce((product, { values }) => product * values.length, 1)
  if (ways > mostChoices) return { why: "too many disputed values", clauses }
  const found = tables(question, clauses, new Set(disputed.map(({ id }) => id)))
  if (found === undefined) return { why: "too many different answers", clauses }
  const before = program.lacks.length
  const conditions = choices(disputed).map(choice => clauses.map(clause => program.condition(clause.when ?? always, day, choice)))
  for (const node of clauses.flatMap(expressionsOf)) visit(node, inner => (inner.op === "applies" ? asked.add(inner.question) : undefined))
  const why = program.lacks[before]
  return why === undefined ? { clauses, tables: found, program, conditions } : { why, clauses }
}

/** Stages that one loop can answer: each ruled by the day asked about, with one way to settle disputes and at most a word of clauses. */
const together = (stages: ReadonlyArray<Stage>): ReadonlyArray<ReadonlyArray<number>> => {
  const groups: Array<Array<number>> = []
  let room = -1
  for (const [place, { rulingDay, regimes }] of stages.entries()) {
    const [only] = regimes
    const plain =
      rulingDay === undefined &&
      only !== undefined &&
      !("why" in only) &&
      only.conditions.length === 1 &&
      only.tables.words === 1 &&
      only.tables.rivals.length === 0
    const own = Math.max(1, only?.clauses.length ?? 0)
    const joins = plain && own <= room
    if (joins) groups.at(-1)?.push(place)
    else groups.push([place])
    room = plain ? (joins ? room : mostTogether) - own : -1
  }
  return groups
}

const always = { op: "constant", value: true } as const

const asksAbout = (clauses: ReadonlyArray<Clause>): ReadonlyArray<string> => {
  const nodes = clauses.flatMap(clause => (clause.type === "quota" ? [] : expressionsOf(clause)))
  return [...referencesOf(nodes).questions]
}

/** The questions and all that they are linked to, each after those that it needs. Links form no cycle: that is checked at load. */
const linked = (rulebook: Rulebook.Rulebook, questions: ReadonlyArray<Question>): ReadonlyArray<Question> => {
  const order: Array<Question> = []
  const add = (asked: Question): void => {
    if (order.some(({ id }) => id === asked.id)) return
    // a pack keeps copies of the questions that it was made of
    const question = rulebook.questions.get(asked.id) ?? asked
    const clauses = (rulebook.clauses.get(question.id) ?? []).map(({ value }) => value)
    for (const id of asksAbout(clauses)) {
      const other = rulebook.questions.get(id)
      if (other !== undefined) add(other)
    }
    order.push(question)
  }
  for (const question of questions) add(question)
  return order
}

/** The days on which the clauses of a question, or the values that they name, may change. */
const regimeStarts = (rulebook: Rulebook.Rulebook, question: Question): ReadonlyArray<PlainDate.PlainDate> => {
  const clauses = (rulebook.clauses.get(question.id) ?? []).map(({ value }) => value)
  const named = referencesOf(clauses.flatMap(expressionsOf)).parameters
  const days = [
    ...clauses.flatMap(({ inForce }) => (inForce.until === undefined ? [inForce.from] : [inForce.from, inForce.until])),
    ...[...named].flatMap(id => boundaries(rulebook, id))
  ]
  return [...new Set([PlainDate.make("1000-01-01"), ...days])].sort()
}
