/**
 * Journals of another shape than `random.ts` gives: members who go from cell to cell and come back, leave and are restored, in units that are renamed,
 * moved, merged, split and founded again, on days from 1948 to 2031, with records corrected and retracted many times, and persons who were erased.
 */
import { Fact, PlainDate } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import { Result } from "effect"
import { journal, members, units } from "./random.ts"

/** As many facts as asked for; the first ones found the units and enrol the members. */
export const wandering = (seed: number, count: number): ReadonlyArray<Fact.Fact | Fact.Unread> => {
  const draw = drawing(Generate.random(seed))
  const { below, one } = draw
  const facts: Array<Fact.Fact | Fact.Unread> = [...journal(seed, units.length + members.length)]
  /** Records that a correction names already: the next one often names them again. */
  const named: Array<number> = [1]
  const keep = (input: object): void => {
    const read = Fact.decode({ version: 1, on: draw.day(), ...input })
    if (Result.isSuccess(read)) facts.push(read.success)
  }
  while (facts.length < count) {
    const said = below(100)
    const [shaping, happening] = [reshaping(draw), happenings(draw)]
    const input = below(16) === 0 ? shaping[below(shaping.length)] : happening[below(happening.length)]
    const target = below(2) === 0 ? named[below(named.length)] : 1 + below(facts.length + 2)
    if (said < 30 && target !== undefined) named.push(target)
    if (said < 10) keep({ kind: "correction.retracted", retracts: target })
    else if (said < 30) keep({ kind: "correction.made", corrects: target, replacement: { version: 1, on: draw.day(), ...input } })
    else if (said < 31) keep({ kind: "later.kind", version: 3, member: draw.who() })
    else if (said < 32) keep({ kind: "personal.erased", member: draw.who(), basis: one("request-1", "request-2") })
    else keep({ ...input })
  }
  return facts
}

// internal

type Drawing = ReturnType<typeof drawing>

const drawing = (next: () => number) => {
  const below = (limit: number) => Math.floor(next() * limit)
  const one = <A>(...items: readonly [A, ...ReadonlyArray<A>]): A => items[below(items.length)] ?? items[0]
  const day = () => PlainDate.addDays(PlainDate.make("2020-01-01"), below(below(9) === 0 ? 4000 : 1900) - (below(20) === 0 ? 26_000 : 0))
  return {
    below,
    one,
    day,
    who: () => `m-${below(members.length)}`,
    where: () => `u-${1 + below(units.length - 1)}`,
    id: (prefix: string) => `${prefix}-${below(6)}`,
    until: (on: string) => ({ on, until: PlainDate.addDays(PlainDate.make(on), 1 + below(500)) })
  }
}

const happenings = ({ below, one, day, who, where, id, until }: Drawing): ReadonlyArray<object> => {
  const attendance = { present: [], excused: [], absent: [], guests: [] } as Record<string, Array<string>>
  for (const member of members) attendance[one("present", "present", "excused", "absent", "guests", "nowhere")]?.push(member)
  const [start, term] = [day(), until(day())]
  return [
    { kind: one("member.admitted", "member.enrolled", "member.restored", "member.ceremony-held"), member: who(), cell: where() },
    { kind: one("member.left", "member.struck", "member.expelled", "member.recognised"), member: who() },
    { kind: "member.suspended", member: who(), ...(below(2) === 0 ? term : {}), detained: below(2) === 0 },
    {
      ...{ kind: "transfer.received", transfer: id("t"), member: who(), from: where(), to: below(9) === 0 ? "outside" : where() },
      ...(below(3) === 0 ? { route: "temporary", ...term } : { route: one("official", "internal", "abroad") })
    },
    { kind: "transfer.extended", transfer: id("t"), member: who(), ...term },
    { kind: one("transfer.ended", "transfer.presented"), transfer: id("t"), member: who() },
    { kind: "transfer.letter-issued", transfer: id("t"), member: who(), route: "official", from: where(), to: where(), issuedBy: where() },
    { kind: "transfer.collective", transfer: id("t"), from: where(), to: where(), members: [...new Set([who(), who(), who()])] },
    { kind: "meeting.held", meeting: id("k"), unit: where(), form: one("regular", "themed"), attendance },
    { kind: "border.assigned", assignment: id("a"), member: who(), post: where(), cell: where(), link: "attends" },
    { kind: "border.assignment-ended", assignment: id("a"), member: who() },
    { kind: "exemption.requested", exemption: id("e"), member: who(), cell: where(), type: "temporary", ground: "hardship" },
    { kind: "exemption.granted", exemption: id("e"), member: who(), by: where(), from: start, ...until(start) },
    { kind: "exemption.extended", exemption: id("e"), member: who(), by: where(), ...term },
    { kind: one("exemption.ended", "exemption.refused"), exemption: id("e"), member: who(), by: where() },
    { kind: "contact.made", member: who(), cell: where(), channel: "telephone", ...(below(3) === 0 ? { by: who() } : {}) },
    { kind: "member.details-changed", member: who(), personal: { fullName: "Hoàng Thị Hoà", birth: "1962" } },
    {
      ...{ kind: "other", namespace: "vn", name: "transfer-purpose", schemaVersion: 1, member: who() },
      data: { transfer: id("t"), study: true, also: [{ unit: where() }] }
    }
  ]
}

const reshaping = ({ below, one, where }: Drawing): ReadonlyArray<object> => [
  { kind: "unit.renamed", unit: where(), name: `Chi bộ ${below(9)}` },
  { kind: "unit.moved", unit: where(), parent: one("u-0", where()) },
  { kind: "unit.merged", units: [where()], into: where() },
  { kind: "unit.split", unit: where(), into: [where(), where()] },
  { kind: "unit.closed", unit: where() },
  { kind: "unit.founded", unit: where(), type: "cell", name: "Chi bộ mới", parent: "u-0" },
  { kind: "unit.designated", unit: where(), as: "border-area" }
]
