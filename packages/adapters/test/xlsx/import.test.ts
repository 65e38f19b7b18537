import * as Csv from "@chibo/adapters/csv"
import * as Memory from "@chibo/adapters/memory"
import * as Xlsx from "@chibo/adapters/xlsx"
import { Fact, Journal } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import ExcelJS from "exceljs"
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { encodeTcvn3 } from "../../src/text/tcvn3.ts"
import { encodeVni } from "../../src/text/vni.ts"
import { book, sheetXml, stylesXml } from "./book.ts"

const people = Csv.profile({
  id: "test.people",
  version: 1,
  columns: {
    mã: { type: "id", required: true },
    "họ tên": { type: "text", personal: true },
    "ngày sinh": { type: "birth", personal: true },
    "số định danh": { type: "code", digits: [9, 12], personal: true },
    "chi bộ": { type: "code" },
    ngày: { type: "date", required: true },
    phút: { type: "integer", least: 0 },
    "thành lập": { type: "date", format: "yyyy-mm-dd" }
  },
  naturalKey: { "member.details-changed": ["member", "on"], "member.enrolled": ["member"] },
  fields: { on: "ngày" },
  toFacts: (row, lookup: undefined) => {
    void lookup
    return Result.succeed([
      {
        kind: "member.details-changed",
        on: row.ngày,
        member: row.mã,
        personal: { fullName: row["họ tên"], birth: row["ngày sinh"], citizenNumber: row["số định danh"] }
      },
      ...(row["chi bộ"] === undefined
        ? []
        : [{ kind: "member.enrolled" as const, on: row.ngày, member: row.mã, cell: `c-${row["chi bộ"]}` }])
    ])
  }
})
const header = Object.keys(people.columns)

type Value = ExcelJS.CellValue
interface Written {
  readonly value: Value
  readonly format?: string
  readonly font?: string
}
const isWritten = (value: Value | Written): value is Written => typeof value === "object" && value !== null && "value" in value

/** A workbook that exceljs writes: sheets by name, rows of values. */
const workbook = async (
  sheets: Record<string, ReadonlyArray<ReadonlyArray<Value | Written>>>,
  more: (made: ExcelJS.Workbook) => void = () => {}
) => {
  const made = new ExcelJS.Workbook()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = made.addWorksheet(name)
    for (const [r, row] of rows.entries()) {
      for (const [c, value] of row.entries()) {
        const cell = sheet.getCell(r + 1, c + 1)
        cell.value = isWritten(value) ? value.value : value
        if (isWritten(value) && value.format !== undefined) cell.numFmt = value.format
        if (isWritten(value) && value.font !== undefined) cell.font = { name: value.font }
      }
    }
  }
  more(made)
  return { name: "ds.xlsx", bytes: new Uint8Array(await made.xlsx.writeBuffer()) }
}
const day = (text: string, format = "dd/mm/yyyy"): Written => ({ value: new Date(`${text}Z`), format })
const one = (...row: ReadonlyArray<Value | Written>) => workbook({ "Danh sách": [header, row] })
const good: ReadonlyArray<Value | Written> = ["m-1", "Vi Văn An", "1975", "020075000001", "01", "03/02/2021", 90, null]
const withCell = (column: string, value: Value | Written) => one(...good.map((each, at) => (header[at] === column ? value : each)))
const read = (file: Xlsx.File, reading: Xlsx.Reading & { readonly answers?: Xlsx.Answers } = {}) =>
  Effect.runPromise(Xlsx.read(file.bytes, people, undefined, reading))
const problems = async (file: Xlsx.File, reading: Xlsx.Reading = {}) =>
  (await read(file, reading)).rows.flatMap(row =>
    row._tag === "Bad" ? row.problems.map(({ address, code }) => `${address} ${code}`) : [row._tag]
  )
