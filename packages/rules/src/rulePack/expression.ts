/** Conditions and calculations as sentences, with nobody to ask them about. */
import { Period } from "@chibo/core"
import * as Shown from "../explain/shown.ts"
import * as Expression from "../Expression.ts"
import { percent } from "../Indicator.ts"
import type { Setting, Value } from "../Measure.ts"
import { inBoth } from "../wording/words.ts"
import type { Context } from "./context.ts"

type Node = Expression.Node

/** A condition: one test, or several of which all or any must hold. */
export type Sentence =
  | { readonly kind: "test"; readonly says: string }
  | { readonly kind: "all" | "any"; readonly of: ReadonlyArray<Sentence> }

/** A condition in words. A negation is carried down to the tests: "not under" reads "at least". */
export const condition = (node: Node, at: Context, denied = false): Sentence => {
  if (node.op === "not") return condition(node.of, at, !denied)
  if (node.op === "all" || node.op === "any") {
    const kind = (node.op === "all") === denied ? "any" : "all"
    const inner = node.of.map(each => condition(each, at, denied))
    const of = inner.flatMap(each => (each.kind === kind ? each.of : [each]))
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind, of }
  }
  return { kind: "test", says: test(node, at, denied) }
}

/** A calculation in words; `reading` says how its result is read. */
export const calculation = (node: Node, at: Context, reading: Shown.Reading = {}): string => {
  const { t, lang } = at
  switch (node.op) {
    case "constant":
      return shown(node.value, reading, at)
    case "measure":
      return at.measures.get(node.id)?.label[lang] ?? node.id
    case "parameter":
      return parameter(node.id, node.on, at)
    case "outcome":
    case "applies":
      return t.condition[node.op](at.questions.get(node.question)?.label[lang] ?? node.question)
    case "add":
      return node.of.map(each => calculation(each, at)).join(" + ")
    case "times":
      return node.of.map(each => calculation(each, at)).join(t.print.product)
    case "min":
      return t.condition.least(node.of.map(each => calculation(each, at)).join(", "))
    case "addMonths":
    case "addDays":
    case "addWorkingDays": {
      const unit = node.op === "addMonths" ? t.condition.months : node.op === "addDays" ? t.condition.days : t.condition.workingDays
      const count = calculation(node.count, at)
      if (node.count.op === "constant") return `${calculation(node.to, at)} + ${count} ${unit}`
      const says = node.count.op === "parameter" && at.parameters.get(node.count.id)?.quantity[lang] === unit && count.includes(unit)
      return `${calculation(node.to, at)} + ${count}${says ? "" : ` (${unit})`}`
    }
    default: {
      const said = condition(node, at)
      return said.kind === "test" ? said.says : said.of.map(each => (each.kind === "test" ? each.says : "…")).join("; ")
    }
  }
}

/** A value of a parameter; millionths are shown as a percentage. */
export const setting = (given: Setting, id: string, at: Context): string => {
  const found = at.parameters.get(id)
  const quantity = found?.quantity
  if (typeof given === "number" && quantity?.en === "millionths") return asPercent(given, 1_000_000, at)
  return Shown.setting(given, { quantity, values: wordsOf(id, at) })[at.lang]
}

// internal

type Comparison = Expression.Comparison

const test = (node: Node, at: Context, denied: boolean): string => {
  const { t } = at
  switch (node.op) {
    case "is":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return comparison(node, at, denied)
    case "oneOf": {
      const each = node.values.map(value => constantOf(value, node.of, at))
      return asked(calculation(node.of, at), denied ? t.condition.differ : t.condition.be, listed(each, denied ? t.and : t.or))
    }
    case "within":
      return asked(calculation(node.of, at), denied ? t.condition.outside : t.condition.within, parameter(node.parameter, node.on, at))
    default:
      return asked(calculation(node, at), t.condition.be, denied ? t.no : t.yes)
  }
}

const comparison = (node: Comparison, at: Context, denied: boolean): string => {
  const { t } = at
  const { left, right, relation } = Expression.readAloud(node, denied)
  const share = relation === "be" || relation === "differ" ? undefined : shareOf(left, right, at)
  if (share !== undefined) return asked(t.condition.share(share.part, share.whole), t.condition[relation], share.limit)
  const limit = right.op === "constant" ? constantOf(right.value, left, at) : calculation(right, at)
  const day = isDay(left, at) || isDay(right, at)
  return asked(calculation(left, at), t.condition[day ? (`${relation}Day` as const) : relation], limit)
}

/** What is asked, and of what it must be; labels of days begin with the word for day, as relations end with it. */
const asked = (what: string, relation: string, limit: string): string =>
  `${what}: ${relation === "" ? "" : `${relation} `}${limit}`.replace("ngày ngày ", "ngày ")

