/**
 * Is killed in the middle of an erasure: `node eraser.ts <file> before|after`. Before: what stays has been written anew, and is not committed.
 * After: it is committed, and a reader keeps the log from being emptied.
 */
import { DatabaseSync } from "node:sqlite"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Id, Journal, PlainDate } from "@chibo/core"
import { Effect } from "effect"
import { anew } from "../../src/sqlite/schema.ts"

const [, , filename = "", when] = process.argv

const db = new DatabaseSync(filename)
db.exec("pragma cache_size = 4; pragma secure_delete = on")
if (when === "before") {
  db.exec("begin immediate")
  for (const statement of anew("position % 2 = 1")) db.exec(statement)
  process.kill(process.pid, "SIGKILL")
}
db.exec("begin")
db.prepare("select count(*) from record").get()

const erasure = Effect.flatMap(Effect.service(Journal.Journal), journal =>
  journal.erase(Id.MemberId.make("m-1"), {
    operation: Journal.operation("op-e"),
    on: PlainDate.make("2026-03-02"),
    recordedBy: "clerk-2",
    basis: "request-1"
  })
)
const program = Effect.flatMap(Effect.flip(erasure), ({ reason }) =>
  Effect.sync(() => (reason._tag === "OutcomeUnknown" ? process.kill(process.pid, "SIGKILL") : process.exit(1)))
)
Effect.runFork(Effect.provide(program, Sqlite.layer({ filename, busyTimeout: 20 })))
