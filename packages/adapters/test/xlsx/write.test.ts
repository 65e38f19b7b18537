import * as Xlsx from "@chibo/adapters/xlsx"
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
const table = (rows: Xlsx.Table["rows"], name = "Danh sách"): Xlsx.Table => ({ name, header: ["mã", "chữ"], rows })

describe("what is written", () => {
  it("is read back as it was: text is text, whatever it looks like", async () => {
    const all = [...texts(10_000, 20_261_124), ...["\u0000", "\u0001", "\u001f", "\ufffe", "\uffff", "\ud800", "x\udc00", "\u007f"]]
    const rows = await read(write([table(all.map((text, i) => [i, text]))]))
    assert.strictEqual(rows.length, all.length + 1)
    all.forEach((text, i) => {
      const cell = Xlsx.cellAt(rows[i + 1] ?? { sheet: "", row: 0, cells: [] }, "B")
      const flags = cell.flags?.filter(flag => flag !== "garbled") ?? [] // some of them are
      assert.deepEqual([cell.text, cell.kind, flags], [text, "text", []], JSON.stringify(text))
    })
  })

  it("says the same to a reader of others, and holds no formula", async () => {
    const all = known.filter(text => !/_x|\r/.test(text)) // exceljs does not know how the format writes these
    const workbook = new ExcelJS.Workbook()
    // sound: exceljs asks for the type of an older Node
    await workbook.xlsx.load(Buffer.from(write([table(all.map((text, i) => [i, text]))])) as never)
    const sheet = workbook.worksheets[0]
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
