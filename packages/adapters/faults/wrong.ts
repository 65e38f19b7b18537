/**
 * Journals that are wrong on purpose, one for each control. None can be had through the package: they take its parts past the checks that refuse
 * them.
 */
import { Journal } from "@chibo/core"
import { WrongJournal } from "@chibo/core/testing"
import { Effect, Redacted, Result, type Scope } from "effect"
import { atOnce, make } from "../src/internal/journal.ts"
import { open as openServer } from "../src/postgres/connection.ts"
import type { Problem } from "../src/postgres/errors.ts"
import { locked, reader } from "../src/postgres/rows.ts"
import { quoted } from "../src/postgres/schema.ts"
import { keeps } from "../src/postgres/settings.ts"
import { open as openFile } from "../src/sqlite/connection.ts"
import { makeRows } from "../src/sqlite/rows.ts"

type Service = Journal.Journal["Service"]

// constructors

/** A SQLite journal that does not sync when it commits. */
export const unsynced = (filename: string): Effect.Effect<Service, Journal.JournalError, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.suspend(() => Effect.fromResult(openFile(filename, 5000))),
      ({ close }) => Effect.sync(close)
    ),
    connection => {
      connection.all("pragma synchronous = NORMAL")
      const rows = makeRows(connection)
      return make<never>({
        capabilities: { durable: true, sharedWriters: true, replicate: true, erase: true },
        write: (operation, body) => Effect.suspend(() => Effect.fromResult(connection.write(operation, () => atOnce(body(rows))))),
        read: body => Effect.suspend(() => Effect.fromResult(connection.read(() => Effect.runSync(body(rows))))),
        purge: () => Effect.void
      })
    }
  )

/** A PostgreSQL journal that does not look whether the server keeps what it acknowledges. The schema must be there. */
export const trusting = (url: string, schema: string): Effect.Effect<Service, never, Scope.Scope> =>
  Effect.map(openServer({ url: Redacted.make(url), maxConnections: 2 }, { lock: 10_000, statement: 60_000 }), ({ read, write }) =>
    make<Problem>({
      capabilities: { durable: true, sharedWriters: true, replicate: true, erase: true },
      read: body => read(run => body(reader(run, quoted(schema)))),
      write: (operation, body) =>
        write(operation, run =>
          Effect.flatMap(
            locked((sql, values) => run(sql.replace(keeps(), "true"), values), quoted(schema)),
            body
          )
        ),
      purge: () => Effect.void
    })
  )

// operations

/** Acknowledges a batch before it is recorded: it is recorded when the next one comes. */
export const hasty = (journal: Service): Service => {
  let owed: Journal.Batch | undefined
  return {
    ...journal,
    append: batch =>
      Effect.gen(function* () {
        if (owed !== undefined) yield* journal.append(owed)
        owed = batch
        return receiptOf(batch, yield* journal.head)
      })
  }
}

/** Takes an error of the disk for a success. */
export const careless = (journal: Service): Service => ({
  ...journal,
  append: batch =>
    Effect.gen(function* () {
      const result = yield* Effect.result(journal.append(batch))
      return Result.isSuccess(result)
        ? result.success
        : receiptOf(batch, yield* Effect.catch(journal.head, () => Effect.succeed(Journal.emptyHead)))
    })
})

/** Looks whether a tag was used before it takes the lock, and not under it. */
export const early = (journal: Service): Service => WrongJournal.all.find(({ id }) => id === "checks-then-writes")?.make(journal) ?? journal

// internal

/** What a receipt would say, were the batch recorded after a head. */
const receiptOf = ({ operation, facts }: Journal.Batch, { position, digest }: Journal.Head): Journal.Receipt => {
  // sound: positions after one are positions
  const [first, last] = [(position + 1) as Journal.Receipt["first"], (position + facts.length) as Journal.Receipt["last"]]
  return { operation, first, last, head: { position: last, digest }, repeated: false }
}
