/**
 * Tables and reports as comma-separated files.
 *
 * What is written is what is read back: no character is added to a text. A spreadsheet program that opens such a file by itself may take `=1+1`
 * for a formula and `0123` for a number; a workbook (`@chibo/adapters/xlsx`) is what is sent to somebody who will open it that way.
 */
import type { Report } from "@chibo/rules"
import { type Naming, tables } from "../internal/report.ts"
import { type Table, textOf } from "../internal/table.ts"
import { writeRecords } from "./records.ts"

// model

/**
 * - `separator`: a semicolon unless told, as spreadsheet programs expect in Vietnamese.
 * - `guard`: puts an apostrophe before texts that a spreadsheet program would take for a formula. It changes the data: such a file is for
 *   reading, not for importing.
 *
 * @since 0.2.0
 */
export interface TableOptions {
  readonly separator?: ";" | ","
  readonly guard?: boolean
}

// operations

/**
 * Writes a table: UTF-8 with a mark, lines that end in CR LF, every text in quotes, days as text, numbers bare with a point.
 *
 * @example
 * import * as Csv from "@chibo/adapters/csv"
 * const bytes = Csv.writeTable({ name: "Danh sách", header: ["mã", "số"], rows: [["0123", 5], ["=1+1", 6]] })
 * new TextDecoder().decode(bytes) // => "\"mã\";\"số\"\r\n\"0123\";5\r\n\"=1+1\";6\r\n"
 * @since 0.2.0
 */
export const writeTable = ({ header, rows }: Table, { separator = ";", guard = false }: TableOptions = {}): Uint8Array => {
  const guarded = (cell: string | number) => (typeof cell === "string" && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell)
  const all = [header, ...rows].map(row => row.map(cell => (typeof cell === "number" ? cell : textOf(cell))))
  return new TextEncoder().encode(`\ufeff${writeRecords(guard ? all.map(row => row.map(guarded)) : all, separator)}`)
}

/**
 * The parts of a report, each as a file of its own, by name.
 *
 * @since 0.2.0
 */
export const writeReport = (
  made: Report.Report,
  lang: "vi" | "en",
  options: TableOptions & { readonly naming?: Naming } = {}
): ReadonlyMap<string, Uint8Array> => new Map(tables(made, lang, options.naming).map(each => [each.name, writeTable(each, options)]))
