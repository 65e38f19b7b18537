/**
 * Whether a store is the one that was written: its records by their chain, and then what finds records, which the chain does not cover.
 *
 * Tags and operations stand in tables of their own. A row changed there would hide records from a query or let a conflict through, though every
 * record verifies. Both follow from the records: tags from the facts as this release reads them, operations from the records that bear them.
 */
import { Fact, type Id, type Journal, Verify } from "@chibo/core"
import { Effect, Result, Stream } from "effect"
import { corrupt } from "./stored.ts"

// model

/** What a store must tell of the rows by which it finds records. `E` is what its driver says. */
export interface Lookup<E = never> {
  /** The tags of the records after a position and up to another. */
  readonly tagged: (after: number, upTo: number) => Effect.Effect<ReadonlyArray<{ readonly tag: string; readonly position: number }>, E>
  /**
   * The first position whose operation is not the one that is found there, or that something is found by though no record stands there: at one
   * moment, whoever writes meanwhile.
   */
  readonly astray: Effect.Effect<number | undefined, E>
}

/** A journal and the way to its lookup. */
export interface Verifiable<E> {
  readonly journal: Journal.Journal["Service"]
  readonly look: <A>(body: (lookup: Lookup<E>) => Effect.Effect<A, E>) => Effect.Effect<A, Journal.JournalError>
  readonly known: ReadonlyArray<Journal.Head>
}

// operations

/** Checks a store up to its head of now, which it gives; fails with `Corrupt` at the first position that does not fit. */
export const verify = <E>(store: Verifiable<E>): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.gen(function* () {
    const { journal, look, known } = store
    const head = yield* journal.head
    const records = journal.read({ upTo: head.position })
    const chained = yield* Effect.result(Verify.all(records, { known: [...known, head] }))
    if (Result.isFailure(chained)) {
      // payloads that went while the records were read are not missing, but their erasure stands beyond what was read
      const since = yield* Stream.runCollect(Stream.take(journal.read({ after: head.position, kinds: ["personal.erased"] }), 1))
      return yield* since.length === 0 ? Effect.fail(chained.failure) : verify(store)
    }
    const astray = yield* look(lookup => lookup.astray)
    const mistagged = yield* firstMistagged(records, look, head.position)
    const wrong = [
      ...(astray === undefined ? [] : [{ at: Math.max(0, astray), what: "its operation is not the one that is found there" }]),
      ...(mistagged === undefined ? [] : [{ at: mistagged, what: "the tags by which it is found are not those of its fact" }])
    ].sort((a, b) => a.at - b.at)[0]
    if (wrong !== undefined) return yield* Effect.fail(corrupt(wrong.at, wrong.what))
    return head
  })

// internal

/** Records whose tags are looked up together: without an index by position, each time is a walk over all tags. */
const span = 50_000

/** The tags of a record of a kind that nobody here knows cannot be told: those that are there are left alone. */
const firstMistagged = <E>(
  records: Stream.Stream<Journal.Recorded, Journal.JournalError>,
  look: Verifiable<E>["look"],
  head: Id.Position
): Effect.Effect<number | undefined, Journal.JournalError> =>
  Effect.suspend(() => {
    let first: number | undefined
    let after = 0
    let wanted = new Map<number, ReadonlySet<string>>()
    const compare = (upTo: number) =>
      Effect.map(
        look(lookup => lookup.tagged(after, upTo)),
        rows => {
          const found = new Map<number, Set<string>>()
          for (const { tag, position } of rows) found.set(position, (found.get(position) ?? new Set()).add(tag))
          for (const [position, tags] of wanted) {
            const here = found.get(position) ?? new Set()
            if (first === undefined && (here.size !== tags.size || [...tags].some(tag => !here.has(tag)))) first = position
          }
          after = upTo
          wanted = new Map()
        }
      )
    return records.pipe(
      Stream.runForEachArray(arrived => {
        for (const { position, fact } of arrived) if (!(fact instanceof Fact.Unread)) wanted.set(position, new Set(Fact.tags(fact)))
        const last = arrived.at(-1)?.position ?? after
        return last - after < span ? Effect.void : compare(last)
      }),
      Effect.andThen(Effect.suspend(() => compare(head))),
      Effect.map(() => first)
    )
  })
