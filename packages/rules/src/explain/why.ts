/** Makes an explanation: the same expressions are evaluated again, this time with a trace. */
import { PlainDate } from "@chibo/core"
import { type Advice, type Answer, summary } from "../Advice.ts"
import type { Brief } from "../Brief.ts"
import { render as renderCitation, type Wording } from "../Citation.ts"
import type { Clause, Quota, Then } from "../Clause.ts"
import type * as Dated from "../Dated.ts"
import { clausesOn, environment, one } from "../Engine.ts"
import { waysFor } from "../engine/walk.ts"
import * as Expression from "../Expression.ts"
import type { Setting, Value } from "../Measure.ts"
import type { Question } from "../Question.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf, referencesOf } from "../RulePack.ts"
import { inBoth } from "../wording/words.ts"
import { markOf, type Place, textNumber, trace } from "./condition.ts"
import type { Carried, Considered, Due, Explanation, Input, InputValue, Lacking, Named, Tried } from "./model.ts"
import * as Shown from "./shown.ts"

export const why = (rulebook: Rulebook.Rulebook, advice: Advice, brief: Brief): Explanation => {
  const question = rulebook.questions.get(advice.question)
  const { rulingDay } = advice
  const clauses =
    question === undefined || rulingDay === undefined
      ? []
      : clausesOn(rulebook, question, rulingDay).filter(clause => clause.type !== "quota")
  const ways = rulingDay === undefined ? [new Map()] : waysFor(rulebook, clauses, brief, rulingDay)
  const choices = ways.map((way): Readonly<Record<string, Setting>> => Object.fromEntries(way))
  const answers = advice._tag === "Outcome" || advice._tag === "Conflicting" ? advice.answers : []
  const decisive = new Set(advice._tag === "NotApplicable" ? advice.because : answers.map(answer => answer.clause))
  const values = answers[0] === undefined || advice._tag !== "Outcome" ? [] : carriedBy(question, answers[0].values ?? {})
  const outcome = outcomeSentence(rulebook, question, advice, values)
  return {
    format: "chibo/explanation/2",
    advice,
    question: { id: advice.question, label: question?.label ?? same(advice.question) },
    decides: question?.decides ?? same(""),
    outcome,
    sentence: sentenceOf(advice, outcome, clauses),
    values,
    tasks: tasksOf(answers),
    ...(advice._tag === "Undetermined" ? { lacking: lackingOf(rulebook, advice) } : {}),
    choices,
    clauses:
      question === undefined || rulingDay === undefined ? [] : considered(rulebook, question, brief, rulingDay, clauses, choices, decisive),
    linked: linkedQuestions(rulebook, clauses).map(linked => why(rulebook, one(rulebook, linked, brief), brief))
  }
}

/** What advice says, in words: the outcome with what it carries, or the kind of silence with what is missing. */
export const outcomeOf = (rulebook: Rulebook.Rulebook, advice: Advice): Wording => {
  const question = rulebook.questions.get(advice.question)
  const values = advice._tag === "Outcome" ? carriedBy(question, advice.answers[0]?.values ?? {}) : []
  return outcomeSentence(rulebook, question, advice, values)
}

/** What an outcome's id is called, silences included. */
export const labelOfOutcome = (question: Question | undefined, id: string): Wording => {
  const silence = { "not-applicable": "notApplicable", undetermined: "undetermined", conflicting: "conflicting" } as const
  const key = Object.entries(silence).find(([name]) => name === id)?.[1]
  return question?.outcomes[id] ?? (key === undefined ? same(id) : inBoth((_, t) => t.outcome[key]))
}

// internal

type Asked = Exclude<Clause, Quota>

const same = (text: string): Wording => ({ vi: text, en: text })

