/**
 * Facts about meetings of a cell or committee: held, with whom, and how they were scored.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MeetingId, MemberId, UnitId } from "../Id.ts"
import { define, distinct } from "./kind.ts"

const members = Schema.Array(MemberId)

/**
 * Who was there. Each member stands in one list; one of the roll who stands in none was not recorded. Guests are of other rolls and count
 * in no rate.
 */
export const Attendance = Schema.Struct({
  present: members,
  excused: members,
  absent: members,
  specialDuty: Schema.optionalKey(members),
  guests: Schema.optionalKey(members)
})
export type Attendance = typeof Attendance.Type

export const held = define(
  "meeting.held",
  { vi: "sinh hoạt chi bộ", en: "meeting held" },
  {
    meeting: MeetingId,
    unit: UnitId,
    form: Schema.Literals(["regular", "themed", "regular-and-themed", "extraordinary"]),
    minutes: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1440 }))),
    attendance: Schema.optionalKey(Attendance)
  },
  f => [`meeting:${f.meeting}`],
  distinct(["attendance"], ({ attendance: a }) =>
    a === undefined ? [] : [...a.present, ...a.excused, ...a.absent, ...(a.specialDuty ?? []), ...(a.guests ?? [])]
  )
)

/** The three scorings of one meeting are three facts: the cell's own, the cell's vote, the superior's. */
export const scored = define(
  "meeting.scored",
  { vi: "chấm điểm sinh hoạt chi bộ", en: "meeting scored" },
  {
    meeting: MeetingId,
    unit: UnitId,
    by: Schema.Literals(["self", "cell-vote", "superior"]),
    points: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 }))),
    grade: Schema.optionalKey(Schema.Literals(["good", "fair", "average", "poor"]))
  },
  f => [`meeting:${f.meeting}`],
  f =>
    f.points === undefined && f.grade === undefined
      ? { path: ["points"], issue: "Expected points or a grade: a scoring says at least one" }
      : undefined
)

export const kinds = [held, scored] as const
