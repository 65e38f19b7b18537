/**
 * Who, where, since when: a pure fold over the journal that answers for any day, as known at the point it was built for.
 *
 * Every question about a state takes a day, every question about events a period; neither is ever left to a default. Nothing is invented:
 * what no fact says is `undefined` or missing. A register is a value; going on from it leaves it as it was.
 *
 * @example
 * const register = Register.build([], { knownAt: "latest" })
 * Register.members(register) // => []
 * @since 0.1.0
 */
export {
  ballotsOf,
  type AttendedAs,
  attendanceOf,
  type Evaluation,
  evaluationsOf,
  type Finding,
  findings,
  inspectionsOf,
  type Meeting,
  type MemberAttendance,
  meetingsOf,
  others
} from "./register/Activity.ts"
export {
  type Assignment,
  assignments,
  assignmentsOf,
  type Charge,
  chargesOf,
  type Households,
  holders,
  households,
  type OfficeHeld,
  officesOf
} from "./register/Assignments.ts"
export {
  contactsOf,
  type Dues,
  disciplinesOf,
  duesOf,
  type TransferCase,
  transferOf,
  transfers,
  transfersOf,
  violationsOf
} from "./register/Cases.ts"
export { type ExemptionCase, exemptionOn, exemptions, exemptionsOf } from "./register/Exemptions.ts"
export type { HowEnded, Standing } from "./register/Life.ts"
export {
  badgesOf,
  cellOf,
  detailsOf,
  educationListedOn,
  members,
  membersOf,
  rollsOf,
  type Suspension,
  standing,
  suspendedOn,
  type TemporaryCell,
  temporaryCellOf
} from "./register/Membership.ts"
export { build, entriesOf, entriesOfKind, extend, factAt, fromKnown, type Register, tagged } from "./register/State.ts"
