/**
 * Rows in PostgreSQL's tables. Lists go in as arrays, so that there is one statement for each shape of query, and one for an insertion.
 */
import type { Journal } from "@chibo/core"
import { PgTypes } from "@effect/sql-pg"
import { Effect, Result } from "effect"
import type { Newest } from "../internal/batch.ts"
import type { Rows } from "../internal/journal.ts"
import type { Stored, Tagged } from "../internal/stored.ts"
import type { Lookup } from "../internal/verify.ts"
import type { Run } from "./connection.ts"
import { failed, type Problem } from "./errors.ts"
import { keeps } from "./settings.ts"

// constructors

/** The tables as they are, for reading. `schema` is quoted. */
export const reader = (run: Run, schema: string): Rows<Problem> =>
  make(
    run,
    schema,
    Effect.map(run(`select position, digest, recorded_at, operation from ${schema}.head`), rows => toNewest(rows.at(0)))
  )

/**
 * Takes the lock that all writers take, and then gives the tables. What is read after it was committed by those who held it before; until it
 * is given back, by the end of the transaction, nobody else writes. Refuses where the server does not keep what it
 * acknowledges, or keeps more than that.
 */
export const locked = (run: Run, schema: string): Effect.Effect<Rows<Problem>, Problem> =>
  Effect.flatMap(run(`select position, digest, recorded_at, operation, ${keeps()} from ${schema}.head for update`), rows => {
    const row = rows.at(0)
    if (row?.[4] !== true) return Effect.fail(failed({ _tag: "StorageFailed" }, { keeps: row?.[4] }))
    let newest = toNewest(row)
    const tables = make(
      run,
      schema,
      Effect.sync(() => newest)
    )
    return Effect.succeed({
      ...tables,
      insert: records =>
        Effect.map(tables.insert(records), () => {
          newest = records.at(-1) ?? newest
        })
    })
  })

/** What the tables find records by. The head repeats the newest record, and the next one follows it. */
export const lookup = (run: Run, schema: string): Lookup<Problem> => ({
  tagged: (after, upTo) =>
    Effect.map(
      run(`select tag, position from ${schema}.tag where position > $1::bigint and position <= $2::bigint`, [String(after), String(upTo)]),
      rows => rows.map(row => ({ tag: String(row[0]), position: Number(row[1]) }))
    ),
  astray: Effect.map(run(selectAstray(schema)), rows => {
    const at = rows[0]?.[0]
    return at === null || at === undefined ? undefined : Number(at)
  })
})

// internal

/** One statement, so that it sees one moment: records outside of their operation's span, spans that do not end in their records, stray tags, the head. */
const selectAstray = (schema: string): string => `
  select min(at) from (
    select record.position as at from ${schema}.record left join ${schema}.operation on operation.operation = record.operation
      where first is null or record.position < first or record.position > last
    union all
    select first from ${schema}.operation
      where not exists (select from ${schema}.record where record.position = first and record.operation = operation.operation)
        or not exists (select from ${schema}.record where record.position = last and record.operation = operation.operation)
    union all
    select position from ${schema}.tag where position < 1 or position > (select coalesce(max(position), 0) from ${schema}.record)
    union all
    select position from ${schema}.head
      where position <> (select coalesce(max(position), 0) from ${schema}.record)
        or position > 0 and not exists (
          select from ${schema}.record where record.position = head.position and record.digest = head.digest
            and record.recorded_at = head.recorded_at and record.operation = head.operation
        )
  ) as found`

/** Records, and characters of texts, in one statement. */
const [mostRecords, mostText] = [5000, 8_000_000]

const make = (run: Run, schema: string, newest: Rows<Problem>["newest"]): Rows<Problem> => {
  const renewed = new Set<number>()
  return {
    newest,
    ofOperation: operation =>
      Effect.map(
        run(stored(schema, `${picked(schema, `operation = $1`)} cross join lateral ${recordAt(schema, "")} order by record.position`), [
          operation
        ]),
        rows => rows.map(toStored)
      ),
    known: operations =>
      Effect.map(run(`select operation from ${schema}.operation where operation = any($1::text[])`, [texts(operations)]), rows =>
        rows.map(row => String(row[0]))
      ),
    used: (tags, since) =>
      Effect.map(
        run(`select tag, position from ${schema}.tag where tag = any($1::text[]) and position > $2::bigint`, [asked(tags), String(since)]),
        rows => rows.map(row => ({ tag: String(row[0]), position: Number(row[1]) }))
      ),
    digests: positions =>
      Effect.map(
        run(`select position, digest from ${schema}.record where position = any($1::bigint[])`, [numbers(positions)]),
        rows => new Map(rows.map(row => [Number(row[0]), String(row[1])]))
      ),
    page: (query, after, upTo, limit) => Effect.map(run(...pageOf(schema, query, after, upTo, limit)), rows => rows.map(toStored)),
    insert: records => Effect.forEach(parts(records), part => insert(run, schema, part), { discard: true }),
    forget: (person, before) => forget(run, schema, renewed, person, before)
  }
}

