/**
 * An erasure looked at by somebody who reads the bytes of every file of the server, under the settings that servers have; and what `scrub` says of
 * them, which must be nothing exactly where there is nothing.
 */
import { spawn, spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs"
import { createHash } from "node:crypto"
import { join } from "node:path"
import * as Postgres from "@chibo/adapters/postgres"
import { Id, Verify } from "@chibo/core"
import { Effect, Fiber, Redacted, type Scope } from "effect"
import { assert, describe } from "vitest"
import { type Cluster, missingOwn, startOwn } from "./cluster.ts"
import { batch, grounds, named, reasonOf, type Service, noted, test } from "../journals.ts"
import { sql, session } from "./journals.ts"
import { proxy } from "./proxy.ts"

/** What a server has unless it is told otherwise, but for the size of a segment, which is a quarter. */
const byDefault = { wal_recycle: "on", min_wal_size: "80MB", max_wal_size: "1GB" }

const server = (settings: Readonly<Record<string, string>> = {}) =>
  Effect.acquireRelease(
    Effect.promise(() => startOwn({ ...byDefault, ...settings })),
    ({ stop }) => Effect.promise(stop)
  )

/** By chance, so that nothing of it can be compressed and all of its bytes are there to be found. */
const written = (person: number, size: number) =>
  noted(`m-${person}`, Array.from({ length: Math.ceil(size / 43) }, (_, at) => piece(person, at)).join(""))

/** 43 letters of a person's text. */
const piece = (person: number, at: number): string => createHash("sha256").update(`${person} ${at}`).digest("base64url")

/** Pieces that are looked for: the first, and every so many. */
const probes = (person: number): ReadonlyArray<string> => Array.from({ length: 100 }, (_, index) => piece(person, index * 20))

/** In how many places pieces of a person's text stand in files below a folder. */
const occurrences = (folder: string, person = 1): number => {
  const { stdout, status } = spawnSync("grep", ["-raoF", "-f", "-", folder], {
    input: probes(person).join("\n"),
    encoding: "latin1",
    maxBuffer: 2 ** 30
  })
  assert.include([0, 1], status)
  return stdout.split("\n").length - 1
}

const dataOf = ({ folder }: Cluster) => join(folder ?? "", "data")
const logOf = (cluster: Cluster) => join(dataOf(cluster), "pg_wal")

const connect = ({ url }: Cluster) => Postgres.make({ url: Redacted.make(url) })
const scrub = ({ url }: Cluster, options: Partial<Postgres.ScrubOptions> = {}) => Postgres.scrub({ url: Redacted.make(url), ...options })
const tags = ({ retained }: Postgres.Retention) => retained.map(({ _tag }) => _tag)
const erase = (journal: Service, person = 1) => journal.erase(Id.MemberId.make(`m-${person}`), grounds(`op-e-${person}`))

/** The cluster's address for another role. */
const as = ({ url }: Cluster, role: string) => ({ url: url.replace("postgres@", `${role}@`) })

/** Some segments of the log full of payloads, some of them under new names. */
const fill = (cluster: Cluster, journal: Service) =>
  Effect.gen(function* () {
    for (let index = 0; index < 12; index++) {
      yield* journal.append(batch(`op-${index}`, [written(index % 3, 800_000), written(1, 200)]))
      if (index % 4 === 0) yield* sql(cluster.url, "checkpoint")
    }
  })

/** An erasure by somebody who may do no more than that. */
const eraseAsClerk = (cluster: Cluster, person = 1) =>
  Effect.gen(function* () {
    yield* sql(
      cluster.url,
      `do $$ begin
        if not exists (select from pg_roles where rolname = 'clerk') then create role clerk login; end if;
        grant usage on schema chibo to clerk;
        grant select, insert, update, truncate on all tables in schema chibo to clerk;
      end $$`
    )
    yield* Effect.scoped(Effect.flatMap(connect({ ...cluster, ...as(cluster, "clerk") }), journal => erase(journal, person)))
    yield* sql(cluster.url, "checkpoint")
    assert.strictEqual(occurrences(join(dataOf(cluster), "base"), person), 0)
  })

const verified = (cluster: Cluster) =>
  Effect.scoped(Effect.flatMap(connect(cluster), journal => Effect.map(Verify.all(journal.read({})), ({ position }) => position)))

const filled = (settings: Readonly<Record<string, string>> = {}) =>
  Effect.gen(function* () {
    const cluster = yield* server(settings)
    const journal = yield* connect(cluster)
    yield* fill(cluster, journal)
    return { cluster, journal }
  })

const onOwnServer = (name: string, body: () => void) => describe.skipIf(missingOwn() !== undefined)(name, body)

const slow = (name: string, body: () => Generator<Effect.Effect<unknown, unknown, Scope.Scope>, void, never>) => test(name, body, 120_000)

onOwnServer("Postgres: every byte of an erased person", () => {
  describe("the log of changes", () => {
    slow("a server as it comes: the log is clean after a scrub; control: it is not after a switch and a checkpoint", function* () {
      const { cluster } = yield* filled()
      yield* eraseAsClerk(cluster)
      yield* sql(cluster.url, "select pg_switch_wal()::text")
      yield* sql(cluster.url, "checkpoint")
      assert.isAbove(occurrences(logOf(cluster)), 90, "control")
      assert.deepStrictEqual((yield* scrub(cluster)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
      assert.isAbove(occurrences(dataOf(cluster), 2), 90)
      assert.strictEqual(yield* verified(cluster), 25)
    })

    slow("whoever may, has it clean with the erasure", function* () {
      const { cluster, journal } = yield* filled()
      assert.isAbove(occurrences(logOf(cluster)), 90, "control")
      yield* erase(journal)
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
    })

    slow("the rights that the guide names are enough, and a role that lacks one is refused", function* () {
      const { cluster } = yield* filled()
      yield* eraseAsClerk(cluster)
      yield* sql(cluster.url, "create role auditor login")
      const auditor = { ...cluster, ...as(cluster, "auditor") }
      const rights = [
        "pg_checkpoint to auditor",
        "pg_monitor to auditor",
        "execute on function pg_ls_dir(text, boolean, boolean) to auditor",
        "execute on function pg_stat_file(text, boolean) to auditor"
      ]
      for (const right of rights) {
        const { reason } = yield* Effect.flip(scrub(auditor))
        assert.isTrue(
          reason._tag === "Unsupported" &&
            reason.what.includes(right.split(/ to |function |\(/)[right.startsWith("execute") ? 1 : 0] ?? "-")
        )
        yield* sql(cluster.url, `grant ${right}`)
      }
      assert.isAbove(occurrences(logOf(cluster)), 90, "control")
      assert.deepStrictEqual((yield* scrub(auditor)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
    })

    slow("what wal_keep_size holds back is passed, or named where that is too much", function* () {
      const { cluster } = yield* filled({ wal_keep_size: "64MB" })
      yield* eraseAsClerk(cluster)
      const short = yield* scrub(cluster, { mostLog: 2 ** 23 })
      assert.include(tags(short), "Log")
      assert.isAbove(occurrences(logOf(cluster)), 90)
      assert.deepStrictEqual((yield* scrub(cluster)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
    })

    slow("a replication slot is named, and so are the segments that it holds", function* () {
      const { cluster } = yield* filled()
      yield* sql(cluster.url, "select pg_create_physical_replication_slot('standby_1', true)::text")
      yield* sql(cluster.url, "select pg_create_physical_replication_slot('unused')::text")
      yield* (yield* connect(cluster)).append(batch("op-more", [written(1, 100_000)]))
      yield* eraseAsClerk(cluster)
      const { retained, newestSegment } = yield* scrub(cluster)
      assert.deepStrictEqual(
        retained.map(({ _tag }) => _tag),
        ["Log", "Slot"]
      )
      assert.deepStrictEqual(retained[1]?.names, ["standby_1"])
      assert.include(retained[0]?.names ?? [], newestSegment)
      assert.isAbove(occurrences(logOf(cluster)), 0)
      yield* sql(cluster.url, "select pg_drop_replication_slot('standby_1')::text")
      assert.deepStrictEqual((yield* scrub(cluster)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
    })

    slow("an archive is named always, with the segment up to which it is to be removed", function* () {
      const archive = join("/tmp", `chibo-archive-${process.pid}`)
      yield* Effect.acquireRelease(
        Effect.sync(() => {
          mkdirSync(archive)
          chmodSync(archive, 0o777)
        }),
        () => Effect.sync(() => rmSync(archive, { recursive: true }))
      )
      const { cluster } = yield* filled({ archive_mode: "on", archive_command: `test ! -e ${archive}/stop && cp %p ${archive}/%f` })
      yield* eraseAsClerk(cluster)
      const { retained, newestSegment } = yield* scrub(cluster)
      assert.deepStrictEqual(
        retained.map(({ _tag }) => _tag),
        ["Archive"]
      )
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
      assert.isAbove(occurrences(archive), 90, "control")
      for (const name of readdirSync(archive)) if (name <= newestSegment) rmSync(join(archive, name))
      assert.strictEqual(occurrences(archive), 0)
      assert.deepStrictEqual(tags(yield* scrub(cluster)), ["Archive"], "nobody can look there")
      mkdirSync(join(archive, "stop"))
      yield* (yield* connect(cluster)).append(batch("op-more", [written(2, 100_000)]))
      yield* eraseAsClerk(cluster, 2)
      assert.deepStrictEqual(tags(yield* scrub(cluster)), ["Log", "Archive"], "what is not archived yet is kept")
      assert.isAbove(occurrences(logOf(cluster), 2), 0)
    })

    slow("whoever is sent the log is named", function* () {
      const { cluster } = yield* filled()
      const folder = join(cluster.folder ?? "", "received")
      mkdirSync(folder)
      const receiver = spawn(join(cluster.bin, "pg_receivewal"), ["-D", folder, "-d", cluster.url, "--no-loop"], { stdio: "ignore" })
      yield* Effect.addFinalizer(() => Effect.sync(() => receiver.kill()))
      while ((yield* sql(cluster.url, "select from pg_stat_replication where state = 'streaming'")).length === 0)
        yield* Effect.sleep("50 millis")
      yield* eraseAsClerk(cluster)
      assert.include(tags(yield* scrub(cluster)), "Standby")
    })

    slow("a transaction that was begun before holds nothing", function* () {
      const { cluster } = yield* filled()
      const reader = yield* session(cluster.url)
      yield* reader("begin isolation level repeatable read")
      yield* reader("select count(*)::text from chibo.record")
      const writer = yield* session(cluster.url)
      yield* writer("begin")
      yield* writer("create table chibo_other (x integer)")
      yield* eraseAsClerk(cluster)
      assert.deepStrictEqual((yield* scrub(cluster)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster)), 0)
    })
  })

  describe("tables", () => {
    slow("a batch that failed, or was run again, leaves nothing, of a person without any record too", function* () {
      const cluster = yield* server()
      const journal = yield* connect(cluster)
      yield* journal.append(batch("op-1", [named("m-9", "x")]))
      yield* sql(cluster.url, "create sequence asked")
      yield* sql(
        cluster.url,
        `create function refuse() returns trigger language plpgsql as $$ begin
          if new.operation = 'op-refused' then raise exception 'no' using errcode = '58030'; end if;
          if new.operation = 'op-again' and nextval('asked') <= 2 then raise exception 'no' using errcode = '40001'; end if;
          return null;
        end $$`
      )
      yield* sql(
        cluster.url,
        "create constraint trigger refuse after insert on chibo.record deferrable initially deferred for each row execute function refuse()"
      )
      assert.strictEqual(yield* reasonOf(journal.append(batch("op-refused", [written(1, 1_000_000), written(1, 1500)]))), "OutcomeUnknown")
      yield* journal.append(batch("op-again", [written(2, 1_000_000), written(2, 100)]))
      yield* sql(cluster.url, "checkpoint")
      const base = join(dataOf(cluster), "base")
      assert.isAbove(occurrences(base, 1), 90, "control: rows that nobody sees")
      assert.isAbove(occurrences(base, 2), 3 * 90, "control: some of them twice and thrice")
      yield* erase(journal, 1)
      yield* erase(journal, 2)
      assert.deepStrictEqual((yield* scrub(cluster)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster), 1), 0)
      assert.strictEqual(occurrences(dataOf(cluster), 2), 0)
    })

    slow("a server that is killed in an erasure leaves a file, which is named; the erasure sent again is whole", function* () {
      const cluster = yield* server()
      const journal = yield* connect(cluster)
      yield* journal.append(batch("op-1", [written(1, 100_000)]))
      // somebody in the same part, who is written anew
      const [[other] = []] = yield* sql(
        cluster.url,
        `select min(n)::integer from generate_series(2, 1000) as n, generate_series(0, 15) as part
        where satisfies_hash_partition('chibo.personal'::regclass, 16, part, 'm-1'::text) and satisfies_hash_partition('chibo.personal'::regclass, 16, part, 'm-' || n)`
      )
      const beside = Number(other)
      yield* journal.append(batch("op-2", [written(beside, 100_000)]))
      yield* sql(
        cluster.url,
        "create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$"
      )
      yield* sql(
        cluster.url,
        "create constraint trigger wait after insert on chibo.record deferrable initially deferred for each row when (new.kind = 'personal.erased') execute function wait()"
      )
      const erasing = yield* Effect.forkChild(Effect.exit(erase(journal)))
      while ((yield* sql(cluster.url, "select from pg_stat_activity where wait_event = 'PgSleep'")).length === 0)
        yield* Effect.sleep("50 millis")
      yield* sql(cluster.url, "checkpoint")
      yield* Effect.promise(() => cluster.kill())
      yield* sql(cluster.url, "drop trigger wait on chibo.record")
      const exit = yield* Fiber.join(erasing)
      assert.isTrue(exit._tag === "Failure" || exit.value.repeated === false)
      yield* erase(journal)
      assert.strictEqual(occurrences(join(dataOf(cluster), "base"), 1), 0)
      yield* erase(journal, beside)
      const { retained } = yield* scrub(cluster)
      assert.strictEqual(occurrences(dataOf(cluster), 1), 0)
      assert.isAbove(occurrences(dataOf(cluster), beside), 90, "control")
      assert.deepStrictEqual(
        retained.map(({ _tag }) => _tag),
        ["File"]
      )
      for (const name of retained[0]?.names ?? []) rmSync(join(dataOf(cluster), name))
      assert.deepStrictEqual((yield* scrub(cluster)).retained, [])
      assert.strictEqual(occurrences(dataOf(cluster), beside), 0)
      assert.strictEqual(yield* verified(cluster), 4)
    })

    slow("an erasure whose answer was lost, or that was never sent on, is whole when it is sent again", function* () {
      const { cluster } = yield* filled()
      const { hostname, port } = new URL(cluster.url)
      const line = yield* proxy(hostname, Number(port))
      const journal = yield* Postgres.make({
        url: Redacted.make(cluster.url.replace(`:${port}/`, `:${line.port}/`)),
        statementTimeout: 2000
      })
      for (const [person, fault] of [
        [1, "reply"],
        [2, "request"]
      ] as const) {
        line.state.next = fault
        assert.strictEqual(yield* reasonOf(erase(journal, person)), "OutcomeUnknown")
        assert.strictEqual((yield* erase(journal, person)).repeated, fault === "reply")
        assert.strictEqual(occurrences(dataOf(cluster), person), 0)
      }
      assert.strictEqual(yield* verified(cluster), 26)
    })
  })

  describe("copies and logs", () => {
    slow("a dump made later has nothing, and is a whole journal where it is restored", function* () {
      const { cluster, journal } = yield* filled()
      const dump = () =>
        spawnSync(join(cluster.bin, "pg_dump"), ["--load-via-partition-root", "--schema=chibo", cluster.url], {
          encoding: "utf8",
          maxBuffer: 2 ** 30
        })
      assert.include(dump().stdout, piece(1, 0), "control")
      yield* erase(journal)
      const { stdout } = dump()
      for (const probe of probes(1)) assert.notInclude(stdout, probe)
      assert.include(stdout, piece(2, 0))
      yield* sql(cluster.url, "create database restored")
      const url = cluster.url.replace(/[^/]*$/, "restored")
      const { status, stderr } = spawnSync(join(cluster.bin, "psql"), ["-q", "-v", "ON_ERROR_STOP=1", url], {
        input: stdout,
        encoding: "utf8"
      })
      assert.strictEqual(status, 0, stderr)
      const copy = yield* connect({ ...cluster, url })
      assert.deepStrictEqual(yield* Verify.all(copy.read({}), { known: [yield* journal.head] }), yield* journal.head)
    })

    slow("the server's log may have every statement, and has no value; where it would, nothing is written", function* () {
      const cluster = yield* server({ log_statement: "all", log_min_duration_statement: "0", log_parameter_max_length: "0" })
      const journal = yield* connect(cluster)
      yield* journal.append(batch("op-1", [written(1, 1000)]))
      yield* sql(cluster.url, "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$")
      yield* sql(cluster.url, "create trigger refuse after insert on chibo.personal for each row execute function refuse()")
      assert.strictEqual(yield* reasonOf(journal.append(batch("op-2", [written(1, 100_000)]))), "StorageFailed")
      yield* sql(cluster.url, "drop trigger refuse on chibo.personal")
      const set = (setting: string) =>
        Effect.andThen(sql(cluster.url, `alter system ${setting}`), sql(cluster.url, "select pg_reload_conf()::text, pg_sleep(0.3)::text"))
      yield* set("set log_parameter_max_length_on_error = -1")
      assert.deepInclude((yield* Effect.flip(connect(cluster))).cause, { setting: "log_parameter_max_length_on_error" })
      assert.strictEqual(yield* reasonOf(journal.append(batch("op-3", [written(1, 100_000)]))), "StorageFailed")
      yield* set("reset log_parameter_max_length_on_error")
      assert.include(cluster.log(), `insert into "chibo".personal`, "control: statements are there")
      assert.notInclude(cluster.log(), piece(1, 0))
      yield* journal.append(batch("op-3", [named("m-3", "x")]))
    })

    slow("plans may be logged, but none with values: control: such a server is not written to", function* () {
      const settings = { session_preload_libraries: "auto_explain", "auto_explain.log_min_duration": "0" }
      const loud = yield* server({ ...settings, "auto_explain.log_verbose": "on" })
      const { setting } = Object((yield* Effect.flip(connect(loud))).cause)
      assert.include(["auto_explain.log_verbose", "auto_explain.log_parameter_max_length"], setting)
      // the same without the module is nothing to a journal
      yield* sql(loud.url, "create role unloaded superuser login")
      yield* sql(loud.url, "alter role unloaded set session_preload_libraries = plpgsql")
      yield* (yield* connect({ ...loud, ...as(loud, "unloaded") })).append(batch("op-1", [named("m-3", "x")]))
      yield* sql(loud.url, "select * from unnest($1::text[])", [`{${piece(1, 0)}}`])
      assert.include(loud.log(), piece(1, 0), "control")
      // a name that earlier servers do not know is set all the same
      const quiet = yield* server({ ...settings, "auto_explain.log_parameter_max_length": "0" })
      yield* (yield* connect(quiet)).append(batch("op-1", [written(1, 1000)]))
      assert.include(quiet.log(), `insert into "chibo".personal`, "control: plans are there")
      assert.notInclude(quiet.log(), piece(1, 0))
    })
  })
})
