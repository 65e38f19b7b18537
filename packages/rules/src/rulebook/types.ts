/** Expressions must give what their place asks for. The compiler sees to it for literals in source; for packs from elsewhere it is seen to here. */
import { PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Node } from "../Expression.ts"
import type { Measure, SettingType, Value, ValueType } from "../Measure.ts"
import type { Parameter } from "../pack/model.ts"
import type { Sourced } from "./model.ts"

/** What gives a name its type. */
export interface Typed {
  readonly measures: ReadonlyMap<string, Measure>
  readonly parameters: ReadonlyMap<string, Sourced<Parameter>>
}

/** The operations of an expression that do not get what they need, the whole included if it does not give what is expected. */
export const illTyped = (node: Node, expected: ValueType, typed: Typed): ReadonlyArray<string> => {
  const found: Array<string> = []
  const given = typeOf(node, typed, op => found.push(op))
  return fits(given, expected) ? found : [...found, node.op]
}

// internal

/** A type; what nobody defines has none, and a constant word may be a day. */
type Given = SettingType | { readonly word: string } | undefined

const fits = (given: Given, expected: SettingType): boolean => {
  if (given === undefined) return true
  if (typeof given === "string") return given === expected
  return expected === "text" || (expected === "day" && Result.isSuccess(PlainDate.parse(given.word)))
}

const alike = (a: Given, b: Given): boolean => (typeof a === "string" ? fits(b, a) : typeof b === "string" ? fits(a, b) : true)

const ofValue = (value: Value): Given => (typeof value === "boolean" ? "boolean" : typeof value === "number" ? "integer" : { word: value })

const typeOf = (node: Node, typed: Typed, wrong: (op: string) => void): Given => {
  const of = (inner: Node): Given => typeOf(inner, typed, wrong)
  const need = (inner: Node, expected: SettingType): void => {
    if (!fits(of(inner), expected)) wrong(node.op)
  }
  const day = (on: string | undefined): void => {
    if (on !== undefined && (typed.measures.get(on)?.type ?? "day") !== "day") wrong(node.op)
  }
  switch (node.op) {
    case "constant":
      return ofValue(node.value)
    case "measure":
      return typed.measures.get(node.id)?.type
    case "parameter": {
      day(node.on)
      const type = typed.parameters.get(node.id)?.value.type
      if (type === "set" || type === "range") wrong(node.op)
      return type
    }
    case "within": {
      day(node.on)
      const type = typed.parameters.get(node.parameter)?.value.type
      if (type === "set" || type === "range") need(node.of, type === "set" ? "text" : "integer")
      else if (type !== undefined) wrong(node.op)
      return "boolean"
    }
    case "outcome":
      return "text"
    case "applies":
      return "boolean"
    case "is":
      if (!alike(of(node.left), of(node.right))) wrong(node.op)
      return "boolean"
    case "lt":
    case "le":
    case "gt":
    case "ge": {
      const [left, right] = [of(node.left), of(node.right)]
      const ordered = (["integer", "day"] as const).some(type => fits(left, type) && fits(right, type))
      if (!ordered) wrong(node.op)
      return "boolean"
    }
    case "oneOf": {
      const inner = of(node.of)
      if (!node.values.every(value => alike(inner, ofValue(value)))) wrong(node.op)
      return "boolean"
    }
    case "all":
    case "any":
      for (const inner of node.of) need(inner, "boolean")
      return "boolean"
    case "not":
      need(node.of, "boolean")
      return "boolean"
    case "add":
    case "times":
    case "min":
      for (const inner of node.of) need(inner, "integer")
      return "integer"
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      need(node.to, "day")
      need(node.count, "integer")
      return "day"
  }
}
