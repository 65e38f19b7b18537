/** Conditions with what a parameter comes to in its place. */
import * as Expression from "../Expression.ts"
import { isSet, type Setting } from "../Measure.ts"

/** A parameter that is read on the day of a measure. */
export interface DayRead {
  readonly id: string
  readonly on: string
}

/** The first parameter in a simple condition that is read on the day of a measure. */
export const dayRead = (node: Expression.Node): DayRead | undefined => {
  const found: Array<DayRead> = []
  Expression.visit(node, inner => {
    if (inner.op === "parameter" && inner.on !== undefined) found.push({ id: inner.id, on: inner.on })
    if (inner.op === "within" && inner.on !== undefined) found.push({ id: inner.parameter, on: inner.on })
  })
  return found[0]
}

/** The condition with what a parameter comes to on those days in its place. */
export const filledIn = (node: Expression.Node, read: DayRead, setting: Setting): Expression.Node => {
  const fill = (inner: Expression.Node): Expression.Node => {
    switch (inner.op) {
      case "parameter":
        if (inner.id !== read.id || inner.on !== read.on || typeof setting === "object") return inner
        return { op: "constant", value: setting }
      case "within":
        return inner.parameter === read.id && inner.on === read.on ? inside(fill(inner.of), setting) : { ...inner, of: fill(inner.of) }
      case "is":
      case "lt":
      case "le":
      case "gt":
      case "ge":
        return { ...inner, left: fill(inner.left), right: fill(inner.right) }
      case "all":
      case "any":
      case "add":
      case "times":
      case "min":
        return { ...inner, of: inner.of.map(fill) }
      case "not":
      case "oneOf":
        return { ...inner, of: fill(inner.of) }
      case "addMonths":
      case "addDays":
      case "addWorkingDays":
        return { ...inner, to: fill(inner.to), count: fill(inner.count) }
      default:
        return inner
    }
  }
  return fill(node)
}

/** That a value lies in a set or a range, without the parameter that holds it. */
export const inside = (of: Expression.Node, setting: Setting): Expression.Node => {
  if (typeof setting !== "object") return { op: "oneOf", of, values: [setting] }
  if (isSet(setting)) return { op: "oneOf", of, values: setting }
  const { least, most } = setting
  const bounds: ReadonlyArray<Expression.Node> = [
    ...(least === undefined ? [] : [{ op: "ge", left: of, right: { op: "constant", value: least } } as const]),
    ...(most === undefined ? [] : [{ op: "le", left: of, right: { op: "constant", value: most } } as const])
  ]
  return { op: "all", of: bounds }
}
