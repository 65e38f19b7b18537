/**
 * Something that is to be known of the cells of a column which were taken all the same: how many there are, and the address of the first (`B7` in a
 * CSV file).
 *
 * @since 0.2.0
 */
export interface Note {
  readonly code: NoteCode
  readonly column: string
  readonly cells: number
  readonly first: string
  readonly vi: string
  readonly en: string
}

/**
 * What an import did, or would do.
 */
import { Fact, type Id, type PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Layout } from "./header.ts"
import { mayGoOn } from "./cut.ts"
import { columnName, type Line, rowAddress, whereIs } from "./line.ts"
import type { Planned, Replacement } from "./plan.ts"
import type { PlainKind } from "./profile.ts"
import type { Standing } from "./recorded.ts"
import type { RowProblem, RowQuestion } from "./rows.ts"
import { type NoteCode, notes, notesOn } from "./trait.ts"

// model

/**
 * One thing that is wrong with one row: nothing of that row was recorded.
 *
 * @since 0.1.0
 */
export interface BadRow extends RowProblem {
  readonly file: string
  readonly sheet?: string
  readonly line: number
  readonly lastLine: number
}

/** Where a row stands: its line, and in a workbook its sheet and its first cell, such as `Danh sách!A7`. */
interface Place {
  readonly sheet?: string
  readonly line: number
  readonly address?: string
}

/**
 * A fact that is recorded with other values, for a person to decide on: `accept` makes the correction.
 *
 * `position` is the record that it would correct. It is `undefined` where that record is still to be made, from `recordLine` of the same
 * file, as in a dry run. `sheet` and `address`, in a workbook, say where the row stands. `standing` tells how that record stands: a row that repeats what was corrected or taken back since is proposed
 * like any other, as putting things back is for a person to decide. `replacement` may hold personal fields; besides `samples` no other part of a report does.
 *
 * @since 0.1.0
 */
export interface Proposal extends Place {
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

/** A finding, by line and, in a workbook, by sheet. */
export interface ListedViolation extends Place {
  readonly kind: PlainKind
  readonly code: string
  readonly field: string
  readonly refused: boolean
  readonly vi: string
  readonly en: string
}

/** A row that would be recorded, shown by a dry run. Its facts may hold personal fields. */
export interface ListedRow extends Place {
  readonly facts: ReadonlyArray<Fact.Plain>
}

/**
 * A question about a row: nothing of that row was recorded. Answer it by its `key`.
 *
 * @since 0.2.0
 */
export interface OpenQuestion extends RowQuestion {
  readonly file: string
  readonly sheet?: string
  readonly line: number
  readonly lastLine: number
}

/**
 * What an import did, or, where `dryRun`, would do. Always `good + known + proposed + unclear + bad = total`, in rows; empty rows are counted in
 * `blank` alone. `appended` counts facts. Of the chunks, those without anything new are skipped. A bad row may have several problems.
 *
 * The lists are cut at the bound that the options give, and `unlisted` says how many entries were left out; a file of rejected rows has them all.
 * `samples` holds the first rows that a dry run would record. `notes` are on cells of a workbook; a CSV file has none. Of a workbook, `sheet` is
 * the sheet that was read, and `otherSheets` are those that were not: all others but such as are seen to be empty.
 *
 * @since 0.1.0
 */
export interface Report {
  readonly file: string
  readonly sheet?: string
  readonly otherSheets?: ReadonlyArray<string>
  readonly profile: { readonly id: string; readonly version: number }
  readonly digest: string
  readonly dryRun: boolean
  readonly total: number
  readonly good: number
  readonly known: number
  readonly proposed: number
  readonly unclear: number
  readonly bad: number
  readonly blank: number
  readonly appended: number
  readonly chunks: { readonly written: number; readonly skipped: number }
  readonly badRows: ReadonlyArray<BadRow>
  readonly questions: ReadonlyArray<OpenQuestion>
  readonly proposals: ReadonlyArray<Proposal>
  readonly violations: ReadonlyArray<ListedViolation>
  readonly samples: ReadonlyArray<ListedRow>
  readonly notes: ReadonlyArray<Note>
  readonly unlisted: number
}

// constructors

/** Counts and lists planned rows as they come. */
export class Tally {
  readonly counts = { total: 0, good: 0, known: 0, proposed: 0, unclear: 0, bad: 0, blank: 0, appended: 0 }
  readonly chunks = { written: 0, skipped: 0 }
  /** Proposals against a line of the same file whose facts are no longer at hand, with the place of each in the list. */
  readonly unresolved: Array<{ readonly at: number; readonly fact: Fact.Plain; readonly line: number }> = []
  readonly #base: Base
  readonly #most: number
  readonly #badRows: Array<BadRow> = []
  readonly #questions: Array<OpenQuestion> = []
  readonly #proposals: Array<Proposal> = []
  readonly #samples: Array<ListedRow> = []
  readonly #notes = new Map<string, Omit<Note, "cells"> & { cells: number }>()
  #unlisted = 0

