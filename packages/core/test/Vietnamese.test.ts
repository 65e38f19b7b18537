import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import * as Vietnamese from "../src/Vietnamese.ts"

// Every rhyme of the language, with the index of the vowel that bears the tone in the old placement and in the new one. A rhyme with
// a final consonant stands for all of its kind.
const rhymes: ReadonlyArray<readonly [rhyme: string, old: number, modern: number]> = [
  ...["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"].map(vowel => [vowel, 0, 0] as const),
  ...["ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "oi", "ôi", "ơi", "ua", "ui", "ưa", "ưi", "ưu"].map(
    rhyme => [rhyme, 0, 0] as const
  ),
  ...["an", "ăng", "âm", "en", "ênh", "inh", "ong", "ôn", "ơm", "ung", "ưng"].map(rhyme => [rhyme, 0, 0] as const),
  ["oa", 0, 1],
  ["oe", 0, 1],
  ["uy", 0, 1],
  ...["oai", "oao", "oay", "oeo", "uây", "uao", "uya", "uyu", "oan", "oang", "oăn", "oen", "uân", "uên", "uynh", "uê", "uơ"].map(
    rhyme => [rhyme, 1, 1] as const
  ),
  ...["iêu", "yêu", "iên", "yên", "uôi", "uôn", "ươi", "ươu", "ương"].map(rhyme => [rhyme, 1, 1] as const),
  ["uyên", 2, 2]
]
const onsets = ["", "b", "ch", "d", "đ", "gi", "h", "kh", "l", "ngh", "ng", "ph", "qu", "th", "tr", "x"]
const tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]

const withTone = (onset: string, rhyme: string, at: number, tone: string) =>
  (onset + rhyme.slice(0, at + 1) + tone + rhyme.slice(at + 1)).normalize("NFC")

/** Every syllable that an onset, a rhyme and a tone can make, in the modern spelling, with all the ways it may be written. */
const syllables = new Map(
  onsets.flatMap(onset =>
    rhymes.flatMap(([rhyme, old, modern]) =>
      tones.map(tone => {
        const spellings = [withTone(onset, rhyme, old, tone), withTone(onset, rhyme, modern, tone)]
        const cases = spellings.flatMap(text => [text, text.toUpperCase(), text.slice(0, -1) + text.slice(-1).toUpperCase()])
        return [withTone(onset, rhyme, modern, tone), cases.flatMap(text => [text, text.normalize("NFD")])] as const
      })
    )
  )
)

const failure = <A>(result: Result.Result<A, Vietnamese.NumberError>) => (Result.isFailure(result) ? result.failure.reason : "accepted")

describe("Vietnamese.normalise", () => {
  it("composes, trims, and gives single plain spaces, whatever the white space", () => {
    assert.strictEqual(Vietnamese.normalise("\t Cao\u00a0\u2003\r\nLộc ".normalize("NFD")), "Cao Lộc")
  })
  it("drops zero-width characters, inside a letter too", () => {
    assert.strictEqual(Vietnamese.normalise("\ufeffTra\u200d\u0302\u0300n\u200b"), "Trần")
  })
  it("drops nothing else", () => {
    for (const text of ["M\u00adêng", "\u200eAn", "ðà", "A\u0000B", "ê\u0306", "H'Hen Niê"])
      assert.strictEqual(Vietnamese.normalise(text), text)
  })
  it.prop("is done once and for all", [Schema.String], ([text]) => {
    assert.strictEqual(Vietnamese.normalise(Vietnamese.normalise(text)), Vietnamese.normalise(text))
  })
})

