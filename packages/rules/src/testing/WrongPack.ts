/**
 * Packs that are wrong on purpose, each in one way: a suite that lets one of them pass has lost a case.
 *
 * They are made of one right pack, which the suite lets pass. What no pack can do wrong, as the engine alone answers for it, has none:
 * `clauses.order`, `explanation.agrees` and `executions.agree`.
 *
 * @since 0.2.0
 */
import { wrongAnswers } from "./wrong/answers.ts"
import { right as base } from "./wrong/base.ts"
import { wrongTexts } from "./wrong/text.ts"
import type { Tried, Wrong } from "./wrong/Wrong.ts"

export type { Tried, Wrong } from "./wrong/Wrong.ts"

/**
 * All of them.
 *
 * @since 0.2.0
 */
export const all: ReadonlyArray<Wrong> = [...wrongTexts, ...wrongAnswers]

/**
 * The right pack that they are made of, with what the suite is told besides.
 *
 * @since 0.2.0
 */
export const right: Tried = base
