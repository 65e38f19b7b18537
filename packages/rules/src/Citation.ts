/**
 * Where a rule stands: the text, the place in it, and how sure we are of its wording.
 *
 * @since 0.1.0
 */
import { type Id, PlainDate } from "@chibo/core"
import { words } from "./wording/words.ts"

/** A sentence in both languages. */
export interface Wording {
  readonly vi: string
  readonly en: string
}

/**
 * A text that rules are taken from. `issuer` is the unit that issued it where that unit may cease (a district); national bodies have none.
 *
 * @since 0.1.0
 */
export interface Text {
  readonly id: string
  readonly number: string
  readonly title: Wording
  readonly date?: PlainDate.PlainDate
  readonly issuer?: Id.UnitId
}

/**
 * How sure the wording is.
 *
 * - `quoted`: the text itself, or a near-verbatim quotation, was read.
 * - `reported`: a secondary source states it; the clause was not read.
 * - `conflicting`: sources differ.
 * - `recalled`: from memory only; not to be relied on without checking.
 * - `practice`: what a place was observed to do; no norm was found.
 * - `inferred`: follows from the evidence, stated nowhere.
 */
export type Sureness = "quoted" | "reported" | "conflicting" | "recalled" | "practice" | "inferred"

/** A place in a text, and how sure its wording is. */
export interface Citation {
  readonly text: Text
  readonly at: string
  readonly sure: Sureness
}

/**
 * A text from literals in source.
 *
 * @since 0.1.0
 */
export const text = (id: string, number: string, date: string | undefined, title: Wording, issuer?: Id.UnitId): Text => ({
  id,
  number,
  title,
  ...(date === undefined ? {} : { date: PlainDate.make(date) }),
  ...(issuer === undefined ? {} : { issuer })
})

/**
 * A place in a text.
 *
 * @since 0.1.0
 */
export const cite = (of: Text, at: string, sure: Sureness): Citation => ({ text: of, at, sure })

/**
 * Tells whether the wording was read in the text itself.
 *
 * @since 0.1.0
 */
export const isVerified = (citation: Citation): boolean => citation.sure === "quoted"

/**
 * A citation as one reads it: number, place, date, and a remark where the wording was not read.
 *
 * @since 0.1.0
 */
export const render = (citation: Citation, lang: keyof Wording): string => {
  const { text: of, at, sure } = citation
  const t = words[lang]
  const day = of.date === undefined ? "" : t.citation.of(t.day(of.date))
  const remark = t.citation[sure]
  return `${of.number}${day}${at === "" ? "" : `, ${at}`}${remark === "" ? "" : ` [${remark}]`}`
}
