/**
 * A writer to a SQLite file whose machine loses power: what it asked of the disk is recorded, and the disk is built as it may be after a cut at
 * any point of it.
 */
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Effect, Layer } from "effect"
import { audit, batch, clean, sum } from "./audit.ts"
import { acknowledged, bundle, folder, run } from "./child.ts"
import * as Disk from "./disk.ts"
import { isSound } from "./kills-sqlite.ts"
import { type Budget, goesOn, type Harness, part, row } from "./row.ts"
import * as Trace from "./trace.ts"
import type { Options } from "./writer.ts"

export const powerCuts: Harness = {
  name: "power-cuts",
  needs: ["strace"],
  short: 200,
  long: 10_000,
  run: budget =>
    Effect.gen(function* () {
      const began = Date.now()
      const script = yield* bundle("writer.ts")
      const control = yield* cuts(script, "unsynced", part(budget, 0.02, 40))
      const { count, lost, half, broken } = yield* cuts(script, "right", budget)
      return [row(began, { fault: "power cut", target: "sqlite", count, lost, half, broken, control: control.lost })]
    })
}

// internal

/** Points of one recording at which power is cut. */
const perRecording = 200

/** Small batches in a new file; a file that is closed and opened again; texts so large that the log is emptied into the file; an import. */
const loads: ReadonlyArray<Pick<Options, "count" | "every" | "size" | "text">> = [
  { count: 40, every: 40, size: 3, text: 0 },
  { count: 30, every: 3, size: 3, text: 500 },
  { count: 45, every: 45, size: 4, text: 30_000 },
  { count: 4, every: 4, size: 300, text: 0 }
]

const cuts = (script: string, journal: Options["journal"], budget: Budget) =>
  Effect.gen(function* () {
    let total = { ...clean, count: 0 }
    for (let round = 0; goesOn(budget, total.count); round++) {
      const load = loads[round % loads.length] ?? loads[0]
      if (load === undefined) return total
      const { calls, said } = yield* Effect.scoped(record(script, { ...load, journal }))
      const many = Math.min(perRecording, Math.ceil(budget.count / loads.length), budget.count - total.count)
      const points = Array.from({ length: many }, () => Math.floor(budget.random() * (calls.length + 1))).sort((a, b) => a - b)
      const disk = Disk.empty()
      const lines: Array<string> = []
      let done = 0
      for (const point of points) {
        if (!goesOn(budget, total.count)) break
        for (const call of calls.slice(done, point)) {
          if (call._tag === "written" && call.path === said) lines.push(call.bytes.toString().trimEnd())
          else Disk.apply(disk, call)
        }
        done = Math.max(done, point)
        total = sum({ ...total, count: total.count + 1 }, yield* Effect.scoped(reopened(Disk.cut(disk, budget.random), lines)))
      }
    }
    return total
  })

/** Runs a writer to its end, and gives what it asked of its disk, and the file where it said what was acknowledged. */
const record = (script: string, options: Omit<Options, "filename" | "name">) =>
  Effect.gen(function* () {
    const place = yield* folder
    const [filename, said, log] = [join(place, "journal.sqlite"), join(place, "said"), join(yield* folder, "trace")] as const
    const all: Options = { ...options, filename, name: "w" }
    const strace = ["strace", "-o", log, ...Trace.options, ...Trace.paths(filename, place, said)]
    const out = openSync(said, "w")
    const { code, errors } = yield* run([...strace, process.execPath, script, JSON.stringify(all)], undefined, out)
    if (code !== 0) return yield* Effect.die(new Error(`the writer failed: ${errors}`))
    return { calls: Trace.read(readFileSync(log, "latin1")), said }
  })

/** Opens what was found after a cut, and audits it; it must take another batch too. */
const reopened = (files: ReadonlyMap<string, Buffer>, lines: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const place = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync("/dev/shm/chibo-cut-")),
      path => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
    )
    for (const [path, bytes] of files) writeFileSync(join(place, basename(path)), bytes)
    const filename = join(place, "journal.sqlite")
    return yield* Effect.service(Journal.Journal).pipe(
      Effect.flatMap(journal =>
        Effect.gen(function* () {
          const found = yield* audit(journal, acknowledged(lines))
          yield* journal.append(batch("after", 3, "after"))
          return isSound(filename) ? found : { ...found, broken: 1 }
        })
      ),
      Effect.provide(Layer.fresh(Sqlite.layer({ filename }))),
      Effect.catch(error => {
        console.error(`broken: ${error.message}`)
        return Effect.succeed({ ...clean, broken: 1 })
      })
    )
  })