const facts = async (
  file: Xlsx.File,
  reading: Xlsx.Reading & { readonly answers?: Xlsx.Answers } = {}
): Promise<ReadonlyArray<Fact.Plain>> => (await read(file, reading)).rows.flatMap(row => (row._tag === "Read" ? row.facts : []))
const run = <A, E>(effect: Effect.Effect<A, E, Journal.Journal>) => Effect.runPromise(Effect.provide(effect, Memory.layer))
const options = { context: undefined, recordedBy: "clerk-1" }
const dryRun = (file: Xlsx.File, reading: Xlsx.Reading = {}) => run(Xlsx.dryRun(file, people, { ...options, ...reading }))
const failure = (file: Xlsx.File, reading: Xlsx.Reading = {}) =>
  run(Effect.flip(Xlsx.dryRun(file, people, { ...options, ...reading }))) as Promise<Xlsx.FileError | Xlsx.XlsxFileError>

/** Keeps the rejected rows that it is given. */
const keeper = () => {
  const kept: Array<Uint8Array> = []
  return {
    rejects: (bytes: Uint8Array) => void kept.push(bytes),
    last: (): Xlsx.File => ({ name: "lại.xlsx", bytes: kept.at(-1) ?? new Uint8Array() })
  }
}

/** A workbook whose first sheet is changed as text. */
const edited = async (bytes: Uint8Array, change: (xml: string) => string): Promise<Uint8Array> => {
  const files = unzipSync(bytes)
  const path = "xl/worksheets/sheet1.xml"
  return zipSync({ ...files, [path]: strToU8(change(strFromU8(files[path] ?? new Uint8Array()))) })
}

