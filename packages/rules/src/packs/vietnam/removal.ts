/**
 * Grounds for reviewing a membership. A review is proposed, and nothing else: the cell considers, the competent committee decides.
 *
 * Of the grounds, failing the political standards that the Politburo sets is for people alone and is not measured.
 */
import { Period } from "@chibo/core"
import { type Citation, cite, type Wording } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { duesStanding, removalReview } from "./questions-membership.ts"
import * as texts from "./texts.ts"

const question = removalReview
const months = { vi: "tháng", en: "months" }
const article = cite(texts.charter, "Điều 8", "reported")

/** The Charter's number, with the regulations in which it was read again. */
const stable = (id: string, label: Wording, quantity: Wording, value: number) =>
  parameter("integer", id, label, quantity, [
    Dated.known(value, "2011-01-19", "2021-07-30", article),
    Dated.known(value, "2021-07-30", "2025-01-20", article, cite(texts.r24, "8.1", "quoted")),
    Dated.known(value, "2025-01-20", "2025-07-01", article),
    Dated.known(value, "2025-07-01", "2026-04-08", article, cite(texts.r294, "8.1", "reported")),
    Dated.known(value, "2026-04-08", "2026-07-26", article),
    Dated.known(value, "2026-07-26", undefined, article, cite(texts.r208, "8.1", "reported"))
  ])

const absentMonths = stable(
  "vn.removal.absent-months",
  { vi: "số tháng trong năm bỏ sinh hoạt phải xem xét", en: "months of a year without activity that lead to a review" },
  months,
  3
)
const educationMonths = stable(
  "vn.removal.education-months",
  { vi: "thời gian giáo dục mà không tiến bộ", en: "time of education without progress" },
  months,
  12
)
const unfitYears = stable(
  "vn.removal.unfit-years",
  { vi: "số năm liền vi phạm tư cách", en: "years in a row in which the member was unfit" },
  { vi: "năm", en: "years" },
  2
)
const noticeMonths = parameter(
  "integer",
  "vn.removal.notice-months",
  { vi: "sau phiếu báo mà không nộp hồ sơ, quá", en: "after the notice slip without a dossier, more than" },
  months,
  [
    Dated.known(3, "2012-05-17", "2022-01-18", cite(texts.op2012, "II.4c", "quoted")),
    Dated.known(3, "2022-01-18", "2025-09-29", cite(texts.op2022, "", "reported")),
    Dated.unread(texts.op2025, "2025-09-29")
  ]
)
const complaint = parameter(
  "integer",
  "vn.removal.complaint-within",
  { vi: "thời hạn khiếu nại quyết định xóa tên", en: "time for a complaint against a removal" },
  { vi: "ngày làm việc", en: "working days" },
  [Dated.known(30, "2026-07-26", undefined, cite(texts.r208, "", "reported"))]
)

const absent = Expression.ge(m.absentMonths, absentMonths)
const unpaid = Expression.is(Expression.outcome(duesStanding), "three-months-behind")
const card = Expression.oneOf(m.cardState, "returned", "destroyed")
const education = Expression.ge(m.educationMonths, educationMonths)
const unfit = Expression.ge(m.unfitYears, unfitYears)
const inTransit = Expression.all(
  m.transferPending,
  Expression.gt(m.memberAskedOn, Expression.addMonths(m.noticeOn, noticeMonths)),
  m.withoutReason
)
const always = [absent, unpaid, card, education, unfit]

const ground = (
  id: string,
  [from, until]: readonly [string, string?],
  wording: Wording,
  when: Expression.Expression<"boolean">,
  ...cites: readonly [Citation, ...ReadonlyArray<Citation>]
) =>
  Clause.general({
    id: `vn.removal.${id}`,
    question,
    inForce: Period.make(from, until),
    wording,
    when,
    then: {
      outcome: "review-proposed",
      values: { "complaint-within": Expression.of(complaint) },
      task: {
        id: `vn.removal.review-${id}`,
        who: { vi: "chi bộ", en: "the cell" },
        what: {
          vi: `xem xét tư cách đảng viên, làm rõ lý do, trước khi đề nghị cấp ủy có thẩm quyền: ${wording.vi}`,
          en: `consider the membership and the reasons before anything is proposed to the competent committee: ${wording.en}`
        },
        closedBy: "ballot.held"
      }
    },
    cites
  })

