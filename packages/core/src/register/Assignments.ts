/**
 * Tasks and posts with a term: border assignments, households, charge of a cell, offices.
 *
 * Each ends with its fact or on its `until`; it ends, too, on the day its unit ceases or the member belongs no longer.
 *
 * @since 0.1.0
 */
import type { Link } from "../fact/border.ts"
import type { Office } from "../fact/office.ts"
import type * as Fact from "../fact/Fact.ts"
import * as Hierarchy from "../Hierarchy.ts"
import type { AssignmentId, MemberId, Position, UnitId } from "../Id.ts"
import * as Known from "../Known.ts"
import * as Period from "../Period.ts"
import type { PlainDate } from "../PlainDate.ts"
import { gone } from "./Membership.ts"
import { entriesOfKind, type Register, remember, tagged } from "./State.ts"

// model

/** A member of a post and the cell whose life they take part in. `position` is that of the assigning record. */
export interface Assignment {
  readonly assignment: AssignmentId
  readonly member: MemberId
  readonly post: UnitId
  readonly cell: UnitId
  readonly link: Link
  readonly period: Period.Period
  readonly position: Position
}

/** A member of a post and how many households they look after. */
export interface Households {
  readonly assignment: AssignmentId
  readonly member: MemberId
  readonly post: UnitId
  readonly cell?: UnitId
  readonly households: number
  readonly period: Period.Period
  readonly position: Position
}

/** A committee member in charge of a cell. */
export interface Charge {
  readonly assignment: AssignmentId
  readonly member: MemberId
  readonly committee: UnitId
  readonly cell: UnitId
  readonly period: Period.Period
  readonly position: Position
}

/** An office held in a unit. */
export interface OfficeHeld {
  readonly member: MemberId
  readonly unit: UnitId
  readonly office: Office
  readonly period: Period.Period
  readonly position: Position
}

// operations

/**
 * Every border assignment ever in force, in order of its start.
 *
 * @since 0.1.0
 */
export const allAssignments = remember(
  (register: Register): ReadonlyArray<Assignment> =>
    entriesOfKind(register, "border.assigned").flatMap(entry => {
      const { assignment, member, post, cell, link } = entry.fact
      const period = termOf(register, entry, [post, cell], `assignment:${assignment}`)
      return period === undefined ? [] : [{ assignment, member, post, cell, link, period, position: entry.position }]
    })
)

/**
 * The border assignments in force on a day.
 *
 * @since 0.1.0
 */
export const assignments = (register: Register, day: PlainDate): ReadonlyArray<Assignment> =>
  allAssignments(register).filter(({ period }) => Period.contains(period, day))

/**
 * The border assignments of a member in force on a day.
 *
 * @since 0.1.0
 */
export const assignmentsOf = (register: Register, member: MemberId, day: PlainDate): ReadonlyArray<Assignment> =>
  assignments(register, day).filter(each => each.member === member)

/**
 * The members looking after households on a day.
 *
 * @since 0.1.0
 */
export const households = (register: Register, day: PlainDate): ReadonlyArray<Households> =>
  allHouseholds(register).filter(({ period }) => Period.contains(period, day))

/**
 * The committee members in charge of a cell on a day.
 *
 * @since 0.1.0
 */
export const chargesOf = (register: Register, cell: UnitId, day: PlainDate): ReadonlyArray<Charge> =>
  Known.ofKind(tagged(register, `oversight:${cell}`), "oversight.in-charge").flatMap(entry => {
    const { assignment, member, committee } = entry.fact
    const period = termOf(register, entry, [committee, cell], `assignment:${assignment}`)
    return period !== undefined && Period.contains(period, day)
      ? [{ assignment, member, committee, cell, period, position: entry.position }]
      : []
  })

/**
 * The offices that a member holds on a day.
 *
 * @since 0.1.0
 */
export const officesOf = (register: Register, member: MemberId, day: PlainDate): ReadonlyArray<OfficeHeld> =>
  termsOf(register, register.index.member.get(member) ?? []).filter(({ period }) => Period.contains(period, day))

/**
 * The members who hold an office of a unit on a day.
 *
 * @since 0.1.0
 */
export const holders = (register: Register, unit: UnitId, office: Office, day: PlainDate): ReadonlyArray<OfficeHeld> =>
  officeTerms(register, unit, office).filter(({ period }) => Period.contains(period, day))

/**
 * Every term of an office of a unit, in order of its start.
 *
 * @since 0.1.0
 */
export const officeTerms = (register: Register, unit: UnitId, office: Office): ReadonlyArray<OfficeHeld> =>
  termsOf(register, register.index.unit.get(unit) ?? []).filter(term => term.unit === unit && term.office === office)

// internal

const allHouseholds = remember(
  (register: Register): ReadonlyArray<Households> =>
    entriesOfKind(register, "border.households-assigned").flatMap(entry => {
      const { assignment, member, post, cell, households } = entry.fact
      const period = termOf(register, entry, cell === undefined ? [post] : [post, cell], `assignment:${assignment}`)
      return period === undefined ? [] : [{ assignment, member, post, ...(cell && { cell }), households, period, position: entry.position }]
    })
)

type Started = Known.Entry<
  Fact.Of<"border.assigned"> | Fact.Of<"border.households-assigned"> | Fact.Of<"oversight.in-charge"> | Fact.Of<"office.held">
>

const termOf = (register: Register, start: Started, units: ReadonlyArray<UnitId>, tag: Fact.Tag): Period.Period | undefined => {
  const ends = Known.ofKind(tagged(register, tag), "border.assignment-ended", "oversight.charge-ended").map(({ fact }) => fact.on)
  return cut(register, start, units, ends)
}

const cut = (
  register: Register,
  { fact }: Started,
  units: ReadonlyArray<UnitId>,
  ends: ReadonlyArray<PlainDate>
): Period.Period | undefined => {
  const ceased = units.map(unit => Hierarchy.ceasedOn(register.hierarchy, unit))
  const days = [fact.until, ...ends.filter(day => day >= fact.on), ...ceased, gone(register, fact.member, fact.on)].filter(
    day => day !== undefined
  )
  const until = days.sort()[0]
  if (until === undefined) return { from: fact.on }
  return until > fact.on ? { from: fact.on, until } : undefined
}

const termsOf = (register: Register, entries: ReadonlyArray<Known.Entry>): ReadonlyArray<OfficeHeld> => {
  const ends = Known.ofKind(entries, "office.ended")
  return Known.ofKind(entries, "office.held").flatMap(entry => {
    const { member, unit, office } = entry.fact
    const same = ends.filter(({ fact }) => fact.member === member && fact.unit === unit && fact.office === office)
    const days = same.filter(end => Known.inOrder(end, entry) > 0).map(({ fact }) => fact.on)
    const period = cut(register, entry, [unit], days)
    return period === undefined ? [] : [{ member, unit, office, period, position: entry.position }]
  })
}
