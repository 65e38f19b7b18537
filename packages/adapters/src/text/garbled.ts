/**
 * Text that was read in the wrong encoding before it came here, and stands as it is in a font of today: `NguyÔn V¨n M¹nh`, `Nguyá»…n`.
 */
import { isUtf8 as isBufferUtf8 } from "node:buffer"
import iconv from "iconv-lite"
import { score } from "./syllable.ts"
import { decodeTcvn3Text } from "./tcvn3.ts"
import { decodeVni } from "./vni.ts"

// operations

/**
 * Whether a text reads as Vietnamese in one of the old encodings, or as UTF-8 that was taken for windows-1252, and does not as it stands. Foreign
 * names are no syllables either way.
 */
export const isGarbled = (given: string): boolean => {
  if (!suspicious.test(given)) return false
  if (isUtf8(given)) return true
  const text = given.replace(measures, "$1")
  if (unicode.test(text)) return false
  const { marked, valid } = score(text)
  if (valid === marked) return false
  return [decodeTcvn3Text, decodeVni, as1258].some(decode => {
    const read = score(decode(text))
    return read.marked > 0 && read.valid === read.marked
  })
}

// internal

/** Letters, signs and controls of the upper half of one byte. */
const suspicious = /[\u0080-\u00ff]/

/** Letters that no old encoding has. */
const unicode = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]|\p{M}/u

/** Square and cubic metres, which are no words. */
const measures = /(^|[\s\d])[cdk]?m[²³]/gu

/** A letter of Vietnamese in UTF-8 is two or three bytes of the upper half. */
const isUtf8 = (text: string): boolean => {
  const bytes = /[\u00c3-\u00c6\u00e1][^\0-\x7f]/.test(text) ? bytesOf(text) : undefined
  return bytes !== undefined && isBufferUtf8(bytes)
}

const as1258 = (text: string): string => {
  const bytes = bytesOf(text)
  return bytes === undefined ? text : iconv.decode(bytes, "windows-1258").normalize("NFC")
}

/** The bytes that windows-1252 shows so, its five holes included; nothing where a character is none of its own. */
const bytesOf = (text: string): Buffer | undefined => {
  const bytes: Array<number> = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const byte = code < 0x100 ? code : (iconv.encode(character, "windows-1252")[0] ?? 0)
    if (code >= 0x100 && byte < 0x80) return undefined
    bytes.push(byte)
  }
  return Buffer.from(bytes)
}
