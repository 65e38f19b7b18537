/**
 * How a member's unpaid months are counted.
 *
 * A month counts once its last day has come and the member was on a roll on its first. Relief, exemption and suspension cover a month when they
 * cover its first or its last day. A payment of whatever amount pays its month. Where nothing about the member's dues was recorded by a month of
 * the year, the number is not known.
 */
import { Id, Period, PlainDate, Register, Timeline } from "@chibo/core"
import type { Asked, Functions, Measured } from "../../Measure.ts"
import * as m from "./measures.ts"

// sound: only asked of members
const member = (asked: Asked) => asked.subject as Id.MemberId

interface Month {
  readonly month: string
  readonly first: PlainDate.PlainDate
  readonly last: PlainDate.PlainDate
}

/** The months of the year that are over, the day asked about counted as gone. */
export const monthsOver = (on: PlainDate.PlainDate): ReadonlyArray<Month> => {
  const start = PlainDate.make(`${on.slice(0, 4)}-01-01`)
  return Array.from({ length: 12 }, (_, i) => {
    const first = PlainDate.addMonths(start, i)
    return { month: first.slice(0, 7), first, last: PlainDate.addDays(PlainDate.addMonths(first, 1), -1) }
  }).filter(({ last }) => last <= on)
}

/** Whether something holds on the first or the last day of a month. */
export const covers = ({ first, last }: Month, holds: (day: PlainDate.PlainDate) => boolean): boolean => holds(first) || holds(last)

const known = (asked: Asked) => {
  const { paid, relief, payerClass } = Register.duesOf(asked.register, member(asked))
  const payments = paid.filter(({ fact }) => fact.on <= asked.on)
  const reliefs = relief.filter(({ period }) => period.from <= asked.on)
  const starts = [
    ...payments.map(({ fact }) => `${fact.month}-01`),
    ...reliefs.map(({ period }) => period.from),
    ...payerClass.filter(({ from }) => from <= asked.on).map(({ from }) => from)
  ]
  const since = starts.reduce<string | undefined>((least, day) => (least === undefined || day < least ? day : least), undefined)
  return { payments, reliefs, since }
}

/** The unpaid months, with the facts that the count rests on; nothing where some month of the year is not known. */
const unpaid = (asked: Asked) => {
  const { payments, reliefs, since } = known(asked)
  if (since === undefined) return undefined
  const { register } = asked
  const found: Array<Month> = []
  for (const each of monthsOver(asked.on)) {
    if (Register.cellOf(register, member(asked), each.first) === undefined) continue
    if (payments.some(({ fact }) => fact.month === each.month)) continue
    if (each.last < since) return undefined
    if (covers(each, day => reliefs.some(({ period, percent }) => percent === 100 && Period.contains(period, day)))) continue
    if (covers(each, day => Register.suspendedOn(register, member(asked), day)?.detained === true)) continue
    // active outside the recorded organisation the member pays there
    if (Register.temporaryCellOf(register, member(asked), each.first)?.cell === Id.outside) return undefined
    found.push(each)
  }
  const year = asked.on.slice(0, 4)
  const facts = payments.filter(({ fact }) => fact.month.startsWith(year)).map(({ position }) => position)
  return { months: found, reliefs, facts: [...facts, ...reliefs.map(({ position }) => position)] }
}

const reliefToday = (asked: Asked) => {
  const { reliefs, since } = known(asked)
  return since === undefined ? undefined : { relief: reliefs.findLast(({ period }) => Period.contains(period, asked.on)) }
}

const exemption = (asked: Asked, day: PlainDate.PlainDate) => {
  const found = Register.exemptionOn(asked.register, member(asked), day)
  return found?.type === "temporary" ? found : undefined
}

export const functions: Functions = {
  [m.payerClass.id]: asked => {
    const { payerClass } = Register.duesOf(asked.register, member(asked))
    const value = Timeline.at(payerClass, asked.on)
    const facts = Register.tagged(asked.register, `dues:${member(asked)}`).filter(
      ({ fact }) => fact.kind === "dues.payer-class-set" && fact.on <= asked.on
    )
    return value === undefined ? undefined : { value, facts: facts.map(({ position }) => position) }
  },
  [m.unpaidMonths.id]: asked => {
    const found = unpaid(asked)
    return found === undefined ? undefined : { value: found.months.length, facts: found.facts }
  },
  [m.unexcusedMonths.id]: asked => {
    const found = unpaid(asked)
    if (found === undefined) return undefined
    const excused: Array<Id.Position> = []
    const months = found.months.filter(
      each =>
        !covers(each, day => {
          const exempt = exemption(asked, day)
          excused.push(...(exempt?.positions ?? []))
          return exempt !== undefined || found.reliefs.some(({ period }) => Period.contains(period, day))
        })
    )
    return { value: months.length, facts: [...new Set([...found.facts, ...excused])] }
  },
  [m.reliefPercent.id]: asked => {
    const today = reliefToday(asked)
    if (today === undefined) return undefined
    return { value: today.relief?.percent ?? 0, facts: today.relief === undefined ? [] : [today.relief.position] }
  },
  [m.reliefFrom.id]: asked => ofRelief(asked, period => period.from),
  [m.reliefUntil.id]: asked => ofRelief(asked, period => period.until),
  [m.memberDetained.id]: asked => {
    const suspension = Register.suspendedOn(asked.register, member(asked), asked.on)
    return { value: suspension?.detained ?? false, facts: [] }
  },
  [m.temporarilyExempt.id]: asked => {
    const found = Register.exemptionOn(asked.register, member(asked), asked.on)
    if (found !== undefined && found.type === undefined) return undefined
    return { value: found?.type === "temporary", facts: found?.positions ?? [] }
  },
  [m.temporarilyExemptUntil.id]: asked => {
    const found = exemption(asked, asked.on)
    return found?.period?.until === undefined ? undefined : { value: found.period.until, facts: found.positions }
  }
}

// internal

const ofRelief = (asked: Asked, read: (period: Period.Period) => PlainDate.PlainDate | undefined): Measured | undefined => {
  const relief = reliefToday(asked)?.relief
  const value = relief === undefined ? undefined : read(relief.period)
  return relief === undefined || value === undefined ? undefined : { value, facts: [relief.position] }
}