const listed = (items: ReadonlyArray<string>, last: string): string =>
  items.length < 3 ? items.join(last) : `${items.slice(0, -1).join(", ")}${last}${items.at(-1)}`

const parameter = (id: string, on: string | undefined, at: Context): string => {
  const found = at.parameters.get(id)
  const label = `«${found?.label[at.lang] ?? id}»`
  if (on !== undefined) return `${label} (${at.t.print.readOn(at.measures.get(on)?.label[at.lang] ?? on)})`
  const { during } = at
  const entries = (found?.values ?? []).filter(entry => during === undefined || Period.overlaps(entry.inForce, during))
  const values = new Set(entries.map(entry => (entry.state === "known" ? setting(entry.value, id, at) : undefined)))
  const [only] = values
  if (only !== undefined && values.size === 1) return `${label} (${only})`
  return `${label} (${at.t.print.seeValues})`
}

/** A constant as the other side of its comparison reads it. */
const constantOf = (value: Value, other: Node, at: Context): string => {
  if (other.op === "measure") return shown(value, at.measures.get(other.id) ?? {}, at)
  if (other.op === "parameter") return shown(value, { quantity: at.parameters.get(other.id)?.quantity, values: wordsOf(other.id, at) }, at)
  if (other.op === "outcome")
    return value === "not-applicable"
      ? at.t.outcome.notApplicable
      : shown(value, { values: at.questions.get(other.question)?.outcomes }, at)
  return shown(value, {}, at)
}

const shown = (value: Value, reading: Shown.Reading, at: Context): string => Shown.value(value, reading)[at.lang]

/** The words of a text that measures are compared with. */
const wordsOf = (id: string, at: Context): Shown.Reading["values"] => {
  const type = at.parameters.get(id)?.type
  if (type !== "set" && type !== "text") return undefined
  for (const clause of at.clauses.values()) {
    if (clause.type === "quota" && clause.base.id === id) {
      const outcomes = at.questions.get(clause.question)?.outcomes ?? {}
      return Object.fromEntries(
        Object.entries(clause.bases).map(([name, counted]) => [
          name,
          inBoth((lang, t) =>
            listed(
              counted.map(each => outcomes[each]?.[lang] ?? each),
              t.and
            )
          )
        ])
      )
    }
    if (!("when" in clause) || clause.when === undefined) continue
    const found = setReader(clause.when, id)
    const values = found === undefined ? undefined : at.measures.get(found)?.values
    if (values !== undefined) return values
  }
  return undefined
}

const setReader = (node: Node, id: string): string | undefined => {
  if (node.op === "within") return node.parameter === id && node.of.op === "measure" ? node.of.id : undefined
  if (node.op === "not") return setReader(node.of, id)
  if (node.op === "all" || node.op === "any") return node.of.map(each => setReader(each, id)).find(each => each !== undefined)
  return undefined
}

const isDay = (node: Node, { measures, parameters }: Context): boolean =>
  Expression.typeOf(node, { measure: id => measures.get(id)?.type, parameter: id => parameters.get(id)?.type }) === "day"

/** `part × a` against `whole × b` asks for a share, by numbers or by a parameter of millionths. */
const shareOf = (left: Node, right: Node, at: Context) => {
  const [part, whole] = [factored(left), factored(right)]
  if (part === undefined || whole === undefined || (left.op === "measure" && right.op === "measure")) return undefined
  const name = (id: string) => at.measures.get(id)?.label[at.lang] ?? id
  const [ratio] = whole.parameters
  if (part.parameters.length > 0 || whole.parameters.length > 1) return undefined
  if (ratio !== undefined && part.by !== 1_000_000 * whole.by) return undefined
  const limit = ratio === undefined ? asPercent(whole.by, part.by, at) : parameter(ratio, undefined, at)
  return { part: name(part.measure), whole: name(whole.measure), limit }
}

/** A measure times numbers and parameters, each read on the ruling day. */
const factored = (
  node: Node
): { readonly measure: string; readonly by: number; readonly parameters: ReadonlyArray<string> } | undefined => {
  const of = node.op === "times" ? node.of : [node]
  const measures = of.flatMap(each => (each.op === "measure" ? [each.id] : []))
  const parameters = of.flatMap(each => (each.op === "parameter" && each.on === undefined ? [each.id] : []))
  const numbers = of.flatMap(each => (each.op === "constant" && typeof each.value === "number" ? [each.value] : []))
  const [measure] = measures
  if (measure === undefined || measures.length > 1 || measures.length + parameters.length + numbers.length < of.length) return undefined
  return { measure, by: numbers.reduce((a, b) => a * b, 1), parameters }
}

/** To two decimals, without those that are nought. */
const asPercent = (part: number, whole: number, { lang }: Context): string =>
  `${(percent(part, whole, 2, lang) ?? "?").replace(/[.,]?0+$/u, "")} %`
