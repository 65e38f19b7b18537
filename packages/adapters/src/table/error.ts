/**
 * Why a file is refused as a whole.
 */
import { Data } from "effect"
import type { Reading } from "../text/detect.ts"
import { columnName } from "./line.ts"

// errors

/**
 * Why a whole file is refused: nothing of it was recorded.
 *
 * - `Unreadable`: the file could not be opened or read to its end.
 * - `EncodingUnsure`: several encodings may be meant, or none fits; `samples` shows each reading. Say which it is.
 * - `NotUtf8`: UTF-8, but for an invalid byte, counted from 1 from the start of the file, and its line.
 * - `NullCharacter`: U+0000.
 * - `Workbook`, `Page`: a file that is no CSV by its first bytes: a workbook or another archive; HTML or XML.
 * - `SeparatorUnsure`: no separator, or more than one, gives as many cells in each row; `samples` shows the first rows. Say which it is.
 * - `SheetUnsure`: of the sheets of a workbook that hold something and are not hidden, none or more than one (`fitting`) has the columns;
 *   `samples` shows their names and first rows. Say which it is.
 * - `NoHeader`: nothing but empty lines.
 * - `BrokenHeader`: the quotes of the header row.
 * - `WrongHeader`: declared columns that are missing or stand twice, and the places (from 1) of columns that the profile does not know.
 *   What those hold is not told: where the header row is missing, it is the first person's data.
 *
 * @since 0.2.0
 */
export type FileReason =
  | { readonly _tag: "Unreadable" | "Workbook" | "Page" }
  | { readonly _tag: "EncodingUnsure"; readonly line: number; readonly encodings: ReadonlyArray<Reading["encoding"]> }
  | { readonly _tag: "NotUtf8"; readonly line: number; readonly byte: number }
  | { readonly _tag: "NullCharacter"; readonly line: number; readonly byte: number }
  | { readonly _tag: "SeparatorUnsure"; readonly separators: ReadonlyArray<"," | ";" | "\t"> }
  | { readonly _tag: "SheetUnsure"; readonly sheets: number; readonly fitting: number }
  | { readonly _tag: "NoHeader" }
  | { readonly _tag: "BrokenHeader"; readonly line: number }
  | {
      readonly _tag: "WrongHeader"
      readonly line: number
      readonly missing: ReadonlyArray<string>
      readonly duplicate: ReadonlyArray<string>
      readonly unknown: ReadonlyArray<number>
    }

/** A piece of a file under one of the readings that are possible: `reading` is an encoding, a separator, or the name of a sheet. */
export interface Sample {
  readonly reading: string
  readonly text: string
}

/**
 * A file that cannot be read at all. Its texts and its JSON say nothing of what the file holds; `samples` does.
 *
 * @since 0.2.0
 */
export class FileError extends Data.TaggedError("FileError")<{ readonly reason: FileReason }> {
  readonly #samples: ReadonlyArray<Sample>

  constructor(args: { readonly reason: FileReason }, samples: ReadonlyArray<Sample> = []) {
    super(args)
    this.#samples = samples
  }

  override get message() {
    return this.describe("en")
  }

  /**
   * How the file reads under each possible encoding or separator, or in each sheet. It may be anybody's data: show it to the person who sent the file, and keep
   * it out of logs.
   */
  samples(): ReadonlyArray<Sample> {
    return this.#samples
  }

  /** What is wrong and what to do, in words. */
  describe(language: "vi" | "en"): string {
    return describe(this.reason)[language]
  }
}

// internal

/** A list that a person may read: a file of another kind can have thousands of columns. */
const shortList = (items: ReadonlyArray<string | number>): string =>
  items.length <= 20 ? items.join(", ") : `${items.slice(0, 20).join(", ")}… (+${items.length - 20})`

