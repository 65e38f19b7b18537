/**
 * Tables as a workbook. No cell is a formula: text is typed as text, with the format `@`, so that it stays text when it is edited.
 *
 * The same tables always give the same bytes.
 */
import { Data, Result } from "effect"
import { strToU8, Zip, ZipDeflate, zipSync } from "fflate"
import type { Table } from "../internal/table.ts"
import { edge } from "./limits.ts"
import { columnName } from "../table/line.ts"

// errors

/**
 * Tables that no workbook can hold: none at all, a name of a sheet that is empty, longer than 31 characters, taken, or has one of
 * `[]:*?/\`; more rows or columns than a sheet has; a text of more than 32,767 characters; a number that is not finite. `table` counts
 * from 1; `address` is the cell's.
 *
 * @since 0.2.0
 */
export class XlsxWriteError extends Data.TaggedError("XlsxWriteError")<{
  readonly reason: "NoTable" | "BadName" | "TooManyRows" | "TooManyColumns" | "TextTooLong" | "NotFinite"
  readonly table: number
  readonly address: string | undefined
}> {
  override get message() {
    return `table ${this.table}${this.address === undefined ? "" : `, ${this.address}`}: ${this.reason}`
  }
}

// operations

/**
 * Writes tables, each as a sheet with its header in bold.
 *
 * @since 0.2.0
 */
export const writeTables = (tables: ReadonlyArray<Table>): Result.Result<Uint8Array, XlsxWriteError> =>
  writeBook(tables.map(({ name, header, rows }) => ({ name, heads: 1, rows: [header, ...rows] })))

/** A sheet, of whose rows the first `heads` are the header. */
export interface WrittenSheet {
  readonly name: string
  readonly heads: number
  readonly rows: ReadonlyArray<ReadonlyArray<string | number>>
}

/** Writes sheets with headers of any number of rows. */
export const writeBook = (tables: ReadonlyArray<WrittenSheet>): Result.Result<Uint8Array, XlsxWriteError> => {
  const wrong = refusal(tables)
  if (wrong !== undefined) return Result.fail(wrong)
  const files = partsOf(tables.map(({ name }) => name))
  tables.forEach((table, i) => {
    files[`xl/worksheets/sheet${i + 1}.xml`] = sheetHead(table) + sheetRows(table.rows, 0, table.heads) + sheetEnd
  })
  const packed = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))
  return Result.succeed(zipSync(packed, { level: 6, mtime }))
}

/**
 * A workbook of one sheet, packed while its rows come: what is kept in memory is the packed file. The name and the texts must be such as a sheet
 * takes, and the rows no more than it has.
 */
