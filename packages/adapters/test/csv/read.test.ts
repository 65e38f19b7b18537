import * as Csv from "@chibo/adapters/csv"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { file, header, lookup, members, row } from "./fixtures.ts"

const read = (input: Csv.File) => Result.getOrThrow(Csv.read(input.bytes, members, lookup))
const codes = (input: Csv.File) =>
  read(input).rows.map(found =>
    found._tag === "Bad"
      ? [found.line, found.lastLine, ...found.problems.map(({ code, column }) => `${code} ${column ?? ""}`)]
      : [found.line, found.lastLine]
  )
const reason = (bytes: Uint8Array) => {
  const found = Csv.read(bytes, members, lookup)
  return Result.isFailure(found) ? found.failure.reason : undefined
}
const utf8 = (text: string) => new TextEncoder().encode(text)

describe("a file", () => {
  it("is read with and without a byte order mark, with any line ends", () => {
    for (const [mark, end] of [
      ["", "\n"],
      ["\ufeff", "\r\n"],
      ["\ufeff", "\r"]
    ] as const) {
      const found = Result.getOrThrow(Csv.read(utf8(`${mark}${[header, row(1), "", row(2)].join(end)}`), members, lookup))
      expect(found.rows.map(({ _tag, line }) => [_tag, line])).toEqual([
        ["Read", 2],
        ["Read", 4]
      ])
      expect(found.blank).toBe(1)
    }
  })

  it("is refused with the place where it is no UTF-8, or holds U+0000", () => {
    const bytes = utf8(`${header}\n${row(1)}\n`)
    expect(reason(Uint8Array.from([...bytes, 0x41, 0xe1, 0xbb, 0x41]))).toEqual({ _tag: "NotUtf8", line: 3, byte: bytes.length + 2 })
    expect(reason(Uint8Array.from([...bytes, 0xe1, 0xbb]))).toEqual({ _tag: "NotUtf8", line: 3, byte: bytes.length + 1 })
    expect(reason(Uint8Array.from([0xff, 0xfe, ...bytes]))).toEqual({ _tag: "NotUtf8", line: 1, byte: 1 })
    expect(reason(Uint8Array.from([...bytes, 0]))).toEqual({ _tag: "NullCharacter", line: 3, byte: bytes.length + 1 })
    expect(reason(utf8(""))).toEqual({ _tag: "NoHeader" })
    expect(reason(utf8("\n \n,,\n"))).toEqual({ _tag: "NoHeader" })
    expect(reason(utf8(`"${header}\n`))).toEqual({ _tag: "BrokenHeader", line: 1 })
  })

  it("has its declared columns, in any order and any form, and no others", () => {
    const swapped = "HỌ VÀ TÊN,mã  đảng viên,số thẻ,ngày sinh,giới tính,ngày vào Đảng,chi bộ".normalize("NFD")
    expect(codes(file(swapped, "Vi Văn An,m1,,1962,nam,01/02/2011,cl-dd-01"))).toEqual([[2, 2]])
    const wrong = reason(file("Nguyễn Thị Bí Mật,mã đảng viên,mã đảng viên,__proto__,constructor").bytes)
    expect(wrong).toEqual({
      _tag: "WrongHeader",
      line: 1,
      missing: ["họ và tên", "ngày sinh", "giới tính", "ngày vào Đảng", "chi bộ", "số thẻ"],
      duplicate: ["mã đảng viên"],
      unknown: [1, 4, 5]
    })
    if (wrong === undefined) throw new Error("read")
    const error = new Csv.FileError({ reason: wrong })
    expect(JSON.stringify(error) + error.message + error.describe("vi")).not.toContain("Bí Mật")
    expect(error.message).toMatch(/^line 1: missing columns họ và tên/)
  })
})

