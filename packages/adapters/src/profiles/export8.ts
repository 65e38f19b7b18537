/**
 * The export DS_DANGVIEN of the members' database, 8 columns. It has no date of a status: since when one holds is asked.
 */
import { Result } from "effect"
import { profile } from "../table/profile.ts"
import { type Context, detailsOf, personOf, unitOf } from "./context.ts"
import { type ListedFact, naturalKey, type Part, rollFacts, standings, statusFacts, statusWords } from "./standing.ts"

const cell = "Chi bộ đang sinh hoạt"

/**
 * The 8-column export. The list is as of `context.on`. Names are all capitals in it: one that is known otherwise is no news.
 *
 * @since 0.2.0
 */
export const export8 = profile({
  id: "vn.export-8",
  version: 1,
  titles: true,
  columns: {
    "Họ và tên": { type: "text", required: true, personal: true },
    "Số thẻ Đảng viên": { type: "code", digits: [8, 12], personal: true, also: ["Số thẻ Đảng"] },
    "Số CCCD": { type: "code", digits: [9, 12], personal: true },
    "Ngày sinh": { type: "birth", required: true, personal: true },
    "Ngày kết nạp": { type: "date", required: true },
    [cell]: { type: "text", required: true },
    "Chi bộ nơi cư trú": { type: "text" },
    "Trạng thái": { type: "choice", words: statusWords }
  },
  naturalKey,
  fields: {
    "personal.fullName": "Họ và tên",
    "personal.birth": "Ngày sinh",
    "personal.citizenNumber": "Số CCCD",
    "personal.cardNumber": "Số thẻ Đảng viên"
  },
  toFacts: (row, context: Context, ask): Part<ReadonlyArray<ListedFact>> => {
    const details = detailsOf({
      fullName: row["Họ và tên"],
      birth: row["Ngày sinh"],
      citizenNumber: row["Số CCCD"],
      cardNumber: row["Số thẻ Đảng viên"]
    })
    const found = personOf(details, context, ask, "Họ và tên")
    if (Result.isFailure(found)) return Result.fail(found.failure)
    const unit = unitOf(row[cell], context, cell)
    if (Result.isFailure(unit)) return Result.fail(unit.failure)
    const cells = {
      cell: unit.success,
      admitted: row["Ngày kết nạp"],
      official: undefined,
      officialColumn: "Ngày kết nạp",
      cellColumn: cell
    }
    const roll = rollFacts(found.success, cells, context, ask)
    if (Result.isFailure(roll)) return roll
    const { member } = found.success
    const status = statusFacts(
      { member, cell: unit.success, status: row["Trạng thái"], since: undefined },
      { status: "Trạng thái", since: "Trạng thái" },
      ask
    )
    return Result.map(status, facts => [...roll.success, ...facts])
  },
  toRows: (facts, context: Context) =>
    standings(facts).flatMap(({ details, admitted, cell: unit, status }) =>
      unit === undefined || admitted === undefined
        ? []
        : [
            {
              "Họ và tên": details.fullName?.toUpperCase(),
              "Số thẻ Đảng viên": details.cardNumber,
              "Số CCCD": details.citizenNumber,
              "Ngày sinh": details.birth,
              "Ngày kết nạp": admitted,
              [cell]: context.nameOf(unit),
              "Trạng thái": status
            }
          ]
    )
})
