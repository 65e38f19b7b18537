import { describe, expect, it } from "vitest"
import { mutateRows } from "./mutation.ts"

describe("a mutated file", () => {
  it("never crashes, and each of its rows is good or bad with a reason, 100,000 rows", () => {
    const seed = Number(process.env.CHIBO_SEED ?? 20_261_124)
    const looked = mutateRows(100_000, seed)
    console.log(`mutation: seed ${seed}`, { ...looked, codes: Object.fromEntries(looked.codes) })
    expect(looked.rows).toBeGreaterThanOrEqual(100_000)
    expect(looked.good + looked.bad + looked.asked).toBe(looked.rows)
    expect(Math.min(looked.bad, looked.refused, looked.codes.size - 8)).toBeGreaterThan(0)
  }, 240_000)
})