describe("a row", () => {
  it("reads its cells as they are declared", () => {
    const decomposed = " Hoà   Văn\u00a0Lộc ".normalize("NFD")
    const found = read(file(header, `m1,${decomposed},1962,NỮ,1/2/2011,cl-dd-01,00000012`)).rows[0]
    expect(found?._tag === "Read" && found.facts).toEqual([
      { kind: "member.admitted", version: 1, on: "2011-02-01", member: "m1", cell: "u-1" },
      {
        kind: "member.details-changed",
        version: 1,
        on: "2011-02-01",
        member: "m1",
        personal: { fullName: "Hoà Văn Lộc", birth: "1962", sex: "female", cardNumber: "00000012" }
      }
    ])
  })

  const base = row(1).split(",")
  const put = (at: number, value: string) => base.with(at, value).join(",")
  const cases: ReadonlyArray<readonly [what: string, line: string, code: string, kind: string]> = [
    ["no id", put(0, "m 1"), "not-an-id mã đảng viên", "text of 3 characters"],
    ["no name", put(1, " \u200b"), "empty họ và tên", "empty"],
    ["no such day", put(2, "31/02/1985"), "no-such-day ngày sinh", "like a date, 10 characters"],
    ["a short year", put(2, "3/2/89"), "year-out-of-range ngày sinh", "like a date, 6 characters"],
    ["a thirteenth month", put(4, "13/13/2001"), "no-such-day ngày vào Đảng", "like a date, 10 characters"],
    ["a year for a day", put(4, "2001"), "not-a-date ngày vào Đảng", "4 digits"],
    ["an unknown word", put(3, "man"), "not-a-choice giới tính", "text of 3 characters"],
    ["lost zeros", put(6, "1234567"), "wrong-digits số thẻ", "7 digits"],
    ["damage", put(1, "Nguy\ufffdn"), "damaged-text họ và tên", "text of 6 characters"],
    ["a line break", put(1, '"Vi\nAn"'), "line-break họ và tên", "text of 5 characters"],
    ["a name too long", put(1, "a".repeat(201)), "wrong-fact ", ""]
  ]
  it.each(cases)("is bad with %s", (_, line, code, kind) => {
    const [found] = read(file(header, line)).rows
    if (found?._tag !== "Bad") throw new Error("not bad")
    expect(found.problems.map(problem => `${problem.code} ${problem.column ?? ""}`)).toEqual([code])
    expect(found.problems[0]?.valueKind ?? "").toBe(kind)
    expect(found.problems[0]).not.toHaveProperty("value")
  })

  it("tells everything that is wrong with it", () => {
    expect(codes(file(header, "m 1,,3/2/89,x,,cl-dd-01,1"))).toEqual([
      [
        2,
        2,
        "not-an-id mã đảng viên",
        "empty họ và tên",
        "year-out-of-range ngày sinh",
        "not-a-choice giới tính",
        "empty ngày vào Đảng",
        "wrong-digits số thẻ"
      ]
    ])
  })

  it("is bad when it is ragged or its quotes are, and costs no other row", () => {
    const lines = [
      row(1),
      `${row(2)},`,
      'm3,"Vi "Văn" An",,,,,',
      row(4),
      'm5,"Vi,,,,',
      row(6),
      'm7,"Vi\r\nAn",,,01/01/2011,cl-dd-01,',
      row(8),
      '"never closed',
      row(9)
    ]
    expect(codes(file(header, ...lines))).toEqual([
      [2, 2],
      [3, 3, "cell-count "],
      [4, 4, "quote-misplaced "],
      [5, 5],
      [6, 6, "quote-misplaced "],
      [7, 7],
      [8, 9, "line-break họ và tên"],
      [10, 10],
      [11, 11, "quote-not-closed "],
      [12, 12]
    ])
  })

  it("is bad when it is longer than a mebibyte", () => {
    expect(codes(file(header, row(1), "x".repeat(1_100_000), row(2)))).toEqual([
      [2, 2],
      [3, 3, "too-long "],
      [4, 4]
    ])
  })

  it("is bad when its profile throws or builds no fact", () => {
    const broken = {
      ...members,
      toFacts: () => {
        throw new Error("Bí Mật")
      }
    }
    expect(JSON.stringify(Csv.read(file(header, row(1)).bytes, broken, lookup))).toMatch(/profile-failed/)
    expect(JSON.stringify(Csv.read(file(header, row(1)).bytes, broken, lookup))).not.toMatch(/Bí Mật/)
    const none = { ...members, toFacts: () => Result.succeed([]) }
    expect(JSON.stringify(Csv.read(file(header, row(1)).bytes, none, lookup))).toMatch(/no-facts/)
  })
})

