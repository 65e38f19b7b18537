/** What shows in the pack itself, under the packs above it. */
import { Journal } from "@chibo/core"
import { Result } from "effect"
import type { Wording } from "../../Citation.ts"
import { type Diagnostic, diagnose } from "../../RulePack.ts"
import { type Case, define, looked, type Subject } from "../Case.ts"

/** The cases that single out diagnostics; `pack.fits` takes all others. */
const singled: ReadonlyArray<readonly [id: string, title: string, codes: ReadonlyArray<string>, count: (subject: Subject) => number]> = [
  [
    "pack.cited",
    "every clause and value cites a text",
    ["uncited"],
    ({ pack }) => pack.clauses.length + pack.parameters.length + pack.overlays.length
  ],
  [
    "pack.worded",
    "everything is worded in Vietnamese and in English",
    ["wording-missing"],
    ({ pack }) => 1 + pack.questions.length + pack.measures.length + pack.clauses.length
  ],
  [
    "pack.keys",
    "there is no key that packs do not have, and nothing but plain data",
    ["unknown-key", "not-plain", "malformed"],
    ({ pack }) => Object.keys(pack).length
  ],
  [
    "pack.periods",
    "periods end after they start, and no two values hold on one day",
    ["period-reversed", "periods-overlap"],
    ({ pack }) => pack.clauses.length + pack.parameters.length + pack.overlays.length
  ],
  [
    "pack.references",
    "every measure, parameter, question, clause and outcome that is named is defined",
    [
      "unknown-measure",
      "unknown-parameter",
      "unknown-question",
      "unknown-clause",
      "unknown-outcome",
      "unknown-value",
      "unknown-designation"
    ],
    ({ pack }) => pack.clauses.length + pack.overlays.length + pack.indicators.length
  ],
  [
    "overlays.contract",
    "what departs from a higher text stays within what that text lets lower units do",
    ["beyond-contract", "misdeclared", "overlays-conflict"],
    ({ pack }) => pack.clauses.length + pack.overlays.length
  ]
]

export const packCases: ReadonlyArray<Case> = [
  ...singled.map(([id, title, codes, count]) =>
    define(id, title, subject =>
      looked(
        count(subject),
        diagnosed(subject)
          .filter(each => codes.includes(each.code))
          .map(sentence)
      )
    )
  ),
  define("pack.fits", "nothing else keeps the packs from being used together", subject => {
    const taken = new Set(singled.flatMap(([, , codes]) => codes))
    return looked(
      1,
      diagnosed(subject)
        .filter(each => !taken.has(each.code))
        .map(sentence)
    )
  }),
  define("pack.json", "the pack comes back from JSON as it is", ({ pack }) => {
    const back: unknown = JSON.parse(JSON.stringify(pack))
    return looked(1, Journal.canonical(back) === Journal.canonical(pack) ? lost(pack, back, "pack") : [changed("pack")])
  }),
  define("measures.computed", "every computed measure has a function, and every function a measure", ({ pack, options }) => {
    const functions = Object.keys(options.functions ?? {})
    const all = [...(options.above ?? []), pack].flatMap(each => each.measures)
    const computed = pack.measures.filter(measure => measure.of.by === "computed").map(measure => measure.id)
    const without = computed.filter(id => !functions.includes(id))
    const strange = functions.filter(id => !all.some(measure => measure.id === id && measure.of.by === "computed"))
    return looked(1 + computed.length, [
      ...without.map(id => ({ vi: `chỉ tiêu «${id}» không có hàm tính`, en: `the measure «${id}» has no function` })),
      ...strange.map(id => ({ vi: `hàm «${id}» không thuộc chỉ tiêu nào`, en: `the function «${id}» is of no measure` }))
    ])
  })
]

// internal

const diagnosed = ({ pack, book }: Subject): ReadonlyArray<Diagnostic> => {
  const own = diagnose(pack)
  const stacked = Result.isFailure(book) ? book.failure.diagnostics : []
  const keys = new Set(own.map(({ code, about }) => `${code} ${about}`))
  return [...own, ...stacked.filter(({ code, about }) => !keys.has(`${code} ${about}`))]
}

const sentence = ({ code, about, message }: Diagnostic): Wording => ({
  vi: `${about}: ${message.vi} (${code})`,
  en: `${about}: ${message.en} (${code})`
})

const changed = (path: string): Wording => ({ vi: `«${path}» khác đi sau khi ghi ra JSON`, en: `«${path}» comes back from JSON changed` })

/** What JSON loses without a change that canonical JSON would show: functions, `undefined`, instances. */
const lost = (before: unknown, after: unknown, path: string): ReadonlyArray<Wording> => {
  if (typeof before !== "object" || before === null || typeof after !== "object" || after === null)
    return Object.is(before, after) ? [] : [changed(path)]
  const prototype: unknown = Object.getPrototypeOf(before)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return [changed(path)]
  const [own, back] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))]
  return [...own].flatMap(([key, value]) =>
    back.has(key) ? lost(value, back.get(key), `${path}.${key}`) : value === undefined ? [] : [changed(`${path}.${key}`)]
  )
}
