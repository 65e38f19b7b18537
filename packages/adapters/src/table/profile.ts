/**
 * A profile says how the rows of a kind of file become facts, and by which fields a fact is recognised as the one recorded before.
 *
 * It is a plain value but for one function. Its id and version enter the names of the operations: raise the version whenever the same row
 * would give other facts.
 */
import { type Fact, Vietnamese } from "@chibo/core"
import type { Result } from "effect"
import type { Columns, Row, Value } from "./column.ts"
import type { Line } from "./line.ts"
import type { Problem } from "./problem.ts"
import type { Ask, Question } from "./question.ts"

// model

/** The kinds of fact that a file may bring: all but corrections. */
export type PlainKind = Fact.Plain["kind"]

/**
 * A fact as `toFacts` gives it: plain texts for days and ids, no version, and `undefined` for an optional field means that it is left out.
 *
 * @since 0.1.0
 */
export type FactInput<K extends PlainKind> = K extends PlainKind ? Loose<Fact.Input<K>> & { readonly kind: K } : never

/** Which fields, besides the kind, make a fact the same one: never a personal field, as that may be erased. */
export type NaturalKeys = { readonly [K in PlainKind]?: ReadonlyArray<KeyField<K>> }

/** What `toFacts` gives: the facts of a row (one or more), or what is wrong with it, or what the clerk is to be asked. */
export type Facts<K extends PlainKind> = Result.Result<ReadonlyArray<FactInput<K>>, Problem | Question | ReadonlyArray<Problem | Question>>

/** A row to be written: what is left out is an empty cell. */
export type WrittenRow<C extends Columns> = { readonly [H in keyof C]?: Value<C[H]> | undefined }

/**
 * How the rows of a file become facts.
 *
 * - `columns`, by header: the file must have these and no others, in any order. Case, Unicode form, spaces and a star that marks what must be
 *   filled in do not count.
 * - `separator`: of a CSV file; without it, it is detected.
 * - `header`: 1 row unless told. With 2, a group stands in the first row and its parts in the second: such a column is `group / part`.
 * - `titles`: lines may stand above the header, and a row of column numbers below it.
 * - `naturalKey`, by kind of fact: a fact of the same kind with the same key is the same fact. Only kinds named here may be built.
 * - `fields`: in which column a field of a fact stands, for what is wrong with a fact that was built (`"personal.birth": "ngày sinh"`).
 * - `arrange`: makes the lines of another layout (a sheet with a column a meeting, say) lines of this one. It is given the whole file.
 * - `toFacts`: pure. What it looks up, it is given as `context`; what a row leaves open, it asks. Its problems and questions must not repeat
 *   what a personal column holds.
 * - `toRows`: the way back: the rows that say these facts, as far as the file can. Rows that cannot be said whole are left out by it.
 *
 * @since 0.1.0
 */
export interface Profile<C extends Columns, K extends PlainKind, Context> {
  readonly id: string
  readonly version: number
  readonly separator?: "," | ";" | "\t"
  readonly header?: 1 | 2
  readonly titles?: boolean
  readonly columns: C
  readonly naturalKey: { readonly [P in K]: ReadonlyArray<KeyField<P>> }
  readonly fields?: Readonly<Record<string, keyof C & string>>
  readonly arrange?: (lines: ReadonlyArray<Line>) => ReadonlyArray<Line>
  readonly toFacts: (row: Row<C>, context: Context, ask: Ask) => Facts<K>
  readonly toRows?: (facts: ReadonlyArray<Fact.Plain>, context: Context) => ReadonlyArray<WrittenRow<C>>
}

// constructors

/**
 * A profile from literals in source; throws on a programmer's mistake.
 *
 * @example
 * import * as Csv from "@chibo/adapters/csv"
 * const deaths = Csv.profile({
 *   id: "example.deaths",
 *   version: 1,
 *   separator: ",",
 *   columns: { "mã đảng viên": { type: "id", required: true }, ngày: { type: "date", required: true } },
 *   naturalKey: { "member.died": ["member"] },
 *   fields: { member: "mã đảng viên", on: "ngày" },
 *   toFacts: row => Result.succeed([{ kind: "member.died", on: row.ngày, member: row["mã đảng viên"] }])
 * })
 * const read = Csv.read(new TextEncoder().encode("ngày,mã đảng viên\n3/2/2021,m-1\n"), deaths, undefined)
 * Result.getOrThrow(read).rows.map(row => row._tag) // => ["Read"]
 * @since 0.1.0
 */
export const profile = <const C extends Columns, const N extends NaturalKeys, Context = unknown>(
  declared: Omit<Profile<C, PlainKind, Context>, "naturalKey" | "toFacts"> & {
    readonly naturalKey: N
    readonly toFacts: (row: Row<C>, context: Context, ask: Ask) => Facts<keyof N & PlainKind>
  }
): Profile<C, keyof N & PlainKind, Context> => {
  const wrong = mistake(declared)
  if (wrong !== undefined) throw new TypeError(`profile ${declared.id}: ${wrong}`)
  // sound: N has a list of key fields for every one of its own keys
  return declared as unknown as Profile<C, keyof N & PlainKind, Context>
}

// operations

/** The key under which two headers are the same: a star, or the words in brackets that stand for one, do not count. */
export const headerKey = (header: string): string => Vietnamese.matchKey(header.replace(/\(\*\)|\*/g, ""))

// internal

type KeyField<K extends PlainKind> = Exclude<keyof Fact.Of<K>, "kind" | "version" | "learnedOn" | "personal"> & string

type Loose<T> =
  T extends ReadonlyArray<unknown>
    ? T
    : T extends object
      ? { readonly [P in keyof T]: undefined extends Optional<T, P> ? Loose<T[P]> | undefined : Loose<T[P]> }
      : T

/** `undefined` where the property may be left out. */
type Optional<T, P extends keyof T> = Record<never, never> extends Pick<T, P> ? undefined : never

const mistake = (declared: {
  readonly id: string
  readonly version: number
  readonly columns: Columns
  readonly naturalKey: Readonly<Record<string, ReadonlyArray<string> | undefined>>
  readonly fields?: Readonly<Record<string, string>>
}): string | undefined => {
  if (!/^[a-z0-9][a-z0-9.-]{0,39}$/.test(declared.id)) return "the id takes up to 40 lower-case letters, digits, dots and hyphens"
  if (!Number.isSafeInteger(declared.version) || declared.version < 1) return "the version is a whole number from 1"
  const headers = Object.keys(declared.columns)
  if (headers.length === 0) return "there are no columns"
  const names = Object.entries(declared.columns).flatMap(([header, { also = [] }]) => [header, ...also])
  if (new Set(names.map(headerKey)).size < names.length) return "two headers read the same"
  const keys = Object.entries(declared.naturalKey)
  if (keys.length === 0) return "there is no natural key"
  for (const [kind, fields] of keys) if (fields === undefined || fields.length === 0) return `the natural key of ${kind} has no fields`
  for (const [field, header] of Object.entries(declared.fields ?? {})) {
    if (!headers.includes(header)) return `the field ${field} stands in a column that is not declared: ${header}`
  }
  for (const [header, column] of Object.entries(declared.columns)) {
    const words = wordsOf(column)
    if (new Set(words.map(Vietnamese.matchKey)).size < words.length) return `two words of ${header} read the same`
  }
  return undefined
}

const wordsOf = (column: Columns[string]): ReadonlyArray<string> => {
  if (column.type === "choice") return Object.keys(column.words)
  return column.type === "boolean" ? [...(column.yes ?? []), ...(column.no ?? [])] : []
}
