/**
 * From lines to rows: cells are read, facts are built and checked, questions are asked. Nothing is looked up and nothing is written.
 */
import { createHash } from "node:crypto"
import { Fact, Vietnamese } from "@chibo/core"
import { Result } from "effect"
import type { Cell, Columns, Row as RowOf } from "./column.ts"
import type { Layout } from "./header.ts"
import { type Address, type Line, whereIs } from "./line.ts"
import { describe, type Problem, shorten } from "./problem.ts"
import type { FactInput, PlainKind, Profile } from "./profile.ts"
import { type Answers, type Ask, isQuestion, makeAsk, type Question } from "./question.ts"
import { isMisread } from "../text/misread.ts"
import { doubtOn, doubts, refusal, textFor } from "./trait.ts"
import { explain } from "./wording.ts"

// model

/**
 * A problem where it was found. `place` is the column's place in the file, from 1, and `address`, in a workbook, the sheet and the cell
 * (`Danh sách!B7`; of a row as a whole, its first cell). `valueKind` describes the cell, such as `8 digits`; `value`
 * is what stands there, cut to 40 characters, and is only told where no column of the profile is personal: in a damaged row a name may stand
 * in any column.
 *
 * @since 0.1.0
 */
export interface RowProblem extends Problem {
  readonly place?: number
  readonly address?: string
  readonly valueKind?: string
  readonly value?: string
}

/**
 * A question where it came up. Its `key` names it by what the row says, not by where it stands: an answer given once holds however often the
 * file is mended and sent again.
 *
 * @since 0.2.0
 */
export interface RowQuestion extends Question {
  readonly key: string
  readonly place?: number
  readonly address?: string
}

/**
 * A row of a file, from `line` to `lastLine`, both included: its facts, or what is wrong with it, or what it leaves open.
 *
 * @since 0.1.0
 */
export type Row = Address &
  (
    | { readonly _tag: "Read"; readonly facts: ReadonlyArray<Fact.Plain> }
    | { readonly _tag: "Bad"; readonly problems: ReadonlyArray<RowProblem> }
    | { readonly _tag: "Unclear"; readonly questions: ReadonlyArray<RowQuestion> }
  )

/**
 * The values of a row, read and checked cell by cell; facts are not built yet.
 *
 * @since 0.2.0
 */
export type Values<C extends Columns> = Address &
  ({ readonly _tag: "Values"; readonly row: RowOf<C> } | { readonly _tag: "Bad"; readonly problems: ReadonlyArray<RowProblem> })

// constructors

/** Reads the cells of lines that stand below a header. Made once for a file. */
export const makeValuesReader = <C extends Columns, K extends PlainKind, Context>(
  profile: Profile<C, K, Context>,
  { places, header }: Layout
): ((line: Line) => Values<C>) => {
  const wide = Math.max(...header.map(({ cells }) => cells.length))
  const bad = problemsOf(profile, places)
  const absent = Object.keys(profile.columns).filter(header => !places.some(place => place?.header === header))
  return line => {
    const { at: address, cells, broken, header, traits } = line
    if (broken !== undefined) return bad(line, [wording[broken]])
    if (header !== undefined) return bad(line, [header === "again" ? wording["header-again"] : otherHeader(header.other)])
    // a row of a sheet ends with its last cell that holds something; in a file, empty columns may stand behind the last header
    const inSheet = address.sheet !== undefined
    if (cells.length > places.length && (inSheet || cells.length <= wide)) {
      if (inSheet || cells.some((cell, at) => at >= places.length && cell.trim() !== "")) return outside(line, places.length)
    } else if (!inSheet && cells.length !== places.length) return bad(line, [wrongCount(cells.length, places.length)])
    const problems: Array<Problem> = []
    const row = Object.create(null) as Record<string, Cell>
    for (let at = 0; at < places.length; at++) {
      const place = places[at]
      if (place === undefined) continue
      const own = traits?.get(at)
      const found = own === undefined ? undefined : refusal(own, place.header, place.column)
      const value = found === undefined ? place.read(textFor(cells[at] ?? "", own, place.column)) : Result.fail(found)
      if (Result.isSuccess(value)) row[place.header] = value.success
      else problems.push(value.failure)
    }
    for (const header of absent) row[header] = undefined
    if (address.sheet !== undefined && places.length >= 5 && isRemark(cells, problems)) return bad(line, [wording.remark])
    // sound: there is one value of each declared column, read as declared
    return problems.length === 0 ? { ...line.at, _tag: "Values", row: row as RowOf<C> } : bad(line, problems)
  }
}

