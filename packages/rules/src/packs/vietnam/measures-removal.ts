/** What is asked about members whose membership may have to be reviewed. */
import { computed } from "../../Measure.ts"
import { exemption, life, months, organisation, transfer, years } from "./measured.ts"

export const absentMonths = computed(
  "integer",
  "member",
  "member.absent-months",
  {
    vi: "số tháng trong năm vắng sinh hoạt không lý do (không tính thời gian được miễn hoặc bị đình chỉ)",
    en: "months of the year absent without reason (exempt and suspended time left out)"
  },
  ["meeting.held", ...life, ...exemption, ...organisation],
  { quantity: months, range: { least: 0, most: 12 } }
)
export const cardState = computed(
  "text",
  "member",
  "member.card-state",
  { vi: "tình trạng thẻ đảng viên", en: "state of the party card" },
  ["other"],
  {
    values: {
      held: { vi: "đang giữ", en: "held" },
      returned: { vi: "tự trả lại", en: "returned by the member" },
      destroyed: { vi: "tự hủy bỏ", en: "destroyed by the member" }
    },
    closed: true
  }
)
export const educationMonths = computed(
  "integer",
  "member",
  "member.education-months",
  {
    vi: "thời gian đang trong diện giáo dục, giúp đỡ (0: không thuộc diện)",
    en: "time on the education list (0: not on it)"
  },
  ["member.education-listed", "member.education-unlisted"],
  { quantity: months, range: { least: 0 } }
)
export const unfitYears = computed(
  "integer",
  "member",
  "member.unfit-years-running",
  {
    vi: "trong hai năm gần nhất, số năm liên tiếp bị xếp loại không hoàn thành nhiệm vụ (vi phạm tư cách)",
    en: "of the two latest years, those in a row graded: tasks not completed (or: unfit)"
  },
  ["evaluation.decided", ...exemption],
  { quantity: years, range: { least: 0, most: 2 } }
)
export const transferPending = computed(
  "boolean",
  "member",
  "member.transfer-pending",
  {
    vi: "đã cấp giấy chuyển sinh hoạt chính thức mà chưa được tiếp nhận",
    en: "an official transfer letter is out and nobody has received the member"
  },
  transfer
)
export const noticeOn = computed(
  "day",
  "member",
  "member.transfer-notice-on",
  { vi: "ngày gửi phiếu báo chuyển sinh hoạt", en: "day of the notice slip" },
  ["other", ...transfer]
)
export const withoutReason = computed(
  "boolean",
  "member",
  "member.transfer-without-reason",
  { vi: "đã liên hệ và không có lý do chính đáng", en: "was contacted and has no good reason" },
  ["other", ...transfer]
)
