/** How the national measures are computed from a register. A value that no fact gives is `undefined`, never a default. */
import { Hierarchy, type Id, Period, PlainDate, Register } from "@chibo/core"
import type { Asked, Functions, Measured, Value } from "../../Measure.ts"
import { functions as dues } from "./functions-dues.ts"
import { functions as life } from "./functions-life.ts"
import { functions as removal } from "./functions-removal.ts"
import { functions as transfer } from "./functions-transfer.ts"
import * as m from "./measures.ts"

type Fn = (asked: Asked) => Measured | undefined

/** A value with the facts it rests on; nothing where there is no value. */
const value = (given: Value | undefined, ...facts: ReadonlyArray<Id.Position>): Measured | undefined =>
  given === undefined ? undefined : { value: given, facts }

// sound: a measure is only asked of subjects of its own kind, whose ids these are
const member = (asked: Asked) => asked.subject as Id.MemberId
const unit = (asked: Asked) => asked.subject as Id.UnitId

// members

const borderArea = (asked: Asked, cell: Id.UnitId | undefined): boolean | undefined =>
  cell === undefined
    ? undefined
    : [cell, ...Hierarchy.ancestors(asked.register.hierarchy, cell, asked.on)].some(each =>
        Hierarchy.designations(asked.register.hierarchy, each, asked.on).includes("border-area")
      )

/** Facts about an evaluation are of a year, whenever in it or after it they were recorded. */
const evaluation = (asked: Asked) => Register.evaluationsOf(asked.register, member(asked), PlainDate.year(asked.on))

const criteria =
  (read: (fact: NonNullable<ReturnType<typeof evaluation>["criteria"]>["fact"]) => Value | undefined): Fn =>
  asked => {
    const entry = evaluation(asked).criteria
    return entry === undefined ? undefined : value(read(entry.fact), entry.position)
  }

const decidedGrade: Fn = asked => {
  const entry = evaluation(asked).decided
  return entry === undefined ? undefined : value(entry.fact.grade, entry.position)
}

const sum = (points: Readonly<Record<string, number>> | undefined): number | undefined =>
  points === undefined ? undefined : Object.values(points).reduce((a, b) => a + b, 0)

// exemptions

const exemptionCase = (asked: Asked) => Register.exemptions(asked.register).find(each => each.exemption === asked.subject)

const ofExemption =
  (read: (found: NonNullable<ReturnType<typeof exemptionCase>>, asked: Asked) => Value | undefined): Fn =>
  asked => {
    const found = exemptionCase(asked)
    return found === undefined ? undefined : value(read(found, asked), ...found.positions)
  }

/**
 * The first day of the grant, or of the latest extension decided by the day: an extension runs on from where the time before it ended, or from the
 * day on which it was decided.
 */
const termFrom = (found: Register.ExemptionCase, asked: Asked): PlainDate.PlainDate | undefined => {
  let [from, until]: ReadonlyArray<PlainDate.PlainDate | undefined> = []
  for (const position of found.positions) {
    const fact = Register.factAt(asked.register, position)?.fact
    if (fact === undefined || fact.on > asked.on) continue
    if (fact.kind === "exemption.granted") [from, until] = [fact.from, fact.until]
    if (fact.kind === "exemption.extended" && from !== undefined) [from, until] = [until ?? fact.on, fact.until]
  }
  return from
}

const attended =
  (since: (on: PlainDate.PlainDate) => PlainDate.PlainDate): Fn =>
  asked => {
    const found = exemptionCase(asked)
    if (found === undefined) return undefined
    const cell = Register.cellOf(asked.register, found.member, asked.on)
    // where nobody records this cell's meetings, the number is not known: it is not nought
    if (cell === undefined || !recordsMeetings(asked.register, cell, asked.on)) return undefined
    const period = { from: since(asked.on), until: PlainDate.addDays(asked.on, 1) }
    const present = Register.attendanceOf(asked.register, found.member, period).meetings.filter(each => each.as === "present")
    return value(present.length, ...present.map(each => each.position))
  }

// cells

const recordsMeetings = (register: Register.Register, cell: Id.UnitId, on: PlainDate.PlainDate): boolean =>
  Register.meetingsOf(register, cell, { from: PlainDate.addMonths(on, -12), until: PlainDate.addDays(on, 1) }).length > 0

