/**
 * What a column may hold, declared as data, and how one cell of it is read and written. A cell is read or refused; it is never repaired.
 */
import { Id, type Member, PlainDate, Vietnamese } from "@chibo/core"
import { Result, Schema } from "effect"
import type { Problem } from "./problem.ts"

// model

interface Common {
  /** An empty cell is an error; without it, an empty cell reads as `undefined`. */
  readonly required?: boolean
  /** The column says something that identifies a person. */
  readonly personal?: boolean
  /** The file may lack the column; then its cells read as empty ones. */
  readonly mayLack?: boolean
  /** Other headers under which the column is known. */
  readonly also?: ReadonlyArray<string>
  /** What the column holds, in words, for messages; else its header is used. */
  readonly label?: { readonly vi: string; readonly en: string }
}

/**
 * The declaration of one column.
 *
 * - `text`: words, in Unicode form NFC with single spaces. `multiline` lets line breaks stand in a cell; they read as spaces.
 * - `id`: an identity of this library.
 * - `date`: a day `dd/mm/yyyy` or `yyyy-mm-dd`; `format` allows one of them only.
 * - `birth`: the same, or a year alone.
 * - `integer`: a whole number written the Vietnamese way (1.136), or `language: "en"`; `least` and `most` are included.
 * - `code`: letters, digits and `. _ / -` without spaces, kept as text with its leading zeros; `digits` lists the lengths allowed.
 * - `choice`: one of the words, by what it stands for. Case, Unicode form and the place of the tone do not count.
 * - `boolean`: the same with two outcomes; without words of its own: có, x, đúng, yes, true, 1 or không, sai, no, false, 0.
 * - `list`: ids, codes or texts with a separator between them. With the separator `\n` they stand on lines of their own, or between
 *   semicolons, and empty ones are passed over.
 *
 * @since 0.1.0
 */
export type Column =
  | (Common & { readonly type: "text"; readonly multiline?: boolean })
  | (Common & { readonly type: "id" })
  | (Common & { readonly type: "date"; readonly format?: "dd/mm/yyyy" | "yyyy-mm-dd" })
  | (Common & { readonly type: "birth" })
  | (Common & { readonly type: "integer"; readonly language?: Vietnamese.Language; readonly least?: number; readonly most?: number })
  | (Common & { readonly type: "code"; readonly digits?: ReadonlyArray<number> })
  | (Common & { readonly type: "choice"; readonly words: Readonly<Record<string, string>> })
  | (Common & { readonly type: "boolean"; readonly yes?: ReadonlyArray<string>; readonly no?: ReadonlyArray<string> })
  | (Common & { readonly type: "list"; readonly of: "id" | "code" | "text"; readonly separator: " " | ";" | "," | "\n" })

/** What a cell of a column reads as, where it is not empty. */
export type Value<C extends Column> = C extends { readonly type: "date" }
  ? PlainDate.PlainDate
  : C extends { readonly type: "birth" }
    ? Member.BirthDate
    : C extends { readonly type: "integer" }
      ? number
      : C extends { readonly type: "boolean" }
        ? boolean
        : C extends { readonly type: "list" }
          ? ReadonlyArray<string>
          : C extends { readonly type: "choice"; readonly words: infer W }
            ? W[keyof W]
            : string

/** The columns of a profile, by header. */
export type Columns = Readonly<Record<string, Column>>

/**
 * A row as its columns read: a required column always has a value, any other may be `undefined`.
 *
 * @since 0.1.0
 */
export type Row<C extends Columns> = {
  readonly [H in keyof C]: C[H] extends { readonly required: true } ? Value<C[H]> : Value<C[H]> | undefined
}

/** What any cell reads as. */
export type Cell = string | number | boolean | ReadonlyArray<string> | undefined

/** Reads one cell. */
export type Reader = (cell: string) => Result.Result<Cell, Problem>

// constructors

