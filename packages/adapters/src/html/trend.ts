/**
 * How a figure went over days, as a picture: drawn only where there are two points or more, and said where they do not compare strictly.
 */
import { PlainDate } from "@chibo/core"
import type { Citation, Report } from "@chibo/rules"
import { count, day, value } from "../internal/report.ts"
import { type Lang, words } from "../internal/words.ts"
import { html, type Markup, nothing } from "./markup.ts"

// model

/**
 * A day from which other texts apply to the figures named, to all unless told; it is drawn into every trend of these that it falls into.
 *
 * @since 0.2.0
 */
export interface Change {
  readonly on: PlainDate.PlainDate
  readonly label: Citation.Wording
  readonly figures?: ReadonlyArray<string>
}

/**
 * Figures of one report that tell one thing of different days, such as an evaluation of two years; each stands at the last of its days.
 *
 * @since 0.2.0
 */
export interface Series {
  readonly label: Citation.Wording
  readonly figures: ReadonlyArray<string>
}

/** A figure of several days, the earliest first. */
export interface Trend {
  readonly label: Citation.Wording
  readonly points: ReadonlyArray<Point>
  /** Changes after the first point and up to the last. */
  readonly changes: ReadonlyArray<Change>
  /** Whether all points were made by the same rules, of the same population. */
  readonly comparable: boolean
}

interface Point {
  readonly on: PlainDate.PlainDate
  readonly figure: Report.Figure
  /** What is drawn: a percentage or a count. */
  readonly height: number
}

// constructors

/**
 * The trends of a unit from its reports: of each figure that two of them or more have a value for, and of the series of the last one. Of two
 * reports of a day, the later in the list counts.
 */
export const of = (
  reports: ReadonlyArray<Report.Report>,
  changes: ReadonlyArray<Change>,
  series: ReadonlyArray<Series>
): ReadonlyArray<Trend> => {
  const byDay = new Map(reports.map(report => [report.validOn, report]))
  const inOrder = [...byDay.values()].sort((a, b) => PlainDate.compare(a.validOn, b.validOn))
  const last = inOrder[inOrder.length - 1]
  const ids = new Set(inOrder.flatMap(report => report.figures.map(figure => figure.id)))
  return [
    ...[...ids].flatMap(id =>
      trend(
        undefined,
        inOrder.flatMap(report => find(report, id).map(figure => place(report, figure, report.validOn))),
        changes
      )
    ),
    ...series.flatMap(({ label, figures }) =>
      trend(
        label,
        last === undefined
          ? []
          : figures
              .flatMap(id => find(last, id))
              .map(figure => place(last, figure, figure.on[figure.on.length - 1] ?? last.validOn))
              .sort((a, b) => PlainDate.compare(a.on, b.on)),
        changes
      )
    )
  ]
}

// operations