describe("cells of a workbook", () => {
  it("become facts, be they days, numbers or text", async () => {
    const [first, second] = await facts(
      await one("m-1", "Vi Văn An", day("1975-02-01"), "020075000001", "01", day("2021-02-03"), 1136, day("1999-12-31"))
    )
    expect(first).toMatchObject({
      on: "2021-02-03",
      personal: { fullName: "Vi Văn An", birth: "1975-02-01", citizenNumber: "020075000001" }
    })
    expect(second).toMatchObject({ cell: "c-01" })
    for (const birth of [1975, "1975", { value: 1975, format: "0" }]) {
      expect((await facts(await withCell("ngày sinh", birth)))[0]).toMatchObject({ personal: { birth: "1975" } })
    }
  })

  it("are refused with their address where a column must not take them", async () => {
    const cases: ReadonlyArray<readonly [string, Value | Written, string]> = [
      ["ngày", 44_230, "F2 serial-date"],
      ["ngày", 44_230.5, "F2 fraction"],
      ["ngày", 20_210_203, "F2 not-a-date"],
      ["ngày", "31/02/2021", "F2 no-such-day"],
      ["ngày", "3/2/21", "F2 year-out-of-range"],
      ["ngày", "03/25/2021", "F2 month-first"],
      ["ngày", null, "F2 empty"],
      ["ngày", { value: 44_230.708, format: "dd/mm/yyyy" }, "F2 time-of-day"],
      ["ngày", { value: 0.5, format: "hh:mm" }, "F2 time"],
      ["ngày", { value: 60, format: "dd/mm/yyyy" }, "F2 early-day"],
      ["ngày", { value: -3, format: "dd/mm/yyyy" }, "F2 error-value"],
      ["ngày sinh", { value: 1975, format: "dd/mm/yyyy" }, "C2 year-as-day"],
      ["số định danh", 20_075_000_001, "D2 wrong-digits"],
      ["số định danh", 1_234_567_890_123_456, "D2 digits-lost"],
      ["chi bộ", 12.03, "E2 fraction"],
      ["chi bộ", day("2021-02-01"), "E2 day-in-code"],
      ["phút", 1.136, "G2 fraction"],
      ["phút", 20.2, "G2 fraction"],
      ["phút", "20,2", "G2 not-an-integer"],
      ["phút", day("2021-02-01"), "G2 day-in-code"],
      ["ngày", day("2021-02-01", "mm/yyyy"), "F2 part-of-day"],
      ["ngày", day("2021-02-01", "dd/mm"), "F2 part-of-day"],
      ["ngày sinh", day("1975-02-01", "yyyy"), "C2 part-of-day"],
      ["họ tên", { error: "#N/A" }, "B2 error-value"],
      ["họ tên", "#REF!", "B2 error-value"],
      ["họ tên", { formula: "A1" }, "B2 error-value"],
      ["họ tên", "x".repeat(32_768), "B2 text-too-long"]
    ]
    for (const [column, value, found] of cases) {
      expect(await problems(await withCell(column, value)), `${column} ${JSON.stringify(value)}`).toEqual([`Danh sách!${found}`])
    }
    expect(await problems(await one(...good, null, "lạc"))).toEqual(["Danh sách!J2 cell-outside"])
    const far = await workbook({ "Danh sách": [header, good] }, made => {
      const cell = made.worksheets[0]?.getCell("XFD2")
      if (cell !== undefined) cell.value = 1
    })
    expect(await problems(far)).toEqual(["Danh sách!XFD2 cell-outside"])
  })

  it("that were refused are refused again when the rejected rows are sent unmended", async () => {
    const rows: ReadonlyArray<readonly [string, Value | Written]> = [
      ["ngày", { value: 44_230.708, format: "dd/mm/yyyy" }],
      ["ngày", { value: 1, format: "dd/mm/yyyy" }],
      ["ngày", { value: -3, format: "dd/mm/yyyy" }],
      ["ngày", 44_230],
      ["ngày sinh", { value: 1975, format: "dd/mm/yyyy" }],
      ["ngày sinh", day("1975-02-01", "yyyy")],
      ["số định danh", 20_075_000_001],
      ["chi bộ", 12.03],
      ["phút", 1.136],
      ["phút", 1e300],
      ["họ tên", { error: "#N/A" }],
      ["họ tên", { formula: "A1" }]
    ]
    const file = await workbook({
      "Danh sách": [header, ...rows.map(([column, value]) => good.map((each, at) => (header[at] === column ? value : each)))]
    })
    const { rejects, last } = keeper()
    const report = await run(Xlsx.importFile(file, people, { ...options, rejects }))
    expect([report.total, report.bad, report.appended]).toEqual([rows.length, rows.length, 0])
    const again = await dryRun(last())
    expect([again.total, again.bad]).toEqual([rows.length, rows.length])
    expect(again.badRows.map(({ place }) => place)).toEqual(report.badRows.map(({ place }) => place))
  })

  it("are told of in notes where they are taken all the same", async () => {
    const row: ReadonlyArray<Value | Written> = [
      { formula: '"m-1"', result: "m-1" },
      day("2021-02-03"),
      "1975",
      { value: 20_075_000_001, format: "000000000000" },
      7,
      "03/02/2021",
      90,
      null
    ]
    const file = await workbook({ "Danh sách": [["DANH SÁCH"], [], header, row, row] })
    const titled = { ...people, titles: true }
    const report = await run(Xlsx.dryRun(file, titled, options))
    expect(report.notes.map(({ code, column, cells, first }) => [code, column, cells, first])).toEqual([
      ["formula", "mã", 2, "Danh sách!A4"],
      ["day-in-text", "họ tên", 2, "Danh sách!B4"],
      ["zero-padded", "số định danh", 2, "Danh sách!D4"],
      ["number-as-code", "chi bộ", 2, "Danh sách!E4"]
    ])
    expect(report.samples[0]?.facts).toMatchObject([
      { personal: { citizenNumber: "020075000001", fullName: "03/02/2021" } },
      { cell: "c-7" }
    ])
    expect((await dryRun(await one(...good))).notes).toEqual([])
  })

  it("whose day and month a program exchanged are asked about", async () => {
    const rows = (...days: ReadonlyArray<Value | Written>) =>
      workbook({ "Danh sách": [header, ...days.map((on, at) => [`m-${at}`, ...good.slice(1, 5), on, null, null])] })
    // typed as 05/03, 25/03, 07/07 and 2020-03-06 where months are read first
    const typed = [day("2020-05-03", "mm/dd/yy"), "25/03/2020", day("2020-07-07", "mm/dd/yy"), day("2020-03-06", "yyyy-mm-dd")]
    const file = await rows(...typed)
    const found = (await read(file)).rows
    expect(found.map(({ _tag }) => _tag)).toEqual(["Unclear", "Read", "Read", "Read"])
    const [row] = found
    const [question] = row?._tag === "Unclear" ? row.questions : []
    expect([question?.code, question?.address, question?.column]).toEqual(["day-order.6", "Danh sách!F2", "ngày"])
    expect((await facts(file, { answers: { [question?.key ?? ""]: "keep" } }))[0]).toMatchObject({ on: "2020-05-03" })
    const { rejects, last } = keeper()
    await run(Xlsx.dryRun(file, people, { ...options, rejects }))
    expect(await problems(last())).toEqual(["Danh sách!F2 not-a-date"])

    const kinds = async (...days: ReadonlyArray<Value | Written>) => (await read(await rows(...days))).rows.map(({ _tag }) => _tag)
    // by what is shown alone, or by the texts alone
    expect(await kinds(day("2020-05-03", "mm/dd/yyyy"), "05/03/2020")).toEqual(["Unclear", "Read"])
    expect(await kinds(day("2020-05-03"), "25/03/2020")).toEqual(["Unclear", "Read"])
    // a day past the twelfth shows that the column was read as it was typed
    expect(await kinds(day("2020-05-03", "mm/dd/yyyy"), day("2020-05-13", "mm/dd/yyyy"))).toEqual(["Read", "Read"])
    expect(await kinds(day("2020-05-03"), "25/03/2020", day("2020-05-13"))).toEqual(["Read", "Read", "Read"])
    // 31/02 stays text everywhere
    expect(await kinds(day("2020-05-03"), "31/02/2020")).toEqual(["Read", "Bad"])
    expect(await kinds(day("2020-05-03"), "05/03/2020")).toEqual(["Read", "Read"])
  })

  it("that are merged with a row above are refused where that one says something", async () => {
    const person = (at: number, ...row: ReadonlyArray<Value>) => [`m-${at}`, ...good.slice(1, 5), ...row]
    const on = "03/02/2021"
    const file = await workbook(
      { "Danh sách": [header, person(0, on, 90, null), person(1, on, null, null), person(2, on, null, null), person(3, on, null, null)] },
      made => {
        for (const range of ["G2:G4", "H2:H4", "H5:I5"]) made.worksheets[0]?.mergeCells(range)
      }
    )
    const cleared = async (bytes: Uint8Array) => problems({ name: "", bytes })
    // what exceljs repeats in merged cells, other programs leave out
    const strip = await edited(file.bytes, xml => xml.replace(/(<c r="G[34]"[^>]*>)<v>90<\/v>/g, "$1"))
    expect(await cleared(strip)).toEqual(["Read", "Danh sách!G3 merged", "Danh sách!G4 merged", "Read"])
    const { rejects, last } = keeper()
    await run(Xlsx.dryRun({ name: "", bytes: strip }, people, { ...options, rejects }))
    expect(await problems(last())).toEqual(["Danh sách!G2 damaged-text", "Danh sách!G3 damaged-text"])
  })

  it("of a book that counts from 1904 are the same days", async () => {
    const made = (base: boolean, serial: number) =>
      book({
        properties: `<workbookPr date1904="${base}"/>`,
        styles: stylesXml([{}, { format: "dd/mm/yyyy" }]),
        data: `<row r="1">${header.map(text => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row><row r="2"><c t="inlineStr"><is><t>m-1</t></is></c><c r="F2" s="1"><v>${serial}</v></c></row>`
      })
    for (const bytes of [made(false, 44_230), made(true, 42_768)]) {
      expect(await facts({ name: "", bytes })).toMatchObject([{ on: "2021-02-03" }])
    }
  })
})

