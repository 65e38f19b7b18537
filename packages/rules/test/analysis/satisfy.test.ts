import { Period, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Expression, Measure, Question } from "@chibo/rules"
import fc from "fast-check"
import type { Situation } from "../../src/analysis/Situation.ts"
import { isImpossible, satisfy } from "../../src/analysis/Search.ts"

const w = (text: string) => ({ vi: text, en: text })
const number = (id: string, range?: Measure.Range) =>
  Measure.computed("integer", "member", id, w(id), [], range === undefined ? {} : { range })
const flag = (id: string) => Measure.computed("boolean", "member", id, w(id), [])
const day = (id: string) => Measure.computed("day", "member", id, w(id), [])
const word = (id: string, closed: boolean) =>
  Measure.computed("text", "member", id, w(id), [], { values: { x: w("x"), y: w("y"), z: w("z") }, closed })

const [a, b, c] = [number("a", { least: 0, most: 4 }), number("b", { least: -2, most: 3 }), number("c")]
const [p, q] = [flag("p"), flag("q")]
const [d, e] = [day("d"), day("e")]
const [closed, wide] = [word("closed", true), word("wide", false)]
const other = Question.make({
  id: "other",
  label: w("other"),
  subject: "member",
  governing: "cell-of-member",
  decides: w("cell"),
  outcomes: { yes: w("yes"), no: w("no") }
})

const change = PlainDate.make("2020-01-05")
const settings: Readonly<Record<string, Measure.Setting>> = {
  limit: 2,
  words: ["x", "other"],
  span: { least: 1, most: 3 },
  from: { least: 2 }
}
const parameter = (id: string, on = PlainDate.make("2020-01-02")): Expression.Result<Measure.Setting> => {
  if (id === "dated") return on < change ? Expression.known(1) : Expression.known(3)
  if (id === "late") return on < change ? Expression.unknown({ without: id }) : Expression.known(["y"])
  const setting = settings[id]
  return setting === undefined ? Expression.unknown({ unread: id }) : Expression.known(setting)
}
const situation: Situation = {
  measures: new Map([a, b, c, p, q, d, e, closed, wide].map(measure => [measure.id, measure])),
  questions: new Map([[other.id, other]]),
  relations: [{ least: "a", most: "b" }],
  days: Period.make("2020-01-02", "2020-01-07"),
  rulingDay: "d",
  parameter,
  changes: id => (id === "dated" ? [PlainDate.make("2000-01-01"), change] : id === "late" ? [change] : [])
}

/** Every value that could make a difference; `d` is the ruling day. */
const days = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => PlainDate.addDays(PlainDate.make("2020-01-01"), from + i))
const domains: Readonly<Record<string, ReadonlyArray<Measure.Value>>> = {
  a: [0, 1, 2, 3, 4],
  b: [-2, -1, 0, 1, 2, 3],
  c: Array.from({ length: 21 }, (_, i) => i - 8),
  p: [true, false],
  q: [true, false],
  d: days(1, 5),
  e: [...days(-70, 1), ...days(-33, 9), ...days(-3, 14), ...days(27, 14), ...days(58, 8)],
  closed: ["x", "y", "z"],
  wide: ["x", "y", "z", "other", "more"],
  other: ["yes", "no", "not-applicable"]
}

type Read = Readonly<Record<string, Measure.Setting>>
/** `read`: what the parameters that nobody has read may turn out to be. */
const truth = (node: Expression.Node, values: Readonly<Record<string, Measure.Value>>, read: Read = {}): boolean => {
  const known = (id: string): Expression.Result => {
    const value = values[id]
    return value === undefined ? Expression.unknown({ missing: id }) : Expression.known(value)
  }
  const result = Expression.evaluate(node, {
    calendar: undefined,
    measure: id => values[id],
    parameter: (id, on) => {
      const found = read[id]
      if (found !== undefined) return Expression.known(found)
      if (on === undefined) return parameter(id)
      return values[on] === undefined ? Expression.unknown({ missing: on }) : parameter(id, PlainDate.make(String(values[on])))
    },
    outcome: known,
    applies: id => {
      const found = known(id)
      return found.known ? Expression.known(found.value !== "not-applicable") : found
    }
  })
  return result.known && result.value === true
}

const fits = (values: Readonly<Record<string, Measure.Value>>): boolean =>
  values.a === undefined || values.b === undefined || values.a <= values.b

/** The first values, in the order of the domains, for which the formula holds. */
const bruteForce = (node: Expression.Node, read: Read = {}): Readonly<Record<string, Measure.Value>> | undefined => {
  const named = Expression.references(node)
  const ids = new Set([...named.measures, ...named.questions])
  for (const [one, two] of [
    ["a", "b"],
    ["b", "a"]
  ] as const)
    if (ids.has(one)) ids.add(two)
  const order = [...ids]
  const values: Record<string, Measure.Value> = {}
  const at = (i: number): boolean => {
    const id = order[i]
    if (id === undefined) return fits(values) && truth(node, values, read)
    for (const value of domains[id] ?? []) {
      values[id] = value
      if (at(i + 1)) return true
    }
    delete values[id]
    return false
  }
  return at(0) ? values : undefined
}

