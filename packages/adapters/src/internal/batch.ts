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
  records: batch.facts.map(prepareFact),
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
    const position = (newest?.position ?? 0) + index + 1
    const { operation, source, recordedBy } = batch
    const own = { position, recordedAt, recordedBy, operation, source }
    // sound: counted from 1, and printed by toISOString
    const branded = own as typeof own & { readonly position: Id.Position; readonly recordedAt: Journal.Instant }
    before = Journal.chain(before, { ...branded, open: record.open, commitment: record.commitment ?? undefined })
    return { ...own, ...record, digest: before }
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

const prepareFact = (fact: Fact.Fact): PreparedFact => {
  const { open, personal } = Fact.split(fact)
  const own = { kind: fact.kind, on: fact.on, open: Journal.canonical(open), tags: [...new Set(Fact.tags(fact))] }
  if (personal === undefined) return { ...own, person: null, commitment: null, salt: null, payload: null }
  const payload = Journal.canonical(personal.payload)
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16)).reduce((text, byte) => text + byte.toString(16).padStart(2, "0"), "")
  return { ...own, person: personal.of, commitment: Journal.commit(salt, payload), salt, payload }
}
