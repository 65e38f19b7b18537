import * as Xlsx from "@chibo/adapters/xlsx"
import { PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Stream } from "effect"
import ExcelJS from "exceljs"
import { unzipSync } from "fflate"
import { BookWriter, writeBook } from "../../src/xlsx/write.ts"
import { known, texts } from "./strings.ts"

const write = (tables: ReadonlyArray<Xlsx.Table>) => Result.getOrThrow(Xlsx.writeTables(tables))
const read = (bytes: Uint8Array) => Effect.runPromise(Stream.runCollect(Xlsx.readSheets(bytes)))
const reason = (tables: ReadonlyArray<Xlsx.Table>) => {
  const written = Xlsx.writeTables(tables)
  return Result.isFailure(written) ? [written.failure.reason, written.failure.table, written.failure.address] : undefined
}
/** A sheet as another program reads it. */
const elsewhere = async (bytes: Uint8Array, name = "Danh sách") => {
  const workbook = new ExcelJS.Workbook()
  // sound: exceljs asks for the type of an older Node
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  return workbook.getWorksheet(name)
}
const table = (rows: Xlsx.Table["rows"], name = "Danh sách"): Xlsx.Table => ({ name, header: ["mã", "chữ"], rows })

describe("what is written", () => {
  it("is read back as it was: text is text, whatever it looks like", async () => {
    const all = [...texts(10_000, 20_261_124), ...["\u0000", "\u0001", "\u001f", "\ufffe", "\uffff", "\ud800", "x\udc00", "\u007f"]]
    const rows = await read(write([table(all.map((text, i) => [i, text]))]))
    assert.strictEqual(rows.length, all.length + 1)
    all.forEach((text, i) => {
      const cell = Xlsx.cellAt(rows[i + 1] ?? { sheet: "", row: 0, cells: [] }, "B")
      assert.deepEqual([cell.text, cell.kind, cell.flags], [text, "text", undefined], JSON.stringify(text))
    })
  })

  it("says the same to a reader of others, and holds no formula", async () => {
    const all = known.filter(text => !/_x|\r/.test(text)) // exceljs does not know how the format writes these
    const sheet = await elsewhere(write([table(all.map((text, i) => [i, text]))]))
    assert.strictEqual(sheet?.rowCount, all.length + 1)
    all.forEach((text, i) => {
      const cell = sheet?.getCell(i + 2, 2)
      assert.strictEqual(cell?.value, text, JSON.stringify(text))
      assert.strictEqual(cell?.type, ExcelJS.ValueType.String)
      assert.strictEqual(cell?.numFmt, "@")
      assert.strictEqual(sheet?.getCell(i + 2, 1).value, i)
    })
  })

  it("has a sheet for each table, and the same bytes every time", async () => {
    const tables = [table([["a", 1.5]], "Một & hai"), table([], "“Ba”"), table([["", "b"]], "4")]
    const rows = await read(write(tables))
    assert.deepStrictEqual(
      rows.map(row => [row.sheet, row.row, ...row.cells.map(cell => `${cell.address} ${cell.text}`)]),
      [
        ["Một & hai", 1, "A1 mã", "B1 chữ"],
        ["Một & hai", 2, "A2 a", "B2 1.5"],
        ["“Ba”", 1, "A1 mã", "B1 chữ"],
        ["4", 1, "A1 mã", "B1 chữ"],
        ["4", 2, "B2 b"]
      ]
    )
    assert.deepStrictEqual(write(tables), write(tables))
  })

  it("is the same where its rows come a few at a time", async () => {
    for (const [count, step] of [
      [1, 1],
      [150, 50],
      [201, 200],
      [1003, 7]
    ] as const) {
      const rows = Array.from({ length: count }, (_, i) => [`${i}`, i, i === 300 ? "x".repeat(99) : "Mường"])
      const writer = new BookWriter("Danh sách", 2)
      for (let at = 0; at < count; at += step) writer.add(rows.slice(at, at + step))
      const bytes = writer.finish()
      assert.deepStrictEqual(unzipSync(bytes), unzipSync(Result.getOrThrow(writeBook([{ name: "Danh sách", heads: 2, rows }]))))
      assert.strictEqual((await read(bytes)).length, count)
    }
  })

  it("has days as days, each shown as is asked, and early ones as text", async () => {
    const days: ReadonlyArray<Xlsx.Day> = [
      { day: PlainDate.make("2022-07-06") },
      { day: PlainDate.make("2022-07-06"), format: "yyyy-mm-dd" },
      { day: PlainDate.make("1900-03-01"), format: "dd/mm/yyyy" },
      { day: PlainDate.make("1900-02-28") },
      { day: PlainDate.make("9999-12-31") }
    ]
    const bytes = write([table(days.map(day => ["a", day]))])
    const rows = await read(bytes)
    assert.deepStrictEqual(
      rows.slice(1).map(row => [Xlsx.cellAt(row, "B").kind, Xlsx.cellAt(row, "B").text]),
      [
        ["date", "2022-07-06"],
        ["date", "2022-07-06"],
        ["date", "1900-03-01"],
        ["text", "28/02/1900"],
        ["date", "9999-12-31"]
      ]
    )
    const sheet = await elsewhere(bytes)
    assert.deepStrictEqual(
      [2, 3, 4].map(row => [sheet?.getCell(row, 2).value, sheet?.getCell(row, 2).numFmt]),
      [
        [new Date("2022-07-06T00:00:00Z"), "dd/mm/yyyy"],
        [new Date("2022-07-06T00:00:00Z"), "yyyy-mm-dd"],
        [new Date("1900-03-01T00:00:00Z"), "dd/mm/yyyy"]
      ]
    )
  })

  it("can be printed as it is", async () => {
    const name = "Đảng bộ 'A' & <B>"
    const long = "việc phải làm ".repeat(20)
    const header = Array.from({ length: 12 }, (_, i) => `cột ${i}`)
    const bytes = write([table([], "Trước"), { name, header, rows: [[...Array.from({ length: 11 }, () => long), "0123"]] }])
    const sheet = await elsewhere(bytes, name)
    assert.deepInclude(sheet?.pageSetup, { paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 })
    assert.strictEqual(sheet?.pageSetup.printTitlesRow, "1:1")
    assert.strictEqual(sheet?.headerFooter.oddFooter, "&L&A&R&P / &N")
    assert.deepInclude(sheet?.views[0], { state: "frozen", ySplit: 1 })
    assert.strictEqual(sheet?.getCell("A1").font.bold, true)
    assert.strictEqual(sheet?.getCell("A2").alignment.wrapText, true)
    const widths = header.map((_, i) => sheet?.getColumn(i + 1).width ?? 0)
    assert.isAtMost(
      widths.reduce((sum, width) => sum + width, 0),
      200
    )
    assert.isAtLeast(Math.min(...widths), 8)
    // rows are as high as their wrapped text, a single line as high as any
    const [first, second] = [sheet?.getRow(1).height, sheet?.getRow(2).height]
    assert.isUndefined(first)
    assert.isAtLeast(second ?? 0, 16 * Math.ceil(long.length / Math.max(...widths)))
    assert.strictEqual((await elsewhere(write([table([["a\nb\nc", 1]])])))?.getRow(2).height, 48)
    assert.strictEqual((await elsewhere(write([table([["x".repeat(32_767), 1]])])))?.getRow(2).height, 400)
    // a table that is narrow is as wide as it needs
    assert.strictEqual((await elsewhere(write([table([["x", "y".repeat(40)]])])))?.getColumn(2).width, 42)
    assert.strictEqual((await read(bytes)).length, 3)
  })

  it("is refused where no workbook can hold it", () => {
    assert.deepStrictEqual(reason([]), ["NoTable", 0, undefined])
    for (const name of ["", "a/b", "a:b", "[a]", "a?", "a*", "a\\b", "x".repeat(32), "'a", "a'", "a\nb"]) {
      assert.deepStrictEqual(reason([table([], name)]), ["BadName", 1, undefined], name)
    }
    assert.deepStrictEqual(reason([table([], "A"), table([], "a")]), ["BadName", 2, undefined])
    assert.deepStrictEqual(reason([table([["x", "y".repeat(32_768)]])]), ["TextTooLong", 1, "B2"])
    assert.isUndefined(reason([table([["x", "y".repeat(32_767)]])]))
    assert.deepStrictEqual(reason([table([[Number.NaN]])]), ["NotFinite", 1, "A2"])
    assert.deepStrictEqual(reason([table([Array.from({ length: 16_385 }, () => "")])]), ["TooManyColumns", 1, undefined])
    assert.deepStrictEqual(reason([table(Array.from({ length: 1_048_576 }, () => []))]), ["TooManyRows", 1, undefined])
  })
})
