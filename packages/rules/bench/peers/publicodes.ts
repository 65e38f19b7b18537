/** publicodes; every evaluation builds its explanation. */
import Engine from "publicodes"
import type { Row } from "../policy/features.ts"
import { packed } from "../policy/hand.ts"
import { asOfDay, type Name, noLimit, now, secondDay, values } from "../policy/values.ts"
import type { Peer } from "./peer.ts"

const facts: Readonly<Record<keyof Row, string>> = {
  hasExemption: "has exemption",
  request: "request",
  age: "age",
  certified: "certified",
  awayMonths: "away months",
  hardship: "hardship",
  decision: "decision",
  decidedOn: "decided on",
  start: "start",
  asked: "asked",
  attended: "attended",
  missed: "missed",
  monthsUnpaid: "months unpaid",
  hasTransfer: "has transfer",
  letter: "letter",
  sinceLetter: "since letter",
  tenure: "tenure",
  score: "score",
  disciplined: "disciplined"
}

const dated = (name: Name, day: string): unknown => {
  const [first, second] = values[name]
  return first === second ? first : { variations: [{ si: `${day} >= ${secondDay}`, alors: second }, { sinon: first }] }
}
const choose = (cases: ReadonlyArray<readonly [string, unknown]>, otherwise: unknown): unknown => ({
  variations: [...cases.map(([si, alors]) => ({ si, alors })), { sinon: otherwise }]
})
const every = (...of: ReadonlyArray<string>): unknown => ({ "toutes ces conditions": of })

const rules: Record<string, unknown> = {
  ...Object.fromEntries(Object.values(facts).map(name => [name, { valeur: 0 }])),
  "age limit": dated("age", "request"),
  "away limit": dated("awayMonths", "request"),
  "term illness": dated("termIllness", "request"),
  "term away": dated("termAway", "request"),
  "term hardship": dated("termHardship", "request"),
  "transfer one": dated("transfer1", "letter"),
  "transfer two": dated("transfer2", "letter"),
  "transfer three": dated("transfer3", "letter"),
  "is old": "age >= age limit",
  "is ill": "certified = 1",
  "is away": "away months >= away limit",
  "is hard": "hardship = 1",
  ground: { "une de ces conditions": ["is old", "is ill", "is away", "is hard"] },
  proper: every("has exemption = 1", "decision = 1", "decided on >= request"),
  limit: choose(
    [
      ["is old", noLimit],
      ["is ill", "term illness"],
      ["is away", "term away"]
    ],
    "term hardship"
  ),
  last: { somme: ["start", { "le minimum de": ["asked", "limit"] }] },
  "in term": every(`start <= ${asOfDay}`, `last >= ${asOfDay}`),
  kept: `attended >= ${now("fewestMeetings")}`,
  exemption: choose(
    [
      ["has exemption = 0", 0],
      ["ground = non", 1],
      ["decision = 0", 2],
      ["proper = non", 3],
      ["in term = non", 4],
      ["kept", 5]
    ],
    6
  ),
  active: "exemption >= 5",
  absent: every("active = non", `missed >= ${now("missed")}`),
  owing: `months unpaid >= ${now("dues")}`,
  warning: { somme: [choose([["absent", 1]], 0), choose([["owing", 2]], 0)] },
  transfer: choose(
    [
      ["has transfer = 0", 0],
      ["since letter >= transfer three", 3],
      ["since letter >= transfer two", 2],
      ["since letter >= transfer one", 1]
    ],
    0
  ),
  graded: every("active = non", `tenure >= ${now("tenure")}`),
  band: choose(
    [
      [`score >= ${now("excellent")}`, 4],
      [`score >= ${now("good")}`, 3],
      [`score >= ${now("met")}`, 2]
    ],
    1
  ),
  grade: choose(
    [
      ["graded = non", 0],
      ["disciplined = 1", 1],
      ["warning > 0", { "le minimum de": ["band", 2] }]
    ],
    "band"
  )
}

export const publicodes = (): Peer => {
  const silent = { log: () => {}, warn: () => {}, error: () => {} }
  const engine = new Engine(rules as never, { logger: silent }) // sound: the library's type of rules wants them parsed
  const value = (rule: string): number => Number(engine.evaluate(rule).nodeValue)
  return {
    name: "publicodes",
    reasons: true,
    decide: async (rows, codes) => {
      for (const [i, row] of rows.entries()) {
        engine.setSituation(Object.fromEntries(Object.entries(row).map(([key, fact]) => [facts[key as keyof Row], fact])) as never) // sound: plain numbers by rule
        codes[i] = packed(value("exemption"), value("warning"), value("transfer"), value("grade"))
      }
    }
  }
}
