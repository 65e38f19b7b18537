/** Runs scenarios: what a pack answers, and which expectations break. */
import { Journal, Register } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { Effect, Option, Result, Stream } from "effect"
import { type Advice, summary } from "../../Advice.ts"
import * as Brief from "../../Brief.ts"
import type { Wording } from "../../Citation.ts"
import { shareOf } from "../../engine/share.ts"
import * as Engine from "../../Engine.ts"
import type { Functions } from "../../Measure.ts"
import * as Rulebook from "../../Rulebook.ts"
import { type Asked, type Grouped, lacks, type Scenario } from "./model.ts"

/** Packs that fit, and the functions of their measures. */
export interface World {
  readonly rulebook: Rulebook.Rulebook
  readonly functions: Functions
}

/** What came of a scenario: the advice where somebody was asked about, and what is otherwise than expected. */
export interface Ran {
  readonly scenario: Scenario
  readonly answered: { readonly advice: Advice; readonly brief: Brief.Brief } | undefined
  readonly broken: ReadonlyArray<Wording>
}

/** Runs one scenario. */
export const run = (world: World, scenario: Scenario): Ran => {
  if (scenario.type === "grouped") return { scenario, answered: undefined, broken: brokenShare(world, scenario) }
  const brief = briefOf(world, scenario)
  if (Result.isFailure(brief)) {
    const { message } = brief.failure
    return { scenario, answered: undefined, broken: [{ vi: `không đo được chỉ tiêu: ${message}`, en: message }] }
  }
  const advice = Engine.one(world.rulebook, scenario.question, brief.success)
  return { scenario, answered: { advice, brief: brief.success }, broken: broken(scenario, advice) }
}

/** What is known in a scenario, as the rules read it. */
export const briefOf = (world: World, scenario: Asked): Result.Result<Brief.Brief, Brief.BriefError> => {
  const { on, given, calendar } = scenario
  if (given.by === "measures") {
    const get = (id: string) => {
      const value = given.values[id]
      return value === undefined ? undefined : { value, facts: [] }
    }
    return Result.succeed({ subject: "scenario", on, head: Journal.emptyHead, calendar, get })
  }
  const register = Register.build(Given.recorded(given.facts), { knownAt: "latest" })
  const source = Brief.fromRegister(register, world.functions, calendar === undefined ? {} : { calendar })
  const measures = Rulebook.measuresOf(world.rulebook, [scenario.question.id])
  const batch = Effect.runSync(Effect.result(Stream.runHead(source.read({ measures, subjects: [given.subject], on }))))
  return Result.map(batch, found =>
    Brief.row(
      Option.getOrElse(found, () => ({ subjects: [given.subject], on, columns: new Map() })),
      0,
      source.head,
      calendar
    )
  )
}

// internal

const otherwise = (vi: string, en: string, expected: string, found: string): Wording => ({
  vi: `${vi}: mong đợi ${expected}, nhưng là ${found}`,
  en: `${en}: expected ${expected}, found ${found}`
})

const same = (a: unknown, b: unknown): boolean => Journal.canonical(a ?? null) === Journal.canonical(b ?? null)

const broken = ({ expect, because }: Asked, advice: Advice): ReadonlyArray<Wording> => {
  const found: Array<Wording> = []
  const hold = (vi: string, en: string, expected: unknown, actual: unknown) => {
    if (!same(expected, actual)) found.push(otherwise(vi, en, JSON.stringify(expected), JSON.stringify(actual ?? null)))
  }
  const said = expect.is === "outcome" ? expect.outcome : expect.is
  hold("kết quả", "outcome", said, summary(advice))
  if (found.length > 0) return found
  if (expect.is === "undetermined" && advice._tag === "Undetermined") {
    for (const lack of lacks)
      if (expect.lacking[lack] !== undefined) hold(lack, lack, [...(expect.lacking[lack] ?? [])].sort(), advice[lack])
    if (expect.gap !== undefined) hold("gap", "gap", expect.gap, advice.gap)
  }
  if (expect.is === "outcome" && advice._tag === "Outcome") {
    const [answer] = advice.answers
    if (expect.values !== undefined) hold("giá trị kèm theo", "values", expect.values, answer?.values ?? {})
    if (expect.task !== undefined) hold("việc cần làm", "task", expect.task, answer?.task?.rule.id)
    if (expect.due !== undefined) hold("hạn", "due day", expect.due, answer?.task?.due)
  }
  if (because !== undefined) hold("điều khoản quyết định", "deciding clauses", [...because].sort(), decidedBy(advice))
  return found
}

/** The clauses that decided, in order of id. */
export const decidedBy = (advice: Advice): ReadonlyArray<string> => {
  switch (advice._tag) {
    case "NotApplicable":
      return [...advice.because].sort()
    case "Outcome":
    case "Conflicting":
      return advice.answers.map(each => each.clause).sort()
    case "Undetermined":
      return []
  }
}

const brokenShare = ({ rulebook }: World, { quota, decided, on, within, limits }: Grouped): ReadonlyArray<Wording> => {
  const outcomes = Object.entries(decided).flatMap(([outcome, count]) => Array.from({ length: count }, () => outcome))
  const share = shareOf(rulebook, quota, outcomes, on)
  const word = (verdict: boolean | undefined) => (verdict === undefined ? "undetermined" : verdict ? "within" : "passed")
  const found: Array<Wording> = []
  if (share.within !== within) found.push(otherwise("tỷ lệ", "quota", word(within), word(share.within)))
  if (
    limits !== undefined &&
    !same(
      [...limits].sort((a, b) => a - b),
      share.limits
    )
  )
    found.push(otherwise("mức tối đa", "limits", JSON.stringify(limits), JSON.stringify(share.limits)))
  return found
}