/**
 * Selects from records, each with its payload. `offset 0` keeps the planner from turning the search of payloads round: it would read all of
 * them for a page of records where it has no statistics yet, as after a large import.
 */
const stored = (schema: string, records: string): string =>
  `select record.position, operation, recorded_at, recorded_by, source, kind, on_day, open, record.person, commitment, salt, payload, digest
  from (select record.* from ${records}) as record left join lateral (
    select salt, payload from ${schema}.personal
    where personal.person = record.person and personal.position = record.position and record.commitment is not null offset 0
  ) as personal on true order by record.position`

/** The record at a position that was picked. */
const recordAt = (schema: string, conditions: string): string =>
  `(select * from ${schema}.record where record.position = picked.position${conditions} offset 0) as record`

/** The positions of operations. */
const picked = (schema: string, condition: string): string =>
  `(select position from ${schema}.operation cross join lateral generate_series(first, last) as at (position) where ${condition} offset 0) as picked`

/** A page's statement and values. Tags and operations are looked up first, as few records have them. */
const pageOf = (
  schema: string,
  { kinds, tags, operations }: Journal.Query,
  after: number,
  upTo: number,
  limit: number
): readonly [sql: string, values: ReadonlyArray<unknown>] => {
  const values: Array<unknown> = [String(after), String(upTo), String(limit)]
  const list = (texts: ReadonlyArray<string>) => `any($${values.push(asked(texts))}::text[])`
  const range = "position > $1::bigint and position <= $2::bigint"
  const page = "order by record.position limit $3::bigint"
  const kind = kinds === undefined ? "" : ` and kind = ${list(kinds.map(escaped))}`
  if (operations !== undefined) {
    const source = picked(schema, `operation = ${list(operations)} and ${range}`)
    const tagged =
      tags === undefined ? "" : ` and exists (select from ${schema}.tag where tag.position = picked.position and tag = ${list(tags)})`
    return [stored(schema, `${source} cross join lateral ${recordAt(schema, kind + tagged)} ${page}`), values]
  }
  if (tags === undefined) return [stored(schema, `${schema}.record where ${range}${kind} ${page}`), values]
  const source = `(select distinct position from ${schema}.tag where tag = ${list(tags)} and ${range} ${kind === "" ? "order by position limit $3::bigint" : "offset 0"}) as picked`
  return [stored(schema, `${source} cross join lateral ${recordAt(schema, kind)} ${page}`), values]
}

/** In the order of `selectStored`. */
const toStored = (row: ReadonlyArray<unknown>): Stored => ({
  position: Number(row[0]),
  operation: String(row[1]),
  recordedAt: String(row[2]),
  recordedBy: unescaped(String(row[3])),
  source: unescaped(String(row[4])),
  kind: unescaped(String(row[5])),
  on: unescaped(String(row[6])),
  open: String(row[7]),
  person: textOf(row[8]),
  commitment: textOf(row[9]),
  salt: textOf(row[10]),
  payload: textOf(row[11]),
  digest: String(row[12])
})

const toNewest = (row: ReadonlyArray<unknown> | undefined): Newest | undefined =>
  row === undefined || Number(row[0]) === 0
    ? undefined
    : { position: Number(row[0]), digest: String(row[1]), recordedAt: String(row[2]), operation: String(row[3]) }

