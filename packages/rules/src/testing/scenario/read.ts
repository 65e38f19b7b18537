/** Reads a scenario file against the rulebook that it is about. */
import { Fact, type PlainDate, WorkingDays } from "@chibo/core"
import { Result } from "effect"
import type { Wording } from "../../Citation.ts"
import type { Quota } from "../../Clause.ts"
import type { Value } from "../../Measure.ts"
import type { Question } from "../../Question.ts"
import type { Rulebook } from "../../Rulebook.ts"
import { expectation } from "./expect.ts"
import type { Asked, Given, Grouped, Problem, Scenario, Source } from "./model.ts"
import * as Reader from "./Reader.ts"
import { parse, plain, type Tree } from "./tree.ts"

type Map = Extract<Tree, { readonly is: "map" }>

/** The scenarios of a file, and all that cannot be understood. `pack` is the pack that the file must name. */
export const read = (
  rulebook: Rulebook,
  pack: string,
  source: Source
): { readonly scenarios: ReadonlyArray<Scenario>; readonly problems: ReadonlyArray<Problem> } => {
  const { tree, problems } = parse(source.text)
  if (tree === undefined) return { scenarios: [], problems: problems.map(each => ({ file: source.name, ...each })) }
  const reader = Reader.make(source.name)
  const file = reader.map(tree, words.file, fileKeys)
  const scenarios = file === undefined ? [] : inFile({ rulebook, reader, source }, pack, file)
  return { scenarios, problems: reader.problems }
}

// internal

interface Place {
  readonly rulebook: Rulebook
  readonly reader: Reader.Reader
  readonly source: Source
}

const fileKeys = ["pack", "question", "on", "calendar", "given", "facts", "scenarios"]
const askedKeys = ["name", "question", "on", "calendar", "given", "not-known", "facts", "subject", "expect", "because"]
const groupedKeys = ["name", "on", "quota", "decided", "expect"]
const calendarKeys = ["from", "until", "weekend", "holidays", "worked"]

const words = {
  file: { vi: "tệp tình huống", en: "a scenario file" },
  scenario: { vi: "tình huống", en: "a scenario" },
  given: { vi: "«given»", en: "«given»" },
  calendar: { vi: "«calendar»", en: "«calendar»" },
  decided: { vi: "«decided»", en: "«decided»" },
  pack: { vi: "bộ quy tắc", en: "pack" },
  question: { vi: "câu hỏi", en: "question" },
  measure: { vi: "chỉ tiêu", en: "measure" },
  clause: { vi: "điều khoản", en: "clause" },
  outcome: { vi: "kết quả", en: "outcome" },
  quota: { vi: "điều khoản về tỷ lệ", en: "quota clause" },
  verdict: { vi: "kết luận về tỷ lệ", en: "finding on a quota" }
} satisfies Record<string, Wording>

