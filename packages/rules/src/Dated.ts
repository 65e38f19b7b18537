/**
 * Values that hold for a time: known, disputed between sources, or standing in a text that nobody here has read.
 *
 * A day that no entry covers has no value. An `unread` entry stops the search: a higher or an older value never shows through it.
 *
 * @since 0.1.0
 */
import { Period, type PlainDate } from "@chibo/core"
import type { Citation, Text } from "./Citation.ts"

type Cites = readonly [Citation, ...ReadonlyArray<Citation>]

/** What holds in one period. */
export type Entry<A> =
  | { readonly state: "known"; readonly inForce: Period.Period; readonly value: A; readonly cites: Cites }
  | {
      readonly state: "disputed"
      readonly inForce: Period.Period
      readonly values: ReadonlyArray<{ readonly value: A; readonly cites: Cites }>
    }
  | {
      readonly state: "unread"
      readonly inForce: Period.Period
      readonly text: Text
      /** `text` was read, but written for an older version of the value that it departs from: its author is to affirm it again. Set by `Rulebook.make` only. */
      readonly because?: "unaffirmed"
    }

/** A value over time: one entry a period, in any order, no day covered twice. */
export type Dated<A> = ReadonlyArray<Entry<A>>

/** A value that is known for a period. `until` is excluded. */
export const known = <A>(value: A, from: string, until: string | undefined, ...cites: Cites): Entry<A> => ({
  state: "known",
  inForce: Period.make(from, until),
  value,
  cites
})

/** Several values that sources give for the same period. */
export const disputed = <A>(
  from: string,
  until: string | undefined,
  ...values: ReadonlyArray<{ readonly value: A; readonly cites: Cites }>
): Entry<A> => ({ state: "disputed", inForce: Period.make(from, until), values })

/** A period for which the text that holds the value has not been read. */
export const unread = (text: Text, from: string, until?: string): Entry<never> => ({
  state: "unread",
  inForce: Period.make(from, until),
  text
})

/**
 * The entry that holds on a day, if any does.
 *
 * @since 0.1.0
 */
export const at = <A>(dated: Dated<A>, day: PlainDate.PlainDate): Entry<A> | undefined =>
  dated.find(entry => Period.contains(entry.inForce, day))
