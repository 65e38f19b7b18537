/**
 * What every store does with a batch besides keeping it: prepare it, judge a repeated operation, and seal records into the chain.
 */
import { Fact, type Id, Journal } from "@chibo/core"
import type { Stored, Tagged } from "./stored.ts"

// model

/** A batch in the form to be kept, before it has positions. */
export interface Prepared {
  readonly operation: Id.OperationId
  readonly source: string
  readonly recordedBy: string
  readonly records: ReadonlyArray<PreparedFact>
  readonly expecting: Journal.Batch["expecting"]
}

type PreparedFact = Pick<Tagged, "kind" | "on" | "open" | "person" | "commitment" | "salt" | "payload" | "tags">

/** The newest record, as far as the next one depends on it. */
export type Newest = Pick<Stored, "position" | "digest" | "recordedAt" | "operation">

// constructors

/** Prepares a batch: splits, salts and commits. Text that is no Unicode is made so, for a store could not give it back. */
export const prepare = (batch: Journal.Batch): Prepared => ({
  operation: batch.operation,
  source: wellFormed(batch.source),
  recordedBy: wellFormed(batch.recordedBy),
  records: prepareFacts(batch.facts),
  expecting: batch.expecting
})

// operations

/** Tells whether the batch is the one that was stored. A payload that was erased cannot be compared any more, and is taken for the same. */
export const repeats = (batch: Prepared, stored: ReadonlyArray<Stored>): boolean =>
  batch.records.length === stored.length &&
  stored.every((kept, index) => {
    const sent = batch.records[index]
    return (
      sent !== undefined &&
      kept.source === batch.source &&
      kept.recordedBy === batch.recordedBy &&
      kept.open === sent.open &&
      kept.person === sent.person &&
      (kept.salt === null || kept.payload === sent.payload)
    )
  })

/** Gives the records their positions, their moment, which is never before the one of the newest record, and their digests. */
export const seal = (batch: Prepared, newest: Newest | undefined, millis: number): ReadonlyArray<Tagged> => {
  const now = new Date(millis).toISOString()
  const recordedAt = newest !== undefined && newest.recordedAt > now ? newest.recordedAt : now
  let before = newest?.digest ?? Journal.emptyHead.digest
  return batch.records.map((record, index) => {
    // sound: counted from 1, and printed by toISOString
    const [position, instant] = [((newest?.position ?? 0) + index + 1) as Id.Position, recordedAt as Journal.Instant]
    const { operation, source, recordedBy } = batch
    const { open, commitment } = record
    before = Journal.chain(before, {
      ...{ position, recordedAt: instant, recordedBy, operation, source, open },
      commitment: commitment ?? undefined
    })
    return { ...record, position, recordedAt, recordedBy, operation, source, digest: before }
  })
}

/** The receipt for records that stand in a store: the same one, however often it is asked for. */
export const receipt = (stored: ReadonlyArray<Stored>, repeated: boolean): Journal.Receipt => {
  const [first, last] = [stored.at(0), stored.at(-1)]
  // sound: a batch has at least one fact, by its type, and stores count positions from 1
  const [from, to] = [(first?.position ?? 0) as Id.Position, (last?.position ?? 0) as Id.Position]
  return {
    operation: (first?.operation ?? "") as Id.OperationId, // sound: as above
    first: from,
    last: to,
    head: { position: to, digest: last?.digest ?? Journal.emptyHead.digest },
    repeated
  }
}

// internal

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD")

const prepareFacts = (facts: ReadonlyArray<Fact.Fact>): ReadonlyArray<PreparedFact> => {
  const nextSalt = salts(facts.length)
  return facts.map(fact => {
    const { open, personal } = Fact.split(fact)
    const own = { kind: fact.kind, on: fact.on, open: Journal.canonical(open), tags: distinct(Fact.tags(fact)) }
    if (personal === undefined) return { ...own, person: null, commitment: null, salt: null, payload: null }
    const payload = Journal.canonical(personal.payload)
    const salt = nextSalt()
    return { ...own, person: personal.of, commitment: Journal.commit(salt, payload), salt, payload }
  })
}

const distinct = (tags: ReadonlyArray<string>): ReadonlyArray<string> => (tags.length < 2 ? tags : [...new Set(tags)])

const saltSize = 16

/** Salts of 128 random bits, as hexadecimal digits; the platform is asked for many at once, but never for more than it gives (64 KiB). */
const salts = (wanted: number): (() => string) => {
  const bytes = new Uint8Array(saltSize * Math.min(wanted, 4096))
  let at = bytes.length
  return () => {
    if (at === bytes.length) {
      globalThis.crypto.getRandomValues(bytes)
      at = 0
    }
    let salt = ""
    for (const end = at + saltSize; at < end; at++) salt += hex[bytes[at] ?? 0] ?? ""
    return salt
  }
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"))
