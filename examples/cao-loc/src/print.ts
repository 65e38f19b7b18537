/** What the demo prints for people. */
import { Fact, PlainDate, Vietnamese } from "@chibo/core"
import { Citation, type Report } from "@chibo/rules"
import type { Compared } from "./compare.ts"
import type { Answer } from "./demo.ts"

export type Lang = "vi" | "en"

const day = (on: PlainDate.PlainDate, lang: Lang) => (lang === "vi" ? PlainDate.formatVietnamese(on) : on)
const number = (n: number, lang: Lang) => Vietnamese.formatInteger(n, lang)

const words = {
  vi: {
    title: (on: string, known: number) => `Báo cáo ngày ${on}, theo ${known} sự việc đã ghi nhận`,
    article: "bài báo",
    agrees: "khớp",
    differs: "KHÔNG KHỚP",
    undetermined: "chưa xác định",
    rounded: (decimals: number) => `làm tròn nửa lên, ${decimals} chữ số thập phân`,
    findings: (n: number) => `Mâu thuẫn giữa các sự việc đã ghi nhận (${n}), để người phụ trách xem lại`,
    tasks: (n: number) => `Việc cần làm (${n})`,
    noDue: "không có hạn tính được",
    under: "căn cứ",
    closes: "hoàn thành khi ghi nhận:",
    more: (n: number) => `… và ${n} việc khác (xem tệp JSON)`,
    rejected: (n: number) => `Dòng bị từ chối (${n}); các dòng khác vẫn được ghi nhận`,
    line: "dòng",
    lapsed: "Văn bản hết hiệu lực áp dụng vì cơ quan ban hành không còn",
    members: "đảng viên",
    fromBorder: "từ các đơn vị biên giới cũ",
    unsupported: "không có chỉ số địa phương nào đang áp dụng",
    asked: "Câu hỏi và số câu trả lời",
    quota: (unit: string, counted: number, limits: string, within: boolean | undefined) =>
      `Tỷ lệ xuất sắc ở ${unit}: ${counted} đảng viên, tối đa ${limits}${within === false ? " — vượt" : " — chưa xác định"}`,
    departures: (n: number) => `${n} quyết định khác với kết quả theo quy tắc (xem tệp JSON)`,
    written: "Đã ghi kết quả JSON vào",
    page: "Trang báo cáo để xem và in"
  },
  en: {
    title: (on: string, known: number) => `Report of ${on}, as known from ${known} recorded facts`,
    article: "article",
    agrees: "agrees",
    differs: "DIFFERS",
    undetermined: "undetermined",
    rounded: (decimals: number) => `rounded half up to ${decimals} decimal${decimals === 1 ? "" : "s"}`,
    findings: (n: number) => `Contradictions between recorded facts (${n}), for somebody to look at`,
    tasks: (n: number) => `Open tasks (${n})`,
    noDue: "no deadline that can be computed",
    under: "under",
    closes: "done once recorded:",
    more: (n: number) => `… and ${n} more (see the JSON file)`,
    rejected: (n: number) => `Rows rejected (${n}); all other rows were recorded`,
    line: "line",
    lapsed: "Texts lapsed, as the body that issued them ceased",
    members: "members",
    fromBorder: "of the former border units",
    unsupported: "no local indicator applies",
    asked: "Questions, and how often each answer",
    quota: (unit: string, counted: number, limits: string, within: boolean | undefined) =>
      `Excellent in ${unit}: ${counted} members, at most ${limits}${within === false ? " — exceeded" : " — undetermined"}`,
    departures: (n: number) => `${n} decisions depart from the advice (see the JSON file)`,
    written: "The same as JSON stands in",
    page: "The report as a page, to read and to print"
  }
} as const