/** How the cells of a column are read. Made once for a file: words are folded here. */
export const reader = (header: string, column: Column): Reader => {
  const label = column.label ?? { vi: header, en: header }
  const fail = (code: string, vi: string, en: string) =>
    Result.fail<Problem>({ column: header, code, vi: `${label.vi}: ${vi}`, en: `${label.en}: ${en}` })
  const parse = parser(column, fail)
  const lines = column.type === "list" && column.separator === "\n"
  const noValue = fail("error-value", "ô báo lỗi của bảng tính; gõ lại giá trị", "this is the error of a spreadsheet; type the value")
  const multiline = lines || (column.type === "text" && column.multiline === true)
  return cell => {
    if (plain.test(cell)) return errorValue.test(cell) ? noValue : parse(cell)
    if (!multiline && /[\r\n]/.test(cell)) {
      return fail(
        "line-break",
        "ô có ngắt dòng; kiểm tra dấu ngoặc kép ở các dòng này",
        "a line break stands inside the cell; check the quotes of these lines"
      )
    }
    const text = Vietnamese.normalise(lines ? cell.replace(/[\r\n]+/g, ";") : cell)
    if (damaged.test(text)) {
      return fail(
        "damaged-text",
        "có ký tự hỏng hoặc ký tự điều khiển; hãy nhập lại",
        "damaged or control characters stand here; type it again"
      )
    }
    if (errorValue.test(text)) return noValue
    if (text !== "" && !(lines && /^[; ]+$/.test(text))) return parse(text)
    return column.required === true ? fail("empty", "không được để trống", "must not be empty; fill it in") : Result.succeed(undefined)
  }
}

// operations

/**
 * A value as a cell of a column, so that reading the cell gives the value again.
 */
export const format = (column: Column, value: Cell): string => {
  if (value === undefined) return ""
  switch (column.type) {
    case "date":
    case "birth": {
      const [year = "", month, day] = String(value).split("-")
      const short = day === undefined || (column.type === "date" && column.format === "yyyy-mm-dd")
      return short ? String(value) : `${day}/${month}/${year}`
    }
    case "choice":
      return Object.entries(column.words).find(([, meaning]) => meaning === value)?.[0] ?? ""
    case "boolean":
      return (value === true ? column.yes?.[0] : column.no?.[0]) ?? (value === true ? "có" : "không")
    case "list":
      return Array.isArray(value) ? value.join(column.separator) : ""
    default:
      return String(value)
  }
}

// internal

/** Nothing to normalise and nothing to refuse: printable ASCII and composed letters, with single spaces between words. */
const plain = /^[!-~\u00c0-\u024f\u1ea0-\u1ef9]+(?: [!-~\u00c0-\u024f\u1ea0-\u1ef9]+)*$/

type Fail = (code: string, vi: string, en: string) => Result.Result<never, Problem>

/** What spreadsheet programs show for a value that could not be computed. */
const errorValue = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|CALC!|SPILL!|GETTING_DATA)$/

/** Replacement, private-use and control characters. */
const damaged = /[\p{Cc}\ufffd\p{Co}\p{Cs}]/u

const isId = Schema.is(Id.MemberId) // every brand of id has the same form

const parser = (column: Column, fail: Fail): Reader => {
  switch (column.type) {
    case "text":
      return text => Result.succeed(text)
    case "id":
      return text => parseId(text, fail)
    case "date":
      return remember(text => parseDate(text, column.format, fail))
    case "birth":
      return remember(text => (/^[1-9]\d{3}$/.test(text) ? Result.succeed(text) : parseDate(text, undefined, fail)))
    case "integer":
      return text => parseInteger(text, column, fail)
    case "code":
      return text => parseCode(text, column.digits, fail)
    case "choice": {
      const words = new Map(Object.entries(column.words).map(([word, value]) => [Vietnamese.matchKey(word), value]))
      const known = Object.keys(column.words).join(", ")
      return remember(text => {
        const value = words.get(Vietnamese.matchKey(text))
        return value === undefined
          ? fail("not-a-choice", `phải là một trong: ${known}`, `this is none of the words allowed: ${known}`)
          : Result.succeed(value)
      })
    }
    case "boolean": {
      const [yes, no] = [column.yes ?? ["có", "x", "đúng", "yes", "true", "1"], column.no ?? ["không", "sai", "no", "false", "0"]]
      const words = new Map([...yes.map(word => [word, true] as const), ...no.map(word => [word, false] as const)])
      const keys = new Map([...words].map(([word, value]) => [Vietnamese.matchKey(word), value]))
      const known = [...words.keys()].join(", ")
      return remember(text => {
        const value = keys.get(Vietnamese.matchKey(text))
        return value === undefined
          ? fail("not-a-boolean", `phải là một trong: ${known}`, `this is none of the words allowed: ${known}`)
          : Result.succeed(value)
      })
    }
    case "list":
      return text => parseList(text, column.of, column.separator, fail)
  }
}

