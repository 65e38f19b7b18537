/** What analysis finds about one question over all its days: where nobody answers, where two answer differently, and what never matters. */
import type { Period } from "@chibo/core"
import { Journal } from "@chibo/core"
import * as Expression from "../Expression.ts"
import type { Question } from "../Question.ts"
import { type Answers, answersOf, differ, rivals, type Speaker } from "./Answers.ts"
import { type Conflict, conflictOf, contradiction } from "./Conflicts.ts"
import { type Found, holds, type Options, satisfy, type Witness } from "./Search.ts"
import { type Situation, situations, type Stacked, type Stretch, stretches } from "./Situation.ts"

// model

/** Facts for which something is so, and the days on which it is. */
export interface Case {
  readonly days: Period.Period
  readonly witness: Witness
}

/** What was found about a question. */
export interface Findings {
  readonly gaps: ReadonlyArray<Case>
  readonly overlaps: ReadonlyArray<Case & { readonly about: string; readonly other: string }>
  readonly conflicts: ReadonlyArray<Conflict>
  /** `never`: its condition cannot hold; `left-out`: it holds only where the question is not asked or the clause it excepts does not hold. */
  readonly unreachable: ReadonlyArray<{ readonly about: string; readonly why: "never" | "left-out" | "excepted" }>
  readonly neverDiffers: ReadonlyArray<{ readonly about: string; readonly excepts: string }>
  readonly uncovered: ReadonlyArray<Period.Period>
  /** Parameters that a clause in force reads on days for which they have no value. */
  readonly valueless: ReadonlyArray<{ readonly about: string; readonly days: Period.Period }>
  /** What could not be decided: what was asked, and of which clauses. */
  readonly undecided: ReadonlyArray<string>
}

/** A stretch with its conditions and the ways to settle its disputed values. */
interface Scene {
  readonly stretch: Stretch
  readonly answers: Answers
  /** `undefined` when there are too many. */
  readonly situations: ReadonlyArray<Situation> | undefined
}

// operations

/** Everything that analysis finds about a question, each search within a number of branches, and all together within what they share. */
export const findings = (stacked: Stacked, question: Question, options: Options): Findings => {
  const scenes = stretches(stacked, question).map(
    (stretch): Scene => ({
      stretch,
      answers: answersOf(stretch.clauses),
      situations: situations(stacked, question, stretch)
    })
  )
  const undecided = new Set<string>()
  const search = runsOf(undecided, options)
  const covered = scenes.filter(scene => scene.answers.covered)
  const pairs = new Map(
    scenes.flatMap(({ answers }) =>
      rivals(answers.speakers).flatMap(([one, other]) =>
        differ(one.clause.then, other.clause.then) === undefined
          ? []
          : [[`${one.clause.id} · ${other.clause.id}`, [one.clause.id, other.clause.id]] as const]
      )
    )
  )
  const conflicts: Array<Conflict> = []
  const overlaps: Array<Findings["overlaps"][number]> = []
  for (const [key, [one, other]] of pairs) {
    const cases = search(scenes, `overlap ${key}`, scene => bothSpeak(scene.answers, one, other))
    const proved = cases.length === 0 ? undefined : proof(stacked, question, scenes, cases, one, other, options)
    if (proved !== undefined) conflicts.push(proved)
    else for (const each of cases) overlaps.push({ ...each, about: one, other })
  }
  return {
    gaps: search(covered, "gap", scene => scene.answers.silent),
    overlaps,
    conflicts,
    unreachable: unreachable(scenes, undecided, options),
    neverDiffers: neverDiffers(scenes, options),
    uncovered: joined(scenes.filter(scene => !scene.answers.covered).map(scene => scene.stretch.days)),
    valueless: valueless(scenes),
    undecided: [...undecided].sort()
  }
}

// internal

/**
 * Looks for facts in each scene and joins days that follow on each other and share them. What a search does not decide is put down, once.
 */
const runsOf =
  (undecided: Set<string>, options: Options) =>
  (scenes: ReadonlyArray<Scene>, what: string, nodeOf: (scene: Scene) => Expression.Node | undefined): ReadonlyArray<Case> => {
    const cases: Array<Case> = []
    for (const scene of scenes) {
      const node = nodeOf(scene)
      if (node === undefined) continue
      const { days } = scene.stretch
      const last = cases.at(-1)
      if (last?.days.until === days.from && scene.situations?.some(situation => holds(situation, node, last.witness))) {
        cases[cases.length - 1] = { ...last, days: { ...days, from: last.days.from } }
        continue
      }
      const found = anywhere(scene, node, options)
      if (found.is === "witness") cases.push({ days, witness: found.values })
      if (found.is === "not-analysed") undecided.add(what)
    }
    return cases
  }

/** What is found in any of the scene's situations; impossible only if it is in all. */
const anywhere = (scene: Scene, node: Expression.Node, options: Options, unread: "unknown" | "free" = "unknown"): Found => {
  if (scene.situations === undefined) return { is: "not-analysed", why: "budget" }
  const found = scene.situations.map(situation => satisfy(situation, node, { ...options, unread }))
  for (const is of ["witness", "not-analysed", "unread"]) {
    const first = found.find(each => each.is === is)
    if (first !== undefined) return first
  }
  return { is: "impossible" }
}

const speakerOf = (answers: Answers, id: string): Speaker | undefined => answers.speakers.find(({ clause }) => clause.id === id)