const constant = fc.integer({ min: -1, max: 5 })
const amount = fc.constantFrom<Measure.Measure<"integer">>(a, b, c)
const compare = fc.constantFrom(Expression.lt, Expression.le, Expression.gt, Expression.ge)
const compareDays = fc.constantFrom<(left: Expression.Expression<"day">, right: Expression.Expression<"day">) => Expression.Node>(
  Expression.lt,
  Expression.le,
  Expression.gt,
  Expression.ge,
  Expression.is
)
const limit = { id: "limit", type: "integer" } as const
const dated = { id: "dated", type: "integer" } as const
const unread = { id: "unread", type: "integer" } as const
const set = (id: string) => ({ id, type: "set" }) as const
const range = (id: string) => ({ id, type: "range" }) as const
const somewhere = fc.constantFrom(...days(-2, 10))
const dayOf = fc.oneof(
  fc.constantFrom<Expression.Node>(Expression.of(d), Expression.of(e)),
  fc.tuple(fc.constantFrom(d, e), fc.integer({ min: -2, max: 2 })).map(([on, n]) => Expression.addDays(on, n))
)
type Leaf = fc.Arbitrary<Expression.Node>
/** What is decided exactly. */
const exact: ReadonlyArray<Leaf> = [
  fc.tuple(compare, amount, constant).map(([op, m, k]) => op(m, k)),
  fc.tuple(amount, constant).map(([m, k]) => Expression.is(m, k)),
  fc.tuple(compare, amount, fc.integer({ min: -3, max: 3 })).map(([op, m, n]) => op(Expression.times(m, n), Expression.times(limit, 3))),
  fc.tuple(compare, amount, constant).map(([op, m, k]) => op(Expression.add(m, k), Expression.min(limit, 1))),
  fc.tuple(compare, amount, constant).map(([op, m, k]) => op(Expression.min(m, k), Expression.of(limit))),
  fc.tuple(compare, amount, amount).map(([op, x, y]) => op(x, Expression.of(y))),
  fc.tuple(compare, amount, amount, constant).map(([op, x, y, k]) => op(Expression.times(x, 2), Expression.add(Expression.times(2, y), k))),
  fc.tuple(amount, amount).map(([x, y]) => Expression.is(x, Expression.of(y))),
  fc.constantFrom<Expression.Node>(Expression.of(p), Expression.of(q), Expression.is(p, Expression.of(q)), Expression.is(q, false)),
  fc.constantFrom(closed, wide).map(m => Expression.oneOf(m, "x", "y")),
  fc.tuple(fc.constantFrom(closed, wide), fc.constantFrom("x", "z", "other", "nothing")).map(([m, v]) => Expression.is(m, v)),
  fc.tuple(fc.constantFrom(closed, wide), fc.constantFrom("words", "unread-words")).map(([m, id]) => Expression.within(m, set(id))),
  fc.tuple(amount, fc.constantFrom("span", "from")).map(([m, id]) => Expression.within(m, range(id))),
  fc.tuple(fc.constantFrom(closed, wide), fc.constantFrom(d, e)).map(([m, on]) => Expression.within(m, set("late"), on)),
  fc.tuple(compare, amount, fc.constantFrom(d, e)).map(([op, m, on]) => op(m, Expression.on(dated, on))),
  fc.tuple(compare, amount).map(([op, m]) => op(m, unread)),
  fc.tuple(compareDays, dayOf, somewhere).map(([op, on, k]) => op(on, { op: "constant", value: k })),
  fc.tuple(compareDays, dayOf, dayOf).map(([op, on, k]) => op(on, k)),
  fc
    .tuple(compareDays, fc.constantFrom(d, e), fc.constantFrom(-2, -1, 1, 2), somewhere)
    .map(([op, on, n, k]) => op(Expression.addMonths(on, n), { op: "constant", value: k })),
  fc
    .tuple(compareDays, fc.constantFrom(d, e), fc.constantFrom(-1, 1), somewhere)
    .map(([op, on, n, k]) => op({ op: "constant", value: k }, Expression.addMonths(on, n))),
  fc.constantFrom("yes", "no", "not-applicable").map(v => Expression.is(Expression.outcome(other), v)),
  fc.constant(Expression.applies(other))
]
/** What is decided where the rest decides it, or where trying finds something. */
const beyond: ReadonlyArray<Leaf> = [
  fc.tuple(compare, amount, amount, constant).map(([op, x, y, k]) => op(Expression.times(x, 3), Expression.times(y, k))),
  fc.tuple(compare, amount, amount, constant).map(([op, x, y, k]) => op(Expression.add(x, y), k)),
  fc.tuple(compare, amount, amount, constant).map(([op, x, y, k]) => op(Expression.times(x, y), k)),
  fc.tuple(compareDays, fc.constant(1)).map(([op, n]) => op(Expression.of(d), Expression.addMonths(e, n))),
  fc.constant(Expression.is(closed, Expression.of(wide)))
]
const formulas = (leaves: ReadonlyArray<Leaf>, most: number) => {
  const leaf = fc.oneof(...leaves)
  const grow = (depth: number): Leaf => {
    if (depth === 0) return leaf
    const inner = grow(depth - 1)
    const several = fc.array(inner, { minLength: 1, maxLength: 3 })
    return fc.oneof(
      leaf,
      several.map(of => Expression.all(...of)),
      several.map(of => Expression.any(...of)),
      inner.map(of => Expression.not(of))
    )
  }
  const size = (node: Expression.Node): number => {
    const named = Expression.references(node)
    return [...named.measures, ...named.questions].reduce((count, id) => count * (domains[id]?.length ?? 1), 1)
  }
  // several in one, so that they meet
  return fc
    .array(grow(2), { minLength: 1, maxLength: 4 })
    .map(of => Expression.all(...of))
    .filter(node => size(node) <= most)
}

