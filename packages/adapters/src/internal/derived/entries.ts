/**
 * What was known, from the derived tables: facts as corrected, read from the journal's own texts, so that nothing is copied that an erasure
 * would have to look for.
 */
import { Fact, type Id, Journal, type Known } from "@chibo/core"
import { Result } from "effect"
import { corrupt } from "../stored.ts"
import type { Dialect } from "./database.ts"

/** Selects entries with their texts from `picked`: rows of position and known_from. */
export const selectEntries = ({ table, personal }: Dialect, picked: string): string =>
  `select entry.position, entry.known_from, entry.known_until, entry.corrected_by, entry.recorded_at, record.open, payload
  from ${picked} as picked
  join ${table("derived_entry")} as entry on entry.position = picked.position and entry.known_from = picked.known_from
  join ${table("record")} as record on record.position = coalesce(entry.corrected_by, entry.position) ${personal}`

/** An entry, and when it was known. */
export interface Spanned {
  readonly entry: Known.Entry
  readonly from: number
  readonly until: number | undefined
}

/** Reads a row of `selectEntries`. */
export const toSpanned = (row: ReadonlyArray<unknown>): Result.Result<Spanned, Journal.JournalError> => {
  const [position, from, until, correctedBy] = [Number(row[0]), Number(row[1]), numberOf(row[2]), numberOf(row[3])]
  const payload = typeof row[6] === "string" ? { payload: row[6] } : {}
  const read = Journal.factOf({ open: String(row[5]), ...payload }, Fact.decode)
  if (Result.isFailure(read)) return Result.fail(corrupt(position, read.failure))
  const fact = read.success instanceof Fact.Unread || read.success.kind !== "correction.made" ? read.success : read.success.replacement
  if (fact instanceof Fact.Unread || isAbout(fact))
    return Result.fail(corrupt(position, "the derived tables are not those of this journal"))
  // sound: positions and moments are those of a record of the journal
  const entry = {
    position: position as Id.Position,
    recordedAt: String(row[4]) as Journal.Instant,
    fact,
    ...(correctedBy === undefined ? {} : { correctedBy: correctedBy as Id.Position })
  }
  return Result.succeed({ entry, from, until })
}

// internal

const isAbout = (fact: Fact.Fact): fact is Exclude<Fact.Fact, Fact.Plain> =>
  fact.kind === "correction.made" || fact.kind === "correction.retracted" || fact.kind === "personal.erased"

const numberOf = (value: unknown): number | undefined => (value === null || value === undefined ? undefined : Number(value))
