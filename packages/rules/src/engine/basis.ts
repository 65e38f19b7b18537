/** The parts that the digest of an advice is taken over, so that a replay can say which of them changed. */
import { Journal } from "@chibo/core"
import type { Basis } from "../Advice.ts"
import type { Brief } from "../Brief.ts"
import type { Clause } from "../Clause.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { contentDigest, expressionsOf, referencesOf } from "../RulePack.ts"

const bases = new WeakMap<Rulebook.Rulebook, Map<string, Basis>>()

/** The same object for every subject that shares rulebook, question, head and calendar. */
export const basisFor = (rulebook: Rulebook.Rulebook, question: Question, { head, calendar }: Brief): Basis => {
  const kept = bases.get(rulebook) ?? new Map<string, Basis>()
  bases.set(rulebook, kept)
  const key = [question.id, String(head.position), head.digest, calendar?.version ?? ""].join("\n")
  const before = kept.get(key)
  if (before !== undefined) return before
  const made: Basis = {
    rulebook: rulebook.digest,
    packs: Object.fromEntries(rulebook.packs.map(pack => [pack.id, { version: pack.version, content: contentDigest(pack) }])),
    measures: Object.fromEntries(
      Rulebook.measuresOf(rulebook, [question.id]).flatMap(({ id, of }) => (of.by === "computed" ? [[id, of.version] as const] : []))
    ),
    rules: rulesOf(rulebook, question.id),
    head,
    ...(calendar === undefined ? {} : { calendar: calendar.version })
  }
  kept.set(key, made)
  return made
}

// internal

/** The questions, clauses and parameters that a question and its links read. */
const rulesOf = (rulebook: Rulebook.Rulebook, question: string): Basis["rules"] => {
  const clauses: Array<Clause> = []
  const parameters = new Set<string>()
  const questions = new Set([question])
  for (const id of questions) {
    const own = (rulebook.clauses.get(id) ?? []).map(clause => clause.value)
    clauses.push(...own)
    const named = referencesOf(own.flatMap(expressionsOf))
    for (const parameter of named.parameters) parameters.add(parameter)
    for (const linked of named.questions) questions.add(linked) // a set is walked on as it grows
  }
  // a clause that lower packs depart from stands in several stretches under one id
  const byId = Map.groupBy(clauses, clause => clause.id)
  return Object.fromEntries([
    ...[...questions].map(id => [id, digestOf(rulebook.questions.get(id))] as const),
    ...[...byId].map(([id, stretches]) => [id, stretches.map(digestOf).join("+")] as const),
    ...[...parameters].map(id => {
      const own = rulebook.parameters.get(id)?.value
      const local = Rulebook.entriesOf(rulebook, id).filter(entry => own?.values.includes(entry) !== true)
      return [id, [own, ...local].map(digestOf).join("+")] as const
    })
  ])
}

const digests = new WeakMap<object, string>()

/** Rulebooks are made again for every stack; what stands in packs is digested once. */
const digestOf = (rule: object | undefined): string => {
  if (rule === undefined) return ""
  const kept = digests.get(rule)
  if (kept !== undefined) return kept
  const digest = Journal.digestOf("chibo/rule/1", Journal.canonical(rule)).slice(0, 16)
  digests.set(rule, digest)
  return digest
}
