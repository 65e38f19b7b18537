/**
 * The contract of a rule pack, as cases that any pack can be held against.
 *
 * The suite needs no test runner of its own: it is handed `describe` and `it`. It never reads files: scenarios are handed to it as text.
 *
 * @since 0.2.0
 */
import { Effect } from "effect"
import type { RulePack } from "../RulePack.ts"
import { type Case, CaseFailed, type Looked, type Options, type Subject, subject } from "./Case.ts"
import { answerCases } from "./cases/answers.ts"
import { boundaryCases } from "./cases/boundaries.ts"
import { packCases } from "./cases/pack.ts"
import { steadyCases } from "./cases/steady.ts"

// model

export { type Case, CaseFailed, type Looked, type NotExercised, type NotReached, type Options, type Subject, subject } from "./Case.ts"
export { type Boundary, unexercised } from "./cases/boundaries.ts"

/** What the suite needs of a test runner: Vitest, Jest, Mocha and `node:test` all have it. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>) => unknown
}

/**
 * All cases, each with an id of its own.
 *
 * @since 0.2.0
 */
export const cases: ReadonlyArray<Case> = [...packCases, ...answerCases, ...boundaryCases, ...steadyCases]

// operations

/**
 * Looks at a pack through one case. Fails with everything that is wrong, and where there was nothing to look at.
 *
 * @since 0.2.0
 */
export const run = (one: Case, of: Subject): Effect.Effect<Looked, CaseFailed> =>
  Effect.suspend(() => {
    const found = look(one, of)
    if (found.problems.length > 0) return Effect.fail(new CaseFailed({ id: one.id, problems: found.problems }))
    if (found.looked === 0) return Effect.fail(new CaseFailed({ id: one.id, problems: [nothing] }))
    return Effect.succeed(found)
  })

/**
 * Declares a test for every case.
 *
 * Call it as `RulePackTest.suite({ describe, it }, pack, { functions, scenarios })`.
 *
 * @since 0.2.0
 */
export const suite = ({ describe, it }: Runner, pack: RulePack, options: Options): void => {
  let of: Subject | undefined
  describe(`RulePack: ${pack.id}`, () => {
    for (const one of cases) {
      it(`${one.id}: ${one.title}`, () => {
        of ??= subject(pack, options)
        return Effect.runPromise(Effect.asVoid(run(one, of)))
      })
    }
  })
}

// internal

const nothing = { vi: "không có gì để xét", en: "there was nothing to look at" }

/** A pack that cannot even be looked at has failed the case. */
const look = (one: Case, of: Subject): Looked => {
  try {
    return one.look(of)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { looked: 1, problems: [{ vi: `không xét được: ${message}`, en: `it could not be looked at: ${message}` }] }
  }
}