/** Makes rows of the lines that stand below a header. Made once for a file; the same line always gives the same row. */
export const makeRowReader = <C extends Columns, K extends PlainKind, Context>(
  profile: Profile<C, K, Context>,
  layout: Layout,
  context: Context,
  answers: Answers
): ((line: Line) => Row) => {
  const values = makeValuesReader(profile, layout)
  const bad = problemsOf(profile, layout.places)
  return line => {
    const found = values(line)
    if (found._tag === "Bad") return found
    const keyOf = makeKey(profile.id, layout, line)
    const ask = makeAsk(answers, keyOf)
    const inputs = build(profile, found.row, context, ask)
    const doubts = doubtsOn(line, layout.places).flatMap(question => (Result.isFailure(ask(question)) ? [question] : []))
    if (Result.isFailure(inputs) || doubts.length > 0) {
      const failures = [...doubts, ...(Result.isFailure(inputs) ? [inputs.failure].flat() : [])]
      const problems = failures.filter(failure => !isQuestion(failure))
      if (problems.length > 0) return bad(line, problems)
      const questions = failures
        .filter(isQuestion)
        .map(question => ({ ...question, key: keyOf(question.code), ...placeOf(layout.places, line, question) }))
      return { ...line.at, _tag: "Unclear", questions }
    }
    const facts: Array<Fact.Plain> = []
    const problems: Array<Problem> = []
    for (const input of inputs.success) {
      const fact = Fact.parse(compact(input, { version: 1 }))
      if (Result.isFailure(fact)) problems.push(...explain(fact.failure, profile.fields ?? {}))
      // sound: the kinds of a natural key are plain, and any other kind is refused here
      else if (Object.hasOwn(profile.naturalKey, fact.success.kind)) facts.push(fact.success as Fact.Plain)
      else problems.push(wording["no-natural-key"])
    }
    if (problems.length === 0 && facts.length === 0) problems.push(wording["no-facts"])
    return problems.length > 0 ? bad(line, problems) : { ...line.at, _tag: "Read", facts }
  }
}

// internal

type Bad = Address & { readonly _tag: "Bad"; readonly problems: ReadonlyArray<RowProblem> }

const problemsOf = (profile: { readonly columns: Columns }, places: Layout["places"]) => {
  const open = !Object.values(profile.columns).some(column => column.personal === true)
  return (line: Line, problems: ReadonlyArray<Problem>): Bad => ({
    ...line.at,
    _tag: "Bad",
    problems: problems.map(problem => {
      const found = placeOf(places, line, problem)
      if (found.place === undefined) return { ...problem, ...found }
      const cell = line.cells[indexOf(places, problem)] ?? ""
      return { ...problem, ...found, valueKind: describe(cell), ...(open ? { value: shorten(cell) } : {}) }
    })
  })
}

/** A row of a sheet with cells beside the table: the first of them is told. */
const outside = (line: Line, width: number): Bad => {
  const at = line.cells.findIndex((cell, index) => index >= width && cell !== "")
  return {
    ...line.at,
    _tag: "Bad",
    problems: [{ ...wording["cell-outside"], ...whereIs(line, at), valueKind: describe(line.cells[at] ?? "") }]
  }
}

/** A total, a note or a signature below the table: one or two cells, and what the columns require is not among them. */
const isRemark = (cells: ReadonlyArray<string>, problems: ReadonlyArray<Problem>): boolean =>
  problems.some(({ code }) => code === "empty") && cells.length > 0 && cells.filter(cell => cell.trim() !== "").length <= 2

const indexOf = (places: Layout["places"], { column }: { readonly column?: string }): number =>
  column === undefined ? -1 : places.findIndex(place => place?.header === column)

const placeOf = (
  places: Layout["places"],
  line: Line,
  said: { readonly column?: string }
): { readonly place?: number; readonly address?: string } => {
  const at = indexOf(places, said)
  if (at >= 0) return whereIs(line, at)
  const { address } = whereIs(line, 0)
  return address === undefined ? {} : { address }
}

/** Text and days that may not be what they seem are for a person to look at. */
const doubtsOn = ({ cells, traits }: Line, places: Layout["places"]): ReadonlyArray<Question> => {
  const questions: Array<Question> = []
  for (let at = 0; at < places.length; at++) {
    const place = places[at]
    if (place === undefined) continue
    const { header: column, column: declared } = place
    const own = traits?.get(at)
    const doubt = own === undefined ? undefined : doubtOn(own)
    const isText = declared.type === "text" || (declared.type === "list" && declared.of === "text")
    if (doubt !== undefined) questions.push({ column, code: `${doubt}.${at + 1}`, ...doubts[doubt], choices: [keep] })
    else if (isText && own?.has("decoded") !== true && isMisread(cells[at] ?? "")) {
      questions.push({ column, code: `misread.${at + 1}`, ...misread, choices: [keep] })
    }
  }
  return questions
}

