/** What earlier releases wrote is read, verified and gone on with. */
import { Effect, Result, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { MemberId } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import * as Verify from "../../Verify.ts"
import { batch, type Case, copying, enrolled, equal, erase, grounds, head, positionsOf, read, refused } from "../Case.ts"
import * as Release from "../Release.ts"

const texts = (record: Journal.Recorded): Journal.Stored => record.stored ?? Journal.storedOf(record.fact)

const ofRelease = ({ release, head: wanted, records }: Release.Release): ReadonlyArray<Case> => {
  const loaded = Effect.flatMap(Journal.Journal, journal => journal.replicate(Stream.fromIterable(records)))
  return [
    copying(`release.${release}.read`, `a journal of release ${release} is read and verified, text by text`, function* () {
      yield* equal("copied", yield* loaded, wanted)
      const journal = yield* Journal.Journal
      yield* equal("verified", yield* Verify.all(journal.read({}), { known: [wanted] }), wanted)
      const found = yield* read()
      yield* equal("texts", found.map(texts), records.map(texts))
      yield* equal("unread", positionsOf(found.filter(({ fact }) => fact instanceof Fact.Unread)), [])
      yield* equal(
        "facts",
        found.map(({ fact }) => fact),
        records.map(record => Result.getOrUndefined(Journal.factOf(texts(record))))
      )
    }),
    copying(`release.${release}.find`, `and its records are found by kind, operation and tag`, function* () {
      yield* loaded
      for (const kind of new Set(records.map(({ fact }) => fact.kind)))
        yield* equal(kind, positionsOf(yield* read({ kinds: [kind] })), positionsOf(records.filter(({ fact }) => fact.kind === kind)))
      for (const operation of new Set(records.map(record => record.operation)))
        yield* equal(
          operation,
          positionsOf(yield* read({ operations: [operation] })),
          positionsOf(records.filter(record => record.operation === operation))
        )
      yield* equal("of a member", positionsOf(yield* read({ tags: ["details:m-90"] })).length, 4)
    }),
    copying(`release.${release}.go-on`, `and gone on with: operations are known, and the chain goes on`, function* () {
      yield* loaded
      const journal = yield* Journal.Journal
      const own = records.filter(record => record.operation === records[0]?.operation)
      const [first = enrolled("m-1"), ...rest] = own.flatMap(({ fact }) => (fact instanceof Fact.Unread ? [] : [fact]))
      const again = { ...batch("op", [first, ...rest]), ...pick(own[0]) }
      yield* equal("repeated", (yield* journal.append(again)).repeated, true)
      yield* refused("mismatch", journal.append({ ...again, source: "elsewhere" }), "OperationMismatch")
      yield* equal("first", (yield* journal.append(batch("op-new", [enrolled("m-1")]))).first, wanted.position + 1)
      yield* Verify.all(journal.read({}), { known: [wanted, yield* head] })
    }),
    copying(`release.${release}.erase`, `and erased from: what is erased stays so, and more can be`, function* () {
      yield* loaded
      const { capabilities } = yield* Journal.Journal
      if (!capabilities.erase) return
      const person = MemberId.make("m-91")
      const whole = (records: ReadonlyArray<Journal.Recorded>) =>
        positionsOf(records.filter(({ personal }) => personal?.salt !== undefined))
      yield* equal("whole", whole(yield* read()), whole(records))
      yield* erase(person, grounds("op-e"))
      const after = yield* read()
      yield* equal("whole after", whole(after), whole(records.filter(({ personal }) => personal?.of !== person)))
      yield* equal("fewer", whole(after).length < whole(records).length, true)
      yield* Verify.all(Stream.fromIterable(after), { known: [wanted] })
    })
  ]
}

const pick = (record: Journal.Recorded | undefined): Partial<Pick<Journal.Batch, "operation" | "source" | "recordedBy">> =>
  record === undefined ? {} : { operation: record.operation, source: record.source, recordedBy: record.recordedBy }

export const releaseCases: ReadonlyArray<Case> = Release.all.flatMap(ofRelease)
