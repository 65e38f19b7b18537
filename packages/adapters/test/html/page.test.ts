import * as Html from "@chibo/adapters/html"
import { Id, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { SaxesParser } from "saxes"
import { explanation, figure, report } from "./fixtures.ts"

const plain = (place: string) => `«${place}»`

/** A page that uses every option, with texts from one function. */
const full = (say: (place: string) => string, lang: "vi" | "en"): string =>
  Html.page(report(say), {
    lang,
    earlier: [
      report(say, {
        validOn: PlainDate.make("2021-07-06"),
        figures: [figure(say, { numerator: 1143, denominator: 5657, on: [PlainDate.make("2021-07-06")] })]
      })
    ],
    series: [{ label: { vi: say("series.vi"), en: say("series.en") }, figures: ["members", "count"] }],
    changes: [{ on: PlainDate.make("2021-09-28"), label: { vi: say("change.vi"), en: say("change.en") } }],
    explanations: [explanation(say)],
    naming: { unit: () => say("naming.unit"), subject: () => say("naming.subject") }
  })

/** Elements and attributes in order, with the values of attributes that no text of a report goes into; and all text. */
const structure = (page: string): { readonly shape: string; readonly text: string } => {
  const shape: Array<string> = []
  let text = ""
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  parser.on("error", error => {
    throw error
  })
  parser.on("opentag", ({ name, attributes }) => {
    const listed = Object.entries(attributes).map(([key, value]) => (key === "aria-label" ? key : `${key}=${value}`))
    shape.push(`<${name} ${listed.join(" ")}>`)
  })
  parser.on("closetag", ({ name }) => shape.push(`</${name}>`))
  for (const event of ["comment", "cdata", "processinginstruction"] as const) parser.on(event, () => shape.push(event))
  parser.on("text", more => (text += more))
  parser.write(page).close()
  return { shape: shape.join("\n"), text }
}

/** Every link leads to a place of the page, and every place is one. */
const leads = (page: string): void => {
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(match => match[1])
  const to = [...page.matchAll(/ href="#([^"]*)"/g)].map(match => match[1])
  assert.strictEqual(new Set(ids).size, ids.length)
  assert.includeMembers(ids, to)
  assert.isAtLeast(to.length, 1)
}

const sheetOf = (page: string): string => /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ""

/** The texts at the edges of a printed page, as a browser reads them. */
const edgesOf = (page: string): ReadonlyArray<string> =>
  [...sheetOf(page).matchAll(/-(?:left|right) \{[^}]*content: "([^"]*)";/g)].map(([, text = ""]) =>
    text.replace(/\\([0-9a-f]{1,6}) ?/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
  )

const payloads: ReadonlyArray<string> = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" onload="alert(1)',
  "</style><script>",
  "</title><svg onload=alert(1)>",
  "<!--",
  "-->",
  "]]>",
  "<![CDATA[",
  "<?php",
  "&lt;script&gt;",
  "&#60;script&#62;",
  "&amp",
  "&",
  "javascript:alert(1)",
  "<a href=javascript:alert(1)>",
  "</pre></section></main>",
  "<iframe srcdoc='<script>'>",
  "<svg><script>",
  "<math><mtext></form>",
  "\u0000<script>",
  "<\u0000script>",
  "\ud800",
  "\udfff<b>",
  "\ufffe",
  "\u2028",
  "\u202e",
  "\u2066x",
  "$" + "{alert(1)}",
  "{{7*7}}",
  "\\u003cscript\\u003e",
  "＜script＞",
  "<base href=//x>",
  "<meta http-equiv=refresh content=0>",
  "<link rel=stylesheet href=//x>",
  "url(//x)",
  "\r\n<b>",
  "\t",
  "`<b>`",
  "Nguyễn <b>Văn</b>"
]

/** So many texts, the same for the same seed: the payloads, and pieces of them stuck together. */
const fuzz = (count: number, seed: number): ReadonlyArray<string> => {
  let state = seed
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const piece = (): string => {
    const text = payloads[next(payloads.length)] ?? ""
    return text.slice(next(text.length), text.length - next(3))
  }
  return Array.from({ length: count }, (_, i) => payloads[i] ?? piece() + piece() + piece())
}

