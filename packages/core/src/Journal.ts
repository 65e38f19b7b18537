/**
 * The append-only store of recorded facts: the one thing that a storage adapter must implement.
 *
 * An append is all or nothing. It takes the head, looks whether the operation is known already, then whether any tag that the caller expected
 * unchanged was used since, then assigns gapless positions. Each record's digest chains over the one before it and over the bytes kept, in
 * which a personal payload is represented by a salted commitment only: erasing a person drops payload and salt, and the chain still holds.
 *
 * A fact is kept as its canonical JSON (`storedOf`), and that is what comes back: -0 as 0, all other values as they were. `source` and
 * `recordedBy` are kept as UTF-8, in which a lone surrogate is U+FFFD; nothing else about a text is changed, and texts are the same only where they
 * are so character by character. What callers gave is left as it is, and what they do afterwards to what they gave or got changes nothing.
 *
 * @since 0.1.0
 */
import { Context, type Effect, Result, Schema, type Stream } from "effect"
import * as Fact from "./fact/Fact.ts"
import { type MemberId, OperationId, Position } from "./Id.ts"
import { canonical, commit, digestOf } from "./journal/bytes.ts"
import type { JournalError } from "./journal/error.ts"
import type { PlainDate } from "./PlainDate.ts"

// model

/**
 * A moment, in UTC to the millisecond: `yyyy-mm-ddThh:mm:ss.sssZ`. Used for "recorded at" only, and orders as text.
 *
 * @since 0.1.0
 */
export const Instant = Schema.String.check(
  Schema.makeFilter(
    (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) || "Expected a moment in UTC, yyyy-mm-ddThh:mm:ss.sssZ"
  )
).pipe(Schema.brand("Instant"))
/** A moment, in UTC to the millisecond. */
export type Instant = typeof Instant.Type

/** The SHA-256 of a record and of all before it, as 64 hexadecimal digits. */
export type Digest = string

/**
 * What is appended together, or not at all. `operation` names the act: sent again with the same content it is answered with the first
 * receipt. The content is the facts in their order, `source` and `recordedBy`; a payload that was erased since is taken for the same.
 * `expecting` lists tags of which no record after position `since` may have one. `source` and `recordedBy` say where it came from and whose
 * act it was: opaque references, never a person's name.
 *
 * @since 0.1.0
 */
export interface Batch {
  readonly operation: OperationId
  readonly facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>]
  readonly source: string
  readonly recordedBy: string
  readonly expecting?: { readonly tags: ReadonlyArray<Fact.Tag>; readonly since: Position }
}

/** A fact as it stands in a journal. */
export interface Recorded {
  readonly position: Position
  /** From the `Clock`, cut to the millisecond: one moment for a batch, and never before that of the record before, though the clock went back. */
  readonly recordedAt: Instant
  readonly recordedBy: string
  readonly operation: OperationId
  readonly source: string
  readonly fact: Fact.Fact | Fact.Unread
  /**
   * Present where the fact had a personal payload, an empty one too; without `salt` that payload was erased. A salt is random, 128 bits or more,
   * of each payload its own, and 22 characters or longer.
   */
  readonly personal?: { readonly of: MemberId; readonly commitment: string; readonly salt?: string }
  readonly digest: Digest
  /** The texts that the store keeps. Where they are left out, they are those of `fact`, which an earlier version then cannot have been. */
  readonly stored?: Stored
}

/** A fact in the very texts in which it was written: the open part, which the digest covers, and the personal payload unless erased. */
export interface Stored {
  readonly open: string
  readonly payload?: string
}

/** The answer to an append: the positions it took, first and last included, and `head` as it was then: the last of them with its digest. */
export interface Receipt {
  readonly operation: OperationId
  readonly first: Position
  readonly last: Position
  readonly head: Head
  /** True where the operation had been recorded before, and nothing was written now. */
  readonly repeated: boolean
}

/** The newest position (0 when empty) and its digest. */
export interface Head {
  readonly position: Position
  readonly digest: Digest
}

/**
 * What to read, in order of position: after a position (excluded), up to one (included), only some kinds, tags or operations. All conditions hold
 * together; of a list any one is enough, and an empty list holds nothing. A record's kind is that of its fact, and its tags are `Fact.tags`; what
 * nobody here can read has a kind and an operation, and no tags.
 */
export interface Query {
  readonly after?: Position
  readonly upTo?: Position
  readonly kinds?: ReadonlyArray<string>
  readonly tags?: ReadonlyArray<Fact.Tag>
  readonly operations?: ReadonlyArray<OperationId>
}

/** Why a person's payloads are erased, on which day, and by whom: opaque references, kept in the record of the erasure (see `erasure`). */
export interface Grounds {
  readonly operation: OperationId
  readonly on: PlainDate
  readonly recordedBy: string
  readonly basis: string
}

/** What a journal can do; what it cannot fails with `Unsupported`. */
export interface Capabilities {
  /** What was acknowledged outlives the process. */
  readonly durable: boolean
  /** Several processes may write at once. */
  readonly sharedWriters: boolean
  readonly replicate: boolean
  readonly erase: boolean
}

// errors

export { JournalError, type Reason } from "./journal/error.ts"

// service

