/** That the same inputs give the same answer: again, in another order, in another place, by another execution, and explained. */
import { Journal, type PlainDate } from "@chibo/core"
import { Result } from "effect"
import { type Advice, summary } from "../../Advice.ts"
import * as Brief from "../../Brief.ts"
import type { Wording } from "../../Citation.ts"
import * as Engine from "../../Engine.ts"
import * as Explain from "../../Explain.ts"
import * as Rulebook from "../../Rulebook.ts"
import { type Case, define, looked, type Subject } from "../Case.ts"
import type { Asked, Scenario } from "../scenario/model.ts"
import { briefOf, type World } from "../scenario/run.ts"
import { inZone } from "../zone.ts"

export const steadyCases: ReadonlyArray<Case> = [
  define("advice.repeatable", "the same scenario gives the same advice and digest again", subject =>
    compared(asked(subject), ({ world }, each) => [stated(world, each, true), stated(world, each, true)], subject)
  ),
  define("facts.order", "the order in which facts were recorded does not matter, but for facts of one day", subject => {
    const scenarios = asked(subject).filter(each => each.given.by === "facts")
    const needed = subject.pack.measures.length > 0 ? 0 : 1
    const { looked: count, problems } = compared(
      scenarios,
      ({ world }, each) => [each, ...reordered(each)].map(one => stated(world, one, false)),
      subject
    )
    return looked(count + needed, problems)
  }),
  define("clauses.order", "the order in which the pack lists its parts does not matter", subject => {
    const { pack, options, world } = subject
    const turned = Result.getOrThrow(
      Rulebook.make([
        ...(options.above ?? []),
        { ...pack, clauses: pack.clauses.toReversed(), parameters: pack.parameters.toReversed(), overlays: pack.overlays.toReversed() }
      ])
    )
    return compared(asked(subject), (_, each) => [stated(world, each, false), stated({ ...world, rulebook: turned }, each, false)], subject)
  }),
  define("zone.independent", "the time zone of the computer does not matter", subject => {
    const within = subject.options.inZone ?? inZone
    const all = asked(subject)
    const here = zones.map(zone => within(zone, () => all.map(each => stated(subject.world, each, true))))
    const problems = all.filter((_, i) => new Set(here.map(each => each[i])).size > 1).map(named)
    return looked(all.length, problems)
  }),
  define("explanation.agrees", "the explanation leads where the advice went", ({ ran, world: { rulebook } }) => {
    const answered = ran.flatMap(each => (each.answered === undefined ? [] : [{ scenario: each.scenario, ...each.answered }]))
    const wrong = answered.filter(({ advice, brief }) => !Explain.agrees(Explain.why(rulebook, advice, brief)))
    return looked(
      answered.length,
      wrong.map(({ scenario }) => named(scenario))
    )
  }),
  define("executions.agree", "walking the clauses, generated loops and block kernels give the same answers", subject => {
    const { ran, world } = subject
    const answered = ran.flatMap(each => (each.answered === undefined ? [] : [{ scenario: each.scenario, ...each.answered }]))
    const wrong = answered.filter(({ advice, brief }) => {
      const question = world.rulebook.questions.get(advice.question)
      if (question === undefined) return true
      return executions.some(execution => summarised(world, question, brief, execution) !== summary(advice))
    })
    return looked(
      answered.length,
      wrong.map(({ scenario }) => named(scenario))
    )
  })
]

// internal

const executions = ["walk", "generated", "kernels"] as const

/** From fourteen hours ahead of Greenwich to eleven behind it. */
const zones = ["Pacific/Kiritimati", "Asia/Bangkok", "America/New_York", "Pacific/Niue"]

const asked = ({ scenarios }: Subject): ReadonlyArray<Asked> => scenarios.filter(each => each.type === "asked")

const named = ({ file, line, name, on }: Pick<Scenario, "file" | "line" | "name" | "on">): Wording => {
  const text = `${file}:${line} ${name} (${on})`
  return { vi: text, en: text }
}

const compared = (
  scenarios: ReadonlyArray<Asked>,
  states: (subject: Subject, scenario: Asked) => ReadonlyArray<string>,
  subject: Subject
) => looked(scenarios.length, scenarios.filter(each => new Set(states(subject, each)).size > 1).map(named))

/** Everything that a scenario gives, as text: what was measured, and the advice. With `whole`, what it rests on as well: digest, position, versions. */
const stated = (world: World, scenario: Asked, whole: boolean): string => {
  const brief = briefOf(world, scenario)
  if (Result.isFailure(brief)) return brief.failure.message
  const advice = Engine.one(world.rulebook, scenario.question, brief.success)
  const measures = Rulebook.measuresOf(world.rulebook, [scenario.question.id])
  const measured = measures.map(({ id }) => [id, brief.success.get(id)?.value ?? null])
  return Journal.canonical(JSON.parse(JSON.stringify({ measured, advice: whole ? advice : unordered(advice) })))
}

const unordered = (advice: Advice) => {
  const { digest: _, knownAt: __, basis: ___, ...rest } = advice
  const byClause = <A extends { readonly clause: string }>(answers: ReadonlyArray<A>) =>
    answers.toSorted((a, b) => (a.clause < b.clause ? -1 : 1))
  switch (rest._tag) {
    case "Outcome":
      return { ...rest, answers: byClause(rest.answers), unverified: rest.unverified.toSorted() }
    case "Conflicting":
      return { ...rest, answers: byClause(rest.answers) }
    case "NotApplicable":
      return { ...rest, because: rest.because.toSorted() }
    case "Undetermined":
      return { ...rest, disputed: rest.disputed.toSorted() }
  }
}

/** The facts of a scenario recorded backwards, and from the middle on. Facts of one day keep their order: there it says what came later. */
const reordered = (scenario: Asked): ReadonlyArray<Asked> => {
  const { given } = scenario
  if (given.by !== "facts" || given.facts.some(fact => fact.kind.startsWith("correction."))) return []
  const days = [...Map.groupBy(given.facts, fact => fact.on).values()]
  const middle = Math.floor(days.length / 2)
  const orders = [days.toReversed(), [...days.slice(middle), ...days.slice(0, middle)]]
  return orders.flatMap(order => {
    const [first, ...others] = order.flat()
    return first === undefined ? [] : [{ ...scenario, given: { ...given, facts: [first, ...others] } }]
  })
}

const summarised = (
  { rulebook }: World,
  question: Asked["question"],
  brief: Brief.Brief,
  execution: (typeof executions)[number]
): string | undefined => {
  const on: PlainDate.PlainDate = brief.on
  const prepared = Engine.prepare(rulebook, [question], { on, calendar: brief.calendar, execution })
  const columns = Engine.measuresFor(prepared).flatMap((id): ReadonlyArray<readonly [string, Brief.Column]> => {
    const measure = rulebook.measures.get(id)
    const column = measure === undefined ? undefined : Brief.column(measure.type, [brief.get(id)?.value])
    return column === undefined ? [] : [[id, column]]
  })
  const [answers] = Engine.run(prepared, { subjects: [brief.subject], on, columns: new Map(columns) }, brief.head)
  return answers === undefined ? undefined : Engine.summaryAt(answers, 0)
}