describe("sheets of a workbook", () => {
  const guide = [["Hướng dẫn"], ["Điền vào trang sau"]]
  it("are found by their columns; hidden ones are passed over unless they are asked for", async () => {
    const hidden = (made: ExcelJS.Workbook) => {
      const sheet = made.getWorksheet("Tra cứu")
      if (sheet !== undefined) sheet.state = "hidden"
    }
    const file = await workbook(
      { "Tra cứu": [header, ["m-9", ...good.slice(1)]], "Hướng dẫn": guide, "Danh sách": [header, good], Trống: [] },
      hidden
    )
    expect((await facts(file))[0]).toMatchObject({ member: "m-1" })
    expect((await facts(file, { sheet: "Tra cứu" }))[0]).toMatchObject({ member: "m-9" })
    expect((await failure(file, { sheet: "Khác" })).reason).toEqual({ _tag: "NoSuchSheet" })
  })

  it("are asked for where that does not tell", async () => {
    const two = await workbook({ Một: [header, good], Hai: [header, good] })
    const error = await failure(two)
    expect(error.reason).toEqual({ _tag: "SheetUnsure", sheets: 2, fitting: 2 })
    expect(error instanceof Csv.FileError && error.samples().map(({ reading }) => reading)).toEqual(["Một", "Hai"])
    expect(error.message + error.describe("vi")).not.toMatch(/Một|Vi Văn/)
    expect((await facts(two, { sheet: "Hai" })).length).toBe(2)
    expect((await failure(await workbook({ Một: guide, Hai: guide }))).reason).toEqual({ _tag: "SheetUnsure", sheets: 2, fitting: 0 })
    expect((await failure(await workbook({ Một: [["mã"]] }))).reason).toMatchObject({ _tag: "WrongHeader", line: 1 })
    expect((await failure(await workbook({ Một: [] }))).reason).toEqual({ _tag: "NoHeader" })
  })

  it("are told wherever a report names a line, and so are those that were not read", async () => {
    const other = ["m-1", "Vi Văn Anh", ...good.slice(2)]
    const file = await workbook(
      { "Hướng dẫn": guide, "Tra cứu": [["x"]], "Danh sách": [header, good, other, ["Tổng cộng: 2"]], Trống: [] },
      made => {
        const sheet = made.getWorksheet("Tra cứu")
        if (sheet !== undefined) sheet.state = "hidden"
      }
    )
    const finding = { fact: 0, code: "odd", field: "on", message: () => "odd" }
    const report = await run(Xlsx.dryRun(file, people, { ...options, check: () => [finding] }))
    expect([report.sheet, report.otherSheets]).toEqual(["Danh sách", ["Hướng dẫn", "Tra cứu"]])
    const places = [report.samples, report.violations, report.proposals, report.badRows].map(list =>
      list.map(({ sheet, line, address }) => [sheet, line, address])
    )
    const at = (line: number) => [["Danh sách", line, `Danh sách!A${line}`]]
    expect(places).toEqual([at(2), at(2), at(3), at(4)])
    expect(report.badRows.map(({ code }) => code)).toEqual(["remark"])
    const csv = await run(
      Csv.dryRun({ name: "a.csv", bytes: new TextEncoder().encode(`${header.join(";")}\nm-1;A;;;01;03/02/2021;;\n`) }, people, options)
    )
    expect([csv.samples[0]?.line, "sheet" in csv, "address" in (csv.samples[0] ?? {})]).toEqual([2, false, false])
  })

  it("that are damaged at their end bring nothing", async () => {
    const cells = header.map(text => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")
    const rows = Array.from({ length: 2000 }, () => '<row><c t="inlineStr"><is><t>m-1</t></is></c><c/></row>').join("")
    const bytes = book({ sheet: `${sheetXml(`<row r="1">${cells}</row>${rows}`).slice(0, -20)}` })
    await run(
      Effect.gen(function* () {
        const error = yield* Effect.flip(Xlsx.importFile({ name: "x", bytes }, people, { ...options, chunkSize: 10 }))
        expect(error).toMatchObject({ reason: { _tag: "BadXml" } })
        const journal = yield* Journal.Journal
        expect((yield* journal.head).position).toBe(0)
      })
    )
  })
})

describe("old fonts", () => {
  const alphabet = [..."aăâbcdđeêghiklmnoôơpqrstuưvxy"]
  const tones = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]
  const letters = alphabet.flatMap(letter =>
    /[aăâeêioôơuưy]/.test(letter) ? tones.map(tone => (letter + tone).normalize("NFC")) : [letter]
  )
  const tcvn3 = (text: string) => Buffer.from(encodeTcvn3(text)).toString("latin1")

  it("are decoded by cell and by run, the whole alphabet", async () => {
    const words = letters.flatMap(letter => [letter, letter.toUpperCase()])
    expect(words.length).toBe((17 + 12 * 6) * 2)
    const rows = words.flatMap(word => {
      const name = `Vì ${word} mường`
      const vni = encodeVni(name)
      const split = Math.ceil(vni.length / 2)
      return [
        [{ value: tcvn3(name.toLowerCase()), font: ".VnTime" }, name.toLowerCase()],
        [{ value: tcvn3(name.toLowerCase()), font: ".VnTimeH" }, name.toUpperCase()],
        [{ value: vni, font: "VNI-Times" }, name],
        [
          {
            value: {
              richText: [
                { text: "Họ " },
                { text: tcvn3(name.toLowerCase()), font: { name: ".VnArial" } },
                { text: ` ${vni.slice(0, split)}`, font: { name: "VNI-Helve" } },
                { text: vni.slice(split), font: { name: "VNI-Helve", bold: true } }
              ]
            },
            font: "Arial"
          },
          `Họ ${name.toLowerCase()} ${name}`
        ]
      ] as ReadonlyArray<readonly [Written, string]>
    })
    const file = await workbook({
      "Danh sách": [
        // the header, too, may be typed in such a font
        header.map(text => ({ value: tcvn3(text), font: ".VnTime" })),
        ...rows.map(
          ([cell], at): ReadonlyArray<Value | Written> => [`m-${at}`, cell, "1975", "020075000001", "01", "03/02/2021", null, null]
        )
      ]
    })
    const found = (await facts(file)).flatMap(fact => (fact.kind === "member.details-changed" ? [fact.personal?.fullName] : []))
    expect(found).toEqual(rows.map(([, name]) => name))
    const report = await dryRun(file)
    expect(report.notes.map(({ code, cells }) => [code, cells])).toContainEqual(["decoded", rows.length])
  })

  it("are asked about where the text may be Unicode, or is in an old encoding without one", async () => {
    for (const [value, font, code, name] of [
      ["Lê Hà", ".VnTime", "font-unsure.2", "Lờ HỔ"],
      [tcvn3("Nguyễn Văn Mạnh"), "Times New Roman", "misread.2", tcvn3("Nguyễn Văn Mạnh")],
      [encodeVni("Nguyễn Văn Mạnh"), "Arial", "misread.2", encodeVni("Nguyễn Văn Mạnh")]
    ] as const) {
      const file = await withCell("họ tên", { value, font })
      const [row] = (await read(file)).rows
      if (row?._tag !== "Unclear") throw new Error("no question")
      expect(row.questions.map(({ code, address }) => [code, address])).toEqual([[code, "Danh sách!B2"]])
      expect((await facts(file, { answers: { [row.questions[0]?.key ?? ""]: "keep" } }))[0]).toMatchObject({ personal: { fullName: name } })
      const { rejects, last } = keeper()
      await run(Xlsx.dryRun(file, people, { ...options, rejects }))
      expect((await dryRun(last())).good).toBe(0)
    }
    for (const font of [".VnTime", "VNI-Times", "Arial"]) {
      expect(await facts(await withCell("họ tên", { value: "Nguyễn Thị Hà", font }))).toMatchObject([
        { personal: { fullName: "Nguyễn Thị Hà" } },
        {}
      ])
    }
  })

  it("whose letters seem lost are asked about, and others refused where nobody decodes them", async () => {
    const file = await workbook({
      "Danh sách": [header, good.map((each, at) => (at === 1 ? { value: tcvn3("Lý Mường").replace("\u00ad", ""), font: ".VnTime" } : each))]
    })
    const [row] = (await read(file)).rows
    if (row?._tag !== "Unclear") throw new Error("no question")
    expect(row.questions.map(({ code, address, choices }) => [code, address, choices.map(({ value }) => value)])).toEqual([
      ["letters-lost.2", "Danh sách!B2", ["keep"]]
    ])
    expect((await facts(file, { answers: { [row.questions[0]?.key ?? ""]: "keep" } }))[0]).toMatchObject({
      personal: { fullName: "Lý Mờng" }
    })
    expect(await problems(file, { decodeFont: () => undefined })).toEqual(["Danh sách!B2 legacy-font"])
    for (const reading of [{}, { decodeFont: () => undefined }]) {
      const { rejects, last } = keeper()
      await run(Xlsx.dryRun(file, people, { ...options, ...reading, rejects }))
      expect(await problems(last())).toEqual(["Danh sách!B2 damaged-text"])
    }
    expect((await facts(file, { decodeFont: (_, text) => text.replace("M", "Mư") }))[0]).toMatchObject({
      personal: { fullName: expect.stringContaining("Mư") }
    })
  })
})

