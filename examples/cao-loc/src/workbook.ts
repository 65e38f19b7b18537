/** The members as a workbook: looked at, imported, what was rejected mended and sent again. Units come from their CSV file; the profile is the same. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Csv from "@chibo/adapters/csv"
import * as Xlsx from "@chibo/adapters/xlsx"
import { PlainDate, Vietnamese } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import { members } from "./profiles-members.ts"
import { units } from "./profiles.ts"

/** Where the workbooks go, by name. */
type Keep = (name: string, bytes: Uint8Array) => string

const sheet = "Đảng viên"

const words = {
  vi: {
    made: (file: string, rows: string) => `${file}: ${rows} dòng của members.csv, ngày là ô ngày, trang tính «${sheet}»`,
    dryRun: "Chạy thử, chưa ghi gì",
    imported: "Nhập",
    counts: (of: Record<"good" | "known" | "proposed" | "bad" | "appended", string>) =>
      `${of.good} dòng nhận, ${of.known} đã biết, ${of.proposed} đề nghị sửa, ${of.bad} bị từ chối; ${of.appended} sự việc`,
    rejected: (file: string) => `Dòng bị từ chối, kèm lý do: ${file}`,
    mended: (cell: string) => `Sửa ô ${cell} trong tệp ấy rồi gửi lại`,
    again: "Gửi lại tệp đầu"
  },
  en: {
    made: (file: string, rows: string) => `${file}: the ${rows} rows of members.csv, days as days, on the sheet «${sheet}»`,
    dryRun: "Dry run, nothing recorded yet",
    imported: "Import",
    counts: (of: Record<"good" | "known" | "proposed" | "bad" | "appended", string>) =>
      `${of.good} rows taken, ${of.known} known, ${of.proposed} proposed corrections, ${of.bad} rejected; ${of.appended} facts`,
    rejected: (file: string) => `Rejected rows, with the reasons: ${file}`,
    mended: (cell: string) => `${cell} mended in that file, and sent again`,
    again: "The first file once more"
  }
} as const

/** Runs the way of a workbook through an empty journal, and tells each step. */
export const workbook = Effect.fnUntraced(function* (folder: string, lang: "vi" | "en", keep: Keep) {
  const t = words[lang]
  const options = { recordedBy: "demo", context: { units: new Set<string>() } }
  const founded = { name: "units.csv", bytes: readFileSync(join(folder, "units.csv")) }
  yield* Csv.importFile(founded, units, { recordedBy: "demo", context: undefined })
  yield* Csv.values(founded, units).pipe(
    Stream.runForEach(row => Effect.sync(() => row._tag === "Values" && options.context.units.add(row.row.mã)))
  )
  const table = tableOf(readFileSync(join(folder, "members.csv"), "utf8"))
  const file = { name: "members.xlsx", bytes: yield* Effect.fromResult(Xlsx.writeTables([table])) }
  const said = ({ good, known, proposed, bad, appended }: Xlsx.Report) => {
    const n = (of: number) => Vietnamese.formatInteger(of, lang)
    return t.counts({ good: n(good), known: n(known), proposed: n(proposed), bad: n(bad), appended: n(appended) })
  }
  const lines = [t.made(keep(file.name, file.bytes), Vietnamese.formatInteger(table.rows.length, lang))]

  const dryRun = yield* Xlsx.dryRun(file, members, options)
  lines.push(`${t.dryRun}: ${said(dryRun)}`, ...dryRun.badRows.map(row => `  ${row.address}: ${row[lang]} (${row.code})`))

  const rejects: Array<Uint8Array> = []
  const report = yield* Xlsx.importFile(file, members, { ...options, rejects: bytes => void rejects.push(bytes) })
  lines.push(`${t.imported}: ${said(report)}`)
  for (const bytes of rejects) {
    lines.push(t.rejected(keep("members-rejected.xlsx", bytes)))
    const mended = { name: "members-mended.xlsx", bytes: yield* mend(bytes, "ngày sinh", "31/02/1985", "28/02/1985") }
    const sent = yield* Xlsx.importFile(mended, members, options)
    lines.push(`${t.mended("«ngày sinh»")}: ${said(sent)}`)
  }
  lines.push(`${t.again}: ${said(yield* Xlsx.importFile(file, members, options))}`)
  return lines.join("\n")
})

// internal

/** The rows of the file as a clerk's program keeps them: what is a day stands in a cell of days, all else as text. */
const tableOf = (csv: string): Xlsx.Table => {
  const [header = [], ...rows] = csv
    .trimEnd()
    .split("\n")
    .map(line => line.split(","))
  const cell = (text: string): string | Xlsx.Day => {
    const day = PlainDate.parse(text, "dd/mm/yyyy")
    return Result.isSuccess(day) ? { day: day.success } : text
  }
  return { name: sheet, header, rows: rows.map(row => row.map(cell)) }
}

/** The workbook with one value of a column in place of another, as a person would type it. */
const mend = Effect.fnUntraced(function* (bytes: Uint8Array, column: string, wrong: string, right: string) {
  const [header = [], ...rows] = (yield* Stream.runCollect(Xlsx.readSheets(bytes))).map(row =>
    "ABCDEFGHIJK".split("").map(letter => Xlsx.cellAt(row, letter).text)
  )
  const at = header.indexOf(column)
  const mended = rows.map(row => row.map((text, i) => (i === at && text === wrong ? right : text)))
  return yield* Effect.fromResult(Xlsx.writeTables([{ name: sheet, header, rows: mended }]))
})
