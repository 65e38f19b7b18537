/**
 * A journal in a PostgreSQL database, by the driver of `@effect/sql-pg`, which is to be installed beside this package.
 *
 * What was acknowledged is on the server's disk: each append is one transaction. Many processes may write at once; they wait for each other
 * at the journal's head, and readers see what was committed, in order. The server must be PostgreSQL 13 or later, and keep the settings that
 * durability and erasure rest on; where it does not, the journal is not opened.
 *
 * @since 0.2.0
 */
import type { ConnectionOptions } from "node:tls"
import { Journal } from "@chibo/core"
import { Brief } from "@chibo/rules"
import { Effect, Layer, type Redacted, type Scope } from "effect"
import { discard, refresh } from "../internal/derived/build.ts"
import { makeSource, type SourceOptions } from "../internal/derived/source.ts"
import { make as makeJournal } from "../internal/journal.ts"
import { verify as verifyStore } from "../internal/verify.ts"
import { type Connection, open } from "./connection.ts"
import { databaseOf } from "./derived.ts"
import type { Problem } from "./errors.ts"
import { prepare } from "./prepare.ts"
import { mostLog, moveOnWhereAllowed, type Retention, scrub as scrubLog } from "./retention.ts"
import { locked, lookup, reader } from "./rows.ts"
import { isName, quoted } from "./schema.ts"

// model

/**
 * Which server and database, as `postgres://user:password@host:port/database`, and which schema in it (`chibo` unless told); a journal has a
 * schema to itself. `lockTimeout` is how long to wait for other writers, in milliseconds (10,000 unless told), before `Unavailable`;
 * `statementTimeout` how long any one statement may take (60,000), an erasure's too. `maxConnections` is 10 unless told.
 *
 * @since 0.2.0
 */
export interface Options {
  readonly url: Redacted.Redacted<string>
  readonly ssl?: boolean | ConnectionOptions
  readonly schema?: string
  readonly maxConnections?: number
  readonly lockTimeout?: number
  readonly statementTimeout?: number
}

/** Which server and database; `mostLog` is how much of the log of changes may be written, in bytes (2 GiB unless told). */
export interface ScrubOptions extends Options {
  readonly mostLog?: number
}

export type { Retained, Retention } from "./retention.ts"

// constructors

/**
 * The journal in a schema, for as long as the scope lives.
 *
 * @since 0.2.0
 */
export const make = (options: Options): Effect.Effect<Journal.Journal["Service"], Journal.JournalError, Scope.Scope> =>
  Effect.map(connect(options), ({ connection, schema }) => over(connection, schema))

/** Which schema, as known at which point, and the functions of the packs. */
export interface BriefOptions extends Options, SourceOptions {}

/**
 * A source that measures by the derived tables of a schema, for as long as the scope lives; for a nation. It answers as known at one position,
 * whatever is recorded meanwhile. `latest` brings the tables up to the journal's head first; any other point that they do not reach is
 * `Unsupported`.
 *
 * @since 0.2.0
 */
export const briefSource = (options: BriefOptions): Effect.Effect<Brief.Source, Journal.JournalError, Scope.Scope> =>
  Effect.flatMap(connect(options), ({ connection, schema }) => makeSource(databaseOf(connection, schema), options))

// operations

/**
 * Builds the derived tables of a schema, or brings them up to the journal's head, and gives the head that they have. They are documented in
 * the guide, for others to read; nothing is lost where they are.
 *
 * @since 0.2.0
 */
export const derive = (options: Options): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.scoped(Effect.flatMap(connect(options), ({ connection, schema }) => refresh(databaseOf(connection, schema))))

/**
 * Drops the derived tables of a schema.
 *
 * @since 0.2.0
 */
export const dropDerived = (options: Options): Effect.Effect<void, Journal.JournalError> =>
  Effect.scoped(Effect.flatMap(connect(options), ({ connection, schema }) => discard(databaseOf(connection, schema))))

