/**
 * A report as one page that needs nothing else: no script, no request, printable on A4, readable on a telephone.
 */
import { Explain, type Report } from "@chibo/rules"
import { cited, count, day, distinct, type Naming, type Part, table, value } from "../internal/report.ts"
import { type Table, textOf } from "../internal/table.ts"
import { type Lang, words } from "../internal/words.ts"
import { html, type Markup, nothing } from "./markup.ts"
import { paper } from "./paper.ts"
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
  const { lang, explanations = [] } = options
  const t = words[lang]
  const names = reports.map(report => report.name ?? options.naming?.unit?.(report.unit) ?? report.unit)
  const title = `${t.report}: ${listed(names)} (${distinctOf(reports.map(({ validOn }) => day(validOn, lang)))})`
  const made = distinctOf(reports.map(report => `${day(report.validOn, lang)} · ${known(report, lang)} · ${report.digest.slice(0, 12)}`))
  const edges = { topLeft: listed(names), topRight: made, bottomLeft: t.edge, page: t.page }
  const links = linksOf(reports, explanations, options.rows ?? usualRows)
  return `<!DOCTYPE html>\n${
    html`<html lang="${lang}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${title}</title>
<style>${style}${paper(edges)}</style>
</head>
<body>
<main>
${
  reports.length < 2
    ? nothing
    : contents(
        names.map((name, i) => [`r${i + 1}`, name] as const),
        lang
      )
}
${reports.map((report, i) => one(report, `r${i + 1}`, names[i] ?? "", options, links))}
${explanations.length === 0 ? nothing : explained(explanations, links, options)}
</main>
<footer>${t.advice}</footer>
</body>
</html>`.text
  }\n`
}

// internal

