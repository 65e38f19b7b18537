import { Fact } from "@chibo/core"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { explain } from "../../src/table/wording.ts"

describe("what is wrong with a field", () => {
  it("is said in Vietnamese for every required field of every kind", () => {
    let looked = 0
    const unnamed = new Set<string>()
    for (const { kind } of Fact.kinds) {
      const parsed = Fact.parse({ kind, version: 1 })
      if (Result.isSuccess(parsed)) continue
      for (const { vi, en, code } of explain(parsed.failure, { on: "ngày ký" })) {
        looked++
        expect(code).toBe("wrong-fact")
        expect(en).toMatch(/^[a-z]/i)
        const [, field] = /: trường (\S+)/.exec(vi) ?? []
        if (field !== undefined) unnamed.add(field)
      }
    }
    console.log(`wording: looked at ${looked} fields`)
    expect(looked).toBeGreaterThan(100)
    expect([...unnamed]).toEqual([])
  })

  it("names the column, tells no value, and says what to do", () => {
    const parsed = Fact.parse({
      kind: "member.details-changed",
      version: 1,
      on: "2021-01-01",
      member: "m-1",
      personal: { cardNumber: "1234567" }
    })
    if (Result.isSuccess(parsed)) throw new Error("parsed")
    expect(explain(parsed.failure, { "personal.cardNumber": "số thẻ" })).toEqual([
      {
        column: "số thẻ",
        code: "wrong-fact",
        vi: 'thay đổi lý lịch đảng viên: số thẻ Đảng (cột "số thẻ") phải có 8 hoặc 12 chữ số, giữ dạng chữ; số 0 ở đầu có thể đã mất',
        en: 'member details changed: personal.cardNumber (column "số thẻ"): Expected a Party card number: 8 or 12 digits, as text'
      }
    ])
  })
})