const inFile = (place: Place, pack: string, file: Map): ReadonlyArray<Scenario> => {
  const { reader, source } = place
  const { entries } = file
  const named = entries.get("pack")
  if (named === undefined) reader.refuse(file.line, "thiếu mục «pack»", "«pack» is missing")
  else reader.known(named, words.pack, [pack])
  const list = entries.get("scenarios")
  if (list?.is !== "list" || list.items.length === 0) {
    const line = list?.line ?? file.line
    reader.refuse(line, "«scenarios» phải là danh sách có ít nhất một tình huống", "«scenarios» must be a list with at least one scenario")
    return []
  }
  const shared: Shared = {
    question: entries.get("question"),
    on: entries.get("on"),
    given: entries.get("given"),
    facts: entries.get("facts"),
    calendar: entries.get("calendar")
  }
  // what all scenarios share is read once more for each, and complained of once
  const scenarios = list.items.flatMap(item => scenariosOf(place, shared, item))
  const seen = new Set<string>()
  const once = reader.problems.filter(({ line, message }) => {
    const key = `${line} ${message.en}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
  reader.problems.splice(0, reader.problems.length, ...once)
  const titles = new Set<string>()
  for (const { line, name, on } of scenarios) {
    if (titles.has(`${name} ${on}`))
      reader.refuse(line, `hai tình huống cùng tên và cùng ngày: «${name}»`, `two scenarios have the same name and day: «${name}»`)
    titles.add(`${name} ${on}`)
  }
  return reader.problems.some(problem => problem.file === source.name) ? [] : scenarios
}

interface Shared {
  readonly question: Tree | undefined
  readonly on: Tree | undefined
  readonly given: Tree | undefined
  readonly facts: Tree | undefined
  readonly calendar: Tree | undefined
}

/** One scenario a day. */
const scenariosOf = (place: Place, shared: Shared, tree: Tree): ReadonlyArray<Scenario> => {
  const { reader } = place
  const grouped = tree.is === "map" && tree.entries.has("quota")
  const map = reader.map(tree, words.scenario, grouped ? groupedKeys : askedKeys)
  if (map === undefined) return []
  const name = reader.text(map.entries.get("name"), map.line, "name")
  const days = map.entries.get("on") ?? shared.on
  if (days === undefined) reader.refuse(map.line, "thiếu mục «on»", "«on» is missing")
  const read = days === undefined ? [] : reader.list(days).map(day => reader.day(day, day.line, "on"))
  return read.flatMap(on => {
    if (on === undefined || name === undefined) return []
    const common = { file: place.source.name, line: map.line, name, on }
    return (grouped ? group(place, map, common) : asked(place, shared, map, common)) ?? []
  })
}

type Common = Pick<Asked, "file" | "line" | "name" | "on">

const asked = (place: Place, shared: Shared, map: Map, common: Common): Asked | undefined => {
  const { reader, rulebook } = place
  const at = map.entries.get("question") ?? shared.question
  if (at === undefined) return reader.refuse(map.line, "thiếu mục «question»", "«question» is missing")
  const id = reader.known(at, words.question, rulebook.questions.keys())
  const question = id === undefined ? undefined : rulebook.questions.get(id)
  if (question === undefined) return undefined
  const given = givenIn(place, shared, map, common.on)
  const calendar = map.entries.get("calendar") ?? shared.calendar
  const read = calendar === undefined ? undefined : calendarOf(place, calendar)
  const expect = expectation(reader, question, map)
  const because = map.entries.get("because")
  const clauses = (rulebook.clauses.get(question.id) ?? []).map(({ value }) => value.id)
  const named = because === undefined ? undefined : reader.list(because).map(each => reader.known(each, words.clause, clauses))
  if (given === undefined || expect === undefined) return undefined
  return { ...common, type: "asked", question, given, calendar: read, expect, because: named?.flatMap(clause => clause ?? []) }
}

const givenIn = (place: Place, shared: Shared, map: Map, on: PlainDate.PlainDate): Given | undefined => {
  const { reader } = place
  const [own, facts] = [map.entries.get("given"), map.entries.get("facts")]
  if (own !== undefined && facts !== undefined)
    return reader.refuse(map.line, "chỉ dùng một trong hai: «given» hoặc «facts»", "use either «given» or «facts»")
  const subject = map.entries.get("subject")
  if (facts !== undefined || subject !== undefined) {
    const read = [shared.facts, facts].flatMap(each => (each === undefined ? [] : reader.list(each))).map(each => factOf(place, each))
    const who = reader.text(subject, map.line, "subject")
    const [first, ...others] = read.flatMap(fact => fact ?? [])
    if (first === undefined) return reader.refuse(map.line, "không có sự việc nào", "there are no facts")
    return who === undefined ? undefined : { by: "facts", facts: [first, ...others], subject: who }
  }
  const values: Record<string, Value> = {}
  for (const tree of [shared.given, own]) {
    if (tree === undefined) continue
    const block = reader.map(tree, words.given, measuresOf(place))
    for (const [id, inner] of block?.entries ?? []) {
      const measure = place.rulebook.measures.get(id)
      // a day that is the one asked about need not be written again
      const value =
        measure === undefined
          ? undefined
          : measure.type === "day" && inner.is === "value" && inner.value === "on"
            ? on
            : reader.value(inner, measure)
      if (value !== undefined) values[id] = value
    }
  }
  const unknown = map.entries.get("not-known")
  for (const each of unknown === undefined ? [] : reader.list(unknown)) {
    const id = reader.known(each, words.measure, measuresOf(place))
    if (id !== undefined) delete values[id]
  }
  return { by: "measures", values }
}

const measuresOf = (place: Place): ReadonlyArray<string> => [...place.rulebook.measures.keys()]

const factOf = ({ reader }: Place, tree: Tree): Fact.Fact | undefined => {
  if (tree.is !== "map") return reader.refuse(tree.line, "sự việc phải gồm các dòng «tên: giá trị»", "a fact must be lines «name: value»")
  const kind = tree.entries.get("kind")
  if (kind === undefined) return reader.refuse(tree.line, "sự việc thiếu «kind»", "a fact has no «kind»")
  if (
    reader.known(
      kind,
      { vi: "loại sự việc", en: "kind of fact" },
      Fact.kinds.map(each => each.kind)
    ) === undefined
  )
    return undefined
  const fact = Fact.parse({ version: 1, ...(plain(tree) as object) }) // sound: a map becomes an object
  if (Result.isSuccess(fact)) return fact.success
  for (const { field, problem } of fact.failure.issues)
    reader.refuse(tree.lines.get(field.split(".")[0] ?? "") ?? tree.line, `sự việc, «${field}»: ${problem}`, `fact, «${field}»: ${problem}`)
  return undefined
}

const calendarOf = ({ reader }: Place, tree: Tree): WorkingDays.HolidayCalendar | undefined => {
  const map = reader.map(tree, words.calendar, calendarKeys)
  if (map === undefined) return undefined
  const { from, until, weekend, holidays, worked } = plain(map) as Partial<Record<string, unknown>> // sound: a map becomes an object
  const made = WorkingDays.parse({
    version: "scenario",
    covers: { from, until },
    weekend: weekend ?? [6, 7],
    holidays: named(holidays),
    workedDays: named(worked)
  })
  if (Result.isSuccess(made)) return made.success
  return reader.refuse(
    map.line,
    `«calendar» không hợp lệ: ${made.failure.message}`,
    `«calendar» is not a calendar: ${made.failure.message}`
  )
}

/** Days as a calendar names them. */
const named = (days: unknown): ReadonlyArray<unknown> =>
  (Array.isArray(days) ? days : days === undefined ? [] : [days]).map(day => ({ day, name: String(day) }))

const group = (place: Place, map: Map, common: Common): Grouped | undefined => {
  const { reader, rulebook } = place
  const quotas = [...rulebook.clauses.values()].flat().flatMap(({ value }): ReadonlyArray<Quota> => (value.type === "quota" ? [value] : []))
  const at = map.entries.get("quota")
  const id =
    at === undefined
      ? undefined
      : reader.known(
          at,
          words.quota,
          quotas.map(each => each.id)
        )
  const quota = quotas.find(each => each.id === id)
  if (quota === undefined) return undefined
  const outcomes: Question["outcomes"] = rulebook.questions.get(quota.question)?.outcomes ?? {}
  const decided = map.entries.get("decided")
  const counts = decided === undefined ? undefined : reader.map(decided, words.decided, Object.keys(outcomes))
  if (counts === undefined) return reader.refuse(map.line, "thiếu mục «decided»", "«decided» is missing")
  const numbers = [...counts.entries].map(([outcome, tree]) => [outcome, reader.value(tree, { id: outcome, type: "integer" })] as const)
  const expect = map.entries.get("expect")
  if (expect === undefined) return reader.refuse(map.line, "thiếu mục «expect»", "«expect» is missing")
  const block = expect.is === "map" ? reader.map(expect, words.verdict, ["finding", "limits"]) : undefined
  const finding = block === undefined ? expect : block.entries.get("finding")
  const verdict = finding === undefined ? undefined : reader.known(finding, words.verdict, Object.keys(verdicts))
  const limits = block?.entries.get("limits")
  const most = limits === undefined ? undefined : reader.list(limits).map(each => reader.value(each, { id: "limits", type: "integer" }))
  if (verdict === undefined) return undefined
  return {
    ...common,
    type: "grouped",
    quota,
    decided: Object.fromEntries(numbers.flatMap(([outcome, count]) => (typeof count === "number" ? [[outcome, count]] : []))),
    within: verdicts[verdict as keyof typeof verdicts], // sound: `known` gave one of its keys
    limits: most?.flatMap(each => (typeof each === "number" ? [each] : []))
  }
}

const verdicts = { within: true, passed: false, undetermined: undefined } as const
