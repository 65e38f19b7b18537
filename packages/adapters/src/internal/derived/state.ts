/**
 * How far the tables are, and whether they are still those that a source was opened over: they may be dropped, or built anew page by page, and the
 * journal itself replaced, while somebody measures by them.
 */
import { type Id, Journal } from "@chibo/core"
import { Effect, Result } from "effect"
import type { Database, Dialect, Query } from "./database.ts"
import { tables, version } from "./schema.ts"

// model

/** The head that the tables have reached, and which build of them it is. */
export interface State extends Journal.Head {
  readonly built: string
}

/** Runs what reads the tables, and gives its answer only where the tables were whole all the while. */
export type Steady = <A>(body: Effect.Effect<A, Journal.JournalError>) => Effect.Effect<A, Journal.JournalError>

// constructors

/** Says what is not to be had of these tables. */
export const unsupported = (what: string): Journal.JournalError => new Journal.JournalError({ reason: { _tag: "Unsupported", what } })

// operations

/** The state of the tables, if all of them are there, and of this version. */
export const stateOf = <E>(dialect: Dialect, query: Query<E>): Effect.Effect<State | undefined, E> =>
  Effect.gen(function* () {
    const [there] = yield* query(dialect.there, JSON.stringify(tables))
    if (Number(there?.[0]) < tables.length) return undefined
    const state = dialect.table("derived_state")
    const [held] = yield* query(`select version from ${state}`)
    // asked first: the columns of another version are not known here
    if (Number(held?.[0]) !== version) return undefined
    const [row] = yield* query(`select position, digest, built from ${state}`)
    // sound: stores count positions from 1
    return { position: Number(row?.[0]) as Id.Position, digest: String(row?.[1]), built: String(row?.[2]) }
  })

/** Whether the journal has such a record: else it is another one. */
export const isOf = <E>({ table, value }: Dialect, query: Query<E>, head: Journal.Head): Effect.Effect<boolean, E> =>
  head.position === 0
    ? Effect.succeed(true)
    : Effect.map(
        query(`select digest from ${table("record")} where position = cast(${value(1)} as bigint)`, head.position),
        ([row]) => row?.[0] === head.digest
      )

/**
 * Watches over the tables for a source as known at a head. What was read while they were built anew is read again; what cannot be read is
 * `Unsupported` where they are gone, do not reach the head any more, or the journal is another one.
 */
export const watch = <E>({ dialect, query }: Database<E>, head: Journal.Head): Effect.Effect<Steady, Journal.JournalError> =>
  Effect.gen(function* () {
    const look = Effect.gen(function* () {
      const state = yield* stateOf(dialect, query)
      if (state === undefined) return yield* Effect.fail(unsupported("the derived tables are gone: build them again"))
      if (!(yield* isOf(dialect, query, head)))
        return yield* Effect.fail(unsupported("the journal is no longer the one that this source was opened over"))
      if (state.position < head.position)
        return yield* Effect.fail(unsupported(`the derived tables are being built anew, and reach position ${state.position} only`))
      return state.built
    })
    // what is asked each time is one statement; only where it does not say that all is as it was, one looks closer
    const { table, value } = dialect
    const same = (built: string) =>
      Effect.map(
        query(
          `select count(*) from ${table("derived_state")} where version = ${version} and built = ${value(1)} and position >= cast(${value(2)} as bigint)
            and (cast(${value(2)} as bigint) = 0 or exists (select 1 from ${table("record")} as record where record.position = cast(${value(2)} as bigint) and record.digest = ${value(3)}))`,
          built,
          head.position,
          head.digest
        ),
        ([row]) => Number(row?.[0]) === 1
      )
    let built = yield* look
    return body =>
      Effect.gen(function* () {
        for (let tries = 0; tries < 3; tries++) {
          const before = built
          const answer = yield* Effect.result(body)
          const asBefore = yield* Effect.result(same(before))
          if (Result.isSuccess(answer) && Result.isSuccess(asBefore) && asBefore.success) return answer.success
          built = yield* look
          if (built !== before) continue
          if (Result.isFailure(answer)) return yield* Effect.fail(answer.failure)
          if (Result.isFailure(asBefore)) return yield* Effect.fail(asBefore.failure)
        }
        return yield* Effect.fail(new Journal.JournalError({ reason: { _tag: "Unavailable" } }))
      })
  })
