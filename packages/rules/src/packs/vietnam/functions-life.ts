/** How party age, probation and badges are computed. */
import { type Id, PlainDate, Register } from "@chibo/core"
import type { Asked, Functions, Measured, Value } from "../../Measure.ts"
import { life } from "./measured.ts"
import * as m from "./measures.ts"
import { latest } from "./noted.ts"

/** The lowest badge that there is. */
const lowestBadge = 30

// sound: only asked of members
const member = (asked: Asked) => asked.subject as Id.MemberId

const known = (value: Value | undefined, facts: ReadonlyArray<Id.Position>): Measured | undefined =>
  value === undefined ? undefined : { value, facts }

/** The facts that a membership is folded from, up to the day asked about. */
const entries = (asked: Asked) =>
  Register.tagged(asked.register, `membership:${member(asked)}`).filter(({ fact }) => fact.on <= asked.on && kinds.has(fact.kind))
const kinds: ReadonlySet<string> = new Set(life)

const ofStanding =
  (read: (standing: Register.Standing) => Value | undefined) =>
  (asked: Asked): Measured | undefined => {
    const standing = Register.standing(asked.register, member(asked), asked.on)
    return standing === undefined
      ? undefined
      : known(
          read(standing),
          entries(asked).map(({ position }) => position)
        )
  }

/**
 * The day from which party age runs: the first decision to admit, moved on by every day between leaving and being admitted again. A restored
 * member was never out. Lost contact and gaps in a transfer are recorded by no kind of fact and are not taken off.
 */
const countsFrom = (asked: Asked): { readonly from: PlainDate.PlainDate; readonly facts: ReadonlyArray<Id.Position> } | undefined => {
  let from: PlainDate.PlainDate | undefined
  let left: PlainDate.PlainDate | undefined
  const facts: Array<Id.Position> = []
  for (const { fact, position } of entries(asked)) {
    if (fact.kind === "member.admitted") {
      from = from === undefined ? fact.on : left === undefined ? from : PlainDate.addDays(from, PlainDate.daysBetween(left, fact.on))
      left = undefined
    } else if (fact.kind === "member.restored") left = undefined
    else if (fact.kind === "member.struck" || fact.kind === "member.expelled" || fact.kind === "member.left") left ??= fact.on
    else continue
    facts.push(position)
  }
  return from === undefined || left !== undefined ? undefined : { from, facts }
}

const ageOn = (from: PlainDate.PlainDate, day: PlainDate.PlainDate): number =>
  day < from ? 0 : Math.floor(PlainDate.monthsBetween(from, day) / 12)

/**
 * The highest badge recorded. None recorded means none awarded only where badges were being recorded before the member could have had one;
 * else nobody knows.
 */
const badges = (asked: Asked): Measured | undefined => {
  const own = Register.badgesOf(asked.register, member(asked)).filter(({ fact }) => fact.on <= asked.on)
  if (own.length > 0)
    return {
      value: Math.max(...own.map(({ fact }) => fact.years)),
      facts: own.map(({ position }) => position)
    }
  const counted = countsFrom(asked)
  const recordedFrom = Register.entriesOfKind(asked.register, "member.badge-awarded")[0]?.fact.on ?? asked.on
  return counted === undefined || ageOn(counted.from, recordedFrom) >= lowestBadge ? undefined : { value: 0, facts: counted.facts }
}

export const functions: Functions = {
  [m.memberAskedOn.id]: asked => known(asked.on, []),
  [m.memberStanding.id]: ofStanding(standing => standing.is),
  [m.memberAdmittedOn.id]: ofStanding(standing => standing.admittedOn),
  [m.admissionReceivedOn.id]: asked => {
    const admittedOn = Register.standing(asked.register, member(asked), asked.on)?.admittedOn
    const noted = latest(asked, "admission-decision-received", member(asked))
    return noted === undefined || admittedOn === undefined || noted.fact.on < admittedOn
      ? undefined
      : known(noted.fact.on, [noted.position])
  },
  [m.ceremonyHeld.id]: ofStanding(standing => standing.ceremonyOn !== undefined),
  [m.ceremonyOn.id]: ofStanding(standing => standing.ceremonyOn),
  [m.partyAge.id]: asked => {
    const counted = countsFrom(asked)
    return counted === undefined ? undefined : known(ageOn(counted.from, asked.on), counted.facts)
  },
  [m.badgeYears.id]: badges
}