describe("files of another kind", () => {
  it("are told apart, whichever way they are sent", async () => {
    const { bytes } = await one(...good)
    const page = new TextEncoder().encode("<html><body><table><tr><td>mã</td></tr></table></body></html>")
    const csv = async (sent: Uint8Array) =>
      (await run(Effect.flip(Csv.dryRun({ name: "a.csv", bytes: sent }, people, options)))) as Csv.FileError
    for (const sent of [bytes, bytes.slice(0, 300), new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])]) {
      expect((await csv(sent)).reason).toEqual({ _tag: "Workbook" })
    }
    expect((await csv(page)).reason).toEqual({ _tag: "Page" })
    expect((await csv(page)).describe("vi")).toContain(".xlsx")
    expect((await failure({ name: "x", bytes: page })).reason).toEqual({ _tag: "NotAZip" })
    expect((await failure({ name: "x", bytes: new Uint8Array() })).reason).toEqual({ _tag: "Truncated" })
  })
})

describe("an import of a workbook", () => {
  it("is resumed, repeated without harm, and its rejected rows are mended and sent again", async () => {
    const rows = Array.from({ length: 25 }, (_, at) => [
      `m-${at}`,
      ...good.slice(1, 5),
      at % 10 === 3 ? 44_230 : day("2021-02-03"),
      90,
      null
    ])
    const file = await workbook({ "Danh sách": [header, ...rows] })
    await run(
      Effect.gen(function* () {
        const { rejects, last } = keeper()
        const seen: Array<number> = []
        const given = {
          ...options,
          chunkSize: 10,
          progress: ({ share }: Csv.Progress) => void seen.push(share),
          rejects
        }
        const would = yield* Xlsx.dryRun(file, people, { context: undefined })
        const finding = { fact: 2, code: "odd", field: "on", refuse: true, message: () => "odd" }
        const checked = yield* Xlsx.dryRun(file, people, { context: undefined, check: () => [finding] })
        expect(checked.badRows.map(({ address, code }) => `${address} ${code}`)).toContain("Danh sách!A3 odd")
        const first = yield* Xlsx.importFile(file, people, given)
        expect([would.good, would.bad, would.appended]).toEqual([first.good, first.bad, first.appended])
        expect([first.total, first.good, first.bad, first.appended]).toEqual([25, 22, 3, 44])
        expect(first.badRows.map(({ sheet, line, place, address }) => [sheet, line, place, address])).toEqual(
          [5, 15, 25].map(line => ["Danh sách", line, 6, `Danh sách!F${line}`])
        )
        expect([seen.length, seen.at(-1)]).toEqual([3, 1])
        const second = yield* Xlsx.importFile(file, people, given)
        expect([second.known, second.bad, second.appended]).toEqual([22, 3, 0])
        // mended by another program
        const mended = new ExcelJS.Workbook()
        // sound: exceljs asks for the type of an older Node
        yield* Effect.promise(() => mended.xlsx.load(Buffer.from(last().bytes) as never))
        const sheet = mended.getWorksheet("Danh sách")
        if (sheet === undefined) throw new Error("no sheet")
        expect([sheet.rowCount, sheet.columnCount, sheet.getCell("I1").value, sheet.getCell("J1").value]).toEqual([
          4,
          10,
          "lý do từ chối",
          "reason for rejection"
        ])
        for (const line of [2, 3, 4]) sheet.getCell(line, 6).value = "03/02/2021"
        const bytes = new Uint8Array(yield* Effect.promise(() => mended.xlsx.writeBuffer()))
        const third = yield* Xlsx.importFile({ name: "sửa.xlsx", bytes }, people, given)
        expect([third.total, third.good, third.appended]).toEqual([3, 3, 6])
        // the same rows as CSV are known
        const journal = yield* Journal.Journal
        const recorded = yield* Stream.runCollect(journal.read({}))
        expect(recorded.length).toBe(50)
        expect(recorded[0]?.source).toMatch(/^xlsx:test\.people@1:[0-9a-f]{12}$/)
        const text = [
          header.join(";"),
          ...rows.map(([id, name, birth, number, cell]) => [id, name, birth, number, cell, "03/02/2021", 90, ""].join(";"))
        ].join("\n")
        const csv = yield* Csv.importFile({ name: "ds.csv", bytes: new TextEncoder().encode(text) }, people, options)
        expect([csv.total, csv.known, csv.appended]).toEqual([25, 25, 0])
        expect((yield* Stream.runCollect(Xlsx.rows(file, people, undefined))).length).toBe(25)
        expect((yield* Stream.runCollect(Xlsx.values(file, people)))[0]).toMatchObject({ _tag: "Values", row: { phút: 90 } })
      })
    )
  })
})

