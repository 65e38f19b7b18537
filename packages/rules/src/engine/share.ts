/** What a quota comes to for the decisions of one group. Where sources dispute ratio or base there are several limits, and perhaps no verdict. */
import type { PlainDate } from "@chibo/core"
import type { Quota } from "../Clause.ts"
import type { Setting } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"

/** How many are counted, how many may be, and whether that is kept to. */
export interface Share {
  readonly counted: number
  readonly limits: ReadonlyArray<number>
  readonly within: boolean | undefined
}

/** The share of a group on a day, by the outcomes that were decided. */
export const shareOf = (rulebook: Rulebook.Rulebook, clause: Quota, decided: ReadonlyArray<string>, on: PlainDate.PlainDate): Share => {
  const values = (id: string): ReadonlyArray<Setting> => {
    const entry = Rulebook.parameterOn(rulebook, id, on)?.value
    return entry?.state === "known" ? [entry.value] : entry?.state === "disputed" ? entry.values.map(each => each.value) : []
  }
  const counted = decided.filter(outcome => clause.counted.includes(outcome)).length
  const limits = values(clause.ratio.id).flatMap(ratio =>
    values(clause.base.id).map(base => {
      const size = decided.filter(outcome => clause.bases[String(base)]?.includes(outcome)).length
      return Math.floor((Number(ratio) * size) / 1_000_000)
    })
  )
  const verdicts = new Set(limits.map(limit => counted <= limit))
  return {
    counted,
    limits: [...new Set(limits)].sort((a, b) => a - b),
    within: verdicts.size === 1 ? verdicts.has(true) : undefined
  }
}
