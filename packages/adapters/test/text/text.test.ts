import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { detect, Detector } from "../../src/text/detect.ts"
import { decodeAll, makeDecoder } from "../../src/text/encoding.ts"
import { isSyllable, score } from "../../src/text/syllable.ts"
import { decodeTcvn3, decodeTcvn3Text, encodeTcvn3 } from "../../src/text/tcvn3.ts"
import { decodeVni, encodeVni } from "../../src/text/vni.ts"
import { encoders, table } from "./corpus.ts"

const small = [..."aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"]
const letters = [...small, ...small.map(letter => letter.toUpperCase())]
const ascii = [..."bcdghklmnpqrstvx BCDGHKLMNPQRSTVX0123456789.,;/-"]
const words = fc.array(fc.constantFrom(...letters, ...ascii), { maxLength: 40 }).map(parts => parts.join(""))

describe("VNI", () => {
  it("has the whole alphabet, letter by letter, in capitals too", () => {
    expect(letters.length).toBe(146)
    expect(new Set(letters.map(encodeVni)).size).toBe(146)
    for (const letter of letters) {
      const written = encodeVni(letter)
      expect(
        [...written].every(character => (character.codePointAt(0) ?? 0) < 0x100),
        letter
      ).toBe(true)
      expect(decodeVni(written), letter).toBe(letter)
      expect(decodeVni(`x${written}n`), letter).toBe(`x${letter}n`)
    }
  })

  it("reads what is known to be written so", () => {
    expect(decodeVni("Nguyeãn Vaên Ñöùc, Möôøng Khöông, thò traán Ñoàng Ñaêng, Thuûy, kyõ, ly î")).toBe(
      "Nguyễn Văn Đức, Mường Khương, thị trấn Đồng Đăng, Thủy, kỹ, ly ỵ"
    )
    expect(decodeVni("ÑAÛNG UÛY XAÕ BAÛO LAÂM, HÖÕU NGHÒ")).toBe("ĐẢNG ỦY XÃ BẢO LÂM, HỮU NGHỊ")
    expect(decodeVni("Aâu Vieät")).toBe("Âu Việt") // a small mark after a capital, as people type it
  })

  it("round-trips any text of these letters", () => {
    fc.assert(
      fc.property(words, text => {
        // two letters may meet whose second half would be a mark: the longest match decides, as on screen
        fc.pre(
          Array.from(text)
            .map(encodeVni)
            .every((_, at, all) => decodeVni(all.slice(at, at + 2).join("")) === [...text].slice(at, at + 2).join(""))
        )
        expect(decodeVni(encodeVni(text))).toBe(text)
      }),
      { numRuns: 2000 }
    )
  })
})

describe("TCVN3", () => {
  it("has every small letter, and the capitals that it has", () => {
    const own = [...small, ..."ĂÂĐÊÔƠƯ", ...ascii]
    for (const letter of own) expect(decodeTcvn3(encodeTcvn3(letter)), letter).toBe(letter)
    expect([...encodeTcvn3("ư")]).toEqual([0xad])
    expect(decodeTcvn3(encodeTcvn3("Ễ"))).toBe("ễ")
    const text = own.join("")
    expect(decodeTcvn3Text(Buffer.from(encodeTcvn3(text)).toString("latin1"))).toBe(text)
  })

  it("keeps the soft hyphen that is a ư, and takes capitals from the font", () => {
    expect(decodeTcvn3Text("NguyÔn V¨n §øc, M\u00adêng")).toBe("Nguyễn Văn Đức, Mường")
    expect(decodeTcvn3Text("M\u00adêng", true)).toBe("MƯỜNG")
    expect(decodeAll(encodeTcvn3("đảng ủy"), "tcvn3-capitals")).toBe("ĐẢNG ỦY")
  })
})

describe("a syllable", () => {
  it("is told from what a wrong encoding makes of it", () => {
    for (const word of [
      "Nguyễn",
      "thuyền",
      "NGHIÊNG",
      "quỳnh",
      "giặc",
      "gì",
      "Ê",
      "ỷ",
      "uỷ",
      "khuỷu",
      "Đắk",
      "ƯƠNG",
      "NGUYễN",
      "hoà",
      "giếng"
    ]) {
      expect(isSyllable(word), word).toBe(true)
    }
    for (const word of ["NguyÔn", "V¨n", "§øc", "Nguyeãn", "Ñöùc", "Nguyá»…n", "tràc", "Müller", "nguyễễn", "vĂn"])
      expect(isSyllable(word), word).toBe(false)
    expect(score("Cao Lộc, Đồng Đăng 2022 NguyÔn")).toEqual({ marked: 4, valid: 3 })
  })
})

