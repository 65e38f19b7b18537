/**
 * What a server may still hold of what was erased, once the tables are clean, and the steps by which it comes to hold nothing.
 *
 * The log of changes keeps each payload that was inserted until its segment is removed. A segment that is not needed any more is by default
 * kept under the name of one to come, with its old bytes, until it is written over. So this writes the log on past all such names, and has
 * the server give up what came before. What it cannot make go, or cannot look into, it names.
 */
import { Effect } from "effect"
import type { Run } from "./connection.ts"
import { failed, type Problem } from "./errors.ts"

// model

/**
 * Something that may hold erased payloads, by its names, and what to do about it.
 *
 * - `Log`: segments of the log of changes, or other files beside them.
 * - `Slot`: replication slots for which the server keeps the log.
 * - `Archive`: copies of the log, made by the server's `archive_command` or library.
 * - `Standby`: servers and programs that are sent the log.
 * - `File`: files of tables that a crash left behind, and temporary ones.
 *
 * @since 0.2.0
 */
export interface Retained {
  readonly _tag: "Log" | "Slot" | "Archive" | "Standby" | "File"
  readonly names: ReadonlyArray<string>
  readonly remedy: string
}

/**
 * What was found: the newest segment of the log that may hold what was inserted before the question, and all that may still hold something. Where
 * nothing is named, no file in the server's data directory has a byte of what was erased before.
 *
 * @since 0.2.0
 */
export interface Retention {
  readonly newestSegment: string
  readonly retained: ReadonlyArray<Retained>
}

/** Bytes of the log that are written at most, unless told: twice what a server keeps of it as it comes (`max_wal_size`). */
export const mostLog = 2 ** 31

// operations

/** Does the steps and looks. Writes at most so many bytes to the log. Refuses a standby, and a role that may not look everywhere. */
export const scrub = (run: Run, most: number): Effect.Effect<Retention, Problem> =>
  Effect.gen(function* () {
    const missing = yield* missingRights(run)
    if (missing.length > 0) return yield* Effect.fail(unsupported(`scrubbing by a role that may not ${missing.join(", ")}`))
    const log = yield* moveOn(run, most, 4)
    return {
      newestSegment: log.newestSegment,
      retained: [
        ...log.retained,
        ...(yield* slots(run, log.newest, log.size)),
        ...(yield* archive(run, log.newestSegment)),
        ...(yield* standbys(run)),
        ...(yield* files(run))
      ]
    }
  })

/** The steps alone, where the role may do them. */
export const moveOnWhereAllowed = (run: Run, most: number): Effect.Effect<void, Problem> =>
  Effect.flatMap(run(`select pg_is_in_recovery() or not (${mayCheckpoint}) or not (${mayList})`), ([row]) =>
    row?.[0] === false ? Effect.asVoid(moveOn(run, most, 1)) : Effect.void
  )

// internal

const unsupported = (what: string) => failed({ _tag: "Unsupported", what }, undefined)

const may = (signature: string): string => `has_function_privilege('${signature}', 'execute')`

const mayCheckpoint =
  "(select rolsuper from pg_roles where rolname = current_user) or exists (select from pg_roles where rolname = 'pg_checkpoint' and pg_has_role(oid, 'usage'))"

const mayList = may("pg_ls_waldir()")

const missingRights = (run: Run): Effect.Effect<ReadonlyArray<string>, Problem> =>
  Effect.gen(function* () {
    const rights = [
      ["CHECKPOINT (a superuser, or from PostgreSQL 15 on pg_checkpoint)", mayCheckpoint],
      ["see who is connected (pg_monitor)", "pg_has_role('pg_read_all_stats', 'usage')"],
      ...["pg_ls_waldir()", "pg_ls_tmpdir(oid)", "pg_ls_dir(text, boolean, boolean)", "pg_stat_file(text, boolean)"].map(
        signature => [`call ${signature}`, may(signature)] as const
      )
    ] as const
    const [row = []] = yield* run(`select pg_is_in_recovery(), ${rights.map(([, condition]) => condition).join(", ")}`)
    if (row[0] !== false) return yield* Effect.fail(unsupported("scrubbing a standby: scrub the server that it follows"))
    return rights.flatMap(([name], index) => (row[index + 1] === true ? [] : [name]))
  })

