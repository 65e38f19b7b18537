/**
 * Reads the workbooks that come on standard input (a length in eight bytes, then so many bytes), one after the other, and writes a line of
 * JSON for each: what became of it, in how many milliseconds, and the most memory that the process has held so far.
 *
 * `victim.ts exceljs` has exceljs read them instead: the positive control.
 */
import { pathToFileURL } from "node:url"
import { readSync } from "node:fs"
import * as Xlsx from "@chibo/adapters/xlsx"
import { Effect, Stream } from "effect"

export interface Verdict {
  readonly reason: Xlsx.FileReason | undefined
  readonly rows: number
  readonly millis: number
  readonly peak: number
}

const take = (length: number): Buffer | undefined => {
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  while (at < length) {
    const got = readSync(0, bytes, at, length - at, null)
    if (got === 0) return undefined
    at += got
  }
  return bytes
}

const ours = async (bytes: Uint8Array) => {
  let rows = 0
  const count = Stream.runForEachArray(Xlsx.readSheets(bytes), batch => Effect.sync(() => (rows += batch.length)))
  const outcome = await Effect.runPromise(Effect.result(count))
  return { reason: outcome._tag === "Failure" ? outcome.failure.reason : undefined, rows }
}

const theirs = async (bytes: Uint8Array) => {
  const { default: ExcelJS } = await import("exceljs") // only here: it would be in the memory of ours
  const workbook = new ExcelJS.Workbook()
  // sound: exceljs asks for the type of an older Node
  await workbook.xlsx.load(bytes as never)
  return { reason: undefined, rows: workbook.worksheets[0]?.rowCount ?? 0 }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const reader = process.argv[2] === "exceljs" ? theirs : ours
  for (let head = take(8); head !== undefined; head = take(8)) {
    const bytes = take(Number(head.readBigUInt64LE())) ?? Buffer.alloc(0)
    const [started, before] = [performance.now(), process.cpuUsage()]
    const outcome = await reader(bytes)
    const used = process.cpuUsage(before)
    // the lesser of the two: the machine may be busy with something else, and the collector works on threads of its own
    const millis = Math.min(performance.now() - started, (used.user + used.system) / 1000)
    const verdict: Verdict = { ...outcome, millis, peak: process.resourceUsage().maxRSS * 1024 }
    console.log(JSON.stringify(verdict))
  }
}