describe("detection", () => {
  for (const [name, { is, encode }] of Object.entries(encoders)) {
    it(`knows ${name} in a thousand rows, whole and in pieces`, () => {
      let [right, stopped] = [0, 0]
      const runs = 40
      for (let seed = 0; seed < runs; seed++) {
        const text = table(seed < 2 ? 1000 : 60, ";", seed * 13)
        const bytes = encode(text)
        const found = detect(bytes)
        if (Result.isFailure(found)) {
          stopped++
          continue
        }
        right++
        expect(found.success).toBe(is)
        const expected = name === "TCVN3" ? decodeTcvn3(encodeTcvn3(text)) : text
        expect(decodeAll(bytes, found.success).normalize("NFC")).toBe(expected)
        const [detector, decoder] = [new Detector(), makeDecoder(found.success)]
        let pieces = ""
        for (let at = 0; at < bytes.length; at += 977) {
          detector.add(bytes.subarray(at, at + 977))
          pieces += decoder.decode(bytes.subarray(at, at + 977))
        }
        expect(Result.getOrThrow(detector.finish())).toBe(is)
        expect((pieces + decoder.end()).normalize("NFC")).toBe(expected)
      }
      console.log(`${name}: ${right} of ${runs} detected, ${stopped} stopped`)
      expect(right / runs).toBeGreaterThanOrEqual(0.995)
    })
  }

  it("never takes a row for something else: each row alone is right or stops", () => {
    const seen = new Map<string, { right: number; stopped: number; garbled: number }>()
    const rows = table(1000).split("\r\n").slice(1, -1)
    for (const [name, { encode }] of Object.entries(encoders)) {
      const count = { right: 0, stopped: 0, garbled: 0 }
      for (const row of rows) {
        const bytes = encode(`${row}\r\n`)
        const found = detect(bytes)
        const wanted = name === "TCVN3" ? decodeTcvn3(encodeTcvn3(row)) : row
        if (Result.isFailure(found)) count.stopped++
        else if (decodeAll(bytes, found.success).normalize("NFC").trimEnd() === wanted) count.right++
        else count.garbled++
      }
      seen.set(name, count)
    }
    console.log(Object.fromEntries(seen))
    for (const [name, { garbled }] of seen) expect(garbled, name).toBe(0)
  })

  it("stops at a mixed file, at damage, at foreign text, and shows samples", () => {
    const parts = (a: string, b: string) =>
      Buffer.concat([encoders[a]?.encode(table(400)) ?? new Uint8Array(0), encoders[b]?.encode(table(400)) ?? new Uint8Array(0)])
    for (const [a, b] of [
      ["UTF-8", "TCVN3"],
      ["TCVN3", "UTF-8"],
      ["VNI", "TCVN3"],
      ["windows-1258", "VNI"],
      ["UTF-8", "windows-1258"]
    ] as const) {
      const found = detect(parts(a, b))
      expect(Result.isFailure(found), `${a}+${b}`).toBe(true)
    }
    const mixed = detect(parts("TCVN3", "VNI"))
    if (Result.isSuccess(mixed) || mixed.failure._tag !== "Unsure") throw new Error("sure")
    expect(mixed.failure.readings.map(({ encoding }) => encoding)).toEqual(["utf-8", "windows-1258", "tcvn3", "vni"])
    expect(mixed.failure.readings[2]?.sample).toContain("họ và tên")
    const damaged = Uint8Array.from([...new TextEncoder().encode(table(30)), 0xe1, 0xbb, 0x41])
    expect(Result.isFailure(detect(damaged)) && detect(damaged)).toMatchObject({ failure: { _tag: "NotUtf8", byte: damaged.length - 2 } })
    const german = Buffer.from("Müller;Köln;größer;für;Mäuse;Öl;übel\n".repeat(20), "latin1")
    expect(detect(german)).toMatchObject({ failure: { _tag: "Unsure" } })
    expect(detect(Buffer.from("a\0b;c\n"))).toMatchObject({ failure: { _tag: "NullCharacter", line: 1, byte: 2 } })
    const asWestern = Buffer.from(Buffer.from(encodeTcvn3(table(50))).toString("latin1"), "utf8")
    expect(detect(asWestern)).toMatchObject({ failure: { _tag: "Unsure" } })
    expect(decodeAll(asWestern, "utf-8/tcvn3")).toBe(decodeTcvn3(encodeTcvn3(table(50))))
    const vni = Buffer.from(encodeVni(table(50)), "utf8")
    expect(detect(vni)).toMatchObject({ failure: { _tag: "Unsure" } })
    expect(decodeAll(vni, "utf-8/vni")).toBe(table(50))
  })
})
