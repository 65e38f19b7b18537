/**
 * What PostgreSQL's states mean to a journal. States only: messages change, and may carry values.
 *
 * The driver's own `isRetryable` is not asked: it holds a lost connection to be worth another try even where COMMIT was sent, and what was
 * committed would then be recorded twice.
 */
import { type Id, Journal } from "@chibo/core"
import type { SqlError } from "effect/sql/SqlError"

// model

/** Where it happened: an error after COMMIT was sent may come after the commit. */
export type Phase = { readonly _tag: "Before" } | { readonly _tag: "Commit"; readonly operation: Id.OperationId | undefined }

/** What an attempt came to. `again`: nothing was written, and the whole of it may succeed when it is run again. */
export interface Failed {
  readonly error: Journal.JournalError
  readonly again: boolean
}

/** What goes wrong inside of an attempt: as the driver says it, or as it is understood. */
export type Problem = SqlError | Failed

// constructors

/** A failure that the driver did not report. */
export const failed = (reason: Journal.Reason, cause: unknown, again = false): Failed => ({
  error: new Journal.JournalError({ reason, cause }),
  again
})

/** Says that no answer came in time; the connection is given up. */
export const silent = (phase: Phase): Failed => failed(lost(phase), { silent: true }, phase._tag === "Before")

// operations

/** The meaning of what the driver said, with a cause that carries no value of a statement. */
export const classify = (error: SqlError, phase: Phase): Failed => {
  const state = stateOf(error)
  const cause = { driver: error.reason._tag, ...detailsOf(error.reason.cause) }
  if (state === undefined) {
    // What the driver could not send or read; without a connection there is no state either.
    return error.reason._tag === "ConnectionError"
      ? failed(lost(phase), cause, phase._tag === "Before")
      : failed(phase._tag === "Before" ? { _tag: "StorageFailed" } : lost(phase), cause)
  }
  if (rolledBack.has(state)) return failed({ _tag: "Unavailable" }, cause, true)
  if (phase._tag === "Commit") return failed(lost(phase), cause)
  const known = reasons.find(([pattern]) => pattern.test(state))
  return known === undefined ? failed({ _tag: "StorageFailed" }, cause) : failed(known[1], cause, known[2])
}

/** The five characters by which the server says what happened, where it was the server. */
export const stateOf = (error: SqlError): string | undefined => {
  const { state } = detailsOf(error.reason.cause)
  return state
}

// internal

/** The server says that it has undone the transaction, at COMMIT too: a serialization failure, a deadlock. Not 40003, which says it cannot tell. */
const rolledBack = new Set(["40001", "40P01", "40000", "40002"])

const unavailable: Journal.Reason = { _tag: "Unavailable" }

/** Before COMMIT, nothing is written yet. The first that matches. */
const reasons: ReadonlyArray<readonly [state: RegExp, reason: Journal.Reason, again: boolean]> = [
  [/^53100$/, { _tag: "StorageFull" }, false],
  [/^(08...|57P0[1235]|25P0[34]|53300)$/, unavailable, true], // the connection is gone, or none is to be had for now
  [/^(55P03|57014)$/, unavailable, false], // waited long enough already
  [/^25006$/, unavailable, false], // a standby, until it is promoted
  [/^23505$/, { _tag: "StorageFailed" }, true], // a writer that does not take the lock was first
  // sound: 0 stands before all positions; PostgreSQL does not say which record its damaged page holds
  [/^XX00[12]$/, { _tag: "Corrupt", at: 0 as Id.Position, what: "the database is damaged" }, false]
]

const lost = (phase: Phase): Journal.Reason =>
  phase._tag === "Commit" && phase.operation !== undefined ? { _tag: "OutcomeUnknown", operation: phase.operation } : unavailable

/** Of a server's report only what names no value: never its message, detail or context. */
const detailsOf = (cause: unknown): { readonly state?: string; readonly routine?: string; readonly code?: string } => {
  if (typeof cause !== "object" || cause === null || !("code" in cause) || typeof cause.code !== "string") return {}
  if (!/^[0-9A-Z]{5}$/.test(cause.code) || !("severity" in cause)) return { code: cause.code }
  const routine = "routine" in cause && typeof cause.routine === "string" ? { routine: cause.routine } : {}
  return { state: cause.code, ...routine }
}
