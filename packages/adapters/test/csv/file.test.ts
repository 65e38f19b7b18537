import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Csv from "@chibo/adapters/csv"
import { Effect, Result, Stream } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { members as people, table } from "../../bench/people.ts"
import { records, writeRecords } from "../../src/csv/records.ts"
import { detectSeparator } from "../../src/csv/separator.ts"
import { format, reader } from "../../src/table/column.ts"
import { encoders } from "../text/corpus.ts"
import { header, lookup, members, row } from "./fixtures.ts"

const { separator: _, ...open } = members
const text = [header, row(1), row(2), row(3), row(4)].join("\r\n")
const readBytes = (bytes: Uint8Array, reading: Csv.Reading = {}) => Csv.read(bytes, open, lookup, reading)

describe("a file of any encoding", () => {
  for (const [name, { encode }] of Object.entries(encoders)) {
    it(`in ${name} gives the rows that it gives in UTF-8`, () => {
      // TCVN3 has no capitals with tones: these names have none
      const rows = Result.getOrThrow(readBytes(encode(text))).rows
      expect(rows).toEqual(Result.getOrThrow(readBytes(new TextEncoder().encode(text))).rows)
      expect(rows.every(({ _tag }) => _tag === "Read")).toBe(true)
    })
  }

  it("is refused with samples where it may be several, and read when it is said which it is", () => {
    const bytes = encoders.TCVN3?.encode("tên\nSơn\n") ?? new Uint8Array(0)
    const found = readBytes(bytes)
    if (Result.isSuccess(found)) throw new Error("read")
    expect(found.failure.reason).toEqual({ _tag: "EncodingUnsure", line: 1, encodings: ["utf-8", "windows-1258", "tcvn3", "vni"] })
    expect(found.failure.samples().find(({ reading }) => reading === "tcvn3")?.text).toBe("tên\nSơn\n")
    expect(JSON.stringify(found.failure) + found.failure.message + found.failure.describe("vi")).not.toContain("Sơn")
    expect(readBytes(bytes, { encoding: "tcvn3" })).toMatchObject({ failure: { reason: { _tag: "WrongHeader" } } })
  })
})

describe("a separator", () => {
  it("is the one that gives as many cells in each row", () => {
    for (const separator of [",", ";", "\t"] as const) {
      const lines = [
        ["a", "b", "c"],
        ["1", "x, y", "3"],
        ["1;2", '"', "3"],
        ["1", "2", "3\t4"]
      ].map(cells => writeRecords([cells], separator))
      expect(detectSeparator(lines.join(""))).toMatchObject({ success: separator })
      const sent = text.replaceAll(",", separator)
      expect(Result.getOrThrow(readBytes(new TextEncoder().encode(sent))).rows.map(({ _tag }) => _tag)).toEqual([
        "Read",
        "Read",
        "Read",
        "Read"
      ])
    }
    expect(detectSeparator("DANH SÁCH\n\na;b;c\n1;2;3\n4;5,5;6\n")).toMatchObject({ success: ";" })
    expect(detectSeparator("họ tên;địa chỉ\nA;thôn 1, xã 2\nB;thôn 3, xã 4\n")).toMatchObject({ success: ";" })
    expect(detectSeparator("one\ntwo\n")).toMatchObject({ success: "," })
  })

  it("is not guessed", () => {
    expect(detectSeparator("a;b,c\n1;2,3\n4;5,6\n")).toMatchObject({ failure: [",", ";"] })
    expect(detectSeparator("a;b,c\n1\n2;3,4\n4;5;6;7\n8,9,0\n")).toMatchObject({ failure: [",", ";"] })
    // no other stands anywhere: the rows that are too short are for the reader of rows to refuse
    expect(detectSeparator("a;b;c\n1\n2;3\n4;5;6;7\n8\n")).toMatchObject({ success: ";" })
    const found = readBytes(new TextEncoder().encode("tên;b,c\nBí Mật;2,3\nBí Mật;5,6\n"))
    if (Result.isSuccess(found)) throw new Error("read")
    expect(found.failure.reason).toEqual({ _tag: "SeparatorUnsure", separators: [",", ";"] })
    expect(found.failure.samples().map(({ text: sample }) => sample.split("\n")[1])).toEqual(["Bí Mật;2 | 3", "Bí Mật | 2,3"])
    expect(JSON.stringify(found.failure) + found.failure.message).not.toContain("Bí Mật")
  })
})

describe("a record", () => {
  it("is read as it was written", () => {
    const cell = fc.string({ unit: fc.constantFrom(..."aắ ,;\t\"\r\n'=+-0"), maxLength: 12 })
    const cells = fc.array(cell, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 5 }), fc.constantFrom(",", ";", "\t"), (rows, separator) => {
        const written = writeRecords(rows, separator as Csv.Separator)
        expect(records(written, separator as Csv.Separator).map(line => line.cells)).toEqual(rows)
      }),
      { numRuns: 3000 }
    )
  })
})

