/**
 * How a kind of fact is defined: its name and version, its fields, its tags, and what it is called.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { Instrument } from "../Instrument.ts"
import { PlainDate } from "../PlainDate.ts"

/**
 * A tag names an invariant and the subject that it protects (`membership:M1`, `secretary:U7`). Two writers meet only where tags do.
 *
 * @since 0.1.0
 */
export type Tag = `${string}:${string}`

/** What every fact carries: the day it happened, the paper it rests on, and the day it was learned, which reports show and no query uses. */
const common = {
  on: PlainDate,
  learnedOn: Schema.optionalKey(PlainDate),
  instrument: Schema.optionalKey(Instrument)
}

type Shape<K extends string, F extends Schema.Struct.Fields> = Schema.Struct<
  { readonly kind: Schema.tag<K>; readonly version: Schema.tag<1> } & typeof common & F
>

/**
 * The definition of one kind of fact.
 *
 * @since 0.1.0
 */
export interface Kind<K extends string, F extends Schema.Struct.Fields> {
  readonly kind: K
  readonly version: 1
  readonly schema: Shape<K, F>
  readonly tags: (fact: Shape<K, F>["Type"]) => ReadonlyArray<Tag>
  readonly label: { readonly vi: string; readonly en: string }
}

/** A field rule that a schema of one field cannot say: which field is wrong, and why. */
export type Rule<T> = (fact: T) => { readonly path: ReadonlyArray<string>; readonly issue: string } | undefined

/**
 * Defines a kind of fact. A field `until` is excluded and must lie after `from`, or after `on` where there is no `from`.
 *
 * @since 0.1.0
 */
export const define = <const K extends string, const F extends Schema.Struct.Fields>(
  kind: K,
  label: { readonly vi: string; readonly en: string },
  fields: F,
  tags: (fact: Shape<K, F>["Type"]) => ReadonlyArray<Tag>,
  ...rules: ReadonlyArray<Rule<Shape<K, F>["Type"]>>
): Kind<K, F> => {
  const struct = Schema.Struct({ kind: Schema.tag(kind), version: Schema.tag(1), ...common, ...fields })
  const checked = struct.check(
    Schema.makeFilter(fact => {
      const found = [untilAfterStart, ...rules].flatMap(rule => rule(fact as never) ?? [])
      return found.length === 0 ? undefined : found
    })
  )
  // sound: the struct has exactly the fields of Shape; the compiler cannot see through the spread of a generic
  return { kind, version: 1, schema: checked as unknown as Shape<K, F>, tags, label }
}

/** No member twice in the lists of one fact. */
export const distinct =
  <T>(path: ReadonlyArray<string>, ids: (fact: T) => ReadonlyArray<string>): Rule<T> =>
  fact => {
    const all = ids(fact)
    return new Set(all).size === all.length ? undefined : { path, issue: "Expected each member once: one stands here twice" }
  }

/** In a transfer `from` is a place: there the period starts on the day of the fact. */
const untilAfterStart: Rule<{ readonly on: string; readonly from?: string; readonly until?: string }> = ({ on, from, until }) => {
  const start = from !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(from) ? from : on
  return until === undefined || start < until
    ? undefined
    : { path: ["until"], issue: "Expected a day after the start: a period cannot end before it starts" }
}
