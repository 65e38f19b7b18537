/** What is the same for every subject of a question on a ruling day: worked out once for a rulebook, and the digest of the clocks. */
import { Journal, type PlainDate } from "@chibo/core"
import type { Brief } from "../Brief.ts"
import { type Clause, type Exception, inForceOn } from "../Clause.ts"
import type { Setting } from "../Measure.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf, referencesOf } from "../RulePack.ts"

/** What is the same for every subject of a question on a ruling day. */
export interface Ruled {
  readonly clauses: ReadonlyArray<Clause>
  readonly exceptions: ReadonlyMap<string, ReadonlyArray<Exception>>
  readonly disputed: ReadonlyArray<Disputed>
}

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

/** Every way to settle the disputed parameters. */
export const choices = (disputed: ReadonlyArray<Disputed>): ReadonlyArray<ReadonlyMap<string, Setting>> =>
  disputed.reduce<ReadonlyArray<ReadonlyMap<string, Setting>>>(
    (maps, { id, values }) => maps.flatMap(map => values.map(value => new Map([...map, [id, value]]))),
    [new Map()]
  )

// internal

type Disputed = { readonly id: string; readonly values: ReadonlyArray<Setting> }

const disputedIn = (rulebook: Rulebook.Rulebook, clauses: ReadonlyArray<Clause>, day: PlainDate.PlainDate): ReadonlyArray<Disputed> => {
  // a quota is no part of a subject's answer
  const nodes = clauses.filter(clause => clause.type !== "quota").flatMap(expressionsOf)
  return [...referencesOf(nodes).parameters].flatMap(id => {
    const entry = Rulebook.parameterOn(rulebook, id, day)?.value
    return entry?.state === "disputed" ? [{ id, values: entry.values.map(each => each.value) }] : []
  })
}
