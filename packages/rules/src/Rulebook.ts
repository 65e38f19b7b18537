/**
 * Packs stacked from the centre down: what applies to a unit on a day, and which pack each clause and value comes from.
 *
 * A lower pack may only do what the higher one lets it; whatever goes beyond is refused here, with both citations. A pack whose issuing unit
 * has ceased is `lapsed` for the units that succeed to its area, unless a recorded fact says who took its texts over.
 *
 * @since 0.1.0
 */
import { Hierarchy, type Id, Journal, PlainDate } from "@chibo/core"
import { Result } from "effect"
import { render } from "./Citation.ts"
import type { Clause } from "./Clause.ts"
import * as Dated from "./Dated.ts"
import type { Indicator } from "./Indicator.ts"
import type { Measure, Setting } from "./Measure.ts"
import type { Question } from "./Question.ts"
import {
  contentDigest,
  type Diagnostic,
  expressionsOf,
  type Overlay,
  type Parameter,
  referencesOf,
  type RulePack,
  RulePackError
} from "./RulePack.ts"

// model

/** Something of a pack, with the pack it comes from, and what it took the place of. */
export interface Sourced<A> {
  readonly pack: string
  readonly value: A
  readonly replaced?: Sourced<A>
}

/** Packs that fit together. */
export interface Rulebook {
  readonly packs: ReadonlyArray<RulePack>
  readonly questions: ReadonlyMap<string, Question>
  readonly measures: ReadonlyMap<string, Measure>
  readonly parameters: ReadonlyMap<string, Sourced<Parameter>>
  readonly overlays: ReadonlyMap<string, ReadonlyArray<Sourced<Overlay>>>
  readonly clauses: ReadonlyMap<string, ReadonlyArray<Sourced<Clause>>>
  readonly indicators: ReadonlyArray<Sourced<Indicator>>
  /** Over ids, versions and contents of packs, and over versions of computed measures. */
  readonly digest: string
}

/** The subjects that share a rulebook on a day. */
export interface Group {
  readonly rulebook: Rulebook
  readonly lapsed: ReadonlyArray<RulePack>
  readonly subjects: ReadonlyArray<string>
}

// constructors

/**
 * Stacks packs, the highest first; or lists everything for which they do not fit.
 *
 * @since 0.1.0
 */
export const make = (packs: ReadonlyArray<RulePack>): Result.Result<Rulebook, RulePackError> => {
  const questions = new Map<string, Question>()
  const measures = new Map<string, Measure>()
  const parameters = new Map<string, Sourced<Parameter>>()
  const overlays = new Map<string, Array<Sourced<Overlay>>>()
  const clauses = new Map<string, Array<Sourced<Clause>>>()
  const byId = new Map<string, Sourced<Clause>>()
  const indicators: Array<Sourced<Indicator>> = []
  const found: Array<Diagnostic> = []

  for (const pack of packs) {
    const report = (code: Diagnostic["code"], about: string, vi: string, en: string) =>
      found.push({ code, pack: pack.id, about, message: { vi, en } })
    const put = <A extends { readonly id: string }, B>(map: Map<string, B>, item: A, value: B) => {
      if (map.has(item.id)) report("duplicate-id", item.id, "mã này đã có ở bộ quy tắc cấp trên", "a higher pack uses this id already")
      else map.set(item.id, value)
    }
    for (const question of pack.questions) put(questions, question, question)
    for (const measure of pack.measures) put(measures, measure, measure)
    for (const parameter of pack.parameters) put(parameters, parameter, { pack: pack.id, value: parameter })
    for (const indicator of pack.indicators) indicators.push({ pack: pack.id, value: indicator })
    for (const overlay of pack.overlays) {
      const base = parameters.get(overlay.departsFrom)
      if (base === undefined) {
        report("unknown-parameter", overlay.departsFrom, "không có tham số này ở cấp trên", "no higher pack has this parameter")
        continue
      }
      const beyond = beyondContract(base.value, overlay)
      if (beyond !== undefined) report("beyond-contract", overlay.departsFrom, beyond.vi, beyond.en)
      else overlays.set(overlay.departsFrom, [{ pack: pack.id, value: overlay }, ...(overlays.get(overlay.departsFrom) ?? [])])
    }
    for (const clause of pack.clauses) {
      const question = questions.get(clause.question)
      if (question === undefined) {
        report("unknown-question", clause.id, "không có câu hỏi này", "nobody defines this question")
        continue
      }
      const own = pack.questions.some(q => q.id === clause.question)
      const excepted =
        clause.type === "exception"
          ? (byId.get(clause.excepts) ?? pack.clauses.map(value => ({ pack: pack.id, value })).find(c => c.value.id === clause.excepts))
          : undefined
      if (clause.type === "exception" && excepted === undefined)
        report("unknown-clause", clause.id, "không có điều khoản được loại trừ", "nobody has the clause it excepts")
      const allowed =
        own ||
        (excepted === undefined
          ? question.open === true
          : excepted.pack === pack.id || (excepted.value.type !== "unread" && excepted.value.lowerUnits.includes("add")))
      if (!allowed) {
        const higher = excepted !== undefined && excepted.value.type !== "unread" ? render(excepted.value.cites[0], "en") : question.id
        const lower = clause.type === "unread" ? clause.text.number : render(clause.cites[0], "en")
        report(
          "beyond-contract",
          clause.id,
          `cấp trên không cho phép bổ sung (${higher} · ${lower})`,
          `the higher text does not let lower units add to it (${higher} · ${lower})`
        )
        continue
      }
      if ("then" in clause && !(clause.then.outcome in question.outcomes))
        report("unknown-outcome", clause.id, "kết quả không có trong câu hỏi", "the question has no such outcome")
      put(byId, clause, { pack: pack.id, value: clause })
      clauses.set(clause.question, [...(clauses.get(clause.question) ?? []), { pack: pack.id, value: clause }])
    }
  }
  for (const pack of packs) {
    const owners = [
      ...pack.clauses.map(clause => [clause.id, expressionsOf(clause)] as const),
      ...pack.indicators.map(indicator => [indicator.id, [indicator.population, indicator.numerator]] as const)
    ]
    for (const [about, nodes] of owners) {
      const named = referencesOf(nodes)
      const miss = (code: Diagnostic["code"], ids: Iterable<string>, has: (id: string) => boolean) => {
        for (const id of ids) {
          if (!has(id))
            found.push({ code, pack: pack.id, about, message: { vi: `không ai định nghĩa «${id}»`, en: `nobody defines «${id}»` } })
        }
      }
      miss("unknown-measure", named.measures, id => measures.has(id))
      miss("unknown-parameter", named.parameters, id => parameters.has(id))
      miss("unknown-question", named.questions, id => questions.has(id))
    }
  }
  for (const id of questions.keys()) {
    if (reaches(id, id, clauses))
      found.push({
        code: "link-cycle",
        pack: "",
        about: id,
        message: { vi: "câu hỏi dựa vào chính nó", en: "the question depends on itself" }
      })
  }
  if (found.length > 0) return Result.fail(new RulePackError({ diagnostics: found }))
  const computed = [...measures.values()].flatMap(m => (m.of.by === "computed" ? [`${m.id}@${m.of.version}`] : []))
  const digest = Journal.digestOf("chibo/rulebook/1", ...packs.map(p => `${p.id}@${p.version}#${contentDigest(p)}`), ...computed)
  return Result.succeed({ packs, questions, measures, parameters, overlays, clauses, indicators, digest })
}

