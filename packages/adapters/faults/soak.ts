/**
 * A SQLite journal under mixed load for a long time, in one process: `pnpm soak [--minutes <n>] [--seed <n>] [--json]`, an hour unless told.
 *
 * Two writers append, a slow reader reads all of it again and again, another asks by tag; every so often somebody is erased, the derived tables
 * are brought up, a backup is made and the file is opened once more and closed. Meanwhile memory, the log, open files and the time that the
 * event loop stood still are looked at; in the end, whether all is there that was acknowledged. It ends with 1 where one of them grows or is
 * too much, and where the control, a load that keeps each batch that it wrote, does not seem to grow.
 */
import { existsSync, readdirSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { parseArgs } from "node:util"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Id, Journal, PlainDate, Verify } from "@chibo/core"
import { Generate } from "@chibo/core/testing"
import { Context, Effect, Layer, Schedule, Stream } from "effect"
import { folder } from "./child.ts"

// model

/** Megabytes and files at a moment, in hours since the load began. */
interface Sample {
  readonly hours: number
  readonly heap: number
  readonly rss: number
  readonly log: number
  readonly files: number
}

/** How much a figure grows in an hour, by the straight line that fits best, and the standard error of that. */
interface Growth {
  readonly perHour: number
  readonly error: number
}

/** Megabytes that memory may grow by in an hour, megabytes of the log, milliseconds without a turn of the event loop. */
const most = { growth: 1, log: 64, still: 200 }

// load

/** Runs the load for some seconds in a new file. `also` is done with each batch that was acknowledged. */
const soak = (seconds: number, random: () => number, also: (batch: Journal.Batch) => void) =>
  Effect.gen(function* () {
    const place = yield* folder
    const filename = join(place, "journal.sqlite")
    const open = Effect.map(Layer.build(Layer.fresh(Sqlite.layer({ filename }))), context => Context.get(context, Journal.Journal))
    const [one, two] = [yield* open, yield* open]
    const done = { batches: 0, facts: 0, read: 0, asked: 0, erased: 0, derived: 0, backups: 0, opened: 0 }
    const samples: Array<Sample> = []
    const any = (limit: number) => Math.floor(random() * limit)
    const member = () => Id.MemberId.make(`m-${any(200)}`)
    const every = <A, E>(pause: number, act: () => Effect.Effect<A, E>) =>
      Effect.repeat(Effect.suspend(act), Schedule.spaced(`${pause} millis`))

    const writes = (journal: typeof one, name: string) =>
      every(80, () => {
        const [first = Generate.sample("other"), ...rest] = Generate.facts(any(2 ** 31), random() < 0.05 ? 100 : 1 + any(6))
        const operation = Id.OperationId.make(`${name}-${done.batches++}`)
        const batch: Journal.Batch = { operation, facts: [first, ...rest], source: "soak", recordedBy: name }
        done.facts += batch.facts.length
        return Effect.map(journal.append(batch), () => also(batch))
      })
    const reads = every(1000, () =>
      Stream.runForEachArray(two.read({}), page => {
        done.read += page.length
        return Effect.sleep("50 millis")
      })
    )
    const asks = every(300, () => {
      done.asked++
      return Stream.runDrain(one.read({ tags: [`member:${member()}`] }))
    })
    const erases = every(7000, () => {
      const operation = Id.OperationId.make(`erasure-${done.erased++}`)
      const erasure = one.erase(member(), { operation, on: PlainDate.make("2026-01-01"), recordedBy: "clerk", basis: "soak" })
      return Effect.retry(erasure, { while: error => error.isRetryable, schedule: Schedule.spaced("50 millis") })
    })
    const derives = every(15_000, () => {
      done.derived++
      return Sqlite.derive({ filename })
    })
    const to = join(place, "backup.sqlite")
    const copies = every(60_000, () => {
      done.backups++
      return Effect.ensuring(
        Sqlite.backup({ filename, to }),
        Effect.sync(() => rmSync(to, { force: true }))
      )
    })
    const opens = every(2000, () => {
      done.opened++
      return Effect.scoped(Effect.flatMap(open, ({ head }) => head))
    })

    const began = Date.now()
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const looks = every(Math.max(500, seconds * 2.5), () => {
      // to collect everything takes a moment that is not the journal's
      delay.disable()
      samples.push({ hours: (Date.now() - began) / 3_600_000, ...now(filename) })
      delay.enable()
      return Effect.void
    })
    const load = [writes(one, "a"), writes(two, "b"), reads, asks, erases, derives, copies, opens, looks]
    yield* Effect.raceFirst(Effect.sleep(`${seconds} seconds`), Effect.all(load, { concurrency: "unbounded" }))
    delay.disable()
    const { position } = yield* Verify.all(one.read({}))
    return { done, samples, still: delay.max / 1e6, missing: done.facts + done.erased - position }
  }).pipe(Effect.scoped)

