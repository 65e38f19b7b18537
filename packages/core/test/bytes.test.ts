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

describe("Journal.canonical", () => {
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