const usualRows = 200

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} … (+${names.length - 3})`

const distinctOf = (texts: ReadonlyArray<string>): string => [...new Set(texts)].join("; ")

const known = ({ knownAt }: Report.Report, lang: Lang): string => `${words[lang].knownAt}: ${count(knownAt, lang)}`

type Task = Report.Report["tasks"][number]

/** Which explanation tells of a task, and which of the tasks shown is the first that it tells of. */
interface Links {
  readonly explanationOf: (task: Task) => string | undefined
  readonly firstOf: ReadonlyMap<string, Task>
}

const linksOf = (reports: ReadonlyArray<Report.Report>, all: ReadonlyArray<Explain.Explanation>, rows: number): Links => {
  const key = (question: string, subject: string) => JSON.stringify([question, subject])
  const ids = new Map(all.map(({ advice }, i) => [key(advice.question, advice.subject), `e${i + 1}`]))
  const explanationOf = (task: Task) => ids.get(key(task.question, task.subject))
  const firstOf = new Map<string, Task>()
  for (const task of reports.flatMap(({ tasks }) => tasks.slice(0, rows))) {
    const id = explanationOf(task)
    if (id !== undefined && !firstOf.has(id)) firstOf.set(id, task)
  }
  return { explanationOf, firstOf }
}

const contents = (entries: ReadonlyArray<readonly [id: string, name: string]>, lang: Lang): Markup =>
  html`<nav aria-label="${words[lang].contents}"><ul>${entries.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`

/** A part of a report under a heading, by the id that the contents lead to. */
interface Section {
  readonly id: string
  readonly name: string
  readonly body: Markup
}

const one = (report: Report.Report, id: string, name: string, options: Options, links: Links): Markup => {
  const { lang, earlier = [], series = [], changes = [], explanations = [], rows = usualRows } = options
  const t = words[lang]
  const trends = of([...earlier.filter(each => each.unit === report.unit), report], changes, series)
  const part = (which: Part, always = false): ReadonlyArray<Section> => {
    const made = table(report, which, lang, options.naming)
    if (made.rows.length === 0 && !always) return []
    const row = which === "tasks" ? (at: number) => linkOf(report.tasks[at], links) : () => undefined
    return [{ id: `${id}-${which}`, name: made.name, body: tableSection(made, rows, lang, which, row) }]
  }
  const sections: ReadonlyArray<Section> = [
    ...part("lapsed"),
    { id: `${id}-figures`, name: t.figures, body: figures(report, lang) },
    ...trendSection(trends, earlier.length > 0, lang).map(body => ({ id: `${id}-trends`, name: t.trends, body })),
    ...part("tasks", true),
    ...part("tallies"),
    ...part("departures"),
    ...part("quotas")
  ]
  const entries = sections.map(section => [section.id, section.name] as const)
  return html`<section class="report" id="${id}">
<header><h1>${name}</h1>
<p>${t.validOn}: ${day(report.validOn, lang)} · ${known(report, lang)}</p>
<p class="dim">${t.digest}: ${report.digest}</p>
<p class="dim">${t.packs}: ${report.packs.join(", ") || "–"}</p>
<p class="notice">${t.notice}</p></header>
${contents(explanations.length === 0 ? entries : [...entries, ["explanations", t.explanations]], lang)}
${sections.map(section => html`<section id="${section.id}">${section.body}</section>\n`)}</section>
`
}

const figures = (report: Report.Report, lang: Lang): Markup => {
  const t = words[lang]
  const cards = report.figures.map(figure => card(figure, lang))
  return html`<h2>${t.figures}</h2>
${cards.length === 0 ? html`<p>${t.none}</p>` : html`<div class="cards">${cards}</div>`}`
}

/** Where trends were asked for and there is none, the page says so. */
const trendSection = (trends: ReadonlyArray<Trend>, asked: boolean, lang: Lang): ReadonlyArray<Markup> => {
  if (trends.length === 0 && !asked) return []
  const t = words[lang]
  const drawn = trends.map(each => draw(each, lang))
  return [html`<h2>${t.trends}</h2>\n${drawn.length === 0 ? html`<p>${t.noTrend}</p>` : html`<div class="cards trends">${drawn}</div>`}`]
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

/** What a row of a table leads to, and the id under which it is found again. */
interface Link {
  readonly to: string
  readonly id: string | undefined
}

const linkOf = (task: Task | undefined, { explanationOf, firstOf }: Links): Link | undefined => {
  const to = task === undefined ? undefined : explanationOf(task)
  return to === undefined ? undefined : { to, id: firstOf.get(to) === task ? backOf(to) : undefined }
}

const backOf = (id: string): string => `${id}-task`

/** The column of a table of tasks that says whom or what a task is about. */
const subjectColumn = 4

const tableSection = (
  { name, header, rows }: Table,
  most: number,
  lang: Lang,
  kind: Part,
  link: (row: number) => Link | undefined
): Markup => {
  const t = words[lang]
  const shown = rows.slice(0, most)
  const rest = rows.length - shown.length
  const numeric = header.map((_, column) => shown.every(row => typeof row[column] === "number"))
  const heading = html`<h2>${name}${rows.length === 0 ? "" : ` (${count(rows.length, lang)})`}</h2>`
  if (rows.length === 0) return html`${heading}\n<p>${t.none}</p>`
  const row = (cells: Table["rows"][number], at: number): Markup => {
    const found = link(at)
    const all = cells.map((value, column) => {
      const text = typeof value === "number" ? count(value, lang) : textOf(value)
      const inner = found !== undefined && column === subjectColumn ? html`<a href="#${found.to}">${text}</a>` : text
      const label = header[column] ?? ""
      return typeof value === "number"
        ? html`<td class="number" data-label="${label}">${inner}</td>`
        : html`<td data-label="${label}">${inner}</td>`
    })
    return found?.id === undefined ? html`<tr>${all}</tr>\n` : html`<tr id="${found.id}">${all}</tr>\n`
  }
  return html`${heading}
<table class="${kind}"><caption>${name}</caption><thead><tr>${header.map((each, i) => (numeric[i] === true ? html`<th scope="col" class="number">${each}</th>` : html`<th scope="col">${each}</th>`))}</tr></thead>
<tbody>${shown.map(row)}</tbody></table>
${rest === 0 ? nothing : html`<p class="dim">${t.more(count(rest, lang))}</p>`}`
}

/** The explanations, unfolded: what is folded away is unfolded again on paper, but not by every program. */
const explained = (all: ReadonlyArray<Explain.Explanation>, { firstOf }: Links, { lang, naming }: Options): Markup => {
  const t = words[lang]
  const called = (subject: string) => naming?.subject?.(subject) ?? subject
  return html`<section id="explanations"><h2>${t.explanations}</h2>
${all.map((each, i) => {
  const id = `e${i + 1}`
  const back = firstOf.has(id) ? html`<p class="back"><a href="#${backOf(id)}">${t.back}</a></p>\n` : nothing
  return html`<details open="" id="${id}"><summary><h3>${called(each.advice.subject)}</h3></summary>
<pre>${Explain.toText(each, lang)}</pre>
${back}</details>\n`
})}</section>`
}
