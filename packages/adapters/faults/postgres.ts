/** A server of the harness's own, and journals in it. */
import * as Postgres from "@chibo/adapters/postgres"
import { PgConnection } from "@effect/sql-pg"
import { Effect, Redacted, type Scope } from "effect"
import { type Cluster, startOwn } from "../test/postgres/cluster.ts"

/** A server for as long as the scope lives; it is never one that somebody else uses. */
export const cluster = (settings: Readonly<Record<string, string>> = {}): Effect.Effect<Cluster, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(() => startOwn(settings)),
    ({ stop }) => Effect.promise(stop)
  )

/** A schema that nothing else uses. */
export const schema = (): string => `chibo_faults_${count++}`
let count = 0

/** Journals over few sessions each, all in one schema. */
export const journals = (url: string, name: string, many: number) =>
  Effect.all(Array.from({ length: many }, () => Postgres.make({ url: Redacted.make(url), schema: name, maxConnections: 2 })))

/** One statement in a session of its own, past the journal. */
export const sql = (url: string, statement: string) =>
  Effect.scoped(Effect.flatMap(PgConnection.make({ url: Redacted.make(url) }), session => session.queryValues(statement, [])))
