import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Id, Journal, PlainDate, Verify } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import { Context, Effect, Fiber, Layer, type Scope, Stream } from "effect"
import { assert, describe, it } from "vitest"
import { classify } from "../../src/sqlite/network.ts"
import { file } from "./files.ts"

const test = (name: string, body: () => Generator<Effect.Effect<unknown, unknown, Scope.Scope>, void, never>) =>
  it(name, () => Effect.runPromise(Effect.scoped(Effect.gen(body))), 60_000)

const connect = (options: Sqlite.Options) =>
  Effect.map(Layer.build(Layer.fresh(Sqlite.layer(options))), context => Context.get(context, Journal.Journal))

const all = (options: Sqlite.Options) => Effect.scoped(Effect.flatMap(connect(options), journal => Stream.runCollect(journal.read({}))))

const named = (index: number, fullName: string): Journal.Batch => ({
  operation: Journal.operation(`op-${index}`),
  source: "test",
  recordedBy: "clerk-1",
  facts: [
    Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1", personal: { fullName } }),
    Generate.sample("member.died"),
    Generate.sample("unit.closed")
  ]
})

const grounds = (operation: string): Journal.Grounds => ({
  operation: Journal.operation(operation),
  on: PlainDate.make("2026-03-02"),
  recordedBy: "clerk-2",
  basis: "request-1"
})

const reasonOf = <A, R>(effect: Effect.Effect<A, Journal.JournalError, R>) => Effect.map(Effect.flip(effect), error => error.reason._tag)

/** How often a text stands in any file of a folder. */
const occurrences = (folder: string, text: string): number =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(folder, entry.name), "latin1").split(Buffer.from(text).toString("latin1")).length - 1)
    .reduce((sum, count) => sum + count, 0)

describe("Sqlite.backup", () => {
  test("while others write, each copy is whole, verified, and the beginning of the journal", function* () {
    const filename = yield* file
    const journal = yield* connect({ filename })
    const other = yield* connect({ filename })
    let written = 0
    const writing = yield* Effect.forkChild(
      Effect.forever(
        Effect.suspend(() => Effect.andThen((written % 2 === 0 ? journal : other).append(named(written++, "Lý A Páo")), Effect.sleep(1)))
      )
    )
    const copies: Array<string> = []
    for (let index = 0; index < 12; index++) {
      const to = join(dirname(filename), `copy-${index}.sqlite`)
      yield* Sqlite.backup({ filename, to })
      copies.push(to)
    }
    yield* Fiber.interrupt(writing)
    const records = yield* Stream.runCollect(journal.read({}))
    let before = 0
    for (const to of copies) {
      const copied = yield* all({ filename: to })
      assert.deepStrictEqual(copied, records.slice(0, copied.length))
      assert.strictEqual(copied.length % 3, 0, "whole batches")
      assert.isAtLeast(copied.length, before)
      before = copied.length
    }
    assert.isAbove(before, 0)
    assert.deepStrictEqual(
      readdirSync(dirname(filename))
        .filter(name => name.startsWith("copy-"))
        .sort(),
      copies.map(to => to.slice(dirname(filename).length + 1)).sort(),
      "nothing beside the copies"
    )
  })

  test("put in the place of a lost file, it is gone on with", function* () {
    const filename = yield* file
    const to = join(dirname(filename), "copy.sqlite")
    const head = yield* Effect.scoped(
      Effect.gen(function* () {
        const journal = yield* connect({ filename })
        for (let index = 0; index < 5; index++) yield* journal.append(named(index, "Lý A Páo"))
        const head = yield* Sqlite.backup({ filename, to })
        assert.deepStrictEqual(head, yield* journal.head)
        return head
      })
    )
    rmSync(filename)
    copyFileSync(to, filename)
    const journal = yield* connect({ filename })
    assert.deepStrictEqual(yield* Verify.all(journal.read({}), { known: [head] }), head)
    assert.isTrue((yield* journal.append(named(3, "Lý A Páo"))).repeated)
    assert.strictEqual((yield* journal.append(named(9, "Lý A Páo"))).first, 16)
  })

  test("holds nothing of the person after an erasure, and nor does any other file", function* () {
    const filename = yield* file
    const journal = yield* connect({ filename })
    for (let index = 0; index < 60; index++) yield* journal.append(named(index, `Canary-${index}-${"Nông ".repeat(index % 20)}`))
    const salts = (yield* Stream.runCollect(journal.read({}))).flatMap(({ personal }) => personal?.salt ?? [])
    const early = join(dirname(filename), "early.sqlite")
    yield* Sqlite.backup({ filename, to: early })
    assert.isAbove(occurrences(dirname(filename), "Canary-"), 100, "control: file and copy have them before")
    rmSync(early)
    yield* journal.erase(Id.MemberId.make("m-1"), grounds("op-e"))
    yield* Sqlite.backup({ filename, to: join(dirname(filename), "later.sqlite") })
    assert.strictEqual(occurrences(dirname(filename), "Canary-"), 0)
    assert.strictEqual(salts.length, 60)
    for (const salt of salts) assert.strictEqual(occurrences(dirname(filename), salt), 0)
    assert.strictEqual((yield* all({ filename: join(dirname(filename), "later.sqlite") })).length, 181)
  })

  test("is refused over a file that is there, of a file that is not, and into a folder that is not", function* () {
    const filename = yield* file
    assert.strictEqual(yield* reasonOf(Sqlite.backup({ filename, to: `${filename}.copy` })), "StorageFailed")
    assert.isFalse(existsSync(filename))
    yield* Effect.scoped(Effect.flatMap(connect({ filename }), journal => journal.append(named(1, "Lý A Páo"))))
    writeFileSync(`${filename}.copy`, "a letter")
    assert.strictEqual(yield* reasonOf(Sqlite.backup({ filename, to: `${filename}.copy` })), "StorageFailed")
    assert.strictEqual(readFileSync(`${filename}.copy`, "utf8"), "a letter")
    assert.strictEqual(yield* reasonOf(Sqlite.backup({ filename, to: join(dirname(filename), "none", "x.sqlite") })), "StorageFailed")
  })

  test("of a journal that was changed is refused, and leaves no copy", function* () {
    const filename = yield* file
    yield* Effect.scoped(Effect.flatMap(connect({ filename }), journal => journal.append(named(1, "Lý A Páo"))))
    const db = new DatabaseSync(filename)
    db.exec("update record set source = 'elsewhere' where position = 2")
    db.close()
    const folder = join(dirname(filename), "copies")
    mkdirSync(folder)
    const error = yield* Effect.flip(Sqlite.backup({ filename, to: join(folder, "x.sqlite") }))
    assert.isTrue(error.reason._tag === "Corrupt" && error.reason.at === 2)
    assert.deepStrictEqual(readdirSync(folder), [])
  })
})

