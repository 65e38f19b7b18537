/**
 * The append-only store of recorded facts: the one thing that a storage adapter must implement.
 *
 * An append is all or nothing. It takes the head, looks whether the operation is known already, then whether any tag that the caller expected
 * unchanged was used since, then assigns gapless positions. Each record's digest chains over the one before it and over the bytes kept, in
 * which a personal payload is represented by a salted commitment only: erasing a person drops payload and salt, and the chain still holds.
 *
 * @since 0.1.0
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import { Context, Data, type Effect, Schema, type Stream } from "effect"
import * as Fact from "./fact/Fact.ts"
import { type MemberId, OperationId, Position } from "./Id.ts"

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
 * receipt. `expecting` lists tags that must not have been used after position `since`. `source` and `recordedBy` say where it came from
 * and whose act it was: opaque references, never a person's name.
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
  readonly recordedAt: Instant
  readonly recordedBy: string
  readonly operation: OperationId
  readonly source: string
  readonly fact: Fact.Fact | Fact.Unread
  /** Present where the fact had a personal payload; without `salt` that payload was erased. */
  readonly personal?: { readonly of: MemberId; readonly commitment: string; readonly salt?: string }
  readonly digest: Digest
}

/** The answer to an append: the positions it took, first and last included. */
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

/** What to read, in order of position: after a position (excluded), up to one (included), only some kinds, tags or operations. */
export interface Query {
  readonly after?: Position
  readonly upTo?: Position
  readonly kinds?: ReadonlyArray<string>
  readonly tags?: ReadonlyArray<Fact.Tag>
  readonly operations?: ReadonlyArray<OperationId>
}

/** Why a person's payloads are erased, and by whom: opaque references, kept in the record of the erasure. */
export interface Grounds {
  readonly operation: OperationId
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

/**
 * Why a journal could not do what was asked.
 *
 * - `Conflict`: an expected tag was used since; read on from there and decide again.
 * - `OperationMismatch`: that operation was recorded with other content; choose a new operation id.
 * - `Unavailable`: nothing was written; the same operation may be sent again.
 * - `OutcomeUnknown`: it may have been written; send the same operation again to learn which.
 * - `StorageFull`, `StorageFailed`: nothing was written; mend the storage first.
 * - `Unsupported`: this journal cannot do it; see its capabilities.
 * - `Corrupt`: the stored bytes are not those that were written, from `at` on.
 *
 * @since 0.1.0
 */
export type Reason =
  | { readonly _tag: "Conflict"; readonly tags: ReadonlyArray<Fact.Tag>; readonly positions: ReadonlyArray<Position> }
  | { readonly _tag: "OperationMismatch"; readonly operation: OperationId }
  | { readonly _tag: "Unavailable" }
  | { readonly _tag: "OutcomeUnknown"; readonly operation: OperationId }
  | { readonly _tag: "StorageFull" }
  | { readonly _tag: "StorageFailed" }
  | { readonly _tag: "Unsupported"; readonly what: string }
  | { readonly _tag: "Corrupt"; readonly at: Position; readonly what: string }

/**
 * The one error of the port. `reason` is closed; `cause` is what the driver said, for logs.
 *
 * @since 0.1.0
 */
export class JournalError extends Data.TaggedError("JournalError")<{ readonly reason: Reason; readonly cause?: unknown }> {
  /** Whether sending the same operation again may help, as it stands. */
  get isRetryable(): boolean {
    return this.reason._tag === "Unavailable" || this.reason._tag === "OutcomeUnknown"
  }
  override get message() {
    return describe(this.reason)
  }
}

// service

/**
 * The port that stores implement, and that everything else is given.
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
 * JSON with keys in order, so that equal content has equal bytes in every store.
 *
 * @example
 * Journal.canonical({ b: 1, a: ["x"] }) // => '{"a":["x"],"b":1}'
 * @since 0.1.0
 */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item === undefined ? null : item)).join(",")}]`
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(",")}}`
  }
  return JSON.stringify(value)
}

/**
 * The commitment to a personal payload: SHA-256 over the salt and the payload's canonical JSON. Without the salt it says nothing.
 *
 * @since 0.1.0
 */
export const commit = (salt: string, payload: string): string => digestOf("chibo/personal/1", salt, payload)

/**
 * The digest of a record, from the digest before it and the very bytes that the store keeps: `open` is the canonical JSON of the fact without
 * its personal payload.
 *
 * @since 0.1.0
 */
export const chain = (
  before: Digest,
  record: Omit<Recorded, "digest" | "fact" | "personal"> & { readonly open: string; readonly commitment: string | undefined }
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
 * Checks that a record continues the chain after a digest; says what does not fit, or nothing.
 *
 * @since 0.1.0
 */
export const verify = (before: Head, recorded: Recorded): string | undefined => {
  if (recorded.position !== before.position + 1) return `position ${before.position + 1} is missing`
  const fact = recorded.fact instanceof Fact.Unread ? { open: recorded.fact.stored } : Fact.split(recorded.fact)
  const { personal } = recorded
  if (personal?.salt !== undefined && "personal" in fact && fact.personal !== undefined) {
    if (commit(personal.salt, canonical(fact.personal.payload)) !== personal.commitment)
      return "the personal payload is not the one committed to"
  }
  const digest = chain(before.digest, { ...recorded, open: canonical(fact.open), commitment: personal?.commitment })
  return digest === recorded.digest ? undefined : "the digest does not fit the record and those before it"
}

/**
 * The SHA-256 of a list of texts, as 64 hexadecimal digits; length-prefixed, so that no two lists share their bytes.
 *
 * @since 0.1.0
 */
export const digestOf = (...parts: ReadonlyArray<string>): string => {
  const hasher = sha256.create()
  for (const part of parts) {
    const bytes = utf8ToBytes(part)
    hasher.update(utf8ToBytes(`${bytes.length}:`)).update(bytes)
  }
  return bytesToHex(hasher.digest())
}

// internal

const describe = (reason: Reason): string => {
  switch (reason._tag) {
    case "Conflict":
      return `what was expected unchanged changed at position ${reason.positions.join(", ")}: ${reason.tags.join(", ")}; read on and decide again`
    case "OperationMismatch":
      return `operation ${reason.operation} was recorded with other content; use a new operation id`
    case "Unavailable":
      return "the store is busy or cannot be reached; nothing was written, send the same operation again"
    case "OutcomeUnknown":
      return `whether operation ${reason.operation} was recorded is unknown; send the same operation again`
    case "StorageFull":
      return "the storage is full; nothing was written"
    case "StorageFailed":
      return "the storage failed; nothing was written"
    case "Unsupported":
      return `this journal does not support ${reason.what}`
    case "Corrupt":
      return `the journal is damaged at position ${reason.at}: ${reason.what}`
  }
}
