/**
 * Processes that write to a SQLite file, killed: at any moment after they were started, or while they write; some by two at one file.
 */
import { DatabaseSync } from "node:sqlite"
import { join } from "node:path"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Effect, Layer } from "effect"
import { type Acknowledged, audit, clean, sum } from "./audit.ts"
import { acknowledged, bundle, folder, run } from "./child.ts"
import { type Budget, goesOn, type Harness, part, row } from "./row.ts"
import type { Options } from "./writer.ts"

export const killsSqlite: Harness = {
  name: "kills-sqlite",
  needs: [],
  short: 40,
  long: 10_000,
  run: budget =>
    Effect.gen(function* () {
      const began = Date.now()
      const script = yield* bundle("writer.ts")
      const control = yield* kills(script, "hasty", part(budget, 0.01, 8))
      const { count, lost, half, broken } = yield* kills(script, "right", budget)
      return [row(began, { fault: "writer killed", target: "sqlite", count, lost, half, broken, control: control.lost })]
    })
}

// internal

/** Kills after which a new file is begun, so that what is read stays short. */
const perFile = 40
/** Files at a time. */
const lanes = 2

const kills = (script: string, journal: Options["journal"], budget: Budget) =>
  Effect.gen(function* () {
    let total = { ...clean, count: 0 }
    const lane = Effect.gen(function* () {
      while (goesOn(budget, total.count)) {
        const filename = join(yield* folder, "journal.sqlite")
        const all = new Map<string, number>()
        let head = Journal.emptyHead
        for (let here = 0; here < perFile && goesOn(budget, total.count); ) {
          const writers = budget.random() < 0.1 ? 2 : 1
          total = { ...total, count: total.count + writers }
          here += writers
          const lines = yield* Effect.all(
            Array.from({ length: writers }, (_, index) => killed(script, { filename, journal, name: `w${index}` }, budget.random)),
            { concurrency: "unbounded" }
          )
          const fresh = acknowledged(lines.flat())
          for (const [operation, first] of fresh) all.set(operation, first)
          const found = yield* audited(filename, fresh, head)
          head = found.head
          total = sum(total, found)
        }
        // once more as a whole: nothing that was there may be gone later
        total = sum(total, yield* audited(filename, all, Journal.emptyHead))
        if (!isSound(filename)) total = { ...total, broken: total.broken + 1 }
      }
    })
    yield* Effect.all(
      Array.from({ length: lanes }, () => Effect.scoped(lane)),
      { concurrency: "unbounded" }
    )
    return total
  })

/** Starts a writer, kills it, and gives what it said. */
const killed = (script: string, which: Pick<Options, "filename" | "journal" | "name">, random: () => number) =>
  Effect.gen(function* () {
    const options: Options = { ...which, count: 1_000_000, every: 1_000_000, size: 3, text: random() < 0.2 ? 20_000 : 0 }
    // before it says anything, at times: it is starting, opening or creating the file then
    const early = random() < 0.2
    let armed = false
    const { lines, signal, errors } = yield* run([process.execPath, script, JSON.stringify(options)], (child, said) => {
      if (armed || said === early) return
      armed = true
      setTimeout(() => child.kill("SIGKILL"), early ? 60 + random() * 120 : random() * random() * 60)
    })
    if (signal !== "SIGKILL") return yield* Effect.die(new Error(`the writer ended by itself: ${errors}`))
    return lines
  })

const audited = (filename: string, fresh: Acknowledged, after: Journal.Head) =>
  Effect.service(Journal.Journal).pipe(
    Effect.flatMap(journal => audit(journal, fresh, after)),
    Effect.provide(Layer.fresh(Sqlite.layer({ filename }))),
    Effect.scoped
  )

/** Whether SQLite itself finds nothing wrong with a file. */
export const isSound = (filename: string): boolean => {
  const db = new DatabaseSync(filename)
  try {
    return Object.values(db.prepare("pragma integrity_check").get() ?? {})[0] === "ok"
  } catch {
    return false
  } finally {
    db.close()
  }
}
