/**
 * What a workbook says of a cell besides its text, and what a column makes of it: refuses the cell, takes it and says so, or asks.
 *
 * A cell of CSV has no traits. In a workbook a number is not the text that it looks like: 1.136 is a fraction there and no thousand.
 */
import type { Column } from "./column.ts"
import type { Problem } from "./problem.ts"

// model

/**
 * - `number`: a number, its digits as they are stored; with `fraction`, `imprecise` (past fifteen digits), `time` or `zero-padded` (by its format).
 * - `day`: a day kept as a number; with `time-of-day`, `early-day` (to 29 February 1900) or `year-as-day` (a day of 1905, which a year typed
 *   into a cell of days becomes).
 * - `part-of-day`: a day of which only a part is shown. `day-order`: a day in a column where days with more than twelve in front stayed text, so
 *   that day and month of the others seem exchanged.
 * - `merged`: the cell belongs to one that begins in a row above and holds something.
 * - `error`: `#N/A` and the like, or no value at all. `formula`: what was stored as the result of one.
 * - `legacy-font`: text in a font of an old encoding, not decoded. `decoded`: decoded. `letters-lost`: decoded, and the letter ư seems lost.
 *   `font-unsure`: decoded, and may have been Unicode already.
 * - `too-long`: more text than a spreadsheet program puts into a cell.
 */
export type Trait =
  | "number"
  | "fraction"
  | "imprecise"
  | "time"
  | "zero-padded"
  | "day"
  | "time-of-day"
  | "early-day"
  | "year-as-day"
  | "part-of-day"
  | "day-order"
  | "merged"
  | "error"
  | "formula"
  | "legacy-font"
  | "decoded"
  | "letters-lost"
  | "font-unsure"
  | "too-long"

/** What is to be known of cells that were taken all the same. */
export type NoteCode = "formula" | "zero-padded" | "decoded" | "number-as-code" | "day-in-text" | "may-be-cut"

// operations

/** Why a column refuses a cell with these traits, whatever its text. */
export const refusal = (traits: ReadonlySet<Trait>, header: string, column: Column): Problem | undefined => {
  const trait = always.find(each => traits.has(each)) ?? sometimes(traits, column)
  if (trait === undefined) return undefined
  const label = column.label ?? { vi: header, en: header }
  const { code, vi, en } = refusals[trait]
  return { column: header, code, vi: `${label.vi}: ${vi}`, en: `${label.en}: ${en}` }
}

/** What a report says of a cell that a column takes. */
export const notesOn = (traits: ReadonlySet<Trait>, column: Column): ReadonlyArray<NoteCode> => {
  const codes: Array<NoteCode> = (["formula", "zero-padded", "decoded"] as const).filter(each => traits.has(each))
  const open = column.type === "id" || (column.type === "code" && column.digits === undefined)
  if (traits.has("number") && !traits.has("zero-padded") && open) codes.push("number-as-code")
  if (traits.has("day") && column.type === "text") codes.push("day-in-text")
  return codes
}

/** The text that a column reads: a day, which stands as dd/mm/yyyy, in the one form that the column allows. */
export const textFor = (text: string, traits: ReadonlySet<Trait> | undefined, column: Column): string =>
  traits?.has("day") === true && column.type === "date" && column.format === "yyyy-mm-dd" ? text.split("/").reverse().join("-") : text

/** Whether a cell is to be written back as a number, so that it reads the same again. */
export const isNumber = (traits: ReadonlySet<Trait> | undefined): boolean => traits?.has("number") === true && !traits.has("zero-padded")

/** Whether the text is not, or may not be, what the sheet showed there. */
export const isDoubtful = (traits: ReadonlySet<Trait> | undefined): boolean =>
  traits !== undefined && (["letters-lost", "font-unsure", "legacy-font", "merged"] as const).some(each => traits.has(each))

/** What a person has to look at before a cell is taken that can be read; nothing for most. */
export const doubtOn = (traits: ReadonlySet<Trait>): Doubt | undefined =>
  (Object.keys(doubts) as ReadonlyArray<Doubt>).find(each => traits.has(each)) // sound: its own keys

/** A trait that is for a person to look at. */
export type Doubt = keyof typeof doubts

// data

/** The notes in words. */
export const notes: Readonly<Record<NoteCode, { readonly vi: string; readonly en: string }>> = {
  formula: { vi: "lấy kết quả đã lưu của công thức", en: "the stored result of a formula was taken" },
  "zero-padded": {
    vi: "số có số 0 ở đầu chỉ do định dạng ô; đã lấy như nhìn thấy",
    en: "numbers whose leading zeros come from the format of the cell were taken as they are shown"
  },
  decoded: { vi: "đã đổi từ phông chữ cũ (.Vn…, VNI-…) sang Unicode", en: "text in old fonts (.Vn…, VNI-…) was decoded" },
  "number-as-code": {
    vi: "mã lưu dưới dạng số; số 0 ở đầu, nếu có, đã mất",
    en: "codes are kept as numbers; zeros at the front, if there were any, are lost"
  },
  "day-in-text": {
    vi: "ô chữ lại là ngày; bảng tính có thể đã tự đổi chữ thành ngày",
    en: "a day stands where text is expected; the spreadsheet program may have made it of text by itself"
  },
  "may-be-cut": {
    vi: "tệp hết ngay sau ô này mà không xuống dòng, nên có thể đã bị cắt; đối chiếu dòng cuối với bản gốc",
    en: "the file ends behind this cell without a line break and may have been cut; compare the last row with the original"
  }
}

