/** A seeded source of numbers: the same seed and the same label give the same numbers on every machine. */

/** What the whole data set is grown from. */
export const seed = 20220706

export interface Random {
  /** A whole number from `least` to `most`, both included. */
  readonly int: (least: number, most: number) => number
  /** A number from 0 to 1, 1 excluded. */
  readonly unit: () => number
  /** True as often as `share` says. */
  readonly chance: (share: number) => boolean
  readonly pick: <T>(from: ReadonlyArray<T>) => T
  readonly weighted: <T>(from: ReadonlyArray<T>, weight: (item: T) => number) => T
  readonly shuffle: <T>(from: ReadonlyArray<T>) => Array<T>
}

/** A stream of its own for each `label`, so that a change in one file leaves the others as they were. */
export const random = (label: string): Random => {
  let state = [...label].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619), seed) >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (least: number, most: number) => least + Math.floor(unit() * (most - least + 1))
  const pick = <T>(from: ReadonlyArray<T>): T => must(from[int(0, from.length - 1)], `nothing to pick from (${label})`)
  return {
    unit,
    int,
    pick,
    chance: share => unit() < share,
    weighted: (from, weight) => {
      let left = unit() * from.reduce((sum, item) => sum + weight(item), 0)
      for (const item of from) {
        left -= weight(item)
        if (left < 0) return item
      }
      return pick(from)
    },
    shuffle: from => {
      const list = [...from]
      for (let i = list.length - 1; i > 0; i--) {
        const j = int(0, i)
        // sound: both are places of the list
        ;[list[i], list[j]] = [list[j] as (typeof list)[number], list[i] as (typeof list)[number]]
      }
      return list
    }
  }
}

/** The value, or an error that says what is missing: the generator stops rather than write a wrong file. */
export const must = <T>(value: T | undefined, missing: string): T => {
  if (value === undefined) throw new Error(missing)
  return value
}
