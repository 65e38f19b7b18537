import { type ChildProcess, spawn } from "node:child_process"
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Id } from "@chibo/core"
import { Generate, JournalTest } from "@chibo/core/testing"
import { Effect, Result } from "effect"
import { assert, describe, it } from "vitest"
import { open } from "../src/sqlite/connection.ts"
import { classify } from "../src/sqlite/errors.ts"
import { migrations } from "../src/sqlite/schema.ts"
import { all, assertChain, batch, grounds, named, reasonOf, test } from "./journals.ts"
import { connect, file, freshLayer, using } from "./sqlite/files.ts"

JournalTest.suite({ describe, it }, "sqlite", freshLayer, {
  store: Effect.map(file, filename => Sqlite.layer({ filename }))
})

describe("Sqlite: the file", () => {
  test("keeps what was recorded when it is opened again, and needs no log beside it once closed", function* () {
    const filename = yield* file
    const written = yield* using(filename, journal => Effect.andThen(journal.append(batch("op-1", Generate.facts(1, 100))), all(journal)))
    assert.deepStrictEqual(readdirSync(dirname(filename)), ["journal.sqlite"])
    assert.deepStrictEqual(yield* using(filename, all), written)
    assert.strictEqual(assertChain(written).position, 100)
  })

  test("has the settings that durability and erasure rest on", function* () {
    const connection = yield* Effect.fromResult(open(yield* file, 1234))
    const settings = ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema", "busy_timeout", "user_version"]
    const found = settings.map(name => connection.all(`pragma ${name}`)[0]?.[0])
    connection.close()
    assert.deepStrictEqual(found, ["wal", 2, 1, 1, 0, 1234, migrations.length])
  })

  test("is refused where a setting does not hold", function* () {
    assert.strictEqual(yield* reasonOf(connect(":memory:")), "StorageFailed")
  })

  test("is refused, and left as it is, where a newer release wrote it", function* () {
    const filename = yield* file
    const db = new DatabaseSync(filename)
    db.exec(`pragma user_version = ${migrations.length + 1}; create table later (x)`)
    db.close()
    const before = readFileSync(filename)
    assert.strictEqual(yield* reasonOf(connect(filename)), "Unsupported")
    assert.isTrue(readFileSync(filename).equals(before))
    assert.isFalse(existsSync(`${filename}-wal`))
  })

  test("is refused where it is no database, or cannot be opened", function* () {
    const filename = yield* file
    writeFileSync(filename, "no database at all, but a letter. ".repeat(200))
    assert.strictEqual(yield* reasonOf(connect(filename)), "Corrupt")
    assert.strictEqual(yield* reasonOf(connect(join(filename, "none", "x.sqlite"))), "StorageFailed")
  })

  test("is refused where it can be opened for reading only", function* () {
    const filename = yield* file
    yield* using(filename, journal => journal.append(batch("op-1", [named("m-1", "x")])))
    assert.strictEqual(yield* reasonOf(connect(`file:${filename}?mode=ro`)), "StorageFailed")
  })

  test("is used no more after it was closed", function* () {
    const filename = yield* file
    const journal = yield* using(filename, Effect.succeed)
    assert.strictEqual(yield* reasonOf(journal.head), "StorageFailed")
    assert.strictEqual(yield* reasonOf(journal.append(batch("op-1", [named("m-1", "x")]))), "StorageFailed")
  })

  test("names the position where its bytes are no fact any more", function* () {
    const filename = yield* file
    yield* using(filename, journal => journal.append(batch("op-1", Generate.facts(3, 10))))
    const db = new DatabaseSync(filename)
    db.exec(`update record set open = replace(open, '"version":1', '"version":"x"') where position = 7`)
    db.close()
    const error = yield* Effect.flip(using(filename, all))
    assert.isTrue(error.reason._tag === "Corrupt" && error.reason.at === 7)
  })
})

