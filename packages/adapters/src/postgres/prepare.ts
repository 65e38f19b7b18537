/**
 * What is done before a journal is used: the server's settings are checked, and the schema is created or brought up to date.
 */
import { Journal } from "@chibo/core"
import { Effect } from "effect"
import type { Connection, Run } from "./connection.ts"
import type { Problem } from "./errors.ts"
import { migrations, quoted } from "./schema.ts"
import { names, type Patience, question, unsafe } from "./settings.ts"

/** Refuses a server that is not safe, and a schema that a newer release wrote, which is left as it is. */
export const prepare = (connection: Connection, schema: string, patience: Patience): Effect.Effect<void, Journal.JournalError> =>
  Effect.gen(function* () {
    const settings = yield* connection.read(run => run(question, [names(patience)]))
    const problem = unsafe(patience, new Map(settings.map(([name, value]) => [String(name), String(value)])))
    if (problem !== undefined) return yield* Effect.fail(new Journal.JournalError({ reason: { _tag: "StorageFailed" }, cause: problem }))
    const version = yield* connection.read(run => versionOf(run, schema))
    if (version > migrations.length) return yield* Effect.fail(newer())
    if (version < migrations.length) yield* connection.write(undefined, run => migrate(run, schema))
  })

// internal

const migrate = (run: Run, schema: string): Effect.Effect<void, Journal.JournalError | Problem> =>
  Effect.gen(function* () {
    yield* run("select pg_advisory_xact_lock(hashtextextended($1, 7366))", [`chibo ${schema}`])
    // Asked under the lock: another process may have been first.
    const version = yield* versionOf(run, schema)
    if (version > migrations.length) return yield* Effect.fail(newer())
    if (version === 0) {
      yield* run(`create schema if not exists ${quoted(schema)}`)
      yield* run(
        `create table ${quoted(schema)}.version (only_one boolean primary key default true check (only_one), version integer not null)`
      )
      yield* run(`insert into ${quoted(schema)}.version (version) values (0)`)
    }
    for (const step of migrations.slice(version)) for (const statement of step(quoted(schema))) yield* run(statement)
    yield* run(`update ${quoted(schema)}.version set version = $1::integer`, [String(migrations.length)])
  })

/** 0 where there is no journal. The catalogue is read as a table, for the names that a session remembers may be older than the lock. */
const versionOf = (run: Run, schema: string): Effect.Effect<number, Problem> =>
  Effect.flatMap(
    run("select from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = $1 and relname = 'version'", [schema]),
    found =>
      found.length === 0
        ? Effect.succeed(0)
        : Effect.map(run(`select version from ${quoted(schema)}.version`), ([row]) => Number(row?.[0] ?? 0))
  )

const newer = () => new Journal.JournalError({ reason: { _tag: "Unsupported", what: `a schema newer than version ${migrations.length}` } })
