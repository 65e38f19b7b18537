import * as Csv from "@chibo/adapters/csv"
import { Fact, Id, Intake, Journal, PlainDate, Register } from "@chibo/core"
import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { records } from "../../src/csv/records.ts"
import {
  append,
  counts,
  dryRunMembers,
  failing,
  file,
  header,
  importMembers,
  lookup,
  members,
  recorded,
  row,
  rows,
  run
} from "./fixtures.ts"

const day = PlainDate.make("2022-07-06")

describe("importing", () => {
  it("appends chunks, and nothing when it is repeated", () =>
    run(
      Effect.gen(function* () {
        const input = file(header, ...rows(23))
        const first = yield* importMembers(input, { chunkSize: 5 })
        expect(counts(first)).toEqual({ total: 23, good: 23, known: 0, proposed: 0, bad: 0, blank: 0, appended: 46 })
        expect(first.chunks).toEqual({ written: 5, skipped: 0 })
        const before = yield* recorded
        const second = yield* importMembers(input, { chunkSize: 5 })
        expect(counts(second)).toEqual({ total: 23, good: 0, known: 23, proposed: 0, bad: 0, blank: 0, appended: 0 })
        expect(second.chunks).toEqual({ written: 0, skipped: 5 })
        expect(yield* recorded).toEqual(before)
        expect(new Set(before.map(({ operation }) => operation)).size).toBe(5)
        expect(before[0]?.source).toBe(`csv:test.members@1:${first.digest.slice(0, 12)}`)
        expect(before[0]?.recordedBy).toBe("clerk-1")
      })
    ))

  const faults = [0, 1, 2, 3, 4].flatMap(chunk => [[chunk, "before"] as const, [chunk, "after"] as const])
  it.each(faults)("goes on after a failure at chunk %i, %s it was written", (chunk, when) =>
    run(
      Effect.gen(function* () {
        const input = file(header, ...rows(23))
        const failed = yield* Effect.flip(Effect.provide(importMembers(input, { chunkSize: 5 }), yield* failing(chunk, when)))
        expect(failed._tag === "JournalError" && failed.isRetryable).toBe(true)
        const written = Math.min(23, 5 * (when === "before" ? chunk : chunk + 1))
        expect((yield* recorded).length).toBe(written * 2)
        const report = yield* importMembers(input, { chunkSize: 5 })
        expect(counts(report)).toMatchObject({ total: 23, known: written, good: 23 - written, appended: (23 - written) * 2 })
        const all = yield* recorded
        expect(all.length).toBe(46)
        expect(new Set(all.map(({ operation }) => operation)).size).toBe(5)
      })
    )
  )

  it("imports only the mended rows of a file that was mended", () =>
    run(
      Effect.gen(function* () {
        const wrong = "m90,Lê Văn A,31/02/1985,nam,01/01/2011,cl-dd-01,"
        const first = yield* importMembers(file(header, row(1), wrong, row(2)), { chunkSize: 2 })
        expect(counts(first)).toMatchObject({ good: 2, bad: 1, appended: 4 })
        const mended = yield* importMembers(file(header, row(1), wrong.replace("31/02", "28/02"), row(2)), { chunkSize: 2 })
        expect(counts(mended)).toMatchObject({ good: 1, known: 2, bad: 0, appended: 2 })
      })
    ))

  it("takes rows of a chunk that was recorded once when they have become good", () =>
    run(
      Effect.gen(function* () {
        const input = file(header, row(1), row(2).replace("cl-dd-01", "cl-dd-09"))
        const first = yield* importMembers(input)
        expect(counts(first)).toMatchObject({ good: 1, bad: 1 })
        expect(first.badRows).toMatchObject([{ line: 3, column: "chi bộ", code: "unknown-cell", valueKind: "text of 8 characters" }])
        const context = { cells: new Map([...lookup.cells, ["cl-dd-09", "u-9"]]) }
        const second = yield* importMembers(input, { context })
        expect(counts(second)).toMatchObject({ good: 1, known: 1, bad: 0, appended: 2 })
        const third = yield* importMembers(input, { context })
        expect(counts(third)).toMatchObject({ good: 0, known: 2, appended: 0 })
        expect(new Set((yield* recorded).map(({ operation }) => operation)).size).toBe(2)
      })
    ))

  it("appends only what is new of a row", () =>
    run(
      Effect.gen(function* () {
        yield* append("op-1", Fact.make({ kind: "member.admitted", on: "2011-02-02", member: "m1", cell: "u-2", learnedOn: "2020-01-01" }))
        const report = yield* importMembers(file(header, row(1)))
        expect(counts(report)).toMatchObject({ good: 1, appended: 1 })
      })
    ))

  it("knows a row that stands twice, and proposes one that contradicts", () =>
    run(
      Effect.gen(function* () {
        const other = row(1).replace(/\/1961,/, "/1962,")
        expect(other).not.toBe(row(1))
        const input = file(header, row(1), row(1), other, row(2))
        const would = yield* dryRunMembers(input)
        const report = yield* importMembers(input)
        expect(counts(report)).toEqual({ total: 4, good: 2, known: 1, proposed: 1, bad: 0, blank: 0, appended: 4 })
        expect(counts(would)).toEqual(counts(report))
        expect(would.proposals).toMatchObject([{ line: 4, position: undefined, recordLine: 2, fields: ["personal.birth"] }])
        expect(report.proposals).toMatchObject([{ line: 4, position: 2, recordLine: 2, fields: ["personal.birth"], standing: "recorded" }])
        expect(would.proposals.map(proposal => Result.isFailure(Csv.accept(proposal, { on: day })))).toEqual([true])
        const again = yield* importMembers(input)
        expect(counts(again)).toMatchObject({ good: 0, known: 3, proposed: 1 })
        const [proposal] = again.proposals
        if (proposal === undefined) throw new Error("no proposal")
        const correction = Result.getOrThrow(Csv.accept(proposal, { on: day, instrument: { number: "12-QĐ/ĐU" } }))
        expect(correction.corrects).toBe(2)
        yield* append("accepted", correction)
        const accepted = yield* importMembers(input)
        expect(counts(accepted)).toMatchObject({ good: 0, known: 4, proposed: 0, appended: 0 })
      })
    ))

  it("proposes what was corrected or taken back since, unless a file of this profile said it before", () =>
    run(
      Effect.gen(function* () {
        const source = (id: string) => ({ ...members, id })
        const options = { context: lookup, recordedBy: "clerk-1" }
        yield* importMembers(file(header, row(1), row(2)))
        const replacement = Fact.make({ kind: "member.admitted", on: "2012-02-02", member: "m1", cell: "u-2" })
        yield* append("c", Fact.make({ kind: "correction.made", on: day, corrects: 1, replacement }))
        yield* append("r", Fact.make({ kind: "correction.retracted", on: day, retracts: 3 }))
        const report = yield* Csv.importFile(file(header, row(2), row(1)), source("test.others"), options)
        expect(report.proposals).toMatchObject([
          { line: 2, position: 3, standing: "retracted", fields: [] },
          { line: 3, position: 1, standing: "corrected", fields: ["on"] }
        ])
        expect(counts(report)).toMatchObject({ proposed: 2, appended: 0 })
        for (const lines of [
          [row(1), row(2)],
          [row(2), row(1)],
          [row(3), row(2), row(1)]
        ]) {
          const same = yield* importMembers(file(header, ...lines))
          expect(counts(same)).toMatchObject({ known: 2, proposed: 0 })
        }
      })
    ))

  it("appends just what was mended of a file that is sent again, whatever became of the rest", () =>
    run(
      Effect.gen(function* () {
        const wrong = (n: number) => row(n).replace("cl-dd-0", "cl-zz-0")
        const at = [3, 40, 77]
        const sent = rows(90).map((line, n) => (at.includes(n) ? wrong(n) : line))
        const first = yield* importMembers(file(header, ...sent), { chunkSize: 8 })
        expect(counts(first)).toMatchObject({ total: 90, good: 87, bad: 3, appended: 174 })
        const replacement = Fact.make({ kind: "member.admitted", on: "2012-02-02", member: "m0", cell: "u-2" })
        yield* append("c", Fact.make({ kind: "correction.made", on: day, corrects: 1, replacement }))
        const mended = yield* importMembers(file(header, ...rows(90)), { chunkSize: 8 })
        expect(counts(mended)).toEqual({ total: 90, good: 3, known: 87, proposed: 0, bad: 0, blank: 0, appended: 6 })
        expect(mended.chunks).toEqual({ written: 3, skipped: 9 })
        expect(counts(yield* importMembers(file(header, ...rows(90)), { chunkSize: 5 }))).toMatchObject({ known: 90, appended: 0 })
      })
    ))

  it("gives rejected rows with their reasons, which can be mended and sent", () =>
    run(
      Effect.gen(function* () {
        const pieces: Array<string> = []
        const rejects = (csv: string) => void pieces.push(csv)
        const bad = [row(1).replace("cl-dd-0", "cl-zz-0"), 'm7,"Vi "Văn" An",,,,,', `${row(8)},,`, '"Vi, An",m 9,1962,nam,31/02/2011,,']
        const shuffled = "mã đảng viên,họ và tên,ngày sinh,giới tính,ngày vào Đảng,chi bộ,số thẻ"
        const report = yield* importMembers(file(shuffled, row(0), ...bad, row(5)), { rejects, chunkSize: 2 })
        expect(counts(report)).toMatchObject({ total: 6, good: 2, bad: 4 })
        const text = pieces.join("")
        expect(records(text.slice(1), ",")[0]?.cells).toEqual([...header.split(","), "lý do từ chối", "reason for rejection"])
        expect(text.startsWith("\ufeff")).toBe(true)
        expect(text.trimEnd().split("\r\n").length).toBe(5)
        expect(text).toContain('"không có chi bộ này","no such cell; found the unit first"')
        const again = yield* importMembers({ name: "rejects.csv", bytes: new TextEncoder().encode(text) })
        expect(counts(again)).toMatchObject({ total: 4, bad: 4, good: 0 })
        const mended = { name: "rejects.csv", bytes: new TextEncoder().encode(text.replace("cl-zz-0", "cl-dd-0")) }
        const twice: Array<string> = []
        expect(counts(yield* importMembers(mended, { rejects: csv => void twice.push(csv) }))).toMatchObject({ total: 4, bad: 3, good: 1 })
        expect(twice.join("").split("\r\n")[0]).toBe(pieces[0]?.split("\r\n")[0])
      })
    ))

  it("closes its file, whatever the end is", () =>
    run(
      Effect.gen(function* () {
        let [opened, closed] = [0, 0]
        const input = {
          name: "m.csv",
          open: async function* () {
            opened++
            try {
              const { bytes } = file(header, ...rows(2000))
              for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
            } finally {
              closed++
            }
          }
        }
        const options = { context: lookup, recordedBy: "clerk-1", chunkSize: 10 }
        yield* Effect.flip(Effect.provide(Csv.importFile(input, members, options), yield* failing(3, "before")))
        expect([opened, closed]).toEqual([2, 2])
        yield* Csv.importFile(input, members, options)
        expect([opened, closed]).toEqual([4, 4])
        expect((yield* recorded).length).toBe(4000)
      })
    ))

  it("tells how far it is, and shows rows before they are recorded", () =>
    run(
      Effect.gen(function* () {
        const seen: Array<Csv.Progress> = []
        const input = {
          name: "m.csv",
          open: async function* () {
            yield* [file(header, ...rows(20)).bytes]
          }
        }
        const would = yield* Csv.dryRun(input, members, { context: lookup, chunkSize: 5, progress: step => void seen.push(step) })
        expect(seen.map(({ rows, appended }) => [rows, appended])).toEqual([
          [5, 10],
          [10, 20],
          [15, 30],
          [20, 40],
          [20, 40]
        ])
        expect(seen.at(-1)?.share).toBe(1)
        expect(would.samples.map(({ line, facts }) => [line, facts.length])).toEqual([
          [2, 2],
          [3, 2],
          [4, 2],
          [5, 2],
          [6, 2]
        ])
        const cut = yield* importMembers(file(header, ...rows(9).map(line => `${line},`)), { most: 4 })
        expect([cut.bad, cut.badRows.length, cut.unlisted]).toEqual([9, 4, 5])
        const lost = {
          name: "m.csv",
          open: async function* () {
            yield new Uint8Array(0)
            throw new Error("Bí Mật")
          }
        }
        const failed = yield* Effect.flip(Csv.dryRun(lost, members, { context: lookup }))
        expect(failed).toMatchObject({ reason: { _tag: "Unreadable" } })
      })
    ))

  it("compares the open part alone once the personal payload is erased", () =>
    run(
      Effect.gen(function* () {
        yield* importMembers(file(header, row(1)))
        const journal = yield* Journal.Journal
        yield* journal.erase(Id.MemberId.make("m1"), {
          operation: Journal.operation("erase"),
          on: PlainDate.make("2026-03-02"),
          recordedBy: "clerk",
          basis: "request 1"
        })
        const report = yield* importMembers(file(header, row(1), row(2)))
        expect(counts(report)).toMatchObject({ known: 1, good: 1, proposed: 0 })
      })
    ))

  it("refuses, typed, when somebody wrote about the same subjects meanwhile", () =>
    run(
      Effect.gen(function* () {
        const real = yield* Journal.Journal
        let raced = false
        const racing: typeof real = {
          ...real,
          append: batch =>
            Effect.suspend(() => {
              if (raced) return real.append(batch)
              raced = true
              return Effect.andThen(
                append("race", Fact.make({ kind: "member.admitted", on: "2011-02-02", member: "m1", cell: "u-2" })),
                real.append(batch)
              ).pipe(Effect.provideService(Journal.Journal, real))
            })
        }
        const input = file(header, row(1), row(2))
        const failed = yield* Effect.flip(Effect.provideService(importMembers(input), Journal.Journal, racing))
        expect(failed._tag === "JournalError" && failed.reason._tag).toBe("Conflict")
        const report = yield* importMembers(input)
        expect(counts(report)).toMatchObject({ good: 2, appended: 3 })
      })
    ))

  it("goes on beside a writer of other subjects", () =>
    run(
      Effect.gen(function* () {
        const real = yield* Journal.Journal
        let n = 0
        const busy: typeof real = {
          ...real,
          append: batch =>
            Effect.andThen(
              append(`other-${n++}`, Fact.make({ kind: "member.died", on: "2011-02-02", member: `x${n}` })),
              real.append(batch)
            ).pipe(Effect.provideService(Journal.Journal, real))
        }
        const report = yield* Effect.provideService(importMembers(file(header, ...rows(9)), { chunkSize: 2 }), Journal.Journal, busy)
        expect(counts(report)).toMatchObject({ good: 9, appended: 18 })
      })
    ))

  it("lists what a check finds, and refuses where it says so", () =>
    run(
      Effect.gen(function* () {
        const check = (facts: ReadonlyArray<Fact.Fact>) => Intake.check(Register.build([], { knownAt: "latest" }), facts).violations
        const listed = yield* dryRunMembers(file(header, row(1)), { check })
        expect(listed.violations).toMatchObject([{ line: 2, kind: "member.admitted", code: "unknown-unit", refused: false }])
        expect(counts(listed)).toMatchObject({ good: 1, bad: 0 })
        const refuse = (facts: ReadonlyArray<Fact.Fact>) =>
          facts.flatMap((fact, index) =>
            fact.kind === "member.admitted" && fact.member === "m2"
              ? [{ fact: index, code: "no", field: "cell", refuse: true, message: () => "no" }]
              : []
          )
        const refused = yield* importMembers(file(header, row(1), row(2), row(2)), { check: refuse })
        // the third row was not checked, as it repeated the second
        expect(counts(refused)).toMatchObject({ total: 3, bad: 1 })
        expect(refused.badRows).toMatchObject([{ line: 3, code: "no" }])
      })
    ))

  it("keeps rows apart from one another by profile version", () =>
    run(
      Effect.gen(function* () {
        yield* importMembers(file(header, row(1)))
        const report = yield* Csv.importFile(file(header, row(1)), { ...members, version: 2 }, { context: lookup, recordedBy: "clerk-1" })
        expect(counts(report)).toMatchObject({ known: 1, appended: 0 })
      })
    ))
})
