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
export const digestOf = (...parts: ReadonlyArray<string>): string =>
  // hashed at once: a record has nine parts, and a hundred thousand records are read in one go
  bytesToHex(sha256(utf8ToBytes(parts.map(part => `${byteLength(part)}:${part}`).join(""))))

// internal

/** How many bytes a text has in UTF-8, where a lone surrogate becomes U+FFFD. */
const byteLength = (text: string): number => {
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x80) continue
    if (code < 0x800) bytes += 1
    else {
      bytes += 2
      const next = text.charCodeAt(index + 1)
      // a pair of surrogates has four bytes: the two of their units, and these two
      if (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000) index++
    }
  }
  return bytes
}