const describe = (reason: FileReason): { readonly vi: string; readonly en: string } => {
  switch (reason._tag) {
    case "Unreadable":
      return { vi: "không mở hoặc không đọc hết được tệp; hãy thử lại", en: "the file could not be opened or read to its end; try again" }
    case "Workbook":
      return {
        vi: 'tệp là bảng tính hoặc tệp nén, không phải CSV; hãy nhập dưới dạng .xlsx, hoặc mở ra và lưu lại dưới dạng "CSV UTF-8"',
        en: 'the file is a workbook or an archive and no CSV; import it as .xlsx, or open it and save it as "CSV UTF-8"'
      }
    case "Page":
      return {
        vi: "tệp là trang HTML hoặc XML mang tên khác; hãy mở bằng Excel hoặc LibreOffice và lưu lại dưới dạng .xlsx",
        en: "the file is HTML or XML under another name; open it in Excel or LibreOffice and save it as .xlsx"
      }
    case "EncodingUnsure":
      return {
        vi: `dòng ${reason.line}: chưa rõ bảng mã của tệp (${reason.encodings.join(", ")}); xem mẫu rồi chọn bảng mã, hoặc lưu lại dưới dạng "CSV UTF-8"`,
        en: `line ${reason.line}: the encoding is not certain (${reason.encodings.join(", ")}); look at the samples and say which it is, or save the file again as "CSV UTF-8"`
      }
    case "NotUtf8":
      return {
        vi: `dòng ${reason.line}, byte ${reason.byte}: tệp không phải UTF-8; hãy lưu lại dưới dạng "CSV UTF-8"`,
        en: `line ${reason.line}, byte ${reason.byte}: the file is not UTF-8; save it again as "CSV UTF-8"`
      }
    case "NullCharacter":
      return {
        vi: `dòng ${reason.line}, byte ${reason.byte}: tệp có ký tự U+0000; hãy lưu lại dưới dạng "CSV UTF-8"`,
        en: `line ${reason.line}, byte ${reason.byte}: the file holds U+0000; save it again as "CSV UTF-8"`
      }
    case "SeparatorUnsure":
      return {
        vi: "chưa rõ dấu phân cách cột (dấu phẩy, dấu chấm phẩy hay tab); xem mẫu rồi chọn dấu phân cách",
        en: "which separator stands between cells (comma, semicolon or tab) is not certain; look at the samples and say which it is"
      }
    case "SheetUnsure":
      return {
        vi: `tệp có ${reason.sheets} trang tính, trong đó ${reason.fitting} trang có đủ các cột của mẫu; xem mẫu rồi chọn trang tính`,
        en: `the workbook has ${reason.sheets} sheets, of which ${reason.fitting} have the columns of the profile; look at the samples and say which it is`
      }
    case "NoHeader":
      return { vi: "tệp không có dòng tiêu đề", en: "the file has no header row" }
    case "BrokenHeader":
      return {
        vi: `dòng ${reason.line}: dấu ngoặc kép trong dòng tiêu đề bị sai`,
        en: `line ${reason.line}: a quote in the header row is misplaced or not closed`
      }
    case "WrongHeader": {
      const said = (words: { readonly missing: string; readonly duplicate: string; readonly unknown: string; readonly line: string }) => {
        const unknown = reason.unknown.map(place => `${place} (${columnName(place)})`)
        const parts = (["missing", "duplicate", "unknown"] as const).flatMap(key =>
          reason[key].length === 0 ? [] : [`${words[key]} ${shortList(key === "unknown" ? unknown : reason[key])}`]
        )
        return `${words.line} ${reason.line}: ${parts.join("; ")}`
      }
      return {
        vi: said({ missing: "thiếu cột", duplicate: "cột lặp lại", unknown: "cột không có trong mẫu, hãy xóa, ở vị trí", line: "dòng" }),
        en: said({
          missing: "missing columns",
          duplicate: "columns that stand twice",
          unknown: "unknown columns, to be taken out, at place",
          line: "line"
        })
      }
    }
  }
}
