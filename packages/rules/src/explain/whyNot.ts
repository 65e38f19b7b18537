/**
 * What would have to be otherwise for another outcome: the smallest changes of up to two measures.
 *
 * A measure is tried at every place where a test of the question, or of one it rests on, could turn: each side of its threshold, the ends of its
 * range, every word of its closed set; one that was not known also at 0 and 1, or on the day asked about. What the packs' relations rule out is not
 * tried. Fewest measures come first, then the least distance: days for days, units for numbers, one for all else
 * and for what was not known.
 */
import { PlainDate } from "@chibo/core"
import { summary } from "../Advice.ts"
import type { Brief } from "../Brief.ts"
import type { Wording } from "../Citation.ts"
import { one } from "../Engine.ts"
import type { Value } from "../Measure.ts"
import type { Question } from "../Question.ts"
import type * as Rulebook from "../Rulebook.ts"
import { inBoth, words } from "../wording/words.ts"
import type { Named } from "./model.ts"
import * as Shown from "./shown.ts"
import { candidates, changedBrief, fieldOf, possible } from "./thresholds.ts"
import { labelOfOutcome, outcomeOf } from "./why.ts"

/** One measure with another value. `from` is absent where it was not known. */
export interface Change {
  readonly measure: string
  readonly label: Wording
  readonly from?: Value
  readonly to: Value
  readonly shown: { readonly from: Wording; readonly to: Wording }
}

/** Changes that lead to the outcome, together. */
export interface Proposal {
  readonly changes: ReadonlyArray<Change>
  readonly distance: number
}

/** The smallest changes, all of the same size; none where two are not enough. */
export interface WhyNot {
  readonly format: "chibo/why-not/1"
  readonly question: string
  readonly subject: string
  readonly wanted: Named
  /** The outcome as it is, in words. */
  readonly now: Wording
  readonly already: boolean
  readonly proposals: ReadonlyArray<Proposal>
  /** How many more there are that are as small. */
  readonly more: number
  /** How many changes were tried. */
  readonly tried: number
}

/** No more than this many proposals are listed, unless the caller says otherwise. */
const listed = 12

export const whyNot = (
  rulebook: Rulebook.Rulebook,
  question: Question,
  brief: Brief,
  wanted: string,
  options: { readonly most?: number } = {}
): WhyNot => {
  const { most = listed } = options
  const now = one(rulebook, question, brief)
  const field = fieldOf(rulebook, question)
  let tried = 0
  let best: { readonly distance: number; found: Array<ReadonlyMap<string, Value>> } | undefined
  const attempt = (changed: ReadonlyMap<string, Value>) => {
    const distance = [...changed].reduce((sum, [id, to]) => sum + far(brief.get(id)?.value, to), 0)
    if (best !== undefined && distance > best.distance) return
    const other = changedBrief(brief, changed)
    if (!possible(field, other)) return
    tried++
    if (summary(one(rulebook, question, other)) !== wanted) return
    if (best === undefined || distance < best.distance) best = { distance, found: [] }
    best.found.push(changed)
  }
  const already = summary(now) === wanted
  if (!already) {
    const singles = field.measures.flatMap(measure => candidates(measure, field, brief).map(to => [measure.id, to] as const))
    for (const [id, to] of singles) attempt(new Map([[id, to]]))
    if (best === undefined) {
      const seen = new Set<string>()
      for (const [id, to] of singles) {
        const first = changedBrief(brief, new Map([[id, to]]))
        for (const measure of field.measures) {
          if (measure.id === id) continue
          for (const other of candidates(measure, field, first)) {
            const pair = new Map([
              [id, to],
              [measure.id, other]
            ])
            const key = [...pair]
              .map(entry => entry.join("\t"))
              .sort()
              .join("\n")
            if (!seen.has(key)) {
              seen.add(key)
              attempt(pair)
            }
          }
        }
      }
    }
  }
  const found = best?.found ?? []
  return {
    format: "chibo/why-not/1",
    question: question.id,
    subject: brief.subject,
    wanted: { id: wanted, label: labelOfOutcome(question, wanted) },
    now: outcomeOf(rulebook, now),
    already,
    proposals: found.slice(0, most).map(changed => ({
      changes: [...changed].map(([id, to]) => changeOf(rulebook, brief, id, to)),
      distance: best?.distance ?? 0
    })),
    more: Math.max(0, found.length - most),
    tried
  }
}

export const whyNotToText = (found: WhyNot, lang: keyof Wording): string => {
  const t = words[lang].whyNot
  const outcome = found.wanted.label[lang]
  if (found.already) return t.already(outcome)
  if (found.proposals.length === 0) return t.none(outcome)
  const lines = found.proposals.map(({ changes }) =>
    changes.map(({ label, shown }) => t.change(label[lang], shown.from[lang], shown.to[lang])).join(words[lang].and)
  )
  const all = found.proposals.length + found.more
  return [
    all === 1 ? t.one(outcome) : t.several(outcome),
    ...lines.map(line => `  – ${line}`),
    ...(found.more > 0 ? [`  ${t.more(found.more)}`] : [])
  ].join("\n")
}

// internal

const far = (from: Value | undefined, to: Value): number => {
  if (typeof from === "number" && typeof to === "number") return Math.abs(from - to)
  if (Shown.isDay(from) && Shown.isDay(to)) return Math.abs(PlainDate.daysBetween(from, to))
  return 1
}

const changeOf = (rulebook: Rulebook.Rulebook, brief: Brief, id: string, to: Value): Change => {
  const measure = rulebook.measures.get(id)
  const from = brief.get(id)?.value
  const shown = (value: Value | undefined) =>
    measure === undefined ? inBoth((_, t) => String(value ?? t.unknown)) : Shown.measured(measure, value)
  return {
    measure: id,
    label: measure?.label ?? { vi: id, en: id },
    ...(from === undefined ? {} : { from }),
    to,
    shown: { from: shown(from), to: shown(to) }
  }
}
