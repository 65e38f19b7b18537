/**
 * The tree of a day, and how units become other units: built from facts about organisations alone.
 *
 * A unit is in being from the day it was founded until the day it was closed, merged or split, which is the first day without it. What stood
 * under a merged unit stands under its successor, unless a fact moves it elsewhere; what stood under a closed or split unit and was moved
 * nowhere stands under nothing. Names are for reading: only ids and codes say which unit is meant.
 *
 * @since 0.1.0
 */
import { type Hierarchy, type History, push, type UnitOn } from "./hierarchy/History.ts"
import { follow, treeOn } from "./hierarchy/Tree.ts"
import type { InstrumentId, UnitId } from "./Id.ts"
import type { PlainDate } from "./PlainDate.ts"
import * as Timeline from "./Timeline.ts"
import type { Designation, UnitCode } from "./Unit.ts"
import * as Vietnamese from "./Vietnamese.ts"

export { build, type Hierarchy, type History, kinds, type UnitOn } from "./hierarchy/History.ts"

// model

/**
 * What became of a unit: `mapped` holds the one living successor, `split` all of them where there are several; `unmapped` holds those of its
 * lineage (itself, perhaps) that ended without a successor, or were never founded. A unit still in being is its own successor.
 */
export interface Successors {
  readonly mapped: ReadonlyArray<UnitId>
  readonly split: ReadonlyArray<UnitId>
  readonly unmapped: ReadonlyArray<UnitId>
}

// operations

/**
 * The unit as it was on a day; `undefined` before its founding and from the day it ended.
 *
 * @since 0.1.0
 */
export const unitOn = (h: Hierarchy, unit: UnitId, day: PlainDate): UnitOn | undefined => treeOn(h, day).units.get(unit)

/**
 * All units in being on a day, in the order of founding.
 *
 * @since 0.1.0
 */
export const units = (h: Hierarchy, day: PlainDate): ReadonlyArray<UnitOn> => [...treeOn(h, day).units.values()]

/**
 * The units directly under a unit.
 *
 * @since 0.1.0
 */
export const children = (h: Hierarchy, unit: UnitId, day: PlainDate): ReadonlyArray<UnitId> => treeOn(h, day).children.get(unit) ?? []

/**
 * The units above a unit, the nearest first; where facts make a circle it is walked once.
 *
 * @since 0.1.0
 */
export const ancestors = (h: Hierarchy, unit: UnitId, day: PlainDate): ReadonlyArray<UnitId> => {
  const tree = treeOn(h, day)
  const cached = tree.ancestors.get(unit)
  if (cached !== undefined) return cached
  const found = new Set<UnitId>()
  let parent = tree.units.get(unit)?.parent
  while (parent !== undefined && !found.has(parent)) {
    found.add(parent)
    parent = tree.units.get(parent)?.parent
  }
  const list = [...found]
  tree.ancestors.set(unit, list)
  return list
}

/**
 * All units below a unit, those nearer to it first.
 *
 * @since 0.1.0
 */
export const descendants = (h: Hierarchy, unit: UnitId, day: PlainDate): ReadonlyArray<UnitId> => {
  const tree = treeOn(h, day)
  const found = new Set(tree.children.get(unit) ?? [])
  for (const each of found) for (const child of tree.children.get(each) ?? []) found.add(child) // a set is walked on as it grows
  found.delete(unit)
  return [...found]
}

/**
 * Tells whether a unit is another or stands somewhere below it, on a day when both are in being.
 *
 * @since 0.1.0
 */
export const within = (h: Hierarchy, unit: UnitId, ancestor: UnitId, day: PlainDate): boolean =>
  unit === ancestor ? unitOn(h, unit, day) !== undefined : ancestors(h, unit, day).includes(ancestor)

/**
 * What a unit is designated for on a day, each once.
 *
 * @since 0.1.0
 */
