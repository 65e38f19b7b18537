/**
 * The value of an expression, in strong Kleene logic, or everything that it is missing.
 */
import { PlainDate, WorkingDays } from "@chibo/core"
import { isSet, type Setting, type Value } from "../Measure.ts"
import type { Node } from "./node.ts"

// model

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