// operations

/**
 * What a parameter is on a day, and which pack says so. Past the end of a local value the higher one returns; an unread one stops the search.
 *
 * @since 0.1.0
 */
export const parameterOn = (rulebook: Rulebook, id: string, day: PlainDate.PlainDate): Sourced<Dated.Entry<Setting>> | undefined => {
  const base = rulebook.parameters.get(id)
  const entry = base === undefined ? undefined : Dated.at(base.value.values, day)
  let found: Sourced<Dated.Entry<Setting>> | undefined =
    base === undefined || entry === undefined ? undefined : { pack: base.pack, value: entry }
  for (const { pack, value } of [...(rulebook.overlays.get(id) ?? [])].reverse()) {
    const local = Dated.at(value.values, day)
    if (local !== undefined) found = { pack, value: local, ...(found === undefined ? {} : { replaced: found }) }
  }
  return found
}

/** Everything that a parameter holds, whenever, from whichever pack. */
export const entriesOf = (rulebook: Rulebook, id: string): ReadonlyArray<Dated.Entry<Setting>> =>
  [rulebook.parameters.get(id)?.value, ...(rulebook.overlays.get(id) ?? []).map(each => each.value)].flatMap(each => each?.values ?? [])

/**
 * The packs that apply to a unit on a day, the highest first, and those that have lapsed there because their unit ceased.
 *
 * @since 0.1.0
 */
export const stack = (
  hierarchy: Hierarchy.Hierarchy,
  packs: ReadonlyArray<RulePack>,
  unit: Id.UnitId,
  day: PlainDate.PlainDate
): { readonly packs: ReadonlyArray<RulePack>; readonly lapsed: ReadonlyArray<RulePack> } => {
  const line = [unit, ...Hierarchy.ancestors(hierarchy, unit, day)]
  const depth = (pack: RulePack): number => {
    if (pack.jurisdiction === "everywhere") return line.length
    const direct = line.indexOf(pack.jurisdiction)
    if (direct >= 0) return direct
    const heirs = pack.texts.flatMap(text => Hierarchy.textTakenOver(hierarchy, text.id as Id.InstrumentId, day) ?? []) // sound: a text's id is an instrument's
    return Math.max(-1, ...heirs.map(heir => line.indexOf(heir)))
  }
  const applying = packs.filter(pack => depth(pack) >= 0).sort((a, b) => depth(b) - depth(a))
  const lapsed = packs.filter(pack => {
    const { jurisdiction } = pack
    if (jurisdiction === "everywhere" || depth(pack) >= 0) return false
    const ceased = Hierarchy.ceasedOn(hierarchy, jurisdiction)
    if (ceased === undefined || ceased > day) return false
    const lastDay = PlainDate.addDays(ceased, -1)
    const before = [...line, ...line.flatMap(each => Hierarchy.predecessors(hierarchy, each, day))]
    return before.some(each => Hierarchy.within(hierarchy, each, jurisdiction, lastDay))
  })
  return { packs: applying, lapsed }
}

