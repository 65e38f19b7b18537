/**
 * Clauses that contradict each other whatever the facts: of equal rank, in force on a common day, with different answers, where one holds
 * wherever the other does. Found when packs are stacked, so the work is bounded: clauses with the very same condition are always found, others
 * as far as the work reaches, those of the lowest packs and the likely ones first. `Check.pack` goes on from there.
 */
import type { Period } from "@chibo/core"
import { render, type Wording } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import * as Expression from "../Expression.ts"
import { type Answers, answersOf, differ, type Speaker } from "./Answers.ts"
import { mayFollow, type Said, saidBy } from "./Conjuncts.ts"
import { keyOf, readsOf } from "./Reads.ts"
import { isImpossible, type Options, satisfy, type Witness } from "./Search.ts"
import { type Situation, situations, type Stacked, type Stretch, stretches } from "./Situation.ts"

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

/** A stretch of a question, ready to compare clauses in. */
interface Scene {
  readonly question: string
  readonly stretch: Stretch
  readonly answers: Answers
  readonly situations: () => ReadonlyArray<Situation>
  /** What is said where the clause is reached. */
  readonly saidOf: (speaker: Speaker) => Said
  /** The same for clauses that are asked the same: with equal values, and on any days unless they read the ruling day. */
  readonly markOf: (speaker: Speaker) => string
}

// operations

/**
 * Every pair of clauses that contradict each other whatever the facts, each once, on the first days on which they do. `work` is how many branches
 * all searches may look at together for pairs whose conditions are not the same.
 */
export const provableConflicts = (stacked: Stacked, work = 1_200): ReadonlyArray<Conflict> => {
  const found = new Map<string, Conflict>()
  const shared = { left: work }
  const marks = new Map<unknown, number>()
  const said = new Map<Speaker, Said>()
  const relations = stacked.packs.flatMap(pack => pack.relations)
  const scenes = [...stacked.questions.values()].flatMap(question =>
    stretches(stacked, question).map((stretch): Scene => {
      const answers = answersOf(stretch.clauses)
      let settled: ReadonlyArray<Situation> | undefined
      return {
        question: question.id,
        stretch,
        answers,
        situations: () => {
          settled ??= situations(stacked, question, stretch) ?? []
          return settled
        },
        saidOf: speaker => {
          const known = said.get(speaker) ?? saidBy([answers.asked, speaker.reached], relations)
          said.set(speaker, known)
          return known
        },
        markOf: markerOf(marks, stretch, question.rulingDay)
      }
    })
  )
  const look = (scene: Scene, one: Speaker, other: Speaker, options: Options): void => {
    const pair = pairOf(one, other)
    if (found.has(pair)) return
    const proofs = scene.situations().map(situation => contradiction(situation, scene.answers, one, other, options))
    const [proof] = proofs
    if (proof !== undefined && proofs.every(each => each !== undefined))
      found.set(pair, conflictOf(stacked, scene.question, scene.stretch.days, proof))
  }
  for (const scene of scenes) for (const [one, other] of equals(scene.answers)) look(scene, one, other, { budget: 500 })
  const depths = depthsOf(stacked)
  const seen = new Set<string>()
  const later: Array<readonly [Scene, Speaker, Speaker]> = []
  for (const depth of [...stacked.packs.keys()].reverse()) {
    for (const scene of scenes) {
      for (const [one, other] of peers(scene.answers.speakers, depths, depth)) {
        shared.left -= costOfPair
        if (shared.left <= 0) return [...found.values()]
        const mark = `${scene.markOf(one)}\n${scene.markOf(other)}`
        if (seen.has(mark) || !areRivals(one, other)) continue
        seen.add(mark)
        if (mayImply(scene, one, other)) look(scene, one, other, { budget: 100, shared })
        else later.push([scene, one, other])
      }
    }
  }
  for (const [scene, one, other] of later) {
    if (shared.left <= 0) break
    look(scene, one, other, { budget: 100, shared })
  }
  return [...found.values()]
}

