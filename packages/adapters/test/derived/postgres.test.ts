import * as Postgres from "@chibo/adapters/postgres"
import { Effect, Redacted } from "effect"
import { test } from "../journals.ts"
import { onServer, schema } from "../postgres/journals.ts"
import { suite } from "./suite.ts"

onServer("PostgreSQL's derived tables", ({ cluster, connect, admin }) => {
  suite(
    (name, body) =>
      test(name, function* () {
        yield* body()
      }, 120_000),
    Effect.gen(function* () {
      const name = schema()
      const options = { url: Redacted.make(cluster().url), schema: name }
      return {
        journal: yield* connect(name),
        derive: Postgres.derive(options),
        drop: Postgres.dropDerived(options),
        source: asked => Postgres.briefSource({ ...options, ...asked }),
        select: sql => admin(sql.replaceAll("{}", `${name}.`)),
        change: sql => admin(sql.replaceAll("{}", `${name}.`))
      }
    }),
    [3],
    [53]
  )
})
