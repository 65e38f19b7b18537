import * as Vietnam from "@chibo/rules/packs/vietnam"
import { RulePackTest } from "@chibo/rules/testing"
import { describe, it } from "vitest"
import { scenariosOf } from "./scenarios.ts"

const unread = {
  vi: "văn bản của thời kỳ này chưa được đọc: điều khoản «chưa đọc» trả lời, không điều khoản nào dùng giá trị này",
  en: "the text of these days has not been read: an unread clause answers, and no clause uses the value"
}
const charter = {
  vi: "ngày đầu của Điều lệ 2011: các căn cứ khác tính từ ngày muộn hơn, nên chưa ai có thể ở vào trường hợp này",
  en: "first day of the Charter of 2011: what it rests on begins later, so that nobody can be in this case yet"
}
const answeredByPlaces = {
  vi: "câu hỏi do quy định của địa phương trả lời; quy định toàn Đảng chỉ nêu mức",
  en: "places answer the question; the national pack only names the number"
}
const criteria = { vi: "tiêu chí chưa được đọc đầy đủ", en: "the criteria have not been read in full" }

RulePackTest.suite({ describe, it }, Vietnam.pack, {
  functions: Vietnam.functions,
  scenarios: scenariosOf("vietnam"),
  notReached: ["excellent", "good", "completed"].map(outcome => ({ question: "evaluation.unit", outcome, reason: criteria })),
  notExercised: [
    ...["vn.removal.nothing-2011", "vn.probation.review-due", "vn.probation.review-late", "vn.dues.behind-months"].map(id => ({
      id,
      days: ["2011-01-19"],
      reason: charter
    })),
    { id: "vn.border.fewest-post-members", days: ["2018-10-08"], reason: answeredByPlaces },
    { id: "vn.exemption.temporary-months", days: ["2025-06-09", "2026-05-18", "2026-05-19"], reason: unread },
    { id: "vn.transfer.window", days: ["2026-04-08", "2026-07-25"], reason: unread },
    { id: "vn.transfer.presentation", days: ["2026-04-08"], reason: unread },
    ...["vn.transfer.temporary-least", "vn.transfer.temporary-below", "vn.transfer.study-most"].map(id => ({
      id,
      days: ["2026-04-08", "2026-07-25", "2026-07-26"],
      reason: unread
    })),
    { id: "vn.removal.notice-months", days: ["2025-09-29"], reason: unread }
  ]
})
