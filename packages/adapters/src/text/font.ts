/**
 * Text typed in a font of an old encoding, by the name of the font: `.VnTime` and all `.Vn…` are TCVN3, those that end in H show capitals; `VNI-…`
 * are VNI.
 *
 * A font says how a text was meant to be shown, not what it is: text that is Unicode already is left alone.
 */
import { isSyllable, words } from "./syllable.ts"
import { decodeTcvn3Text } from "./tcvn3.ts"
import { decodeVni } from "./vni.ts"

// operations

/** The text as the font shows it; `undefined` where the font is of no old encoding. */
export const decodeByFont = (font: string, text: string): string | undefined => {
  const name = font.trim()
  const decode = tcvn3.test(name) ? decodeTcvn3Text : vni.test(name) ? decodeVni : undefined
  if (decode === undefined) return undefined
  const read = isUnicode(text, decode(text)) ? text : decode(text)
  return capitals.test(name) ? read.toUpperCase() : read
}

/**
 * Whether a text in a `.Vn…` font, as it is stored, has a word that is no syllable but would be one with an ư: its byte is that of a soft
 * hyphen, which programs drop. Words of unmarked capitals are taken for abbreviations, and single letters for initials.
 */
export const hasLostLetters = (font: string, text: string): boolean => {
  if (!tcvn3.test(font.trim())) return false
  const read = decodeTcvn3Text(text)
  if (isUnicode(text, read)) return false
  return read.split(/[^\p{L}\p{M}]+/u).some(word => word.length > 1 && !/^[A-Z]+$/.test(word) && !isSyllable(word) && isMendable(word))
}

// internal

const tcvn3 = /^\.vn/i
const vni = /^vni-/i
const capitals = /^\.[Vv][Nn].*(?:H|[Tt]imeh|[Aa]rialh)$/

/** Letters that no old encoding has say so, or marked words that are syllables as they stand and not as decoded. */
const isUnicode = (text: string, decoded: string): boolean => {
  if (/[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]|\p{M}/u.test(text)) return true
  const [before, after] = [words(text), words(decoded)]
  return before.length > 0 && before.every(isSyllable) && !after.every(isSyllable)
}

const isMendable = (word: string): boolean =>
  Array.from({ length: word.length + 1 }, (_, at) => `${word.slice(0, at)}ư${word.slice(at)}`).some(isSyllable)
