/**
 * Packs stacked from the centre down: what applies to a unit on a day, and which pack each clause and value comes from.
 *
 * A lower pack may only do what the higher one lets it; whatever goes beyond is refused here, with both citations. A pack whose issuing unit
 * has ceased is `lapsed` for the units that succeed to its area, unless a recorded fact says who took its texts over.
 *
 * @since 0.1.0
 */
import { Hierarchy, type Id, Journal, Period, PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Citation, Text } from "./Citation.ts"
import type { Clause } from "./Clause.ts"
import type * as Dated from "./Dated.ts"
import type { Indicator } from "./Indicator.ts"
import type { Measure, Setting } from "./Measure.ts"
import { isOfClause, type Overlay } from "./Overlay.ts"
import type { Question } from "./Question.ts"
import {
  affirmation,
  type Diagnostic,
  expressionsOf,
  type Parameter,
  referencesOf,
  type RulePack,
  RulePackError,
  type UnitDesignation
} from "./RulePack.ts"
import { follow, resolve as resolveClause } from "./rulebook/clauses.ts"
import { placeOf } from "./rulebook/contract.ts"
import { usesOf, wrongDirection } from "./rulebook/direction.ts"
import { citesOf, type Report, type Sourced, type Unaffirmed } from "./rulebook/model.ts"
import { textsOf, without } from "./rulebook/lapse.ts"
import { check, type Defined } from "./rulebook/names.ts"
import { resolve as resolveValues } from "./rulebook/values.ts"

// model

export type { Sourced, Unaffirmed } from "./rulebook/model.ts"

/** Packs that fit together. Nothing in it depends on the order in which packs of one level, or clauses within a pack, were given. */
export interface Rulebook {
  readonly packs: ReadonlyArray<RulePack>
  readonly designations: ReadonlyMap<string, UnitDesignation>
  readonly questions: ReadonlyMap<string, Question>
  readonly measures: ReadonlyMap<string, Measure>
  readonly parameters: ReadonlyMap<string, Sourced<Parameter>>
  /** What each parameter holds, with what lower packs put in its place. */
  readonly values: ReadonlyMap<string, ReadonlyArray<Sourced<Dated.Entry<Setting>>>>
  /** By question. A clause that lower packs depart from stands here in several stretches, no two of them on one day. */
  readonly clauses: ReadonlyMap<string, ReadonlyArray<Sourced<Clause>>>
  readonly indicators: ReadonlyArray<Sourced<Indicator>>
  /** Overlays whose base has changed since they were written; in their periods, what rests on them is undetermined. */
  readonly unaffirmed: ReadonlyArray<Unaffirmed>
  /** Over ids and versions of packs and computed measures, and over the stretches of clauses and values that they come to here. */
  readonly digest: string
}

/** Which pack a clause or value comes from, in a stretch of days, and what it took the place of there. */
export interface Origin {
  readonly kind: "clause" | "value"
  readonly id: string
  readonly pack: string
  readonly inForce: Period.Period
  readonly cites: ReadonlyArray<Citation>
  readonly replaced?: Origin
}

/** What applies to a unit on a day; `levels` for `make`. */
export interface Stack {
  readonly packs: ReadonlyArray<RulePack>
  readonly levels: ReadonlyArray<ReadonlyArray<RulePack>>
  readonly lapsed: ReadonlyArray<RulePack>
}

/** The subjects that share a rulebook on a day. */
export interface Group {
  readonly rulebook: Rulebook
  readonly lapsed: ReadonlyArray<RulePack>
  readonly subjects: ReadonlyArray<string>
}

// constructors

/**
 * Stacks packs, the highest first; or lists everything for which they do not fit. Packs of one jurisdiction are of one level, as are those given
 * together in a list.
 *
 * @since 0.1.0
 */
