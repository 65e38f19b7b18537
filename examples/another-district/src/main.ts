/** Prints, for both places: the figures, the local answers, the tasks, one explanation, and the overlay that is refused. `--lang en` for English. */
import { PlainDate } from "@chibo/core"
import { Citation, Explain } from "@chibo/rules"
import { Effect } from "effect"
import { answer, type Place, places, refusal } from "./place.ts"

const lang = process.argv.includes("en") ? "en" : "vi"
const words = {
  vi: {
    report: (on: string) => `Báo cáo ngày ${on}`,
    asked: "Câu hỏi và số câu trả lời",
    tasks: "Việc cần làm",
    under: "căn cứ",
    why: "Vì sao",
    refused: "Gói quy tắc bị từ chối"
  },
  en: {
    report: (on: string) => `Report of ${on}`,
    asked: "Questions, and how often each answer",
    tasks: "Open tasks",
    under: "under",
    why: "Why",
    refused: "A pack that is refused"
  }
}[lang]

const day = (on: PlainDate.PlainDate) => (lang === "vi" ? PlainDate.formatVietnamese(on) : on)

const print = Effect.fnUntraced(function* (place: Place) {
  const { report, explained } = yield* answer(place)
  const lines = [`${place.pack.label[lang]}. ${words.report(day(place.on))}`, ""]
  for (const { label, show, percent, numerator, denominator, population, distinct } of report.figures) {
    const shown = show === "share" ? `${percent?.[lang] ?? "–"}%` : `${numerator}`
    const cells = distinct.cells === undefined ? "" : `; ${distinct.cells} ${lang === "vi" ? "chi bộ" : "cells"}`
    lines.push(`  ${label[lang]}: ${shown}  (${numerator} / ${denominator} ${population[lang]}${cells})`)
  }
  lines.push("", words.asked)
  for (const { label, answers, words: called } of report.tallies) {
    const said = Object.entries(answers).filter(([key]) => key !== "not-applicable" && key !== "undetermined")
    if (said.length > 0) lines.push(`  ${label[lang]}: ${said.map(([key, n]) => `${called[key]?.[lang] ?? key} ${n}`).join("; ")}`)
  }
  lines.push("", `${words.tasks} (${report.tasks.length})`)
  for (const { subject, who, what, due, under } of report.tasks)
    lines.push(
      `  ${due === undefined ? "–" : day(due)} · ${who[lang]}: ${what[lang]} [${subject}]`,
      `      ${words.under}: ${under.map(each => Citation.render(each, lang)).join("; ")}`
    )
  if (explained !== undefined) {
    const why = Explain.why(explained.rulebook, explained.advice, explained.brief)
    lines.push("", `${words.why} [${place.asked.subject}]`, Explain.toText(why, lang))
  }
  lines.push("", `${words.refused}: ${place.beyond.id}`)
  for (const { code, about, message } of refusal(place)) lines.push(`  ${about}: ${message[lang]} (${code})`)
  console.log(`${lines.join("\n")}\n`)
})

await Effect.runPromise(Effect.forEach(places, print, { discard: true }))
