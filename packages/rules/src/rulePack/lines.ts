/** Pieces of a page in Markdown. */
import { Period, type PlainDate } from "@chibo/core"
import type { Citation } from "../Citation.ts"
import { render } from "../Citation.ts"
import type { LowerUnits } from "../Clause.ts"
import type { Context } from "./context.ts"
import type { Sentence } from "./expression.ts"

/** A table; empty where there are no rows. */
export const table = (columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
  rows.length === 0
    ? []
    : [
        `| ${columns.join(" | ")} |`,
        `| ${columns.map(() => "---").join(" | ")} |`,
        ...rows.map(row => `| ${row.map(cell => cell.replaceAll("|", "\\|")).join(" | ")} |`),
        ""
      ]

/** A condition as nested items below a heading item. */
export const bullets = (title: string, sentence: Sentence, at: Context, indent = ""): ReadonlyArray<string> =>
  sentence.kind === "test"
    ? [`${indent}- ${title === "" ? "" : `${title}: `}${sentence.says}`]
    : [
        `${indent}- ${title === "" ? "" : `${title}: `}${at.t.condition[sentence.kind]}`,
        ...sentence.of.flatMap(each => bullets("", each, at, `${indent}  `))
      ]

/** First and last day in words. */
export const during = (period: Period.Period, { t }: Context): string => {
  const last = Period.lastDay(period)
  return t.print.inForce(t.day(period.from), last === undefined ? undefined : t.day(last))
}

/** First and last day as two cells. */
export const days = (period: Period.Period, { t }: Context): readonly [string, string] => {
  const last: PlainDate.PlainDate | undefined = Period.lastDay(period)
  return [t.day(period.from), last === undefined ? t.print.stillRuns : t.day(last)]
}

/** Citations, each marked where its wording was not read. */
export const citations = (cites: ReadonlyArray<Citation>, { lang }: Context): string =>
  cites.map(cite => `${cite.sure === "quoted" ? "" : "⚠ "}${render(cite, lang)}`).join("; ")

/** What lower units may do. */
export const contract = (lowerUnits: ReadonlyArray<LowerUnits>, { t }: Context): string =>
  lowerUnits.map(may => t.print.may[may]).join(", ")