describe("Vietnamese.matchKey", () => {
  it("is one for all spellings of a syllable", () => {
    assert.isAbove(syllables.size, 5000)
    for (const [syllable, spellings] of syllables) {
      const key = Vietnamese.matchKey(syllable)
      for (const spelling of spellings) assert.strictEqual(Vietnamese.matchKey(spelling), key, `${spelling} for ${syllable}`)
    }
  })
  it("keeps different syllables apart", () => {
    assert.strictEqual(new Set([...syllables.keys()].map(Vietnamese.matchKey)).size, syllables.size)
  })
  it("folds the placement in every word of a text, before punctuation and digits too", () => {
    assert.strictEqual(Vietnamese.matchKey("  HÒA  Bình, cấp Ủy; thủy-2 "), Vietnamese.matchKey("Hoà bình, cấp uỷ; thuỷ-2"))
    assert.strictEqual(Vietnamese.matchKey("Hòa2"), Vietnamese.matchKey("hoà2"))
  })
  it("moves a tone to a bare last vowel only", () => {
    for (const text of ["òâ", "òá", "òan", "ùa"]) assert.strictEqual(Vietnamese.matchKey(text), text.normalize("NFC"))
  })
  it("keeps apart what differs in more than writing", () => {
    const pairs = [
      ["ma", "má"],
      ["dao", "đao"],
      ["ðà", "đà"],
      ["Lí", "Lý"],
      ["o", "ơ"],
      ["gịa", "giạ"],
      ["hòan", "hoàn"],
      ["thôn 1", "thôn 11"],
      ["hòa", "hóa"]
    ]
    for (const [a = "", b = ""] of pairs) assert.notStrictEqual(Vietnamese.matchKey(a), Vietnamese.matchKey(b), `${a}, ${b}`)
  })
  it.prop("is its own key, and the key of the normalised text", [Schema.String], ([text]) => {
    assert.strictEqual(Vietnamese.matchKey(Vietnamese.matchKey(text)), Vietnamese.matchKey(text))
    assert.strictEqual(Vietnamese.matchKey(Vietnamese.normalise(text)), Vietnamese.matchKey(text))
  })
})

describe("Vietnamese.bareKey", () => {
  it("leaves bare letters of every syllable", () => {
    for (const spellings of syllables.values()) for (const text of spellings) assert.match(Vietnamese.bareKey(text), /^[a-z]+$/)
  })
  it("finds a name however its đ was typed", () => {
    for (const text of ["Đồng Đăng", "\u00d0ồng \u00d0ăng", "ĐỒNG ĐĂNG".normalize("NFD")])
      assert.strictEqual(Vietnamese.bareKey(text), "dong dang")
  })
})

describe("Vietnamese.lookAlikes", () => {
  const kinds = (text: string) => Vietnamese.lookAlikes(text).map(({ kind }) => kind)
  it("finds nothing in Vietnamese text, nor in the letters of its minority languages", () => {
    for (const spellings of syllables.values()) for (const text of spellings) assert.deepEqual(kinds(text), [])
    assert.deepEqual(kinds("H'Hen Niê, Ƀuôn Đŏn, Gia Rai č ĭ ñ ê\u0306 – 20,2% “Cao Lộc” (m²)\n"), [])
  })
  it("names each kind, with its place in the text as given", () => {
    assert.deepEqual(kinds("\u00f0\u00d0\u0189d\u0335"), ["letter", "letter", "letter", "letter"])
    assert.deepEqual(kinds("Vi Văn \u0410n"), ["script"])
    assert.deepEqual(kinds("\uff21\uff11"), ["form", "form"])
    assert.deepEqual(kinds("M\u00adêng\u202e\u0000"), ["invisible", "invisible", "invisible"])
    assert.deepEqual(kinds("Tr\ufffdn \ue001 \ud800"), ["damaged", "damaged", "damaged"])
    assert.deepEqual(Vietnamese.lookAlikes("\u{1d400}ð"), [
      { at: 0, codePoint: "U+1D400", kind: "form" },
      { at: 2, codePoint: "U+00F0", kind: "letter" }
    ])
  })
})

