/**
 * Facts about dues: which class of payer, what was paid for which month, and relief.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { define } from "./kind.ts"

/** A month, `yyyy-mm`. */
export const Month = Schema.String.check(
  Schema.makeFilter((text: string) => /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text) || "Expected a month yyyy-mm")
)

/** An amount in whole đồng. */
const vnd = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const payerClassSet = define(
  "dues.payer-class-set",
  { vi: "xác định đối tượng đóng đảng phí", en: "payer class set" },
  {
    member: MemberId,
    class: Schema.Literals([
      "insured",
      "sick-or-maternity",
      "pension",
      "other-working-age",
      "other-retirement-age",
      "student",
      "social-pension"
    ])
  },
  f => [`dues:${f.member}`]
)

export const paid = define(
  "dues.paid",
  { vi: "đóng đảng phí", en: "dues paid" },
  { member: MemberId, month: Month, amount: vnd, to: UnitId },
  f => [`dues:${f.member}:${f.month}`]
)

/** Relief from `from` until `until` (excluded); `percent` of the dues are waived. */
export const reliefGranted = define(
  "dues.relief-granted",
  { vi: "miễn, giảm đảng phí", en: "dues relief granted" },
  {
    member: MemberId,
    from: PlainDate,
    until: Schema.optionalKey(PlainDate),
    percent: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })),
    by: UnitId,
    personal: Schema.optionalKey(Schema.Struct({ reason: Schema.String }))
  },
  f => [`dues:${f.member}`]
)

export const kinds = [payerClassSet, paid, reliefGranted] as const
