/**
 * CSV files into a journal and out of facts.
 */
import type { Fact, Journal } from "@chibo/core"
import { Effect, Result, type Stream } from "effect"
import type { Columns } from "../table/column.ts"
import type { FileError } from "../table/error.ts"
import { bodyOfLines } from "../table/body.ts"
import { importTable, type Options as TableOptions } from "../table/importing.ts"
import type { PlainKind, Profile } from "../table/profile.ts"
import type { Answers } from "../table/question.ts"
import type { Report } from "../table/report.ts"
import { makeRowReader, makeValuesReader, type Row, type Values } from "../table/rows.ts"
import { type Rows, streamOf } from "../table/stream.ts"
import { tableOf } from "../table/writing.ts"
import { type File, linesOf, openBytes, openTable, type Reading, type StreamedFile } from "./file.ts"
import { type Separator, writeRecords } from "./records.ts"

// model

/**
 * What an import takes, besides how the file is to be read. `rejects` is called with pieces of a CSV file of the rows that were not recorded,
 * in the file's own columns with the reasons behind them, in UTF-8 with a byte order mark; it can be mended and sent again as it is.
 *
 * @since 0.1.0
 */
export interface Options<Context> extends Omit<TableOptions<Context>, "rejects">, Reading {
  readonly rejects?: (csv: string) => void | Promise<void>
}

// operations

/**
 * Reads bytes in memory by a profile. The same bytes always give the same rows.
 *
 * @since 0.1.0
 */
export const read = <C extends Columns, K extends PlainKind, Context>(
  bytes: Uint8Array,
  profile: Profile<C, K, Context>,
  context: Context,
  reading: Reading & { readonly answers?: Answers } = {}
): Result.Result<Rows, FileError> =>
  Result.flatMap(openBytes("", bytes, readingOf(reading, profile)), table =>
    Result.map(bodyOfLines(linesOf(bytes, table), profile), ({ lines, layout, blank }) => ({
      digest: table.digest,
      rows: lines.map(makeRowReader(profile, layout, context, reading.answers ?? {})),
      blank
    }))
  )

/**
 * Reads the rows of a file of any size, one after the other, in memory that stays flat.
 *
 * @since 0.2.0
 */
export const rows = <C extends Columns, K extends PlainKind, Context>(
  file: File | StreamedFile,
  profile: Profile<C, K, Context>,
  context: Context,
  reading: Reading & { readonly answers?: Answers } = {}
): Stream.Stream<Row, FileError> =>
  streamOf(openTable(file, readingOf(reading, profile)), profile, layout => makeRowReader(profile, layout, context, reading.answers ?? {}))

/**
 * The same without facts: the values of each row, read and checked cell by cell.
 *
 * @since 0.2.0
 */
export const values = <C extends Columns, K extends PlainKind, Context>(
  file: File | StreamedFile,
  profile: Profile<C, K, Context>,
  reading: Reading = {}
): Stream.Stream<Values<C>, FileError> =>
  streamOf(openTable(file, readingOf(reading, profile)), profile, layout => makeValuesReader(profile, layout))

/**
 * Tells what importing a file would do. It reads the journal and writes nothing.
 *
 * @since 0.1.0
 */
export const dryRun = <C extends Columns, K extends PlainKind, Context>(
  file: File | StreamedFile,
  profile: Profile<C, K, Context>,
  options: Omit<Options<Context>, "recordedBy">
): Effect.Effect<Report, FileError | Journal.JournalError, Journal.Journal> => run(file, profile, options, undefined)

/**
 * Imports a file. The same file again appends nothing, and a file that was mended appends what was mended.
 *
 * It fails with the journal's error at the first chunk that cannot be appended; the chunks before it stay. Run it again to go on, whatever
 * the error was: `OutcomeUnknown` is settled by looking, and after a `Conflict` (somebody recorded something about the same subjects
 * meanwhile) the rows are compared anew.
 *
 * @example
 * import * as Csv from "@chibo/adapters/csv"
 * import * as Memory from "@chibo/adapters/memory"
 * const deaths = Csv.profile({
 *   id: "example.deaths",
 *   version: 1,
 *   separator: ";",
 *   columns: { member: { type: "id", required: true }, on: { type: "date", required: true } },
 *   naturalKey: { "member.died": ["member"] },
 *   toFacts: ({ member, on }) => Result.succeed([{ kind: "member.died", member, on }])
 * })
 * const file = { name: "deaths.csv", bytes: new TextEncoder().encode("member;on\nm-1;3/2/2021\nm-2;31/2/2021\n") }
 * const imported = Csv.importFile(file, deaths, { context: undefined, recordedBy: "clerk-1" })
 * const report = await Effect.runPromise(imported.pipe(Effect.provide(Memory.layer)))
 * report.badRows.map(({ line, column, code }) => [line, column, code]) // => [[3, "on", "no-such-day"]]
 * @since 0.1.0
 */
export const importFile = <C extends Columns, K extends PlainKind, Context>(
  file: File | StreamedFile,
  profile: Profile<C, K, Context>,
  options: Options<Context>
): Effect.Effect<Report, FileError | Journal.JournalError, Journal.Journal> => run(file, profile, options, options.recordedBy)

/**
 * Facts as the text of a CSV file, by a profile that says the way back. It is to be kept as UTF-8, and begins with a byte order mark, by which
 * spreadsheets know it; every text is in quotes, and nothing is added to any.
 *
 * @since 0.2.0
 */
export const write = <C extends Columns, K extends PlainKind, Context>(
  facts: ReadonlyArray<Fact.Plain>,
  profile: Profile<C, K, Context>,
  context: Context
): string => mark + writeRecords(tableOf(facts, profile, context), profile.separator ?? ",")

// internal

const mark = "\ufeff"

const run = Effect.fnUntraced(function* <C extends Columns, K extends PlainKind, Context>(
  file: File | StreamedFile,
  profile: Profile<C, K, Context>,
  options: Omit<Options<Context>, "recordedBy">,
  recordedBy: string | undefined
) {
  const table = yield* openTable(file, readingOf(options, profile))
  const { rejects, ...rest } = options
  let marked = false
  const asText = (rows: ReadonlyArray<ReadonlyArray<string | number>>) => {
    const text = (marked ? "" : mark) + writeRecords(rows, table.separator)
    marked = true
    return rejects?.(text)
  }
  return yield* importTable(table, profile, rejects === undefined ? rest : { ...rest, rejects: asText }, recordedBy)
})

const readingOf = ({ encoding, separator }: Reading, profile: { readonly separator?: Separator }): Reading => {
  const between = separator ?? profile.separator
  return { ...(encoding === undefined ? {} : { encoding }), ...(between === undefined ? {} : { separator: between }) }
}