/** The whole report of a run. */
export const render = (answer: Answer, lang: Lang): string => {
  const t = words[lang]
  const lines = [t.title(day(answer.asOf, lang), answer.knownAt), ""]
  for (const unit of answer.units) {
    lines.push(`${unit.name}${unit.code === null ? "" : ` (${unit.code})`}: ${number(unit.members, lang)} ${t.members}`)
    if (unit.fromBorderUnits !== null) lines.push(`  ${number(unit.fromBorderUnits, lang)} ${t.fromBorder}`)
    for (const lapsed of unit.lapsed) lines.push(`  ${t.lapsed}: ${lapsed.label[lang]} (${lapsed.texts.join("; ")})`)
  }
  lines.push(
    "",
    ...(answer.shown.length === 0 ? [`  ${t.unsupported}`] : answer.shown.flatMap(figure => figureLines(figure, answer.figures, lang)))
  )
  lines.push("", t.asked)
  for (const tally of answer.tallies) {
    const said = Object.entries(tally.answers).map(([key, n]) => `${tally.words[key]?.[lang] ?? key} ${number(n, lang)}`)
    lines.push(`  ${tally.label[lang]}: ${said.join("; ") || "–"}`)
  }
  for (const quota of answer.quotas.filter(each => each.within !== true))
    lines.push(`  ${t.quota(quota.unit, quota.counted, quota.limits.join(" / ") || "?", quota.within)}`)
  if (answer.departures.length > 0) lines.push(`  ${t.departures(answer.departures.length)}`)
  lines.push("", t.tasks(answer.tasks.length))
  for (const task of answer.tasks.slice(0, 15)) {
    lines.push(
      `  ${task.due === undefined ? t.noDue : day(task.due, lang)} · ${task.who[lang]} (${task.unitName}): ${task.what[lang]}${task.member === null ? "" : ` [${task.member}]`}`
    )
    lines.push(
      `      ${t.under}: ${task.under.map(cite => Citation.render(cite, lang)).join("; ")}; ${t.closes} ${recordedAs(task.closedBy, lang)}`
    )
  }
  if (answer.tasks.length > 15) lines.push(`  ${t.more(answer.tasks.length - 15)}`)
  lines.push("", t.rejected(answer.rejectedRows.length))
  for (const row of answer.rejectedRows) lines.push(`  ${row.file}, ${t.line} ${row.line}, «${row.column}»: ${row[lang]} (${row.code})`)
  if (answer.findings.length > 0) lines.push("", t.findings(answer.findings.length))
  for (const finding of answer.findings.slice(0, 10)) lines.push(`  ${finding[lang]} (${finding.code})`)
  if (answer.writtenTo !== undefined) lines.push("", `${t.written} ${answer.writtenTo.json}`, `${t.page}: ${answer.writtenTo.html}`)
  return lines.join("\n")
}

const recordedAs = (kind: string, lang: Lang): string => Fact.label(kind as Fact.Kind)[lang] // sound: an unknown kind is its own label

const figureLines = (figure: Report.Figure, compared: ReadonlyArray<Compared>, lang: Lang): ReadonlyArray<string> => {
  const t = words[lang]
  const beside = compared.find(each => each.id === figure.id)
  const shown = figure.show === "share" ? `${figure.percent?.[lang] ?? "–"}%` : number(figure.numerator, lang)
  const stated = beside?.article
  const said =
    stated?.percent === undefined
      ? stated?.value === undefined
        ? "–"
        : number(stated.value, lang)
      : `${Vietnamese.formatDecimalText(stated.percent, lang)}%`
  const verdict = beside === undefined || beside.agrees === null ? "" : ` — ${t.article} ${said}: ${beside.agrees ? t.agrees : t.differs}`
  const parts = [
    `      ${number(figure.numerator, lang)} / ${number(figure.denominator, lang)} ${figure.population[lang]}`,
    ...(figure.distinct.cells === undefined ? [] : [`${figure.distinct.cells} ${lang === "vi" ? "chi bộ" : "cells"}`]),
    ...(figure.decimals === undefined ? [] : [t.rounded(figure.decimals)]),
    ...(figure.undetermined === 0 ? [] : [`${number(figure.undetermined, lang)} ${t.undetermined}`])
  ]
  return [
    `  ${figure.label[lang]}: ${shown}${verdict}`,
    parts.join("; "),
    ...(figure.remark === undefined ? [] : [`      (${figure.remark[lang]})`])
  ]
}
