import { describe, expect, it } from "vitest"
import iconv from "iconv-lite"
import { isMisread } from "../../src/text/misread.ts"
import { encodeTcvn3 } from "../../src/text/tcvn3.ts"
import { encodeVni } from "../../src/text/vni.ts"

const names = ["Nguyễn Văn Mạnh", "Hoàng Thị Đào", "Đặng Mường", "Vi Thị Sửu", "Chi bộ thôn Nà Sầm", "Chuyển đến", "Trần Đề"]
/** As a program shows bytes that it takes for windows-1252; where that has a hole, the control of the same number. */
const shown = (bytes: Uint8Array) =>
  Array.from(bytes, byte => holes.get(byte) ?? iconv.decode(Buffer.from([byte]), "windows-1252")).join("")
const holes = new Map([0x81, 0x8d, 0x8f, 0x90, 0x9d].map(byte => [byte, String.fromCharCode(byte)]))

describe("text in a wrong encoding", () => {
  it("is seen, whichever it is", () => {
    for (const name of names) {
      expect(isMisread(shown(Buffer.from(name))), name).toBe(true)
      expect(isMisread(shown(encodeTcvn3(name))), name).toBe(true)
      expect(isMisread(encodeVni(name)), name).toBe(true)
      expect(
        isMisread(
          shown(
            iconv.encode(
              name.normalize("NFD").replace(/([aeouAEOU])([\u0302\u0306\u031b])/g, pair => pair.normalize("NFC")),
              "windows-1258"
            )
          )
        ),
        name
      ).toBe(true)
    }
  })

  it("is nothing that Vietnamese, other languages or signs are taken for", () => {
    const fine = [...names, ...names.map(name => name.toUpperCase()), ...names.map(name => name.normalize("NFD"))]
    for (const text of [
      ...fine,
      "Lê Hà",
      "LÊ HÀ",
      "Y Blôk Niê",
      "José García",
      "Müller",
      "Chloé",
      "Noël",
      "120 m²",
      "m³",
      "25°C",
      "«A»",
      "№ 5 – 7",
      "1½",
      "",
      "ABC"
    ]) {
      expect(isMisread(text), text).toBe(false)
    }
  })
})
