/** The lists of numbers that executions over columns read and write. */
import type { Numbers } from "../Brief.ts"
import type { Decider } from "./decide.ts"

/** What a loop reads, by the places of columns and stages in a plan. */
export interface Arrays {
  readonly columns: ReadonlyArray<Numbers>
  readonly known: ReadonlyArray<Uint8Array | undefined>
  /** For texts: from places in the column's words to places in the plan's table. */
  readonly texts: ReadonlyArray<Int32Array | undefined>
  /** For each question answered before: its codes, whether it was asked, and from codes to places in the table (-1 where none is known). */
  readonly codes: ReadonlyArray<Uint8Array>
  readonly asked: ReadonlyArray<Uint8Array>
  readonly outcomes: ReadonlyArray<Int32Array>
  /** The day so many working days later; not a number where no calendar tells. */
  readonly workdays: (day: number, count: number) => number
}

/**
 * What a loop writes about one question: codes, and for each word of clauses those that hold and those of which it is not known. Questions
 * that are answered together share one word; `offset` is where the clauses of this one begin in it.
 */
export interface Marks {
  readonly codes: Uint8Array
  readonly asked: Uint8Array
  readonly offset: number
  readonly certain: ReadonlyArray<Bits>
  readonly unknown: ReadonlyArray<Bits>
}

/** Marks of up to 32 clauses a row. */
export type Bits = Uint8Array | Uint16Array | Int32Array

/** What the columns of a batch are like: a loop made for one shape serves all batches of that shape. */
export interface Shape {
  readonly columns: ReadonlyArray<ColumnShape>
  /** Rows are taken from a list. */
  readonly indexed: boolean
}

/** Columns that share a list of what is known have the same `mask`, the first such column's place. */
export interface ColumnShape {
  readonly mask: number | undefined
  /** The mask that this column's own truth values are. */
  readonly guards: number | undefined
  readonly wide: boolean
  readonly texts: boolean
}

/** Answers some questions for rows `from` to `until` (excluded). `rows` lists the rows to look at, where the shape says so. */
export type Loop = (x: Arrays, marks: ReadonlyArray<Marks>, rows: Int32Array, from: number, until: number) => void

/** Decides rows whose marks are written already. */
export const decideRows = (own: Decider, marks: Marks, rows: Int32Array | undefined, from: number, until: number): void => {
  const asked = marks.asked.length > 0
  for (let j = from; j < until; j++) {
    const i = rows === undefined ? j : (rows[j] ?? 0)
    for (let w = 0; w < own.words; w++) {
      // only a question by itself has more words than a loop decides at once: its first clause stands at bit 0
      const certain = marks.certain[w]?.[i] ?? 0
      own.certain[w] = certain
      own.possible[w] = certain | (marks.unknown[w]?.[i] ?? 0)
    }
    marks.codes[i] = own.code()
    if (asked) marks.asked[i] = own.asked()
  }
}
