/**
 * Whether functions look no further than at the facts that they are given: else a database would answer otherwise than a register, and nobody
 * would see it.
 *
 * The subject of a block of whom most is known is measured again with facts of every kind about it, and facts about others beside them. A function
 * that keeps to what its measure declares gives the same value, however much else is there.
 */
import { Register } from "@chibo/core"
import { Brief } from "@chibo/rules"
import { Effect, Stream } from "effect"

// operations

/** One block in so many is looked at, the first among them; blocks of few subjects all are. */
export const every = 8

/** The subject of whom most is known; nobody where there is none. */
export const mostKnown = (register: Register.Register, subjects: ReadonlyArray<string>): number => {
  let [most, place] = [-1, -1]
  for (const [i, subject] of subjects.entries()) {
    const known = Register.entriesOf(register, subject).length
    if (known > most) [most, place] = [known, i]
  }
  return place
}

/** Fails where a measure of a batch has another value for one of its subjects with more facts around. */
export const compare = (
  batch: Brief.Batch,
  place: number,
  request: Brief.Request,
  wider: Brief.Source
): Effect.Effect<void, Brief.BriefError> =>
  Effect.gen(function* () {
    const subject = batch.subjects.at(place)
    if (subject === undefined) return
    for (const again of yield* Stream.runCollect(wider.read({ ...request, subjects: [subject] }))) {
      for (const { id } of request.measures) {
        const [before, after] = [batch.columns.get(id), again.columns.get(id)]
        if (before === undefined || after === undefined) continue
        if (Brief.valueAt(before, place) !== Brief.valueAt(after, 0))
          return yield* new Brief.BriefError({ reason: "BeyondReach", about: id })
      }
    }
  })
