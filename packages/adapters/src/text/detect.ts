/**
 * Which encoding a file is in, by evidence: a byte order mark, valid UTF-8, the zero bytes of UTF-16, or marked words that are syllables.
 *
 * It is certain or it stops. Every window of the file is looked at, so that a file put together from parts in different encodings is not
 * taken for one of them: a single word that is none in the encoding of all the others, but a syllable in another, is enough to stop. UTF-8 is not
 * believed where many of its words read as nothing but make sense in a legacy font; where a few do, their rows are asked about (`misread.ts`).
 */
import { isAscii, isUtf8 } from "node:buffer"
import { Result } from "effect"
import { decodeAll, type Encoding, makeDecoder } from "./encoding.ts"
import { countUtf8Twice, misreadingOf } from "./misread.ts"
import { isSyllable, score, words } from "./syllable.ts"

// model

/** A piece of the file as it would read in one encoding. It may hold anybody's data: it is for the person at the desk, never for a log. */
export interface Reading {
  readonly encoding: Encoding
  readonly sample: string
}

/**
 * Why the encoding is not certain.
 *
 * - `NotUtf8`: UTF-8, but for the byte told, counted from 1.
 * - `NullCharacter`: UTF-8 with a U+0000 in it.
 * - `Unsure`: several encodings may be meant, or none fits; `line` is where the text begins that tells them apart.
 */
export type Doubt =
  | { readonly _tag: "NotUtf8"; readonly line: number; readonly byte: number }
  | { readonly _tag: "NullCharacter"; readonly line: number; readonly byte: number }
  | { readonly _tag: "Unsure"; readonly line: number; readonly readings: ReadonlyArray<Reading> }

// constructors

