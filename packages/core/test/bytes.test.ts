import { createHash } from "node:crypto"
import { Journal } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import fc from "fast-check"

/** As another implementation would: each part in UTF-8, after its length in bytes and a colon. */
const expected = (parts: ReadonlyArray<string>): string => {
  const hash = createHash("sha256")
  for (const part of parts) {
    const bytes = Buffer.from(part, "utf8")
    hash.update(`${bytes.length}:`).update(bytes)
  }
  return hash.digest("hex")
}

describe("Journal.digestOf", () => {
  it("is SHA-256 over length-prefixed UTF-8, for every text", () => {
    assert.strictEqual(Journal.digestOf("a", "", "đ😀"), expected(["a", "", "đ😀"]))
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\ud800", "\udc00", "ử", "😀")) })),
        parts => {
          assert.strictEqual(Journal.digestOf(...parts), expected(parts))
        }
      ),
      { seed: 7, numRuns: 2000 }
    )
  })
})

describe("Journal.digestOf where the platform has no SHA-256 that answers at once, as in a browser", () => {
  it("gives the same digits", async () => {
    const builtin = process.getBuiltinModule
    try {
      Reflect.deleteProperty(process, "getBuiltinModule")
      // a module of its own, loaded again
      const again = "../src/journal/bytes.ts?browser"
      const { digestOf }: { readonly digestOf: typeof Journal.digestOf } = await import(again)
      assert.strictEqual(digestOf("a", "", "đ😀\ud800"), Journal.digestOf("a", "", "đ😀\ud800"))
      assert.notStrictEqual(digestOf, Journal.digestOf)
    } finally {
      Object.assign(process, { getBuiltinModule: builtin })
    }
  })
})

describe("Journal.canonical", () => {
  it("is written key by key, in order of code units, whatever the keys are", () => {
    /** As it is said: nothing is left to the order in which an object keeps its keys. */
    const said = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(item => said(item ?? null)).join(",")}]`
      if (typeof value !== "object" || value === null) return JSON.stringify(value)
      const entries = Object.entries(value).filter(([, item]) => item !== undefined)
      const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
      return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${said(item)}`).join(",")}}`
    }
    const numbers = JSON.parse('{"9":1,"10":{"b":[{"2":0,"1":"x"}],"a":2},"":3,"__proto__":{"z":1},"toJSON":4}')
    assert.strictEqual(Journal.canonical(numbers), '{"":3,"10":{"a":2,"b":[{"1":"x","2":0}]},"9":1,"__proto__":{"z":1},"toJSON":4}')
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${(n * 37) % 60}`, n]))
    const key = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("1", "10", "9", "__proto__", "constructor", "é", "\ud800", "\uffff")
    )
    const { value } = fc.letrec(tie => ({
      value: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 0 }), fc.constant(undefined), fc.array(tie("value")), tie("object")),
      object: fc.dictionary(key, tie("value"))
    }))
    for (const each of [numbers, many, [undefined, null], {}, []]) assert.strictEqual(Journal.canonical(each), said(each))
    fc.assert(
      fc.property(fc.dictionary(key, value), each => assert.strictEqual(Journal.canonical(each), said(each))),
      { seed: 7, numRuns: 3000 }
    )
  })

  it("is one text for equal content, whatever the order of keys, and reads back as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = Journal.canonical(value)
        const reversed = (item: unknown): unknown =>
          Array.isArray(item)
            ? item.map(reversed)
            : typeof item === "object" && item !== null
              ? Object.fromEntries(
                  Object.entries(item)
                    .reverse()
                    .map(([key, each]) => [key, reversed(each)])
                )
              : item
        assert.strictEqual(Journal.canonical(reversed(value)), text)
        assert.strictEqual(Journal.canonical(JSON.parse(text)), text)
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)))
      }),
      { seed: 7, numRuns: 1000 }
    )
  })
})
