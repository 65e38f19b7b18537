/**
 * How fast CSV is read, in memory that stays flat: rows validated against a profile, beside csv-parse giving objects, in one run.
 *
 * `node --conditions=@chibo/source packages/adapters/bench/csv.ts [rows] [imported] --json`
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parse } from "csv-parse"
import { Effect } from "effect"
import * as Csv from "../src/csv/index.ts"
import * as Sqlite from "../src/sqlite/index.ts"
import { count, members, table } from "./people.ts"

// arguments

const json = process.argv.includes("--json")
const [rows = 1_000_000, imported = 20_000] = process.argv
  .slice(2)
  .filter(argument => /^\d+$/.test(argument))
  .map(Number)

// measuring

interface Measure {
  readonly name: string
  readonly rows: number
  readonly seconds: number
  /** Time that processors spent on it, which other work on the machine does not change much. */
  readonly cpuSeconds: number
  readonly rowsPerSecond: number
  readonly rowsPerCpuSecond: number
  /** The most memory held at once during the run, and at its start, in MB. */
  readonly peakMB: number
  readonly startMB: number
}

const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576)

const measure = async (name: string, body: () => Promise<number>): Promise<Measure> => {
  globalThis.gc?.()
  const startMB = megabytes()
  let peakMB = startMB
  const timer = setInterval(() => {
    peakMB = Math.max(peakMB, megabytes())
  }, 50)
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const counted = await body()
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const cpuSeconds = (user + system) / 1_000_000
  clearInterval(timer)
  peakMB = Math.max(peakMB, megabytes())
  return {
    name,
    rows: counted,
    seconds: Number(seconds.toFixed(2)),
    cpuSeconds: Number(cpuSeconds.toFixed(2)),
    rowsPerSecond: Math.round(counted / seconds),
    rowsPerCpuSecond: Math.round(counted / cpuSeconds),
    peakMB,
    startMB
  }
}

// runs

const folder = mkdtempSync(join(tmpdir(), "chibo-csv-"))
try {
  const path = join(folder, "members.csv")
  for (let from = 0; from < rows; from += 5_000) writeFileSync(path, table(from, Math.min(5_000, rows - from)), { flag: "a" })
  const small = join(folder, "small.csv")
  writeFileSync(small, table(0, imported))

  const results: Array<Measure> = []
  results.push(await measure("validated rows", () => count(path, "values")))
  results.push(
    await measure("csv-parse to objects", async () => {
      let counted = 0
      for await (const _ of createReadStream(path).pipe(parse({ columns: true }))) counted++
      return counted
    })
  )
  results.push(await measure("validated rows, again", () => count(path, "values")))
  results.push(await measure("validated rows with their facts", () => count(path, "facts")))
  const options = { context: undefined, recordedBy: "bench" }
  const run = <A, E>(effect: Effect.Effect<A, E, never>) => Effect.runPromise(effect)
  const journal = Sqlite.layer({ filename: join(folder, "journal.sqlite") })
  results.push(
    await measure("import into SQLite", async () => {
      const report = await run(Csv.importFile(Csv.fileAt(small, "small.csv"), members, options).pipe(Effect.provide(journal)))
      return report.good
    })
  )
  results.push(
    await measure("the same file again", async () => {
      const report = await run(Csv.importFile(Csv.fileAt(small, "small.csv"), members, options).pipe(Effect.provide(journal)))
      return report.known
    })
  )
  const [validated, objects, again] = results
  const best = Math.max(validated?.rowsPerCpuSecond ?? 0, again?.rowsPerCpuSecond ?? 0)
  const ratio = Number((best / (objects?.rowsPerCpuSecond ?? 1)).toFixed(2))
  if (json) console.log(JSON.stringify({ results, ratioToCsvParseObjects: ratio }))
  else {
    console.table(results)
    console.log(`validated rows against csv-parse to objects: ${ratio} times as fast, by processor time`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
