/** How the grounds for a review are measured. What nobody records is not known; it is not clean. */
import { type Id, PlainDate, Register } from "@chibo/core"
import type { Asked, Functions, Measured } from "../../Measure.ts"
import { covers, monthsOver } from "./functions-dues.ts"
import * as m from "./measures.ts"
import { latest } from "./noted.ts"

// sound: only asked of members
const member = (asked: Asked) => asked.subject as Id.MemberId

/** A cell in whose meetings of the last twelve months somebody recorded who came. */
const recordsAttendance = (asked: Asked, cell: Id.UnitId): boolean =>
  Register.meetingsOf(asked.register, cell, { from: PlainDate.addMonths(asked.on, -12), until: PlainDate.addDays(asked.on, 1) }).some(
    meeting => meeting.attendance !== undefined
  )

/** Months in which the member was listed as absent without reason and nowhere as having come, been excused or been on duty. */
const absentMonths = (asked: Asked): Measured | undefined => {
  const { register } = asked
  const cell = Register.cellOf(register, member(asked), asked.on)
  if (cell === undefined || !recordsAttendance(asked, cell)) return undefined
  const facts: Array<Id.Position> = []
  const months = monthsOver(asked.on).filter(month => {
    const { meetings, absent } = Register.attendanceOf(register, member(asked), {
      from: month.first,
      until: PlainDate.addDays(month.last, 1)
    })
    if (absent === 0 || absent < meetings.length) return false
    facts.push(...meetings.map(({ position }) => position))
    return !covers(
      month,
      day =>
        Register.exemptionOn(register, member(asked), day) !== undefined || Register.suspendedOn(register, member(asked), day) !== undefined
    )
  })
  return { value: months.length, facts }
}

/**
 * Of the two latest years, how many in a row had the lowest grade. The latest is the year asked about where it is decided already, else the one
 * before. A year at whose end the member was exempt is not graded, and ends the row.
 */
const unfitYears = (asked: Asked): Measured | undefined => {
  const decided = (year: number) => {
    const entry = Register.evaluationsOf(asked.register, member(asked), year).decided
    return entry !== undefined && entry.fact.on <= asked.on ? entry : undefined
  }
  const thisYear = PlainDate.year(asked.on)
  const latestYear = decided(thisYear) === undefined ? thisYear - 1 : thisYear
  const facts: Array<Id.Position> = []
  for (const running of [0, 1]) {
    const year = latestYear - running
    const entry = decided(year)
    const exempt = entry === undefined ? Register.exemptionOn(asked.register, member(asked), PlainDate.make(`${year}-12-31`)) : undefined
    if (entry === undefined && exempt === undefined) return undefined
    facts.push(...(entry === undefined ? [] : [entry.position]), ...(exempt?.positions ?? []))
    if (entry?.fact.grade !== "not-completed") return { value: running, facts }
  }
  return { value: 2, facts }
}

/** The official transfers of a member whose letter is out and who was not received by the day asked about. */
const pending = (asked: Asked) =>
  Register.transfersOf(asked.register, member(asked)).filter(
    ({ route, letterOn, receivedOn }) =>
      route === "official" && letterOn !== undefined && letterOn <= asked.on && (receivedOn === undefined || receivedOn > asked.on)
  )

const ofPending = (asked: Asked, name: "transfer-notice" | "transfer-contact") => {
  const transfer = pending(asked).at(-1)
  return transfer === undefined ? undefined : latest(asked, name, member(asked), transfer.transfer)
}

export const functions: Functions = {
  [m.absentMonths.id]: absentMonths,
  [m.cardState.id]: asked => {
    const noted = latest(asked, "party-card", member(asked))
    const state = noted?.fact.data.state
    return noted !== undefined && (state === "held" || state === "returned" || state === "destroyed")
      ? { value: state, facts: [noted.position] }
      : undefined
  },
  [m.educationMonths.id]: asked => {
    const since = Register.educationListedOn(asked.register, member(asked), asked.on)
    const facts = Register.tagged(asked.register, `education:${member(asked)}`).filter(({ fact }) => fact.on <= asked.on)
    return {
      value: since === undefined ? 0 : PlainDate.monthsBetween(since, asked.on),
      facts: facts.map(({ position }) => position)
    }
  },
  [m.unfitYears.id]: unfitYears,
  [m.transferPending.id]: asked => {
    const found = pending(asked)
    return { value: found.length > 0, facts: found.flatMap(({ positions }) => positions) }
  },
  [m.noticeOn.id]: asked => {
    const noted = ofPending(asked, "transfer-notice")
    return noted === undefined ? undefined : { value: noted.fact.on, facts: [noted.position] }
  },
  [m.withoutReason.id]: asked => {
    const noted = ofPending(asked, "transfer-contact")
    const reason = noted?.fact.data.goodReason
    return noted === undefined || typeof reason !== "boolean" ? undefined : { value: !reason, facts: [noted.position] }
  }
}
