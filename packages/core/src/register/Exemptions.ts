/**
 * Exemptions, each as one case from its request to the return.
 *
 * @since 0.1.0
 */
import type * as Fact from "../fact/Fact.ts"
import type { ExemptionType, Ground } from "../fact/exemption.ts"
import type { ExemptionId, MemberId, Position, UnitId } from "../Id.ts"
import * as Known from "../Known.ts"
import * as Period from "../Period.ts"
import type { PlainDate } from "../PlainDate.ts"
import { type Register, remember, tagged } from "./State.ts"

// model

/**
 * One exemption. `type`, `ground` and `cell` are missing where the request is not recorded. `period` is what was granted, as extended and
 * ended since: it ends on the day of the return, too. It is missing where nothing was granted.
 */
export interface ExemptionCase {
  readonly exemption: ExemptionId
  readonly member: MemberId
  readonly type?: ExemptionType
  readonly ground?: Ground
  readonly cell?: UnitId
  readonly requestedOn?: PlainDate
  readonly requestedFrom?: PlainDate
  readonly requestedUntil?: PlainDate
  readonly evidence?: NonNullable<Fact.Of<"exemption.requested">["evidence"]>
  readonly proposedBy?: UnitId
  readonly proposedOn?: PlainDate
  readonly grantedOn?: PlainDate
  readonly grantedBy?: UnitId
  readonly refusedOn?: PlainDate
  readonly refusedBy?: UnitId
  readonly period?: Period.Period
  readonly endedOn?: PlainDate
  readonly returnedOn?: PlainDate
  readonly returnComments?: boolean
  /** The positions of its facts, in order of the day. */
  readonly positions: ReadonlyArray<Position>
}

// operations

/**
 * All exemptions, in order of their first fact.
 *
 * @since 0.1.0
 */
export const exemptions = remember((register: Register): ReadonlyArray<ExemptionCase> => {
  const ids = new Set(
    Known.ofKind(kinds.flatMap(kind => register.index.kind.get(kind) ?? []).sort(Known.inOrder), ...kinds).map(({ fact }) => fact.exemption)
  )
  return [...ids].flatMap(id => caseOf(tagged(register, `exemption:${id}`)) ?? [])
})

/**
 * The exemptions of a member.
 *
 * @since 0.1.0
 */
export const exemptionsOf = (register: Register, member: MemberId): ReadonlyArray<ExemptionCase> => {
  const ids = new Set(Known.ofKind(tagged(register, `exempt:${member}`), ...kinds).map(({ fact }) => fact.exemption))
  return [...ids].flatMap(id => {
    const found = caseOf(tagged(register, `exemption:${id}`))
    return found?.member === member ? [found] : []
  })
}

/**
 * The exemption in force for a member on a day, if any; of several, the one whose first fact is earliest.
 *
 * @since 0.1.0
 */
export const exemptionOn = (register: Register, member: MemberId, day: PlainDate): ExemptionCase | undefined =>
  exemptionsOf(register, member).find(({ period }) => period !== undefined && Period.contains(period, day))

// internal

const kinds = [
  "exemption.requested",
  "exemption.proposed",
  "exemption.granted",
  "exemption.refused",
  "exemption.extended",
  "exemption.ended",
  "exemption.return-recorded"
] as const

const caseOf = (tagged: ReadonlyArray<Known.Entry>): ExemptionCase | undefined => {
  const entries = Known.ofKind(tagged, ...kinds)
  const [first] = entries
  if (first === undefined) return undefined
  const start: ExemptionCase = {
    exemption: first.fact.exemption,
    member: first.fact.member,
    positions: entries.map(({ position }) => position)
  }
  return entries.reduce((found, { fact }) => step(found, fact), start)
}

const step = (found: ExemptionCase, fact: Extract<Fact.Plain, { readonly exemption: string }>): ExemptionCase => {
  switch (fact.kind) {
    case "exemption.requested":
      return {
        ...found,
        type: fact.type,
        ground: fact.ground,
        cell: fact.cell,
        requestedOn: fact.on,
        ...(fact.from && { requestedFrom: fact.from }),
        ...(fact.until && { requestedUntil: fact.until }),
        ...(fact.evidence && { evidence: fact.evidence })
      }
    case "exemption.proposed":
      return { ...found, proposedBy: fact.by, proposedOn: fact.on }
    case "exemption.granted":
      return { ...found, grantedBy: fact.by, grantedOn: fact.on, period: { from: fact.from, ...(fact.until && { until: fact.until }) } }
    case "exemption.refused":
      return { ...found, refusedBy: fact.by, refusedOn: fact.on }
    case "exemption.extended":
      return found.period === undefined || found.endedOn !== undefined || found.returnedOn !== undefined || fact.until <= found.period.from
        ? found
        : { ...found, period: { from: found.period.from, until: fact.until } }
    case "exemption.ended":
      return endOn({ ...found, endedOn: fact.on }, fact.on)
    case "exemption.return-recorded":
      return endOn({ ...found, returnedOn: fact.on, returnComments: fact.comments }, fact.on)
  }
}

const endOn = (found: ExemptionCase, day: PlainDate): ExemptionCase => {
  const { period, ...rest } = found
  if (period === undefined || (period.until !== undefined && period.until <= day)) return found
  return day <= period.from ? rest : { ...rest, period: { from: period.from, until: day } }
}
