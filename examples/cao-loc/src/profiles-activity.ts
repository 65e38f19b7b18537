/** The files about what members do and are granted: exemptions, meetings, evaluations. */
import * as Csv from "@chibo/adapters/csv"
import { PlainDate, Vietnamese } from "@chibo/core"
import { Result } from "effect"
import { type Context, unknownUnit } from "./profiles.ts"

const missing = (column: string) => Result.fail({ column, code: "empty", vi: "việc này cần ghi ô này", en: "this step needs this cell" })
const grades = {
  "hoàn thành xuất sắc": "excellent",
  "hoàn thành tốt": "good",
  "hoàn thành": "completed",
  "không hoàn thành": "not-completed"
} as const
const marks = { "xuất sắc": "excellent", tốt: "good", "trung bình": "average", kém: "poor" } as const

const papers = {
  đơn: "application",
  "nghị quyết chi bộ": "cell-resolution",
  "tạm trú": "temporary-residence",
  "giấy xác nhận y tế": "medical-confirmation"
} as const
const paperByKey = new Map(Object.entries(papers).map(([words, paper]) => [Vietnamese.matchKey(words), paper]))

/** The papers that a cell lists, or nothing where one of them is not known. */
const papersOf = (listed: ReadonlyArray<string> | undefined) => {
  const found = (listed ?? []).map(words => paperByKey.get(Vietnamese.matchKey(words)))
  const known = found.flatMap(paper => paper ?? [])
  return known.length === found.length ? known : undefined
}

export const exemptions = Csv.profile({
  id: "cl-exemptions",
  version: 1,
  separator: ",",
  columns: {
    "mã miễn": { type: "id", required: true },
    "đảng viên": { type: "id", required: true },
    việc: {
      type: "choice",
      words: {
        "đề nghị": "requested",
        "chi bộ đề nghị": "proposed",
        "cho miễn": "granted",
        "không cho miễn": "refused",
        "gia hạn": "extended",
        "chấm dứt": "ended",
        "trở lại": "returned"
      },
      required: true
    },
    ngày: { type: "date", required: true },
    "đơn vị": { type: "id", required: true },
    loại: { type: "choice", words: { "tuổi cao, sức yếu": "age-health", "có thời hạn": "temporary" } },
    "lý do": { type: "choice", words: { "đi làm ăn xa": "away-for-work", "hoàn cảnh khó khăn": "hardship", "sức khỏe yếu": "ill-health" } },
    "từ ngày": { type: "date" },
    "đến ngày": { type: "date" },
    "giấy tờ": { type: "list", of: "text", separator: ";" }
  },
  naturalKey: {
    "exemption.requested": ["exemption"],
    "exemption.proposed": ["exemption"],
    "exemption.granted": ["exemption"],
    "exemption.refused": ["exemption"],
    "exemption.extended": ["exemption", "on"],
    "exemption.ended": ["exemption"],
    "exemption.return-recorded": ["exemption"]
  },
  fields: { until: "đến ngày", from: "từ ngày" },
  toFacts: (row, { units: known }: Context) => {
    if (!known.has(row["đơn vị"])) return unknownUnit("đơn vị")
    const common = { on: row.ngày, exemption: row["mã miễn"], member: row["đảng viên"] }
    const by = row["đơn vị"]
    const [from, last] = [row["từ ngày"], row["đến ngày"]]
    const until = last === undefined ? undefined : PlainDate.addDays(last, 1)
    const evidence = papersOf(row["giấy tờ"])
    switch (row.việc) {
      case "requested":
        if (row.loại === undefined) return missing("loại")
        if (row["lý do"] === undefined) return missing("lý do")
        if (evidence === undefined)
          return Result.fail({
            column: "giấy tờ",
            code: "not-a-choice",
            vi: `giấy tờ phải là: ${Object.keys(papers).join(", ")}`,
            en: `the papers allowed are: ${Object.keys(papers).join(", ")}`
          })
        return Result.succeed([
          { kind: "exemption.requested", ...common, cell: by, type: row.loại, ground: row["lý do"], from, until, evidence }
        ])
      case "granted":
        return from === undefined ? missing("từ ngày") : Result.succeed([{ kind: "exemption.granted", ...common, by, from, until }])
      case "extended":
        return until === undefined ? missing("đến ngày") : Result.succeed([{ kind: "exemption.extended", ...common, by, until }])
      case "proposed":
        return Result.succeed([{ kind: "exemption.proposed", ...common, by }])
      case "refused":
        return Result.succeed([{ kind: "exemption.refused", ...common, by }])
      case "ended":
        return Result.succeed([{ kind: "exemption.ended", ...common }])
      case "returned":
        // the file has no word for the comments of the place of stay: none is claimed
        return Result.succeed([{ kind: "exemption.return-recorded", ...common, comments: false }])
    }
  }
})