describe("Sqlite: several writers", () => {
  test("two connections to one file write at once, without a gap and without a loss", function* () {
    const filename = yield* file
    const journals = [yield* connect(filename), yield* connect(filename)] as const
    const receipts = yield* Effect.all(
      Array.from({ length: 60 }, (_, index) => journals[index % 2 === 0 ? 0 : 1].append(batch(`op-${index}`, Generate.facts(index, 5)))),
      { concurrency: "unbounded" }
    )
    for (const journal of journals) assert.strictEqual(assertChain(yield* all(journal)).position, 300)
    assert.strictEqual(new Set(receipts.map(receipt => receipt.first)).size, 60)
  })

  test("whoever finds the file locked for too long has written nothing, and may try again", function* () {
    const filename = yield* file
    const journal = yield* connect(filename, 20)
    const other = new DatabaseSync(filename)
    other.exec("begin immediate")
    const error = yield* Effect.flip(journal.append(batch("op-1", [named("m-1", "x")])))
    assert.strictEqual(error.reason._tag, "Unavailable")
    assert.isTrue(error.isRetryable)
    other.exec("rollback")
    other.close()
    assert.strictEqual((yield* journal.append(batch("op-1", [named("m-1", "x")]))).repeated, false)
  })

  test("a killed process loses nothing that it was told is recorded, and leaves no half batch", function* () {
    const filename = yield* file
    const acknowledged: Array<string> = []
    for (let round = 0; round < 3; round++) {
      // two at once: they also open, and in the first round create, the file at once
      const lines = yield* Effect.promise(() => Promise.all(["a", "b"].map(name => writeUntilKilled(filename, name, 40 + round * 37))))
      acknowledged.push(...lines.flat())
      const records = yield* using(filename, all)
      assertChain(records)
      for (const line of acknowledged) {
        const [operation, first] = line.split(" ")
        const kept = records.slice(Number(first) - 1, Number(first) + 2)
        assert.isTrue(kept.length === 3 && kept.every(record => record.operation === operation), line)
      }
      assert.strictEqual(records.length % 3, 0)
    }
    assert.isAbove(acknowledged.length, 20)
    // killed once more, the file lies there with its log: alone it is refused
    yield* Effect.promise(() => writeUntilKilled(filename, "c", 40))
    const copy = join(dirname(filename), "copy.sqlite")
    copyFileSync(filename, copy)
    assert.strictEqual(yield* reasonOf(connect(copy)), "Corrupt")
    assertChain(yield* using(filename, all))
  }, 180_000)
})

describe("Sqlite: erasure", () => {
  test("takes the bytes out of the file and its log", function* () {
    const filename = yield* file
    const journal = yield* connect(filename)
    const canary = (index: number) => `Canary-${index}-${"Nông Văn Đức ".repeat(index % 15)}`
    for (let index = 0; index < 300; index++) {
      const facts = [
        named(index % 3 === 0 ? "m-1" : "m-2", index % 3 === 0 ? canary(index) : `Others-${index}`),
        Generate.sample("member.died")
      ]
      yield* journal.append(batch(`op-${index}`, facts))
    }
    assert.isAbove(occurrences(filename, "Canary-"), 99, "control: the bytes are there before")
    const salts = (yield* all(journal)).flatMap(({ personal }) =>
      personal?.of === "m-1" && personal.salt !== undefined ? [personal.salt] : []
    )
    assert.strictEqual(salts.length, 100)
    yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))
    assert.strictEqual(occurrences(filename, "Canary-"), 0)
    for (const salt of salts) assert.strictEqual(occurrences(filename, salt), 0)
    assert.isAbove(occurrences(filename, "Others-"), 199)
    assert.strictEqual(assertChain(yield* all(journal)).position, 601)
  })

  test("held up by a reader it says so, and is finished when sent again", function* () {
    const filename = yield* file
    const journal = yield* connect(filename, 20)
    yield* journal.append(batch("op-1", [named("m-1", "Canary-1")]))
    const reader = new DatabaseSync(filename)
    reader.exec("begin")
    reader.prepare("select count(*) from record").get()
    assert.strictEqual(yield* reasonOf(journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))), "OutcomeUnknown")
    assert.isAbove(occurrences(filename, "Canary-"), 0)
    reader.exec("rollback")
    reader.close()
    assert.isTrue((yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))).repeated)
    assert.strictEqual(occurrences(filename, "Canary-"), 0)
  })

  test("waits for a reader of the same process, which goes on meanwhile", function* () {
    const filename = yield* file
    const journal = yield* connect(filename)
    yield* journal.append(batch("op-1", [named("m-1", "Canary-1")]))
    const reader = new DatabaseSync(filename)
    reader.exec("begin")
    reader.prepare("select count(*) from record").get()
    setTimeout(() => reader.close(), 100)
    assert.isFalse((yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))).repeated)
    assert.strictEqual(occurrences(filename, "Canary-"), 0)
  })
})

