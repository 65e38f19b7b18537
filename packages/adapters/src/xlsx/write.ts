/**
 * Tables as a workbook. No cell is a formula: text is typed as text, with the format `@`, so that it stays text when it is edited.
 *
 * Each sheet is ready to be printed: A4 across, all columns on one page, the header on each page, numbered. The same tables always give the
 * same bytes.
 */
import { PlainDate } from "@chibo/core"
import { Data, Result } from "effect"
import { strToU8, Zip, ZipDeflate, zipSync } from "fflate"
import { type Day, type Table, textOf } from "../internal/table.ts"
import { columnName } from "../table/line.ts"
import { edge } from "./limits.ts"

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
 * Writes tables, each as a sheet with its header in bold. Days before 1 March 1900, which not every program counts alike, are text.
 *
 * @since 0.2.0
 */
export const writeTables = (tables: ReadonlyArray<Table>): Result.Result<Uint8Array, XlsxWriteError> =>
  writeBook(tables.map(({ name, header, rows }) => ({ name, heads: 1, rows: [header, ...rows] })))

/** A sheet, of whose rows the first `heads` are the header. */
export interface WrittenSheet {
  readonly name: string
  readonly heads: number
  readonly rows: Table["rows"]
}

/** Writes sheets with headers of any number of rows. */
export const writeBook = (tables: ReadonlyArray<WrittenSheet>): Result.Result<Uint8Array, XlsxWriteError> => {
  const wrong = refusal(tables)
  if (wrong !== undefined) return Result.fail(wrong)
  const files = partsOf(tables)
  tables.forEach(({ heads, rows }, i) => {
    const widths = widthsOf(rows)
    files[`xl/worksheets/sheet${i + 1}.xml`] = sheetHead(heads, widths) + sheetRows(rows, 0, heads, widths) + sheetEnd
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
  #widths: ReadonlyArray<number> = []
  #first: Array<WrittenSheet["rows"][number]> | undefined = []
  #rows = 0

  constructor(name: string, heads: number) {
    this.#heads = heads
    for (const [path, text] of Object.entries(partsOf([{ name, heads }]))) {
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
    this.#widths = widthsOf(rows)
    this.#sheet.push(strToU8(sheetHead(this.#heads, this.#widths)))
    this.#push(rows)
  }

  #push(rows: WrittenSheet["rows"]): void {
    this.#sheet.push(strToU8(sheetRows(rows, this.#rows, this.#heads, this.#widths)))
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

type Named = Pick<WrittenSheet, "name" | "heads">

/** All parts but the sheets, by path. */
const partsOf = (tables: ReadonlyArray<Named>): Record<string, string> => ({
  "[Content_Types].xml": contentTypes(tables),
  "_rels/.rels": links([["officeDocument", "xl/workbook.xml"]]),
  "xl/workbook.xml": workbook(tables),
  "xl/_rels/workbook.xml.rels": links([
    ...tables.map((_, i): [string, string] => ["worksheet", `worksheets/sheet${i + 1}.xml`]),
    ["styles", "styles.xml"]
  ]),
  "xl/styles.xml": styles
})

const links = (targets: ReadonlyArray<readonly [string, string]>): string =>
  `${head}<Relationships xmlns="${pack}/relationships">${targets
    .map(([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${kind}" Target="${target}"/>`)
    .join("")}</Relationships>`

const contentTypes = (tables: ReadonlyArray<Named>): string =>
  `${head}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${tables
    .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}.worksheet+xml"/>`)
    .join("")}</Types>`

/** The header of a sheet is printed on each of its pages. */
const workbook = (tables: ReadonlyArray<Named>): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${tables
    .map(({ name }, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join("")}</sheets><definedNames>${tables
    .map(({ name, heads }, i) => {
      const rows = escapeXml(`'${name.replaceAll("'", "''")}'!$1:$${heads}`)
      return `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${rows}</definedName>`
    })
    .join("")}</definedNames></workbook>`

/** Cells of style 1 are text, of 2 a header, of 3 and 4 days, of 5 numbers. */
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9ECEE"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF57616A"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${[
  'numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0">',
  'numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/>',
  'numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/>',
  ...[164, 165].map(
    format =>
      `numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/>`
  ),
  'numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/>'
]
  .map(xf => `<xf ${xf}</xf>`)
  .join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const sheetHead = (heads: number, widths: ReadonlyArray<number>): string => {
  const cols = widths.map((width, c) => `<col min="${c + 1}" max="${c + 1}" width="${width}" customWidth="1"/>`).join("")
  return `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${heads}" topLeftCell="A${heads + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${cols === "" ? "" : `<cols>${cols}</cols>`}<sheetData>`
}

const sheetEnd = [
  '</sheetData><printOptions gridLines="1"/><pageMargins left="0.5" right="0.5" top="0.5" bottom="0.7" header="0.3" footer="0.3"/>',
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
  "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
].join("")

/** Rows of a sheet, of which `before` stand above them. */
const sheetRows = (rows: WrittenSheet["rows"], before: number, heads: number, widths: ReadonlyArray<number>): string => {
  const parts: Array<string> = []
  for (const [at, row] of rows.entries()) {
    const r = before + at
    const lines = linesOf(row, widths)
    parts.push(lines > 1 ? `<row r="${r + 1}" ht="${Math.min(lines, mostLines) * lineHeight}">` : `<row r="${r + 1}">`)
    for (const [c, value] of row.entries()) {
      const place = `<c r="${columnName(c + 1)}${r + 1}"`
      const text = typeof value === "number" ? "" : textOf(value)
      if (typeof value === "number") parts.push(`${place} s="5"><v>${value}</v></c>`)
      else if (typeof value !== "string" && value.day >= firstDay) {
        parts.push(`${place} s="${value.format === "yyyy-mm-dd" ? 4 : 3}"><v>${serialOf(value.day)}</v></c>`)
      } else if (text !== "") {
        parts.push(
          `${place} s="${r < heads ? 2 : 1}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapeText(text))}</t></is></c>`
        )
      } else if (r < heads) parts.push(`${place} s="2"/>`)
    }
    parts.push("</row>")
  }
  return parts.join("")
}

