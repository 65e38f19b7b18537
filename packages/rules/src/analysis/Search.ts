/**
 * Finds values of measures for which a condition holds, or tells that there are none.
 *
 * Each condition on a measure splits what the measure may still be in two; a branch is left as soon as the whole can no longer hold. It ends, as
 * every condition splits once. Exact for comparisons of one measure with constants and parameters, for closed sets, and for two measures held
 * against each other; conditions of another kind are taken as true or false at will, which proves what is impossible, and where that finds
 * something, values are tried: only what the engine's own evaluation confirms is given as a witness.
 */
import { PlainDate } from "@chibo/core"
import * as Expression from "../Expression.ts"
import type { Value } from "../Measure.ts"
import * as Bounds from "./Bounds.ts"
import { compiler, type Unread, type Variables, type Word } from "./Compile.ts"
import { type Leaf, mask, masked, type State } from "./Formula.ts"
import { days } from "./Linear.ts"
import type { Situation } from "./Situation.ts"

// model

/** Values by measure, and outcomes by question. What is not named may have any value. */
export type Witness = Readonly<Record<string, Value>>

/** Whether a condition can hold; `unread` when that turns on a value that is not known only. */
export type Found =
  | { readonly is: "witness"; readonly values: Witness }
  | { readonly is: "impossible" }
  | { readonly is: "not-analysed"; readonly why: "outside" | "budget" }
  | { readonly is: "unread" }

export interface Options {
  /** How a condition on an unread value is taken: as the engine takes it, or as possibly true. */
  readonly unread?: Unread
  /** How many branches may be looked at. */
  readonly budget?: number
}

// operations

/** Values for which an expression is true in a situation, with nothing in them that could be left out; or that there are none. */
export const satisfy = (situation: Situation, node: Expression.Node, options: Options = {}): Found => {
  const { condition, number, variables } = compiler(situation, options.unread ?? "unknown")
  const formula = condition(node)
  const first = start(situation, variables, number)
  if (first === undefined) return { is: "impossible" }

  let left = options.budget ?? 20_000
  let perhaps: "outside" | "unread" | undefined
  const confirmed = (witness: Witness): boolean => {
    left -= 0.1
    return holds(situation, node, witness)
  }
  const search = (state: State): Witness | undefined => {
    if (left <= 0) return undefined
    left -= 1
    const leaves: Array<Leaf> = []
    const found = masked(formula, state, leaf => leaves.push(leaf))
    if ((found & mask.true) === 0) return undefined
    const leaf = leaves.find(each => !isOutside(each)) ?? leaves[0]
    if (found === mask.true || leaf === undefined) {
      const witness = values(situation, variables, state, confirmed)
      if (witness === undefined && perhaps !== "outside") perhaps = turnsOn(variables, state)
      return witness
    }
    for (const way of [true, false]) {
      const next = decided(leaf, way, state)
      const witness = next === undefined ? undefined : search(next)
      if (witness !== undefined) return witness
    }
    return undefined
  }
  const witness = search(first)
  if (witness !== undefined) return { is: "witness", values: smallest(witness, fewer => holds(situation, node, fewer)) }
  if (left <= 0) return { is: "not-analysed", why: "budget" }
  if (perhaps === undefined) return { is: "impossible" }
  return perhaps === "unread" ? { is: "unread" } : { is: "not-analysed", why: "outside" }
}

/**
 * Tells whether an expression is true with these values, whatever the others are: what is not named is taken as not known. Values for which the
 * engine leaves the calendar or exact whole numbers make nothing true.
 */
export const holds = (situation: Situation, node: Expression.Node, witness: Witness): boolean =>
  evaluated(situation, node, witness) === true

