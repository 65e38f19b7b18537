import * as Csv from "@chibo/adapters/csv"
import * as Xlsx from "@chibo/adapters/xlsx"
import { assert, describe, it } from "@effect/vitest"
import { parse } from "csv-parse/sync"
import { Effect, Result, Stream } from "effect"
import { report } from "../html/fixtures.ts"
import { texts } from "../xlsx/strings.ts"

const table = (rows: Csv.Table["rows"]): Csv.Table => ({ name: "Danh sách", header: ["mã", "chữ"], rows })
/** The records of a file, by another reader. */
const records = (bytes: Uint8Array, delimiter = ";"): ReadonlyArray<ReadonlyArray<string>> =>
  parse(Buffer.from(bytes), { delimiter, bom: true, record_delimiter: "\r\n" })

describe("a CSV file that is written", () => {
  for (const separator of [";", ","] as const) {
    it(`is read back as it was, with ${separator}`, () => {
      const all = texts(10_000, 3)
      const bytes = Csv.writeTable(table(all.map((text, i) => [text, i])), { separator })
      assert.deepStrictEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
      const found = records(bytes, separator)
      assert.deepStrictEqual(found[0], ["mã", "chữ"])
      assert.strictEqual(found.length, all.length + 1)
      for (const [i, text] of all.entries()) assert.deepStrictEqual(found[i + 1], [text, String(i)])
    })
  }

  it("has an apostrophe before what looks like a formula only where that is asked for", () => {
    const risky = ["=1+1", "+84 912", "-", "@x", "\tx", "\rx", "\nx"]
    const harmless = ["0123", "a=1", " =1", "'x", "", "Đ"]
    const rows = (guard: boolean) =>
      records(Csv.writeTable(table([...risky, ...harmless].map(text => [text, 1])), { guard }))
        .slice(1)
        .map(([text]) => text)
    assert.deepStrictEqual(rows(false), [...risky, ...harmless])
    assert.deepStrictEqual(rows(true), [...risky.map(text => `'${text}`), ...harmless])
    assert.deepStrictEqual(records(Csv.writeTable(table([[-5, "-5"]]), { guard: true }))[1], ["-5", "'-5"])
  })
})

describe("a report that is written", () => {
  const plain = (place: string) => `=${place}`
  const naming = { unit: () => "Chi bộ Một", subject: () => "m1" }

  for (const lang of ["vi", "en"] as const) {
    it(`says the same as a workbook and as files (${lang})`, async () => {
      const made = report(plain)
      const workbook = Result.getOrThrow(Xlsx.writeReport(made, lang, naming))
      const rows = await Effect.runPromise(Stream.runCollect(Xlsx.readSheets(workbook)))
      const files = Csv.writeReport(made, lang, { naming })
      const names = [...files.keys()]
      assert.deepStrictEqual(
        (await Effect.runPromise(Xlsx.sheets(workbook))).map(sheet => sheet.name),
        names
      )
      assert.strictEqual(names.length, 7)
      for (const [name, bytes] of files) {
        const inFile = records(bytes)
        const inSheet = rows.filter(row => row.sheet === name)
        assert.isAtLeast(inFile.length, 2, name)
        assert.strictEqual(inSheet.length, inFile.length, name)
        inFile.forEach((record, r) => {
          record.forEach((text, c) => {
            const row = inSheet[r]
            const cell = row === undefined ? undefined : Xlsx.cellAt(row, String.fromCharCode(65 + c))
            const said = cell?.kind === "date" && lang === "vi" ? cell.text.split("-").reverse().join("/") : cell?.text
            assert.strictEqual(said, text, `${name} ${cell?.address}`)
          })
        })
      }
      assert.strictEqual(rows.flatMap(row => row.cells).filter(cell => cell.flags !== undefined).length, 0)
      const days = rows.flatMap(row => row.cells.flatMap(cell => (cell.kind === "date" ? [`${cell.address} ${cell.text}`] : [])))
      assert.deepStrictEqual(days, ["B3 2022-07-06", "J2 2022-07-06", "J3 2015-12-31", "A2 2022-07-06", "C2 2022-07-06"])
      const figures = records(files.get(lang === "vi" ? "Chỉ số" : "Figures") ?? new Uint8Array())
      assert.includeMembers([...(figures[1] ?? [])], [`=figure.label.${lang}`, lang === "vi" ? "20,2%" : "20.2%", "1136", "5623", "3"])
      const tasks = records(files.get(lang === "vi" ? "Việc cần làm" : "Tasks") ?? new Uint8Array())
      assert.includeMembers([...(tasks[1] ?? [])], ["Chi bộ Một", "m1", "=task.closedBy", lang === "vi" ? "06/07/2022" : "2022-07-06"])
    })
  }

  it("calls what is to be recorded by its name", () => {
    const [task] = report(plain).tasks
    const tasks = task === undefined ? [] : [{ ...task, closedBy: "meeting.held" }]
    const said = (lang: "vi" | "en", name: string) =>
      records(Csv.writeReport(report(plain, { tasks }), lang).get(name) ?? new Uint8Array())[1]?.at(-1)
    assert.strictEqual(said("vi", "Việc cần làm"), "sinh hoạt chi bộ")
    assert.strictEqual(said("en", "Tasks"), "meeting held")
  })
})
