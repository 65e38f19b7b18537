/** The report as a page: trends over the two years before, and why the first task of each kind is asked for. */
import * as Html from "@chibo/adapters/html"
import { Hierarchy, type Id, PlainDate, Register } from "@chibo/core"
import { Brief, Explain, Report } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect } from "effect"
import { packs, register } from "./demo.ts"

/** Days from which other texts apply to the figures that move with them. */
const changes: ReadonlyArray<Html.Change> = [
  {
    on: PlainDate.make("2018-03-08"),
    label: { vi: "Quy định 132-QĐ/TW", en: "Regulation 132-QĐ/TW" },
    figures: ["evaluation.members.good.2015", "evaluation.members.good.2021"]
  },
  {
    on: PlainDate.make("2021-09-28"),
    label: { vi: "Hướng dẫn 01-HD/TW", en: "Guidance 01-HD/TW" },
    figures: [
      "exemptions.requested.term-2020-2025",
      "exemptions.xuat-le",
      "exemptions.xuat-le.away-for-work",
      "exemptions.xuat-le.attended-at-least-twice-a-year"
    ]
  }
]

const series: ReadonlyArray<Html.Series> = [
  {
    label: { vi: "Đảng viên hoàn thành tốt nhiệm vụ", en: "Members who fulfilled their tasks well" },
    figures: ["evaluation.members.good.2015", "evaluation.members.good.2021"]
  }
]

/** The page of reports that were made on a day; `load` has been run before. */
export const page = Effect.fnUntraced(function* (reports: ReadonlyArray<Report.Report>, asOf: PlainDate.PlainDate, lang: "vi" | "en") {
  const known = yield* register
  const source = Brief.fromRegister(known, Vietnam.functions)
  const earlier: Array<Report.Report> = []
  for (const { unit } of reports) {
    for (const day of [PlainDate.addMonths(asOf, -24), PlainDate.addMonths(asOf, -12)]) {
      if (Hierarchy.unitOn(known.hierarchy, unit, day) !== undefined) earlier.push(yield* Report.make(packs, source, unit, day))
    }
  }
  const explanations: Array<Explain.Explanation> = []
  const questions = Object.values(Vietnam.questions)
  const explained = new Set<string>()
  for (const task of reports.flatMap(report => report.tasks)) {
    const question = questions.find(each => each.id === task.question)
    if (question === undefined || explained.has(task.clause)) continue
    explained.add(task.clause)
    const found = yield* Report.adviceFor(packs, source, [question], task.subject, asOf)
    explanations.push(...found.map(({ rulebook, advice, brief }) => Explain.why(rulebook, advice, brief)))
  }
  const exempted = new Map<string, string>(Register.exemptions(known).map(each => [each.exemption, each.member]))
  return Html.pageOf(reports, {
    lang,
    earlier,
    series,
    changes,
    explanations,
    naming: {
      unit: unit => Hierarchy.unitOn(known.hierarchy, unit, asOf)?.name,
      subject: subject => {
        const member = exempted.get(subject)
        if (member !== undefined) return `${member} · ${subject}`
        // sound: what is no unit's id has no unit
        return Hierarchy.unitOn(known.hierarchy, subject as Id.UnitId, asOf)?.name
      }
    }
  })
})
