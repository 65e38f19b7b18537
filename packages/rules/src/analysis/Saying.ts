/** Facts and days of a finding as people read them. */
import { Period, PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Wording } from "../Citation.ts"
import type { Value } from "../Measure.ts"
import type { Witness } from "./Search.ts"
import type { Stacked } from "./Situation.ts"

/** The facts of a witness: label and value, one after another. */
export const factsOf = ({ measures, questions }: Pick<Stacked, "measures" | "questions">, witness: Witness): Wording => {
  const said = Object.entries(witness).map(([id, value]): Wording => {
    const measure = measures.get(id)
    const question = questions.get(id)
    const word = measure?.values?.[String(value)] ?? (value === "not-applicable" ? leftOut : question?.outcomes[String(value)])
    const label = measure?.label ?? question?.label ?? { vi: id, en: id }
    const shown = word ?? plain(value)
    const quantity = measure?.quantity ?? { vi: "", en: "" }
    const join = (lang: keyof Wording) => `${label[lang]} = ${shown[lang]}${quantity[lang] === "" ? "" : ` ${quantity[lang]}`}`
    return { vi: join("vi"), en: join("en") }
  })
  if (said.length === 0) return { vi: "bất kể sự việc nào", en: "whatever the facts" }
  return { vi: said.map(each => each.vi).join("; "), en: said.map(each => each.en).join("; ") }
}

/** A period with its first and last day. */
export const daysOf = (period: Period.Period): Wording => {
  const last = Period.lastDay(period)
  const from = PlainDate.formatVietnamese(period.from)
  if (last === undefined) return { vi: `từ ${from}`, en: `from ${period.from} on` }
  return { vi: `từ ${from} đến ${PlainDate.formatVietnamese(last)}`, en: `from ${period.from} to ${last}` }
}

// internal

const leftOut: Wording = { vi: "không thuộc diện xét", en: "not asked" }

const plain = (value: Value): Wording => {
  if (typeof value === "boolean") return value ? { vi: "có", en: "yes" } : { vi: "không", en: "no" }
  const day = typeof value === "string" ? PlainDate.parse(value) : undefined
  const vi = day !== undefined && Result.isSuccess(day) ? PlainDate.formatVietnamese(day.success) : String(value)
  return { vi, en: String(value) }
}