export class BookWriter {
  readonly #heads: number
  readonly #packed: Array<Uint8Array> = []
  readonly #zip = new Zip((error, piece) => {
    if (error !== null) throw error
    this.#packed.push(piece)
  })
  readonly #sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: 6 })
  #first: Array<WrittenSheet["rows"][number]> | undefined = []
  #rows = 0

  constructor(name: string, heads: number) {
    this.#heads = heads
    for (const [path, text] of Object.entries(partsOf([name]))) {
      const part = new ZipDeflate(path, { level: 6 })
      part.mtime = mtime
      this.#zip.add(part)
      part.push(strToU8(text), true)
    }
    this.#sheet.mtime = mtime
    this.#zip.add(this.#sheet)
  }

  /** Takes in rows; the first ones are kept until the width of the columns is known. */
  add(rows: WrittenSheet["rows"]): void {
    if (this.#first === undefined) this.#push(rows)
    else if (this.#first.push(...rows) >= measured) this.#begin(this.#first)
  }

  /** The workbook; nothing may come after it. */
  finish(): Uint8Array {
    if (this.#first !== undefined) this.#begin(this.#first)
    this.#sheet.push(strToU8(sheetEnd), true)
    this.#zip.end()
    return Buffer.concat(this.#packed)
  }

  #begin(rows: WrittenSheet["rows"]): void {
    this.#first = undefined
    this.#sheet.push(strToU8(sheetHead({ heads: this.#heads, rows })))
    this.#push(rows)
  }

  #push(rows: WrittenSheet["rows"]): void {
    this.#sheet.push(strToU8(sheetRows(rows, this.#rows, this.#heads)))
    this.#rows += rows.length
  }
}

/** The most characters of a cell. */
export const longest = 32_767

/** Whether a sheet may have this name. */
export const isSheetName = (name: string): boolean => /^[^[\]:*?/\\\p{Cc}]{1,31}$/u.test(name) && !/^'|'$/.test(name)

// internal

const refusal = (tables: ReadonlyArray<WrittenSheet>): XlsxWriteError | undefined => {
  if (tables.length === 0) return new XlsxWriteError({ reason: "NoTable", table: 0, address: undefined })
  const names = new Set<string>()
  for (const [i, { name, rows }] of tables.entries()) {
    const fail = (reason: XlsxWriteError["reason"], address?: string) => new XlsxWriteError({ reason, table: i + 1, address })
    const key = name.toLowerCase()
    if (!isSheetName(name) || names.has(key)) return fail("BadName")
    names.add(key)
    if (rows.length > edge.row) return fail("TooManyRows")
    for (const [r, row] of rows.entries()) {
      if (row.length > edge.column) return fail("TooManyColumns")
      for (const [c, value] of row.entries()) {
        if (typeof value === "number" && !Number.isFinite(value)) return fail("NotFinite", `${columnName(c + 1)}${r + 1}`)
        if (typeof value === "string" && value.length > longest) return fail("TextTooLong", `${columnName(c + 1)}${r + 1}`)
      }
    }
  }
  return undefined
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const pack = "http://schemas.openxmlformats.org/package/2006"
const type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

const mtime = new Date(2000, 0, 1)

/** All parts but the sheets, by path. */
const partsOf = (names: ReadonlyArray<string>): Record<string, string> => ({
  "[Content_Types].xml": contentTypes(names),
  "_rels/.rels": links([["officeDocument", "xl/workbook.xml"]]),
  "xl/workbook.xml": workbook(names),
  "xl/_rels/workbook.xml.rels": links([
    ...names.map((_, i): [string, string] => ["worksheet", `worksheets/sheet${i + 1}.xml`]),
    ["styles", "styles.xml"]
  ]),
  "xl/styles.xml": styles
})

const links = (targets: ReadonlyArray<readonly [string, string]>): string =>
  `${head}<Relationships xmlns="${pack}/relationships">${targets
    .map(([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${kind}" Target="${target}"/>`)
    .join("")}</Relationships>`

const contentTypes = (names: ReadonlyArray<string>): string =>
  `${head}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${names
    .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}.worksheet+xml"/>`)
    .join("")}</Types>`

const workbook = (names: ReadonlyArray<string>): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join("")}</sheets></workbook>`

/** Cells of style 0 are numbers, of 1 text, of 2 text in bold. */
const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const sheetHead = ({ heads, rows }: Pick<WrittenSheet, "heads" | "rows">): string =>
  `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${heads}" topLeftCell="A${heads + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns(rows)}<sheetData>`

const sheetEnd = "</sheetData></worksheet>"

/** Rows of a sheet, of which `before` stand above them. */
const sheetRows = (rows: WrittenSheet["rows"], before: number, heads: number): string => {
  const parts: Array<string> = []
  for (const [at, row] of rows.entries()) {
    const r = before + at
    parts.push(`<row r="${r + 1}">`)
    for (const [c, value] of row.entries()) {
      const at = `<c r="${columnName(c + 1)}${r + 1}"`
      if (typeof value === "number") parts.push(`${at}><v>${value}</v></c>`)
      else if (value !== "") {
        parts.push(`${at} s="${r < heads ? 2 : 1}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapeText(value))}</t></is></c>`)
      }
    }
    parts.push("</row>")
  }
  return parts.join("")
}

/** How many rows the width of the columns is measured by. */
const measured = 200

/** As wide as the header and the first rows need. */
const columns = (rows: WrittenSheet["rows"]): string => {
  const first = rows.slice(0, measured)
  const count = first.reduce((most, row) => Math.max(most, row.length), 0)
  if (count === 0) return ""
  const width = (c: number) => Math.min(60, 2 + first.reduce((most, row) => Math.max(most, String(row[c] ?? "").length), 6))
  return `<cols>${Array.from({ length: count }, (_, c) => `<col min="${c + 1}" max="${c + 1}" width="${width(c)}" customWidth="1"/>`).join("")}</cols>`
}

/** What XML cannot hold or would change, and what would be read as standing for it, as `_xHHHH_`. */
const escapeText = (text: string): string =>
  text.replace(special, found => (found === "_" ? "_x005F_" : `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`))

/** `Cs` are halves of a pair that stand alone. */
const special = /_(?=x[0-9A-Fa-f]{4}_)|[\p{Cs}\ufffe\uffff]|(?![\t\n\u007f-\u009f])\p{Cc}/gu

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, found => (found === "&" ? "&amp;" : found === "<" ? "&lt;" : found === ">" ? "&gt;" : "&quot;"))
