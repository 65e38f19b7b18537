/**
 * What units did: meetings and who came, ballots, inspections, yearly evaluations, and facts of plug-ins.
 *
 * @since 0.1.0
 */
import type * as Fact from "../fact/Fact.ts"
import type { Attendance } from "../fact/meeting.ts"
import type { FindingId, InspectionId, MeetingId, MemberId, Position, UnitId } from "../Id.ts"
import * as Known from "../Known.ts"
import * as Period from "../Period.ts"
import type { PlainDate } from "../PlainDate.ts"
import { entriesOfKind, type Register, remember, tagged } from "./State.ts"

// model

/** A meeting with its scorings; without `attendance` nobody recorded who came. */
export interface Meeting {
  readonly meeting: MeetingId
  readonly unit: UnitId
  readonly on: PlainDate
  readonly form: Fact.Of<"meeting.held">["form"]
  readonly minutes?: number
  readonly attendance?: Attendance
  readonly scores: ReadonlyArray<Known.Entry<Fact.Of<"meeting.scored">>>
  readonly position: Position
}

/** In which list of a meeting a member stands. */
export type AttendedAs = "present" | "excused" | "absent" | "special-duty" | "guest"

/** How often a member was present, excused and absent; special duty and visits as a guest are listed and not counted. */
export interface MemberAttendance {
  readonly present: number
  readonly excused: number
  readonly absent: number
  readonly meetings: ReadonlyArray<{
    readonly meeting: MeetingId
    readonly on: PlainDate
    readonly unit: UnitId
    readonly as: AttendedAs
    readonly position: Position
  }>
}

/** The steps of one subject's evaluation for one year, each the latest recorded. */
export interface Evaluation {
  readonly criteria?: Known.Entry<Fact.Of<"evaluation.criteria-scored">>
  readonly selfGrade?: Known.Entry<Fact.Of<"evaluation.self-graded">>
  readonly proposed?: Known.Entry<Fact.Of<"evaluation.proposed">>
  readonly decided?: Known.Entry<Fact.Of<"evaluation.decided">>
}

/** A finding, and whether it was remedied. `unit` or `member` is whom the inspection was of. */
export interface Finding {
  readonly finding: FindingId
  readonly inspection: InspectionId
  readonly unit?: UnitId
  readonly member?: MemberId
  readonly foundOn: PlainDate
  readonly remedyBy?: PlainDate
  readonly remediedOn?: PlainDate
  readonly positions: ReadonlyArray<Position>
}

// operations

/**
 * The meetings of a unit in a period, in order.
 *
 * @since 0.1.0
 */
export const meetingsOf = (register: Register, unit: UnitId, period: Period.Period): ReadonlyArray<Meeting> =>
  ofUnit(register, "meeting.held", unit, period).map(({ fact, position }) => ({
    meeting: fact.meeting,
    unit,
    on: fact.on,
    form: fact.form,
    ...(fact.minutes !== undefined && { minutes: fact.minutes }),
    ...(fact.attendance && { attendance: fact.attendance }),
    scores: Known.ofKind(tagged(register, `meeting:${fact.meeting}`), "meeting.scored"),
    position
  }))

/**
 * How often a member came in a period, in whichever unit's meetings they are listed.
 *
 * @since 0.1.0
 */
export const attendanceOf = (register: Register, member: MemberId, period: Period.Period): MemberAttendance => {
  const meetings = Known.ofKind(register.index.member.get(member) ?? [], "meeting.held")
    .filter(({ fact }) => Period.contains(period, fact.on))
    .flatMap(({ fact, position }) => {
      const as = fact.attendance && attendedAs(fact.attendance, member)
      return as === undefined ? [] : [{ meeting: fact.meeting, on: fact.on, unit: fact.unit, as, position }]
    })
  const count = (as: AttendedAs) => meetings.filter(meeting => meeting.as === as).length
  return { present: count("present"), excused: count("excused"), absent: count("absent"), meetings }
}

/**
 * The evaluation of a member or unit for a year.
 *
 * @since 0.1.0
 */
export const evaluationsOf = (register: Register, subject: MemberId | UnitId, year: number): Evaluation => {
  const entries = tagged(register, `evaluation:${subject}:${year}`)
  const criteria = Known.ofKind(entries, "evaluation.criteria-scored").at(-1)
  const selfGrade = Known.ofKind(entries, "evaluation.self-graded").at(-1)
  const proposed = Known.ofKind(entries, "evaluation.proposed").at(-1)
  const decided = Known.ofKind(entries, "evaluation.decided").at(-1)
  return { ...(criteria && { criteria }), ...(selfGrade && { selfGrade }), ...(proposed && { proposed }), ...(decided && { decided }) }
}

/**
 * The ballots held in a unit in a period.
 *
 * @since 0.1.0
 */
export const ballotsOf = (register: Register, unit: UnitId, period: Period.Period): ReadonlyArray<Known.Entry<Fact.Of<"ballot.held">>> =>
  ofUnit(register, "ballot.held", unit, period)

/**
 * The inspections and supervisions of a unit in a period.
 *
 * @since 0.1.0
 */
export const inspectionsOf = (
  register: Register,
  unit: UnitId,
  period: Period.Period
): ReadonlyArray<Known.Entry<Fact.Of<"oversight.inspected">>> => ofUnit(register, "oversight.inspected", unit, period)

/**
 * All findings, in order of the day they were made.
 *
 * @since 0.1.0
 */
export const findings = remember(
  (register: Register): ReadonlyArray<Finding> =>
    entriesOfKind(register, "oversight.found").map(({ fact, position }) => {
      const inspected = Known.ofKind(tagged(register, `inspection:${fact.inspection}`), "oversight.inspected").at(-1)?.fact
      const remedied = Known.ofKind(tagged(register, `finding:${fact.finding}`), "oversight.remedied").at(-1)
      return {
        finding: fact.finding,
        inspection: fact.inspection,
        ...(inspected?.unit && { unit: inspected.unit }),
        ...(inspected?.member && { member: inspected.member }),
        foundOn: fact.on,
        ...(fact.remedyBy && { remedyBy: fact.remedyBy }),
        ...(remedied && { remediedOn: remedied.fact.on }),
        positions: remedied === undefined ? [position] : [position, remedied.position]
      }
    })
)

/**
 * The facts of a plug-in's kind, in order.
 *
 * @since 0.1.0
 */
export const others = (register: Register, namespace: string, name: string): ReadonlyArray<Known.Entry<Fact.Of<"other">>> =>
  entriesOfKind(register, "other").filter(({ fact }) => fact.namespace === namespace && fact.name === name)

/**
 * In which list of a meeting's attendance a member stands, if in any.
 *
 * @since 0.1.0
 */
export const attendedAs = (attendance: Attendance, member: MemberId): AttendedAs | undefined => {
  if (attendance.present.includes(member)) return "present"
  if (attendance.excused.includes(member)) return "excused"
  if (attendance.absent.includes(member)) return "absent"
  if (attendance.specialDuty?.includes(member)) return "special-duty"
  return attendance.guests?.includes(member) ? "guest" : undefined
}

// internal

type OfUnit = "meeting.held" | "ballot.held" | "oversight.inspected"

const ofUnit = <K extends OfUnit>(register: Register, kind: K, unit: UnitId, period: Period.Period) =>
  Known.ofKind(register.index.unit.get(unit) ?? [], kind).filter(entry => {
    const fact: Fact.Of<OfUnit> = entry.fact
    return fact.unit === unit && Period.contains(period, fact.on)
  })
