import { PassThrough } from "node:stream"
import { buffer } from "node:stream/consumers"
import * as Xlsx from "@chibo/adapters/xlsx"
import { PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Stream } from "effect"
import ExcelJS from "exceljs"
import { book, officeLink, type Parts, sheetXml, stringsXml, stylesXml } from "./book.ts"

const rows = (bytes: Uint8Array, options?: Xlsx.Reading) => Effect.runPromise(Stream.runCollect(Xlsx.readSheets(bytes, options)))
const refused = (bytes: Uint8Array, options?: Xlsx.Reading) =>
  Effect.runPromise(Effect.flip(Stream.runDrain(Xlsx.readSheets(bytes, options)))).then(({ reason }) => reason)
const cells = async (parts: Parts, options?: Xlsx.Reading) => (await rows(book(parts), options)).flatMap(row => row.cells)
/** Cells as address, kind, text and flags. */
const shown = async (parts: Parts, options?: Xlsx.Reading) =>
  (await cells(parts, options)).map(({ address, kind, text, flags = [] }) => [address, kind, text, ...flags].join("|"))
const numbers = (values: ReadonlyArray<string | number>, style = 0) =>
  `<row r="1">${values.map(value => `<c s="${style}"><v>${value}</v></c>`).join("")}</row>`

/** What each number reads as in a format. */
const inFormat = async (format: string | number, values: ReadonlyArray<string | number>, base: 1900 | 1904 = 1900) =>
  (
    await cells({
      styles: stylesXml([{ format }]),
      data: numbers(values),
      properties: base === 1904 ? '<workbookPr date1904="1"/>' : '<workbookPr date1904="false"/>'
    })
  ).map(({ kind, text, flags = [] }) => [kind, text, ...flags].join("|"))

describe("cells", () => {
  it("tell what they held, and where", async () => {
    const found = await shown({
      strings: stringsXml("<si><t>chung</t></si><si><r><t>hai </t></r><r><t>đoạn</t></r><rPh><t>bỏ</t></rPh></si>"),
      data: [
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="AA2" t="inlineStr"><is><t xml:space="preserve"> trong ô </t></is></c></row>',
        '<row><c><v>27</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c/><c t="str"><f>A1</f><v>kết quả</v></c></row>',
        '<row r="9"><c r="A9"><f>1+1</f><v>2</v></c><c r="B9"><f>1+1</f></c><c t="d"><v>2021-02-03T00:00:00Z</v></c><c t="d"><v>2021-02-03T10:00:00</v></c></row>'
      ].join("")
    })
    assert.deepStrictEqual(found, [
      "B2|text|chung",
      "C2|text|hai đoạn",
      "AA2|text| trong ô ",
      "A3|number|27",
      "B3|boolean|true",
      "C3|boolean|false",
      "D3|error|#N/A",
      "F3|text|kết quả|formula",
      "A9|number|2|formula",
      "B9|error||formula-without-value",
      "C9|date|2021-02-03",
      "D9|date|2021-02-03|time-dropped"
    ])
  })

  it("that the file does not mention are empty, with their address", async () => {
    const [row] = await rows(book({ data: '<row r="7"><c r="B7"><v>1</v></c><c r="C7" s="0"/></row>' }))
    assert.isDefined(row)
    if (row === undefined) return
    assert.strictEqual(row.cells.length, 1)
    assert.deepStrictEqual(Xlsx.cellAt(row, "C"), { sheet: "Trang 1", row: 7, column: "C", address: "C7", text: "", kind: "empty" })
    assert.deepInclude(Xlsx.cellAt(row, "B"), { text: "1", kind: "number" })
  })

  it("keep text that XML cannot hold, and XML that is spelled otherwise", async () => {
    assert.deepStrictEqual(
      (await cells({ data: '<row><c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_ &amp;#65; &#272;&lt;</t></is></c></row>' })).map(
        c => c.text
      ),
      ["a\rb_x0041_ &#65; Đ<"]
    )
    assert.deepStrictEqual(
      await shown({
        sheet:
          '<x:worksheet xmlns:x="m" xmlns:y="n"><!-- x --><x:sheetData><x:row r="1"><y:c r="A1"><x:v>9</x:v></y:c><x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
      }),
      ["B1|number|5"]
    )
  })

  it("of all sheets come in order, also of hidden ones; or of one sheet", async () => {
    const two = book({
      workbook: `<workbook xmlns:r="r"><sheets><sheet name="Một" r:id="s"/><sheet name="Hai" state="hidden" r:id="z"/><sheet name="Biểu đồ" r:id="c"/></sheets></workbook>`,
      links: `<Relationship Id="z" Type="${officeLink("worksheet")}" Target="/xl/worksheets/b.xml"/><Relationship Id="c" Type="${officeLink("chartsheet")}" Target="c.xml"/>`,
      extra: [{ name: "xl/worksheets/b.xml", data: sheetXml('<row r="5"><c><v>2</v></c></row>'), stored: true }]
    })
    assert.deepStrictEqual(await Effect.runPromise(Xlsx.sheets(two)), [
      { name: "Một", hidden: false },
      { name: "Hai", hidden: true }
    ])
    assert.deepStrictEqual(
      (await rows(two)).map(({ sheet, row }) => [sheet, row]),
      [
        ["Một", 1],
        ["Hai", 5]
      ]
    )
    assert.deepStrictEqual(
      (await rows(two, { sheet: "Hai" })).map(({ sheet, row }) => [sheet, row]),
      [["Hai", 5]]
    )
    assert.deepStrictEqual(await refused(two, { sheet: "Ba" }), { _tag: "NoSuchSheet" })
  })
})