const nothing = (id: string, from: string, until: string | undefined, grounds: ReadonlyArray<Expression.Expression<"boolean">>) =>
  Clause.general({
    id: `vn.removal.nothing-${id}`,
    question,
    inForce: Period.make(from, until),
    wording: {
      vi: "Không có căn cứ nào trong các căn cứ đo được (tiêu chuẩn chính trị do cấp ủy xem xét, không đo)",
      en: "None of the grounds that are measured (the political standards are for the committee and are not measured)"
    },
    when: Expression.all(...grounds.map(Expression.not)),
    then: { outcome: "nothing-to-review" },
    cites: [article]
  })

const charter = ["2011-01-19"] as const

export const parameters = [absentMonths, educationMonths, unfitYears, noticeMonths, complaint]
export const clauses = [
  ground(
    "absent",
    charter,
    {
      vi: "bỏ sinh hoạt 3 tháng trong năm (cộng dồn, đã trừ thời gian được miễn hoặc bị đình chỉ) mà không có lý do chính đáng",
      en: "no activity in three months of the year (counted together, exempt and suspended time left out) without good reason"
    },
    absent,
    article,
    cite(texts.charter, "Điều 8 (cộng dồn trong năm)", "recalled"),
    cite(texts.charter, "Điều 8 (trừ các tháng có lý do)", "inferred")
  ),
  ground(
    "unpaid",
    charter,
    {
      vi: "không đóng đảng phí 3 tháng trong năm mà không có lý do chính đáng",
      en: "three months of the year without dues and without good reason"
    },
    unpaid,
    article,
    cite(texts.charter, "Điều 8 (cộng dồn trong năm)", "recalled")
  ),
  ground("card", charter, { vi: "tự trả lại thẻ hoặc hủy thẻ đảng viên", en: "returned or destroyed the party card" }, card, article),
  ground(
    "education",
    charter,
    {
      vi: "giảm sút ý chí phấn đấu, đã được chi bộ giáo dục mà sau 12 tháng không tiến bộ (còn trong diện giáo dục, giúp đỡ)",
      en: "lost the will to strive and, educated by the cell, made no progress in twelve months (still on the education list)"
    },
    education,
    article
  ),
  ground(
    "unfit",
    charter,
    {
      vi: "hai năm liền vi phạm tư cách đảng viên (mức xếp loại thấp nhất)",
      en: "two years in a row unfit (the lowest grade)"
    },
    unfit,
    article,
    cite(texts.charter, "Điều 8 (mức xếp loại thấp nhất là vi phạm tư cách)", "inferred")
  ),
  ground(
    "in-transit-2012",
    ["2012-05-17", "2022-01-18"],
    {
      vi: "quá 3 tháng từ phiếu báo chuyển sinh hoạt, đã liên hệ, không nộp hồ sơ và không có lý do chính đáng",
      en: "more than three months after the notice slip of a transfer nothing was handed in; the member was contacted and has no good reason"
    },
    inTransit,
    cite(texts.op2012, "II.4c", "quoted")
  ),
  ground(
    "in-transit-2022",
    ["2022-01-18", "2025-09-29"],
    {
      vi: "quá 3 tháng từ phiếu báo chuyển sinh hoạt, đã liên hệ, không nộp hồ sơ và không có lý do chính đáng",
      en: "more than three months after the notice slip of a transfer nothing was handed in; the member was contacted and has no good reason"
    },
    inTransit,
    cite(texts.op2022, "", "reported")
  ),
  Clause.unread({
    id: "vn.removal.in-transit-2025",
    question,
    inForce: Period.make("2025-09-29"),
    when: Expression.of(m.transferPending),
    text: texts.op2025,
    wording: {
      vi: "Chuyển sinh hoạt quá hạn không nộp hồ sơ: nội dung 38-HD/BTCTW về việc này chưa được đọc",
      en: "What 38-HD/BTCTW says of transfers in which nothing is handed in has not been read"
    }
  }),
  nothing("2011", "2011-01-19", "2012-05-17", always),
  nothing("2012", "2012-05-17", "2025-09-29", [...always, inTransit]),
  nothing("2025", "2025-09-29", undefined, always)
]
