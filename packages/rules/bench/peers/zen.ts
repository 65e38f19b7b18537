/** zen-engine in its best batch mode: one expression node over a thousand rows at a time. */
import { ZenEngine } from "@gorules/zen-engine"
import { packed } from "../policy/hand.ts"
import { asOfDay, type Name, noLimit, now, secondDay, values } from "../policy/values.ts"
import type { Peer } from "./peer.ts"

const dated = (name: Name, day: string): string => {
  const [first, second] = values[name]
  return first === second ? `${first}` : `(${day} >= ${secondDay} ? ${second} : ${first})`
}

const lines: ReadonlyArray<readonly [string, string]> = [
  ["old", `age >= ${dated("age", "request")}`],
  ["ill", "certified == 1"],
  ["away", `awayMonths >= ${dated("awayMonths", "request")}`],
  ["hard", "hardship == 1"],
  ["ground", "$.old or $.ill or $.away or $.hard"],
  ["proper", "decision == 1 and decidedOn >= request"],
  [
    "limit",
    `$.old ? ${noLimit} : $.ill ? ${dated("termIllness", "request")} : $.away ? ${dated("termAway", "request")} : ${dated("termHardship", "request")}`
  ],
  ["last", "start + min([asked, $.limit])"],
  ["inTerm", `start <= ${asOfDay} and $.last >= ${asOfDay}`],
  [
    "exemption",
    `hasExemption != 1 ? 0 : $.ground == false ? 1 : decision == 0 ? 2 : $.proper == false ? 3 : $.inTerm == false ? 4 : attended >= ${now("fewestMeetings")} ? 5 : 6`
  ],
  ["active", "$.exemption >= 5"],
  ["absent", `$.active == false and missed >= ${now("missed")}`],
  ["owing", `monthsUnpaid >= ${now("dues")}`],
  ["warning", "($.absent ? 1 : 0) + ($.owing ? 2 : 0)"],
  [
    "transfer",
    `hasTransfer != 1 ? 0 : sinceLetter >= ${dated("transfer3", "letter")} ? 3 : sinceLetter >= ${dated("transfer2", "letter")} ? 2 : sinceLetter >= ${dated("transfer1", "letter")} ? 1 : 0`
  ],
  ["graded", `$.active == false and tenure >= ${now("tenure")}`],
  ["band", `score >= ${now("excellent")} ? 4 : score >= ${now("good")} ? 3 : score >= ${now("met")} ? 2 : 1`],
  ["grade", "$.graded == false ? 0 : disciplined == 1 ? 1 : $.warning > 0 ? min([2, $.band]) : $.band"]
]

interface Said {
  readonly exemption: number
  readonly warning: number
  readonly transfer: number
  readonly grade: number
}

const batch = 1_000

export const zen = (): Peer => {
  const node = (id: string, type: string, content: unknown) => ({ id, name: id, type, content, position: { x: 0, y: 0 } })
  const edge = (sourceId: string, targetId: string) => ({ id: `${sourceId}-${targetId}`, type: "edge", sourceId, targetId })
  const content = {
    expressions: lines.map(([key, value]) => ({ id: key, key, value })),
    passThrough: false,
    inputField: "rows",
    outputPath: "rows",
    executionMode: "loop"
  }
  const decision = new ZenEngine().createDecision({
    nodes: [node("in", "inputNode", {}), node("all", "expressionNode", content), node("out", "outputNode", {})],
    edges: [edge("in", "all"), edge("all", "out")]
  })
  return {
    name: "zen-engine, a thousand rows at a time",
    reasons: false,
    decide: async (rows, codes) => {
      for (let from = 0; from < rows.length; from += batch) {
        const answered = await decision.evaluate({ rows: rows.slice(from, from + batch) })
        const said: ReadonlyArray<Said> = answered.result.rows
        for (const [j, { exemption, warning, transfer, grade }] of said.entries())
          codes[from + j] = packed(exemption, warning, transfer, grade)
      }
    }
  }
}
