/**
 * Facts about keeping in touch with members who are away: that it happened and by which means, never what was said.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { define } from "./kind.ts"

export const made = define(
  "contact.made",
  { vi: "liên hệ với đảng viên ở xa", en: "contact made with a member who is away" },
  {
    member: MemberId,
    cell: UnitId,
    by: Schema.optionalKey(MemberId),
    channel: Schema.Literals(["in-person", "telephone", "message", "letter", "e-mail", "other"])
  },
  f => [`contact:${f.member}`]
)

export const kinds = [made] as const
