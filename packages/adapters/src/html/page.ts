/**
 * A report as one page that needs nothing else: no script, no request, printable on A4, readable on a telephone.
 */
import { Explain, type Report } from "@chibo/rules"
import { cited, count, day, distinct, type Naming, type Part, table, value } from "../internal/report.ts"
import type { Table } from "../internal/table.ts"
import { type Lang, words } from "../internal/words.ts"
import { html, type Markup, nothing } from "./markup.ts"
import { style } from "./style.ts"
import { type Change, draw, of, type Series, type Trend } from "./trend.ts"

// model

/**
 * - `lang`: of everything on the page.
 * - `earlier`: reports of the same unit on other days; figures that both have are drawn as trends.
 * - `series`: figures that tell one thing of different days; they are drawn as trends too.
 * - `changes`: days from which other texts apply, for trends that cross them.
 * - `explanations`: why chosen subjects are advised as they are.
 * - `naming`: how units and subjects are called.
 * - `rows`: how many rows of a table are shown, 200 unless told; the page says how many more there are.
 *
 * @since 0.2.0
 */
export interface Options {
  readonly lang: "vi" | "en"
  readonly earlier?: ReadonlyArray<Report.Report>
  readonly series?: ReadonlyArray<Series>
  readonly changes?: ReadonlyArray<Change>
  readonly explanations?: ReadonlyArray<Explain.Explanation>
  readonly naming?: Naming
  readonly rows?: number
}

// operations

/**
 * The page of a report. It is well-formed as XML too; whatever stands in a report stands there as text.
 *
 * @since 0.2.0
 */
export const page = (report: Report.Report, options: Options): string => pageOf([report], options)

/**
 * One page of several reports, of units that together make up what was asked about.
 *
 * @since 0.2.0
 */
export const pageOf = (reports: ReadonlyArray<Report.Report>, options: Options): string => {
  const { lang } = options
  const t = words[lang]
  const names = reports.map(report => report.name ?? options.naming?.unit?.(report.unit) ?? report.unit)
  const title = `${t.report}: ${names.join(", ")}`
  return `<!DOCTYPE html>\n${
    html`<html lang="${lang}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${reports.map((report, i) => one(report, names[i] ?? "", options))}
${explanations(options.explanations ?? [], options)}
</main>
<footer>${t.advice}</footer>
</body>
</html>`.text
  }\n`
}

// internal

const one = (report: Report.Report, name: string, options: Options): Markup => {
  const { lang, earlier = [], series = [], changes = [], rows = 200 } = options
  const t = words[lang]
  const trends = of([...earlier.filter(each => each.unit === report.unit), report], changes, series)
  const part = (which: Part, always = false): Markup => {
    const made = table(report, which, lang, options.naming)
    return made.rows.length === 0 && !always ? nothing : section(made, rows, lang, which)
  }
  return html`<section class="report">
<header><h1>${name}</h1>
<p>${t.validOn}: ${day(report.validOn, lang)} · ${t.knownAt}: ${count(report.knownAt, lang)}</p>
<p class="dim">${t.packs}: ${report.packs.join(", ") || "–"}</p></header>
${part("lapsed")}
<section><h2>${t.figures}</h2>
${report.figures.length === 0 ? html`<p>${t.none}</p>` : html`<div class="cards">${report.figures.map(figure => card(figure, lang))}</div>`}
</section>
${trendSection(trends, earlier.length > 0, lang)}
${part("tasks", true)}
${part("tallies")}
${part("departures")}
${part("quotas")}
</section>
`
}

/** Where trends were asked for and there is none, the page says so. */
const trendSection = (trends: ReadonlyArray<Trend>, asked: boolean, lang: Lang): Markup => {
  if (trends.length === 0 && !asked) return nothing
  const t = words[lang]
  const body = trends.length === 0 ? html`<p>${t.noTrend}</p>` : html`<div class="cards">${trends.map(each => draw(each, lang))}</div>`
  return html`<section><h2>${t.trends}</h2>\n${body}</section>`
}

const card = (figure: Report.Figure, lang: Lang): Markup => {
  const t = words[lang]
  const beside = [
    ...(figure.decimals === undefined ? [] : [`${t.rounding.toLowerCase()} ${t.rounded(figure.decimals)}`]),
    ...(Object.keys(figure.distinct).length === 0 ? [] : [distinct(figure, lang)]),
    ...(figure.undetermined === 0 ? [] : [`${t.undetermined.toLowerCase()}: ${count(figure.undetermined, lang)}`])
  ]
  return html`<article class="card"><h3>${figure.label[lang]}</h3>
<p class="value">${value(figure, lang)}</p>
<p>${count(figure.numerator, lang)} / ${count(figure.denominator, lang)} ${figure.population[lang]}</p>
<p class="dim">${figure.on.map(on => day(on, lang)).join("; ")}${beside.length === 0 ? "" : ` · ${beside.join("; ")}`}</p>
${figure.remark === undefined ? nothing : html`<p class="dim">${figure.remark[lang]}</p>`}
<p class="cites">${t.under}: ${cited(figure.cites, lang)}</p></article>`
}

const section = ({ name, header, rows }: Table, most: number, lang: Lang, kind: string): Markup => {
  const t = words[lang]
  const shown = rows.slice(0, most)
  const rest = rows.length - shown.length
  const numeric = (column: number) => shown.every(row => typeof row[column] === "number")
  const cell = (value: string | number, column: number): Markup =>
    typeof value === "number"
      ? html`<td class="number" data-label="${header[column] ?? ""}">${count(value, lang)}</td>`
      : html`<td data-label="${header[column] ?? ""}">${value}</td>`
  const body = html`<table class="${kind}"><thead><tr>${header.map((each, i) => (numeric(i) ? html`<th class="number">${each}</th>` : html`<th>${each}</th>`))}</tr></thead>
<tbody>${shown.map(row => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table>`
  return html`<section><h2>${name}${rows.length === 0 ? "" : ` (${count(rows.length, lang)})`}</h2>
${rows.length === 0 ? html`<p>${t.none}</p>` : body}
${rest === 0 ? nothing : html`<p class="dim">${t.more(count(rest, lang))}</p>`}</section>`
}

const explanations = (all: ReadonlyArray<Explain.Explanation>, { lang, naming }: Options): Markup => {
  if (all.length === 0) return nothing
  const called = (subject: string) => naming?.subject?.(subject) ?? subject
  return html`<section><h2>${words[lang].explanations}</h2>
${all.map(each => html`<section><h3>${called(each.advice.subject)}</h3><pre>${Explain.toText(each, lang)}</pre></section>`)}</section>`
}
