/** The values of a measure at which a test of a question, or of one that it rests on, may turn. */
import { PlainDate } from "@chibo/core"
import type { Brief } from "../Brief.ts"
import { environment } from "../Engine.ts"
import * as Expression from "../Expression.ts"
import { isSet, type Measure, type Setting, type Value } from "../Measure.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf, type Relation, referencesOf } from "../RulePack.ts"

/** All that can turn an answer. */
export interface Field {
  readonly rulebook: Rulebook.Rulebook
  readonly question: Question
  readonly measures: ReadonlyArray<Measure>
  readonly nodes: ReadonlyArray<Expression.Node>
  /** Days on which a clause or a value begins or ends. */
  readonly edges: ReadonlyArray<PlainDate.PlainDate>
  /** The measures that say on which day texts are read. */
  readonly rulingDays: ReadonlySet<string>
  readonly relations: ReadonlyArray<Relation>
}

export const fieldOf = (rulebook: Rulebook.Rulebook, question: Question): Field => {
  const ids = new Set([question.id])
  const nodes: Array<Expression.Node> = []
  const edges = new Set<PlainDate.PlainDate>()
  const rulingDays = new Set<string>()
  const span = ({ from, until }: { readonly from: PlainDate.PlainDate; readonly until?: PlainDate.PlainDate }) => {
    edges.add(from)
    if (until !== undefined) edges.add(until)
  }
  for (const id of ids) {
    const clauses = (rulebook.clauses.get(id) ?? []).map(each => each.value).filter(clause => clause.type !== "quota")
    const day = rulebook.questions.get(id)?.rulingDay
    if (day !== undefined) rulingDays.add(day)
    for (const clause of clauses) span(clause.inForce)
    const own = clauses.flatMap(expressionsOf)
    // answers that carry different values conflict, and those that carry the same do not: that too is a threshold
    const values = clauses.flatMap(clause => ("then" in clause ? Object.entries(clause.then.values ?? {}) : []))
    for (const [name, left] of values)
      for (const [other, right] of values) if (name === other && left !== right) own.push({ op: "is", left, right })
    for (const node of own)
      Expression.visit(node, inner => {
        nodes.push(inner)
        if ((inner.op === "parameter" || inner.op === "within") && inner.on !== undefined) rulingDays.add(inner.on)
      })
    const named = referencesOf(own)
    for (const linked of named.questions) ids.add(linked) // a set is walked on as it grows
    for (const parameter of named.parameters) {
      for (const entry of Rulebook.entriesOf(rulebook, parameter)) span(entry.inForce)
    }
  }
  const read = new Set([...rulingDays, ...referencesOf(nodes).measures])
  return {
    rulebook,
    question,
    measures: Rulebook.measuresOf(rulebook, [question.id]).filter(measure => read.has(measure.id) && measure.fixed !== true),
    nodes,
    edges: [...edges],
    rulingDays,
    relations: rulebook.packs.flatMap(pack => pack.relations)
  }
}

/** The values of a measure at which a test may turn, its present one left out. */
export const candidates = (measure: Measure, field: Field, brief: Brief): ReadonlyArray<Value> => {
  const now = brief.get(measure.id)?.value
  const found = new Set<Value>()
  switch (measure.type) {
    case "boolean":
      found.add(true).add(false)
      break
    case "text":
      for (const word of Object.keys(measure.values ?? {})) found.add(word)
      for (const node of field.nodes) for (const word of wordsAround(node, measure, field, brief)) found.add(word)
      if (measure.closed === true) for (const word of found) if (!(String(word) in (measure.values ?? {}))) found.delete(word)
      break
    case "integer": {
      const { least = -unbounded, most = unbounded } = measure.range ?? {}
      const inside = (n: number) => n >= least && n <= most
      const ends = [measure.range?.least, measure.range?.most, ...related(measure, field, brief), ...(now === undefined ? [0, 1] : [])]
      for (const end of ends) if (typeof end === "number" && inside(end)) found.add(end)
      for (const each of turns(measure, field, brief, least, most, n => n)) {
        for (const n of [each - 1, each, each + 1]) if (inside(n)) found.add(n)
      }
      break
    }
    case "day": {
      const toDay = (n: number) => PlainDate.fromEpochDay(n)
      if (field.rulingDays.has(measure.id)) for (const edge of field.edges) found.add(PlainDate.addDays(edge, -1)).add(edge)
      for (const day of [...related(measure, field, brief), ...(now === undefined ? [brief.on] : [])]) if (day !== undefined) found.add(day)
      const [least, most] = ["1900-01-02", "2199-12-30"].map(day => PlainDate.toEpochDay(PlainDate.make(day)))
      for (const each of turns(measure, field, brief, least ?? 0, most ?? 0, toDay)) {
        for (const n of [each - 1, each, each + 1]) found.add(toDay(n))
      }
    }
  }
  if (now !== undefined) found.delete(now)
  return [...found]
}

/** Whether measures that are never more than others are not: what cannot be is not proposed. */
export const possible = ({ relations }: Field, brief: Brief): boolean =>
  relations.every(({ least, most }) => {
    const [a, b] = [brief.get(least)?.value, brief.get(most)?.value]
    return a === undefined || b === undefined || a <= b
  })

/** The same subject with other values; what they rest on is not known. */
export const changedBrief = (brief: Brief, changed: ReadonlyMap<string, Value>): Brief => ({
  ...brief,
  get: id => {
    const value = changed.get(id)
    return value === undefined ? brief.get(id) : { value, facts: [] }
  }
})

