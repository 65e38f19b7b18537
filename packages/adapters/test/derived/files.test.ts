/** Derived tables in a file that others write to, erase from, copy, and are killed over. */
import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Id, Journal, PlainDate, Register } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { Brief } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Context, Effect, Layer, type Scope, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { file } from "../sqlite/files.ts"
import { compare } from "./compare.ts"
import { ids } from "./suite.ts"
import { units } from "./random.ts"
import { dump } from "./suite.ts"
import { wandering } from "./wandering.ts"

const test = (name: string, body: () => Generator<Effect.Effect<unknown, unknown, Scope.Scope>, void, never>) =>
  it(name, () => Effect.runPromise(Effect.scoped(Effect.gen(body))), 180_000)

describe("derived tables in a file", () => {
  test("are right after whoever built them was killed, two build at once, and others record meanwhile", function* () {
    const filename = yield* file
    const { replicate } = yield* journalOf(filename)
    const facts = wandering(21, 5000)
    yield* replicate(Stream.fromIterable(Given.recorded(facts)))
    const reached: Array<number> = []
    for (const millis of [150, 700]) {
      yield* Sqlite.dropDerived({ filename })
      const said = yield* Effect.promise(() => run("derived/refresher.ts", [filename], millis))
      assert.include(said, "starts")
      const [row] = yield* select(filename)("select position from {}derived_state").pipe(Effect.orElseSucceed(() => [[0]]))
      reached.push(Number(row?.[0]))
      // the two go on from where it was, while somebody records
      const writer = run("sqlite/writer.ts", [filename, `w${millis}`], 500)
      const both = [run("derived/refresher.ts", [filename]), run("derived/refresher.ts", [filename])]
      for (const done of yield* Effect.promise(() => Promise.all(both))) assert.include(done, "reached ")
      yield* Effect.promise(() => writer)
      const { position } = yield* Sqlite.derive({ filename })
      assert.isAtLeast(position, facts.length)
      const built = yield* dump(select(filename))
      yield* Sqlite.dropDerived({ filename })
      yield* Sqlite.derive({ filename })
      assert.deepStrictEqual(yield* dump(select(filename)), built)
    }
    assert.isAtLeast(reached.filter(position => position < facts.length).length, 1, `killed before the end at least once: ${reached}`)
  })

  test("keep nothing of a person who was erased, nor do a log, a source that is open, and later copies", function* () {
    const filename = yield* file
    const journal = yield* journalOf(filename)
    const canary = "Canary-Vàng-A-Pháo"
    const personal = (index: number) => ({ fullName: `${canary}-${index}`, contact: `${canary}-contact` })
    const facts = Array.from({ length: 300 }, (_, i) => [
      Fact.make({ kind: "member.enrolled", on: "2021-01-01", member: `m-${i}`, cell: "u-1" }),
      Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: `m-${i % 3}`, personal: personal(i) }),
      Fact.make({
        ...{ kind: "exemption.requested", on: "2022-01-01", exemption: `e-${i}`, member: `m-${i % 3}`, cell: "u-1" },
        ...{ type: "temporary", ground: "hardship", personal: { reason: `${canary}-reason` } }
      }),
      Fact.make({
        ...{ kind: "other", on: "2022-01-01", namespace: "vn", name: "note", schemaVersion: 1, member: `m-${i % 3}` },
        ...{ data: { transfer: "t-1" }, personal: { note: `${canary}-note` } }
      })
    ]).flat()
    const corrections = [
      Fact.make({
        kind: "correction.made",
        on: "2023-01-01",
        corrects: 2,
        replacement: Fact.make({ kind: "member.details-changed", on: "2021-04-01", member: "m-0", personal: personal(1000) })
      })
    ]
    yield* journal.replicate(Stream.fromIterable(Given.recorded([...facts, ...corrections])))
    yield* Sqlite.derive({ filename })
    const source = yield* Sqlite.briefSource({ filename, knownAt: "latest", functions: Vietnam.functions, batchSize: 50 })
    const asked = { measures: [Vietnam.measures.memberStanding], subjects: ["m-0", "m-1", "m-2"], on: PlainDate.make("2024-01-01") }
    yield* Stream.runCollect(source.read(asked))
    for (const rows of yield* dump(select(filename))) assert.notInclude(JSON.stringify(rows), canary)
    assert.isAbove(occurrences(filename, canary), 900, "control: the bytes are there before")
    for (const [i, person] of ["m-0", "m-1", "m-2"].entries()) {
      yield* journal.erase(Id.MemberId.make(person), {
        ...{ operation: Id.OperationId.make(`erase-${i}`), on: PlainDate.make("2026-03-02"), recordedBy: "clerk-2", basis: "request-1" }
      })
      yield* Sqlite.derive({ filename })
      yield* Stream.runCollect(source.read(asked))
    }
    assert.strictEqual(occurrences(filename, canary), 0)
    const to = `${filename}-copy`
    yield* Sqlite.backup({ filename, to })
    assert.strictEqual(occurrences(filename, canary), 0)
  })

  test("stand in a copy as they were, and are rebuilt over a journal that was put back", function* () {
    const filename = yield* file
    const facts = wandering(22, 240)
    const recorded = Given.recorded(facts)
    const { replicate } = yield* journalOf(filename)
    yield* replicate(Stream.fromIterable(recorded.slice(0, 150)))
    yield* Sqlite.derive({ filename })
    const to = `${filename}-copy`
    yield* Sqlite.backup({ filename, to })
    yield* replicate(Stream.fromIterable(recorded))
    yield* Sqlite.derive({ filename })
    const look = (name: string, length: number, records: ReadonlyArray<Journal.Recorded>, knownAt: number | "latest") =>
      Effect.gen(function* () {
        const point = knownAt === "latest" ? knownAt : Id.Position.make(knownAt)
        const source = yield* Sqlite.briefSource({ filename: name, knownAt: point, functions: Vietnam.functions, batchSize: 20 })
        const expected = Brief.fromRegister(Register.build(records, { knownAt: point }), Vietnam.functions)
        assert.strictEqual(source.head.position, knownAt === "latest" ? length : knownAt)
        const asked = { units: units.map(unit => Id.UnitId.make(unit)), ids, measures: Vietnam.pack.measures }
        const on = PlainDate.make("2023-03-31")
        return yield* compare(expected, source, { ...asked, on, questions: Vietnam.pack.questions, alone: false })
      })
    assert.isAbove((yield* look(to, 150, recorded, 140)).known, 100)
    yield* look(to, 150, recorded.slice(0, 150), "latest")
    // the copy is put to use, and other things are recorded there, as many as here
    const others = Given.recorded([...facts.slice(0, 150), ...wandering(23, 240).slice(150)])
    const put = yield* journalOf(to)
    yield* put.replicate(Stream.fromIterable(others))
    yield* look(to, 240, others, "latest")
    // and the tables of here stand in it: as long, and of another journal
    const database = new DatabaseSync(to)
    database.exec(`attach '${filename}' as here; begin`)
    for (const table of ["state", "entry", "subject", "membership", "attendance"])
      database.exec(`delete from derived_${table}; insert into derived_${table} select * from here.derived_${table}`)
    database.exec("commit")
    database.close()
    const refused = yield* Effect.flip(look(to, 240, others, 200))
    assert.strictEqual(refused._tag === "JournalError" ? refused.reason._tag : undefined, "Unsupported")
    yield* look(to, 240, others, "latest")
    yield* look(to, 240, others, 200)
  })
})

