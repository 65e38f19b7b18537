/**
 * The header of a table, matched with the columns that a profile declares.
 */
import { Vietnamese } from "@chibo/core"
import { Result } from "effect"
import { type Column, type Columns, type Reader, reader } from "./column.ts"
import { FileError } from "./error.ts"
import type { Line } from "./line.ts"
import { headerKey } from "./profile.ts"

// model

/** A declared column in the place where a file has it; `undefined` for a place that is passed over (the reasons of a rejects file). */
export type Place = { readonly header: string; readonly column: Column; readonly read: Reader } | undefined

/** The columns in the order of the file, without empty headers behind the last, and how many of its first lines stand above the rows. */
export interface Layout {
  readonly places: ReadonlyArray<Place>
  readonly header: ReadonlyArray<Line>
  readonly lines: number
}

/** What the header is matched with. */
export interface Declared {
  readonly columns: Columns
  readonly header?: 1 | 2
  readonly titles?: boolean
  readonly arrange?: (lines: ReadonlyArray<Line>) => ReadonlyArray<Line>
}

// data

/** The columns that a rejects file has besides its own, so that it can be sent again as it is. */
export const reasonHeaders = ["lý do từ chối", "reason for rejection"] as const

/** How many lines are looked at for a header below titles. */
export const lookedAt = 30

// operations

/** Finds the header among the first lines of a file. */
export const matchHeader = (lines: ReadonlyArray<Line>, declared: Declared): Result.Result<Layout, FileError> => {
  const first = lines.findIndex(line => !isBlank(line))
  if (first < 0) return Result.fail(new FileError({ reason: { _tag: "NoHeader" } }))
  let closest = matchAt(lines, first, declared)
  for (let at = first + 1; declared.titles === true && at < Math.min(lines.length, lookedAt); at++) {
    if (Result.isSuccess(closest)) break
    const below = matchAt(lines, at, declared)
    if (Result.isSuccess(below) || missed(below.failure) < missed(closest.failure)) closest = below
  }
  return closest
}

/**
 * Marks lines that are the header again, as where files were put together, and, where it is one in another order, all lines below it: read by the
 * first header their cells would stand in columns of others. To be given all lines below the header, in order.
 */
export const makeHeaderWatch = ({ columns }: Declared, { header, places }: Layout): ((line: Line) => Line) => {
  const known = knownHeaders(columns)
  const own = header.map(({ cells }) => keysOf(cells))
  const starts = new Set([...known.keys(), ...own.map(([first = ""]) => first)])
  const hasDigits = [...starts].some(key => /\d/.test(key))
  const order = places.map(place => place?.header)
  let other: number | undefined
  return line => {
    const [first = ""] = line.cells
    const may = line.broken === undefined && (hasDigits || !/\d/.test(first)) && starts.has(headerKey(first.replace(/^\ufeff/, "")))
    if (may) {
      const keys = keysOf(line.cells)
      if (own.some(each => each.length === keys.length && each.every((key, at) => key === keys[at]))) {
        other = undefined
        return { ...line, header: "again" }
      }
      const found = keys.map(key => known.get(key))
      if (found.length === order.length && found.every((each, at) => each === order[at])) {
        other = undefined
        return { ...line, header: "again" }
      }
      if (found.length > 1 && found.every(each => each !== undefined)) other = line.at.line
    }
    return other === undefined ? line : { ...line, header: { other } }
  }
}

/** Nothing stands in the cells. */
export const isBlank = ({ broken, cells }: Line): boolean =>
  broken === undefined && cells.every(cell => cell === "" || Vietnamese.normalise(cell) === "")

/**
 * The cells of a header of one row or two, as the headers of columns: a group goes on until the next, and a part stands below it. What stands in
 * the second row alone is a column of its own where there is one of that name, and no such part of the group.
 */
const joinHeader = (rows: ReadonlyArray<ReadonlyArray<string>>, isKnown: (header: string) => boolean): ReadonlyArray<string> => {
  const [top = [], parts] = rows.map(cells => cells.map(Vietnamese.normalise))
  if (parts === undefined) return top
  let group = ""
  return Array.from({ length: Math.max(top.length, parts.length) }, (_, at) => {
    const [above, below] = [top[at] ?? "", parts[at] ?? ""]
    if (above !== "") group = above
    if (below === "") return above
    const part = `${group} / ${below}`
    return above === below || (above === "" && isKnown(below) && !isKnown(part)) ? below : part
  })
}

// internal

const keysOf = (cells: ReadonlyArray<string>): ReadonlyArray<string> => {
  const keys = cells.map(cell => headerKey(cell.replace(/^\ufeff/, "")))
  return keys.slice(0, keys.findLastIndex(key => key !== "") + 1)
}

const matchAt = (lines: ReadonlyArray<Line>, at: number, declared: Declared): Result.Result<Layout, FileError> => {
  const rows = lines.slice(at, at + (declared.header ?? 1))
  const line = rows[0]?.at.line ?? 1
  if (rows.some(({ broken }) => broken !== undefined)) return Result.fail(new FileError({ reason: { _tag: "BrokenHeader", line } }))
  const { columns } = declared
  const known = knownHeaders(columns)
  const whole = joinHeader(
    rows.map(row => row.cells),
    header => known.has(headerKey(header))
  )
  const cells = whole.slice(0, whole.findLastIndex(cell => cell !== "") + 1)
  const found = cells.map(cell => known.get(headerKey(cell)))
  const passed = cells.map(cell => reasons.has(headerKey(cell)))
  const all = Object.entries(columns)
  const missing = all.flatMap(([header, { mayLack }]) => (mayLack === true || found.includes(header) ? [] : [header]))
  const duplicate = all.flatMap(([header]) => (found.indexOf(header) === found.lastIndexOf(header) ? [] : [header]))
  const unknown = found.flatMap((header, index) => (header === undefined && passed[index] !== true ? [index + 1] : []))
  if (missing.length > 0 || duplicate.length > 0 || unknown.length > 0) {
    return Result.fail(new FileError({ reason: { _tag: "WrongHeader", line, missing, duplicate, unknown } }))
  }
  const places = found.map(header => {
    const column = header === undefined ? undefined : columns[header]
    return header === undefined || column === undefined ? undefined : { header, column, read: reader(header, column) }
  })
  const next = at + rows.length
  const below = lines[next]
  const numbers = declared.titles === true && below !== undefined && isNumbered(below) ? 1 : 0
  return Result.succeed({ places, header: rows, lines: next + numbers })
}

/** How many columns are missing. */
const missed = ({ reason }: FileError): number => (reason._tag === "WrongHeader" ? reason.missing.length : Number.POSITIVE_INFINITY)

const reasons: ReadonlySet<string> = new Set(reasonHeaders.map(headerKey))

/** The columns by every header under which they are known. */
const knownHeaders = (columns: Columns): ReadonlyMap<string, string> =>
  new Map(Object.entries(columns).flatMap(([header, { also = [] }]) => [header, ...also].map(name => [headerKey(name), header] as const)))

/** The row below many printed headers that numbers the columns: 1, 2, 3 or (1), (2), (3). */
const isNumbered = ({ cells }: Line): boolean =>
  cells.length > 2 && cells.every((cell, at) => cell.replace(/[()\s]/g, "") === String(at + 1))
