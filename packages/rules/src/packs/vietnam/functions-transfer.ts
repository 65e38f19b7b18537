/** How the measures of transfers are computed. Steps that were taken after the day asked about have not been taken. */
import { Hierarchy, type Id, PlainDate, Register } from "@chibo/core"
import type { Asked, Functions, Measured, Value } from "../../Measure.ts"
import * as m from "./measures.ts"
import { latest } from "./noted.ts"

type Found = Register.TransferCase

/** A day that had come by the day asked about. */
const come = (day: PlainDate.PlainDate | undefined, asked: Asked): PlainDate.PlainDate | undefined =>
  day !== undefined && day <= asked.on ? day : undefined

const ofTransfer =
  (read: (found: Found, asked: Asked) => Value | undefined) =>
  (asked: Asked): Measured | undefined => {
    const found = Register.transferOf(asked.register, asked.subject as Id.TransferId) // sound: only asked of transfers
    const value = found === undefined ? undefined : read(found, asked)
    return found === undefined || value === undefined ? undefined : { value, facts: found.positions }
  }

/** The facts of a transfer up to the day asked about. */
const facts = (found: Found, asked: Asked) =>
  Register.tagged(asked.register, `transfer:${found.transfer}`).filter(({ fact }) => fact.on <= asked.on)

/** The kind of the unit that issued the letter: on that day, or when it last was a unit. */
const issuerKind = ({ issuedBy, letterOn }: Found, { register: { hierarchy } }: Asked): string | undefined => {
  if (issuedBy === undefined || letterOn === undefined) return undefined
  const ceased = Hierarchy.ceasedOn(hierarchy, issuedBy)
  const day = ceased === undefined || ceased > letterOn ? letterOn : PlainDate.addDays(ceased, -1)
  return Hierarchy.unitOn(hierarchy, issuedBy, day)?.kind
}

const until = (found: Found, asked: Asked): Value | undefined =>
  facts(found, asked).reduce<PlainDate.PlainDate | undefined>(
    (before, { fact }) => (fact.kind === "transfer.received" || fact.kind === "transfer.extended" ? (fact.until ?? before) : before),
    undefined
  )

export const functions: Functions = {
  [m.transferAskedOn.id]: asked => ({ value: asked.on, facts: [] }),
  [m.transferRoute.id]: ofTransfer(found => found.route),
  [m.transferTriggeredOn.id]: ofTransfer(found => (found.route === "collective" ? found.receivedOn : found.triggeredOn)),
  [m.transferLetterOn.id]: ofTransfer(found => found.letterOn),
  [m.transferIssuer.id]: ofTransfer(issuerKind),
  [m.transferPresentationDay.id]: ofTransfer((found, asked) => {
    const presented = come(found.presentedOn, asked)
    // received without a recorded presentation: it came before, nobody knows when
    return presented ?? (come(found.receivedOn, asked) === undefined ? asked.on : undefined)
  }),
  [m.transferReceived.id]: ofTransfer((found, asked) => come(found.receivedOn, asked) !== undefined),
  [m.transferFormalitiesDay.id]: ofTransfer((found, asked) => come(found.receivedOn, asked) ?? asked.on),
  [m.transferStudy.id]: asked => {
    const found = Register.transferOf(asked.register, asked.subject as Id.TransferId) // sound: only asked of transfers
    const noted = found === undefined ? undefined : latest(asked, "transfer-purpose", found.member, found.transfer)
    const study = noted?.fact.data.study
    return noted === undefined || typeof study !== "boolean" ? undefined : { value: study, facts: [noted.position] }
  },
  [m.transferUntil.id]: ofTransfer(until),
  [m.transferExtended.id]: ofTransfer((found, asked) => facts(found, asked).some(({ fact }) => fact.kind === "transfer.extended")),
  [m.transferEnded.id]: ofTransfer((found, asked) => come(found.endedOn, asked) !== undefined)
}
