/**
 * From records to rows: the header is matched, cells are read, facts are built and checked. Nothing is looked up and nothing is written.
 */
import { createHash } from "node:crypto"
import { Fact, Vietnamese } from "@chibo/core"
import { Result } from "effect"
import { type Cell, type Columns, type Reader, type Row as RowOf, reader } from "./column.ts"
import { CsvFileError, type Record, records } from "./file.ts"
import { describe, type Problem, shorten } from "./problem.ts"
import type { FactInput, PlainKind, Profile } from "./profile.ts"

// model

/**
 * A problem where it was found. `valueKind` describes the cell, such as `8 digits`; `value` is what stands there, cut to 40 characters, and
 * is only told where no column of the profile is personal: in a damaged row a name may stand in any column.
 *
 * @since 0.1.0
 */
export interface RowProblem extends Problem {
  readonly valueKind?: string
  readonly value?: string
}

/**
 * A row of a file, from `line` to `lastLine`, both included: its facts, or what is wrong with it.
 *
 * @since 0.1.0
 */
export type Row =
  | { readonly _tag: "Read"; readonly line: number; readonly lastLine: number; readonly facts: ReadonlyArray<Fact.Plain> }
  | { readonly _tag: "Bad"; readonly line: number; readonly lastLine: number; readonly problems: ReadonlyArray<RowProblem> }

/**
 * What a file holds: the SHA-256 of its bytes, its rows in order, and how many empty ones were passed over.
 *
 * @since 0.1.0
 */
export interface Rows {
  readonly digest: string
  readonly rows: ReadonlyArray<Row>
  readonly blank: number
}

// operations

/**
 * Reads a file by a profile. The same bytes always give the same rows.
 *
 * @since 0.1.0
 */
export const read = <C extends Columns, K extends PlainKind, Context>(
  bytes: Uint8Array,
  profile: Profile<C, K, Context>,
  context: Context
): Result.Result<Rows, CsvFileError> =>
  Result.flatMap(records(bytes, profile.separator), all => {
    const at = all.findIndex(record => !isBlank(record))
    const first = all[at]
    if (first === undefined) return Result.fail(new CsvFileError({ reason: { _tag: "NoHeader" } }))
    return Result.map(matchHeader(first, profile.columns), places => {
      const body = all.slice(at + 1).filter(record => !isBlank(record))
      return {
        digest: createHash("sha256").update(bytes).digest("hex"),
        rows: body.map(record => readRow(record, places, profile, context)),
        blank: all.length - 1 - body.length
      }
    })
  })

// internal

interface Place {
  readonly header: string
  readonly read: Reader
}

const isBlank = ({ broken, cells }: Record): boolean => broken === undefined && cells.every(cell => Vietnamese.normalise(cell) === "")

/** The declared columns in the order of the file. */
const matchHeader = (record: Record, columns: Columns): Result.Result<ReadonlyArray<Place>, CsvFileError> => {
  const { line } = record
  if (record.broken !== undefined) return Result.fail(new CsvFileError({ reason: { _tag: "BrokenHeader", line } }))
  const declared = new Map(Object.keys(columns).map(header => [Vietnamese.matchKey(header), header]))
  const found = record.cells.map(cell => declared.get(Vietnamese.matchKey(cell)))
  const missing = [...declared.values()].filter(header => !found.includes(header))
  const duplicate = [...declared.values()].filter(header => found.indexOf(header) !== found.lastIndexOf(header))
  const unknown = found.flatMap((header, index) => (header === undefined ? [index + 1] : []))
  if (missing.length > 0 || duplicate.length > 0 || unknown.length > 0) {
    return Result.fail(new CsvFileError({ reason: { _tag: "WrongHeader", line, missing, duplicate, unknown } }))
  }
  return Result.succeed(
    found.flatMap(header => {
      const column = header === undefined ? undefined : columns[header]
      return header === undefined || column === undefined ? [] : [{ header, read: reader(header, column) }]
    })
  )
}

