/** What several measures read and how their values are called. */

export const membership = [
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
/** Everything that a membership is folded from. */
export const life = [
  ...membership,
  "member.ceremony-held",
  "member.suspended",
  "member.suspension-lifted",
  "transfer.extended",
  "transfer.ended"
] as const
export const transfer = [
  "transfer.letter-issued",
  "transfer.presented",
  "transfer.received",
  "transfer.extended",
  "transfer.ended",
  "transfer.collective"
] as const
export const dues = ["dues.payer-class-set", "dues.paid", "dues.relief-granted"] as const
export const exemption = [
  "exemption.requested",
  "exemption.proposed",
  "exemption.granted",
  "exemption.refused",
  "exemption.extended",
  "exemption.ended",
  "exemption.return-recorded"
] as const
export const organisation = ["unit.founded", "unit.closed", "unit.moved", "unit.merged", "unit.split", "unit.designated"] as const
export const evaluation = ["evaluation.criteria-scored", "evaluation.decided"] as const

export const months = { vi: "tháng", en: "months" }
export const years = { vi: "năm", en: "years" }
export const meetings = { vi: "buổi", en: "meetings" }
export const marks = {
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
