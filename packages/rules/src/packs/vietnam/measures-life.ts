/** What is asked about a membership from admission to badges. */
import { computed } from "../../Measure.ts"
import { life, years } from "./measured.ts"

export const memberAskedOn = computed("day", "member", "member.asked-on", { vi: "ngày xét", en: "day asked about" }, [])
export const memberStanding = computed(
  "text",
  "member",
  "member.standing",
  { vi: "tư cách đảng viên", en: "where the membership stands" },
  life,
  {
    values: {
      probationary: { vi: "dự bị", en: "probationary" },
      official: { vi: "chính thức", en: "official" },
      former: { vi: "không còn là đảng viên", en: "no longer a member" },
      "not-yet": { vi: "chưa kết nạp", en: "not yet admitted" }
    },
    closed: true
  }
)
export const memberAdmittedOn = computed(
  "day",
  "member",
  "member.admitted-on",
  { vi: "ngày ban hành quyết định kết nạp", en: "day of the decision to admit" },
  life
)
export const admissionReceivedOn = computed(
  "day",
  "member",
  "member.admission-received-on",
  { vi: "ngày nhận quyết định kết nạp", en: "day on which the decision to admit was received" },
  ["other", ...life]
)
export const ceremonyHeld = computed(
  "boolean",
  "member",
  "member.ceremony-held",
  { vi: "đã tổ chức lễ kết nạp", en: "the ceremony was held" },
  [...life, "member.details-changed"]
)
export const ceremonyOn = computed("day", "member", "member.ceremony-on", { vi: "ngày kết nạp", en: "day of the ceremony" }, life)
export const partyAge = computed(
  "integer",
  "member",
  "member.party-age",
  { vi: "tuổi đảng (tròn năm, đã trừ thời gian gián đoạn)", en: "party age (full years, without the time outside)" },
  life,
  { quantity: years, range: { least: 0 } }
)
export const badgeYears = computed(
  "integer",
  "member",
  "member.badge-years",
  { vi: "Huy hiệu Đảng cao nhất đã được tặng (0: chưa có)", en: "highest badge awarded (0: none)" },
  ["member.badge-awarded", ...life],
  { quantity: years, range: { least: 0, most: 100 } }
)
