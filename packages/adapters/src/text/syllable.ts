/**
 * Whether text reads as Vietnamese: the share of its marked words that are syllables of the language.
 *
 * A word counts when it holds a letter beyond ASCII, as only these differ from one encoding to another. A wrong reading gives a code point in
 * the wrong place nearly every time, so that the share falls near nothing.
 */

// model

/** Of `marked` words, `valid` are Vietnamese syllables. */
export interface Score {
  readonly marked: number
  readonly valid: number
}

// operations

/** Counts the marked words of a text, and those that are syllables. */
export const score = (text: string): Score => {
  let [marked, valid] = [0, 0]
  for (const word of words(text)) {
    marked++
    if (isSyllable(word)) valid++
  }
  return { marked, valid }
}

/** The words of a text that hold a letter beyond ASCII. */
export const words = (text: string): ReadonlyArray<string> =>
  text.split(/[\0-@[-`{-\x7f\u2010-\u2027\u00a0\ufeff]+/).filter(word => beyondAscii.test(word))

/**
 * Whether a word is a Vietnamese syllable: small, in capitals, or with one at its start; and, as TCVN3 has no others, small marked letters
 * among capitals.
 */
export const isSyllable = (word: string): boolean => {
  const text = word.normalize("NFC")
  if (!lower.test(text) && !title.test(text) && text !== text.toUpperCase() && !shouted.test(text)) return false
  const plain = text.toLowerCase().normalize("NFD")
  const tones = plain.match(/[\u0300\u0301\u0303\u0309\u0323]/g) ?? []
  if (tones.length > 1) return false
  const letters = plain.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, "").normalize("NFC")
  const parts = /^(ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(.+)$/.exec(letters)
  if (parts === null) return false
  const [, onset = "", rime = ""] = parts
  const closed = /(?:ch|[cpt])$/.test(rime) && tones[0] !== undefined && !/[\u0301\u0323]/.test(tones[0])
  if (closed) return false
  if (onset === "gi") return rimes.has(rime) || rimes.has(`i${rime}`)
  if (onset === "qu") return rimes.has(rime) || rimes.has(`u${rime}`)
  return rimes.has(rime) || (onset === "g" && rime === "i")
}

// internal

const beyondAscii = /[^\0-\x7f]/
const lower = /^[\p{Ll}\p{M}]+$/u
const title = /^\p{Lu}[\p{Ll}\p{M}]*$/u
const shouted = /^(?:[A-ZĂÂĐÊÔƠƯ]|(?![a-z])\p{Ll}|\p{M})+$/u

const rimes: ReadonlySet<string> = new Set(
  `a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
  i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen
  oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi
  uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng
  yêt yêu`.split(/\s+/)
)
