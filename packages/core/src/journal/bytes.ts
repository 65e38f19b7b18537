/**
 * The bytes of the journal's promises: equal content has equal bytes in every store, and lists of texts have digests that no other list has.
 *
 * @since 0.1.0
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"

/**
 * JSON with keys in order, so that equal content has equal bytes in every store.
 *
 * @example
 * Journal.canonical({ b: 1, a: ["x"] }) // => '{"a":["x"],"b":1}'
 * @since 0.1.0
 */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item === undefined ? null : item)).join(",")}]`
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(",")}}`
  }
  return JSON.stringify(value)
}

/**
 * The commitment to a personal payload: SHA-256 over the salt and the payload's canonical JSON. Without the salt it says nothing.
 *
 * @since 0.1.0
 */
export const commit = (salt: string, payload: string): string => digestOf("chibo/personal/1", salt, payload)

/**
 * The SHA-256 of a list of texts, as 64 hexadecimal digits; length-prefixed, so that no two lists share their bytes.
 *
 * @since 0.1.0
 */
export const digestOf = (...parts: ReadonlyArray<string>): string => {
  const hasher = sha256.create()
  for (const part of parts) {
    const bytes = utf8ToBytes(part)
    hasher.update(utf8ToBytes(`${bytes.length}:`)).update(bytes)
  }
  return bytesToHex(hasher.digest())
}
