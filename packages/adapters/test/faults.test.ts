import { Generate } from "@chibo/core/testing"
import * as Memory from "@chibo/adapters/memory"
import { Journal } from "@chibo/core"
import { Effect } from "effect"
import { assert, describe, it } from "vitest"
import { audit, batch } from "../faults/audit.ts"
import * as Disk from "../faults/disk.ts"
import { type Row, row, wrong } from "../faults/row.ts"
import { attempt, judge, rules } from "../faults/rules.ts"
import * as Trace from "../faults/trace.ts"
import { careless, early, hasty } from "../faults/wrong.ts"

const hex = (text: string) => [...Buffer.from(text)].map(byte => `\\x${byte.toString(16).padStart(2, "0")}`).join("")
const [folder, file] = ["/f", "/f/j"]
const fd = (path: string) => `7<${hex(path)}>`
const created = `openat(AT_FDCWD</>, "${hex(file)}", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = ${fd(file)}`
const written = (text: string, at: number) => `pwrite64(${fd(file)}, "${hex(text)}", ${text.length}, ${at}) = ${text.length}`
const synced = (path: string) => `fsync(${fd(path)})                 = 0`

/** All that can be found after power was cut at the end of a trace. */
const found = (trace: ReadonlyArray<string>): ReadonlySet<string> => {
  const disk = Disk.empty()
  for (const call of Trace.read(trace.join("\n"))) Disk.apply(disk, call)
  const random = Generate.random(7)
  return new Set(Array.from({ length: 2000 }, () => Disk.cut(disk, random).get(file)?.toString() ?? "none"))
}

describe("Faults: a disk that loses power", () => {
  const cases: ReadonlyArray<readonly [title: string, trace: ReadonlyArray<string>, found: ReadonlyArray<string>]> = [
    ["keeps what was synced, name and all", [created, written("ab", 0), synced(file), synced(folder)], ["ab"]],
    ["may lose a name whose folder was not synced", [created, written("ab", 0), synced(file)], ["ab", "none"]],
    ["may lose what was not synced", [created, synced(folder), written("ab", 0)], ["", "ab"]],
    [
      "may keep a later write and not an earlier one",
      [created, synced(folder), written("ab", 0), synced(file), written("c", 0), written("d", 1)],
      ["ab", "ad", "cb", "cd"]
    ],
    [
      "may keep a file that was removed",
      [created, written("ab", 0), synced(file), synced(folder), `unlink("${hex(file)}") = 0`],
      ["ab", "none"]
    ],
    [
      "may not have shortened it yet",
      [created, written("ab", 0), synced(file), synced(folder), `ftruncate(${fd(file)}, 1) = 0`],
      ["a", "ab"]
    ],
    [
      "does nothing for a call that failed",
      [
        created,
        written("ab", 0),
        synced(folder),
        `fdatasync(${fd(file)}) = -1 EIO (Input/output error) (INJECTED)`,
        "+++ exited with 0 +++"
      ],
      ["", "ab"]
    ]
  ]
  for (const [title, trace, expected] of cases) {
    it(title, () => {
      assert.deepStrictEqual([...found(trace)].sort(), [...expected].sort())
    })
  }
  it("tears a write between sectors, and nowhere else", () => {
    const parts = ["a".repeat(512), "b".repeat(512), "c".repeat(100)]
    const texts = found([created, synced(folder), written(parts.join(""), 0)])
    assert.isTrue(texts.has(parts.join("")) && texts.has(parts.slice(0, 1).join("")) && texts.has(parts.slice(0, 2).join("")))
    for (const text of texts) assert.match(text, /^(a{512}|\0{512})?(b{512}|\0{512})?(c{100})?$/)
  })
  it("stops at a trace that it cannot read", () => {
    assert.throws(() => Trace.read("mmap(NULL, 4096) = 0x7f00"))
    assert.throws(() => Trace.read(`pwrite64(${fd(file)}, "${hex("ab")}"..., 4096, 0) = 4096`))
  })
})

describe("Faults: rows", () => {
  const good: Row = row(Date.now(), { fault: "f", target: "t", count: 1, control: 1 })
  it("are good where all held but the control", () => {
    assert.isUndefined(wrong(good))
  })
  const bad: ReadonlyArray<Partial<Row>> = [
    { count: 0 },
    { struck: 0 },
    { control: 0 },
    ...(["lost", "half", "broken", "violations"] as const).map(name => ({ [name]: 1 }))
  ]
  for (const one of bad) {
    it(`are red with ${JSON.stringify(one)}`, () => {
      assert.isDefined(wrong({ ...good, ...one }))
    })
  }
})

describe("Faults: audits", () => {
  const run = <A, E>(body: (journal: Journal.Journal["Service"]) => Effect.Effect<A, E>) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Effect.service(Journal.Journal), body), Memory.layer))
  const write = (journal: Journal.Journal["Service"], many: number) =>
    Effect.map(
      Effect.forEach(
        Array.from({ length: many }, (_, index) => `op-${index}`),
        operation => journal.append(batch(operation, 3, operation))
      ),
      receipts => new Map(receipts.map(({ operation, first }) => [operation, first] as const))
    )
  it("find nothing wrong with a journal that is right", async () => {
    const { head, ...rest } = await run(journal => Effect.flatMap(write(journal, 5), said => audit(journal, said)))
    assert.deepStrictEqual([head.position, rest], [15, { lost: 0, half: 0, broken: 0 }])
  })
  it("find what was acknowledged and is not there", async () => {
    assert.strictEqual((await run(journal => Effect.flatMap(write(hasty(journal), 5), said => audit(journal, said)))).lost, 1)
    const failing = (journal: Journal.Journal["Service"]) =>
      careless({
        ...journal,
        append: () => Effect.fail(new Journal.JournalError({ reason: { _tag: "StorageFull" } }))
      })
    assert.strictEqual((await run(journal => Effect.flatMap(write(failing(journal), 5), said => audit(journal, said)))).lost, 5)
  })
  it("find a batch that is there in part", async () => {
    const half = await run(journal =>
      Effect.gen(function* () {
        yield* journal.append({ ...batch("op-1", 2, "x"), source: "batch of 3" })
        return yield* audit(journal, new Map([["op-1", 1]]))
      })
    )
    assert.deepStrictEqual([half.lost, half.half], [0, 1])
  })
})

describe("Faults: races", () => {
  for (const rule of rules) {
    it(`${rule.name}: one of two takes it; with a journal that looks too early both do`, async () => {
      const raced = (which: (journal: Journal.Journal["Service"]) => Journal.Journal["Service"]) =>
        Effect.runPromise(
          Effect.gen(function* () {
            const journal = yield* Journal.Journal
            const writers = [0, 1].map(writer => attempt(which(journal), rule, 1, writer))
            const outcomes = yield* Effect.all(writers, { concurrency: "unbounded" })
            return { outcomes: [...outcomes].sort(), ...(yield* judge(journal, rule, 1)) }
          }).pipe(Effect.provide(Memory.layer))
        )
      const { outcomes, violations, lost } = await raced(journal => journal)
      assert.deepStrictEqual([outcomes, violations, lost], [["late", "recorded"], 0, 0])
      assert.isAbove((await raced(early)).violations, 0)
    })
  }
})
