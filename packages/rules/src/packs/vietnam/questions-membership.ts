/** The national questions about moving, dues, leaving, probation and badges. */
import * as Question from "../../Question.ts"
import { transferTriggeredOn } from "./measures.ts"

const cell = { vi: "chi bộ", en: "the cell" }
const competent = { vi: "cấp ủy có thẩm quyền", en: "the competent committee" }
const workingDays = { vi: "ngày làm việc", en: "working days" }

export const transferDeadline = Question.make({
  id: "transfer.deadline",
  label: { vi: "Thời hạn chuyển sinh hoạt đảng", en: "Time limits of a transfer" },
  subject: "transfer",
  governing: "cell-of-transfer",
  rulingDay: transferTriggeredOn.id,
  decides: competent,
  outcomes: {
    "in-time": { vi: "còn trong thời hạn", en: "within its time" },
    completed: { vi: "đã hoàn thành đúng hạn", en: "completed in time" },
    "completed-late": { vi: "đã hoàn thành, quá hạn", en: "completed late" },
    "presentation-late": { vi: "quá hạn nộp giấy giới thiệu", en: "the letter was not presented in time" },
    "formalities-late": { vi: "quá hạn làm thủ tục", en: "the formalities are overdue" },
    "issuer-invalid": { vi: "giấy giới thiệu không đúng cơ quan cấp", en: "the letter is not from a body that may issue it" },
    "temporary-running": { vi: "đang sinh hoạt tạm thời", en: "temporary activity is running" },
    "temporary-over": { vi: "hết hạn sinh hoạt tạm thời", en: "temporary activity is past its term" },
    "temporary-ended": { vi: "đã kết thúc sinh hoạt tạm thời", en: "temporary activity has ended" },
    "temporary-too-short": { vi: "dưới thời hạn phải chuyển sinh hoạt tạm thời", en: "too short for a temporary transfer" },
    "official-instead": { vi: "chuyển sinh hoạt chính thức thay cho tạm thời", en: "an official transfer instead of a temporary one" }
  },
  permissive: ["in-time", "completed", "temporary-running", "temporary-ended"],
  values: {
    due: {
      type: "day",
      label: {
        vi: "hạn hoàn thành thủ tục (hạn sớm nhất nếu các nguồn khác nhau)",
        en: "last day for the formalities (the earliest where sources differ)"
      }
    },
    "present-by": { type: "day", label: { vi: "hạn nộp giấy giới thiệu", en: "last day for presenting the letter" } },
    until: { type: "day", label: { vi: "ngày hết thời hạn tạm thời", en: "first day after the temporary activity" } }
  }
})

export const duesStanding = Question.make({
  id: "dues.standing",
  label: { vi: "Tình hình đóng đảng phí", en: "Standing of a member's dues" },
  subject: "member",
  governing: "cell-of-member",
  decides: cell,
  outcomes: {
    "in-order": { vi: "đã đóng đủ", en: "in order" },
    relieved: { vi: "đang được miễn, giảm đảng phí", en: "relief is in force" },
    "relief-to-review": { vi: "mức hoặc thời hạn miễn, giảm cần xem lại", en: "the relief is to be looked at again" },
    exempt: { vi: "được miễn đóng đảng phí", en: "owes no dues" },
    "not-collected": { vi: "không thu đảng phí", en: "dues are not collected" },
    "may-pay-late": {
      vi: "được đóng sau, trong thời gian tạm miễn sinh hoạt",
      en: "may pay later, being temporarily exempt from activity"
    },
    behind: { vi: "còn tháng chưa đóng", en: "behind" },
    "three-months-behind": { vi: "chưa đóng từ 3 tháng trong năm, không có lý do", en: "three months of the year behind, without reason" }
  },
  permissive: ["in-order", "relieved", "exempt", "not-collected", "may-pay-late"],
  values: { until: { type: "day", label: { vi: "đến trước ngày", en: "until before" } } }
})

