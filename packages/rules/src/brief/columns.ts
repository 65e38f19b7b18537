/**
 * Values of one measure for many subjects, as typed lists.
 */
import { type Id, PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Value, ValueType } from "../Measure.ts"

// model

/** Values as numbers: truth values as 0 and 1, days as days since 1970-01-01, texts as places in a list of words. */
export type Numbers = Uint8Array | Int32Array | Float64Array

/** The values of one measure for the subjects of a batch. */
export interface Column {
  readonly type: ValueType
  /** Where `known` is 0, any number may stand here. */
  readonly values: Numbers
  /** 1 where there is a value; left out where there always is. */
  readonly known?: Uint8Array
  /** For texts: the words that the values are places in, no word twice. */
  readonly words?: ReadonlyArray<string>
  /** The positions of the facts that a value rests on. */
  readonly facts?: (index: number) => ReadonlyArray<Id.Position>
}

// constructors

/**
 * A column from values as rules know them; `undefined` is not known. Nothing where a value is not of the type.
 *
 * @example
 * Brief.column("integer", [3, undefined])?.known // => new Uint8Array([1, 0])
 * @since 0.2.0
 */
export const column = (
  type: ValueType,
  values: ReadonlyArray<Value | undefined>,
  facts?: (index: number) => ReadonlyArray<Id.Position>
): Column | undefined => {
  const words = new Map<string, number>()
  const known = new Uint8Array(values.length)
  const numbers = new Float64Array(values.length)
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue
    const number = toNumber(type, value, words)
    if (number === undefined) return undefined
    known[i] = 1
    numbers[i] = number
  }
  return {
    type,
    values: numbers.every(number => number === (number | 0)) ? Int32Array.from(numbers) : numbers,
    ...(known.includes(0) ? { known } : {}),
    ...(type === "text" ? { words: [...words.keys()] } : {}),
    ...(facts === undefined ? {} : { facts })
  }
}

// operations

/**
 * A value of a column as rules know it; `undefined` where it is not known.
 *
 * @since 0.2.0
 */
export const valueAt = (column: Column, index: number): Value | undefined => {
  const number = column.known?.[index] === 0 ? undefined : column.values[index]
  if (number === undefined) return undefined
  switch (column.type) {
    case "boolean":
      return number === 1
    case "integer":
      return number
    case "day":
      return dayOf(number)
    case "text":
      return column.words?.[number]
  }
}

/** The rows of columns, where -1 stands for a subject that the source does not know. Lists that columns share stay shared. */
export const gathering = (rows: Int32Array): ((from: Column) => Column) => {
  const [first = 0] = rows
  const all = rows.every(row => row >= 0)
  const whole = all && rows.every((row, i) => row === first + i)
  const kept = new Map<Numbers, Numbers>()
  const cut = <A extends Numbers>(list: A): A => {
    const before = kept.get(list)
    // sound: the same kind of list as `list`
    const made = (before ??
      (whole
        ? list.subarray(first, first + rows.length)
        : (list.constructor as Int32ArrayConstructor).from(rows, row => list[row] ?? 0))) as A
    kept.set(list, made)
    return made
  }
  const strangers = all ? undefined : Uint8Array.from(rows, row => (row < 0 ? 0 : 1))
  return ({ type, values, known, words, facts }) => {
    const mask = known === undefined ? strangers : cut(known)
    return {
      type,
      values: cut(values),
      ...(mask === undefined ? {} : { known: mask }),
      ...(words === undefined ? {} : { words }),
      ...(facts === undefined ? {} : { facts: index => facts(rows[index] ?? -1) })
    }
  }
}

// internal

const days = new Map<number, PlainDate.PlainDate>()

/** The same days come again and again; the most that there are would fill some megabytes. */
const dayOf = (number: number): PlainDate.PlainDate => {
  const before = days.get(number)
  if (before !== undefined) return before
  const day = PlainDate.fromEpochDay(number)
  if (days.size < 100_000) days.set(number, day)
  return day
}

const toNumber = (type: ValueType, value: Value, words: Map<string, number>): number | undefined => {
  if (type === "boolean") return typeof value === "boolean" ? Number(value) : undefined
  if (type === "integer") return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined
  if (typeof value !== "string") return undefined
  if (type === "day") return Result.getOrUndefined(Result.map(PlainDate.parse(value), PlainDate.toEpochDay))
  const place = words.get(value) ?? words.size
  words.set(value, place)
  return place
}
