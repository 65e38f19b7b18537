/**
 * What is the same for every subject over a stretch of days: the values of the parameters, and what measures and outcomes can be at all.
 *
 * Days are cut where a clause or a value begins or ends, as overlays leave them, so that nothing changes inside a stretch. Values that sources
 * dispute give one situation for each way to settle them.
 */
import { Period, type PlainDate } from "@chibo/core"
import { type Clause, inForceOn } from "../Clause.ts"
import type * as Dated from "../Dated.ts"
import * as Expression from "../Expression.ts"
import type { Measure, Setting } from "../Measure.ts"
import type { Question } from "../Question.ts"
import type { Relation, RulePack } from "../RulePack.ts"
import { readsOf } from "./Reads.ts"

// model

/** Stacked packs, as a rulebook holds them: of a clause or value that lower packs depart from, what comes of it, day by day. */
export interface Stacked {
  readonly packs: ReadonlyArray<RulePack>
  readonly questions: ReadonlyMap<string, Question>
  readonly measures: ReadonlyMap<string, Measure>
  readonly clauses: ReadonlyMap<string, ReadonlyArray<{ readonly pack: string; readonly value: Clause }>>
  readonly values: ReadonlyMap<string, ReadonlyArray<{ readonly value: Dated.Entry<Setting> }>>
}

/** Where a formula is looked at. */
export interface Situation {
  readonly measures: ReadonlyMap<string, Measure>
  readonly questions: ReadonlyMap<string, Question>
  readonly relations: ReadonlyArray<Relation>
  /** The days for which the situation stands. */
  readonly days: Period.Period
  /** The measure that gives the ruling day, which lies inside `days`. */
  readonly rulingDay: string | undefined
  /** A parameter on a day; on the ruling day where none is given. */
  readonly parameter: (id: string, day?: PlainDate.PlainDate) => Expression.Result<Setting>
  /** The days on which the parameter's value changes, in order. */
  readonly changes: (id: string) => ReadonlyArray<PlainDate.PlainDate>
}

/** A stretch of days with the clauses of a question that are in force throughout. */
export interface Stretch {
  readonly days: Period.Period
  readonly clauses: ReadonlyArray<Clause>
  /** What the parameters that those clauses read come to on the ruling day. */
  readonly entries: ReadonlyMap<string, Dated.Entry<Setting> | undefined>
  /** Those of them that have no value, although they are read on that day. */
  readonly valueless: ReadonlyArray<string>
}

// operations

/**
 * The stretches of a question, in order: from the first day on which one of its clauses is in force, without an end. A stretch may have no clause.
 */
export const stretches = (stacked: Stacked, question: Question): ReadonlyArray<Stretch> => {
  const clauses = (stacked.clauses.get(question.id) ?? []).map(clause => clause.value)
  const parameters = new Set(clauses.flatMap(parametersOf))
  const first = clauses.map(clause => clause.inForce.from).sort()[0]
  if (first === undefined) return []
  const cuts = new Set(clauses.flatMap(clause => boundsOf(clause.inForce)))
  for (const id of parameters) for (const day of changesOf(stacked, id)) cuts.add(day)
  const days = [...cuts].filter(day => day >= first).sort()
  return days.map((from, i) => {
    const until = days[i + 1]
    const here = inForceOn(clauses, from)
    const entries = new Map(here.flatMap(parametersOf).map(id => [id, entryOn(stacked, id, from)] as const))
    const onRulingDay = new Set(here.flatMap(clause => (clause.type === "quota" ? [] : [...readsOf(clause).onRulingDay])))
    return {
      days: until === undefined ? { from } : { from, until },
      clauses: here,
      entries,
      valueless: [...onRulingDay].filter(id => entries.get(id) === undefined)
    }
  })
}

/** The situations of a stretch: one, or one for each way to settle its disputed values; `undefined` when there are more than `most`. */
export const situations = (stacked: Stacked, question: Question, stretch: Stretch, most = 16): ReadonlyArray<Situation> | undefined => {
  let choices: ReadonlyArray<ReadonlyMap<string, Setting>> = [new Map()]
  for (const [id, entry] of stretch.entries) {
    if (entry?.state !== "disputed") continue
    choices = choices.flatMap(choice => entry.values.map(({ value }) => new Map([...choice, [id, value]])))
    if (choices.length > most) return undefined
  }
  const relations = stacked.packs.flatMap(pack => pack.relations)
  return choices.map(choice => ({
    measures: stacked.measures,
    questions: stacked.questions,
    relations,
    days: stretch.days,
    rulingDay: question.rulingDay,
    parameter: (id, day = stretch.days.from) => settle(id, entryOn(stacked, id, day), choice),
    changes: id => changesOf(stacked, id)
  }))
}

// internal

const boundsOf = (period: Period.Period): ReadonlyArray<PlainDate.PlainDate> =>
  period.until === undefined ? [period.from] : [period.from, period.until]

const entryOn = ({ values }: Stacked, id: string, day: PlainDate.PlainDate): Dated.Entry<Setting> | undefined =>
  values.get(id)?.find(piece => Period.contains(piece.value.inForce, day))?.value

const changesOf = ({ values }: Stacked, id: string): ReadonlyArray<PlainDate.PlainDate> => [
  ...new Set((values.get(id) ?? []).flatMap(piece => boundsOf(piece.value.inForce)).sort())
]

/** The parameters that an answering clause reads. */
const parametersOf = (clause: Clause): ReadonlyArray<string> => (clause.type === "quota" ? [] : [...readsOf(clause).parameters])

/** As the engine does: a dispute that the choice does not settle leaves the value unknown. */
const settle = (id: string, entry: Dated.Entry<Setting> | undefined, choice: ReadonlyMap<string, Setting>): Expression.Result<Setting> => {
  if (entry === undefined) return Expression.unknown({ without: id })
  if (entry.state === "unread") return Expression.unknown({ unread: entry.text.id })
  if (entry.state === "known") return Expression.known(entry.value)
  const chosen = choice.get(id)
  return chosen === undefined ? Expression.unknown({ without: id }) : Expression.known(chosen)
}
