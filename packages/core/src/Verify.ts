/**
 * Whether a journal is the one that was written: the chain of digests, from the first record to the last.
 *
 * The chain finds any change to a record and names the first position that does not fit. What it cannot find by itself is a tail that was cut off,
 * or a journal that was rewritten from some position on with fresh digests: keep heads elsewhere (printed in the monthly minutes, sent to the
 * level above), and give them as `known`.
 *
 * @since 0.1.0
 */
import { Effect, Stream } from "effect"
import * as Fact from "./fact/Fact.ts"
import type { MemberId, Position } from "./Id.ts"
import * as Journal from "./Journal.ts"

// model

/** Where to go on from, after an earlier check, and heads kept elsewhere that the journal must hold. */
export interface Options {
  readonly after?: Journal.Head
  readonly known?: ReadonlyArray<Journal.Head>
}

// operations

/**
 * Checks records up to the head of their journal, as they are read, and gives the head. Fails with `Corrupt` at the first position that does not
 * fit, is missing, has another digest than a known head, or lacks a personal payload that no later record says was erased. A payload that is
 * erased while the records are read may look so, for the erasure is recorded beyond them: check once more. The stores' own `verify` does.
 *
 * @example
 * Effect.runSync(Verify.all(Stream.empty)).position // => 0
 * @since 0.1.0
 */
export const all = <E, R>(
  records: Stream.Stream<Journal.Recorded, E, R>,
  { after = Journal.emptyHead, known = [] }: Options = {}
): Effect.Effect<Journal.Head, Journal.JournalError | E, R> =>
  Effect.suspend(() => {
    let head = after
    const expected = Map.groupBy(known, ({ position }) => position)
    /** For each person the first position whose payload is gone, with no erasure seen since. */
    const gone = new Map<MemberId, Position>()
    const check = (record: Journal.Recorded): Effect.Effect<void, Journal.JournalError> | undefined => {
      const wrong = Journal.verify(head, record)
      // sound: the position after one is a position
      if (wrong !== undefined) return corrupt(record.position > head.position ? ((head.position + 1) as Position) : record.position, wrong)
      if (expected.get(record.position)?.some(({ digest }) => digest !== record.digest))
        return corrupt(record.position, "a head kept elsewhere has another digest")
      head = { position: record.position, digest: record.digest }
      const { fact, personal } = record
      const person = Fact.holder(fact)
      if (person === undefined) return undefined
      if (fact.kind === "personal.erased") gone.delete(person)
      else if (personal !== undefined && personal.salt === undefined && !gone.has(person)) gone.set(person, record.position)
      return undefined
    }
    return records.pipe(
      Stream.runForEachArray(arrived =>
        Effect.suspend(() => {
          for (const record of arrived) {
            const failure = check(record)
            if (failure !== undefined) return failure
          }
          return Effect.void
        })
      ),
      Effect.andThen(
        Effect.suspend(() => {
          const missing = [...gone.values()].sort((a, b) => a - b)[0]
          if (missing !== undefined) return corrupt(missing, "a personal payload is missing, and no erasure of it is recorded")
          const cut = known.find(({ position }) => position > head.position)
          // sound: as above
          if (cut !== undefined) return corrupt((head.position + 1) as Position, `records up to position ${cut.position} are missing`)
          const start = known.find(({ position, digest }) => position === after.position && digest !== after.digest)
          if (start !== undefined) return corrupt(start.position, "a head kept elsewhere has another digest")
          return Effect.succeed(head)
        })
      )
    )
  })

// internal

const corrupt = (at: Position, what: string): Effect.Effect<never, Journal.JournalError> =>
  Effect.fail(new Journal.JournalError({ reason: { _tag: "Corrupt", at, what } }))
