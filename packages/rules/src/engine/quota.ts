/** What a quota comes to in every unit, from the answers of a batch: nobody is answered otherwise by it. */
import type { Quota } from "../Clause.ts"
import type { Setting } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"
import type { AdviceBatch } from "./run.ts"
import { clausesOn } from "./walk.ts"

/** Of one quota clause, by unit: how many are counted, and how many may be. Where sources differ, each limit that is possible; none where nobody has read it. */
export interface QuotaCounts {
  readonly clause: Quota
  readonly counted: Int32Array
  readonly limits: ReadonlyArray<Int32Array>
}

/** The counts of every quota in force on the day asked about. `unitOf` gives the number of each subject's unit, from 0 to `units` (excluded). */
export const quotas = (answers: AdviceBatch, unitOf: Int32Array, units: number): ReadonlyArray<QuotaCounts> => {
  const { batch, codes, question, rulebook } = answers
  const outcomes = Object.keys(question.outcomes)
  const settings = (id: string): ReadonlyArray<Setting> => {
    const entry = Rulebook.parameterOn(rulebook, id, batch.on)?.value
    return entry?.state === "known" ? [entry.value] : entry?.state === "disputed" ? entry.values.map(({ value }) => value) : []
  }
  const count = (among: ReadonlyArray<string>): Int32Array => {
    const counts = new Int32Array(units)
    const weight = Uint8Array.from({ length: 256 }, (_, code) => (among.includes(outcomes[code] ?? "") ? 1 : 0))
    for (let i = 0; i < codes.length; i++) {
      const unit = unitOf[i] ?? 0
      counts[unit] = (counts[unit] ?? 0) + (weight[codes[i] ?? 0] ?? 0)
    }
    return counts
  }
  return clausesOn(rulebook, question, batch.on).flatMap(clause => {
    if (clause.type !== "quota") return []
    const limits = settings(clause.base.id).flatMap(base => {
      const of = count(clause.bases[String(base)] ?? [])
      return settings(clause.ratio.id).map(ratio => of.map(size => Math.floor((Number(ratio) * size) / 1_000_000)))
    })
    return [{ clause, counted: count(clause.counted), limits }]
  })
}
