/** What is asked about members. */
import { computed, count, exists } from "../../Measure.ts"
import { exemption, evaluation, life, months, marks, grades, membership, organisation } from "./measured.ts"

export const memberInBorderArea = computed(
  "boolean",
  "member",
  "member.in-border-area",
  { vi: "sinh hoạt tại địa bàn biên giới", en: "belongs to the border area" },
  [...membership, ...organisation]
)
export const memberExempt = computed(
  "boolean",
  "member",
  "member.exempt",
  { vi: "đang được miễn công tác và sinh hoạt", en: "is exempt from work and activity" },
  exemption
)
export const memberSuspended = computed(
  "boolean",
  "member",
  "member.suspended",
  { vi: "đang bị đình chỉ sinh hoạt", en: "is suspended from activity" },
  life,
  { changes: "facts" }
)
export const monthsSinceAdmission = computed(
  "integer",
  "member",
  "member.months-since-admission",
  { vi: "thời gian từ khi kết nạp", en: "time since admission" },
  life,
  { quantity: months }
)
export const memberDisciplined = exists(
  "member",
  "member.disciplined-in-year",
  { vi: "bị kỷ luật trong năm", en: "disciplined in the year" },
  "discipline.imposed",
  "year"
)
export const memberDegraded = exists(
  "member",
  "member.degraded-in-year",
  { vi: "bị kết luận suy thoái trong năm", en: "degradation established in the year" },
  "discipline.violated",
  "year",
  [{ field: "degradation", in: [true] }]
)
export const memberUnremedied = exists(
  "member",
  "member.disciplined-unremedied-in-year",
  {
    vi: "bị kỷ luật trong năm mà không tự phát hiện, khắc phục",
    en: "disciplined in the year without having found and remedied it oneself"
  },
  "discipline.imposed",
  "year",
  [{ field: "selfDetectedAndRemedied", in: [false] }]
)
export const memberViolatedLaw = exists(
  "member",
  "member.violated-law",
  { vi: "vi phạm pháp luật", en: "violated the law" },
  "discipline.violated",
  "ever",
  [{ field: "nature", in: ["law"] }]
)

export const politicalMark = computed(
  "text",
  "member",
  "evaluation.political-mark",
  { vi: "mức tiêu chí nhiệm vụ chính trị", en: "mark of the political-task criteria" },
  evaluation,
  { values: marks, closed: true }
)
export const otherMark = computed(
  "text",
  "member",
  "evaluation.other-mark",
  { vi: "mức thấp nhất của các tiêu chí khác", en: "lowest mark of the other criteria" },
  evaluation,
  { values: marks, closed: true }
)
export const tasksAssigned = computed(
  "integer",
  "member",
  "evaluation.tasks-assigned",
  { vi: "nhiệm vụ được giao", en: "tasks assigned" },
  evaluation,
  { range: { least: 0 } }
)
export const tasksCompleted = computed(
  "integer",
  "member",
  "evaluation.tasks-completed",
  { vi: "nhiệm vụ hoàn thành", en: "tasks completed" },
  evaluation,
  { range: { least: 0 } }
)
export const tasksOnTime = computed(
  "integer",
  "member",
  "evaluation.tasks-on-time",
  { vi: "nhiệm vụ đúng hạn", en: "tasks on time" },
  evaluation,
  { range: { least: 0 } }
)
export const tasksExceeded = computed(
  "integer",
  "member",
  "evaluation.tasks-exceeded",
  { vi: "nhiệm vụ vượt mức", en: "tasks exceeded" },
  evaluation,
  { range: { least: 0 } }
)
export const points = computed("integer", "member", "evaluation.points", { vi: "tổng điểm", en: "points in all" }, evaluation, {
  quantity: { vi: "điểm", en: "points" },
  range: { least: 0 }
})
export const shortcomingsFixed = computed(
  "boolean",
  "member",
  "evaluation.shortcomings-fixed",
  { vi: "đã khắc phục 100% hạn chế", en: "all shortcomings fixed" },
  evaluation
)
export const officialGrade = computed(
  "text",
  "member",
  "evaluation.official-grade",
  { vi: "xếp loại công chức, viên chức", en: "grade as a civil servant or public employee" },
  evaluation,
  { values: { ...grades, none: { vi: "không phải công chức, viên chức hoặc không ghi", en: "none recorded" } }, closed: true }
)
export const memberGrade = computed(
  "text",
  "member",
  "evaluation.decided-grade",
  { vi: "mức xếp loại đã quyết định", en: "grade decided" },
  evaluation,
  { values: grades, closed: true }
)

export const contactsTwelveMonths = count(
  "member",
  "member.contacts-twelve-months",
  { vi: "số lần liên hệ trong 12 tháng", en: "contacts in twelve months" },
  { vi: "lần", en: "times" },
  "contact.made",
  "twelve-months"
)
