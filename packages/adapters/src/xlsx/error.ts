/**
 * Why a workbook is refused.
 */
import { Data } from "effect"
import type { Limits } from "./limits.ts"

// model

/**
 * Why a whole workbook is refused. A part is told by its name where the format gives it that name, else by its place in the archive.
 *
 * - `NotAZip`: neither a workbook nor an older one. `LegacyXls`: the binary format before 2007. `Encrypted`: a password is needed.
 * - `Truncated`: the end of the archive is missing. `Damaged`: a part is incomplete, has a wrong checksum, or cannot be unpacked.
 * - `NotAWorkbook`: an archive of something else, such as a text document or a binary workbook. `Macro`: it holds a program.
 * - `Limit`: more than is read (see `Limits`).
 * - `DuplicatePart`, `OverlappingParts`, `LyingSize`, `LyingHeader`, `UnsafePath`: an archive that two programs would read differently.
 * - `Dtd`, `BadXml`, `NotUtf8`: what no spreadsheet program writes. `MissingPart`: the workbook names a part that it does not hold.
 * - `BadReference`: a cell names a string or a style that does not exist. `BadAddress`: cells that stand twice, out of order or outside.
 * - `NoSuchSheet`: there is no sheet of the name asked for.
 *
 * @since 0.2.0
 */
export type FileReason =
  | { readonly _tag: "NotAZip" | "LegacyXls" | "Encrypted" | "Truncated" | "NotAWorkbook" | "Macro" | "NoSuchSheet" }
  | {
      readonly _tag:
        | "Damaged"
        | "DuplicatePart"
        | "OverlappingParts"
        | "LyingSize"
        | "LyingHeader"
        | "UnsafePath"
        | "Dtd"
        | "BadXml"
        | "NotUtf8"
        | "MissingPart"
      readonly part: string
    }
  | { readonly _tag: "BadReference" | "BadAddress"; readonly part: string; readonly address: string }
  | { readonly _tag: "Limit"; readonly what: keyof Limits; readonly most: number; readonly part: string | undefined }

/** The word for a reason. */
export type Tag = FileReason["_tag"]

// errors

/**
 * A workbook that is not read: nothing that was read of it before is to be used.
 *
 * @since 0.2.0
 */
export class XlsxFileError extends Data.TaggedError("XlsxFileError")<{ readonly reason: FileReason }> {
  override get message() {
    return this.describe("en")
  }
  /** What is wrong and what to do, in words. */
  describe(language: "vi" | "en"): string {
    const { reason } = this
    const said = words[language][reason._tag]
    const at = "part" in reason && reason.part !== undefined ? ` (${reason.part}${"address" in reason ? `, ${reason.address}` : ""})` : ""
    return reason._tag === "Limit" ? `${said}: ${limits[language][reason.what]} ${reason.most}${at}` : `${said}${at}`
  }
}

// internal

/** Stops a parser from inside one of its callbacks, which nothing but an exception does; the module that started it catches this. */
export const refuse = (reason: FileReason): never => {
  throw new XlsxFileError({ reason })
}

