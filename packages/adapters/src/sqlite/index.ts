/**
 * A journal in one SQLite file, by the driver that comes with Node.
 *
 * What was acknowledged is on the disk: each append is one transaction, synced when it commits. Several processes may write to the file;
 * each waits for its turn. The file must lie on a disk of this machine, not on a network share, and while it is open its `-wal` neighbour
 * belongs to it: a copy of the file alone is no backup, and is refused. `backup` makes one.
 *
 * @since 0.1.0
 */
import { Journal } from "@chibo/core"
import { Brief } from "@chibo/rules"
import { Effect, Layer, Schedule, type Scope } from "effect"
import { discard, refresh } from "../internal/derived/build.ts"
import { makeSource, type SourceOptions } from "../internal/derived/source.ts"
import { atOnce, make as makeJournal, type Tables } from "../internal/journal.ts"
import { verify as verifyStore } from "../internal/verify.ts"
import { makeBackup } from "./backup.ts"
import { type Connection, open } from "./connection.ts"
import { databaseOf } from "./derived.ts"
import { makeLookup, makeRows } from "./rows.ts"

// model

/**
 * Which file; `busyTimeout` is how long to wait for other writers, in milliseconds (5,000 unless told), before `Unavailable`; the
 * process stands still while it waits.
 *
 * @since 0.1.0
 */
export interface Options {
  readonly filename: string
  readonly busyTimeout?: number
  /**
   * Opens a file that was copied without its `-wal` neighbour while it was in use: what was recorded last may be missing. Compare its head with
   * one kept elsewhere.
   */
  readonly withoutLog?: boolean
}

/** Which file to copy, and where to: a file that is not there yet. */
export interface BackupOptions extends Pick<Options, "filename" | "busyTimeout"> {
  readonly to: string
}

/** Which file to check, and heads kept elsewhere that its journal must hold. */
export interface VerifyOptions extends Options {
  readonly known?: ReadonlyArray<Journal.Head>
}

/** Which file, as known at which point, and the functions of the packs. */
export interface BriefOptions extends Options, SourceOptions {}

// constructors

/**
 * A source that measures by the derived tables of a file, for as long as the scope lives; for units that no register holds. It answers as
 * known at one position, whatever is recorded meanwhile. `latest` brings the tables up to the journal's head first; any other point that they
 * do not reach is `Unsupported`.
 *
 * @since 0.2.0
 */
export const briefSource = (options: BriefOptions): Effect.Effect<Brief.Source, Journal.JournalError, Scope.Scope> =>
  Effect.flatMap(connect(options), connection => makeSource(databaseOf(connection), options))

// operations

/**
 * Builds the derived tables of a file, or brings them up to the journal's head, and gives the head that they have. They are documented in the
 * guide, for others to read; nothing is lost where they are.
 *
 * @since 0.2.0
 */
export const derive = (options: Options): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.scoped(Effect.flatMap(connect(options), connection => refresh(databaseOf(connection))))

/**
 * Drops the derived tables of a file.
 *
 * @since 0.2.0
 */
export const dropDerived = (options: Options): Effect.Effect<void, Journal.JournalError> =>
  Effect.scoped(Effect.flatMap(connect(options), connection => discard(databaseOf(connection))))

/**
 * Copies a journal as it is at one moment into a new file, while others may write, verifies the copy, and gives its head. What the file says
 * was erased is in no later copy. The copy is opened, or put in the place of a lost file, as it is.
 *
 * Call it as `Sqlite.backup({ filename: "cao-loc.sqlite", to: "/media/usb/cao-loc-2026-11-24.sqlite" })`.
 *
 * @since 0.1.0
 */
export const backup = ({ filename, busyTimeout = 5000, to }: BackupOptions): Effect.Effect<Journal.Head, Journal.JournalError> =>
  makeBackup({
    filename,
    to,
    connect: (file, withoutLog) => connect({ filename: file, busyTimeout, withoutLog }),
    journal: connection => makeJournal(tables(connection))
  })

/**
 * Checks a file up to its journal's head, which it gives, while others may write: the chain as `Verify.all` does, and then the tags and operations
 * by which records are found, which the chain does not cover. Fails with `Corrupt` at the first position that does not fit; the chain goes first.
 *
 * Call it as `Sqlite.verify({ filename: "cao-loc.sqlite", known: [headInTheMinutes] })`.
 *
 * @since 0.2.0
 */
export const verify = ({ known = [], ...options }: VerifyOptions): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.scoped(
    Effect.flatMap(connect(options), connection => {
      const { read } = tables(connection)
      const lookup = makeLookup(connection)
      return verifyStore<never>({ journal: makeJournal(tables(connection)), look: body => read(() => body(lookup)), known })
    })
  )

// layer

/**
 * The journal in a file, which is created where there is none. Fails where the file cannot be opened for writing, is no journal, was written by a
 * newer release or lies on a network share (`Unsupported`), was copied without its `-wal` neighbour while in use (`Corrupt`), or does not keep the
 * settings that durability and erasure rest on.
 *
 * Provide it at the edge: `program.pipe(Effect.provide(Sqlite.layer({ filename: "cao-loc.sqlite" })))`.
 *
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<Journal.Journal, Journal.JournalError> =>
  Layer.effect(
    Journal.Journal,
    Effect.map(connect(options), connection => makeJournal(tables(connection)))
  )

/**
 * The source of `briefSource`, as a layer.
 *
 * @since 0.2.0
 */
export const layerBriefSource = (options: BriefOptions): Layer.Layer<Brief.BriefSource, Journal.JournalError> =>
  Layer.effect(Brief.BriefSource, briefSource(options))

// internal

const connect = ({
  filename,
  busyTimeout = 5000,
  withoutLog = false
}: Options): Effect.Effect<Connection, Journal.JournalError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.retry(
      Effect.suspend(() => Effect.fromResult(open(filename, busyTimeout, withoutLog))),
      // SQLite does not wait where two processes switch a new file to its log at the same moment.
      { while: error => error.reason._tag === "Unavailable", times: 2, schedule: Schedule.spaced("20 millis") }
    ),
    connection => Effect.sync(connection.close)
  )

const tables = (connection: Connection): Tables => {
  const rows = makeRows(connection)
  return {
    capabilities: { durable: true, sharedWriters: true, replicate: true, erase: true },
    write: (operation, body) => Effect.suspend(() => Effect.fromResult(connection.write(operation, () => atOnce(body(rows))))),
    read: body => Effect.suspend(() => Effect.fromResult(connection.read(() => Effect.runSync(body(rows))))),
    purge: operation =>
      // Freed pages are overwritten in the log; emptying it into the file is what takes the old ones away. A reader may hold it up: the
      // erasure is recorded then, and sent again it empties the log.
      Effect.suspend(() => Effect.fromResult(connection.emptyLog())).pipe(
        Effect.filterOrFail(
          empty => empty,
          () => new Journal.JournalError({ reason: { _tag: "OutcomeUnknown", operation } })
        ),
        Effect.retry({
          while: error => error.reason._tag === "OutcomeUnknown",
          schedule: Schedule.spaced(`${pause} millis`),
          times: Math.ceil(connection.patience / pause)
        })
      )
  }
}

/** Milliseconds between two looks at a log that somebody holds up. */
const pause = 20
