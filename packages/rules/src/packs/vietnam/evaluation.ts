/** The yearly evaluation of members under the regimes of 2014, 2018, 2019, 2023 and 2025. The day asked about is the last of the year evaluated. */
import { Period } from "@chibo/core"
import { cite, type Citation } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import { parameter } from "../../RulePack.ts"
import * as m from "./measures.ts"
import { memberEvaluation } from "./questions.ts"
import * as texts from "./texts.ts"

/** The first day of each regime. */
const days = { ev2014: "2014-09-25", ev2018: "2018-03-08", ev2019: "2019-10-18", ev2023: "2023-10-04", ev2025: "2025-08-30" }
export const ev2014 = Period.make(days.ev2014, days.ev2018)
export const ev2018 = Period.make(days.ev2018, days.ev2019)
export const ev2019 = Period.make(days.ev2019, days.ev2023)
export const ev2023 = Period.make(days.ev2023, days.ev2025)
export const ev2025 = Period.make(days.ev2025)

// who is left out

const exempt = Clause.scope({
  id: "vn.evaluation.exempt",
  question: memberEvaluation,
  inForce: Period.make("2011-11-01"),
  wording: {
    vi: "Đảng viên được miễn công tác và sinh hoạt không phải đánh giá trong thời gian được miễn (miễn một phần năm: chưa rõ)",
    en: "An exempt member is not evaluated while exempt (what holds for part of a year is not known)"
  },
  when: Expression.of(m.memberExempt),
  cites: [cite(texts.r45, "7.2", "quoted"), cite(texts.ev2018, "", "quoted")]
})

const suspended = Clause.scope({
  id: "vn.evaluation.suspended",
  question: memberEvaluation,
  inForce: Period.make(days.ev2019),
  wording: {
    vi: "Đảng viên bị đình chỉ sinh hoạt không đánh giá; chỉ bị đình chỉ cấp ủy thì vẫn đánh giá",
    en: "A member suspended from activity is not evaluated; one suspended from a committee only is"
  },
  when: Expression.of(m.memberSuspended),
  cites: [cite(texts.ev2019, "", "quoted")]
})

/** Newly admitted members are left out from the regime of 2023 on. */
const tenureMonths = parameter(
  "integer",
  "vn.evaluation.tenure-months",
  { vi: "đảng viên mới kết nạp chưa đủ", en: "newly admitted for less than" },
  { vi: "tháng", en: "months" },
  [Dated.known(6, days.ev2023, undefined, cite(texts.ev2023, "", "quoted"))]
)
const newlyAdmitted = Clause.scope({
  id: "vn.evaluation.newly-admitted",
  question: memberEvaluation,
  inForce: Period.make(days.ev2023),
  wording: {
    vi: "Đảng viên mới kết nạp chưa đủ 6 tháng không đánh giá",
    en: "A member admitted less than six months ago is not evaluated"
  },
  when: Expression.lt(m.monthsSinceAdmission, tenureMonths),
  cites: [cite(texts.ev2023, "", "quoted")]
})

// 2014: the members' criteria were not read

const unread2014 = Clause.unread({
  id: "vn.evaluation.member-2014",
  question: memberEvaluation,
  inForce: ev2014,
  text: texts.ev2014,
  wording: {
    vi: "Tiêu chí xếp loại đảng viên theo 27-HD/BTCTW chưa được đọc",
    en: "The members' criteria of 27-HD/BTCTW have not been read"
  }
})

// 2018 and 2019: marks of criteria

const atLeast = (mark: typeof m.politicalMark, ...marks: ReadonlyArray<string>) => Expression.oneOf(mark, ...marks)
const good = ["excellent", "good"]
const average = [...good, "average"]
const halfDone = Expression.ge(Expression.times(m.tasksCompleted, 2), m.tasksAssigned)

