/**
 * The conditions of a question in one regime as one list of numbered steps, each distinct one once: what the executions over columns run.
 */
import { PlainDate } from "@chibo/core"
import * as Expression from "../Expression.ts"
import { isSet, type Setting, type SettingType, type Value, type ValueType } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"
import { type Choice, disputeKey } from "./ruled.ts"
import { agreed, stretches } from "./settings.ts"
import type { Ref, Step } from "./step.ts"

type Node = Expression.Node

// model

/** What the programs of one run share: the columns they load, the texts they compare, and the questions answered before. */
export interface Shared {
  readonly rulebook: Rulebook.Rulebook
  readonly columns: Array<{ readonly id: string; readonly type: ValueType }>
  readonly texts: Map<string, number>
  readonly stage: (question: string) => number | undefined
}

/** A list of steps that grows; `lacks` lists why conditions cannot be run over columns. */
export interface Builder {
  readonly steps: ReadonlyArray<Step>
  readonly condition: (node: Node, rulingDay: PlainDate.PlainDate, choice: Choice) => Ref
  readonly lacks: ReadonlyArray<string>
}

// constructors

/** An empty list of steps. */
export const builder = (shared: Shared): Builder => {
  const steps: Array<Step> = []
  const places = new Map<string, Ref>()
  const lacks: Array<string> = []
  const put = (step: Step): Ref => {
    const key = JSON.stringify(step)
    const place = places.get(key) ?? steps.push(step) - 1
    places.set(key, place)
    return place
  }
  const lack = (why: string): Ref => {
    lacks.push(why)
    return put({ op: "unknown" })
  }
  return {
    steps,
    lacks,
    condition: (node, rulingDay, choice) => truth(node, { shared, put, lack, rulingDay, choice, step: ref => steps[ref] })
  }
}

// operations

/** The place of a measure among the columns. */
export const columnOf = (shared: Shared, id: string, type: ValueType): number => {
  const place = shared.columns.findIndex(column => column.id === id)
  return place >= 0 ? place : shared.columns.push({ id, type }) - 1
}

/** The place of a text in the table. */
export const textOf = (shared: Pick<Shared, "texts">, text: string): number => {
  const place = shared.texts.get(text) ?? shared.texts.size
  shared.texts.set(text, place)
  return place
}

// internal

interface Context {
  readonly shared: Shared
  readonly put: (step: Step) => Ref
  readonly lack: (why: string) => Ref
  readonly step: (ref: Ref) => Step | undefined
  readonly rulingDay: PlainDate.PlainDate
  readonly choice: Choice
}

type SomeType = SettingType | undefined

const typeOf = (node: Node, { shared: { rulebook } }: Context): SomeType =>
  Expression.typeOf(node, { measure: id => rulebook.measures.get(id)?.type, parameter: id => rulebook.parameters.get(id)?.value.type })

const numberOf = (value: Value, type: SomeType, shared: Shared): number => {
  if (typeof value === "boolean") return Number(value)
  if (typeof value === "number") return value
  return type === "day" ? PlainDate.toEpochDay(PlainDate.make(value)) : textOf(shared, value)
}

const number = (node: Node, type: SomeType, context: Context): Ref => {
  const { put, lack, shared } = context
  switch (node.op) {
    case "constant":
      return put({ op: "number", value: numberOf(node.value, type, shared) })
    case "measure": {
      const measure = shared.rulebook.measures.get(node.id)
      return measure === undefined ? put({ op: "none" }) : put({ op: "load", column: columnOf(shared, node.id, measure.type) })
    }
    case "parameter":
      return setting(node.id, node.on, context, value => (typeof value === "object" ? undefined : numberOf(value, type, shared)))
    case "outcome": {
      const stage = shared.stage(node.question)
      return stage === undefined ? put({ op: "none" }) : put({ op: "answer", stage })
    }
    case "add":
    case "times":
    case "min": {
      const { op } = node
      const parts = node.of.map(item => number(item, "integer", context))
      const [first = put({ op: "number", value: 0 }), ...rest] = parts
      return rest.reduce((left, right) => put({ op, left, right }), first)
    }
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      return put({ op: node.op, left: number(node.to, "day", context), right: number(node.count, "integer", context) })
    default:
      return lack("a truth value stands where a number is asked for")
  }
}

/** A parameter's value on the ruling day, or on the day that a measure gives. */
const setting = (
  id: string,
  on: string | undefined,
  { shared, put, rulingDay, choice }: Context,
  read: (value: Setting) => number | undefined
): Ref => {
  const { rulebook } = shared
  const valueIn = (entry: ReturnType<typeof stretches>[number]["entry"]): number | undefined => {
    const value = entry?.state === "known" ? entry.value : entry?.state === "disputed" ? choice.get(disputeKey(id, entry)) : undefined
    return value === undefined ? undefined : read(value)
  }
  if (on === undefined) {
    const value = valueIn(Rulebook.parameterOn(rulebook, id, rulingDay)?.value)
    return value === undefined ? put({ op: "none" }) : put({ op: "number", value })
  }
  const all = stretches(rulebook, id)
  const everywhere = agreed(rulebook, id)
  return put({
    op: "dated",
    day: put({ op: "load", column: columnOf(shared, on, "day") }),
    starts: all.map(({ from }) => PlainDate.toEpochDay(from)),
    values: all.map(({ entry }) => valueIn(entry)),
    otherwise: everywhere === undefined ? undefined : read(everywhere)
  })
}

