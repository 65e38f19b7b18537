/**
 * Expressions as data, and how one walks through them.
 */
import type { SettingType, Value } from "../Measure.ts"

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

/** Two sides, compared. */
export type Comparison = Extract<Node, { readonly op: "is" | "lt" | "le" | "gt" | "ge" }>

/** How the left side stands to the right one. */
export type Comparator = "be" | "differ" | "lt" | "le" | "gt" | "ge"

/** The types of the names in an expression, as far as somebody tells them. */
export interface Names {
  readonly measure: (id: string) => SettingType | undefined
  readonly parameter: (id: string) => SettingType | undefined
}

// operations

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

/** The type of what an expression gives whose types fit; nothing for a text literal, which may be a day or a word. */
export const typeOf = (node: Node, names: Names): SettingType | undefined => {
  switch (node.op) {
    case "constant":
      return typeof node.value === "boolean" ? "boolean" : typeof node.value === "number" ? "integer" : undefined
    case "measure":
      return names.measure(node.id)
    case "parameter":
      return names.parameter(node.id)
    case "outcome":
      return "text"
    case "add":
    case "times":
    case "min":
      return "integer"
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      return "day"
    default:
      return "boolean"
  }
}

/** A comparison as it is read aloud: a constant stands on the right, and a denied "less than" is "at least". */
export const readAloud = (
  node: Comparison,
  denied: boolean
): { readonly left: Node; readonly right: Node; readonly relation: Comparator } => {
  const turned = node.left.op === "constant"
  const [left, right] = turned ? [node.right, node.left] : [node.left, node.right]
  const op = turned ? mirrored[node.op] : node.op
  return { left, right, relation: op === "is" ? (denied ? "differ" : "be") : denied ? opposite[op] : op }
}

// internal

const opposite = { lt: "ge", le: "gt", gt: "le", ge: "lt" } as const
const mirrored = { is: "is", lt: "gt", le: "ge", gt: "lt", ge: "le" } as const