describe("columns", () => {
  const dues = Csv.profile({
    id: "test.dues",
    version: 1,
    separator: ";",
    columns: {
      member: { type: "id", required: true },
      on: { type: "date", required: true, format: "yyyy-mm-dd" },
      amount: { type: "integer", required: true, least: 0, most: 1_000_000 },
      note: { type: "text", multiline: true },
      paid: { type: "boolean", required: true },
      to: { type: "list", of: "id", separator: " ", required: true }
    },
    naturalKey: { "dues.paid": ["member", "month"] },
    fields: { amount: "amount" },
    toFacts: row => {
      const [to = ""] = row.to
      return Result.succeed([
        {
          kind: "dues.paid",
          on: row.on,
          member: row.member,
          month: row.on.slice(0, 7),
          amount: row.amount,
          to,
          instrument: row.note === undefined ? undefined : { number: row.note }
        }
      ])
    }
  })
  const one = (line: string) => Result.getOrThrow(Csv.read(utf8(`member;on;amount;note;paid;to\n${line}`), dues, undefined)).rows[0]

  it("read numbers, booleans, lists and several lines", () => {
    const found = one('m1;2022-07-06;136.500;"12\n-QĐ";Có;u-1 u-2')
    expect(found?._tag === "Read" && found.facts).toEqual([
      {
        kind: "dues.paid",
        version: 1,
        on: "2022-07-06",
        member: "m1",
        month: "2022-07",
        amount: 136500,
        to: "u-1",
        instrument: { number: "12 -QĐ" }
      }
    ])
  })

  it("show a value, cut, where no column is personal", () => {
    const found = one(`m1;06/07/2022;1,5;;maybe;${"u".repeat(70)}`)
    expect(found?._tag === "Bad" && found.problems.map(({ code, value }) => [code, value])).toEqual([
      ["not-a-date", "06/07/2022"],
      ["not-an-integer", "1,5"],
      ["not-a-boolean", "maybe"],
      ["not-an-id", `${"u".repeat(39)}…`]
    ])
    const range = one("m1;2022-07-06;1.000.001;;có;u  u")
    expect(range?._tag === "Bad" && range.problems.map(({ code }) => code)).toEqual(["out-of-range"])
  })

  it("may be called anything", () => {
    const odd = Csv.profile({
      id: "test.odd",
      version: 1,
      separator: "\t",
      columns: { ["__proto__"]: { type: "id", required: true }, constructor: { type: "date", required: true } },
      naturalKey: { "member.died": ["member"] },
      toFacts: row => Result.succeed([{ kind: "member.died", member: Object.entries(row)[0]?.[1] as string, on: row.constructor }])
    })
    const found = Result.getOrThrow(Csv.read(utf8("__proto__\tconstructor\nm1\t2022-07-06\n"), odd, undefined)).rows[0]
    expect(found).toMatchObject({ _tag: "Read", facts: [{ member: "m1", on: "2022-07-06" }] })
    expect(({} as { polluted?: unknown }).polluted).toBe(undefined)
  })

  it("give the row its type", () => {
    const base = { id: "test.types", version: 1, separator: "," } as const
    const columns = {
      a: { type: "id" },
      n: { type: "integer", required: true },
      w: { type: "choice", words: { có: "yes" }, required: true }
    } as const
    const naturalKey = { "member.died": ["member"] } as const
    Csv.profile({
      ...base,
      columns,
      naturalKey,
      toFacts: row => {
        const [count, word]: [number, "yes"] = [row.n, row.w]
        // @ts-expect-error an optional cell may be undefined
        const id: string = row.a
        // @ts-expect-error no such column
        row.b
        return Result.succeed([{ kind: "member.died", on: "2022-07-06", member: `${id}${count}${word}` }])
      }
    })
    // @ts-expect-error a kind without a natural key
    Csv.profile({ ...base, columns, naturalKey, toFacts: () => Result.succeed([{ kind: "member.left", on: "2022-07-06", member: "m1" }]) })
    // @ts-expect-error a personal field is no key
    Csv.profile({ ...base, columns, naturalKey: { "member.details-changed": ["personal"] }, toFacts: () => Result.succeed([]) })
    // @ts-expect-error a field in a column that is not declared
    expect(() => Csv.profile({ ...base, columns, naturalKey, fields: { on: "b" }, toFacts: () => Result.succeed([]) })).toThrow(
      "not declared"
    )
  })

  it("are checked when a profile is made", () => {
    const columns = { a: { type: "text" }, "A ": { type: "text" } } as const
    const toFacts = () => Result.succeed([])
    const wrong = () => Csv.profile({ id: "x", version: 1, separator: ",", columns, naturalKey: { "member.died": ["member"] }, toFacts })
    expect(wrong).toThrow("two headers read the same")
  })
})
