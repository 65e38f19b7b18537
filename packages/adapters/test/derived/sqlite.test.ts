import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Journal, PlainDate } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import type { Measure } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Context, Effect, Layer, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { makeSource } from "../../src/internal/derived/source.ts"
import { open } from "../../src/sqlite/connection.ts"
import { databaseOf } from "../../src/sqlite/derived.ts"
import { file } from "../sqlite/files.ts"
import { suite } from "./suite.ts"

describe("SQLite's derived tables", () => {
  suite(
    (name, body) => it(name, () => Effect.runPromise(Effect.scoped(body())), 120_000),
    Effect.gen(function* () {
      const filename = yield* file
      return {
        journal: Context.get(yield* Layer.build(Sqlite.layer({ filename })), Journal.Journal),
        derive: Sqlite.derive({ filename }),
        drop: Sqlite.dropDerived({ filename }),
        source: options => Sqlite.briefSource({ filename, ...options }),
        select: sql =>
          Effect.sync(() => {
            const database = new DatabaseSync(filename, { readOnly: true })
            const statement = database.prepare(sql.replaceAll("{}", ""))
            const rows = statement.all().map(row => Object.values(row))
            database.close()
            return rows
          })
      }
    }),
    [1, 2]
  )

  it("are asked once a measure and batch, whoever is in it, and not for what nobody asked", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const filename = yield* file
          const facts = Array.from({ length: 400 }, (_, i) =>
            Fact.make({ kind: "member.admitted", on: "2021-01-01", member: `m-${i}`, cell: `u-${i % 9}` })
          )
          const { replicate } = Context.get(yield* Layer.build(Sqlite.layer({ filename })), Journal.Journal)
          yield* replicate(Stream.fromIterable(Given.recorded(facts)))
          const connection = yield* Effect.acquireRelease(Effect.fromResult(open(filename, 5000)), each => Effect.sync(each.close))
          const database = databaseOf(connection)
          let asked: Array<string> = []
          const query: typeof database.query = (sql, ...values) => {
            asked.push(sql)
            return database.query(sql, ...values)
          }
          const source = yield* makeSource({ ...database, query }, { knownAt: "latest", functions: Vietnam.functions, batchSize: 100 })
          const subjects = facts.map(({ member }) => member)
          const counted = (measures: ReadonlyArray<Measure.Measure>) =>
            Effect.gen(function* () {
              asked = []
              const batches = yield* Stream.runCollect(source.read({ measures, subjects, on: PlainDate.make("2022-01-01") }))
              assert.strictEqual(batches.length, 4)
              return asked.length
            })
          const { contactsTwelveMonths, memberDegraded, memberStanding, partyAge, memberExempt } = Vietnam.measures
          assert.strictEqual(yield* counted([contactsTwelveMonths]), 4)
          assert.strictEqual(yield* counted([contactsTwelveMonths, memberDegraded]), 8)
          assert.isFalse(
            asked.some(sql => sql.includes("record.open")),
            "aggregates are counted where they are"
          )
          // the first of each kind once, and then three a batch at most, for however many measures
          const first = yield* counted([memberStanding, partyAge])
          assert.isAtMost(first, 12 + 15)
          assert.isAtMost(yield* counted([memberStanding, partyAge]), 12)
          assert.isAtMost(yield* counted([memberExempt]), 12 + 7)
          assert.isAbove(first, 0)
        })
      )
    ))
})
