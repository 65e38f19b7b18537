/**
 * The journal over tables that answer at once: the order of things inside an append, a copy and an erasure, the same for every such store.
 */
import { Fact, type Id, Journal } from "@chibo/core"
import { Clock, Effect, Option, Result, Stream } from "effect"
import { erasure, type Newest, type Prepared, prepare, receipt, repeats, seal } from "./batch.ts"
import { corrupt, fromRecorded, type Stored, type Tagged, toRecorded } from "./stored.ts"

// model

/** What a store must be able to do with rows, inside `write` or `read`. */
export interface Rows {
  readonly newest: () => Newest | undefined
  /** The records of an operation, in order; none where it is not known. */
  readonly ofOperation: (operation: Id.OperationId) => ReadonlyArray<Stored>
  /** Every position after `since` that uses one of the tags, with the tag. */
  readonly used: (tags: ReadonlyArray<Fact.Tag>, since: Id.Position) => ReadonlyArray<{ readonly tag: string; readonly position: number }>
  readonly digestAt: (position: number) => string | undefined
  readonly page: (query: Journal.Query, after: number, upTo: number, limit: number) => ReadonlyArray<Stored>
  readonly insert: (records: ReadonlyArray<Tagged>) => void
  /** Drops salts and payloads of a person before a position. */
  readonly forget: (person: string, before: number) => void
}

/** A store of rows. `write` runs a body with the store locked, all or nothing: a failure that the body gives leaves nothing behind. */
export interface Tables {
  readonly capabilities: Journal.Capabilities
  readonly write: <A>(operation: Id.OperationId, body: (rows: Rows) => Attempt<A>) => Attempt<A>
  readonly read: <A>(body: (rows: Rows) => A) => Attempt<A>
  /** After an erasure: makes sure that the bytes are gone. */
  readonly purge: (operation: Id.OperationId) => Attempt<void>
}

type Attempt<A> = Result.Result<A, Journal.JournalError>

// constructors

/** The port over tables. */
export const make = (tables: Tables): Journal.Journal["Service"] => ({
  append: batch => now(millis => tables.write(batch.operation, rows => append(rows, prepare(batch), millis))),
  read: query => Stream.unwrap(Effect.map(head(tables), upTo => read(tables, query, upTo.position))),
  replicate: recorded => replicate(tables, recorded),
  erase: (person, grounds) =>
    Effect.tap(
      now(millis => tables.write(grounds.operation, rows => erase(rows, person, grounds, millis))),
      () => Effect.suspend(() => Effect.fromResult(tables.purge(grounds.operation)))
    ),
  head: head(tables),
  capabilities: tables.capabilities
})

// internal

/** Rows in one page, and about so many records in one transaction of a copy. */
const pageSize = 1000

const now = <A>(body: (millis: number) => Attempt<A>): Effect.Effect<A, Journal.JournalError> =>
  Effect.flatMap(Clock.currentTimeMillis, millis => Effect.fromResult(body(millis)))

const headOf = (rows: Rows): Journal.Head => {
  const newest = rows.newest()
  // sound: stores count positions from 1
  return newest === undefined ? Journal.emptyHead : { position: newest.position as Id.Position, digest: newest.digest }
}

const head = (tables: Tables): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.suspend(() => Effect.fromResult(tables.read(headOf)))

const append = (rows: Rows, batch: Prepared, millis: number): Attempt<Journal.Receipt> => {
  const stored = rows.ofOperation(batch.operation)
  if (stored.length > 0) {
    return repeats(batch, stored)
      ? Result.succeed(receipt(stored, true))
      : Result.fail(new Journal.JournalError({ reason: { _tag: "OperationMismatch", operation: batch.operation } }))
  }
  const used = batch.expecting === undefined ? [] : rows.used(batch.expecting.tags, batch.expecting.since)
  if (used.length > 0) return Result.fail(conflict(used))
  const sealed = seal(batch, rows.newest(), millis)
  rows.insert(sealed)
  return Result.succeed(receipt(sealed, false))
}

const conflict = (used: ReturnType<Rows["used"]>): Journal.JournalError => {
  // sound: these tags and positions were stored as such
  const tags = [...new Set(used.map(({ tag }) => tag as Fact.Tag))]
  const positions = [...new Set(used.map(({ position }) => position as Id.Position))].sort((a, b) => a - b)
  return new Journal.JournalError({ reason: { _tag: "Conflict", tags, positions } })
}

/** What was recorded after the first erasure stays when it is sent again. */
const erase = (rows: Rows, person: Id.MemberId, grounds: Journal.Grounds, millis: number): Attempt<Journal.Receipt> => {
  const appended = append(rows, erasure(person, grounds), millis)
  if (Result.isSuccess(appended) && !appended.success.repeated) rows.forget(person, appended.success.first)
  return appended
}

/** Reads up to the head of the moment it starts, page by page after the last position seen, so that what is appended meanwhile moves nothing. */
const read = (tables: Tables, query: Journal.Query, newest: number): Stream.Stream<Journal.Recorded, Journal.JournalError> => {
  const upTo = Math.min(query.upTo ?? newest, newest)
  return Stream.paginate(query.after ?? 0, (after: number) =>
    Effect.suspend(() => {
      const page = Result.flatMap(
        tables.read(rows => rows.page(query, after, upTo, pageSize)),
        rows => Result.all(rows.map(row => toRecorded(row)))
      )
      return Effect.fromResult(
        Result.map(page, records => {
          const last = records.at(-1)
          return [
            records,
            last === undefined || records.length < pageSize ? Option.none<number>() : Option.some<number>(last.position)
          ] as const
        })
      )
    })
  )
}

/** Copies in transactions that end where an operation does; what is here already is compared and skipped. */
const replicate = <E, R>(
  tables: Tables,
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
        return Effect.fromResult(tables.write(operation, rows => copy(rows, records)))
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
      Effect.andThen(Effect.suspend(() => (purge === undefined ? Effect.void : Effect.fromResult(tables.purge(purge))))),
      Effect.andThen(head(tables))
    )
  })

const copy = (rows: Rows, records: ReadonlyArray<Journal.Recorded>): Attempt<void> => {
  let before = headOf(rows)
  let operation: string | undefined = rows.newest()?.operation
  const operations = new Set<string>()
  let fresh: Array<Tagged> = []
  for (const record of records) {
    if (record.position <= before.position && fresh.length === 0) {
      if (rows.digestAt(record.position) === record.digest) continue
      return Result.fail(corrupt(record.position, "the journal here has another record"))
    }
    const wrong = Journal.verify(before, record)
    if (wrong !== undefined) return Result.fail(corrupt(record.position, wrong))
    if (record.operation !== operation && (operations.has(record.operation) || rows.ofOperation(record.operation).length > 0)) {
      return Result.fail(corrupt(record.position, "its operation stands in two places"))
    }
    operations.add(record.operation)
    operation = record.operation
    const stored = fromRecorded(record)
    if (Result.isFailure(stored)) return Result.fail(stored.failure)
    fresh.push(stored.success)
    before = record
    if (record.fact instanceof Fact.Unread || record.fact.kind !== "personal.erased") continue
    // The person's payloads may have been copied here before they were erased there.
    rows.insert(fresh)
    fresh = []
    rows.forget(record.fact.member, record.position)
  }
  if (fresh.length > 0) rows.insert(fresh)
  return Result.succeed(undefined)
}
