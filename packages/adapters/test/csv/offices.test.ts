/** Files as offices send them: put together from others, saved in the wrong encoding, cut, with headers and columns that stray. */
import * as Csv from "@chibo/adapters/csv"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { encodeTcvn3 } from "../../src/text/tcvn3.ts"
import { encodeVni } from "../../src/text/vni.ts"
import { encoders } from "../text/corpus.ts"
import { dryRunMembers, file, header as membersHeader, importMembers, recorded, row, rows as memberRows, run } from "./fixtures.ts"
import { Effect } from "effect"

const people = Csv.profile({
  id: "test.people",
  version: 1,
  columns: {
    "mã đảng viên": { type: "id", required: true },
    "họ và tên": { type: "text", required: true, personal: true },
    "ngày vào": { type: "date", required: true },
    "ngày chính thức": { type: "date", required: true },
    "quê quán": { type: "text", personal: true }
  },
  naturalKey: { "member.details-changed": ["member"], "member.recognised": ["member"] },
  toFacts: line =>
    Result.succeed([
      {
        kind: "member.details-changed",
        on: line["ngày vào"],
        member: line["mã đảng viên"],
        personal: { fullName: line["họ và tên"], contact: line["quê quán"] }
      },
      { kind: "member.recognised", on: line["ngày chính thức"], member: line["mã đảng viên"] }
    ])
})

const header = "mã đảng viên,họ và tên,ngày vào,ngày chính thức,quê quán\r\n"
const lines = [
  "m1,Nguyễn Văn Đức,01/02/2003,01/02/2004,Đồng Đăng\r\n",
  "m2,Vi Thị Hà,05/06/2007,05/06/2008,Cao Lộc\r\n",
  "m3,Lương Mạnh Thưởng,07/08/2009,07/08/2010,Lạng Sơn\r\n"
]
const text = header + lines.join("")
const utf8 = (what: string) => new TextEncoder().encode(what)
const western = (bytes: Uint8Array, as = "windows-1252") => new TextDecoder(as).decode(bytes)
const named = (name: string) => encoders[name]?.encode ?? utf8
const many = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => (lines[n % 3] ?? "").replace(/^m\d/, `${prefix}${n}`)).join("")

/** Each row in a word: the name it reads, or what is wrong, or what is asked; or why the file is refused. */
const read = (bytes: Uint8Array, reading: Csv.Reading = {}): string | ReadonlyArray<string> => {
  const found = Csv.read(bytes, people, undefined, reading)
  if (Result.isFailure(found))
    return `${found.failure.reason._tag} ${"line" in found.failure.reason ? found.failure.reason.line : ""}`.trim()
  return found.success.rows.map(each => {
    if (each._tag === "Bad") return each.problems.map(({ code }) => code).join(" ")
    if (each._tag === "Unclear") return each.questions.map(({ code }) => `? ${code}`).join(" ")
    return each.facts.flatMap(fact => (fact.kind === "member.details-changed" ? [fact.personal?.fullName] : [])).join(" ")
  })
}
const names = ["Nguyễn Văn Đức", "Vi Thị Hà", "Lương Mạnh Thưởng"]

describe("a file in which encodings are mixed", () => {
  it("stops at the first line in another one, however few there are", () => {
    let looked = 0
    for (const base of ["TCVN3", "VNI", "windows-1258"]) {
      expect(read(named(base)(header + many("x", 43))), base).toHaveLength(43)
      for (const odd of ["TCVN3", "VNI", "windows-1258", "UTF-8"]) {
        if (base === odd) continue
        looked++
        const bytes = Buffer.concat([
          named(base)(header + many("x", 40)),
          named(odd)("z1,Nguyễn Văn Đức,01/02/2003,01/02/2004,\r\n"),
          named(base)(many("y", 3))
        ])
        expect(read(bytes), `${base} with one row in ${odd}`).toBe("EncodingUnsure 42")
      }
    }
    expect(looked).toBe(9)
  })

  it("is asked about, row by row, where text was taken for another in UTF-8", () => {
    for (const name of [encodeVni("Vi Đức"), western(encodeTcvn3("Vi Đức"), "latin1"), western(utf8("Vi Thị Mỹ")), "Vi ?ức"]) {
      const found = read(utf8(`${header}${lines[0]}m4,${name},01/02/2003,01/02/2004,\r\n${many("x", 120)}`))
      expect(found.slice(0, 3), name).toEqual([names[0], "? misread.2", names[0]])
    }
    // letters and names that are none of Vietnam's are nobody's mistake
    const foreign = ["Müller", "José Muñoz", "Krông Pắc", "Hò\u0430", "XÃ\u00a0BẢO", "“Xã”", "Đắk Lắk", "ô", "H’Mông"]
    const told = read(utf8(header + foreign.map((name, n) => `f${n},${name},01/02/2003,01/02/2004,\r\n`).join("")))
    expect(told).toEqual(foreign.map(name => name.replace("\u00a0", " ")))
  })

  it("stops where all of it is UTF-8 that was taken for Western letters, and reads it when told", () => {
    for (const wrong of [western(utf8(text)), western(utf8(`\ufeff${text}`), "latin1"), western(utf8(text), "windows-1258")])
      expect(read(utf8(wrong))).toBe("EncodingUnsure 1")
    expect(read(utf8(western(utf8(text))), { encoding: "utf-8/utf-8" })).toEqual(names)
    expect(read(utf8(western(utf8(`\ufeff${text}`), "latin1")), { encoding: "utf-8/utf-8" })).toEqual(names)
  })
})

