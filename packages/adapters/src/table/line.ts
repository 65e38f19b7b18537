/**
 * The rows of a table before anything is made of them: cells as text, and where they stand. CSV files and sheets of a workbook both come so.
 */
import type { Problem } from "./problem.ts"

// model

/** Where a row stands: lines are counted from 1, both included; `sheet` names the sheet of a workbook. */
export interface Address {
  readonly sheet?: string
  readonly line: number
  readonly lastLine: number
}

/** Why the cells of a line could not be told apart. */
export type Broken = "quote-not-closed" | "quote-misplaced" | "too-long"

/**
 * A row as it stands in a file. `broken` says that its cells could not be told apart, and `raw` what stands there instead; `refused` holds, by
 * place of the cell from 0, what a reader refuses to turn into text (a date kept as a number, say).
 *
 * @since 0.2.0
 */
export interface Line {
  readonly at: Address
  readonly cells: ReadonlyArray<string>
  readonly broken?: Broken
  readonly raw?: string
  readonly refused?: ReadonlyMap<number, Omit<Problem, "column">>
}

/** Some lines in a row, and which share of the file is read with them, from 0 to 1. */
export interface Lines {
  readonly lines: ReadonlyArray<Line>
  readonly share: number
}

/**
 * A table that can be read from its start as often as needed. `digest` is the SHA-256 of its bytes, in hexadecimal digits; `format` begins the
 * names of its operations.
 *
 * @since 0.2.0
 */
export interface Source {
  readonly name: string
  readonly format: "csv" | "xlsx"
  readonly digest: string
  readonly read: () => AsyncIterable<Lines>
}
