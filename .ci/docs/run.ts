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

let stray: ((reason: unknown) => void) | undefined
for (const event of ["unhandledRejection", "uncaughtException"]) process.on(event, reason => stray?.(reason))

for (const module of modules) {
  const before = mismatches.length
  const countBefore = made.count
  let failure: unknown
  let timer: NodeJS.Timeout | undefined
  try {
    await Promise.race([
      import(pathToFileURL(module).href),
      new Promise((_, reject) => {
        stray = reject
        timer = setTimeout(() => reject(new Error(`does not end within ${patience / 1000} s`)), patience)
      })
    ])
    await new Promise(resolve => setImmediate(resolve)) // lets a rejection that nobody handles come to light
  } catch (error) {
    failure = error
  } finally {
    clearTimeout(timer)
  }
  const own = failure instanceof Error ? (failure.stack ?? failure.message) : failure === undefined ? undefined : String(failure)
  appendFileSync(notes, `${JSON.stringify({ module, checks: made.count - countBefore, failure: own, mismatches: mismatches.slice(before) })}\n`)
}
process.exit(0)
