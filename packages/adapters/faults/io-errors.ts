/**
 * Errors of the disk: strace makes the n-th sync, write, truncation or opening of a SQLite file fail, and every so many after it; and a disk that is
 * really full, in memory.
 */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Context, Effect, Layer, Result } from "effect"
import { audit, batch, clean, sum } from "./audit.ts"
import { acknowledged, bundle, folder, run } from "./child.ts"
import { isSound } from "./kills-sqlite.ts"
import { type Budget, goesOn, type Harness, part, row } from "./row.ts"
import * as Trace from "./trace.ts"
import { careless } from "./wrong.ts"
import type { Options } from "./writer.ts"

export const ioErrors: Harness = {
  name: "io-errors",
  needs: ["strace"],
  short: 60,
  long: 1000,
  run: budget =>
    Effect.gen(function* () {
      const began = Date.now()
      const script = yield* bundle("writer.ts")
      const control = yield* injections(script, "careless", part(budget, 0.05, 20))
      const { count, lost, half, broken, violations } = yield* injections(script, "right", budget)
      return [row(began, { fault: "error of the disk", target: "sqlite", count, lost, half, broken, violations, control: control.lost })]
    })
}

export const fullDisks: Harness = {
  name: "full-disks",
  needs: ["mount"],
  short: 60,
  long: 1000,
  run: budget =>
    Effect.gen(function* () {
      const began = Date.now()
      const control = yield* fills(careless, part(budget, 0.05, 20))
      const { count, lost, half, broken, violations } = yield* fills(journal => journal, budget)
      return [row(began, { fault: "disk full", target: "sqlite", count, lost, half, broken, violations, control: control.lost })]
    })
}

// internal

/** What is made to fail, how often it may so that a batch gets through in the end, and how. */
const faults: ReadonlyArray<{ readonly calls: string; readonly error: string; readonly step: number }> = [
  { calls: "fsync,fdatasync", error: "EIO", step: 12 },
  { calls: "pwrite64", error: "EIO", step: 60 },
  { calls: "pwrite64", error: "ENOSPC", step: 60 },
  { calls: "openat", error: "EIO", step: 20 },
  { calls: "openat", error: "EMFILE", step: 20 },
  { calls: "ftruncate", error: "EIO", step: 5 }
]

const reasons = ["Unavailable", "OutcomeUnknown", "StorageFull", "StorageFailed"]

/** Violations are failures without a reason that fits, and batches that could not be recorded after the fault was over. */
const injections = (script: string, journal: Options["journal"], budget: Budget) =>
  Effect.gen(function* () {
    let total = { ...clean, count: 0, violations: 0 }
    for (let round = 0; goesOn(budget, total.count); round++) {
      const fault = faults[round % faults.length] ?? faults[0]
      if (fault === undefined) return total
      const { injected, ...found } = yield* Effect.scoped(injecting(script, journal, fault, budget.random))
      total = sum({ ...total, count: total.count + injected, violations: total.violations + found.violations }, found)
    }
    return total
  })

const injecting = (script: string, journal: Options["journal"], { calls, error, step }: (typeof faults)[number], random: () => number) =>
  Effect.gen(function* () {
    const place = yield* folder
    const [filename, log] = [join(place, "journal.sqlite"), join(yield* folder, "trace")] as const
    const options: Options = {
      filename,
      name: "w",
      journal,
      count: 60,
      every: calls === "openat" || calls === "ftruncate" ? 2 : 20,
      size: 3,
      text: 0
    }
    const when = `${1 + Math.floor(random() * step * 4)}+${step + Math.floor(random() * step)}`
    const strace = [
      "strace",
      "-o",
      log,
      "-e",
      `trace=${calls}`,
      "-e",
      `inject=${calls}:error=${error}:when=${when}`,
      ...Trace.paths(filename, place)
    ]
    const { code, lines, errors } = yield* run([...strace, process.execPath, script, JSON.stringify(options)])
    if (code !== 0) console.error(`the writer ended with ${code} where ${calls} failed with ${error}: ${errors}`)
    const failed = lines.filter(line => line.startsWith("failed"))
    const untyped = failed.filter(line => !reasons.includes(line.split(" ")[1] ?? ""))
    for (const line of untyped) console.error(`${calls} ${error}: ${line}`)
    const found = yield* using(filename, right => audit(right, acknowledged(lines)))
    return {
      ...found,
      broken: found.broken + (isSound(filename) ? 0 : 1),
      injected: readFileSync(log, "latin1").split("(INJECTED)").length - 1,
      violations: untyped.length + (code === 0 ? 0 : 1)
    }
  })