/** Before this day, programs disagree on which number a day has. */
const firstDay = PlainDate.make("1900-03-01")

const serialOf = (day: PlainDate.PlainDate): number => PlainDate.toEpochDay(day) - PlainDate.toEpochDay(PlainDate.make("1899-12-30"))

/** How many rows the width of the columns is measured by. */
const measured = 200

/** As wide as the header and the first rows need; where that is more than a page has room for, the widest are cut, and their text is wrapped. */
const widthsOf = (rows: WrittenSheet["rows"]): ReadonlyArray<number> => {
  const first = rows.slice(0, measured)
  const count = first.reduce((most, row) => Math.max(most, row.length), 0)
  const wide = Array.from({ length: count }, (_, c) => 2 + first.reduce((most, row) => Math.max(most, shown(row[c]).length), 6))
  let most = 60
  while (most > 14 && wide.reduce((sum, width) => sum + Math.min(width, most), 0) > pageWidth) most--
  return wide.map(width => Math.min(width, most))
}

const shown = (cell: string | number | Day | undefined): string => (typeof cell === "number" ? String(cell) : textOf(cell ?? ""))

/** So many characters stand beside each other where a page is made two thirds as large. */
const pageWidth = 190

/** How many lines a row needs once its texts are wrapped: programs that open a workbook do not all find out by themselves. */
const linesOf = (row: WrittenSheet["rows"][number], widths: ReadonlyArray<number>): number =>
  row.reduce<number>((most, cell, c) => {
    const width = Math.max(1, (widths[c] ?? 10) - 1)
    const text = shown(cell)
    if (text.length <= width && !text.includes("\n")) return most
    return Math.max(
      most,
      text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0)
    )
  }, 1)

/** No row is higher than 409 points. */
const [lineHeight, mostLines] = [16, 25]

/** What XML cannot hold or would change, and what would be read as standing for it, as `_xHHHH_`. */
const escapeText = (text: string): string =>
  text.replace(special, found => (found === "_" ? "_x005F_" : `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`))

/** `Cs` are halves of a pair that stand alone. */
const special = /_(?=x[0-9A-Fa-f]{4}_)|[\p{Cs}\ufffe\uffff]|(?![\t\n\u007f-\u009f])\p{Cc}/gu

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, found => (found === "&" ? "&amp;" : found === "<" ? "&lt;" : found === ">" ? "&gt;" : "&quot;"))