/** The doubts in words. */
export const doubts = {
  "letters-lost": {
    vi: "chữ ư của phông .VnTime có thể đã mất trong ô này; nếu mất thì sửa tệp, nếu đúng thì chọn giữ",
    en: "the letter ư of a .VnTime font seems lost in this cell; mend the file, or say that the text is right"
  },
  "font-unsure": {
    vi: "ô mang phông cũ (.Vn…, VNI-…) nhưng chữ có thể đã là Unicode; nếu là Unicode thì đổi phông của ô, nếu không thì chọn giữ chữ đã đổi",
    en: "the cell has an old font (.Vn…, VNI-…) and its text may be Unicode already; if so, change the font, else keep the text as decoded"
  },
  "day-order": {
    vi: "ngày và tháng trong ô này có thể đã bị đảo: máy đã đọc tháng trước ngày trong cột này; xem giấy tờ, sửa tệp hoặc chọn giữ",
    en: "day and month of this cell may be exchanged: the program read months first in this column; look it up, mend the file, or say that it is right"
  }
} as const satisfies { readonly [T in Trait]?: { readonly vi: string; readonly en: string } }

// internal

const always = [
  "error",
  "too-long",
  "legacy-font",
  "imprecise",
  "time",
  "time-of-day",
  "early-day",
  "year-as-day",
  "part-of-day",
  "merged"
] as const satisfies ReadonlyArray<Trait>

const sometimes = (traits: ReadonlySet<Trait>, column: Column): "fraction" | "day" | undefined => {
  if (traits.has("fraction") && column.type !== "text") return "fraction"
  const { type } = column
  const noDay = type === "code" || type === "id" || type === "integer" || (type === "list" && column.of !== "text")
  return traits.has("day") && noDay ? "day" : undefined
}

const refusals: Readonly<Record<(typeof always)[number] | "fraction" | "day", Omit<Problem, "column">>> = {
  error: {
    code: "error-value",
    vi: "ô báo lỗi hoặc chưa tính; gõ lại giá trị",
    en: "the cell is an error or was not computed; type the value"
  },
  "too-long": { code: "text-too-long", vi: "ô dài quá 32.767 ký tự", en: "the cell has more than 32,767 characters" },
  "legacy-font": {
    code: "legacy-font",
    vi: "chữ gõ bằng phông cũ chưa đổi được sang Unicode",
    en: "the text is in a font of an old encoding and was not decoded"
  },
  imprecise: {
    code: "digits-lost",
    vi: "số dài quá 15 chữ số, các chữ số cuối đã mất; gõ lại dưới dạng chữ",
    en: "a number of more than fifteen digits has lost its last ones; type it as text"
  },
  time: { code: "time", vi: "ô là giờ; gõ lại giá trị", en: "the cell is a time of day; type the value again" },
  "time-of-day": {
    code: "time-of-day",
    vi: "ngày có kèm giờ, có thể đã lệch một ngày; xem giấy tờ và gõ lại ngày",
    en: "the day has a time of day and may be off by one; look it up and type the day again"
  },
  "early-day": {
    code: "early-day",
    vi: "số từ 0 đến 60 hiện thành ngày đầu năm 1900; gõ lại ngày",
    en: "a number from 0 to 60, shown as a day of early 1900; type the day again"
  },
  "year-as-day": {
    code: "year-as-day",
    vi: "có thể là năm (trong ngoặc) gõ vào ô ngày nên hiện thành ngày năm 1905; gõ lại dưới dạng chữ",
    en: "this may be the year in brackets, shown as a day of 1905 by the format of the cell; type it again as text"
  },
  "part-of-day": {
    code: "part-of-day",
    vi: "ô chỉ hiện một phần của ngày (như tháng và năm), phần còn lại không ai thấy; gõ lại đủ ngày/tháng/năm, hoặc năm dưới dạng chữ",
    en: "the cell shows only a part of its day, such as month and year, and nobody sees the rest; type the whole day again, or the year as text"
  },
  merged: {
    code: "merged",
    vi: "ô gộp với ô ở dòng trên nên không có giá trị riêng; bỏ gộp rồi điền vào từng dòng",
    en: "the cell is merged with one in a row above; take the merge off and fill in each row"
  },
  fraction: {
    code: "fraction",
    vi: "ô là số có phần thập phân; gõ lại số nguyên, hoặc mã dưới dạng chữ",
    en: "the cell is a number with decimals; type the whole number, or the code as text"
  },
  day: {
    code: "day-in-code",
    vi: "ô là ngày; bảng tính có thể đã tự đổi mã thành ngày, gõ lại dưới dạng chữ",
    en: "the cell is a day, which the spreadsheet program may have made of a code; type it again as text"
  }
}
