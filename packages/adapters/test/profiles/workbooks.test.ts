/** Each profile: facts as a workbook, and the workbook as the same facts. */
import * as Csv from "@chibo/adapters/csv"
import * as Matching from "@chibo/adapters/matching"
import * as Memory from "@chibo/adapters/memory"
import * as Profiles from "@chibo/adapters/profiles"
import * as Xlsx from "@chibo/adapters/xlsx"
import { type Fact, Id, Journal, type Member, PlainDate } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import ExcelJS from "exceljs"
import { describe, expect, it } from "vitest"

/** Names that programs take for something else. Each is a name as far as these profiles know. */
const hostile = [
  '=HYPERLINK("HTTP://X","Y")',
  "+84 912 345 678",
  "-",
  "@SUM(A1)",
  "<B>&AMP;</B>",
  "_X0041_ VĂN",
  "'AN",
  '"AN"',
  "A, B",
  "𠮷 VĂN",
  "TRUE",
  "]]> -->"
]
const units = [
  { unit: "u-1", name: "=Chi bộ thôn Nà Sầm" },
  { unit: "u-2", name: "Chi bộ <Bản Luồng> & “1/2”" },
  { unit: "post-1", name: "+Đồn Biên phòng" }
]
const make = (people: ReadonlyArray<Matching.Person>) =>
  Profiles.context({
    on: PlainDate.make("2025-12-31"),
    home: "u-1",
    people: Matching.make(people),
    secret: "secret",
    units,
    cellOf: () => "u-1"
  })
const nobody = make([])
const known = make(
  hostile.map((fullName, at) => ({
    member: Id.MemberId.make(`m-${at}`),
    details: { fullName, birth: `19${60 + at}-02-03`, cardNumber: String(at).padStart(8, "0") } as Member.Details // sound: as details are
  }))
)

type Any = Csv.Profile<Csv.Columns, Csv.PlainKind, Profiles.Context>
interface Case {
  readonly name: string
  readonly profile: Any
  readonly context: Profiles.Context
  readonly header: ReadonlyArray<ReadonlyArray<string>>
  readonly rows: ReadonlyArray<Record<string, string>>
  readonly kinds: number
}
// sound: a profile is only read through its own columns
const any = (profile: unknown) => profile as Any
const birth = (at: number) => `03/02/19${60 + at}`
const id = (at: number) => `0200750000${String(at).padStart(2, "0")}`
const card = (at: number) => String(at).padStart(8, "0")
const cell = units[0]?.name ?? ""

