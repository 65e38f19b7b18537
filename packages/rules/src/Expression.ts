/**
 * Conditions and calculations as plain data, built with typed functions.
 *
 * They read measures, parameters and the outcomes of other questions, and follow strong Kleene logic: what is unknown makes the whole unknown
 * only where it could change it.
 *
 * @since 0.1.0
 */
import { PlainDate, WorkingDays } from "@chibo/core"
import { isSet, type Measure, type Setting, type SettingType, type Value, type ValueType } from "./Measure.ts"

// model

/** The data of an expression; `Expression<T>` adds what type it gives. */
export type Node =
  | { readonly op: "constant"; readonly value: Value }
  | { readonly op: "measure"; readonly id: string }
  | { readonly op: "parameter"; readonly id: string; readonly on?: string }
  | { readonly op: "within"; readonly of: Node; readonly parameter: string; readonly on?: string }
  | { readonly op: "outcome" | "applies"; readonly question: string }
  | { readonly op: "is" | "lt" | "le" | "gt" | "ge"; readonly left: Node; readonly right: Node }
  | { readonly op: "oneOf"; readonly of: Node; readonly values: ReadonlyArray<Value> }
  | { readonly op: "all" | "any"; readonly of: ReadonlyArray<Node> }
  | { readonly op: "add" | "times" | "min"; readonly of: ReadonlyArray<Node> }
  | { readonly op: "not"; readonly of: Node }
  | { readonly op: "addMonths" | "addDays" | "addWorkingDays"; readonly to: Node; readonly count: Node }

declare const gives: unique symbol

/** An expression that gives a value of a type. */
export type Expression<T extends ValueType> = Node & { readonly [gives]?: T }

/** A parameter as an expression knows it. */
export interface ParameterRef<T extends SettingType> {
  readonly id: string
  readonly type: T
}

/** What is not known, and why. */
export interface Unknown {
  readonly missing: ReadonlySet<string>
  readonly unread: ReadonlySet<string>
  /** Parameters without any value on the day, and deadlines without a calendar. */
  readonly without: ReadonlySet<string>
}

/** A value, or what it is missing. */
export type Result<A = Value> = { readonly known: true; readonly value: A } | ({ readonly known: false } & Unknown)

