import { Expression, Indicator } from "@chibo/rules"
import { assert, describe, it } from "@effect/vitest"

describe("percentages", () => {
  it("are rounded half up on the exact ratio", () => {
    assert.strictEqual(Indicator.percent(1, 8, 1, "vi"), "12,5")
    assert.strictEqual(Indicator.percent(1, 16, 1, "en"), "6.3")
    assert.strictEqual(Indicator.percent(1, 40, 0, "en"), "3")
    assert.strictEqual(Indicator.percent(0, 0, 0, "en"), undefined)
    assert.strictEqual(Expression.decimal("0.20"), 200_000)
  })
})