describe("a value", () => {
  it("is read from the cell that it is written as", () => {
    const columns = {
      text: { type: "text" },
      id: { type: "id" },
      day: { type: "date" },
      iso: { type: "date", format: "yyyy-mm-dd" },
      birth: { type: "birth" },
      number: { type: "integer", least: -9, most: 999_999_999 },
      code: { type: "code", digits: [8, 12] },
      choice: { type: "choice", words: { có: "yes", không: "no" } },
      flag: { type: "boolean", yes: ["đúng"], no: ["sai"] },
      list: { type: "list", of: "code", separator: " " },
      lines: { type: "list", of: "text", separator: "\n" }
    } as const satisfies Csv.Columns
    const day = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map(date => date.toISOString().slice(0, 10))
    const words = fc.array(fc.constantFrom("Đỗ", "Văn", "Hòa", "thôn"), { minLength: 1, maxLength: 3 })
    const values = fc.record({
      text: words.map(parts => parts.join(" ")),
      id: fc.stringMatching(/^[a-z0-9]{1,8}$/),
      day,
      iso: day,
      birth: fc.oneof(day, fc.constant("1962")),
      number: fc.integer({ min: -9, max: 999_999_999 }),
      code: fc.stringMatching(/^(\d{8}|\d{12})$/),
      choice: fc.constantFrom("yes", "no"),
      flag: fc.boolean(),
      list: fc.array(fc.stringMatching(/^[A-Z0-9]{1,5}$/), { minLength: 1, maxLength: 4 }),
      lines: words
    })
    const readers = Object.entries(columns).map(([name, column]) => ({ name, column: column as Csv.Column, read: reader(name, column) }))
    fc.assert(
      fc.property(values, given => {
        for (const { name, column, read } of readers) {
          const value = given[name as keyof typeof given]
          expect(read(format(column, value)), name).toMatchObject({ success: value })
        }
      }),
      { numRuns: 1000 }
    )
  })

  it("is never a day that was kept as a number, or a month first", () => {
    const read = reader("ngày", { type: "date" })
    const birth = reader("ngày", { type: "birth" })
    const code = (cell: string, by = read) => {
      const found = by(cell)
      return Result.isFailure(found) ? found.failure.code : "read"
    }
    for (const cell of ["0", "1", "59", "60", "61", "27426", "44562", "44562.5", "1462"]) expect(code(cell), cell).not.toBe("read")
    expect(["27426", "60", "44562.5"].map(cell => code(cell))).toEqual(["serial-date", "serial-date", "serial-date"])
    expect(code("44562", birth)).toBe("serial-date")
    expect(["03/25/2011", "31/02/2020", "29/02/2021", "30/02/2020"].map(cell => code(cell))).toEqual([
      "month-first",
      "no-such-day",
      "no-such-day",
      "no-such-day"
    ])
    expect(["3/2/30", "03/02/0030", "3.2.1930", "3 tháng 2 năm 1930", "1930-2-3", "2011"].map(cell => code(cell))).toEqual([
      "year-out-of-range",
      "year-out-of-range",
      "not-a-date",
      "not-a-date",
      "not-a-date",
      "not-a-date"
    ])
    expect(code("29/02/2020")).toBe("read")
  })
})

describe("a long file", () => {
  it("is read a thousand rows at a time", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chibo-long-"))
    try {
      const path = join(folder, "long.csv")
      const rows = 200_000
      for (let from = 0; from < rows; from += 20_000) writeFileSync(path, table(from, 20_000), { flag: "a" })
      // the most rows that are ever on their way at once
      let most = 0
      const counted = Csv.values(Csv.fileAt(path, "long.csv"), people).pipe(
        Stream.mapArray(found => {
          most = Math.max(most, found.length)
          return found
        }),
        Stream.runFold(
          () => 0,
          sum => sum + 1
        )
      )
      expect(await Effect.runPromise(counted)).toBe(rows)
      expect(most).toBe(1000)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it("is read, and tried for an import, in a heap that could not hold it", () => {
    const folder = mkdtempSync(join(tmpdir(), "chibo-flat-"))
    try {
      const path = join(folder, "long.csv")
      const rows = 100_000
      for (let from = 0; from < rows; from += 20_000) writeFileSync(path, table(from, 20_000), { flag: "a" })
      const run = (what: string, heap: number) => {
        const script = new URL("flat.ts", import.meta.url).pathname
        const flags = [`--max-old-space-size=${heap}`, "--conditions=@chibo/source"]
        return spawnSync(process.execPath, [...flags, script, what, path], { encoding: "utf8" })
      }
      expect(run("held", 64).status, "the control: rows that are kept do not fit").not.toBe(0)
      expect(run("values", 64)).toMatchObject({ status: 0, stdout: `${rows}\n` })
      expect(run("import", 96)).toMatchObject({ status: 0, stdout: `${rows}\n` })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 180_000)
})