// the log

/** Bytes written in one statement. */
const stride = 2 ** 23

/**
 * Writes the log on until all old segments that the server gives up are removed, or written over under the names that they were given. Looks so
 * many times whether segments that are to be archived are gone.
 */
const moveOn = Effect.fnUntraced(function* (run: Run, most: number, rounds: number) {
  const [[settingSize, settingKept, archiving, start] = []] = yield* run(
    `select pg_size_bytes(current_setting('wal_segment_size')), pg_size_bytes(current_setting('wal_keep_size')), current_setting('archive_mode') <> 'off', ${position}`
  )
  const size = Number(settingSize)
  const newest = Math.floor(Number(start) / size)
  const [[newestSegment] = []] = yield* run("select pg_walfile_name('0/0'::pg_lsn + $1::numeric)", [String(newest * size + 1)])
  const timeline = String(newestSegment).slice(0, 8)
  let left = most
  /** Writes on until the log stands in that segment, where that is not too much. */
  const upTo = (segment: number) =>
    Effect.gen(function* () {
      let bytes = segment * size - (yield* at(run))
      if (bytes > left) return false
      left -= Math.max(bytes, 0)
      while (bytes > 0) {
        yield* run("select pg_logical_emit_message(false, 'chibo', repeat(' ', $1::integer))::text", [String(Math.min(bytes, stride))])
        bytes = segment * size - (yield* at(run))
      }
      // a transaction of its own, which the server brings onto the disk with all before it
      yield* run("select set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'chibo', '')::text")
      return true
    })
  // the server keeps so many segments before the one that it needs
  const kept = Math.ceil(Number(settingKept) / size)
  const keptPassed = kept > 0 && (yield* upTo(newest + kept + 2))
  if (!keptPassed) yield* upTo(newest + 1)
  let old: ReadonlyArray<string> = []
  let over: ReadonlyArray<string> = []
  let strange: ReadonlyArray<string> = []
  for (let round = 0; round < rounds; round++) {
    if (round > 0) yield* Effect.sleep("500 millis")
    yield* run("checkpoint")
    const found = yield* segments(run, size)
    // A segment of an earlier timeline is never written over; it goes once the log has passed its number.
    const earlier = (name: string) => name.slice(0, 8) !== timeline
    old = found.known.flatMap(([name, segment]) => (segment <= newest || earlier(name) ? [name] : []))
    strange = found.strange
    const last = Math.max(newest, ...found.known.map(([, segment]) => segment))
    const passed = yield* upTo(last + 1)
    over = passed ? [] : found.known.flatMap(([name, segment]) => (segment > newest && !earlier(name) ? [name] : []))
    // What a slot holds stays; what is to be archived may be gone in a moment.
    if (old.length === 0 || !(archiving === true || old.some(earlier))) break
  }
  const retained: ReadonlyArray<Retained> = [
    {
      _tag: "Log",
      names: old,
      remedy: `the server keeps these segments: see which slot holds them, that archive_command succeeds, and that wal_keep_size (${kept} segments) is not more than may be written at once; then scrub again`
    },
    {
      _tag: "Log",
      names: over,
      remedy: "these segments may be old ones under new names; allow more of the log to be written at once, then scrub again"
    },
    { _tag: "Log", names: strange, remedy: "remove these files from pg_wal, if no recovery needs them" }
  ]
  return { newest, newestSegment: String(newestSegment), size, retained: retained.filter(({ names }) => names.length > 0) }
})

/** Where the log is written next, in bytes. */
const position = "(pg_current_wal_insert_lsn() - '0/0'::pg_lsn)"

const at = (run: Run): Effect.Effect<number, Problem> => Effect.map(run(`select ${position}`), ([row]) => Number(row?.[0]))