/** What is in use now; what is not collected yet is not in use. */
const now = (filename: string): Omit<Sample, "hours"> => {
  if (globalThis.gc === undefined) throw new Error("start node with --expose-gc")
  globalThis.gc()
  const megabytes = (bytes: number) => bytes / 1024 / 1024
  const { heapUsed, external, rss } = process.memoryUsage()
  return {
    heap: megabytes(heapUsed + external),
    rss: megabytes(rss),
    log: existsSync(`${filename}-wal`) ? megabytes(statSync(`${filename}-wal`).size) : 0,
    files: readdirSync("/proc/self/fd").length
  }
}

// judging

/** Growth of a figure after the first third, in which caches fill. */
const growth = (samples: ReadonlyArray<Sample>, figure: "heap" | "rss" | "files"): Growth => {
  const late = samples.slice(Math.floor(samples.length / 3))
  const mean = (numbers: ReadonlyArray<number>) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length
  const [x, y] = [mean(late.map(({ hours }) => hours)), mean(late.map(each => each[figure]))]
  const spread = late.reduce((sum, { hours }) => sum + (hours - x) ** 2, 0)
  const perHour = late.reduce((sum, each) => sum + (each.hours - x) * (each[figure] - y), 0) / spread
  const left = late.reduce((sum, each) => sum + (each[figure] - y - perHour * (each.hours - x)) ** 2, 0)
  return { perHour, error: Math.sqrt(left / (late.length - 2) / spread) }
}

/** A growth that chance does not explain. */
const grows = ({ perHour, error }: Growth): boolean => perHour - 2 * error > most.growth

const report = ({ done, samples, still, missing }: Effect.Success<ReturnType<typeof soak>>) => {
  const log = Math.max(...samples.map(each => each.log))
  const [heap, rss, files] = [growth(samples, "heap"), growth(samples, "rss"), growth(samples, "files")]
  const wrong = [
    ...(grows(heap) ? ["the heap grows"] : []),
    ...(grows(rss) ? ["resident memory grows"] : []),
    ...(grows(files) ? ["files stay open"] : []),
    ...(log > most.log ? ["the log is too long"] : []),
    ...(still > most.still ? ["the event loop stood still"] : []),
    ...(missing === 0 ? [] : ["facts are missing"])
  ]
  return { ...done, heap, rss, files, last: samples.at(-1), log, still, missing, wrong }
}

// run

const { values } = parseArgs({
  args: process.argv.slice(2).filter(argument => argument !== "--"),
  options: {
    minutes: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false }
  }
})
const seconds = Number(values.minutes) * 60
const hoard: Array<Journal.Batch> = []
const control = report(await Effect.runPromise(soak(Math.max(60, seconds / 20), Generate.random(1), batch => hoard.push(batch))))
hoard.length = 0
const right = report(await Effect.runPromise(soak(seconds, Generate.random(Number(values.seed)), () => undefined)))
const seen = control.wrong.includes("the heap grows")
if (values.json) console.log(JSON.stringify({ seconds, right, control: { heap: control.heap, seen } }))
else {
  console.log(right)
  console.log(
    seen ? `control: the heap grew by ${control.heap.perHour.toFixed(0)} MB an hour` : "control: it held, this run cannot see a leak"
  )
  console.log(right.wrong.length === 0 ? "nothing grew" : right.wrong.join("; "))
}
process.exit(right.wrong.length === 0 && seen ? 0 : 1)
