/** Appends until it is killed, and says after each batch what was acknowledged: `node writer.ts <file> <name>`. */
import { writeSync } from "node:fs"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Id, Journal } from "@chibo/core"
import { Effect } from "effect"

const [, , filename = "", name = "w"] = process.argv

const fact = (index: number, part: number) =>
  Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: `m-${part}`, personal: { fullName: `${name} ${index}` } })

const program = Effect.gen(function* () {
  const journal = yield* Journal.Journal
  for (let index = 0; ; index++) {
    const operation = Id.OperationId.make(`${name}-${process.pid}-${index}`)
    const receipt = yield* journal.append({
      operation,
      source: "writer",
      recordedBy: name,
      facts: [fact(index, 1), fact(index, 2), fact(index, 3)]
    })
    // one write, so that a kill leaves no half line
    writeSync(1, `${operation} ${receipt.first}\n`)
    yield* Effect.yieldNow
  }
})

Effect.runFork(Effect.provide(program, Sqlite.layer({ filename })))
