/** An erasure looked at by somebody who reads the bytes of every file: rows that were moved, batches that failed, processes that were killed. */
import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Id, Verify } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import { Effect } from "effect"
import { assert, describe } from "vitest"
import { migrations } from "../../src/sqlite/schema.ts"
import { batch, grounds, noted, type Service, test } from "../journals.ts"
import { connect, file, using } from "./files.ts"

const canaries = (person: number, size: number) => noted(`m-${person}`, `Canary${person}. `.repeat(Math.ceil(size / 10)))

const erase = (journal: Service, person: number) => journal.erase(Id.MemberId.make(`m-${person}`), grounds(`op-e-${person}`))

/** How often a person's text stands in any file of the journal's folder. */
const occurrences = (filename: string, person: number): number =>
  readdirSync(dirname(filename))
    .map(name => readFileSync(join(dirname(filename), name), "latin1").split(`Canary${person}.`).length - 1)
    .reduce((sum, count) => sum + count, 0)

const people = 12

/** With some of these a row that is deleted later happens to be moved. */
const seeds = [2, 4, 6]

/** Payloads of many sizes, those of each person among all others. */
const fill = (journal: Service, seed: number) => {
  const next = Generate.random(seed)
  const sizes = [10, 100, 600, 1500, 5000]
  return Effect.forEach(Array.from({ length: 400 }), (_, index) => {
    const person = index < people ? index : Math.floor(next() * people)
    return journal.append(batch(`op-${index}`, [canaries(person, (sizes[Math.floor(next() * sizes.length)] ?? 0) * (0.5 + next()))]))
  })
}

/** Deletes as the first release did, and gives how many texts are left of people who have no row any more. */
const deleteOnly = (filename: string): number => {
  const db = new DatabaseSync(filename)
  db.exec("pragma secure_delete = on")
  let left = 0
  for (let person = 0; person < people; person++) {
    db.exec(`delete from personal where position in (select position from record where person = 'm-${person}')`)
    db.exec("pragma wal_checkpoint(truncate)")
    left += occurrences(filename, person)
    // those of the last are looked for in the end
    if (left > 0) break
  }
  db.close()
  return left
}

describe("Sqlite: every byte of an erased person", () => {
  test("is gone where rows were moved between pages: control: deleting rows leaves some", function* () {
    let left = 0
    for (const seed of seeds) {
      const filename = yield* file
      yield* using(filename, journal => fill(journal, seed))
      left += deleteOnly(filename)
    }
    assert.isAbove(left, 0, "control")
    for (const seed of seeds) {
      const filename = yield* file
      const journal = yield* connect(filename)
      yield* fill(journal, seed)
      for (let person = 0; person < people; person++) {
        assert.isAbove(occurrences(filename, person), 0, "control: it is there before")
        yield* erase(journal, person)
        assert.strictEqual(occurrences(filename, person), 0, `person ${person} of seed ${seed}`)
      }
      assert.strictEqual((yield* Verify.all(journal.read({}))).position, 400 + people)
    }
  })

  test("is gone from a file of the first release once it is opened and closed", function* () {
    let left = 0
    for (const seed of seeds) {
      const filename = yield* file
      yield* using(filename, journal => fill(journal, seed))
      if (left > 0) break
      left = deleteOnly(filename)
      if (left === 0) continue
      const db = new DatabaseSync(filename)
      db.exec("pragma user_version = 1")
      const rows = db.prepare("select count(*) as n from personal").get()?.n
      db.close()
      const [person = -1] = Array.from({ length: people }, (_, index) => index).filter(
        index => occurrences(filename, index) > 0 && countOf(filename, index) === 0
      )
      assert.isAtLeast(person, 0, "control")
      yield* using(filename, journal => journal.head)
      assert.strictEqual(occurrences(filename, person), 0)
      const upgraded = new DatabaseSync(filename)
      assert.strictEqual(upgraded.prepare("pragma user_version").get()?.user_version, migrations.length)
      assert.strictEqual(upgraded.prepare("select count(*) as n from personal").get()?.n, rows)
      upgraded.close()
    }
    assert.isAbove(left, 0, "control")
  })

  test("is gone where a payload has a megabyte, and a backup made later has none", function* () {
    const filename = yield* file
    const journal = yield* connect(filename)
    for (let index = 0; index < 12; index++) yield* journal.append(batch(`op-${index}`, [canaries(index % 3, 1_000_000)]))
    assert.isAbove(occurrences(filename, 1), 390_000)
    yield* erase(journal, 1)
    assert.strictEqual(occurrences(filename, 1), 0)
    const to = join(dirname(filename), "later.sqlite")
    yield* Sqlite.backup({ filename, to })
    assert.strictEqual(occurrences(filename, 1), 0)
    assert.strictEqual((yield* using(to, copy => Verify.all(copy.read({})))).position, 13)
    assert.isAbove(occurrences(filename, 2), 780_000, "those of others stay, in the file and in the copy")
  })

  test("is gone where a batch that failed had written it to the log already", function* () {
    const filename = yield* file
    const journal = yield* connect(filename)
    yield* journal.append(batch("op-1", [canaries(1, 100)]))
    const db = new DatabaseSync(filename)
    db.exec("create trigger refuse before insert on record when new.position = 33 begin select raise(abort, 'no'); end")
    const many = Array.from({ length: 40 }, () => canaries(2, 1_000_000))
    const refused = yield* Effect.flip(journal.append(batch("op-2", [canaries(2, 10), ...many])))
    assert.strictEqual(refused.reason._tag, "StorageFailed")
    db.exec("drop trigger refuse")
    db.close()
    assert.isAbove(occurrences(filename, 2), 1000, "control: what did not fit into memory was written")
    yield* erase(journal, 2)
    assert.strictEqual(occurrences(filename, 2), 0)
    assert.strictEqual((yield* Verify.all(journal.read({}))).position, 2)
  })

  for (const when of ["before", "after"]) {
    test(`is gone where the process was killed ${when} the erasure was committed`, function* () {
      const filename = yield* file
      yield* using(filename, journal =>
        Effect.forEach(Array.from({ length: 40 }), (_, index) => journal.append(batch(`op-${index}`, [canaries(index % 2, 20_000)])))
      )
      const { signal } = spawnSync(
        process.execPath,
        ["--conditions=@chibo/source", join(import.meta.dirname, "eraser.ts"), filename, when],
        {
          encoding: "utf8"
        }
      )
      assert.strictEqual(signal, "SIGKILL")
      assert.isAbove(occurrences(filename, 1), 20_000, "control: the bytes are still there")
      const journal = yield* connect(filename)
      // the reader's process is gone: opening finishes what was committed
      if (when === "after") assert.strictEqual(occurrences(filename, 1), 0)
      const receipt = yield* erase(journal, 1)
      if (when === "before") assert.isFalse(receipt.repeated)
      assert.strictEqual(occurrences(filename, 1), 0)
      yield* erase(journal, 0)
      assert.strictEqual(occurrences(filename, 0), 0)
      assert.strictEqual((yield* Verify.all(journal.read({}))).position, when === "before" ? 42 : 43)
    })
  }
})

const countOf = (filename: string, person: number): number => {
  const db = new DatabaseSync(filename)
  const sql = `select count(*) as n from personal where position in (select position from record where person = 'm-${person}')`
  const count = Number(db.prepare(sql).get()?.n)
  db.close()
  return count
}
