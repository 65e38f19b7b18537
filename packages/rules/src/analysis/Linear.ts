/** Sums of measures times whole numbers. Days are counted from 1970-01-01. */
import { PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Node } from "../Expression.ts"
import type { Value } from "../Measure.ts"

// model

/** `plus` and, for each number by its position, how many times it is taken; never zero times. */
export interface Sum {
  readonly plus: number
  readonly terms: ReadonlyMap<number, number>
}

/** Where a sum looks things up: the position of a measure's number, the value of a parameter. */
export interface Lookup {
  readonly measure: (id: string) => number | undefined
  readonly parameter: (id: string) => Value | "not-known" | undefined
}

/** A sum held against a bound, as simple as it gets. */
export type Bounded =
  | { readonly is: "constant"; readonly holds: boolean }
  | { readonly is: "apart"; readonly x: number; readonly y: number; readonly most: number }
  | {
      readonly is: "sum"
      readonly terms: ReadonlyArray<readonly [number, times: number]>
      readonly most: number
      /** The bound given is the opposite of the one asked for, so that a condition and its opposite share one. */
      readonly negated: boolean
    }

/** The first and the last day that there are. */
export const days = { first: PlainDate.toEpochDay(PlainDate.make("1000-01-01")), last: PlainDate.toEpochDay(PlainDate.make("9999-12-31")) }

// constructors

/** The sum that an expression comes to; `undefined` where it comes to none, or past exact whole numbers. */
export const of = (node: Node, lookup: Lookup): Sum | "not-known" | undefined => {
  switch (node.op) {
    case "constant":
      return constant(node.value)
    case "parameter": {
      const value = lookup.parameter(node.id)
      return value === "not-known" ? value : value === undefined ? undefined : constant(value)
    }
    case "measure": {
      const at = lookup.measure(node.id)
      return at === undefined ? undefined : { plus: 0, terms: new Map([[at, 1]]) }
    }
    case "add":
    case "times":
    case "min":
      return folded(
        node.of.map(each => of(each, lookup)),
        node.op === "add" ? plus : node.op === "times" ? product : least
      )
    case "addDays":
    case "addMonths":
      return folded([of(node.to, lookup), of(node.count, lookup)], node.op === "addDays" ? plus : later)
    case "addWorkingDays": {
      const parts = [of(node.to, lookup), of(node.count, lookup)]
      return parts.includes("not-known") ? "not-known" : undefined
    }
    default:
      return undefined
  }
}

// operations

/** Tells whether a text is a day. */
export const isDay = (text: string): boolean => Result.isSuccess(PlainDate.parse(text))

/** The difference of two sums. */
export const minus = (a: Sum, b: Sum): Sum => plus(a, scaled(b, -1))

/** The sum is at most a bound. */
export const atMost = (sum: Sum, bound: number): Bounded => {
  const terms = [...sum.terms].sort(([a], [b]) => a - b)
  const [first, second] = terms
  if (first === undefined) return { is: "constant", holds: sum.plus <= bound }
  const shared = terms.reduce((found, [, times]) => divisor(found, Math.abs(times)), 0)
  const most = floored(bound - sum.plus, shared)
  const reduced = terms.map(([x, times]) => [x, times / shared] as const)
  const [sign, other] = [Math.sign(first[1]), Math.sign(second?.[1] ?? 0)]
  const plain = reduced.every(([, times]) => Math.abs(times) === 1)
  if (plain && second === undefined) return { is: "apart", x: sign > 0 ? first[0] : 0, y: sign > 0 ? 0 : first[0], most }
  if (plain && second !== undefined && terms.length === 2 && sign !== other)
    return { is: "apart", x: sign > 0 ? first[0] : second[0], y: sign > 0 ? second[0] : first[0], most }
  if (sign > 0) return { is: "sum", terms: reduced, most, negated: false }
  return { is: "sum", terms: reduced.map(([x, times]) => [x, -times] as const), most: -most - 1, negated: true }
}

/** The first day from which so many months later is a day or past it; the day after the last where there is none. */
export const firstReaching = (day: number, months: number): number => {
  let [low, high] = [days.first, days.last + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (monthsLater(middle, months) >= day) high = middle
    else low = middle + 1
  }
  return low
}

// internal

const constant = (value: Value): Sum | undefined => {
  if (typeof value === "number") return { plus: value, terms: new Map() }
  if (typeof value !== "string") return undefined
  const day = PlainDate.parse(value)
  return Result.isSuccess(day) ? { plus: PlainDate.toEpochDay(day.success), terms: new Map() } : undefined
}

const folded = (
  parts: ReadonlyArray<Sum | "not-known" | undefined>,
  combine: (a: Sum, b: Sum) => Sum | undefined
): Sum | "not-known" | undefined => {
  if (parts.includes("not-known")) return "not-known"
  const [first, ...rest] = parts
  let found = first === "not-known" ? undefined : first
  for (const part of rest) found = found === undefined || part === undefined || part === "not-known" ? undefined : combine(found, part)
  return found !== undefined && [found.plus, ...found.terms.values()].every(Number.isSafeInteger) ? found : undefined
}

const plus = (a: Sum, b: Sum): Sum => {
  const terms = new Map(a.terms)
  for (const [x, times] of b.terms) terms.set(x, (terms.get(x) ?? 0) + times)
  return { plus: a.plus + b.plus, terms: new Map([...terms].filter(([, times]) => times !== 0)) }
}

const scaled = (sum: Sum, by: number): Sum => ({
  plus: sum.plus * by,
  terms: new Map(by === 0 ? [] : [...sum.terms].map(([x, times]) => [x, times * by] as const))
})

const product = (a: Sum, b: Sum): Sum | undefined =>
  a.terms.size === 0 ? scaled(b, a.plus) : b.terms.size === 0 ? scaled(a, b.plus) : undefined

const least = (a: Sum, b: Sum): Sum | undefined =>
  a.terms.size === 0 && b.terms.size === 0 ? { plus: Math.min(a.plus, b.plus), terms: a.terms } : undefined

const later = (day: Sum, count: Sum): Sum | undefined => {
  if (day.terms.size > 0 || count.terms.size > 0) return count.terms.size === 0 && count.plus === 0 ? day : undefined
  const found = monthsLater(day.plus, count.plus)
  return Number.isFinite(found) ? { plus: found, terms: day.terms } : undefined
}

/** Infinite where the result lies outside the days that there are. */
const monthsLater = (day: number, months: number): number => {
  const from = PlainDate.fromEpochDay(day)
  const month = PlainDate.year(from) * 12 + PlainDate.month(from) - 1 + months
  if (month < 1000 * 12) return Number.NEGATIVE_INFINITY
  if (month >= 10_000 * 12) return Number.POSITIVE_INFINITY
  return PlainDate.toEpochDay(PlainDate.addMonths(from, months))
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

const floored = (a: number, by: number): number => (a - (((a % by) + by) % by)) / by
