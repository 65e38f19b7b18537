/**
 * What an import did, or would do.
 */
import { Fact, type Id, type PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Planned, Replacement } from "./plan.ts"
import type { PlainKind } from "./profile.ts"
import type { Standing } from "./recorded.ts"
import type { RowProblem } from "./rows.ts"

// model

/**
 * One thing that is wrong with one row: nothing of that row was recorded.
 *
 * @since 0.1.0
 */
export interface BadRow extends RowProblem {
  readonly file: string
  readonly line: number
  readonly lastLine: number
}

/**
 * A fact that is recorded with other values, for a person to decide on: `accept` makes the correction.
 *
 * `position` is the record that it would correct. It is `undefined` where that record is still to be made, from `recordLine` of the same
 * file, as in a dry run. `standing` tells how that record stands: a row that repeats what was corrected or taken back since is proposed
 * like any other, as putting things back is for a person to decide. `replacement` may hold personal fields; no other part of a report does.
 *
 * @since 0.1.0
 */
export interface Proposal {
  readonly line: number
  readonly kind: PlainKind
  readonly position: Id.Position | undefined
  readonly recordLine?: number
  readonly standing: Standing
  readonly fields: ReadonlyArray<string>
  readonly replacement: Fact.Plain
}

/**
 * What a check across facts finds: `fact` is the index among the facts checked. With `refuse`, the row counts as bad and is not recorded.
 * `Intake.Violation` is one.
 *
 * @since 0.1.0
 */
export interface Finding {
  readonly fact: number
  readonly code: string
  readonly field: string
  readonly refuse?: boolean
  message(language: "vi" | "en"): string
}

/** A finding, by line. */
export interface ListedViolation {
  readonly line: number
  readonly kind: PlainKind
  readonly code: string
  readonly field: string
  readonly refused: boolean
  readonly vi: string
  readonly en: string
}

/**
 * What an import did, or, where `dryRun`, would do. Always `good + known + proposed + bad = total`, in rows; empty rows are counted in
 * `blank` alone. `appended` counts facts. Of the chunks, those without anything new are skipped. A bad row may have several problems.
 *
 * @since 0.1.0
 */
export interface Report {
  readonly file: string
  readonly profile: { readonly id: string; readonly version: number }
  readonly digest: string
  readonly dryRun: boolean
  readonly total: number
  readonly good: number
  readonly known: number
  readonly proposed: number
  readonly bad: number
  readonly blank: number
  readonly appended: number
  readonly chunks: { readonly written: number; readonly skipped: number }
  readonly badRows: ReadonlyArray<BadRow>
  readonly proposals: ReadonlyArray<Proposal>
  readonly violations: ReadonlyArray<ListedViolation>
}

// constructors

/** Counts planned rows. To be called once all is appended: only then have records of the same file their positions. */
export const make = (
  base: Pick<Report, "file" | "profile" | "digest" | "dryRun" | "blank" | "appended" | "chunks" | "violations">,
  planned: ReadonlyArray<Planned>
): Report => {
  const count = (tag: Planned["_tag"]) => planned.filter(({ _tag }) => _tag === tag).length
  return {
    ...base,
    total: planned.length,
    good: count("Good"),
    known: count("Known"),
    proposed: count("Proposed"),
    bad: count("Bad"),
    badRows: planned.flatMap(row =>
      row._tag === "Bad" ? row.problems.map(problem => ({ file: base.file, line: row.line, lastLine: row.lastLine, ...problem })) : []
    ),
    proposals: planned.flatMap(row => (row._tag === "Proposed" ? row.replacements.map(item => propose(row.line, item)) : []))
  }
}

// operations

/**
 * The correction that a person accepted, decided on a day: append it like any fact. It fails on a proposal of a dry run against a record
 * that is still to be made.
 *
 * @since 0.1.0
 */
export const accept = (
  proposal: Proposal,
  decided: { readonly on: PlainDate.PlainDate; readonly instrument?: Fact.Fact["instrument"] }
): Result.Result<Fact.Of<"correction.made">, Fact.FactError> => {
  const { on, instrument } = decided
  const correction = { kind: "correction.made", version: 1, on, corrects: proposal.position, replacement: proposal.replacement }
  return Result.map(
    Fact.parse(instrument === undefined ? correction : { ...correction, instrument }),
    fact => fact as Fact.Of<"correction.made"> // sound: parse keeps the kind
  )
}

// internal

const propose = (line: number, { fact, state, fields }: Replacement): Proposal => ({
  line,
  kind: fact.kind,
  position: state.position,
  ...(state.line === undefined ? {} : { recordLine: state.line }),
  standing: state.standing,
  fields,
  replacement: fact
})
