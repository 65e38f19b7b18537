/**
 * Conditions with their parameters filled in, as a search reads them: how far two whole numbers lie apart, and what a word is one of.
 *
 * Days are whole numbers. A sum over several measures is a condition of its own, of which only what its measures' bounds tell is known; whatever
 * else cannot be taken apart is a word that is true or false. What rests on a text that nobody has read is unknown for good.
 */
import type { Value } from "../Measure.ts"
import { type Bounds, exceeds, rangeOf } from "./Bounds.ts"

// model

/** Variables are given by their position; number 0 is the constant 0. */
export type Formula =
  | { readonly is: "constant"; readonly mask: number }
  | { readonly is: "all" | "any"; readonly of: ReadonlyArray<Formula> }
  | { readonly is: "not"; readonly of: Formula }
  | Leaf

/** What a search can decide. */
export type Leaf =
  /** Number `x` exceeds number `y` by no more than `most`. */
  | { readonly is: "apart"; readonly x: number; readonly y: number; readonly most: number }
  | { readonly is: "word"; readonly word: number; readonly among: ReadonlySet<Value>; readonly outside: boolean }
  /** The sum comes to no more than `most`; whether it does, stands in a word of its own. */
  | { readonly is: "sum"; readonly word: number; readonly terms: ReadonlyArray<readonly [number, times: number]>; readonly most: number }

/** What each variable may still be. */
export interface State {
  readonly bounds: Bounds
  readonly words: ReadonlyArray<ReadonlySet<Value>>
}

/** The truth values that a formula may take: a set, as bits. */
export const mask = { none: 0, true: 1, false: 2, either: 3, unknown: 4 } as const

export const yes: Formula = { is: "constant", mask: mask.true }
export const no: Formula = { is: "constant", mask: mask.false }
export const unknown: Formula = { is: "constant", mask: mask.unknown }

export const not = (of: Formula): Formula => ({ is: "not", of })
export const all = (...of: ReadonlyArray<Formula>): Formula => ({ is: "all", of })
export const any = (...of: ReadonlyArray<Formula>): Formula => ({ is: "any", of })

// operations

/**
 * The truth values that a formula may take in a state, by strong Kleene logic over sets of them: none too few, perhaps some too many. `undecided`
 * is shown each leaf on which it may still turn.
 */
export const masked = (formula: Formula, state: State, undecided: (leaf: Leaf) => void): number => {
  switch (formula.is) {
    case "constant":
      return formula.mask
    case "not":
      return negated[masked(formula.of, state, undecided)] ?? mask.none
    case "all": {
      let found: number = mask.true
      for (const inner of formula.of) {
        found = both[found * 8 + masked(inner, state, undecided)] ?? mask.none
        if (found === mask.false || found === mask.none) return found
      }
      return found
    }
    case "any": {
      let found: number = mask.false
      for (const inner of formula.of) {
        found = either[found * 8 + masked(inner, state, undecided)] ?? mask.none
        if (found === mask.true || found === mask.none) return found
      }
      return found
    }
    default: {
      const found = leafMask(formula, state)
      if (found === mask.either) undecided(formula)
      return found
    }
  }
}

// internal

const leafMask = (leaf: Leaf, state: State): number => {
  switch (leaf.is) {
    case "apart":
      if (exceeds(state.bounds, leaf.x, leaf.y) <= leaf.most) return mask.true
      return exceeds(state.bounds, leaf.y, leaf.x) < -leaf.most ? mask.false : mask.either
    case "word":
      return wordMask(leaf.among, state.words[leaf.word])
    case "sum": {
      let [least, most] = [0, 0]
      for (const [number, times] of leaf.terms) {
        const range = rangeOf(state.bounds, number)
        least += times > 0 ? times * range.least : times * range.most
        most += times > 0 ? times * range.most : times * range.least
      }
      const possible = most <= leaf.most ? mask.true : least > leaf.most ? mask.false : mask.either
      return possible & wordMask(truths, state.words[leaf.word])
    }
  }
}

const truths: ReadonlySet<Value> = new Set([true])

const wordMask = (among: ReadonlySet<Value>, values: ReadonlySet<Value> | undefined): number => {
  let found: number = mask.none
  for (const value of values ?? []) found |= among.has(value) ? mask.true : mask.false
  return found
}

const bits = [mask.true, mask.false, mask.unknown]

/** A truth table over sets: what any member of the one comes to with any member of the other. */
const table = (combine: (a: number, b: number) => number): ReadonlyArray<number> =>
  Array.from({ length: 64 }, (_, i) => {
    let found = 0
    for (const a of bits) for (const b of bits) if ((i >> 3) & a && i & 7 & b) found |= combine(a, b)
    return found
  })

const both = table((a, b) =>
  a === mask.false || b === mask.false ? mask.false : a === mask.true && b === mask.true ? mask.true : mask.unknown
)
const either = table((a, b) =>
  a === mask.true || b === mask.true ? mask.true : a === mask.false && b === mask.false ? mask.false : mask.unknown
)
const negated = Array.from(
  { length: 8 },
  (_, i) => (i & mask.true ? mask.false : 0) | (i & mask.false ? mask.true : 0) | (i & mask.unknown)
)
