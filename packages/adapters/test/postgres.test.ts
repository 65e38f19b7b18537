import * as Postgres from "@chibo/adapters/postgres"
import { JournalTest } from "@chibo/core/testing"
import { Effect, Layer, Redacted } from "effect"
import { afterAll, beforeAll, describe, it } from "vitest"
import { type Cluster, missing, start } from "./postgres/cluster.ts"

const skipped = missing()
if (skipped !== undefined) console.warn(skipped)

describe.skipIf(skipped !== undefined)("Postgres", () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await start()
  }, 60_000)
  afterAll(() => cluster.stop())

  let count = 0
  const fresh = Layer.unwrap(Effect.sync(() => Postgres.layer({ url: Redacted.make(cluster.url), schema: `j${process.pid}_${count++}` })))
  JournalTest.suite({ describe, it }, "postgres", fresh)
})
