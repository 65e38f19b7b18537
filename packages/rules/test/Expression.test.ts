import { assert, describe, it } from "@effect/vitest"
import { Expression, Measure } from "@chibo/rules"

const flag = (id: string) => Measure.computed("boolean", "member", id, { vi: id, en: id }, [])
const number = Measure.computed("integer", "member", "n", { vi: "n", en: "n" }, [])
const start = Measure.computed("day", "member", "start", { vi: "d", en: "d" }, [])
const [a, b] = [flag("a"), flag("b")]

const env = (values: Record<string, Measure.Value>): Expression.Environment => ({
  calendar: undefined,
  measure: id => values[id],
  parameter: id => Expression.unknown({ without: id }),
  outcome: id => Expression.unknown({ missing: id }),
  applies: id => Expression.unknown({ missing: id })
})
const evaluate = (node: Expression.Node, values: Record<string, Measure.Value> = {}) => {
  const result = Expression.evaluate(node, env(values))
  return result.known ? result.value : "unknown"
}

describe("Expression", () => {
  it("follows strong Kleene logic in every combination", () => {
    const states = [true, false, undefined]
    let looked = 0
    for (const x of states) {
      for (const y of states) {
        const values = { ...(x === undefined ? {} : { a: x }), ...(y === undefined ? {} : { b: y }) }
        const both = x === false || y === false ? false : x === undefined || y === undefined ? "unknown" : true
        const either = x === true || y === true ? true : x === undefined || y === undefined ? "unknown" : false
        assert.strictEqual(evaluate(Expression.all(a, b), values), both)
        assert.strictEqual(evaluate(Expression.any(a, b), values), either)
        assert.strictEqual(evaluate(Expression.not(a), values), x === undefined ? "unknown" : !x)
        looked++
      }
    }
    assert.strictEqual(looked, 9)
  })

  it("compares on the boundary itself", () => {
    assert.strictEqual(evaluate(Expression.ge(number, 2), { n: 2 }), true)
    assert.strictEqual(evaluate(Expression.gt(number, 2), { n: 2 }), false)
    assert.strictEqual(evaluate(Expression.lt(number, 2), { n: 2 }), false)
    assert.strictEqual(evaluate(Expression.le(number, 2), { n: 2 }), true)
  })

  it("adds months to the last day of a shorter month", () => {
    assert.strictEqual(evaluate(Expression.addMonths(start, 1), { start: "2021-01-31" }), "2021-02-28")
  })

  it("gives no working-day deadline without a calendar", () => {
    const result = Expression.evaluate(Expression.addWorkingDays(start, 30), env({ start: "2021-01-04" }))
    assert.strictEqual(result.known, false)
    if (!result.known) assert.deepStrictEqual([...result.without], ["calendar"])
  })

  it("compares shares exactly: 85 of 100 is at least 0.85, 849999 of 1000000 is not", () => {
    const share = (part: number, whole: number) => evaluate(Expression.shareAtLeast(part, whole, Expression.decimal("0.85")))
    assert.strictEqual(share(85, 100), true)
    assert.strictEqual(share(849_999, 1_000_000), false)
  })

  it("names everything that is missing", () => {
    const result = Expression.evaluate(Expression.all(a, b, Expression.ge(number, 1)), env({ b: true }))
    assert.isFalse(result.known)
    if (!result.known) assert.deepStrictEqual([...result.missing].sort(), ["a", "n"])
  })

  it("is plain data", () => {
    const node = Expression.all(a, Expression.ge(number, 2))
    assert.deepStrictEqual(JSON.parse(JSON.stringify(node)), node)
  })
})
