/** Journals that a seed gives: few names, so that facts meet; corrections, retractions and records of a later release among them. */
import { Fact } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import type { Measure } from "@chibo/rules"
import { Result } from "effect"

export const members = Array.from({ length: 9 }, (_, i) => `m-${i}`)
export const units = Array.from({ length: 7 }, (_, i) => `u-${i}`)
export const days = ["2022-06-30", "2023-03-31", "2024-02-15", "2025-01-01"]

/** A commune with cells, and then anything that may be recorded. */
export const journal = (seed: number, count: number): ReadonlyArray<Fact.Fact | Fact.Unread> => {
  const next = Generate.random(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const one = <A>(...items: ReadonlyArray<A>): A | undefined => items[below(items.length)]
  const organisation = units.map((unit, i) =>
    Fact.make({
      kind: "unit.founded",
      on: "2020-01-01",
      unit,
      type: i === 0 ? "commune-committee" : "cell",
      name: `Đơn vị ${i}`,
      ...(i === 0 ? {} : { parent: "u-0" })
    })
  )
  const enrolled = members.map((member, i) => Fact.make({ kind: "member.admitted", on: "2021-01-01", member, cell: `u-${1 + (i % 6)}` }))
  const facts: Array<Fact.Fact | Fact.Unread> = [...organisation, ...enrolled]
  const rare = /^(unit\.(founded|closed|merged|split|moved)|member\.(died|struck|expelled|left))/
  let source: ReadonlyArray<Fact.Fact> = []
  let at = 0
  while (facts.length < count) {
    if (at >= source.length) {
      source = Generate.facts(below(2 ** 31), 400)
      at = 0
    }
    const drawn = source[at++]
    const said = next()
    if (said < 0.1 || drawn === undefined) {
      const target = 1 + below(facts.length)
      const retract = Fact.parse({ kind: "correction.retracted", version: 1, on: "2025-01-01", retracts: target })
      if (Result.isSuccess(retract)) facts.push(retract.success)
      continue
    }
    if (said < 0.12) {
      const unread = Fact.decode({ kind: "later.kind", version: 3, on: "2023-01-01", member: "m-1" })
      if (Result.isSuccess(unread)) facts.push(unread.success)
      continue
    }
    if ((rare.test(drawn.kind) && next() < 0.8) || drawn.kind === "personal.erased" || drawn.kind.startsWith("correction.")) continue
    const fact = near(drawn, below, one)
    if (fact === undefined) continue
    if (said < 0.3) {
      const input = { kind: "correction.made", version: 1, on: "2025-01-01", corrects: 1 + below(facts.length), replacement: fact }
      const made = Fact.parse(input)
      if (Result.isSuccess(made)) facts.push(made.success)
    } else facts.push(fact)
  }
  return facts
}

/** Aggregates of any kind of fact, with conditions on its fields or none. */
export const aggregates = (seed: number, count: number, facts: ReadonlyArray<Fact.Fact | Fact.Unread>): ReadonlyArray<Measure.Measure> => {
  const next = Generate.random(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const windows = ["ever", "year", "quarter", "twelve-months"] as const
  const kinds = ["member", "cell", "unit", "exemption", "assignment", "transfer"] as const
  return Array.from({ length: count }, (_, i): Measure.Measure => {
    const fact = facts[below(facts.length)]
    const plain = fact === undefined || fact instanceof Fact.Unread ? Generate.sample("member.died") : fact
    const fields = Object.entries(plain).filter(([field]) => field !== "kind")
    const [field, value] = fields[below(fields.length)] ?? ["on", "2023-01-01"]
    const where = [
      { field, in: [typeof value === "object" ? "nothing" : value, 7, true, "7"] },
      { field: "no-such field", in: [1] }
    ]
    return {
      id: `aggregate-${i}`,
      type: i % 2 === 0 ? "integer" : "boolean",
      subject: kinds[below(kinds.length)] ?? "member",
      quantity: { vi: "", en: "" },
      label: { vi: "", en: "" },
      of: {
        by: i % 2 === 0 ? "count" : "exists",
        kind: plain.kind,
        window: windows[below(windows.length)] ?? "ever",
        where: where.slice(0, Math.min(below(4), 2))
      }
    }
  })
}

// internal

type Below = (limit: number) => number

/** The same fact with few names and near days; nothing where that makes no fact. */
const near = (fact: Fact.Fact, below: Below, one: <A>(...items: ReadonlyArray<A>) => A | undefined): Fact.Fact | undefined => {
  const text = JSON.stringify(fact)
    .replace(/"m-(\d+)"/g, (_, n) => `"m-${Number(n) % members.length}"`)
    .replace(/"u-(\d+)"/g, (_, n) => `"u-${Number(n) % units.length}"`)
    .replace(/"([a-z]{1,2})-(\d{2,})"/g, (_, prefix, n) => `"${below(40) === 0 ? "m" : prefix}-${Number(n) % 6}"`)
    .replace(/"(\d{4})-(\d\d)-(\d\d)"/g, (_, year, month, day) => {
      const place = ((Number(year) - 1945) * 372 + Number(month) * 31 + Number(day)) / (84 * 372)
      return `"${new Date(Date.UTC(2021, 0, 1) + Math.floor(place * 1500) * 86_400_000).toISOString().slice(0, 10)}"`
    })
  const changed: Record<string, unknown> = JSON.parse(text)
  if ("year" in changed) changed.year = one(2022, 2023, 2024)
  if (changed.kind === "dues.paid") changed.month = `202${2 + below(3)}-0${1 + below(9)}`
  if (changed.kind === "meeting.held") changed.form = one("regular", "themed", "regular-and-themed", "extraordinary")
  if ("route" in changed) changed.route = one("official", "internal", "temporary", "official")
  if (changed.kind === "transfer.received" && below(5) === 0) changed.to = "outside"
  if (changed.kind === "other") {
    changed.namespace = "vn"
    changed.name = one("party-card", "transfer-purpose", "transfer-notice", "transfer-contact", "admission-decision-received")
    changed.data = { state: one("held", "returned"), study: below(2) === 0, goodReason: below(2) === 0, transfer: `t-${below(6)}` }
  }
  const parsed = Fact.parse(changed)
  return Result.isSuccess(parsed) ? parsed.success : undefined
}
