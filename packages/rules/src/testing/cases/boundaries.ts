/** Whether scenarios stand on the first and on the last day of every clause and every value. */
import { Period, type PlainDate } from "@chibo/core"
import type { Brief } from "../../Brief.ts"
import type { Wording } from "../../Citation.ts"
import type { Clause } from "../../Clause.ts"
import * as Engine from "../../Engine.ts"
import * as Expression from "../../Expression.ts"
import type { Question } from "../../Question.ts"
import { expressionsOf } from "../../RulePack.ts"
import { type Case, define, looked, type Subject } from "../Case.ts"

/** The first or the last day of a clause or of a parameter's value. */
export interface Boundary {
  readonly of: "clause" | "value"
  readonly id: string
  readonly day: PlainDate.PlainDate
  readonly edge: "first" | "last"
}

/**
 * The first and last days of the pack's clauses and values on which no scenario stands. A clause is exercised where a scenario is ruled on the
 * day and its condition holds, a value where a clause in force reads it for the day.
 *
 * @since 0.2.0
 */
export const unexercised = (subject: Subject): ReadonlyArray<Boundary> => {
  const done = exercised(subject)
  return boundariesOf(subject).filter(boundary => !done.has(keyOf(boundary.id, boundary.day)))
}

export const boundaryCases: ReadonlyArray<Case> = [
  define("periods.exercised", "scenarios stand on the first and the last day of every clause and value", subject => {
    const listed = subject.options.notExercised ?? []
    const left = unexercised(subject)
    const known = new Set(listed.flatMap(({ id, days }) => days.map(day => keyOf(id, day))))
    const open = new Set(left.map(({ id, day }) => keyOf(id, day)))
    const problems = left.filter(({ id, day }) => !known.has(keyOf(id, day))).map(sentence)
    const idle = [...known]
      .filter(key => !open.has(key))
      .map(key => ({
        vi: `«${key}» nằm trong danh sách không thử, nhưng đã được thử hoặc không có`,
        en: `«${key}» is listed as not exercised, and is, or does not exist`
      }))
    return looked(boundariesOf(subject).length, [...problems, ...idle])
  })
]

// internal

const keyOf = (id: string, day: string): string => `${id} ${day}`

const sentence = ({ id, day, edge }: Boundary): Wording => ({
  vi: `${id}: không có tình huống vào ngày ${edge === "first" ? "đầu" : "cuối"} ${day}`,
  en: `${id}: no scenario on its ${edge} day ${day}`
})

const boundariesOf = ({ pack }: Subject): ReadonlyArray<Boundary> => {
  const both = (of: Boundary["of"], id: string, period: Period.Period): ReadonlyArray<Boundary> => {
    const last = Period.lastDay(period)
    return [{ of, id, day: period.from, edge: "first" }, ...(last === undefined ? [] : [{ of, id, day: last, edge: "last" } as const])]
  }
  return [
    ...pack.clauses.flatMap(({ id, inForce }) => both("clause", id, inForce)),
    ...pack.parameters.flatMap(({ id, values }) => values.flatMap(({ inForce }) => both("value", id, inForce))),
    ...pack.overlays.flatMap(overlay =>
      "values" in overlay
        ? overlay.values.flatMap(({ inForce }) => both("value", overlay.departsFrom, inForce))
        : both("clause", overlay.departsFrom, overlay.inForce)
    )
  ]
}

/** Ids of clauses and parameters with the days on which scenarios stand. */
const exercised = ({ ran, world: { rulebook } }: Subject): ReadonlySet<string> => {
  const done = new Set<string>()
  const readBy = (clause: Clause, day: PlainDate.PlainDate, brief: Brief | undefined) => {
    for (const node of expressionsOf(clause)) {
      Expression.visit(node, inner => {
        if (inner.op !== "parameter" && inner.op !== "within") return
        const on = inner.on === undefined ? day : brief?.get(inner.on)?.value
        if (on !== undefined) done.add(keyOf(inner.op === "within" ? inner.parameter : inner.id, String(on)))
      })
    }
  }
  const see = (question: Question, brief: Brief, day: PlainDate.PlainDate, seen: ReadonlySet<string>) => {
    const env = Engine.environment(rulebook, brief, day)
    for (const clause of Engine.clausesOn(rulebook, question, day)) {
      if (clause.type === "quota") continue
      if (seen.size === 0 && holds(clause, env)) done.add(keyOf(clause.id, day))
      readBy(clause, day, brief)
      for (const node of expressionsOf(clause)) {
        for (const id of Expression.references(node).questions) {
          const linked = seen.has(id) ? undefined : rulebook.questions.get(id)
          const on = linked?.rulingDay === undefined ? brief.on : brief.get(linked.rulingDay)?.value
          // sound: a ruling day is a measure of days
          if (linked !== undefined && on !== undefined) see(linked, brief, on as PlainDate.PlainDate, new Set([...seen, question.id]))
        }
      }
    }
  }
  for (const { scenario, answered } of ran) {
    if (scenario.type === "grouped") {
      const { quota, on } = scenario
      if (Period.contains(quota.inForce, on)) done.add(keyOf(quota.id, on))
      readBy(quota, on, undefined)
    } else if (answered?.advice.rulingDay !== undefined) see(scenario.question, answered.brief, answered.advice.rulingDay, new Set())
  }
  return done
}

/** Whether the condition holds, or would if sources did not dispute what it is compared with. */
const holds = (clause: Exclude<Clause, { readonly type: "quota" }>, env: Expression.Environment): boolean => {
  const result: Expression.Result = clause.when === undefined ? Expression.known(true) : Expression.evaluate(clause.when, env)
  return result.known ? result.value === true : result.missing.size === 0
}