  constructor(base: Base, most: number) {
    this.#base = base
    this.#most = most
  }

  /** Takes in a chunk. To be called once it is appended: only then have the facts that its rows contradict their positions. */
  add(planned: ReadonlyArray<Planned>): void {
    for (const row of planned) {
      this.counts.total++
      this.counts[counter[row._tag]]++
      const { line, lastLine } = row
      const place = { ...rowAddress(row), line }
      const where = { file: this.#base.file, ...place, lastLine }
      if (row._tag === "Bad") for (const problem of row.problems) this.#list(this.#badRows, { ...where, ...problem })
      if (row._tag === "Unclear") for (const question of row.questions) this.#list(this.#questions, { ...where, ...question })
      if (row._tag === "Good" && this.#base.dryRun && this.#samples.length < shown) {
        this.#samples.push({ ...place, facts: row.fresh.map(({ fact }) => fact) })
      }
      if (row._tag !== "Proposed") continue
      for (const item of row.replacements) {
        const listed = this.#list(this.#proposals, propose(place, item))
        const { line: other } = item.record
        if (listed && item.fields === undefined && other !== undefined) {
          this.unresolved.push({ at: this.#proposals.length - 1, fact: item.fact, line: other })
        }
      }
    }
  }

  /** Takes in what lines say of their cells besides the text. */
  note(lines: ReadonlyArray<Line>, { places }: Layout): void {
    for (const line of lines) {
      for (const [at, traits] of line.traits ?? []) {
        const place = places[at]
        if (place === undefined) continue
        for (const code of notesOn(traits, place.column)) this.#note(code, line, at, place.header)
      }
      const [last, at] = [places.at(-1), places.length - 1]
      const isRefused = line.broken !== undefined || line.header !== undefined || line.cells.length < places.length
      if (line.unended === true && !isRefused && last !== undefined && mayGoOn(line.cells[at] ?? "", last.column)) {
        this.#note("may-be-cut", line, at, last.header)
      }
    }
  }

  #note(code: NoteCode, line: Line, at: number, column: string): void {
    const known = this.#notes.get(`${code} ${at}`)
    if (known !== undefined) known.cells++
    else {
      const first = whereIs(line, at).address ?? `${columnName(at + 1)}${line.at.line}`
      this.#notes.set(`${code} ${at}`, { code, column, cells: 1, first, ...notes[code] })
    }
  }

  /** Says in which fields a proposal differs. */
  resolve(at: number, fields: ReadonlyArray<string>): void {
    const proposal = this.#proposals[at]
    if (proposal !== undefined) this.#proposals[at] = { ...proposal, fields }
  }

  finish(): Report {
    return {
      ...this.#base,
      ...this.counts,
      chunks: this.chunks,
      badRows: this.#badRows,
      questions: this.#questions,
      proposals: this.#proposals,
      samples: this.#samples,
      notes: [...this.#notes.values()],
      unlisted: this.#unlisted
    }
  }

  #list<T>(list: Array<T>, item: T): boolean {
    if (list.length < this.#most) list.push(item)
    else this.#unlisted++
    return list.length < this.#most || list.at(-1) === item
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

type Base = Pick<Report, "file" | "sheet" | "otherSheets" | "profile" | "digest" | "dryRun" | "violations">

/** How many rows a dry run shows. */
const shown = 5

const counter = { Good: "good", Known: "known", Proposed: "proposed", Unclear: "unclear", Bad: "bad" } as const

const propose = (place: Place, { fact, record, standing, fields }: Replacement): Proposal => ({
  ...place,
  kind: fact.kind,
  position: record.position,
  ...(record.line === undefined ? {} : { recordLine: record.line }),
  standing,
  fields: fields ?? [],
  replacement: fact
})
