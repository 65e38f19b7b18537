/**
 * Rows in SQLite's tables. Lists go in as JSON, so that there is one statement for each shape of query.
 */
import type { SQLOutputValue } from "node:sqlite"
import { Effect } from "effect"
import type { Rows } from "../internal/journal.ts"
import type { Stored, Tagged } from "../internal/stored.ts"
import type { Lookup } from "../internal/verify.ts"
import type { Connection } from "./connection.ts"
import { anew } from "./schema.ts"

/** The tables of a connection. */
export const makeRows = ({ all, run }: Connection): Rows => ({
  newest: Effect.sync(() => all(`${selectStored} order by record.position desc limit 1`).map(toStored).at(0)),
  ofOperation: operation =>
    Effect.sync(() =>
      all(
        `${selectStored} join operation on record.position between first and last where operation.operation = ? order by record.position`,
        operation
      ).map(toStored)
    ),
  known: operations =>
    Effect.sync(() =>
      all("select operation from operation where operation in (select value from json_each(?))", JSON.stringify(operations)).map(row =>
        String(row[0])
      )
    ),
  used: (tags, since) =>
    Effect.sync(() =>
      all("select tag, position from tag where tag in (select value from json_each(?)) and position > ?", JSON.stringify(tags), since).map(
        ([tag, position]) => ({ tag: String(tag), position: Number(position) })
      )
    ),
  digests: positions =>
    Effect.sync(
      () =>
        new Map(
          all("select position, digest from record where position in (select value from json_each(?))", JSON.stringify(positions)).map(
            ([position, digest]) => [Number(position), String(digest)]
          )
        )
    ),
  page: ({ kinds, tags, operations }, after, upTo, limit) =>
    Effect.sync(() => {
      const filters = [
        [kinds, "record.kind in (select value from json_each(?))"],
        [tags, "record.position in (select position from tag where tag in (select value from json_each(?)))"],
        [
          operations,
          "record.position in (select named.position from operation join record as named on named.position between first and last where operation.operation in (select value from json_each(?)))"
        ]
      ] as const
      const asked = filters.filter(([values]) => values !== undefined)
      const where = ["record.position > ?", "record.position <= ?", ...asked.map(([, condition]) => condition)].join(" and ")
      const lists = asked.map(([values]) => JSON.stringify(values))
      return all(`${selectStored} where ${where} order by record.position limit ?`, after, upTo, ...lists, limit).map(toStored)
    }),
  insert: records => Effect.sync(() => insert(run, records)),
  forget: (person, before) =>
    Effect.sync(() => {
      if (all(`select 1 from personal where ${ofPerson} limit 1`, person, before).length === 0) return
      for (const statement of anew(ofPerson)) run(statement, ...(statement.includes("?") ? [person, before] : []))
    })
})

/** What the tables of a connection find records by. */
export const makeLookup = ({ all }: Connection): Lookup => ({
  tagged: (after, upTo) =>
    Effect.sync(() =>
      all("select tag, position from tag where position > ? and position <= ?", after, upTo).map(([tag, position]) => ({
        tag: String(tag),
        position: Number(position)
      }))
    ),
  astray: Effect.sync(() => {
    const at = all(selectAstray)[0]?.[0]
    return at === null || at === undefined ? undefined : Number(at)
  })
})

// internal

/** One statement, so that it sees one moment: records outside of their operation's span, spans that do not end in their records, stray tags. */
const selectAstray = `
  select min(at) from (
    select record.position as at from record left join operation on operation.operation = record.operation
      where first is null or record.position < first or record.position > last
    union all
    select first from operation
      where not exists (select 1 from record where record.position = first and record.operation = operation.operation)
        or not exists (select 1 from record where record.position = last and record.operation = operation.operation)
    union all
    select position from tag where position < 1 or position > (select coalesce(max(position), 0) from record)
  )`

const ofPerson = "position in (select position from record where person = ? and position < ?)"

const insert = (run: Connection["run"], records: ReadonlyArray<Tagged>): void => {
  // the newest position of each operation, as later entries win
  const last = new Map(records.map(record => [record.operation, record.position]))
  for (const record of records) {
    const { position, operation, recordedAt, recordedBy, source, kind, on, open, person, commitment, salt, payload, digest } = record
    const end = last.get(operation)
    if (end !== undefined)
      run("insert into operation values (?, ?, ?) on conflict do update set last = excluded.last", operation, position, end)
    last.delete(operation)
    run(
      "insert into record values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[position, operation, recordedAt, recordedBy, source, kind, on, open, person, commitment, digest]
    )
    if (salt !== null) run("insert into personal values (?, ?, ?)", position, salt, payload)
    for (const tag of record.tags) run("insert into tag values (?, ?)", tag, position)
  }
}

const selectStored =
  "select record.position, record.operation, recorded_at, recorded_by, source, kind, on_day, open, person, commitment, salt, payload, digest from record left join personal on personal.position = record.position"

/** In the order of `selectStored`. */
const toStored = (row: ReadonlyArray<SQLOutputValue>): Stored => ({
  position: Number(row[0]),
  operation: String(row[1]),
  recordedAt: String(row[2]),
  recordedBy: String(row[3]),
  source: String(row[4]),
  kind: String(row[5]),
  on: String(row[6]),
  open: String(row[7]),
  person: textOf(row[8]),
  commitment: textOf(row[9]),
  salt: textOf(row[10]),
  payload: textOf(row[11]),
  digest: String(row[12])
})

const textOf = (value: SQLOutputValue | undefined): string | null => (typeof value === "string" ? value : null)
