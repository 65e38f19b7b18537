/**
 * Vietnamese text: one normalisation at the border, keys for matching, the order of names and places, and strict numbers.
 *
 * Two texts that read the same may be written in different code points: composed or decomposed, in capitals, with the tone on either vowel
 * of oa, oe, uy (hòa = hoà). `matchKey` folds these and nothing else; what is shown stays as it was written. The order of words is that of
 * `Intl.Collator("vi")`; no function here reads the locale of the machine.
 *
 * @since 0.1.0
 */
import { Data, Result } from "effect"

// model

/** Whose marks a number is written with: Vietnamese 1.136,5 or English 1,136.5. */
export type Language = "vi" | "en"

/**
 * A name to be put in order. `sortName` is for names that are not written family first (Ê Đê, Gia Rai, Mông): its words, most important
 * first.
 *
 * @since 0.1.0
 */
export interface Name {
  readonly fullName: string
  readonly sortName?: string
}

/**
 * A character that passes for another on paper, or that paper does not show.
 *
 * `at` is an index into the text as it was given. The kinds: `letter`, a Latin letter or stroke that looks like a Vietnamese one (ð for đ);
 * `script`, a letter of an alphabet whose letters look Latin (Cyrillic а); `form`, a printed form of a letter or digit (full width);
 * `invisible`, a soft hyphen (ư in files of the legacy encoding TCVN3), direction mark or control character; `damaged`, what a wrong
 * conversion leaves behind.
 *
 * @since 0.1.0
 */
export interface LookAlike {
  readonly at: number
  readonly codePoint: string
  readonly kind: "letter" | "script" | "form" | "invisible" | "damaged"
}

// errors

/**
 * Says why a text is no number in the language asked for. The text itself is not kept.
 *
 * @since 0.1.0
 */
export class NumberError extends Data.TaggedError("NumberError")<{
  readonly reason: "NotANumber" | "WrongGrouping" | "LeadingZeros" | "NotAnInteger" | "OutOfRange"
  readonly language: Language
}> {
  override get message() {
    const { group, decimal } = separators[this.language]
    return {
      NotANumber: `this is not a number written with "${group}" between thousands and "${decimal}" before decimals`,
      WrongGrouping: `the marks do not stand as they must: "${group}" between groups of three digits, one "${decimal}" before decimals`,
      LeadingZeros: "a number does not begin with zeros, but for two digits such as 05; this may be a code",
      NotAnInteger: "this number has decimals",
      OutOfRange: "this number is too large to be kept exactly"
    }[this.reason]
  }
}

// operations on text

/**
 * Text as it is kept: in Unicode form NFC, with single plain spaces between words and none around, without zero-width characters. Everything
 * else stays; `lookAlikes` tells of what does not show.
 *
 * @example
 * Vietnamese.normalise(" Cao\u00a0 Lo\u0323\u0302c\u200b ") // => "Cao Lộc"
 * @since 0.1.0
 */
export const normalise = (text: string): string =>
  text
    .replace(zeroWidth, "")
    .replace(/\p{White_Space}+/gu, " ")
    .trim()
    .normalize("NFC")

/**
 * The key under which texts that a reader takes for the same are equal: case, Unicode form, spaces and the place of the tone in a final oa,
 * oe, uy do not count; tones and letters do. It is for matching, not for showing. Spellings with i or y (Lí, Lý) stay apart, and so does ð,
 * which looks like đ.
 *
 * @example
 * Vietnamese.matchKey("CẤP ỦY") === Vietnamese.matchKey("cấp uỷ") // => true
 * Vietnamese.matchKey("ma") === Vietnamese.matchKey("má") // => false
 * @since 0.1.0
 */
export const matchKey = (text: string): string =>
  normalise(text).toLowerCase().normalize("NFD").replace(toneBeforeLastVowel, "$1$3$2").normalize("NFC")

/**
 * The bare letters, for searching only: no tones, no marks, no case, d for đ and for its look-alikes. Different words become equal, so it
 * never tells whether two texts are the same.
 *
 * @example
 * Vietnamese.bareKey("Thị trấn Đồng Đăng") // => "thi tran dong dang"
 * @since 0.1.0
 */
