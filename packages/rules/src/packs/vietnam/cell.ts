/** The rhythm of a cell's meetings. */
import { Period } from "@chibo/core"
import { cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Expression from "../../Expression.ts"
import * as m from "./measures.ts"
import { cellRoutine } from "./questions.ts"
import * as texts from "./texts.ts"

const regular = Expression.ge(m.regularLastMonth, 1)
const themed = Expression.ge(m.themedLastQuarter, 1)
const inForce = Period.make("2018-07-06")
const monthly = cite(texts.charter, "Điều 24", "reported")
const quarterly = cite(texts.meetings2018, "", "quoted")

const secretary = { vi: "bí thư chi bộ", en: "the cell's secretary" }
const hold = (id: string, vi: string, en: string) => ({ id, who: secretary, what: { vi, en }, closedBy: "meeting.held" })

const inOrder = Clause.general({
  id: "vn.cell.in-order",
  question: cellRoutine,
  inForce,
  wording: {
    vi: "Chi bộ sinh hoạt định kỳ mỗi tháng một lần, chuyên đề mỗi quý ít nhất một lần",
    en: "The cell meets regularly once a month, and on a theme at least once a quarter"
  },
  when: Expression.all(regular, themed),
  then: { outcome: "in-order" },
  cites: [monthly, quarterly],
  lowerUnits: ["add"]
})

/** Until 27 October 2025: over 85 % present and nobody absent without reason. That nobody is excused more than three times running is not measured. */
const attendance2018 = Clause.exception(inOrder, {
  id: "vn.cell.attendance-2018",
  question: cellRoutine,
  inForce: Period.make("2018-07-06", "2025-10-28"),
  wording: {
    vi: "Buổi sinh hoạt đạt yêu cầu khi trên 85% đảng viên dự và không ai vắng không lý do",
    en: "A meeting meets the requirement with over 85 % present and nobody absent without reason"
  },
  when: Expression.any(
    Expression.le(Expression.times(m.lastMeetingPresent, 100), Expression.times(m.lastMeetingExpected, 85)),
    Expression.ge(m.lastMeetingUnexcused, 1)
  ),
  then: { outcome: "attendance-low" },
  cites: [cite(texts.meetings2018, "", "quoted")]
})

/** From 28 October 2025: at least 90 %. */
const attendance2025 = Clause.exception(inOrder, {
  id: "vn.cell.attendance-2025",
  question: cellRoutine,
  inForce: Period.make("2025-10-28"),
  wording: {
    vi: "Buổi sinh hoạt đạt điểm tối đa về số đảng viên dự khi từ 90% và không ai vắng không lý do",
    en: "A meeting has full marks for attendance with at least 90 % present and nobody absent without reason"
  },
  when: Expression.any(
    Expression.lt(Expression.times(m.lastMeetingPresent, 100), Expression.times(m.lastMeetingExpected, 90)),
    Expression.ge(m.lastMeetingUnexcused, 1)
  ),
  then: { outcome: "attendance-low" },
  cites: [cite(texts.meetings2025, "", "reported")]
})

const before2018 = Period.make("2011-01-19", "2018-07-06")

export const clauses = [
  Clause.general({
    id: "vn.cell.in-order-2011",
    question: cellRoutine,
    inForce: before2018,
    wording: { vi: "Chi bộ sinh hoạt định kỳ mỗi tháng một lần", en: "The cell meets regularly once a month" },
    when: regular,
    then: { outcome: "in-order" },
    cites: [monthly],
    lowerUnits: ["add"]
  }),
  Clause.general({
    id: "vn.cell.regular-missed-2011",
    question: cellRoutine,
    inForce: before2018,
    wording: { vi: "Thiếu buổi sinh hoạt định kỳ tháng trước", en: "The regular meeting of the month before is missing" },
    when: Expression.not(regular),
    then: { outcome: "regular-missed" },
    cites: [monthly],
    lowerUnits: ["add"]
  }),
  inOrder,
  attendance2018,
  attendance2025,
  Clause.general({
    id: "vn.cell.regular-missed",
    question: cellRoutine,
    inForce,
    wording: { vi: "Thiếu buổi sinh hoạt định kỳ tháng trước", en: "The regular meeting of the month before is missing" },
    when: Expression.all(Expression.not(regular), themed),
    then: {
      outcome: "regular-missed",
      task: hold(
        "vn.regular-meeting",
        "tổ chức sinh hoạt định kỳ và báo cáo lý do tháng trước không họp",
        "hold the regular meeting and report why the month before had none"
      )
    },
    cites: [monthly],
    lowerUnits: ["add"]
  }),
  Clause.general({
    id: "vn.cell.themed-missed",
    question: cellRoutine,
    inForce,
    wording: { vi: "Thiếu buổi sinh hoạt chuyên đề quý trước", en: "The themed meeting of the quarter before is missing" },
    when: Expression.all(regular, Expression.not(themed)),
    then: {
      outcome: "themed-missed",
      task: hold("vn.themed-meeting", "tổ chức sinh hoạt chuyên đề của quý", "hold the quarter's themed meeting")
    },
    cites: [quarterly],
    lowerUnits: ["add"]
  }),
  Clause.general({
    id: "vn.cell.both-missed",
    question: cellRoutine,
    inForce,
    wording: {
      vi: "Thiếu cả sinh hoạt định kỳ tháng trước và chuyên đề quý trước",
      en: "Both the regular meeting of the month and the themed meeting of the quarter before are missing"
    },
    when: Expression.all(Expression.not(regular), Expression.not(themed)),
    then: {
      outcome: "both-missed",
      task: hold(
        "vn.both-meetings",
        "tổ chức sinh hoạt định kỳ và chuyên đề, báo cáo lý do",
        "hold the regular and the themed meeting, and report why they are missing"
      )
    },
    cites: [monthly, quarterly],
    lowerUnits: ["add"]
  })
]
