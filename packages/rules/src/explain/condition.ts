/** Conditions in words: every test with what was found, what was asked for, and whether it holds. */
import type { Id, PlainDate } from "@chibo/core"
import type { Brief } from "../Brief.ts"
import type { Wording } from "../Citation.ts"
import { percent } from "../Indicator.ts"
import * as Expression from "../Expression.ts"
import type { Setting } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"
import { inBoth } from "../wording/words.ts"
import type { Condition, Mark } from "./model.ts"
import * as Shown from "./shown.ts"

/** Where a condition is read: the rulebook, the subject, the day and the environment of one choice. */
export interface Place {
  readonly rulebook: Rulebook.Rulebook
  readonly brief: Brief
  readonly rulingDay: PlainDate.PlainDate
  readonly env: Expression.Environment
}

type Node = Expression.Node
type Comparison = Expression.Comparison

/** A negation is carried down to the tests: "not under" reads "at least". */
export const trace = (node: Node, place: Place, denied = false): Condition => {
  if (node.op === "not") return trace(node.of, place, !denied)
  if (node.op === "all" || node.op === "any") {
    const kind = (node.op === "all") === denied ? "any" : "all"
    const inner = node.of.map(each => trace(each, place, denied))
    const of = inner.flatMap(each => (each.kind === kind ? each.of : [each]))
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind, mark: markOf(node, place, denied), of }
  }
  return { kind: "test", mark: markOf(node, place, denied), says: says(node, place, denied), facts: factsOf(node, place) }
}

export const markOf = (node: Node, { env }: Place, denied = false): Mark => {
  const result = Expression.evaluate(node, env)
  return !result.known ? "unknown" : (result.value === true) !== denied ? "held" : "refused"
}

// internal

const says = (node: Node, place: Place, denied: boolean): Wording => {
  switch (node.op) {
    case "is":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return comparison(node, place, denied)
    case "oneOf": {
      const reading = readingOf(node.of, place)
      const each = node.values.map(value => Shown.value(value, reading))
      // "other than a and b": each of them is shut out
      return denied ? test(node.of, place, "differ", Shown.both(each)) : test(node.of, place, "be", Shown.either(each))
    }
    case "within": {
      const reading = readingOf(node.of, place)
      const limit = parameterShown(node.parameter, node.on, place, reading)
      const label = labelOfParameter(node.parameter, place)
      return test(node.of, place, denied ? "outside" : "within", named(limit, label))
    }
    default:
      return test(
        node,
        place,
        "be",
        inBoth((_, t) => (denied ? t.no : t.yes))
      )
  }
}

const comparison = (node: Comparison, place: Place, denied: boolean): Wording => {
  const share = shareOf(node, place)
  const { left, right, relation } = Expression.readAloud(node, denied)
  const day = isDayNode(left, place) || isDayNode(right, place)
  if (share !== undefined && relation !== "be" && relation !== "differ") {
    return inBoth(
      (lang, t) =>
        `${t.condition.share(share.part[lang], share.whole[lang])}: ${share.found[lang]}${t.condition.must(t.condition[relation], share.limit[lang])}`
    )
  }
  const quantity = readingOf(left, place)
  const limit = shownOf(right, place, quantity)
  const told = right.op === "constant" ? limit : named(limit, described(right, place))
  return test(left, place, day ? `${relation}Day` : relation, told)
}

type Relation = Expression.Comparator | `${Expression.Comparator}Day` | "within" | "outside"

const test = (left: Node, place: Place, relation: Relation, limit: Wording): Wording => {
  const label = described(left, place)
  const found = shownOf(left, place, readingOf(left, place))
  return inBoth((lang, t) => `${label[lang]}: ${found[lang]}${t.condition.must(t.condition[relation], limit[lang])}`)
}

const named = (limit: Wording, label: Wording): Wording =>
  inBoth(lang => (limit[lang] === label[lang] ? limit[lang] : `${limit[lang]} (${label[lang]})`))

/** What a calculation is called. */
const described = (node: Node, place: Place): Wording => {
  switch (node.op) {
    case "constant":
      return Shown.value(node.value)
    case "measure":
      return place.rulebook.measures.get(node.id)?.label ?? { vi: node.id, en: node.id }
    case "parameter":
      return labelOfParameter(node.id, place)
    case "outcome":
    case "applies": {
      const label = place.rulebook.questions.get(node.question)?.label ?? { vi: node.question, en: node.question }
      return inBoth((lang, t) => t.condition[node.op](label[lang]))
    }
    case "add":
    case "times": {
      const parts = node.of.map(each => described(each, place))
      return inBoth(lang => parts.map(part => part[lang]).join(node.op === "add" ? " + " : " × "))
    }
    case "min": {
      const parts = node.of.map(each => described(each, place))
      return inBoth((lang, t) => t.condition.least(parts.map(part => part[lang]).join(", ")))
    }
    case "addMonths":
    case "addDays":
    case "addWorkingDays": {
      const [to, count] = [described(node.to, place), shownOf(node.count, place, {})]
      const bare = inBoth(lang => count[lang].replace(/\D+$/u, ""))
      return inBoth((lang, t) => {
        const unit = node.op === "addMonths" ? t.condition.months : node.op === "addDays" ? t.condition.days : t.condition.workingDays
        return `${to[lang]} + ${bare[lang] === "" ? count[lang] : bare[lang]} ${unit}`
      })
    }
    default:
      // sound: the types let no condition stand where a value is compared
      return inBoth((_, t) => t.unknown)
  }
}

