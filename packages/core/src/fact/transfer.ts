/**
 * Facts about transfers: the letter issued, presented, received; temporary activity prolonged or ended; whole cells handed over.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, outside, TransferId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { define, distinct } from "./kind.ts"

/** A unit of the recorded organisation, or what lies outside it. */
const place = Schema.Union([Schema.Literal(outside), UnitId])

/** How a member moves: for good, for a time (still counted at home), inside one base, or abroad. */
export const Route = Schema.Literals(["official", "temporary", "internal", "abroad"])
export type Route = typeof Route.Type

const elsewhere = (fact: { readonly from: string; readonly to: string }) =>
  fact.from === fact.to ? { path: ["to"], issue: "Expected a place other than `from`: nobody is transferred to where they are" } : undefined

export const letterIssued = define(
  "transfer.letter-issued",
  { vi: "cấp giấy giới thiệu chuyển sinh hoạt đảng", en: "transfer letter issued" },
  {
    transfer: TransferId,
    member: MemberId,
    route: Route,
    from: place,
    to: place,
    triggeredOn: Schema.optionalKey(PlainDate),
    issuedBy: Schema.optionalKey(UnitId)
  },
  f => [`transfer:${f.transfer}`],
  elsewhere
)

export const presented = define(
  "transfer.presented",
  { vi: "nộp giấy giới thiệu", en: "transfer letter presented" },
  { transfer: TransferId, member: MemberId },
  f => [`transfer:${f.transfer}`]
)

/** The receiving place took the member in. Official and internal: they belong there from this day. Temporary: active there, counted at home. */
export const received = define(
  "transfer.received",
  { vi: "tiếp nhận đảng viên", en: "transferred member received" },
  { transfer: TransferId, member: MemberId, route: Route, from: place, to: place, until: Schema.optionalKey(PlainDate) },
  f => [`transfer:${f.transfer}`, `membership:${f.member}`],
  elsewhere
)

export const extended = define(
  "transfer.extended",
  { vi: "gia hạn sinh hoạt tạm thời", en: "temporary activity extended" },
  { transfer: TransferId, member: MemberId, until: PlainDate },
  f => [`transfer:${f.transfer}`, `membership:${f.member}`]
)

export const ended = define(
  "transfer.ended",
  { vi: "kết thúc sinh hoạt tạm thời", en: "temporary activity ended" },
  { transfer: TransferId, member: MemberId },
  f => [`transfer:${f.transfer}`, `membership:${f.member}`]
)

/** A whole roll handed over by one decision with a list: nobody carries a letter. */
export const collective = define(
  "transfer.collective",
  { vi: "chuyển sinh hoạt đảng tập thể", en: "collective transfer" },
  { transfer: TransferId, members: Schema.Array(MemberId).check(Schema.isMinLength(1)), from: UnitId, to: UnitId },
  f => [`transfer:${f.transfer}`, ...f.members.map(member => `membership:${member}` as const)],
  elsewhere,
  distinct(["members"], f => f.members)
)

export const kinds = [letterIssued, presented, received, extended, ended, collective] as const
