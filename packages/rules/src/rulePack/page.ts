/** The page of a pack: clause by clause, value by value, with how sure the wording is. */
import type { Citation, Sureness, Wording } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import type { Dated } from "../Dated.ts"
import type { Measure, Setting } from "../Measure.ts"
import { isOfClause } from "../Overlay.ts"
import type { RulePack } from "../pack/model.ts"
import { Fact } from "@chibo/core"
import { clauseLines, overlayLines } from "./clause.ts"
import { type Context, context, textOf } from "./context.ts"
import { condition, setting } from "./expression.ts"
import { bullets, citations, contract, days, table } from "./lines.ts"

/**
 * A page in Markdown that an official can check against the regulation: each clause with its condition in words, its conclusion, citations and
 * what lower units may change; values over time; what nobody has read. `above` are the packs it builds on, the highest first: their labels are
 * used, their clauses not printed.
 *
 * @since 0.2.0
 */
export const print = (pack: RulePack, lang: keyof Wording, above: ReadonlyArray<RulePack> = []): string => {
  const at = context(pack, above, lang)
  const { t } = at
  return `${[
    `# ${pack.label[lang]}`,
    "",
    `\`${pack.id}\`, ${t.print.version(pack.version)}; ${t.print.jurisdiction(pack.jurisdiction === "everywhere" ? undefined : pack.jurisdiction)}.`,
    "",
    t.print.made,
    t.print.advice,
    "",
    ...sureness(at),
    ...texts(at),
    `## ${t.print.questions}`,
    "",
    ...questions(at),
    ...departures(at),
    ...values(at),
    ...unreads(at),
    ...measures(at),
    ...indicators(at)
  ]
    .join("\n")
    .trimEnd()}\n`
}

// internal

/** From the surest on. */
const grades: ReadonlyArray<Sureness> = ["quoted", "reported", "conflicting", "recalled", "practice", "inferred"]

const surest = (cites: ReadonlyArray<Citation>): Sureness => grades.find(sure => cites.some(cite => cite.sure === sure)) ?? "inferred"

const sureness = ({ pack, t }: Context): ReadonlyArray<string> => {
  const clauses = pack.clauses.map(clause => (clause.type === "unread" ? "unread" : surest(clause.cites)))
  const entries = [...pack.parameters, ...pack.overlays].flatMap((each): Dated<Setting> => ("values" in each ? each.values : []))
  const valued = entries.map(entry =>
    entry.state === "unread" ? "unread" : entry.state === "known" ? surest(entry.cites) : ("conflicting" as const)
  )
  const rows = ([...grades, "unread"] as const).flatMap(grade => {
    const [a, b] = [clauses.filter(each => each === grade).length, valued.filter(each => each === grade).length]
    return a + b === 0 ? [] : [[`${grade === "quoted" ? "" : "⚠ "}${t.print.sure[grade]}`, String(a), String(b)]]
  })
  return [`## ${t.print.sureHeading}`, "", t.print.sureIntro, "", ...table(t.print.sureColumns, rows)]
}

const texts = ({ pack, t, lang }: Context): ReadonlyArray<string> => [
  `## ${t.print.texts}`,
  "",
  ...table(
    t.print.textColumns,
    pack.texts
      .toSorted((a, b) => ((a.date ?? "") < (b.date ?? "") ? -1 : (a.date ?? "") > (b.date ?? "") ? 1 : 0))
      .map(({ number, date, title, id }) => [number, date === undefined ? "" : t.day(date), title[lang], `\`${id}\``])
  )
]

const questions = (at: Context): ReadonlyArray<string> => {
  const { pack, t, lang } = at
  const own = pack.questions.map(question => question.id)
  const others = pack.clauses.map(clause => clause.question).filter(id => !own.includes(id))
  return [...new Set([...own, ...others])].flatMap(id => {
    const question = at.questions.get(id)
    if (question === undefined) return []
    const clauses = pack.clauses.filter(clause => clause.question === id)
    const ruling =
      question.rulingDay === undefined ? t.print.askedDay : (at.measures.get(question.rulingDay)?.label[lang] ?? question.rulingDay)
    return [
      `### ${question.label[lang]}`,
      "",
      `\`${id}\`${own.includes(id) ? "" : ` (${t.print.fromAbove})`}`,
      "",
      `- ${t.print.askedOf}: ${t.print.subject[question.subject]}`,
      `- ${t.print.rulingDay}: ${ruling}`,
      `- ${t.why.decides}: ${question.decides[lang]}`,
      `- ${t.print.outcomes}: ${Object.values(question.outcomes)
        .map(outcome => outcome[lang])
        .join("; ")}`,
      ...(question.open === true && own.includes(id) ? [`- ${t.print.open}`] : []),
      ...(clauses.length === 0 ? [`- ${t.print.noClauses}`] : []),
      "",
      ...inOrder(clauses).flatMap(clause => clauseLines(clause, at))
    ]
  })
}

/** Who is left out first; then each clause by its first day, and right after it what excepts it. */
const inOrder = (clauses: ReadonlyArray<Clause>): ReadonlyArray<Clause> => {
  const ids = new Set(clauses.map(clause => clause.id))
  const below = (id: string): ReadonlyArray<Clause> =>
    clauses.filter(clause => clause.type === "exception" && clause.excepts === id).flatMap(clause => [clause, ...below(clause.id)])
  const byDay = clauses.toSorted((a, b) => (a.inForce.from < b.inForce.from ? -1 : a.inForce.from > b.inForce.from ? 1 : 0))
  const first = byDay.filter(clause => clause.type === "scope")
  const heads = byDay.filter(clause => clause.type !== "scope" && !(clause.type === "exception" && ids.has(clause.excepts)))
  return [...first, ...heads.flatMap(clause => [clause, ...below(clause.id)])]
}

