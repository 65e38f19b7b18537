/**
 * The history of every unit, folded from facts about organisations.
 *
 * @since 0.1.0
 */
import type * as Fact from "../fact/Fact.ts"
import type { InstrumentId, UnitId } from "../Id.ts"
import { type Entry, ofKind } from "../Known.ts"
import * as PlainDate from "../PlainDate.ts"
import * as Timeline from "../Timeline.ts"
import type { Designation, UnitCode, UnitKind } from "../Unit.ts"

// model

/** A unit as it was on a day; `since` is the day it was founded. */
export interface UnitOn {
  readonly unit: UnitId
  readonly kind: UnitKind
  readonly name: string
  readonly code?: UnitCode
  readonly parent?: UnitId
  readonly since: PlainDate.PlainDate
}

/** All that is known of the organisation's shape, on any day. */
export interface Hierarchy {
  /** Every unit ever founded, in the order of founding. */
  readonly known: ReadonlyArray<UnitId>
  readonly histories: ReadonlyMap<UnitId, History>
  readonly takenOver: ReadonlyMap<InstrumentId, Timeline.Timeline<UnitId>>
  /** The days on which the tree changed, in order. */
  readonly changeDays: ReadonlyArray<PlainDate.PlainDate>
}

/** One unit through time. `heirs` are the units that it or parts of it went to, and on which day. */
export interface History {
  readonly states: Timeline.Timeline<UnitOn>
  readonly designations: ReadonlyArray<{
    readonly from: PlainDate.PlainDate
    readonly until?: PlainDate.PlainDate
    readonly as: Designation
  }>
  readonly heirs: ReadonlyArray<{ readonly on: PlainDate.PlainDate; readonly how: "merged" | "split" | "part"; readonly to: UnitId }>
}

type Organisation = Extract<Fact.Plain, { readonly kind: `unit.${string}` }>

/**
 * The kinds of fact that the hierarchy is built from.
 *
 * @since 0.1.0
 */
export const kinds = [
  "unit.founded",
  "unit.closed",
  "unit.renamed",
  "unit.recoded",
  "unit.moved",
  "unit.merged",
  "unit.split",
  "unit.part-transferred",
  "unit.designated",
  "instrument.taken-over"
] as const

// constructors

/**
 * The hierarchy that the entries amount to; entries of other kinds are passed over. On one day, units are founded first and end last.
 *
 * @since 0.1.0
 */
export const build = (entries: ReadonlyArray<Entry>): Hierarchy => {
  const facts = ofKind(entries, ...kinds).map(entry => entry.fact)
  const ofUnit = new Map<UnitId, Array<Organisation>>()
  const takenOver = new Map<InstrumentId, Array<Timeline.Change<UnitId>>>()
  const days = new Set<PlainDate.PlainDate>()
  for (const fact of facts) {
    if (fact.kind === "instrument.taken-over") push(takenOver, fact.text, { on: fact.on, value: fact.by })
    else {
      for (const unit of new Set(subjects(fact))) push(ofUnit, unit, fact)
      if (fact.kind !== "unit.designated") days.add(fact.on)
    }
  }
  const histories = new Map([...ofUnit].map(([unit, list]) => [unit, history(unit, list)] as const))
  return {
    known: [...histories].filter(([, { states }]) => states.length > 0).map(([unit]) => unit),
    histories,
    takenOver: new Map([...takenOver].map(([text, changes]) => [text, Timeline.build(changes)])),
    changeDays: [...days].sort(PlainDate.compare)
  }
}

// internal

const history = (unit: UnitId, facts: ReadonlyArray<Organisation>): History => {
  const changes: Array<Timeline.Change<UnitOn>> = []
  const designated: Array<History["designations"][number]> = []
  const heirs: Array<History["heirs"][number]> = []
  let state: UnitOn | undefined
  for (const fact of [...facts].sort((a, b) => PlainDate.compare(a.on, b.on) || rank(a, unit) - rank(b, unit))) {
    const before: UnitOn | undefined = state
    switch (fact.kind) {
      case "unit.founded": {
        const { type: kind, name, code, parent } = fact
        state = { unit, kind, name, ...(code && { code }), ...(parent && { parent }), since: fact.on }
        break
      }
      case "unit.renamed":
        if (state !== undefined) state = { ...state, name: fact.name }
        break
      case "unit.recoded":
        if (state !== undefined) state = { ...state, code: fact.code }
        break
      case "unit.moved":
        if (state !== undefined) state = { ...state, parent: fact.parent }
        break
      case "unit.part-transferred":
        if (state !== undefined && fact.part.includes(unit)) state = { ...state, parent: fact.to }
        if (unit === fact.unit) heirs.push({ on: fact.on, how: "part", to: fact.to })
        break
      case "unit.designated":
        designated.push({ from: fact.on, ...(fact.until && { until: fact.until }), as: fact.as })
        break
      case "unit.merged":
        if (!fact.units.includes(unit)) break
        heirs.push({ on: fact.on, how: "merged", to: fact.into })
        state = undefined
        break
      case "unit.split":
        if (unit !== fact.unit) break
        heirs.push(...fact.into.map(to => ({ on: fact.on, how: "split" as const, to })))
        state = undefined
        break
      case "unit.closed":
        state = undefined
        break
    }
    if (state !== before) changes.push({ on: fact.on, value: state })
  }
  return { states: Timeline.build(changes), designations: designated, heirs }
}

const rank = (fact: Organisation, unit: UnitId): number => {
  if (fact.kind === "unit.founded") return 0
  if (fact.kind === "unit.closed") return 2
  return (fact.kind === "unit.merged" && fact.units.includes(unit)) || (fact.kind === "unit.split" && fact.unit === unit) ? 2 : 1
}

const subjects = (fact: Organisation): ReadonlyArray<UnitId> => {
  if (fact.kind === "unit.merged") return fact.units
  return fact.kind === "unit.part-transferred" ? [fact.unit, ...fact.part] : [fact.unit]
}

/**
 * Adds to the list under a key.
 *
 * @since 0.1.0
 */
export const push = <K, V>(map: Map<K, Array<V>>, key: K, value: V): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
