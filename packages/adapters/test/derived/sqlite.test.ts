import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Id, Journal, PlainDate, Register } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { Brief, Engine, type Measure } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Context, Effect, Layer, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { refresh } from "../../src/internal/derived/build.ts"
import { makeSource } from "../../src/internal/derived/source.ts"
import { open } from "../../src/sqlite/connection.ts"
import { databaseOf } from "../../src/sqlite/derived.ts"
import { file } from "../sqlite/files.ts"
import { members } from "./random.ts"
import { suite } from "./suite.ts"
import { wandering } from "./wandering.ts"

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
          }),
        change: sql =>
          Effect.sync(() => {
            const database = new DatabaseSync(filename)
            database.exec(sql.replaceAll("{}", ""))
            database.close()
          })
      }
    }),
    [1, 2],
    [51, 57, 62]
  )

  it(
    "answer a timeline of a year with as many statements as one of a month",
    () =>
      Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const facts = wandering(4, 400)
            const recorded = Given.recorded(facts)
            const { fresh, asked } = yield* counted(recorded)
            const register = Brief.fromRegister(Register.build(recorded, { knownAt: "latest" }), Vietnam.functions)
            let stretches = 0
            for (const [question, subject] of [
              ...members.map(member => [Vietnam.questions.memberEvaluation, member] as const),
              [Vietnam.questions.exemptionUpkeep, "e-1"],
              [Vietnam.questions.exemptionRequest, "e-2"],
              [Vietnam.questions.transferDeadline, "t-3"],
              [Vietnam.questions.cellRoutine, "u-4"]
            ] as const) {
              const statements = []
              for (const until of ["2022-02-01", "2023-01-01"]) {
                const source = yield* fresh
                const before = asked.length
                const period = { from: PlainDate.make("2022-01-01"), until: PlainDate.make(until) }
                const line = yield* Engine.timeline([Vietnam.pack], question, source, subject, period)
                assert.deepStrictEqual(line, yield* Engine.timeline([Vietnam.pack], question, register, subject, period))
                stretches += line.length
                statements.push(asked.length - before)
              }

              assert.isAtMost(Math.max(...statements), 32)
            }
            assert.isAbove(stretches, 10)
          })
        )
      ),
    120_000
  )

  it(
    "let others record between two transactions of a long build, for whom nobody keeps a place",
    () =>
      Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const filename = yield* file
            const { append, replicate } = Context.get(yield* Layer.build(Sqlite.layer({ filename, busyTimeout: 0 })), Journal.Journal)
            yield* replicate(Stream.fromIterable(Given.recorded(wandering(5, 5000))))
            const connection = yield* Effect.acquireRelease(Effect.fromResult(open(filename, 5000)), each => Effect.sync(each.close))
            const database = databaseOf(connection)
            let recorded = 0
            const died = Fact.make({ kind: "member.died", on: "2024-01-01", member: "m-1" })
            const pause = Effect.suspend(() =>
              Effect.orDie(
                append({ operation: Id.OperationId.make(`b-${recorded++}`), source: "test", recordedBy: "clerk-1", facts: [died] })
              )
            )
            assert.strictEqual((yield* refresh({ ...database, pause: Effect.asVoid(pause) })).position, 5002)
            assert.strictEqual(recorded, 2)
            const before = Date.now()
            yield* database.pause
            assert.isAbove(Date.now() - before, 100, "SQLite looks for a lock that is free every 100 ms")
          })
        )
      ),
    60_000
  )

  it(
    "are asked as often for ten times as many subjects, as long as they make as many batches",
    () =>
      Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const everybody = Array.from({ length: 900 }, (_, i) => `m-${i}`)
            const facts = everybody.flatMap((member, i) => [
              Fact.make({ kind: "member.admitted", on: "2021-01-01", member, cell: `u-${i % 9}` }),
              Fact.make({ kind: "contact.made", on: "2021-05-01", member, cell: "u-1", channel: "telephone" }),
              Fact.make({ kind: "exemption.granted", on: "2021-06-01", exemption: `e-${i}`, member, by: "u-0", from: "2021-06-01" })
            ])
            const { fresh, asked } = yield* counted(Given.recorded(facts))
            const on = PlainDate.make("2022-01-01")
            const { memberExempt, memberStanding, contactsTwelveMonths, exemptionInForce } = Vietnam.measures
            const statements = (count: number) =>
              Effect.gen(function* () {
                const source = yield* fresh
                const before = asked.length
                const subjects = everybody.slice(0, count)
                const cases = subjects.map(member => member.replace("m", "e"))
                const read = (measures: ReadonlyArray<Measure.Measure>, some: ReadonlyArray<string>) =>
                  Stream.runCollect(source.read({ measures, subjects: some, on }))
                const batches = yield* read([memberExempt, memberStanding, contactsTwelveMonths], subjects)
                assert.strictEqual(batches[0]?.subjects.length, count)
                yield* read([exemptionInForce], cases)
                yield* source.governing(Vietnam.questions.memberEvaluation, subjects, on)
                yield* source.governing(Vietnam.questions.exemptionUpkeep, cases, on)
                return asked.length - before
              })
            const [few, many] = [yield* statements(90), yield* statements(900)]
            assert.strictEqual(many, few)
            assert.isAbove(few, 10)
          })
        )
      ),
    60_000
  )

  it("are asked once a measure and batch, whoever is in it, and not for what nobody asked", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const facts = Array.from({ length: 400 }, (_, i) =>
            Fact.make({ kind: "member.admitted", on: "2021-01-01", member: `m-${i}`, cell: `u-${i % 9}` })
          )
          const { fresh, asked } = yield* counted(Given.recorded(facts), 100)
          const source = yield* fresh
          const subjects = facts.map(({ member }) => member)
          const statements = (measures: ReadonlyArray<Measure.Measure>) =>
            Effect.gen(function* () {
              asked.length = 0
              const batches = yield* Stream.runCollect(source.read({ measures, subjects, on: PlainDate.make("2022-01-01") }))
              assert.strictEqual(batches.length, 4)
              return asked.length
            })
          const { contactsTwelveMonths, memberDegraded, memberStanding, partyAge, memberExempt } = Vietnam.measures
          // one to count, and one to see that the tables are still the same
          assert.strictEqual(yield* statements([contactsTwelveMonths]), 4 * 2)
          assert.strictEqual(yield* statements([contactsTwelveMonths, memberDegraded]), 4 * 4)
          assert.isFalse(
            asked.some(sql => sql.includes("record.open")),
            "aggregates are counted where they are"
          )
          // the first of each kind once, and then four a batch at most, for however many measures
          const first = yield* statements([memberStanding, partyAge])
          assert.isAtMost(first, 16 + 2)
          assert.isAtMost(yield* statements([memberStanding, partyAge]), 16)
          assert.isAtMost(yield* statements([memberExempt]), 16 + 2)
          assert.isAbove(first, 0)
        })
      )
    ))
})

/** The latest of a journal, with every statement that it is asked for. */
const counted = (recorded: ReadonlyArray<Journal.Recorded>, batchSize = 1000) =>
  Effect.gen(function* () {
    const filename = yield* file
    const { replicate } = Context.get(yield* Layer.build(Sqlite.layer({ filename })), Journal.Journal)
    yield* replicate(Stream.fromIterable(recorded))
    const connection = yield* Effect.acquireRelease(Effect.fromResult(open(filename, 5000)), each => Effect.sync(each.close))
    const database = databaseOf(connection)
    const asked: Array<string> = []
    const query: typeof database.query = (sql, ...values) =>
      Effect.suspend(() => {
        asked.push(sql)
        return database.query(sql, ...values)
      })
    const fresh = makeSource({ ...database, query }, { knownAt: "latest", functions: Vietnam.functions, batchSize })
    return { fresh, asked }
  })
