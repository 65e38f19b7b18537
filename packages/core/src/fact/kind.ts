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

type Shape<K extends string, F extends Schema.Struct.Fields, V extends number = 1> = Schema.Struct<
  { readonly kind: Schema.tag<K>; readonly version: Schema.tag<V> } & typeof common & F
>

/**
 * The definition of one kind of fact. `upcasts` holds a step for each version before this one.
 *
 * @since 0.1.0
 */
export interface Kind<K extends string, F extends Schema.Struct.Fields, V extends number = 1> {
  readonly kind: K
  readonly version: V
  readonly schema: Shape<K, F, V>
  readonly upcasts: ReadonlyArray<Upcast>
  readonly tags: (fact: Shape<K, F, V>["Type"]) => ReadonlyArray<Tag>
  readonly label: { readonly vi: string; readonly en: string }
}

/**
 * Brings the fields of a stored fact from one version to the next. It is given all but `kind` and `version`, as they were stored; a personal
 * payload stays under `personal`, and is missing where it was erased.
 */
export type Upcast = (fields: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

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
): Kind<K, F> => ({ kind, version: 1, schema: shape<K, F, 1>(kind, 1, fields, rules), upcasts: [], tags, label })

/**
 * Defines a kind whose fields changed since it was first released: `upcasts` has one step for each earlier version, the first leading from
 * version 1 to version 2. A released step is never changed, and the journals that were written before are never rewritten.
 *
 * @since 0.1.0
 */
export const redefine = <
  const K extends string,
  const F extends Schema.Struct.Fields,
  const U extends readonly [Upcast, ...ReadonlyArray<Upcast>]
>(
  kind: K,
  upcasts: U,
  label: { readonly vi: string; readonly en: string },
  fields: F,
  tags: (fact: Shape<K, F, After<U>>["Type"]) => ReadonlyArray<Tag>,
  ...rules: ReadonlyArray<Rule<Shape<K, F, After<U>>["Type"]>>
): Kind<K, F, After<U>> => {
  const version = (upcasts.length + 1) as After<U> // sound: that is what `After` counts
  return { kind, version, schema: shape<K, F, After<U>>(kind, version, fields, rules), upcasts, tags, label }
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

// internal

/** The version after so many steps. */
type After<U extends ReadonlyArray<Upcast>> = Extract<[...U, unknown]["length"], number>

const shape = <K extends string, F extends Schema.Struct.Fields, V extends number>(
  kind: K,
  version: V,
  fields: F,
  rules: ReadonlyArray<Rule<Shape<K, F, V>["Type"]>>
): Shape<K, F, V> => {
  const struct = Schema.Struct({ kind: Schema.tag(kind), version: Schema.tag(version), ...common, ...fields })
  const checked = struct.check(
    Schema.makeFilter(fact => {
      const found = [untilAfterStart, ...rules].flatMap(rule => rule(fact as never) ?? [])
      return found.length === 0 ? undefined : found
    })
  )
  // sound: the struct has exactly the fields of Shape; the compiler cannot see through the spread of a generic
  return checked as unknown as Shape<K, F, V>
}