/** Violations are failures for another reason than that the disk is full, and batches refused though there was space again. */
const fills = (over: (journal: Service) => Service, budget: Budget) =>
  Effect.gen(function* () {
    let total = { ...clean, count: 0, violations: 0 }
    while (goesOn(budget, total.count)) {
      const found = yield* Effect.scoped(filled(over, budget, total.count))
      total = sum({ ...total, count: total.count + found.full, violations: total.violations + found.violations }, found)
    }
    return total
  })

type Service = Journal.Journal["Service"]

/** Fills a small disk again and again: a ballast takes what is left, a batch is refused, the ballast goes, the same batch is recorded. */
const filled = (over: (journal: Service) => Service, budget: Budget, before: number) =>
  Effect.gen(function* () {
    const place = yield* smallDisk(1 + Math.floor(budget.random() * 4))
    const [filename, ballast] = [join(place, "journal.sqlite"), join(place, "ballast")] as const
    const said = new Map<string, number>()
    let [full, violations] = [0, 0]
    yield* using(filename, right =>
      Effect.gen(function* () {
        const journal = over(right)
        for (let index = 0; goesOn(budget, before + full) && left(place) > 400_000; ) {
          writeFileSync(ballast, Buffer.alloc(Math.max(0, left(place) - Math.floor(budget.random() * 40_000))))
          // some room is left, in the log too: not the first need be refused, and of a careless journal none is
          for (let tries = 0, refused = false; tries < 10 && !refused; tries++, index++) {
            const sent = batch(`w-${index}`, 3, "x".repeat(Math.floor(budget.random() * 20_000)))
            const result = yield* Effect.result(journal.append(sent))
            if (Result.isSuccess(result)) {
              said.set(sent.operation, result.success.first)
              continue
            }
            refused = true
            full++
            if (result.failure.reason._tag !== "StorageFull") {
              console.error(`disk full: ${result.failure.reason._tag}`)
              violations++
            }
            rmSync(ballast)
            const again = yield* Effect.result(journal.append(sent))
            if (Result.isFailure(again)) violations++
            else said.set(sent.operation, again.success.first)
          }
          rmSync(ballast, { force: true })
          if (journal !== right) full++
        }
      })
    )
    const found = yield* using(filename, right => audit(right, said))
    return { ...found, broken: found.broken + (isSound(filename) ? 0 : 1), full, violations }
  })

const left = (place: string): number => {
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize
}

const using = <A>(filename: string, use: (journal: Service) => Effect.Effect<A>) =>
  Layer.build(Layer.fresh(Sqlite.layer({ filename }))).pipe(
    Effect.flatMap(context => use(Context.get(context, Journal.Journal))),
    Effect.scoped
  )

/** A disk of so many megabytes, in memory, for as long as the scope lives. */
const smallDisk = (megabytes: number) =>
  Effect.gen(function* () {
    const place = join(yield* folder, "disk")
    mkdirSync(place)
    yield* Effect.acquireRelease(
      Effect.sync(() => {
        const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", place], { encoding: "utf8" })
        if (status !== 0) throw new Error(`no small disk: ${stderr}`)
      }),
      () => Effect.sync(() => spawnSync("umount", [place]))
    )
    return place
  })
