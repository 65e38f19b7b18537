/**
 * Clauses that contradict each other whatever the facts: of equal rank, in force on a common day, with different answers, where one holds
 * wherever the other does. Found when packs are stacked, so the work is bounded: clauses with the very same condition are always found, others
 * within the budget.
 */
import { Journal, type Period } from "@chibo/core"
import { render, type Wording } from "../Citation.ts"
import * as Expression from "../Expression.ts"
import { type Answers, answersOf, differ, type Speaker } from "./Answers.ts"
import { fails, type Found, satisfy, type Witness } from "./Search.ts"
import { type Situation, situations, type Stacked, stretches } from "./Situation.ts"

// model

/** Two clauses that contradict each other, with facts for which they do. */
export interface Conflict {
  readonly pack: string
  readonly question: string
  /** The clause that holds only where `other` does. */
  readonly about: string
  readonly other: string
  readonly days: Period.Period
  readonly witness: Witness
  readonly message: Wording
}

export interface Limits {
  /** How many pairs are looked at more closely than for the very same condition. */
  readonly pairs?: number
  /** How many branches each search may look at. */
  readonly budget?: number
}

// operations

/**
 * Every pair of clauses that contradict each other whatever the facts, each once, on the first days on which they do.
 */
export const provableConflicts = (stacked: Stacked, { pairs = 2_000, budget = 500 }: Limits = {}): ReadonlyArray<Conflict> => {
  const found: Array<Conflict> = []
  let left = pairs
  for (const question of stacked.questions.values()) {
    const done = new Set<string>()
    for (const stretch of stretches(stacked, question)) {
      const answers = answersOf(stretch.clauses)
      const settled = situations(stacked, question, stretch) ?? []
      const [first] = settled
      if (first === undefined) continue
      const apart = refuter(first, answers, budget)
      for (const [one, other] of peers(answers, (one, other) => !done.has(pairOf(one, other)) && left-- > 0)) {
        if (done.has(pairOf(one, other)) || apart(one, other)) continue
        const proofs = settled.map(situation => contradiction(situation, answers, one, other, budget))
        const [proof] = proofs
        if (proof === undefined || !proofs.every(each => each !== undefined)) continue
        done.add(pairOf(one, other))
        found.push(conflictOf(stacked, question.id, stretch.days, proof))
      }
    }
  }
  return found
}

/** Facts for which two clauses of equal rank both answer, differently, where one of them holds wherever the other does. */
export const contradiction = (
  situation: Situation,
  answers: Answers,
  one: Speaker,
  other: Speaker,
  budget: number
): { readonly one: Speaker; readonly other: Speaker; readonly witness: Witness } | undefined => {
  const [narrower, wider] = implies(situation, answers, one, other, budget)
    ? [one, other]
    : implies(situation, answers, other, one, budget)
      ? [other, one]
      : []
  const difference = differ(one.clause.then, other.clause.then)
  if (narrower === undefined || wider === undefined || difference === undefined) return undefined
  const both: Expression.Node = { op: "all", of: [answers.asked, one.speaks, other.speaks, difference] }
  const found = satisfy(situation, both, { budget })
  return found.is === "witness" ? { one: narrower, other: wider, witness: found.values } : undefined
}

/** The conflict as it is reported. */
export const conflictOf = (
  stacked: Stacked,
  question: string,
  days: Period.Period,
  { one, other, witness }: { readonly one: Speaker; readonly other: Speaker; readonly witness: Witness }
): Conflict => {
  const pack = (stacked.clauses.get(question) ?? []).findLast(
    ({ value }) => value.id === one.clause.id || value.id === other.clause.id
  )?.pack
  const [a, b] = [one, other].map(({ clause }) => `«${clause.id}» (${render(clause.cites[0], "vi")})`)
  const [c, d] = [one, other].map(({ clause }) => `«${clause.id}» (${render(clause.cites[0], "en")})`)
  return {
    pack: pack ?? "",
    question,
    about: one.clause.id,
    other: other.clause.id,
    days,
    witness,
    message: {
      vi: `hễ ${a} đúng thì ${b} cũng đúng mà kết quả khác: ghi một điều khoản là ngoại lệ của điều kia`,
      en: `wherever ${c} holds, ${d} holds as well and answers differently: write one as an exception to the other`
    }
  }
}

// internal

const implies = (situation: Situation, answers: Answers, one: Speaker, other: Speaker, budget: number): boolean => {
  if (keyOf(one.clause.when) === keyOf(other.clause.when)) return true
  const counter: Expression.Node = { op: "all", of: [answers.asked, one.reached, Expression.not(other.clause.when)] }
  return satisfy(situation, counter, { budget, unread: "free" }).is === "impossible"
}

/**
 * Tells cheaply of most pairs that neither holds wherever the other does: facts for which the one is reached, with plain values for all other
 * measures, refute it where the other does not hold. It says so only of facts that can be.
 */
const refuter = (situation: Situation, answers: Answers, budget: number): ((one: Speaker, other: Speaker) => boolean) => {
  const known = new Map<Speaker, Found>()
  const factsOf = (speaker: Speaker): Found => {
    const before = known.get(speaker)
    if (before !== undefined) return before
    const found = satisfy(situation, { op: "all", of: [answers.asked, speaker.reached] }, { budget, unread: "free" })
    known.set(speaker, found)
    return found
  }
  const without = (one: Speaker, other: Speaker): boolean => {
    const found = factsOf(one)
    if (found.is === "impossible") return true
    return found.is === "witness" && fails(situation, other.clause.when, found.values)
  }
  return (one, other) => without(one, other) && without(other, one)
}

const keys = new WeakMap<Expression.Node, string>()

/** The same for equal conditions; kept, as conditions are compared with many others. */
const keyOf = (node: Expression.Node): string => {
  const key = keys.get(node) ?? Journal.canonical(node)
  keys.set(node, key)
  return key
}

const pairOf = (one: Speaker, other: Speaker): string => `${one.clause.id}\n${other.clause.id}`

/** Pairs of equal rank and different answers: all those with the very same condition, and of the others those that are `wanted`. */
const peers = (answers: Answers, wanted: (one: Speaker, other: Speaker) => boolean): ReadonlyArray<readonly [Speaker, Speaker]> => {
  const found: Array<readonly [Speaker, Speaker]> = []
  for (const equals of Map.groupBy(answers.speakers, speaker => speaker.rank).values()) {
    const keys = new Map(equals.map(speaker => [speaker, keyOf(speaker.clause.when)]))
    const pairs = (group: ReadonlyArray<Speaker>, take: (one: Speaker, other: Speaker) => boolean): void => {
      for (const [i, one] of group.entries()) {
        for (const other of group.slice(i + 1)) {
          if (differ(one.clause.then, other.clause.then) !== undefined && take(one, other)) found.push([one, other])
        }
      }
    }
    for (const group of Map.groupBy(equals, speaker => keys.get(speaker)).values()) pairs(group, () => true)
    pairs(equals, (one, other) => keys.get(one) !== keys.get(other) && wanted(one, other))
  }
  return found
}
