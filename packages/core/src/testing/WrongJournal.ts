/**
 * Journals that are wrong on purpose, each in one way: a suite that lets one of them pass has lost a case.
 *
 * @since 0.1.0
 */
import { Effect, Layer } from "effect"
import * as Journal from "../Journal.ts"
import { wrongAppends } from "./wrong/append.ts"
import { wrongKeeping } from "./wrong/keep.ts"
import { otherWrongs } from "./wrong/other.ts"
import { wrongQueries } from "./wrong/query.ts"
import { wrongReads } from "./wrong/read.ts"
import type { Wrong } from "./wrong/Wrong.ts"

export type { Wrong } from "./wrong/Wrong.ts"

/**
 * All of them.
 *
 * @since 0.1.0
 */
export const all: ReadonlyArray<Wrong> = [...wrongAppends, ...wrongReads, ...wrongQueries, ...wrongKeeping, ...otherWrongs]

/**
 * Breaks the journal of a layer.
 *
 * @since 0.1.0
 */
export const layer = <E>(wrong: Wrong, right: Layer.Layer<Journal.Journal, E>): Layer.Layer<Journal.Journal, E> =>
  Layer.effect(
    Journal.Journal,
    Effect.map(Effect.service(Journal.Journal), journal => wrong.make(journal))
  ).pipe(Layer.provide(right))
