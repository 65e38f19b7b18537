/**
 * Sessions of one server, and transactions whose end is known, or said not to be.
 *
 * A transaction here is its own: that of `effect/sql` turns the error of a rollback on a lost connection into a defect. Whatever fails before
 * COMMIT is sent has written nothing, and is run again as a whole where that may help; whatever fails after it has an unknown outcome.
 */
import type { ConnectionOptions } from "node:tls"
import { type Id, Journal } from "@chibo/core"
import type { PgConnection } from "@effect/sql-pg"
import { PgPool } from "@effect/sql-pg"
import { Cause, Clock, type Duration, Effect, type Redacted, Schedule, type Scope, Semaphore } from "effect"
import { SqlError } from "effect/sql/SqlError"
import { classify, type Failed, failed, type Phase, type Problem, silent } from "./errors.ts"
import { type Patience, session } from "./settings.ts"

// model

/** Runs a statement, and gives its rows. */
export type Run = (sql: string, values?: ReadonlyArray<unknown>) => Effect.Effect<ReadonlyArray<ReadonlyArray<unknown>>, Problem>

/** What a connection can do. */
export interface Connection {
  /** Statements that change nothing, outside of a transaction, each on any session. */
  readonly read: <A>(body: (run: Run) => Effect.Effect<A, Problem>) => Effect.Effect<A, Journal.JournalError>
  /** A transaction. A failure of the body rolls back; without an operation, an unknown outcome is told as `Unavailable`. */
  readonly write: <A>(
    operation: Id.OperationId | undefined,
    body: (run: Run) => Effect.Effect<A, Journal.JournalError | Problem>
  ) => Effect.Effect<A, Journal.JournalError>
}

/** Where the server is, and how many sessions to open at most. */
export interface Server {
  readonly url: Redacted.Redacted<string>
  readonly ssl?: boolean | ConnectionOptions
  readonly maxConnections?: number
}

// constructors

/** Sessions for as long as the scope lives; they are opened when they are needed. */
export const open = (server: Server, patience: Patience): Effect.Effect<Connection, never, Scope.Scope> =>
  Effect.gen(function* () {
    const pool = yield* Effect.orDie(
      // sound: a pool that keeps no session ready opens none here, so that there is nothing to fail
      PgPool.make({
        ...server,
        startupParameters: session(patience),
        applicationName: "chibo",
        keepAlive: "30 seconds",
        maxMessageSize: 2 ** 30
      })
    )
    // Waiting is done by the clock that it was opened with, whatever the time is for those who record.
    const clock = yield* Clock.Clock
    let closed = false
    yield* Effect.addFinalizer(() => Effect.sync(() => (closed = true)))
    const shut = Effect.suspend(() => Effect.fail(failed({ _tag: "StorageFailed" }, { closed })))
    const openly = <A>(attempt: Effect.Effect<A, Failed>) =>
      Effect.suspend(() => (closed ? shut : attempt)).pipe(
        // A pool that is closed interrupts those who wait for a session.
        Effect.catchCauseIf(
          cause => closed && Cause.hasInterruptsOnly(cause),
          () => shut
        ),
        repeatedly,
        Effect.provideService(Clock.Clock, clock)
      )
    // Writers of one process wait for each other here, so that they leave sessions to readers.
    const turn = Semaphore.makeUnsafe(1)
    return {
      read: body => openly(reading(pool, patience, body)),
      write: (operation, body) => openly(turn.withPermits(1)(transaction(pool, patience, operation, body)))
    }
  })

// internal

/** How long after the server should have given up a statement the server itself is given up. */
const grace = 2000

/** Nothing was written and it may help: run all of it again, a bounded number of times, not in step with others who do the same. */
const repeatedly = <A>(attempt: Effect.Effect<A, Failed>): Effect.Effect<A, Journal.JournalError> =>
  attempt.pipe(
    Effect.retry({ while: ({ again }) => again, times: 6, schedule: Schedule.jittered(Schedule.exponential("20 millis")) }),
    Effect.mapError(({ error }) => error)
  )

const within = <A, E>(effect: Effect.Effect<A, E>, limit: Duration.Input, phase: Phase): Effect.Effect<A, E | Failed> =>
  Effect.timeoutOrElse(effect, { duration: limit, orElse: () => Effect.fail(silent(phase)) })

const before: Phase = { _tag: "Before" }

const failedOf = (error: Journal.JournalError | Problem): Failed =>
  error instanceof SqlError ? classify(error, before) : error instanceof Journal.JournalError ? { error, again: false } : error

const runner =
  (connection: PgConnection.PgConnection, { statement }: Patience): Run =>
  (sql, values) =>
    within(connection.queryValues(sql, values), statement + grace, before)

const reading = <A>(pool: PgPool.PgPool, patience: Patience, body: (run: Run) => Effect.Effect<A, Problem>): Effect.Effect<A, Failed> =>
  Effect.mapError(
    pool.use(connection => body(runner(connection, patience))),
    failedOf
  )

const transaction = <A>(
  pool: PgPool.PgPool,
  patience: Patience,
  operation: Id.OperationId | undefined,
  body: (run: Run) => Effect.Effect<A, Journal.JournalError | Problem>
): Effect.Effect<A, Failed> =>
  Effect.scoped(
    Effect.uninterruptibleMask(restore =>
      Effect.gen(function* () {
        const connection = yield* Effect.mapError(restore(pool.reserve), failedOf)
        const run = runner(connection, patience)
        const result = yield* Effect.andThen(run("begin isolation level read committed"), body(run)).pipe(
          restore,
          Effect.mapError(failedOf),
          Effect.onError(() => rollback(pool, connection))
        )
        yield* commit(connection, patience, operation)
        return result
      })
    )
  )

/** A session that cannot be brought back is given up; its server undoes what it had begun. */
const rollback = (pool: PgPool.PgPool, connection: PgConnection.PgConnection): Effect.Effect<void> =>
  within(connection.query("rollback"), grace, before).pipe(
    Effect.catchCause(() => pool.invalidate(connection)),
    Effect.asVoid
  )

const commit = (
  connection: PgConnection.PgConnection,
  { statement }: Patience,
  operation: Id.OperationId | undefined
): Effect.Effect<void, Failed> => {
  const phase: Phase = { _tag: "Commit", operation }
  return within(connection.query("commit", [], false), statement + grace, phase).pipe(
    Effect.mapError(error => (error instanceof SqlError ? classify(error, phase) : error)),
    // What the server answers where it had to undo the transaction.
    Effect.flatMap(({ command }) =>
      command === "ROLLBACK" ? Effect.fail(failed({ _tag: "Unavailable" }, { command }, true)) : Effect.void
    )
  )
}
