/**
 * Text typed in a font of an old encoding, by the name of the font: `.VnTime` and all `.Vn…` are TCVN3, those that end in H show capitals; `VNI-…`
 * are VNI.
 *
 * A font says how a text was meant to be shown, not what it is: text that is Unicode already is left alone.
 */
import { isSyllable, score } from "./syllable.ts"
import { decodeTcvn3Text } from "./tcvn3.ts"
import { decodeVni } from "./vni.ts"

// operations

/** The text as the font shows it; `undefined` where the font is of no old encoding. */
export const decodeByFont = (font: string, text: string): string | undefined => {
  const name = font.trim()
  const decode = tcvn3.test(name) ? decodeTcvn3Text : vni.test(name) ? decodeVni : undefined
  if (decode === undefined) return undefined
  const decoded = decode(text)
  const read = natureOf(text, decoded) === "unicode" ? text : decoded
  return capitals.test(name) ? read.toUpperCase() : read
}

/** Whether a text in such a font, as it is stored, reads as well undecoded: `Lê Hà`, of which decoding would make `Lờ Hổ`. */
export const isUnsure = (font: string, text: string): boolean => {
  const name = font.trim()
  const decode = tcvn3.test(name) ? decodeTcvn3Text : vni.test(name) ? decodeVni : undefined
  return decode !== undefined && natureOf(text, decode(text)) === "unsure"
}

/**
 * Whether a text in a `.Vn…` font, as it is stored, has a word that is no syllable but would be one with an ư: its byte is that of a soft
 * hyphen, which programs drop. Words of unmarked capitals are taken for abbreviations, and single letters for initials.
 */
export const hasLostLetters = (font: string, text: string): boolean => {
  if (!tcvn3.test(font.trim())) return false
  const read = decodeTcvn3Text(text)
  if (natureOf(text, read) === "unicode") return false
  return read.split(/[^\p{L}\p{M}]+/u).some(word => word.length > 1 && !/^[A-Z]+$/.test(word) && !isSyllable(word) && isMendable(word))
}

// internal

/** Characters that the old encodings use, and Vietnamese in Unicode does not. */
const foreign = /[\u0080-\u00ff](?<![ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý\u00a0])/u

/** Letters and marks that no old encoding has. */
const unicode = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]|\p{M}/u

const tcvn3 = /^\.vn/i
const vni = /^vni-/i
const capitals = /^\.[Vv][Nn].*(?:H|[Tt]imeh|[Aa]rialh)$/

/**
 * What a text is that is stored in an old font. Its characters may say so; else that reading holds which makes more syllables of the marked
 * words. Where both make as many, the font decides, and somebody should look.
 */
const natureOf = (text: string, decoded: string): "unicode" | "old" | "unsure" => {
  if (unicode.test(text)) return "unicode"
  if (decoded === text || foreign.test(text)) return "old"
  const [before, after] = [score(text), score(decoded)]
  if (before.marked > 0 && before.valid === before.marked && after.valid < after.marked) return "unicode"
  return before.marked > 0 && before.valid >= after.valid ? "unsure" : "old"
}

const isMendable = (word: string): boolean =>
  Array.from({ length: word.length + 1 }, (_, at) => `${word.slice(0, at)}ư${word.slice(at)}`).some(isSyllable)
