/** What the pack answers: scenarios, silence where nothing is known, and every outcome within reach. */
import { Journal, Period, type PlainDate } from "@chibo/core"
import { summary } from "../../Advice.ts"
import type { Brief } from "../../Brief.ts"
import type { Wording } from "../../Citation.ts"
import * as Engine from "../../Engine.ts"
import * as Explain from "../../Explain.ts"
import type { Question } from "../../Question.ts"
import { type Case, define, looked, type Subject } from "../Case.ts"
import { ranText } from "../Scenario.ts"

export const answerCases: ReadonlyArray<Case> = [
  define("scenarios.read", "every scenario file can be understood", ({ options, problems }) =>
    looked(
      options.scenarios.length,
      problems.map(({ file, line, message }) => ({ vi: `${file}:${line} ${message.vi}`, en: `${file}:${line} ${message.en}` }))
    )
  ),
  define("scenarios.hold", "every scenario gives what it expects", ({ ran, world }) =>
    looked(
      ran.length,
      ran.flatMap(each => (each.broken.length === 0 ? [] : [{ vi: ranText(world, each, "vi"), en: ranText(world, each, "en") }]))
    )
  ),
  define("silence.kept", "where nothing is known, nothing is answered", subject => {
    const asked = answered(subject).flatMap(question => edgesOf(subject, question).map(on => ({ question, on })))
    const rightly = new Set((subject.options.answeredWithoutFacts ?? []).map(each => each.question))
    const problems = asked.flatMap(({ question, on }): ReadonlyArray<Wording> => {
      const said = summary(Engine.one(subject.world.rulebook, question, nothingKnown(question, on)))
      if (said === "undetermined" || rightly.has(question.id)) return []
      return [
        {
          vi: `${question.id}, ${on}: không biết gì mà vẫn trả lời «${said}»`,
          en: `${question.id}, ${on}: nothing is known, and yet the answer is «${said}»`
        }
      ]
    })
    return looked(asked.length, problems)
  }),
  define("outcomes.reached", "every outcome that a clause gives can come about", subject => {
    const wanted = answered(subject).flatMap(question => outcomesOf(subject, question).map(outcome => ({ question, outcome })))
    const listed = subject.options.notReached ?? []
    const isListed = (question: Question, outcome: string) => listed.some(each => each.question === question.id && each.outcome === outcome)
    const problems = wanted.flatMap(({ question, outcome }): ReadonlyArray<Wording> => {
      const reached = isReached(subject, question, outcome)
      if (reached && isListed(question, outcome)) {
        return [
          {
            vi: `${question.id}: «${outcome}» nằm trong danh sách chưa thể có, nhưng đã có`,
            en: `${question.id}: «${outcome}» is listed as not reached, and is`
          }
        ]
      }
      if (reached || isListed(question, outcome)) return []
      return [
        {
          vi: `${question.id}: không tình huống nào, và không thay đổi nào của một hay hai chỉ tiêu, dẫn đến «${outcome}»`,
          en: `${question.id}: no scenario, and no change of one or two measures from any, leads to «${outcome}»`
        }
      ]
    })
    return looked(wanted.length, problems)
  })
]

// internal

/** The questions that the pack has clauses for. */
const answered = ({ pack, world }: Subject): ReadonlyArray<Question> =>
  [...new Set(pack.clauses.map(clause => clause.question))].flatMap(id => world.rulebook.questions.get(id) ?? [])

/** The first and last days of a question's clauses. */
const edgesOf = ({ world }: Subject, question: Question): ReadonlyArray<PlainDate.PlainDate> => {
  const clauses = world.rulebook.clauses.get(question.id) ?? []
  return [...new Set(clauses.flatMap(({ value }) => [value.inForce.from, Period.lastDay(value.inForce) ?? value.inForce.from]))].sort()
}

const nothingKnown = (question: Question, on: PlainDate.PlainDate): Brief => ({
  subject: "scenario",
  on,
  head: Journal.emptyHead,
  calendar: undefined,
  get: id => (id === question.rulingDay ? { value: on, facts: [] } : undefined)
})

/** What the pack's own clauses give; of a question that it asks and does not leave open, all there is. */
const outcomesOf = ({ pack }: Subject, question: Question): ReadonlyArray<string> => {
  const given = pack.clauses.flatMap(clause => (clause.question === question.id && "then" in clause ? [clause.then.outcome] : []))
  const own = pack.questions.some(each => each.id === question.id) && question.open !== true
  return [...new Set([...given, ...(own ? Object.keys(question.outcomes) : [])])].sort()
}

/** By a scenario, or by changing one or two measures of one. */
const isReached = ({ ran, world }: Subject, question: Question, outcome: string): boolean => {
  const found = ran.flatMap(({ answered: each }) => (each?.advice.question === question.id ? [each] : []))
  return (
    found.some(({ advice }) => summary(advice) === outcome) ||
    found.some(({ brief }) => Explain.whyNot(world.rulebook, question, brief, outcome).proposals.length > 0)
  )
}
