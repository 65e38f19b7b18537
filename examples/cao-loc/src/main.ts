/** The command line of the example: `demo [why <member-id> | workbook] [--json] [--lang vi|en] [--as-of yyyy-mm-dd] [--data folder] [--db file] [--html file]`. */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { parseArgs } from "node:util"
import * as Memory from "@chibo/adapters/memory"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal, PlainDate } from "@chibo/core"
import { Effect, Result } from "effect"
import { articleDay } from "./compare.ts"
import { answer, digestOfFiles, FileRefused, why } from "./demo.ts"
import { page } from "./page.ts"
import { render } from "./print.ts"
import { workbook } from "./workbook.ts"

const usage = "demo [why <member-id> | workbook] [--json] [--lang vi|en] [--as-of yyyy-mm-dd] [--data folder] [--db file] [--html file]"

const stop = (message: string): never => {
  console.error(message)
  process.exit(2)
}

const started = performance.now()
const home = join(import.meta.dirname, "..")
const read = Result.try(() =>
  parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      lang: { type: "string", default: "vi" },
      "as-of": { type: "string", default: articleDay },
      data: { type: "string", default: join(home, "data") },
      db: { type: "string" },
      html: { type: "string" }
    }
  })
)
if (Result.isFailure(read)) stop(usage)
const { values, positionals } = Result.getOrThrow(read)
const lang = values.lang === "vi" || values.lang === "en" ? values.lang : stop(usage)
const day = PlainDate.parse(values["as-of"])
const asOf = Result.isSuccess(day) ? day.success : stop(`--as-of: ${day.failure.message}`)
const [command, member, ...more] = positionals
if (
  more.length > 0 ||
  !(command === undefined || (command === "why" ? member !== undefined : command === "workbook" && member === undefined))
)
  stop(usage)

const filename = values.db ?? join(home, ".chibo", `cao-loc-${digestOfFiles(values.data).slice(0, 12)}.sqlite`)
mkdirSync(dirname(filename), { recursive: true })
const layer = Sqlite.layer({ filename })

const failed = (error: unknown): never =>
  stop(
    error instanceof FileRefused
      ? `${error.file}, ${error.error.describe(lang)}`
      : error instanceof Journal.JournalError || error instanceof Error
        ? error.message
        : String(error)
  )

const beside = (name: string) => join(dirname(filename), name)

if (command === "workbook") {
  const keep = (name: string, bytes: Uint8Array) => {
    writeFileSync(beside(name), bytes)
    return relative(process.cwd(), beside(name))
  }
  console.log(await Effect.runPromise(workbook(values.data, lang, keep).pipe(Effect.provide(Memory.layer))).catch(failed))
} else if (command === "why" && member !== undefined) {
  const text = await Effect.runPromise(why(values.data, member, asOf, lang).pipe(Effect.provide(layer))).catch(failed)
  console.log(text ?? stop(lang === "vi" ? `không có đảng viên mang mã ${member}` : `no member has the id ${member}`))
} else {
  const found = await Effect.runPromise(answer(values.data, asOf, lang).pipe(Effect.provide(layer))).catch(failed)
  const { shown: _, reports, ...rest } = found
  const html = values.html ?? beside(`report-${asOf}-${lang}.html`)
  writeFileSync(html, await Effect.runPromise(page(reports, asOf, lang).pipe(Effect.provide(layer))).catch(failed))
  const took = Math.round(performance.now() - started)
  const json = JSON.stringify({ ...rest, took }, null, 2)
  const file = beside(`report-${asOf}.json`)
  writeFileSync(file, `${json}\n`)
  const writtenTo = { json: relative(process.cwd(), file), html: relative(process.cwd(), html) }
  console.log(values.json ? json : render({ ...found, writtenTo }, lang))
  if (found.figures.some(figure => figure.agrees === false)) process.exitCode = 1
}