export const duesRate = Question.make({
  id: "dues.rate",
  label: { vi: "Mức đóng đảng phí hằng tháng", en: "What a member owes a month" },
  subject: "member",
  governing: "cell-of-member",
  decides: cell,
  outcomes: {
    salary: { vi: "theo tiền lương", en: "a share of the salary" },
    "insurance-salary": { vi: "theo tiền lương đóng bảo hiểm xã hội tháng trước", en: "a share of last month's insurance salary" },
    benefit: { vi: "theo trợ cấp ốm đau, thai sản", en: "a share of the benefit" },
    pension: { vi: "theo lương hưu", en: "a share of the pension" },
    "minimum-wage": { vi: "theo lương tối thiểu vùng", en: "a share of the regional minimum wage" },
    fixed: { vi: "mức cố định", en: "a fixed amount" },
    none: { vi: "được miễn", en: "nothing" }
  },
  values: {
    rate: { type: "integer", label: { vi: "mức", en: "share" }, quantity: { vi: "phần triệu", en: "millionths" } },
    amount: { type: "integer", label: { vi: "số tiền", en: "amount" }, quantity: { vi: "đồng", en: "đồng" } }
  }
})

export const removalReview = Question.make({
  id: "removal.review",
  label: { vi: "Căn cứ xem xét xóa tên đảng viên", en: "Grounds for reviewing a membership" },
  subject: "member",
  governing: "cell-of-member",
  decides: { vi: "chi bộ xem xét, cấp ủy có thẩm quyền quyết định", en: "the cell considers, the competent committee decides" },
  outcomes: {
    "review-proposed": { vi: "đề nghị chi bộ xem xét", en: "a review by the cell is proposed" },
    "nothing-to-review": { vi: "chưa có căn cứ xem xét", en: "no ground for a review" }
  },
  permissive: ["nothing-to-review"],
  values: {
    "complaint-within": {
      type: "integer",
      label: {
        vi: "thời hạn khiếu nại kể từ khi nhận quyết định, nếu có",
        en: "time for a complaint after receiving a decision, should there be one"
      },
      quantity: workingDays
    }
  }
})

export const probationDue = Question.make({
  id: "probation.due",
  label: { vi: "Lễ kết nạp và thời gian dự bị", en: "Ceremony and probation" },
  subject: "member",
  governing: "cell-of-member",
  decides: competent,
  outcomes: {
    "ceremony-awaited": { vi: "chờ tổ chức lễ kết nạp", en: "the ceremony is awaited" },
    "ceremony-late": { vi: "quá hạn tổ chức lễ kết nạp", en: "the ceremony is overdue" },
    running: { vi: "đang trong thời gian dự bị", en: "probation is running" },
    "review-due": { vi: "hết thời gian dự bị, chi bộ xem xét công nhận", en: "probation is over, the cell reviews it" },
    "review-late": { vi: "quá hạn xem xét công nhận", en: "the review is overdue" }
  },
  permissive: ["ceremony-awaited", "running", "review-due"],
  values: {
    due: { type: "day", label: { vi: "hạn", en: "last day" } },
    "official-from": {
      type: "day",
      label: { vi: "ngày được tính là chính thức nếu công nhận", en: "day from which a recognition is dated" }
    }
  }
})

export const badgeDue = Question.make({
  id: "badge.due",
  label: { vi: "Xét tặng Huy hiệu Đảng", en: "Party badges" },
  subject: "member",
  governing: "cell-of-member",
  decides: competent,
  outcomes: {
    due: { vi: "đủ tuổi đảng, chưa được tặng", en: "the party age is reached and the badge not awarded" },
    "nothing-due": { vi: "chưa đến mốc hoặc đã được tặng", en: "no milestone is open" }
  },
  values: {
    years: { type: "integer", label: { vi: "Huy hiệu", en: "badge" }, quantity: { vi: "năm tuổi đảng", en: "years of party age" } }
  }
})
