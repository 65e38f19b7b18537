/**
 * Dated values of one subject: which cell, which name, which class, from when until when.
 *
 * A timeline is in order and its spans do not overlap; between them there may be days with no value. As everywhere, `from` belongs to a
 * span and `until` does not.
 *
 * @since 0.1.0
 */
import type { Period } from "./Period.ts"
import type { PlainDate } from "./PlainDate.ts"

// model

/** A value and the days it holds on: from a day (included) until a day (excluded), or still. */
export interface Span<A> {
  readonly from: PlainDate
  readonly until?: PlainDate
  readonly value: A
}

/** Spans in order, none overlapping another. */
export type Timeline<A> = ReadonlyArray<Span<A>>

/**
 * A new value from a day on; `undefined` means that nothing holds from then on. With `until` the value lapses on that day, unless something
 * else changed before.
 */
export interface Change<A> {
  readonly on: PlainDate
  readonly value: A | undefined
  readonly until?: PlainDate | undefined
}

// constructors

/**
 * The timeline that changes amount to, in whatever order they come; of several on one day the last given wins. Neighbouring spans of the
 * same value (by identity) become one.
 *
 * @example
 * const day = PlainDate.make
 * Timeline.build([{ on: day("2021-03-01"), value: "b" }, { on: day("2021-01-01"), value: "a" }])
 * // => [{ from: "2021-01-01", until: "2021-03-01", value: "a" }, { from: "2021-03-01", value: "b" }]
 * @since 0.1.0
 */
export const build = <A>(changes: ReadonlyArray<Change<A>>): Timeline<A> => {
  const ordered = [...changes].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const spans: Array<Span<A>> = []
  ordered.forEach((change, index) => {
    const next = ordered[index + 1]
    if (change.value === undefined || next?.on === change.on) return
    const until = earlier(change.until, next?.on)
    if (until !== undefined && until <= change.on) return
    const last = spans.at(-1)
    const joins = last !== undefined && last.until === change.on && Object.is(last.value, change.value)
    const from = joins ? last.from : change.on
    if (joins) spans.pop()
    spans.push(until === undefined ? { from, value: change.value } : { from, until, value: change.value })
  })
  return spans
}

// operations

/**
 * The span that holds on a day, if any.
 *
 * @since 0.1.0
 */
export const spanAt = <A>(timeline: Timeline<A>, day: PlainDate): Span<A> | undefined => {
  let [low, high] = [0, timeline.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const span = timeline[middle]
    if (span !== undefined && span.from <= day) low = middle + 1
    else high = middle
  }
  const span = timeline[low - 1]
  return span !== undefined && (span.until === undefined || day < span.until) ? span : undefined
}

/**
 * The value that holds on a day, if any.
 *
 * @example
 * Timeline.at([{ from: PlainDate.make("2021-01-01"), value: "a" }], PlainDate.make("2020-12-31")) // => undefined
 * @since 0.1.0
 */
export const at = <A>(timeline: Timeline<A>, day: PlainDate): A | undefined => spanAt(timeline, day)?.value

/**
 * The periods in which the value satisfies a condition; spans that touch are one period.
 *
 * @since 0.1.0
 */
export const periods = <A>(timeline: Timeline<A>, predicate: (value: A) => boolean): ReadonlyArray<Period> => {
  const found: Array<Period> = []
  for (const { from, until, value } of timeline) {
    if (!predicate(value)) continue
    const last = found.at(-1)
    const start = last?.until === from ? (found.pop()?.from ?? from) : from
    found.push(until === undefined ? { from: start } : { from: start, until })
  }
  return found
}

// internal

const earlier = (a: PlainDate | undefined, b: PlainDate | undefined): PlainDate | undefined =>
  a === undefined ? b : b === undefined || a < b ? a : b
