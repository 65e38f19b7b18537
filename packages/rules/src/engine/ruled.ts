/** What is the same for every subject of a question on a ruling day: worked out once for a rulebook, and the digest of the clocks. */
import { Journal, type PlainDate } from "@chibo/core"
import type { Brief } from "../Brief.ts"
import { type Clause, type Exception, inForceOn } from "../Clause.ts"
import type { Entry } from "../Dated.ts"
import { visit } from "../Expression.ts"
import type { Setting } from "../Measure.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf } from "../RulePack.ts"
import { stretches } from "./settings.ts"

// model

/** What is the same for every subject of a question on a ruling day. */
export interface Ruled {
  readonly clauses: ReadonlyArray<Clause>
  readonly exceptions: ReadonlyMap<string, ReadonlyArray<Exception>>
  readonly disputed: ReadonlyArray<Disputed>
}

/** A disputed entry of a parameter: every value is tried. */
export interface Disputed {
  readonly key: string
  readonly id: string
  readonly values: ReadonlyArray<Setting>
}

/** One way to settle disputes, by their keys. */
export type Choice = ReadonlyMap<string, Setting>

// operations

const ruled = new WeakMap<Rulebook.Rulebook, Map<string, Ruled>>()

export const ruledOn = (rulebook: Rulebook.Rulebook, question: Question, day: PlainDate.PlainDate): Ruled => {
  const kept = ruled.get(rulebook) ?? new Map<string, Ruled>()
  ruled.set(rulebook, kept)
  const key = `${question.id}\n${day}`
  const before = kept.get(key)
  if (before !== undefined) return before
  const all = (rulebook.clauses.get(question.id) ?? []).map(clause => clause.value)
  const clauses = inForceOn(all, day)
  const exceptions = Map.groupBy(
    clauses.filter(clause => clause.type === "exception"),
    clause => clause.excepts
  )
  const made: Ruled = { clauses, exceptions, disputed: disputedIn(rulebook, clauses, day) }
  kept.set(key, made)
  return made
}

const digests = new WeakMap<Rulebook.Rulebook, Map<string, string>>()

/** The same for every subject that shares rulebook, question, clocks and calendar. */
export const digestFor = (
  rulebook: Rulebook.Rulebook,
  question: Question,
  brief: Brief,
  rulingDay: PlainDate.PlainDate | undefined
): string => {
  const parts = [question.id, brief.on, rulingDay ?? "", String(brief.head.position), brief.head.digest, brief.calendar?.version ?? ""]
  const kept = digests.get(rulebook) ?? new Map<string, string>()
  digests.set(rulebook, kept)
  const key = parts.join("\n")
  const digest = kept.get(key) ?? Journal.digestOf("chibo/advice/1", rulebook.digest, ...parts)
  kept.set(key, digest)
  return digest
}

/** The name of a dispute: a parameter and the stretch of days on which its sources differ. */
export const disputeKey = (id: string, entry: Entry<Setting>): string => `${id}@${entry.inForce.from}`

/** Every way to settle the disputed values. */
export const choices = (disputed: ReadonlyArray<Disputed>): ReadonlyArray<Choice> =>
  disputed.reduce<ReadonlyArray<Choice>>(
    (maps, { key, values }) => maps.flatMap(map => values.map(value => new Map([...map, [key, value]]))),
    [new Map()]
  )

// internal

/** The disputes that a subject may meet: on the ruling day, and on any day where a parameter is read on a measured one. */
const disputedIn = (rulebook: Rulebook.Rulebook, clauses: ReadonlyArray<Clause>, day: PlainDate.PlainDate): ReadonlyArray<Disputed> => {
  const found = new Map<string, Disputed>()
  const see = (id: string, entry: Entry<Setting> | undefined) => {
    if (entry?.state !== "disputed") return
    const key = disputeKey(id, entry)
    found.set(key, { key, id, values: entry.values.map(each => each.value) })
  }
  // a quota is no part of a subject's answer
  for (const node of clauses.filter(clause => clause.type !== "quota").flatMap(expressionsOf)) {
    visit(node, inner => {
      if (inner.op !== "parameter" && inner.op !== "within") return
      const id = inner.op === "within" ? inner.parameter : inner.id
      if (inner.on === undefined) see(id, Rulebook.parameterOn(rulebook, id, day)?.value)
      else for (const { entry } of stretches(rulebook, id)) see(id, entry)
    })
  }
  return [...found.values()]
}