/**
 * Groups subjects by the rulebook of their governing unit on a day; those without one are given back as `ungoverned`. Fails when packs that
 * meet somewhere do not fit together.
 *
 * @since 0.1.0
 */
export const plan = (
  hierarchy: Hierarchy.Hierarchy,
  packs: ReadonlyArray<RulePack>,
  subjects: ReadonlyArray<{ readonly subject: string; readonly unit: Id.UnitId | undefined; readonly on: PlainDate.PlainDate }>
): Result.Result<{ readonly groups: ReadonlyArray<Group>; readonly ungoverned: ReadonlyArray<string> }, RulePackError> => {
  const groups = new Map<string, { rulebook: Rulebook; lapsed: ReadonlyArray<RulePack>; subjects: Array<string> }>()
  const keys = new Map<string, string>()
  const ungoverned: Array<string> = []
  for (const { subject, unit, on } of subjects) {
    if (unit === undefined) {
      ungoverned.push(subject)
      continue
    }
    const place = `${unit}\n${on}`
    let key = keys.get(place)
    if (key === undefined) {
      const here = stack(hierarchy, packs, unit, on)
      key = JSON.stringify([here.packs.map(p => p.id), here.lapsed.map(p => p.id)])
      keys.set(place, key)
      if (!groups.has(key)) {
        const rulebook = make(here.packs)
        if (Result.isFailure(rulebook)) return Result.fail(rulebook.failure)
        groups.set(key, { rulebook: rulebook.success, lapsed: here.lapsed, subjects: [] })
      }
    }
    groups.get(key)?.subjects.push(subject)
  }
  return Result.succeed({ groups: [...groups.values()], ungoverned })
}

/**
 * The measures that answering a question may need, those of the questions it is linked to included.
 *
 * @since 0.1.0
 */
export const measuresOf = (rulebook: Rulebook, questions: Iterable<string>, more: ReadonlyArray<Measure> = []): ReadonlyArray<Measure> => {
  const ids = new Set(more.map(measure => measure.id))
  const done = new Set<string>()
  const queue = [...questions]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (done.has(id)) continue
    done.add(id)
    const question = rulebook.questions.get(id)
    for (const measure of [question?.rulingDay, question?.recorded]) if (measure !== undefined) ids.add(measure)
    const named = referencesOf((rulebook.clauses.get(id) ?? []).flatMap(clause => expressionsOf(clause.value)))
    for (const measure of named.measures) ids.add(measure)
    queue.push(...named.questions)
  }
  return [...ids].flatMap(id => rulebook.measures.get(id) ?? more.find(m => m.id === id) ?? [])
}

// internal

const reaches = (
  from: string,
  target: string,
  clauses: ReadonlyMap<string, ReadonlyArray<Sourced<Clause>>>,
  seen = new Set<string>()
): boolean => {
  const next = referencesOf((clauses.get(from) ?? []).flatMap(clause => expressionsOf(clause.value))).questions
  for (const id of next) {
    if (id === target) return true
    if (!seen.has(id)) {
      seen.add(id)
      if (reaches(id, target, clauses, seen)) return true
    }
  }
  return false
}

const beyondContract = (base: Parameter, overlay: Overlay): { readonly vi: string; readonly en: string } | undefined => {
  if (base.lowerUnits.includes("replace")) return undefined
  for (const entry of overlay.values) {
    const higher = base.values.filter(
      other => other.inForce.from < (entry.inForce.until ?? "9999-12-31") && entry.inForce.from < (other.inForce.until ?? "9999-12-31")
    )
    for (const other of higher) {
      if (entry.state !== "known" || other.state !== "known") continue
      const change = entry.value === other.value ? "same" : entry.value > other.value === (base.stricter === "higher") ? "tighten" : "relax"
      if (change === "same" || (base.stricter !== undefined && base.lowerUnits.includes(change))) continue
      const both = `${render(other.cites[0], "en")} · ${render(entry.cites[0], "en")}`
      return {
        vi: `vượt quá phạm vi cấp trên cho phép: ${base.lowerUnits.join(", ")} (${both})`,
        en: `goes beyond what the higher text lets lower units do: ${base.lowerUnits.join(", ")} (${both})`
      }
    }
  }
  return undefined
}
