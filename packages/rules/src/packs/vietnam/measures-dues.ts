/** What is asked about a member's dues. */
import { computed } from "../../Measure.ts"
import { dues, exemption, life, months, organisation } from "./measured.ts"

export const payerClass = computed(
  "text",
  "member",
  "dues.payer-class",
  { vi: "đối tượng đóng đảng phí", en: "class of payer" },
  ["dues.payer-class-set"],
  {
    values: {
      insured: { vi: "tham gia bảo hiểm xã hội bắt buộc", en: "in compulsory social insurance" },
      "sick-or-maternity": { vi: "hưởng chế độ ốm đau, thai sản", en: "on sick or maternity benefit" },
      pension: { vi: "hưởng lương hưu", en: "on a pension" },
      "other-working-age": { vi: "đối tượng khác trong độ tuổi lao động", en: "other, of working age" },
      "other-retirement-age": { vi: "đối tượng khác đến tuổi nghỉ hưu", en: "other, of retirement age" },
      student: { vi: "học sinh, sinh viên", en: "student" },
      "social-pension": { vi: "hưởng trợ cấp hưu trí xã hội", en: "on a social pension" }
    },
    closed: true
  }
)
export const unpaidMonths = computed(
  "integer",
  "member",
  "dues.unpaid-months",
  { vi: "số tháng trong năm chưa đóng đảng phí", en: "months of the year without dues" },
  [...dues, ...life, ...organisation],
  { quantity: months, range: { least: 0, most: 12 } }
)
export const unexcusedMonths = computed(
  "integer",
  "member",
  "dues.unexcused-months",
  {
    vi: "trong đó, số tháng không được tạm miễn sinh hoạt, miễn hoặc giảm đảng phí",
    en: "of these, months under neither a temporary exemption nor relief"
  },
  [...dues, ...life, ...organisation, ...exemption],
  { quantity: months, range: { least: 0, most: 12 } }
)
export const reliefPercent = computed(
  "integer",
  "member",
  "dues.relief-percent",
  { vi: "mức miễn, giảm đảng phí đang áp dụng (%)", en: "relief in force (per cent of the dues)" },
  dues,
  { range: { least: 0, most: 100 } }
)
export const reliefFrom = computed(
  "day",
  "member",
  "dues.relief-from",
  { vi: "ngày bắt đầu miễn, giảm", en: "first day of the relief" },
  dues
)
export const reliefUntil = computed(
  "day",
  "member",
  "dues.relief-until",
  { vi: "ngày thôi miễn, giảm", en: "first day without the relief" },
  dues
)
export const memberDetained = computed(
  "boolean",
  "member",
  "member.detained",
  { vi: "đang bị tạm giam và đình chỉ sinh hoạt", en: "is detained and suspended from activity" },
  life
)
export const temporarilyExempt = computed(
  "boolean",
  "member",
  "member.temporarily-exempt",
  { vi: "đang được tạm miễn sinh hoạt", en: "is temporarily exempt from activity" },
  exemption
)
export const temporarilyExemptUntil = computed(
  "day",
  "member",
  "member.temporarily-exempt-until",
  { vi: "ngày hết tạm miễn sinh hoạt", en: "first day after the temporary exemption" },
  exemption
)
