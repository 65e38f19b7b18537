/** The files about who belongs where: members, departures, transfers. */
import * as Csv from "@chibo/adapters/csv"
import { Result } from "effect"
import { type Context, instrument, unknownUnit } from "./profiles.ts"

export const members = Csv.profile({
  id: "cl-members",
  version: 1,
  separator: ",",
  columns: {
    "mã đảng viên": { type: "id", required: true },
    "họ và tên": { type: "text", required: true, personal: true },
    "ngày sinh": { type: "birth", required: true, personal: true },
    "giới tính": { type: "choice", words: { nam: "male", nữ: "female" }, required: true, personal: true },
    "ngày vào Đảng": { type: "date", required: true },
    "ngày chính thức": { type: "date" },
    "chi bộ": { type: "id", required: true },
    "ngày vào sổ": { type: "date", required: true },
    "số thẻ Đảng": { type: "code", digits: [8, 12], personal: true }
  },
  naturalKey: {
    "member.admitted": ["member"],
    "member.enrolled": ["member", "on"],
    "member.recognised": ["member"],
    "member.details-changed": ["member", "on"]
  },
  toFacts: (row, { units: known }: Context) => {
    const [member, cell, admitted, official, enrolled] = [
      row["mã đảng viên"],
      row["chi bộ"],
      row["ngày vào Đảng"],
      row["ngày chính thức"],
      row["ngày vào sổ"]
    ]
    if (!known.has(cell)) return unknownUnit("chi bộ")
    if (enrolled < admitted) {
      return Result.fail({
        column: "ngày vào sổ",
        code: "enrolled-before-admitted",
        vi: "ngày vào sổ trước ngày vào Đảng: xem lại hai ngày",
        en: "enrolled before admitted: look at both days"
      })
    }
    if (official !== undefined && official < admitted) {
      return Result.fail({
        column: "ngày chính thức",
        code: "recognised-before-admitted",
        vi: "ngày chính thức trước ngày vào Đảng: xem lại hai ngày",
        en: "recognised before admitted: look at both days"
      })
    }
    const here = admitted === enrolled
    return Result.succeed([
      { kind: "member.admitted", on: admitted, member, cell: here ? cell : undefined },
      ...(here ? [] : [{ kind: "member.enrolled", on: enrolled, member, cell } as const]),
      ...(official === undefined ? [] : [{ kind: "member.recognised", on: official, member } as const]),
      {
        kind: "member.details-changed",
        on: enrolled,
        member,
        personal: {
          fullName: row["họ và tên"],
          birth: row["ngày sinh"],
          sex: row["giới tính"],
          ...(row["số thẻ Đảng"] === undefined ? {} : { cardNumber: row["số thẻ Đảng"] })
        }
      }
    ])
  }
})

export const departures = Csv.profile({
  id: "cl-departures",
  version: 1,
  separator: ",",
  columns: {
    "mã đảng viên": { type: "id", required: true },
    việc: {
      type: "choice",
      words: { "từ trần": "died", "chuyển đi": "moved", "xóa tên": "struck", "khai trừ": "expelled", "xin ra": "left" },
      required: true
    },
    ngày: { type: "date", required: true },
    "văn bản": { type: "text" }
  },
  naturalKey: {
    "member.died": ["member"],
    "member.struck": ["member", "on"],
    "member.expelled": ["member", "on"],
    "member.left": ["member", "on"],
    "transfer.letter-issued": ["transfer"],
    "transfer.received": ["transfer"]
  },
  toFacts: row => {
    const common = { on: row.ngày, member: row["mã đảng viên"], instrument: instrument(row["văn bản"]) }
    if (row.việc !== "moved") return Result.succeed([{ kind: `member.${row.việc}` as const, ...common }])
    // the file does not name the cell that is left: the province's committee stands over all of them, the posts' too
    const transfer = { ...common, transfer: `out-${common.member}`, route: "official", from: "ls", to: "outside" } as const
    return Result.succeed([
      { kind: "transfer.letter-issued", ...transfer },
      { kind: "transfer.received", ...transfer }
    ])
  }
})

export const transfers = Csv.profile({
  id: "cl-transfers",
  version: 1,
  separator: ",",
  columns: {
    "mã chuyển": { type: "id", required: true },
    "đảng viên": { type: "id", required: true },
    "hình thức": { type: "choice", words: { "chính thức": "official", "nội bộ": "internal", "tạm thời": "temporary" }, required: true },
    từ: { type: "text", required: true },
    đến: { type: "text", required: true },
    "ngày cấp giấy": { type: "date", required: true },
    "ngày nộp giấy": { type: "date" },
    "ngày tiếp nhận": { type: "date" }
  },
  naturalKey: { "transfer.letter-issued": ["transfer"], "transfer.presented": ["transfer"], "transfer.received": ["transfer"] },
  toFacts: (row, { units: known }: Context) => {
    const place = (name: string) => (name === "ngoài" ? "outside" : known.has(name) ? name : undefined)
    const [from, to] = [place(row.từ), place(row.đến)]
    if (from === undefined) return unknownUnit("từ")
    if (to === undefined) return unknownUnit("đến")
    const common = { transfer: row["mã chuyển"], member: row["đảng viên"] }
    const [presented, received] = [row["ngày nộp giấy"], row["ngày tiếp nhận"]]
    return Result.succeed([
      { kind: "transfer.letter-issued", on: row["ngày cấp giấy"], ...common, route: row["hình thức"], from, to },
      ...(presented === undefined ? [] : [{ kind: "transfer.presented", on: presented, ...common } as const]),
      ...(received === undefined
        ? []
        : [{ kind: "transfer.received", on: received, ...common, route: row["hình thức"], from, to } as const])
    ])
  }
})
