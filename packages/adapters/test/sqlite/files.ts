import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Journal } from "@chibo/core"
import { Context, Effect, Layer } from "effect"
import type { Service } from "../journals.ts"

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

/** A connection of its own, for as long as the scope lives. */
export const connect = (filename: string, busyTimeout = 5000) =>
  Effect.map(Layer.build(Layer.fresh(Sqlite.layer({ filename, busyTimeout }))), context => Context.get(context, Journal.Journal))

/** Opens, uses and closes. */
export const using = <A, E, R>(filename: string, use: (journal: Service) => Effect.Effect<A, E, R>) =>
  Effect.scoped(Effect.flatMap(connect(filename), use))
