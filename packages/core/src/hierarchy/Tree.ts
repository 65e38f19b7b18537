/**
 * The tree of a day, as all questions about a day need it.
 *
 * @since 0.1.0
 */
import type { UnitId } from "../Id.ts"
import type { PlainDate } from "../PlainDate.ts"
import * as Timeline from "../Timeline.ts"
import { type Hierarchy, push, type UnitOn } from "./History.ts"

// model

/** The units in being on a day, and how they stand. `ancestors` and `names` fill as they are asked for. */
export interface Tree {
  readonly units: ReadonlyMap<UnitId, UnitOn>
  readonly children: ReadonlyMap<UnitId, ReadonlyArray<UnitId>>
  readonly ancestors: Map<UnitId, ReadonlyArray<UnitId>>
  readonly names: Map<string, Array<UnitId>>
}

// operations

/**
 * The tree of a day: built once for all days between two changes, and kept for a while.
 *
 * @since 0.1.0
 */
export const treeOn = (h: Hierarchy, day: PlainDate): Tree => {
  const changed = h.changeDays[countUpTo(h.changeDays, day) - 1]
  const kept = trees.get(h) ?? new Map<PlainDate | undefined, Tree>()
  trees.set(h, kept)
  const tree = kept.get(changed) ?? buildTree(h, changed)
  if (!kept.has(changed) && kept.size >= treesKept) kept.delete(kept.keys().next().value)
  kept.set(changed, tree)
  return tree
}

/**
 * Follows mergers from a unit to one that is living by a day, if they lead to one.
 *
 * @since 0.1.0
 */
export const follow = (h: Hierarchy, unit: UnitId, day: PlainDate, living: (unit: UnitId) => boolean): UnitId | undefined => {
  const seen = new Set<UnitId>()
  let each: UnitId | undefined = unit
  while (each !== undefined && !living(each)) {
    if (seen.has(each)) return undefined
    seen.add(each)
    each = h.histories.get(each)?.heirs.findLast(({ on, how }) => how === "merged" && on <= day)?.to
  }
  return each
}

// internal

const trees = new WeakMap<Hierarchy, Map<PlainDate | undefined, Tree>>()
const treesKept = 128

const buildTree = (h: Hierarchy, day: PlainDate | undefined): Tree => {
  const found = new Map<UnitId, UnitOn>()
  const below = new Map<UnitId, Array<UnitId>>()
  const living = (unit: UnitId) => day !== undefined && Timeline.at(h.histories.get(unit)?.states ?? [], day) !== undefined
  for (const [unit, { states }] of day === undefined ? [] : h.histories) {
    const state = day === undefined ? undefined : Timeline.at(states, day)
    if (state === undefined || day === undefined) continue
    const { parent: recorded, ...rest } = state
    const parent = recorded === undefined ? undefined : follow(h, recorded, day, living)
    found.set(unit, parent === undefined ? rest : { ...rest, parent })
    if (parent !== undefined) push(below, parent, unit)
  }
  return { units: found, children: below, ancestors: new Map(), names: new Map() }
}

const countUpTo = (days: ReadonlyArray<PlainDate>, day: PlainDate): number => {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = days[middle]
    if (value !== undefined && value <= day) low = middle + 1
    else high = middle
  }
  return low
}
