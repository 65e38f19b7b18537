/**
 * What a place publishes: its questions, measures, parameters, clauses and indicators, as one plain value.
 *
 * A pack can be printed, compared and checked; importing it registers nothing. The functions of computed measures are passed beside it.
 *
 * @since 0.1.0
 */
import { type Id, Journal } from "@chibo/core"
import { Data } from "effect"
import type { Text, Wording } from "./Citation.ts"
import type { Clause, LowerUnits } from "./Clause.ts"
import type { Dated } from "./Dated.ts"
import { type Node, references } from "./Expression.ts"
import type { Indicator } from "./Indicator.ts"
import type { Measure, Range, Setting, SettingType } from "./Measure.ts"
import type { Question } from "./Question.ts"

// model

/** A value that the texts set, over time. `stricter` tells in which direction a lower unit tightens it. */
export interface Parameter<T extends SettingType = SettingType> {
  readonly id: string
  readonly type: T
  readonly label: Wording
  readonly quantity: Wording
  readonly values: Dated<Setting>
  readonly stricter?: "higher" | "lower"
  readonly lowerUnits: ReadonlyArray<LowerUnits>
}

/** A lower unit's value for a higher parameter. Each entry of `values` cites the lower unit's own text and period. */
export interface Overlay {
  readonly departsFrom: string
  readonly values: Dated<Setting>
}

/** The measure `least` is never more than the measure `most`, of whatever subject. */
export interface Relation {
  readonly least: string
  readonly most: string
}

/** A pack. `jurisdiction` is the unit whose organisation it rules, with all below it, or everywhere. */
export interface RulePack {
  readonly id: string
  readonly version: string
  readonly label: Wording
  readonly jurisdiction: Id.UnitId | "everywhere"
  readonly texts: ReadonlyArray<Text>
  readonly questions: ReadonlyArray<Question>
  readonly measures: ReadonlyArray<Measure>
  /** Measures of which one is never more than the other. */
  readonly relations: ReadonlyArray<Relation>
  readonly parameters: ReadonlyArray<Parameter>
  readonly overlays: ReadonlyArray<Overlay>
  readonly clauses: ReadonlyArray<Clause>
  readonly indicators: ReadonlyArray<Indicator>
}

// errors

/** What is wrong with a pack: a stable code, what it concerns, and what to do, in both languages. */
export interface Diagnostic {
  readonly code:
    | "duplicate-id"
    | "uncited"
    | "wording-missing"
    | "periods-overlap"
    | "unknown-measure"
    | "unknown-parameter"
    | "unknown-question"
    | "unknown-clause"
    | "unknown-outcome"
    | "beyond-contract"
    | "link-cycle"
  readonly pack: string
  readonly about: string
  readonly message: Wording
}

/** The packs cannot be used together; every reason is listed. */
export class RulePackError extends Data.TaggedError("RulePackError")<{ readonly diagnostics: ReadonlyArray<Diagnostic> }> {
  override get message() {
    return this.diagnostics.map(d => `${d.pack}, ${d.about}: ${d.message.en} (${d.code})`).join("\n")
  }
}

// constructors

type Input = Pick<RulePack, "id" | "version" | "label" | "jurisdiction"> & Partial<RulePack>

/**
 * A pack from literals in source; throws a `RulePackError` that lists everything that is wrong with it by itself. What it needs of the packs
 * above it is checked when they are stacked, by `Rulebook.make`.
 *
 * @since 0.1.0
 */
export const make = (input: Input): RulePack => {
  const pack: RulePack = {
    texts: [],
    questions: [],
    measures: [],
    relations: [],
    parameters: [],
    overlays: [],
    clauses: [],
    indicators: [],
    ...input
  }
  const diagnostics = diagnose(pack)
  if (diagnostics.length > 0) throw new RulePackError({ diagnostics })
  return pack
}

/**
 * A parameter from literals in source.
 *
 * @since 0.1.0
 */
export const parameter = <T extends SettingType>(
  type: T,
  id: string,
  label: Wording,
  quantity: Wording,
  values: Dated<SettingOf<T>>,
  more: { readonly stricter?: "higher" | "lower"; readonly lowerUnits?: ReadonlyArray<LowerUnits> } = {}
): Parameter<T> => ({
  id,
  type,
  label,
  quantity,
  values,
  lowerUnits: more.lowerUnits ?? ["nothing"],
  ...(more.stricter === undefined ? {} : { stricter: more.stricter })
})

