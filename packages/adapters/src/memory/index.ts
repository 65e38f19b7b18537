/**
 * A journal in memory: for tests, examples and previews. It keeps the same bytes as a durable store, and is gone with the process.
 *
 * @since 0.1.0
 */
import { Journal } from "@chibo/core"
import { Effect, Layer } from "effect"
import { atOnce, make as makeJournal, type Tables } from "../internal/journal.ts"
import { makeRows } from "./rows.ts"

// constructors

/**
 * An empty journal, which never closes.
 *
 * @since 0.1.0
 */
export const make: Effect.Effect<Journal.Journal["Service"]> = Effect.sync(() => open().journal)

// layer

/**
 * An empty journal for as long as the layer lives; used later, it fails with `StorageFailed`.
 *
 * Provide it at the edge: `program.pipe(Effect.provide(Memory.layer))`.
 *
 * @since 0.1.0
 */
export const layer: Layer.Layer<Journal.Journal> = Layer.effect(
  Journal.Journal,
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => open()),
      ({ close }) => Effect.sync(close)
    ),
    ({ journal }) => journal
  )
)

// internal

const open = (): { readonly journal: Journal.Journal["Service"]; readonly close: () => void } => {
  const { rows, transaction } = makeRows()
  let isOpen = true
  const closed = Effect.suspend(() => Effect.fail(new Journal.JournalError({ reason: { _tag: "StorageFailed" }, cause: "closed" })))
  const tables: Tables = {
    capabilities: { durable: false, sharedWriters: false, replicate: true, erase: true },
    write: (_, body) => Effect.suspend(() => (isOpen ? Effect.fromResult(transaction(() => atOnce(body(rows)))) : closed)),
    read: body => Effect.suspend(() => (isOpen ? body(rows) : closed)),
    purge: () => Effect.void
  }
  return {
    journal: makeJournal(tables),
    close: () => {
      isOpen = false
    }
  }
}
