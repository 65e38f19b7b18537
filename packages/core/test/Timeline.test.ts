import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Period, PlainDate, Timeline } from "@chibo/core"

const day = PlainDate.make
const offset = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 30 }))
const change = Schema.Struct({ offset, value: Schema.Literals(["a", "b", "c", "none"]) })
const dayAt = (days: number) => PlainDate.fromEpochDay(18_000 + days)

describe("Timeline", () => {
  it("holds from the day of a change until the day of the next", () => {
    const line = Timeline.build([
      { on: day("2021-03-01"), value: undefined },
      { on: day("2021-01-01"), value: "a" },
      { on: day("2021-02-01"), value: "b" }
    ])
    const at = (text: string) => Timeline.at(line, day(text))
    assert.deepStrictEqual(["2020-12-31", "2021-01-01", "2021-01-31", "2021-02-01", "2021-02-28", "2021-03-01"].map(at), [
      undefined,
      "a",
      "a",
      "b",
      "b",
      undefined
    ])
  })
  it("lapses on `until`, unless something changes before", () => {
    const until = day("2021-06-01")
    const lapsing = Timeline.build([{ on: day("2021-01-01"), value: "a", until }])
    assert.strictEqual(Timeline.at(lapsing, day("2021-05-31")), "a")
    assert.isUndefined(Timeline.at(lapsing, until))
    const changed = Timeline.build([
      { on: day("2021-01-01"), value: "a", until },
      { on: day("2021-02-01"), value: "b" }
    ])
    assert.strictEqual(Timeline.at(changed, day("2021-07-01")), "b")
  })
  it("lets the last of a day win and joins equal neighbours", () => {
    const line = Timeline.build([
      { on: day("2021-01-01"), value: "x" },
      { on: day("2021-01-01"), value: "a" },
      { on: day("2021-02-01"), value: "a" }
    ])
    assert.deepStrictEqual(line, [{ from: day("2021-01-01"), value: "a" }])
  })
  it("gives the periods of a condition, joined where spans touch", () => {
    const line = Timeline.build([
      { on: day("2021-01-01"), value: "a" },
      { on: day("2021-02-01"), value: "b" },
      { on: day("2021-03-01"), value: undefined },
      { on: day("2021-04-01"), value: "a" }
    ])
    assert.deepStrictEqual(
      Timeline.periods(line, () => true),
      [Period.make("2021-01-01", "2021-03-01"), Period.make("2021-04-01")]
    )
    assert.deepStrictEqual(
      Timeline.periods(line, value => value === "b"),
      [Period.make("2021-02-01", "2021-03-01")]
    )
  })
  it.prop(
    "is ordered, never overlaps, and answers as the last change on or before the day",
    [Schema.Array(change), offset],
    ([drawn, asked]) => {
      const changes = drawn.map(each => ({ on: dayAt(each.offset), value: each.value === "none" ? undefined : each.value }))
      const line = Timeline.build(changes)
      line.forEach((span, index) => {
        const next = line[index + 1]
        assert.isTrue(
          span.until === undefined ? next === undefined : span.from < span.until && (next === undefined || span.until <= next.from)
        )
      })
      const earlier = changes.filter(({ on }) => on <= dayAt(asked)).sort((a, b) => PlainDate.compare(a.on, b.on))
      assert.strictEqual(Timeline.at(line, dayAt(asked)), earlier.at(-1)?.value)
    }
  )
})