const readRow = <C extends Columns, K extends PlainKind, Context>(
  record: Record,
  places: ReadonlyArray<Place>,
  profile: Profile<C, K, Context>,
  context: Context
): Row => {
  const { line, lastLine, cells } = record
  const open = !Object.values(profile.columns).some(column => column.personal === true)
  const bad = (problems: ReadonlyArray<Problem>): Row => ({
    _tag: "Bad",
    line,
    lastLine,
    problems: problems.map(problem => {
      const at = problem.column === undefined ? -1 : places.findIndex(({ header }) => header === problem.column)
      const cell = cells[at]
      return cell === undefined ? problem : { ...problem, valueKind: describe(cell), ...(open ? { value: shorten(cell) } : {}) }
    })
  })
  if (record.broken !== undefined) return bad([wording[record.broken]])
  if (cells.length !== places.length) return bad([wrongCount(cells.length, places.length)])
  const values = new Map<string, Cell>()
  const problems: Array<Problem> = []
  places.forEach(({ header, read }, index) => {
    const value = read(cells[index] ?? "")
    if (Result.isSuccess(value)) values.set(header, value.success)
    else problems.push(value.failure)
  })
  if (problems.length > 0) return bad(problems)
  // sound: there is one value of each declared column, read as declared; `fromEntries` defines properties, so that `__proto__` is one too
  const row = Object.freeze(Object.fromEntries(values)) as RowOf<C>
  const inputs = build(profile, row, context)
  if (Result.isFailure(inputs)) return bad([inputs.failure].flat())
  const facts: Array<Fact.Plain> = []
  for (const input of inputs.success) {
    const fact = Fact.parse({ ...compact(input), version: 1 })
    if (Result.isFailure(fact)) problems.push(...explain(fact.failure, profile.fields ?? {}))
    // sound: the kinds of a natural key are plain, and any other kind is refused here
    else if (Object.hasOwn(profile.naturalKey, fact.success.kind)) facts.push(fact.success as Fact.Plain)
    else problems.push(wording["no-natural-key"])
  }
  if (problems.length === 0 && facts.length === 0) problems.push(wording["no-facts"])
  return problems.length > 0 ? bad(problems) : { _tag: "Read", line, lastLine, facts }
}

/** What a profile throws (a day past the year 9999, say) is a problem of the row; its text is not told, as it may repeat a value. */
const build = <C extends Columns, K extends PlainKind, Context>(
  profile: Profile<C, K, Context>,
  row: RowOf<C>,
  context: Context
): Result.Result<ReadonlyArray<FactInput<K>>, Problem | ReadonlyArray<Problem>> => {
  try {
    return profile.toFacts(row, context)
  } catch {
    return Result.fail(wording["profile-failed"])
  }
}

/** Without the properties that are `undefined`. */
const compact = (value: object): object => {
  const kept = Object.entries(value).filter(([, item]) => item !== undefined)
  for (const entry of kept) if (typeof entry[1] === "object" && entry[1] !== null && !Array.isArray(entry[1])) entry[1] = compact(entry[1])
  return Object.fromEntries(kept)
}

const explain = ({ kind, issues }: Fact.FactError, fields: Readonly<{ [field: string]: string }>): ReadonlyArray<Problem> =>
  issues.map(({ field, problem }) => {
    const column = columnOf(field, fields)
    return {
      ...(column === undefined ? {} : { column }),
      code: "wrong-fact",
      vi: `${kind}, trường ${field}: giá trị không hợp lệ; xem lại dòng này`,
      en: `${kind}, field ${field}: ${problem}`
    }
  })

/** The column of a field, or of the nearest field around it. */
const columnOf = (field: string, fields: Readonly<{ [field: string]: string }>): string | undefined => {
  const parts = field.split(".")
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join(".")
    if (Object.hasOwn(fields, name)) return fields[name]
  }
  return undefined
}

const wrongCount = (found: number, expected: number): Problem => ({
  code: "cell-count",
  vi: `dòng có ${found} ô, cần ${expected}; kiểm tra dấu phân cách và dấu ngoặc kép`,
  en: `the row has ${found} cells where ${expected} are expected; check separators and quotes`
})

const wording = {
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
