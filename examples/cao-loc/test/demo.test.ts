import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Csv from "@chibo/adapters/csv"
import * as Memory from "@chibo/adapters/memory"
import * as Sqlite from "@chibo/adapters/sqlite"
import * as Xlsx from "@chibo/adapters/xlsx"
import { type Journal, PlainDate } from "@chibo/core"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import article from "../src/article.json" with { type: "json" }
import { articleDay } from "../src/compare.ts"
import { answer, FileRefused, why } from "../src/demo.ts"
import { page } from "../src/page.ts"
import { members } from "../src/profiles-members.ts"
import { workbook } from "../src/workbook.ts"

const folder = mkdtempSync(join(tmpdir(), "chibo-example-"))
const original = join(import.meta.dirname, "..", "data")
afterAll(() => rmSync(folder, { recursive: true }))

const run = <A, E>(job: Effect.Effect<A, E, Journal.Journal>, layer: Layer.Layer<Journal.Journal, Journal.JournalError> = Memory.layer) =>
  Effect.runPromise(job.pipe(Effect.provide(layer)))

/** A copy of the data in which one file is changed. */
const changed = (name: string, change: (text: string) => string): string => {
  const copy = mkdtempSync(join(folder, "data-"))
  cpSync(original, copy, { recursive: true })
  const text = readFileSync(join(copy, name), "utf8")
  const after = change(text)
  assert.notStrictEqual(after, text, "the change must change something")
  writeFileSync(join(copy, name), after)
  return copy
}
const day = PlainDate.make(articleDay)
const values = async (data: string) => {
  const { figures } = await run(answer(data, day, "vi"))
  return Object.fromEntries(
    figures.map(({ id, computed, numerator, denominator, cells }) => [id, { computed, numerator, denominator, cells }])
  )
}