export const bareKey = (text: string): string =>
  normalise(text).toLowerCase().replace(/[đðɖ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC")

/**
 * Lists the characters that look like others or do not show, in the order of the text. Nothing is replaced: what was meant is for a person
 * to say. What `normalise` drops is not listed.
 *
 * @example
 * Vietnamese.lookAlikes("Cao Lộc") // => []
 * Vietnamese.lookAlikes("\u00d0ồng Đăng") // => [{ at: 0, codePoint: "U+00D0", kind: "letter" }]
 * @since 0.1.0
 */
export const lookAlikes = (text: string): ReadonlyArray<LookAlike> => {
  const found: Array<LookAlike> = []
  let at = 0
  for (const character of text) {
    const kind = lookAlikeKind(character)
    if (kind !== undefined) found.push({ at, codePoint: `U+${codePoint(character).toString(16).toUpperCase().padStart(4, "0")}`, kind })
    at += character.length
  }
  return found
}

// operations on order

/**
 * Orders two texts, such as names of places, word by word: negative, zero or positive. Case, Unicode form and the place of the tone do not
 * count, numbers go by their value, and texts that differ in nothing else go by code point, so that only equal normalised texts give zero.
 *
 * @example
 * ["Khối 10", "Đồng Đăng", "Khối 2", "Dân Tiến"].sort(Vietnamese.compare) // => ["Dân Tiến", "Đồng Đăng", "Khối 2", "Khối 10"]
 * @since 0.1.0
 */
export const compare = (a: string, b: string): number => compareWords(words(a), words(b)) || compareCodePoints(normalise(a), normalise(b))

/**
 * Orders two people as Vietnamese lists do: by the last word of the name, then the first, then those between. Where there is a `sortName`,
 * its words are taken in their own order instead. Equal names go by code point; two people of one name give zero, so add an id to tell them
 * apart.
 *
 * @example
 * Vietnamese.compareNames({ fullName: "Vi Văn An" }, { fullName: "Bế Văn Bình" }) < 0 // => true
 * Vietnamese.compareNames({ fullName: "H Xeng Rmuah", sortName: "Xeng Rmuah" }, { fullName: "Vi Văn Yên" }) < 0 // => true
 * @since 0.1.0
 */
export const compareNames = (a: Name, b: Name): number =>
  compareWords(wordsOfName(a), wordsOfName(b)) || compareCodePoints(normalise(a.fullName), normalise(b.fullName))

// operations on numbers

/**
 * Reads a whole number as the language writes it, with or without marks between thousands; it refuses what is not certain. Nothing may stand
 * around it. `05` is five, as official letters write it; longer leading zeros are refused.
 *
 * @example
 * Result.getOrThrow(Vietnamese.parseInteger("1.136", "vi")) // => 1136
 * Result.isFailure(Vietnamese.parseInteger("1.136", "en")) // => true
 * Result.isFailure(Vietnamese.parseInteger("11.36", "vi")) // => true
 * @since 0.1.0
 */
export const parseInteger = (text: string, language: Language): Result.Result<number, NumberError> =>
  Result.flatMap(parseDecimal(text, language), (decimal): Result.Result<number, NumberError> => {
    if (decimal.includes(".")) return Result.fail(new NumberError({ reason: "NotAnInteger", language }))
    return Number.isSafeInteger(Number(decimal))
      ? Result.succeed(Number(decimal))
      : Result.fail(new NumberError({ reason: "OutOfRange", language }))
  })

/**
 * Reads a number as the language writes it and gives it as exact text: digits, `.` before decimals, no marks between thousands. Decimals
 * stay as many as were written.
 *
 * @example
 * Result.getOrThrow(Vietnamese.parseDecimal("20,2", "vi")) // => "20.2"
 * Result.getOrThrow(Vietnamese.parseDecimal("1.136,50", "vi")) // => "1136.50"
 * Result.isFailure(Vietnamese.parseDecimal("20.2", "vi")) // => true
 * @since 0.1.0
 */
export const parseDecimal = (text: string, language: Language): Result.Result<string, NumberError> => {
  const fail = (reason: NumberError["reason"]) => Result.fail(new NumberError({ reason, language }))
  const { group, decimal } = separators[language]
  if (!/^-?\d[\d.,]*$/.test(text)) return fail("NotANumber")
  const sign = text.startsWith("-") ? "-" : ""
  const [whole = "", decimals, ...more] = text.slice(sign.length).split(decimal)
  if (decimals === "") return fail("NotANumber")
  if (more.length > 0 || decimals?.includes(group) === true) return fail("WrongGrouping")
  const [first = "", ...groups] = whole.split(group)
  if (groups.length > 0 && !(/^[1-9]\d{0,2}$/.test(first) && groups.every(digits => digits.length === 3))) return fail("WrongGrouping")
  if (!/^(?:0?\d|[1-9]\d*)$/.test(first)) return fail("LeadingZeros")
  const digits = [first.replace(/^0(?=\d)/, ""), ...groups].join("") + (decimals === undefined ? "" : `.${decimals}`)
  return Result.succeed(/[1-9]/.test(digits) ? sign + digits : digits)
}

/**
 * A whole number as the language writes it. Throws on a number that is not whole or not exact, as that is a programmer's mistake.
 *
 * @example
 * Vietnamese.formatInteger(1136, "vi") // => "1.136"
 * @since 0.1.0
 */
export const formatInteger = (number: number, language: Language): string => {
  if (!Number.isSafeInteger(number)) throw new RangeError("formatInteger takes a whole number that is kept exactly")
  return formatDecimalText(String(number), language)
}

/**
 * An exact decimal text, as `parseDecimal` gives it, as the language writes it. Throws on any other text, as that is a programmer's mistake.
 *
 * @example
 * Vietnamese.formatDecimalText("20.2", "vi") // => "20,2"
 * Vietnamese.formatDecimalText("1136.50", "en") // => "1,136.50"
 * @since 0.1.0
 */
export const formatDecimalText = (text: string, language: Language): string => {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) throw new RangeError("formatDecimalText takes digits, with `.` before decimals")
  const { group, decimal } = separators[language]
  const [whole = "", decimals] = text.split(".")
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group)
  return decimals === undefined ? grouped : `${grouped}${decimal}${decimals}`
}