describe("facts written as a workbook", () => {
  const born = Csv.profile({
    id: "test.born",
    version: 1,
    columns: {
      mã: { type: "id", required: true },
      ngày: { type: "date", required: true, format: "yyyy-mm-dd" },
      "ngày sinh": { type: "birth", personal: true }
    },
    naturalKey: { "member.details-changed": ["member", "on"] },
    fields: { on: "ngày" },
    toFacts: (row, nothing: undefined) => {
      void nothing
      return Result.succeed([
        { kind: "member.details-changed", on: row.ngày, member: row.mã, personal: { fullName: "A", birth: row["ngày sinh"] } }
      ])
    },
    toRows: facts =>
      facts.flatMap(fact =>
        fact.kind === "member.details-changed" ? [{ mã: fact.member, ngày: fact.on, "ngày sinh": fact.personal?.birth }] : []
      )
  })

  it("have days in cells of days, and as text those that would be doubtful when they are read again", async () => {
    const births = ["1975-02-01", "1975", undefined, "1905-03-13", "1905-03-14", "1905-09-30", "1905-10-01", "1900-02-28", "1900-03-01"]
    const facts = births.map((birth, i) =>
      Fact.make({
        kind: "member.details-changed",
        on: "2022-07-06",
        member: `m${i}`,
        personal: { fullName: "A", ...(birth === undefined ? {} : { birth }) }
      })
    )
    const bytes = Result.getOrThrow(Xlsx.write(facts, born, undefined))
    const again = await Effect.runPromise(Xlsx.read(bytes, born, undefined))
    expect(again.rows.flatMap((row): ReadonlyArray<unknown> => (row._tag === "Read" ? row.facts : [row]))).toEqual(facts)
    const sheet = await Effect.runPromise(Stream.runCollect(Xlsx.readSheets(bytes)))
    expect(sheet.slice(1).map(row => [Xlsx.cellAt(row, "B").kind, Xlsx.cellAt(row, "C").kind, Xlsx.cellAt(row, "C").text])).toEqual([
      ["date", "date", "1975-02-01"],
      ["date", "text", "1975"],
      ["date", "empty", ""],
      ["date", "date", "1905-03-13"],
      ["date", "text", "14/03/1905"],
      ["date", "text", "30/09/1905"],
      ["date", "date", "1905-10-01"],
      ["date", "text", "28/02/1900"],
      ["date", "date", "1900-03-01"]
    ])
  })
})
