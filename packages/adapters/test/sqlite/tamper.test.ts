import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Id, Journal, PlainDate, Verify } from "@chibo/core"
import { Generate, Given } from "@chibo/core/testing"
import { Effect, Exit, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { file } from "./files.ts"

/** Thirty records in batches of three, two of them erasures. */
const filled = (filename: string) =>
  Effect.gen(function* () {
    const journal = yield* Journal.Journal
    for (let index = 0; index < 9; index++) {
      const [first = Generate.sample("member.died"), second = first] = Generate.facts(index, 2)
      const member = `m-${index % 4}`
      const named = Fact.make({
        kind: "member.details-changed",
        on: "1974-03-01",
        member,
        personal: { fullName: `Nông Văn ${index} €1e+21` }
      })
      yield* journal.append({
        operation: Journal.operation(`op-${index}`),
        source: "bảng 1",
        recordedBy: "clerk-1",
        facts: [named, first, second]
      })
      if (index % 4 === 3) {
        const grounds = {
          operation: Journal.operation(`erase-${index}`),
          on: PlainDate.make("2026-03-02"),
          recordedBy: "clerk-2",
          basis: "b"
        }
        yield* journal.erase(Id.MemberId.make(`m-${index % 3}`), grounds)
      }
    }
    return yield* Verify.all(journal.read({}))
  }).pipe(Effect.provide(Sqlite.layer({ filename })))

const verify = (known: ReadonlyArray<Journal.Head> = []) =>
  Effect.gen(function* () {
    const journal = yield* Journal.Journal
    yield* Verify.all(journal.read({}), { known })
    return yield* Stream.runCollect(journal.read({}))
  })

const foundAt = (exit: Exit.Exit<unknown, Journal.JournalError>): number | string => {
  if (Exit.isSuccess(exit)) return "whole"
  const failure = exit.cause.reasons.find(reason => reason._tag === "Fail")
  if (failure === undefined) return "a defect"
  return failure.error.reason._tag === "Corrupt" ? failure.error.reason.at : failure.error.reason._tag
}

/** A value with one bit of one byte turned over; a number that is close by. */
const flipped = (value: SQLInputValue, next: () => number): SQLInputValue => {
  if (typeof value === "number") return value + 1000
  const bytes = Buffer.from(String(value))
  const at = Math.floor(next() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8))
  return bytes
}

