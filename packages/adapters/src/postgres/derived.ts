/**
 * Derived tables in the journal's own schema, apart from its tables by their names.
 */
import { Effect } from "effect"
import type { Database, Dialect, Query } from "../internal/derived/database.ts"
import type { Connection, Run } from "./connection.ts"
import type { Problem } from "./errors.ts"

/** The schema, quoted, as the derived tables need it. */
export const databaseOf = ({ read, write }: Connection, schema: string): Database<Problem> => {
  const queryOf =
    (run: Run): Query<Problem> =>
    (sql, ...values) =>
      run(sql, values.map(String))
  return {
    dialect: dialectOf(schema),
    query: (sql, ...values) => read(run => queryOf(run)(sql, ...values)),
    write: body => write(undefined, run => body(queryOf(run))),
    // who records here waits for nothing that building holds
    pause: Effect.void
  }
}

// internal

const dialectOf = (schema: string): Dialect => {
  const name = `'${schema.replaceAll("'", "''")}'`
  return {
    value: n => `$${n}`,
    rows: n => `json_array_elements($${n}::json) as listed (item)`,
    list: n =>
      `(select ordinality - 1 as at, item from json_array_elements_text($${n}::json) with ordinality as listed (item, ordinality)) as asked`,
    table: table => `${schema}.${table}`,
    // as the journal does: without statistics the planner would read all payloads
    personal: `left join lateral (
      select payload from ${schema}.personal
      where personal.person = record.person and personal.position = record.position and record.commitment is not null offset 0
    ) as personal on true`,
    json: text => `cast(${text} as json)`,
    today: "to_char(current_date, 'YYYY-MM-DD')",
    options: "",
    text: 'text collate "C"',
    lock: `select pg_advisory_xact_lock(hashtextextended('chibo derived ' || ${name}, 7366))`,
    there: `select count(*) from pg_class where relnamespace = to_regnamespace(${name}) and relkind = 'r' and relname in (select json_array_elements_text($1::json))`,
    analyze: table => `analyze ${table}`
  }
}
