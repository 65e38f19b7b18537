/**
 * Facts about ballots: what was asked, of how many, and what they answered.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { BallotId, MeetingId, MemberId, UnitId } from "../Id.ts"
import { define } from "./kind.ts"

const count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** A ballot held in a unit: `base` is the number that majorities are counted of, absent voters included. */
export const held = define(
  "ballot.held",
  { vi: "biểu quyết", en: "ballot held" },
  {
    ballot: BallotId,
    unit: UnitId,
    meeting: Schema.optionalKey(MeetingId),
    question: Schema.Literals([
      "admission",
      "recognition",
      "exemption",
      "removal",
      "discipline",
      "evaluation",
      "progress-after-education",
      "election",
      "resolution",
      "other"
    ]),
    about: Schema.optionalKey(MemberId),
    secret: Schema.optionalKey(Schema.Boolean),
    base: count.check(Schema.isGreaterThanOrEqualTo(1)),
    yes: count,
    no: count,
    invalid: Schema.optionalKey(count)
  },
  f => [`ballot:${f.ballot}`],
  f =>
    f.yes + f.no + (f.invalid ?? 0) <= f.base
      ? undefined
      : { path: ["base"], issue: "Expected a base of at least as many as voted: yes, no and invalid together are more" }
)

export const kinds = [held] as const
