/**
 * What a check found, and how it is told: never with a name or a value of a personal field.
 *
 * @since 0.1.0
 */
import { Data } from "effect"
import type * as Fact from "../fact/Fact.ts"
import type { Position } from "../Id.ts"
import type * as Register from "../Register.ts"

// model

const wording = {
  "recognised-before-admitted": { vi: "công nhận chính thức khi chưa có quyết định kết nạp", en: "recognised before being admitted" },
  "ceremony-before-admission": { vi: "lễ kết nạp trước quyết định kết nạp", en: "the ceremony comes before the admission, or without one" },
  "second-membership": { vi: "đã có tên trong danh sách của chi bộ khác", en: "already a member, or on another roll" },
  "second-secretary": { vi: "tổ chức đã có người giữ chức vụ này trong thời gian đó", en: "somebody else holds this office at that time" },
  "assigned-to-own-cell": { vi: "được phân công về chính chi bộ của mình", en: "assigned to the very unit they belong to" },
  "not-a-post": { vi: "đơn vị không phải là đồn biên phòng", en: "this unit is no border post" },
  "unknown-unit": { vi: "tổ chức chưa được thành lập vào ngày đó", en: "this unit was not founded by that day" },
  "unknown-member": { vi: "chưa có ghi nhận nào về đảng viên này", en: "nothing is recorded of how this member came in" },
  "unit-not-in-being": { vi: "tổ chức đã chấm dứt hoạt động vào ngày đó", en: "this unit had ceased by that day" },
  "not-a-roll": { vi: "tổ chức loại này không quản lý danh sách đảng viên", en: "units of this kind keep no roll of members" },
  "former-member": { vi: "người này không còn là đảng viên vào ngày đó", en: "no longer a member on that day" },
  "exemption-not-requested": { vi: "chưa có đề nghị miễn", en: "this exemption was not requested by that day" },
  "exemption-not-granted": { vi: "chưa có quyết định cho miễn", en: "this exemption was not granted by that day" },
  "exemption-member-mismatch": { vi: "hồ sơ miễn này là của đảng viên khác", en: "this exemption is another member's" },
  "exemption-overlap": { vi: "trùng thời gian với một lần miễn khác", en: "another exemption runs at the same time" },
  "exemption-decided-twice": { vi: "đề nghị miễn này đã được quyết định", en: "this exemption was decided already" },
  "transfer-without-letter": { vi: "tiếp nhận chính thức khi chưa có giấy giới thiệu", en: "received officially without a letter" },
  "transfer-mismatch": {
    vi: "không khớp với giấy giới thiệu hoặc nơi đang sinh hoạt",
    en: "does not agree with the letter, or with where the member is"
  },
  "meeting-attendee-not-on-roll": {
    vi: "người dự không thuộc chi bộ và không sinh hoạt tạm thời tại đó: ghi là khách dự",
    en: "neither on the roll nor a temporary member: enter them as a guest"
  },
  "duplicate-id": { vi: "mã này đã được dùng", en: "this id is used already" },
  "evaluation-decided-twice": { vi: "mức xếp loại của năm này đã được quyết định", en: "the grade for this year was decided already" },
  "correction-target-missing": { vi: "không có ghi nhận ở vị trí cần đính chính", en: "there is no record at that position" },
  "correction-of-correction": {
    vi: "không đính chính một đính chính: hãy đính chính ghi nhận gốc",
    en: "a correction is not corrected: correct the first record again"
  },
  "cycle-in-hierarchy": { vi: "tổ chức trở thành cấp dưới của chính mình", en: "the unit would stand below itself" },
  "code-in-use": { vi: "mã này đang là mã của tổ chức khác", en: "another unit has this code on that day" }
} as const

/** The name of an invariant. Stable: programs may rely on it. */
export type Code = keyof typeof wording

/**
 * All codes.
 *
 * @since 0.1.0
 */
// sound: the keys of a literal
export const codes = Object.keys(wording) as ReadonlyArray<Code>

/**
 * One invariant broken by one fact: `fact` is its index among those checked, `field` the field at fault, `subjects` the ids concerned, and
 * `positions` the records that it collides with (those of facts checked together lie after the register).
 *
 * @since 0.1.0
 */
export class Violation extends Data.TaggedClass("Violation")<{
  readonly code: Code
  readonly fact: number
  readonly field: string
  readonly subjects: ReadonlyArray<string>
  readonly positions: ReadonlyArray<Position>
}> {
  /** What is wrong, in words; of persons and units only ids are told. */
  message(language: "vi" | "en"): string {
    const where = { vi: "ghi nhận", en: "record" }[language]
    const against = this.positions.length === 0 ? "" : ` (${where} ${this.positions.join(", ")})`
    return `${this.field}: ${wording[this.code][language]}${against} [${this.subjects.join(", ")}]`
  }
}

/** One fact under check: `after` is the register with all facts, `own` the position at which this one stands in it. */
export interface Context {
  readonly after: Register.Register
  readonly own: Position
  readonly fact: Fact.Plain
  readonly report: (code: Code, field: string, subjects: ReadonlyArray<string>, against?: ReadonlyArray<Position>) => void
}
