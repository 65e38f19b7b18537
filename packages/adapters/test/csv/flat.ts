/** Reads a file in a process of its own, whose heap is bounded by who starts it: `flat.ts values|import|held PATH`. */
import * as Csv from "@chibo/adapters/csv"
import * as Memory from "@chibo/adapters/memory"
import { Effect, Stream } from "effect"
import { count, members } from "../../bench/people.ts"

const [what, path = ""] = process.argv.slice(2)
const file = Csv.fileAt(path, "long.csv")

const dryRun = Csv.dryRun(file, members, { context: undefined }).pipe(
  Effect.map(({ good }) => good),
  Effect.provide(Memory.layer)
)
const held = Effect.map(Stream.runCollect(Csv.rows(file, members, undefined)), rows => rows.length)

if (what === "values") console.log(await count(path, "values"))
else console.log(await Effect.runPromise(what === "import" ? dryRun : held))