/** Days and words come again and again: their readings are kept, up to a bound. */
const remember = (read: Reader): Reader => {
  const readings = new Map<string, Result.Result<Cell, Problem>>()
  return text => {
    const known = readings.get(text)
    if (known !== undefined) return known
    const reading = read(text)
    if (readings.size >= 32_768) readings.clear()
    readings.set(text, reading)
    return reading
  }
}

const parseId = (text: string, fail: Fail): Result.Result<string, Problem> =>
  isId(text)
    ? Result.succeed(text)
    : fail("not-an-id", "mã gồm 1 đến 64 chữ, số và . _ : / -", "expected an id: 1 to 64 letters, digits and . _ : / - inside")

const parseDate = (
  text: string,
  format: "dd/mm/yyyy" | "yyyy-mm-dd" | undefined,
  fail: Fail
): Result.Result<PlainDate.PlainDate, Problem> => {
  const day = PlainDate.parse(text, format ?? (text.includes("/") ? "dd/mm/yyyy" : "yyyy-mm-dd"))
  if (Result.isSuccess(day)) return Result.succeed(day.success)
  const written = format ?? "dd/mm/yyyy, yyyy-mm-dd"
  if (/^\d{1,5}(?:[.,]\d+)?$/.test(text) && !/^[12]\d{3}$/.test(text)) {
    return fail(
      "serial-date",
      "có thể là ngày lưu dưới dạng số của bảng tính; hãy gõ lại ngày thành chữ",
      "this may be a day kept as a number of a spreadsheet; type the day as text"
    )
  }
  switch (day.failure.reason) {
    case "NotADate":
      return fail("not-a-date", `không phải là ngày viết theo ${written}`, `this is no day written as ${written}`)
    case "NoSuchDay":
      if (isMonthFirst(text)) {
        return fail(
          "month-first",
          "có vẻ viết tháng trước ngày; viết lại ngày/tháng/năm và xem lại các ngày khác của tệp",
          "the month seems to stand before the day; write day/month/year and look at the other days of the file too"
        )
      }
      return fail("no-such-day", "không có ngày này trong lịch; xem lại giấy tờ", "the calendar has no such day; look it up in the paper")
    case "YearOutOfRange":
      return fail("year-out-of-range", "năm phải viết đủ bốn chữ số", "a year has four digits; write it in full")
  }
}

/** 03/25/2011 is a day where months stand first. */
const isMonthFirst = (text: string): boolean => {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  return Result.isSuccess(PlainDate.parse(`${day}/${month}/${year}`, "dd/mm/yyyy"))
}

const parseInteger = (text: string, column: Column & { readonly type: "integer" }, fail: Fail): Result.Result<number, Problem> => {
  const { language = "vi", least = -Infinity, most = Infinity } = column
  const number = Vietnamese.parseInteger(text, language)
  if (Result.isFailure(number)) {
    return fail("not-an-integer", "không phải là số nguyên viết đúng cách", `not a whole number: ${number.failure.message}`)
  }
  return number.success >= least && number.success <= most
    ? Result.succeed(number.success)
    : fail("out-of-range", `phải từ ${least} đến ${most}`, `expected a number from ${least} to ${most}`)
}

const parseCode = (text: string, digits: ReadonlyArray<number> | undefined, fail: Fail): Result.Result<string, Problem> => {
  if (digits !== undefined && !(/^\d+$/.test(text) && digits.includes(text.length))) {
    const lengths = digits.join(", ")
    return fail(
      "wrong-digits",
      `phải có đủ số chữ số (${lengths}); số 0 ở đầu có thể đã mất`,
      `expected this many digits: ${lengths}; zeros at the front may have been lost`
    )
  }
  return /^[\p{L}\p{N}._/-]+$/u.test(text)
    ? Result.succeed(text)
    : fail("not-a-code", "mã chỉ gồm chữ, số và . _ / -", "expected letters, digits and . _ / - without spaces")
}

const parseList = (
  text: string,
  of: "id" | "code" | "text",
  separator: string,
  fail: Fail
): Result.Result<ReadonlyArray<string>, Problem> => {
  const cut = text.split(separator === "\n" ? ";" : separator).map(part => part.trim())
  const parts = separator === "\n" ? cut.filter(part => part !== "") : cut
  if (parts.includes(""))
    return fail("empty-item", "danh sách có phần tử trống", "the list has an empty item; take the extra separator out")
  if (of === "text") return Result.succeed(parts)
  return Result.all(parts.map(part => (of === "id" ? parseId(part, fail) : parseCode(part, undefined, fail))))
}
