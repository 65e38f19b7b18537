/** Synthetic rows in every encoding, each with an encoder of its own, so that no decoder is tested against itself alone. */
import type { Encoding } from "../../src/text/encoding.ts"
import { encodeTcvn3 } from "../../src/text/tcvn3.ts"
import { encodeVni } from "../../src/text/vni.ts"

const families = [
  "Nguyễn",
  "Trần",
  "Lê",
  "Phạm",
  "Hoàng",
  "Vũ",
  "Đặng",
  "Bùi",
  "Đỗ",
  "Hồ",
  "Ngô",
  "Dương",
  "Lý",
  "Vi",
  "Hứa",
  "Nông",
  "Bế",
  "Lộc"
]
const middles = ["Văn", "Thị", "Đức", "Hữu", "Ngọc", "Quang", "Thanh", "Minh", "Xuân", "Thùy"]
const givens = [
  "Anh",
  "Bình",
  "Cường",
  "Dũng",
  "Hạnh",
  "Hương",
  "Khánh",
  "Lợi",
  "Mỹ",
  "Nguyệt",
  "Phượng",
  "Quý",
  "Sửu",
  "Tuyết",
  "Uyên",
  "Vững",
  "Yến",
  "Tỵ"
]
const places = [
  "Chi bộ thôn Bản Luồng",
  "Chi bộ khối phố Đồng Đăng",
  "Chi bộ thôn Nà Sầm, xã Thụy Hùng",
  "Chi bộ Trường Tiểu học Cao Lộc",
  "Chi bộ Bảo Lâm"
]

const pick = (list: ReadonlyArray<string>, n: number): string => list[n % list.length] ?? ""

/** A table of people that never were. */
export const table = (rows: number, separator = ";", seed = 0): string => {
  const lines = ["họ và tên;ngày sinh;giới tính;chi bộ;ghi chú".replaceAll(";", separator)]
  for (let i = 0; i < rows; i++) {
    const n = i + seed
    const name = `${pick(families, n * 7 + 3)} ${pick(middles, n * 3 + 1)} ${pick(givens, n * 5 + 2)}`
    const place = pick(places, n).replaceAll(separator, " -")
    lines.push(
      [name, `0${(n % 9) + 1}/1${n % 3}/19${60 + (n % 30)}`, n % 2 === 0 ? "nam" : "nữ", place, n % 4 === 0 ? "miễn sinh hoạt" : ""].join(
        separator
      )
    )
  }
  return `${lines.join("\r\n")}\r\n`
}

/** Text in windows-1258: shapes are part of the letter, tones follow it. */
const encode1258 = (text: string): Uint8Array => {
  const tones = new Map([
    ["\u0300", 0xcc],
    ["\u0309", 0xd2],
    ["\u0303", 0xde],
    ["\u0301", 0xec],
    ["\u0323", 0xf2]
  ])
  const decoder = new TextDecoder("windows-1258")
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  const out: Array<number> = []
  for (const letter of text.normalize("NFC")) {
    const parts = [...letter.normalize("NFD")]
    const tone = parts.find(part => tones.has(part))
    const base = parts
      .filter(part => part !== tone)
      .join("")
      .normalize("NFC")
    out.push(bytes.get(base) ?? 63)
    if (tone !== undefined) out.push(tones.get(tone) ?? 63)
  }
  return Uint8Array.from(out)
}

const encode1252 = (text: string): Uint8Array => {
  const decoder = new TextDecoder("windows-1252")
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from([...text].map(letter => bytes.get(letter) ?? 63))
}

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le")
  return big ? bytes.swap16() : bytes
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** How a file comes to be in each encoding. */
export const encoders: Readonly<Record<string, { readonly is: Encoding; readonly encode: (text: string) => Uint8Array }>> = {
  "UTF-8": { is: "utf-8", encode: utf8 },
  "UTF-8 with a mark": { is: "utf-8", encode: text => utf8(`\ufeff${text}`) },
  "UTF-8, decomposed": { is: "utf-8", encode: text => utf8(text.normalize("NFD")) },
  "UTF-16 LE with a mark": { is: "utf-16le", encode: text => utf16(`\ufeff${text}`, false) },
  "UTF-16 BE with a mark": { is: "utf-16be", encode: text => utf16(`\ufeff${text}`, true) },
  "UTF-16 LE": { is: "utf-16le", encode: text => utf16(text, false) },
  "UTF-16 BE": { is: "utf-16be", encode: text => utf16(text, true) },
  "windows-1258": { is: "windows-1258", encode: encode1258 },
  TCVN3: { is: "tcvn3", encode: encodeTcvn3 },
  VNI: { is: "vni", encode: text => encode1252(encodeVni(text)) }
}
