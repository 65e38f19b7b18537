/**
 * The tables, and the steps by which a file comes to have them.
 */

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
  `
]
