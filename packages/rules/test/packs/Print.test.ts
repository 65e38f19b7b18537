import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Period } from "@chibo/core"
import { Citation, Clause, Dated, Expression, Measure, Overlay, Question, RulePack } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { pages } from "./pages.ts"

const folder = join(import.meta.dirname, "..", "..", "..", "..", "docs", "packs")

describe("the pages in docs/packs", () => {
  it("are those of the packs as they are: `pnpm docs:packs` writes them", () => {
    assert.deepStrictEqual(globSync("*.md", { cwd: folder }).sort(), pages.map(([name]) => name).sort())
    for (const [name, text] of pages) assert.strictEqual(readFileSync(join(folder, name), "utf8"), text, name)
  })
  it("name every clause, value, text and measure of the national pack once, in both languages", () => {
    for (const [name, text] of pages.filter(([name]) => name.startsWith("vietnam"))) {
      const { clauses, parameters, measures, texts } = Vietnam.pack
      const ids = [...clauses, ...parameters, ...measures, ...texts].map(each => each.id)
      assert.isAbove(ids.length, 200)
      for (const id of ids) assert.strictEqual(text.split(`\`${id}\``).length, 2, `${name}: ${id}`)
      for (const { wording } of clauses) assert.include(text, `#### ${wording[name.includes(".en.") ? "en" : "vi"]}\n`)
    }
  })
  it("show no day of the Vietnamese page as a machine writes it", () => {
    for (const [, text] of pages.filter(([name]) => !name.includes(".en.")))
      assert.notMatch(text.replaceAll(/`[^`]*`/g, ""), /\d{4}-\d{2}-\d{2}|ngày ngày/)
  })
})

const w = (vi: string, en = vi) => ({ vi, en })
const text = Citation.text("t", "1-T", "2020-01-01", w("t"))
const read = Citation.cite(text, "1", "quoted")
const heard = Citation.cite(text, "2", "reported")
const months = Measure.computed("integer", "member", "m.months", w("số tháng", "months asked"), [], { quantity: w("tháng", "months") })
const done = Measure.computed("integer", "member", "m.done", w("đã làm", "done"), [])
const given = Measure.computed("integer", "member", "m.given", w("được giao", "given"), [])
const ill = Measure.computed("boolean", "member", "m.ill", w("ốm", "ill"), [])
const from = Measure.computed("day", "member", "m.from", w("ngày bắt đầu", "first day"), [])
const kind = Measure.computed("text", "member", "m.kind", w("loại", "kind"), [], {
  values: { a: w("một", "one"), b: w("hai", "two"), c: w("ba", "three") }
})
const most = RulePack.parameter("integer", "p.most", w("mức", "most"), w("tháng", "months"), [
  Dated.known(12, "2020-01-01", "2022-01-01", read),
  Dated.known(6, "2022-01-01", "2024-01-01", heard),
  Dated.disputed("2024-01-01", "2025-01-01", { value: 6, cites: [read] }, { value: 3, cites: [heard] }),
  Dated.unread(text, "2025-01-01")
])
const ratio = RulePack.parameter("integer", "p.ratio", w("tỷ lệ", "ratio"), w("phần triệu", "millionths"), [
  Dated.known(Expression.decimal("0.125"), "2020-01-01", undefined, read)
])
const question = Question.make({
  id: "q",
  label: w("câu hỏi", "question"),
  subject: "member",
  governing: "cell-of-member",
  decides: w("chi bộ", "the cell"),
  outcomes: { yes: w("được", "granted"), no: w("không", "refused") },
  permissive: ["yes"]
})
const clause = (when: Expression.Expression<"boolean">, inForce = Period.make("2020-01-01", "2022-01-01")) =>
  Clause.general({ id: "c", question, inForce, wording: w("Lời", "Wording"), when, then: { outcome: "yes" }, cites: [read, heard] })
const packOf = (clauses: ReadonlyArray<Clause.Clause>, more: Partial<RulePack.RulePack> = {}) =>
  RulePack.make({
    id: "p",
    version: "1",
    label: w("Gói", "Pack"),
    jurisdiction: "everywhere",
    texts: [text],
    questions: [question],
    measures: [months, done, given, ill, from, kind],
    parameters: [most, ratio],
    clauses,
    ...more
  })
const conditionOf = (when: Expression.Expression<"boolean">, lang: "vi" | "en" = "en", inForce?: Period.Period): string => {
  const page = RulePack.print(packOf([clause(when, inForce)]), lang)
  return /- (?:Condition|Điều kiện): ([\s\S]*?)\n- (?:Conclusion|Kết luận)/.exec(page)?.[1] ?? page
}

describe("RulePack.print", () => {
  const { all, any, not, lt, ge, gt, is, oneOf, times, addMonths, addWorkingDays } = Expression
  it("says comparisons in words, and carries a negation down to them", () => {
    assert.strictEqual(conditionOf(lt(months, 12)), "months asked: under 12 months")
    assert.strictEqual(conditionOf(not(lt(months, 12))), "months asked: at least 12 months")
    assert.strictEqual(conditionOf(gt(months, 12), "vi"), "số tháng: trên 12 tháng")
    assert.strictEqual(conditionOf(not(Expression.of<"boolean">(ill))), "ill: no")
    assert.strictEqual(conditionOf(is(kind, "b")), "kind: two")
    assert.strictEqual(conditionOf(not(is(kind, "b"))), "kind: other than two")
    assert.strictEqual(conditionOf(oneOf(kind, "a", "b", "c")), "kind: one, two or three")
    assert.strictEqual(conditionOf(not(oneOf(kind, "a", "b"))), "kind: other than one and two")
    assert.strictEqual(conditionOf(lt(from, "2022-07-06"), "vi"), "ngày bắt đầu: trước ngày 06/07/2022")
  })
  it("shows the value that holds on the clause's days, and sends to the table where several do", () => {
    assert.strictEqual(conditionOf(lt(months, most)), "months asked: under «most» (12 months)")
    const later = Period.make("2022-01-01", "2024-01-01")
    assert.strictEqual(conditionOf(lt(months, most), "en", later), "months asked: under «most» (6 months)")
    const both = Period.make("2021-12-31", "2022-01-02")
    assert.strictEqual(conditionOf(lt(months, most), "en", both), "months asked: under «most» (see values over time)")
    const unread = Period.make("2025-01-01")
    assert.strictEqual(conditionOf(lt(months, most), "en", unread), "months asked: under «most» (see values over time)")
    assert.strictEqual(conditionOf(lt(months, Expression.on(most, from)), "vi"), "số tháng: dưới «mức» (theo mức của ngày bắt đầu)")
  })
  it("says shares as shares", () => {
    assert.strictEqual(conditionOf(ge(times(done, 5), times(given, 4))), "share of done in given: at least 80 %")
    assert.strictEqual(
      conditionOf(ge(times(done, 1_000_000), times(given, ratio)), "vi"),
      "tỷ lệ đã làm trên được giao: ít nhất «tỷ lệ» (12,5 %)"
    )
    assert.strictEqual(conditionOf(ge(times(done, 3), times(given, ratio))), "done × 3: at least given × «ratio» (12.5 %)")
  })
  it("says how days are counted", () => {
    assert.strictEqual(conditionOf(lt(from, addMonths(from, 3)), "vi"), "ngày bắt đầu: trước ngày bắt đầu + 3 tháng")
    assert.strictEqual(conditionOf(lt(from, addMonths(from, most))), "first day: before first day + «most» (12 months)")
    assert.strictEqual(conditionOf(lt(from, addWorkingDays(from, 30))), "first day: before first day + 30 working days")
  })
  it("keeps all and any apart, each below its own heading", () => {
    assert.strictEqual(
      conditionOf(all(Expression.of<"boolean">(ill), not(all(lt(months, 3), ge(months, 1))))),
      [
        "all of these",
        "  - ill: yes",
        "  - at least one of these",
        "    - months asked: at least 3 months",
        "    - months asked: under 1 months"
      ].join("\n")
    )
    assert.include(conditionOf(any(Expression.of<"boolean">(ill), lt(months, 3)), "vi"), "ít nhất một trong các điều kiện sau")
  })
  it("shows values over time, with what is disputed and what was not read", () => {
    const page = RulePack.print(packOf([clause(lt(months, most))]), "vi")
    assert.include(page, "| 01/01/2020 | 31/12/2021 | 12 tháng | 1-T ngày 01/01/2020, 1 |")
    assert.include(page, "| 01/01/2022 | 31/12/2023 | 6 tháng | ⚠ 1-T ngày 01/01/2020, 2 [theo nguồn thứ cấp, chưa đọc nguyên văn] |")
    assert.include(page, "| 01/01/2024 | 31/12/2024 | ⚠ 3 tháng (các nguồn khác nhau) |")
    assert.include(page, "| 01/01/2025 | nay | ⚠ chưa đọc: 1-T ngày 01/01/2020 |  |")
    assert.include(page, "| 01/01/2020 | nay | 12,5 % | 1-T ngày 01/01/2020, 1 |")
  })
  it("counts how sure the wording is", () => {
    const page = RulePack.print(packOf([clause(lt(months, most))]), "en")
    assert.include(page, "| the wording was read | 1 | 2 |")
    assert.include(page, "| ⚠ from a secondary source, wording not read | 0 | 1 |")
    assert.include(page, "| ⚠ sources conflict | 0 | 1 |")
    assert.include(page, "| ⚠ the text was not read | 0 | 1 |")
  })
  it("prints what a lower pack departs from, with the labels of the packs above", () => {
    const base = clause(lt(months, 12))
    const national = packOf([base])
    const lower = RulePack.make({
      id: "lower",
      version: "1",
      label: w("Dưới", "Lower"),
      jurisdiction: "everywhere",
      texts: [text],
      overlays: [
        Overlay.value(most, { values: [Dated.known(3, "2021-01-01", "2021-07-01", read)] }),
        Overlay.tighten(base, {
          id: "lower.c",
          inForce: Period.make("2021-01-01"),
          when: lt(months, 3),
          wording: w("Chặt", "Tighter"),
          cites: [read]
        })
      ]
    })
    const page = RulePack.print(lower, "en", [national])
    assert.include(page, "### most\n\n`p.most`")
    assert.include(page, "| 2021-01-01 | 2021-06-30 | 3 months |")
    assert.include(page, "#### Tighter\n\n- Adds a condition to “Wording” · `lower.c`")
    assert.include(page, "- Condition: months asked: under 3 months")
  })
})