export const make = (packs: ReadonlyArray<RulePack | ReadonlyArray<RulePack>>): Result.Result<Rulebook, RulePackError> => {
  const levels = levelsOf(packs)
  const all = levels.flat()
  const found: Array<Diagnostic> = []
  const report: Report = (code, pack, about, message) => found.push({ code, pack, about, message })

  const defined = define(levels, report)
  for (const pack of all) check(pack, defined, report)
  for (const pack of all) additions(pack, defined, report)
  const unaffirmed: Array<Unaffirmed> = []
  const departures = departuresOf(levels, defined, unaffirmed)
  const values = new Map(
    [...defined.parameters].sort(byKey).map(
      ([id, parameter]) =>
        [
          id,
          resolveValues(
            parameter,
            departures.map(level =>
              level.flatMap(each =>
                "values" in each.overlay && each.overlay.departsFrom === id ? [{ ...each, overlay: each.overlay }] : []
              )
            ),
            report
          )
        ] as const
    )
  )
  const clauses = effectiveClauses(defined, departures, report)
  for (const id of defined.questions.keys()) {
    if (reaches(id, id, clauses)) report("link-cycle", "", id, { vi: "câu hỏi dựa vào chính nó", en: "the question depends on itself" })
  }
  const written = [...defined.clauses.values()].map(clause => clause.value)
  const conditions = [...written, ...all.flatMap(pack => pack.overlays.flatMap(overlay => asClause(overlay, defined)))]
  for (const parameter of defined.parameters.values()) {
    const wrong = wrongDirection(parameter, id => usesOf(id, conditions, defined.questions, defined.measures))
    if (wrong !== undefined) report("direction", parameter.pack, parameter.value.id, wrong)
  }
  if (found.length > 0) return Result.fail(new RulePackError({ diagnostics: found.sort(inOrder) }))
  const stretches = [...[...clauses.values()].flat(), ...[...values.values()].flat()].map(({ pack, value }) => [
    pack,
    "id" in value ? value.id : value.state,
    value.inForce
  ])
  const computed = [...defined.measures.values()].flatMap(m => (m.of.by === "computed" ? [`${m.id}@${m.of.version}`] : [])).sort()
  return Result.succeed({
    packs: all,
    designations: new Map(all.flatMap(pack => pack.designations).map(each => [each.id, each])),
    questions: defined.questions,
    measures: defined.measures,
    parameters: defined.parameters,
    values,
    clauses,
    indicators: all.flatMap(pack => pack.indicators.map(value => ({ pack: pack.id, value }))),
    unaffirmed: unaffirmed.sort((a, b) => compare(a.pack, b.pack) || compare(a.overlay, b.overlay)),
    digest: Journal.digestOf("chibo/rulebook/1", ...all.map(p => `${p.id}@${p.version}`), ...computed, Journal.canonical(stretches))
  })
}

// operations

/**
 * What a parameter is on a day, and which pack says so. Past the end of a local value the higher one returns; an unread one stops the search.
 *
 * @since 0.1.0
 */
export const parameterOn = (rulebook: Rulebook, id: string, day: PlainDate.PlainDate): Sourced<Dated.Entry<Setting>> | undefined =>
  rulebook.values.get(id)?.find(piece => Period.contains(piece.value.inForce, day))

/**
 * Where every clause and every value comes from, stretch by stretch, and what it took the place of there, with the citations of both.
 *
 * @since 0.2.0
 */
export const sources = (rulebook: Rulebook): ReadonlyArray<Origin> => {
  const clause = ({ pack, value, replaced }: Sourced<Clause>): Origin => ({
    kind: "clause",
    id: value.id,
    pack,
    inForce: value.inForce,
    cites: citesOf(value),
    ...(replaced === undefined ? {} : { replaced: clause(replaced) })
  })
  const setting = (id: string, { pack, value, replaced }: Sourced<Dated.Entry<Setting>>): Origin => ({
    kind: "value",
    id,
    pack,
    inForce: value.inForce,
    cites: citesOf(value),
    ...(replaced === undefined ? {} : { replaced: setting(id, replaced) })
  })
  return [
    ...[...rulebook.clauses.values()].flat().map(clause),
    ...[...rulebook.values].flatMap(([id, pieces]) => pieces.map(piece => setting(id, piece)))
  ]
}

/**
 * The packs that apply to a unit on a day, the highest first, level by level, and what has lapsed there: packs whose unit ceased, and texts whose
 * issuer did, unless a recorded fact says who took them over. What rests on a lapsed text is left out of the pack; a pack of which a part has
 * lapsed stands among the `lapsed` with the texts of that part.
 *
 * @since 0.1.0
 */
