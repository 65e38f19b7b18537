/**
 * Through LibreOffice and back: `npx -y pnpm@12 libreoffice`. It needs `soffice` on the path (`apt-get install --no-install-recommends
 * libreoffice-calc`), takes about a minute, and stands outside of the tests.
 *
 * Texts that spreadsheets like to change are written as a workbook and as CSV, saved anew by LibreOffice, and read back; so is a workbook with
 * days, ids and fonts, and a workbook of each profile. As a control, a formula that LibreOffice has saved must be seen.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isDeepStrictEqual, parseArgs } from "node:util"
import * as Csv from "@chibo/adapters/csv"
import * as Memory from "@chibo/adapters/memory"
import * as Xlsx from "@chibo/adapters/xlsx"
import { Journal, PlainDate } from "@chibo/core"
import { parse } from "csv-parse/sync"
import { Effect, Result, Stream } from "effect"
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { cases, factsOf } from "../profiles/cases.ts"
import { book, stringsXml, stylesXml } from "./book.ts"
import { texts } from "./strings.ts"

const { values } = parseArgs({ options: { count: { type: "string", default: "10000" }, seed: { type: "string", default: "20261124" } } })
const folder = mkdtempSync(join(tmpdir(), "chibo-libreoffice-"))
process.on("exit", () => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, "out"))

/** Has LibreOffice open a file and save it in a format; gives what it saved. */
const saved = (name: string, bytes: Uint8Array, format: string, filter?: string): Buffer => {
  writeFileSync(join(folder, name), bytes)
  const read = filter === undefined ? [] : [`--infilter=${filter}`]
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`
  const args = ["--headless", profile, ...read, "--convert-to", format, "--outdir", join(folder, "out"), join(folder, name)]
  const result = spawnSync("soffice", args, { encoding: "utf8", timeout: 300_000 })
  if (result.status !== 0) {
    console.error(`soffice did not run: ${result.error?.message ?? result.stderr}`)
    process.exit(2)
  }
  return readFileSync(join(folder, "out", `${name.slice(0, name.lastIndexOf("."))}.${format.split(":")[0]}`))
}

const rows = (bytes: Uint8Array): Promise<ReadonlyArray<Xlsx.SheetRow>> => Effect.runPromise(Stream.runCollect(Xlsx.readSheets(bytes)))
const formulas = (read: ReadonlyArray<Xlsx.SheetRow>): number =>
  read.flatMap(row => row.cells).filter(cell => cell.flags?.some(flag => flag.startsWith("formula"))).length

let failed = false
const report = (name: string, wrong: ReadonlyArray<unknown>, of: number): void => {
  console.log(`${wrong.length === 0 && of > 0 ? "ok    " : "FAILED"} ${name}: ${of} looked at, ${wrong.length} wrong`)
  for (const each of wrong.slice(0, 10)) console.log(`       ${JSON.stringify(each)}`)
  failed ||= wrong.length > 0 || of === 0
}

/** A cell of LibreOffice has one kind of line break, and takes a pair of any for one. */
const folded = (text: string): string => text.replace(/\r\n|\n\r|\r/g, "\n")
const differences = (all: ReadonlyArray<string>, found: (i: number) => string | undefined) =>
  all.flatMap((text, i) => (folded(found(i) ?? "") === folded(text) && found(i) !== undefined ? [] : [[text, found(i)]]))

console.log(`LibreOffice: ${spawnSync("soffice", ["--version"], { encoding: "utf8" }).stdout?.trim()}; seed ${values.seed}`)
const all = texts(Number(values.count), Number(values.seed))
const table: Xlsx.Table = { name: "Danh sách", header: ["số", "chữ"], rows: all.map((text, i) => [i, text]) }
const xlsx = "xlsx:Calc MS Excel 2007 XML"

const workbook = await rows(saved("workbook.xlsx", Result.getOrThrow(Xlsx.writeTables([table])), xlsx))
const byRow = new Map(workbook.map(row => [row.row, Xlsx.cellAt(row, "B")]))
report(
  "workbook → LibreOffice → workbook: text is as it was",
  differences(all, i => byRow.get(i + 2)?.text),
  all.length
)
report(
  "… and is text",
  [...byRow.values()].filter(each => each.kind !== "text"),
  byRow.size
)
report("… without a formula", formulas(workbook) === 0 ? [] : [formulas(workbook)], workbook.length)

const csv = Csv.writeTable(table)
const quoted = await rows(saved("quoted.csv", csv, xlsx, "CSV:59,34,76,1,,0,true,false"))
const byLine = new Map(quoted.map(row => [row.row, Xlsx.cellAt(row, "B")]))
report(
  "CSV → LibreOffice (quoted fields as text) → workbook: text is as it was",
  differences(all, i => byLine.get(i + 2)?.text),
  all.length
)
report("… without a formula", formulas(quoted) === 0 ? [] : [formulas(quoted)], quoted.length)
const again = saved("again.csv", csv, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true", "CSV:59,34,76,1,,0,true,false")
const records: ReadonlyArray<ReadonlyArray<string>> = parse(again, { delimiter: ";", bom: true, relax_column_count: true })
report(
  "CSV → LibreOffice → CSV: text is as it was",
  differences(all, i => records[i + 1]?.[1]),
  all.length
)
const alone = "CSV:59,34,76,1,,0,false,false"
const guarded = await rows(saved("guarded.csv", Csv.writeTable(table, { guard: true }), xlsx, alone))
report(
  "CSV with the guard → LibreOffice as it opens one by itself: no formula",
  formulas(guarded) === 0 ? [] : [formulas(guarded)],
  guarded.length
)
const plain = formulas(await rows(saved("plain.csv", csv, xlsx, alone)))
report(`control: without the guard there are some (${plain})`, plain > 0 ? [] : [plain], all.length)

const styled = book({
  styles: stylesXml([{}, { format: 14 }, { format: "dd/mm/yyyy" }, { format: "000000000000" }, { font: ".VnTime" }, { font: "VNI-Times" }]),
  strings: stringsXml(
    '<si><t>NguyÔn V¨n M\u00adêng</t></si><si><r><t>a </t></r><r><rPr><rFont val=".VnTimeH"/></rPr><t>b\u00ad</t></r></si>'
  ),
  data: '<row r="1"><c s="1"><v>61</v></c><c s="2"><v>44197</v></c><c s="3"><v>20012345678</v></c><c s="4" t="s"><v>0</v></c><c s="5" t="s"><v>0</v></c><c t="s"><v>1</v></c><c s="1"><v>2958465</v></c></row>'
})
const shown = (read: ReadonlyArray<Xlsx.SheetRow>) =>
  read
    .flatMap(row => row.cells)
    .map(({ address, kind, text, font, runs, flags }) =>
      JSON.stringify([
        address,
        kind,
        text,
        /^\.Vn|^VNI/.test(font ?? "") ? font : "",
        runs?.map(run => [run.font?.startsWith(".Vn") ? run.font : "", run.text]),
        flags
      ])
    )
const [before, after] = [shown(await rows(styled)), shown(await rows(saved("styled.xlsx", styled, xlsx)))]
report(
  "days, ids and fonts are read as before",
  before.flatMap((each, i) => (each === after[i] ? [] : [[each, after[i]]])),
  before.length
)

for (const each of cases) {
  const facts = factsOf(each)
  const written = Result.getOrThrow(Xlsx.write(facts, each.profile, each.context))
  const again = await Effect.runPromise(Xlsx.read(saved("profile.xlsx", written, xlsx), each.profile, each.context))
  const found = again.rows.flatMap((row): ReadonlyArray<unknown> => (row._tag === "Read" ? row.facts : [row]))
  const wrong = facts.flatMap((fact, i) => (isDeepStrictEqual(fact, found[i]) ? [] : [[fact, found[i]]]))
  report(`${each.name} says the same facts`, found.length === facts.length ? wrong : [facts.length, found.length], facts.length)
}

// what offices do: lists that LibreOffice makes of CSV and of its own files, mended in it, and sent again
const monthsFirst = await rows(
  saved("months.csv", new TextEncoder().encode("ngày\n05/03/2020\n25/03/2020\n"), xlsx, "CSV:44,34,76,1,,0,false,true")
)
report(
  "CSV → LibreOffice where months are read first: the day is exchanged, and says how it is shown",
  isDeepStrictEqual(
    monthsFirst.slice(1).map(row => [Xlsx.cellAt(row, "A").kind, Xlsx.cellAt(row, "A").text, Xlsx.cellAt(row, "A").shown]),
    [
      ["date", "2020-05-03", "month-first"],
      ["text", "25/03/2020", undefined]
    ]
  )
    ? []
    : [monthsFirst],
  monthsFirst.length
)

const formats = {
  "dd/mm/yyyy": [],
  "dd.mm.yyyy": [],
  '"ngày "dd" tháng "mm" năm "yyyy': [],
  "dddd, dd/mm/yyyy": [],
  "mm/yyyy": ["part-of-day"],
  yyyy: ["part-of-day"],
  "dd/mm": ["part-of-day"]
}
const dated = book({
  styles: stylesXml([{}, ...Object.keys(formats).map(format => ({ format }))]),
  data: `<row r="1">${Object.keys(formats)
    .map((_, i) => `<c s="${i + 1}"><v>44197</v></c>`)
    .join("")}</row>`
})
for (const format of ["xlsx", "ods", "xls"] as const) {
  const kept = format === "xlsx" ? dated : saved("dated.xlsx", dated, format)
  const [row] = await rows(saved(`again.${format}`, kept, xlsx))
  const found = row?.cells.map(({ text, flags = [] }) => [text, flags]) ?? []
  const expected = Object.values(formats).map(flags => ["2021-01-01", flags])
  report(
    `days in ${expected.length} formats by way of .${format}`,
    expected.flatMap((each, i) => (isDeepStrictEqual(each, found[i]) ? [] : [[each, found[i]]])),
    found.length
  )
}

const merged = await rows(
  saved(
    "merged.xlsx",
    book({ data: '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/>', after: '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>' }),
    xlsx
  )
)
report("merged cells are read once", merged.length === 1 ? [] : [merged], merged.length)

/** The first day of a row: a cell of days, or a day in text. */
const dayInXml = /<c r="([A-Z]+\d+)" s="[34]"><v>(\d+)<\/v><\/c>|(\d\d\/\d\d\/\d{4})/

/** The workbook with a text of its cells changed in LibreOffice's own form. */
const mended = (name: string, bytes: Uint8Array, from: string, to: string): Buffer =>
  saved(`${name}.fods`, Buffer.from(saved(`${name}.xlsx`, bytes, "fods").toString("utf8").replaceAll(`>${from}`, `>${to}`)), xlsx)

for (const { name, profile, context, rows: all, ...each } of cases) {
  const facts = factsOf({ name, profile, context, rows: all, ...each })
  const parts = unzipSync(Result.getOrThrow(Xlsx.write(facts, profile, context)))
  const path = "xl/worksheets/sheet1.xml"
  const wanted = Math.min(3, all.length - 1)
  let [broken, day] = [0, ""]
  const xml = strFromU8(parts[path] ?? new Uint8Array()).replace(/<row r="\d+"[^>]*>.*?<\/row>/gs, row => {
    const found = broken < wanted ? dayInXml.exec(row) : null
    if (found === null) return row
    broken++
    const [whole = "", cell, serial, text] = found
    const on = serial === undefined ? text : PlainDate.formatVietnamese(PlainDate.fromEpochDay(Number(serial) - 25_569))
    day = on?.slice(0, 2) ?? ""
    const none = `45${on?.slice(2)}`
    return row.replace(whole, serial === undefined ? none : `<c r="${cell}" t="inlineStr"><is><t>${none}</t></is></c>`)
  })
  const original = saved("original.xlsx", zipSync({ ...parts, [path]: strToU8(xml) }), xlsx)
  for (const way of ["the workbook", "its rejected rows"]) {
    const program = Effect.gen(function* () {
      const rejected: Array<Uint8Array> = []
      const options = { context, recordedBy: "clerk-1", rejects: (bytes: Uint8Array) => void rejected.push(bytes) }
      const send = (bytes: Uint8Array) => Xlsx.importFile({ name: "ds.xlsx", bytes }, profile, options)
      const first = yield* send(original)
      const again = mended("mended", way === "the workbook" ? original : (rejected[0] ?? original), "45/", `${day}/`)
      const second = yield* send(again)
      const third = yield* send(again)
      const journal = yield* Journal.Journal
      const recorded = (yield* Stream.runCollect(journal.read({}))).length
      return { bad: first.bad, good: second.good, badAgain: second.bad, known: third.known === third.total, recorded }
    })
    const found = await Effect.runPromise(Effect.provide(program, Memory.layer))
    const right = { bad: wanted, good: wanted, badAgain: 0, known: true, recorded: facts.length }
    report(
      `${name}: ${way}, mended and sent again, brings what lacked and nothing twice`,
      isDeepStrictEqual(found, right) ? [] : [found, right],
      broken
    )
  }
}

const control = await rows(saved("control.xlsx", book({ data: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>' }), xlsx))
report("control: a formula that LibreOffice has saved is seen", formulas(control) === 1 ? [] : [formulas(control)], control.length)
if (failed) process.exitCode = 1
