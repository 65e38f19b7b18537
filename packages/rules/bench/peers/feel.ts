/** feelin, an interpreter of FEEL: one `for` over five hundred rows, as each evaluation parses its text anew. */
import { evaluate } from "feelin"
import type { Row } from "../policy/features.ts"
import { packed } from "../policy/hand.ts"
import { asOfDay, type Name, noLimit, now, secondDay, values } from "../policy/values.ts"
import type { Peer } from "./peer.ts"

const dated = (name: Name, day: string): string => {
  const [first, second] = values[name]
  return first === second ? `${first}` : `(if ${day} >= ${secondDay} then ${second} else ${first})`
}
const choose = (cases: ReadonlyArray<readonly [string, string]>, otherwise: string): string =>
  `${cases.map(([when, then]) => `if ${when} then ${then} else `).join("")}${otherwise}`

const names: ReadonlyArray<keyof Row> = [
  ...(["hasExemption", "request", "age", "certified", "awayMonths", "hardship", "decision", "decidedOn", "start", "asked"] as const),
  ...(["attended", "missed", "monthsUnpaid", "hasTransfer", "letter", "sinceLetter", "tenure", "score", "disciplined"] as const)
]
const since = (name: Name) => `sinceLetter >= ${dated(name, "letter")}`
const lines: ReadonlyArray<readonly [string, string]> = [
  ...names.map(name => [name, `m.${name}`] as const),
  ["old", `age >= ${dated("age", "request")}`],
  ["ill", "certified = 1"],
  ["away", `awayMonths >= ${dated("awayMonths", "request")}`],
  ["hard", "hardship = 1"],
  ["ground", "old or ill or away or hard"],
  ["proper", "hasExemption = 1 and decision = 1 and decidedOn >= request"],
  [
    "limit",
    choose(
      [
        ["old", `${noLimit}`],
        ["ill", dated("termIllness", "request")],
        ["away", dated("termAway", "request")]
      ],
      dated("termHardship", "request")
    )
  ],
  ["last", "start + min(asked, limit)"],
  ["inTerm", `start <= ${asOfDay} and last >= ${asOfDay}`],
  ["kept", `attended >= ${now("fewestMeetings")}`],
  [
    "exemption",
    choose(
      [
        ["hasExemption != 1", "0"],
        ["not(ground)", "1"],
        ["decision = 0", "2"],
        ["not(proper)", "3"],
        ["not(inTerm)", "4"],
        ["kept", "5"]
      ],
      "6"
    )
  ],
  ["active", "exemption >= 5"],
  ["absent", `not(active) and missed >= ${now("missed")}`],
  ["owing", `monthsUnpaid >= ${now("dues")}`],
  ["warning", "(if absent then 1 else 0) + (if owing then 2 else 0)"],
  [
    "transfer",
    choose(
      [
        ["hasTransfer != 1", "0"],
        [since("transfer3"), "3"],
        [since("transfer2"), "2"],
        [since("transfer1"), "1"]
      ],
      "0"
    )
  ],
  ["graded", `not(active) and tenure >= ${now("tenure")}`],
  [
    "band",
    choose(
      [
        [`score >= ${now("excellent")}`, "4"],
        [`score >= ${now("good")}`, "3"],
        [`score >= ${now("met")}`, "2"]
      ],
      "1"
    )
  ],
  [
    "grade",
    choose(
      [
        ["not(graded)", "0"],
        ["disciplined = 1", "1"],
        ["warning > 0", "min(band, 2)"]
      ],
      "band"
    )
  ]
]
const text = `for m in rows return {${lines.map(([key, value]) => `${key}: ${value}`).join(", ")}}`
const batch = 500

interface Said {
  readonly exemption: number
  readonly warning: number
  readonly transfer: number
  readonly grade: number
}

export const feel = (): Peer => ({
  name: "feelin (FEEL), five hundred rows at a time",
  reasons: false,
  decide: async (rows, codes) => {
    for (let from = 0; from < rows.length; from += batch) {
      const said = evaluate(text, { rows: rows.slice(from, from + batch) }).value as ReadonlyArray<Said> // sound: the text gives such records
      for (const [j, { exemption, warning, transfer, grade }] of said.entries())
        codes[from + j] = packed(exemption, warning, transfer, grade)
    }
  }
})
