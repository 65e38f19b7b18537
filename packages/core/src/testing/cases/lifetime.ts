/** The end of a journal's life: used after it was closed it fails, and says so. */
import { Effect, Exit, Result, Scope, Stream } from "effect"
import { MemberId } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import { Another, batch, type Case, CaseFailed, define, enrolled, equal, grounds, many, positionsOf, upTo } from "../Case.ts"

/** A journal of one record that was closed. */
const closed = Effect.gen(function* () {
  const { journal } = yield* Another
  return yield* Effect.scoped(Effect.tap(journal, open => open.append(batch("op-1", [enrolled("m-1")]))))
})

const useless = <A, E, R>(what: string, effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Effect.result(effect), result => {
    if (Result.isSuccess(result)) return Effect.fail(new CaseFailed({ what, expected: "a failure", actual: "success" }))
    const error: unknown = result.failure
    const tag = error instanceof Journal.JournalError ? error.reason._tag : "another kind of error"
    return tag === "StorageFailed" || tag === "Unavailable"
      ? Effect.void
      : Effect.fail(new CaseFailed({ what, expected: "StorageFailed, or Unavailable", actual: tag }))
  })

export const lifetimeCases: ReadonlyArray<Case> = [
  define("closed.append", "after it was closed a journal takes no batch", function* () {
    const journal = yield* closed
    yield* useless("append", journal.append(batch("op-2", [enrolled("m-2")])))
    yield* useless("append of a known operation", journal.append(batch("op-1", [enrolled("m-1")])))
  }),
  define("closed.read", "and gives nothing to read", function* () {
    const journal = yield* closed
    yield* useless("read", Stream.runCollect(journal.read({})))
    yield* useless("read of one tag", Stream.runCollect(journal.read({ tags: ["membership:m-1"] })))
  }),
  define("closed.head", "and has no head", function* () {
    const journal = yield* closed
    yield* useless("head", journal.head)
  }),
  define("closed.erase", "and erases nothing", function* () {
    const journal = yield* closed
    if (journal.capabilities.erase) yield* useless("erase", journal.erase(MemberId.make("m-1"), grounds("op-e")))
  }),
  define("closed.replicate", "and copies nothing", function* () {
    const journal = yield* closed
    if (journal.capabilities.replicate) yield* useless("replicate", journal.replicate(Stream.empty))
  }),
  define("closed.meanwhile", "a stream whose journal is closed meanwhile fails, or gives all: it never just ends", function* () {
    const { journal } = yield* Another
    const scope = yield* Scope.make()
    const open = yield* Scope.provide(journal, scope)
    yield* open.append(batch("op-1", many(2500, "m")))
    const seen: Array<number> = []
    const reading = open.read({}).pipe(
      Stream.runForEach(({ position }) => {
        seen.push(position)
        return position === 1 ? Scope.close(scope, Exit.void) : Effect.void
      })
    )
    const result = yield* Effect.result(reading)
    if (Result.isSuccess(result)) yield* equal("positions", seen, upTo(2500))
    else yield* useless("read", Effect.fail(result.failure))
    yield* equal("in order", seen, upTo(seen.length))
  }),
  define("closed.others", "closing one journal closes no other", function* () {
    const journal = yield* Journal.Journal
    yield* journal.append(batch("op-1", many(2, "m")))
    yield* closed
    yield* journal.append(batch("op-2", [enrolled("m-2")]))
    yield* equal("positions", positionsOf(yield* Stream.runCollect(journal.read({}))), [1, 2, 3])
  })
]
