/**
 * What SQLite's result codes mean to a journal. Codes only: messages change, and may carry values.
 */
import { type Id, Journal } from "@chibo/core"

/** Where it happened: an error while committing may come after the commit. */
export type Phase = { readonly _tag: "Open" | "Read" | "Write" } | { readonly _tag: "Commit"; readonly operation: Id.OperationId }

/**
 * The reason behind what the driver threw, or nothing where it was not the driver who threw.
 */
export const classify = (error: unknown, phase: Phase): Journal.JournalError | undefined => {
  const code = codeOf(error)
  return code === undefined ? undefined : new Journal.JournalError({ reason: reasonOf(code & 0xff, phase), cause: error })
}

// internal

const [BUSY, LOCKED, CORRUPT, FULL, NOTADB] = [5, 6, 11, 13, 26]
const MISUSE = 21

const reasonOf = (code: number, phase: Phase): Journal.Reason => {
  switch (code) {
    case BUSY:
    case LOCKED:
      return { _tag: "Unavailable" }
    case FULL:
      return { _tag: "StorageFull" }
  }
  if (phase._tag === "Commit") return { _tag: "OutcomeUnknown", operation: phase.operation }
  // sound: 0 stands before all positions; SQLite does not say which record its damaged page holds
  if (code === CORRUPT || code === NOTADB)
    return { _tag: "Corrupt", at: 0 as Id.Position, what: "the database file is damaged, or is no database" }
  return { _tag: "StorageFailed" }
}

const codeOf = (error: unknown): number | undefined => {
  if (typeof error !== "object" || error === null) return undefined
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode
  // what node says of a connection that is closed
  return "code" in error && error.code === "ERR_INVALID_STATE" ? MISUSE : undefined
}