type SettingOf<T extends SettingType> = T extends "integer"
  ? number
  : T extends "boolean"
    ? boolean
    : T extends "set"
      ? ReadonlyArray<string>
      : T extends "range"
        ? Range
        : string

// operations

/**
 * Everything wrong with a pack that shows without the packs above it.
 *
 * @since 0.1.0
 */
export const diagnose = (pack: RulePack): ReadonlyArray<Diagnostic> => {
  const found: Array<Diagnostic> = []
  const report = (code: Diagnostic["code"], about: string, vi: string, en: string) =>
    found.push({ code, pack: pack.id, about, message: { vi, en } })

  const seen = new Set<string>()
  const named = [...pack.questions, ...pack.measures, ...pack.parameters, ...pack.clauses, ...pack.indicators]
  for (const { id } of named) {
    if (seen.has(id)) report("duplicate-id", id, "mã này được dùng hai lần: đặt mã khác", "this id is used twice: choose another")
    seen.add(id)
  }
  const wordings: ReadonlyArray<readonly [string, Wording]> = [
    ...pack.questions.flatMap(q => [[q.id, q.label] as const, ...Object.values<Wording>(q.outcomes).map(w => [q.id, w] as const)]),
    ...pack.measures.map(m => [m.id, m.label] as const),
    ...pack.parameters.map(p => [p.id, p.label] as const),
    ...pack.clauses.map(c => [c.id, c.wording] as const),
    ...pack.indicators.flatMap(i => [[i.id, i.label] as const, [i.id, i.populationLabel] as const])
  ]
  for (const [id, wording] of wordings) {
    if (wording.vi.trim() === "" || wording.en.trim() === "") {
      report("wording-missing", id, "thiếu lời văn tiếng Việt hoặc tiếng Anh", "wording is missing in Vietnamese or English")
    }
  }
  for (const clause of pack.clauses) {
    if (clause.type !== "unread" && clause.cites.length === 0)
      report("uncited", clause.id, "điều khoản không dẫn văn bản", "a clause without a citation")
  }
  for (const { id, values } of [...pack.parameters, ...pack.overlays.map(o => ({ id: o.departsFrom, values: o.values }))]) {
    for (const entry of values) {
      const cites = entry.state === "known" ? [entry.cites] : entry.state === "disputed" ? entry.values.map(v => v.cites) : []
      if (cites.some(list => list.length === 0)) report("uncited", id, "giá trị không dẫn văn bản", "a value without a citation")
    }
    const spans = values.map(entry => entry.inForce).sort((a, b) => (a.from < b.from ? -1 : 1))
    if (spans.some((span, i) => i > 0 && (spans[i - 1]?.until === undefined || span.from < (spans[i - 1]?.until ?? "")))) {
      report("periods-overlap", id, "hai giá trị cùng có hiệu lực một ngày", "two values hold on the same day")
    }
  }
  return found
}

/** The expressions of a clause. */
export const expressionsOf = (clause: Clause): ReadonlyArray<Node> => {
  switch (clause.type) {
    case "scope":
      return [clause.when]
    case "unread":
      return clause.when === undefined ? [] : [clause.when]
    case "quota":
      return [
        { op: "parameter", id: clause.ratio.id },
        { op: "parameter", id: clause.base.id }
      ]
    default:
      return [
        clause.when,
        ...Object.values(clause.then.values ?? {}),
        ...(clause.then.task?.due === undefined ? [] : [clause.then.task.due])
      ]
  }
}

/** What several expressions name, together. */
export const referencesOf = (nodes: ReadonlyArray<Node>): ReturnType<typeof references> => {
  const found = { measures: new Set<string>(), parameters: new Set<string>(), questions: new Set<string>() }
  for (const node of nodes) {
    const inner = references(node)
    for (const key of ["measures", "parameters", "questions"] as const) for (const id of inner[key]) found[key].add(id)
  }
  return found
}

const contents = new WeakMap<RulePack, string>()

/** The digest of all that stands in a pack: other content under the same version is another pack. */
export const contentDigest = (pack: RulePack): string => {
  const kept = contents.get(pack)
  if (kept !== undefined) return kept
  const digest = Journal.digestOf("chibo/pack/1", Journal.canonical(pack))
  contents.set(pack, digest)
  return digest
}