describe("text in TCVN3", () => {
  it("is in capitals where its words show it, as the font showed it", () => {
    const upper = "NGUYỄN VĂN ĐỨC,VI THỊ LÝ,Lý Vũ,Đỗ Thị HỒNG"
    const bytes = named("TCVN3")(
      header +
        upper
          .split(",")
          .map((name, n) => `m${n},${name},01/02/2003,01/02/2004,\r\n`)
          .join("")
    )
    expect(read(bytes)).toEqual(upper.split(","))
  })
})

describe("a header", () => {
  it("may have empty columns behind it, in which nothing may stand", () => {
    const wide = text.replaceAll("\r\n", ",,\r\n")
    expect(read(utf8(wide))).toEqual(names)
    expect(read(utf8(wide.replace("Cao Lộc,,", "Cao Lộc,,ghi chú")))).toEqual([names[0], "cell-outside", names[2]])
    expect(read(utf8(text.replace("Cao Lộc", "Cao Lộc,")))).toEqual([names[0], "cell-count", names[2]])
  })

  it("that comes again is told, and rows below one in another order are never read by the first", () => {
    expect(read(utf8(text + text.replaceAll("m", "n").replace("nã", "mã").replace("tênn", "tên")))).toContain("header-again")
    const other = "mã đảng viên,họ và tên,ngày chính thức,ngày vào,quê quán\r\n"
    const joined = Buffer.concat([
      utf8(`\ufeff${text}`),
      utf8(`\ufeff${other.toUpperCase().normalize("NFD")}${many("x", 2)}`),
      utf8(header + many("y", 1))
    ])
    expect(read(joined)).toEqual([...names, "other-header", "other-header", "other-header", "header-again", names[0]])
  })

  it("may stand below a line that tells the separator", () => {
    for (const [separator, first] of [
      [";", "sep=;\r\n"],
      ["\t", "SEP=\t\n"],
      [",", '"sep=,"\r\n'],
      [";", "\ufeffsep=;\r\n"]
    ] as const) {
      const bytes = utf8(first + text.replaceAll(",", separator))
      expect(read(bytes), first).toEqual(names)
      const found = Result.getOrThrow(Csv.read(bytes, people, undefined))
      expect(found.rows[0]?.line).toBe(3)
    }
  })

  it("of ten thousand columns is refused in words that can be read", () => {
    const found = Csv.read(utf8(`${header.trim()}${",x".repeat(10_000)}\r\n`), people, undefined)
    if (Result.isSuccess(found)) throw new Error("read")
    expect(found.failure.describe("vi").length).toBeLessThan(300)
    expect(found.failure.describe("vi")).toContain("(+9980)")
  })
})

describe("a file that was cut", () => {
  it("gives only true rows, wherever it was cut, but for the last cell, which is noted", async () => {
    const whole = file(membersHeader, ...memberRows(4)).bytes
    const facts = (bytes: Uint8Array) =>
      run(
        Effect.gen(function* () {
          const outcome = yield* Effect.result(importMembers({ name: "members.csv", bytes }))
          if (Result.isFailure(outcome)) return undefined
          return { report: outcome.success, facts: (yield* recorded).map(({ fact }) => JSON.stringify(fact)) }
        })
      )
    const truth = new Set((await facts(whole))?.facts)
    let [looked, noted] = [0, 0]
    for (let length = 0; length < whole.length; length++) {
      const found = await facts(whole.slice(0, length))
      if (found === undefined) continue
      looked++
      const { report } = found
      expect(report.good + report.bad).toBe(report.total)
      const untrue = found.facts.filter(fact => !truth.has(fact))
      // the card number may be left out, and an empty cell is what a cut leaves of it
      if (untrue.length > 0)
        expect(
          report.notes.map(({ code }) => code),
          `cut at ${length}`
        ).toEqual(["may-be-cut"])
      noted += report.notes.length
    }
    console.log(`cut: looked at ${looked} files, ${noted} noted`)
    expect(Math.min(looked - 200, noted)).toBeGreaterThan(0)
  })

  it("says which row to compare, before anything is recorded", async () => {
    const short = `${membersHeader}\n${row(1)}\n${row(2)}`
    const cut = { name: "members.csv", bytes: utf8(short) }
    const dry = await run(dryRunMembers(cut))
    expect(dry.notes).toMatchObject([{ code: "may-be-cut", column: "số thẻ", cells: 1, first: "G3" }]) // 8 of 12 digits, perhaps
    expect((await run(dryRunMembers({ ...cut, bytes: utf8(`${short}\n`) }))).notes).toEqual([])
  })

  it("in UTF-16, in the middle of a letter, keeps the rows before", () => {
    for (const name of ["UTF-16 LE with a mark", "UTF-16 BE"]) {
      const bytes = named(name)(text)
      expect(read(bytes.slice(0, -1)), name).toEqual([...names, "cell-count"])
    }
  })
})