// internal

const journalOf = (filename: string) =>
  Effect.map(Layer.build(Sqlite.layer({ filename })), context => Context.get(context, Journal.Journal))

const select = (filename: string) => (sql: string) =>
  Effect.try(() => {
    const database = new DatabaseSync(filename, { readOnly: true })
    try {
      return database
        .prepare(sql.replaceAll("{}", ""))
        .all()
        .map(row => Object.values(row))
    } finally {
      database.close()
    }
  })

/** What a script of the tests says until it ends, or is killed so long after its first word. */
const run = (script: string, args: ReadonlyArray<string>, killedAfter?: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const path = join(import.meta.dirname, "..", script)
    const child = spawn(process.execPath, ["--conditions=@chibo/source", path, ...args], { stdio: ["ignore", "pipe", "pipe"] })
    let [output, errors] = ["", ""]
    child.stderr.on("data", chunk => (errors += chunk))
    child.stdout.on("data", chunk => {
      if (output === "" && killedAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killedAfter)
      output += chunk
    })
    child.on("close", (code, signal) => {
      if (code === 0 || signal === "SIGKILL") resolve(output)
      else reject(new Error(`ended with ${code}: ${errors}`))
    })
  })

/** How often a text stands in the bytes of the files of a folder. */
const occurrences = (filename: string, text: string): number =>
  readdirSync(dirname(filename)).reduce(
    (sum, name) =>
      sum +
      readFileSync(join(dirname(filename), name))
        .toString("latin1")
        .split(Buffer.from(text).toString("latin1")).length -
      1,
    0
  )
