import { describe, expect, it } from "vitest"
import { decodeByFont, hasLostLetters, isUnsure } from "../../src/text/font.ts"
import { encodeTcvn3 } from "../../src/text/tcvn3.ts"
import { encodeVni } from "../../src/text/vni.ts"

const tcvn3 = (text: string) => Buffer.from(encodeTcvn3(text)).toString("latin1")
const texts = ["Nguyễn Thị Hòa", "Đặng Văn Mường", "Lục Thị Ưng", "Vi Văn Sửu", "Lý A Dìn", "Hoàng Thị Vượng", "Bế Quỳnh Nga", "123", ""]

describe("fonts of old encodings", () => {
  it("say how their text reads", () => {
    for (const text of texts) {
      for (const font of [".VnTime", ".VnArial Narrow", ".vntime", ".VnVogue"]) expect(decodeByFont(font, tcvn3(text))).toBe(text)
      for (const font of [".VnTimeH", ".VnArialH", ".VNTIMEH", ".vntimeh"]) expect(decodeByFont(font, tcvn3(text))).toBe(text.toUpperCase())
      for (const font of ["VNI-Times", "vni-helve", "VNI-Times "]) expect(decodeByFont(font, encodeVni(text))).toBe(text)
      for (const font of ["Times New Roman", "Vn", "Arial VNI-", ""]) expect(decodeByFont(font, tcvn3(text))).toBeUndefined()
    }
  })

  it("leave text alone that is Unicode already", () => {
    for (const text of texts) {
      if (text === "Lý A Dìn")
        expect(decodeByFont(".VnTime", text)).toBe("Lý A Dỡn") // both are syllables: the font decides
      else for (const font of [".VnTime", "VNI-Times"]) expect(decodeByFont(font, text)).toBe(text)
    }
  })

  it("leave it open where both readings are Vietnamese, and only there", () => {
    for (const text of ["Lê Hà", "Lý A Dìn", "Y Blôk"]) expect(isUnsure(".VnTime", text), text).toBe(true)
    for (const text of ["Vũ Dũng", "Bế Cúc"]) expect(isUnsure(".VnTimeH", tcvn3(text)), text).toBe(true)
    expect(isUnsure("VNI-Times", "Hoàng")).toBe(true)
    for (const text of texts) {
      expect(isUnsure(".VnTime", tcvn3(text)), text).toBe(false)
      expect(isUnsure("VNI-Times", encodeVni(text)), text).toBe(false)
    }
    for (const text of ["Nguyễn Thị Hòa", "Bế Quỳnh Nga", "Lê Bích", "A 12"]) expect(isUnsure("VNI-Times", text), text).toBe(false)
    expect(isUnsure("Times New Roman", "Lê Hà")).toBe(false)
  })

  it("tell a lost ư", () => {
    for (const text of texts) expect(hasLostLetters(".VnTime", tcvn3(text)), text).toBe(false)
    for (const text of ["UBND xã", "TH Cao Lộc", "Nguyễn Văn A", "Niê Kđăm", "A 12/3"])
      expect(hasLostLetters(".VnTime", tcvn3(text)), text).toBe(false)
    for (const text of ["Mường", "Hưng", "Lương Văn Thư", "Dương", "Như"]) {
      const stored = tcvn3(text).replaceAll("\u00ad", "")
      expect(hasLostLetters(".VnTime", stored), text).toBe(true)
      expect(hasLostLetters("VNI-Times", stored), text).toBe(false)
    }
  })
})