/** Which schema to check, and heads kept elsewhere that its journal must hold. */
export interface VerifyOptions extends Options {
  readonly known?: ReadonlyArray<Journal.Head>
}

/**
 * Checks a schema up to its journal's head, which it gives, while others may write: the chain as `Verify.all` does, and then the head, the tags and
 * the operations by which records are found, which the chain does not cover. Fails with `Corrupt` at the first position that does not fit; the
 * chain goes first.
 *
 * Call it as `Postgres.verify({ url: Redacted.make("postgres://localhost/chibo"), known: [headInTheMinutes] })`.
 *
 * @since 0.2.0
 */
export const verify = ({ known = [], ...options }: VerifyOptions): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.scoped(
    Effect.flatMap(connect(options), ({ connection, schema }) =>
      verifyStore<Problem>({
        journal: over(connection, schema),
        look: body => connection.read(run => body(lookup(run, schema))),
        known
      })
    )
  )

/**
 * After erasures: has the server remove or write over the log of changes in which erased payloads still stand, and names whatever may hold some all
 * the same, with what to do about it. Where `retained` is empty, no file in
 * the server's data directory holds any.
 *
 * It is for an administrator, and needs no schema: the role must be a superuser, or hold `pg_checkpoint` (from PostgreSQL 15 on), `pg_monitor` and
 * `EXECUTE` on `pg_ls_dir` and `pg_stat_file`; else it fails with `Unsupported`, as it does on a standby. Others may write meanwhile.
 *
 * @since 0.2.0
 */
export const scrub = (options: ScrubOptions): Effect.Effect<Retention, Journal.JournalError> =>
  Effect.scoped(Effect.flatMap(reach(options), ({ connection }) => connection.read(run => scrubLog(run, options.mostLog ?? mostLog))))

// layer

/**
 * The journal in a schema, which is created where there is none. Fails where the server cannot be reached or does not keep its settings, and
 * where a newer release wrote the schema (`Unsupported`).
 *
 * Provide it at the edge: `program.pipe(Effect.provide(Postgres.layer({ url: Redacted.make("postgres://localhost/chibo") })))`.
 *
 * @since 0.2.0
 */
export const layer = (options: Options): Layer.Layer<Journal.Journal, Journal.JournalError> => Layer.effect(Journal.Journal, make(options))

/**
 * The source of `briefSource`, as a layer.
 *
 * @since 0.2.0
 */
export const layerBriefSource = (options: BriefOptions): Layer.Layer<Brief.BriefSource, Journal.JournalError> =>
  Layer.effect(Brief.BriefSource, briefSource(options))

// internal

const reach = ({ schema: _, lockTimeout = 10_000, statementTimeout = 60_000, ...server }: Options) => {
  const patience = { lock: lockTimeout, statement: statementTimeout }
  return Effect.map(open(server, patience), connection => ({ connection, patience }))
}

/** The schema's name comes back quoted. */
const connect = (options: Options) =>
  Effect.gen(function* () {
    const { schema = "chibo" } = options
    if (!isName(schema))
      return yield* Effect.fail(new Journal.JournalError({ reason: { _tag: "Unsupported", what: "a schema of that name" } }))
    const { connection, patience } = yield* reach(options)
    yield* prepare(connection, schema, patience)
    return { connection, schema: quoted(schema) }
  })

const over = ({ read, write }: Connection, schema: string): Journal.Journal["Service"] =>
  makeJournal<Problem>({
    capabilities: { durable: true, sharedWriters: true, replicate: true, erase: true },
    read: body => read(run => body(reader(run, schema))),
    write: (operation, body) => write(operation, run => Effect.flatMap(locked(run, schema), body)),
    // The tables are clean with the erasure's own transaction. The log of changes is moved on where the role may do that; whoever must be sure
    // asks `scrub`, for what holds the log may be out of a journal's reach, and is no failure of an erasure that is recorded.
    purge: () => Effect.ignore(read(run => moveOnWhereAllowed(run, mostLog)))
  })