const marksRegime = (regime: string, inForce: Period.Period, cites: { excellent: Citation; rest: Citation; failing: Citation }) => {
  const failing = Expression.any(
    atLeast(m.politicalMark, "poor"),
    atLeast(m.otherMark, "poor"),
    Expression.not(halfDone),
    m.memberDisciplined,
    m.memberDegraded
  )
  const officialExcellent = Expression.oneOf(m.officialGrade, "excellent", "none")
  const excellent = Expression.all(atLeast(m.politicalMark, "excellent"), atLeast(m.otherMark, ...good), officialExcellent)
  const goodMarks = Expression.all(atLeast(m.politicalMark, ...good), atLeast(m.otherMark, ...good))
  const averageMarks = Expression.all(atLeast(m.politicalMark, ...average), atLeast(m.otherMark, ...average))
  const clause = (
    grade: "excellent" | "good" | "completed" | "not-completed",
    vi: string,
    en: string,
    when: Expression.Expression<"boolean">,
    citation: Citation
  ) =>
    Clause.general({
      id: `vn.evaluation.${regime}-${grade}`,
      question: memberEvaluation,
      inForce,
      wording: { vi, en },
      when,
      then: { outcome: grade },
      cites: [citation]
    })
  return [
    clause(
      "excellent",
      "Xuất sắc: tiêu chí nhiệm vụ chính trị đều xuất sắc, còn lại từ tốt; công chức, viên chức thì cũng được xếp loại xuất sắc",
      "Excellent: political-task criteria all excellent, the rest at least good; a civil servant must be rated so there too",
      Expression.all(excellent, Expression.not(failing)),
      cites.excellent
    ),
    clause(
      "good",
      "Tốt: các tiêu chí từ tốt trở lên",
      "Good: all criteria at least good",
      Expression.all(goodMarks, Expression.not(excellent), Expression.not(failing)),
      cites.rest
    ),
    clause(
      "completed",
      "Hoàn thành: các tiêu chí từ trung bình trở lên",
      "Completed: all criteria at least average",
      Expression.all(averageMarks, Expression.not(goodMarks), Expression.not(failing)),
      cites.rest
    ),
    clause(
      "not-completed",
      "Không hoàn thành: có tiêu chí kém, hoàn thành dưới 50% nhiệm vụ, bị kết luận suy thoái hoặc bị kỷ luật trong năm",
      "Not completed: a poor criterion, less than half of the tasks done, degradation established, or disciplined in the year",
      failing,
      cites.failing
    )
  ]
}

// 2023: only the highest and the lowest grade were read

const failing2023 = Expression.any(atLeast(m.politicalMark, "poor"), atLeast(m.otherMark, "poor"), m.memberUnremedied, m.memberDegraded)
const excellent2023 = Expression.all(
  atLeast(m.politicalMark, "excellent"),
  atLeast(m.otherMark, ...good),
  Expression.ge(m.tasksOnTime, Expression.of(m.tasksAssigned)),
  Expression.ge(Expression.times(m.tasksExceeded, 2), m.tasksAssigned)
)
const regime2023 = [
  Clause.general({
    id: "vn.evaluation.ev2023-excellent",
    question: memberEvaluation,
    inForce: ev2023,
    wording: {
      vi: "Xuất sắc: tiêu chí từ tốt, nhiệm vụ xuất sắc; 100% đúng hạn, ít nhất 50% vượt mức",
      en: "Excellent: criteria at least good, tasks excellent; all on time and at least half exceeded"
    },
    when: Expression.all(excellent2023, Expression.not(failing2023)),
    then: { outcome: "excellent" },
    cites: [cite(texts.ev2023, "", "quoted")]
  }),
  Clause.general({
    id: "vn.evaluation.ev2023-not-completed",
    question: memberEvaluation,
    inForce: ev2023,
    wording: {
      vi: "Không hoàn thành: tiêu chí kém, bị kết luận suy thoái hoặc bị kỷ luật (trừ tự phát hiện và đã khắc phục)",
      en: "Not completed: a poor criterion, degradation established, or disciplined (unless self-detected and remedied)"
    },
    when: failing2023,
    then: { outcome: "not-completed" },
    cites: [cite(texts.ev2023, "", "quoted")]
  }),
  Clause.unread({
    id: "vn.evaluation.ev2023-between",
    question: memberEvaluation,
    inForce: ev2023,
    when: Expression.all(Expression.not(excellent2023), Expression.not(failing2023)),
    text: texts.ev2023,
    wording: {
      vi: "Điều kiện mức tốt và mức hoàn thành theo 124-QĐ/TW chưa được đọc",
      en: "The conditions of good and of completed in 124-QĐ/TW have not been read"
    }
  })
]

// 2025: points give a ceiling, side conditions step down

const bound = (id: string, value: number, vi: string, en: string) =>
  parameter("integer", id, { vi, en }, { vi: "điểm", en: "points" }, [
    Dated.known(value, days.ev2025, undefined, cite(texts.ev2025, "Điều 11", "quoted"))
  ])
const excellentPoints = bound("vn.evaluation.excellent-points", 90, "xuất sắc từ", "excellent from")
const goodPoints = bound("vn.evaluation.good-points", 70, "tốt từ", "good from")
const completedPoints = bound("vn.evaluation.completed-points", 50, "hoàn thành từ", "completed from")

