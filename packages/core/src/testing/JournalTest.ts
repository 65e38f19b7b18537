/**
 * The contract of a journal, as cases that any adapter can be held against.
 *
 * The suite needs no test runner of its own: it is handed `describe` and `it`. Every case gets a journal of its own from the layer, so the
 * layer must give an empty one each time it is built. A case that does not end, as over a journal that holds its lock, fails after two minutes,
 * and one that is marked slow after ten.
 *
 * @since 0.1.0
 */
import { Context, Effect, Fiber, Layer, type Scope } from "effect"
import * as Journal from "../Journal.ts"
import { Again, Another, type Case, CaseFailed, type ReopenedCase } from "./Case.ts"
import { reopenedCases } from "./cases/again.ts"
import { appendCases } from "./cases/append.ts"
import { contentCases } from "./cases/content.ts"
import { knownCases } from "./cases/known.ts"
import { lifetimeCases } from "./cases/lifetime.ts"
import { operationCases } from "./cases/operation.ts"
import { personalCases } from "./cases/personal.ts"
import { readCases } from "./cases/read.ts"
import { releaseCases } from "./cases/release.ts"
import { refusalCases } from "./cases/refusal.ts"
import { replicateCases } from "./cases/replicate.ts"
import { sizeCases } from "./cases/size.ts"
import { writerCases } from "./cases/writers.ts"

// model

export { Again, Another, type Case, CaseFailed, type ReopenedCase } from "./Case.ts"

/** What the suite needs of a test runner: Vitest, Jest, Mocha and `node:test` all have it. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  /** `timeout` in milliseconds is a little more than a case has by itself, and may be passed over. */
  readonly it: (name: string, body: () => Promise<void>, timeout: number) => unknown
}

/** A new, empty store that lives as long as its scope, as the layer that opens it. */
export type Store = Effect.Effect<Layer.Layer<Journal.Journal, unknown>, unknown, Scope.Scope>

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
  ...refusalCases,
  ...releaseCases,
  ...writerCases,
  ...lifetimeCases,
  ...sizeCases
]

/**
 * Cases over one store that is opened again, or by two at once. They ask nothing of a journal that declares neither `durable` nor
 * `sharedWriters`.
 *
 * @since 0.1.0
 */
export const reopened: ReadonlyArray<ReopenedCase> = reopenedCases

// operations

/**
 * Runs one case against a journal of its own.
 *
 * @since 0.1.0
 */
export const run = (one: Case, layer: Layer.Layer<Journal.Journal, unknown>): Effect.Effect<void, unknown> =>
  ended(
    one.run.pipe(Effect.provideService(Another, { journal: built(layer) }), Effect.provide(Layer.fresh(layer))),
    one.slow ? limits.slow : limits.one
  )

/**
 * Runs one case over a store of its own: `store` gives a layer that opens the same store each time it is built.
 *
 * @since 0.1.0
 */
export const runReopened = (one: ReopenedCase, store: Store): Effect.Effect<void, unknown> =>
  ended(Effect.scoped(Effect.flatMap(store, layer => Effect.provideService(one.run, Again, { open: built(layer) }))), limits.one)

/**
 * Declares a test for every case, and for those over one store where it is told how to have such a store.
 *
 * Call it as `JournalTest.suite({ describe, it }, "memory", Memory.layer)`.
 *
 * @since 0.1.0
 */
export const suite = (
  { describe, it }: Runner,
  name: string,
  layer: Layer.Layer<Journal.Journal, unknown>,
  options: { readonly store?: Store } = {}
): void => {
  describe(`Journal: ${name}`, () => {
    const test = ({ id, title, slow }: Pick<Case, "id" | "title" | "slow">, body: () => Promise<void>) =>
      it(`${id}: ${title}`, body, (slow ? limits.slow : limits.one) + 5000)
    for (const one of cases) test(one, () => Effect.runPromise(run(one, layer)))
    const { store } = options
    if (store === undefined) return
    for (const one of reopened) test(one, () => Effect.runPromise(runReopened(one, store)))
  })
}

// internal

/** What a case may take, in milliseconds: a store on a slow disk or far away is no wrong one. */
const limits = { one: 120_000, slow: 600_000 } as const

/** Fails where an effect does not end in time, and does not wait for one that cannot be interrupted. */
const ended = (effect: Effect.Effect<void, unknown>, limit: number): Effect.Effect<void, unknown> =>
  Effect.flatMap(Effect.forkDetach(effect), fiber => {
    const late = Effect.andThen(
      Effect.sleep(limit),
      Effect.fail(new CaseFailed({ what: "the case", expected: `to end within ${limit / 1000} seconds`, actual: "still waiting" }))
    )
    return Effect.onExit(Effect.raceFirst(Fiber.join(fiber), late), () => Effect.forkDetach(Fiber.interrupt(fiber)))
  })

const built = (layer: Layer.Layer<Journal.Journal, unknown>) =>
  Effect.map(Layer.build(Layer.fresh(layer)), context => Context.get(context, Journal.Journal))
