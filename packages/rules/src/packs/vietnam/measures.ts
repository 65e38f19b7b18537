/** What the national questions ask about their subjects. The functions stand in `functions.ts`. */
import { computed, count, exists } from "../../Measure.ts"

const membership = [
  "member.admitted",
  "member.enrolled",
  "member.recognised",
  "transfer.received",
  "transfer.collective",
  "member.died",
  "member.left",
  "member.struck",
  "member.expelled",
  "member.restored"
] as const
const exemption = [
  "exemption.requested",
  "exemption.proposed",
  "exemption.granted",
  "exemption.refused",
  "exemption.extended",
  "exemption.ended",
  "exemption.return-recorded"
] as const
const organisation = ["unit.founded", "unit.closed", "unit.moved", "unit.merged", "unit.split", "unit.designated"] as const
const evaluation = ["evaluation.criteria-scored", "evaluation.decided"] as const

const months = { vi: "tháng", en: "months" }
const meetings = { vi: "buổi", en: "meetings" }
const marks = {
  excellent: { vi: "xuất sắc", en: "excellent" },
  good: { vi: "tốt", en: "good" },
  average: { vi: "trung bình", en: "average" },
  poor: { vi: "kém", en: "poor" }
}
export const grades = {
  excellent: { vi: "hoàn thành xuất sắc nhiệm vụ", en: "tasks excellently completed" },
  good: { vi: "hoàn thành tốt nhiệm vụ", en: "tasks well completed" },
  completed: { vi: "hoàn thành nhiệm vụ", en: "tasks completed" },
  "not-completed": { vi: "không hoàn thành nhiệm vụ", en: "tasks not completed" }
}