describe("numbers", () => {
  it("keep their digits", async () => {
    assert.deepStrictEqual(
      await inFormat(0, [
        "12345678901",
        "1.2345678901E10",
        "1E+3",
        "-5",
        "-0",
        "0.5",
        "1.136",
        "5e-3",
        "007",
        "1234567890123456",
        "1.2E17",
        "abc",
        "."
      ]),
      [
        "number|12345678901",
        "number|12345678901",
        "number|1000",
        "number|-5",
        "number|0",
        "number|0.5|fraction",
        "number|1.136|fraction",
        "number|0.005|fraction",
        "number|7",
        "number|1234567890123456|imprecise",
        "number|120000000000000000|imprecise",
        "error|abc",
        "error|."
      ]
    )
  })
  it("get the zeros in front that their format shows, and say so", async () => {
    assert.deepStrictEqual(await inFormat("000000000000", [20_012_345_678, 1, "-1", "123456789012", "1.5"]), [
      "number|020012345678|zero-padded",
      "number|000000000001|zero-padded",
      "number|-1",
      "number|123456789012",
      "number|1.5|fraction"
    ])
    assert.deepStrictEqual(await inFormat('00000000;-0;"–"', [1234]), ["number|00001234|zero-padded"])
    for (const format of ["0", "0.00", "#,##0", '"d"0', "[Red]0", "0.00E+00", "General", "@", 1, 49]) {
      assert.deepStrictEqual(await inFormat(format, [44_000]), ["number|44000"], String(format))
    }
    assert.deepStrictEqual(await shown({ data: '<row><c t="inlineStr"><is><t>00123</t></is></c></row>' }), ["A1|text|00123"])
  })
})