/** Tells whether an expression is false for these values once all others are plain ones; only of values that can occur together. */
export const fails = (situation: Situation, node: Expression.Node, witness: Witness): boolean => {
  const values: Record<string, Value> = { ...witness }
  for (const id of Expression.references(node).measures) {
    const measure = situation.measures.get(id)
    if (Object.hasOwn(values, id) || measure === undefined) continue
    if (measure.type === "boolean") values[id] = false
    const range = rangeOf(situation, id)
    if (measure.type === "integer") values[id] = Math.min(Math.max(0, range.least), range.most)
    if (measure.type === "day") values[id] = situation.days.from
    const [word] = Object.keys(measure.values ?? {})
    if (measure.type === "text") values[id] = word ?? "other"
  }
  const together = situation.relations.every(({ least, most }) => {
    const [a, b] = [values[least], values[most]]
    return a === undefined || b === undefined || a <= b
  })
  return together && evaluated(situation, node, values) === false
}

// internal

const evaluated = (situation: Situation, node: Expression.Node, witness: Witness): Value | undefined => {
  const look = (id: string): Value | undefined => (Object.hasOwn(witness, id) ? witness[id] : undefined)
  const outcome = (id: string): Expression.Result => {
    const value = look(id)
    return value === undefined ? Expression.unknown({ missing: id }) : Expression.known(value)
  }
  try {
    const result = Expression.evaluate(node, {
      calendar: undefined,
      measure: look,
      parameter: (id, onMeasure) => {
        if (onMeasure === undefined) return situation.parameter(id)
        const day = look(onMeasure)
        return day === undefined ? Expression.unknown({ missing: onMeasure }) : situation.parameter(id, PlainDate.make(String(day)))
      },
      outcome,
      applies: id => {
        const found = outcome(id)
        return found.known ? Expression.known(found.value !== "not-applicable") : found
      }
    })
    return result.known ? result.value : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const isOutside = (leaf: Leaf): boolean => leaf.is === "sum" || (leaf.is === "word" && leaf.outside)

/** What the variables may be before anything is decided; `undefined` when even that is nothing. */
const start = (situation: Situation, variables: Variables, number: (id: string) => number): State | undefined => {
  const typeOf = (id: string) => situation.measures.get(id)?.type
  const related = situation.relations.filter(({ least, most }) => {
    const type = typeOf(least)
    return (type === "integer" || type === "day") && type === typeOf(most)
  })
  for (let before = -1; before < variables.numbers.length; ) {
    before = variables.numbers.length
    for (const { least, most } of related) {
      if (!variables.numbers.includes(least) && !variables.numbers.includes(most)) continue
      number(least)
      number(most)
    }
  }
  const limits = variables.numbers.flatMap((id, i) => {
    const { least, most } = rangeOf(situation, id)
    return [
      [i + 1, 0, most],
      [0, i + 1, -least]
    ] as const
  })
  const order = related.flatMap(({ least, most }) => (variables.numbers.includes(least) ? [[number(least), number(most), 0] as const] : []))
  let bounds: Bounds.Bounds | undefined = Bounds.open(variables.numbers.length + 1)
  for (const [x, y, most] of [...limits, ...order]) bounds = bounds === undefined ? undefined : Bounds.tighten(bounds, x, y, most)
  const words = variables.words.map(word => wordsOf(situation, word))
  return bounds === undefined || words.some(each => each.size === 0) ? undefined : { bounds, words }
}

const rangeOf = (situation: Situation, id: string): { readonly least: number; readonly most: number } => {
  const measure = situation.measures.get(id)
  if (measure?.type !== "day") {
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = measure?.range ?? {}
    return { least: Math.ceil(least), most: Math.floor(most) }
  }
  const { from, until } = situation.days
  if (id !== situation.rulingDay) return { least: days.first, most: days.last }
  return { least: PlainDate.toEpochDay(from), most: until === undefined ? days.last : PlainDate.toEpochDay(until) - 1 }
}

const wordsOf = (situation: Situation, { of, id, named }: Word): ReadonlySet<Value> => {
  if (of === "outside" || of === "unread") return new Set([false, true])
  if (of === "outcome") {
    const question = situation.questions.get(id)
    return question === undefined ? withAnother(named, []) : new Set([...Object.keys(question.outcomes), "not-applicable"])
  }
  const measure = situation.measures.get(id)
  if (measure?.type === "boolean") return new Set([false, true])
  const known = Object.keys(measure?.values ?? {})
  return measure?.closed === true ? new Set(known) : withAnother(named, known)
}

/** The values that are named, and one that stands for all others. */
const withAnother = (named: ReadonlySet<Value>, known: ReadonlyArray<string>): ReadonlySet<Value> => {
  const candidates = [...known, ...Array.from({ length: named.size + 1 }, (_, i) => (i === 0 ? "other" : `other-${i}`))]
  const another = candidates.find(value => !named.has(value))
  return new Set([...named, ...(another === undefined ? [] : [another])])
}

const decided = (leaf: Leaf, way: boolean, state: State): State | undefined => {
  if (leaf.is === "apart") {
    const { x, y, most } = leaf
    const bounds = way ? Bounds.tighten(state.bounds, x, y, most) : Bounds.tighten(state.bounds, y, x, -most - 1)
    return bounds === undefined ? undefined : { ...state, bounds }
  }
  const keep = (value: Value): boolean => (leaf.is === "sum" ? value === way : leaf.among.has(value) === way)
  const words = state.words.map((values, i) => (i === leaf.word ? new Set([...values].filter(keep)) : values))
  return { ...state, words }
}

/** On what a state rests that was taken to be so without being known. */
const turnsOn = (variables: Variables, state: State): "outside" | "unread" => {
  const assumed = variables.words.filter((word, i) => (word.of === "outside" || word.of === "unread") && state.words[i]?.size === 1)
  return assumed.length > 0 && assumed.every(word => word.of === "unread") ? "unread" : "outside"
}

/** Values that lie in the state and are confirmed: the plainest ones, or others where outside conditions read them. */
const values = (
  situation: Situation,
  variables: Variables,
  state: State,
  confirmed: (witness: Witness) => boolean
): Witness | undefined => {
  const varied = new Set(variables.words.flatMap((word, i) => (word.of === "outside" && state.words[i]?.size === 1 ? [...word.reads] : [])))
  const found: Record<string, Value> = {}
  let tries = 0
  const words = variables.words.flatMap((word, i) =>
    word.of === "measure" || word.of === "outcome" ? [[word.id, state.words[i]] as const] : []
  )
  const word = (i: number): boolean => {
    const [id, among] = words[i] ?? []
    if (id === undefined) return tries++ < most && confirmed(found)
    for (const value of varied.has(id) ? (among ?? []) : [...(among ?? [])].slice(0, 1)) {
      found[id] = value
      if (word(i + 1)) return true
    }
    return false
  }
  const number = (i: number, bounds: Bounds.Bounds): boolean => {
    const id = variables.numbers[i - 1]
    if (id === undefined) return word(0)
    const isDay = situation.measures.get(id)?.type === "day"
    const near = isDay ? PlainDate.toEpochDay(situation.days.from) : 0
    const range = Bounds.rangeOf(bounds, i)
    const plainest = Math.min(Math.max(near, range.least), range.most)
    const others = [range.least, range.most, ...(isDay ? daySteps : steps).map(step => plainest + step)]
    for (const value of new Set([plainest, ...(varied.has(id) ? others : [])])) {
      const pinned = Number.isFinite(value) && tries < most ? Bounds.pin(bounds, i, value) : undefined
      if (pinned === undefined) continue
      found[id] = isDay ? PlainDate.fromEpochDay(value) : value + 0 // no negative zero
      if (number(i + 1, pinned)) return true
    }
    return false
  }
  return number(1, state.bounds) ? found : undefined
}

/** How many combinations of values are tried for outside conditions, and which: what tells shares and terms apart. */
const most = 600
const steps = [1, 2, 3, 10, 100, -1, -10]
const daySteps = [1, 30, 366, 400, -1, -30, -366]

/** Leaves out value after value as long as the rest does. */
const smallest = (witness: Witness, enough: (fewer: Witness) => boolean): Witness => {
  let found = witness
  for (const id of Object.keys(witness)) {
    const { [id]: _, ...fewer } = found
    if (enough(fewer)) found = fewer
  }
  return found
}
