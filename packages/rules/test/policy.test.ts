/** The benchmark's policy: three executions, and a loop by hand, on rows placed around every threshold. */
import { assert, describe, it } from "@effect/vitest"
import { type Dated, Engine, Rulebook, type RulePack } from "@chibo/rules"
import { Result } from "effect"
import { batchOf, type Features, type Row, room, rowsOf } from "../bench/policy/features.ts"
import * as hand from "../bench/policy/hand.ts"
import { packOf } from "../bench/policy/pack.ts"
import { asOf, asOfDay, secondDay } from "../bench/policy/values.ts"
import { random } from "./random.ts"

const n = 12_000
const { pack, questions } = packOf(1)

/** Each fact one below, at, or one above some threshold, or anywhere. */
const around = (): Features => {
  const r = random(11)
  const near = (...edges: ReadonlyArray<number>): number => (edges[r(edges.length)] ?? 0) + r(3) - 1
  const f = room(n)
  for (let i = 0; i < n; i++) {
    const exempt = r(4) > 0
    const limit = [365, 730, 180, 365][r(4)] ?? 365
    const start = r(3) > 0 ? near(asOfDay - limit, asOfDay) : asOfDay - r(900)
    f.hasExemption[i] = exempt ? 1 : 0
    if (exempt) {
      f.request[i] = near(secondDay, secondDay - 200, asOfDay - 20)
      f.age[i] = r(3) > 0 ? near(58, 60) : 30 + r(20)
      f.certified[i] = r(3) === 0 ? 1 : 0
      f.awayMonths[i] = r(2) === 0 ? near(6, 12) : 0
      f.hardship[i] = r(2)
      f.decision[i] = r(6) === 0 ? 0 : r(6) === 0 ? 2 : 1
      f.decidedOn[i] = (f.request[i] ?? 0) + r(3) - 1
      f.start[i] = start
      f.asked[i] = r(2) === 0 ? near(limit) : Math.max(1, asOfDay - start + r(3) - 1)
    }
    f.attended[i] = r(4)
    f.missed[i] = near(3, 4)
    f.monthsUnpaid[i] = near(3)
    const moving = r(2) === 0
    f.hasTransfer[i] = moving ? 1 : 0
    if (moving) {
      f.sinceLetter[i] = near(30, 45, 60, 75, 90, 120)
      f.letter[i] = r(2) === 0 ? near(secondDay) : asOfDay - (f.sinceLetter[i] ?? 0)
    }
    f.tenure[i] = r(4) === 0 ? near(183) : 1_000
    f.score[i] = near(50, 70, 88, 90)
    f.disciplined[i] = r(8) === 0 ? 1 : 0
  }
  return f
}

const features = around()
const rows = rowsOf(features)
const batch = batchOf(features)

const codesOf = (of: RulePack.RulePack, execution: Engine.Execution): ReadonlyArray<Uint8Array> => {
  const rulebook = Result.getOrThrow(Rulebook.make([of]))
  return Engine.run(Engine.prepare(rulebook, questions, { on: asOf, execution }), batch).map(({ codes }) => codes)
}
const packed = (codes: ReadonlyArray<Uint8Array>, i: number): number => {
  const at = (q: number): number => codes[q]?.[i] ?? 255
  return hand.packed(at(2), (at(3) === 0 ? 1 : 0) | (at(4) === 0 ? 2 : 0), at(5), at(6))
}

describe("the benchmark's policy", () => {
  const generated = codesOf(pack, "generated")

  it("is decided as by hand, by every execution", () => {
    const byHand = rows.map((row: Row) => hand.decide(row))
    for (const execution of ["generated", "kernels", "walk"] as const) {
      const codes = codesOf(pack, execution)
      const wrong = byHand.filter((code, i) => code !== packed(codes, i))
      assert.strictEqual(wrong.length, 0, execution)
    }
    assert.isAbove(new Set(byHand).size, 200)
  })

  it("meets every outcome of every question", () => {
    for (const [q, question] of questions.entries()) {
      const met = new Set(generated[q])
      assert.deepStrictEqual(
        Object.keys(question.outcomes).filter((_, code) => !met.has(code)),
        [],
        question.id
      )
    }
  })

  it("has a row on the edge of every value: each, moved by one, decides some row otherwise", () => {
    let moved = 0
    for (const parameter of pack.parameters) {
      if (parameter.type !== "integer" || parameter.id === "bench.value.quota") continue
      for (const [at, entry] of parameter.values.entries()) {
        // what is read on the day asked about alone has no use for values of before
        const past = entry.inForce.until !== undefined && entry.inForce.until <= asOf
        if (past && ["fewestMeetings", "missed", "excellent"].some(name => parameter.id.endsWith(`.${name}`))) continue
        const values = parameter.values.map((each, k) =>
          k === at && each.state === "known" ? { ...each, value: Number(each.value) + 1 } : each
        ) as Dated.Dated<number> // sound: the values of a number are numbers
        const other = { ...pack, parameters: pack.parameters.map(each => (each === parameter ? { ...each, values } : each)) }
        const codes = codesOf(other, "generated")
        assert.isTrue(
          generated.some((list, q) => list.some((code, i) => code !== codes[q]?.[i])),
          `${parameter.id} from ${entry.inForce.from}`
        )
        moved++
      }
    }
    assert.isAtLeast(moved, 20)
  }, 60_000)
})
