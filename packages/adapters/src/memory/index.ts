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
 * An empty journal.
 *
 * @since 0.1.0
 */
export const make: Effect.Effect<Journal.Journal["Service"]> = Effect.sync(() => {
  const { rows, transaction } = makeRows()
  const tables: Tables = {
    capabilities: { durable: false, sharedWriters: false, replicate: true, erase: true },
    write: (_, body) => Effect.suspend(() => Effect.fromResult(transaction(() => atOnce(body(rows))))),
    read: body => body(rows),
    purge: () => Effect.void
  }
  return makeJournal(tables)
})

// layer

/**
 * An empty journal for as long as the layer lives.
 *
 * Provide it at the edge: `program.pipe(Effect.provide(Memory.layer))`.
 *
 * @since 0.1.0
 */
export const layer: Layer.Layer<Journal.Journal> = Layer.effect(Journal.Journal, make)