describe("Sqlite: a file that somebody changed", () => {
  it("is found out at the position, whichever column of whichever row it was", async () => {
    await Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const filename = yield* file
          yield* filled(filename)
          const next = Generate.random(7)
          const db = new DatabaseSync(filename, { enableForeignKeyConstraints: false })
          db.exec("pragma synchronous = off")
          let looked = 0
          const check = Effect.gen(function* () {
            for (const table of ["record", "personal"]) {
              const rows = db.prepare(`select * from ${table} order by position`).all()
              for (const row of rows) {
                for (const [name, value] of Object.entries(row)) {
                  if (value === null) continue
                  const wrong = flipped(value, next)
                  const to = typeof wrong === "number" ? "?" : "cast(? as text)"
                  const at = name === "position" ? wrong : (row.position ?? null)
                  db.prepare(`update ${table} set ${name} = ${to} where position = ?`).run(wrong, row.position ?? null)
                  assert.strictEqual(foundAt(yield* Effect.exit(verify())), row.position, `${table}.${name}`)
                  db.prepare(`update ${table} set ${name} = ? where position = ?`).run(value, at)
                  looked++
                }
              }
            }
            assert.strictEqual(foundAt(yield* Effect.exit(verify())), "whole")
          })
          yield* Effect.provide(check, Sqlite.layer({ filename }))
          db.close()
          console.log(`tamper: looked at ${looked} changed values`)
          assert.isAbove(looked, 250)
        })
      )
    )
  }, 120_000)

  it("is found out by `verify` at the position, whichever row that finds records was taken out, changed or put in", async () => {
    await Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const filename = yield* file
          const head = yield* filled(filename)
          const db = new DatabaseSync(filename, { enableForeignKeyConstraints: false })
          db.exec("pragma synchronous = off")
          let looked = 0
          /** What is found while a statement's effect stands. */
          const during = (change: string, undo: string, ...values: ReadonlyArray<SQLInputValue>) =>
            Effect.gen(function* () {
              looked++
              db.prepare(change).run(...values)
              const found = foundAt(yield* Effect.exit(Sqlite.verify({ filename, known: [head] })))
              assert.strictEqual(foundAt(yield* Effect.exit(Effect.provide(verify([head]), Sqlite.layer({ filename })))), "whole")
              db.prepare(undo).run(...values)
              return found
            })
          const where = "where tag = ? and position = ?"
          for (const { tag = null, position = null } of db.prepare("select tag, position from tag").all()) {
            const out = yield* during(`delete from tag ${where}`, "insert into tag values (?, ?)", tag, position)
            assert.strictEqual(out, position, `${tag} taken out`)
            const changed = yield* during(
              `update tag set tag = tag || 'x' ${where}`,
              "update tag set tag = ? where tag = ?1 || 'x' and position = ?",
              tag,
              position
            )
            assert.strictEqual(changed, position, `${tag} changed`)
            const far = yield* during(
              `update tag set position = position + 1000 ${where}`,
              "update tag set position = ?2 where tag = ?1 and position = ?2 + 1000",
              tag,
              position
            )
            assert.strictEqual(far, position, `${tag} at no record`)
          }
          for (let at = 1; at <= head.position; at++) {
            const put = yield* during(
              "insert into tag values (?, ?)",
              "delete from tag where tag = ? and position = ?",
              "membership:m-none",
              at
            )
            assert.strictEqual(put, at, `a tag of nobody put in at ${at}`)
          }
          for (const at of [-3, 0, head.position + 1, 1_000_000]) {
            const stray = yield* during(
              "insert into tag values (?, ?)",
              "delete from tag where tag = ? and position = ?",
              "membership:m-1",
              at
            )
            assert.strictEqual(stray, Math.max(0, at), `a tag put in at ${at}`)
          }
          const here = "where operation = ?"
          for (const { operation = null, first, last } of db.prepare("select * from operation").all()) {
            const [from, to] = [Number(first), Number(last)]
            const put = "insert into operation values (?, ?, ?)"
            looked++
            db.prepare(`delete from operation ${here}`).run(operation)
            assert.strictEqual(foundAt(yield* Effect.exit(Sqlite.verify({ filename }))), from, `${operation} taken out`)
            db.prepare(put).run(operation, from, to)
            for (const [start, end] of [
              [from - 1, to],
              [from + 1, to],
              [from, to - 1],
              [from, to + 1],
              [from + 1000, to + 1000],
              [to, from - 1]
            ] as const) {
              looked++
              db.prepare(`update operation set first = ?, last = ? ${here}`).run(start, end, operation)
              const found = foundAt(yield* Effect.exit(Sqlite.verify({ filename })))
              assert.isTrue(
                typeof found === "number" && found >= Math.min(start, from) && found <= to,
                `${operation} ${start} to ${end}: ${found}`
              )
              db.prepare(`update operation set first = ?, last = ? ${here}`).run(from, to, operation)
            }
            looked++
            db.prepare(`update operation set operation = 'op-x' ${here}`).run(operation)
            assert.strictEqual(foundAt(yield* Effect.exit(Sqlite.verify({ filename }))), from, `${operation} renamed`)
            db.prepare(`update operation set operation = ? where operation = 'op-x'`).run(operation)
          }
          for (const [start, end] of [
            [1, 3],
            [0, 0],
            [31, 31],
            [500, 501]
          ] as const) {
            looked++
            db.prepare("insert into operation values ('op-none', ?, ?)").run(start, end)
            assert.strictEqual(foundAt(yield* Effect.exit(Sqlite.verify({ filename }))), start, `an operation put in at ${start}`)
            db.exec("delete from operation where operation = 'op-none'")
          }
          assert.deepStrictEqual(yield* Sqlite.verify({ filename, known: [head] }), head)
          assert.strictEqual(
            foundAt(yield* Effect.exit(Sqlite.verify({ filename, known: [{ ...head, digest: "0".repeat(64) }] }))),
            head.position
          )
          db.close()
          console.log(`tamper: looked at ${looked} changed rows that find records`)
          assert.isAbove(looked, 200)
        })
      )
    )
  }, 120_000)

  it("names the first position, and the chain's before all, and leaves the tags of unknown kinds alone", async () => {
    await Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const filename = yield* file
          const stored = { kind: "from.later", version: 1, on: "2021-03-01", data: {} }
          const facts = [...Generate.facts(5, 6), new Fact.Unread({ kind: stored.kind, version: 1, stored }), ...Generate.facts(6, 6)]
          const layer = Sqlite.layer({ filename })
          const copy = Effect.flatMap(Effect.service(Journal.Journal), journal =>
            journal.replicate(Stream.fromIterable(Given.recorded(facts)))
          )
          const head = yield* Effect.provide(copy, layer)
          const db = new DatabaseSync(filename, { enableForeignKeyConstraints: false })
          const found = Effect.map(Effect.exit(Sqlite.verify({ filename, known: [head] })), foundAt)
          db.exec("insert into tag values ('membership:m-none', 7)")
          assert.strictEqual(yield* found, "whole")
          db.exec("insert into tag values ('membership:m-none', 9), ('membership:a', 12)")
          assert.strictEqual(yield* found, 9)
          db.exec("delete from operation where operation = 'given-4'")
          assert.strictEqual(yield* found, 4)
          db.exec("update record set source = 'elsewhere' where position = 11")
          assert.strictEqual(yield* found, 11)
          db.close()
        })
      )
    )
  })

  it("never gives other records than were written, wherever a bit of the file turned over", async () => {
    await Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const filename = yield* file
          const head = yield* filled(filename)
          const original = readFileSync(filename)
          const opened = Effect.exit(Effect.provide(verify([head]), Sqlite.layer({ filename })))
          const whole = yield* opened
          assert.isTrue(Exit.isSuccess(whole))
          const next = Generate.random(11)
          let [looked, found] = [0, 0]
          for (; looked < 300; looked++) {
            const bytes = Buffer.from(original)
            const at = Math.floor(next() * bytes.length)
            bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(next() * 8))
            writeFileSync(filename, bytes)
            const exit = yield* opened
            if (Exit.isSuccess(exit)) assert.deepStrictEqual(exit, whole, `byte ${at}`)
            else {
              assert.notStrictEqual(foundAt(exit), "a defect", `byte ${at}`)
              found++
            }
          }
          console.log(`tamper: looked at ${looked} turned bits, ${found} refused`)
          assert.isAbove(found, 30)
        })
      )
    )
  }, 120_000)
})
