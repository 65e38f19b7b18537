/** Workbooks that must be refused, and the reason for each. All are made here; none comes from anywhere else. */
import { createCipheriv } from "node:crypto"
import type * as Xlsx from "@chibo/adapters/xlsx"
import { book, entries, good, officeLink, type Parts, sheetXml, stringsXml, stylesXml } from "./book.ts"
import { type Entry, quoted, zip } from "./zip.ts"

export interface Hostile {
  readonly name: string
  readonly expect: Xlsx.FileReason["_tag"]
  readonly what?: keyof Xlsx.Limits
  readonly bytes: () => Uint8Array
}

/** Bytes that do not compress, always the same. */
const randomBytes = (count: number): Buffer => createCipheriv("aes-256-ctr", Buffer.alloc(32), Buffer.alloc(16)).update(Buffer.alloc(count))

const cell = (address: string, text = "x") => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`
const compound = (...names: ReadonlyArray<string>) =>
  Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(504),
    ...names.map(name => Buffer.from(name, "utf16le")),
    Buffer.alloc(512)
  ])

/** The good workbook, with the entry of a name replaced. */
const but = (name: string, change: (entry: Entry) => Entry | ReadonlyArray<Entry>, parts: Parts = {}): Uint8Array =>
  zip(entries(parts).flatMap(entry => (entry.name === name ? change(entry) : entry)))
const inner = randomBytes(1000)
const sheet1 = "xl/worksheets/sheet1.xml"
const more = (...extra: ReadonlyArray<Entry>) => book({ extra })
const limit = (name: string, what: keyof Xlsx.Limits, bytes: () => Uint8Array): Hostile => ({ name, expect: "Limit", what, bytes })
const is = (expect: Xlsx.FileReason["_tag"], name: string, bytes: () => Uint8Array): Hostile => ({ name, expect, bytes })
/** Rows that hardly compress: their numbers differ. */
const noise = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${(i * 48_271 * 48_271) % 2_147_483_647}</v></c></row>`
  ).join("")

export const merged = (): Uint8Array => book({ after: '<mergeCells count="1"><mergeCell ref="A1:ZZ20000"/></mergeCells>' })

