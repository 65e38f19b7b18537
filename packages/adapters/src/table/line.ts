/**
 * The rows of a table before anything is made of them: cells as text, and where they stand. CSV files and sheets of a workbook both come so.
 */
import type { Trait } from "./trait.ts"

// model

/**
 * Where a row stands: lines are counted from 1, both included; `sheet` names the sheet of a workbook. `column`, from 1, is told of rows that stand
 * side by side, as the meetings of an attendance sheet do.
 */
export interface Address {
  readonly sheet?: string
  readonly column?: number
  readonly line: number
  readonly lastLine: number
}

/** Why the cells of a line could not be told apart. */
export type Broken = "quote-not-closed" | "quote-misplaced" | "too-long"

/**
 * A row as it stands in a file. `broken` says that its cells could not be told apart, and `raw` what stands there instead. `traits` holds, by
 * place of the cell from 0, what a workbook says of a cell besides its text. `places` tells where the cells stand in the file, from 1, where
 * that is not where they stand here. `unended` says that the file ends behind it without a line break, and `header` that it is a header again: the
 * same one, or that it stands below one in another order, on that line.
 *
 * @since 0.2.0
 */
export interface Line {
  readonly at: Address
  readonly cells: ReadonlyArray<string>
  readonly broken?: Broken
  readonly raw?: string
  readonly traits?: ReadonlyMap<number, ReadonlySet<Trait>>
  readonly places?: ReadonlyArray<number>
  readonly unended?: boolean
  readonly header?: "again" | { readonly other: number }
}

/** Some lines in a row, and which share of the file is read with them, from 0 to 1. */
export interface Lines {
  readonly lines: ReadonlyArray<Line>
  readonly share: number
}

/**
 * A table that can be read from its start as often as needed. `digest` is the SHA-256 of its bytes, in hexadecimal digits; `format` begins the
 * names of its operations. Of a workbook it tells which `sheet` it is, and the `otherSheets` that are not read.
 *
 * @since 0.2.0
 */
export interface Source {
  readonly name: string
  readonly format: "csv" | "xlsx"
  readonly digest: string
  readonly sheet?: string
  readonly otherSheets?: ReadonlyArray<string>
  readonly read: () => AsyncIterable<Lines>
}

// operations

/** A, B, … Z, AA, … XFD. */
export const columnName = (number: number): string => {
  const known = names[number]
  if (known !== undefined) return known
  let [name, rest] = ["", number]
  while (rest > 0) {
    const letter = (rest - 1) % 26
    name = String.fromCharCode(65 + letter) + name
    rest = (rest - 1 - letter) / 26
  }
  if (number <= 16_384) names[number] = name
  return name
}

/** Where a cell stands, for a person: its place from 1, and in a workbook its sheet and address, such as `Danh sách!B7`. */
export const whereIs = ({ at, places }: Line, cell: number): { readonly place: number; readonly address?: string } => {
  const place = places?.[cell] ?? cell + 1
  return at.sheet === undefined ? { place } : { place, address: `${at.sheet}!${columnName(place)}${at.line}` }
}

/** Where a row stands in a workbook, by its first cell; nothing in a file that has no sheets. */
export const rowAddress = ({ sheet, column = 1, line }: Address): { readonly sheet?: string; readonly address?: string } =>
  sheet === undefined ? {} : { sheet, address: `${sheet}!${columnName(column)}${line}` }

// internal

const names: Array<string> = []
