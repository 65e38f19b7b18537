/**
 * Aggregates, counted by the database: one statement for a measure of all subjects of a batch. Of few subjects the facts are listed once, and
 * counted here for each day.
 */
import type { Id, Journal, PlainDate } from "@chibo/core"
import { Measure } from "@chibo/rules"
import { Effect } from "effect"
import { type Database, type Dialect, knownAt } from "./database.ts"
import { few, recent } from "./recent.ts"
import type { Steady } from "./state.ts"

// model

/** How many facts of a subject fall into the window, and their positions in order. */
export interface Counted {
  readonly count: number
  readonly positions: ReadonlyArray<Id.Position>
}

/** Counts what an aggregate says, for each subject. */
export type Count = (
  of: Measure.Aggregate,
  subjects: ReadonlyArray<string>,
  on: PlainDate.PlainDate
) => Effect.Effect<ReadonlyArray<Counted>, Journal.JournalError>

// constructors

/** Counts as known at a head. */
export const counting = <E>({ dialect, query }: Database<E>, head: Journal.Head, steady: Steady): Count => {
  const listed = recent<ReadonlyArray<ReadonlyArray<unknown>>>(256)
  return (of, subjects, on) => {
    const from = Measure.startOf(of.window, on)
    const { sql, values } = concerning(dialect, of, subjects, head)
    if (subjects.length <= few)
      return Effect.map(
        listed(
          JSON.stringify([of.kind, of.where ?? [], subjects]),
          steady(query(`select at, position, on_day from (${sql("")}) as listed order by on_day, position`, ...values))
        ),
        rows => {
          const counted = subjects.map((): Array<Id.Position> => [])
          for (const [at, position, day] of rows)
            if (String(day) <= on && String(day) >= (from ?? "")) counted[Number(at)]?.push(Number(position) as Id.Position) // sound: of the journal
          return counted.map(positions => ({ count: positions.length, positions }))
        }
      )
    const [first, last] = [dialect.value(values.push(from ?? "")), dialect.value(values.push(on))]
    const counts = `select at, count(*), string_agg(cast(position as text), ',' order by on_day, position)
      from (${sql(`and held.on_day >= ${first} and held.on_day <= ${last}`)}) as counted group by at`
    return Effect.map(steady(query(counts, ...values)), rows => {
      const counted: Array<Counted> = subjects.map(() => ({ count: 0, positions: [] }))
      for (const [at, count, positions] of rows) counted[Number(at)] = { count: Number(count), positions: positionsIn(String(positions)) }
      return counted
    })
  }
}

/** That a row of subjects is about its subject as `Register.entriesOf` has it: a member or a unit; only where it is neither, a case. */
export const isAbout = (dialect: Dialect, alias: string, n: number): string =>
  `${alias}.role not in ('membership', 'details', 'named') and (${alias}.role in ('member', 'unit') or not exists (
    select 1 from ${dialect.table("derived_subject")} as other
    where other.subject = ${alias}.subject and other.role in ('member', 'unit') and ${knownAt(dialect, "other", n)}))`

// internal

/** The facts that an aggregate counts, on whatever day: the place of the subject, the position and the day. */
const concerning = (dialect: Dialect, of: Measure.Aggregate, subjects: ReadonlyArray<string>, head: Journal.Head) => {
  const { table, value, list, json } = dialect
  const values: Array<string | number> = [JSON.stringify(subjects), head.position, of.kind]
  const conditions = (of.where ?? []).map(({ field, in: allowed }) => {
    if (!/^[A-Za-z]\w*$/.test(field)) return "1 = 0" // no fact has such a field
    const wanted = list(values.push(JSON.stringify(allowed.map(each => JSON.stringify(each)))))
    return `${json("entry.fields")} ->> '${field}' in (select item from ${wanted})`
  })
  const entry =
    conditions.length === 0
      ? ""
      : `and exists (select 1 from ${table("derived_entry")} as entry where entry.position = held.position and entry.known_from = held.known_from and ${conditions.join(" and ")})`
  const sql = (within: string) =>
    `select distinct asked.at, held.position, held.on_day from ${list(1)} cross join ${table("derived_subject")} as held
    where held.subject = asked.item and held.kind = ${value(3)} ${within} and ${knownAt(dialect, "held", 2)} and ${isAbout(dialect, "held", 2)} ${entry}`
  return { sql, values }
}

const positionsIn = (joined: string): ReadonlyArray<Id.Position> => joined.split(",").map(position => Number(position) as Id.Position) // sound: positions as the database joined them
