/** How packs become a rulebook: level by level, what they define together, what they depart from, and the clauses that come of it. */
import { PlainDate } from "@chibo/core"
import type { Clause } from "../Clause.ts"
import type { Measure } from "../Measure.ts"
import { isOfClause, type Overlay } from "../Overlay.ts"
import type { Question } from "../Question.ts"
import { affirmation, type Diagnostic, type Parameter, type RulePack } from "../RulePack.ts"
import { follow, resolve as resolveClause } from "./clauses.ts"
import { placeOf } from "./contract.ts"
import type { Report, Sourced, Unaffirmed } from "./model.ts"
import type { Defined } from "./names.ts"

/** Packs level by level, the highest first; within a level by id, so that the order in which they were given decides nothing. */
export const levelsOf = (packs: ReadonlyArray<RulePack | ReadonlyArray<RulePack>>): ReadonlyArray<ReadonlyArray<RulePack>> => {
  const levels: Array<Array<RulePack>> = []
  for (const given of packs) {
    const together = "id" in given ? [given] : given
    const same = levels.find(level => level.some(other => together.some(pack => pack.jurisdiction === other.jurisdiction)))
    if (same === undefined) levels.push([...together])
    else same.push(...together)
  }
  return levels.map(level => level.sort(byId))
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const byId = (a: { readonly id: string }, b: { readonly id: string }): number => compare(a.id, b.id)

export const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compare(a, b)

export const inOrder = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.pack, b.pack) || compare(a.about, b.about) || compare(a.code, b.code) || compare(a.message.en, b.message.en)

/** What the packs define; an id that two packs use is reported for each but one in a level of its own above. */
export const define = (levels: ReadonlyArray<ReadonlyArray<RulePack>>, report: Report): Defined => {
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
export const additions = (pack: RulePack, { questions, clauses }: Defined, report: Report): void => {
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
export const departuresOf = (
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
export const effectiveClauses = (
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
export const asClause = (overlay: Overlay, { clauses }: Defined): ReadonlyArray<Clause> => {
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
