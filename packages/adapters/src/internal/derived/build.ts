/**
 * Brings the derived tables up to the journal's head, from where they are: page by page, each with its position in one transaction.
 *
 * What the pages say is what `Known` says: the same states, with the position that each was known from and until.
 */
import { randomUUID } from "node:crypto"
import { Fact, type Id, Journal } from "@chibo/core"
import { Effect, Result } from "effect"
import { corrupt } from "../stored.ts"
import { attendedIn, fieldsOf, subjectsOf } from "./aspects.ts"
import { type Database, type Dialect, item, type Query } from "./database.ts"
import { selectEntries, toSpanned } from "./entries.ts"
import { refold } from "./rolls.ts"
import { close, create, drop } from "./schema.ts"
import { isOf, stateOf } from "./state.ts"

// operations

/** Builds what is missing; from the start, where there is nothing, or what is there is of another version or another journal. */
export const refresh = <E>(database: Database<E>): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.gen(function* () {
    let [pages, total] = [0, 0]
    for (;;) {
      const { read, head } = yield* database.write(query => advance(database.dialect, query))
      pages += 1
      total += read
      const ended = read < pageSize
      // Statistics are wanted once there is something to plan for, and again when that has doubled.
      if (ended ? total >= worthPlanning : (pages & (pages - 1)) === 0) yield* analyze(database)
      if (ended) return head
      yield* database.pause
    }
  })

/** Drops the tables. Nothing else needs them. */
export const discard = <E>({ dialect, write }: Database<E>): Effect.Effect<void, Journal.JournalError> =>
  write(query =>
    Effect.andThen(
      query(dialect.lock),
      Effect.forEach(drop(dialect), sql => query(sql), { discard: true })
    )
  )

// internal

/** Records in one transaction: an append waits for about a quarter of a second of it. */
const pageSize = 2000
const worthPlanning = 1000

const analyze = <E>({ dialect, write }: Database<E>): Effect.Effect<void, Journal.JournalError> => {
  const { analyze: statement, table } = dialect
  if (statement === undefined) return Effect.void
  const names = ["derived_entry", "derived_subject", "derived_membership"]
  return write(query => Effect.forEach(names, name => query(statement(table(name))), { discard: true }))
}

const advance = Effect.fnUntraced(function* <E>(dialect: Dialect, query: Query<E>) {
  const { table, value } = dialect
  yield* query(dialect.lock)
  const state = yield* stateOf(dialect, query)
  const goesOn = state !== undefined && (yield* isOf(dialect, query, state))
  if (!goesOn) for (const sql of [...drop(dialect), ...create(dialect, randomUUID())]) yield* query(sql)
  const head = goesOn ? { position: state.position, digest: state.digest } : Journal.emptyHead
  const rows = yield* query(
    `select position, recorded_at, digest, open from ${table("record")} where position > cast(${value(1)} as bigint) order by position limit ${pageSize}`,
    head.position
  )
  const records = yield* Effect.fromResult(Result.all(rows.map(toRecord)))
  const last = records.at(-1)
  if (last === undefined) return { read: 0, head }
  yield* keep(dialect, query, records)
  yield* query(
    `update ${table("derived_state")} set position = cast(${value(1)} as bigint), digest = ${value(2)}`,
    last.position,
    last.digest
  )
  return { read: records.length, head: { position: last.position, digest: last.digest } }
})

interface Read {
  readonly position: Id.Position
  readonly recordedAt: string
  readonly digest: string
  readonly fact: Fact.Fact | Fact.Unread
}

/** Without the personal payload: nothing of it goes into these tables. */
const toRecord = ([at, recordedAt, digest, open]: ReadonlyArray<unknown>): Result.Result<Read, Journal.JournalError> => {
  const position = Number(at) as Id.Position // sound: stores count positions from 1
  return Result.mapBoth(Journal.factOf({ open: String(open) }), {
    onFailure: what => corrupt(position, what),
    onSuccess: fact => ({ position, recordedAt: String(recordedAt), digest: String(digest), fact })
  })
}

/** A state of a record that was opened in this page. */
interface Opened {
  readonly position: number
  readonly from: number
  until: number | undefined
  readonly state: "fact" | "unread" | "retracted"
  readonly recordedAt: string
  readonly correctedBy: number | undefined
  readonly fact: Fact.Plain | undefined
}

