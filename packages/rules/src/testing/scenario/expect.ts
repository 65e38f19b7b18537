/** Reads what a scenario expects. */
import type { PlainDate } from "@chibo/core"
import type { Wording } from "../../Citation.ts"
import type { Value } from "../../Measure.ts"
import type { Question } from "../../Question.ts"
import { type Expectation, type Lack, lacks } from "./model.ts"
import type { Reader } from "./Reader.ts"
import type { Tree } from "./tree.ts"

/** The expectation of a scenario about a question. */
export const expectation = (
  reader: Reader,
  question: Question,
  scenario: Extract<Tree, { readonly is: "map" }>
): Expectation | undefined => {
  const tree = scenario.entries.get("expect")
  if (tree === undefined) return reader.refuse(scenario.line, "thiếu mục «expect»", "«expect» is missing")
  const outcomes = Object.keys(question.outcomes)
  if (tree.is !== "map") {
    const said = reader.known(tree, words.outcome, [...outcomes, ...silences])
    if (said === undefined) return undefined
    if (said === "undetermined") return { is: "undetermined", lacking: {} }
    return said === "not-applicable" || said === "conflicting" ? { is: said } : { is: "outcome", outcome: said }
  }
  return tree.entries.has("undetermined") ? undetermined(reader, tree) : outcome(reader, question, tree)
}

// internal

const silences = ["not-applicable", "undetermined", "conflicting"]

const words = {
  expect: { vi: "«expect»", en: "«expect»" },
  outcome: { vi: "kết quả", en: "outcome" },
  undetermined: { vi: "«undetermined»", en: "«undetermined»" },
  values: { vi: "«values»", en: "«values»" }
} satisfies Record<string, Wording>

type Map = Extract<Tree, { readonly is: "map" }>

const undetermined = (reader: Reader, tree: Map): Expectation | undefined => {
  const inner = reader.map(tree, words.expect, ["undetermined"])?.entries.get("undetermined")
  const map = inner === undefined ? undefined : reader.map(inner, words.undetermined, [...lacks, "gap"])
  if (map === undefined) return undefined
  const lacking: Partial<Record<Lack, ReadonlyArray<string>>> = {}
  for (const lack of lacks) {
    const list = map.entries.get(lack)
    if (list !== undefined) lacking[lack] = reader.list(list).flatMap(each => reader.text(each, each.line, lack) ?? [])
  }
  const gap = map.entries.get("gap")
  const is = gap === undefined ? undefined : reader.value(gap, { id: "gap", type: "boolean" })
  return { is: "undetermined", lacking, ...(typeof is === "boolean" ? { gap: is } : {}) }
}

const outcome = (reader: Reader, question: Question, tree: Map): Expectation | undefined => {
  const map = reader.map(tree, words.expect, ["outcome", "values", "task", "due"])
  const named = map?.entries.get("outcome")
  if (map === undefined || named === undefined) return reader.refuse(tree.line, "thiếu mục «outcome»", "«outcome» is missing")
  const said = reader.known(named, words.outcome, Object.keys(question.outcomes))
  const carried = map.entries.get("values")
  const block = carried === undefined ? undefined : reader.map(carried, words.values, Object.keys(question.values ?? {}))
  const values: Record<string, Value> = {}
  for (const [name, inner] of block?.entries ?? []) {
    const type = question.values?.[name]?.type
    const value = type === undefined ? undefined : reader.value(inner, { id: name, type })
    if (value !== undefined) values[name] = value
  }
  const [task, due] = [map.entries.get("task"), map.entries.get("due")]
  const id = task === undefined ? undefined : reader.text(task, task.line, "task")
  const day: PlainDate.PlainDate | undefined = due === undefined ? undefined : reader.day(due, due.line, "due")
  if (said === undefined) return undefined
  return {
    is: "outcome",
    outcome: said,
    ...(carried === undefined ? {} : { values }),
    ...(id === undefined ? {} : { task: id }),
    ...(day === undefined ? {} : { due: day })
  }
}
