import { Id, type Journal } from "@chibo/core"
import { Effect, Exit, Redacted } from "effect"
import { ConnectionError, SqlError, UnknownError } from "effect/sql/SqlError"
import { assert, describe, it } from "vitest"
import { attempt, judge, type Rule, rules } from "../faults/rules.ts"
import { early } from "../faults/wrong.ts"
import { classify, type Phase } from "../src/postgres/errors.ts"
import { all, assertChain, batch, named, reasonOf, type Service, test } from "./journals.ts"
import { onServer, schema } from "./postgres/journals.ts"
import { type Fault, proxy } from "./postgres/proxy.ts"

describe("Postgres: what states mean", () => {
  const operation = Id.OperationId.make("op-1")
  const server = (code: string) =>
    new SqlError({ reason: new UnknownError({ cause: { code, severity: "ERROR", message: "Nông Văn Đức", detail: "(Nông Văn Đức)" } }) })
  const cases: ReadonlyArray<readonly [state: string, phase: Phase["_tag"], reason: Journal.Reason["_tag"], again: boolean]> = [
    ["40001", "Before", "Unavailable", true],
    ["40P01", "Before", "Unavailable", true],
    ["40001", "Commit", "Unavailable", true],
    ["40P01", "Commit", "Unavailable", true],
    ["40003", "Commit", "OutcomeUnknown", false],
    ["23505", "Before", "StorageFailed", true],
    ["55P03", "Before", "Unavailable", false],
    ["57014", "Before", "Unavailable", false],
    ["57P01", "Before", "Unavailable", true],
    ["57P01", "Commit", "OutcomeUnknown", false],
    ["57P03", "Before", "Unavailable", true],
    ["25P03", "Before", "Unavailable", true],
    ["08006", "Before", "Unavailable", true],
    ["08006", "Commit", "OutcomeUnknown", false],
    ["53300", "Before", "Unavailable", true],
    ["25006", "Before", "Unavailable", false],
    ["53100", "Before", "StorageFull", false],
    ["53100", "Commit", "OutcomeUnknown", false],
    ["53200", "Before", "StorageFailed", false],
    ["58030", "Before", "StorageFailed", false],
    ["58030", "Commit", "OutcomeUnknown", false],
    ["XX001", "Before", "Corrupt", false],
    ["42501", "Before", "StorageFailed", false],
    ["28P01", "Before", "StorageFailed", false],
    ["42P01", "Before", "StorageFailed", false]
  ]
  for (const [state, tag, reason, again] of cases) {
    it(`${state} at ${tag} is ${reason}${again ? ", and is run again" : ""}`, () => {
      const failed = classify(server(state), tag === "Commit" ? { _tag: tag, operation } : { _tag: tag })
      assert.deepStrictEqual([failed.error.reason._tag, failed.again], [reason, again])
      assert.isFalse(JSON.stringify(failed.error.cause).includes("Nông"), "the cause names no value")
    })
  }
  it("without a state, a lost connection is unknown at COMMIT only", () => {
    const lost = new SqlError({ reason: new ConnectionError({ cause: Object.assign(new Error("x"), { code: "EPIPE" }) }) })
    assert.isTrue(classify(lost, { _tag: "Before" }).again)
    assert.strictEqual(classify(lost, { _tag: "Commit", operation }).error.reason._tag, "OutcomeUnknown")
    assert.isFalse(classify(lost, { _tag: "Commit", operation }).again)
    assert.strictEqual(classify(lost, { _tag: "Commit", operation: undefined }).error.reason._tag, "Unavailable")
  })
})

