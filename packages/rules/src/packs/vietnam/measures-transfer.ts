/** What is asked about transfers. */
import { computed } from "../../Measure.ts"
import { organisation, transfer } from "./measured.ts"

export const transferAskedOn = computed("day", "transfer", "transfer.asked-on", { vi: "ngày xét", en: "day asked about" }, [])
export const transferRoute = computed(
  "text",
  "transfer",
  "transfer.route",
  { vi: "hình thức chuyển sinh hoạt", en: "route of the transfer" },
  transfer,
  {
    values: {
      official: { vi: "chính thức", en: "official" },
      temporary: { vi: "tạm thời", en: "temporary" },
      internal: { vi: "nội bộ", en: "within one base" },
      abroad: { vi: "ra ngoài nước", en: "abroad" },
      collective: { vi: "tập thể", en: "collective" }
    },
    closed: true
  }
)
export const transferTriggeredOn = computed(
  "day",
  "transfer",
  "transfer.triggered-on",
  {
    vi: "ngày quyết định có hiệu lực hoặc ngày thay đổi nơi cư trú",
    en: "day on which the decision took effect or the residence changed"
  },
  transfer
)
export const transferLetterOn = computed(
  "day",
  "transfer",
  "transfer.letter-on",
  { vi: "ngày cấp giấy giới thiệu", en: "day of the letter" },
  transfer
)
export const transferIssuer = computed(
  "text",
  "transfer",
  "transfer.issuer",
  { vi: "cấp ủy cấp giấy giới thiệu", en: "committee that issued the letter" },
  [...transfer, ...organisation],
  { values: { district: { vi: "huyện ủy và tương đương", en: "a district committee" } } }
)
export const transferPresentationDay = computed(
  "day",
  "transfer",
  "transfer.presentation-day",
  { vi: "ngày nộp giấy giới thiệu, hoặc ngày xét khi chưa nộp", en: "day of presentation, or the day asked about while there is none" },
  transfer
)
export const transferReceived = computed(
  "boolean",
  "transfer",
  "transfer.received",
  { vi: "đã được tiếp nhận", en: "the member was received" },
  transfer
)
export const transferFormalitiesDay = computed(
  "day",
  "transfer",
  "transfer.formalities-day",
  { vi: "ngày tiếp nhận, hoặc ngày xét khi chưa tiếp nhận", en: "day of reception, or the day asked about while there is none" },
  transfer
)
export const transferStudy = computed(
  "boolean",
  "transfer",
  "transfer.study",
  { vi: "đi học tập trung trong nước", en: "for full-time study in the country" },
  ["other", ...transfer]
)
export const transferUntil = computed(
  "day",
  "transfer",
  "transfer.until",
  { vi: "ngày hết thời hạn sinh hoạt tạm thời", en: "first day after the temporary activity" },
  transfer
)
export const transferExtended = computed(
  "boolean",
  "transfer",
  "transfer.extended",
  { vi: "đã gia hạn sinh hoạt tạm thời", en: "temporary activity was extended" },
  transfer
)
export const transferEnded = computed(
  "boolean",
  "transfer",
  "transfer.ended",
  { vi: "đã kết thúc sinh hoạt tạm thời", en: "temporary activity has ended" },
  transfer
)
