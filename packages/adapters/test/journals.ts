/** What the tests of stores share: batches and facts to record, and how a journal is looked at. */
import { Fact, Id, Journal, PlainDate } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import { Effect, type Scope, Stream } from "effect"
import { assert, it } from "vitest"

export type Service = Journal.Journal["Service"]

/** A test as a generator, in a scope. */
export const test = (name: string, body: () => Generator<Effect.Effect<unknown, unknown, Scope.Scope>, void, never>, timeout = 30_000) =>
  it(name, () => Effect.runPromise(Effect.scoped(Effect.gen(body))), timeout)

export const all = (journal: Service) => Stream.runCollect(journal.read({}))

export const batch = (operation: string, facts: ReadonlyArray<Fact.Fact>): Journal.Batch => {
  const [first = Generate.sample("member.died"), ...rest] = facts
  return { operation: Id.OperationId.make(operation), source: "test", recordedBy: "clerk-1", facts: [first, ...rest] }
}

export const named = (member: string, fullName: string) =>
  Fact.make({ kind: "member.details-changed", on: "2021-03-01", member, personal: { fullName } })

/** A personal payload of any length. */
export const noted = (member: string, text: string) =>
  Fact.make({
    kind: "other",
    on: "2021-03-01",
    namespace: "test",
    name: "note",
    schemaVersion: 1,
    member,
    data: {},
    personal: { text }
  })

export const grounds = (operation: string): Journal.Grounds => ({
  operation: Id.OperationId.make(operation),
  on: PlainDate.make("2026-03-02"),
  recordedBy: "clerk-2",
  basis: "request-1"
})

export const assertChain = (records: ReadonlyArray<Journal.Recorded>) => {
  let before = Journal.emptyHead
  for (const record of records) {
    assert.isUndefined(Journal.verify(before, record))
    before = record
  }
  return before
}

export const reasonOf = <A, R>(effect: Effect.Effect<A, Journal.JournalError, R>) =>
  Effect.map(Effect.flip(effect), error => error.reason._tag)
