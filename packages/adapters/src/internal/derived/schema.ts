/**
 * The derived tables: rebuilt from the journal at any time, and nothing that the journal itself needs. No personal payload stands in them.
 *
 * A row holds for what was known from `known_from` (a position, included) until `known_until` (excluded; none where it still holds). Rows are
 * never changed but for `known_until`. A change of these tables is a new `version`, which has them built anew.
 */
import { type Dialect, item } from "./database.ts"

/** Tables of another version are dropped and built anew. */
export const version = 2

/** The tables; views stand upon them. */
export const tables = ["derived_state", "derived_entry", "derived_subject", "derived_membership", "derived_attendance"]
const views = ["derived_members_of_today", "derived_attendance_by_year"]

/** The statements that make them; `built` is a text that no other build of them has. */
export const create = (dialect: Dialect, built: string): ReadonlyArray<string> => {
  const { options, text, table, today } = dialect
  const known = "known_from bigint not null, known_until bigint"
  const integers = (sql: string) => (options === "" ? sql : sql.replaceAll("bigint", "integer"))
  return [
    `create table ${table("derived_state")} (only_one bigint primary key check (only_one = 1), version bigint not null, position bigint not null, digest ${text} not null, built ${text} not null)`,
    `insert into ${table("derived_state")} values (1, ${version}, 0, '', '${built}')`,
    `create table ${table("derived_entry")} (
      position bigint not null, ${known}, state ${text} not null, kind ${text} not null, on_day ${text} not null,
      corrected_by bigint, recorded_at ${text} not null, fields ${text} not null,
      primary key (position, known_from))`,
    `create index derived_entry_kind on ${table("derived_entry")} (kind, on_day, position)`,
    `create table ${table("derived_subject")} (
      subject ${text} not null, kind ${text} not null, on_day ${text} not null, position bigint not null, ${known}, role ${text} not null,
      primary key (subject, kind, on_day, position, known_from, role))`,
    `create index derived_subject_position on ${table("derived_subject")} (position)`,
    `create index derived_subject_case on ${table("derived_subject")} (role, subject) where role in ('exemption', 'assignment', 'transfer')`,
    `create table ${table("derived_membership")} (
      member ${text} not null, cell ${text} not null, valid_from ${text} not null, valid_until ${text}, ${known},
      primary key (member, valid_from, known_from))`,
    `create index derived_membership_cell on ${table("derived_membership")} (cell, member)`,
    `create table ${table("derived_attendance")} (
      member ${text} not null, position bigint not null, ${known}, unit ${text} not null, on_day ${text} not null, attended_as ${text} not null,
      primary key (member, position, known_from))`,
    `create index derived_attendance_position on ${table("derived_attendance")} (position)`
  ]
    .map(sql => integers(sql.startsWith("create table") ? `${sql} ${options}` : sql))
    .concat([
      `create view ${table("derived_members_of_today")} as select member, cell, valid_from, valid_until, known_from
        from ${table("derived_membership")} where known_until is null and valid_from <= ${today} and (valid_until is null or valid_until > ${today})`,
      `create view ${table("derived_attendance_by_year")} as select member, substr(on_day, 1, 4) as year, attended_as, count(*) as meetings
        from ${table("derived_attendance")} where known_until is null group by member, substr(on_day, 1, 4), attended_as`
    ])
}

/** The statements that drop them. */
export const drop = ({ table }: Dialect): ReadonlyArray<string> => [
  ...views.map(name => `drop view if exists ${table(name)}`),
  ...tables.map(name => `drop table if exists ${table(name)}`)
]

/** Ends what a table says of positions: the value is rows of position, end. */
export const close = ({ table, rows }: Dialect, name: string): string =>
  `update ${table(name)} as held set known_until = given.ends
  from (select ${item(0, "bigint")} as position, ${item(1, "bigint")} as ends from ${rows(1)}) as given
  where held.position = given.position and held.known_until is null`
