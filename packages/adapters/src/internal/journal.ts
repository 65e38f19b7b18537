/**
 * The journal over tables: the order of things inside an append, a copy and an erasure, the same for every store.
 *
 * Rows answer with effects. In a store that answers at once these are synchronous, and a transaction runs through them without a pause.
 */
import { Fact, type Id, Journal } from "@chibo/core"
import { Clock, Effect, Option, Result, Stream } from "effect"
import { type Newest, type Prepared, prepare, receipt, repeats, seal } from "./batch.ts"
import { corrupt, fromRecorded, type Stored, type Tagged, toRecorded } from "./stored.ts"

// model

/** What a store must be able to do with rows, inside `write` or `read`. `E` is what its driver says. */
export interface Rows<E = never> {
  readonly newest: Effect.Effect<Newest | undefined, E>
  /** The records of an operation, in order; none where it is not known. */
  readonly ofOperation: (operation: Id.OperationId) => Effect.Effect<ReadonlyArray<Stored>, E>
  /** Those of the operations that are known. */
  readonly known: (operations: ReadonlyArray<Id.OperationId>) => Effect.Effect<ReadonlyArray<string>, E>
  /** Every position after `since` that uses one of the tags, with the tag. */
  readonly used: (
    tags: ReadonlyArray<Fact.Tag>,
    since: Id.Position
  ) => Effect.Effect<ReadonlyArray<{ readonly tag: string; readonly position: number }>, E>
  /** The digests at positions, by position. */
  readonly digests: (positions: ReadonlyArray<number>) => Effect.Effect<ReadonlyMap<number, string>, E>
  readonly page: (query: Journal.Query, after: number, upTo: number, limit: number) => Effect.Effect<ReadonlyArray<Stored>, E>
  readonly insert: (records: ReadonlyArray<Tagged>) => Effect.Effect<void, E>
  /** Drops salts and payloads of a person before a position. */
  readonly forget: (person: string, before: number) => Effect.Effect<void, E>
}

/** A store of rows. `write` runs a body with the store locked, all or nothing: a failure that the body gives leaves nothing behind. */
export interface Tables<E = never> {
  readonly capabilities: Journal.Capabilities
  readonly write: <A>(
    operation: Id.OperationId,
    body: (rows: Rows<E>) => Effect.Effect<A, Journal.JournalError | E>
  ) => Effect.Effect<A, Journal.JournalError>
  readonly read: <A>(body: (rows: Rows<E>) => Effect.Effect<A, E>) => Effect.Effect<A, Journal.JournalError>
  /** After an erasure: makes sure that the bytes are gone. */
  readonly purge: (operation: Id.OperationId) => Effect.Effect<void, Journal.JournalError>
}

// constructors

/** The port over tables. */
export const make = <E>(tables: Tables<E>): Journal.Journal["Service"] => ({
  append: batch =>
    Effect.flatMap(Clock.currentTimeMillis, millis => {
      const prepared = prepare(batch)
      return tables.write(batch.operation, rows => append(rows, prepared, millis))
    }),
  read: query => Stream.unwrap(Effect.map(head(tables), upTo => read(tables, query, upTo.position))),
  replicate: recorded => replicate(tables, recorded),
  erase: (person, grounds) =>
    Effect.tap(
      Effect.flatMap(Clock.currentTimeMillis, millis => tables.write(grounds.operation, rows => erase(rows, person, grounds, millis))),
      () => tables.purge(grounds.operation)
    ),
  head: head(tables),
  capabilities: tables.capabilities
})

// operations

/** Runs a body of a store that answers at once: without a pause, so that nothing else in this process comes between. */
export const atOnce = <A, E>(body: Effect.Effect<A, E>): Result.Result<A, E> => Effect.runSync(Effect.result(body))

// internal

/** Rows in one page, and about so many records in one transaction of a copy. */
const pageSize = 1000

const headOf = (newest: Newest | undefined): Journal.Head =>
  // sound: stores count positions from 1
  newest === undefined ? Journal.emptyHead : { position: newest.position as Id.Position, digest: newest.digest }

const head = <E>(tables: Tables<E>): Effect.Effect<Journal.Head, Journal.JournalError> =>
  tables.read(rows => Effect.map(rows.newest, headOf))

const append = Effect.fnUntraced(function* <E>(rows: Rows<E>, batch: Prepared, millis: number) {
  const stored = yield* rows.ofOperation(batch.operation)
  if (stored.length > 0) {
    if (repeats(batch, stored)) return receipt(stored, true)
    return yield* Effect.fail(new Journal.JournalError({ reason: { _tag: "OperationMismatch", operation: batch.operation } }))
  }
  const used = batch.expecting === undefined ? [] : yield* rows.used(batch.expecting.tags, batch.expecting.since)
  if (used.length > 0) return yield* Effect.fail(conflict(used))
  const sealed = seal(batch, yield* rows.newest, millis)
  yield* rows.insert(sealed)
  return receipt(sealed, false)
})

