/**
 * On which rolls members stand, as known at each position: what the register says, folded anew where a fact about a membership came or went.
 */
import { type Id, Known, Register } from "@chibo/core"
import { subjectsOf } from "./aspects.ts"
import type { Spanned } from "./entries.ts"

// model

/** A member of a cell for a stretch of days, as known from a position on; `isNew` where the tables do not have it yet. */
interface Roll {
  readonly cell: string
  readonly from: string
  readonly until: string | null
  readonly knownFrom: number
  readonly isNew: boolean
}

// operations

/** The rolls of members, folded anew at each position at which a fact about their membership came or went. */
export const refold = (
  moved: ReadonlyMap<string, ReadonlySet<number>>,
  entries: ReadonlyArray<Spanned>,
  standing: ReadonlyArray<ReadonlyArray<unknown>>
) => {
  const ofMember = new Map<string, Array<Spanned>>()
  for (const spanned of entries) {
    for (const { role, subject } of subjectsOf(spanned.entry.fact)) {
      if (role === "membership" && moved.has(subject)) ofMember.set(subject, [...(ofMember.get(subject) ?? []), spanned])
    }
  }
  const current = new Map<string, Map<string, Roll>>()
  const rollsOf = (member: string) => {
    const rolls = current.get(member) ?? new Map<string, Roll>()
    current.set(member, rolls)
    return rolls
  }
  for (const [member, cell, from, until, knownFrom] of standing) {
    const roll = { cell: String(cell), from: String(from), until: typeof until === "string" ? until : null, knownFrom: Number(knownFrom) }
    rollsOf(String(member)).set(keyOf(roll), { ...roll, isNew: false })
  }
  const closed: Array<readonly [string, string, number]> = []
  const opened: Array<readonly [string, string, string, string | null, number, number | null]> = []
  for (const [member, positions] of moved) {
    const rolls = rollsOf(member)
    for (const at of [...positions].sort((a, b) => a - b)) {
      const known = (ofMember.get(member) ?? [])
        .filter(({ from, until }) => from <= at && (until === undefined || until > at))
        .map(({ entry }) => entry)
        .sort(Known.inOrder)
      const register = Register.fromKnown({ ...Known.nothing, entries: known })
      // sound: a tag's subject is a member's id
      const spans = Register.rollsOf(register, member as Id.MemberId).map(({ value, from, until }) => ({
        ...{ cell: String(value), from: String(from), until: until ?? null, knownFrom: at, isNew: true }
      }))
      const keys = new Set(spans.map(keyOf))
      for (const [key, roll] of rolls) {
        if (keys.has(key)) continue
        rolls.delete(key)
        if (roll.isNew) opened.push([member, roll.cell, roll.from, roll.until, roll.knownFrom, at])
        else closed.push([member, roll.from, at])
      }
      for (const span of spans) if (!rolls.has(keyOf(span))) rolls.set(keyOf(span), span)
    }
    for (const { isNew, cell, from, until, knownFrom } of rolls.values()) {
      if (isNew) opened.push([member, cell, from, until, knownFrom, null])
    }
  }
  return { closed, opened }
}

// internal

const keyOf = ({ cell, from, until }: Pick<Roll, "cell" | "from" | "until">): string => JSON.stringify([cell, from, until])
