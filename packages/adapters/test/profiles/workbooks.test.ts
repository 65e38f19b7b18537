/** Each profile: facts as a workbook, and the workbook as the same facts. */
import * as Csv from "@chibo/adapters/csv"
import * as Memory from "@chibo/adapters/memory"
import * as Profiles from "@chibo/adapters/profiles"
import * as Xlsx from "@chibo/adapters/xlsx"
import { type Fact, Journal } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import ExcelJS from "exceljs"
import { describe, expect, it } from "vitest"
import { cases, cell, factsOf, hostile, known, nobody } from "./cases.ts"

const details = (facts: ReadonlyArray<Fact.Plain>) => facts.filter(({ kind }) => kind !== "member.details-changed")
const run = <A, E>(effect: Effect.Effect<A, E, Journal.Journal>) => Effect.runPromise(Effect.provide(effect, Memory.layer))

describe("a workbook of", () => {
  for (const each of cases) {
    it(`${each.name} says the facts that it was made of`, async () => {
      const { profile, context } = each
      const facts = factsOf(each)
      expect(new Set(facts.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(each.kinds)
      const bytes = Result.getOrThrow(Xlsx.write(facts, profile, context))
      const file = { name: "ds.xlsx", bytes }
      await run(
        Effect.gen(function* () {
          const options = { context, recordedBy: "clerk-1", chunkSize: 5 }
          const would = yield* Xlsx.dryRun(file, profile, options)
          const report = yield* Xlsx.importFile(file, profile, options)
          expect([would.bad, would.unclear, would.appended, would.notes]).toEqual([0, 0, facts.length, []])
          expect([report.total, report.good, report.appended]).toEqual([each.rows.length, each.rows.length, facts.length])
          const journal = yield* Journal.Journal
          const recorded = yield* Stream.runCollect(journal.read({}))
          expect(recorded.map(({ fact }) => fact)).toEqual(facts)
          expect((yield* Xlsx.importFile(file, profile, options)).appended).toBe(0)
        })
      )
      // the same by way of CSV, so that neither form says less
      const text = Csv.write(facts, profile, context)
      const csv = Result.getOrThrow(Csv.read(new TextEncoder().encode(text), profile, context))
      expect(csv.rows.flatMap(row => (row._tag === "Read" ? row.facts : []))).toEqual(facts)
      expect(details(facts).length).toBeGreaterThan(0)
    })
  }

  it("the template 4.0 that another program wrote, with merged headers, days as days and a lookup sheet, is read", async () => {
    const made = new ExcelJS.Workbook()
    const lists = made.addWorksheet("DanhMuc", { state: "veryHidden" })
    lists.addRow(["Nam"])
    const sheet = made.addWorksheet("Danh sách đảng viên")
    sheet.addRow(["DANH SÁCH ĐẢNG VIÊN"])
    sheet.mergeCells("A1:AC1")
    const columns = Object.keys(Profiles.template40.columns)
    columns.forEach((column, at) => {
      const [group = "", part] = column.split(" / ")
      if (part === undefined) {
        sheet.getCell(3, at + 1).value = group
        sheet.mergeCells(3, at + 1, 4, at + 1)
      } else {
        if (columns[at - 1]?.startsWith(`${group} /`) !== true) {
          sheet.getCell(3, at + 1).value = group
          sheet.mergeCells(3, at + 1, 3, at + 3)
        }
        sheet.getCell(4, at + 1).value = part
      }
    })
    const row = factsRow()
    for (const [line, more] of [
      [5, {}],
      [6, { "Số định danh cá nhân": 20_075_000_002, "Ngày vào Đảng": "31/02/2000" }]
    ] as ReadonlyArray<readonly [number, Record<string, ExcelJS.CellValue>]>) {
      columns.forEach((column, at) => {
        const value = { ...row, ...more }[column] ?? null
        const written = sheet.getCell(line, at + 1)
        written.value = value
        if (value instanceof Date) written.numFmt = "dd/mm/yyyy"
      })
    }
    const file = { name: "40.xlsx", bytes: new Uint8Array(await made.xlsx.writeBuffer()) }
    const report = await run(Xlsx.dryRun(file, Profiles.template40, { context: nobody }))
    expect([report.total, report.good, report.bad]).toEqual([2, 1, 1])
    expect(report.badRows.map(({ address, code, column }) => [address, code, column])).toEqual([
      ["Danh sách đảng viên!I6", "wrong-digits", "Số định danh cá nhân"],
      ["Danh sách đảng viên!X6", "no-such-day", "Ngày vào Đảng"]
    ])
    expect(report.samples[0]?.facts).toMatchObject([{ personal: { birth: "1975-02-01" } }, { on: "2000-02-03" }, {}, {}])
  })

  it("attendance with a column a meeting, whose headers are days, is read, and tells the cell of a meeting", async () => {
    const made = new ExcelJS.Workbook()
    const sheet = made.addWorksheet("Điểm danh")
    const meeting = new Date("2024-01-05Z")
    sheet.addRow(["TT", "Họ và tên", "Ngày sinh", meeting, "05/02/2024 (thường kỳ)", "31/02/2024 (thường kỳ)", 45_300])
    sheet.getCell("D1").numFmt = "dd/mm/yyyy"
    for (const [at, marks] of [
      ["x", "x", "x"],
      ["p", "?", "x"]
    ].entries())
      sheet.addRow([at + 1, hostile[at], new Date(`19${60 + at}-02-03Z`), ...marks])
    for (const line of [2, 3]) sheet.getCell(line, 3).numFmt = "dd/mm/yyyy"
    const file = { name: "dd.xlsx", bytes: new Uint8Array(await made.xlsx.writeBuffer()) }
    const report = await run(Xlsx.dryRun(file, Profiles.attendance, { context: known }))
    expect(report.questions.map(({ address, code }) => [address, code])).toEqual([["Điểm danh!D1", "which-form"]])
    expect(report.badRows.map(({ address, code }) => [address, code])).toEqual([
      ["Điểm danh!E1", "unknown-mark"],
      ["Điểm danh!F1", "no-such-day"]
    ])
    const [question] = report.questions
    const answered = await run(Xlsx.dryRun(file, Profiles.attendance, { context: known, answers: { [question?.key ?? ""]: "regular" } }))
    expect(answered.samples[0]?.facts).toMatchObject([{ on: "2024-01-05", attendance: { present: ["m-0"], excused: ["m-1"], absent: [] } }])
    expect(answered.samples.map(({ line, address }) => [line, address])).toEqual([[1, "Điểm danh!D1"]])
  })
})

/** An attendance sheet: the headers of its meetings, and rows of name, birth and marks. */
const attended = async (
  meetings: ReadonlyArray<ExcelJS.CellValue>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  more: (sheet: ExcelJS.Worksheet) => void = () => {}
) => {
  const made = new ExcelJS.Workbook()
  const sheet = made.addWorksheet("Điểm danh")
  sheet.addRow(["Họ và tên", "Ngày sinh", ...meetings])
  for (const row of rows) sheet.addRow(row)
  more(sheet)
  const file = { name: "dd.xlsx", bytes: new Uint8Array(await made.xlsx.writeBuffer()) }
  return run(Xlsx.dryRun(file, Profiles.attendance, { context: known }))
}
const marked = (at: number, ...marks: ReadonlyArray<string>) => [hostile[at] ?? "", `03/02/19${60 + at}`, ...marks]
const regular = "05/01/2024 (thường kỳ)"

describe("marks of attendance", () => {
  it("that cannot be read, or belong to nobody, are told by their cells", async () => {
    const report = await attended(
      [regular, "05/02/2024 (thường kỳ)"],
      [marked(0, "x", "x"), marked(1, "?", "x"), ["", "03/02/1962", "x", ""], ["", "", "2", "2"]]
    )
    expect([report.good, report.bad]).toEqual([1, 1])
    expect(report.badRows.map(({ address, code }) => [address, code])).toEqual([["Điểm danh!C1", "unknown-mark"]])
    expect(report.badRows[0]?.vi).toContain("(C3, C4)")
  })

  it("are not read from merged cells", async () => {
    const report = await attended([regular], [marked(0, "p"), marked(1, "")], sheet => sheet.mergeCells("C2:C3"))
    expect(report.badRows.map(({ code, vi }) => [code, vi.includes("(C3)")])).toEqual([["unknown-mark", true]])
  })

  it("stand under days that are asked about where a program exchanged day and month", async () => {
    const third = new Date("2024-05-03Z")
    const report = await attended([third, "25/03/2024 (thường kỳ)"], [marked(0, "x", "x")], sheet => {
      sheet.getCell("C1").numFmt = "dd/mm/yyyy"
    })
    expect(report.questions.map(({ address, code }) => [address, code])).toContainEqual(["Điểm danh!C1", "day-order.1"])
    expect(report.good).toBe(1)
  })
})

describe("the header of the template 4.0", () => {
  const columns = Object.keys(Profiles.template40.columns)
  const made = (change: (top: string, below: string, at: number) => readonly [string, string]) => {
    const parts = columns.map(column => column.split(" / "))
    const rows = parts.map(([group = "", part = ""], at) => change(parts[at - 1]?.[0] === group ? "" : group, part, at))
    const row = factsRow()
    const body = columns.map(column => (row[column] instanceof Date ? "03/02/1975" : String(row[column] ?? "")))
    const rowsOf = [["DANH SÁCH", "", "Mẫu 4.0"], rows.map(([top]) => top), rows.map(([, below]) => below), body]
    const bytes = Result.getOrThrow(Xlsx.writeTables([{ name: "DS", header: rowsOf[0] ?? [], rows: rowsOf.slice(1) }]))
    return run(Effect.result(Xlsx.dryRun({ name: "40.xlsx", bytes }, Profiles.template40, { context: nobody })))
  }

  it("may name single columns in its second row", async () => {
    for (const change of [(top: string, below: string) => (below === "" ? (["", top] as const) : ([top, below] as const))]) {
      const report = Result.getOrThrow(await made(change))
      expect([report.total, report.bad, report.unclear]).toEqual([1, 0, 0])
    }
  })

  it("is looked for where most columns are, and what is missing there is told", async () => {
    const failed = await made((top, below) => [top === "Sinh ngày" ? "Năm sinh" : top, below])
    if (!Result.isFailure(failed) || failed.failure._tag !== "FileError") throw new Error("read")
    expect(failed.failure.reason).toMatchObject({ _tag: "WrongHeader", line: 2, missing: ["Sinh ngày"], unknown: [6] })
    expect(failed.failure.describe("vi")).toContain("6 (F)")
  })
})

describe("meetings that stand side by side", () => {
  it("are refused one by one", async () => {
    const made = new ExcelJS.Workbook()
    const sheet = made.addWorksheet("Điểm danh")
    sheet.addRow(["Họ và tên", "Ngày sinh", "05/01/2024 (thường kỳ)", "05/02/2024 (thường kỳ)", "05/03/2024 (thường kỳ)"])
    sheet.addRow([hostile[0], "03/02/1960", "x", "x", "x"])
    const file = { name: "dd.xlsx", bytes: new Uint8Array(await made.xlsx.writeBuffer()) }
    const finding = { fact: 1, code: "odd", field: "on", refuse: true, message: () => "odd" }
    const report = await run(Xlsx.dryRun(file, Profiles.attendance, { context: known, check: () => [finding] }))
    expect([report.good, report.bad]).toEqual([2, 1])
    expect(report.badRows.map(({ address, code }) => [address, code])).toEqual([["Điểm danh!D1", "odd"]])
    expect(report.violations.map(({ sheet: name, address }) => [name, address])).toEqual([["Điểm danh", "Điểm danh!D1"]])
  })
})

const factsRow = (): Record<string, ExcelJS.CellValue> => ({
  STT: 1,
  "Họ và tên": "Hứa Văn Lợi",
  "Giới tính": "Nam",
  "Sinh ngày": new Date("1975-02-01Z"),
  "Số định danh cá nhân": "020075000001",
  "Tổ chức Đảng đang sinh hoạt": cell,
  "Ngày vào Đảng": new Date("2000-02-03Z"),
  "Ngày chính thức": "03/02/2001",
  "Trạng thái hoạt động": "đang sinh hoạt"
})
