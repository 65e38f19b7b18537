/**
 * The tables, and the steps by which a file comes to have them.
 */

/**
 * Writes payloads and salts anew, without those that a condition names, into pages of their own; the old ones are overwritten with zeros.
 *
 * Deleting rows is not enough. Where SQLite moves a row to a neighbouring page, as it does when pages have become emptier, a copy of its bytes
 * may stay in the gap of the page that it came from, and `secure_delete` overwrites only where the row stands at last. Rows that are added at
 * the end, as here, are never moved.
 */
export const anew = (forgotten?: string): ReadonlyArray<string> => [
  `create table personal_kept as select position, salt, payload from personal${forgotten === undefined ? "" : ` where not (${forgotten})`}`,
  "delete from personal",
  "insert into personal select position, salt, payload from personal_kept order by position",
  "drop table personal_kept"
]

/**
 * One step for each schema version, the first leading from an empty file to version 1. A released step is never changed.
 */
export const migrations: ReadonlyArray<string> = [
  `
  create table operation (
    operation text primary key,
    first integer not null,
    last integer not null
  ) strict, without rowid;

  create table record (
    position integer primary key,
    operation text not null references operation,
    recorded_at text not null,
    recorded_by text not null,
    source text not null,
    kind text not null,
    on_day text not null,
    open text not null,
    person text,
    commitment text,
    digest text not null
  ) strict;
  create index record_kind on record (kind);
  create index record_person on record (person) where person is not null;

  create table personal (
    position integer primary key references record,
    salt text not null,
    payload text not null
  ) strict;

  create table tag (
    tag text not null,
    position integer not null references record,
    primary key (tag, position)
  ) strict, without rowid;
  `,
  // What earlier releases left of erased payloads in the gaps of pages goes.
  anew().join(";\n")
]