export const hostile: ReadonlyArray<Hostile> = [
  limit("merge: A1:ZZ20000", "merged", merged),
  limit("merge: a hundred thousand small ones", "merges", () =>
    book({
      after: `<mergeCells>${Array.from({ length: 100_000 }, (_, i) => `<mergeCell ref="A${2 * i + 1}:A${2 * i + 2}"/>`).join("")}</mergeCells>`
    })
  ),
  is("BadAddress", "merge: past the last row", () => book({ after: '<mergeCells><mergeCell ref="A1:B9999999"/></mergeCells>' })),
  is("BadAddress", "merge: upside down", () => book({ after: '<mergeCells><mergeCell ref="B9:A1"/></mergeCells>' })),
  limit("dimension: the whole sheet", "cells", () => book({ before: '<dimension ref="A1:XFD1048576"/>' })),
  is("BadAddress", "dimension: past the last column", () => book({ before: '<dimension ref="A1:ZZZ5"/>' })),
  is("BadAddress", "dimension: no range", () => book({ before: '<dimension ref="everything"/>' })),
  limit("ratio: 50 MB of one letter in a cell", "ratio", () => book({ data: `<row r="1">${cell("A1", "a".repeat(50_000_000))}</row>` })),
  limit("ratio: empty rows by the million", "ratio", () => book({ data: "<row/>".repeat(1_000_000) })),
  limit("ratio: shared strings of blanks", "ratio", () => book({ strings: stringsXml(`<si><t>${" ".repeat(20_000_000)}</t></si>`) })),
  limit("unpacked: four parts of 200 MB that the directory admits", "unpacked", () =>
    more(
      ...["a", "b", "c", "d"].map(name => ({
        name: `xl/media/${name}.png`,
        data: randomBytes(3_000_000),
        directory: { size: 200_000_000 },
        header: { size: 200_000_000 }
      }))
    )
  ),
  limit("bytes: a file of 70 MB", "bytes", () => Buffer.concat([more(), Buffer.alloc(70_000_000)])),
  limit("entries: fifty thousand", "entries", () =>
    more(...Array.from({ length: 50_000 }, (_, i) => ({ name: `x/${i}`, data: "", stored: true })))
  ),
  limit("entries: the end record says 65,535", "entries", () => zip(entries({}), { count: 65_535 })),
  is("Damaged", "entries: the end record says two more than there are", () => zip(entries({}), { count: entries({}).length + 2 })),
  is("DuplicatePart", "duplicate: two sheets of one path", () => but(sheet1, entry => [entry, { ...entry, data: sheetXml("") }])),
  is("DuplicatePart", "duplicate: paths that differ in case", () =>
    but(sheet1, entry => [entry, { ...entry, name: "xl/worksheets/SHEET1.xml" }])
  ),
  is("DuplicatePart", "duplicate: two sheets of one name", () =>
    book({
      workbook: `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="s"/><sheet name="a" r:id="z"/></sheets></workbook>`,
      links: `<Relationship Id="z" Type="${officeLink("worksheet")}" Target="worksheets/sheet2.xml"/>`,
      extra: [{ name: "xl/worksheets/sheet2.xml", data: sheetXml(good) }]
    })
  ),
  is("OverlappingParts", "overlap: a part inside the data of another", () =>
    zip([
      { name: "xl/media/1", data: quoted("xl/media/2", inner), stored: true },
      { name: "xl/media/2", data: inner, stored: true, at: 30 + "xl/media/1".length },
      ...entries({})
    ])
  ),
  is("LyingSize", "size: the directory admits a tenth", () =>
    but(sheet1, entry => ({ ...entry, directory: { size: 100_000 }, header: { size: 100_000 } }), { data: noise(20_000) })
  ),
  is("LyingSize", "size: the directory claims more", () =>
    but(sheet1, entry => ({ ...entry, directory: { size: 5000 }, header: { size: 5000 } }))
  ),
  is("LyingSize", "size: a stored part of two sizes", () =>
    but(sheet1, entry => ({ ...entry, stored: true, directory: { size: 10 }, header: { size: 10 } }))
  ),
  is("LyingHeader", "header: another size than in the directory", () => but(sheet1, entry => ({ ...entry, header: { size: 7 } }))),
  is("LyingHeader", "header: another name than in the directory", () =>
    but(sheet1, entry => ({ ...entry, header: { name: "xl/worksheets/sheet9.xml" } }))
  ),
  is("LyingHeader", "header: another method than in the directory", () => but(sheet1, entry => ({ ...entry, header: { method: 0 } }))),
  is("LyingHeader", "header: an offset into other data", () => but(sheet1, entry => ({ ...entry, directory: { offset: 12 } }))),
  is("UnsafePath", "path: out of the folder", () => more({ name: "../../etc/passwd", data: "x" })),
  is("UnsafePath", "path: from the root", () => more({ name: "/etc/passwd", data: "x" })),
  is("UnsafePath", "path: of a drive", () => more({ name: "C:/x", data: "x" })),
  is("UnsafePath", "path: backslashes", () => more({ name: "xl\\..\\x", data: "x" })),
  is("UnsafePath", "path: a null character", () => more({ name: "xl/a\u0000.xml", data: "x" })),
  is("UnsafePath", "path: a name of 1,000 characters", () => more({ name: `xl/${"a".repeat(1000)}`, data: "x" })),
  is("UnsafePath", "link: the sheet stands on a server", () =>
    book({ target: 'TargetMode="External" Target="http://127.0.0.1/sheet.xml"' })
  ),
  is("UnsafePath", "link: the sheet stands outside of the archive", () => book({ target: 'Target="../../../sheet.xml"' })),
  is("MissingPart", "link: the sheet is not there", () => book({ target: 'Target="worksheets/sheet7.xml"' })),
  is("Dtd", "DTD: entities that multiply", () =>
    book({
      sheet: `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>`
    })
  ),
  is("Dtd", "DTD: a file of the machine", () =>
    book({ strings: `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>` })
  ),
  is("Dtd", "DTD: in the content types", () =>
    but("[Content_Types].xml", entry => ({ ...entry, data: String(entry.data).replace("<Types", "<!DOCTYPE Types><Types") }))
  ),
  is("BadXml", "entity: undeclared", () => book({ data: `<row r="1">${cell("A1", "&lol;")}</row>` })),
  is("BadXml", "XML: not closed", () => book({ sheet: "<worksheet><sheetData><row>" })),
  is("BadXml", "XML: another root", () => book({ sheet: "<html><sheetData/></html>" })),
  is("NotUtf8", "XML: invalid bytes", () =>
    but(sheet1, entry => ({
      ...entry,
      data: Buffer.concat([Buffer.from('<worksheet a="'), Buffer.from([0xff, 0xfe]), Buffer.from('"/>')])
    }))
  ),
  is("NotUtf8", "XML: declares another encoding", () => book({ sheet: '<?xml version="1.0" encoding="UTF-16"?><worksheet/>' })),
  limit("depth: ten thousand levels", "depth", () => book({ data: "<a>".repeat(10_000) + "</a>".repeat(10_000) })),
  limit("depth: in the shared strings", "depth", () => book({ strings: stringsXml("<r>".repeat(40) + "</r>".repeat(40)) })),
  limit("token: an attribute of a megabyte", "token", () => book({ data: `<row r="${randomBytes(600_000).toString("hex")}"/>` })),
  limit("token: a comment of a megabyte", "token", () => book({ data: `<!--${randomBytes(600_000).toString("hex")}-->${good}` })),
  limit("token: a hundred thousand attributes", "token", () =>
    book({ data: `<row ${Array.from({ length: 100_000 }, (_, i) => `a${i}="${(i * 48_271) % 65_537}"`).join(" ")}/>` })
  ),
  limit("token: a cell of a megabyte", "token", () =>
    book({ data: `<row r="1">${cell("A1", randomBytes(600_000).toString("hex"))}</row>` })
  ),
  limit("text: a row of a thousand cells that share one long string", "rowText", () =>
    book({
      strings: stringsXml(`<si><t>${randomBytes(15_000).toString("hex")}</t></si>`),
      data: `<row r="1">${'<c t="s"><v>0</v></c>'.repeat(1000)}</row>`
    })
  ),
  limit("text: thirty thousand rows that share one long string", "text", () =>
    book({
      strings: stringsXml(`<si><t>${randomBytes(15_000).toString("hex")}</t></si>`),
      data: Array.from({ length: 30_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`).join("")
    })
  ),
  limit("strings: one and a half million", "strings", () =>
    book({ strings: stringsXml(Array.from({ length: 1_500_000 }, (_, i) => `<si><t>${i.toString(36)}</t></si>`).join("")) })
  ),
  limit("styles: a hundred thousand", "styles", () =>
    book({ styles: stylesXml(Array.from({ length: 100_000 }, (_, i) => ({ font: `f${i}` }))) })
  ),
  limit("sheets: a thousand", "sheets", () =>
    book({
      workbook: `<workbook xmlns:r="r"><sheets>${Array.from({ length: 1000 }, (_, i) => `<sheet name="s${i}" r:id="s"/>`).join("")}</sheets></workbook>`
    })
  ),
  is("BadReference", "shared string: past the table", () =>
    book({ strings: stringsXml("<si><t>x</t></si>"), data: '<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>' })
  ),
  is("BadReference", "shared string: without a table", () => book({ data: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' })),
  is("BadReference", "style: past the table", () =>
    book({ styles: stylesXml([{}]), data: '<row r="1"><c r="A1" s="7"><v>1</v></c></row>' })
  ),
  is("BadAddress", "cell: row four thousand million", () => book({ data: '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>' })),
  is("BadAddress", "cell: column past the last", () => book({ data: '<row r="1"><c r="XFE1"><v>1</v></c></row>' })),
  is("BadAddress", "cell: twice", () => book({ data: `<row r="1">${cell("A1")}${cell("A1", "y")}</row>` })),
  is("BadAddress", "cell: of another row", () => book({ data: `<row r="1">${cell("A2")}</row>` })),
  is("BadAddress", "row: twice", () => book({ data: good + good })),
  is("BadAddress", "row: no number", () => book({ data: '<row r="-1"/>' })),
  is("Encrypted", "encrypted: an OLE container", () => compound("EncryptionInfo", "EncryptedPackage")),
  is("Encrypted", "encrypted: a flag of the archive", () =>
    but(sheet1, entry => ({ ...entry, directory: { flags: 1 }, header: { flags: 1 } }))
  ),
  is("LegacyXls", "legacy: an .xls container", () => compound("Root Entry", "Workbook")),
  is("Macro", "macro: a project", () => more({ name: "xl/vbaProject.bin", data: randomBytes(100) })),
  is("Macro", "macro: by content type", () => book({ contentType: "application/vnd.ms-excel.sheet.macroEnabled.main+xml" })),
  is("Macro", "macro: a sheet of Excel 4", () =>
    book({
      links: `<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="x.xml"/>`,
      workbook: `<workbook xmlns:r="r"><sheets><sheet name="m" r:id="m"/></sheets></workbook>`
    })
  ),
  is("NotAWorkbook", "another format: a text document", () =>
    book({ contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml" })
  ),
  is("NotAWorkbook", "another format: a plain archive", () =>
    zip([{ name: "mimetype", data: "application/vnd.oasis.opendocument.spreadsheet", stored: true }])
  ),
  is("NotAZip", "another format: CSV", () => Buffer.from("mã;tên\n1;2\n")),
  is("Truncated", "cut: nothing is left", () => Buffer.alloc(0)),
  is("Truncated", "cut: without its end", () => book({ data: noise(1000) }).subarray(0, 9000)),
  is("Truncated", "cut: one byte", () => book({}).subarray(0, -1)),
  is("BadXml", "damaged: one byte of a sheet", () => flip(book({ data: noise(1000) }))),
  is("Damaged", "damaged: a part that ends too early", () =>
    but(sheet1, entry => ({ ...entry, directory: { packed: 2000 }, header: { packed: 2000 } }), { data: noise(1000) })
  ),
  is("Damaged", "damaged: a wrong checksum", () => but(sheet1, entry => ({ ...entry, directory: { crc: 1 } }))),
  is("Damaged", "damaged: an unknown method", () => but(sheet1, entry => ({ ...entry, directory: { method: 99 }, header: { method: 99 } })))
]

/** Changes a byte in the middle of the sheet's data. */
const flip = (bytes: Buffer): Buffer => {
  const at = bytes.lastIndexOf("sheet1.xml", bytes.length - 200) + 3000
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 0x55
  return changed
}
