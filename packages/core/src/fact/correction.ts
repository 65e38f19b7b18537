/**
 * Corrections: what an earlier record should have said, or that it should not have been made. Nothing is overwritten: a correction is a fact,
 * known from the day it was recorded. A *change* (a member moves) is never a correction.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, Position } from "../Id.ts"
import * as ballot from "./ballot.ts"
import * as border from "./border.ts"
import * as contact from "./contact.ts"
import * as discipline from "./discipline.ts"
import * as dues from "./dues.ts"
import * as evaluation from "./evaluation.ts"
import * as exemption from "./exemption.ts"
import { define } from "./kind.ts"
import * as meeting from "./meeting.ts"
import * as membership from "./membership.ts"
import * as office from "./office.ts"
import * as organisation from "./organisation.ts"
import * as other from "./other.ts"
import * as oversight from "./oversight.ts"
import * as transfer from "./transfer.ts"

/** Every kind that says something about the organisation itself: all but corrections and retractions. */
export const plainKinds = [
  ...organisation.kinds,
  ...membership.kinds,
  ...transfer.kinds,
  ...office.kinds,
  ...contact.kinds,
  ...ballot.kinds,
  ...meeting.kinds,
  ...exemption.kinds,
  ...border.kinds,
  ...oversight.kinds,
  ...evaluation.kinds,
  ...discipline.kinds,
  ...dues.kinds,
  ...other.kinds
] as const

/** A fact that is no correction. */
export type PlainFact = (typeof plainKinds)[number]["schema"]["Type"]

// sound: mapping keeps the order and the members of the tuple; only the tuple's type is lost on the way
const plainFact = Schema.Union(plainKinds.map(kind => kind.schema)) as unknown as Schema.Codec<PlainFact>

/** Puts the record at position `corrects` right: from now on `replacement` is what happened. */
export const made = define(
  "correction.made",
  { vi: "đính chính", en: "correction made" },
  { corrects: Position, replacement: plainFact },
  f => [`position:${f.corrects}`]
)

/** Takes the record at position `retracts` back: it did not happen. */
export const retracted = define("correction.retracted", { vi: "hủy ghi nhận", en: "record retracted" }, { retracts: Position }, f => [
  `position:${f.retracts}`
])

/** The personal payloads recorded about the member so far were erased; `basis` is an opaque reference to the grounds. */
export const erased = define(
  "personal.erased",
  { vi: "xóa dữ liệu cá nhân", en: "personal payloads erased" },
  { member: MemberId, basis: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200)) },
  f => [`details:${f.member}`]
)

export const kinds = [made, retracted, erased] as const
