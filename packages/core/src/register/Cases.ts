/**
 * What happened to a member: transfers, dues, discipline, contacts.
 *
 * @since 0.1.0
 */
import type * as Fact from "../fact/Fact.ts"
import type { Route } from "../fact/transfer.ts"
import type { MemberId, outside, Position, TransferId, UnitId } from "../Id.ts"
import * as Known from "../Known.ts"
import * as Period from "../Period.ts"
import type { PlainDate } from "../PlainDate.ts"
import * as Timeline from "../Timeline.ts"
import { type Register, remember, tagged } from "./State.ts"

// model

/** One transfer of one member. Days are missing where the step is not recorded; `until` is the latest end of a temporary one. */
export interface TransferCase {
  readonly transfer: TransferId
  readonly member: MemberId
  readonly route: Route | "collective"
  readonly from: UnitId | typeof outside
  readonly to: UnitId | typeof outside
  readonly letterOn?: PlainDate
  readonly issuedBy?: UnitId
  readonly triggeredOn?: PlainDate
  readonly presentedOn?: PlainDate
  readonly receivedOn?: PlainDate
  readonly until?: PlainDate
  readonly endedOn?: PlainDate
  readonly positions: ReadonlyArray<Position>
}

/** What is recorded of a member's dues: the class of payer through time, the payments, the relief. */
export interface Dues {
  readonly payerClass: Timeline.Timeline<Fact.Of<"dues.payer-class-set">["class"]>
  readonly paid: ReadonlyArray<Known.Entry<Fact.Of<"dues.paid">>>
  readonly relief: ReadonlyArray<{
    readonly period: Period.Period
    readonly percent: number
    readonly by: UnitId
    readonly position: Position
  }>
}

// operations

/**
 * All transfers, in order of their first fact.
 *
 * @since 0.1.0
 */
export const transfers = remember((register: Register): ReadonlyArray<TransferCase> => {
  const entries = Known.ofKind(kinds.flatMap(kind => register.index.kind.get(kind) ?? []).sort(Known.inOrder), ...kinds)
  return [...new Set(entries.map(({ fact }) => fact.transfer))].flatMap(id => transferOf(register, id) ?? [])
})

/**
 * One transfer, if its letter, its reception or its list is recorded. `member` is the first on the list of a collective one.
 *
 * @since 0.1.0
 */
export const transferOf = (register: Register, transfer: TransferId): TransferCase | undefined => {
  const [first] = Known.ofKind(tagged(register, `transfer:${transfer}`), ...kinds)
  const member = first?.fact.kind === "transfer.collective" ? first.fact.members[0] : first?.fact.member
  return member === undefined ? undefined : caseOf(register, transfer, member)
}

/**
 * The transfers of a member, in order of their first fact.
 *
 * @since 0.1.0
 */
export const transfersOf = (register: Register, member: MemberId): ReadonlyArray<TransferCase> => {
  const ids = new Set(Known.ofKind(register.index.member.get(member) ?? [], ...kinds).map(({ fact }) => fact.transfer))
  return [...ids].flatMap(id => caseOf(register, id, member) ?? [])
}

/**
 * What is recorded of a member's dues.
 *
 * @since 0.1.0
 */
export const duesOf = (register: Register, member: MemberId): Dues => {
  const entries = (register.index.member.get(member) ?? []).filter(({ fact }) => "member" in fact && fact.member === member)
  return {
    payerClass: Timeline.build(Known.ofKind(entries, "dues.payer-class-set").map(({ fact }) => ({ on: fact.on, value: fact.class }))),
    paid: Known.ofKind(entries, "dues.paid"),
    relief: Known.ofKind(entries, "dues.relief-granted").map(({ fact: { from, until, percent, by }, position }) => ({
      period: until === undefined ? { from } : { from, until },
      percent,
      by,
      position
    }))
  }
}

/**
 * The disciplinary measures on a member or unit in a period.
 *
 * @since 0.1.0
 */
export const disciplinesOf = (
  register: Register,
  subject: MemberId | UnitId,
  period: Period.Period
): ReadonlyArray<Known.Entry<Fact.Of<"discipline.imposed">>> =>
  Known.ofKind(tagged(register, `discipline:${subject}`), "discipline.imposed").filter(({ fact }) => Period.contains(period, fact.on))

/**
 * The violations of a member established in a period.
 *
 * @since 0.1.0
 */
export const violationsOf = (
  register: Register,
  member: MemberId,
  period: Period.Period
): ReadonlyArray<Known.Entry<Fact.Of<"discipline.violated">>> =>
  Known.ofKind(tagged(register, `discipline:${member}`), "discipline.violated").filter(({ fact }) => Period.contains(period, fact.on))

/**
 * The contacts with a member in a period.
 *
 * @since 0.1.0
 */
export const contactsOf = (
  register: Register,
  member: MemberId,
  period: Period.Period
): ReadonlyArray<Known.Entry<Fact.Of<"contact.made">>> =>
  Known.ofKind(tagged(register, `contact:${member}`), "contact.made").filter(({ fact }) => Period.contains(period, fact.on))

// internal

const kinds = [
  "transfer.letter-issued",
  "transfer.presented",
  "transfer.received",
  "transfer.extended",
  "transfer.ended",
  "transfer.collective"
] as const
type TransferFact = Extract<Fact.Plain, { readonly transfer: string }>

const caseOf = (register: Register, transfer: TransferId, member: MemberId): TransferCase | undefined => {
  const entries = Known.ofKind(tagged(register, `transfer:${transfer}`), ...kinds).filter(({ fact }) => about(fact, member))
  const started = entries.map(({ fact }) => fact).find(fact => "from" in fact)
  if (started === undefined) return undefined
  const route = started.kind === "transfer.collective" ? ("collective" as const) : started.route
  const { from, to } = started
  const start: TransferCase = { transfer, member, route, from, to, positions: entries.map(({ position }) => position) }
  return entries.reduce((found, { fact }) => step(found, fact), start)
}

const about = (fact: TransferFact, member: MemberId): boolean =>
  fact.kind === "transfer.collective" ? fact.members.includes(member) : fact.member === member

const step = (found: TransferCase, fact: TransferFact): TransferCase => {
  switch (fact.kind) {
    case "transfer.letter-issued": {
      const { on: letterOn, issuedBy, triggeredOn } = fact
      return { ...found, letterOn, ...(issuedBy && { issuedBy }), ...(triggeredOn && { triggeredOn }) }
    }
    case "transfer.presented":
      return { ...found, presentedOn: fact.on }
    case "transfer.received":
      return { ...found, to: fact.to, receivedOn: fact.on, ...(fact.until && { until: fact.until }) }
    case "transfer.extended":
      return { ...found, until: fact.until }
    case "transfer.ended":
      return { ...found, endedOn: fact.on }
    case "transfer.collective":
      return { ...found, receivedOn: fact.on }
  }
}
