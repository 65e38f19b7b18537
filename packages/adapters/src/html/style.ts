import { Markup } from "./markup.ts"

/** The one style sheet of a page: for a screen of any width, and for paper of the size A4. No image, no font and no script is asked for. */
export const style = new Markup(`
:root { --ink: #1d2328; --dim: #57616a; --line: #d5dade; --soft: #f5f6f7; --accent: #9c1c1c; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 70rem; color: var(--ink); background: #fff; font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", Roboto, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
figure { margin: 0; }
h2 { margin: 2.2rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent); font-size: 1.15rem; }
h3 { margin: 0 0 .3rem; font-size: 1rem; line-height: 1.35; }
header { padding-left: .9rem; border-left: 5px solid var(--accent); }
header p { margin: .25rem 0 0; color: var(--dim); }
p { margin: .4rem 0; }
.dim { color: var(--dim); font-size: .85rem; }
.cards { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
.card { padding: .8rem .9rem; border: 1px solid var(--line); border-radius: 6px; break-inside: avoid; }
.card h3 { font-weight: 600; }
.card p { margin: .15rem 0; }
.value { color: var(--accent); font-size: 1.7rem; font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums; }
.cites { color: var(--dim); font-size: .8rem; line-height: 1.4; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
thead { display: table-header-group; }
th, td { padding: .4rem .55rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; unicode-bidi: isolate; }
th { background: var(--soft); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr { break-inside: avoid; }
.tasks th:nth-child(3) { width: 16%; }
.tasks th:nth-child(4), .tasks th:nth-child(6) { width: 24%; }
.tasks td:first-child { font-variant-numeric: tabular-nums; }
.report + .report { margin-top: 4rem; }
.report + .report, .report + section { break-before: page; }
pre { margin: 0; padding: .8rem .9rem; background: var(--soft); border-radius: 6px; font: inherit; font-size: .87rem; white-space: pre-wrap; }
.pair { white-space: nowrap; }
section section { margin-bottom: 1rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font: 11px system-ui, "Segoe UI", "Noto Sans", Roboto, sans-serif; }
svg .axis { stroke: var(--line); }
svg .change { stroke: var(--dim); stroke-dasharray: 4 3; }
svg .line { fill: none; stroke: var(--accent); stroke-width: 2; }
svg .dot { fill: #fff; stroke: var(--accent); stroke-width: 2; }
svg .soft { fill: var(--dim); }
svg .strong { font-weight: 700; }
footer { margin-top: 2.5rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--dim); font-size: .85rem; }
@media (max-width: 40rem) {
  body { padding: 1rem; }
  h1 { font-size: 1.3rem; }
  .cards { grid-template-columns: 1fr; }
  table, tbody, tr, td { display: block; width: 100%; }
  thead { display: none; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td, td.number { padding: .1rem 0; border: 0; text-align: left; white-space: normal; }
  td::before { content: attr(data-label) ": "; color: var(--dim); }
  td:empty { display: none; }
}
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  .cards { grid-template-columns: 1fr 1fr 1fr; gap: 3mm; }
  .card { padding: 2mm 3mm; font-size: 8.5pt; line-height: 1.35; }
  .card h3 { font-size: 9.5pt; }
  .card .dim, .cites { font-size: 7.5pt; }
  .value { font-size: 15pt; }
  table { font-size: 8.5pt; }
  pre, th { background: none; }
  pre { padding: 0 0 0 3mm; font-size: 8.5pt; line-height: 1.4; border-left: 1px solid var(--line); border-radius: 0; }
}
`)
