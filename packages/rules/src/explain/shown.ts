/** Values as people read them: days, truth values, numbers with what they count, words of closed sets. */
import { PlainDate } from "@chibo/core"
import type { Wording } from "../Citation.ts"
import { isSet, type Measure, type Setting, type Value } from "../Measure.ts"
import type { CarriedValue } from "../Question.ts"
import { inBoth } from "../wording/words.ts"

/** How a value is read: what it counts, what its words are called. */
export interface Reading {
  readonly quantity?: Wording | undefined
  readonly values?: Readonly<Record<string, Wording>> | undefined
}

export const isDay = (value: unknown): value is PlainDate.PlainDate => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)

export const value = (given: Value, reading: Reading = {}): Wording =>
  inBoth((lang, t) => {
    if (typeof given === "boolean") return given ? t.yes : t.no
    const word = reading.values?.[String(given)]?.[lang]
    if (word !== undefined) return word
    if (isDay(given)) return t.day(PlainDate.make(given))
    return counted(String(given), reading, lang)
  })

export const setting = (given: Setting, reading: Reading = {}): Wording => {
  if (typeof given !== "object") return value(given, reading)
  if (isSet(given)) {
    const each = given.map(item => value(item, reading))
    return inBoth((lang, t) => each.map(word => word[lang]).join(t.or))
  }
  return inBoth((lang, t) =>
    counted(
      t.condition.range(
        given.least === undefined ? undefined : String(given.least),
        given.most === undefined ? undefined : String(given.most)
      ),
      reading,
      lang
    )
  )
}

/** Several values of which one holds. */
export const either = (given: ReadonlyArray<Wording>): Wording => inBoth((lang, t) => given.map(word => word[lang]).join(t.or))

/** Several values, all of them meant. */
export const both = (given: ReadonlyArray<Wording>): Wording => inBoth((lang, t) => given.map(word => word[lang]).join(t.and))

export const measured = (measure: Measure, given: Value | undefined): Wording =>
  given === undefined ? inBoth((_, t) => t.unknown) : value(given, measure)

/** A value that an outcome carries, as the end of a sentence: "until the end of 30 June 2022". */
export const carried = (name: string, given: Value, how: CarriedValue | undefined): Wording => {
  const shown = value(given, { quantity: how?.quantity })
  return inBoth((lang, t) => {
    if (how?.phrase === undefined) return `${how?.label[lang] ?? name}: ${shown[lang]}`
    const before = isDay(given) ? t.day(PlainDate.addDays(PlainDate.make(given), -1)) : shown[lang]
    return how.phrase[lang].replaceAll("{value}", shown[lang]).replaceAll("{day-before}", before)
  })
}

const counted = (text: string, { quantity }: Reading, lang: keyof Wording): string =>
  quantity === undefined || quantity[lang] === "" ? text : `${text} ${quantity[lang]}`