describe("satisfy, held against trying everything", { timeout: 120_000 }, () => {
  const compared = (leaves: ReadonlyArray<Leaf>, runs: number, seed: number, mayPass: boolean) => {
    const count = { witness: 0, impossible: 0, passed: 0 }
    fc.assert(
      fc.property(formulas(leaves, 1500), node => {
        const found = satisfy(situation, node)
        const tried = bruteForce(node)
        const shown = JSON.stringify({ node, found, tried })
        if (isImpossible(situation, node)) assert.isUndefined(tried, shown)
        if (found.is === "witness") {
          count.witness++
          assert.isTrue(truth(node, found.values) && fits(found.values), shown)
          for (const [id, value] of Object.entries(found.values)) {
            const { [id]: _, ...rest } = found.values
            assert.isFalse(truth(node, rest), `${id} could be left out of ${shown}`)
            if (id === "a" || id === "b" || id === "d" || id === "closed") assert.isTrue(domains[id]?.includes(value), shown)
          }
        } else if (found.is === "impossible") {
          count.impossible++
          assert.isUndefined(tried, shown)
        } else {
          count.passed++
          assert.isTrue(mayPass, shown)
        }
      }),
      { numRuns: runs, seed }
    )
    return count
  }

  it("is exact for thresholds, sets and measures held against each other", () => {
    const count = compared(exact, 2500, 11, false)
    console.log("satisfy, exact:", JSON.stringify(count))
    assert.isAbove(count.witness, 400)
    assert.isAbove(count.impossible, 400)
  })
  it("is right, or says that it does not know, for sums over several measures and the like", () => {
    const count = compared([...beyond, ...beyond, ...exact], 1500, 12, true)
    console.log("satisfy, beyond:", JSON.stringify(count))
    assert.isAbove(count.witness, 300)
    assert.isAbove(count.impossible, 100)
    assert.isBelow(count.passed, 150)
  })
  it("takes an unread value as any value where it is asked to", () => {
    const reads = [-1, 0, 1, 2, 3, 4, 6].flatMap(unread => [[], ["x"], ["y", "other"]].map(words => ({ unread, "unread-words": words })))
    const count = { possible: 0, impossible: 0 }
    const unreadLeaves = [
      ...exact,
      ...Array.from({ length: 12 }, () => fc.tuple(compare, fc.constantFrom(a, c)).map(([op, m]) => op(m, unread))),
      fc.constant(Expression.within(closed, set("unread-words")))
    ]
    fc.assert(
      fc.property(formulas(unreadLeaves, 300), node => {
        const found = satisfy(situation, node, { unread: "free" })
        assert.strictEqual(isImpossible(situation, node), found.is === "impossible", JSON.stringify(node))
        const tried = reads.some(read => bruteForce(node, read) !== undefined)
        if (found.is === "impossible") {
          count.impossible++
          assert.isFalse(tried, JSON.stringify(node))
        } else if (found.is === "witness") {
          count.possible++
          assert.isTrue(truth(node, found.values), JSON.stringify({ node, found }))
        } else assert.strictEqual(found.is, "unread")
      }),
      { numRuns: 500, seed: 13 }
    )
    console.log("satisfy, unread:", JSON.stringify(count))
    assert.isAbove(count.impossible, 60)
    assert.isAbove(count.possible, 60)
  })
})