const outcomeSentence = (
  rulebook: Rulebook.Rulebook,
  question: Question | undefined,
  advice: Advice,
  values: ReadonlyArray<Carried>
): Wording => {
  const label = labelOfOutcome(question, summary(advice))
  if (advice._tag !== "Undetermined") {
    const ends = values.map(each => Shown.carried(each.name, each.value, question?.values?.[each.name]))
    const phrased = values.map(each => question?.values?.[each.name]?.phrase !== undefined)
    return inBoth(lang => ends.reduce((text, end, i) => `${text}${phrased[i] === true ? " " : ", "}${end[lang]}`, label[lang]))
  }
  const lacking = lackingOf(rulebook, advice)
  const parts = (lang: keyof Wording) =>
    inBoth((_, t) => {
      const list = (names: ReadonlyArray<Named>) => names.map(each => each.label[lang]).join(", ")
      return [
        ...(lacking.missing.length > 0 ? [t.why.missing(list(lacking.missing))] : []),
        ...(lacking.disputed.length > 0 ? [t.why.disputed(list(lacking.disputed))] : []),
        ...(lacking.unread.length > 0 ? [t.why.unread(list(lacking.unread))] : []),
        ...(lacking.without.length > 0 ? [t.why.without(list(lacking.without))] : []),
        ...(lacking.gap ? [t.why.gap] : [])
      ].join("; ")
    })[lang]
  return inBoth((lang, t) => {
    const why = parts(lang)
    return why === "" ? label[lang] : `${label[lang]}, ${t.why.lacking(why)}`
  })
}

const lackingOf = (rulebook: Rulebook.Rulebook, advice: Extract<Advice, { readonly _tag: "Undetermined" }>): Lacking => {
  const label = (id: string): Wording =>
    rulebook.measures.get(id)?.label ??
    rulebook.parameters.get(id)?.value.label ??
    rulebook.questions.get(id)?.label ??
    (id === "calendar" ? inBoth((_, t) => t.why.calendar) : same(id))
  const names = (ids: ReadonlyArray<string>): ReadonlyArray<Named> => ids.map(id => ({ id, label: label(id) }))
  return {
    missing: names(advice.missing),
    disputed: names(advice.disputed),
    unread: advice.unread.map(id => ({ id, label: same(textNumber(id, { rulebook })) })),
    without: names(advice.without),
    gap: advice.gap
  }
}

const carriedBy = (question: Question | undefined, values: Readonly<Record<string, Value>>): ReadonlyArray<Carried> =>
  Object.entries(values).map(([name, value]) => {
    const how = question?.values?.[name]
    return { name, label: how?.label ?? same(name), value, shown: Shown.value(value, { quantity: how?.quantity }) }
  })

const tasksOf = (answers: ReadonlyArray<Answer>): ReadonlyArray<Due> =>
  answers.flatMap(({ clause, task }) => (task === undefined ? [] : [{ clause, who: task.rule.who, what: task.rule.what, due: task.due }]))

const sentenceOf = (advice: Advice, outcome: Wording, clauses: ReadonlyArray<Clause>): Wording => {
  const ids = advice._tag === "NotApplicable" ? advice.because : advice._tag === "Undetermined" ? [] : advice.answers.map(a => a.clause)
  const reasons = ids.flatMap((id): ReadonlyArray<Wording> => {
    const clause = clauses.find(each => each.id === id)
    if (clause === undefined) return []
    const [cite] = clause.type === "unread" ? [] : clause.cites
    return [inBoth(lang => `${clause.wording[lang]}${cite === undefined ? "" : ` (${renderCitation(cite, lang)})`}`)]
  })
  return inBoth((lang, t) => {
    const text = outcome[lang].slice(0, 1).toLocaleUpperCase(lang) + outcome[lang].slice(1)
    return reasons.length === 0 ? `${text}.` : `${t.why.sentence(text, reasons.map(reason => reason[lang]).join("; "))}.`
  })
}

const linkedQuestions = (rulebook: Rulebook.Rulebook, clauses: ReadonlyArray<Clause>): ReadonlyArray<Question> =>
  [...referencesOf(clauses.flatMap(expressionsOf)).questions].flatMap(id => rulebook.questions.get(id) ?? [])