describe("days", () => {
  it("of serials follow the format", async () => {
    for (const format of [
      "dd/mm/yyyy",
      "d/m/yy",
      "[$-42A]dd mmmm yyyy;@",
      'dd" tháng "mm" năm "yyyy',
      "mmm d, yyyy",
      "dddd, dd/mm/yyyy",
      'dddd", "dd/mm/yyyy',
      "dd/mm/yyyy hh:mm",
      14,
      22,
      57
    ]) {
      assert.deepStrictEqual(await inFormat(format, [44_197]), ["date|2021-01-01"], String(format))
    }
    for (const format of ['dd" tháng "mm', "mmm", "[$-F800]dddd", "[$-42A]mm/yyyy", "yyyy", "dddd yyyy mm", "dd/mm", 16, 17]) {
      assert.deepStrictEqual(await inFormat(format, [44_197]), ["date|2021-01-01|part-of-day"], String(format))
    }
    const shownAs = async (format: string) =>
      (await cells({ styles: stylesXml([{ format }]), data: "<row><c><v>44197</v></c></row>" })).map(({ text, shown, flags }) => [
        text,
        shown,
        flags
      ])
    for (const format of ["yyyy\\-mm\\-dd", "yy/m/d"])
      assert.deepStrictEqual(await shownAs(format), [["2021-01-01", "year-first", undefined]])
    for (const format of ["mm/dd/yy", "[$-409]m/d/yyyy;@"]) {
      assert.deepStrictEqual(await shownAs(format), [["2021-01-01", "month-first", undefined]], format)
    }
    assert.deepStrictEqual(await shownAs("dd/mm/yyyy"), [["2021-01-01", undefined, undefined]])
    for (const format of ["hh:mm", "[h]:mm", "mm:ss", "h:mm AM/PM", "[mm]", 20, 46]) {
      assert.deepStrictEqual(await inFormat(format, ["0.5", 2]), ["number|0.5|time", "number|2|time"], String(format))
    }
    assert.deepStrictEqual(await inFormat(14, ["44197.75"]), ["date|2021-01-01|time-dropped"])
  })

  it("of 1900 have a false 29 February, which no column of days reads", async () => {
    const days = await inFormat(14, [0, 1, 2, 31, 59, 60, 61, 62, 367, 2_958_465, 2_958_466, -1])
    assert.deepStrictEqual(days, [
      "date|1900-01-00|early-serial",
      "date|1900-01-01|early-serial",
      "date|1900-01-02|early-serial",
      "date|1900-01-31|early-serial",
      "date|1900-02-28|early-serial",
      "date|1900-02-29|early-serial",
      "date|1900-03-01",
      "date|1900-03-02",
      "date|1901-01-01",
      "date|9999-12-31",
      "error|2958466|no-such-day",
      "error|-1|no-such-day"
    ])
    for (const text of ["1900-01-00", "1900-02-29"]) assert.isTrue(Result.isFailure(PlainDate.parse(text)))
  })

  it("of 1904 begin on its first day", async () => {
    assert.deepStrictEqual(await inFormat(14, [0, 1, 59, 60, 61, 42_735, 2_957_003, 2_957_004, -1], 1904), [
      "date|1904-01-01",
      "date|1904-01-02",
      "date|1904-02-29",
      "date|1904-03-01",
      "date|1904-03-02",
      "date|2021-01-01",
      "date|9999-12-31",
      "error|2957004|no-such-day",
      "error|-1|no-such-day"
    ])
  })

  it("count without a gap from 1 March 1900 on", async () => {
    const from = 61
    const some = Array.from({ length: 16_000 }, (_, i) => from + i * 4)
    const found = await cells({ styles: stylesXml([{ format: 14 }]), data: numbers(some) })
    assert.strictEqual(found.length, some.length)
    const first = PlainDate.make("1900-03-01")
    for (const [i, { text }] of found.entries()) assert.strictEqual(text, PlainDate.addDays(first, i * 4))
  })

  it("typed as text stay as they were typed", async () => {
    const typed = ["31/02/2021", "3/2/30", "2021-01-01", "44197"]
    const data = `<row>${typed.map(text => `<c s="0" t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`
    const found = await cells({ styles: stylesXml([{ format: 14 }]), data })
    assert.deepStrictEqual(
      found.map(({ kind, text }) => [kind, text]),
      typed.map(text => ["text", text])
    )
  })
})

describe("fonts", () => {
  const styles = stylesXml([{}, { font: ".VnTime" }, { font: "VNI-Times" }])
  const decodeFont: Xlsx.DecodeFont = (font, text) => (font.startsWith(".Vn") ? text.replaceAll("\u00ad", "ư") : undefined)

  it("are told of each cell and each run, and decoded by whoever knows how", async () => {
    const strings = stringsXml(
      '<si><t>M\u00adêng</t></si><si><r><t>M\u00ad</t></r><r><rPr><rFont val="Arial"/></rPr><t>\u00adng</t></r><r><rPr><b/></rPr><t>\u00ad</t></r></si>'
    )
    const data =
      '<row r="1"><c s="1" t="s"><v>0</v></c><c s="1" t="s"><v>1</v></c><c s="2" t="s"><v>0</v></c><c t="s"><v>0</v></c><c s="1"><v>5</v></c></row>'
    const found = await cells({ styles, strings, data }, { decodeFont })
    const at = (address: string) => found.find(cell => cell.address === address)
    assert.deepInclude(at("A1"), { text: "Mưêng", font: ".VnTime", flags: ["decoded"] })
    assert.deepInclude(at("B1"), { text: "Mư\u00adngư", font: ".VnTime", flags: ["decoded"] })
    assert.deepStrictEqual(at("B1")?.runs, [{ text: "M\u00ad" }, { font: "Arial", text: "\u00adng" }, { text: "\u00ad" }])
    assert.deepInclude(at("C1"), { text: "M\u00adêng", font: "VNI-Times", flags: ["legacy-font"] })
    assert.deepInclude(at("D1"), { text: "M\u00adêng", font: "Arial" })
    assert.isUndefined(at("D1")?.flags)
    assert.deepInclude(at("E1"), { text: "5", kind: "number", font: ".VnTime" })
    const undecoded = await cells({ styles, strings, data }, { decodeFont: () => undefined })
    assert.deepStrictEqual(
      undecoded.filter(({ flags }) => flags?.includes("legacy-font")).map(({ address }) => address),
      ["A1", "B1", "C1"]
    )
  })
})

describe("a workbook", () => {
  it("is read in batches, and not further than asked", async () => {
    const data = Array.from(
      { length: 50_000 },
      (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${(i * 7919) % 100_003}</v></c></row>`
    ).join("")
    const bytes = book({ data })
    const batches: Array<number> = []
    await Effect.runPromise(Stream.runForEachArray(Xlsx.readSheets(bytes), batch => Effect.sync(() => batches.push(batch.length))))
    assert.strictEqual(
      batches.reduce((a, b) => a + b, 0),
      50_000
    )
    assert.isAbove(batches.length, 20)
    assert.strictEqual((await Effect.runPromise(Stream.runCollect(Stream.take(Xlsx.readSheets(bytes), 3)))).length, 3)
  })

  it("says why it is refused in both languages, and what to do", async () => {
    const xls = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)])
    const error = await Effect.runPromise(Effect.flip(Stream.runDrain(Xlsx.readSheets(xls))))
    assert.include(error.describe("vi"), "lưu lại dưới dạng .xlsx")
    assert.include(error.message, "save as .xlsx")
    const twice = await Effect.runPromise(
      Effect.flip(Stream.runDrain(Xlsx.readSheets(book({ data: '<row r="1"><c r="A1"/><c r="A1"/></row>' }))))
    )
    assert.include(twice.describe("vi"), "A1")
    assert.include(twice.message, "xl/worksheets/sheet1.xml, A1")
  })

  for (const streamed of [false, true]) {
    it(`that exceljs wrote is read${streamed ? ", also with sizes after the data" : ""}`, async () => {
      const out = new PassThrough()
      const written = buffer(out)
      const workbook = streamed
        ? new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: true })
        : new ExcelJS.Workbook()
      const sheet = workbook.addWorksheet("Đảng viên")
      sheet.getCell("A1").value = "Nguyễn Văn Đức"
      sheet.getCell("B1").value = { richText: [{ text: "a" }, { text: "b", font: { name: ".VnTime" } }] }
      sheet.getCell("C1").value = new Date(Date.UTC(2021, 0, 1))
      sheet.getCell("C1").numFmt = "dd/mm/yyyy"
      sheet.getCell("D1").value = 1234
      sheet.getCell("D1").numFmt = "00000000"
      sheet.getCell("E1").value = { formula: "D1+1", result: 1235 }
      sheet.getCell("F1").value = true
      if (workbook instanceof ExcelJS.stream.xlsx.WorkbookWriter) await workbook.commit()
      else {
        await workbook.xlsx.write(out)
        out.end()
      }
      const found = (await rows(await written)).flatMap(row => row.cells)
      assert.deepStrictEqual(
        found.map(({ address, kind, text, flags = [] }) => [address, kind, text, ...flags].join("|")),
        [
          "A1|text|Nguyễn Văn Đức",
          "B1|text|ab",
          "C1|date|2021-01-01",
          "D1|number|00001234|zero-padded",
          "E1|number|1235|formula",
          "F1|boolean|true"
        ]
      )
    })
  }

  it("has limits that can be set", async () => {
    const bytes = book({})
    assert.deepStrictEqual(await refused(bytes, { limits: { bytes: 100 } }), { _tag: "Limit", what: "bytes", most: 100, part: undefined })
    assert.deepInclude(await refused(bytes, { limits: { entries: 2 } }), { _tag: "Limit", what: "entries" })
    assert.strictEqual((await rows(bytes, { limits: { entries: 5 } })).length, 1)
  })

  it("whose bytes are cut or changed anywhere is refused or read as before, and never kills the reader", { timeout: 120_000 }, async () => {
    const styles = stylesXml([{ format: 14, font: ".VnTime" }])
    const bytes = book({
      styles,
      strings: stringsXml("<si><t>x</t></si>"),
      data: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>44197</v></c></row>'
    })
    const before = JSON.stringify(await rows(bytes))
    let [looked, refusals] = [0, 0]
    for (let i = 0; i < bytes.length; i += 3) {
      const changed = Buffer.from(bytes)
      changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8))
      for (const broken of [changed, bytes.subarray(0, i)]) {
        const outcome = await Effect.runPromise(Effect.result(Stream.runCollect(Xlsx.readSheets(broken))))
        looked++
        if (Result.isFailure(outcome)) refusals++
        else assert.strictEqual(JSON.stringify(outcome.success), before, `byte ${i}`)
      }
    }
    assert.isAbove(looked, 1000)
    assert.isAbove(refusals, looked * 0.75)
  })
})
