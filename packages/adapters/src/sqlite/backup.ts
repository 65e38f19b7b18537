/**
 * A copy of a journal's file at one moment, made beside its place, verified, and only then given its name.
 */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { Journal, Verify } from "@chibo/core"
import { Effect, type Scope } from "effect"
import type { Connection } from "./connection.ts"
import { classify } from "./errors.ts"

// model

/** What a backup needs of the adapter. */
export interface Parts {
  readonly filename: string
  readonly to: string
  readonly connect: (filename: string, withoutLog: boolean) => Effect.Effect<Connection, Journal.JournalError, Scope.Scope>
  readonly journal: (connection: Connection) => Journal.Journal["Service"]
}

// operations

/** Makes the copy and gives its head; leaves nothing at its place where it fails. */
export const makeBackup = ({ filename, to, connect, journal }: Parts): Effect.Effect<Journal.Head, Journal.JournalError> => {
  const partial = `${to}.partial`
  const clear = Effect.sync(() => {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${partial}${end}`, { force: true })
  })
  const copied = Effect.scoped(
    Effect.flatMap(connect(filename, false), connection => Effect.tryPromise({ try: () => connection.copy(partial), catch: failed }))
  )
  // The copy bears the mark of a file in use; opening it for writing and closing it takes the mark away.
  const verified = Effect.scoped(
    Effect.flatMap(connect(partial, true), connection => {
      const copy = journal(connection)
      return Effect.flatMap(copy.head, head => Verify.all(copy.read({}), { known: [head] }))
    })
  )
  return Effect.gen(function* () {
    if (!existsSync(filename)) return yield* refuse("there is no such file")
    if (existsSync(to)) return yield* refuse("there is a file of that name already")
    yield* clear
    yield* copied
    const head = yield* verified
    yield* Effect.try({
      try: () => {
        renameSync(partial, to)
        sync(dirname(resolve(to)))
      },
      catch: failed
    })
    return head
  }).pipe(Effect.ensuring(clear))
}

// internal

const refuse = (cause: string) => Effect.fail(new Journal.JournalError({ reason: { _tag: "StorageFailed" }, cause }))

/** What SQLite or the file system says; that the disk is full is the one thing that the two say apart. */
const failed = (error: unknown): Journal.JournalError => {
  const full = typeof error === "object" && error !== null && "code" in error && error.code === "ENOSPC"
  return (
    classify(error, { _tag: "Write" }) ??
    new Journal.JournalError({ reason: full ? { _tag: "StorageFull" } : { _tag: "StorageFailed" }, cause: error })
  )
}

/** A name is on the disk once its folder is synced; Windows has no such thing, and needs none. */
const sync = (folder: string): void => {
  if (process.platform === "win32") return
  const file = openSync(folder, "r")
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
