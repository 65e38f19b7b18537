/**
 * A sheet of a workbook as a table: its rows as lines, with what a profile's columns must know of a cell besides its text.
 *
 * The workbook is read once as a whole before any row of it is used, so that one which is refused at its end has brought nothing.
 */
import { createHash } from "node:crypto"
import { PlainDate } from "@chibo/core"
import { Effect, Result } from "effect"
import { FileError, type Sample } from "../table/error.ts"
import { type Declared, isBlank, lookedAt, matchHeader } from "../table/header.ts"
import type { Line, Lines, Source } from "../table/line.ts"
import type { Trait } from "../table/trait.ts"
import { type Cell, decodeFont as byName, type Flag } from "./cell.ts"
import { refuse, type XlsxFileError } from "./error.ts"
import { defaults } from "./limits.ts"
import { attempt, type Reading } from "./read.ts"
import type { Merge, Sheet, SheetRow } from "./row.ts"
import { columnNumber, rows } from "./sheet.ts"
import { Surveyor } from "./survey.ts"
import { open } from "./workbook.ts"
import { longest } from "./write.ts"

// model

/**
 * A workbook as it came, in memory. The name is for the report only.
 *
 * @since 0.2.0
 */
export interface File {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A table with the sheet that it is. */
export interface XlsxSource extends Source {
  readonly format: "xlsx"
  readonly sheet: string
}

// operations

/**
 * Opens the sheet that is asked for, be it hidden; else, of those that hold something and are not hidden, the only one, or the only one that
 * has the columns of the profile.
 */
export const openTable = (file: File, declared: Declared, reading: Reading): Effect.Effect<XlsxSource, FileError | XlsxFileError> =>
  Effect.flatMap(
    attempt(() => scan(file, reading)),
    found => Effect.fromResult(choose(found, declared))
  )

/** Whether a day has the number of a year from 1900 to 2100, and so may be a year that was typed into a cell of days. */
export const isYearAsDay = (day: string): boolean => day >= "1905-03-14" && day <= "1905-09-30"

// internal

/** A sheet as far as it is known when it is chosen. */
interface Candidate {
  readonly source: XlsxSource
  readonly head: ReadonlyArray<Line>
}

const scan = async ({ name, bytes }: File, { sheet, decodeFont = byName, limits }: Reading): Promise<ReadonlyArray<Candidate>> => {
  const within = { ...defaults, ...limits }
  const workbook = await open(bytes, within)
  const wanted = new Set(workbook.sheets.filter(each => (sheet === undefined ? !each.hidden : each.name === sheet)))
  if (sheet !== undefined && wanted.size === 0) refuse({ _tag: "NoSuchSheet" })
  const digest = createHash("sha256").update(bytes).digest("hex")
  const candidates: Array<Candidate> = []
  const empty = new Set<Sheet>()
  const budget = { text: 0, merges: 0 }
  for (const each of wanted) {
    const head: Array<Line> = []
    const merges: Array<Merge> = []
    const surveyor = new Surveyor()
    let last = 0
    for await (const batch of rows(workbook, each, within, decodeFont, budget, merge => merges.push(merge))) {
      for (const row of batch) {
        surveyor.look(row)
        if (head.length < lookedAt * 2) head.push(lineOf(row, none))
        last = row.row
      }
    }
    const survey = surveyor.finish(merges)
    const read = async function* (): AsyncIterable<Lines> {
      const told = survey()
      for await (const batch of rows(workbook, each, within, decodeFont, { text: 0, merges: 0 })) {
        yield { lines: batch.map(row => lineOf(row, told(row))), share: Math.min(1, (batch.at(-1)?.row ?? last) / last) }
      }
    }
    if (!head.some(line => !isBlank(line))) empty.add(each)
    else candidates.push({ source: { name, format: "xlsx", sheet: each.name, digest, read }, head })
  }
  return candidates.map(({ source, head }) => {
    const others = workbook.sheets.filter(each => each.name !== source.sheet && !empty.has(each))
    return { source: { ...source, otherSheets: others.map(each => each.name) }, head }
  })
}

const choose = (found: ReadonlyArray<Candidate>, declared: Declared): Result.Result<XlsxSource, FileError> => {
  const [first, ...more] = found
  if (first === undefined) return Result.fail(new FileError({ reason: { _tag: "NoHeader" } }))
  if (more.length === 0) return Result.succeed(first.source)
  const fitting = found.filter(({ head }) => Result.isSuccess(matchHeader(declared.arrange?.(head) ?? head, declared)))
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return Result.succeed(only.source)
  const samples = (only === undefined ? found : fitting).map(
    ({ source, head }): Sample => ({
      reading: source.sheet,
      text: head
        .slice(0, 3)
        .map(({ cells }) => cells.join(" | "))
        .join("\n")
        .slice(0, 400)
    })
  )
  return Result.fail(new FileError({ reason: { _tag: "SheetUnsure", sheets: found.length, fitting: fitting.length } }, samples))
}

/** Cells past this column are told by their place and not filled up to: no table is so wide. */
const widest = 1024

const lineOf = (row: SheetRow, told: ReadonlyMap<number, Trait>): Line => {
  const cells: Array<string> = []
  const traits = new Map<number, ReadonlySet<Trait>>()
  for (const [column, trait] of told) if (column <= widest) traits.set(column - 1, new Set([trait]))
  let places: Array<number> | undefined
  for (const cell of row.cells) {
    const place = columnNumber(cell.column)
    while (cells.length < Math.min(place - 1, widest)) cells.push("")
    if (place > widest) {
      places ??= cells.map((_, at) => at + 1)
      places[cells.length] = place
    }
    const found = traitsOf(cell)
    if (found.size > 0) traits.set(cells.length, new Set([...found, ...(traits.get(cells.length) ?? [])]))
    cells.push(textOf(cell))
  }
  const at = { sheet: row.sheet, line: row.row, lastLine: row.row }
  return { at, cells, ...(traits.size === 0 ? {} : { traits }), ...(places === undefined ? {} : { places }) }
}

const traitOf: { readonly [F in Flag]?: Trait } = {
  formula: "formula",
  "formula-without-value": "error",
  "zero-padded": "zero-padded",
  "time-dropped": "time-of-day",
  time: "time",
  "early-serial": "early-day",
  "no-such-day": "error",
  "part-of-day": "part-of-day",
  fraction: "fraction",
  imprecise: "imprecise",
  "legacy-font": "legacy-font",
  decoded: "decoded",
  "letters-lost": "letters-lost",
  "font-unsure": "font-unsure"
}

const none: ReadonlyMap<number, Trait> = new Map()
const plain: ReadonlySet<Trait> = new Set()

const traitsOf = ({ kind, text, flags = [] }: Cell): ReadonlySet<Trait> => {
  if (kind === "text" && flags.length === 0 && text.length <= longest) return plain
  const traits = new Set(flags.flatMap(flag => traitOf[flag] ?? []))
  if (kind === "number") traits.add("number")
  if (kind === "error") traits.add("error")
  if (kind === "date") traits.add("day")
  if (isYear(kind, text)) traits.add("year-as-day")
  if (text.length > longest) traits.add("too-long")
  return traits
}

const isYear = (kind: Cell["kind"], text: string): boolean => kind === "date" && isYearAsDay(text)

/** What is refused reads as nothing that a column would take, so that it is refused again where a file of rejected rows is sent unmended. */
const textOf = ({ kind, text, time, flags = [] }: Cell): string => {
  switch (kind) {
    case "date": {
      const day = text.split("-").reverse().join("/")
      if (time !== undefined) return `${day} ${time}`
      if (isYear(kind, text)) return `${day} (${yearOf(text)})`
      return flags.includes("early-serial") || flags.includes("part-of-day") ? `${day} (?)` : day
    }
    case "error":
      return text.startsWith("#") ? text : text === "" ? "#N/A" : `${text} (?)`
    default:
      return text
  }
}

const dayBefore1900 = PlainDate.toEpochDay(PlainDate.make("1899-12-30"))

/** The serial of a day of 1905. */
const yearOf = (day: string): number => PlainDate.toEpochDay(PlainDate.make(day)) - dayBefore1900
