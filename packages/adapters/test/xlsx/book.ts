/** Workbooks written by hand, part by part. */
import { type Entry, zip } from "./zip.ts"

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export interface Parts {
  /** What stands inside `sheetData`. */
  readonly data?: string
  readonly before?: string
  readonly after?: string
  /** The whole part, instead. */
  readonly sheet?: string
  readonly strings?: string
  readonly styles?: string
  readonly properties?: string
  readonly workbook?: string
  readonly contentType?: string
  readonly target?: string
  readonly links?: string
  readonly extra?: ReadonlyArray<Entry>
}

export const sheetXml = (data: string, before = "", after = ""): string =>
  `${head}<worksheet xmlns="${main}">${before}<sheetData>${data}</sheetData>${after}</worksheet>`

export const stringsXml = (items: string): string => `${head}<sst xmlns="${main}">${items}</sst>`

/** Styles of the number formats given (code or built-in number), in the fonts given. */
export const stylesXml = (styles: ReadonlyArray<{ readonly format?: string | number; readonly font?: string }>): string => {
  const codes = styles.flatMap(({ format }, i) =>
    typeof format === "string" ? [`<numFmt numFmtId="${200 + i}" formatCode="${escaped(format)}"/>`] : []
  )
  const fonts = styles.map(({ font }) => `<font><sz val="11"/><name val="${font ?? "Arial"}"/></font>`)
  const xfs = styles.map(({ format }, i) => `<xf numFmtId="${typeof format === "string" ? 200 + i : (format ?? 0)}" fontId="${i}"/>`)
  return `${head}<styleSheet xmlns="${main}"><numFmts>${codes.join("")}</numFmts><fonts>${fonts.join("")}</fonts><cellStyleXfs><xf numFmtId="14" fontId="0"/></cellStyleXfs><cellXfs>${xfs.join("")}</cellXfs></styleSheet>`
}

export const entries = (parts: Parts): ReadonlyArray<Entry> => [
  {
    name: "[Content_Types].xml",
    data: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/workbook.xml" ContentType="${parts.contentType ?? `${type}.sheet.main+xml`}"/></Types>`
  },
  {
    name: "_rels/.rels",
    data: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
  },
  {
    name: "xl/workbook.xml",
    data:
      parts.workbook ??
      `${head}<workbook xmlns="${main}" xmlns:r="${office}">${parts.properties ?? ""}<sheets><sheet name="Trang 1" sheetId="1" r:id="s"/></sheets></workbook>`
  },
  {
    name: "xl/_rels/workbook.xml.rels",
    data: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${parts.links ?? ""}<Relationship Id="s" Type="${office}/worksheet" ${parts.target ?? 'Target="worksheets/sheet1.xml"'}/>${parts.strings === undefined ? "" : `<Relationship Id="t" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`}${parts.styles === undefined ? "" : `<Relationship Id="u" Type="${office}/styles" Target="/xl/styles.xml"/>`}</Relationships>`
  },
  ...(parts.strings === undefined ? [] : [{ name: "xl/sharedStrings.xml", data: parts.strings }]),
  ...(parts.styles === undefined ? [] : [{ name: "xl/styles.xml", data: parts.styles }]),
  { name: "xl/worksheets/sheet1.xml", data: parts.sheet ?? sheetXml(parts.data ?? good, parts.before, parts.after) },
  ...(parts.extra ?? [])
]

export const book = (parts: Parts): Buffer => zip(entries(parts))

/** One cell, A1, that says "x". */
export const good = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'

export const officeLink = (kind: string) => `${office}/${kind}`

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
