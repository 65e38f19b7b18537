import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Id, Journal, PlainDate, Verify } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
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