const departures = (at: Context): ReadonlyArray<string> => {
  const { pack, t, lang } = at
  if (pack.overlays.length === 0) return []
  return [
    `## ${t.print.departs}`,
    "",
    ...pack.overlays.flatMap(overlay =>
      isOfClause(overlay)
        ? overlayLines(overlay, at)
        : [
            `### ${at.parameters.get(overlay.departsFrom)?.label[lang] ?? overlay.departsFrom}`,
            "",
            `\`${overlay.departsFrom}\``,
            "",
            ...table(t.print.valueColumns, rows(overlay.departsFrom, overlay.values, at))
          ]
    )
  ]
}

const values = (at: Context): ReadonlyArray<string> => {
  const { pack, t, lang } = at
  if (pack.parameters.length === 0) return []
  return [
    `## ${t.print.values}`,
    "",
    ...pack.parameters.flatMap(({ id, label, lowerUnits, stricter, values: dated }) => [
      `### ${label[lang]}`,
      "",
      `\`${id}\` · ${t.print.lower}: ${contract(lowerUnits, at)}${stricter === undefined ? "" : ` (${t.print.stricter[stricter]})`}`,
      "",
      ...table(t.print.valueColumns, rows(id, dated, at))
    ])
  ]
}

const rows = (id: string, dated: Dated<Setting>, at: Context): ReadonlyArray<ReadonlyArray<string>> =>
  dated
    .toSorted((a, b) => (a.inForce.from < b.inForce.from ? -1 : 1))
    .flatMap((entry): ReadonlyArray<ReadonlyArray<string>> => {
      const span = days(entry.inForce, at)
      if (entry.state === "unread") return [[...span, `⚠ ${at.t.print.valueUnread(textOf(entry.text, at))}`, ""]]
      if (entry.state === "known") return [[...span, setting(entry.value, id, at), citations(entry.cites, at)]]
      return entry.values.map(({ value, cites }) => [...span, `⚠ ${at.t.condition.disputed(setting(value, id, at))}`, citations(cites, at)])
    })

const unreads = (at: Context): ReadonlyArray<string> => {
  const { pack, t, lang } = at
  const clauses = pack.clauses.flatMap(clause => (clause.type === "unread" ? [{ ...clause, label: clause.wording }] : []))
  const entries = pack.parameters.flatMap(({ label, values: dated }) =>
    dated.flatMap(entry => (entry.state === "unread" ? [{ ...entry, label }] : []))
  )
  const found = [...clauses, ...entries].toSorted((a, b) =>
    a.inForce.from < b.inForce.from ? -1 : a.inForce.from > b.inForce.from ? 1 : 0
  )
  if (found.length === 0) return []
  return [
    `## ${t.print.unreads}`,
    "",
    ...table(
      t.print.unreadColumns,
      found.map(({ inForce, label, text }) => [...days(inForce, at), label[lang], textOf(text, at)])
    )
  ]
}

const measures = (at: Context): ReadonlyArray<string> => {
  const { pack, t, lang } = at
  if (pack.measures.length === 0) return []
  return [
    `## ${t.print.measures}`,
    "",
    ...table(
      t.print.measureColumns,
      pack.measures.map(measure => [
        measure.label[lang],
        t.print.subject[measure.subject],
        takes(measure, at),
        factsOf(measure, at),
        `\`${measure.id}\``
      ])
    )
  ]
}

/** The kinds of fact that are read, the first few by name. */
const factsOf = ({ of }: Measure, { t, lang }: Context): string => {
  const kinds = of.by === "computed" ? of.reads : [of.kind]
  const named = kinds.slice(0, 4).map(kind => Fact.label(kind)[lang])
  if (named.length === 0) return t.print.noFacts
  return `${named.join("; ")}${kinds.length > named.length ? `; ${t.print.more(kinds.length - named.length)}` : ""}`
}

const takes = ({ type, values: named, quantity }: Measure, { t, lang }: Context): string => {
  if (type === "boolean") return t.print.yesOrNo
  if (type === "day") return t.print.day
  if (named !== undefined)
    return Object.values(named)
      .map(word => word[lang])
      .join(", ")
  return quantity[lang]
}

const indicators = (at: Context): ReadonlyArray<string> => {
  const { pack, t, lang } = at
  if (pack.indicators.length === 0) return []
  return [
    `## ${t.print.indicators}`,
    "",
    ...pack.indicators.flatMap(({ id, label, populationLabel, population, numerator, on, remark, cites }) => [
      `### ${label[lang]}`,
      "",
      `- \`${id}\``,
      ...(population.op === "constant"
        ? [`- ${t.print.population}: ${populationLabel[lang]}`]
        : bullets(`${t.print.population} (${populationLabel[lang]})`, condition(population, at), at)),
      ...(numerator.op === "constant" ? [] : bullets(t.print.numerator, condition(numerator, at), at)),
      ...(on === undefined ? [] : [`- ${t.print.everyDay}: ${on.map(t.day).join(", ")}`]),
      ...(remark === undefined ? [] : [`- ${t.print.remark}: ${remark[lang]}`]),
      `- ${t.print.under}: ${citations(cites, at)}`,
      ""
    ])
  ]
}
