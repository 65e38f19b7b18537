import * as Memory from "@chibo/adapters/memory"
import { Fact, Id, Journal, PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { type Lookup, verify } from "../../src/internal/verify.ts"

const named = Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1", personal: { fullName: "Nông Văn Đức" } })

/** What finds the records, as it should be. */
const right: Lookup = {
  tagged: (after, upTo) =>
    Effect.succeed(Array.from({ length: upTo - after }, (_, index) => ({ tag: "details:m-1", position: after + index + 1 }))),
  astray: Effect.succeed(undefined)
}

describe("verify", () => {
  it("takes no payload for missing that is erased while the records are read, and does not go on for ever", async () => {
    await Effect.runPromise(
      Effect.gen(function* () {
        const journal = yield* Memory.make
        const facts = [named, ...Array.from({ length: 1499 }, () => named)] as const
        yield* journal.append({ operation: Journal.operation("op-1"), source: "test", recordedBy: "clerk-1", facts })
        let erased = 0
        const grounds = () => ({
          operation: Journal.operation(`op-e-${erased++}`),
          on: PlainDate.make("2026-03-02"),
          recordedBy: "clerk-2",
          basis: "request-1"
        })
        const disturbed: Journal.Journal["Service"] = {
          ...journal,
          read: query =>
            Stream.tap(journal.read(query), ({ position }) =>
              position === 500 && erased === 0 ? journal.erase(Id.MemberId.make("m-1"), grounds()) : Effect.void
            )
        }
        const look = <A>(body: (lookup: Lookup) => Effect.Effect<A>) => body(right)
        assert.strictEqual((yield* verify({ journal: disturbed, look, known: [] })).position, 1501)
        assert.strictEqual(erased, 1)
        const known = [{ ...(yield* journal.head), digest: "0".repeat(64) }]
        assert.strictEqual((yield* Effect.flip(verify({ journal: disturbed, look, known }))).reason._tag, "Corrupt")
      })
    )
  })
})
