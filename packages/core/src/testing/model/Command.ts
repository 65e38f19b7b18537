/** What may be done to a journal, as data: positions are counted back from the head, so that a command keeps its sense when others are left out. */
import type * as Fact from "../../fact/Fact.ts"
import { corrected, details, enrolled, other, retracted } from "../Case.ts"
import * as Generate from "../Generate.ts"

// model

/** One step. Operations are numbers, and so are operations of other steps that are meant again. */
export type Command =
  | {
      readonly _tag: "append"
      readonly operation: number
      readonly facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>]
      readonly expecting?: { readonly tags: ReadonlyArray<Fact.Tag>; readonly back: number }
    }
  | { readonly _tag: "repeat"; readonly which: number; readonly change: Change }
  | { readonly _tag: "read"; readonly query: Asked }
  | { readonly _tag: "known"; readonly back: number }
  | { readonly _tag: "erase"; readonly operation: number; readonly member: string; readonly on: string }
  | { readonly _tag: "copy"; readonly from: "itself" | "oracle"; readonly parts: number }
  | { readonly _tag: "clock"; readonly millis: number }

/** How an operation sent again differs from the first time. */
export type Change = (typeof changes)[number]

/** A query whose bounds are counted back from the head. */
export interface Asked {
  readonly afterBack?: number
  readonly upToBack?: number
  readonly kinds?: ReadonlyArray<string>
  readonly tags?: ReadonlyArray<Fact.Tag>
  readonly operations?: ReadonlyArray<number>
}

// constructors

/** So many commands, the same ones for the same seed. */
export const commands = (seed: number, count: number): ReadonlyArray<Command> => {
  const next = Generate.random(seed)
  const generated = Generate.facts(seed, count)
  return Array.from({ length: count }, (_, index) => command(next, index, generated))
}

// internal

const changes = ["none", "none", "none", "fact", "order", "fewer", "more", "source", "recorder"] as const
const names = ["Nông Văn Đức", "Hoàng Thị Hoà", "Hoàng Thị Hoà".normalize("NFD"), "Hoàng Thị Hòa"] as const
const texts = [...names, "", "a\u0000b", "a\ud800", " '; -- %_ "] as const

type Random = () => number

const below = (next: Random, limit: number): number => Math.floor(next() * limit)
const pick = <T>(next: Random, list: readonly [T, ...ReadonlyArray<T>]): T => list[below(next, list.length)] ?? list[0]
const some = <T>(next: Random, most: number, make: () => T): ReadonlyArray<T> => Array.from({ length: below(next, most + 1) }, make)

const member = (next: Random): string => pick(next, ["m-0", "m-1", "m-2", "m-3", "Đ-1", "đ-1", "M-1"])
const tag = (next: Random): Fact.Tag =>
  pick<Fact.Tag>(next, [
    `membership:${member(next)}`,
    `membership:${member(next)}`,
    `details:${member(next)}`,
    `position:${below(next, 20)}`,
    "suite.text:m-1"
  ])

const plain = (next: Random): Fact.Plain => {
  const fact = pick(next, [
    enrolled(member(next), pick(next, ["u-1", "u-2"])),
    details(member(next), pick(next, names)),
    other({ text: pick(next, texts), n: pick(next, [0, -0, 1e21, 0.1, 9_007_199_254_740_994]) })
  ])
  return fact as Fact.Plain // sound: none of the three is a correction
}

const fact = (next: Random, generated: ReadonlyArray<Fact.Fact>): Fact.Fact => {
  const roll = below(next, 10)
  if (roll < 6) return plain(next)
  if (roll === 6) return corrected(1 + below(next, 20), plain(next))
  if (roll === 7) return retracted(1 + below(next, 20))
  const given = generated[below(next, generated.length)] ?? plain(next)
  // an erasure is recorded by erasing, and by nothing else
  return given.kind === "personal.erased" ? plain(next) : given
}

const command = (next: Random, index: number, generated: ReadonlyArray<Fact.Fact>): Command => {
  const roll = below(next, 100)
  if (roll < 40) {
    const size = pick(next, [1, 1, 1, 2, 3, 7])
    const [first, ...rest] = [fact(next, generated), ...Array.from({ length: size - 1 }, () => fact(next, generated))]
    const expecting = next() < 0.5 ? { expecting: { tags: some(next, 3, () => tag(next)), back: below(next, 8) } } : {}
    // now and then an operation that may have been used already
    const operation = next() < 0.9 ? index : below(next, index + 1)
    return { _tag: "append", operation, facts: [first ?? plain(next), ...rest], ...expecting }
  }
  if (roll < 55) return { _tag: "repeat", which: below(next, 1000), change: pick(next, changes) }
  if (roll < 78) return { _tag: "read", query: asked(next, index) }
  if (roll < 84) return { _tag: "known", back: below(next, 12) }
  if (roll < 91)
    return {
      _tag: "erase",
      operation: next() < 0.8 ? index : below(next, index + 1),
      member: member(next),
      on: pick(next, ["2026-03-02", "2026-03-03"])
    }
  if (roll < 94) return { _tag: "copy", from: pick(next, ["itself", "oracle"]), parts: 1 + below(next, 4) }
  return { _tag: "clock", millis: below(next, 5000) - 1500 }
}

const asked = (next: Random, index: number): Asked => ({
  ...(next() < 0.4 ? { afterBack: below(next, 15) - 2 } : {}),
  ...(next() < 0.4 ? { upToBack: below(next, 12) - 2 } : {}),
  ...(next() < 0.25
    ? { kinds: some(next, 2, () => pick(next, ["member.enrolled", "member.details-changed", "other", "correction.made"])) }
    : {}),
  ...(next() < 0.35 ? { tags: some(next, 3, () => tag(next)) } : {}),
  ...(next() < 0.25 ? { operations: some(next, 3, () => below(next, index + 2)) } : {})
})
