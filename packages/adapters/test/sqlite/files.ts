import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Effect, Layer } from "effect"

/** A file name in a folder of its own, which is removed with the scope. */
export const file = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "chibo-"))),
    folder => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  ),
  folder => join(folder, "journal.sqlite")
)

/** An empty journal in a file of its own. */
export const freshLayer = Layer.unwrap(Effect.map(file, filename => Sqlite.layer({ filename })))
