/** What a parameter is over time, all packs together: stretches of days on which one entry holds. */
import { Journal, type PlainDate } from "@chibo/core"
import type { Entry } from "../Dated.ts"
import type { Setting } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"

/** A stretch of days, `until` excluded, and what the parameter is then; nothing where no text gives it a value. */
export interface Stretch {
  readonly from: PlainDate.PlainDate
  readonly until: PlainDate.PlainDate | undefined
  readonly entry: Entry<Setting> | undefined
}

const kept = new WeakMap<Rulebook.Rulebook, Map<string, ReadonlyArray<Stretch>>>()

/** The stretches of a parameter, in order, from the first day that any pack speaks of. */
export const stretches = (rulebook: Rulebook.Rulebook, id: string): ReadonlyArray<Stretch> => {
  const known = kept.get(rulebook) ?? new Map<string, ReadonlyArray<Stretch>>()
  kept.set(rulebook, known)
  const before = known.get(id)
  if (before !== undefined) return before
  const starts = boundaries(rulebook, id)
  const made = starts.map((from, i) => ({ from, until: starts[i + 1], entry: Rulebook.parameterOn(rulebook, id, from)?.value }))
  known.set(id, made)
  return made
}

/** The days on which what a parameter is may change, in order. */
export const boundaries = (rulebook: Rulebook.Rulebook, id: string): ReadonlyArray<PlainDate.PlainDate> => {
  const days = (rulebook.values.get(id) ?? []).flatMap(({ value: { inForce } }) =>
    inForce.until === undefined ? [inForce.from] : [inForce.from, inForce.until]
  )
  return [...new Set(days)].sort()
}

/** The value that all stretches agree on, so that the day does not matter. */
export const agreed = (rulebook: Rulebook.Rulebook, id: string): Setting | undefined => {
  const all = stretches(rulebook, id)
  const [first] = all
  if (first?.entry?.state !== "known") return undefined
  const value = first.entry.value
  const same = Journal.canonical(value)
  const agree = all.every(({ entry }) => entry?.state === "known" && Journal.canonical(entry.value) === same)
  return agree ? value : undefined
}
