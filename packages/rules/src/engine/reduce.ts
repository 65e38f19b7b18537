/**
 * From the marks of a question's clauses to its answer: the same logic as the tree walk, on bits.
 *
 * Each clause in force has a bit in "certainly holds" and one in "possibly holds", in words of 32.
 */
import type { Clause, Exception, Then } from "../Clause.ts"
import type { Question } from "../Question.ts"
import { referencesOf } from "../RulePack.ts"

// model

/** Codes of answers that are no outcome. Outcomes are numbered from 0 in the order of the question. */
export const notApplicable = 255
export const undetermined = 254
export const conflicting = 253
/** Only the tree walk can tell, as values that outcomes carry would have to be compared. */
export const walkIt = 252

/** As many outcomes as codes and answer classes can tell apart. */
export const mostClasses = 30

/** What reduces the marks of one question in one regime. */
export interface Tables {
  readonly words: number
  /** Bits of clauses by what they are; a bit is `1 << place` in its word. */
  readonly scope: Int32Array
  readonly general: Int32Array
  readonly unread: Int32Array
  /** For each clause, the class of its answer: outcome and values carried. */
  readonly classOf: Uint8Array
  /** For each class, the code of its outcome. */
  readonly codeOf: Uint8Array
  /** For each clause, its exceptions. */
  readonly below: ReadonlyArray<ReadonlyArray<number>>
  /** Classes that share an outcome and carry different values. */
  readonly rivals: ReadonlyArray<number>
  /** Classes that carry values which sources dispute. */
  readonly doubtful: number
}

// constructors

/** The tables of the clauses in force, in their order; nothing where there are too many different answers. */
export const tables = (question: Question, clauses: ReadonlyArray<Clause>, disputed: ReadonlySet<string>): Tables | undefined => {
  const words = Math.max(1, Math.ceil(clauses.length / 32))
  const masks = () => new Int32Array(words)
  const [scope, general, unread] = [masks(), masks(), masks()]
  const outcomes = Object.keys(question.outcomes)
  const classes: Array<{ readonly key: string; readonly outcome: string }> = []
  const classOf = new Uint8Array(clauses.length)
  const place = new Map(clauses.map((clause, i) => [clause.id, i]))
  const below = clauses.map((): Array<number> => [])
  let doubtful = 0
  for (const [i, clause] of clauses.entries()) {
    const set = (mask: Int32Array) => {
      mask[i >> 5] = (mask[i >> 5] ?? 0) | (1 << (i & 31))
    }
    if (clause.type === "scope") set(scope)
    if (clause.type === "unread") set(unread)
    if (clause.type === "general") set(general)
    if (clause.type === "exception") below[place.get((clause as Exception).excepts) ?? -1]?.push(i)
    if (clause.type === "general" || clause.type === "exception") {
      const key = classKey(clause.then)
      const found = classes.findIndex(each => each.key === key)
      const k = found >= 0 ? found : classes.push({ key, outcome: clause.then.outcome }) - 1
      classOf[i] = k
      const named = referencesOf(Object.values(clause.then.values ?? {})).parameters
      if ([...named].some(id => disputed.has(id))) doubtful |= 1 << k
    }
  }
  if (classes.length > mostClasses || outcomes.length > 250) return undefined
  const codeOf = Uint8Array.from(classes, ({ outcome }) => Math.max(0, outcomes.indexOf(outcome)))
  const sharing = Map.groupBy(classes.keys(), k => codeOf[k])
  const rivals = [...sharing.values()].filter(group => group.length > 1).map(group => group.reduce((mask, k) => mask | (1 << k), 0))
  return { words, scope, general, unread, classOf, codeOf, below, rivals, doubtful }
}

// operations

/** The class of the answer, or one of the codes that are no outcome. */
export const settle = (t: Tables, certain: Int32Array, possible: Int32Array): number => {
  let unsure = false
  for (let w = 0; w < t.words; w++) {
    const scope = t.scope[w] ?? 0
    if (((certain[w] ?? 0) & scope) !== 0) return notApplicable
    if (((possible[w] ?? 0) & scope) !== 0) unsure = true
  }
  let sure = 0
  let maybe = 0
  for (let w = 0; w < t.words; w++) {
    if (((possible[w] ?? 0) & (t.unread[w] ?? 0)) !== 0) maybe |= unreadClass
    let roots = (possible[w] ?? 0) & (t.general[w] ?? 0)
    while (roots !== 0) {
      const bit = 31 - Math.clz32(roots)
      roots &= ~(1 << bit)
      const branch = consider(t, certain, possible, w * 32 + bit)
      sure |= branch.sure
      maybe |= branch.maybe
    }
  }
  for (const rival of t.rivals) if (!isSingle((sure | maybe) & rival)) return walkIt
  if (!isSingle(sure)) return conflicting
  if (unsure || sure === 0 || (maybe & ~sure) !== 0) return undetermined
  return 31 - Math.clz32(sure)
}

/** The code of a settled class. */
export const codeOf = (t: Tables, settled: number): number => (settled >= walkIt ? settled : (t.codeOf[settled] ?? undetermined))

/** Whether the question is asked at all: 0 no, 1 yes, 2 not known. */
export const askedOf = (t: Tables, certain: Int32Array, possible: Int32Array): number => {
  let asked = 1
  for (let w = 0; w < t.words; w++) {
    const scope = t.scope[w] ?? 0
    if (((certain[w] ?? 0) & scope) !== 0) return 0
    if (((possible[w] ?? 0) & scope) !== 0) asked = 2
  }
  return asked
}

// internal

const unreadClass = 1 << 30

/** Zero bits or one. */
const isSingle = (mask: number): boolean => (mask & (mask - 1)) === 0

const classKey = (then: Then): string =>
  `${then.outcome}\n${JSON.stringify(Object.entries(then.values ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))}`

interface Branch {
  readonly sure: number
  readonly maybe: number
}

const nothing: Branch = { sure: 0, maybe: 0 }

const consider = (t: Tables, certain: Int32Array, possible: Int32Array, at: number): Branch => {
  const [word, bit] = [at >> 5, 1 << (at & 31)]
  if (((possible[word] ?? 0) & bit) === 0) return nothing
  let sure = 0
  let maybe = 0
  for (const exception of t.below[at] ?? []) {
    const branch = consider(t, certain, possible, exception)
    sure |= branch.sure
    maybe |= branch.maybe
  }
  const own = sure === 0 ? 1 << (t.classOf[at] ?? 0) : sure
  if (((certain[word] ?? 0) & bit) === 0) return { sure: 0, maybe: own | maybe }
  return sure === 0 && maybe !== 0 ? { sure: 0, maybe: own | maybe } : { sure: own, maybe }
}
