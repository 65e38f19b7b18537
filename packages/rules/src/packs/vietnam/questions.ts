/** The questions that the national pack asks; some are answered by local packs only. */
import * as Question from "../../Question.ts"
import { memberGrade, requestedOn, unitGrade } from "./measures.ts"

export * from "./questions-membership.ts"

const cell = { vi: "chi bộ", en: "the cell" }
const committee = { vi: "đảng ủy cơ sở", en: "the base committee" }

export const exemptionRequest = Question.make({
  id: "exemption.request",
  label: { vi: "Đề nghị miễn công tác và sinh hoạt đảng", en: "Request for exemption from work and activity" },
  subject: "exemption",
  governing: "cell-of-request",
  rulingDay: requestedOn.id,
  decides: { vi: "chi bộ, hoặc đảng ủy cơ sở theo đề nghị của chi bộ", en: "the cell, or the base committee on the cell's proposal" },
  outcomes: {
    "cell-may-grant": { vi: "chi bộ xem xét, quyết định cho miễn", en: "the cell may grant it" },
    "committee-may-grant": {
      vi: "chi bộ đề nghị, đảng ủy cơ sở có thể cho miễn",
      en: "the base committee may grant it on the cell's proposal"
    },
    "transfer-instead": {
      vi: "từ 12 tháng trở lên: không miễn, chuyển sinh hoạt đảng",
      en: "twelve months or more: a transfer instead of an exemption"
    }
  },
  permissive: ["cell-may-grant", "committee-may-grant"],
  values: {
    until: {
      type: "day",
      label: { vi: "ngày thôi miễn", en: "first day no longer exempt" },
      phrase: { vi: "đến hết ngày {day-before}", en: "until the end of {day-before}" }
    }
  }
})

export const exemptionUpkeep = Question.make({
  id: "exemption.upkeep",
  label: { vi: "Quản lý đảng viên đang được miễn", en: "Keeping up with an exemption" },
  subject: "exemption",
  governing: "cell-of-request",
  decides: cell,
  outcomes: {
    "in-order": { vi: "đúng quy định", en: "in order" },
    "term-over": { vi: "hết thời hạn miễn mà chưa ghi nhận trở lại sinh hoạt", en: "past its term without a recorded return" },
    "below-floor": { vi: "số buổi dự sinh hoạt dưới mức tối thiểu", en: "attendance below the floor" },
    "behind-target": { vi: "chưa dự sinh hoạt trong quý này", en: "no meeting attended this quarter" }
  },
  permissive: ["in-order"],
  open: true
})

export const exemptionRenewal = Question.make({
  id: "exemption.renewal",
  label: { vi: "Gia hạn miễn có thời hạn", en: "Extension of a temporary exemption" },
  subject: "exemption",
  governing: "cell-of-request",
  decides: committee,
  outcomes: {
    "in-term": { vi: "còn trong thời gian của một lần cho miễn", en: "within the time of one grant" },
    "renewal-due": { vi: "đến lúc đề nghị gia hạn hoặc trở lại sinh hoạt", en: "an extension is to be asked for, or the member returns" }
  },
  permissive: ["in-term"]
})

export const cellRoutine = Question.make({
  id: "cell.routine",
  label: { vi: "Nền nếp sinh hoạt chi bộ", en: "Rhythm of the cell's meetings" },
  subject: "cell",
  governing: "itself",
  decides: committee,
  outcomes: {
    "in-order": { vi: "đúng quy định", en: "in order" },
    "regular-missed": { vi: "thiếu buổi sinh hoạt định kỳ tháng trước", en: "no regular meeting in the month before" },
    "themed-missed": { vi: "thiếu buổi sinh hoạt chuyên đề quý trước", en: "no themed meeting in the quarter before" },
    "attendance-low": {
      vi: "buổi định kỳ tháng trước không đạt yêu cầu về số đảng viên dự",
      en: "attendance at the regular meeting of the month before falls short"
    },
    "both-missed": { vi: "thiếu cả sinh hoạt định kỳ và chuyên đề", en: "neither regular nor themed meeting" }
  },
  permissive: ["in-order"],
  open: true
})

export const cellOversight = Question.make({
  id: "cell.oversight",
  label: { vi: "Cấp ủy viên phụ trách chi bộ", en: "Committee member in charge of the cell" },
  subject: "cell",
  governing: "itself",
  decides: committee,
  outcomes: {
    covered: { vi: "đã có cấp ủy viên phụ trách", en: "a committee member is in charge" },
    uncovered: { vi: "chưa có cấp ủy viên phụ trách", en: "no committee member is in charge" }
  },
  permissive: ["covered"],
  open: true
})

export const borderCoverage = Question.make({
  id: "border.coverage",
  label: { vi: "Đảng viên đồn biên phòng tham dự sinh hoạt chi bộ", en: "Post members attending the cell" },
  subject: "cell",
  governing: "itself",
  decides: { vi: "cấp ủy đồn biên phòng và đảng ủy xã", en: "the post's committee and the commune committee" },
  outcomes: {
    covered: { vi: "đã có đảng viên đồn biên phòng tham dự", en: "a post member attends" },
    uncovered: { vi: "chưa có đảng viên đồn biên phòng tham dự", en: "no post member attends" }
  },
  permissive: ["covered"],
  open: true
})

const gradeOutcomes = {
  excellent: { vi: "đủ điều kiện mức hoàn thành xuất sắc nhiệm vụ", en: "meets the conditions of: excellently completed" },
  good: { vi: "đủ điều kiện mức hoàn thành tốt nhiệm vụ", en: "meets the conditions of: well completed" },
  completed: { vi: "đủ điều kiện mức hoàn thành nhiệm vụ", en: "meets the conditions of: completed" },
  "not-completed": { vi: "mức không hoàn thành nhiệm vụ", en: "not completed" }
}

export const memberEvaluation = Question.make({
  id: "evaluation.member",
  label: { vi: "Đánh giá, xếp loại đảng viên", en: "Evaluation of a member" },
  subject: "member",
  governing: "cell-of-member",
  decides: committee,
  asked: "last-year-end",
  recorded: memberGrade.id,
  outcomes: gradeOutcomes
})

export const unitEvaluation = Question.make({
  id: "evaluation.unit",
  label: { vi: "Đánh giá, xếp loại tổ chức đảng", en: "Evaluation of a unit" },
  subject: "unit",
  governing: "itself",
  decides: { vi: "cấp ủy cấp trên trực tiếp", en: "the committee directly above" },
  asked: "last-year-end",
  recorded: unitGrade.id,
  outcomes: gradeOutcomes
})