export const designations = (h: Hierarchy, unit: UnitId, day: PlainDate): ReadonlyArray<Designation> =>
  unitOn(h, unit, day) === undefined
    ? []
    : [
        ...new Set(
          (h.histories.get(unit)?.designations ?? [])
            .filter(({ from, until }) => from <= day && (until === undefined || day < until))
            .map(({ as }) => as)
        )
      ]

/**
 * The unit that has a code on a day; `undefined` where none has it, or more than one.
 *
 * @since 0.1.0
 */
export const byCode = (h: Hierarchy, code: UnitCode, day: PlainDate): UnitId | undefined => {
  const found = units(h, day).filter(unit => unit.code === code)
  return found.length === 1 ? found[0]?.unit : undefined
}

/**
 * The units that have a name on a day, by `Vietnamese.matchKey`: several may share one.
 *
 * @since 0.1.0
 */
export const byName = (h: Hierarchy, name: string, day: PlainDate): ReadonlyArray<UnitId> => {
  const tree = treeOn(h, day)
  if (tree.names.size === 0) for (const unit of tree.units.values()) push(tree.names, Vietnamese.matchKey(unit.name), unit.unit)
  return tree.names.get(Vietnamese.matchKey(name)) ?? []
}

/**
 * The day on which a unit ended, if it has; the first day without it.
 *
 * @since 0.1.0
 */
export const ceasedOn = (h: Hierarchy, unit: UnitId): PlainDate | undefined => h.histories.get(unit)?.states.at(-1)?.until

/**
 * The units whose lineage leads into a unit by a day: through mergers and splits, or by handing over a part.
 *
 * @since 0.1.0
 */
export const predecessors = (h: Hierarchy, unit: UnitId, day: PlainDate): ReadonlyArray<UnitId> => {
  const heirsOf = ([id, { heirs }]: readonly [UnitId, History]) => heirs.filter(({ on }) => on <= day).map(({ to }) => [to, id] as const)
  const from = new Map<UnitId, Array<UnitId>>()
  for (const [to, id] of [...h.histories].flatMap(heirsOf)) push(from, to, id)
  const found = new Set(from.get(unit) ?? [])
  for (const each of found) for (const earlier of from.get(each) ?? []) found.add(earlier)
  found.delete(unit)
  return [...found]
}

/**
 * What became of a unit by a day, across mergers and splits. Parts handed over on the very day it ended count as its successors; parts handed
 * over while it went on do not.
 *
 * @since 0.1.0
 */
export const successors = (h: Hierarchy, unit: UnitId, day: PlainDate): Successors => {
  const living: Array<UnitId> = []
  const unmapped: Array<UnitId> = []
  const seen = new Set([unit])
  for (const each of seen) {
    if (unitOn(h, each, day) !== undefined) {
      living.push(each)
      continue
    }
    const heirs = lastHeirs(h, each, day)
    if (heirs.length === 0) unmapped.push(each)
    for (const heir of heirs) seen.add(heir) // a set is walked on as it grows
  }
  return living.length > 1 ? { mapped: [], split: living, unmapped } : { mapped: living, split: [], unmapped }
}

/**
 * The unit that a unit has become by a day through mergers alone: itself while in being; `undefined` where it was closed, split, or is unknown.
 *
 * @since 0.1.0
 */
export const mergedInto = (h: Hierarchy, unit: UnitId, day: PlainDate): UnitId | undefined =>
  follow(h, unit, day, each => unitOn(h, each, day) !== undefined)

/**
 * The unit that took a text over, on a day; `undefined` where nobody has.
 *
 * @since 0.1.0
 */
export const textTakenOver = (h: Hierarchy, text: InstrumentId, day: PlainDate): UnitId | undefined => {
  const taken = h.takenOver.get(text)
  return taken === undefined ? undefined : Timeline.at(taken, day)
}

// internal

const lastHeirs = (h: Hierarchy, unit: UnitId, day: PlainDate): ReadonlyArray<UnitId> => {
  const found = h.histories.get(unit)
  const ended = found?.states.findLast(({ until }) => until !== undefined && until <= day)?.until
  return found?.heirs.filter(({ on }) => on === ended).map(({ to }) => to) ?? []
}
