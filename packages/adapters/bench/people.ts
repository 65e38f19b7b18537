/** Synthetic members for measuring: a table, the profile that reads it, and a count of its valid rows. */
import { Effect, Result, Stream } from "effect"
import * as Csv from "../src/csv/index.ts"

const families = ["Nguyễn", "Trần", "Hoàng", "Vi", "Nông", "Lộc", "Hứa", "Bế"]
const givens = ["An", "Bình", "Cường", "Dũng", "Hạnh", "Hương", "Khánh", "Lợi", "Nguyệt", "Phượng"]

const two = (n: number): string => String(n).padStart(2, "0")

/** Rows from a number on; the first has the header above it. */
export const table = (from: number, rows: number): string => {
  const lines = from === 0 ? ["mã đảng viên,họ và tên,ngày sinh,giới tính,ngày vào Đảng,chi bộ,số thẻ"] : []
  for (let n = from; n < from + rows; n++) {
    const name = `${families[n % 8]} Văn ${givens[n % 10]}`
    const birth = `${two((n % 28) + 1)}/${two((n % 12) + 1)}/${1950 + (n % 45)}`
    lines.push(
      `m${n},${name},${birth},${n % 2 === 0 ? "nam" : "nữ"},${two((n % 27) + 1)}/02/${1995 + (n % 25)},cl-dd-${two(n % 40)},${String(n).padStart(8, "0")}`
    )
  }
  return `${lines.join("\r\n")}\r\n`
}

export const members = Csv.profile({
  id: "bench.members",
  version: 1,
  columns: {
    "mã đảng viên": { type: "id", required: true },
    "họ và tên": { type: "text", required: true, personal: true },
    "ngày sinh": { type: "birth", personal: true },
    "giới tính": { type: "choice", words: { nam: "male", nữ: "female" }, personal: true },
    "ngày vào Đảng": { type: "date", required: true },
    "chi bộ": { type: "code", required: true },
    "số thẻ": { type: "code", digits: [8, 12], personal: true }
  },
  naturalKey: { "member.admitted": ["member"], "member.details-changed": ["member"] },
  toFacts: row =>
    Result.succeed([
      { kind: "member.admitted", on: row["ngày vào Đảng"], member: row["mã đảng viên"], cell: row["chi bộ"] },
      {
        kind: "member.details-changed",
        on: row["ngày vào Đảng"],
        member: row["mã đảng viên"],
        personal: { fullName: row["họ và tên"], birth: row["ngày sinh"], sex: row["giới tính"], cardNumber: row["số thẻ"] }
      }
    ])
})

/** Counts the valid rows of a file: cells alone, or with the facts that they make. */
export const count = (path: string, what: "values" | "facts"): Promise<number> => {
  const file = Csv.fileAt(path, "members.csv")
  const found = Effect.gen(function* () {
    if (what === "values")
      return yield* Stream.runFold(
        Csv.values(file, members),
        () => 0,
        (sum, row) => sum + (row._tag === "Values" ? 1 : 0)
      )
    return yield* Stream.runFold(
      Csv.rows(file, members, undefined),
      () => 0,
      (sum, row) => sum + (row._tag === "Read" ? 1 : 0)
    )
  })
  return Effect.runPromise(found)
}
