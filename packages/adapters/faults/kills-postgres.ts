/**
 * A server with four writers, of which one session, or all of it, is killed. The server then ends its other sessions, and recovers from its log.
 */
import { Journal } from "@chibo/core"
import { Effect, Result, type Scope } from "effect"
import type { Cluster } from "../test/postgres/cluster.ts"
import { audit, batch, clean, sum } from "./audit.ts"
import { cluster, journals, schema, sql } from "./postgres.ts"
import { type Budget, goesOn, type Harness, part, type Row, row } from "./row.ts"
import { trusting } from "./wrong.ts"

export const killsBackends: Harness = {
  name: "kills-backends",
  needs: ["postgres"],
  short: 6,
  long: 1000,
  run: budget => compared("postgres session", budget, backend)
}

export const killsClusters: Harness = {
  name: "kills-clusters",
  needs: ["postgres"],
  short: 3,
  long: 100,
  run: budget => compared("postgres cluster", budget, ({ kill }) => Effect.promise(kill))
}

// internal

type Service = Journal.Journal["Service"]
type Strike = (server: Cluster, random: () => number) => Effect.Effect<void>

/** Kills between two audits. */
const perAudit = 10
const writers = 4

const compared = (target: string, budget: Budget, strike: Strike): Effect.Effect<ReadonlyArray<Row>, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const began = Date.now()
    const server = yield* cluster()
    const name = schema()
    const { count, lost, half, broken } = yield* kills(server, yield* journals(server.url, name, writers), strike, budget)
    // the control's sessions do not wait for the disk, which a journal refuses unless its looking is taken out
    const unsafe = schema()
    yield* Effect.scoped(journals(server.url, unsafe, 1))
    yield* sql(server.url, "alter role postgres set synchronous_commit = off")
    const blind = yield* Effect.all(Array.from({ length: writers }, () => trusting(server.url, unsafe)))
    const control = yield* kills(server, blind, strike, part(budget, 0.02, 3))
    return [row(began, { fault: "writer killed", target, count, lost, half, broken, control: control.lost })]
  })

const kills = (server: Cluster, writing: ReadonlyArray<Service>, strike: Strike, budget: Budget) =>
  Effect.gen(function* () {
    let total = { ...clean, count: 0 }
    let head = Journal.emptyHead
    for (let block = 0; goesOn(budget, total.count); block++) {
      const fresh = new Map<string, number>()
      let stop = false
      const writer = (journal: Service, at: number) =>
        Effect.gen(function* () {
          for (let index = 0; !stop; index++) {
            const operation = `w${at}-${block}-${index}`
            const receipt = yield* insist(journal, batch(operation, 3, operation))
            fresh.set(receipt.operation, receipt.first)
          }
        })
      const killer = Effect.gen(function* () {
        for (let here = 0; here < perAudit && goesOn(budget, total.count); here++) {
          const enough = fresh.size + 1 + budget.random() * 20
          while (fresh.size < enough) yield* Effect.sleep("1 millis")
          yield* Effect.sleep(budget.random() * 10)
          yield* strike(server, budget.random)
          total = { ...total, count: total.count + 1 }
        }
        stop = true
      })
      yield* Effect.all([killer, ...writing.map(writer)], { concurrency: "unbounded" })
      const [journal] = writing
      if (journal === undefined) return total
      const found = yield* audit(journal, fresh, head)
      head = found.head
      total = sum(total, found)
    }
    return total
  })

/** Sends a batch until its outcome is known. */
const insist = (journal: Service, sent: Journal.Batch): Effect.Effect<Journal.Receipt> =>
  Effect.gen(function* () {
    while (true) {
      const result = yield* Effect.result(journal.append(sent))
      if (Result.isSuccess(result)) return result.success
      if (!result.failure.isRetryable) return yield* Effect.die(result.failure)
    }
  })

/** Kills one session of a writer. */
const backend: Strike = ({ url }, random) =>
  Effect.gen(function* () {
    const sessions = yield* Effect.eventually(
      Effect.filterOrFail(
        sql(url, "select pid::integer from pg_stat_activity where application_name = 'chibo'"),
        found => found.length > 0,
        () => "none yet"
      )
    )
    const pid = Number(sessions[Math.floor(random() * sessions.length)]?.[0])
    yield* Effect.sync(() => {
      try {
        process.kill(pid, "SIGKILL")
      } catch {
        // it has ended by itself since
      }
    })
  })
