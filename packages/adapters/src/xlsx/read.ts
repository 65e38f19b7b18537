/**
 * A workbook as a stream of rows.
 */
import { Effect, Stream } from "effect"
import { type DecodeFont, decodeFont as byName } from "./cell.ts"
import { XlsxFileError } from "./error.ts"
import { defaults, type Limits } from "./limits.ts"
import type { Sheet, SheetRow } from "./row.ts"
import { rows } from "./sheet.ts"
import { open } from "./workbook.ts"

// model

/**
 * How a workbook is to be read.
 *
 * - `sheet`: only the sheet of this name. Without it, `readSheets` reads all sheets, and an import looks for the one that fits.
 * - `decodeFont`: decodes text typed in fonts of old encodings, in place of the function of that name.
 * - `limits`: other limits than `limits`.
 *
 * @since 0.2.0
 */
export interface Reading {
  readonly sheet?: string
  readonly decodeFont?: DecodeFont
  readonly limits?: Partial<Limits>
}

// operations

/**
 * The sheets of a workbook, in order.
 *
 * @since 0.2.0
 */
export const sheets = (bytes: Uint8Array, options: Pick<Reading, "limits"> = {}): Effect.Effect<ReadonlyArray<Sheet>, XlsxFileError> =>
  Effect.map(
    attempt(() => open(bytes, { ...defaults, ...options.limits })),
    workbook => workbook.sheets.map(({ name, hidden }) => ({ name, hidden }))
  )

/**
 * The rows of a workbook, sheet by sheet, in batches of what has been unpacked. A workbook is refused as soon as something is wrong with it,
 * which may be after rows of it were given: whoever records them reads the whole stream once before.
 *
 * @example
 * import * as Xlsx from "@chibo/adapters/xlsx"
 * const table = { name: "Chi bộ", header: ["mã", "đảng viên"], rows: [["0123", "+84 912"], ["=1+1", 27]] }
 * const bytes = Result.getOrThrow(Xlsx.writeTables([table]))
 * const rows = await Effect.runPromise(Stream.runCollect(Xlsx.readSheets(bytes)))
 * rows[2]?.cells.map(cell => [cell.address, cell.kind, cell.text]) // => [["A3", "text", "=1+1"], ["B3", "number", "27"]]
 * @since 0.2.0
 */
export const readSheets = (bytes: Uint8Array, reading: Reading = {}): Stream.Stream<SheetRow, XlsxFileError> =>
  Stream.flattenIterable(Stream.fromAsyncIterable(batches(bytes, reading), refusal))

/** Does something with a workbook; its refusal is the error. Whatever else the parsers throw is a bug of ours, and dies. */
export const attempt = <A>(body: () => Promise<A>): Effect.Effect<A, XlsxFileError> => Effect.tryPromise({ try: body, catch: refusal })

// internal

async function* batches(bytes: Uint8Array, { sheet, decodeFont = byName, limits }: Reading): AsyncGenerator<ReadonlyArray<SheetRow>> {
  const within = { ...defaults, ...limits }
  const workbook = await open(bytes, within)
  const chosen = sheet === undefined ? workbook.sheets : workbook.sheets.filter(each => each.name === sheet)
  if (chosen.length === 0) throw new XlsxFileError({ reason: { _tag: "NoSuchSheet" } })
  const budget = { text: 0, merges: 0 }
  for (const each of chosen) yield* rows(workbook, each, within, decodeFont, budget)
}

const refusal = (error: unknown): XlsxFileError => {
  if (error instanceof XlsxFileError) return error
  throw error
}