const ids = { type: "list", of: "id", separator: " " } as const

export const meetings = Csv.profile({
  id: "cl-meetings",
  version: 1,
  separator: ",",
  columns: {
    "mã buổi": { type: "id", required: true },
    "chi bộ": { type: "id", required: true },
    ngày: { type: "date", required: true },
    "hình thức": { type: "choice", words: { "định kỳ": "regular", "chuyên đề": "themed" }, required: true },
    "số phút": { type: "integer" },
    "có mặt": ids,
    "vắng có lý do": ids,
    "vắng không lý do": ids,
    khách: ids
  },
  naturalKey: { "meeting.held": ["meeting"] },
  fields: { minutes: "số phút", attendance: "có mặt" },
  toFacts: (row, { units: known }: Context) => {
    if (!known.has(row["chi bộ"])) return unknownUnit("chi bộ")
    const attendance = {
      present: row["có mặt"] ?? [],
      excused: row["vắng có lý do"] ?? [],
      absent: row["vắng không lý do"] ?? [],
      guests: row.khách ?? []
    }
    return Result.succeed([
      {
        kind: "meeting.held",
        on: row.ngày,
        meeting: row["mã buổi"],
        unit: row["chi bộ"],
        form: row["hình thức"],
        minutes: row["số phút"],
        attendance
      }
    ])
  }
})

export const memberEvaluations = Csv.profile({
  id: "cl-evaluations-members",
  version: 1,
  separator: ",",
  columns: {
    "đảng viên": { type: "id", required: true },
    năm: { type: "integer", required: true },
    "quy định": { type: "text", required: true },
    "tiêu chí chính trị": { type: "choice", words: marks, required: true },
    "tiêu chí khác": { type: "choice", words: marks, required: true },
    "nhiệm vụ được giao": { type: "integer", required: true },
    "nhiệm vụ hoàn thành": { type: "integer", required: true },
    "đúng hạn": { type: "integer", required: true },
    "vượt mức": { type: "integer", required: true },
    "xếp loại": { type: "choice", words: grades, required: true },
    ngày: { type: "date", required: true },
    "đơn vị quyết định": { type: "id", required: true }
  },
  naturalKey: { "evaluation.criteria-scored": ["member", "year"], "evaluation.decided": ["member", "year"] },
  fields: { tasks: "nhiệm vụ hoàn thành", year: "năm", regime: "quy định" },
  toFacts: (row, { units: known }: Context) => {
    if (!known.has(row["đơn vị quyết định"])) return unknownUnit("đơn vị quyết định")
    const common = { on: row.ngày, member: row["đảng viên"], year: row.năm, regime: row["quy định"] }
    const tasks = {
      assigned: row["nhiệm vụ được giao"],
      completed: row["nhiệm vụ hoàn thành"],
      onTime: row["đúng hạn"],
      exceeded: row["vượt mức"]
    }
    return Result.succeed([
      {
        kind: "evaluation.criteria-scored",
        ...common,
        marks: { political: row["tiêu chí chính trị"], other: row["tiêu chí khác"] },
        tasks
      },
      { kind: "evaluation.decided", ...common, grade: row["xếp loại"], by: row["đơn vị quyết định"] }
    ])
  }
})

export const unitEvaluations = Csv.profile({
  id: "cl-evaluations-units",
  version: 1,
  separator: ",",
  columns: {
    "đơn vị": { type: "id", required: true },
    năm: { type: "integer", required: true },
    "quy định": { type: "text", required: true },
    "xếp loại": { type: "choice", words: grades, required: true },
    ngày: { type: "date", required: true },
    "đơn vị quyết định": { type: "id", required: true }
  },
  naturalKey: { "evaluation.decided": ["unit", "year"] },
  toFacts: (row, { units: known }: Context) =>
    known.has(row["đơn vị"])
      ? Result.succeed([
          {
            kind: "evaluation.decided",
            on: row.ngày,
            unit: row["đơn vị"],
            year: row.năm,
            regime: row["quy định"],
            grade: row["xếp loại"],
            by: row["đơn vị quyết định"]
          }
        ])
      : unknownUnit("đơn vị")
})