const bothSpeak = (answers: Answers, one: string, other: string): Expression.Node | undefined => {
  const [a, b] = [speakerOf(answers, one), speakerOf(answers, other)]
  const difference = a === undefined || b === undefined ? undefined : differ(a.clause.then, b.clause.then)
  return a === undefined || b === undefined || difference === undefined
    ? undefined
    : { op: "all", of: [answers.asked, a.speaks, b.speaks, difference] }
}

/** The overlap as a conflict, where one of two clauses of equal rank holds wherever the other does. */
const proof = (
  stacked: Stacked,
  question: Question,
  scenes: ReadonlyArray<Scene>,
  cases: ReadonlyArray<Case>,
  one: string,
  other: string,
  options: Options
): Conflict | undefined => {
  for (const scene of scenes) {
    const [a, b] = [speakerOf(scene.answers, one), speakerOf(scene.answers, other)]
    if (a === undefined || b === undefined || a.rank !== b.rank) continue
    const proofs = (scene.situations ?? []).map(situation => contradiction(situation, scene.answers, a, b, options))
    const [first] = proofs
    const days = cases.find(each => each.days.from <= scene.stretch.days.from)?.days ?? scene.stretch.days
    if (first !== undefined && proofs.every(each => each !== undefined)) return conflictOf(stacked, question.id, days, first)
  }
  return undefined
}

const unreachable = (scenes: ReadonlyArray<Scene>, undecided: Set<string>, options: Options): Findings["unreachable"] => {
  const ids = new Set(scenes.flatMap(scene => scene.stretch.clauses.flatMap(clause => (clause.type === "quota" ? [] : [clause.id]))))
  return [...ids].flatMap(id => {
    for (const why of steps) {
      const found = firstPossible(scenes, scene => neededFor(scene, id, why), options)
      if (found === "impossible") return [{ about: id, why }]
      if (found === "not-analysed") {
        undecided.add(`unreachable ${id}`)
        return []
      }
    }
    return []
  })
}

/** What must be possible for a clause to matter, from the least to the most. */
const steps = ["never", "left-out", "excepted"] as const

const neededFor = ({ stretch, answers }: Scene, id: string, step: (typeof steps)[number]): Expression.Node | undefined => {
  const clause = stretch.clauses.find(each => each.id === id)
  if (clause === undefined || clause.type === "quota") return undefined
  const when = clause.when ?? Expression.of<"boolean">(true)
  if (step === "never" || clause.type === "scope") return when
  const speaker = speakerOf(answers, id)
  const node = clause.type === "unread" ? when : step === "left-out" ? speaker?.reached : speaker?.speaks
  return node === undefined ? undefined : { op: "all", of: [answers.asked, node] }
}

const firstPossible = (
  scenes: ReadonlyArray<Scene>,
  nodeOf: (scene: Scene) => Expression.Node | undefined,
  options: Options
): "possible" | "impossible" | "not-analysed" => {
  let undecided = false
  for (const scene of scenes) {
    const node = nodeOf(scene)
    if (node === undefined) continue
    const found = anywhere(scene, node, options, "free")
    if (found.is === "witness" || found.is === "unread") return "possible"
    if (found.is === "not-analysed") undecided = true
  }
  return undecided ? "not-analysed" : "impossible"
}

/** Exceptions without exceptions of their own that give, with the same task, what the clause gives that they except. */
const neverDiffers = (scenes: ReadonlyArray<Scene>, options: Options): Findings["neverDiffers"] => {
  const found = new Map<string, { readonly excepts: string; readonly differs: boolean }>()
  for (const scene of scenes) {
    for (const { clause, speaks } of scene.answers.speakers) {
      if (clause.type !== "exception" || found.get(clause.id)?.differs === true) continue
      const excepted = speakerOf(scene.answers, clause.excepts)
      if (excepted === undefined) continue
      const refined = scene.answers.speakers.some(speaker => speaker.rank === clause.id)
      const tasks = [clause.then.task, excepted.clause.then.task].map(task => Journal.canonical(task ?? null))
      const plainly = refined || tasks[0] !== tasks[1] || clause.then.outcome !== excepted.clause.then.outcome
      const difference = plainly ? undefined : differ(clause.then, excepted.clause.then)
      const node: Expression.Node | undefined =
        difference === undefined ? undefined : { op: "all", of: [scene.answers.asked, speaks, difference] }
      const carried = node !== undefined && anywhere(scene, node, options, "free").is !== "impossible"
      found.set(clause.id, { excepts: clause.excepts, differs: plainly || carried })
    }
  }
  return [...found].flatMap(([about, { excepts, differs }]) => (differs ? [] : [{ about, excepts }]))
}

const valueless = (scenes: ReadonlyArray<Scene>): Findings["valueless"] => {
  const days = new Map<string, Array<Period.Period>>()
  for (const { stretch } of scenes) {
    for (const id of stretch.valueless) days.set(id, [...(days.get(id) ?? []), stretch.days])
  }
  return [...days].flatMap(([about, periods]) => joined(periods).map(each => ({ about, days: each })))
}

/** Periods in order, those that follow on each other as one. */
const joined = (periods: ReadonlyArray<Period.Period>): ReadonlyArray<Period.Period> => {
  const found: Array<Period.Period> = []
  for (const period of periods) {
    const last = found.at(-1)
    if (last?.until === period.from) found[found.length - 1] = { ...period, from: last.from }
    else found.push(period)
  }
  return found
}
