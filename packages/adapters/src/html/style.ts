import { Markup } from "./markup.ts"

/**
 * The style sheet of a page: for a screen of any width, light or dark, and for paper, which is always light and has everything unfolded. No
 * image, no font and no script is asked for; what has no place to break is broken anywhere.
 */
export const style = new Markup(`
:root { --ink: #1d2328; --dim: #57616a; --line: #d5dade; --soft: #f5f6f7; --paper: #fff; --accent: #9c1c1c; color-scheme: light; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ea; --dim: #a7b0b8; --line: #3c444b; --soft: #20262b; --paper: #14181b; --accent: #f0958c; color-scheme: dark; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 70rem; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", Roboto, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
figure { margin: 0; }
h2 { margin: 2.2rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent); font-size: 1.15rem; }
h3 { margin: 0 0 .3rem; font-size: 1rem; line-height: 1.35; }
a { color: var(--accent); }
header { padding-left: .9rem; border-left: 5px solid var(--accent); }
header p { margin: .25rem 0 0; color: var(--dim); }
header .notice { color: var(--ink); font-size: .9rem; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 1rem 0 0; padding: 0; list-style: none; }
p { margin: .4rem 0; }
.dim { color: var(--dim); font-size: .85rem; }
.cards { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); }
.card { min-width: 0; padding: .8rem .9rem; border: 1px solid var(--line); border-radius: 6px; break-inside: avoid; }
.card h3 { font-weight: 600; }
.card p { margin: .15rem 0; }
.value { color: var(--accent); font-size: 1.7rem; font-weight: 700; line-height: 1.25; font-variant-numeric: tabular-nums; }
.cites { color: var(--dim); font-size: .8rem; line-height: 1.4; }
table { position: relative; width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .9rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
thead { display: table-header-group; }
th, td { padding: .4rem .55rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; unicode-bidi: isolate; }
th { background: var(--soft); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
tr:target td { background: var(--soft); }
.tasks th { width: 11%; }
.tasks th:nth-child(2), .tasks th:nth-child(3) { width: 13%; }
.tasks th:nth-child(4) { width: 18%; }
.tasks th:nth-child(6) { width: 23%; }
.tasks td:first-child { font-variant-numeric: tabular-nums; }
.tallies th:nth-child(3) { width: 14%; }
.departures th:nth-child(-n + 2) { width: 20%; }
.quotas th:nth-child(n + 3) { width: 13%; }
.report + .report { margin-top: 4rem; }
.report + .report, .report + section { break-before: page; }
details { margin-bottom: 1rem; }
summary { break-after: avoid; cursor: pointer; }
summary h3 { display: inline; }
pre { margin: .3rem 0 0; padding: .8rem .9rem; background: var(--soft); border-radius: 6px; font: inherit; font-size: .87rem; white-space: pre-wrap; text-indent: 2.4em hanging each-line; orphans: 3; widows: 3; }
.pair { white-space: nowrap; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--ink); font: 11px system-ui, "Segoe UI", "Noto Sans", Roboto, sans-serif; }
svg .axis { stroke: var(--line); }
svg .change { stroke: var(--dim); stroke-dasharray: 4 3; }
svg .line { fill: none; stroke: var(--accent); stroke-width: 2; }
svg .dot { fill: var(--paper); stroke: var(--accent); stroke-width: 2; }
svg .soft { fill: var(--dim); }
svg .strong { font-weight: 700; }
footer { margin-top: 2.5rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--dim); font-size: .85rem; }
@media screen and (max-width: 40rem) {
  body { padding: 1rem; }
  h1 { font-size: 1.3rem; }
  table, tbody, tr, td { display: block; width: 100%; }
  thead { display: none; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td, td.number { padding: .1rem 0; border: 0; text-align: left; }
  td::before { content: attr(data-label) ": "; color: var(--dim); }
  td:empty { display: none; }
  nav li { padding: .3rem 0; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, h3, thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  nav, .back { display: none; }
  a { color: inherit; text-decoration: none; }
  .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 3mm; }
  .cards.trends { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .card { padding: 2mm 3mm; font-size: 8.5pt; line-height: 1.35; }
  .card h3 { font-size: 9.5pt; }
  .card .dim, .cites { font-size: 7.5pt; }
  .value { font-size: 15pt; }
  table { font-size: 8.5pt; }
  th, td { padding: 1mm 1.5mm; line-height: 1.35; }
  pre, th { background: none; }
  th { border-bottom: 1px solid var(--ink); }
  summary { list-style: none; }
  summary::-webkit-details-marker { display: none; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  pre { padding: 0 0 0 3mm; font-size: 8.5pt; line-height: 1.4; border-left: 1px solid var(--line); border-radius: 0; }
}
`)
