/**
 * From bytes to records: strict UTF-8, then RFC 4180, with the line on which each record starts.
 *
 * Quoting is csv-parse's work. What it cannot read is given back as a broken record of one line, and reading goes on with the next line, so
 * that a single quote in the wrong place neither hides nor costs the rest of the file.
 */
import { isUtf8 } from "node:buffer"
import { CsvError, parse } from "csv-parse/sync"
import { Data, Result } from "effect"

// model

/** A record: from `line` to `lastLine`, both included and counted from 1. `broken` says why its cells could not be told apart. */
export interface Record {
  readonly line: number
  readonly lastLine: number
  readonly cells: ReadonlyArray<string>
  readonly broken?: "quote-not-closed" | "quote-misplaced" | "too-long"
}

// errors

/**
 * Why a whole file is refused: nothing of it was recorded.
 *
 * - `NotUtf8`: an invalid byte, counted from 1 from the start of the file, and its line.
 * - `NullCharacter`: U+0000, as in files of another encoding.
 * - `NoHeader`: nothing but empty lines.
 * - `BrokenHeader`: the quotes of the header row.
 * - `WrongHeader`: declared columns that are missing or stand twice, and the places (from 1) of columns that the profile does not know.
 *   What those hold is not told: where the header row is missing, it is the first person's data.
 *
 * @since 0.1.0
 */
export type FileReason =
  | { readonly _tag: "NotUtf8"; readonly line: number; readonly byte: number }
  | { readonly _tag: "NullCharacter"; readonly line: number; readonly byte: number }
  | { readonly _tag: "NoHeader" }
  | { readonly _tag: "BrokenHeader"; readonly line: number }
  | {
      readonly _tag: "WrongHeader"
      readonly line: number
      readonly missing: ReadonlyArray<string>
      readonly duplicate: ReadonlyArray<string>
      readonly unknown: ReadonlyArray<number>
    }

/**
 * A file that cannot be read at all.
 *
 * @since 0.1.0
 */
export class CsvFileError extends Data.TaggedError("CsvFileError")<{ readonly reason: FileReason }> {
  override get message() {
    return this.describe("en")
  }
  /** What is wrong and what to do, in words. */
  describe(language: "vi" | "en"): string {
    const { reason } = this
    switch (reason._tag) {
      case "NotUtf8":
        return {
          vi: `dòng ${reason.line}, byte ${reason.byte}: tệp không phải UTF-8; hãy lưu lại dưới dạng "CSV UTF-8"`,
          en: `line ${reason.line}, byte ${reason.byte}: the file is not UTF-8; save it again as "CSV UTF-8"`
        }[language]
      case "NullCharacter":
        return {
          vi: `dòng ${reason.line}, byte ${reason.byte}: tệp có ký tự U+0000; hãy lưu lại dưới dạng "CSV UTF-8"`,
          en: `line ${reason.line}, byte ${reason.byte}: the file holds U+0000; save it again as "CSV UTF-8"`
        }[language]
      case "NoHeader":
        return { vi: "tệp không có dòng tiêu đề", en: "the file has no header row" }[language]
      case "BrokenHeader":
        return {
          vi: `dòng ${reason.line}: dấu ngoặc kép trong dòng tiêu đề bị sai`,
          en: `line ${reason.line}: a quote in the header row is misplaced or not closed`
        }[language]
      case "WrongHeader": {
        const words = {
          vi: { missing: "thiếu cột", duplicate: "cột lặp lại", unknown: "cột không có trong mẫu, ở vị trí", line: "dòng" },
          en: { missing: "missing columns", duplicate: "columns that stand twice", unknown: "unknown columns, at place", line: "line" }
        }[language]
        const parts = (["missing", "duplicate", "unknown"] as const).flatMap(key =>
          reason[key].length === 0 ? [] : [`${words[key]} ${reason[key].join(", ")}`]
        )
        return `${words.line} ${reason.line}: ${parts.join("; ")}`
      }
    }
  }
}

// constructors

/** The longest record that is read, in bytes. */
const longest = 1_048_576

/**
 * All records of a file, in order, the header and empty lines among them.
 */
export const records = (file: Uint8Array, separator: string): Result.Result<ReadonlyArray<Record>, CsvFileError> => {
  const refused = refusal(file)
  if (refused !== undefined) return Result.fail(new CsvFileError({ reason: refused }))
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength).subarray(hasMark(file) ? 3 : 0)
  const found: Array<Record> = []
  let at = 0
  let line = 1
  while (at < bytes.length) {
    const start = at
    const broken = attempt(() =>
      parse(bytes.subarray(start), {
        delimiter: separator,
        record_delimiter: ["\r\n", "\n", "\r"],
        relax_column_count: true,
        max_record_size: longest,
        on_record: (cells: ReadonlyArray<string>, { bytes: consumed }) => {
          const next = start + consumed
          const breaks = lineBreaks(bytes, at, next)
          found.push({ line, lastLine: line + Math.max(0, breaks - 1), cells })
          line += breaks
          at = next
          return undefined
        }
      })
    )
    if (broken === undefined) break
    found.push({ line, lastLine: line, cells: [], broken })
    at = nextLine(bytes, at)
    line += 1
  }
  return Result.succeed(found)
}

// internal

const [CR, LF] = [13, 10]

const attempt = (body: () => unknown): Record["broken"] => {
  try {
    body()
    return undefined
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    switch (error.code) {
      case "CSV_QUOTE_NOT_CLOSED":
        return "quote-not-closed"
      case "CSV_MAX_RECORD_SIZE":
        return "too-long"
      default:
        return "quote-misplaced"
    }
  }
}

const hasMark = (file: Uint8Array): boolean => file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf

/** CR LF, LF and CR each count once. The last line of a file may lack its break. */
const lineBreaks = (bytes: Uint8Array, from: number, to: number): number => {
  let count = 0
  for (let i = from; i < to; i++) if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) count++
  return count
}

const nextLine = (bytes: Uint8Array, from: number): number => {
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) return i + 1
  }
  return bytes.length
}

const refusal = (file: Uint8Array): FileReason | undefined => {
  const wrong = isUtf8(file) ? file.indexOf(0) : firstInvalid(file)
  if (wrong === -1) return undefined
  const _tag = isUtf8(file) ? "NullCharacter" : "NotUtf8"
  return { _tag, line: lineBreaks(file, 0, wrong) + 1, byte: wrong + 1 }
}

/** The start of the first sequence that is no UTF-8: the longest prefix that a strict decoder takes, less its unfinished end. */
const firstInvalid = (file: Uint8Array): number => {
  let [valid, invalid] = [0, file.length + 1]
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2)
    if (takes(file.subarray(0, middle))) valid = middle
    else invalid = middle
  }
  // step back over an unfinished sequence at the end of the prefix
  for (let back = 0; back < 4; back++) if (isUtf8(file.subarray(0, valid - back))) return valid - back
  return valid
}

const takes = (prefix: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(prefix, { stream: true })
    return true
  } catch {
    return false
  }
}
