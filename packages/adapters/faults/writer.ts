/**
 * A process that appends to a SQLite file: `writer.ts <options as JSON>`. It says what was acknowledged, `ok <operation> <first>`, and what failed,
 * `failed <reason>`; what failed is sent again. It ends with 0 when all was acknowledged, with 3 when a batch never was.
 */
import { writeSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Context, Effect, Layer, Result } from "effect"
import { batch } from "./audit.ts"
import { careless, hasty, unsynced } from "./wrong.ts"

/** `every`: batches after which the file is closed and opened again; `text`: the characters of each fact's text; `size`: the facts of a batch. */
export interface Options {
  readonly filename: string
  readonly name: string
  readonly journal: "right" | "hasty" | "careless" | "unsynced"
  readonly count: number
  readonly every: number
  readonly size: number
  readonly text: number
}

const { filename, name, journal, count, every, size, text }: Options = JSON.parse(process.argv[2] ?? "{}")
const patience = 100

const opened =
  journal === "unsynced"
    ? unsynced(filename)
    : Effect.map(Layer.build(Layer.fresh(Sqlite.layer({ filename }))), context => {
        const right = Context.get(context, Journal.Journal)
        return journal === "hasty" ? hasty(right) : journal === "careless" ? careless(right) : right
      })

// one write each, so that a kill leaves no half line
const say = (line: string) => Effect.sync(() => writeSync(1, `${line}\n`))
const failed = ({ reason }: Journal.JournalError) =>
  Effect.andThen(
    say(`failed ${reason._tag}`),
    Effect.promise(() => sleep(1))
  )

let [next, failures] = [0, 0]
const session = Effect.gen(function* () {
  const writing = yield* opened
  for (const end = Math.min(count, next + every); next < end; ) {
    const operation = `${name}-${process.pid}-${next}`
    const result = yield* Effect.result(writing.append(batch(operation, size, `${operation} ${"x".repeat(text)}`)))
    if (Result.isSuccess(result)) {
      yield* say(`ok ${operation} ${result.success.first}`)
      next++
      failures = 0
    } else {
      yield* failed(result.failure)
      if (++failures > patience) return
    }
  }
})

await Effect.runPromise(
  Effect.gen(function* () {
    while (next < count && failures <= patience) {
      yield* Effect.catch(Effect.scoped(session), error => {
        failures++
        return failed(error)
      })
    }
  })
)
process.exitCode = failures > patience ? 3 : 0
