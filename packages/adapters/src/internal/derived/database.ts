/**
 * A database as the derived tables need it: statements in the SQL that SQLite and PostgreSQL share, and the few words in which they differ.
 *
 * Lists go in as one JSON text, so that there is one statement for each shape of question, however long the list.
 */
import type { Journal } from "@chibo/core"
import type { Effect } from "effect"

// model

/** Values are numbered from 1 in the text: see `Dialect.value`. */
export type Query<E> = (sql: string, ...values: ReadonlyArray<string | number>) => Effect.Effect<ReadonlyArray<ReadonlyArray<unknown>>, E>

/** What the two call differently. */
export interface Dialect {
  /** The n-th value, from 1. */
  readonly value: (n: number) => string
  /** The n-th value, a list of lists as JSON, as rows `item`. */
  readonly rows: (n: number) => string
  /** The n-th value, a list of texts as JSON, as rows `at` (its place, from 0) and `item`. */
  readonly list: (n: number) => string
  /** A table or view by its name. */
  readonly table: (name: string) => string
  /** Joins the personal payload, where there is one, to `record`. */
  readonly personal: string
  /** A JSON text as JSON. */
  readonly json: (text: string) => string
  readonly today: string
  /** What stands behind the columns of a table. */
  readonly options: string
  /** The type of texts, compared by their bytes. */
  readonly text: string
  /** Keeps others from building meanwhile, until the transaction ends. */
  readonly lock: string
  /** Asks how many tables are there; the one value is a list of their names, as JSON. */
  readonly there: string
  /** What gathers statistics of a table, where plans depend on them. */
  readonly analyze: ((table: string) => string) | undefined
}

/** `E` is what the driver says. */
export interface Database<E = never> {
  readonly dialect: Dialect
  readonly query: Query<Journal.JournalError>
  /** A transaction: all or nothing. */
  readonly write: <A>(body: (query: Query<E>) => Effect.Effect<A, Journal.JournalError | E>) => Effect.Effect<A, Journal.JournalError>
  /** Between two transactions of a long run: as long as those who wait to record may need to see that it is their turn. */
  readonly pause: Effect.Effect<void>
}

// operations

/** That a row of `alias` was known at the n-th value. */
export const knownAt = ({ value }: Dialect, alias: string, n: number): string =>
  `${alias}.known_from <= cast(${value(n)} as bigint) and (${alias}.known_until is null or ${alias}.known_until > cast(${value(n)} as bigint))`

/** A column of a row that came in as JSON. */
export const item = (place: number, type: "bigint" | "text"): string => `cast(item ->> ${place} as ${type})`