describe("Vietnamese.compare", () => {
  const inOrder = (text: string, separator = " ") => {
    const sorted = text.split(separator)
    assert.deepEqual([...sorted].reverse().sort(Vietnamese.compare), sorted)
    assert.deepEqual([...sorted].sort(Vietnamese.compare), sorted)
  }
  it("orders tones and letters as Vietnamese dictionaries do", () => {
    inOrder("ma mà mả mã má mạ")
    inOrder("a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y")
  })
  it("orders tones alike wherever they are placed", () => inOrder("hoa hoà hỏa hoã hóa hoạ"))
  it("lets no later word outrank a tone", () => inOrder("ba xa,bà an", ","))
  it("takes numbers by their value, and a shorter text first", () => inOrder("Khối,Khối 2,Khối 10,Khối 10 A", ","))
  it.prop("is a total order", [Schema.String, Schema.String, Schema.String], ([a, b, c]) => {
    const [ab, ba] = [Vietnamese.compare(a, b), Vietnamese.compare(b, a)]
    assert.strictEqual(Math.sign(ab), -Math.sign(ba) + 0)
    assert.strictEqual(ab === 0, Vietnamese.normalise(a) === Vietnamese.normalise(b))
    const [first = "", second = "", third = ""] = [a, b, c].sort(Vietnamese.compare)
    assert.isAtMost(Vietnamese.compare(first, second), 0)
    assert.isAtMost(Vietnamese.compare(first, third), 0)
  })
})

describe("Vietnamese.compareNames", () => {
  const sorted = (names: ReadonlyArray<Vietnamese.Name | string>) =>
    names
      .map(name => (typeof name === "string" ? { fullName: name } : name))
      .sort(Vietnamese.compareNames)
      .map(({ fullName }) => fullName)

  it("goes by given name, then family name, then what stands between", () => {
    const expected = ["An", "Nông An", "Nông Văn An", "Vi Thị An", "Vi Văn An", "Bế Văn Ân", "Lý Bình"]
    assert.deepEqual(sorted([...expected].reverse()), expected)
  })
  it("compares word by word: the tone of the given name outranks the family name", () => {
    assert.deepEqual(sorted(["Bế Thị Hà", "Vi Thị Ha", "Vi Thị Hà"]), ["Vi Thị Ha", "Bế Thị Hà", "Vi Thị Hà"])
  })
  it("does not part names in capitals, in another Unicode form or with the tone elsewhere", () => {
    assert.deepEqual(sorted(["VI VĂN AN", "Nông Văn An"]), ["Nông Văn An", "VI VĂN AN"])
    assert.deepEqual(sorted(["Vi Văn Hòa", "Nông Văn Hoà", "Bế Thị HOÀ"]), ["Bế Thị HOÀ", "Nông Văn Hoà", "Vi Văn Hòa"])
  })
  it("takes the words of a sort name in the order given, and a blank one for none", () => {
    const names = [
      { fullName: "H Xeng Rmuah", sortName: "Xeng Rmuah" },
      "Vi Văn Yên",
      "Nông Văn Sơn",
      { fullName: "Rơ Mah Bang", sortName: " " }
    ]
    assert.deepEqual(sorted(names), ["Rơ Mah Bang", "Nông Văn Sơn", "H Xeng Rmuah", "Vi Văn Yên"])
    assert.deepEqual(sorted(["Vi Văn An", { fullName: "Giàng A Chầu", sortName: "Giàng A Chầu" }, "Vi Văn Chầu"]), [
      "Vi Văn An",
      "Vi Văn Chầu",
      "Giàng A Chầu"
    ])
  })
  it("settles names that differ in writing alone by code point, either way round", () => {
    assert.deepEqual(sorted(["Vi Hoà", "Vi Hòa"]), sorted(["Vi Hòa", "Vi Hoà"]))
    assert.strictEqual(Vietnamese.compareNames({ fullName: "Vi Hòa" }, { fullName: "Vi  Hòa".normalize("NFD") }), 0)
  })
})

