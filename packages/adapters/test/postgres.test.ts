import { spawn, spawnSync } from "node:child_process"
import { join } from "node:path"
import { Id } from "@chibo/core"
import { Generate, JournalModel, JournalTest } from "@chibo/core/testing"
import * as Memory from "@chibo/adapters/memory"
import * as Postgres from "@chibo/adapters/postgres"
import { Effect, Fiber, Redacted, Result, Schedule, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { migrations } from "../src/postgres/schema.ts"
import { names, unsafe } from "../src/postgres/settings.ts"
import { all, assertChain, batch, grounds, named, reasonOf, noted, test } from "./journals.ts"
import { onServer, schema, session } from "./postgres/journals.ts"

onServer("Postgres", ({ cluster, fresh, store, testOurs, connect, admin }) => {
  JournalTest.suite({ describe, it }, "postgres", fresh, { store })
  JournalModel.suite({ describe, it }, "postgres", { journal: fresh, oracle: Memory.layer, seeds: [1, 2, 3], commands: 60 })

  describe("opening", () => {
    test("keeps what was recorded when it is opened again", function* () {
      const name = schema()
      const written = yield* Effect.scoped(
        Effect.flatMap(connect(name), journal => Effect.andThen(journal.append(batch("op-1", Generate.facts(1, 100))), all(journal)))
      )
      assert.deepStrictEqual(yield* all(yield* connect(name)), written)
      assert.strictEqual(assertChain(written).position, 100)
    })

    test("eight processes may create the schema at once", function* () {
      const name = schema()
      const journals = yield* Effect.all(
        Array.from({ length: 8 }, () => connect(name)),
        { concurrency: "unbounded" }
      )
      for (const [index, journal] of journals.entries()) yield* journal.append(batch(`op-${index}`, [named("m-1", "x")]))
      assert.deepStrictEqual(yield* admin(`select version from ${name}.version`), [[migrations.length]])
      const [first] = journals
      assert.strictEqual(first === undefined ? 0 : assertChain(yield* all(first)).position, 8)
    })

    test("is refused, and left as it is, where a newer release wrote the schema", function* () {
      const name = schema()
      yield* Effect.scoped(Effect.flatMap(connect(name), journal => journal.append(batch("op-1", [named("m-1", "x")]))))
      yield* admin(`update ${name}.version set version = $1::integer`, [String(migrations.length + 1)])
      assert.strictEqual(yield* reasonOf(connect(name)), "Unsupported")
      assert.deepStrictEqual(yield* admin(`select version from ${name}.version`), [[migrations.length + 1]])
    })

    test("any name that PostgreSQL keeps whole will do, and no other", function* () {
      const odd = `${schema()} "Chi bộ"; --`
      yield* (yield* connect(odd)).append(batch("op-1", [named("m-1", "x")]))
      yield* admin(`drop schema "${odd.replaceAll('"', '""')}" cascade`)
      for (const name of ["", "pg_own", "a\u0000b", "đ".repeat(32)]) assert.strictEqual(yield* reasonOf(connect(name)), "Unsupported")
    })

    test("is refused where the server does not answer, and where it does not let us in", function* () {
      assert.strictEqual(yield* reasonOf(connect("x", { url: Redacted.make("postgres://127.0.0.1:1/x") })), "Unavailable")
      const url = new URL(cluster().url)
      url.pathname = "/no-such-database"
      assert.strictEqual(yield* reasonOf(connect("x", { url: Redacted.make(url.href) })), "StorageFailed")
    })

    test("is used no more after it was closed", function* () {
      const journal = yield* Effect.scoped(connect(schema()))
      assert.strictEqual(yield* reasonOf(journal.head), "StorageFailed")
      assert.strictEqual(yield* reasonOf(journal.append(batch("op-1", [named("m-1", "x")]))), "StorageFailed")
      assert.strictEqual(yield* reasonOf(Stream.runDrain(journal.read({}))), "StorageFailed")
    })

    test("needs few rights once its tables are there", function* () {
      const name = schema()
      const role = `${name}_clerk`
      yield* Effect.scoped(Effect.flatMap(connect(name), journal => journal.append(batch("op-1", [named("m-1", "x")]))))
      yield* admin(`create role ${role} login`)
      // what the guide says
      yield* admin(`grant usage on schema ${name} to ${role}`)
      yield* admin(`grant select, insert, update on all tables in schema ${name} to ${role}`)
      yield* admin(`revoke insert, update on ${name}.version from ${role}`)
      for (let part = 0; part < 16; part++) yield* admin(`grant truncate on ${name}.personal_${part} to ${role}`)
      const url = new URL(cluster().url)
      url.username = role
      const journal = yield* connect(name, { url: Redacted.make(url.href) })
      yield* journal.append(batch("op-2", [named("m-1", "x")]))
      yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))
      assert.isTrue((yield* all(journal)).every(({ personal }) => personal?.salt === undefined))
      yield* admin(`drop owned by ${role}`)
      yield* admin(`drop role ${role}`)
    })

    test("names the position where its bytes are no fact any more", function* () {
      const name = schema()
      const journal = yield* connect(name)
      yield* journal.append(batch("op-1", Generate.facts(3, 10)))
      yield* admin(`update ${name}.record set open = replace(open, '"version":1', '"version":"x"') where position = 7`)
      const error = yield* Effect.flip(all(journal))
      assert.isTrue(error.reason._tag === "Corrupt" && error.reason.at === 7)
    })
  })

  describe("rows that somebody changed", () => {
    test("are found out by `verify` at the position: tags, operations and the head", function* () {
      const name = schema()
      const journal = yield* connect(name)
      for (let index = 0; index < 8; index++) yield* journal.append(batch(`op-${index}`, Generate.facts(index, 3)))
      const head = yield* journal.head
      const found = Effect.map(
        Effect.result(Postgres.verify({ url: Redacted.make(cluster().url), schema: name, known: [head] })),
        Result.match({
          onSuccess: ({ position }): string | number => `whole, ${position}`,
          onFailure: ({ reason }): string | number => (reason._tag === "Corrupt" ? reason.at : reason._tag)
        })
      )
      assert.strictEqual(yield* found, "whole, 24")
      const kept = (yield* admin(`select tag, position::text from ${name}.tag order by position`)).map(row => row.map(String))
      for (const [tag = "", at = ""] of kept) {
        yield* admin(`delete from ${name}.tag where tag = $1 and position = $2::bigint`, [tag, at])
        assert.strictEqual(yield* found, Number(at), `${tag} taken out`)
        yield* admin(`insert into ${name}.tag values ($1 || 'x', $2::bigint)`, [tag, at])
        assert.strictEqual(yield* found, Number(at), `${tag} changed`)
        yield* admin(`update ${name}.tag set tag = $1 where tag = $1 || 'x' and position = $2::bigint`, [tag, at])
      }
      assert.isAbove(kept.length, 24)
      const changes: ReadonlyArray<readonly [change: string, undo: string, at: number]> = [
        [`insert into {}.tag values ('membership:m-none', 5)`, `delete from {}.tag where tag = 'membership:m-none'`, 5],
        [`insert into {}.tag values ('membership:m-none', 25)`, `delete from {}.tag where tag = 'membership:m-none'`, 25],
        [`insert into {}.tag values ('membership:m-none', -2)`, `delete from {}.tag where tag = 'membership:m-none'`, 0],
        [`delete from {}.operation where operation = 'op-2'`, `insert into {}.operation values ('op-2', 7, 9)`, 7],
        [`update {}.operation set last = 8 where operation = 'op-2'`, `update {}.operation set last = 9 where operation = 'op-2'`, 9],
        [`update {}.operation set first = 6 where operation = 'op-2'`, `update {}.operation set first = 7 where operation = 'op-2'`, 6],
        [
          `update {}.operation set operation = 'op-x' where operation = 'op-2'`,
          `update {}.operation set operation = 'op-2' where operation = 'op-x'`,
          7
        ],
        [`insert into {}.operation values ('op-x', 25, 26)`, `delete from {}.operation where operation = 'op-x'`, 25],
        [
          `update {}.head set recorded_at = '2999' || substr(recorded_at, 5)`,
          `update {}.head set recorded_at = (select recorded_at from {}.record where position = 24)`,
          24
        ],
        [`update {}.head set operation = 'op-x'`, `update {}.head set operation = 'op-7'`, 24],
        [
          `update {}.head set digest = repeat('0', 64)`,
          `update {}.head set digest = (select digest from {}.record where position = 24)`,
          24
        ],
        [`update {}.head set position = 23`, `update {}.head set position = 24`, 23]
      ]
      for (const [change, undo, at] of changes) {
        yield* admin(change.replaceAll("{}", name))
        assert.strictEqual(yield* found, at, change)
        yield* admin(undo.replaceAll("{}", name))
      }
      assert.strictEqual(yield* found, "whole, 24")
    })
  })

  describe("settings", () => {
    const patience = { lock: 10, statement: 20 }
    const safe: ReadonlyArray<readonly [setting: string, value: string]> = [
      ["fsync", "on"],
      ["full_page_writes", "on"],
      ["synchronous_commit", "on"],
      ["server_encoding", "UTF8"],
      ["lock_timeout", "10"],
      ["statement_timeout", "20"],
      ["idle_in_transaction_session_timeout", "20"],
      ["jit", "off"],
      ["server_version_num", "150018"],
      ["log_parameter_max_length", "-1"],
      ["log_statement", "ddl"],
      ["log_min_duration_statement", "-1"],
      ["log_min_duration_sample", "-1"],
      ["log_transaction_sample_rate", "0"],
      ["log_parameter_max_length_on_error", "0"],
      ["auto_explain.log_min_duration", "-1"],
      ["auto_explain.log_parameter_max_length", "-1"],
      ["auto_explain.log_verbose", "off"],
      ["pgaudit.log_parameter", "off"]
    ]
    const cases: ReadonlyArray<readonly [setting: string, value: string, refused: string | undefined]> = [
      ["synchronous_commit", "remote_apply", undefined],
      ["synchronous_commit", "remote_write", "synchronous_commit"],
      ["synchronous_commit", "local", "synchronous_commit"],
      ["synchronous_commit", "off", "synchronous_commit"],
      ["fsync", "off", "fsync"],
      ["full_page_writes", "off", "full_page_writes"],
      ["server_encoding", "LATIN1", "server_encoding"],
      ["statement_timeout", "0", "statement_timeout"],
      ["idle_in_transaction_session_timeout", "0", "idle_in_transaction_session_timeout"],
      ["server_version_num", "120022", "server_version_num"],
      ["log_statement", "mod", "log_parameter_max_length"],
      ["log_min_duration_statement", "0", "log_parameter_max_length"],
      ["log_min_duration_statement", "250", "log_parameter_max_length"],
      ["log_transaction_sample_rate", "0.1", "log_parameter_max_length"],
      ["log_parameter_max_length_on_error", "-1", "log_parameter_max_length_on_error"],
      ["log_parameter_max_length_on_error", "64", "log_parameter_max_length_on_error"],
      ["auto_explain.log_min_duration", "0", "auto_explain.log_parameter_max_length"],
      ["auto_explain.log_verbose", "on", undefined],
      ["pgaudit.log_parameter", "on", "pgaudit.log_parameter"]
    ]
    it("all that are asked for are looked at", () => {
      assert.sameMembers([...names(patience)], [...new Map(safe).keys()])
      assert.isUndefined(unsafe(patience, new Map(safe)))
    })
    for (const [setting, value, refused] of cases) {
      it(`${setting} = ${value} is ${refused === undefined ? "safe" : "refused"}`, () => {
        assert.strictEqual(unsafe(patience, new Map([...safe, [setting, value]]))?.setting, refused)
      })
    }
    it("statements may be logged where their values are not", () => {
      assert.isUndefined(unsafe(patience, new Map([...safe, ["log_statement", "all"], ["log_parameter_max_length", "0"]])))
    })

    it("plans may be logged where neither values nor what was made of them is shown, and modules may be missing", () => {
      const explained = [...safe, ["auto_explain.log_min_duration", "0"], ["auto_explain.log_parameter_max_length", "0"]] as const
      assert.isUndefined(unsafe(patience, new Map(explained)))
      assert.strictEqual(unsafe(patience, new Map([...explained, ["auto_explain.log_verbose", "on"]]))?.setting, "auto_explain.log_verbose")
      assert.isUndefined(unsafe(patience, new Map(safe.filter(([name]) => !name.includes(".")))))
    })

    testOurs("a server that does not keep them is refused, and what is open does not write there either", function* () {
      const journal = yield* connect(schema())
      const set = (setting: string) => Effect.andThen(admin(`alter system ${setting}`), admin("select pg_reload_conf(), pg_sleep(0.2)"))
      for (const setting of ["fsync", "full_page_writes"]) {
        yield* set(`set ${setting} = off`)
        const error = yield* Effect.flip(connect(schema()))
        assert.deepInclude(error.cause, { setting, found: "off" })
        assert.strictEqual(error.reason._tag, "StorageFailed")
        assert.strictEqual(yield* reasonOf(journal.append(batch("op-1", [named("m-1", "x")]))), "StorageFailed")
        yield* set(`reset ${setting}`)
      }
      yield* admin("create role hasty superuser login")
      yield* admin("alter role hasty set synchronous_commit = off")
      const url = cluster().url.replace("postgres@", "hasty@")
      assert.deepInclude((yield* Effect.flip(connect(schema(), { url: Redacted.make(url) }))).cause, {
        setting: "synchronous_commit"
      })
      yield* admin("alter database postgres set synchronous_commit = local")
      assert.deepInclude((yield* Effect.flip(connect(schema()))).cause, { setting: "synchronous_commit", found: "local" })
      yield* admin("alter database postgres reset synchronous_commit")
      assert.isFalse((yield* journal.append(batch("op-1", [named("m-1", "x")]))).repeated)
    })
  })

  describe("erasure", () => {
    /** In how many places one of the texts stands in the server's files, those of its log of changes or all others. */
    const occurrences = (texts: ReadonlyArray<string>, files: "log" | "others"): number => {
      const data = join(cluster().folder ?? "", "data")
      const where = files === "log" ? [join(data, "pg_wal")] : ["--exclude-dir=pg_wal", data]
      const { stdout, status } = spawnSync("grep", ["-raoF", "-f", "-", ...where], { input: texts.join("\n"), encoding: "latin1" })
      assert.include([0, 1], status)
      return stdout.split("\n").length - 1
    }

    testOurs(
      "takes the bytes out of every file",
      function* () {
        const name = schema()
        const journal = yield* connect(name)
        const canary = (index: number) => `Canary-${index}-${"Nông Văn Đức ".repeat(index % 30 === 0 ? 900 : index % 15)}`
        for (let index = 0; index < 300; index++) {
          const fact = index % 3 === 0 ? noted("m-1", canary(index)) : named(`o-${index}`, `Others-${index}`)
          yield* journal.append(batch(`op-${index}`, [fact]))
        }
        assert.isAbove(occurrences(["Canary-"], "log"), 0, "control: the log holds them too")
        yield* admin("analyze")
        yield* admin("checkpoint")
        assert.isAbove(occurrences(["Canary-"], "others"), 99, "control: the bytes are there before")
        const salts = (yield* all(journal)).flatMap(({ personal }) =>
          personal?.of === "m-1" && personal.salt !== undefined ? [personal.salt] : []
        )
        assert.strictEqual(salts.length, 100)
        yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))
        yield* admin("checkpoint")
        assert.strictEqual(occurrences(["Canary-", ...salts], "others"), 0)
        assert.strictEqual(occurrences(["Canary-", ...salts], "log"), 0)
        assert.isAbove(occurrences(["Others-"], "others"), 199)
        const records = yield* all(journal)
        assert.strictEqual(assertChain(records).position, 301)
        assert.strictEqual(records.filter(record => JSON.stringify(record).includes("Others-")).length, 200)
      },
      60_000
    )

    test("waits for readers no longer than told, and has recorded nothing then", function* () {
      const name = schema()
      const journal = yield* connect(name, { lockTimeout: 50 })
      yield* journal.append(batch("op-1", [named("m-1", "Nông Văn Đức")]))
      const reader = yield* session(cluster().url)
      yield* reader("begin")
      yield* reader(`select count(*) from ${name}.personal`)
      assert.strictEqual(yield* reasonOf(journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))), "Unavailable")
      assert.strictEqual((yield* journal.head).position, 1)
      yield* reader("rollback")
      assert.isFalse((yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))).repeated)
      assert.deepStrictEqual(yield* admin(`select count(*)::integer from ${name}.personal`), [[0]])
    })

    test("in a copy it takes what was copied before", function* () {
      const [from, to] = [yield* connect(schema()), yield* connect(schema())]
      yield* from.append(batch("op-1", [named("m-1", "Nông Văn Đức"), named("m-2", "Lý A Páo")]))
      yield* to.replicate(from.read({}))
      yield* from.erase(Id.MemberId.make("m-1"), grounds("op-e"))
      yield* from.erase(Id.MemberId.make("m-2"), grounds("op-f"))
      yield* to.replicate(from.read({}))
      assert.deepStrictEqual(yield* all(to), yield* all(from))
      assert.isFalse(JSON.stringify(yield* all(to)).includes("Lý"))
    })
  })

  describe("several writers", () => {
    test("whoever finds the head locked for too long has written nothing, and may try again", function* () {
      const name = schema()
      const journal = yield* connect(name, { lockTimeout: 50 })
      const other = yield* session(cluster().url)
      yield* other("begin")
      yield* other(`select from ${name}.head for update`)
      const error = yield* Effect.flip(journal.append(batch("op-1", [named("m-1", "x")])))
      assert.strictEqual(error.reason._tag, "Unavailable")
      assert.isTrue(error.isRetryable)
      assert.strictEqual((yield* journal.head).position, 0, "readers do not wait")
      yield* other("rollback")
      assert.isFalse((yield* journal.append(batch("op-1", [named("m-1", "x")]))).repeated)
    })

    test("readers see what was committed in order, while eight write", function* () {
      const name = schema()
      const journals = yield* Effect.all(Array.from({ length: 8 }, () => connect(name, { maxConnections: 2 })))
      const reader = yield* connect(name)
      const writing = yield* Effect.forkChild(
        Effect.forEach(
          journals,
          (journal, index) =>
            Effect.forEach(Generate.facts(index, 25), (fact, part) => journal.append(batch(`op-${index}-${part}`, [fact, fact]))),
          { concurrency: "unbounded" }
        )
      )
      let seen = 0
      while (seen < 400) {
        const records = yield* all(reader)
        assert.strictEqual(assertChain(records).position, records.length)
        assert.strictEqual(records.length % 2, 0)
        assert.isAtLeast(records.length, seen)
        seen = records.length
        if (writing.pollUnsafe() !== undefined && seen < 400) yield* Fiber.join(writing)
      }
      yield* Fiber.join(writing)
    })

    test("an append that is interrupted has written nothing, and holds nothing up", function* () {
      const name = schema()
      const journal = yield* connect(name)
      const other = yield* session(cluster().url)
      yield* other("begin")
      yield* other(`select from ${name}.head for update`)
      const waiting = yield* Effect.forkChild(journal.append(batch("op-1", [named("m-1", "x")])))
      yield* Effect.sleep("100 millis")
      yield* Fiber.interrupt(waiting)
      yield* other("rollback")
      assert.strictEqual((yield* journal.append(batch("op-2", [named("m-1", "x")]))).first, 1)
    })
  })

  testOurs(
    "a backup that is taken while others write is the journal of a moment, and goes on where it is restored",
    function* () {
      const name = schema()
      const journal = yield* connect(name)
      const facts = Generate.facts(5, 20)
      for (const [index, fact] of facts.entries()) yield* journal.append(batch(`op-${index}`, [fact, named(`m-${index}`, "Lý")]))
      yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))
      let stop = false
      const writing = yield* Effect.forkChild(
        Effect.gen(function* () {
          for (let index = 0; !stop; index++) yield* journal.append(batch(`later-${index}`, [named("m-1", "x"), named("m-2", "y")]))
        })
      )
      const { bin, url } = cluster()
      const dump = yield* Effect.promise(() => program(join(bin, "pg_dump"), ["--load-via-partition-root", `--schema=${name}`, url], ""))
      stop = true
      yield* Fiber.join(writing)
      yield* admin(`create database ${name}`)
      const restored = url.replace(/[^/]*$/, name)
      yield* Effect.promise(() => program(join(bin, "psql"), ["-q", "-v", "ON_ERROR_STOP=1", restored], dump))
      const copy = yield* connect(name, { url: Redacted.make(restored) })
      const records = yield* all(copy)
      assertChain(records)
      assert.isAtLeast(records.length, 41)
      assert.deepStrictEqual(records, (yield* all(journal)).slice(0, records.length))
      yield* copy.replicate(journal.read({}))
      assert.deepStrictEqual(yield* all(copy), yield* all(journal))
      assert.deepStrictEqual(yield* copy.head, yield* journal.head)
    },
    60_000
  )

  test("a text that PostgreSQL cannot hold is nowhere to be found", function* () {
    const journal = yield* connect(schema())
    yield* journal.append({ ...batch("op-1", [named("m-1", "x")]), source: "a\\0b\u0000\\" })
    assert.strictEqual((yield* all(journal)).at(0)?.source, "a\\0b\u0000\\")
    for (const query of [{ kinds: ["a\u0000"] }, { tags: ["details:m-1\u0000" as const] }, { kinds: [] }, { tags: [] }])
      assert.deepStrictEqual(yield* Stream.runCollect(journal.read(query)), [])
  })

  test("no table is read through for a page, without statistics too", function* () {
    const name = schema()
    yield* Effect.scoped(
      Effect.gen(function* () {
        const journal = yield* connect(name)
        const facts = Array.from({ length: 5000 }, (_, index) => named(`m-${index % 50}`, "Lý"))
        yield* journal.append(batch("op-1", facts))
        for (let count = 0; count < 2; count++) yield* journal.append(batch("op-2", [named("m-1", "Nông")]))
        for (let index = 0; index < 20; index++) {
          yield* Stream.runDrain(Stream.take(journal.read({ tags: [`details:m-${index}`] }), 1))
          yield* Stream.runDrain(Stream.take(journal.read({ after: Id.Position.make(index * 100) }), 1))
          yield* Stream.runDrain(journal.read({ operations: [Id.OperationId.make("op-2")], tags: ["details:m-1"] }))
        }
      })
    )
    const counted = admin(
      "select sum(idx_scan)::integer, sum(seq_tup_read)::integer from pg_stat_user_tables where schemaname = $1 and relname <> 'head'",
      [name]
    )
    // A session's counts are there soon after it has ended.
    const [found] = yield* Effect.repeat(counted, { until: ([row]) => Number(row?.[0]) > 5000, schedule: Schedule.spaced("100 millis") })
    assert.isBelow(Number(found?.[1]), 100)
  })
})

/** Runs a program to its end, and gives what it printed. */
const program = (command: string, options: ReadonlyArray<string>, input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, options, { stdio: ["pipe", "pipe", "pipe"] })
    let [output, errors] = ["", ""]
    child.stdout.setEncoding("utf8").on("data", chunk => (output += chunk))
    child.stderr.setEncoding("utf8").on("data", chunk => (errors += chunk))
    child.on("error", reject)
    child.on("close", code => (code === 0 ? resolve(output) : reject(new Error(errors))))
    child.stdin.end(input)
  })