describe("Sqlite: a copy of the file alone", () => {
  test("made while it was in use is refused, unless that is asked for", function* () {
    const filename = yield* file
    const copy = join(dirname(filename), "copy.sqlite")
    const journal = yield* connect({ filename })
    for (let index = 0; index < 5; index++) yield* journal.append(named(index, "Lý A Páo"))
    copyFileSync(filename, copy)
    const error = yield* Effect.flip(Effect.scoped(connect({ filename: copy })))
    assert.strictEqual(error.reason._tag, "Corrupt")
    assert.deepStrictEqual(
      readdirSync(dirname(filename)).filter(name => name.startsWith("copy")),
      ["copy.sqlite"]
    )
    const records = yield* all({ filename: copy, withoutLog: true })
    assert.isBelow(records.length, 15, "it lacks what was in the log")
    assert.strictEqual((yield* all({ filename: copy })).length, records.length, "opened and closed it is a file like any other")
  })
  test("made while it was not in use is a whole one", function* () {
    const filename = yield* file
    const copy = join(dirname(filename), "copy.sqlite")
    yield* Effect.scoped(Effect.flatMap(connect({ filename }), journal => journal.append(named(1, "Lý A Páo"))))
    copyFileSync(filename, copy)
    assert.strictEqual((yield* all({ filename: copy })).length, 3)
  })
  test("is refused though another process closed meanwhile, once the one that is left appended", function* () {
    const filename = yield* file
    const copy = join(dirname(filename), "copy.sqlite")
    const journal = yield* connect({ filename })
    yield* Effect.scoped(Effect.flatMap(connect({ filename }), other => other.append(named(1, "Lý A Páo"))))
    yield* journal.append(named(2, "Lý A Páo"))
    copyFileSync(filename, copy)
    assert.strictEqual(yield* reasonOf(Effect.scoped(connect({ filename: copy }))), "Corrupt")
  })
})

describe("Sqlite: network shares", () => {
  const table = [
    "22 27 0:21 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
    "40 22 0:50 / /mnt/ntfs rw - fuseblk /dev/sdb1 rw",
    "41 22 0:51 / /mnt/t\u1ef7nh\\040share rw - fuse.sshfs host:/x rw",
    "42 22 0:52 / /mnt rw - tmpfs tmpfs rw",
    "43 22 0:53 / /mnt/over rw - fuse.rclone x rw",
    "44 22 0:54 / /mnt/over rw - fuse.ntfs-3g /dev/sdc1 rw"
  ].join("\n")
  const fuse = 0x65735546
  const cases: ReadonlyArray<readonly [type: number, folder: string, share: string | undefined]> = [
    [0xef53, "/srv", undefined],
    [0x01021994, "/tmp", undefined],
    [0x9123683e, "/srv", undefined],
    [0x58465342, "/srv", undefined],
    [0x6969, "/srv", "nfs"],
    [0x517b, "/srv", "smb"],
    [0xff534d42, "/srv", "cifs"],
    [0xff534d42 - 2 ** 32, "/srv", "cifs"],
    [0xfe534d42, "/srv", "smb2"],
    [0xc36400, "/srv", "ceph"],
    [0x786f4256, "/srv", "vboxsf"],
    [fuse, "/mnt/ntfs/cao-loc", undefined],
    [fuse, "/mnt/ntfs", undefined],
    [fuse, "/mnt/tỷnh share/x", "fuse.sshfs"],
    [fuse, "/mnt/over/x", undefined]
  ]
  for (const [type, folder, share] of cases) {
    it(`0x${(type >>> 0).toString(16)} at ${folder} is ${share ?? "a disk of this machine"}`, () => {
      assert.strictEqual(
        classify(type, () => table, folder),
        share
      )
    })
  }
  it("fuse without a mount table is taken for a share", () => {
    assert.strictEqual(
      classify(fuse, () => "", "/srv"),
      "fuse"
    )
  })
})