export const stack = (hierarchy: Hierarchy.Hierarchy, packs: ReadonlyArray<RulePack>, unit: Id.UnitId, day: PlainDate.PlainDate): Stack => {
  const line = [unit, ...Hierarchy.ancestors(hierarchy, unit, day)]
  const heirOf = (text: Text) => Hierarchy.textTakenOver(hierarchy, text.id as Id.InstrumentId, day) // sound: a text's id is an instrument's
  const hasCeased = (each: Id.UnitId): boolean => {
    const ceased = Hierarchy.ceasedOn(hierarchy, each)
    return ceased !== undefined && ceased <= day
  }
  const depth = (pack: RulePack): number => {
    if (pack.jurisdiction === "everywhere") return line.length
    const direct = line.indexOf(pack.jurisdiction)
    if (direct >= 0) return direct
    return Math.max(
      -1,
      ...textsOf(pack)
        .map(heirOf)
        .map(heir => (heir === undefined ? -1 : line.indexOf(heir)))
    )
  }
  const hasLapsed = (text: Text): boolean => {
    if (text.issuer === undefined || !hasCeased(text.issuer)) return false
    const heir = heirOf(text)
    return heir === undefined || hasCeased(heir)
  }
  const gone = packs.filter(pack => {
    const { jurisdiction } = pack
    if (jurisdiction === "everywhere" || depth(pack) >= 0 || !hasCeased(jurisdiction)) return false
    const lastDay = PlainDate.addDays(Hierarchy.ceasedOn(hierarchy, jurisdiction) ?? day, -1)
    const before = [...line, ...line.flatMap(each => Hierarchy.predecessors(hierarchy, each, day))]
    return before.some(each => Hierarchy.within(hierarchy, each, jurisdiction, lastDay))
  })
  const applying = packs.filter(pack => depth(pack) >= 0).sort(byId)
  const partly = applying.map(pack => ({ ...pack, texts: textsOf(pack).filter(hasLapsed) })).filter(pack => pack.texts.length > 0)
  const left = without(applying, new Set(partly.flatMap(pack => pack.texts.map(text => text.id))), gone)
  const levels = [...Map.groupBy(left, depth)].sort(([a], [b]) => b - a).map(([, level]) => level)
  return { packs: levels.flat(), levels, lapsed: [...gone, ...partly].sort(byId) }
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
      key = JSON.stringify([here.levels.map(level => level.map(p => p.id)), here.lapsed.map(p => [p.id, p.texts.map(text => text.id)])])
      keys.set(place, key)
      if (!groups.has(key)) {
        const rulebook = make(here.levels)
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

/** Packs level by level, the highest first; within a level by id, so that the order in which they were given decides nothing. */
const levelsOf = (packs: ReadonlyArray<RulePack | ReadonlyArray<RulePack>>): ReadonlyArray<ReadonlyArray<RulePack>> => {
  const levels: Array<Array<RulePack>> = []
  for (const given of packs) {
    const together = "id" in given ? [given] : given
    const same = levels.find(level => level.some(other => together.some(pack => pack.jurisdiction === other.jurisdiction)))
    if (same === undefined) levels.push([...together])
    else same.push(...together)
  }
  return levels.map(level => level.sort(byId))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => compare(a.id, b.id)

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compare(a, b)

const inOrder = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.pack, b.pack) || compare(a.about, b.about) || compare(a.code, b.code) || compare(a.message.en, b.message.en)

/** What the packs define; an id that two packs use is reported for each but one in a level of its own above. */
const define = (levels: ReadonlyArray<ReadonlyArray<RulePack>>, report: Report): Defined => {
  const questions = new Map<string, Question>()
  const measures = new Map<string, Measure>()
  const parameters = new Map<string, Sourced<Parameter>>()
  const clauses = new Map<string, Sourced<Clause>>()
  const used = new Map<string, string>()
  const names = new Set<string>()
  for (const level of levels) {
    for (const pack of level) {
      if (names.has(pack.id)) report("duplicate-id", pack.id, pack.id, { vi: "hai bộ quy tắc cùng mã", en: "two packs have this id" })
      names.add(pack.id)
      const named = [
        ...pack.questions,
        ...pack.measures,
        ...pack.parameters,
        ...pack.clauses,
        ...pack.indicators,
        ...pack.designations,
        ...pack.overlays.filter(isOfClause)
      ]
      for (const { id } of named) {
        const other = used.get(id)
        if (other === undefined) used.set(id, pack.id)
        else report("duplicate-id", pack.id, id, { vi: `bộ «${other}» đã dùng mã này`, en: `the pack «${other}» uses this id already` })
      }
      for (const each of pack.questions) questions.set(each.id, each)
      for (const each of pack.measures) measures.set(each.id, each)
      for (const value of pack.parameters) parameters.set(value.id, { pack: pack.id, value })
      for (const value of pack.clauses) clauses.set(value.id, { pack: pack.id, value })
    }
  }
  const designations = new Set([
    "border-area",
    "border-village",
    "security-complex",
    ...levels.flat(2).flatMap(pack => pack.designations.map(each => each.id))
  ])
  return { questions, measures, parameters, clauses, designations }
}

/** Clauses of a pack that answer another pack's question, or except another's clause, without being let. */
const additions = (pack: RulePack, { questions, clauses }: Defined, report: Report): void => {
  for (const clause of pack.clauses) {
    const question = questions.get(clause.question)
    if (question === undefined || pack.questions.some(own => own.id === question.id)) continue
    const excepted = clause.type === "exception" ? clauses.get(clause.excepts) : undefined
    if (clause.type === "exception" && excepted === undefined) continue
    const allowed =
      excepted === undefined
        ? question.open === true
        : excepted.pack === pack.id || (excepted.value.type !== "unread" && excepted.value.lowerUnits.includes("add"))
    if (allowed) continue
    const said = (lang: "vi" | "en") => `${excepted === undefined ? question.id : placeOf(excepted.value, lang)} · ${placeOf(clause, lang)}`
    report("beyond-contract", pack.id, clause.id, {
      vi: `cấp trên không cho phép bổ sung (${said("vi")})`,
      en: `the higher text does not let lower units add to it (${said("en")})`
    })
  }
}

interface Departure {
  readonly pack: string
  readonly overlay: Overlay
  readonly affirmed: boolean
}

/** The overlays level by level; those written for another version of their base are noted. */
const departuresOf = (
  levels: ReadonlyArray<ReadonlyArray<RulePack>>,
  { parameters, clauses }: Defined,
  unaffirmed: Array<Unaffirmed>
): ReadonlyArray<ReadonlyArray<Departure>> =>
  levels.map(level =>
    level.flatMap(pack =>
      pack.overlays.flatMap((overlay): ReadonlyArray<Departure> => {
        const base = isOfClause(overlay) ? clauses.get(overlay.departsFrom) : parameters.get(overlay.departsFrom)
        if (base === undefined) return []
        const { departsFrom, affirms } = overlay
        const now = affirmation(base.value)
        if (affirms !== now)
          unaffirmed.push({ pack: pack.id, overlay: isOfClause(overlay) ? overlay.id : departsFrom, departsFrom, affirms, now })
        return [{ pack: pack.id, overlay, affirmed: affirms === now }]
      })
    )
  )

/** The clauses as they hold, by question, in an order of reading that depends on no order of writing. */
const effectiveClauses = (
  { questions, clauses }: Defined,
  departures: ReadonlyArray<ReadonlyArray<Departure>>,
  report: Report
): ReadonlyMap<string, ReadonlyArray<Sourced<Clause>>> => {
  const stretches = new Map(
    [...clauses].flatMap(([id, clause]) => {
      const question = questions.get(clause.value.question)
      if (question === undefined) return []
      const levels = departures.map(level =>
        level.flatMap(each => (isOfClause(each.overlay) && each.overlay.departsFrom === id ? [{ ...each, overlay: each.overlay }] : []))
      )
      return [[id, resolveClause(clause, question, levels, report)] as const]
    })
  )
  const effective = [...stretches.values()].flat().flatMap(clause => follow(clause, stretches))
  return new Map([...Map.groupBy(effective, clause => clause.value.question)].sort(byKey).map(([id, list]) => [id, inReadingOrder(list)]))
}

/** An overlay's own condition, as a clause by itself. */
const asClause = (overlay: Overlay, { clauses }: Defined): ReadonlyArray<Clause> => {
  const base = isOfClause(overlay) ? clauses.get(overlay.departsFrom)?.value : undefined
  if (!isOfClause(overlay) || base === undefined || base.type === "unread" || base.type === "quota") return []
  const { id, inForce, when, then } = overlay
  return [base.type === "scope" ? { ...base, id, inForce, when } : { ...base, id, inForce, when, then: then ?? base.then }]
}

const ranks: Record<Clause["type"], number> = { scope: 0, general: 1, exception: 1, unread: 2, quota: 3 }

/** Who is left out; then each general clause with its exceptions; then what was not read; then the group's clauses; by day, then by id. */
const inReadingOrder = (clauses: ReadonlyArray<Sourced<Clause>>): ReadonlyArray<Sourced<Clause>> => {
  const sorted = [...clauses].sort(
    ({ value: a }, { value: b }) => ranks[a.type] - ranks[b.type] || PlainDate.compare(a.inForce.from, b.inForce.from) || byId(a, b)
  )
  const ids = new Set(sorted.map(({ value }) => value.id))
  const exceptions = Map.groupBy(sorted, ({ value }) => (value.type === "exception" && ids.has(value.excepts) ? value.excepts : ""))
  const put = new Set<Sourced<Clause>>()
  const place = (clause: Sourced<Clause>): void => {
    if (put.has(clause)) return
    put.add(clause)
    for (const exception of exceptions.get(clause.value.id) ?? []) place(exception)
  }
  for (const clause of exceptions.get("") ?? []) place(clause)
  for (const clause of sorted) place(clause) // exceptions that except each other
  return [...put]
}