onServer("Postgres: faults", ({ cluster, testOurs, connect, admin }) => {
  /** Makes the server raise an error for the next so many records, in the statement or when it is committed; tells how often it was asked. */
  const raise = (name: string, state: string, times: number, deferred: boolean) =>
    Effect.gen(function* () {
      yield* admin(`create sequence ${name}.asked`)
      yield* admin(`create function ${name}.refuse() returns trigger language plpgsql as $$ begin
        if nextval('${name}.asked') <= ${times} then raise exception 'Canary %', new.open using errcode = '${state}'; end if;
        return null;
      end $$`)
      yield* admin(
        `create ${deferred ? "constraint " : ""}trigger refuse after insert on ${name}.record ${deferred ? "deferrable initially deferred " : ""}for each row execute function ${name}.refuse()`
      )
      return Effect.map(admin(`select last_value::integer from ${name}.asked`), rows => Number(rows[0]?.[0]))
    })

  describe("raised by the server", () => {
    const cases: ReadonlyArray<readonly [state: string, deferred: boolean, times: number, reason: string, asked: number]> = [
      ["40001", false, 3, "recorded", 4],
      ["40P01", false, 3, "recorded", 4],
      ["40001", true, 3, "recorded", 4],
      ["40P01", true, 3, "recorded", 4],
      ["40001", false, 1000, "Unavailable", 7],
      ["40001", true, 1000, "Unavailable", 7],
      ["53100", false, 1, "StorageFull", 1],
      ["58030", false, 1, "StorageFailed", 1],
      ["58030", true, 1, "OutcomeUnknown", 1],
      ["57014", false, 1, "Unavailable", 1]
    ]
    for (const [state, deferred, times, expected, asked] of cases) {
      test(`${state}, ${times} times, at ${deferred ? "COMMIT" : "the insertion"}: ${expected}, and nothing twice`, function* () {
        const name = schema()
        const journal = yield* connect(name)
        const count = yield* raise(name, state, times, deferred)
        const exit = yield* Effect.exit(journal.append(batch("op-1", [named("m-1", "x")])))
        const error = Exit.isFailure(exit) ? yield* Effect.flip(exit) : undefined
        assert.strictEqual(error?.reason._tag ?? "recorded", expected)
        assert.isFalse(JSON.stringify(error?.cause ?? "").includes("Canary"))
        assert.strictEqual(yield* count, asked)
        assert.strictEqual((yield* journal.head).position, error === undefined ? 1 : 0)
        yield* admin(`drop trigger refuse on ${name}.record`)
        assert.strictEqual((yield* journal.append(batch("op-1", [named("m-1", "x")]))).repeated, error === undefined)
        assert.strictEqual(assertChain(yield* all(journal)).position, 1)
      })
    }
  })

  describe("lines cut around COMMIT", () => {
    const line = () => {
      const { hostname, port } = new URL(cluster().url)
      return proxy(hostname, Number(port || 5432))
    }
    const through = (name: string, at: number) => {
      const url = new URL(cluster().url)
      url.hostname = "127.0.0.1"
      url.port = String(at)
      return connect(name, { url: Redacted.make(url.href), statementTimeout: 300 })
    }
    /** Sends an operation until its outcome is known, and tells what came before. */
    const insist = (journal: Service, sent: Journal.Batch) =>
      Effect.gen(function* () {
        const before: Array<string> = []
        while (true) {
          const exit = yield* Effect.exit(journal.append(sent))
          if (Exit.isSuccess(exit)) return { receipt: exit.value, before }
          // a defect would not be caught here, and fail the test
          before.push((yield* Effect.flip(exit)).reason._tag)
        }
      })

    test("the outcome is unknown, and known when the operation is sent again; nothing is lost, nothing doubled", function* () {
      const name = schema()
      const { port: at, state } = yield* line()
      const journal = yield* through(name, at)
      const faults: ReadonlyArray<Fault> = ["reply", "request", "none"]
      let [unknown, repeated] = [0, 0]
      for (let index = 0; index < 60; index++) {
        const fault = faults[index % 3] ?? "none"
        state.next = fault
        const { before, receipt } = yield* insist(journal, batch(`op-${index}`, [named("m-1", `x-${index}`)]))
        assert.deepStrictEqual(before, fault === "none" ? [] : ["OutcomeUnknown"], `${index} ${fault}`)
        assert.strictEqual(receipt.repeated, fault === "reply")
        assert.strictEqual(receipt.first, index + 1)
        unknown += before.length
        repeated += receipt.repeated ? 1 : 0
      }
      assert.deepStrictEqual([state.cuts, unknown, repeated], [40, 40, 20])
      assert.strictEqual(assertChain(yield* all(journal)).position, 60)
    }, 60_000)

    test("a server that falls silent is given up", function* () {
      const name = schema()
      const { port: at, state } = yield* line()
      const journal = yield* through(name, at)
      state.next = "silence"
      assert.strictEqual(yield* reasonOf(journal.append(batch("op-1", [named("m-1", "x")]))), "OutcomeUnknown")
      assert.isTrue((yield* journal.append(batch("op-1", [named("m-1", "x")]))).repeated)
    }, 60_000)
  })

  describe("sessions and servers killed", () => {
    test("an append whose session is ended before COMMIT is run again, and recorded once", function* () {
      const name = schema()
      const journal = yield* connect(name)
      yield* admin(`create function ${name}.die() returns trigger language plpgsql as $$ begin
        if new.operation = 'op-5' and nextval('${name}.asked') <= 2 then perform pg_terminate_backend(pg_backend_pid()); end if;
        return null;
      end $$`)
      yield* admin(`create sequence ${name}.asked`)
      yield* admin(`create trigger die after insert on ${name}.record for each row execute function ${name}.die()`)
      for (let index = 0; index < 10; index++) assert.isFalse((yield* journal.append(batch(`op-${index}`, [named("m-1", "x")]))).repeated)
      assert.deepStrictEqual(yield* admin(`select last_value::integer from ${name}.asked`), [[3]])
      assert.strictEqual(assertChain(yield* all(journal)).position, 10)
    })

    testOurs("idle sessions that were ended are not noticed", function* () {
      const name = schema()
      const journal = yield* connect(name)
      yield* journal.append(batch("op-1", [named("m-1", "x")]))
      yield* admin("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chibo'")
      assert.isFalse((yield* journal.append(batch("op-2", [named("m-1", "x")]))).repeated)
      yield* admin("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chibo'")
      assert.strictEqual((yield* all(journal)).length, 2)
    })

    testOurs(
      "a server that crashes loses nothing that was acknowledged, and keeps no half batch",
      function* () {
        const name = schema()
        const journals = yield* Effect.all(Array.from({ length: 4 }, () => connect(name)))
        const acknowledged: Array<Journal.Receipt> = []
        const reasons = new Set<string>()
        let stop = false
        const writer = (journal: Service, at: number) =>
          Effect.gen(function* () {
            for (let index = 0; !stop; index++) {
              const sent = batch(`op-${at}-${index}`, [named("m-1", "x"), named("m-2", "y"), named("m-3", "z")])
              while (true) {
                const exit = yield* Effect.exit(journal.append(sent))
                if (Exit.isSuccess(exit)) {
                  acknowledged.push(exit.value)
                  break
                }
                reasons.add((yield* Effect.flip(exit)).reason._tag)
              }
            }
          })
        const crashes = Effect.gen(function* () {
          for (let round = 0; round < 3; round++) {
            while (acknowledged.length < (round + 1) * 10) yield* Effect.sleep("5 millis")
            yield* Effect.promise(() => cluster().crash())
          }
          stop = true
        })
        yield* Effect.all([crashes, ...journals.map(writer)], { concurrency: "unbounded" })
        const [journal] = journals
        const records = journal === undefined ? [] : yield* all(journal)
        assertChain(records)
        assert.strictEqual(records.length, acknowledged.length * 3)
        for (const { first, operation } of acknowledged) {
          const kept = records.slice(first - 1, first + 2)
          assert.isTrue(kept.every(record => record.operation === operation))
        }
        assert.isAtLeast(acknowledged.length, 30)
        for (const reason of reasons) assert.include(["OutcomeUnknown", "Unavailable"], reason)
      },
      120_000
    )
  })

  describe("races on what must be one", () => {
    const race = (journals: ReadonlyArray<Service>, rule: Rule, subjects: number) =>
      Effect.gen(function* () {
        for (let subject = 0; subject < subjects; subject++) {
          yield* Effect.forEach(journals, (journal, writer) => attempt(journal, rule, subject, writer), { concurrency: "unbounded" })
        }
        const [journal] = journals
        return journal === undefined ? undefined : yield* judge(journal, rule, subjects)
      })
    const eight = (name: string) => Effect.all(Array.from({ length: 8 }, () => connect(name, { maxConnections: 2 })))
    for (const rule of rules) {
      test(`${rule.name}: with an expectation no race is lost`, function* () {
        assert.deepStrictEqual(yield* race(yield* eight(schema()), rule, 25), { violations: 0, lost: 0 })
      }, 60_000)
      test(`${rule.name}: control: looking before the lock is taken is not enough`, function* () {
        const judged = yield* race((yield* eight(schema())).map(early), rule, 25)
        assert.isAbove(judged?.violations ?? 0, 10)
      }, 60_000)
    }
  })
})
