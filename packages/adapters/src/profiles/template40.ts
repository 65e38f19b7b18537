/**
 * The template "4.0" for entering members, 29 columns under a header of two rows.
 *
 * Religion, addresses and where a card was issued have no fact; they are read, so that the file keeps its form, and not recorded.
 */
import { Result } from "effect"
import { profile } from "../table/profile.ts"
import { type Context, detailsOf, personOf, unitOf } from "./context.ts"
import { type ListedFact, naturalKey, type Part, rollFacts, standings, statusFacts, statusWords } from "./standing.ts"

const place = (group: string) =>
  ({
    [`${group} / Quốc gia`]: { type: "text", personal: true },
    [`${group} / Tỉnh`]: { type: "text", personal: true },
    [`${group} / Chi tiết`]: { type: "text", personal: true }
  }) as const

const gone = "Ngày rời khỏi/mất/miễn sinh hoạt"
const cell = "Tổ chức Đảng đang sinh hoạt"

/**
 * The 29-column template. The list is as of `context.on`; whoever stands on no roll is enrolled on that day.
 *
 * @since 0.2.0
 */
export const template40 = profile({
  id: "vn.template-40",
  version: 1,
  header: 2,
  titles: true,
  columns: {
    STT: { type: "text" },
    ID: { type: "text" },
    "Họ và tên": { type: "text", required: true, personal: true },
    "Tên gọi khác": { type: "text", personal: true },
    "Giới tính": { type: "choice", words: { Nam: "male", Nữ: "female" }, personal: true },
    "Sinh ngày": { type: "birth", required: true, personal: true, also: ["Ngày sinh"] },
    "Dân tộc": { type: "text", personal: true },
    "Tôn giáo": { type: "text", personal: true },
    "Số định danh cá nhân": { type: "code", digits: [9, 12], personal: true },
    "Số thẻ Đảng": { type: "code", digits: [8, 12], personal: true },
    "Nơi cấp thẻ": { type: "text" },
    "Ngày cấp thẻ": { type: "date" },
    "Số thẻ theo QĐ 85": { type: "code", digits: [8], personal: true },
    [cell]: { type: "text", required: true },
    ...place("Nơi đăng ký khai sinh"),
    ...place("Quê quán"),
    ...place("Thường trú"),
    "Ngày vào Đảng": { type: "date", required: true },
    "Ngày chính thức": { type: "date" },
    "Số CMND cũ": { type: "code", digits: [9], personal: true },
    "Trạng thái hoạt động": { type: "choice", words: statusWords },
    [gone]: { type: "date" },
    "Đề nghị xóa": { type: "boolean" }
  },
  naturalKey,
  fields: {
    "personal.fullName": "Họ và tên",
    "personal.otherName": "Tên gọi khác",
    "personal.birth": "Sinh ngày",
    "personal.citizenNumber": "Số định danh cá nhân",
    "personal.cardNumber": "Số thẻ Đảng",
    "personal.formerCardNumber": "Số thẻ theo QĐ 85"
  },
  toFacts: (row, context: Context, ask): Part<ReadonlyArray<ListedFact>> => {
    if (row["Đề nghị xóa"] === true) {
      const kept = ask({ column: "Đề nghị xóa", code: "to-be-deleted", ...deletion, choices: deletionChoices })
      if (Result.isFailure(kept)) return Result.fail(kept.failure)
    }
    const details = detailsOf({
      fullName: row["Họ và tên"],
      otherName: row["Tên gọi khác"],
      birth: row["Sinh ngày"],
      sex: row["Giới tính"],
      ethnicity: row["Dân tộc"],
      citizenNumber: row["Số định danh cá nhân"],
      cardNumber: row["Số thẻ Đảng"],
      formerCardNumber: row["Số thẻ theo QĐ 85"]
    })
    const found = personOf(details, context, ask, "Họ và tên")
    if (Result.isFailure(found)) return Result.fail(found.failure)
    const unit = unitOf(row[cell], context, cell)
    if (Result.isFailure(unit)) return Result.fail(unit.failure)
    const { member } = found.success
    const roll = rollFacts(
      found.success,
      {
        cell: unit.success,
        admitted: row["Ngày vào Đảng"],
        official: row["Ngày chính thức"],
        officialColumn: "Ngày chính thức",
        cellColumn: cell
      },
      context,
      ask
    )
    if (Result.isFailure(roll)) return roll
    const status = statusFacts(
      { member, cell: unit.success, status: row["Trạng thái hoạt động"], since: row[gone] },
      { status: "Trạng thái hoạt động", since: gone },
      ask
    )
    return Result.map(status, facts => [...roll.success, ...facts])
  },
  toRows: (facts, context: Context) =>
    standings(facts).flatMap(({ member, details, admitted, recognised, cell: unit, status, since }, at) => {
      if (unit === undefined || admitted === undefined) return []
      return [
        {
          STT: String(at + 1),
          ID: member,
          "Họ và tên": details.fullName,
          "Tên gọi khác": details.otherName,
          "Giới tính": details.sex,
          "Sinh ngày": details.birth,
          "Dân tộc": details.ethnicity,
          "Số định danh cá nhân": details.citizenNumber,
          "Số thẻ Đảng": details.cardNumber,
          "Số thẻ theo QĐ 85": details.formerCardNumber,
          [cell]: context.nameOf(unit),
          "Ngày vào Đảng": admitted,
          "Ngày chính thức": recognised,
          "Trạng thái hoạt động": status,
          [gone]: status === "active" ? undefined : since
        }
      ]
    })
})

const deletion = {
  vi: "dòng này được đề nghị xóa; không có ghi nhận nào cho việc xóa",
  en: "the row is marked for deletion, for which there is no fact"
}

const deletionChoices = [{ value: "keep", vi: "vẫn nhập dòng này", en: "import the row all the same" }] as const
