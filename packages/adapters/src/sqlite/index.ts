/**
 * A journal in one SQLite file, by the driver that comes with Node.
 *
 * What was acknowledged is on the disk: each append is one transaction, synced when it commits. Several processes may write to the file;
 * each waits for its turn. The file must lie on a disk of this machine, not on a network share, and while it is open its `-wal` neighbour
 * belongs to it: a copy of the file alone is no backup.
 *
 * @since 0.1.0
 */
import { Journal } from "@chibo/core"
import { Effect, Layer, Schedule } from "effect"
import { atOnce, make as makeJournal, type Tables } from "../internal/journal.ts"
import { type Connection, open } from "./connection.ts"
import { makeRows } from "./rows.ts"

// model

/**
 * Which file; `busyTimeout` is how long to wait for other writers, in milliseconds (5,000 unless told), before `Unavailable`.
 *
 * @since 0.1.0
 */
export interface Options {
  readonly filename: string
  readonly busyTimeout?: number
}

// layer

/**
 * The journal in a file, which is created where there is none. Fails where the file cannot be opened for writing, is no journal, was written by a newer
 * release (`Unsupported`), or does not keep the settings that durability and erasure rest on.
 *
 * Provide it at the edge: `program.pipe(Effect.provide(Sqlite.layer({ filename: "cao-loc.sqlite" })))`.
 *
 * @since 0.1.0
 */
export const layer = ({ filename, busyTimeout = 5000 }: Options): Layer.Layer<Journal.Journal, Journal.JournalError> =>
  Layer.effect(
    Journal.Journal,
    Effect.map(
      Effect.acquireRelease(
        Effect.retry(
          Effect.suspend(() => Effect.fromResult(open(filename, busyTimeout))),
          // SQLite does not wait where two processes switch a new file to its log at the same moment.
          { while: error => error.reason._tag === "Unavailable", times: 2, schedule: Schedule.spaced("20 millis") }
        ),
        connection => Effect.sync(connection.close)
      ),
      connection => makeJournal(tables(connection))
    )
  )

// internal

const tables = (connection: Connection): Tables => {
  const rows = makeRows(connection)
  return {
    capabilities: { durable: true, sharedWriters: true, replicate: true, erase: true },
    write: (operation, body) => Effect.suspend(() => Effect.fromResult(connection.write(operation, () => atOnce(body(rows))))),
    read: body => Effect.suspend(() => Effect.fromResult(connection.read(() => Effect.runSync(body(rows))))),
    purge: operation =>
      // Freed pages are overwritten in the log; emptying it into the file is what takes the old ones away. A reader may hold it up: the
      // erasure is recorded then, and sent again it empties the log.
      Effect.flatMap(
        Effect.suspend(() => Effect.fromResult(connection.read(() => connection.all("pragma wal_checkpoint(truncate)").at(0)?.[0]))),
        busy => (busy === 0 ? Effect.void : Effect.fail(new Journal.JournalError({ reason: { _tag: "OutcomeUnknown", operation } })))
      )
  }
}
