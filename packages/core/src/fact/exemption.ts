/**
 * Facts about exemptions from party work and activity, from the request to the return.
 *
 * Two things share the word *miễn*: `age-health` (the old and the weak; the cell decides) and `temporary` (away and the like; for a time).
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { ExemptionId, MemberId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { define, type Tag } from "./kind.ts"

export const ExemptionType = Schema.Literals(["age-health", "temporary"])
export type ExemptionType = typeof ExemptionType.Type

/** Why, as a class. The words of the request are personal. */
export const Ground = Schema.Literals([
  "old-age",
  "ill-health",
  "long-treatment",
  "away-for-work",
  "abroad",
  "remote-post",
  "visiting-relatives",
  "maternity",
  "awaiting-retirement",
  "hardship"
])
export type Ground = typeof Ground.Type

const subject = { exemption: ExemptionId, member: MemberId }
const tags = (fact: { readonly exemption: string; readonly member: string }): ReadonlyArray<Tag> => [
  `exemption:${fact.exemption}`,
  `exempt:${fact.member}`
]

export const requested = define(
  "exemption.requested",
  { vi: "đề nghị miễn công tác và sinh hoạt đảng", en: "exemption requested" },
  {
    ...subject,
    cell: UnitId,
    type: ExemptionType,
    ground: Ground,
    from: Schema.optionalKey(PlainDate),
    until: Schema.optionalKey(PlainDate),
    evidence: Schema.optionalKey(
      Schema.Array(Schema.Literals(["application", "medical-confirmation", "cell-resolution", "temporary-residence", "employer-letter"]))
    ),
    personal: Schema.optionalKey(Schema.Struct({ reason: Schema.String }))
  },
  tags
)

export const proposed = define(
  "exemption.proposed",
  { vi: "chi bộ đề nghị cho miễn", en: "exemption proposed by the cell" },
  { ...subject, by: UnitId },
  tags
)

/** `on` is the day of the decision; the exemption itself runs from `from` until `until` (excluded), or without an end. */
export const granted = define(
  "exemption.granted",
  { vi: "quyết định cho miễn", en: "exemption granted" },
  { ...subject, by: UnitId, from: PlainDate, until: Schema.optionalKey(PlainDate) },
  tags
)

export const refused = define("exemption.refused", { vi: "không cho miễn", en: "exemption refused" }, { ...subject, by: UnitId }, tags)

export const extended = define(
  "exemption.extended",
  { vi: "gia hạn miễn", en: "exemption extended" },
  { ...subject, by: UnitId, until: PlainDate },
  tags
)

/** The exemption ended on this day, which is no longer exempt. */
export const ended = define("exemption.ended", { vi: "chấm dứt miễn", en: "exemption ended" }, subject, tags)

/** The member is back; `comments` tells whether the comments of the place of stay were handed in. */
export const returned = define(
  "exemption.return-recorded",
  { vi: "trở lại sinh hoạt đảng", en: "return to activity recorded" },
  { ...subject, comments: Schema.Boolean, personal: Schema.optionalKey(Schema.Struct({ comments: Schema.String })) },
  tags
)

export const kinds = [requested, proposed, granted, refused, extended, ended, returned] as const