/** Looks at a file chunk by chunk. Memory stays flat. */
export class Detector {
  #rest: Uint8Array = new Uint8Array(0)
  #windows = 0
  /** A window with letters beyond ASCII was valid UTF-8 and not weighed. */
  #passedOver = false
  #bytes = 0
  #lines = 0
  #first: Uint8Array = new Uint8Array(0)
  #invalid: { readonly line: number; readonly byte: number } | undefined
  #zero: { readonly line: number; readonly byte: number } | undefined
  readonly #zeros: [even: number, odd: number] = [0, 0]
  /** A piece of the first window that held doubtful words, and the line of the window. */
  #doubtful: Telling | undefined
  readonly #tallies = new Map<Encoding, { marked: number; valid: number; worst: number }>(
    byteReadings.map(encoding => [encoding, { marked: 0, valid: 0, worst: 1 }])
  )
  #misread = { tcvn3: 0, vni: 0, utf8: 0, marked: 0 }
  /** The first word, by legacy encoding, that speaks against it. */
  readonly #against = new Map<Encoding, Telling>()

  add(chunk: Uint8Array): void {
    const joined = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while (joined.length - at > windowSize) {
      const cut = cutAfter(joined, at, at + windowSize)
      this.#look(joined.subarray(at, cut))
      at = cut
    }
    this.#rest = joined.slice(at) // a copy: the caller may use its buffer again
  }

  finish(): Result.Result<Encoding, Doubt> {
    this.#look(this.#rest)
    this.#rest = new Uint8Array(0)
    const sixteen = this.#utf16()
    if (sixteen !== undefined) return Result.succeed(sixteen)
    if (this.#invalid === undefined) {
      if (this.#zero !== undefined) return Result.fail({ _tag: "NullCharacter", ...this.#zero })
      const { tcvn3, vni, utf8, marked } = this.#misread
      return Math.max(tcvn3, vni, utf8) > Math.max(2, marked / 50) ? Result.fail(this.#unsure(textReadings)) : Result.succeed("utf-8")
    }
    const rated = legacy.map(encoding => ({ encoding, ...this.#rate(encoding) })).sort((a, b) => b.share - a.share)
    const [best, second] = rated
    if (
      best !== undefined &&
      !this.#passedOver &&
      best.marked >= 5 &&
      best.share >= 0.9 &&
      best.worst >= 0.75 &&
      (second?.share ?? 0) <= 0.6
    ) {
      const against = this.#against.get(best.encoding)
      if (against === undefined) return Result.succeed(best.encoding)
      this.#doubtful = against
      return Result.fail(this.#unsure(byteReadings))
    }
    return this.#rate("utf-8").share >= 0.8 && (best?.share ?? 0) <= 0.6
      ? Result.fail({ _tag: "NotUtf8", ...this.#invalid })
      : Result.fail(this.#unsure(byteReadings))
  }

  #look(window: Uint8Array): void {
    if (window.length === 0) return
    if (this.#first.length === 0) this.#first = window.slice(0, sampleSize)
    const valid = isUtf8(window)
    if (!valid && this.#invalid === undefined) {
      const at = firstInvalid(window)
      this.#invalid = { line: this.#lines + countLines(window, at) + 1, byte: this.#bytes + at + 1 }
    }
    const zero = window.indexOf(0)
    if (zero >= 0) {
      this.#zero ??= { line: this.#lines + countLines(window, zero) + 1, byte: this.#bytes + zero + 1 }
      for (let i = zero; i < window.length; i++) if (window[i] === 0) this.#zeros[(this.#bytes + i) % 2 === 0 ? 0 : 1]++
    }
    // in UTF-8 that is valid so far one window in sixteen is enough; what is not valid is looked at in full
    if (zero < 0 && (this.#invalid !== undefined || this.#windows % 16 === 0)) this.#weigh(window, valid)
    else if (!isAscii(window)) this.#passedOver = true
    this.#windows++
    this.#bytes += window.length
    this.#lines += countLines(window, window.length)
  }

  #weigh(window: Uint8Array, valid: boolean): void {
    for (const [encoding, tally] of this.#tallies) {
      const found = score(decodeAll(window, encoding))
      tally.marked += found.marked
      tally.valid += found.valid
      if (found.marked >= 10) tally.worst = Math.min(tally.worst, found.valid / found.marked)
    }
    this.#compare(window)
    if (!valid) this.#doubtful ??= this.#piece(window, text => beyondAscii.test(text))
    else this.#suspect(window)
  }

  /** Words, by their bytes, that are syllables in one encoding and none in another. */
  #compare(window: Uint8Array): void {
    if (this.#against.size === legacy.length || isAscii(window)) return
    for (const word of latin1(window).split(ascii)) {
      if (word === "" || !beyondAscii.test(word)) continue
      const read = encodingsOf(word)
      if (read.size === 0) continue
      for (const encoding of legacy) {
        if (read.has(encoding) || this.#against.has(encoding)) continue
        this.#against.set(
          encoding,
          this.#piece(window, (_, line) => line.split(ascii).includes(word))
        )
      }
    }
  }

  /** Words that are nothing as UTF-8 has them, but syllables in a legacy font. */
  #suspect(window: Uint8Array): void {
    const text = decodeAll(window, "utf-8")
    const before = this.#misread.tcvn3 + this.#misread.vni + this.#misread.utf8
    this.#misread.utf8 += countUtf8Twice(text)
    for (const word of words(text)) {
      this.#misread.marked++
      const { tcvn3, vni } = misreadingOf(word)
      if (tcvn3) this.#misread.tcvn3++
      if (vni) this.#misread.vni++
    }
    if (this.#misread.tcvn3 + this.#misread.vni + this.#misread.utf8 > before) {
      this.#doubtful ??= this.#piece(window, line => words(line).some(word => !isSyllable(word)))
    }
  }

  /** From the first line on that tells, which is asked as UTF-8 and as its bytes. */
  #piece(window: Uint8Array, isTelling: (text: string, bytes: string) => boolean): Telling {
    const text = latin1(window).split("\n")
    const at = Math.max(
      0,
      text.findIndex(line => isTelling(decodeAll(Buffer.from(line, "latin1"), "utf-8"), line))
    )
    const bytes = Buffer.from(text.slice(at, at + 3).join("\n"), "latin1").subarray(0, sampleSize)
    return { line: this.#lines + at + 1, bytes }
  }

  #rate(encoding: Encoding) {
    const { marked, valid, worst } = this.#tallies.get(encoding) ?? { marked: 0, valid: 0, worst: 0 }
    return { marked, share: marked === 0 ? 0 : valid / marked, worst }
  }

  /**
   * By its mark, or by zeros in every other place; never without zeros, as a table has separators and line ends. Half a letter at its end is what
   * a file has that was cut, and reads as damage there.
   */
  #utf16(): "utf-16le" | "utf-16be" | undefined {
    const [even, odd] = this.#zeros
    const [mark0, mark1] = this.#first
    const few = this.#bytes / 5
    if (odd > few && even * 20 < odd && !(mark0 === 0xfe && mark1 === 0xff)) return "utf-16le"
    if (even > few && odd * 20 < even && !(mark0 === 0xff && mark1 === 0xfe)) return "utf-16be"
    return undefined
  }

  #unsure(encodings: ReadonlyArray<Encoding>): Doubt {
    const { line, bytes } = this.#doubtful ?? { line: 1, bytes: this.#first }
    return { _tag: "Unsure", line, readings: readAs(bytes, encodings) }
  }
}

// operations

/** The encoding of bytes in memory. */
export const detect = (bytes: Uint8Array): Result.Result<Encoding, Doubt> => {
  const detector = new Detector()
  detector.add(bytes)
  return detector.finish()
}

// internal

const windowSize = 65_536
const sampleSize = 400
const legacy = ["windows-1258", "tcvn3", "vni"] as const satisfies ReadonlyArray<Encoding>
const byteReadings = ["utf-8", ...legacy] as const satisfies ReadonlyArray<Encoding>
const textReadings = ["utf-8", "utf-8/tcvn3", "utf-8/vni", "utf-8/utf-8"] as const satisfies ReadonlyArray<Encoding>
const beyondAscii = /[^\0-\x7f]/
/** What stands between words in every encoding of single bytes. */
const ascii = /[\0-@[-`{-\x7f]+/

/** A piece of a file, and the line on which it begins. */
interface Telling {
  readonly line: number
  readonly bytes: Uint8Array
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1")

const read = new Map<string, ReadonlySet<Encoding>>()

/** The encodings in which bytes, given as characters, are a syllable. */
const encodingsOf = (word: string): ReadonlySet<Encoding> => {
  const known = read.get(word)
  if (known !== undefined) return known
  const bytes = Buffer.from(word, "latin1")
  const found = new Set<Encoding>()
  for (const encoding of byteReadings) {
    const text = decodeAll(bytes, encoding)
    if (words(text).some(part => part === text) && isSyllable(text)) found.add(encoding)
  }
  if (read.size >= 32_768) read.clear()
  read.set(word, found)
  return found
}

/** After the last line break of a window; without one, before the letter that would be cut. */
const cutAfter = (bytes: Uint8Array, from: number, to: number): number => {
  const end = Math.max(bytes.lastIndexOf(10, to - 1), bytes.lastIndexOf(13, to - 2)) + 1
  if (end > from) return end
  let cut = to
  while (cut > to - 3 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--
  return cut
}

const readAs = (bytes: Uint8Array, encodings: ReadonlyArray<Encoding>): ReadonlyArray<Reading> =>
  encodings.map(encoding => {
    const decoder = makeDecoder(encoding)
    return { encoding, sample: (decoder.decode(bytes) + decoder.end()).slice(0, 160) }
  })

const countLines = (bytes: Uint8Array, to: number): number => {
  let count = 0
  for (let i = 0; i < to; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) count++
  return count
}

/** The start of the first sequence that is no UTF-8: the longest prefix that a strict decoder takes, less its unfinished end. */
const firstInvalid = (window: Uint8Array): number => {
  let [valid, invalid] = [0, window.length + 1]
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2)
    if (takes(window.subarray(0, middle))) valid = middle
    else invalid = middle
  }
  for (let back = 0; back < 4; back++) if (isUtf8(window.subarray(0, valid - back))) return valid - back
  return valid
}

const takes = (prefix: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(prefix, { stream: true })
    return true
  } catch {
    return false
  }
}
