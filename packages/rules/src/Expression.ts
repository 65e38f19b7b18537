/**
 * Conditions and calculations as plain data, built with typed functions.
 *
 * They read measures, parameters and the outcomes of other questions, and follow strong Kleene logic: what is unknown makes the whole unknown
 * only where it could change it.
 *
 * @since 0.1.0
 */
import type { Node } from "./expression/node.ts"
import type { Measure, SettingType, ValueType } from "./Measure.ts"

// model

export type { Environment, Result, Unknown } from "./expression/evaluate.ts"
export type { Comparator, Comparison, Names, Node } from "./expression/node.ts"

declare const gives: unique symbol

/** An expression that gives a value of a type. */
export type Expression<T extends ValueType> = Node & { readonly [gives]?: T }

/** A parameter as an expression knows it. */
export interface ParameterRef<T extends SettingType> {
  readonly id: string
  readonly type: T
}

// constructors

type Of<T extends ValueType> =
  | Expression<T>
  | Measure<T>
  | ParameterRef<T>
  | (T extends "boolean" ? boolean : T extends "integer" ? number : string)

/** A value, a measure or a parameter, as an expression. */
export const of = <T extends ValueType>(input: Of<T>): Expression<T> => {
  if (typeof input !== "object") return { op: "constant", value: input }
  if ("op" in input) return input
  return "of" in input ? { op: "measure", id: input.id } : { op: "parameter", id: input.id }
}

/** A parameter read on the day that a measure gives, instead of on the ruling day. */
export const on = <T extends ValueType>(parameter: ParameterRef<T>, day: Measure<"day">): Expression<T> => ({
  op: "parameter",
  id: parameter.id,
  on: day.id
})

/** The outcome of another question about the same subject: its id, or `not-applicable`. */
export const outcome = (question: { readonly id: string }): Expression<"text"> => ({ op: "outcome", question: question.id })

/** Whether another question is asked of the subject at all, whatever its answer. */
export const applies = (question: { readonly id: string }): Expression<"boolean"> => ({ op: "applies", question: question.id })

const comparison =
  (op: "lt" | "le" | "gt" | "ge") =>
  <T extends "integer" | "day">(left: Expression<T> | Measure<T>, right: Of<T>): Expression<"boolean"> => ({
    op,
    left: of(left),
    right: of(right)
  })

export const lt = comparison("lt")
export const le = comparison("le")
export const gt = comparison("gt")
export const ge = comparison("ge")

export const is = <T extends ValueType>(left: Expression<T> | Measure<T>, right: Of<T>): Expression<"boolean"> => ({
  op: "is",
  left: of(left),
  right: of(right)
})

/** The value is one of a closed set. */
export const oneOf = (value: Expression<"text"> | Measure<"text">, ...values: ReadonlyArray<string>): Expression<"boolean"> => ({
  op: "oneOf",
  of: of(value),
  values
})

/** The value lies in the set, or in the range, that a parameter holds; read on the day of a measure where one is given. */
export const within = <T extends "text" | "integer">(
  value: Expression<T> | Measure<T>,
  parameter: ParameterRef<T extends "text" ? "set" : "range">,
  day?: Measure<"day">
): Expression<"boolean"> => ({ op: "within", of: of(value), parameter: parameter.id, ...(day === undefined ? {} : { on: day.id }) })

type Condition = Expression<"boolean"> | Measure<"boolean"> | boolean
export const all = (...conditions: ReadonlyArray<Condition>): Expression<"boolean"> => ({
  op: "all",
  of: conditions.map(c => of<"boolean">(c))
})
export const any = (...conditions: ReadonlyArray<Condition>): Expression<"boolean"> => ({
  op: "any",
  of: conditions.map(c => of<"boolean">(c))
})
export const not = (condition: Condition): Expression<"boolean"> => ({ op: "not", of: of<"boolean">(condition) })

type Amount = Expression<"integer"> | Measure<"integer"> | ParameterRef<"integer"> | number
export const add = (...amounts: ReadonlyArray<Amount>): Expression<"integer"> => ({ op: "add", of: amounts.map(a => of<"integer">(a)) })
export const times = (...amounts: ReadonlyArray<Amount>): Expression<"integer"> => ({ op: "times", of: amounts.map(a => of<"integer">(a)) })
export const min = (...amounts: ReadonlyArray<Amount>): Expression<"integer"> => ({ op: "min", of: amounts.map(a => of<"integer">(a)) })

type Day = Expression<"day"> | Measure<"day">
const later =
  (op: "addMonths" | "addDays" | "addWorkingDays") =>
  (to: Day, count: Amount): Expression<"day"> => ({ op, to: of(to), count: of<"integer">(count) })
export const addMonths = later("addMonths")
export const addDays = later("addDays")
export const addWorkingDays = later("addWorkingDays")

/**
 * An exact decimal of at most six places, as a whole number of millionths: `decimal("0.85")` compares with `times(1_000_000, part)` over
 * `times(whole, decimal)`, without any rounding.
 *
 * @example
 * Expression.decimal("0.85") // => 850000
 * @since 0.1.0
 */
export const decimal = (text: string): number => {
  const parts = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text)
  if (parts === null) throw new RangeError("a decimal has at most nine digits before the point and six after it")
  return (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 1_000_000 + Number((parts[3] ?? "").padEnd(6, "0")))
}

/** `part / whole` is at least a ratio given as `decimal`, exactly. */
export const shareAtLeast = (part: Amount, whole: Amount, ratio: Amount): Expression<"boolean"> =>
  ge(times(part, 1_000_000), times(whole, ratio))

// operations

export { evaluate, known, lies, union, unknown } from "./expression/evaluate.ts"
export { readAloud, references, typeOf, visit } from "./expression/node.ts"