describe("Sqlite: result codes", () => {
  const operation = Id.OperationId.make("op-1")
  const cases = [
    [5, "Write", "Unavailable"],
    [5, "Commit", "Unavailable"],
    [6 | (1 << 8), "Read", "Unavailable"],
    [13, "Write", "StorageFull"],
    [13, "Commit", "StorageFull"],
    [10 | (4 << 8), "Write", "StorageFailed"],
    [10 | (4 << 8), "Commit", "OutcomeUnknown"],
    [11, "Read", "Corrupt"],
    [26, "Open", "Corrupt"],
    [14, "Open", "StorageFailed"],
    [8, "Write", "StorageFailed"],
    [1, "Write", "StorageFailed"]
  ] as const
  for (const [errcode, phase, expected] of cases) {
    it(`${errcode} at ${phase} is ${expected}`, () => {
      const error = classify({ errcode, message: "database is locked" }, phase === "Commit" ? { _tag: phase, operation } : { _tag: phase })
      assert.strictEqual(error?.reason._tag, expected)
    })
  }
  it("what the driver did not throw is a bug, not a failure", () => {
    assert.isUndefined(classify(new TypeError("x"), { _tag: "Write" }))
  })
  test("a full file refuses the batch, keeps what it has, and takes batches again once there is room", function* () {
    const connection = yield* Effect.fromResult(open(yield* file, 100))
    const insert = (size: number) =>
      connection.write(operation, () => {
        connection.run("insert into operation values (?, 1, 1)", "x".repeat(size))
        return Result.succeed(undefined)
      })
    const limit = connection.all("pragma max_page_count")[0]?.[0]
    connection.all(`pragma max_page_count = ${Number(connection.all("pragma page_count")[0]?.[0]) + 2}`)
    const full = insert(100_000)
    assert.isTrue(Result.isFailure(full) && full.failure.reason._tag === "StorageFull")
    connection.all(`pragma max_page_count = ${limit}`)
    assert.isTrue(Result.isSuccess(insert(100_000)))
    assert.strictEqual(connection.all("select count(*) from operation")[0]?.[0], 1)
    connection.close()
  })
})

/** How often a text stands in the bytes of the file and its neighbours. */
const occurrences = (filename: string, text: string): number =>
  [filename, `${filename}-wal`, `${filename}-shm`]
    .filter(name => existsSync(name))
    .map(name => readFileSync(name, "latin1").split(Buffer.from(text).toString("latin1")).length - 1)
    .reduce((sum, count) => sum + count, 0)

/** Starts a writer, kills it so many milliseconds after its first acknowledgement, and gives the lines it wrote. */
const writeUntilKilled = (filename: string, name: string, millis: number): Promise<ReadonlyArray<string>> =>
  new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, "sqlite", "writer.ts")
    const child: ChildProcess = spawn(process.execPath, ["--conditions=@chibo/source", script, filename, name], {
      stdio: ["ignore", "pipe", "pipe"]
    })
    let [output, errors] = ["", ""]
    child.stderr?.on("data", chunk => (errors += chunk))
    child.stdout?.on("data", chunk => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), millis)
      output += chunk
    })
    child.on("close", (_, signal) => {
      if (signal === "SIGKILL") resolve(output.split("\n").slice(0, -1))
      else reject(new Error(`the writer ended by itself: ${errors}`))
    })
  })