const meetingsIn =
  (period: (on: PlainDate.PlainDate) => Period.Period, forms: ReadonlyArray<string>): Fn =>
  asked => {
    if (!recordsMeetings(asked.register, unit(asked), asked.on)) return undefined
    const held = Register.meetingsOf(asked.register, unit(asked), period(asked.on)).filter(each => forms.includes(each.form))
    return value(held.length, ...held.map(each => each.position))
  }

const firstOfMonth = (on: PlainDate.PlainDate) => PlainDate.make(`${on.slice(0, 7)}-01`)
const lastMonth = (on: PlainDate.PlainDate): Period.Period => ({ from: PlainDate.addMonths(firstOfMonth(on), -1), until: firstOfMonth(on) })
const lastQuarter = (on: PlainDate.PlainDate): Period.Period => {
  const until = PlainDate.startOfQuarter(on)
  return { from: PlainDate.addMonths(until, -3), until }
}

/** The last regular meeting of the month before, where its attendance was recorded; the exempt and those on special duty are left out. */
const lastMeeting =
  (count: (at: { readonly present: number; readonly expected: number; readonly unexcused: number }) => number): Fn =>
  asked => {
    const { register } = asked
    const held = Register.meetingsOf(register, unit(asked), lastMonth(asked.on)).filter(each => each.form.startsWith("regular"))
    const last = held.at(-1)
    if (last?.attendance === undefined) return undefined
    const { present, absent, specialDuty = [] } = last.attendance
    const exempt = (id: Id.MemberId) => Register.exemptionOn(register, id, last.on) !== undefined
    const onDuty = new Set(specialDuty)
    const expected = Register.membersOf(register, unit(asked), last.on).filter(id => !exempt(id) && !onDuty.has(id))
    const counts = {
      present: present.filter(id => !exempt(id)).length,
      expected: expected.length,
      unexcused: absent.filter(id => !exempt(id)).length
    }
    return value(count(counts), last.position)
  }

const designatedAs =
  (designation: string): Fn =>
  asked =>
    value(Hierarchy.designations(asked.register.hierarchy, unit(asked), asked.on).some(each => each === designation))

// assignments

const ofAssignment =
  (read: (found: ReturnType<typeof Register.assignments>[number]) => Value): Fn =>
  asked => {
    const found = Register.assignments(asked.register, asked.on).find(each => each.assignment === asked.subject)
    return found === undefined ? undefined : value(read(found), found.position)
  }

/**
 * The functions of the national measures, by id.
 *
 * @since 0.1.0
 */
