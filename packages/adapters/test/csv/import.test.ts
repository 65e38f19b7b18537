import * as Csv from "@chibo/adapters/csv"
import { Fact, Id, Intake, Journal, PlainDate, Register } from "@chibo/core"
import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
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

  it("proposes what was corrected or taken back since, from any other file", () =>
    run(
      Effect.gen(function* () {
        yield* importMembers(file(header, row(1), row(2)))
        const replacement = Fact.make({ kind: "member.admitted", on: "2012-02-02", member: "m1", cell: "u-2" })
        yield* append("c", Fact.make({ kind: "correction.made", on: day, corrects: 1, replacement }))
        yield* append("r", Fact.make({ kind: "correction.retracted", on: day, retracts: 3 }))
        const report = yield* importMembers(file(header, row(2), row(1)))
        expect(report.proposals).toMatchObject([
          { line: 2, position: 3, standing: "retracted", fields: [] },
          { line: 3, position: 1, standing: "corrected", fields: ["on"] }
        ])
        expect(counts(report)).toMatchObject({ proposed: 2, appended: 0 })
        const same = yield* importMembers(file(header, row(1), row(2)))
        expect(counts(same)).toMatchObject({ known: 2, proposed: 0, appended: 0 })
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
