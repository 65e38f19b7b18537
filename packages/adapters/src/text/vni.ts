/**
 * The legacy encoding VNI, in which a marked letter is two characters: a letter and its mark (`aù` is á), but for a few that are one.
 *
 * The characters are those of windows-1252, as a cell in the font `VNI-Times` holds them. The table is the whole alphabet, and the longest
 * match wins. A mark of the wrong case is read as well, as people type it.
 */

// operations

/**
 * Text in VNI as Unicode text. What stands in no table stays as it is.
 */
export const decodeVni = (text: string): string => text.replace(pattern, (sequence: string) => fromVni.get(sequence) ?? sequence)

/** Unicode text as VNI; characters that VNI lacks stay as they are. */
export const encodeVni = (text: string): string =>
  Array.from(text.normalize("NFC"), character => toVni.get(character) ?? character).join("")

// internal

/** A letter as VNI writes it, its tones in the order level, acute, grave, hook, tilde, dot; then the same in Unicode. */
const families: ReadonlyArray<readonly [vni: ReadonlyArray<string>, unicode: string]> = [
  [["a", "aù", "aø", "aû", "aõ", "aï"], "aáàảãạ"],
  [["aê", "aé", "aè", "aú", "aü", "aë"], "ăắằẳẵặ"],
  [["aâ", "aá", "aà", "aå", "aã", "aä"], "âấầẩẫậ"],
  [["e", "eù", "eø", "eû", "eõ", "eï"], "eéèẻẽẹ"],
  [["eâ", "eá", "eà", "eå", "eã", "eä"], "êếềểễệ"],
  [["i", "í", "ì", "æ", "ó", "ò"], "iíìỉĩị"],
  [["o", "où", "oø", "oû", "oõ", "oï"], "oóòỏõọ"],
  [["oâ", "oá", "oà", "oå", "oã", "oä"], "ôốồổỗộ"],
  [["ô", "ôù", "ôø", "ôû", "ôõ", "ôï"], "ơớờởỡợ"],
  [["u", "uù", "uø", "uû", "uõ", "uï"], "uúùủũụ"],
  [["ö", "öù", "öø", "öû", "öõ", "öï"], "ưứừửữự"],
  [["y", "yù", "yø", "yû", "yõ", "î"], "yýỳỷỹỵ"],
  [["ñ"], "đ"]
]

const pairs: ReadonlyArray<readonly [vni: string, unicode: string]> = families.flatMap(([sequences, letters]) =>
  sequences.flatMap((sequence, at) => {
    const letter = letters[at] ?? ""
    return [[sequence, letter] as const, [sequence.toUpperCase(), letter.toUpperCase()] as const]
  })
)

const toVni = new Map(pairs.map(([vni, unicode]) => [unicode, vni]))

/** With the marks of the other case, where both are not the same. */
const fromVni = new Map(
  pairs.flatMap(([vni, unicode]) => {
    const [letter = "", mark = ""] = vni
    const odd = letter + (mark === mark.toLowerCase() ? mark.toUpperCase() : mark.toLowerCase())
    return [[odd, unicode] as const, [vni, unicode] as const]
  })
)

const pattern = new RegExp(
  [...fromVni.keys()]
    .filter(sequence => /[^\p{ASCII}]/u.test(sequence))
    .sort((a, b) => b.length - a.length)
    .join("|"),
  "gu"
)