// members

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
  ["member.suspended", "member.suspension-lifted"]
)
export const monthsSinceAdmission = computed(
  "integer",
  "member",
  "member.months-since-admission",
  { vi: "thời gian từ khi kết nạp", en: "time since admission" },
  ["member.admitted"],
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
  { values: marks }
)
export const otherMark = computed(
  "text",
  "member",
  "evaluation.other-mark",
  { vi: "mức thấp nhất của các tiêu chí khác", en: "lowest mark of the other criteria" },
  evaluation,
  { values: marks }
)
export const tasksAssigned = computed(
  "integer",
  "member",
  "evaluation.tasks-assigned",
  { vi: "nhiệm vụ được giao", en: "tasks assigned" },
  evaluation
)
export const tasksCompleted = computed(
  "integer",
  "member",
  "evaluation.tasks-completed",
  { vi: "nhiệm vụ hoàn thành", en: "tasks completed" },
  evaluation
)
export const tasksOnTime = computed(
  "integer",
  "member",
  "evaluation.tasks-on-time",
  { vi: "nhiệm vụ đúng hạn", en: "tasks on time" },
  evaluation
)
export const tasksExceeded = computed(
  "integer",
  "member",
  "evaluation.tasks-exceeded",
  { vi: "nhiệm vụ vượt mức", en: "tasks exceeded" },
  evaluation
)
export const points = computed("integer", "member", "evaluation.points", { vi: "tổng điểm", en: "points in all" }, evaluation, {
  quantity: { vi: "điểm", en: "points" }
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
  { values: { ...grades, none: { vi: "không phải công chức, viên chức hoặc không ghi", en: "none recorded" } } }
)
export const memberGrade = computed(
  "text",
  "member",
  "evaluation.decided-grade",
  { vi: "mức xếp loại đã quyết định", en: "grade decided" },
  evaluation,
  { values: grades }
)

// exemptions

export const requestedOn = computed(
  "day",
  "exemption",
  "exemption.requested-on",
  { vi: "ngày đề nghị", en: "day of the request" },
  exemption
)
export const requestYear = computed(
  "integer",
  "exemption",
  "exemption.request-year",
  { vi: "năm đề nghị", en: "year of the request" },
  exemption
)
export const exemptionType = computed("text", "exemption", "exemption.type", { vi: "loại miễn", en: "kind of exemption" }, exemption, {
  values: { "age-health": { vi: "tuổi cao, sức yếu", en: "old or weak" }, temporary: { vi: "có thời hạn", en: "for a time" } }
})
export const exemptionGround = computed("text", "exemption", "exemption.ground", { vi: "lý do", en: "ground" }, exemption, {
  values: { "away-for-work": { vi: "đi làm ăn xa", en: "away for work" }, hardship: { vi: "hoàn cảnh khó khăn", en: "hardship" } }
})
export const startAsked = computed(
  "day",
  "exemption",
  "exemption.start-asked",
  { vi: "ngày bắt đầu đề nghị miễn", en: "first day asked for" },
  exemption
)
export const endAsked = computed(
  "day",
  "exemption",
  "exemption.end-asked",
  { vi: "ngày thôi miễn theo đề nghị", en: "first day no longer asked for" },
  exemption
)
export const exemptionInForce = computed(
  "boolean",
  "exemption",
  "exemption.in-force",
  { vi: "đang trong thời hạn miễn", en: "in force" },
  exemption
)
export const exemptionGranted = computed("boolean", "exemption", "exemption.granted", { vi: "đã được cho miễn", en: "granted" }, exemption)
export const exemptionLapsed = computed(
  "boolean",
  "exemption",
  "exemption.term-over",
  { vi: "đã hết thời hạn miễn", en: "past its term" },
  exemption
)
export const exemptionBack = computed(
  "boolean",
  "exemption",
  "exemption.returned",
  { vi: "đã ghi nhận trở lại sinh hoạt", en: "return recorded" },
  exemption
)
export const exemptionUntil = computed(
  "day",
  "exemption",
  "exemption.until",
  { vi: "ngày thôi được miễn", en: "first day no longer exempt" },
  exemption
)
export const attendedTwelveMonths = computed(
  "integer",
  "exemption",
  "exemption.attended-twelve-months",
  { vi: "số buổi đã dự trong 12 tháng", en: "meetings attended in twelve months" },
  ["meeting.held"],
  { quantity: meetings }
)
export const attendedQuarter = computed(
  "integer",
  "exemption",
  "exemption.attended-quarter",
  { vi: "số buổi đã dự trong quý", en: "meetings attended in the quarter" },
  ["meeting.held"],
  { quantity: meetings }
)
export const quarterEnd = computed("day", "exemption", "exemption.quarter-end", { vi: "ngày cuối quý", en: "last day of the quarter" }, [])
export const exemptionCommune = computed(
  "text",
  "exemption",
  "exemption.commune",
  { vi: "đảng bộ xã, thị trấn", en: "commune committee" },
  [...exemption, ...organisation]
)
export const exemptionInBorderArea = computed(
  "boolean",
  "exemption",
  "exemption.in-border-area",
  { vi: "thuộc địa bàn biên giới", en: "in the border area" },
  [...exemption, ...organisation]
)

// cells

export const cellIsBorderVillage = computed(
  "boolean",
  "cell",
  "cell.border-village",
  { vi: "là chi bộ thôn biên giới", en: "is a border-village cell" },
  organisation
)
export const cellIsSecurityComplex = computed(
  "boolean",
  "cell",
  "cell.security-complex",
  { vi: "thuộc địa bàn phức tạp về an ninh", en: "is in a security-complex area" },
  organisation
)
export const cellInBorderArea = computed(
  "boolean",
  "cell",
  "cell.in-border-area",
  { vi: "thuộc địa bàn biên giới", en: "is in the border area" },
  organisation
)
export const cellCharges = computed(
  "integer",
  "cell",
  "cell.committee-members-in-charge",
  { vi: "số cấp ủy viên phụ trách", en: "committee members in charge" },
  ["oversight.in-charge", "oversight.charge-ended"]
)
export const cellGuards = computed(
  "integer",
  "cell",
  "cell.post-members-attending",
  { vi: "số đảng viên đồn biên phòng tham dự", en: "post members attending" },
  ["border.assigned", "border.assignment-ended"]
)
export const regularLastMonth = computed(
  "integer",
  "cell",
  "cell.regular-meetings-last-month",
  { vi: "số buổi sinh hoạt định kỳ tháng trước", en: "regular meetings in the month before" },
  ["meeting.held"],
  { quantity: meetings }
)
export const themedLastQuarter = computed(
  "integer",
  "cell",
  "cell.themed-meetings-last-quarter",
  { vi: "số buổi sinh hoạt chuyên đề quý trước", en: "themed meetings in the quarter before" },
  ["meeting.held"],
  { quantity: meetings }
)

const people = { vi: "đảng viên", en: "members" }
export const lastMeetingPresent = computed(
  "integer",
  "cell",
  "cell.last-meeting-present",
  { vi: "số đảng viên dự buổi định kỳ tháng trước", en: "members present at the regular meeting of the month before" },
  ["meeting.held", ...exemption],
  { quantity: people }
)
export const lastMeetingExpected = computed(
  "integer",
  "cell",
  "cell.last-meeting-expected",
  {
    vi: "số đảng viên phải dự (không tính đảng viên được miễn và làm nhiệm vụ đặc biệt)",
    en: "members expected there (the exempt and those on special duty left out)"
  },
  [...membership, "meeting.held", ...exemption],
  { quantity: people }
)
export const lastMeetingUnexcused = computed(
  "integer",
  "cell",
  "cell.last-meeting-unexcused",
  { vi: "số đảng viên vắng không lý do", en: "members absent without reason" },
  ["meeting.held"],
  { quantity: people }
)

// units

export const unitIsBorderArea = computed(
  "boolean",
  "unit",
  "unit.border-area",
  { vi: "là địa bàn biên giới", en: "is a border area" },
  organisation
)
export const unitGrade = computed(
  "text",
  "unit",
  "evaluation.unit-decided-grade",
  { vi: "mức xếp loại đã quyết định", en: "grade decided" },
  evaluation,
  { values: grades }
)
export const unitPoints = computed("integer", "unit", "evaluation.unit-points", { vi: "tổng điểm", en: "points in all" }, evaluation)
export const unitDisciplined = exists(
  "unit",
  "unit.disciplined-in-year",
  { vi: "tổ chức bị kỷ luật trong năm", en: "unit disciplined in the year" },
  "discipline.imposed",
  "year"
)

// assignments

export const assignmentMember = computed(
  "text",
  "assignment",
  "assignment.member",
  { vi: "đảng viên được phân công", en: "member assigned" },
  ["border.assigned"]
)
export const assignmentPost = computed("text", "assignment", "assignment.post", { vi: "đồn biên phòng", en: "post" }, ["border.assigned"])
export const assignmentCell = computed("text", "assignment", "assignment.cell", { vi: "chi bộ được phân công", en: "cell assigned to" }, [
  "border.assigned"
])
export const assignmentIsGuest = computed(
  "boolean",
  "assignment",
  "assignment.guest",
  { vi: "tham dự với tư cách khách", en: "attends as a guest" },
  ["border.assigned"]
)

export const contactsTwelveMonths = count(
  "member",
  "member.contacts-twelve-months",
  { vi: "số lần liên hệ trong 12 tháng", en: "contacts in twelve months" },
  { vi: "lần", en: "times" },
  "contact.made",
  "twelve-months"
)
