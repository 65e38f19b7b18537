/**
 * Tables for people: what is written as a sheet of a workbook or as a file of its own.
 */
import { PlainDate } from "@chibo/core"

// model

/**
 * A table by name. Text is written as text, whatever it looks like; a number is a number, and a day is one in a workbook.
 *
 * @since 0.2.0
 */
export interface Table {
  readonly name: string
  readonly header: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string | number | Day>>
}

/**
 * A day in a table, and how it is shown: with its day first unless told.
 *
 * @since 0.2.0
 */
export interface Day {
  readonly day: PlainDate.PlainDate
  readonly format?: "dd/mm/yyyy" | "yyyy-mm-dd"
}

// operations

/** A text or a day as text. */
export const textOf = (cell: string | Day): string =>
  typeof cell === "string" ? cell : cell.format === "yyyy-mm-dd" ? cell.day : PlainDate.formatVietnamese(cell.day)