// internal

/** How far a number without a range is tried, and how many months or days may be added to a day. */
const unbounded = 100_000
const unboundedOffset = 1200

/** The values of the measures that it is never more, or never less, than. */
const related = ({ id }: Measure, { relations }: Field, brief: Brief): ReadonlyArray<Value | undefined> =>
  relations.flatMap(({ least, most }) => (least === id ? [brief.get(most)?.value] : most === id ? [brief.get(least)?.value] : []))

/** Words that a test holds a text measure against. */
const wordsAround = (node: Expression.Node, measure: Measure, field: Field, brief: Brief): ReadonlyArray<Value> => {
  const about = (inner: Expression.Node) => inner.op === "measure" && inner.id === measure.id
  if (node.op === "oneOf" && about(node.of)) return node.values
  if (node.op === "within" && about(node.of))
    return settings(node.parameter, field).flatMap(each => (typeof each === "object" && isSet(each) ? each : []))
  if (node.op !== "is" || !(about(node.left) || about(node.right))) return []
  const other = about(node.left) ? node.right : node.left
  if (other.op === "constant") return [other.value]
  if (other.op === "parameter") return settings(other.id, field).flatMap(each => (typeof each === "string" ? [each] : []))
  if (other.op === "measure") {
    const value = brief.get(other.id)?.value
    const more = Object.keys(field.rulebook.measures.get(other.id)?.values ?? {})
    return value === undefined ? more : [value, ...more]
  }
  return []
}

/** Every value that texts set for a parameter, whenever. */
const settings = (id: string, { rulebook }: Field): ReadonlyArray<Setting> =>
  Rulebook.entriesOf(rulebook, id).flatMap(entry =>
    entry.state === "known" ? [entry.value] : entry.state === "disputed" ? entry.values.map(each => each.value) : []
  )

type Test = { readonly left: Expression.Node; readonly right: Expression.Node }

/** Where the two sides of a test meet as a measure moves, found by halving: sums, shares and deadlines are all monotone in it. */
const turns = (
  measure: Measure,
  field: Field,
  brief: Brief,
  least: number,
  most: number,
  at: (n: number) => Value
): ReadonlyArray<number> => {
  const found = new Set<number>()
  for (const { left, right } of field.nodes.flatMap(node => testsIn(node, measure, field))) {
    const sign = (n: number): number | undefined => {
      const env = bare(field, changedBrief(brief, new Map([[measure.id, at(n)]])))
      const [a, b] = [Expression.evaluate(left, env), Expression.evaluate(right, env)]
      return a.known && b.known ? (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) : undefined
    }
    const offset = typeof at(0) === "number" && [left, right].some(adds)
    const [lowest, highest] = offset ? [Math.max(least, -unboundedOffset), Math.min(most, unboundedOffset)] : [least, most]
    const [low, high] = [sign(lowest), sign(highest)]
    if (low === undefined || high === undefined) continue
    for (const limit of [0, 1]) {
      // the first value at which the sign has moved past the limit, in the direction in which it moves
      const passed = (n: number): boolean => {
        const now = sign(n) ?? low
        return low <= high ? now >= limit : -now >= limit
      }
      if (passed(lowest) || !passed(highest)) continue
      let [from, to] = [lowest, highest]
      while (to - from > 1) {
        const middle = Math.floor((from + to) / 2)
        if (passed(middle)) to = middle
        else from = middle
      }
      found.add(to)
    }
  }
  return [...found]
}

const adds = (node: Expression.Node): boolean => node.op === "addMonths" || node.op === "addDays" || node.op === "addWorkingDays"

/** The tests in which a measure stands: comparisons as they are, and each limit of a set, a range or a disputed parameter as one. */
const testsIn = (node: Expression.Node, measure: Measure, field: Field): ReadonlyArray<Test> => {
  if (!Expression.references(node).measures.has(measure.id)) return []
  switch (node.op) {
    case "is":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return [...settled(node.left, field)].flatMap(left => settled(node.right, field).map(right => ({ left, right })))
    case "oneOf":
      return node.values.map(value => ({ left: node.of, right: { op: "constant", value } }))
    case "within":
      return settings(node.parameter, field).flatMap(each =>
        typeof each === "object" && !isSet(each)
          ? [each.least, each.most].flatMap(value =>
              value === undefined ? [] : [{ left: node.of, right: { op: "constant", value } as const }]
            )
          : []
      )
    default:
      return []
  }
}

/** A side of a test with each value that its parameters may have. */
const settled = (node: Expression.Node, field: Field): ReadonlyArray<Expression.Node> => {
  switch (node.op) {
    case "parameter":
      return settings(node.id, field).flatMap(value => (typeof value === "object" ? [] : [{ op: "constant", value }]))
    case "add":
    case "times":
    case "min":
      return node.of
        .reduce<ReadonlyArray<ReadonlyArray<Expression.Node>>>(
          (lists, inner) => lists.flatMap(list => settled(inner, field).map(each => [...list, each])),
          [[]]
        )
        .map(of => ({ op: node.op, of }))
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      return settled(node.to, field).flatMap(to => settled(node.count, field).map(count => ({ op: node.op, to, count })))
    default:
      return [node]
  }
}

/** Only measures and constants are left in what is evaluated here. */
const bare = (field: Field, brief: Brief): Expression.Environment => environment(field.rulebook, brief, brief.on)
