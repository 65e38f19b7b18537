/**
 * A report as tables, one for each of its parts: the same for a workbook, for files of their own and for a page.
 */
import { Fact, type Id, PlainDate, Vietnamese } from "@chibo/core"
import { Citation, type Report } from "@chibo/rules"
import type { Day, Table } from "./table.ts"
import { type Lang, words } from "./words.ts"

// model

/**
 * How units and subjects are called, where the reader of a report may know. Without a name, the id stands.
 *
 * @since 0.2.0
 */
export interface Naming {
  readonly unit?: (unit: Id.UnitId) => string | undefined
  readonly subject?: (subject: string) => string | undefined
}

/** The parts of a report that are tables. */
export type Part = "report" | "figures" | "tallies" | "tasks" | "departures" | "quotas" | "lapsed"

// operations

/** A day as the language writes it. */
export const day = (on: PlainDate.PlainDate, lang: Lang): string => (lang === "vi" ? PlainDate.formatVietnamese(on) : on)

/** A count as the language writes it. */
export const count = (number: number, lang: Lang): string => Vietnamese.formatInteger(number, lang)

/** What a figure comes to: a percentage, or a count; a dash where there is nobody to count. */
export const value = (figure: Report.Figure, lang: Lang): string =>
  figure.show === "count" ? count(figure.numerator, lang) : figure.percent === undefined ? "–" : `${figure.percent[lang]}%`

/** Texts that something rests on, as one reads them. */
export const cited = (cites: ReadonlyArray<Citation.Citation>, lang: Lang): string =>
  cites.map(each => Citation.render(each, lang)).join("; ")

/** A part as a table. */
export const table = (report: Report.Report, part: Part, lang: Lang, naming: Naming = {}): Table => {
  const t = words[lang]
  const unit = (id: Id.UnitId) => naming.unit?.(id) ?? id
  const subject = (id: string) => naming.subject?.(id) ?? id
  const said = (question: string, answer: string) =>
    report.tallies.find(tally => tally.question === question)?.words[answer]?.[lang] ?? answer
  const asked = (question: string) => report.tallies.find(tally => tally.question === question)?.label[lang] ?? question
  const make = (header: Table["header"], rows: Table["rows"]): Table => ({ name: t[part], header, rows })
  switch (part) {
    case "report":
      return make(
        [t.unit, report.name ?? unit(report.unit)],
        [
          [t.id, report.unit],
          [t.validOn, dayCell(report.validOn, lang)],
          [t.knownAt, report.knownAt],
          [t.digest, report.digest],
          ...report.packs.map(pack => [t.packs, pack]),
          [t.remark, t.advice],
          [t.remark, t.notice]
        ]
      )
    case "figures":
      return make(
        [
          ...[t.id, t.figure, t.value, t.numerator, t.denominator, t.population, t.undetermined],
          ...[t.rounding, t.distinct, t.days, t.remark, t.under]
        ],
        report.figures.map(figure => [
          figure.id,
          figure.label[lang],
          value(figure, lang),
          figure.numerator,
          figure.denominator,
          figure.population[lang],
          figure.undetermined,
          figure.decimals === undefined ? "" : t.rounded(figure.decimals),
          distinct(figure, lang),
          days(figure.on, lang),
          figure.remark?.[lang] ?? "",
          cited(figure.cites, lang)
        ])
      )
    case "tallies":
      return make(
        [t.question, t.answer, t.count],
        report.tallies.flatMap(tally =>
          Object.entries(tally.answers).map(([answer, number]) => [tally.label[lang], tally.words[answer]?.[lang] ?? answer, number])
        )
      )
    case "tasks":
      return make(
        [t.due, t.who, t.unit, t.what, t.subject, t.under, t.closedBy],
        report.tasks.map(task => [
          task.due === undefined ? t.noDue : dayCell(task.due, lang),
          task.who[lang],
          unit(task.unit),
          task.what[lang],
          subject(task.subject),
          cited(task.under, lang),
          recordedAs(task.closedBy, lang)
        ])
      )
    case "departures":
      return make(
        [t.question, t.subject, t.advised, t.decided],
        report.departures.map(each => [
          asked(each.question),
          subject(each.subject),
          said(each.question, each.advised),
          said(each.question, each.decided)
        ])
      )
    case "quotas":
      return make(
        [t.unit, t.clause, t.days, t.counted, t.limit, t.within],
        report.quotas.map(quota => [
          unit(quota.unit),
          quota.clause,
          dayCell(quota.on, lang),
          quota.counted,
          quota.limits.join(" / ") || t.unknown,
          quota.within === undefined ? t.unknown : quota.within ? t.yes : t.no
        ])
      )
    case "lapsed":
      return make(
        [t.pack, t.remark, t.text],
        report.lapsed.map(each => [each.pack, each.label[lang], each.texts.join("; ")])
      )
  }
}

/** All parts, as tables. */
export const tables = (report: Report.Report, lang: Lang, naming: Naming = {}): ReadonlyArray<Table> =>
  parts.map(part => table(report, part, lang, naming))

/** What a figure counts besides, such as cells: `31 cells`. */
export const distinct = (figure: Report.Figure, lang: Lang): string =>
  Object.entries(figure.distinct)
    .map(([name, number]) => `${count(number, lang)} ${nouns[name]?.[lang] ?? name}`)
    .join("; ")

// internal

const parts = ["report", "figures", "tallies", "tasks", "departures", "quotas", "lapsed"] as const

/** A day as a cell that is shown as the language writes it. */
const dayCell = (on: PlainDate.PlainDate, lang: Lang): Day => ({ day: on, format: lang === "vi" ? "dd/mm/yyyy" : "yyyy-mm-dd" })

/** One day is a cell of days; several are words. */
const days = (all: ReadonlyArray<PlainDate.PlainDate>, lang: Lang): Day | string => {
  const [only] = all
  return only !== undefined && all.length === 1 ? dayCell(only, lang) : all.map(on => day(on, lang)).join("; ")
}

/** What a kind of fact is called. Packs may name kinds that are not known here; these stand as they are. */
const recordedAs = (kind: string, lang: Lang): string => Fact.label(kind as Fact.Kind)[lang] // sound: an unknown kind is its own label

/** Names under which packs count something besides. */
const nouns: Readonly<Record<string, Readonly<Record<Lang, string>>>> = { cells: { vi: "chi bộ", en: "cells" } }
