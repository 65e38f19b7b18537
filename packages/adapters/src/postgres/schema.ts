/**
 * The tables, and the steps by which a schema comes to have them.
 *
 * Texts are compared by their bytes (`"C"`), whatever the database's collation is and however its system's locale changes. Personal payloads
 * stand in tables of their own, a sixteenth of the people each, for an erasure writes anew the one that the person is in; the planner takes
 * no samples of them, which would outlive it.
 */

/** A name as SQL wants it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Tells whether a name can be that of a schema: PostgreSQL cuts longer ones, and two journals would be one. */
export const isName = (name: string): boolean =>
  name !== "" && Buffer.byteLength(name) <= 63 && !name.includes("\u0000") && !/^pg_/.test(name) && !/\p{Surrogate}/u.test(name)

/**
 * The statements of each version's step, for a quoted schema, the first leading from nothing to version 1. A released step is never changed.
 */
export const migrations: ReadonlyArray<(schema: string) => ReadonlyArray<string>> = [
  schema => [
    `create table ${schema}.head (
      only_one boolean primary key default true check (only_one),
      position bigint not null,
      digest text collate "C" not null,
      recorded_at text collate "C" not null,
      operation text collate "C" not null
    ) with (fillfactor = 10)`,
    `insert into ${schema}.head (position, digest, recorded_at, operation) values (0, '', '', '')`,

    `create table ${schema}.operation (
      operation text collate "C" primary key,
      first bigint not null,
      last bigint not null
    )`,

    `create table ${schema}.record (
      position bigint primary key,
      operation text collate "C" not null,
      recorded_at text collate "C" not null,
      recorded_by text collate "C" not null,
      source text collate "C" not null,
      kind text collate "C" not null,
      on_day text collate "C" not null,
      open text collate "C" not null,
      person text collate "C",
      commitment text collate "C",
      digest text collate "C" not null
    )`,
    `create index record_kind on ${schema}.record (kind, position)`,

    `create table ${schema}.personal (
      person text collate "C" not null,
      position bigint not null,
      salt text collate "C" not null,
      payload text collate "C" not null,
      primary key (person, position)
    ) partition by hash (person)`,
    ...Array.from(
      { length: 16 },
      (_, part) => `create table ${schema}.personal_${part} partition of ${schema}.personal for values with (modulus 16, remainder ${part})`
    ),
    `alter table ${schema}.personal alter column salt set statistics 0, alter column payload set statistics 0`,

    `create table ${schema}.tag (
      tag text collate "C" not null,
      position bigint not null,
      primary key (tag, position)
    )`
  ]
]
