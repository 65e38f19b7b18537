/**
 * Facts about the border: members of a post in the life of a village cell, and the households they look after.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { AssignmentId, MemberId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { define } from "./kind.ts"

/**
 * Six ways in which a post's member is linked to a cell. `attends` and `introduced` make a guest: no count, no vote, no base.
 * `temporary-member` follows the rules of temporary activity. The other three are offices with terms.
 */
export const Link = Schema.Literals([
  "attends",
  "temporary-member",
  "introduced",
  "office-holder",
  "seconded-deputy-secretary",
  "committee-seat"
])
export type Link = typeof Link.Type

export const assigned = define(
  "border.assigned",
  { vi: "phân công đảng viên đồn biên phòng tham dự sinh hoạt chi bộ", en: "post member assigned to a cell" },
  { assignment: AssignmentId, member: MemberId, post: UnitId, cell: UnitId, link: Link, until: Schema.optionalKey(PlainDate) },
  f => [`assignment:${f.assignment}`, `border:${f.member}`],
  f =>
    f.post === f.cell
      ? { path: ["cell"], issue: "Expected a cell other than the post: nobody is assigned to the unit they belong to" }
      : undefined
)

export const householdsAssigned = define(
  "border.households-assigned",
  { vi: "phân công phụ trách hộ gia đình", en: "households assigned" },
  {
    assignment: AssignmentId,
    member: MemberId,
    post: UnitId,
    cell: Schema.optionalKey(UnitId),
    households: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
    until: Schema.optionalKey(PlainDate)
  },
  f => [`assignment:${f.assignment}`, `households:${f.member}`]
)

export const ended = define(
  "border.assignment-ended",
  { vi: "kết thúc phân công", en: "assignment ended" },
  { assignment: AssignmentId, member: MemberId },
  f => [`assignment:${f.assignment}`, `border:${f.member}`]
)

export const reported = define(
  "border.reported",
  { vi: "báo cáo tình hình tham dự sinh hoạt", en: "assignment reported on" },
  { assignment: AssignmentId, member: MemberId, to: Schema.optionalKey(UnitId) },
  f => [`assignment:${f.assignment}`]
)

export const kinds = [assigned, householdsAssigned, ended, reported] as const