const conflict = (used: ReadonlyArray<{ readonly tag: string; readonly position: number }>): Journal.JournalError => {
  // sound: these tags and positions were stored as such
  const tags = [...new Set(used.map(({ tag }) => tag as Fact.Tag))]
  const positions = [...new Set(used.map(({ position }) => position as Id.Position))].sort((a, b) => a - b)
  return new Journal.JournalError({ reason: { _tag: "Conflict", tags, positions } })
}

/** What was recorded after the first erasure stays when it is sent again. */
const erase = Effect.fnUntraced(function* <E>(rows: Rows<E>, person: Id.MemberId, grounds: Journal.Grounds, millis: number) {
  const appended = yield* append(rows, prepare(Journal.erasure(person, grounds)), millis)
  if (!appended.repeated) yield* rows.forget(person, appended.first)
  return appended
})

/** Reads up to the head of the moment it starts, page by page after the last position seen, so that what is appended meanwhile moves nothing. */
const read = <E>(tables: Tables<E>, query: Journal.Query, newest: number): Stream.Stream<Journal.Recorded, Journal.JournalError> => {
  const upTo = Math.min(query.upTo ?? newest, newest)
  return Stream.paginate(query.after ?? 0, (after: number) =>
    Effect.flatMap(
      tables.read(rows => rows.page(query, after, upTo, pageSize)),
      stored =>
        Effect.fromResult(
          Result.map(Result.all(stored.map(row => toRecorded(row))), records => {
            const last = records.at(-1)
            return [
              records,
              last === undefined || records.length < pageSize ? Option.none<number>() : Option.some<number>(last.position)
            ] as const
          })
        )
    )
  )
}

/** Copies in transactions that end where an operation does; what is here already is compared and skipped. */
const replicate = <S, E, R>(
  tables: Tables<S>,
  recorded: Stream.Stream<Journal.Recorded, E, R>
): Effect.Effect<Journal.Head, Journal.JournalError | E, R> =>
  Effect.suspend(() => {
    let pending: Array<Journal.Recorded> = []
    let purge: Id.OperationId | undefined
    const keep = (records: ReadonlyArray<Journal.Recorded>) =>
      Effect.suspend(() => {
        const operation = records.at(-1)?.operation
        if (operation === undefined) return Effect.void
        if (records.some(({ fact }) => fact.kind === "personal.erased")) purge = operation
        return tables.write(operation, rows => copy(rows, records))
      })
    return recorded.pipe(
      Stream.runForEachArray(arrived => {
        pending.push(...arrived)
        if (pending.length < pageSize) return Effect.void
        const boundary = pending.findLastIndex((record, index) => index > 0 && record.operation !== pending[index - 1]?.operation)
        if (boundary < 1) return Effect.void
        const records = pending.slice(0, boundary)
        pending = pending.slice(boundary)
        return keep(records)
      }),
      Effect.andThen(Effect.suspend(() => keep(pending))),
      Effect.andThen(Effect.suspend(() => (purge === undefined ? Effect.void : tables.purge(purge)))),
      Effect.andThen(head(tables))
    )
  })

const copy = Effect.fnUntraced(function* <E>(rows: Rows<E>, records: ReadonlyArray<Journal.Recorded>) {
  const newest = yield* rows.newest
  const held = headOf(newest)
  const digests = yield* rows.digests(records.map(({ position }) => position).filter(position => position <= held.position))
  const fresher = records.filter(({ position }) => position > held.position)
  const known = new Set(yield* rows.known([...new Set(fresher.map(({ operation }) => operation))]))
  let before = held
  let operation: string | undefined = newest?.operation
  const operations = new Set<string>()
  let fresh: Array<Tagged> = []
  for (const record of records) {
    if (record.position <= held.position && before === held) {
      if (digests.get(record.position) === record.digest) continue
      return yield* Effect.fail(corrupt(record.position, "the journal here has another record"))
    }
    const wrong = Journal.verify(before, record)
    if (wrong !== undefined) return yield* Effect.fail(corrupt(record.position, wrong))
    if (record.operation !== operation && (operations.has(record.operation) || known.has(record.operation))) {
      return yield* Effect.fail(corrupt(record.position, "its operation stands in two places"))
    }
    operations.add(record.operation)
    operation = record.operation
    fresh.push(yield* Effect.fromResult(fromRecorded(record)))
    before = record
    if (record.fact instanceof Fact.Unread || record.fact.kind !== "personal.erased") continue
    // The person's payloads may have been copied here before they were erased there.
    yield* rows.insert(fresh)
    fresh = []
    yield* rows.forget(record.fact.member, record.position)
  }
  if (fresh.length > 0) yield* rows.insert(fresh)
})
