/** json-logic-engine, its rules compiled by `build`: the honest peer, as it compiles too. */
import { LogicEngine } from "json-logic-engine"
import { packed } from "../policy/hand.ts"
import { asOfDay, type Name, noLimit, now, secondDay, values } from "../policy/values.ts"
import type { Peer } from "./peer.ts"

type Rule = unknown
const fact = (name: string): Rule => ({ var: name })
const least = (a: Rule, b: Rule): Rule => ({ ">=": [a, b] })
const same = (a: Rule, b: Rule): Rule => ({ "===": [a, b] })
const all = (...of: ReadonlyArray<Rule>): Rule => ({ and: of })
const any = (...of: ReadonlyArray<Rule>): Rule => ({ or: of })
const not = (of: Rule): Rule => ({ "!": of })
const choose = (...of: ReadonlyArray<Rule>): Rule => ({ if: of })
const dated = (name: Name, day: string): Rule => {
  const [first, second] = values[name]
  return first === second ? first : choose(least(fact(day), secondDay), second, first)
}

const old = least(fact("age"), dated("age", "request"))
const ill = same(fact("certified"), 1)
const away = least(fact("awayMonths"), dated("awayMonths", "request"))
const hard = same(fact("hardship"), 1)
const limit = choose(
  old,
  noLimit,
  ill,
  dated("termIllness", "request"),
  away,
  dated("termAway", "request"),
  dated("termHardship", "request")
)
const inTerm = all(least(asOfDay, fact("start")), least({ "+": [fact("start"), { min: [fact("asked"), limit] }] }, asOfDay))
const exemption = choose(
  not(same(fact("hasExemption"), 1)),
  0,
  not(any(old, ill, away, hard)),
  1,
  same(fact("decision"), 0),
  2,
  not(all(same(fact("decision"), 1), least(fact("decidedOn"), fact("request")))),
  3,
  not(inTerm),
  4,
  least(fact("attended"), now("fewestMeetings")),
  5,
  6
)
const active = least(fact("exemption"), 5)
const warning: Rule = {
  "+": [choose(all(not(active), least(fact("missed"), now("missed"))), 1, 0), choose(least(fact("monthsUnpaid"), now("dues")), 2, 0)]
}
const since = (name: Name) => least(fact("sinceLetter"), dated(name, "letter"))
const transfer = choose(not(same(fact("hasTransfer"), 1)), 0, since("transfer3"), 3, since("transfer2"), 2, since("transfer1"), 1, 0)
const band = choose(least(fact("score"), now("excellent")), 4, least(fact("score"), now("good")), 3, least(fact("score"), now("met")), 2, 1)
const grade = choose(
  not(all(not(active), least(fact("tenure"), now("tenure")))),
  0,
  same(fact("disciplined"), 1),
  1,
  { ">": [fact("warning"), 0] },
  { min: [band, 2] },
  band
)

export const jsonLogic = (): Peer => {
  const engine = new LogicEngine()
  const [first, second, third, fourth] = [exemption, warning, transfer, grade].map(rule => engine.build(rule) as (row: object) => number)
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new RangeError("four rules")
  return {
    name: "json-logic-engine, compiled",
    reasons: false,
    decide: async (rows, codes) => {
      for (const [i, row] of rows.entries()) {
        const facts = { ...row, exemption: 0, warning: 0 }
        facts.exemption = first(facts)
        facts.warning = second(facts)
        codes[i] = packed(facts.exemption, facts.warning, third(facts), fourth(facts))
      }
    }
  }
}
