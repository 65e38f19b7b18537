/**
 * Packs stacked from the centre down: what applies to a unit on a day, and which pack each clause and value comes from.
 *
 * A lower pack may only do what the higher one lets it; whatever goes beyond is refused here, with both citations. A pack whose issuing unit
 * has ceased is `lapsed` for the units that succeed to its area, unless a recorded fact says who took its texts over.
 *
 * @since 0.1.0
 */
import { type Hierarchy, type Id, Journal, Period, type PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Citation } from "./Citation.ts"
import type { Clause } from "./Clause.ts"
import type * as Dated from "./Dated.ts"
import type { Indicator } from "./Indicator.ts"
import type { Measure, Setting } from "./Measure.ts"
import type { Question } from "./Question.ts"
import {
  contentDigest,
  type Diagnostic,
  expressionsOf,
  type Parameter,
  referencesOf,
  type RulePack,
  RulePackError,
  type UnitDesignation
} from "./RulePack.ts"
import { usesOf, wrongDirection } from "./rulebook/direction.ts"
import { additions, asClause, byKey, compare, define, departuresOf, effectiveClauses, inOrder, levelsOf } from "./rulebook/assembly.ts"
import { citesOf, type Report, type Sourced, type Unaffirmed } from "./rulebook/model.ts"
import { check } from "./rulebook/names.ts"
import { stack } from "./rulebook/stack.ts"
import { resolve as resolveValues } from "./rulebook/values.ts"

// model

export type { Sourced, Unaffirmed } from "./rulebook/model.ts"
export { type Stack, stack } from "./rulebook/stack.ts"

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
    digest: Journal.digestOf(
      "chibo/rulebook/1",
      ...all.map(p => `${p.id}@${p.version}#${contentDigest(p)}`),
      ...computed,
      Journal.canonical(stretches)
    )
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

/** Everything that a parameter holds, whenever, from whichever pack. */
export const entriesOf = (rulebook: Rulebook, id: string): ReadonlyArray<Dated.Entry<Setting>> =>
  (rulebook.values.get(id) ?? []).map(piece => piece.value)

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