const misread = {
  vi: "chữ trong ô này có vẻ bị vỡ do sai bảng mã (TCVN3, VNI, UTF-8 bị đọc nhầm, hoặc chữ thành dấu ?); nếu vỡ thì sửa tệp, nếu đúng thì chọn giữ",
  en: "this text seems garbled by a wrong encoding (TCVN3, VNI, UTF-8 taken for another, letters become ?); mend the file, or say that it is right"
}

const keep = { value: "keep", vi: "giữ nguyên", en: "it is right" }

/** Names a question by profile, cells and code. The order of the columns does not count. */
const makeKey = (profile: string, { places }: Layout, { cells }: Line) => {
  let row: string | undefined
  return (code: string): string => {
    row ??= JSON.stringify(
      places
        .flatMap((place, at) => (place === undefined ? [] : [[place.header, Vietnamese.normalise(cells[at] ?? "")] as const]))
        .sort(([a], [b]) => (a < b ? -1 : 1))
    )
    return createHash("sha256")
      .update(JSON.stringify([profile, code, row]))
      .digest("hex")
      .slice(0, 24)
  }
}

/** What a profile throws (a day past the year 9999, say) is a problem of the row; its text is not told, as it may repeat a value. */
const build = <C extends Columns, K extends PlainKind, Context>(
  profile: Profile<C, K, Context>,
  row: RowOf<C>,
  context: Context,
  ask: Ask
): Result.Result<ReadonlyArray<FactInput<K>>, Problem | Question | ReadonlyArray<Problem | Question>> => {
  try {
    return profile.toFacts(row, context, ask)
  } catch {
    return Result.fail(wording["profile-failed"])
  }
}

/** Without the properties that are `undefined`; `add` comes besides. */
const compact = (value: object, add?: object): object => {
  const kept: Record<string, unknown> = { ...add }
  for (const key of Object.keys(value)) {
    const item: unknown = (value as Readonly<Record<string, unknown>>)[key] // sound: one of its own keys
    if (item === undefined) continue
    kept[key] = typeof item === "object" && item !== null && !Array.isArray(item) ? compact(item) : item
  }
  return kept
}

const wrongCount = (found: number, expected: number): Problem => ({
  code: "cell-count",
  vi: `dòng có ${found} ô, cần ${expected}; kiểm tra dấu phân cách và dấu ngoặc kép`,
  en: `the row has ${found} cells where ${expected} are expected; check separators and quotes`
})

const otherHeader = (line: number): Problem => ({
  code: "other-header",
  vi: `từ dòng ${line} tiêu đề có các cột theo thứ tự khác; tách tệp ở dòng đó thành hai tệp rồi gửi lại phần này`,
  en: `from line ${line} on the header has the columns in another order; split the file there and send this part as a file of its own`
})

const wording = {
  "header-again": {
    code: "header-again",
    vi: "dòng này lặp lại tiêu đề, có thể do ghép tệp; xóa dòng này, các dòng dưới vẫn được đọc",
    en: "this row is the header again, as where files were put together; take it out; the rows below it are read"
  },
  "quote-not-closed": {
    code: "quote-not-closed",
    vi: "dấu ngoặc kép mở ở dòng này không được đóng; hãy thêm hoặc bỏ dấu",
    en: "a quote opened on this line is never closed; add one or take it out"
  },
  "quote-misplaced": {
    code: "quote-misplaced",
    vi: "dấu ngoặc kép đặt sai; đặt cả ô trong ngoặc và viết đôi mỗi dấu bên trong",
    en: "a quote is misplaced; put the whole cell in quotes and double each quote inside it"
  },
  "too-long": {
    code: "too-long",
    vi: "dòng dài quá 1 MiB; có thể một dấu ngoặc kép không được đóng",
    en: "the row is longer than 1 MiB; a quote may not be closed"
  },
  "cell-outside": {
    code: "cell-outside",
    vi: "có ô ngoài các cột của bảng; xóa ô này hoặc chuyển vào đúng cột",
    en: "a cell stands beside the columns of the table; clear it or move it"
  },
  remark: {
    code: "remark",
    vi: "dòng gần như trống; nếu là dòng cộng, ghi chú hoặc chữ ký thì xóa, nếu không thì điền đủ",
    en: "the row is nearly empty; if it is a total, a note or a signature, delete it, else fill it in"
  },
  "profile-failed": {
    code: "profile-failed",
    vi: "không lập được ghi nhận từ dòng này; xem lại các ngày và số",
    en: "no fact could be built from this row; check its days and numbers"
  },
  "no-facts": { code: "no-facts", vi: "dòng này không cho ghi nhận nào", en: "the profile makes no fact of this row" },
  "no-natural-key": {
    code: "no-natural-key",
    vi: "mẫu không khai báo khóa cho loại ghi nhận này",
    en: "the profile declares no natural key for this kind of fact; mend the profile"
  }
} as const satisfies Readonly<{ [code: string]: Problem }>
