/** Packs that answer wrongly. */
import { Period, PlainDate } from "@chibo/core"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import {
  admittedOn,
  badge,
  baseOfShare,
  cited,
  citedLater,
  duty,
  factsOf,
  least,
  may,
  mayNot,
  read,
  sick,
  spared,
  tenure,
  tightened,
  unreadDuty
} from "./base.ts"
import { changing, changingClause, changingParameter, measuring, type Wrong } from "./Wrong.ts"

const either = (long: Expression.Expression<"boolean">) => Expression.any(long, Expression.ge(badge, 30))

/** Both clauses of the duty by another condition. */
const deciding = (enough: Expression.Expression<"boolean">): Wrong["make"] =>
  changing(pack => ({
    clauses: pack.clauses.map(clause =>
      clause.id === may.id ? { ...clause, when: enough } : clause.id === mayNot.id ? { ...clause, when: Expression.not(enough) } : clause
    )
  }))

export const wrongAnswers: ReadonlyArray<Wrong> = [
  {
    id: "starts-a-day-late",
    title: "a clause begins a day after its text",
    caughtBy: "scenarios.hold",
    make: changingClause(may.id, () => ({ inForce: Period.make("2020-01-02", "2024-01-01") }))
  },
  {
    id: "starts-a-day-early",
    title: "clauses begin a day before their text",
    caughtBy: "scenarios.hold",
    make: changing(pack => ({
      clauses: pack.clauses.map(clause =>
        clause.id === mayNot.id ? { ...clause, inForce: Period.make("2019-12-31", "2024-01-01"), when: Expression.lt(tenure, 13) } : clause
      )
    }))
  },
  {
    id: "ends-a-day-late",
    title: "a value ends a day after its text, and the next begins a day late",
    caughtBy: "scenarios.hold",
    make: changingParameter(least.id, {
      values: [Dated.known(12, "2020-01-01", "2022-01-02", cited), Dated.known(6, "2022-01-02", "2024-01-01", citedLater)]
    })
  },
  {
    id: "reversed",
    title: "a comparison points the other way",
    caughtBy: "scenarios.hold",
    make: deciding(either(Expression.le(tenure, least)))
  },
  {
    id: "more-for-at-least",
    title: "more than the least is asked for where the least is enough",
    caughtBy: "scenarios.hold",
    make: deciding(either(Expression.gt(tenure, least)))
  },
  {
    id: "all-for-any",
    title: "both conditions are asked for where one is enough",
    caughtBy: "scenarios.hold",
    make: deciding(Expression.all(Expression.ge(tenure, least), Expression.ge(badge, 30)))
  },
  {
    id: "wrong-regime",
    title: "the value of the day of admission is read instead of that of the ruling day",
    caughtBy: "scenarios.hold",
    make: deciding(either(Expression.ge(tenure, Expression.on(least, admittedOn))))
  },
  {
    id: "conflict",
    title: "two clauses hold for the same members and answer differently",
    caughtBy: "scenarios.hold",
    make: changingClause(mayNot.id, () => ({ when: Expression.lt(tenure, 24) }))
  },
  {
    id: "silent-default",
    title: "a clause answers whoever nothing is known of",
    caughtBy: "silence.kept",
    make: changing(pack => ({
      clauses: [
        ...pack.clauses.filter(clause => clause.id !== may.id && clause.id !== mayNot.id && clause.id !== spared.id),
        { ...may, when: Expression.of<"boolean">(true) }
      ]
    }))
  },
  {
    id: "absent-is-nought",
    title: "a measure gives nought where nothing is recorded",
    caughtBy: "scenarios.hold",
    make: measuring(badge.id, given => {
      const latest = factsOf(given, "member.badge-awarded").at(-1)
      return { value: latest?.fact.years ?? 0, facts: [] }
    })
  },
  {
    id: "unread-filled",
    title: "the stretch that nobody has read goes on with the old number",
    caughtBy: "scenarios.hold",
    make: changing(pack => ({
      parameters: pack.parameters.map(each =>
        each.id === least.id
          ? { ...least, values: [...least.values.slice(0, 1), Dated.known(6, "2022-01-01", undefined, citedLater)] }
          : each
      ),
      clauses: pack.clauses.flatMap(clause =>
        clause.id === unreadDuty.id ? [] : [clause.question === duty.id ? { ...clause, inForce: Period.make("2020-01-01") } : clause]
      )
    }))
  },
  {
    id: "unaffirmed",
    title: "an overlay was written for another version of what it departs from",
    caughtBy: "scenarios.hold",
    make: changing(() => ({ overlays: [{ ...tightened, affirms: "000000000000" }] }))
  },
  {
    id: "quota-on-wrong-base",
    title: "the share is taken of the good and the excellent together",
    caughtBy: "scenarios.hold",
    make: changingParameter(baseOfShare.id, { values: [Dated.known("good-or-better", "2020-01-01", undefined, cited)] })
  },
  {
    id: "exception-shadowed",
    title: "an exception holds only where what it excepts does not",
    caughtBy: "outcomes.reached",
    make: changingClause(spared.id, () => ({
      when: Expression.all(sick, Expression.lt(tenure, least), Expression.lt(badge, 30))
    }))
  },
  {
    id: "outcome-of-nobody",
    title: "a question has an outcome that no clause gives",
    caughtBy: "outcomes.reached",
    make: changing(pack => ({
      questions: pack.questions.map(question =>
        question.id === duty.id ? { ...question, outcomes: { ...question.outcomes, later: { vi: "để sau", en: "later" } } } : question
      )
    }))
  },
  {
    id: "day-without-scenario",
    title: "a clause was added whose first day no scenario stands on",
    caughtBy: "periods.exercised",
    make: changing(pack => ({
      clauses: [
        ...pack.clauses,
        Clause.exception(may, {
          id: "place.spared-2023",
          question: duty,
          inForce: Period.make("2023-05-01", read.until),
          wording: { vi: "Từ tháng 5 năm 2023 người ốm nặng được miễn", en: "From May 2023 the seriously ill are spared" },
          when: Expression.of<"boolean">(sick),
          then: { outcome: "spared" },
          cites: [citedLater]
        })
      ]
    }))
  },
  {
    id: "scenario-misspelt",
    title: "a scenario names an outcome that there is not",
    caughtBy: "scenarios.read",
    make: ({ pack, options }) => ({
      pack,
      options: {
        ...options,
        scenarios: options.scenarios.map(each => ({ ...each, text: each.text.replace("expect: spared", "expect: sparred") }))
      }
    })
  },
  {
    id: "local-time",
    title: "a measure takes days for moments in the computer's time zone",
    caughtBy: "zone.independent",
    make: measuring(tenure.id, given => {
      const [first] = factsOf(given, "member.admitted")
      if (first === undefined) return undefined
      const [from, to] = [new Date(first.fact.on), new Date(given.on)]
      const whole = (to.getFullYear() - from.getFullYear()) * 12 + to.getMonth() - from.getMonth()
      return { value: whole - (to.getDate() < from.getDate() ? 1 : 0), facts: [first.position] }
    })
  },
  {
    id: "recording-order",
    title: "a measure takes what was recorded last for what happened last",
    caughtBy: "facts.order",
    make: measuring(badge.id, given => {
      const latest = factsOf(given, "member.badge-awarded")
        .toSorted((a, b) => a.position - b.position)
        .at(-1)
      return latest === undefined ? undefined : { value: latest.fact.years, facts: [latest.position] }
    })
  },
  {
    id: "counts-calls",
    title: "a measure gives something else each time it is asked",
    caughtBy: "advice.repeatable",
    make: counting
  }
]

// internal

function counting(...[{ pack, options }]: Parameters<Wrong["make"]>): ReturnType<Wrong["make"]> {
  let calls = 0
  const given = measuring(tenure.id, asked => {
    const [first] = factsOf(asked, "member.admitted")
    calls++
    return first === undefined ? undefined : { value: PlainDate.monthsBetween(first.fact.on, asked.on) + calls, facts: [] }
  })
  return given({ pack, options })
}