const cases: ReadonlyArray<Omit<Case, "header">> = [
  {
    name: "the template 4.0",
    profile: any(Profiles.template40),
    context: nobody,
    rows: hostile.map((name, at) => ({
      "Họ và tên": name,
      "Tên gọi khác": at % 2 === 0 ? "" : (hostile[at - 1] ?? ""),
      "Giới tính": at % 2 === 0 ? "Nam" : "Nữ",
      "Sinh ngày": at === 3 ? "1963" : birth(at),
      "Dân tộc": "=Tày",
      "Số định danh cá nhân": id(at),
      "Số thẻ Đảng": card(at),
      "Tổ chức Đảng đang sinh hoạt": cell,
      "Ngày vào Đảng": "03/02/2000",
      "Ngày chính thức": at % 3 === 0 ? "" : "03/02/2001",
      "Trạng thái hoạt động": at === 5 ? "từ trần" : "đang sinh hoạt",
      "Ngày rời khỏi/mất/miễn sinh hoạt": at === 5 ? "01/03/2024" : ""
    })),
    kinds: 5
  },
  {
    name: "the export of 8 columns",
    profile: any(Profiles.export8),
    context: nobody,
    rows: hostile.map((name, at) => ({
      "Họ và tên": name,
      "Số thẻ Đảng viên": card(at),
      "Số CCCD": id(at),
      "Ngày sinh": birth(at),
      "Ngày kết nạp": "03/02/2000",
      "Chi bộ đang sinh hoạt": cell,
      "Trạng thái": "Đang sinh hoạt"
    })),
    kinds: 3
  },
  {
    name: "the register of 14 columns",
    profile: any(Profiles.register14),
    context: nobody,
    rows: hostile.map((name, at) => ({
      "Họ và tên đang dùng, họ tên khai sinh, ngày sinh": [name, ...(at % 2 === 0 ? [] : ["=B"]), birth(at)].join("\n"),
      "Nam, nữ, dân tộc, tôn giáo": "Nam\n=Tày",
      "Ngày vào Đảng, ngày chính thức": "03/02/2000\n03/02/2001",
      "Số thẻ đảng, số lý lịch, số huy hiệu": card(at),
      "Từ trần (ngày, lý do)": at === 5 ? "01/03/2024" : ""
    })),
    kinds: 5
  },
  {
    name: "the register of transfers",
    profile: any(Profiles.transferRegister),
    context: known,
    rows: hostile.map((name, at) => ({
      Ngày: "05/06/2024",
      "Họ và tên": name,
      "Ngày sinh": birth(at),
      "Số thẻ đảng viên": card(at),
      [at % 2 === 0 ? "Chuyển đi / Nơi đến" : "Chuyển đến / Nơi giới thiệu"]: units[1]?.name ?? "",
      [at % 2 === 0 ? "Chuyển đi / Nơi giới thiệu" : "Chuyển đến / Nơi tiếp nhận"]: cell,
      [at % 3 === 0 ? "Loại / Tạm thời" : "Loại / Trong huyện"]: "x"
    })),
    kinds: 2
  },
  {
    name: "assignments at the border",
    profile: any(Profiles.borderAssignments),
    context: known,
    rows: hostile.map((name, at) => ({
      "Họ và tên": name,
      "Ngày sinh": birth(at),
      "Số thẻ đảng viên": card(at),
      "Đồn biên phòng": units[2]?.name ?? "",
      "Chi bộ": cell,
      "Hình thức": "tham dự sinh hoạt",
      "Từ ngày": "01/01/2024",
      "Đến ngày": at % 2 === 0 ? "" : "31/12/2024",
      "Số quyết định": `=${at}/QĐ`
    })),
    kinds: 1
  },
  {
    name: "attendance",
    profile: any(Profiles.attendance),
    context: known,
    rows: [
      {
        ngày: "05/01/2024",
        "hình thức": "thường kỳ",
        "số phút": "1.136",
        "có mặt": hostile
          .slice(0, 6)
          .map((_, at) => `m-${at}`)
          .join("\n"),
        "vắng có phép": "m-6\nm-7",
        "vắng không phép": "m-8",
        "trực đặc biệt": "m-9",
        khách: "m-10"
      },
      { ngày: "05/02/2024", "hình thức": "chuyên đề", "có mặt": "m-1", "vắng có phép": "", "vắng không phép": "" }
    ],
    kinds: 1
  }
]

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
/** The facts of rows, by way of CSV. */
const factsOf = ({ profile, context, rows }: Omit<Case, "header">): ReadonlyArray<Fact.Plain> => {
  const columns = Object.keys(profile.columns)
  const head = [columns.map(column => (profile.header === 2 ? column.split(" / ")[0] : column) ?? "")]
  if (profile.header === 2) head.push(columns.map(column => column.split(" / ")[1] ?? ""))
  const text = [...head, ...rows.map(row => columns.map(column => row[column] ?? ""))].map(line => line.map(quote).join(";")).join("\n")
  const read = Result.getOrThrow(Csv.read(new TextEncoder().encode(text), profile, context, { separator: ";", encoding: "utf-8" }))
  return read.rows.flatMap(row => {
    if (row._tag === "Read") return row.facts
    throw new Error(JSON.stringify(row))
  })
}
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
