/**
 * Facts about offices: who held which in which unit, and since when.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { define, type Tag } from "./kind.ts"

/** The offices. A unit has one secretary and one post commander at a time; of the others it may have several. */
export const Office = Schema.Literals([
  "secretary",
  "deputy-secretary",
  "standing-committee-member",
  "committee-member",
  "party-group-head",
  "post-commander",
  "post-deputy-commander",
  "staff",
  "liaison",
  "dues-collector"
])
export type Office = typeof Office.Type

const single = (fact: { readonly office: Office; readonly unit: string; readonly member: string }): ReadonlyArray<Tag> =>
  fact.office === "secretary" || fact.office === "post-commander" ? [`${fact.office}:${fact.unit}`] : [`office:${fact.unit}:${fact.member}`]

export const held = define(
  "office.held",
  { vi: "giữ chức vụ", en: "office held" },
  { member: MemberId, unit: UnitId, office: Office, until: Schema.optionalKey(PlainDate) },
  single
)

export const ended = define(
  "office.ended",
  { vi: "thôi giữ chức vụ", en: "office ended" },
  { member: MemberId, unit: UnitId, office: Office },
  single
)

export const kinds = [held, ended] as const
