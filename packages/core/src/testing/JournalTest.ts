/**
 * The contract of a journal, as cases that any adapter can be held against.
 *
 * The suite needs no test runner of its own: it is handed `describe` and `it`. Every case gets a journal of its own from the layer, so the
 * layer must give an empty one each time it is built.
 *
 * @since 0.1.0
 */
import { Context, Effect, Layer } from "effect"
import * as Journal from "../Journal.ts"
import { Another, type Case } from "./Case.ts"
import { appendCases } from "./cases/append.ts"
import { contentCases } from "./cases/content.ts"
import { knownCases } from "./cases/known.ts"
import { lifetimeCases } from "./cases/lifetime.ts"
import { operationCases } from "./cases/operation.ts"
import { personalCases } from "./cases/personal.ts"
import { readCases } from "./cases/read.ts"
import { replicateCases } from "./cases/replicate.ts"
import { sizeCases } from "./cases/size.ts"
import { writerCases } from "./cases/writers.ts"

// model

export { Another, type Case, CaseFailed } from "./Case.ts"

/** What the suite needs of a test runner: Vitest, Jest, Mocha and `node:test` all have it. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  /** `timeout` in milliseconds is given for what takes long, and may be passed over. */
  readonly it: (name: string, body: () => Promise<void>, timeout?: number) => unknown
}

/**
 * All cases, each with an id of its own.
 *
 * @since 0.1.0
 */
export const cases: ReadonlyArray<Case> = [
  ...appendCases,
  ...readCases,
  ...operationCases,
  ...contentCases,
  ...knownCases,
  ...personalCases,
  ...replicateCases,
  ...writerCases,
  ...lifetimeCases,
  ...sizeCases
]

// operations

/**
 * Runs one case against a journal of its own.
 *
 * @since 0.1.0
 */
export const run = (one: Case, layer: Layer.Layer<Journal.Journal, unknown>): Effect.Effect<void, unknown> =>
  one.run.pipe(
    Effect.provideService(Another, {
      journal: Effect.map(Layer.build(Layer.fresh(layer)), context => Context.get(context, Journal.Journal))
    }),
    Effect.provide(Layer.fresh(layer))
  )

/**
 * Declares a test for every case.
 *
 * Call it as `JournalTest.suite({ describe, it }, "memory", Memory.layer)`.
 *
 * @since 0.1.0
 */
export const suite = ({ describe, it }: Runner, name: string, layer: Layer.Layer<Journal.Journal, unknown>): void => {
  describe(`Journal: ${name}`, () => {
    for (const one of cases) {
      const body = () => Effect.runPromise(run(one, layer))
      if (one.slow) it(`${one.id}: ${one.title}`, body, 300_000)
      else it(`${one.id}: ${one.title}`, body)
    }
  })
}
