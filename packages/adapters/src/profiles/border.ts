/**
 * Lists that assign members of border posts to cells of villages.
 */
import { PlainDate } from "@chibo/core"
import { Result } from "effect"
import { profile } from "../table/profile.ts"
import type { Choice } from "../table/question.ts"
import { type Context, detailsFacts, detailsOf, idOf, personOf, unitOf } from "./context.ts"

const words = {
  "tham dự sinh hoạt": "attends",
  "tham dự": "attends",
  "sinh hoạt tạm thời": "temporary-member",
  "giới thiệu tham gia sinh hoạt": "introduced",
  "giữ chức vụ trong chi bộ": "office-holder",
  "tăng cường phó bí thư đảng ủy xã": "seconded-deputy-secretary",
  "tham gia cấp ủy": "committee-seat"
} as const

/**
 * The assignment list. Six kinds of link count differently in the cell; where the list does not say which, it is asked. `Đến ngày` is the last
 * day of the assignment.
 *
 * @since 0.2.0
 */
export const borderAssignments = profile({
  id: "vn.border-assignments",
  version: 1,
  titles: true,
  columns: {
    "Số TT": { type: "text", also: ["STT", "TT"], mayLack: true },
    "Họ và tên": { type: "text", required: true, personal: true },
    "Ngày sinh": { type: "birth", personal: true },
    "Số thẻ đảng viên": { type: "code", digits: [8, 12], personal: true, mayLack: true },
    "Đồn biên phòng": { type: "text", required: true, also: ["Đồn"] },
    "Chi bộ": { type: "text", required: true, also: ["Chi bộ thôn"] },
    "Hình thức": { type: "choice", words },
    "Từ ngày": { type: "date", required: true },
    "Đến ngày": { type: "date" },
    "Số quyết định": { type: "text", mayLack: true }
  },
  naturalKey: { "member.details-changed": ["member", "on"], "border.assigned": ["assignment"] },
  fields: {
    on: "Từ ngày",
    until: "Đến ngày",
    cell: "Chi bộ",
    "personal.fullName": "Họ và tên",
    "personal.birth": "Ngày sinh",
    "personal.cardNumber": "Số thẻ đảng viên"
  },
  toFacts: (row, context: Context, ask) => {
    const details = detailsOf({ fullName: row["Họ và tên"], birth: row["Ngày sinh"], cardNumber: row["Số thẻ đảng viên"] })
    const found = personOf(details, context, ask, "Họ và tên")
    if (Result.isFailure(found)) return Result.fail(found.failure)
    const post = unitOf(row["Đồn biên phòng"], context, "Đồn biên phòng")
    if (Result.isFailure(post)) return Result.fail(post.failure)
    const cell = unitOf(row["Chi bộ"], context, "Chi bộ")
    if (Result.isFailure(cell)) return Result.fail(cell.failure)
    const said = row["Hình thức"]
    const answer = said === undefined ? ask({ column: "Hình thức", code: "which-link", ...wording, choices: links }) : Result.succeed(said)
    if (Result.isFailure(answer)) return Result.fail(answer.failure)
    const link = links.find(({ value }) => value === answer.success)?.value ?? "attends"
    const [from, last, number] = [row["Từ ngày"], row["Đến ngày"], row["Số quyết định"]]
    const { member } = found.success
    return Result.succeed([
      ...detailsFacts(found.success, context.on),
      {
        kind: "border.assigned",
        on: from,
        assignment: idOf("ba", member, cell.success, from),
        member,
        post: post.success,
        cell: cell.success,
        link,
        until: last === undefined ? undefined : PlainDate.addDays(last, 1),
        instrument: number === undefined ? undefined : { number }
      }
    ])
  },
  toRows: (facts, { people, nameOf }: Context) =>
    facts
      .flatMap(fact => {
        if (fact.kind !== "border.assigned") return []
        const details = people.all.get(fact.member)?.details
        if (details?.fullName === undefined) return []
        return [
          {
            "Họ và tên": details.fullName,
            "Ngày sinh": details.birth,
            "Số thẻ đảng viên": details.cardNumber,
            "Đồn biên phòng": nameOf(fact.post),
            "Chi bộ": nameOf(fact.cell),
            "Hình thức": fact.link,
            "Từ ngày": fact.on,
            "Đến ngày": fact.until === undefined ? undefined : PlainDate.addDays(fact.until, -1),
            "Số quyết định": fact.instrument?.number
          }
        ]
      })
      .map((row, at) => ({ "Số TT": String(at + 1), ...row }))
})

// internal

const links = [
  { value: "attends", vi: "chỉ tham dự sinh hoạt", en: "attends meetings only" },
  { value: "temporary-member", vi: "sinh hoạt tạm thời tại chi bộ", en: "a member of the cell for a time" },
  { value: "introduced", vi: "được giới thiệu theo quy định của tỉnh", en: "introduced by the province's rule" },
  { value: "office-holder", vi: "giữ chức vụ trong chi bộ", en: "holds an office in the cell" },
  { value: "seconded-deputy-secretary", vi: "tăng cường làm phó bí thư đảng ủy xã", en: "seconded as deputy secretary of the commune" },
  { value: "committee-seat", vi: "tham gia cấp ủy", en: "has a seat on a committee" }
] as const satisfies ReadonlyArray<Choice>

const wording = {
  vi: "danh sách không ghi hình thức tham gia; mỗi hình thức được tính khác nhau trong chi bộ",
  en: "the list does not say how the member is linked to the cell, which decides how they count there"
}