describe("a page", () => {
  for (const lang of ["vi", "en"] as const) {
    it(`keeps its structure whatever stands in the report (${lang})`, { timeout: 120_000 }, () => {
      const expected = structure(full(plain, lang)).shape
      const all = fuzz(10_000, 7)
      const together = 4
      for (let i = 0; i < all.length; i += together) {
        const payload = all.slice(i, i + together).join("")
        const page = full(place => payload + place, lang)
        const { shape, text } = structure(page)
        if (shape !== expected) assert.strictEqual(shape, expected, JSON.stringify(payload))
        if (i < payloads.length) {
          const shown = payload.replace(/[\p{Cs}\ufffe\u202e\u2066]|(?![\t\n\r])\p{Cc}/gu, "\ufffd").replace(/\r\n?/g, "\n")
          assert.include(text, `${shown}name`)
          assert.include(text, `${shown}explanation.question.${lang}`)
        }
      }
    })
  }

  it("would be seen to change where text got out of its place", () => {
    const page = full(plain, "vi")
    const expected = structure(page).shape
    const broken = (raw: string) => page.replace("«name»", raw)
    assert.notStrictEqual(structure(broken("<b>x</b>")).shape, expected)
    assert.notStrictEqual(structure(page.replace('<p class="dim">', '<p class="dim" onclick="x">')).shape, expected)
    assert.throws(() => structure(broken("<script>")))
    assert.throws(() => structure(broken("&nbsp;")))
  })

  it("asks for nothing and runs nothing", () => {
    const page = full(plain, "vi")
    const { shape } = structure(page)
    assert.include(
      page,
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>`
    )
    assert.notMatch(page, /url\(|@import|\bhref="(?!#)|\b(src|srcset|action|formaction|data|poster|background)=|javascript:/i)
    assert.notMatch(shape, /<(script|link|img|iframe|object|embed|form|base|input|button) | on\w+=/i)
    assert.include(page, "@page { size: A4")
    assert.include(page, '<meta name="viewport" content="width=device-width, initial-scale=1"/>')
    assert.isTrue(page.startsWith("<!DOCTYPE html>\n<html"))
  })

  it("says everything that the report says, in its language", () => {
    for (const lang of ["vi", "en"] as const) {
      const { text } = structure(full(plain, lang))
      const other = lang === "vi" ? "en" : "vi"
      const places = [
        ...["name", "pack", "lapsed.pack", "lapsed.text", "figure.cite.number", "figure.cite.at", "tally.other", "departure.advised"],
        ...["departure.decided", "quota.clause", "task.closedBy", "task.cite.number", "naming.unit", "naming.subject"],
        ...["lapsed.label", "figure.label", "figure.population", "figure.remark", "tally.label", "tally.word", "task.who", "task.what"].map(
          place => `${place}.${lang}`
        ),
        ...["explanation.sentence", "clause.wording", "clause.condition", "series", "change"].map(place => `${place}.${lang}`)
      ]
      for (const place of places) assert.include(text, plain(place), lang)
      assert.notMatch(text, new RegExp(`\\.${other}»`))
      const values =
        lang === "vi"
          ? ["20,2%", "1.136 / 5.623", "06/07/2022", "38.026", "4.487", "2 / 4"]
          : ["20.2%", "1,136 / 5,623", "2022-07-06", "38,026", "4,487"]
      for (const value of values) assert.include(text, value)
    }
  })

  it("shows so many rows of a table, and how many there are", () => {
    const one = report(plain)
    const tasks = Array.from({ length: 30 }, (_, i) => one.tasks.map(task => ({ ...task, closedBy: `closes-${i}.` }))).flat()
    const page = Html.page({ ...one, tasks }, { lang: "en", rows: 7 })
    assert.strictEqual(page.match(/closes-\d+\./g)?.length, 7)
    assert.include(page, "Tasks (30)")
    assert.include(page, "… and 23 more.")
    assert.strictEqual(Html.page({ ...one, tasks }, { lang: "en" }).match(/closes-\d+\./g)?.length, 30)
    assert.include(Html.page({ ...one, tasks: [] }, { lang: "vi" }), "Không có.")
  })

  it("holds several reports, each under its name", () => {
    const page = Html.pageOf([report(plain, { name: "Xã Một" }), report(plain, { name: undefined })], {
      lang: "vi",
      naming: { unit: () => "Xã Hai" }
    })
    assert.match(structure(page).text, /Xã Một[\s\S]*Xã Hai/)
    assert.include(page, "<title>Báo cáo: Xã Một, Xã Hai (06/07/2022)</title>")
    assert.include(page, '<li><a href="#r1">Xã Một</a></li><li><a href="#r2">Xã Hai</a></li>')
    leads(page)
    const many = Array.from({ length: 200 }, (_, i) => report(plain, { name: `Chi bộ ${i}` }))
    const crowd = Html.pageOf(many, { lang: "vi" })
    assert.include(crowd, "<title>Báo cáo: Chi bộ 0, Chi bộ 1, Chi bộ 2 … (+197) (06/07/2022)</title>")
    leads(crowd)
  })

  it("leads from a task to why it is asked for, and back to the first that led there", () => {
    const one = report(plain)
    const [task] = one.tasks
    const why = explanation(plain)
    const { question, subject } = why.advice
    const tasks = [task, task, task, task].flatMap((each, i) =>
      each === undefined ? [] : [i === 0 ? each : { ...each, id: `t${i}`, question, subject }]
    )
    const page = Html.page({ ...one, tasks }, { lang: "en", explanations: [why, explanation(place => `other ${place}`)] })
    leads(page)
    assert.strictEqual(page.match(/<a href="#e1">/g)?.length, 3)
    assert.strictEqual(page.match(/<tr id="e1-task">/g)?.length, 1)
    assert.match(page, /closedBy»<\/td><\/tr>\n<tr id="e1-task">/)
    assert.strictEqual(page.match(/<a href="#e1-task">/g)?.length, 1)
    assert.notMatch(page, /#e2-task/)
    // where the tasks that lead there are not shown, nothing leads back to them
    leads(Html.page({ ...one, tasks }, { lang: "en", rows: 1, explanations: [why] }))
    // of a cell and of a member with one question, or one subject with two, each has its own
    const asked = { ...why, advice: { ...why.advice, question: "another" } }
    assert.notInclude(Html.page({ ...one, tasks }, { lang: "en", explanations: [asked] }), '<a href="#e1">')
  })

  it("is in order for those who cannot see it, and whole on paper", () => {
    for (const lang of ["vi", "en"] as const) {
      const page = full(plain, lang)
      const { shape } = structure(page)
      const levels = [...shape.matchAll(/<h(\d) /g)].map(match => Number(match[1]))
      assert.strictEqual(levels[0], 1)
      for (const [i, level] of levels.entries()) assert.isAtMost(level, (levels[i - 1] ?? 0) + 1)
      assert.include(shape, `<html lang=${lang}>`)
      const tables = page.match(/<table .*?<\/thead>/gs) ?? []
      assert.strictEqual(tables.length, 5)
      for (const table of tables) {
        assert.match(table, /^<table class="[a-z]+"><caption>[^<]+<\/caption><thead>/)
        assert.strictEqual(table.match(/<th scope="col"/g)?.length, table.match(/<th\b/g)?.length)
      }
      assert.match(shape, /<svg [^>]*role=img aria-label>/)
      // unfolded from the start: not every program unfolds what is printed
      assert.strictEqual(shape.match(/<details open=/g)?.length, shape.match(/<details/g)?.length)
      leads(page)
    }
  })

  it("says of what, of when and for whom it is, at its top and on each printed page", () => {
    const page = full(plain, "vi")
    const one = report(plain)
    for (const said of [one.digest, "38.026", "06/07/2022", "Có thông tin về đảng viên"]) assert.include(structure(page).text, said)
    const edges = edgesOf(page)
    assert.strictEqual(edges[0], "«name»")
    assert.strictEqual(edges[1], `06/07/2022 · Theo số sự việc đã ghi nhận: 38.026 · ${one.digest.slice(0, 12)}`)
    assert.strictEqual(edges[2], "Có thông tin về đảng viên: chỉ người được giao mới xem.")
    assert.match(page, /content: "Trang" " " counter\(page\) " \/ " counter\(pages\);/)
  })

  it("has a style sheet that no name gets out of", () => {
    const without = (page: string) => sheetOf(page).replace(/content: "(?:[A-Za-z0-9 ]|\\[0-9a-f]{6} )*";/g, 'content: "";')
    const named = (name: string) => Html.page(report(plain, { name }), { lang: "vi" })
    const expected = without(named("x"))
    assert.strictEqual(expected.match(/content: "";/g)?.length, 3)
    for (const payload of [
      ...fuzz(2000, 11),
      '"; } body { display: none',
      "\\",
      '\\"',
      "*/ @import 'x'",
      "\n",
      "url(//x)",
      "</style>",
      "𝕏".repeat(200)
    ]) {
      assert.strictEqual(without(named(payload)), expected, JSON.stringify(payload))
    }
    assert.strictEqual(edgesOf(named("Chi bộ “Bản Lề” & 12 ở"))[0], "Chi bộ “Bản Lề” & 12 ở")
    assert.strictEqual([...(edgesOf(named("ộ".repeat(200)))[0] ?? "")].length, 110)
  })

  it("of nothing says so", () => {
    const empty = report(plain, { name: undefined, packs: [], lapsed: [], figures: [], tallies: [], departures: [], quotas: [], tasks: [] })
    for (const [lang, none] of [
      ["vi", "Không có."],
      ["en", "None."]
    ] as const) {
      const page = Html.page(empty, { lang })
      assert.strictEqual(structure(page).text.split(none).length - 1, 2)
      leads(page)
    }
  })
})

describe("a trend", () => {
  const on = (day: string, change: Parameters<typeof figure>[1] = {}, packs = ["p@1"]) =>
    report(plain, {
      validOn: PlainDate.make(day),
      packs,
      figures: [figure(plain, { on: [PlainDate.make(day)], remark: undefined, ...change })]
    })
  const drawn = (options: Partial<Html.Options>, last = on("2022-07-06")) => Html.page(last, { lang: "en", ...options })
  const warning = "not strictly comparable"

  it("is drawn where there are two points, and not where there is one", () => {
    const two = drawn({ earlier: [on("2021-07-06", { numerator: 1143, denominator: 5657 })] })
    assert.strictEqual(two.match(/<svg/g)?.length, 1)
    assert.strictEqual(two.match(/<circle/g)?.length, 2)
    assert.include(two, "2021-07-06: 1,143 / 5,657")
    assert.notInclude(two, warning)
    assert.notInclude(drawn({}), "<svg")
    for (const earlier of [
      on("2022-07-06"),
      on("2021-07-06", { denominator: 0, percent: undefined }),
      on("2021-07-06", { id: "another" })
    ]) {
      const page = drawn({ earlier: [earlier] })
      assert.notInclude(page, "<svg")
      assert.include(page, "No figure has two points or more yet.")
    }
    const elsewhere = { ...on("2021-07-06"), unit: Id.UnitId.make("another") }
    assert.notInclude(drawn({ earlier: [elsewhere] }), "<svg")
    const fixed = [PlainDate.make("2015-12-31")]
    assert.notInclude(drawn({ earlier: [on("2021-07-06", { on: fixed })] }, on("2022-07-06", { on: fixed })), "<svg")
  })

  it("has its points in the order of their days, whatever the order of the reports", () => {
    const page = drawn({ earlier: [on("2021-07-06"), on("2019-07-06"), on("2020-07-06")] })
    const at = [...page.matchAll(/<circle class="dot" cx="([\d.]+)"/g)].map(match => Number(match[1]))
    assert.strictEqual(at.length, 4)
    assert.deepStrictEqual(
      at,
      [...at].sort((a, b) => a - b)
    )
    assert.match(page, /2019-07-06[^<]*<[\s\S]*2020-07-06[\s\S]*2021-07-06/)
  })

  it("says where its points do not compare strictly", () => {
    assert.include(drawn({ earlier: [on("2021-07-06", {}, ["p@2"])] }), warning)
    assert.include(drawn({ earlier: [on("2021-07-06", { population: { vi: "khác", en: "other" } })] }), warning)
    assert.include(drawn({ earlier: [on("2021-07-06", { cites: figure(place => `${place}'`).cites })] }), warning)
    const change = (day: string, figures?: ReadonlyArray<string>): Html.Change => ({
      on: PlainDate.make(day),
      label: { vi: "văn bản mới", en: "a new text" },
      ...(figures === undefined ? {} : { figures })
    })
    const earlier = [on("2021-07-06")]
    const crossed = drawn({ earlier, changes: [change("2021-09-28")] })
    assert.include(crossed, warning)
    assert.include(crossed, "2021-09-28: a new text")
    assert.strictEqual(crossed.match(/class="change"/g)?.length, 1)
    assert.include(drawn({ earlier, changes: [change("2022-07-06")] }), warning)
    assert.include(drawn({ earlier, changes: [change("2021-09-28", ["members"])] }), warning)
    for (const apart of [change("2021-07-06"), change("2022-07-07"), change("2021-09-28", ["another"])]) {
      assert.notInclude(drawn({ earlier, changes: [apart] }), warning, apart.on)
    }
  })

  it("of a series stands on the last day of each figure", () => {
    const of = (id: string, days: ReadonlyArray<string>, numerator: number) =>
      figure(plain, { id, numerator, remark: undefined, on: days.map(day => PlainDate.make(day)) })
    const figures = [of("b", ["2020-12-31", "2021-12-31"], 1076), of("a", ["2015-12-31"], 949)]
    const series: Html.Series = { label: { vi: "tốt", en: "good" }, figures: ["b", "a"] }
    const page = drawn({ series: [series] }, report(plain, { figures }))
    assert.strictEqual(page.match(/<svg/g)?.length, 1)
    assert.match(page, /2015-12-31: 949[\s\S]*2021-12-31: 1,076/)
    assert.notInclude(drawn({ series: [{ ...series, figures: ["a"] }] }, report(plain, { figures })), "<svg")
  })
})
