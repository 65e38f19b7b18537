/** Each of the profiles with rows that spreadsheet programs like to change, and the facts that they say. */
import * as Csv from "@chibo/adapters/csv"
import * as Matching from "@chibo/adapters/matching"
import * as Profiles from "@chibo/adapters/profiles"
import { type Fact, Id, type Member, PlainDate } from "@chibo/core"
import { Result } from "effect"

/** Names that programs take for something else. Each is a name as far as these profiles know. */
export const hostile = [
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
export const nobody = make([])
export const known = make(
  hostile.map((fullName, at) => ({
    member: Id.MemberId.make(`m-${at}`),
    details: { fullName, birth: `19${60 + at}-02-03`, cardNumber: String(at).padStart(8, "0") } as Member.Details // sound: as details are
  }))
)

/** A profile whose columns are not told. */
type SomeProfile = Csv.Profile<Csv.Columns, Csv.PlainKind, Profiles.Context>
export interface Case {
  readonly name: string
  readonly profile: SomeProfile
  readonly context: Profiles.Context
  readonly rows: ReadonlyArray<Record<string, string>>
  readonly kinds: number
}
// sound: a profile is only read through its own columns
export const widened = (profile: unknown) => profile as SomeProfile
const birth = (at: number) => `03/02/19${60 + at}`
const id = (at: number) => `0200750000${String(at).padStart(2, "0")}`
const card = (at: number) => String(at).padStart(8, "0")
export const cell = units[0]?.name ?? ""

export const cases: ReadonlyArray<Case> = [
  {
    name: "the template 4.0",
    profile: widened(Profiles.template40),
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
    profile: widened(Profiles.export8),
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
    profile: widened(Profiles.register14),
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
    profile: widened(Profiles.transferRegister),
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
    profile: widened(Profiles.borderAssignments),
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
    profile: widened(Profiles.attendance),
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
export const factsOf = ({ profile, context, rows }: Case): ReadonlyArray<Fact.Plain> => {
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