const onTime = Expression.ge(m.tasksOnTime, Expression.of(m.tasksAssigned))
const exceeded = Expression.ge(Expression.times(m.tasksExceeded, 10), Expression.times(m.tasksAssigned, 3))
const lateWithin = Expression.ge(Expression.times(m.tasksOnTime, 5), Expression.times(m.tasksAssigned, 4))
const excellent2025 = Expression.all(Expression.ge(m.points, excellentPoints), onTime, exceeded, m.shortcomingsFixed)
const good2025 = Expression.all(Expression.ge(m.points, goodPoints), onTime)
const completed2025 = Expression.all(
  Expression.ge(m.points, completedPoints),
  Expression.ge(m.tasksCompleted, Expression.of(m.tasksAssigned)),
  lateWithin
)
const undisciplined = Expression.not(Expression.any(m.memberDisciplined, m.memberDegraded))
const regime2025 = [
  ...(
    [
      [
        "excellent",
        "Xuất sắc: từ 90 điểm, 100% đúng hạn, ít nhất 30% vượt mức, khắc phục 100% hạn chế",
        "Excellent: 90 points or more, all on time, at least 30 % exceeded, all shortcomings fixed",
        Expression.all(excellent2025, undisciplined)
      ],
      [
        "good",
        "Tốt: từ 70 điểm, 100% đúng hạn (đủ điểm xuất sắc mà thiếu điều kiện thì xuống mức này)",
        "Good: 70 points or more, all on time (also with more points, where a condition of excellent fails)",
        Expression.all(good2025, Expression.not(excellent2025), undisciplined)
      ],
      [
        "completed",
        "Hoàn thành: từ 50 điểm, xong 100% nhiệm vụ, chậm không quá 20%",
        "Completed: 50 points or more, all tasks done, at most 20 % late",
        Expression.all(completed2025, Expression.not(good2025), undisciplined)
      ],
      [
        "not-completed",
        "Không hoàn thành: không đạt điều kiện mức hoàn thành",
        "Not completed: the conditions of completed are not met",
        Expression.all(Expression.not(completed2025), Expression.not(good2025), undisciplined)
      ]
    ] as const
  ).map(([grade, vi, en, when]) =>
    Clause.general({
      id: `vn.evaluation.ev2025-${grade}`,
      question: memberEvaluation,
      inForce: ev2025,
      wording: { vi, en },
      when,
      then: { outcome: grade },
      cites: [cite(texts.ev2025, "Điều 11", "quoted"), cite(texts.ev2025, "", "inferred")]
    })
  ),
  Clause.unread({
    id: "vn.evaluation.ev2025-events",
    question: memberEvaluation,
    inForce: ev2025,
    when: Expression.not(undisciplined),
    text: texts.ev2025,
    wording: {
      vi: "Danh mục trường hợp buộc xếp loại không hoàn thành theo 366-QĐ/TW chưa được đọc: cấp có thẩm quyền xem xét",
      en: "The list of events that force not completed in 366-QĐ/TW has not been read: the competent body is to consider"
    }
  })
]

// the quota of excellent

const ratio = parameter(
  "integer",
  "vn.evaluation.excellent-ratio",
  { vi: "tỷ lệ tối đa xếp loại xuất sắc (phần triệu)", en: "largest share of excellent (in millionths)" },
  { vi: "phần triệu", en: "millionths" },
  [
    Dated.known(Expression.decimal("0.20"), days.ev2019, days.ev2023, cite(texts.ev2019, "", "quoted")),
    Dated.known(Expression.decimal("0.20"), days.ev2023, days.ev2025, cite(texts.ev2023, "", "recalled")),
    Dated.disputed(
      days.ev2025,
      undefined,
      { value: Expression.decimal("0.20"), cites: [cite(texts.ev2025, "", "reported")] },
      { value: Expression.decimal("0.25"), cites: [cite(texts.ev2025, "", "conflicting")] }
    )
  ]
)
const base = parameter(
  "text",
  "vn.evaluation.excellent-base",
  { vi: "số đảng viên làm căn cứ tính tỷ lệ", en: "what the share is taken of" },
  { vi: "", en: "" },
  [
    Dated.known("good-only", days.ev2019, days.ev2023, cite(texts.ev2019, "", "quoted")),
    Dated.unread(texts.ev2023, days.ev2023, days.ev2025),
    Dated.disputed(
      days.ev2025,
      undefined,
      { value: "good-only", cites: [cite(texts.ev2025, "", "conflicting")] },
      { value: "good-or-better", cites: [cite(texts.ev2025, "", "conflicting")] }
    )
  ]
)
const quota = Clause.quota({
  id: "vn.evaluation.excellent-quota",
  question: memberEvaluation,
  inForce: Period.make(days.ev2019),
  wording: {
    vi: "Số đảng viên xuất sắc không quá 20% số được xếp loại hoàn thành tốt trong từng tổ chức cơ sở đảng",
    en: "In each base organisation, excellent members are at most 20 % of those graded good"
  },
  counted: ["excellent"],
  ratio,
  base,
  bases: { "good-only": ["good"], "good-or-better": ["good", "excellent"] },
  within: "base-organisation",
  cites: [cite(texts.ev2019, "", "quoted")]
})

export const parameters = [tenureMonths, excellentPoints, goodPoints, completedPoints, ratio, base]
export const clauses = [
  exempt,
  suspended,
  newlyAdmitted,
  unread2014,
  ...marksRegime("ev2018", ev2018, {
    excellent: cite(texts.ev2018, "", "reported"),
    rest: cite(texts.ev2018, "", "recalled"),
    failing: cite(texts.ev2018, "", "quoted")
  }),
  ...marksRegime("ev2019", ev2019, {
    excellent: cite(texts.ev2019, "", "quoted"),
    rest: cite(texts.ev2019, "", "recalled"),
    failing: cite(texts.ev2019, "", "quoted")
  }),
  ...regime2023,
  ...regime2025,
  quota
]