/** What a calculation came to. */
const shownOf = (node: Node, place: Place, reading: Shown.Reading): Wording => {
  if (node.op === "parameter") return parameterShown(node.id, node.on, place, reading)
  const result = Expression.evaluate(node, place.env)
  if (result.known) return Shown.value(result.value, node.op === "constant" ? reading : { ...reading, ...readingOf(node, place) })
  const [unread] = result.unread
  return inBoth((_, t) => (unread === undefined ? t.unknown : t.condition.unread(textNumber(unread, place))))
}

/** A parameter's value on its day: all of them where sources differ and no choice settles it. */
const parameterShown = (id: string, on: string | undefined, place: Place, reading: Shown.Reading): Wording => {
  const own = place.rulebook.parameters.get(id)?.value.quantity
  const read = { ...reading, quantity: own === undefined || own.vi === "" ? reading.quantity : own }
  const result = place.env.parameter(id, on)
  if (result.known) return Shown.setting(result.value, read)
  const day = on === undefined ? place.rulingDay : place.brief.get(on)?.value
  const entry = Shown.isDay(day) ? Rulebook.parameterOn(place.rulebook, id, day)?.value : undefined
  if (entry?.state === "disputed") {
    const all = Shown.either(entry.values.map(each => Shown.setting(each.value, read)))
    return inBoth((lang, t) => t.condition.disputed(all[lang]))
  }
  if (entry?.state === "unread") return inBoth((_, t) => t.condition.unread(entry.text.number))
  return inBoth((_, t) => t.unknown)
}

export const textNumber = (id: string, { rulebook }: { readonly rulebook: Rulebook.Rulebook }): string => {
  for (const pack of rulebook.packs) {
    const text = pack.texts.find(each => each.id === id)
    if (text !== undefined) return text.number
    for (const clause of pack.clauses) if (clause.type === "unread" && clause.text.id === id) return clause.text.number
    const dated = [...pack.parameters, ...pack.overlays].flatMap(each => ("values" in each ? each.values : []))
    for (const entry of dated) if (entry.state === "unread" && entry.text.id === id) return entry.text.number
  }
  return id
}

const labelOfParameter = (id: string, { rulebook }: Place): Wording => rulebook.parameters.get(id)?.value.label ?? { vi: id, en: id }

/** How values of a calculation are read: as those of the first measure or parameter in it that says so. */
const readingOf = (node: Node, place: Place): Shown.Reading => {
  switch (node.op) {
    case "measure": {
      const measure = place.rulebook.measures.get(node.id)
      return { quantity: measure?.quantity, values: measure?.values }
    }
    case "parameter":
      return { quantity: place.rulebook.parameters.get(node.id)?.value.quantity }
    case "outcome":
      return {
        values: { ...place.rulebook.questions.get(node.question)?.outcomes, "not-applicable": inBoth((_, t) => t.outcome.notApplicable) }
      }
    case "add":
    case "min":
      return node.of.map(each => readingOf(each, place)).find(each => each.quantity !== undefined && each.quantity.vi !== "") ?? {}
    default:
      return {}
  }
}

const isDayNode = (node: Node, { rulebook }: Place): boolean =>
  Expression.typeOf(node, { measure: id => rulebook.measures.get(id)?.type, parameter: id => rulebook.parameters.get(id)?.value.type }) ===
  "day"

const factsOf = (node: Node, place: Place): ReadonlyArray<Id.Position> => {
  const found = new Set<Id.Position>()
  for (const measure of Expression.references(node).measures) for (const fact of place.brief.get(measure)?.facts ?? []) found.add(fact)
  return [...found].sort((a, b) => a - b)
}

/** `part × a` against `whole × b` asks for a share: 17 of 20 against 85 %. */
const shareOf = (node: Comparison, place: Place) => {
  const [left, right] = [factored(node.left, place), factored(node.right, place)]
  if (left === undefined || right === undefined || (left.by === 1 && right.by === 1)) return undefined
  const [part, whole] = [place.env.measure(left.measure), place.env.measure(right.measure)]
  const name = (id: string) => place.rulebook.measures.get(id)?.label ?? { vi: id, en: id }
  return {
    part: name(left.measure),
    whole: name(right.measure),
    found: inBoth((lang, t) => {
      if (part === undefined && whole === undefined) return t.unknown
      const ratio = typeof part === "number" && typeof whole === "number" ? percentOf(part, whole, lang) : undefined
      return `${String(part ?? "?")}/${String(whole ?? "?")}${ratio === undefined ? "" : ` (${ratio})`}`
    }),
    limit: inBoth(lang => percentOf(right.by, left.by, lang) ?? "?")
  }
}

/** To two decimals, without those that are nought. */
const percentOf = (part: number, whole: number, lang: "vi" | "en"): string | undefined => {
  const exact = percent(part, whole, 2, lang)
  return exact === undefined ? undefined : `${exact.replace(/[.,]?0+$/u, "")}%`
}

const factored = (node: Node, place: Place): { readonly measure: string; readonly by: number } | undefined => {
  if (node.op === "measure") return { measure: node.id, by: 1 }
  if (node.op !== "times") return undefined
  const measures = node.of.flatMap(each => (each.op === "measure" ? [each.id] : []))
  const rest = node.of.filter(each => each.op !== "measure")
  const [measure] = measures
  if (measure === undefined || measures.length > 1) return undefined
  let by = 1
  for (const each of rest) {
    const result: Expression.Result<Setting> =
      Expression.references(each).measures.size > 0 ? Expression.unknown({}) : Expression.evaluate(each, place.env)
    if (!result.known || typeof result.value !== "number") return undefined
    by *= result.value
  }
  return { measure, by }
}
