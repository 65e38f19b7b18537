/** From an expression in a situation to a formula over numbers and words. */
import { Journal, PlainDate } from "@chibo/core"
import * as Expression from "../Expression.ts"
import type { Value } from "../Measure.ts"
import { dayRead, filledIn, inside } from "./Fill.ts"
import { all, any, type Formula, no, not, unknown, yes } from "./Formula.ts"
import * as Linear from "./Linear.ts"
import type { Situation } from "./Situation.ts"

// model

/** The variables that formulas share. A word is a measure, another question's outcome, or a condition that could not be taken apart. */
export interface Variables {
  /** The measures behind the numbers, from position 1. */
  readonly numbers: ReadonlyArray<string>
  readonly words: ReadonlyArray<Word>
}

/** `outside` conditions are undecided in themselves; `unread` ones rest on a value that is not known. */
export interface Word {
  readonly of: "measure" | "outcome" | "outside" | "unread"
  readonly id: string
  /** The values that formulas name. */
  readonly named: Set<Value>
  /** The measures that an outside condition reads. */
  readonly reads: ReadonlySet<string>
}

/** How a condition on a value that is not known is taken: as unknown, like the engine, or as possibly true, possibly false. */
export type Unread = "unknown" | "free"

// operations

/** A compiler of the situation; all formulas that it makes share its variables. It keeps them: no condition is taken apart twice. */
export const compiler = (situation: Situation, unread: Unread) => {
  const numbers: Array<string> = []
  const words: Array<Word> = []
  const [numberAt, wordAt] = [new Map<string, number>(), new Map<string, number>()]
  const made = new WeakMap<Expression.Node, Formula>()

  const number = (id: string): number => {
    const at = numberAt.get(id) ?? numbers.push(id)
    numberAt.set(id, at)
    return at
  }
  const word = (of: Word["of"], id: string, reads: ReadonlySet<string> = new Set()): number => {
    const key = `${of}\n${id}`
    const at = wordAt.get(key) ?? words.push({ of, id, named: new Set(), reads }) - 1
    wordAt.set(key, at)
    return at
  }
  const among = (at: number, values: ReadonlyArray<Value>): Formula => {
    const { named, of } = words[at] ?? { named: new Set<Value>(), of: "outside" }
    for (const value of values) named.add(value)
    return { is: "word", word: at, among: new Set(values), outside: of === "outside" || of === "unread" }
  }

  /** A condition that cannot be taken apart, or that rests on what is not known. */
  const opaque = (key: string, of: ReadonlyArray<Expression.Node>): Formula => {
    const reads = new Set(of.flatMap(node => [...Expression.references(node).measures]))
    for (const id of reads) {
      const type = situation.measures.get(id)?.type
      if (type === "integer" || type === "day") number(id)
      else if (type !== undefined) word("measure", id)
    }
    return among(word("outside", key, reads), [true])
  }
  const notKnown = (node: Expression.Node): Formula =>
    unread === "unknown" ? unknown : among(word("unread", Journal.canonical(node)), [true])

  const typeOf = (node: Expression.Node) =>
    Expression.typeOf(node, {
      measure: id => situation.measures.get(id)?.type,
      parameter: id => {
        const found = situation.parameter(id)
        if (!found.known) return undefined
        return typeof found.value === "number" ? "integer" : typeof found.value === "boolean" ? "boolean" : undefined
      }
    })

  /** A condition that reads a parameter on a measured day: one case for each stretch in which the parameter has one value. */
  const byDay = (node: Expression.Node, of: (filled: Expression.Node) => Formula): Formula | undefined => {
    const read = dayRead(node)
    if (read === undefined) return undefined
    if (situation.measures.get(read.on)?.type !== "day") return opaque(Journal.canonical(node), [node])
    const day = number(read.on)
    const cuts = situation.changes(read.id).map(cut => [cut, PlainDate.toEpochDay(cut)] as const)
    const cases = cuts.map(([cut, from], i) => {
      const until = cuts[i + 1]?.[1]
      const value = situation.parameter(read.id, cut)
      const begun: Formula = { is: "apart", x: 0, y: day, most: -from }
      const ended: Formula = until === undefined ? no : { is: "apart", x: 0, y: day, most: -until }
      return all(begun, not(ended), value.known ? of(filledIn(node, read, value.value)) : notKnown(node))
    })
    const first = cuts[0]?.[1]
    return first === undefined ? notKnown(node) : any(all({ is: "apart", x: day, y: 0, most: first - 1 }, notKnown(node)), ...cases)
  }

  const linear = (node: Expression.Node): Linear.Sum | "not-known" | undefined =>
    Linear.of(node, {
      measure: id => (["integer", "day"].includes(situation.measures.get(id)?.type ?? "") ? number(id) : undefined),
      parameter: id => {
        const found = situation.parameter(id)
        return found.known ? (typeof found.value === "object" ? undefined : found.value) : "not-known"
      }
    })

  /** The sum is at most `most`. */
  const atMost = (sum: Linear.Sum, most: number): Formula => {
    const found = Linear.atMost(sum, most)
    if (found.is === "constant") return found.holds ? yes : no
    if (found.is === "apart") return found
    const reads = new Set(found.terms.map(([at]) => numbers[at - 1] ?? ""))
    const at = word("outside", `${found.terms.map(([x, times]) => `${times}·${numbers[x - 1]}`).join("+")}≤${found.most}`, reads)
    words[at]?.named.add(true)
    const formula: Formula = { is: "sum", word: at, terms: found.terms, most: found.most }
    return found.negated ? not(formula) : formula
  }

  const less = (left: Expression.Node, right: Expression.Node): Formula => {
    if (left.op === "min") return any(...left.of.map(each => less(each, right)))
    if (right.op === "min") return all(...right.of.map(each => less(left, each)))
    const [a, b] = [linear(left), linear(right)]
    if (a === "not-known" || b === "not-known") return notKnown({ op: "lt", left, right })
    if (a !== undefined && b !== undefined) return atMost(Linear.minus(a, b), -1)
    const months = (node: Expression.Node) => {
      const count = node.op === "addMonths" ? linear(node.count) : undefined
      return node.op === "addMonths" && typeof count === "object" && count.terms.size === 0 ? { to: node.to, count: count.plus } : undefined
    }
    const [later, laterRight] = [months(left), months(right)]
    if (later !== undefined && b !== undefined && b.terms.size === 0)
      return lessThanDay(later.to, Linear.firstReaching(b.plus, later.count))
    if (laterRight !== undefined && a !== undefined && a.terms.size === 0)
      return not(lessThanDay(laterRight.to, Linear.firstReaching(a.plus + 1, laterRight.count)))
    return opaque(`lt ${Journal.canonical(left)} ${Journal.canonical(right)}`, [left, right])
  }
  const lessThanDay = (node: Expression.Node, day: number): Formula => {
    const sum = linear(node)
    if (typeof sum === "object") return atMost(sum, day - 1)
    return less(node, { op: "constant", value: day })
  }

  const valueIs = (node: Expression.Node, values: ReadonlyArray<Value>): Formula => {
    switch (node.op) {
      case "constant":
        return values.includes(node.value) ? yes : no
      case "parameter": {
        const found = situation.parameter(node.id)
        return !found.known ? notKnown({ op: "oneOf", of: node, values }) : values.some(value => value === found.value) ? yes : no
      }
      case "outcome":
        return among(word("outcome", node.question), values)
      default: {
        const type = typeOf(node)
        if (node.op === "measure" && type === "text") return among(word("measure", node.id), values)
        return any(...values.map(value => typedIs(node, type, value)))
      }
    }
  }
  const typedIs = (node: Expression.Node, type: string | undefined, value: Value): Formula => {
    if (type === "boolean") return value === true ? condition(node) : value === false ? not(condition(node)) : no
    const fits = type === "integer" ? typeof value === "number" : type === "day" && typeof value === "string" && Linear.isDay(value)
    const constant = { op: "constant", value } as const
    return fits ? all(not(less(node, constant)), not(less(constant, node))) : no
  }

  const same = (left: Expression.Node, right: Expression.Node): Formula => {
    const types = [typeOf(left), typeOf(right)]
    if (types.includes("boolean")) {
      if (types.some(type => type !== "boolean" && type !== undefined)) return no
      const [a, b] = [condition(left), condition(right)]
      return any(all(a, b), all(not(a), not(b)))
    }
    if (types[0] === types[1] && (types[0] === "integer" || types[0] === "day")) return all(not(less(left, right)), not(less(right, left)))
    const settled = (node: Expression.Node) => {
      if (node.op === "constant") return Expression.known(node.value)
      return node.op === "parameter" ? situation.parameter(node.id) : undefined
    }
    const [a, b] = [settled(left), settled(right)]
    if (a?.known === false || b?.known === false) return notKnown({ op: "is", left, right })
    if (b?.known === true && typeof b.value !== "object") return valueIs(left, [b.value])
    if (a?.known === true && typeof a.value !== "object") return valueIs(right, [a.value])
    return opaque(`is ${[Journal.canonical(left), Journal.canonical(right)].sort().join(" ")}`, [left, right])
  }

  const condition = (node: Expression.Node): Formula => {
    const found = made.get(node) ?? anew(node)
    made.set(node, found)
    return found
  }
  const anew = (node: Expression.Node): Formula => {
    switch (node.op) {
      case "all":
        return all(...node.of.map(condition))
      case "any":
        return any(...node.of.map(condition))
      case "not":
        return not(condition(node.of))
      case "constant":
        return node.value === true ? yes : no
      case "measure":
        return typeOf(node) === "boolean" ? among(word("measure", node.id), [true]) : no
      case "applies":
        return not(among(word("outcome", node.question), ["not-applicable"]))
      default:
        return byDay(node, condition) ?? simple(node)
    }
  }
  const simple = (node: Expression.Node): Formula => {
    switch (node.op) {
      case "parameter": {
        const found = situation.parameter(node.id)
        return found.known ? (found.value === true ? yes : no) : notKnown(node)
      }
      case "is":
        return same(node.left, node.right)
      case "lt":
        return less(node.left, node.right)
      case "gt":
        return less(node.right, node.left)
      case "le":
        return not(less(node.right, node.left))
      case "ge":
        return not(less(node.left, node.right))
      case "oneOf":
        return valueIs(node.of, node.values)
      case "within": {
        const found = situation.parameter(node.parameter)
        return found.known ? condition(inside(node.of, found.value)) : notKnown(node)
      }
      default:
        return opaque(Journal.canonical(node), [node])
    }
  }

  const variables: Variables = { numbers, words }
  return { condition, numberOf: number, wordOf: (measure: string) => word("measure", measure), variables }
}
