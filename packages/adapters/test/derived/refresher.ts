/** Builds the derived tables of a file, saying when it starts and when it is done: `node refresher.ts <file>`. */
import { writeSync } from "node:fs"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Effect } from "effect"

const [, , filename = ""] = process.argv

// one write each, so that a kill leaves no half line
writeSync(1, "starts\n")
const { position } = await Effect.runPromise(Sqlite.derive({ filename, busyTimeout: 60_000 }))
writeSync(1, `reached ${position}\n`)