const truth = (node: Node, context: Context): Ref => {
  const { put, lack, shared } = context
  switch (node.op) {
    case "constant":
      return typeof node.value === "boolean"
        ? put({ op: node.value ? "true" : "false" })
        : lack("a value stands where a condition is asked for")
    case "measure":
    case "parameter":
      return typeOf(node, context) === "boolean" ? put({ op: "truth", of: number(node, "boolean", context) }) : lack("not a truth value")
    case "outcome":
      return lack("an outcome stands where a condition is asked for")
    case "all":
    case "any": {
      const of = node.of.map(inner => truth(inner, context))
      return put({ op: node.op === "all" ? "and" : "or", of: [...new Set(of)] })
    }
    case "not":
      return put({ op: "not", of: truth(node.of, context) })
    case "oneOf": {
      const type = typeOf(node.of, context)
      if (type === "boolean") return lack("a closed set of truth values")
      return put({ op: "oneOf", of: number(node.of, type, context), values: node.values.map(value => numberOf(value, type, shared)) })
    }
    case "is":
      return same(node.left, node.right, context)
    case "lt":
    case "gt":
    case "le":
    case "ge": {
      const type = typeOf(node.left, context) ?? typeOf(node.right, context)
      const other = typeOf(node.right, context) ?? type
      if ((type !== "integer" && type !== "day") || other !== type) return lack("only numbers and days are ordered")
      const [left, right] = [number(node.left, type, context), number(node.right, type, context)]
      return put(
        node.op === "lt" || node.op === "le"
          ? { op: node.op, left, right }
          : { op: node.op === "gt" ? "lt" : "le", left: right, right: left }
      )
    }
    case "within":
      return inside(node, context)
    case "applies": {
      const stage = shared.stage(node.question)
      return stage === undefined ? put({ op: "unknown" }) : put({ op: "asked", stage })
    }
    default:
      return lack("a number stands where a condition is asked for")
  }
}

const same = (left: Node, right: Node, context: Context): Ref => {
  const { put, lack } = context
  const type = typeOf(left, context) ?? typeOf(right, context) ?? "text"
  const other = typeOf(right, context) ?? type
  if (type !== other || type === "set" || type === "range") return lack("values of different types are compared")
  if (type !== "boolean") return put({ op: "eq", left: number(left, type, context), right: number(right, type, context) })
  const [a, b] = [truth(left, context), truth(right, context)]
  const both = put({ op: "and", of: [a, b] })
  const neither = put({ op: "and", of: [put({ op: "not", of: a }), put({ op: "not", of: b })] })
  return put({ op: "or", of: [both, neither] })
}

const inside = (node: Extract<Node, { readonly op: "within" }>, context: Context): Ref => {
  const { put, shared, rulingDay, choice } = context
  const { rulebook } = shared
  const type = typeOf(node.of, context)
  if (type !== "integer" && type !== "text") return context.lack("neither a number nor a text lies within a setting")
  const value = number(node.of, type, context)
  const lies = (set: Setting | undefined): Ref => {
    if (set === undefined) return put({ op: "unknown" })
    if (typeof set !== "object") return put({ op: "eq", left: value, right: put({ op: "number", value: numberOf(set, type, shared) }) })
    if (isSet(set)) return put({ op: "oneOf", of: value, values: type === "text" ? set.map(each => textOf(shared, each)) : [] })
    if (type === "text") return put({ op: "oneOf", of: value, values: [] })
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = set
    const bound = (limit: number) => put({ op: "number", value: Math.min(Math.max(limit, -Number.MAX_VALUE), Number.MAX_VALUE) })
    return put({ op: "and", of: [put({ op: "le", left: bound(least), right: value }), put({ op: "le", left: value, right: bound(most) })] })
  }
  const settle = (entry: ReturnType<typeof stretches>[number]["entry"]): Ref =>
    lies(entry?.state === "known" ? entry.value : entry?.state === "disputed" ? choice.get(disputeKey(node.parameter, entry)) : undefined)
  if (node.on === undefined) return settle(Rulebook.parameterOn(rulebook, node.parameter, rulingDay)?.value)
  const all = stretches(rulebook, node.parameter)
  return put({
    op: "pick",
    day: put({ op: "load", column: columnOf(shared, node.on, "day") }),
    starts: all.map(({ from }) => PlainDate.toEpochDay(from)),
    of: all.map(({ entry }) => settle(entry)),
    otherwise: lies(agreed(rulebook, node.parameter))
  })
}
