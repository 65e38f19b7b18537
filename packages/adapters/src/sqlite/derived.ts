/**
 * Derived tables in the journal's own file, apart from its tables by their names.
 */
import { setTimeout } from "node:timers/promises"
import { Id } from "@chibo/core"
import { Effect } from "effect"
import type { Database, Dialect, Query } from "../internal/derived/database.ts"
import { atOnce } from "../internal/journal.ts"
import type { Connection } from "./connection.ts"

/** The file as the derived tables need it. */
export const databaseOf = ({ all, read, write }: Connection): Database => {
  const query: Query<never> = (sql, ...values) => Effect.sync(() => all(sql, ...values))
  // Rows come in the order of the journal and go into the order of names: a small cache would write each page again and again.
  read(() => all(`pragma cache_size = -${cacheKilobytes}`))
  return {
    dialect,
    query: (sql, ...values) => Effect.suspend(() => Effect.fromResult(read(() => all(sql, ...values)))),
    write: body => Effect.suspend(() => Effect.fromResult(write(operation, () => atOnce(body(query))))),
    pause: Effect.promise(() => setTimeout(pauseMillis))
  }
}

// internal

const cacheKilobytes = 65_536

/** Who waits for SQLite's lock looks for it every 100 ms; nothing puts waiters in a row. */
const pauseMillis = 120

/** Names the transaction where its end is not known; nothing is recorded under it. */
const operation = Id.OperationId.make("derived-tables")

const dialect: Dialect = {
  value: n => `?${n}`,
  rows: n => `(select value as item from json_each(?${n})) as listed`,
  list: n => `(select key as at, value as item from json_each(?${n})) as asked`,
  table: name => name,
  personal: "left join personal on personal.position = record.position",
  json: text => text,
  today: "date('now', 'localtime')",
  options: "strict, without rowid",
  text: "text",
  lock: "select 1",
  there: "select count(*) from sqlite_master where type = 'table' and name in (select value from json_each(?1))",
  analyze: undefined
}