describe("the article", () => {
  it("comes out, figure by figure, from a file that is imported once", { timeout: 120_000 }, async () => {
    const layer = () => Sqlite.layer({ filename: join(folder, "journal.sqlite") })
    const first = await run(answer(original, day, "vi"), layer())
    assert.strictEqual(first.figures.length, article.figures.length)
    assert.deepStrictEqual(
      first.figures.filter(figure => figure.agrees !== true).map(figure => figure.id),
      []
    )
    assert.strictEqual(first.rejectedRows.length, 6)
    for (const { total, good, known, proposed, bad } of first.imports) assert.strictEqual(good + known + proposed + bad, total)
    assert.deepInclude(
      first.imports.find(each => each.file === "members.csv"),
      { known: 3, proposed: 1, bad: 6 }
    )
    const second = await run(answer(original, day, "vi"), layer())
    assert.deepStrictEqual(second, first)

    const later = await run(answer(original, PlainDate.make("2025-07-02"), "vi"), layer())
    assert.deepStrictEqual(
      later.units.map(each => each.code),
      ["06184", "06196", "06211"]
    )
    for (const each of later.units)
      assert.deepStrictEqual(
        each.lapsed.map(text => text.pack.split("@")[0]),
        ["cao-loc"]
      )
    const last = await run(answer(original, PlainDate.make("2025-06-30"), "vi"), layer())
    const border = last.shown.find(figure => figure.id === "members.border")?.numerator
    assert.strictEqual(
      later.units.reduce((sum, each) => sum + (each.fromBorderUnits ?? 0), 0),
      border
    )

    const html = await run(page(first.reports, day, "vi"), layer())
    for (const figure of first.shown) assert.include(html, figure.label.vi)
    assert.include(html, "1.136 / 5.623 đảng viên toàn huyện")
    assert.isAbove(html.match(/<svg/g)?.length ?? 0, 5)
    assert.include(html, "Quy định 132-QĐ/TW")
    assert.include(html, "m001961")
    assert.notMatch(html, /<script|\bsrc=|\bhref="(?!#)/)

    for (const lang of ["vi", "en"] as const) {
      const text = await run(why(original, "m001961", day, lang), layer())
      assert.include(text, "01-HD/TW")
      assert.include(text, lang === "vi" ? "được miễn" : "exempt")
    }
    assert.isUndefined(await run(why(original, "nobody", day, "vi"), layer()))
  })

  it("says nothing that identifies a person in what it reports", { timeout: 60_000 }, async () => {
    const job = Effect.gen(function* () {
      const found = yield* answer(original, day, "vi")
      return JSON.stringify(found) + (yield* page(found.reports, day, "vi"))
    })
    const found = await run(job)
    const rows = readFileSync(join(original, "members.csv"), "utf8").split("\n").slice(1, 400)
    let looked = 0
    for (const row of rows) {
      const [, name = "", , , , , , , card = ""] = row.split(",")
      for (const personal of [name, card]) {
        if (personal.length < 6) continue
        assert.notInclude(found, personal)
        looked++
      }
    }
    assert.isAbove(looked, 500)
  })
})

describe("a workbook of the members", () => {
  it("says what the CSV file says; what was rejected is mended in the workbook of rejects and sent again", {
    timeout: 120_000
  }, async () => {
    const kept = new Map<string, Uint8Array>()
    const keep = (name: string, bytes: Uint8Array) => {
      kept.set(name, bytes)
      return name
    }
    const context = { units: new Set<string>() }
    const { text, csv, rejects } = await run(
      Effect.gen(function* () {
        const text = yield* workbook(original, "vi", keep)
        const file = { name: "members.csv", bytes: readFileSync(join(original, "members.csv")) }
        for (const cell of readFileSync(join(original, "units.csv"), "utf8").split("\n")) context.units.add(cell.split(",")[0] ?? "")
        const csv = yield* Csv.dryRun(file, members, { context })
        const rejected = { name: "rejected.xlsx", bytes: kept.get("members-rejected.xlsx") ?? new Uint8Array() }
        return { text, csv, rejects: yield* Xlsx.dryRun(rejected, members, { context }) }
      })
    )
    assert.deepStrictEqual([...kept.keys()], ["members.xlsx", "members-rejected.xlsx"])
    assert.deepInclude(csv, { total: 6106, good: 0, known: 6099, proposed: 1, bad: 6 })
    assert.deepInclude(rejects, { total: 6, good: 0, bad: 6 })
    assert.strictEqual(text.match(/ {2}Đảng viên![A-I]\d+: /g)?.length, 6)
    assert.include(text, "Đảng viên!C402: ngày sinh: không có ngày này trong lịch")
    assert.include(text, "1 dòng nhận, 0 đã biết, 0 đề nghị sửa, 5 bị từ chối; 4 sự việc")
    assert.include(text, "0 dòng nhận, 6.099 đã biết, 1 đề nghị sửa, 6 bị từ chối; 0 sự việc")
  })
})

describe("changed input", () => {
  it("an exemption that ended is followed", { timeout: 60_000 }, async () => {
    const figures = await values(changed("exemptions.csv", text => `${text.trimEnd()}\nx0001,m001961,chấm dứt,01/07/2022,cl-xl,,,,,\n`))
    assert.deepInclude(figures["exemptions.xuat-le"], { computed: 5 })
    assert.deepInclude(figures["exemptions.xuat-le.away-for-work"], { computed: 2 })
    assert.deepInclude(figures["exemptions.requested.term-2020-2025"], { computed: 14 })
  })

  it("meetings that were not held are followed", { timeout: 60_000 }, async () => {
    const figures = await values(
      changed("meetings.csv", text => text.replaceAll(" m001961", "").replaceAll(",m001961 ", ",").replaceAll(",m001961,", ",,"))
    )
    assert.deepInclude(figures["exemptions.xuat-le.attended-at-least-twice-a-year"], { numerator: 5, denominator: 6 })
  })

  it("a member who moves out of the border area is followed", { timeout: 60_000 }, async () => {
    const moved = changed(
      "transfers.csv",
      text => `${text.trimEnd()}\nt9999,m000738,chính thức,cl-dd-01,cl-ht-04,01/06/2022,02/06/2022,03/06/2022\n`
    )
    assert.deepInclude((await values(moved))["members.border"], { numerator: 1135, denominator: 5623 })
  })

  it("a file that is not CSV is refused by name, and a row that is wrong by line", { timeout: 60_000 }, async () => {
    const broken = changed("offices.csv", () => "a,b\n1,2\n")
    const refused = await run(Effect.flip(answer(broken, day, "vi")))
    assert.instanceOf(refused, FileRefused)
    if (refused instanceof FileRefused) assert.strictEqual(refused.file, "offices.csv")
    const wrong = await run(
      answer(
        changed("charges.csv", text => text.replace("cl-dd-02", "nowhere")),
        day,
        "vi"
      )
    )
    assert.deepInclude(
      wrong.rejectedRows.find(row => row.file === "charges.csv"),
      { line: 2, column: "chi bộ", code: "unknown-unit" }
    )
  })
})
