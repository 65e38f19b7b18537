/**
 * Text that was read or saved in the wrong encoding before it came here: words that are nothing as they stand, but syllables in a legacy font, UTF-8
 * that some program took for Western letters ("Nguyá»…n"), and letters that became question marks ("Nguy?n").
 */
import iconv from "iconv-lite"
import { isSyllable, words } from "./syllable.ts"
import { decodeTcvn3Text } from "./tcvn3.ts"
import { decodeVni } from "./vni.ts"

// model

/** In which encodings a word would be a syllable that is none as it stands. */
export interface Misreading {
  readonly tcvn3: boolean
  readonly vni: boolean
  readonly windows1258: boolean
  readonly utf8: boolean
}

// operations

/** What a word with a letter beyond ASCII may have been. */
export const misreadingOf = (word: string): Misreading => {
  const known = readings.get(word)
  if (known !== undefined) return known
  const text = word.normalize("NFC")
  const reading =
    text.length < 2 || isSyllable(text) // a letter alone says nothing
      ? asItStands
      : {
          tcvn3: isLegacy(text, decodeTcvn3Text),
          vni: isLegacy(text, decodeVni),
          windows1258: isLegacy(text, as1258),
          utf8: utf8TakenForWestern.test(text)
        }
  if (readings.size >= 32_768) readings.clear()
  readings.set(word, reading)
  return reading
}

/** Whether a text has a word that was read in the wrong encoding, as far as that can be told. */
export const isMisread = (text: string): boolean =>
  lostLetter.test(text) ||
  (beyondAscii.test(text) &&
    (utf8TakenForWestern.test(text) ||
      words(text).some(word => {
        const { tcvn3, vni, windows1258 } = misreadingOf(word)
        return tcvn3 || vni || windows1258
      })))

/** How often UTF-8 stands in a text as Western letters. */
export const countUtf8Twice = (text: string): number => text.match(allUtf8TakenForWestern)?.length ?? 0

// internal

const lostLetter = /\?\p{L}/u
const beyondAscii = /[^\0-\x7f]/

const asItStands: Misreading = { tcvn3: false, vni: false, windows1258: false, utf8: false }
const readings = new Map<string, Misreading>()

/** Windows-1258 that a program took for the Western 1252. */
const as1258 = (word: string): string =>
  /^[\0-\xff]*$/.test(word) ? iconv.decode(Buffer.from(word, "latin1"), "windows-1258").normalize("NFC") : word

const isLegacy = (word: string, decode: (text: string) => string): boolean => {
  const decoded = decode(word)
  return decoded !== word && words(decoded).some(part => part === decoded && isSyllable(part))
}

/**
 * The bytes of Vietnamese letters in UTF-8 as characters of windows-1252 or 1258. Left out is what stands behind a real Ã or Ă now and then: a space
 * that does not break, quotes, dashes.
 */
const trailing =
  "\\u0080-\\u009f\\u00a1-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u201a\\u201e\\u2020\\u2021\\u2030\\u2039\\u20ac\\u2122"
const any = `${trailing}\\u00a0\\u2013\\u2014\\u2018-\\u201d\\u2022\\u2026\\u203a`
const pattern = `[\\u00c3\\u0102][${trailing}]|[\\u00c4-\\u00c6][${any}]|\\u00e1[\\u00ba\\u00bb][${any}]`
const utf8TakenForWestern = new RegExp(pattern)
const allUtf8TakenForWestern = new RegExp(pattern, "g")
