/**
 * Compares what an example gives with what it says it gives.
 */
import { inspect, isDeepStrictEqual } from "node:util"

export interface Mismatch {
  readonly id: number
  readonly line: number
  readonly message: string
}

/** What did not agree so far, in the order in which it was met. */
export const mismatches: Array<Mismatch> = []

/** How many comparisons were made. */
export const made = { count: 0 }

/** Compares; goes on where they differ, so that an example tells all its mistakes at once. */
export const check = async (id: number, line: number, expected: () => unknown, actual: unknown): Promise<void> => {
  made.count++
  const wanted = expected()
  if (!agrees(actual, wanted)) mismatches.push({ id, line, message: `expected ${show(wanted)}, got ${show(actual)}` })
}

/** An object literal stands for any object with the same own fields, of whatever class; everything else must be deeply equal. */
const agrees = (actual: unknown, expected: unknown): boolean => {
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && actual.length === expected.length && expected.every((item, index) => agrees(actual[index], item))
  }
  if (!isPlain(expected)) return isDeepStrictEqual(actual, expected)
  if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return false
  const fields = new Map(Object.entries(actual))
  const wanted = Object.entries(expected)
  return fields.size === wanted.length && wanted.every(([key, value]) => fields.has(key) && agrees(fields.get(key), value))
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype

const show = (value: unknown): string => inspect(value, { depth: 8, breakLength: Number.POSITIVE_INFINITY, compact: true })
