/** What the tests of the PostgreSQL journal share: a server for a file of tests, journals in schemas of their own, and a way past them. */
import * as Postgres from "@chibo/adapters/postgres"
import type { Journal } from "@chibo/core"
import type { JournalTest } from "@chibo/core/testing"
import { PgConnection } from "@effect/sql-pg"
import { Effect, Exit, Layer, Redacted, Scope } from "effect"
import { afterAll, beforeAll, describe, it } from "vitest"
import { type Service, test } from "../journals.ts"
import { type Cluster, missing, start } from "./cluster.ts"

const skipped = missing()
if (skipped !== undefined) console.warn(skipped)

/** A schema that no other test uses, here or in another process on the same server. */
export const schema = (): string => `chibo_test_${process.pid}_${count++}`
let count = 0

/** Tests against a server of their own, or skipped where none is to be had. */
export const onServer = (name: string, body: (server: Server) => void): void => {
  describe.skipIf(skipped !== undefined)(name, () => {
    let cluster: Cluster | undefined
    const running = () => {
      if (cluster === undefined) throw new Error("the server is not started yet")
      return cluster
    }
    beforeAll(async () => {
      cluster = await start()
    }, 60_000)
    const whole = Effect.runSync(Scope.make())
    afterAll(async () => {
      await Effect.runPromise(Scope.close(whole, Exit.void))
      const named = `select quote_ident(nspname)::text from pg_namespace where nspname like 'chibo\\_test\\_${process.pid}\\_%'`
      if (cluster !== undefined && cluster.folder === undefined) {
        const schemas = await Effect.runPromise(sql(cluster.url, named))
        for (const [one] of schemas) await Effect.runPromise(sql(cluster.url, `drop schema ${one} cascade`))
      }
      await cluster?.stop()
    }, 60_000)

    // Creating the tables takes longer than most cases of the contract: those that were used are emptied.
    const idle: Array<string> = []
    let emptying: Effect.Success<ReturnType<typeof session>> | undefined
    const emptied = (name: string) =>
      Effect.gen(function* () {
        emptying ??= yield* Scope.provide(session(running().url), whole)
        const tables = ["record", "operation", "personal", "tag"].map(table => `delete from ${name}.${table};`).join(" ")
        yield* emptying(`do $$ begin ${tables} update ${name}.head set position = 0; end $$`)
        idle.push(name)
      }).pipe(Effect.orDie)
    const store = Effect.map(
      Effect.acquireRelease(
        Effect.sync(() => idle.pop() ?? schema()),
        emptied
      ),
      name => Postgres.layer({ url: Redacted.make(running().url), schema: name })
    )

    body({
      cluster: running,
      testOurs: process.env.CHIBO_POSTGRES_URL === undefined ? test : name => it.skip(name),
      fresh: Layer.unwrap(store),
      store,
      connect: (name, options) => Postgres.make({ url: Redacted.make(running().url), schema: name, ...options }),
      admin: (statement, values) => sql(running().url, statement, values)
    })
  })
}

/** The server of a file of tests. */
export interface Server {
  readonly cluster: () => Cluster
  /** A test that sets or stops the server, or looks into its files: left out where the server is somebody else's. */
  readonly testOurs: typeof test
  /** An empty journal. */
  readonly fresh: Layer.Layer<Journal.Journal, Journal.JournalError>
  readonly store: JournalTest.Store
  readonly connect: (schema: string, options?: Partial<Postgres.Options>) => Effect.Effect<Service, Journal.JournalError, Scope.Scope>
  readonly admin: typeof sql extends (url: string, ...rest: infer R) => infer A ? (...rest: R) => A : never
}

/** One statement in a session of its own, past the journal. */
export const sql = (url: string, statement: string, values: ReadonlyArray<unknown> = []) =>
  Effect.scoped(Effect.flatMap(session(url), run => run(statement, values)))

/** A session past the journal. */
export const session = (url: string) =>
  Effect.map(
    PgConnection.make({ url: Redacted.make(url) }),
    connection =>
      (statement: string, values: ReadonlyArray<unknown> = []) =>
        connection.queryValues(statement, values)
  )
