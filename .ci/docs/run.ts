/**
 * Runs modules of examples one after the other, in a process of its own, and notes the end of each in a file: an example that ends the
 * process is the one that has no end.
 *
 * Usage: run.ts <notes> <module>...
 */
import { appendFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { made, mismatches } from "./check.ts"

const patience = 30_000
const [notes = "", ...modules] = process.argv.slice(2)

const shown: Array<string> = []
const keep = (chunk: unknown): boolean => shown.push(String(chunk)) > 0
process.stdout.write = keep as typeof process.stdout.write // sound: what an example prints is not read back, only dropped
process.stderr.write = keep as typeof process.stderr.write

// a rejection that nobody handles may come after the module has ended, and still is the example's
let stray: { readonly reason: unknown } | undefined
let interrupt = (_: unknown): void => {}
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, reason => {
    stray = { reason }
    interrupt(reason)
  })
}

const run = async (module: string): Promise<string | undefined> => {
  stray = undefined
  let timer: NodeJS.Timeout | undefined
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = reject
    timer = setTimeout(() => reject(new Error(`does not end within ${patience / 1000} s`)), patience)
  })
  try {
    await Promise.race([import(pathToFileURL(module).href), interrupted])
    await Promise.race([new Promise(resolve => setImmediate(resolve)), interrupted])
  } catch (error) {
    stray = { reason: error }
  } finally {
    clearTimeout(timer)
    interrupt = () => {}
  }
  if (stray === undefined) return undefined
  return stray.reason instanceof Error ? (stray.reason.stack ?? stray.reason.message) : String(stray.reason)
}

for (const module of modules) {
  const before = mismatches.length
  const countBefore = made.count
  const failure = await run(module)
  appendFileSync(notes, `${JSON.stringify({ module, checks: made.count - countBefore, failure, mismatches: mismatches.slice(before) })}\n`)
}
process.exit(0)
