/** A report whose every text is given by one function, so that a payload can stand in each place. */
import { Id, Journal, Period, PlainDate } from "@chibo/core"
import type { Advice, Citation, Explain, Report } from "@chibo/rules"

/** The text of a place; places are numbered in the order in which they are made. */
type Say = (place: string) => string

const day = PlainDate.make("2022-07-06")
const wording = (say: Say, place: string): Citation.Wording => ({ vi: say(`${place}.vi`), en: say(`${place}.en`) })

const cite = (say: Say, place: string): Citation.Citation => ({
  text: { id: say(`${place}.id`), number: say(`${place}.number`), title: wording(say, `${place}.title`), date: day },
  at: say(`${place}.at`),
  sure: "reported"
})

export const figure = (say: Say, change: Partial<Report.Figure> = {}): Report.Figure => ({
  id: "members",
  label: wording(say, "figure.label"),
  show: "share",
  numerator: 1136,
  denominator: 5623,
  undetermined: 3,
  population: wording(say, "figure.population"),
  percent: { vi: "20,2", en: "20.2" },
  decimals: 1,
  distinct: { [say("figure.distinct")]: 75 },
  on: [day],
  remark: wording(say, "figure.remark"),
  cites: [cite(say, "figure.cite")],
  ...change
})

export const report = (say: Say, change: Partial<Report.Report> = {}): Report.Report => {
  // sound: ids are branded strings; a payload stands where a file with another schema could put one
  const unit = say("unit") as Id.UnitId
  const answer = say("tally.answer")
  return {
    format: "chibo/report/1",
    unit,
    name: say("name"),
    validOn: day,
    knownAt: Id.Position.make(38_026),
    digest: "0123456789abcdef".repeat(4),
    packs: [say("pack")],
    lapsed: [{ pack: say("lapsed.pack"), label: wording(say, "lapsed.label"), texts: [say("lapsed.text")] }],
    figures: [
      figure(say),
      figure(say, { id: "count", show: "count", percent: undefined, decimals: undefined, on: [PlainDate.make("2015-12-31")] })
    ],
    tallies: [
      {
        question: say("tally.question"),
        label: wording(say, "tally.label"),
        answers: { [answer]: 4487, [say("tally.other")]: 1 },
        words: { [answer]: wording(say, "tally.word") }
      }
    ],
    departures: [
      {
        question: say("departure.question"),
        subject: say("departure.subject"),
        advised: say("departure.advised"),
        decided: say("departure.decided")
      }
    ],
    quotas: [{ clause: say("quota.clause"), unit, on: day, counted: 3, limits: [2, 4], within: undefined }],
    tasks: [
      {
        id: say("task.id"),
        subject: say("task.subject"),
        unit,
        question: say("task.question"),
        clause: say("task.clause"),
        who: wording(say, "task.who"),
        what: wording(say, "task.what"),
        due: day,
        under: [cite(say, "task.cite")],
        closedBy: say("task.closedBy")
      }
    ],
    ...change
  }
}

export const explanation = (say: Say): Explain.Explanation => {
  const advice: Advice.Advice = {
    _tag: "NotApplicable",
    question: say("advice.question"),
    subject: say("advice.subject"),
    validOn: day,
    knownAt: Id.Position.make(38_026),
    rulingDay: day,
    digest: "",
    basis: { rulebook: "", packs: {}, measures: {}, rules: {}, head: Journal.emptyHead },
    because: []
  }
  const named = (what: string): Explain.Named => ({ id: say(`${what}.id`), label: wording(say, what) })
  return {
    format: "chibo/explanation/2",
    advice,
    question: named("explanation.question"),
    decides: wording(say, "explanation.decides"),
    outcome: wording(say, "explanation.outcome"),
    sentence: wording(say, "explanation.sentence"),
    values: [],
    tasks: [{ clause: say("due.clause"), who: wording(say, "due.who"), what: wording(say, "due.what"), due: day }],
    choices: [{}],
    clauses: [
      {
        clause: say("clause.id"),
        type: "general",
        pack: say("clause.pack"),
        wording: wording(say, "clause.wording"),
        mark: "held",
        decisive: true,
        inForce: Period.make("2021-01-01"),
        cites: [cite(say, "clause.cite")],
        condition: { kind: "test", mark: "held", says: wording(say, "clause.condition"), facts: [] },
        inputs: [
          {
            kind: "measure",
            id: say("input.id"),
            label: wording(say, "input.label"),
            state: "known",
            values: [{ value: say("input.value"), shown: wording(say, "input.shown"), cites: [cite(say, "input.cite")] }],
            facts: []
          }
        ],
        tried: [{ mark: "held", values: {} }],
        exceptions: []
      }
    ],
    linked: []
  }
}
