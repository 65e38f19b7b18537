/**
 * Sheets, rows, and the cells of a row.
 */
import type { Cell } from "./cell.ts"

// model

/**
 * A sheet by name. `hidden` sheets are read like any other: what they hold is in the file.
 *
 * @since 0.2.0
 */
export interface Sheet {
  readonly name: string
  readonly hidden: boolean
}

/**
 * A row that holds something: its cells in order, without those that the file does not mention. `cellAt` gives any.
 *
 * @since 0.2.0
 */
export interface SheetRow {
  readonly sheet: string
  readonly row: number
  readonly cells: ReadonlyArray<Cell>
}

/** A merged range by its edges, all included. */
export interface Merge {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

// operations

/**
 * The cell of a row in a column such as `"B"`; an empty one where the file mentions none.
 *
 * @since 0.2.0
 */
export const cellAt = (row: SheetRow, column: string): Cell =>
  row.cells.find(cell => cell.column === column) ?? {
    sheet: row.sheet,
    row: row.row,
    column,
    address: `${column}${row.row}`,
    text: "",
    kind: "empty"
  }
