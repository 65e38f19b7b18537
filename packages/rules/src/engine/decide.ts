/** How marks become codes, the same for every execution over columns: per regime, with what was worked out before kept. */
import type { Regime } from "./compile.ts"
import { askedOf, codeOf, conflicting, settle, undetermined, walkIt } from "./reduce.ts"

/** Decides rows of one regime. `certain` and `possible` hold the words of one row; with several ways to settle disputes, those of each way in turn. */
export interface Decider {
  readonly ways: number
  readonly words: number
  /** The marks of the row that is decided next: word `w` of way `k` stands at `k * words + w`. */
  readonly certain: Int32Array
  readonly possible: Int32Array
  readonly code: () => number
  readonly asked: () => number
  /** For up to eight clauses and one way: codes by `certain | possible << 8`, -1 where not yet worked out. */
  readonly table: Int16Array | undefined
  /** The same where nothing is unknown, all worked out; bit 8 is set where the code is no answer. */
  readonly plain: Uint16Array
  /** For up to 32 clauses and one way. */
  readonly codeOfWord: (certain: number, possible: number) => number
}

export const decider = ({ tables, conditions, clauses }: Regime): Decider => {
  const { words } = tables
  const ways = conditions.length
  const certain = new Int32Array(words * ways)
  const possible = new Int32Array(words * ways)
  const views = conditions.map(
    (_, k) => [certain.subarray(k * words, k * words + words), possible.subarray(k * words, k * words + words)] as const
  )
  const one = views[0] ?? [certain, possible]
  const code = (): number => {
    let first = -1
    let agree = true
    let walk = false
    for (const [sure, maybe] of views) {
      const settled = settle(tables, sure, maybe)
      if (settled === walkIt || (ways > 1 && (settled === conflicting || (settled < walkIt && ((tables.doubtful >> settled) & 1) === 1))))
        walk = true
      if (first === -1) first = settled
      else if (settled !== first) agree = false
    }
    return walk ? walkIt : agree ? codeOf(tables, first) : undetermined
  }
  const table = ways === 1 && clauses.length <= 8 ? new Int16Array(1 << 16).fill(-1) : undefined
  const plain = Uint16Array.from({ length: table === undefined ? 0 : 1 << clauses.length }, (_, marks) => {
    one[0][0] = marks
    one[1][0] = marks
    return marked(code())
  })
  const memo = new Map<number, number>()
  return {
    plain,
    ways,
    words,
    certain,
    possible,
    code,
    table,
    asked: () => {
      const [first = 1, ...others] = views.map(([sure, maybe]) => askedOf(tables, sure, maybe))
      return others.every(other => other === first) ? first : 2
    },
    codeOfWord: (sure, maybe) => {
      const key = clauses.length <= 26 ? sure + maybe * 0x4000000 : -1
      const before = key < 0 ? undefined : memo.get(key)
      if (before !== undefined) return before
      one[0][0] = sure
      one[1][0] = maybe
      const decided = code()
      if (table !== undefined) table[sure | (maybe << 8)] = decided
      else if (key >= 0 && memo.size < 4096) memo.set(key, decided)
      return decided
    }
  }
}

/** A code with bit 8 set where it is no answer, so that this is seen without a comparison. Stored as a byte, it is the code again. */
export const marked = (code: number): number => (code === conflicting || code === undetermined ? code | 256 : code)

/** The code where exactly one clause certainly holds and no other may; by the number of that clause, and where none may hold at the end. */
export const aloneCodes = ({ tables, clauses }: Regime): Uint16Array => {
  const certain = new Int32Array(tables.words)
  const alone = clauses.map((_, i) => {
    certain.fill(0)
    certain[i >> 5] = 1 << (i & 31)
    return marked(codeOf(tables, settle(tables, certain, certain)))
  })
  return Uint16Array.from([...alone, marked(undetermined)])
}
