/** What is asked about cells, other units, and the post members assigned to cells. */
import { computed, exists } from "../../Measure.ts"
import { organisation, evaluation, meetings, grades, exemption, membership } from "./measured.ts"

/** Either ends whatever was assigned under its id. */
const ending = ["border.assignment-ended", "oversight.charge-ended"] as const

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
  ["oversight.in-charge", ...ending, ...membership, ...organisation],
  { range: { least: 0 } }
)
export const cellGuards = computed(
  "integer",
  "cell",
  "cell.post-members-attending",
  { vi: "số đảng viên đồn biên phòng tham dự", en: "post members attending" },
  ["border.assigned", ...ending, ...membership, ...organisation],
  { range: { least: 0 } }
)
export const regularLastMonth = computed(
  "integer",
  "cell",
  "cell.regular-meetings-last-month",
  { vi: "số buổi sinh hoạt định kỳ tháng trước", en: "regular meetings in the month before" },
  ["meeting.held"],
  { quantity: meetings, range: { least: 0 } }
)
export const themedLastQuarter = computed(
  "integer",
  "cell",
  "cell.themed-meetings-last-quarter",
  { vi: "số buổi sinh hoạt chuyên đề quý trước", en: "themed meetings in the quarter before" },
  ["meeting.held"],
  { quantity: meetings, range: { least: 0 } }
)

const people = { vi: "đảng viên", en: "members" }
export const lastMeetingPresent = computed(
  "integer",
  "cell",
  "cell.last-meeting-present",
  { vi: "số đảng viên dự buổi định kỳ tháng trước", en: "members present at the regular meeting of the month before" },
  ["meeting.held", ...exemption],
  { quantity: people, range: { least: 0 } }
)
export const lastMeetingExpected = computed(
  "integer",
  "cell",
  "cell.last-meeting-expected",
  {
    vi: "số đảng viên phải dự (không tính đảng viên được miễn và làm nhiệm vụ đặc biệt)",
    en: "members expected there (the exempt and those on special duty left out)"
  },
  [...membership, ...organisation, "meeting.held", ...exemption],
  { quantity: people, range: { least: 0 } }
)
export const lastMeetingUnexcused = computed(
  "integer",
  "cell",
  "cell.last-meeting-unexcused",
  { vi: "số đảng viên vắng không lý do", en: "members absent without reason" },
  ["meeting.held", ...exemption],
  { quantity: people, range: { least: 0 } }
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
  { values: grades, closed: true }
)
export const unitPoints = computed("integer", "unit", "evaluation.unit-points", { vi: "tổng điểm", en: "points in all" }, evaluation, {
  range: { least: 0 }
})
export const unitDisciplined = exists(
  "unit",
  "unit.disciplined-in-year",
  { vi: "tổ chức bị kỷ luật trong năm", en: "unit disciplined in the year" },
  "discipline.imposed",
  "year"
)

// assignments

/** A term ends with its fact, with its unit, and when the member belongs no longer. */
const assigned = ["border.assigned", ...ending, ...membership, ...organisation] as const

export const assignmentMember = computed(
  "text",
  "assignment",
  "assignment.member",
  { vi: "đảng viên được phân công", en: "member assigned" },
  assigned
)
export const assignmentPost = computed("text", "assignment", "assignment.post", { vi: "đồn biên phòng", en: "post" }, assigned)
export const assignmentCell = computed(
  "text",
  "assignment",
  "assignment.cell",
  { vi: "chi bộ được phân công", en: "cell assigned to" },
  assigned
)
export const assignmentIsGuest = computed(
  "boolean",
  "assignment",
  "assignment.guest",
  { vi: "tham dự với tư cách khách", en: "attends as a guest" },
  assigned
)
