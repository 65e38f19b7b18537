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

/** The form to keep of a record that another journal assigned everything to; refuses what could not be read back as it came. */
export const fromRecorded = (recorded: Journal.Recorded): Result.Result<Tagged, Journal.JournalError> => {
  const { fact, personal, position, recordedAt, recordedBy, operation, source, digest } = recorded
  const own = { position, recordedAt, recordedBy, operation, source, digest, kind: fact.kind, commitment: personal?.commitment ?? null }
  if (fact instanceof Fact.Unread) {
    if (personal?.salt !== undefined) {
      const what = "copying a personal payload of a kind that this release does not know"
      return Result.fail(new Journal.JournalError({ reason: { _tag: "Unsupported", what } }))
    }
    const open = Journal.canonical(fact.stored)
    return Result.succeed({ ...own, on: dayOf(fact.stored), open, person: personal?.of ?? null, salt: null, payload: null, tags: [] })
  }
  const { open, personal: split } = Fact.split(fact)
  if ((split === undefined) !== (personal?.salt === undefined))
    return Result.fail(corrupt(position, "a personal payload and its salt stand together"))
  if (personal !== undefined && !Fact.members(fact).includes(personal.of))
    return Result.fail(corrupt(position, "the payload is of another person"))
  return Result.succeed({
    ...own,
    on: fact.on,
    open: Journal.canonical(open),
    person: personal?.of ?? null,
    salt: personal?.salt ?? null,
    payload: split === undefined ? null : Journal.canonical(split.payload),
    tags: [...new Set(Fact.tags(fact))]
  })
}

// operations

/** The record that was kept. */
export const toRecorded = (stored: Stored): Result.Result<Journal.Recorded, Journal.JournalError> => {
  const { position, recordedAt, recordedBy, operation, source, digest, person, commitment, salt } = stored
  const open = parse(stored.open)
  const payload = stored.payload === null ? undefined : parse(stored.payload)
  if (Result.isFailure(open) || (payload !== undefined && Result.isFailure(payload)))
    return Result.fail(corrupt(position, "this is no JSON"))
  const decoded = Fact.decode(payload === undefined ? open.success : Fact.join(open.success, payload.success))
  if (Result.isFailure(decoded)) return Result.fail(corrupt(position, "this is no fact", decoded.failure))
  // What nobody here can read is handed out without its payload: only the open part is what the digest covers.
  const fact = decoded.success instanceof Fact.Unread ? new Fact.Unread({ ...decoded.success, stored: open.success }) : decoded.success
  const personal =
    person === null || commitment === null ? {} : { personal: { of: person, commitment, ...(salt === null ? {} : { salt }) } }
  // sound: these texts and numbers were of these types when they were written, and the digest covers them
  return Result.succeed({ position, recordedAt, recordedBy, operation, source, fact, ...personal, digest } as Journal.Recorded)
}

// internal

const parse = (text: string): Result.Result<unknown, unknown> => Result.try((): unknown => JSON.parse(text))

const dayOf = (stored: unknown): string =>
  typeof stored === "object" && stored !== null && "on" in stored && typeof stored.on === "string" ? stored.on : ""
