/**
 * Workbooks into a journal and out of facts, by the same profiles as CSV files and with the same report.
 */
import { type Fact, type Journal, PlainDate } from "@chibo/core"
import { Effect, Result, type Stream } from "effect"
import type { Day } from "../internal/table.ts"
import type { Column, Columns } from "../table/column.ts"
import type { FileError } from "../table/error.ts"
import { importTable, type Options as TableOptions } from "../table/importing.ts"
import type { PlainKind, Profile } from "../table/profile.ts"
import type { Answers } from "../table/question.ts"
import type { Report } from "../table/report.ts"
import { makeRowReader, makeValuesReader, type Row, type Values } from "../table/rows.ts"
import { collect, type Rows, streamOf } from "../table/stream.ts"
import { tableOf } from "../table/writing.ts"
import type { XlsxFileError } from "./error.ts"
import type { Reading } from "./read.ts"
import { type File, isYearAsDay, openTable } from "./table.ts"
import { BookWriter, isSheetName, longest, writeBook, type XlsxWriteError } from "./write.ts"

// model

/**
 * What an import takes, besides how the workbook is to be read. `rejects` is called once at the end, where rows were not recorded, with a workbook
 * of them: the file's own columns and the reasons behind them. It can be mended and sent again as it is.
 *
 * @since 0.2.0
 */
export interface Options<Context> extends Omit<TableOptions<Context>, "rejects">, Reading {
  readonly rejects?: (xlsx: Uint8Array) => void | Promise<void>
}

// operations

/**
 * Reads a workbook by a profile, whole. The same bytes always give the same rows.
 *
 * @since 0.2.0
 */
export const read = <C extends Columns, K extends PlainKind, Context>(
  bytes: Uint8Array,
  profile: Profile<C, K, Context>,
  context: Context,
  reading: Reading & { readonly answers?: Answers } = {}
): Effect.Effect<Rows, FileError | XlsxFileError> =>
  Effect.flatMap(openTable({ name: "", bytes }, profile, reading), table =>
    collect(table, profile, layout => makeRowReader(profile, layout, context, reading.answers ?? {}))
  )

/**
 * Reads the rows of a workbook, one after the other.
 *
 * @since 0.2.0
 */
export const rows = <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  context: Context,
  reading: Reading & { readonly answers?: Answers } = {}
): Stream.Stream<Row, FileError | XlsxFileError> =>
  streamOf(openTable(file, profile, reading), profile, layout => makeRowReader(profile, layout, context, reading.answers ?? {}))

/**
 * The same without facts: the values of each row, read and checked cell by cell.
 *
 * @since 0.2.0
 */
export const values = <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  reading: Reading = {}
): Stream.Stream<Values<C>, FileError | XlsxFileError> =>
  streamOf(openTable(file, profile, reading), profile, layout => makeValuesReader(profile, layout))

/**
 * Tells what importing a workbook would do. It reads the journal and writes nothing.
 *
 * @since 0.2.0
 */
export const dryRun = <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  options: Omit<Options<Context>, "recordedBy">
): Effect.Effect<Report, FileError | XlsxFileError | Journal.JournalError, Journal.Journal> => run(file, profile, options, undefined)

/**
 * Imports a sheet of a workbook, as `Csv.importFile` does a CSV file. Problems, questions and notes tell the sheet and the cell.
 *
 * A day is taken from a cell of days, or from text; a number that only may be one is refused. Numbers get no zeros in front but those that their
 * format shows, which a note of the report tells.
 *
 * @example
 * import * as Csv from "@chibo/adapters/csv"
 * import * as Memory from "@chibo/adapters/memory"
 * import * as Xlsx from "@chibo/adapters/xlsx"
 * const deaths = Csv.profile({
 *   id: "example.deaths",
 *   version: 1,
 *   columns: { member: { type: "id", required: true }, on: { type: "date", required: true } },
 *   naturalKey: { "member.died": ["member"] },
 *   toFacts: ({ member, on }) => Result.succeed([{ kind: "member.died", member, on }])
 * })
 * const table = { name: "Từ trần", header: ["member", "on"], rows: [["m-1", "3/2/2021"], ["m-2", 44230]] }
 * const file = { name: "deaths.xlsx", bytes: Result.getOrThrow(Xlsx.writeTables([table])) }
 * const imported = Xlsx.importFile(file, deaths, { context: undefined, recordedBy: "clerk-1" })
 * const report = await Effect.runPromise(imported.pipe(Effect.provide(Memory.layer)))
 * report.good // => 1
 * report.badRows.map(({ address, code }) => [address, code]) // => [["Từ trần!B3", "serial-date"]]
 * @since 0.2.0
 */
export const importFile = <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  options: Options<Context>
): Effect.Effect<Report, FileError | XlsxFileError | Journal.JournalError, Journal.Journal> =>
  run(file, profile, options, options.recordedBy)

/**
 * Facts as a workbook, by a profile that says the way back. Days are days, but those that would be doubtful when they are read again; all
 * other cells are text.
 *
 * @since 0.2.0
 */
export const write = <C extends Columns, K extends PlainKind, Context>(
  facts: ReadonlyArray<Fact.Plain>,
  profile: Profile<C, K, Context>,
  context: Context
): Result.Result<Uint8Array, XlsxWriteError> => {
  const heads = profile.header ?? 1
  const columns = Object.values(profile.columns)
  const rows = tableOf(facts, profile, context).map((row, r) => (r < heads ? row : row.map((text, c) => dayOr(text, columns[c]))))
  return writeBook([{ name: listName, heads, rows }])
}

// internal

/** A day where its column holds days and its cell would be taken for one. */
const dayOr = (text: string, column: Column | undefined): string | Day => {
  if (column?.type !== "date" && column?.type !== "birth") return text
  const format = text.includes("/") ? "dd/mm/yyyy" : "yyyy-mm-dd"
  const day = PlainDate.parse(text, format)
  return Result.isSuccess(day) && !isYearAsDay(day.success) ? { day: day.success, format } : text
}

const listName = "Danh sách"

const run = Effect.fnUntraced(function* <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  options: Omit<Options<Context>, "recordedBy">,
  recordedBy: string | undefined
) {
  const table = yield* openTable(file, profile, options)
  const { rejects, ...rest } = options
  if (rejects === undefined) return yield* importTable(table, profile, rest, recordedBy)
  let rejected: BookWriter | undefined
  const keep = (rows: ReadonlyArray<ReadonlyArray<string | number>>) => {
    rejected ??= new BookWriter(isSheetName(table.sheet) ? table.sheet : listName, profile.header ?? 1)
    // the rows come from a sheet, so that there are no more than it takes
    rejected.add(rows.map(row => row.map(cut)))
  }
  const report = yield* importTable(table, profile, { ...rest, rejects: keep }, recordedBy)
  const written = rejected?.finish()
  if (written !== undefined) yield* Effect.promise(async () => rejects(written))
  return report
})

/** A row is refused for a text or a number that no cell takes: what is left of it shows which. */
const cut = (cell: string | number): string | number => {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : `${cell} (?)`
  return cell.length > longest ? `${cell.slice(0, longest - 1)}…` : cell
}
