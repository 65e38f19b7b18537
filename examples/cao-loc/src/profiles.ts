/** What each file of `data/` holds, and which facts its rows become. `đến ngày` in the files is the last day; `until` in facts is the day after. */
import * as Csv from "@chibo/adapters/csv"
import { PlainDate } from "@chibo/core"
import { Result } from "effect"

/** What rows are read against: the units that the units' file founds. */
export interface Context {
  readonly units: ReadonlySet<string>
}

const after = (last: PlainDate.PlainDate | undefined) => (last === undefined ? undefined : PlainDate.addDays(last, 1))
/** The paper that a row names, if it does. */
export const instrument = (number: string | undefined) => (number === undefined ? undefined : { number })

/** The column names a unit that no file founds. */
export const unknownUnit = (column: string) =>
  Result.fail({
    column,
    code: "unknown-unit",
    vi: "không có tổ chức nào mang mã này trong tệp units.csv: xem lại mã",
    en: "no unit has this code in units.csv: look at the code"
  })

export const units = Csv.profile({
  id: "cl-units",
  version: 1,
  separator: ",",
  columns: {
    mã: { type: "id", required: true },
    tên: { type: "text", required: true },
    loại: {
      type: "choice",
      words: {
        "Tỉnh ủy": "province",
        "Huyện ủy": "district",
        "Đảng ủy xã": "commune-committee",
        "Đảng ủy phường": "commune-committee",
        "Đảng ủy thị trấn": "commune-committee",
        "Đảng ủy cơ sở": "base-committee",
        "Chi bộ": "cell",
        "Đồn biên phòng": "border-post"
      },
      required: true
    },
    "mã cấp trên": { type: "id" },
    "ngày thành lập": { type: "date", required: true },
    "mã tổ chức": { type: "text" }
  },
  naturalKey: { "unit.founded": ["unit"] },
  toFacts: row =>
    Result.succeed([
      {
        kind: "unit.founded",
        on: row["ngày thành lập"],
        unit: row.mã,
        type: row.loại,
        name: row.tên,
        code: row["mã tổ chức"],
        parent: row["mã cấp trên"]
      }
    ])
})

export const unitChanges = Csv.profile({
  id: "cl-unit-changes",
  version: 1,
  separator: ",",
  columns: {
    việc: { type: "choice", words: { "sáp nhập": "merged", "giải thể": "closed" }, required: true },
    "đơn vị": { type: "id", required: true },
    "vào đơn vị": { type: "id" },
    ngày: { type: "date", required: true },
    "văn bản": { type: "text" }
  },
  naturalKey: { "unit.merged": ["units", "on"], "unit.closed": ["unit", "on"] },
  toFacts: (row, { units: known }: Context) => {
    const [unit, into, on, paper] = [row["đơn vị"], row["vào đơn vị"], row.ngày, instrument(row["văn bản"])]
    if (!known.has(unit)) return unknownUnit("đơn vị")
    if (row.việc === "closed") return Result.succeed([{ kind: "unit.closed", on, unit, instrument: paper }])
    if (into === undefined || !known.has(into)) return unknownUnit("vào đơn vị")
    return Result.succeed([{ kind: "unit.merged", on, units: [unit], into, instrument: paper }])
  }
})

export const designations = Csv.profile({
  id: "cl-designations",
  version: 1,
  separator: ",",
  columns: {
    "đơn vị": { type: "id", required: true },
    "loại địa bàn": {
      type: "choice",
      words: { "khu vực biên giới": "border-area", "thôn biên giới": "border-village", "địa bàn phức tạp về an ninh": "security-complex" },
      required: true
    },
    "từ ngày": { type: "date", required: true }
  },
  naturalKey: { "unit.designated": ["unit", "as", "on"] },
  toFacts: (row, { units: known }: Context) =>
    known.has(row["đơn vị"])
      ? Result.succeed([{ kind: "unit.designated", on: row["từ ngày"], unit: row["đơn vị"], as: row["loại địa bàn"] }])
      : unknownUnit("đơn vị")
})

export const offices = Csv.profile({
  id: "cl-offices",
  version: 1,
  separator: ",",
  columns: {
    "đảng viên": { type: "id", required: true },
    "đơn vị": { type: "id", required: true },
    "chức vụ": {
      type: "choice",
      words: {
        "bí thư": "secretary",
        "phó bí thư": "deputy-secretary",
        "cấp ủy viên": "committee-member",
        "đồn trưởng": "post-commander",
        "cán bộ đồn": "staff"
      },
      required: true
    },
    "từ ngày": { type: "date", required: true },
    "đến ngày": { type: "date" }
  },
  naturalKey: { "office.held": ["member", "unit", "office", "on"] },
  fields: { until: "đến ngày" },
  toFacts: (row, { units: known }: Context) =>
    known.has(row["đơn vị"])
      ? Result.succeed([
          {
            kind: "office.held",
            on: row["từ ngày"],
            member: row["đảng viên"],
            unit: row["đơn vị"],
            office: row["chức vụ"],
            until: after(row["đến ngày"])
          }
        ])
      : unknownUnit("đơn vị")
})

export const charges = Csv.profile({
  id: "cl-charges",
  version: 1,
  separator: ",",
  columns: {
    "mã phân công": { type: "id", required: true },
    "đảng viên": { type: "id", required: true },
    "đảng ủy": { type: "id", required: true },
    "chi bộ": { type: "id", required: true },
    "từ ngày": { type: "date", required: true },
    "đến ngày": { type: "date" }
  },
  naturalKey: { "oversight.in-charge": ["assignment"] },
  fields: { until: "đến ngày" },
  toFacts: (row, { units: known }: Context) => {
    if (!known.has(row["đảng ủy"])) return unknownUnit("đảng ủy")
    if (!known.has(row["chi bộ"])) return unknownUnit("chi bộ")
    return Result.succeed([
      {
        kind: "oversight.in-charge",
        on: row["từ ngày"],
        assignment: row["mã phân công"],
        member: row["đảng viên"],
        committee: row["đảng ủy"],
        cell: row["chi bộ"],
        until: after(row["đến ngày"])
      }
    ])
  }
})

export const assignments = Csv.profile({
  id: "cl-assignments",
  version: 1,
  separator: ",",
  columns: {
    "mã phân công": { type: "id", required: true },
    "đảng viên": { type: "id", required: true },
    đồn: { type: "id", required: true },
    "chi bộ": { type: "id", required: true },
    "hình thức": { type: "choice", words: { "tham dự sinh hoạt": "attends" }, required: true },
    "từ ngày": { type: "date", required: true },
    "đến ngày": { type: "date" },
    "văn bản": { type: "text" }
  },
  naturalKey: { "border.assigned": ["assignment"] },
  fields: { until: "đến ngày", cell: "chi bộ" },
  toFacts: (row, { units: known }: Context) => {
    if (!known.has(row.đồn)) return unknownUnit("đồn")
    if (!known.has(row["chi bộ"])) return unknownUnit("chi bộ")
    return Result.succeed([
      {
        kind: "border.assigned",
        on: row["từ ngày"],
        assignment: row["mã phân công"],
        member: row["đảng viên"],
        post: row.đồn,
        cell: row["chi bộ"],
        link: row["hình thức"],
        until: after(row["đến ngày"]),
        instrument: instrument(row["văn bản"])
      }
    ])
  }
})
