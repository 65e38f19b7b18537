/**
 * People: what identifies them, which is sensitive, and how old they are, as far as that is known.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import * as PlainDate from "./PlainDate.ts"

// model

/**
 * A birth date: a day (`yyyy-mm-dd`) or, as many files have it, a year alone (`yyyy`).
 *
 * @since 0.1.0
 */
export const BirthDate = Schema.Union([
  PlainDate.PlainDate,
  Schema.String.check(Schema.makeFilter((text: string) => /^[1-9]\d{3}$/.test(text) || "Expected a birth date yyyy-mm-dd, or a year yyyy"))
])
/** A birth date: a day or a year alone. */
export type BirthDate = typeof BirthDate.Type

const digits = (lengths: ReadonlyArray<number>, what: string) =>
  Schema.String.check(
    Schema.makeFilter(
      (text: string) => (/^\d+$/.test(text) && lengths.includes(text.length)) || `Expected ${what}: ${lengths.join(" or ")} digits, as text`
    )
  )

/**
 * What identifies a person. Every field may be unknown; the two identity numbers (citizen's and Party card) are no keys: a file may lack
 * either, and cards of 8 digits (from 2003) were exchanged for cards of 12 (from 2025).
 *
 * @since 0.1.0
 */
export const Details = Schema.Struct({
  fullName: Schema.optionalKey(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))),
  otherName: Schema.optionalKey(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))),
  sortName: Schema.optionalKey(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(200))),
  birth: Schema.optionalKey(BirthDate),
  sex: Schema.optionalKey(Schema.Literals(["female", "male"])),
  ethnicity: Schema.optionalKey(Schema.String),
  citizenNumber: Schema.optionalKey(digits([9, 12], "a citizen's number")),
  cardNumber: Schema.optionalKey(digits([8, 12], "a Party card number")),
  formerCardNumber: Schema.optionalKey(digits([8], "a former Party card number")),
  contact: Schema.optionalKey(Schema.String)
})
/** What identifies a person. Personal: it stands only where a fact says `personal`. */
export type Details = typeof Details.Type

// operations

/**
 * Full years of age on a day, as the least and the most they can be: a year alone leaves two possibilities, except on 31 December.
 *
 * @example
 * Member.ageRange("1962", PlainDate.make("2022-07-06")) // => { least: 59, most: 60 }
 * Member.ageRange("1962-07-06", PlainDate.make("2022-07-06")) // => { least: 60, most: 60 }
 * @since 0.1.0
 */
export const ageRange = (birth: BirthDate, day: PlainDate.PlainDate): { readonly least: number; readonly most: number } => {
  const [first, last] = birth.length === 4 ? [`${birth}-01-01`, `${birth}-12-31`] : [birth, birth]
  const age = (born: string) => Math.floor(PlainDate.monthsBetween(PlainDate.make(born), day) / 12)
  return { least: age(last), most: age(first) }
}

/**
 * Full years of age on a day, where every birthday that the birth date allows agrees; else `undefined`.
 *
 * @example
 * Member.age("1962", PlainDate.make("2022-12-31")) // => 60
 * Member.age("1962", PlainDate.make("2022-07-06")) // => undefined
 * @since 0.1.0
 */
export const age = (birth: BirthDate, day: PlainDate.PlainDate): number | undefined => {
  const { least, most } = ageRange(birth, day)
  return least === most ? least : undefined
}