/** A trend as a picture with its points, each with numerator and denominator. */
export const draw = ({ label, points, changes, comparable }: Trend, lang: Lang): Markup => {
  const [first, last] = [points[0], points[points.length - 1]]
  if (first === undefined || last === undefined) return nothing
  const t = words[lang]
  const top = Math.max(...points.map(point => point.height), 0)
  const scale = niceTop(top)
  const span = Math.max(1, PlainDate.daysBetween(first.on, last.on))
  const x = (on: PlainDate.PlainDate) => round(left + (PlainDate.daysBetween(first.on, on) / span) * (right - left))
  const y = (height: number) => round(bottom - (height / scale) * (bottom - above))
  const unit = first.figure.show === "share" ? "%" : ""
  const line = points.map(point => `${x(point.on)},${y(point.height)}`).join(" ")
  const saidDay = (point: Point) => day(point.on, lang)
  const summary = points.map(point => `${saidDay(point)}: ${value(point.figure, lang)}`).join("; ")
  const anchor = (point: Point) => (point === first ? "start" : point === last ? "end" : "middle")
  const labelled = points.length <= 5 ? points : [first, last]
  return html`<figure class="card"><h3>${label[lang]}</h3>
<svg viewBox="0 0 320 150" role="img" aria-label="${label[lang]}: ${summary}">
<line class="axis" x1="${left - 8}" x2="${right + 8}" y1="${bottom}" y2="${bottom}"/><line class="axis" x1="${left - 8}" x2="${right + 8}" y1="${above}" y2="${above}"/>
<text class="soft" x="${left - 12}" y="${bottom + 4}" text-anchor="end">0</text><text class="soft" x="${left - 12}" y="${above + 4}" text-anchor="end">${count(scale, lang)}${unit}</text>
${changes.map(({ on }) => html`<line class="change" x1="${x(on)}" x2="${x(on)}" y1="${above}" y2="${bottom}"/>`)}
<polyline class="line" points="${line}"/>
${points.map(point => html`<circle class="dot" cx="${x(point.on)}" cy="${y(point.height)}" r="3.5"/>`)}
${labelled.map(
  point =>
    html`<text class="strong" x="${x(point.on)}" y="${y(point.height) - 9}" text-anchor="${anchor(point)}">${value(point.figure, lang)}</text><text class="soft" x="${x(point.on)}" y="${bottom + 17}" text-anchor="${anchor(point)}">${saidDay(point)}</text>`
)}
</svg>
${last.figure.remark === undefined ? nothing : html`<p class="dim">${last.figure.remark[lang]}</p>`}
<p class="dim">${points.map((point, i) => html`${i === 0 ? "" : " · "}<span class="pair">${saidDay(point)}: ${count(point.figure.numerator, lang)} / ${count(point.figure.denominator, lang)}</span>`)} ${last.figure.population[lang]}</p>
${comparable ? nothing : html`<p class="dim">⚠ ${t.notComparable}${changes.length === 0 ? "" : ` (${changes.map(change => `${day(change.on, lang)}: ${change.label[lang]}`).join("; ")})`}.</p>`}
</figure>`
}

// internal

interface Placed extends Point {
  readonly rules: string
}

const find = (report: Report.Report, id: string): ReadonlyArray<Report.Figure> =>
  report.figures.filter(figure => figure.id === id && (figure.show === "count" || figure.denominator > 0))

const place = (report: Report.Report, figure: Report.Figure, on: PlainDate.PlainDate): Placed => ({
  on,
  figure,
  height: heightOf(figure),
  rules: [...report.packs, ...report.lapsed.map(each => `lapsed ${each.pack}`)].sort().join()
})

/** A trend of points in order, or none: of fewer than two, or of a figure of days of its own, which does not move with the report's. */
const trend = (
  label: Citation.Wording | undefined,
  points: ReadonlyArray<Placed>,
  changes: ReadonlyArray<Change>
): ReadonlyArray<Trend> => {
  const [first, last] = [points[0], points[points.length - 1]]
  if (first === undefined || last === undefined || first.on === last.on) return []
  const same = (key: (point: Placed) => string) => new Set(points.map(key)).size === 1
  if (label === undefined && same(({ figure }) => figure.on.join())) return []
  const ids = new Set(points.map(({ figure }) => figure.id))
  const between = changes.filter(
    ({ on, figures }) => first.on < on && on <= last.on && (figures === undefined || figures.some(id => ids.has(id)))
  )
  const basis = ({ figure: { show, population, cites, remark } }: Placed) => JSON.stringify([show, population, cites, remark])
  const comparable = between.length === 0 && same(({ rules }) => rules) && same(basis)
  return [{ label: label ?? last.figure.label, points, changes: between, comparable }]
}

const [left, right, above, bottom] = [52, 300, 26, 118]

const heightOf = (figure: Report.Figure): number =>
  figure.show === "count" ? figure.numerator : (figure.numerator * 100) / Math.max(1, figure.denominator)

/** The next round number that nothing stands above. */
const niceTop = (most: number): number => {
  if (most <= 5) return 5
  const power = 10 ** Math.floor(Math.log10(most))
  return (power / 10) * ([10, 12, 15, 20, 25, 30, 40, 50, 60, 80].find(step => (power / 10) * step >= most) ?? 100)
}

const round = (at: number): number => Math.round(at * 10) / 10
