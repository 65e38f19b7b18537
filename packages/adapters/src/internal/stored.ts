/**
 * The form in which stores keep a record: texts and numbers only, the open part apart from the personal payload.
 */
import { Fact, type Id, Journal } from "@chibo/core"
import { Result } from "effect"

// model

/** A record as it is kept. `salt` and `payload` are there together, or neither: erased, or never there where `person` is null too. */
export interface Stored {
  readonly position: number
  readonly operation: string
  readonly recordedAt: string
  readonly recordedBy: string
  readonly source: string
  readonly kind: string
  readonly on: string
  readonly open: string
  readonly person: string | null
  readonly commitment: string | null
  readonly salt: string | null
  readonly payload: string | null
  readonly digest: string
}

/** A record on its way into a store, with the tags by which it is found. */
export type Tagged = Stored & { readonly tags: ReadonlyArray<string> }

// constructors

/** Says that the bytes at a position are not those that were written. */
export const corrupt = (at: number, what: string, cause?: unknown): Journal.JournalError =>
  new Journal.JournalError({ reason: { _tag: "Corrupt", at: at as Id.Position, what }, cause }) // sound: stores count positions from 1

/**
 * The form to keep of a record that another journal assigned everything to, and that was verified; refuses what could not be read back as it
 * came. The texts are kept as they are, though an earlier release wrote them. What nobody here knows is found by no tag.
 */
export const fromRecorded = (recorded: Journal.Recorded): Result.Result<Tagged, Journal.JournalError> => {
  const { fact, personal, position, recordedAt, recordedBy, operation, source, digest } = recorded
  const { open, payload } = recorded.stored ?? Journal.storedOf(fact)
  if (personal?.salt !== undefined && payload === undefined) {
    const what = "copying a personal payload of a kind that this release does not know"
    return Result.fail(new Journal.JournalError({ reason: { _tag: "Unsupported", what } }))
  }
  return Result.succeed({
    ...{ position, recordedAt, recordedBy, operation, source, digest, kind: fact.kind, open },
    on: fact instanceof Fact.Unread ? dayOf(fact.stored) : fact.on,
    person: personal?.of ?? null,
    commitment: personal?.commitment ?? null,
    salt: personal?.salt ?? null,
    payload: payload ?? null,
    tags: fact instanceof Fact.Unread ? [] : [...new Set(Fact.tags(fact))]
  })
}

// operations

/** The record that was kept. Columns that only repeat what stands in the texts must agree with them. */
export const toRecorded = (
  stored: Stored,
  decode: typeof Fact.decode = Fact.decode
): Result.Result<Journal.Recorded, Journal.JournalError> => {
  const { position, recordedAt, recordedBy, operation, source, digest, person, commitment, salt } = stored
  const texts: Journal.Stored = { open: stored.open, ...(stored.payload === null ? {} : { payload: stored.payload }) }
  const read = Journal.factOf(texts, decode)
  if (Result.isFailure(read)) return Result.fail(corrupt(position, read.failure))
  const fact = read.success
  const day = fact instanceof Fact.Unread ? dayOf(fact.stored) : fact.on
  if (fact.kind !== stored.kind || day !== stored.on || (person !== null && person !== Fact.holder(fact)))
    return Result.fail(corrupt(position, "its kind, day or person is not that of the fact"))
  if (
    (person === null) !== (commitment === null) ||
    (salt === null) !== (stored.payload === null) ||
    (commitment === null && salt !== null)
  )
    return Result.fail(corrupt(position, "a personal payload, its salt and its commitment stand together"))
  const personal =
    person === null || commitment === null ? {} : { personal: { of: person, commitment, ...(salt === null ? {} : { salt }) } }
  const record = { position, recordedAt, recordedBy, operation, source, fact, ...personal, digest, stored: texts }
  // sound: these texts and numbers were of these types when they were written, and the digest covers them
  return Result.succeed(record as Journal.Recorded)
}

// internal

const dayOf = (stored: unknown): string =>
  typeof stored === "object" && stored !== null && "on" in stored && typeof stored.on === "string" ? stored.on : ""
