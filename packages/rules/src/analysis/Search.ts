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
import type { Unread, Variables } from "./Compile.ts"
import { type Formula, type Leaf, mask, masked, type State } from "./Formula.ts"
import { queryOf } from "./Query.ts"
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
  /** What several searches may look at together: each takes from what is left. */
  readonly shared?: Shared
}

export interface Shared {
  left: number
}

// operations

/** Values for which an expression is true in a situation, with nothing in them that could be left out; or that there are none. */
export const satisfy = (situation: Situation, node: Expression.Node, options: Options = {}): Found => {
  const { formula, variables, first } = queryOf(situation, node, options.unread ?? "unknown", true)
  const work = workOf(options)
  work.spend(costOfQuery)
  let perhaps: "outside" | "unread" | undefined
  const confirmed = (witness: Witness): boolean => {
    work.spend(costOfTrying)
    return holds(situation, node, witness)
  }
  const witness = search(formula, first, work, state => {
    const found = values(situation, variables, state, work, confirmed)
    if (found === undefined && perhaps !== "outside") perhaps = turnsOn(variables, state)
    return found
  })
  if (witness !== undefined) return { is: "witness", values: smallest(witness, fewer => holds(situation, node, fewer)) }
  if (work.isOver()) return { is: "not-analysed", why: "budget" }
  if (perhaps === undefined) return { is: "impossible" }
  return perhaps === "unread" ? { is: "unread" } : { is: "not-analysed", why: "outside" }
}

/** Tells whether it is proved that an expression cannot hold, whatever values nobody has read come to; no values are looked for. */
export const isImpossible = (situation: Situation, node: Expression.Node, options: Options = {}): boolean => {
  const { formula, first } = queryOf(situation, node, "free", false)
  const work = workOf(options)
  work.spend(costOfQuery)
  return search(formula, first, work, () => true) === undefined && !work.isOver()
}

/**
 * Tells whether an expression is true with these values, whatever the others are: what is not named is taken as not known. Values for which the
 * engine leaves the calendar or exact whole numbers make nothing true.
 */
export const holds = (situation: Situation, node: Expression.Node, witness: Witness): boolean =>
  evaluated(situation, node, witness) === true

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

interface Work {
  readonly spend: (units: number) => void
  readonly isOver: () => boolean
}

/** A search ends when its own budget is spent, or the one that it shares. */
const workOf = ({ budget = 20_000, shared }: Options): Work => {
  let left = budget
  return {
    spend: units => {
      left -= units
      if (shared !== undefined) shared.left -= units
    },
    isOver: () => left <= 0 || (shared !== undefined && shared.left <= 0)
  }
}

/** To try values, or to make a query, takes about as long as to look at so many branches. */
const costOfTrying = 4
const costOfQuery = 4

/** Goes through the states in which a formula holds, or may hold as far as outside conditions go, until something is found in one. */
const search = <A>(formula: Formula, first: State | undefined, work: Work, found: (state: State) => A | undefined): A | undefined => {
  const visit = (state: State): A | undefined => {
    if (work.isOver()) return undefined
    work.spend(1)
    const leaves: Array<Leaf> = []
    const truth = masked(formula, state, leaf => leaves.push(leaf))
    if ((truth & mask.true) === 0) return undefined
    const leaf = leaves.find(each => !isOutside(each)) ?? leaves[0]
    if (truth === mask.true || leaf === undefined) return found(state)
    for (const way of [true, false]) {
      const next = decided(leaf, way, state)
      const inside = next === undefined ? undefined : visit(next)
      if (inside !== undefined) return inside
    }
    return undefined
  }
  const begun = first === undefined ? undefined : forced(formula, true, first)
  return begun === undefined ? undefined : visit(begun)
}

/** The state once all is decided that a formula needs to be true (or false, the other way); `undefined` when that cannot be. */
const forced = (formula: Formula, way: boolean, state: State): State | undefined => {
  switch (formula.is) {
    case "constant":
      return (formula.mask & (way ? mask.true : mask.false)) === 0 ? undefined : state
    case "not":
      return forced(formula.of, !way, state)
    case "all":
    case "any": {
      if ((formula.is === "all") !== way && formula.of.length > 1) return state
      let found: State | undefined = formula.of.length > 0 || (formula.is === "all") === way ? state : undefined
      for (const inner of formula.of) found = found === undefined ? undefined : forced(inner, way, found)
      return found
    }
    default:
      return decided(formula, way, state)
  }
}

const decided = (leaf: Leaf, way: boolean, state: State): State | undefined => {
  if (leaf.is === "apart") {
    const { x, y, most } = leaf
    const bounds = way ? Bounds.tighten(state.bounds, x, y, most) : Bounds.tighten(state.bounds, y, x, -most - 1)
    return bounds === undefined ? undefined : { ...state, bounds }
  }
  const keep = (value: Value): boolean => (leaf.is === "sum" ? value === way : leaf.among.has(value) === way)
  const kept = new Set([...(state.words[leaf.word] ?? [])].filter(keep))
  return kept.size === 0 ? undefined : { ...state, words: state.words.map((values, i) => (i === leaf.word ? kept : values)) }
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
  work: Work,
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
    if (id === undefined) return tries++ < most && !work.isOver() && confirmed(found)
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
      const pinned = Number.isFinite(value) && tries < most && !work.isOver() ? Bounds.pin(bounds, i, value) : undefined
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
