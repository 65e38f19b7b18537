/** A process that races others at a SQLite file: `racer.ts <file> <writer> <rule> <right|early>`; it is told `<from> <to>`, and answers with a line. */
import { writeSync } from "node:fs"
import { createInterface } from "node:readline"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Effect } from "effect"
import { attempt, rules } from "./rules.ts"
import { early } from "./wrong.ts"

const [, , filename = "", writer = "", name = "", which = ""] = process.argv

await Effect.runPromise(
  Effect.gen(function* () {
    const right = yield* Journal.Journal
    const journal = which === "early" ? early(right) : right
    const rule = rules.find(one => one.name === name)
    if (rule === undefined) return yield* Effect.die(new Error(`no rule: ${name}`))
    const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
    writeSync(1, "ready\n")
    while (true) {
      const { value, done } = yield* Effect.promise(() => lines.next())
      if (done === true) return
      const [from = 0, to = 0] = String(value).split(" ").map(Number)
      const outcomes: Array<string> = []
      for (let subject = from; subject < to; subject++) outcomes.push(yield* attempt(journal, rule, subject, Number(writer)))
      writeSync(1, `${outcomes.join(" ")}\n`)
    }
  }).pipe(Effect.provide(Sqlite.layer({ filename })))
)
