/**
 * The legacy encoding TCVN3 (fonts `.VnTime`), one byte a letter. `iconv-lite` has its table.
 *
 * There are no capitals with tones in it: those come from the font (`.VnTimeH`), and a letter ư is the byte of a soft hyphen, which programs
 * like to drop. So the text alone does not tell whether it is in capitals: who calls says so.
 */
import iconv from "iconv-lite"

// operations

/** Bytes in TCVN3 as Unicode text. */
export const decodeTcvn3 = (bytes: Uint8Array): string => iconv.decode(bytes, "tcvn").normalize("NFC")

/**
 * Text whose characters are the bytes of TCVN3, as a cell in the font `.VnTime` holds them; with `capitals`, as the fonts that end in H show
 * it. A character that is no byte stays.
 */
export const decodeTcvn3Text = (text: string, capitals = false): string => {
  const decoded = text.replace(/[\0-\xff]+/g, part => decodeTcvn3(Buffer.from(part, "latin1"))).normalize("NFC")
  return capitals ? decoded.toUpperCase() : decoded
}

/** Unicode text as bytes in TCVN3; capitals with tones become small letters, as the encoding has no others. */
export const encodeTcvn3 = (text: string): Uint8Array =>
  iconv.encode(
    Array.from(text.normalize("NFC"), letter => (/^[\p{ASCII}ĂÂĐÊÔƠƯ]$/u.test(letter) ? letter : letter.toLowerCase())).join(""),
    "tcvn"
  )
