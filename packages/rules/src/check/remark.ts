/**
 * What is said about a pack: a code, how much it weighs, and where it is so.
 */
import { Journal, Period } from "@chibo/core"
import type { Wording } from "../Citation.ts"
import type { Value } from "../Measure.ts"
import type { Diagnostic } from "../RulePack.ts"

// model

/** `error`: the pack cannot be right, or leaves somebody without an answer. `warning`: it may well be wrong. `note`: worth knowing. */
export type Severity = "error" | "warning" | "note"

/** Every code, and how much it weighs. */
export const severities = {
  malformed: "error",
  "not-plain": "error",
  "unknown-key": "error",
  "duplicate-id": "error",
  uncited: "error",
  "wording-missing": "error",
  "period-reversed": "error",
  "periods-overlap": "error",
  "wrong-type": "error",
  "unknown-measure": "error",
  "unknown-parameter": "error",
  "unknown-question": "error",
  "unknown-clause": "error",
  "unknown-outcome": "error",
  "unknown-value": "error",
  "unknown-designation": "error",
  "beyond-contract": "error",
  misdeclared: "error",
  "overlays-conflict": "error",
  direction: "error",
  "link-cycle": "error",
  conflict: "error",
  gap: "error",
  overlap: "warning",
  unreachable: "warning",
  "exception-never-differs": "warning",
  "period-not-covered": "warning",
  "parameter-unused": "warning",
  unaffirmed: "warning",
  stale: "warning",
  unverified: "note",
  "not-analysed": "note"
} as const satisfies Record<Diagnostic["code"], Severity> & Record<string, Severity>

/** A stable code; `docs/checks/<code>.md` says what it means and how to mend it. */
export type Code = keyof typeof severities

/** Something found about a pack. */
export interface Remark {
  readonly code: Code
  readonly severity: Severity
  readonly pack: string
  /** The question, clause, parameter or measure that it is about. */
  readonly about: string
  /** The other clause, where there are two. */
  readonly other?: string
  readonly days?: Period.Period
  /** Values by measure, and outcomes by question, for which it is so; none of them can be left out. */
  readonly witness?: Readonly<Record<string, Value>>
  /** How many there are, where they are only counted. */
  readonly count?: number
  readonly message: Wording
}

// constructors

/** A remark of a code, in both languages. */
export const remark = (code: Code, pack: string, about: string, vi: string, en: string, more: Partial<Remark> = {}): Remark => ({
  code,
  severity: severities[code],
  pack,
  about,
  ...more,
  message: { vi, en }
})

/** What is wrong with a pack by itself, or under others, as a remark. */
export const fromDiagnostic = (diagnostic: Diagnostic): Remark => ({ ...diagnostic, severity: severities[diagnostic.code] })

// operations

/** One remark tellsall that another does: the same of all its days at least. Of a pair of clauses any witness will do, of a gap each shows another. */
export const tells = (one: Remark, other: Remark): boolean => {
  if (keyOf(one) !== keyOf(other)) return false
  return other.days === undefined || (one.days !== undefined && Period.gaps(other.days, [one.days]).length === 0)
}

/** Each remark once. */
export const unique = (remarks: ReadonlyArray<Remark>): ReadonlyArray<Remark> => [
  ...new Map(remarks.map(each => [Journal.canonical([keyOf(each), each.pack, each.days ?? null, each.message]), each])).values()
]

// internal

const keyOf = ({ code, about, other, witness, count }: Remark): string =>
  Journal.canonical([code, about, other ?? null, (code === "gap" ? witness : undefined) ?? null, count ?? null])