const words: Record<"vi" | "en", Record<Tag, string>> = {
  vi: {
    NotAZip:
      "tệp không phải là bảng tính .xlsx (có thể là HTML hoặc CSV mang tên bảng tính); hãy mở bằng Excel hoặc LibreOffice và lưu lại dưới dạng .xlsx",
    LegacyXls: "tệp .xls kiểu cũ; hãy mở bằng Excel hoặc LibreOffice và lưu lại dưới dạng .xlsx",
    Encrypted: "tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại",
    Truncated: "tệp bị cắt cụt; hãy chép hoặc tải lại",
    Damaged: "tệp bị hỏng; hãy chép lại hoặc mở và lưu lại",
    NotAWorkbook: "tệp nén này không phải là bảng tính .xlsx; hãy lưu lại dưới dạng .xlsx",
    Macro: "tệp có macro; hãy lưu lại dưới dạng .xlsx không có macro",
    Limit: "tệp vượt giới hạn đọc",
    DuplicatePart: "tệp có hai phần trùng tên; hãy mở và lưu lại bằng Excel hoặc LibreOffice",
    OverlappingParts: "các phần của tệp chồng lên nhau",
    LyingSize: "tệp khai sai kích thước một phần",
    LyingHeader: "hai chỗ khai về một phần của tệp không khớp nhau",
    UnsafePath: "tệp có tên phần hoặc liên kết không an toàn",
    Dtd: "tệp có khai báo DTD, bảng tính không bao giờ có",
    BadXml: "nội dung XML sai; hãy mở và lưu lại bằng Excel hoặc LibreOffice",
    NotUtf8: "nội dung XML không phải UTF-8",
    MissingPart: "tệp thiếu một phần mà nó nhắc đến",
    BadReference: "ô trỏ đến chuỗi hoặc kiểu không có trong tệp",
    BadAddress: "ô nằm ngoài trang tính, lặp lại hoặc sai thứ tự",
    NoSuchSheet: "tệp không có trang tính mang tên này"
  },
  en: {
    NotAZip: "this is no .xlsx workbook (it may be HTML or CSV under the name of one); open it in Excel or LibreOffice and save as .xlsx",
    LegacyXls: "this is an old .xls workbook; open it in Excel or LibreOffice and save as .xlsx",
    Encrypted: "the workbook has a password; take it off and save again",
    Truncated: "the file ends too early; copy or download it again",
    Damaged: "the file is damaged; copy it again, or open it and save it anew",
    NotAWorkbook: "this archive is no .xlsx workbook; save as .xlsx",
    Macro: "the workbook holds macros; save as .xlsx without macros",
    Limit: "the workbook is past what is read",
    DuplicatePart: "two parts of the file have one name; open it in Excel or LibreOffice and save it anew",
    OverlappingParts: "parts of the file overlap",
    LyingSize: "the file states a wrong size of a part",
    LyingHeader: "the file states two different things about one part",
    UnsafePath: "a part has an unsafe name, or a link leads out of the file",
    Dtd: "the file holds a DTD, which no workbook has",
    BadXml: "the XML inside is wrong; open the file in Excel or LibreOffice and save it anew",
    NotUtf8: "the XML inside is not UTF-8",
    MissingPart: "the file lacks a part that it names",
    BadReference: "a cell names a string or a style that the file does not have",
    BadAddress: "a cell lies outside the sheet, stands twice or stands out of order",
    NoSuchSheet: "the workbook has no sheet of this name"
  }
}

const limits: Record<"vi" | "en", Record<keyof Limits, string>> = {
  vi: {
    bytes: "số byte của tệp tối đa",
    entries: "số phần tối đa",
    unpacked: "số byte sau giải nén tối đa",
    ratio: "tỷ lệ nén tối đa",
    sheets: "số trang tính tối đa",
    styles: "số kiểu tối đa",
    strings: "số chuỗi dùng chung tối đa",
    stringBytes: "số byte chuỗi dùng chung tối đa",
    depth: "số tầng XML tối đa",
    token: "số ký tự XML liền nhau tối đa",
    cells: "số ô mà trang tính khai tối đa",
    merges: "số vùng ô gộp tối đa",
    merged: "số ô trong các vùng gộp tối đa",
    rowText: "số ký tự trong một dòng tối đa",
    text: "tổng số ký tự tối đa"
  },
  en: {
    bytes: "bytes of the file, at most",
    entries: "parts, at most",
    unpacked: "unpacked bytes, at most",
    ratio: "compression ratio, at most",
    sheets: "sheets, at most",
    styles: "styles, at most",
    strings: "shared strings, at most",
    stringBytes: "bytes of shared strings, at most",
    depth: "levels of XML, at most",
    token: "characters of XML without a tag, at most",
    cells: "cells that a sheet claims, at most",
    merges: "merged ranges, at most",
    merged: "cells in merged ranges, at most",
    rowText: "characters in a row, at most",
    text: "characters in all, at most"
  }
}