describe("Vietnamese numbers", () => {
  it("reads whole numbers as the language writes them", () => {
    const cases = [
      ["1.136", "vi", 1136],
      ["1136", "vi", 1136],
      ["1,136", "en", 1136],
      ["12.345.678", "vi", 12_345_678],
      ["0", "vi", 0]
    ] as const
    for (const [text, language, number] of cases) assert.deepEqual(Vietnamese.parseInteger(text, language), Result.succeed(number))
    assert.deepEqual(Vietnamese.parseInteger("05", "vi"), Result.succeed(5))
    assert.deepEqual(Vietnamese.parseInteger("-1.136", "vi"), Result.succeed(-1136))
    assert.deepEqual(Vietnamese.parseInteger("-0", "vi"), Result.succeed(0))
    assert.deepEqual(Vietnamese.parseInteger("9.007.199.254.740.991", "vi"), Result.succeed(Number.MAX_SAFE_INTEGER))
  })
  it("reads decimals as exact text, with as many decimals as were written", () => {
    const cases = [
      ["20,2", "vi", "20.2"],
      ["20.2", "en", "20.2"],
      ["1.136,50", "vi", "1136.50"],
      ["1.136", "en", "1.136"],
      ["-0,0", "vi", "0.0"]
    ] as const
    for (const [text, language, decimal] of cases) assert.deepEqual(Vietnamese.parseDecimal(text, language), Result.succeed(decimal))
  })
  it("refuses what is not certain, and says why", () => {
    const cases = [
      ["11.36", "WrongGrouping"],
      ["1136.000", "WrongGrouping"],
      ["0.136", "WrongGrouping"],
      ["1..136", "WrongGrouping"],
      ["1.1360", "WrongGrouping"],
      ["1,136,000", "WrongGrouping"],
      ["1,136.5", "WrongGrouping"],
      ["1.136,", "NotANumber"],
      ["001088012345", "LeadingZeros"],
      ["", "NotANumber"],
      [" 5", "NotANumber"],
      ["1 136", "NotANumber"],
      ["20,2%", "NotANumber"],
      [",5", "NotANumber"],
      ["1e3", "NotANumber"],
      ["٣", "NotANumber"],
      ["+5", "NotANumber"],
      ["20,2", "NotAnInteger"],
      ["5,0", "NotAnInteger"],
      ["9.007.199.254.740.992", "OutOfRange"]
    ] as const
    for (const [text, reason] of cases) assert.strictEqual(failure(Vietnamese.parseInteger(text, "vi")), reason, text)
    assert.strictEqual(failure(Vietnamese.parseDecimal("20.2", "vi")), "WrongGrouping")
    assert.strictEqual(failure(Vietnamese.parseDecimal("20,2", "en")), "WrongGrouping")
    assert.strictEqual(failure(Vietnamese.parseInteger("1.136", "en")), "NotAnInteger")
  })
  it("does not keep the text in the error", () => {
    const result = Vietnamese.parseInteger("001088012345", "vi")
    assert.isTrue(Result.isFailure(result))
    if (Result.isFailure(result)) assert.notInclude(JSON.stringify(result.failure) + result.failure.message, "1088012345")
  })
  it("writes numbers as the language does", () => {
    const cases = [
      [0, "0"],
      [-136, "-136"],
      [1136, "1.136"],
      [-1136, "-1.136"],
      [12_345_678, "12.345.678"]
    ] as const
    for (const [number, text] of cases) assert.strictEqual(Vietnamese.formatInteger(number, "vi"), text)
    assert.strictEqual(Vietnamese.formatDecimalText("20.2", "vi"), "20,2")
    assert.strictEqual(Vietnamese.formatDecimalText("1136.5000", "en"), "1,136.5000")
  })
  it("throws on what no reader gave", () => {
    for (const number of [1.5, Number.NaN, 2 ** 53]) assert.throws(() => Vietnamese.formatInteger(number, "vi"), RangeError)
    for (const text of ["20,2", "1.136.000", "", "05", "x"]) assert.throws(() => Vietnamese.formatDecimalText(text, "vi"), RangeError)
  })
  it.prop("reads back what it writes, in either language", [Schema.Int, Schema.Int], ([whole, decimals]) => {
    for (const language of ["vi", "en"] as const) {
      assert.deepEqual(Vietnamese.parseInteger(Vietnamese.formatInteger(whole, language), language), Result.succeed(whole + 0))
      const text = `${Math.abs(whole)}.${Math.abs(decimals)}`
      assert.deepEqual(Vietnamese.parseDecimal(Vietnamese.formatDecimalText(text, language), language), Result.succeed(text))
    }
  })
})