// internal

const zeroWidth = /\u200b|\u200c|\u200d|\u2060|\ufeff/g

// decomposed: a tone on the o of a final oa, oe or the u of a final uy, where the other placement has it on the last vowel
const toneBeforeLastVowel = /(o(?=\p{M}[ae])|u(?=\p{M}y))([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\p{L}\p{M}])/gu

const lookAlikeKind = (character: string): LookAlike["kind"] | undefined => {
  // eth, African d, dotless i, Latin alpha, script g, and the strokes that make a đ of a d
  if (/[\u00f0\u00d0\u0189\u0256\u0131\u0251\u0261]|[\u0335-\u0338]/u.test(character)) return "letter"
  if (/[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Cherokee}\p{sc=Coptic}\p{sc=Lisu}]/u.test(character)) return "script"
  if (/[\ufffd\p{Co}\p{Cs}]/u.test(character)) return "damaged"
  if (/[\u034f\p{Cf}\p{Cc}]/u.test(character) && normalise(character) !== "") return "invisible"
  return /[\p{L}\p{Nd}]/u.test(character) && character.normalize("NFKC") !== character.normalize("NFC") ? "form" : undefined
}

const collator = new Intl.Collator("vi", { numeric: true })

const words = (text: string): ReadonlyArray<string> => matchKey(text).split(" ")

const wordsOfName = ({ fullName, sortName = "" }: Name): ReadonlyArray<string> => {
  if (normalise(sortName) !== "") return words(sortName)
  const [family = "", ...rest] = words(fullName)
  const given = rest.pop()
  return given === undefined ? [family] : [given, family, ...rest]
}

const compareWords = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = collator.compare(a[i] ?? "", b[i] ?? "")
    if (order !== 0) return order
  }
  return a.length - b.length
}

// sound: only called on a character of a text, which has a code point
const codePoint = (character: string): number => character.codePointAt(0) as number

const compareCodePoints = (a: string, b: string): number => {
  const [left, right] = [Array.from(a, codePoint), Array.from(b, codePoint)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = (left[i] ?? 0) - (right[i] ?? 0)
    if (order !== 0) return order
  }
  return left.length - right.length
}

const separators = { vi: { group: ".", decimal: "," }, en: { group: ",", decimal: "." } } as const
