/** Journals that append wrongly. */
import { Effect, Stream } from "effect"
import { Position } from "../../Id.ts"
import type * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import { appending, everything, known, numbered, onReason, type Service, unguarded, type Wrong } from "./Wrong.ts"

const expecting = (
  batch: Journal.Batch,
  change: (expected: NonNullable<Journal.Batch["expecting"]>) => Journal.Batch["expecting"] & object
): Journal.Batch => (batch.expecting === undefined ? batch : { ...batch, expecting: change(batch.expecting) })

/** The records since that use a tag which the batch expects unchanged. */
const usedSince = (right: Service, { expecting: expected }: Journal.Batch) =>
  expected === undefined ? Effect.succeed([]) : Stream.runCollect(right.read({ tags: expected.tags, after: expected.since }))

export const wrongAppends: ReadonlyArray<Wrong> = [
  {
    id: "ignores-expecting",
    title: "looks at no expectation",
    caughtBy: ["expecting.stale", "append.atomic", "writers.one-winner"],
    make: appending((right, batch) => right.append(unguarded(batch)))
  },
  {
    id: "first-tag-only",
    title: "looks at the first expected tag only",
    caughtBy: ["expecting.any-tag"],
    make: appending((right, batch) => right.append(expecting(batch, ({ tags, since }) => ({ tags: tags.slice(0, 1), since }))))
  },
  {
    id: "since-too-late",
    title: "overlooks the first position after the expected one",
    caughtBy: ["expecting.exact"],
    make: appending((right, batch) => right.append(expecting(batch, ({ tags, since }) => ({ tags, since: Position.make(since + 1) }))))
  },
  {
    id: "since-too-early",
    title: "takes the expected position itself for newer",
    caughtBy: ["expecting.latest", "expecting.exact"],
    make: appending((right, batch) =>
      right.append(expecting(batch, ({ tags, since }) => ({ tags, since: Position.make(Math.max(0, since - 1)) })))
    )
  },
  {
    id: "tags-by-prefix",
    title: "takes a tag for used where one with that beginning was",
    caughtBy: ["expecting.unrelated"],
    make: appending((right, batch) =>
      Effect.flatMap(everything(right), records => {
        const used = records.filter(({ fact, position }) => {
          const text = JSON.stringify(fact)
          return (
            position > (batch.expecting?.since ?? 0) && batch.expecting?.tags.some(tag => text.includes(tag.slice(tag.indexOf(":") + 1)))
          )
        })
        const positions = used.map(record => record.position)
        const tags: ReadonlyArray<Fact.Tag> = batch.expecting?.tags ?? []
        return used.length === 0
          ? right.append(batch)
          : Effect.fail(new Journal.JournalError({ reason: { _tag: "Conflict", tags, positions } }))
      })
    )
  },
  {
    id: "checks-then-writes",
    title: "looks at tags first and writes later, and others come between",
    caughtBy: ["writers.one-winner", "writers.counter"],
    make: appending((right, batch) =>
      Effect.gen(function* () {
        if ((yield* usedSince(right, batch)).length > 0) return yield* right.append(batch)
        yield* Effect.yieldNow
        return yield* right.append(unguarded(batch))
      })
    )
  },
  {
    id: "tags-before-operation",
    title: "looks at tags before it looks whether the operation is known",
    caughtBy: ["operation.before-tags"],
    make: appending((right, batch) =>
      Effect.flatMap(usedSince(right, batch), records => {
        const positions = records.map(record => record.position)
        return positions.length === 0
          ? right.append(unguarded(batch))
          : Effect.fail(new Journal.JournalError({ reason: { _tag: "Conflict", tags: batch.expecting?.tags ?? [], positions } }))
      })
    )
  },
  {
    id: "forgets-operations",
    title: "records a repeated operation again",
    caughtBy: ["operation.repeated", "operation.repeated-head", "writers.same-operation"],
    make: right => {
      let count = 0
      return {
        ...right,
        append: batch =>
          Effect.map(right.append({ ...batch, operation: numbered(batch.operation, count++) }), receipt => ({
            ...receipt,
            operation: batch.operation
          }))
      }
    }
  },
  {
    id: "first-content-wins",
    title: "takes any content of a known operation for the same",
    caughtBy: ["operation.mismatch-other-fact", "operation.mismatch-fewer", "operation.mismatch-source"],
    make: appending((right, batch) => onReason(right.append(batch), "OperationMismatch", () => known(right, batch)))
  },
  {
    id: "counts-facts-only",
    title: "takes as many facts for the same facts",
    caughtBy: ["operation.mismatch-other-order", "operation.mismatch-other-field"],
    make: appending((right, batch) =>
      onReason(right.append(batch), "OperationMismatch", error =>
        Effect.flatMap(known(right, batch), receipt =>
          receipt.last - receipt.first + 1 === batch.facts.length ? Effect.succeed(receipt) : Effect.fail(error)
        )
      )
    )
  },
  {
    id: "compares-open-parts-only",
    title: "compares no personal payloads when an operation is repeated",
    caughtBy: ["operation.mismatch-personal"],
    make: appending((right, batch) =>
      onReason(right.append(batch), "OperationMismatch", error =>
        Effect.flatMap(everything(right), records => {
          const bare = (facts: ReadonlyArray<object>) => Journal.canonical(facts.map(fact => ({ ...fact, personal: undefined })))
          const own = records.filter(record => record.operation === batch.operation)
          return bare(own.map(record => record.fact)) === bare(batch.facts) ? known(right, batch) : Effect.fail(error)
        })
      )
    )
  },
  {
    id: "says-not-repeated",
    title: "does not say that an operation was recorded before",
    caughtBy: ["operation.repeated", "operation.before-tags"],
    make: appending((right, batch) => Effect.map(right.append(batch), receipt => ({ ...receipt, repeated: false })))
  },
  {
    id: "newest-receipt",
    title: "answers a repeated operation with the head of now",
    caughtBy: ["operation.repeated"],
    make: appending((right, batch) =>
      Effect.flatMap(right.append(batch), receipt => Effect.map(right.head, head => (receipt.repeated ? { ...receipt, head } : receipt)))
    )
  },
  {
    id: "half-batches",
    title: "keeps the first fact of a batch that it refuses",
    caughtBy: ["append.atomic", "append.refused-gapless"],
    make: appending((right, batch) =>
      onReason(right.append(batch), "Conflict", error =>
        Effect.andThen(right.append({ ...unguarded(batch), facts: [batch.facts[0]] }), Effect.fail(error))
      )
    )
  },
  {
    id: "batches-in-parts",
    title: "appends the facts of a batch one by one",
    caughtBy: ["writers.gapless", "interrupt.append"],
    make: appending((right, batch) =>
      Effect.gen(function* () {
        const [first, ...rest] = batch.facts
        const receipt = yield* right.append({ ...batch, facts: [first] })
        let last = receipt
        for (const [index, fact] of rest.entries()) {
          yield* Effect.yieldNow
          last = yield* right.append({ ...unguarded(batch), operation: numbered(batch.operation, index), facts: [fact] })
        }
        return { ...receipt, last: last.last, head: last.head }
      })
    )
  },
  {
    id: "reverses-batches",
    title: "keeps the facts of a batch in another order",
    caughtBy: ["append.order"],
    make: appending((right, batch) => {
      const [last = batch.facts[0], ...rest] = [...batch.facts].reverse()
      return right.append({ ...batch, facts: [last, ...rest] })
    })
  },
  {
    id: "acknowledges-unwritten",
    title: "acknowledges every third batch without writing it",
    caughtBy: ["append.read-back", "append.gapless"],
    make: right => {
      let count = 0
      return {
        ...right,
        append: batch =>
          ++count % 3 !== 0
            ? right.append(batch)
            : Effect.map(right.head, head => {
                const first = Position.make(head.position + 1)
                return { operation: batch.operation, first, last: Position.make(head.position + batch.facts.length), head, repeated: false }
              })
      }
    }
  },
  {
    id: "drops-duplicates",
    title: "keeps equal facts of a batch once",
    caughtBy: ["chain.differs", "expecting.own"],
    make: appending((right, batch) => {
      const [first = batch.facts[0], ...rest] = new Map(batch.facts.map(fact => [Journal.canonical(fact), fact])).values()
      return right.append({ ...batch, facts: [first, ...rest] })
    })
  }
]
