/** The last answers to what is asked again and again: a timeline asks the same about one subject on every day. */
import { Effect } from "effect"

/** For so few subjects what was read is kept, and measured in memory on whatever day; more are measured by the database each time. */
export const few = 8

/** Asks where the answer to a key is not among the last ones. */
export type Recent<A> = <E>(key: string, ask: Effect.Effect<A, E>) => Effect.Effect<A, E>

/** Keeps so many answers. */
export const recent = <A extends object>(limit: number): Recent<A> => {
  const kept = new Map<string, A>()
  const keep = (key: string, answer: A) => {
    kept.delete(key)
    kept.set(key, answer)
    const [oldest] = kept.keys()
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
  }
  return (key, ask) =>
    Effect.suspend(() => {
      const found = kept.get(key)
      if (found === undefined) return Effect.tap(ask, answer => Effect.sync(() => keep(key, answer)))
      keep(key, found)
      return Effect.succeed(found)
    })
}
