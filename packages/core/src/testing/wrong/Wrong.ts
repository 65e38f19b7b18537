/** What a wrong journal is. */
import { Effect, Stream } from "effect"
import type * as Fact from "../../fact/Fact.ts"
import { OperationId, Position } from "../../Id.ts"
import type * as Journal from "../../Journal.ts"

/** A way to break a right journal, and the cases that must notice. */
export interface Wrong {
  readonly id: string
  readonly title: string
  readonly caughtBy: readonly [string, ...ReadonlyArray<string>]
  readonly make: (right: Service) => Service
}

export type Service = Journal.Journal["Service"]

/** A journal whose `append` goes another way. */
export const appending =
  (append: (right: Service, batch: Journal.Batch) => ReturnType<Service["append"]>): Wrong["make"] =>
  right => ({ ...right, append: batch => append(right, batch) })

/** A journal that gives records otherwise than they stand. */
export const giving =
  (change: (record: Journal.Recorded) => Journal.Recorded): Wrong["make"] =>
  right => ({ ...right, read: query => Stream.map(right.read(query), change) })

/** A batch without its expectation. */
export const unguarded = ({ expecting: _, ...batch }: Journal.Batch): Journal.Batch => batch

/** All records of a journal. */
export const everything = (right: Service) => Stream.runCollect(right.read({}))

/** Changes the facts that can be read. */
export const withFact = (
  record: Journal.Recorded,
  change: (fact: Record<string, unknown>) => Record<string, unknown>
): Journal.Recorded => ({
  ...record,
  // unsound on purpose: a wrong journal may give what is no fact
  fact: change(record.fact as unknown as Record<string, unknown>) as unknown as Fact.Fact
})

/** When an append fails for that reason, does something else, and fails or succeeds with that. */
export const onReason = <A>(
  effect: Effect.Effect<A, Journal.JournalError>,
  tag: Journal.Reason["_tag"],
  otherwise: (error: Journal.JournalError) => Effect.Effect<A, Journal.JournalError>
): Effect.Effect<A, Journal.JournalError> =>
  Effect.catch(effect, error => (error.reason._tag === tag ? otherwise(error) : Effect.fail(error)))

/** The receipt of what stands in the journal for an operation. */
export const known = (right: Service, { operation }: Journal.Batch): Effect.Effect<Journal.Receipt, Journal.JournalError> =>
  Effect.map(everything(right), records => {
    const own = records.filter(record => record.operation === operation)
    const [first, last] = [own.at(0)?.position ?? Position.make(0), own.at(-1)?.position ?? Position.make(0)]
    return { operation, first, last, head: { position: last, digest: own.at(-1)?.digest ?? "" }, repeated: true }
  })

/** Another operation for the same act. */
export const numbered = (operation: string, count: number) => OperationId.make(`${operation}.again${count}`)

/** Goes on giving some records as they were before an erasure. */
export const sparing =
  (isSpared: (fact: Journal.Recorded["fact"]) => boolean): Wrong["make"] =>
  right => {
    const kept = new Map<number, Journal.Recorded>()
    return {
      ...right,
      erase: (member, grounds) =>
        Effect.flatMap(everything(right), records => {
          for (const record of records) if (isSpared(record.fact)) kept.set(record.position, record)
          return right.erase(member, grounds)
        }),
      read: query => Stream.map(right.read(query), record => kept.get(record.position) ?? record)
    }
  }
