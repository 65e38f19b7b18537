/** What clauses read, and what makes two conditions the same: kept, as clauses are compared with many others over many stretches of days. */
import { Journal } from "@chibo/core"
import type { Clause } from "../Clause.ts"
import * as Expression from "../Expression.ts"
import { expressionsOf } from "../pack/references.ts"

// model

export interface Reads {
  readonly measures: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
  /** The parameters that are read on the ruling day. */
  readonly onRulingDay: ReadonlySet<string>
  /** No months or working days are added, and no parameter is read on a measured day. */
  readonly simply: boolean
}

// operations

/** What the conditions and carried values of a clause read. */
export const readsOf = (clause: Clause): Reads => {
  const found = reads.get(clause) ?? read(clause)
  reads.set(clause, found)
  return found
}

/** The same for equal expressions. */
export const keyOf = (node: Expression.Node): string => {
  const key = keys.get(node) ?? Journal.canonical(node)
  keys.set(node, key)
  return key
}

// internal

const reads = new WeakMap<Clause, Reads>()
const keys = new WeakMap<Expression.Node, string>()

const read = (clause: Clause): Reads => {
  const found = { measures: new Set<string>(), parameters: new Set<string>(), onRulingDay: new Set<string>() }
  let simply = true
  for (const node of expressionsOf(clause)) {
    const { measures, parameters } = Expression.references(node)
    for (const id of measures) found.measures.add(id)
    for (const id of parameters) found.parameters.add(id)
    Expression.visit(node, inner => {
      if (inner.op === "addMonths" || inner.op === "addWorkingDays") simply = false
      if ((inner.op === "parameter" || inner.op === "within") && inner.on !== undefined) simply = false
      if (inner.op === "parameter" && inner.on === undefined) found.onRulingDay.add(inner.id)
      if (inner.op === "within" && inner.on === undefined) found.onRulingDay.add(inner.parameter)
    })
  }
  return { ...found, simply }
}
