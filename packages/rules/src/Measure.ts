/**
 * What rules may ask about a subject: a typed quantity, measured from the register on a day.
 *
 * A measure is data. An aggregate counts facts, so that a database can do it; a computed one names the kinds of fact it reads and its
 * version, and its function is passed beside the pack. A measure gives a value with the facts it rests on, or nothing: absent is not zero.
 *
 * @since 0.1.0
 */
import { type Fact, type Id, PlainDate, type Register, type WorkingDays } from "@chibo/core"
import type { Wording } from "./Citation.ts"

/** The kinds of subject that questions are asked about. */
export type SubjectKind = "member" | "cell" | "unit" | "exemption" | "assignment" | "transfer"

/** A value inside an expression. Decimals are exact: see `Expression.decimal`. */
export type Value = boolean | number | string

/** The types of value: `day` is a `PlainDate`, `text` one of a closed set. */
export type ValueType = "boolean" | "integer" | "day" | "text"

/** From one value to another, both included; an end that is left out is open. */
export interface Range {
  readonly least?: number
  readonly most?: number
}

/** What a parameter may hold: a value, a closed set of texts, or a range of whole numbers. */
export type Setting = Value | ReadonlyArray<string> | Range

/** Tells a set from a range. */
export const isSet = (setting: ReadonlyArray<string> | Range): setting is ReadonlyArray<string> => Array.isArray(setting)

/** The types of setting: those of values, `set` and `range`. */
export type SettingType = ValueType | "set" | "range"

/** What a parameter of a type holds. */
export type SettingOf<T extends SettingType> = T extends "integer"
  ? number
  : T extends "boolean"
    ? boolean
    : T extends "set"
      ? ReadonlyArray<string>
      : T extends "range"
        ? Range
        : string

/** How an aggregate is taken: facts of a kind that name the subject, within a window that ends with the day asked about. */
export interface Aggregate {
  readonly by: "count" | "exists"
  readonly kind: Fact.Kind
  readonly where?: ReadonlyArray<{ readonly field: string; readonly in: ReadonlyArray<Value> }>
  readonly window: "ever" | "year" | "quarter" | "twelve-months"
}

/** A function of its own; `reads` and `version` tell when its results may have changed. */
export interface Computed {
  readonly by: "computed"
  readonly version: number
  readonly reads: ReadonlyArray<Fact.Kind>
}

/**
 * The definition of a measure.
 *
 * @since 0.1.0
 */
export interface Measure<T extends ValueType = ValueType> {
  readonly id: string
  readonly type: T
  readonly subject: SubjectKind
  /** What is counted: months, meetings; empty where nothing is. */
  readonly quantity: Wording
  readonly label: Wording
  readonly of: Aggregate | Computed
  /** For `text`: the words that the values are read as. With `closed`, there are no other values. */
  readonly values?: Readonly<Record<string, Wording>>
  readonly closed?: boolean
  /** For `integer`: the values that it can have at all. */
  readonly range?: Range
  /**
   * On which days its value may change: `any-day` (the default); `facts`, only on days that facts naming the subject name, as their own day or
   * as a day inside them; `never`. An aggregate needs none: its kind and window tell.
   */
  readonly changes?: "any-day" | "facts" | "never"
  /** Nobody can change it: a birth date, the calendar. It is never among what would have to be otherwise. */
  readonly fixed?: true
}

/** A value and the positions of the facts that it rests on. */
export interface Measured {
  readonly value: Value
  readonly facts: ReadonlyArray<Id.Position>
}

/** What a measure's function is given. */
export interface Asked {
  readonly register: Register.Register
  readonly subject: string
  readonly on: PlainDate.PlainDate
  readonly calendar: WorkingDays.HolidayCalendar | undefined
}

/** The functions of computed measures, by id; `undefined` says that the value is not known. */
export type Functions = Readonly<Record<string, (asked: Asked) => Measured | undefined>>

const none: Wording = { vi: "", en: "" }

/**
 * A measure with a function of its own.
 *
 * @since 0.1.0
 */
export const computed = <T extends ValueType>(
  type: T,
  subject: SubjectKind,
  id: string,
  label: Wording,
  reads: ReadonlyArray<Fact.Kind>,
  more: Pick<Measure, "values" | "closed" | "range" | "changes" | "fixed"> & { readonly quantity?: Wording; readonly version?: number } = {}
): Measure<T> => ({
  id,
  type,
  subject,
  label,
  quantity: more.quantity ?? none,
  of: { by: "computed", version: more.version ?? 1, reads },
  ...(more.values === undefined ? {} : { values: more.values }),
  ...(more.closed === undefined ? {} : { closed: more.closed }),
  ...(more.range === undefined ? {} : { range: more.range }),
  ...(more.changes === undefined ? {} : { changes: more.changes }),
  ...(more.fixed === undefined ? {} : { fixed: more.fixed })
})

/**
 * A measure that counts facts.
 *
 * @since 0.1.0
 */
export const count = (
  subject: SubjectKind,
  id: string,
  label: Wording,
  quantity: Wording,
  kind: Fact.Kind,
  window: Aggregate["window"],
  where: Aggregate["where"] = []
): Measure<"integer"> => ({ id, type: "integer", subject, label, quantity, of: { by: "count", kind, window, where }, range: { least: 0 } })

/**
 * A measure that tells whether there is such a fact.
 *
 * @since 0.1.0
 */
export const exists = (
  subject: SubjectKind,
  id: string,
  label: Wording,
  kind: Fact.Kind,
  window: Aggregate["window"],
  where: Aggregate["where"] = []
): Measure<"boolean"> => ({ id, type: "boolean", subject, label, quantity: none, of: { by: "exists", kind, window, where } })

// operations

/**
 * The first day (included) of a window that ends with a day (included); nothing where it has no start. A year and a quarter are those of the calendar;
 * twelve months are the ones up to the day.
 *
 * @example
 * Measure.startOf("quarter", PlainDate.make("2022-07-06")) // => "2022-07-01"
 * Measure.startOf("twelve-months", PlainDate.make("2022-07-06")) // => "2021-07-07"
 * @since 0.2.0
 */
export const startOf = (window: Aggregate["window"], on: PlainDate.PlainDate): PlainDate.PlainDate | undefined => {
  switch (window) {
    case "ever":
      return undefined
    case "year":
      return PlainDate.make(`${PlainDate.year(on)}-01-01`)
    case "quarter":
      return PlainDate.startOfQuarter(on)
    case "twelve-months":
      return PlainDate.addDays(PlainDate.addMonths(on, -12), 1)
  }
}