const considered = (
  rulebook: Rulebook.Rulebook,
  question: Question,
  brief: Brief,
  rulingDay: PlainDate.PlainDate,
  clauses: ReadonlyArray<Asked>,
  choices: Explanation["choices"],
  decisive: ReadonlySet<string>
): ReadonlyArray<Considered> => {
  const place: Place = { rulebook, brief, rulingDay, env: environment(rulebook, brief, rulingDay) }
  const places = choices.map(choice => ({ ...place, env: environment(rulebook, brief, rulingDay, new Map(Object.entries(choice))) }))
  const sources = rulebook.clauses.get(question.id) ?? []
  const made = (clause: Asked): Considered => {
    const { when } = clause
    const then = "then" in clause ? clause.then : undefined
    const sourced = sources.find(each => each.value === clause)
    return {
      clause: clause.id,
      type: clause.type,
      pack: sourced?.pack ?? "",
      wording: clause.wording,
      mark: when === undefined ? "held" : markOf(when, place),
      decisive: decisive.has(clause.id),
      inForce: clause.inForce,
      cites: clause.type === "unread" ? [] : clause.cites,
      ...(clause.type === "unread" ? { text: clause.text, ...becauseOf(clause) } : {}),
      ...(sourced?.replaced === undefined ? {} : { instead: replacedBy(sourced.replaced) }),
      ...(when === undefined ? {} : { condition: trace(when, place) }),
      inputs: inputsOf(expressionsOf(clause), place),
      ...(then === undefined
        ? {}
        : {
            then: {
              outcome: { id: then.outcome, label: labelOfOutcome(question, then.outcome) },
              values: carriedBy(question, valuesOf(then, place))
            }
          }),
      tried: places.map(
        (each): Tried => ({
          mark: when === undefined ? "held" : markOf(when, each),
          values: then === undefined ? {} : valuesOf(then, each)
        })
      ),
      exceptions: clauses.flatMap(other => (other.type === "exception" && other.excepts === clause.id ? [made(other)] : []))
    }
  }
  // an exception to a clause that is not in force is not looked at: there is nothing that it could replace
  return clauses.flatMap(clause => (clause.type === "exception" ? [] : [made(clause)]))
}

/** What stands as unread may do so because a local rule waits to be affirmed. */
const becauseOf = (unread: object): { readonly because?: "unaffirmed" } =>
  "because" in unread && unread.because === "unaffirmed" ? { because: "unaffirmed" } : {}

const replacedBy = ({ pack, value }: Rulebook.Sourced<Clause>): NonNullable<Considered["instead"]> => ({
  pack,
  wording: value.wording,
  cites: value.type === "unread" ? [] : value.cites
})

const valuesOf = (then: Then, { env }: Place): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(then.values ?? {}).flatMap(([name, expression]) => {
      const result = Expression.evaluate(expression, env)
      return result.known ? [[name, result.value] as const] : []
    })
  )

const inputsOf = (nodes: ReadonlyArray<Expression.Node>, place: Place): ReadonlyArray<Input> => {
  const { rulebook, brief } = place
  const measures = [...referencesOf(nodes).measures].flatMap((id): ReadonlyArray<Input> => {
    const measure = rulebook.measures.get(id)
    if (measure === undefined) return []
    const found = brief.get(id)
    const values = found === undefined ? [] : [{ value: found.value, shown: Shown.measured(measure, found.value), cites: [] }]
    return [
      { kind: "measure", id, label: measure.label, state: found === undefined ? "missing" : "known", values, facts: found?.facts ?? [] }
    ]
  })
  const read = new Map<string, { readonly id: string; readonly on: string | undefined }>()
  for (const node of nodes) {
    Expression.visit(node, inner => {
      if (inner.op !== "parameter" && inner.op !== "within") return
      const id = inner.op === "within" ? inner.parameter : inner.id
      read.set(`${id}\n${inner.on ?? ""}`, { id, on: inner.on })
    })
  }
  return [...measures, ...[...read.values()].flatMap(({ id, on }) => parameterInput(id, on, place))]
}

const parameterInput = (id: string, on: string | undefined, { rulebook, brief, rulingDay }: Place): ReadonlyArray<Input> => {
  const parameter = rulebook.parameters.get(id)
  if (parameter === undefined) return []
  const read = on === undefined ? rulingDay : brief.get(on)?.value
  const day = Shown.isDay(read) ? PlainDate.make(read) : undefined
  const found = day === undefined ? undefined : Rulebook.parameterOn(rulebook, id, day)
  const { quantity } = parameter.value
  const values = (entry: Dated.Entry<Setting> | undefined): ReadonlyArray<InputValue> =>
    (entry === undefined || entry.state === "unread" ? [] : entry.state === "known" ? [entry] : entry.values).map(each => ({
      value: each.value,
      shown: Shown.setting(each.value, { quantity }),
      cites: each.cites
    }))
  return [
    {
      kind: "parameter",
      id,
      label: parameter.value.label,
      state: found?.value.state ?? "missing",
      values: values(found?.value),
      facts: [],
      ...(day === undefined ? {} : { on: day }),
      ...(found === undefined ? {} : { inForce: found.value.inForce, pack: found.pack }),
      ...(found?.value.state === "unread" ? { text: found.value.text, ...becauseOf(found.value) } : {}),
      ...(found?.replaced === undefined ? {} : { instead: { pack: found.replaced.pack, values: values(found.replaced.value) } })
    }
  ]
}
