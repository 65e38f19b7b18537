/**
 * Facts about violations and the measures taken.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { define } from "./kind.ts"

/** A violation that a competent body established; of the law, or of the Party's rules. */
export const violated = define(
  "discipline.violated",
  { vi: "vi phạm", en: "violation established" },
  {
    member: MemberId,
    nature: Schema.Literals(["law", "party-rules", "prohibited-act"]),
    degradation: Schema.optionalKey(Schema.Boolean),
    personal: Schema.optionalKey(Schema.Struct({ summary: Schema.String }))
  },
  f => [`discipline:${f.member}`]
)

/** A disciplinary measure on a member, or on a unit. `selfDetectedAndRemedied` where the regime asks. */
export const imposed = define(
  "discipline.imposed",
  { vi: "thi hành kỷ luật", en: "discipline imposed" },
  {
    member: Schema.optionalKey(MemberId),
    unit: Schema.optionalKey(UnitId),
    measure: Schema.Literals(["reprimand", "warning", "removal-from-office", "expulsion", "dissolution"]),
    by: UnitId,
    selfDetectedAndRemedied: Schema.optionalKey(Schema.Boolean)
  },
  f => [`discipline:${f.member ?? f.unit}`],
  f =>
    (f.member === undefined) === (f.unit === undefined)
      ? { path: ["member"], issue: "Expected a member or a unit: a measure has one subject" }
      : undefined
)

export const kinds = [violated, imposed] as const
