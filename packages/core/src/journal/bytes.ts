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
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const ordered = inOrder(value)
  return ordered === undefined ? spelled(value) : JSON.stringify(ordered)
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
  sha256Of(parts.map(part => `${byteLength(part)}:${part}`).join(""))

// internal

/** Node's own SHA-256, which is six times as fast; elsewhere, as in a browser, the library. */
const native = globalThis.process?.getBuiltinModule?.("node:crypto")?.hash

const sha256Of = (text: string): string => (native === undefined ? bytesToHex(sha256(utf8ToBytes(text))) : native("sha256", text))

/**
 * A copy whose keys stand in order, so that JSON is written of it in one go; nothing where an object cannot keep them so, as it puts numbers
 * first, and `__proto__` nowhere.
 */
const inOrder = (value: object): object | undefined => {
  if (Array.isArray(value)) return listInOrder(value)
  const [items, copy] = [value as Readonly<Record<string, unknown>>, {} as Record<string, unknown>] // sound: only its own keys are asked for
  for (const key of sort(Object.keys(value))) {
    if (isNumber(key) || key === "__proto__") return undefined
    const item = items[key]
    const copied = typeof item === "object" && item !== null ? inOrder(item) : item
    if (copied === undefined && item !== undefined) return undefined
    copy[key] = copied
  }
  return copy
}

const listInOrder = (items: ReadonlyArray<unknown>): ReadonlyArray<unknown> | undefined => {
  const copies = items.map(item => (typeof item === "object" && item !== null ? inOrder(item) : (item ?? null)))
  return copies.includes(undefined) ? undefined : copies
}

/** The same text, key by key. */
const spelled = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(item => spelled(item ?? null)).join(",")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${spelled(item)}`)
    .join(",")}}`
}

const isNumber = (key: string): boolean => {
  const first = key.charCodeAt(0)
  return first >= 48 && first <= 57
}

/** In order of code units. Objects have few keys, most of them in order already: no other way is as fast for those. */
const sort = (keys: Array<string>): ReadonlyArray<string> => {
  if (keys.length > 32) return keys.sort()
  for (let at = 1; at < keys.length; at++) {
    const key = keys[at] ?? ""
    let to = at
    for (; to > 0 && (keys[to - 1] ?? "") > key; to--) keys[to] = keys[to - 1] ?? ""
    keys[to] = key
  }
  return keys
}

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
