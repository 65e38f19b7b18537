/**
 * Tells of most pairs of conditions, by what they name alone, that neither follows from the other: where the one asks for something of which the
 * other says nothing, or for another word. Only for conditions that can hold; of pairs that it lets pass, a search decides.
 */
import * as Expression from "../Expression.ts"
import type { Value } from "../Measure.ts"
import type { Relation } from "../RulePack.ts"

// model

/** A part of a condition that must hold for the whole to hold. */
interface Conjunct {
  /** The measures and questions that it names. */
  readonly names: ReadonlySet<string>
  /** It says of one of them which words it may be, and nothing else. */
  readonly among: ReadonlyArray<Value> | undefined
}

/** Conditions that hold together, by what they name. */
export interface Said {
  readonly names: ReadonlySet<string>
  /** Of each measure and question: what the conjuncts allow that name it. */
  readonly about: ReadonlyMap<string, ReadonlyArray<Conjunct>>
}

// constructors

/** What conditions say together; measures that a relation ties to a named one count as named. */
export const saidBy = (conditions: ReadonlyArray<Expression.Node>, relations: ReadonlyArray<Relation>): Said => {
  const conjuncts = conditions.flatMap(conjunctsOf)
  const names = new Set(conjuncts.flatMap(each => [...each.names]))
  for (let before = -1; before < names.size; ) {
    before = names.size
    for (const { least, most } of relations) if (names.has(least) || names.has(most)) names.add(least).add(most)
  }
  const about = new Map<string, Array<Conjunct>>()
  for (const each of conjuncts) for (const name of each.names) about.set(name, [...(about.get(name) ?? []), each])
  return { names, about }
}

// operations

/** Tells whether a condition may follow from what is said. */
export const mayFollow = (said: Said, condition: Expression.Node): boolean =>
  conjunctsOf(condition).every(({ names, among }) => {
    let [known, any] = [false, false]
    for (const name of names) {
      any = true
      if (said.names.has(name)) known = true
    }
    if (any && !known) return false
    const [name] = names
    const about = name === undefined || among === undefined ? [] : (said.about.get(name) ?? [])
    const [first, ...rest] = about.map(each => each.among)
    if (first === undefined || rest.some(each => each === undefined)) return true
    const left = first.filter(value => rest.every(each => each?.includes(value)))
    return left.every(value => among?.includes(value))
  })

// internal

const kept = new WeakMap<Expression.Node, ReadonlyArray<Conjunct>>()

const conjunctsOf = (node: Expression.Node): ReadonlyArray<Conjunct> => {
  if (node.op === "all") return node.of.flatMap(conjunctsOf)
  const found = kept.get(node) ?? [conjunctOf(node)]
  kept.set(node, found)
  return found
}

const conjunctOf = (node: Expression.Node): Conjunct => {
  const { measures, questions } = Expression.references(node)
  return { names: new Set([...measures, ...questions]), among: amongOf(node) }
}

const amongOf = (node: Expression.Node): ReadonlyArray<Value> | undefined => {
  const isNamed = (inner: Expression.Node): boolean => inner.op === "measure" || inner.op === "outcome"
  if (node.op === "measure") return [true]
  if (node.op === "not") return node.of.op === "measure" ? [false] : undefined
  if (node.op === "oneOf") return isNamed(node.of) ? node.values : undefined
  if (node.op !== "is") return undefined
  if (isNamed(node.left) && node.right.op === "constant") return [node.right.value]
  return isNamed(node.right) && node.left.op === "constant" ? [node.left.value] : undefined
}
