/** From the decision to admit to the recognition: the ceremony, the twelve months, the review. Each number is read on the day of the event that starts it. */
import { Period } from "@chibo/core"
import { cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { probationDue } from "./questions-membership.ts"
import * as texts from "./texts.ts"

const question = probationDue
const inForce = Period.make("2011-01-19")
const workingDays = { vi: "ngày làm việc", en: "working days" }

const months = parameter(
  "integer",
  "vn.probation.months",
  { vi: "thời gian dự bị tính từ ngày kết nạp", en: "probation from the ceremony" },
  { vi: "tháng", en: "months" },
  [Dated.known(12, "2011-01-19", undefined, cite(texts.charter, "Điều 5", "reported"))]
)
const review = parameter(
  "integer",
  "vn.probation.review",
  { vi: "chi bộ xem xét công nhận sau khi hết thời gian dự bị, trong", en: "the cell reviews after the end of probation, within" },
  workingDays,
  [
    Dated.unread(texts.r45, "2011-11-01", "2016-07-25"),
    Dated.known(30, "2016-07-25", "2021-07-30", cite(texts.r29, "4.2", "quoted")),
    Dated.known(30, "2021-07-30", "2025-01-20", cite(texts.r24, "4.2", "quoted")),
    Dated.unread(texts.r232, "2025-01-20", "2025-07-01"),
    Dated.known(30, "2025-07-01", "2026-04-08", cite(texts.r294, "4.2", "quoted")),
    Dated.unread(texts.r20, "2026-04-08", "2026-07-26"),
    Dated.known(30, "2026-07-26", undefined, cite(texts.r208, "", "reported"))
  ],
  { stricter: "lower" }
)
const ceremony = parameter(
  "integer",
  "vn.probation.ceremony",
  { vi: "tổ chức lễ kết nạp trong", en: "the ceremony is held within" },
  workingDays,
  [
    Dated.unread(texts.r45, "2011-11-01", "2016-07-25"),
    Dated.unread(texts.r29, "2016-07-25", "2021-07-30"),
    Dated.unread(texts.r24, "2021-07-30", "2025-01-20"),
    Dated.unread(texts.r232, "2025-01-20", "2025-07-01"),
    Dated.known(30, "2025-07-01", "2026-04-08", cite(texts.r294, "Điều 5, 4", "quoted")),
    Dated.unread(texts.r20, "2026-04-08", "2026-07-26"),
    Dated.known(30, "2026-07-26", undefined, cite(texts.r208, "", "reported"))
  ],
  { stricter: "lower" }
)
const countsFrom = parameter(
  "text",
  "vn.probation.ceremony-counts-from",
  { vi: "tính từ ngày nhận (receipt) hay ngày ban hành (issue) quyết định", en: "counted from the receipt or the issue of the decision" },
  { vi: "", en: "" },
  [
    Dated.unread(texts.r45, "2011-11-01", "2016-07-25"),
    Dated.unread(texts.r29, "2016-07-25", "2021-07-30"),
    Dated.unread(texts.r24, "2021-07-30", "2025-01-20"),
    Dated.unread(texts.r232, "2025-01-20", "2025-07-01"),
    Dated.known("receipt", "2025-07-01", "2026-04-08", cite(texts.r294, "Điều 5, 4", "quoted")),
    Dated.unread(texts.r20, "2026-04-08", "2026-07-26"),
    Dated.known("issue", "2026-07-26", undefined, cite(texts.r208, "", "reported"))
  ]
)

const probationary = Expression.is(m.memberStanding, "probationary")
const waiting = Expression.all(probationary, Expression.not(m.ceremonyHeld))
const held = Expression.all(probationary, m.ceremonyHeld)
const ends = Expression.addMonths(m.ceremonyOn, Expression.on(months, m.ceremonyOn))
const reviewBy = Expression.addWorkingDays(ends, Expression.on(review, m.ceremonyOn))
const past = (day: Expression.Expression<"day">) => Expression.gt(m.memberAskedOn, day)
const over = Expression.ge(m.memberAskedOn, ends)

const ceremonies = (["receipt", "issue"] as const).flatMap(event => {
  const start = event === "receipt" ? m.admissionReceivedOn : m.memberAdmittedOn
  const due = Expression.addWorkingDays(start, Expression.on(ceremony, m.memberAdmittedOn))
  const here = Expression.is(Expression.on(countsFrom, m.memberAdmittedOn), event)
  const cites = event === "receipt" ? ([cite(texts.r294, "Điều 5, 4", "quoted")] as const) : ([cite(texts.r208, "", "reported")] as const)
  const wording =
    event === "receipt"
      ? {
          vi: "Lễ kết nạp trong 30 ngày làm việc kể từ ngày nhận được quyết định",
          en: "The ceremony within thirty working days of receiving the decision"
        }
      : {
          vi: "Lễ kết nạp trong 30 ngày làm việc kể từ ngày cấp ủy có thẩm quyền ban hành quyết định",
          en: "The ceremony within thirty working days of the day on which the competent committee issues the decision"
        }
  const task = {
    id: "vn.probation.hold-ceremony",
    who: { vi: "chi bộ", en: "the cell" },
    what: { vi: "tổ chức lễ kết nạp và ghi nhận ngày", en: "hold the ceremony and record its day" },
    due,
    closedBy: "member.ceremony-held"
  }
  return [
    Clause.general({
      id: `vn.probation.ceremony-awaited-${event}`,
      question,
      inForce,
      wording,
      when: Expression.all(waiting, here, Expression.not(past(due))),
      then: { outcome: "ceremony-awaited", values: { due }, task },
      cites
    }),
    Clause.general({
      id: `vn.probation.ceremony-late-${event}`,
      question,
      inForce,
      wording,
      when: Expression.all(waiting, here, past(due)),
      then: { outcome: "ceremony-late", values: { due }, task },
      cites
    })
  ]
})

const reviewTask = {
  id: "vn.probation.review",
  who: { vi: "chi bộ", en: "the cell" },
  what: {
    vi: "xem xét, đề nghị công nhận đảng viên chính thức; nếu chậm, ngày công nhận vẫn tính từ khi hết 12 tháng dự bị",
    en: "review the probation and propose the recognition; decided late, it is still dated at the end of the twelve months"
  },
  due: reviewBy,
  closedBy: "member.recognised"
}
const reviewCites = [
  cite(texts.r29, "4.2", "quoted"),
  cite(texts.r24, "4.2", "quoted"),
  cite(texts.r294, "4.2", "quoted"),
  cite(texts.r208, "", "reported")
] as const

export const parameters = [months, review, ceremony, countsFrom]
export const clauses = [
  Clause.scope({
    id: "vn.probation.not-on-probation",
    question,
    inForce,
    wording: { vi: "Không phải đảng viên dự bị", en: "Not on probation" },
    when: Expression.oneOf(m.memberStanding, "official", "former", "not-yet"),
    cites: [cite(texts.charter, "Điều 5", "reported")]
  }),
  ...ceremonies,
  Clause.general({
    id: "vn.probation.running",
    question,
    inForce,
    wording: { vi: "Thời gian dự bị 12 tháng tính từ ngày kết nạp", en: "Probation lasts twelve months from the ceremony" },
    when: Expression.all(held, Expression.not(over)),
    then: { outcome: "running", values: { "official-from": ends } },
    cites: [cite(texts.charter, "Điều 5", "reported")]
  }),
  Clause.general({
    id: "vn.probation.review-due",
    question,
    inForce,
    wording: {
      vi: "Chi bộ xem xét trong 30 ngày làm việc sau khi hết 12 tháng dự bị",
      en: "The cell reviews within thirty working days after the twelve months"
    },
    when: Expression.all(held, over, Expression.not(past(reviewBy))),
    then: { outcome: "review-due", values: { due: reviewBy, "official-from": ends }, task: reviewTask },
    cites: reviewCites
  }),
  Clause.general({
    id: "vn.probation.review-late",
    question,
    inForce,
    wording: {
      vi: "Quá hạn xem xét; ngày công nhận vẫn tính từ khi hết 12 tháng dự bị",
      en: "The review is overdue; a recognition is still dated at the end of the twelve months"
    },
    when: Expression.all(held, over, past(reviewBy)),
    then: { outcome: "review-late", values: { due: reviewBy, "official-from": ends }, task: reviewTask },
    cites: reviewCites
  })
]