const keep = Effect.fnUntraced(function* <E>(dialect: Dialect, query: Query<E>, records: ReadonlyArray<Read>) {
  const { table, list, rows, value } = dialect
  const held = yield* heldStates(dialect, query, records)
  const { opened, closed } = fold(records, held)
  const moved = new Map<string, Set<number>>()
  const move = (member: string, at: number) => moved.set(member, (moved.get(member) ?? new Set()).add(at))
  if (closed.size > 0) {
    const named = yield* query(
      `select held.position, held.subject from ${list(1)} join ${table("derived_subject")} as held on held.position = cast(asked.item as bigint)
      where held.known_until is null and held.role = 'membership'`,
      JSON.stringify([...closed.keys()].map(String))
    )
    for (const [position, member] of named) move(String(member), closed.get(Number(position)) ?? 0)
    const ends = JSON.stringify([...closed])
    for (const name of ["derived_entry", "derived_subject", "derived_attendance"]) yield* query(close(dialect, name), ends)
  }
  for (const each of opened) {
    for (const { role, subject } of each.fact === undefined ? [] : subjectsOf(each.fact)) {
      if (role !== "membership") continue
      move(subject, each.from)
      if (each.until !== undefined) move(subject, each.until)
    }
  }
  yield* query(
    `insert into ${table("derived_entry")} (position, known_from, known_until, state, kind, on_day, corrected_by, recorded_at, fields)
    select ${item(0, "bigint")}, ${item(1, "bigint")}, ${item(2, "bigint")}, ${item(3, "text")}, ${item(4, "text")}, ${item(5, "text")}, ${item(6, "bigint")}, ${item(7, "text")}, ${item(8, "text")} from ${rows(1)}`,
    JSON.stringify(
      opened.map(each => [
        ...[each.position, each.from, each.until ?? null, each.state, each.fact?.kind ?? "", each.fact?.on ?? ""],
        ...[each.correctedBy ?? null, each.recordedAt, each.fact === undefined ? "{}" : fieldsOf(each.fact)]
      ])
    )
  )
  yield* query(
    `insert into ${table("derived_subject")} (subject, kind, on_day, position, known_from, known_until, role)
    select ${item(0, "text")}, ${item(1, "text")}, ${item(2, "text")}, ${item(3, "bigint")}, ${item(4, "bigint")}, ${item(5, "bigint")}, ${item(6, "text")} from ${rows(1)}`,
    JSON.stringify(
      opened.flatMap(({ fact, position, from, until }) =>
        fact === undefined
          ? []
          : subjectsOf(fact).map(({ role, subject }) => [subject, fact.kind, fact.on, position, from, until ?? null, role])
      )
    )
  )
  yield* query(
    `insert into ${table("derived_attendance")} (member, position, known_from, known_until, unit, on_day, attended_as)
    select ${item(0, "text")}, ${item(1, "bigint")}, ${item(2, "bigint")}, ${item(3, "bigint")}, ${item(4, "text")}, ${item(5, "text")}, ${item(6, "text")} from ${rows(1)}`,
    JSON.stringify(
      opened.flatMap(({ fact, position, from, until }) =>
        fact === undefined ? [] : attendedIn(fact).map(([member, unit, as]) => [member, position, from, until ?? null, unit, fact.on, as])
      )
    )
  )
  if (moved.size === 0) return
  const members = JSON.stringify([...moved.keys()])
  const first = records[0]?.position ?? 0
  const found = yield* query(
    selectEntries(
      dialect,
      `(select distinct held.position, held.known_from from ${list(1)} join ${table("derived_subject")} as held on held.subject = asked.item
      where held.role = 'membership' and (held.known_until is null or held.known_until >= cast(${value(2)} as bigint)))`
    ),
    members,
    first
  )
  const entries = yield* Effect.fromResult(Result.all(found.map(toSpanned)))
  const standing = yield* query(
    `select held.member, held.cell, held.valid_from, held.valid_until, held.known_from from ${list(1)}
    join ${table("derived_membership")} as held on held.member = asked.item where held.known_until is null`,
    members
  )
  const changes = refold(moved, entries, standing)
  yield* query(
    `update ${table("derived_membership")} as held set known_until = given.ends
    from (select ${item(0, "text")} as member, ${item(1, "text")} as starts, ${item(2, "bigint")} as ends from ${rows(1)}) as given
    where held.member = given.member and held.valid_from = given.starts and held.known_until is null`,
    JSON.stringify(changes.closed)
  )
  yield* query(
    `insert into ${table("derived_membership")} (member, cell, valid_from, valid_until, known_from, known_until)
    select ${item(0, "text")}, ${item(1, "text")}, ${item(2, "text")}, ${item(3, "text")}, ${item(4, "bigint")}, ${item(5, "bigint")} from ${rows(1)}`,
    JSON.stringify(changes.opened)
  )
})

const heldStates = <E>({ table, list }: Dialect, query: Query<E>, records: ReadonlyArray<Read>) => {
  const targets = records.flatMap(({ fact }) => (fact instanceof Fact.Unread ? [] : (targetOf(fact) ?? [])))
  return targets.length === 0
    ? Effect.succeed(new Map<number, string>())
    : Effect.map(
        query(
          `select held.position, held.recorded_at from ${list(1)} join ${table("derived_entry")} as held on held.position = cast(asked.item as bigint) where held.known_until is null`,
          JSON.stringify(targets.map(String))
        ),
        found => new Map(found.map(([position, recordedAt]) => [Number(position), String(recordedAt)]))
      )
}

const targetOf = (fact: Fact.Fact): number | undefined =>
  fact.kind === "correction.made" ? fact.corrects : fact.kind === "correction.retracted" ? fact.retracts : undefined

/** The states that a page opens, and the ends of those that stood before it. `held` is what stands of the targets, with its moment. */
const fold = (records: ReadonlyArray<Read>, held: ReadonlyMap<number, string>) => {
  const opened: Array<Opened> = []
  const current = new Map<number, Opened>()
  const closed = new Map<number, number>()
  const open = (state: Opened) => {
    const before = current.get(state.position)
    if (before !== undefined) before.until = state.from
    else if (held.has(state.position)) closed.set(state.position, state.from)
    current.set(state.position, state)
    opened.push(state)
  }
  for (const { position, recordedAt, fact } of records) {
    const own = { position, from: position, until: undefined, recordedAt, correctedBy: undefined }
    if (fact instanceof Fact.Unread) open({ ...own, state: "unread", fact: undefined })
    else if (fact.kind === "correction.made" || fact.kind === "correction.retracted") {
      const target = fact.kind === "correction.made" ? fact.corrects : fact.retracts
      const first = current.get(target)?.recordedAt ?? held.get(target)
      if (first === undefined) continue
      const changed = { ...own, position: target, recordedAt: first }
      open(
        fact.kind === "correction.made"
          ? { ...changed, state: "fact", correctedBy: position, fact: fact.replacement }
          : { ...changed, state: "retracted", fact: undefined }
      )
    } else if (fact.kind !== "personal.erased") open({ ...own, state: "fact", fact })
  }
  return { opened, closed }
}