/** Where an expression looks things up. */
export interface Environment {
  readonly measure: (id: string) => Value | undefined
  readonly parameter: (id: string, onMeasure: string | undefined) => Result<Setting>
  readonly outcome: (question: string) => Result
  readonly applies: (question: string) => Result
  readonly calendar: WorkingDays.HolidayCalendar | undefined
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

/**
 * The value of an expression, or everything that it is missing.
 *
 * @since 0.1.0
 */
export const evaluate = (node: Node, env: Environment): Result => {
  switch (node.op) {
    case "constant":
      return known(node.value)
    case "measure": {
      const value = env.measure(node.id)
      return value === undefined ? unknown({ missing: node.id }) : known(value)
    }
    case "parameter":
      return env.parameter(node.id, node.on) as Result // sound: the types let only `within` name a set or a range
    case "within": {
      const [inner, setting] = [evaluate(node.of, env), env.parameter(node.parameter, node.on)]
      if (inner.known && setting.known) return known(lies(inner.value, setting.value))
      return inner.known ? (setting.known ? inner : setting) : setting.known ? inner : union(inner, setting)
    }
    case "outcome":
      return env.outcome(node.question)
    case "applies":
      return env.applies(node.question)
    case "all":
    case "any":
      return kleene(node.op === "any", node.of, env)
    case "not": {
      const inner = evaluate(node.of, env)
      return inner.known ? known(inner.value !== true) : inner
    }
    case "oneOf": {
      const inner = evaluate(node.of, env)
      return inner.known ? known(node.values.includes(inner.value)) : inner
    }
    case "is":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return both(evaluate(node.left, env), evaluate(node.right, env), (a, b) => known(compare(node.op, a, b)))
    case "add":
    case "times":
    case "min": {
      const { op } = node
      return node.of.map(item => evaluate(item, env)).reduce((a, b) => both(a, b, (x, y) => known(arithmetic(op, Number(x), Number(y)))))
    }
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      return both(evaluate(node.to, env), evaluate(node.count, env), (day, count) => addTo(node.op, day, Number(count), env))
  }
}

/** Every measure, parameter and question that an expression names. */
export const references = (
  node: Node
): { readonly measures: Set<string>; readonly parameters: Set<string>; readonly questions: Set<string> } => {
  const found = { measures: new Set<string>(), parameters: new Set<string>(), questions: new Set<string>() }
  visit(node, inner => {
    if (inner.op === "measure") found.measures.add(inner.id)
    if (inner.op === "outcome" || inner.op === "applies") found.questions.add(inner.question)
    if (inner.op === "parameter" || inner.op === "within") {
      found.parameters.add(inner.op === "within" ? inner.parameter : inner.id)
      if (inner.on !== undefined) found.measures.add(inner.on)
    }
  })
  return found
}

/** Calls a function for the node and all inside it. */
export const visit = (node: Node, see: (node: Node) => void): void => {
  see(node)
  switch (node.op) {
    case "is":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      visit(node.left, see)
      visit(node.right, see)
      return
    case "all":
    case "any":
    case "add":
    case "times":
    case "min":
      for (const inner of node.of) visit(inner, see)
      return
    case "not":
    case "oneOf":
    case "within":
      visit(node.of, see)
      return
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      visit(node.to, see)
      visit(node.count, see)
  }
}

/** A known value, as a result. */
export const known = <A = Value>(value: A): Result<A> => ({ known: true, value })

/** An unknown value, and the one thing that it is missing. */
export const unknown = (why: {
  readonly missing?: string
  readonly unread?: string
  readonly without?: string
}): { readonly known: false } & Unknown => ({
  known: false,
  missing: new Set(why.missing === undefined ? [] : [why.missing]),
  unread: new Set(why.unread === undefined ? [] : [why.unread]),
  without: new Set(why.without === undefined ? [] : [why.without])
})

/** What two results are missing, together. */
export const union = (a: Unknown, b: Unknown): { readonly known: false } & Unknown => ({
  known: false,
  missing: new Set([...a.missing, ...b.missing]),
  unread: new Set([...a.unread, ...b.unread]),
  without: new Set([...a.without, ...b.without])
})

/** Whether a value lies in a set or a range. */
export const lies = (value: Value, setting: Setting): boolean => {
  if (typeof setting !== "object") return value === setting
  if (isSet(setting)) return setting.some(each => each === value)
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = setting
  return typeof value === "number" && least <= value && value <= most
}

// internal

const kleene = (decisive: boolean, nodes: ReadonlyArray<Node>, env: Environment): Result => {
  let lacking: Result = known(!decisive)
  for (const node of nodes) {
    const result = evaluate(node, env)
    if (result.known) {
      if (result.value === decisive) return known(decisive)
    } else lacking = lacking.known ? result : union(lacking, result)
  }
  return lacking
}

const both = (a: Result, b: Result, then: (a: Value, b: Value) => Result): Result =>
  a.known ? (b.known ? then(a.value, b.value) : b) : b.known ? a : union(a, b)

const compare = (op: "is" | "lt" | "le" | "gt" | "ge", a: Value, b: Value): boolean => {
  switch (op) {
    case "is":
      return a === b
    case "lt":
      return a < b
    case "le":
      return a <= b
    case "gt":
      return a > b
    case "ge":
      return a >= b
  }
}

const arithmetic = (op: "add" | "times" | "min", a: number, b: number): number => {
  const result = op === "add" ? a + b : op === "times" ? a * b : Math.min(a, b)
  if (!Number.isSafeInteger(result)) throw new RangeError("a rule's arithmetic left the range of exact whole numbers")
  return result
}

const addTo = (op: "addMonths" | "addDays" | "addWorkingDays", to: Value, count: number, env: Environment): Result => {
  const day = PlainDate.make(String(to))
  if (op === "addMonths") return known(PlainDate.addMonths(day, count))
  if (op === "addDays") return known(PlainDate.addDays(day, count))
  const deadline = WorkingDays.deadline(env.calendar, day, count)
  return deadline.known ? known(deadline.day) : unknown({ without: "calendar" })
}