/** The files of the log: segments with their numbers, and what else may hold some of it. Looked at until nothing was renamed meanwhile. */
const segments = Effect.fnUntraced(function* (run: Run, size: number) {
  const list = Effect.map(run("select name from pg_ls_waldir() order by name"), rows => rows.map(([name]) => String(name)))
  let names = yield* list
  for (let again = yield* list; again.join() !== names.join(); again = yield* list) names = again
  const isSegment = (name: string) => /^[0-9A-F]{24}$/.test(name)
  return {
    known: names.filter(isSegment).map(name => [name, segmentOf(name, size)] as const),
    strange: names.filter(name => !isSegment(name) && !/\.(history|backup)$/.test(name))
  }
})

/** The number of a segment, counted from the log's beginning, whatever the timeline. */
const segmentOf = (name: string, size: number): number =>
  Number.parseInt(name.slice(8, 16), 16) * (2 ** 32 / size) + Number.parseInt(name.slice(16), 16)

// others who keep it

const slots = (run: Run, newest: number, size: number) =>
  found(
    run,
    "Slot",
    "select slot_name::text from pg_replication_slots where restart_lsn < '0/0'::pg_lsn + $1::numeric order by 1",
    [String((newest + 1) * size)],
    "have the consumer of the slot go on, or drop the slot, then scrub again"
  )

const archive = (run: Run, newestSegment: string) =>
  found(
    run,
    "Archive",
    `select setting from pg_settings where name = 'archive_mode' and (setting <> 'off' or exists (select from pg_stat_archiver where archived_count > 0))`,
    [],
    `remove the archived segments up to ${newestSegment} and the backups that need them, or write down when they expire: nobody can look there from here`
  )

const standbys = (run: Run) =>
  found(
    run,
    "Standby",
    "select coalesce(nullif(application_name, ''), pid::text) from pg_stat_replication order by 1",
    [],
    "scrub once the standby has followed, then have it do a restartpoint (CHECKPOINT there); what its own log and archive hold is to be looked at there"
  )

const found = (run: Run, _tag: Retained["_tag"], sql: string, values: ReadonlyArray<unknown>, remedy: string) =>
  Effect.map(
    run(sql, values),
    (rows): ReadonlyArray<Retained> => (rows.length === 0 ? [] : [{ _tag, names: rows.map(([name]) => String(name)), remedy }])
  )

/** Files that no table has: the server never removes what a transaction had made when the server crashed. And temporary ones of nobody. */
const files = (run: Run) =>
  found(
    run,
    "File",
    `with place (space, folder) as (
      select oid, 'base/' || (select oid from pg_database where datname = current_database()) from pg_tablespace where spcname = 'pg_default'
      union all
      select space.oid, 'pg_tblspc/' || space.oid || '/' || release || '/' || (select oid from pg_database where datname = current_database())
      from pg_tablespace as space cross join lateral pg_ls_dir('pg_tblspc/' || space.oid, true, false) as release
      where spcname not in ('pg_default', 'pg_global') and release like 'PG\\_%'
    ), listed as (
      select space, folder || '/' || file as path, substring(file from '^(?:t[0-9]+_)?([0-9]+)')::oid as node, file like 't%' as temporary
      from place cross join lateral pg_ls_dir(folder, true, false) as file where file ~ '^(t[0-9]+_)?[0-9]+'
    )
    select path from listed
    where case when temporary then not exists (select from pg_class where relfilenode = node and relpersistence = 't')
      else pg_filenode_relation(space, node) is null end
      and coalesce((pg_stat_file(path, true)).size, 0) > 0
    union all
    select name from pg_tablespace cross join lateral pg_ls_tmpdir(pg_tablespace.oid)
    where spcname <> 'pg_global' and substring(name from '^pgsql_tmp([0-9]+)')::integer not in (select pid from pg_stat_activity)
    order by 1`,
    [],
    "scrub again when nobody writes; what is named then was left by a crash, and belongs to no table: stop the server and remove these files"
  )
