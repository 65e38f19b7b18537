/**
 * Facts for tests: one valid sample of every kind, and as many more as a seed gives. All of it is invented.
 *
 * @since 0.1.0
 */
import * as Fact from "../fact/Fact.ts"
import * as PlainDate from "../PlainDate.ts"
import { builders, type Names } from "./builders.ts"

// model

const sampleNames: Names = {
  members: ["m-1", "m-2", "m-3", "m-4", "m-5", "m-6"],
  units: ["u-1", "u-2", "u-3"],
  id: "1",
  days: ["2021-03-01", "2021-04-15", "2022-01-01"],
  text: "Hoàng Thị Hoà",
  count: 7
}

// constructors

/**
 * One valid fact of a kind, the same one each time, with its optional fields.
 *
 * @example
 * Generate.sample("member.died").kind // => "member.died"
 * @since 0.1.0
 */
export const sample = <K extends Fact.Kind>(kind: K): Fact.Of<K> => builders[kind](sampleNames)

/**
 * A sample of every kind, in the order of `Fact.kinds`.
 *
 * @since 0.1.0
 */
export const samples: ReadonlyArray<Fact.Fact> = Fact.kinds.map(({ kind }) => sample(kind))

/**
 * A source of numbers from 0 (included) to 1 (excluded), the same ones for the same seed.
 *
 * @since 0.1.0
 */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Valid facts in an order that the seed gives, every kind once in each round. They name few members and units, so that they meet; they say
 * nothing coherent together.
 *
 * @example
 * Generate.facts(1, 100).length // => 100
 * @since 0.1.0
 */
export const facts = (seed: number, count: number): ReadonlyArray<Fact.Fact> => {
  const next = random(seed)
  let left: Array<Fact.Kind> = []
  return Array.from({ length: count }, () => {
    if (left.length === 0) left = Fact.kinds.map(({ kind }) => kind)
    const [kind = "other"] = left.splice(Math.floor(next() * left.length), 1)
    return builders[kind](names(next))
  })
}

// internal

const texts = ["Nông Văn Đức", "Hoàng Thị Hoà", "Lý A Páo", "H'Hen Niê", 'nói "tạm nghỉ"', "ở rẫy 🌾", "một\nhai\tba"] as const

const names = (next: () => number): Names => {
  const below = (limit: number) => Math.floor(next() * limit)
  const [member, unit, day] = [below(200), below(50), below(30_000)]
  const id = (prefix: string, base: number, step: number) => `${prefix}-${base + step}`
  const days = [0, 1 + below(400), 500 + below(400)].map(later => PlainDate.addDays(PlainDate.make("1945-09-02"), day + later))
  const [first = "", second = "", third = ""] = days
  return {
    members: [id("m", member, 0), id("m", member, 1), id("m", member, 2), id("m", member, 3), id("m", member, 4), id("m", member, 5)],
    units: [id("u", unit, 0), id("u", unit, 1), id("u", unit, 2)],
    id: String(below(1_000_000)),
    days: [first, second, third],
    text: texts[below(texts.length)] ?? texts[0],
    count: below(100)
  }
}
