/**
 * Whether a journal holds what was acknowledged, all of it whole.
 */
import { Fact, Id, Journal, Verify } from "@chibo/core"
import { Cause, Effect, Stream } from "effect"

// model

/** The first position of each operation that was acknowledged. */
export type Acknowledged = ReadonlyMap<string, number>

/** What is wrong; `head` is where the next audit goes on. */
export interface Audit {
  readonly lost: number
  readonly half: number
  readonly broken: number
  readonly head: Journal.Head
}

type Service = Journal.Journal["Service"]

// constructors

/** A batch of so many facts, which says in its source how many it has. */
export const batch = (operation: string, size: number, text: string): Journal.Batch => {
  const fact = (index: number) =>
    Fact.make({
      kind: "other",
      on: "2021-03-01",
      namespace: "faults",
      name: "written",
      schemaVersion: 1,
      member: `m-${index}`,
      data: {},
      personal: { text }
    })
  return {
    operation: Id.OperationId.make(operation),
    source: `batch of ${size}`,
    recordedBy: "writer",
    facts: [fact(0), ...Array.from({ length: size - 1 }, (_, index) => fact(index + 1))]
  }
}

// operations

/** Reads the journal from a head on, and compares it with what was acknowledged since. */
export const audit = (journal: Service, acknowledged: Acknowledged, after: Journal.Head = Journal.emptyHead): Effect.Effect<Audit> =>
  Effect.gen(function* () {
    const records = yield* Stream.runCollect(journal.read({ after: after.position }))
    const head = yield* Verify.all(Stream.fromIterable(records), { after })
    const found = new Map<string, { readonly first: number; readonly size: string; count: number }>()
    for (const { operation, position, source } of records) {
      const known = found.get(operation)
      if (known === undefined) found.set(operation, { first: position, size: source, count: 1 })
      else known.count++
    }
    const lost = [...acknowledged].filter(([operation, first]) => found.get(operation)?.first !== first).length
    const half = [...found.values()].filter(({ count, size }) => size !== `batch of ${count}`).length
    return { lost, half, broken: 0, head }
  }).pipe(
    Effect.catchCause(cause => {
      console.error(`broken: ${Cause.pretty(cause)}`)
      return Effect.succeed({ lost: 0, half: 0, broken: 1, head: after })
    })
  )

/** Two audits as one. */
export const sum = <A extends Omit<Audit, "head">>(one: A, { lost, half, broken }: Omit<Audit, "head">): A => ({
  ...one,
  lost: one.lost + lost,
  half: one.half + half,
  broken: one.broken + broken
})

/** Nothing wrong yet. */
export const clean: Omit<Audit, "head"> = { lost: 0, half: 0, broken: 0 }