/**
 * The port that stores implement, and that everything else is given.
 *
 * - `append` records a batch, or answers with its first receipt. A fact `personal.erased` that is appended erases nothing; `erase` does.
 * - `read` gives what stood at the moment the stream began, and then ends, whatever is appended meanwhile. Each run of a stream begins anew.
 * - `replicate` takes over records of another journal as they are, texts, moments, salts and digests, each checked with `verify` against
 *   the one before; gives the journal's own head. What stands here already is passed over where its digest is the same. What does not
 *   fit fails with `Corrupt` at its position, and a stream that fails gives its failure: what came before may stay, and of a long stream most of it
 *   does, so that copying can go on. Where an operation was cut in two the rest may follow; until then appending it is an `OperationMismatch`.
 *   A copied `personal.erased` erases here what stands before it. Records of kinds that nobody here knows are copied, with their payload where
 *   `stored` has it (else `Unsupported`), and erased as all others.
 * - `erase` records the batch `erasure`, and drops salt and payload of all that was recorded about the person before; of a person without
 *   payloads, too. Sent again it is answered with the first receipt, and erases nothing more.
 *
 * @since 0.1.0
 */
export class Journal extends Context.Service<
  Journal,
  {
    readonly append: (batch: Batch) => Effect.Effect<Receipt, JournalError>
    readonly read: (query: Query) => Stream.Stream<Recorded, JournalError>
    readonly replicate: <E, R>(recorded: Stream.Stream<Recorded, E, R>) => Effect.Effect<Head, JournalError | E, R>
    readonly erase: (person: MemberId, grounds: Grounds) => Effect.Effect<Receipt, JournalError>
    readonly head: Effect.Effect<Head, JournalError>
    readonly capabilities: Capabilities
  }
>()("@chibo/core/Journal") {}

// constructors

/**
 * The head of an empty journal.
 *
 * @since 0.1.0
 */
export const emptyHead: Head = { position: Position.make(0), digest: "0".repeat(64) }

/**
 * An operation id from a literal; throws on a text that is no id.
 *
 * @since 0.1.0
 */
export const operation = (id: string): OperationId => Schema.decodeUnknownSync(OperationId)(id)

// operations, for those who write adapters

/**
 * The batch in which every journal records an erasure.
 *
 * @since 0.2.0
 */
export const erasure = (person: MemberId, { operation, on, recordedBy, basis }: Grounds): Batch => ({
  operation,
  source: "journal.erase",
  recordedBy,
  facts: [Fact.make({ kind: "personal.erased", on, member: person, basis })]
})

export { canonical, commit, digestOf } from "./journal/bytes.ts"

/**
 * The digest of a record, from the digest before it and the very bytes that the store keeps: `open` is the canonical JSON of the fact without
 * its personal payload.
 *
 * @since 0.1.0
 */
export const chain = (
  before: Digest,
  record: Omit<Recorded, "digest" | "fact" | "personal" | "stored"> & { readonly open: string; readonly commitment: string | undefined }
): Digest =>
  digestOf(
    "chibo/record/1",
    before,
    String(record.position),
    record.recordedAt,
    record.recordedBy,
    record.operation,
    record.source,
    record.open,
    record.commitment ?? ""
  )

/**
 * The fact in the texts that a store keeps, whatever version it was written in; or what is wrong with them.
 *
 * @since 0.1.0
 */
export const factOf = (stored: Stored, decode: typeof Fact.decode = Fact.decode): Result.Result<Fact.Fact | Fact.Unread, string> => {
  const open = parse(stored.open)
  const payload = stored.payload === undefined ? undefined : parse(stored.payload)
  if (Result.isFailure(open) || (payload !== undefined && Result.isFailure(payload))) return Result.fail("this is no JSON")
  const decoded = decode(payload === undefined ? open.success : Fact.join(open.success, payload.success))
  if (Result.isFailure(decoded)) return Result.fail(`this is no fact: ${decoded.failure.message}`)
  // What nobody here can read is handed out without its payload: only the open part is for all who read the journal.
  return Result.succeed(
    decoded.success instanceof Fact.Unread ? new Fact.Unread({ ...decoded.success, stored: open.success }) : decoded.success
  )
}

/**
 * The texts of a fact, as they are written today.
 *
 * @since 0.1.0
 */
export const storedOf = (fact: Fact.Fact | Fact.Unread): Stored => {
  if (fact instanceof Fact.Unread) return { open: canonical(fact.stored) }
  const { open, personal } = Fact.split(fact)
  return { open: canonical(open), ...(personal === undefined ? {} : { payload: canonical(personal.payload) }) }
}

/**
 * Checks that a record continues the chain after a digest, by the texts that are kept, and that its fact is the one in them; says what does not
 * fit, or nothing.
 *
 * @since 0.1.0
 */
export const verify = (before: Head, recorded: Recorded, decode: typeof Fact.decode = Fact.decode): string | undefined => {
  if (recorded.position !== before.position + 1) return `position ${before.position + 1} is missing`
  const { fact, personal } = recorded
  const own = storedOf(fact)
  const { open, payload } = recorded.stored ?? own
  if (personal?.salt !== undefined && payload !== undefined && commit(personal.salt, payload) !== personal.commitment)
    return "the personal payload is not the one committed to"
  // a payload of an unknown kind is at hand only where the store gives its texts
  if ((personal?.salt === undefined) !== (payload === undefined) && !(fact instanceof Fact.Unread && recorded.stored === undefined))
    return "a personal payload and its salt stand together"
  if (personal !== undefined && personal.of !== Fact.holder(fact)) return "the payload is of another person"
  if (chain(before.digest, { ...recorded, open, commitment: personal?.commitment }) !== recorded.digest)
    return "the digest does not fit the record and those before it"
  if (own.open === open && own.payload === payload) return undefined
  const kept = factOf({ open, ...(payload === undefined ? {} : { payload }) }, decode)
  return Result.isSuccess(kept) && canonical(kept.success) === canonical(fact) ? undefined : "the fact is not the one that is kept"
}

// internal

const parse = (text: string): Result.Result<unknown, unknown> => Result.try((): unknown => JSON.parse(text))
