/** A condition made ready for a search: a formula over those variables only that it names, and what these can be before anything is decided. */
import { PlainDate } from "@chibo/core"
import * as Expression from "../Expression.ts"
import type { Value } from "../Measure.ts"
import * as Bounds from "./Bounds.ts"
import { compiler, type Unread, type Variables, type Word } from "./Compile.ts"
import type { Formula, State } from "./Formula.ts"
import { days } from "./Linear.ts"
import type { Situation } from "./Situation.ts"

// model

export interface Query {
  readonly formula: Formula
  readonly variables: Variables
  /** `undefined` when the variables cannot be anything. */
  readonly first: State | undefined
}

// constructors

/**
 * The query of a condition. Formulas are kept with their situation, as conditions are looked at together with many others. `all` takes in measures
 * that the condition reads without turning on them, such as whether a number is below itself: the engine wants to know them.
 */
export const queryOf = (situation: Situation, node: Expression.Node, unread: Unread, all: boolean): Query => {
  const kept = compilers.get(situation) ?? { unknown: compiler(situation, "unknown"), free: compiler(situation, "free") }
  compilers.set(situation, kept)
  const { condition, numberOf, wordOf, variables } = kept[unread]
  const whole = condition(node)
  const numbers: Array<string> = []
  const words: Array<Word> = []
  const [numberAt, wordAt] = [new Map([[0, 0]]), new Map<number, number>()]
  const number = (at: number): number => {
    const found = numberAt.get(at) ?? numbers.push(variables.numbers[at - 1] ?? "")
    numberAt.set(at, found)
    return found
  }
  const word = (at: number): number => {
    const known = wordAt.get(at)
    const of = variables.words[at]
    if (known !== undefined || of === undefined) return known ?? 0
    const found = words.push(of) - 1
    wordAt.set(at, found)
    for (const id of of.reads) measure(id)
    return found
  }
  const measure = (id: string): void => {
    const type = situation.measures.get(id)?.type
    if (type === "integer" || type === "day") number(numberOf(id))
    else if (type !== undefined) word(wordOf(id))
  }
  const own = (formula: Formula): Formula => {
    switch (formula.is) {
      case "constant":
        return formula
      case "not":
        return { is: "not", of: own(formula.of) }
      case "all":
      case "any":
        return { is: formula.is, of: formula.of.map(own) }
      case "apart":
        return { is: "apart", x: number(formula.x), y: number(formula.y), most: formula.most }
      case "word":
        return { ...formula, word: word(formula.word) }
      case "sum":
        return { ...formula, word: word(formula.word), terms: formula.terms.map(([at, times]) => [number(at), times] as const) }
    }
  }
  const formula = own(whole)
  if (all) for (const id of Expression.references(node).measures) measure(id)
  const first = start(situation, { numbers, words }, id => number(numberOf(id)))
  return { formula, variables: { numbers, words }, first }
}

// operations

/** What a number can be. */
export const rangeOf = (situation: Situation, id: string): { readonly least: number; readonly most: number } => {
  const measure = situation.measures.get(id)
  if (measure?.type !== "day") {
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = measure?.range ?? {}
    return { least: Math.ceil(least), most: Math.floor(most) }
  }
  const { from, until } = situation.days
  if (id !== situation.rulingDay) return { least: days.first, most: days.last }
  return { least: PlainDate.toEpochDay(from), most: until === undefined ? days.last : PlainDate.toEpochDay(until) - 1 }
}

// internal

interface Compilers {
  readonly unknown: ReturnType<typeof compiler>
  readonly free: ReturnType<typeof compiler>
}

const compilers = new WeakMap<Situation, Compilers>()

/** What the variables may be before anything is decided, with those that relations tie to them; `undefined` when even that is nothing. */
const start = (situation: Situation, variables: Variables, number: (id: string) => number): State | undefined => {
  const typeOf = (id: string) => situation.measures.get(id)?.type
  const related = situation.relations.filter(({ least, most }) => {
    const type = typeOf(least)
    return (type === "integer" || type === "day") && type === typeOf(most)
  })
  for (let before = -1; before < variables.numbers.length; ) {
    before = variables.numbers.length
    for (const { least, most } of related) {
      if (!variables.numbers.includes(least) && !variables.numbers.includes(most)) continue
      number(least)
      number(most)
    }
  }
  const limits = variables.numbers.flatMap((id, i) => {
    const { least, most } = rangeOf(situation, id)
    return [
      [i + 1, 0, most],
      [0, i + 1, -least]
    ] as const
  })
  const order = related.flatMap(({ least, most }) => (variables.numbers.includes(least) ? [[number(least), number(most), 0] as const] : []))
  let bounds: Bounds.Bounds | undefined = Bounds.open(variables.numbers.length + 1)
  for (const [x, y, most] of [...limits, ...order]) bounds = bounds === undefined ? undefined : Bounds.tighten(bounds, x, y, most)
  const words = variables.words.map(word => wordsOf(situation, word))
  return bounds === undefined || words.some(each => each.size === 0) ? undefined : { bounds, words }
}

const wordsOf = (situation: Situation, { of, id, named }: Word): ReadonlySet<Value> => {
  if (of === "outside" || of === "unread") return new Set([false, true])
  if (of === "outcome") {
    const question = situation.questions.get(id)
    return question === undefined ? withAnother(named, []) : new Set([...Object.keys(question.outcomes), "not-applicable"])
  }
  const measure = situation.measures.get(id)
  if (measure?.type === "boolean") return new Set([false, true])
  const known = Object.keys(measure?.values ?? {})
  return measure?.closed === true ? new Set(known) : withAnother(named, known)
}

/** The values that are named, and one that stands for all others. */
const withAnother = (named: ReadonlySet<Value>, known: ReadonlyArray<string>): ReadonlySet<Value> => {
  const candidates = [...known, ...Array.from({ length: named.size + 1 }, (_, i) => (i === 0 ? "other" : `other-${i}`))]
  const another = candidates.find(value => !named.has(value))
  return new Set([...named, ...(another === undefined ? [] : [another])])
}