const insert = (run: Run, schema: string, records: ReadonlyArray<Tagged>): Effect.Effect<void, Problem> => {
  const newest = records.at(-1)
  if (newest === undefined) return Effect.void
  const spans = [...spansOf(records)]
  const tags = records.flatMap(({ position, tags }) => tags.map(tag => ({ tag, position })))
  const whole = records.filter(({ salt }) => salt !== null)
  return Effect.asVoid(
    run(
      `with operations as (
        insert into ${schema}.operation (operation, first, last) select * from unnest($1::text[], $2::bigint[], $3::bigint[])
        on conflict (operation) do update set last = excluded.last
      ), records as (
        insert into ${schema}.record (position, operation, recorded_at, recorded_by, source, kind, on_day, open, person, commitment, digest)
        select * from unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
      ), payloads as (
        insert into ${schema}.personal (person, position, salt, payload) select * from unnest($15::text[], $16::bigint[], $17::text[], $18::text[])
      ), tags as (
        insert into ${schema}.tag (tag, position) select * from unnest($19::text[], $20::bigint[])
      )
      update ${schema}.head set position = $21::bigint, digest = $22, recorded_at = $23, operation = $24`,
      [
        texts(spans.map(([operation]) => operation)),
        numbers(spans.map(([, { first }]) => first)),
        numbers(spans.map(([, { last }]) => last)),
        numbers(records.map(({ position }) => position)),
        texts(records.map(({ operation }) => operation)),
        texts(records.map(({ recordedAt }) => recordedAt)),
        texts(records.map(({ recordedBy }) => escaped(recordedBy))),
        texts(records.map(({ source }) => escaped(source))),
        texts(records.map(({ kind }) => escaped(kind))),
        texts(records.map(({ on }) => escaped(on))),
        texts(records.map(({ open }) => open)),
        texts(records.map(({ person }) => person)),
        texts(records.map(({ commitment }) => commitment)),
        texts(records.map(({ digest }) => digest)),
        texts(whole.map(({ person }) => person)),
        numbers(whole.map(({ position }) => position)),
        texts(whole.map(({ salt }) => salt)),
        texts(whole.map(({ payload }) => payload)),
        texts(tags.map(({ tag }) => tag)),
        numbers(tags.map(({ position }) => position)),
        String(newest.position),
        newest.digest,
        newest.recordedAt,
        newest.operation
      ]
    )
  )
}

/**
 * Deleted rows stay in their pages, emptied ones in the page's gaps, and so do those of a batch that failed; so what stays is written anew, into a
 * file of its own, where the person has no row too. A part that was written anew before in the same transaction holds none of that.
 */
const forget = (run: Run, schema: string, renewed: Set<number>, person: string, before: number): Effect.Effect<void, Problem> =>
  Effect.gen(function* () {
    const condition = "person = $1 and position < $2::bigint"
    const [[found, exists] = []] = yield* run(
      `select part, exists (select from ${schema}.personal where ${condition}) from generate_series(0, 15) as part
      where satisfies_hash_partition('${schema.replaceAll("'", "''")}.personal'::regclass, 16, part, $1)`,
      [person, String(before)]
    )
    const number = Number(found)
    if (exists !== true && renewed.has(number)) return
    renewed.add(number)
    const part = `${schema}.personal_${number}`
    yield* run("create temporary table chibo_kept (person text, position bigint, salt text, payload text) on commit drop")
    yield* run(`lock table ${part} in access exclusive mode`)
    yield* run(`insert into pg_temp.chibo_kept select person, position, salt, payload from ${part} where not (${condition})`, [
      person,
      String(before)
    ])
    yield* run(`truncate ${part}`)
    yield* run(`insert into ${part} (person, position, salt, payload) select person, position, salt, payload from pg_temp.chibo_kept`)
    yield* run("drop table pg_temp.chibo_kept")
  })

/** Where each operation starts and ends among the records. */
const spansOf = (records: ReadonlyArray<Tagged>): ReadonlyMap<string, { readonly first: number; readonly last: number }> => {
  const spans = new Map<string, { readonly first: number; readonly last: number }>()
  for (const { operation, position } of records) spans.set(operation, { first: spans.get(operation)?.first ?? position, last: position })
  return spans
}

const parts = (records: ReadonlyArray<Tagged>): ReadonlyArray<ReadonlyArray<Tagged>> => {
  const found: Array<Array<Tagged>> = []
  let text = 0
  for (const record of records) {
    const size = record.open.length + (record.payload?.length ?? 0) + record.source.length + record.recordedBy.length
    const part = found.at(-1)
    if (part !== undefined && part.length < mostRecords && text + size <= mostText) part.push(record)
    else {
      found.push([record])
      text = 0
    }
    text += size
  }
  return found
}

/** PostgreSQL keeps every character but U+0000, which stands as `\0`, and the backslash therefore as two. Ids and JSON have none. */
const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll("\u0000", "\\0")

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, mark) => (mark === "0" ? "\u0000" : mark))

/** A text with U+0000 is nowhere to be found. */
const asked = (values: ReadonlyArray<string>) => texts(values.filter(text => !text.includes("\u0000")))

// sound: arrays of text and of whole numbers are among the driver's own types
const texts = (values: ReadonlyArray<string | null>): unknown => Result.getOrThrow(PgTypes.array(values, PgTypes.OID.text))
const numbers = (values: ReadonlyArray<number>): unknown => Result.getOrThrow(PgTypes.array(values.map(BigInt), PgTypes.OID.int8))

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null)
