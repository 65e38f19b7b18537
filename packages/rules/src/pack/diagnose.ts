/** What is wrong with a pack of the right shape, as far as it shows without the packs above it. */
import { Journal, PlainDate, type Period } from "@chibo/core"
import { Result } from "effect"
import type { Dated, Entry } from "../Dated.ts"
import { isSet, type Setting, type SettingType } from "../Measure.ts"
import { isOfClause } from "../Overlay.ts"
import type { Diagnostic, RulePack } from "./model.ts"
import { ownerOf } from "./shape.ts"

export const wrongIn = (pack: RulePack): ReadonlyArray<Diagnostic> => {
  const found: Array<Diagnostic> = []
  const report: Report = (code, about, vi, en) => found.push({ code, pack: pack.id, about, message: { vi, en } })
  ids(pack, report)
  walk(pack, [], (value, path) => {
    if (isWording(value) && !isSilent(value, path)) report("wording-missing", ownerOf(pack, path), ...noWording(path))
    if (path.at(-1) === "inForce" && isReversed(value)) {
      report(
        "period-reversed",
        ownerOf(pack, path),
        "thời gian hiệu lực kết thúc trước khi bắt đầu",
        "the period ends before it starts, or on its first day"
      )
    }
  })
  for (const question of pack.questions) {
    for (const outcome of question.permissive ?? [])
      if (!Object.hasOwn(question.outcomes, outcome))
        report("unknown-outcome", question.id, `câu hỏi không có kết quả «${outcome}»`, `the question has no outcome «${outcome}»`)
  }
  for (const { id, type, values } of pack.parameters) {
    if (!settingsOf(values).every(setting => fits(type, setting)))
      report("wrong-type", id, `giá trị không thuộc kiểu ${type}`, `a value is not of the type ${type}`)
    overlapping(id, values, report)
  }
  const overlaid = Map.groupBy(
    pack.overlays.filter(overlay => "values" in overlay),
    overlay => overlay.departsFrom
  )
  for (const [id, overlays] of overlaid) {
    overlapping(
      id,
      overlays.flatMap(overlay => overlay.values),
      report
    )
  }
  return found
}

/** All values that the entries name. */
export const settingsOf = (values: Dated<Setting>): ReadonlyArray<Setting> => values.flatMap(settingsIn)

/** The values that an entry names: one, several in dispute, or none. */
export const settingsIn = (entry: Entry<Setting>): ReadonlyArray<Setting> =>
  entry.state === "known" ? [entry.value] : entry.state === "disputed" ? entry.values.map(each => each.value) : []

/** Tells whether a parameter of a type may hold a value. */
export const fits = (type: SettingType, setting: Setting): boolean => {
  if (typeof setting === "object") {
    if (isSet(setting)) return type === "set" && new Set(setting).size === setting.length
    return type === "range" && (setting.least ?? Number.NEGATIVE_INFINITY) <= (setting.most ?? Number.POSITIVE_INFINITY)
  }
  if (type === "integer") return Number.isSafeInteger(setting)
  if (type === "boolean") return typeof setting === "boolean"
  if (type === "day") return typeof setting === "string" && Result.isSuccess(PlainDate.parse(setting))
  return type === "text" && typeof setting === "string"
}

// internal

type Report = (code: Diagnostic["code"], about: string, vi: string, en: string) => void

const ids = (pack: RulePack, report: Report): void => {
  const named = [
    ...pack.questions,
    ...pack.measures,
    ...pack.parameters,
    ...pack.clauses,
    ...pack.overlays.filter(isOfClause),
    ...pack.indicators,
    ...pack.designations
  ].map(({ id }) => id)
  const texts = pack.texts.map(({ id }) => id)
  for (const list of [named, texts]) {
    for (const id of new Set(list.filter((id, i) => list.indexOf(id) !== i)))
      report("duplicate-id", id, "mã này được dùng hai lần: đặt mã khác", "this id is used twice: choose another")
  }
  // one id must not stand for two papers, wherever it is cited
  const papers = new Map<string, string>()
  const twice = new Set<string>()
  walk(pack, [], (value, path) => {
    if (path.at(-1) !== "text" && path.at(-2) !== "texts") return
    const [id, content] = [ownerOf(value, []), Journal.canonical(value)]
    if ((papers.get(id) ?? content) !== content) twice.add(id)
    papers.set(id, content)
  })
  for (const id of twice) report("duplicate-id", id, "mã này chỉ hai văn bản khác nhau", "this id stands for two different texts")
}

const overlapping = (id: string, values: Dated<Setting>, report: Report): void => {
  const spans = values.map(entry => entry.inForce).sort((a, b) => PlainDate.compare(a.from, b.from))
  if (spans.some((span, i) => i > 0 && (spans[i - 1]?.until === undefined || span.from < (spans[i - 1]?.until ?? ""))))
    report("periods-overlap", id, "hai giá trị cùng có hiệu lực một ngày", "two values hold on the same day")
}

const walk = (value: unknown, path: ReadonlyArray<string>, see: (value: unknown, path: ReadonlyArray<string>) => void): void => {
  see(value, path)
  if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key], see)
}

const isWording = (value: unknown): value is { readonly vi: string; readonly en: string } =>
  typeof value === "object" &&
  value !== null &&
  "vi" in value &&
  typeof value.vi === "string" &&
  "en" in value &&
  typeof value.en === "string"

/** A quantity may be empty in both languages: yes and no are counted in nothing. */
const isSilent = ({ vi, en }: { readonly vi: string; readonly en: string }, path: ReadonlyArray<string>): boolean => {
  const blank = [vi, en].filter(text => text.trim() === "").length
  return blank === 0 || (blank === 2 && path.at(-1) === "quantity")
}

const noWording = (path: ReadonlyArray<string>): readonly [string, string] => [
  `thiếu lời văn tiếng Việt hoặc tiếng Anh: ${path.join(".")}`,
  `wording is missing in Vietnamese or English: ${path.join(".")}`
]

const isReversed = (value: unknown): boolean => {
  const { from, until } = value as Period.Period // sound: the schema has nothing else under this key
  return until !== undefined && until <= from
}
