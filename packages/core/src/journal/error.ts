/**
 * Why a journal could not do what was asked: the port's one error, and its closed list of reasons.
 */
import { Data } from "effect"
import type * as Fact from "../fact/Fact.ts"
import type { OperationId, Position } from "../Id.ts"

/**
 * Why a journal could not do what was asked.
 *
 * - `Conflict`: an expected tag was used since; read on from there and decide again. Names each of those tags once, and every newer position that
 *   uses one, in order.
 * - `OperationMismatch`: that operation was recorded with other content; choose a new operation id.
 * - `Unavailable`: nothing was written; the same operation may be sent again.
 * - `OutcomeUnknown`: it may have been written; send the same operation again to learn which.
 * - `StorageFull`, `StorageFailed`: nothing was written; mend the storage first. A journal that was closed fails with `StorageFailed`.
 * - `Unsupported`: this journal cannot do it; see its capabilities.
 * - `Corrupt`: the stored bytes are not those that were written, from `at` on.
 *
 * @since 0.1.0
 */
export type Reason =
  | { readonly _tag: "Conflict"; readonly tags: ReadonlyArray<Fact.Tag>; readonly positions: ReadonlyArray<Position> }
  | { readonly _tag: "OperationMismatch"; readonly operation: OperationId }
  | { readonly _tag: "Unavailable" }
  | { readonly _tag: "OutcomeUnknown"; readonly operation: OperationId }
  | { readonly _tag: "StorageFull" }
  | { readonly _tag: "StorageFailed" }
  | { readonly _tag: "Unsupported"; readonly what: string }
  | { readonly _tag: "Corrupt"; readonly at: Position; readonly what: string }

/**
 * The one error of the port. `reason` is closed; `cause` is what the driver said, for logs.
 *
 * @since 0.1.0
 */
export class JournalError extends Data.TaggedError("JournalError")<{ readonly reason: Reason; readonly cause?: unknown }> {
  /** Whether sending the same operation again may help, as it stands. */
  get isRetryable(): boolean {
    return this.reason._tag === "Unavailable" || this.reason._tag === "OutcomeUnknown"
  }
  override get message() {
    return describe(this.reason)
  }
}

// internal

const describe = (reason: Reason): string => {
  switch (reason._tag) {
    case "Conflict":
      return `what was expected unchanged changed at position ${reason.positions.join(", ")}: ${reason.tags.join(", ")}; read on and decide again`
    case "OperationMismatch":
      return `operation ${reason.operation} was recorded with other content; use a new operation id`
    case "Unavailable":
      return "the store is busy or cannot be reached; nothing was written, send the same operation again"
    case "OutcomeUnknown":
      return `whether operation ${reason.operation} was recorded is unknown; send the same operation again`
    case "StorageFull":
      return "the storage is full; nothing was written"
    case "StorageFailed":
      return "the storage failed; nothing was written"
    case "Unsupported":
      return `this journal does not support ${reason.what}`
    case "Corrupt":
      return `the journal is damaged at position ${reason.at}: ${reason.what}`
  }
}
