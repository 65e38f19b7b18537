/** Dues: which months of the year are unpaid, who owes none, and when the cell has to look closer. */
import { Period } from "@chibo/core"
import { cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { duesStanding } from "./questions-membership.ts"
import * as texts from "./texts.ts"

const months = { vi: "tháng", en: "months" }

/** In one calendar year, without good reason. */
const behindMonths = parameter(
  "integer",
  "vn.dues.behind-months",
  { vi: "số tháng trong năm chưa đóng đảng phí phải xem xét", en: "unpaid months of a year that lead to a review" },
  months,
  [
    Dated.known(3, "2011-01-19", "2021-07-30", cite(texts.charter, "Điều 8", "reported")),
    Dated.known(3, "2021-07-30", "2026-02-01", cite(texts.charter, "Điều 8", "reported"), cite(texts.r24, "8.1", "quoted")),
    Dated.known(3, "2026-02-01", undefined, cite(texts.charter, "Điều 8", "reported"), cite(texts.dues01, "Điều 2, 1.4", "reported"))
  ]
)
const exemptYears = parameter(
  "integer",
  "vn.dues.exempt-party-age",
  { vi: "miễn đóng đảng phí từ", en: "no dues from a party age of" },
  { vi: "năm tuổi đảng", en: "years" },
  [Dated.known(50, "2026-02-01", undefined, cite(texts.dues01, "Điều 5.1", "reported"))]
)
const reliefMonths = parameter(
  "integer",
  "vn.dues.relief-months",
  { vi: "mỗi lần miễn, giảm không quá", en: "relief is given each time for at most" },
  months,
  [Dated.known(12, "2026-02-01", undefined, cite(texts.dues01, "Điều 5.2", "reported"))],
  { stricter: "lower" }
)

const [before, since] = [Period.make("2011-04-01", "2026-02-01"), Period.make("2026-02-01")]
const question = duesStanding

const paid = Expression.is(m.unpaidMonths, 0)
const unpaid = Expression.ge(m.unpaidMonths, 1)
/** Owes nothing, without applying; from 1 February 2026. */
export const byRight = Expression.any(Expression.ge(m.partyAge, exemptYears), Expression.is(m.payerClass, "social-pension"))
const owing = Expression.not(Expression.any(byRight, m.memberDetained))
const relieved = Expression.ge(m.reliefPercent, 1)
const wellRelieved = Expression.all(
  Expression.any(...[30, 50, 70, 100].map(percent => Expression.is(m.reliefPercent, percent))),
  Expression.le(m.reliefUntil, Expression.addMonths(m.reliefFrom, reliefMonths))
)

const collector = { vi: "người được phân công thu đảng phí", en: "whoever collects the dues" }
const remind = {
  id: "vn.dues.remind",
  who: collector,
  what: { vi: "đôn đốc đảng viên đóng các tháng còn thiếu", en: "remind the member of the unpaid months" },
  closedBy: "dues.paid"
}
const ask = {
  id: "vn.dues.ask-why",
  who: { vi: "chi ủy, bí thư chi bộ", en: "the cell's committee or secretary" },
  what: {
    vi: "hỏi rõ lý do chưa đóng đảng phí từ 3 tháng trong năm và báo cáo chi bộ",
    en: "find out why three months of the year are unpaid, and report to the cell"
  },
  closedBy: "dues.paid"
}
const owed = {
  vi: "Đảng viên (cả dự bị) đóng đảng phí hằng tháng; được miễn sinh hoạt không có nghĩa là miễn đảng phí. Một tháng tính là chưa đóng khi đã hết tháng",
  en: "Members, probationary ones too, pay each month; exemption from activity does not waive dues. A month counts as unpaid once it is over"
}
const threeMonths = {
  vi: "Không đóng đảng phí 3 tháng trong năm (cộng dồn trong năm dương lịch, đã trừ các tháng tạm miễn sinh hoạt, miễn giảm đảng phí hoặc bị tạm giam) mà không có lý do chính đáng",
  en: "Three months of the year unpaid without good reason (counted together within the calendar year; months of temporary exemption, relief or detention are left out)"
}

const inOrder2011 = Clause.general({
  id: "vn.dues.in-order-2011",
  question,
  inForce: before,
  wording: owed,
  when: paid,
  then: { outcome: "in-order" },
  cites: [cite(texts.dues342, "", "quoted")]
})
const behind2011 = Clause.general({
  id: "vn.dues.behind-2011",
  question,
  inForce: before,
  wording: owed,
  when: unpaid,
  then: { outcome: "behind", task: remind },
  cites: [cite(texts.dues342, "", "quoted")]
})
const inOrder = Clause.general({
  id: "vn.dues.in-order",
  question,
  inForce: since,
  wording: owed,
  when: Expression.all(owing, paid),
  then: { outcome: "in-order" },
  cites: [cite(texts.dues01, "Điều 2, 1.1", "reported"), cite(texts.dues01, "Điều 7.4", "reported")]
})
const behind = Clause.general({
  id: "vn.dues.behind",
  question,
  inForce: since,
  wording: owed,
  when: Expression.all(owing, unpaid),
  then: { outcome: "behind", task: remind },
  cites: [cite(texts.dues01, "Điều 2, 1.1", "reported"), cite(texts.dues01, "Điều 7.4", "reported")]
})
const counting = [
  cite(texts.charter, "Điều 8 (cộng dồn trong năm)", "recalled"),
  cite(texts.charter, "Điều 8 (trừ các tháng có lý do)", "inferred")
] as const

export const parameters = [behindMonths, exemptYears, reliefMonths]
export const clauses = [
  inOrder2011,
  behind2011,
  Clause.exception(behind2011, {
    id: "vn.dues.three-months-behind-2011",
    question,
    inForce: before,
    wording: threeMonths,
    when: Expression.ge(m.unexcusedMonths, behindMonths),
    then: { outcome: "three-months-behind", task: ask },
    cites: [cite(texts.charter, "Điều 8", "reported"), ...counting]
  }),
  Clause.general({
    id: "vn.dues.exempt",
    question,
    inForce: since,
    wording: {
      vi: "Đảng viên đủ 50 năm tuổi đảng hoặc hưởng trợ cấp hưu trí xã hội được miễn, không cần đơn",
      en: "Members of fifty years' party age or on a social pension owe no dues, without applying"
    },
    when: byRight,
    then: { outcome: "exempt" },
    cites: [cite(texts.dues01, "Điều 5.1", "reported")]
  }),
  Clause.general({
    id: "vn.dues.not-collected",
    question,
    inForce: since,
    wording: {
      vi: "Đảng viên bị tạm giam và đình chỉ sinh hoạt: không thu đảng phí",
      en: "No dues are collected from a member who is detained and suspended"
    },
    when: Expression.all(Expression.not(byRight), m.memberDetained),
    then: { outcome: "not-collected" },
    cites: [cite(texts.dues01, "", "reported")]
  }),
  inOrder,
  Clause.exception(inOrder, {
    id: "vn.dues.relieved",
    question,
    inForce: since,
    wording: {
      vi: "Hoàn cảnh khó khăn, có đơn: miễn toàn bộ hoặc giảm 30%, 50%, 70%, mỗi lần không quá 12 tháng",
      en: "Hardship, on application: full relief, or 30, 50 or 70 %, each time for at most twelve months"
    },
    when: Expression.all(relieved, wellRelieved),
    then: { outcome: "relieved", values: { until: Expression.of(m.reliefUntil) } },
    cites: [cite(texts.dues01, "Điều 5.2", "reported")]
  }),
  Clause.exception(inOrder, {
    id: "vn.dues.relief-to-review",
    question,
    inForce: since,
    wording: {
      vi: "Mức giảm khác 30%, 50%, 70%, 100% hoặc thời hạn quá 12 tháng",
      en: "Relief of another share, or for more than twelve months"
    },
    when: Expression.all(relieved, Expression.not(wellRelieved)),
    then: {
      outcome: "relief-to-review",
      task: {
        id: "vn.dues.review-relief",
        who: { vi: "chi bộ", en: "the cell" },
        what: { vi: "xem lại mức và thời hạn miễn, giảm đảng phí", en: "look again at the share and the term of the relief" },
        closedBy: "dues.relief-granted"
      }
    },
    cites: [cite(texts.dues01, "Điều 5.2", "reported")]
  }),
  behind,
  Clause.exception(behind, {
    id: "vn.dues.may-pay-late",
    question,
    inForce: since,
    wording: {
      vi: "Đảng viên đang tạm miễn sinh hoạt vẫn đóng đảng phí, được đóng trước hoặc sau trong thời gian tạm miễn",
      en: "A temporarily exempt member still pays, and may pay later or in advance within the time of the exemption"
    },
    when: Expression.all(m.temporarilyExempt, Expression.is(m.unexcusedMonths, 0)),
    then: { outcome: "may-pay-late", values: { until: Expression.of(m.temporarilyExemptUntil) } },
    cites: [cite(texts.dues01, "Điều 5", "reported")]
  }),
  Clause.exception(behind, {
    id: "vn.dues.three-months-behind",
    question,
    inForce: since,
    wording: threeMonths,
    when: Expression.ge(m.unexcusedMonths, behindMonths),
    then: { outcome: "three-months-behind", task: ask },
    cites: [cite(texts.charter, "Điều 8", "reported"), cite(texts.dues01, "Điều 2, 1.4", "reported"), ...counting]
  })
]