export const functions: Functions = {
  ...transfer,
  ...dues,
  ...removal,
  ...life,

  [m.memberInBorderArea.id]: asked => value(borderArea(asked, Register.cellOf(asked.register, member(asked), asked.on))),
  [m.memberExempt.id]: asked => {
    const found = Register.exemptionOn(asked.register, member(asked), asked.on)
    return value(found !== undefined, ...(found?.positions ?? []))
  },
  [m.memberSuspended.id]: asked => value(Register.suspendedOn(asked.register, member(asked), asked.on) !== undefined),
  [m.monthsSinceAdmission.id]: asked => {
    const admittedOn = Register.standing(asked.register, member(asked), asked.on)?.admittedOn
    return value(admittedOn === undefined ? undefined : PlainDate.monthsBetween(admittedOn, asked.on))
  },
  [m.politicalMark.id]: criteria(fact => fact.marks?.political),
  [m.otherMark.id]: criteria(fact => fact.marks?.other),
  [m.tasksAssigned.id]: criteria(fact => fact.tasks?.assigned),
  [m.tasksCompleted.id]: criteria(fact => fact.tasks?.completed),
  [m.tasksOnTime.id]: criteria(fact => fact.tasks?.onTime),
  [m.tasksExceeded.id]: criteria(fact => fact.tasks?.exceeded),
  [m.points.id]: criteria(fact => sum(fact.points)),
  [m.shortcomingsFixed.id]: criteria(fact => fact.shortcomingsFixed),
  [m.officialGrade.id]: criteria(fact => fact.officialGrade ?? "none"),
  [m.memberGrade.id]: decidedGrade,

  [m.requestedOn.id]: ofExemption(found => found.requestedOn),
  [m.requestYear.id]: ofExemption(found => (found.requestedOn === undefined ? undefined : PlainDate.year(found.requestedOn))),
  [m.exemptionType.id]: ofExemption(found => found.type),
  [m.exemptionGround.id]: ofExemption(found => found.ground),
  [m.startAsked.id]: ofExemption(found => found.requestedFrom),
  [m.endAsked.id]: ofExemption(found => found.requestedUntil),
  [m.exemptionInForce.id]: ofExemption((found, asked) => found.period !== undefined && Period.contains(found.period, asked.on)),
  [m.exemptionGranted.id]: ofExemption((found, asked) => found.grantedOn !== undefined && found.grantedOn <= asked.on),
  [m.exemptionLapsed.id]: ofExemption((found, asked) => found.period?.until !== undefined && found.period.until <= asked.on),
  [m.exemptionBack.id]: ofExemption((found, asked) => found.returnedOn !== undefined && found.returnedOn <= asked.on),
  [m.exemptionUntil.id]: ofExemption(found => found.period?.until),
  [m.termFrom.id]: ofExemption(termFrom),
  [m.monthsInTerm.id]: ofExemption((found, asked) => {
    const from = termFrom(found, asked)
    return from === undefined ? undefined : from > asked.on ? 0 : PlainDate.monthsBetween(from, asked.on)
  }),
  [m.attendedTwelveMonths.id]: attended(on => PlainDate.addDays(PlainDate.addMonths(on, -12), 1)),
  [m.attendedQuarter.id]: attended(PlainDate.startOfQuarter),
  [m.quarterEnd.id]: asked => value(PlainDate.addDays(PlainDate.addMonths(PlainDate.startOfQuarter(asked.on), 3), -1)),
  [m.exemptionCommune.id]: asked => {
    const found = exemptionCase(asked)
    const cell = found === undefined ? undefined : (Register.cellOf(asked.register, found.member, asked.on) ?? found.cell)
    const { hierarchy } = asked.register
    const line = cell === undefined ? [] : [cell, ...Hierarchy.ancestors(hierarchy, cell, asked.on)]
    return value(line.find(each => Hierarchy.unitOn(hierarchy, each, asked.on)?.kind === "commune-committee"))
  },
  [m.exemptionInBorderArea.id]: asked => {
    const found = exemptionCase(asked)
    return value(borderArea(asked, found?.cell))
  },

  [m.cellIsBorderVillage.id]: designatedAs("border-village"),
  [m.cellIsSecurityComplex.id]: designatedAs("security-complex"),
  [m.cellInBorderArea.id]: asked => value(borderArea(asked, unit(asked))),
  [m.cellCharges.id]: asked => {
    const charges = Register.chargesOf(asked.register, unit(asked), asked.on)
    return value(charges.length, ...charges.map(each => each.position))
  },
  [m.cellGuards.id]: asked => {
    const guards = Register.assignments(asked.register, asked.on).filter(each => each.cell === asked.subject)
    return value(guards.length, ...guards.map(each => each.position))
  },
  [m.regularLastMonth.id]: meetingsIn(lastMonth, ["regular", "regular-and-themed"]),
  [m.themedLastQuarter.id]: meetingsIn(lastQuarter, ["themed", "regular-and-themed"]),

  [m.lastMeetingPresent.id]: lastMeeting(at => at.present),
  [m.lastMeetingExpected.id]: lastMeeting(at => at.expected),
  [m.lastMeetingUnexcused.id]: lastMeeting(at => at.unexcused),

  [m.unitIsBorderArea.id]: designatedAs("border-area"),
  [m.unitGrade.id]: decidedGrade,
  [m.unitPoints.id]: criteria(fact => sum(fact.points)),

  [m.assignmentMember.id]: ofAssignment(found => found.member),
  [m.assignmentPost.id]: ofAssignment(found => found.post),
  [m.assignmentCell.id]: ofAssignment(found => found.cell),
  [m.assignmentIsGuest.id]: ofAssignment(found => found.link === "attends" || found.link === "introduced")
}
