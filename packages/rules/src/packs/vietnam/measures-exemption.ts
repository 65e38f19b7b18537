/** What is asked about exemptions. */
import { computed } from "../../Measure.ts"
import { exemption, meetings, membership, months, organisation } from "./measured.ts"

export const requestedOn = computed(
  "day",
  "exemption",
  "exemption.requested-on",
  { vi: "ngày đề nghị", en: "day of the request" },
  exemption,
  { changes: "facts" }
)
export const requestYear = computed(
  "integer",
  "exemption",
  "exemption.request-year",
  { vi: "năm đề nghị", en: "year of the request" },
  exemption,
  { changes: "facts" }
)
export const exemptionType = computed("text", "exemption", "exemption.type", { vi: "loại miễn", en: "kind of exemption" }, exemption, {
  changes: "facts",
  values: { "age-health": { vi: "tuổi cao, sức yếu", en: "old or weak" }, temporary: { vi: "có thời hạn", en: "for a time" } },
  closed: true
})
export const exemptionGround = computed("text", "exemption", "exemption.ground", { vi: "lý do", en: "ground" }, exemption, {
  changes: "facts",
  values: { "away-for-work": { vi: "đi làm ăn xa", en: "away for work" }, hardship: { vi: "hoàn cảnh khó khăn", en: "hardship" } }
})
export const startAsked = computed(
  "day",
  "exemption",
  "exemption.start-asked",
  { vi: "ngày bắt đầu đề nghị miễn", en: "first day asked for" },
  exemption,
  { changes: "facts" }
)
export const endAsked = computed(
  "day",
  "exemption",
  "exemption.end-asked",
  { vi: "ngày thôi miễn theo đề nghị", en: "first day no longer asked for" },
  exemption,
  { changes: "facts" }
)
export const exemptionInForce = computed(
  "boolean",
  "exemption",
  "exemption.in-force",
  { vi: "đang trong thời hạn miễn", en: "in force" },
  exemption,
  { changes: "facts" }
)
export const exemptionGranted = computed(
  "boolean",
  "exemption",
  "exemption.granted",
  { vi: "đã được cho miễn", en: "granted" },
  exemption,
  { changes: "facts" }
)
export const exemptionLapsed = computed(
  "boolean",
  "exemption",
  "exemption.term-over",
  { vi: "đã hết thời hạn miễn", en: "past its term" },
  exemption,
  { changes: "facts" }
)
export const exemptionBack = computed(
  "boolean",
  "exemption",
  "exemption.returned",
  { vi: "đã ghi nhận trở lại sinh hoạt", en: "return recorded" },
  exemption,
  { changes: "facts" }
)
export const exemptionUntil = computed(
  "day",
  "exemption",
  "exemption.until",
  { vi: "ngày thôi được miễn", en: "first day no longer exempt" },
  exemption,
  { changes: "facts" }
)
export const termFrom = computed(
  "day",
  "exemption",
  "exemption.term-from",
  { vi: "ngày bắt đầu lần cho miễn hiện tại", en: "first day of the present grant or extension" },
  exemption
)
export const monthsInTerm = computed(
  "integer",
  "exemption",
  "exemption.months-in-term",
  { vi: "số tháng đã qua của lần cho miễn hiện tại", en: "full months since the present grant or extension began" },
  exemption,
  { quantity: months }
)
export const attendedTwelveMonths = computed(
  "integer",
  "exemption",
  "exemption.attended-twelve-months",
  { vi: "số buổi đã dự trong 12 tháng", en: "meetings attended in twelve months" },
  ["meeting.held", ...exemption, ...membership, ...organisation],
  { quantity: meetings, range: { least: 0 } }
)
export const attendedQuarter = computed(
  "integer",
  "exemption",
  "exemption.attended-quarter",
  { vi: "số buổi đã dự trong quý", en: "meetings attended in the quarter" },
  ["meeting.held", ...exemption, ...membership, ...organisation],
  { quantity: meetings, range: { least: 0 } }
)
export const quarterEnd = computed(
  "day",
  "exemption",
  "exemption.quarter-end",
  { vi: "ngày cuối quý", en: "last day of the quarter" },
  [],
  {
    fixed: true
  }
)
export const exemptionCommune = computed(
  "text",
  "exemption",
  "exemption.commune",
  { vi: "đảng bộ xã, thị trấn", en: "commune committee" },
  [...exemption, ...membership, ...organisation]
)
export const exemptionInBorderArea = computed(
  "boolean",
  "exemption",
  "exemption.in-border-area",
  { vi: "thuộc địa bàn biên giới", en: "in the border area" },
  [...exemption, ...organisation]
)
