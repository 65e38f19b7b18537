/**
 * The encodings that offices send, and how bytes in them become text: whole, or chunk by chunk.
 */
import { decodeTcvn3, decodeTcvn3Text } from "./tcvn3.ts"
import { decodeVni } from "./vni.ts"

// model

/**
 * An encoding of a file.
 *
 * - `utf-8`, `utf-16le`, `utf-16be`: with or without a byte order mark.
 * - `windows-1258`: what older Vietnamese Windows writes; its tones are characters of their own and are composed.
 * - `tcvn3`, `vni`: the legacy encodings. TCVN3 has no capitals with tones, as these come from the font `.VnTimeH`: small letters with tones among
 *   capitals (`NGUYễN`) are read as capitals; `tcvn3-capitals` reads everything as that font shows it.
 * - `utf-8/tcvn3`, `utf-8/vni`, `utf-8/utf-8`: text of a legacy font, or UTF-8 itself ("Nguyá»…n"), that a program took for Western letters and
 *   saved as UTF-8.
 *
 * @since 0.2.0
 */
export type Encoding =
  | "utf-8"
  | "utf-16le"
  | "utf-16be"
  | "windows-1258"
  | "tcvn3"
  | "tcvn3-capitals"
  | "vni"
  | "utf-8/tcvn3"
  | "utf-8/vni"
  | "utf-8/utf-8"

/** Turns chunks of bytes into text. `end` gives what is left. Bytes that the encoding does not know become U+FFFD. */
export interface Decoder {
  readonly decode: (chunk: Uint8Array) => string
  readonly end: () => string
}

// operations

/** All of some bytes as text, without a byte order mark. */
export const decodeAll = (bytes: Uint8Array, encoding: Encoding): string => {
  const decoder = makeDecoder(encoding)
  return decoder.decode(bytes) + decoder.end()
}

/** A decoder for one file. */
export const makeDecoder = (encoding: Encoding): Decoder => {
  switch (encoding) {
    case "utf-8":
    case "utf-16le":
    case "utf-16be":
      return unicode(encoding)
    case "utf-8/tcvn3":
      return byLine(unicode("utf-8"), text => decodeTcvn3Text(western(text)))
    case "utf-8/vni":
      return byLine(unicode("utf-8"), decodeVni)
    case "utf-8/utf-8":
      return byLine(unicode("utf-8"), decodeUtf8Twice)
    case "windows-1258":
      return byLine(singleBytes("windows-1258"), text => text.normalize("NFC"))
    case "vni":
      return byLine(singleBytes("windows-1252"), decodeVni)
    case "tcvn3":
    case "tcvn3-capitals":
      return byLine({ decode: chunk => decodeTcvn3(chunk), end: () => "" }, text => {
        const composed = text.normalize("NFC")
        return encoding === "tcvn3" ? composed.replace(phrases, inCapitals) : composed.toUpperCase()
      })
  }
}

// internal

const phrases = /\p{L}+(?: \p{L}+)*/gu

/** A word with two capitals is all in capitals, and so are the words beside it of which none shows otherwise. */
const inCapitals = (phrase: string): string => {
  if (!twoCapitals.test(phrase)) return phrase
  const isAll = (text: string) => twoCapitals.test(text) && !/[a-z]/.test(text)
  if (isAll(phrase)) return phrase.toUpperCase()
  return phrase.replace(/\p{L}+/gu, word => (isAll(word) ? word.toUpperCase() : word))
}

const twoCapitals = /\p{Lu}\p{Ll}*\p{Lu}/u

const unicode = (encoding: "utf-8" | "utf-16le" | "utf-16be"): Decoder => {
  const decoder = new TextDecoder(encoding)
  return { decode: chunk => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

const singleBytes = (encoding: "windows-1258" | "windows-1252"): Decoder => {
  const decoder = new TextDecoder(encoding)
  return { decode: chunk => decoder.decode(chunk), end: () => "" }
}

/** Text is handed on up to its last line break only, so that no letter is cut from its mark; a very long line is cut all the same. */
const byLine = (source: Decoder, convert: (text: string) => string): Decoder => {
  let rest = ""
  return {
    decode: chunk => {
      const text = rest + source.decode(chunk)
      const end = text.lastIndexOf("\n") + 1
      const cut = end === 0 && text.length > 4_194_304 ? text.length : end
      rest = text.slice(cut)
      return convert(text.slice(0, cut))
    },
    end: () => convert(rest + source.end())
  }
}

/** A byte order mark that was saved as letters is one still. */
const decodeUtf8Twice = (text: string): string =>
  western(text).replace(/[\x80-\xff]+/g, part => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(part, "latin1")))

/** Characters that windows-1252 has at 0x80 to 0x9f, back as those bytes. */
const western = (text: string): string =>
  text.replace(
    /[\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]/g,
    character => bytesOf1252.get(character) ?? character
  )

const bytesOf1252 = new Map(
  Array.from({ length: 32 }, (_, at) => [new TextDecoder("windows-1252").decode(Uint8Array.of(0x80 + at)), String.fromCharCode(0x80 + at)])
)
