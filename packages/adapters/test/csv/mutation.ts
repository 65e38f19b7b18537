/** CSV files mutated as fast-check says, and what must hold of every one of them. */
import * as Csv from "@chibo/adapters/csv"
import { Result } from "effect"
import fc from "fast-check"
import { records } from "../../src/csv/records.ts"
import { header, lookup, members, row } from "./fixtures.ts"

/** What was looked at: files, rows by outcome, and the codes of what was wrong. */
export interface Looked {
  files: number
  refused: number
  rows: number
  good: number
  bad: number
  asked: number
  readonly codes: Map<string, number>
}

const { separator: _, ...open } = members

/** Things that stand in real files where they should not. */
const oddities = [
  '"',
  '""',
  ",",
  ";",
  "\t",
  "\r",
  "\n",
  "\r\n",
  "\0",
  "\ufeff",
  "\u200b",
  "\u00ad",
  "\ufffd",
  "ð",
  "=1+1",
  "+84",
  "-",
  "0123",
  "31/02/2020",
  "3/2/30",
  "44562",
  "12/25/2011",
  "__proto__",
  "constructor",
  "NguyÔn V¨n",
  "Nguyeãn",
  "é".normalize("NFD"),
  "💥",
  " ",
  "x".repeat(5000)
] as const

type Step = readonly ["insert" | "replace" | "cut" | "double" | "swap" | "flip", at: number, what: number]

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom("insert", "replace", "cut", "double", "swap", "flip"),
  fc.nat(100_000),
  fc.nat(1000)
)

const mutate = (text: string, [how, at, what]: Step): string => {
  const place = at % Math.max(1, text.length)
  const odd = oddities[what % oddities.length] ?? ""
  const length = what % 40
  switch (how) {
    case "insert":
      return text.slice(0, place) + odd + text.slice(place)
    case "replace":
      return text.slice(0, place) + odd + text.slice(place + odd.length)
    case "cut":
      return text.slice(0, place) + text.slice(place + length)
    case "double":
      return text.slice(0, place + length) + text.slice(place)
    case "swap": {
      const lines = text.split("\n")
      const [a, b] = [1 + (at % Math.max(1, lines.length - 1)), 1 + (what % Math.max(1, lines.length - 1))]
      return lines.with(a % lines.length, lines[b % lines.length] ?? "").join("\n")
    }
    case "flip":
      return text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ (1 << (what % 8))) + text.slice(place + 1)
  }
}

/** Mutates files until so many rows were looked at. It fails with the seed where something does not hold. */
export const mutateRows = (rows: number, seed: number, perFile = 30): Looked => {
  const looked: Looked = { files: 0, refused: 0, rows: 0, good: 0, bad: 0, asked: 0, codes: new Map() }
  const body = Array.from({ length: perFile }, (_, n) => row(n)).join("\n")
  const file = fc.tuple(fc.array(step, { maxLength: 12 }), fc.constantFrom(",", ";", "\t"), fc.boolean(), fc.boolean())
  let part = 0
  while (looked.rows < rows) {
    fc.assert(
      fc.property(file, ([steps, separator, headed, told]) => {
        const text = steps.reduce(mutate, `${body}\n`.replaceAll(",", separator))
        const bytes = new TextEncoder().encode(`${headed ? "\ufeff" : ""}${header.replaceAll(",", separator)}\n${text}`)
        const reading = told ? ({ encoding: "utf-8", separator: separator as Csv.Separator } as const) : {}
        const found = Csv.read(bytes, open, lookup, reading)
        looked.files++
        if (Result.isFailure(found)) {
          looked.refused++
          if (found.failure.message === "" || found.failure.describe("vi") === "") throw new Error("a refusal without words")
          return
        }
        if (told) {
          const lines = records(new TextDecoder().decode(bytes), separator as Csv.Separator)
          if (lines.length !== 1 + found.success.rows.length + found.success.blank) throw new Error("a row vanished")
        }
        let next = 2
        for (const one of found.success.rows) {
          if (one.line < next || one.lastLine < one.line) throw new Error(`line ${one.line} after ${next}`)
          next = one.lastLine + 1
          looked.rows++
          if (one._tag === "Read") looked.good++
          else if (one._tag === "Bad") {
            looked.bad++
            if (one.problems.length === 0) throw new Error("bad without a problem")
            for (const { code, vi, en } of one.problems) {
              if (vi === "" || en === "") throw new Error(`${code} without words`)
              looked.codes.set(code, (looked.codes.get(code) ?? 0) + 1)
            }
          } else if (one.questions.every(({ code, vi, en }) => code.startsWith("misread.") && vi !== "" && en !== "")) looked.asked++
          else throw new Error("no other question is asked here")
        }
      }),
      { numRuns: 100, seed: seed + part++ }
    )
  }
  return looked
}
