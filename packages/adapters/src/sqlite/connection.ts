/**
 * One connection to one file, with the settings on which its promises rest, and transactions that run without a pause: nothing else in this
 * process can come between, so that two connections of one process never wait for each other.
 */
import { backup, DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite"
import { type Id, Journal } from "@chibo/core"
import { Result } from "effect"
import { classify, type Phase } from "./errors.ts"
import { inUse, lacksLog } from "./mark.ts"
import { shareOf } from "./network.ts"
import { migrations } from "./schema.ts"

// model

/** What a connection can do. `all` and `run` may throw what the driver throws, and are for bodies of `read` and `write` only. */
export interface Connection {
  readonly all: (sql: string, ...values: ReadonlyArray<SQLInputValue>) => ReadonlyArray<ReadonlyArray<SQLOutputValue>>
  readonly run: (sql: string, ...values: ReadonlyArray<SQLInputValue>) => void
  readonly read: <A>(body: () => A) => Attempt<A>
  /** Takes the lock first, then runs the body; a failure of it rolls back. */
  readonly write: <A>(operation: Id.OperationId, body: () => Attempt<A>) => Attempt<A>
  /** Milliseconds to wait for others. */
  readonly patience: number
  /** Empties the log into the file, without waiting; tells whether it is empty. */
  readonly emptyLog: () => Attempt<boolean>
  /** Copies the whole file as it is at one moment, whoever writes meanwhile. Rejects with what the driver throws. */
  readonly copy: (to: string) => Promise<unknown>
  readonly close: () => void
}

type Attempt<A> = Result.Result<A, Journal.JournalError>

// constructors

/** Opens a file, creates or upgrades its tables, and refuses it where a setting does not hold, or where it lies on a share or lacks its log. */
export const open = (filename: string, busyTimeout: number, withoutLog = false): Attempt<Connection> => {
  // looking at the file, and at what it lies on, may fail as anything on a disk may
  const looked = Result.try({
    try: () => refusal(filename, withoutLog),
    catch: cause => new Journal.JournalError({ reason: { _tag: "StorageFailed" }, cause })
  })
  if (Result.isFailure(looked)) return Result.fail(looked.failure)
  if (looked.success !== undefined) return Result.fail(new Journal.JournalError({ reason: looked.success }))
  return Result.flatMap(
    attempt(
      { _tag: "Open" },
      () => new DatabaseSync(filename, { timeout: busyTimeout, enableForeignKeyConstraints: true, defensive: true })
    ),
    db => {
      const ready = Result.flatMap(
        attempt({ _tag: "Open" }, () => prepare(db, busyTimeout)),
        problem => (problem === undefined ? Result.succeed(make(db, busyTimeout)) : Result.fail(problem))
      )
      if (Result.isFailure(ready)) db.close()
      // What a process recorded and was then killed, an erasure above all, is brought into the file; whoever else has it open does it later.
      else emptyLog(db, busyTimeout)
      return ready
    }
  )
}

// internal

const refusal = (filename: string, withoutLog: boolean): Journal.Reason | undefined => {
  const share = shareOf(filename)
  if (share !== undefined) return { _tag: "Unsupported", what: `a file on a network share (${share}): put it on a disk of this machine` }
  if (withoutLog || !lacksLog(filename)) return undefined
  const what = "the file was copied while it was in use, or its -wal neighbour is lost: what was recorded last may be missing"
  return { _tag: "Corrupt", at: Journal.emptyHead.position, what }
}

/** Pages in one step of a copy: in several steps a busy writer would make it begin again and again. */
const wholeAtOnce = 2 ** 31 - 1

/** Each setting with the value that SQLite must give back. */
const settings = (busyTimeout: number) =>
  [
    ["busy_timeout", busyTimeout, busyTimeout],
    ["journal_mode", "WAL", "wal"],
    ["synchronous", "FULL", 2],
    ["foreign_keys", "ON", 1],
    ["secure_delete", "ON", 1],
    ["trusted_schema", "OFF", 0]
  ] as const

const prepare = (db: DatabaseSync, busyTimeout: number): Journal.JournalError | undefined => {
  // Asked before anything is set: a file that a newer release wrote is left as it is.
  if (versionOf(db) > migrations.length) return newer()
  for (const [name, value, expected] of settings(busyTimeout)) {
    db.exec(`pragma ${name} = ${value}`)
    const found = settingOf(db, name)
    if (found !== expected)
      return new Journal.JournalError({ reason: { _tag: "StorageFailed" }, cause: { setting: name, expected, found } })
  }
  db.exec("begin immediate")
  try {
    // A file that SQLite could not open for writing it opens for reading, and says so only when it is told to write: no journal would be that.
    db.exec(`pragma user_version = ${versionOf(db)}`)
    // Asked again under the lock: another process may have been first.
    const version = versionOf(db)
    for (const step of migrations.slice(version)) db.exec(step)
    if (version >= migrations.length) return version > migrations.length ? newer() : undefined
    db.exec(`pragma user_version = ${migrations.length}`)
    db.exec("commit")
    return undefined
  } finally {
    if (db.isTransaction) db.exec("rollback")
  }
}

/**
 * Empties the log into the file, where nobody else is in the way; tells whether it is empty. It does not wait: nothing else in this process could
 * go on meanwhile, not even what is in the way.
 */
const emptyLog = (db: DatabaseSync, busyTimeout: number): Attempt<boolean> => {
  const emptied = attempt({ _tag: "Read" }, () => {
    db.exec("pragma busy_timeout = 0")
    return Object.values(db.prepare("pragma wal_checkpoint(truncate)").get() ?? {})[0] === 0
  })
  return Result.flatMap(
    attempt({ _tag: "Read" }, () => db.exec(`pragma busy_timeout = ${busyTimeout}`)),
    () => emptied
  )
}

const newer = () =>
  new Journal.JournalError({ reason: { _tag: "Unsupported", what: `a file with a schema newer than version ${migrations.length}` } })

const settingOf = (db: DatabaseSync, pragma: string): SQLOutputValue | undefined =>
  Object.values(db.prepare(`pragma ${pragma}`).get() ?? {})[0]

const versionOf = (db: DatabaseSync): number => Number(settingOf(db, "user_version"))

/** Connections that must not be closed, held so that they are not collected either. */
const abandoned = new Set<DatabaseSync>()

/** Only what the driver throws becomes a failure; anything else is a bug, and goes on as one. */
const attempt = <A>(phase: Phase, body: () => A): Attempt<A> =>
  Result.try({
    try: body,
    catch: error => {
      const known = classify(error, phase)
      if (known === undefined) throw error
      return known
    }
  })

const make = (db: DatabaseSync, busyTimeout: number): Connection => {
  const statements = new Map<string, StatementSync>()
  const statement = (sql: string) => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const prepared = db.prepare(sql)
    prepared.setReturnArrays(true)
    statements.set(sql, prepared)
    return prepared
  }
  const marked = () => Number(statement("pragma application_id").all()[0]?.[0]) === inUse
  const rollback = () => attempt({ _tag: "Write" }, () => (db.isTransaction ? db.exec("rollback") : undefined))
  const write = <A>(operation: Id.OperationId, body: () => Attempt<A>): Attempt<A> => {
    const begun = attempt({ _tag: "Write" }, () => {
      // only where an earlier rollback failed
      if (db.isTransaction) db.exec("rollback")
      db.exec("begin immediate")
    })
    if (Result.isFailure(begun)) return Result.fail(begun.failure)
    try {
      let marks = false
      const marking = attempt({ _tag: "Write" }, () => {
        marks = !marked()
        if (marks) db.exec(`pragma application_id = ${inUse}`)
      })
      const result = Result.flatMap(marking, () => Result.flatMap(attempt({ _tag: "Write" }, body), inner => inner))
      if (Result.isFailure(result)) return result
      const committed = attempt({ _tag: "Commit", operation }, () => db.exec("commit"))
      // the mark is of use in the file only; that it gets there later is no failure of what was committed
      if (Result.isSuccess(committed) && marks) attempt({ _tag: "Read" }, () => db.exec("pragma wal_checkpoint(passive)"))
      return Result.map(committed, () => result.success)
    } finally {
      rollback()
    }
  }
  return {
    // sound: the statement was told to return arrays, which its type does not follow
    all: (sql, ...values) => statement(sql).all(...values) as unknown as ReadonlyArray<ReadonlyArray<SQLOutputValue>>,
    run: (sql, ...values) => {
      statement(sql).run(...values)
    },
    read: body => attempt({ _tag: "Read" }, body),
    write,
    patience: busyTimeout,
    emptyLog: () => emptyLog(db, busyTimeout),
    copy: to => backup(db, to, { rate: wholeAtOnce }),
    close: () => {
      if (!db.isOpen) return
      for (let tries = 0; tries < 3; tries++) {
        // whoever else has the file open sets the mark again with the next append, and keeps the log
        const unmarked = attempt({ _tag: "Write" }, () => (marked() ? db.exec("pragma application_id = 0") : undefined))
        if (Result.isSuccess(unmarked) || unmarked.failure.reason._tag === "Unavailable") return db.close()
      }
      // The disk fails: closed now, the sound file would bear the mark without its log, which SQLite deletes. It is left as a crash leaves it.
      abandoned.add(db)
    }
  }
}