/** Facts for which two clauses of equal rank both answer, differently, where one of them holds wherever the other does. */
export const contradiction = (
  situation: Situation,
  answers: Answers,
  one: Speaker,
  other: Speaker,
  options: Options
): { readonly one: Speaker; readonly other: Speaker; readonly witness: Witness } | undefined => {
  const [narrower, wider] = implies(situation, answers, one, other, options)
    ? [one, other]
    : implies(situation, answers, other, one, options)
      ? [other, one]
      : []
  const difference = differ(one.clause.then, other.clause.then)
  if (narrower === undefined || wider === undefined || difference === undefined) return undefined
  const both: Expression.Node = { op: "all", of: [answers.asked, one.speaks, other.speaks, difference] }
  const found = satisfy(situation, both, options)
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

const implies = (situation: Situation, answers: Answers, one: Speaker, other: Speaker, options: Options): boolean => {
  if (keyOf(one.clause.when) === keyOf(other.clause.when)) return true
  return isImpossible(situation, { op: "all", of: [answers.asked, one.reached, Expression.not(other.clause.when)] }, options)
}

const markerOf = (numbers: Map<unknown, number>, { clauses, entries, days }: Stretch, rulingDay: string | undefined) => {
  const numberOf = (thing: unknown): number => {
    const number = numbers.get(thing) ?? numbers.size
    numbers.set(thing, number)
    return number
  }
  const marks = new Map(
    clauses.map(clause => {
      const { measures, parameters } = readsOf(clause)
      const values = [...parameters].map(id => numberOf(entries.get(id)))
      return [
        clause.id,
        [numberOf(clause), ...values, ...(rulingDay !== undefined && measures.has(rulingDay) ? [days.from] : [])].join(" ")
      ]
    })
  )
  const asked = clauses.flatMap(clause => (clause.type === "scope" ? [marks.get(clause.id)] : [])).join(",")
  const above = new Map(clauses.map(clause => [clause.id, clause.type === "exception" ? clause.excepts : ""]))
  const below = Map.groupBy(clauses, clause => above.get(clause.id) ?? "")
  const known = new Map<Speaker, string>()
  return (speaker: Speaker): string => {
    const before = known.get(speaker)
    if (before !== undefined) return before
    const { id } = speaker.clause
    let found = asked
    for (let up: string | undefined = id; up !== undefined && up !== ""; up = above.get(up)) found += `,${marks.get(up)}`
    for (const exception of below.get(id) ?? []) found += `-${marks.get(exception.id)}`
    known.set(speaker, found)
    return found
  }
}

const pairOf = (one: Speaker, other: Speaker): string => `${one.clause.id}\n${other.clause.id}`

const areRivals = (one: Speaker, other: Speaker): boolean => differ(one.clause.then, other.clause.then) !== undefined

/** Likely enough to be looked at before others: by what they name, and without sums of days that make a search long. */
const mayImply = (scene: Scene, one: Speaker, other: Speaker): boolean =>
  readsOf(one.clause).simply &&
  readsOf(other.clause).simply &&
  (mayFollow(scene.saidOf(one), other.clause.when) || mayFollow(scene.saidOf(other), one.clause.when))

/** Pairs of equal rank and different answers that have the very same condition. */
const equals = (answers: Answers): ReadonlyArray<readonly [Speaker, Speaker]> =>
  [...Map.groupBy(answers.speakers, speaker => `${speaker.rank}\n${keyOf(speaker.clause.when)}`).values()].flatMap(group =>
    group.flatMap((one, i) => group.slice(i + 1).flatMap(other => (areRivals(one, other) ? [[one, other] as const] : [])))
  )

/** How far down the pack stands that a clause comes from. */
const depthsOf = (stacked: Stacked): ReadonlyMap<Clause, number> => {
  const depths = new Map(stacked.packs.map((pack, depth) => [pack.id, depth]))
  return new Map([...stacked.clauses.values()].flat().map(({ pack, value }) => [value, depths.get(pack) ?? 0]))
}

/** Pairs of equal rank with different conditions, of which one comes from a depth and the other from there or further up. */
function* peers(
  speakers: ReadonlyArray<Speaker>,
  depths: ReadonlyMap<Clause, number>,
  depth: number
): Generator<readonly [Speaker, Speaker]> {
  for (const [i, one] of speakers.entries()) {
    if (depths.get(one.clause) !== depth) continue
    for (const [j, other] of speakers.entries()) {
      const below = depths.get(other.clause) ?? 0
      if (other.rank !== one.rank || below > depth || (below === depth && j <= i)) continue
      if (keyOf(one.clause.when) !== keyOf(other.clause.when)) yield i < j ? [one, other] : [other, one]
    }
  }
}

/** To go on to the next pair takes little, but not nothing, beside looking at a branch. */
const costOfPair = 0.05
