/**
 * Facts about belonging: how a member comes in, is confirmed, interrupted, and leaves.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { Details } from "../Member.ts"
import { PlainDate } from "../PlainDate.ts"
import { define, type Tag } from "./kind.ts"

const membership = (fact: { readonly member: string }): ReadonlyArray<Tag> => [`membership:${fact.member}`]

/** The decision to admit; `cell` where that cell took the member on its roll. Party age counts from this day. */
export const admitted = define(
  "member.admitted",
  { vi: "quyết định kết nạp", en: "member admitted (decision)" },
  { member: MemberId, cell: Schema.optionalKey(UnitId) },
  membership
)

/** The ceremony; probation counts from this day. */
export const ceremonyHeld = define(
  "member.ceremony-held",
  { vi: "lễ kết nạp", en: "admission ceremony held" },
  { member: MemberId, cell: Schema.optionalKey(UnitId) },
  membership
)

export const recognised = define(
  "member.recognised",
  { vi: "công nhận đảng viên chính thức", en: "member recognised as official" },
  { member: MemberId },
  membership
)

/** The member stands on the cell's roll from this day on: how a journal opens, where how they came there is not recorded. */
export const enrolled = define(
  "member.enrolled",
  { vi: "có tên trong danh sách chi bộ", en: "member enrolled (opening of a roll)" },
  { member: MemberId, cell: UnitId },
  membership
)

/** A decision suspends the member from party activity; a member suspended only from a committee is not meant. */
export const suspended = define(
  "member.suspended",
  { vi: "đình chỉ sinh hoạt đảng", en: "member suspended from activity" },
  { member: MemberId, until: Schema.optionalKey(PlainDate), detained: Schema.optionalKey(Schema.Boolean) },
  membership
)

export const suspensionLifted = define(
  "member.suspension-lifted",
  { vi: "hết đình chỉ sinh hoạt đảng", en: "suspension lifted" },
  { member: MemberId },
  membership
)

export const educationListed = define(
  "member.education-listed",
  { vi: "đưa vào diện giáo dục, giúp đỡ", en: "member put on the education list" },
  { member: MemberId },
  f => [`education:${f.member}`]
)

export const educationUnlisted = define(
  "member.education-unlisted",
  { vi: "đưa ra khỏi diện giáo dục, giúp đỡ", en: "member taken off the education list" },
  { member: MemberId },
  f => [`education:${f.member}`]
)

export const struck = define("member.struck", { vi: "xóa tên đảng viên", en: "member's name struck off" }, { member: MemberId }, membership)

export const expelled = define("member.expelled", { vi: "khai trừ", en: "member expelled" }, { member: MemberId }, membership)

export const left = define("member.left", { vi: "xin ra khỏi Đảng", en: "member left" }, { member: MemberId }, membership)

export const died = define("member.died", { vi: "từ trần", en: "member died" }, { member: MemberId }, membership)

export const restored = define(
  "member.restored",
  { vi: "khôi phục quyền đảng viên", en: "member restored" },
  { member: MemberId, cell: UnitId },
  membership
)

export const badgeAwarded = define(
  "member.badge-awarded",
  { vi: "tặng Huy hiệu Đảng", en: "badge awarded" },
  { member: MemberId, years: Schema.Int.check(Schema.isBetween({ minimum: 30, maximum: 100 })) },
  f => [`badge:${f.member}`]
)

/** What identifies the member, as far as this paper says; fields left out stay as they were. */
export const detailsChanged = define(
  "member.details-changed",
  { vi: "thay đổi lý lịch đảng viên", en: "member details changed" },
  { member: MemberId, personal: Schema.optionalKey(Details) },
  f => [`details:${f.member}`]
)

export const kinds = [
  admitted,
  ceremonyHeld,
  recognised,
  enrolled,
  suspended,
  suspensionLifted,
  educationListed,
  educationUnlisted,
  struck,
  expelled,
  left,
  died,
  restored,
  badgeAwarded,
  detailsChanged
] as const
