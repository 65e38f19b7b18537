/**
 * What a case of the pack's contract is, and what it is given to look at.
 *
 * @since 0.2.0
 */
import { Data, Result } from "effect"
import type { Wording } from "../Citation.ts"
import type { Functions } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"
import type { RulePack, RulePackError } from "../RulePack.ts"
import type { Problem, Scenario, Source } from "./scenario/model.ts"
import { read } from "./scenario/read.ts"
import { type Ran, run, type World } from "./scenario/run.ts"

// model

/**
 * One thing that every pack must keep: the id is stable and names it in reports.
 *
 * @since 0.2.0
 */
export interface Case {
  readonly id: string
  readonly title: string
  readonly look: (subject: Subject) => Looked
}

/** How many things a case looked at, and what is wrong with them. */
export interface Looked {
  readonly looked: number
  readonly problems: ReadonlyArray<Wording>
}

/** First and last days on which a clause or parameter is knowingly not exercised. */
export interface NotExercised {
  readonly id: string
  readonly days: ReadonlyArray<string>
  readonly reason: Wording
}

/** An outcome that rightly cannot come about yet, such as one whose conditions nobody has read. */
export interface NotReached {
  readonly question: string
  readonly outcome: string
  readonly reason: Wording
}

/** What the suite is told besides the pack. */
export interface Options {
  /** The packs above, the highest first. */
  readonly above?: ReadonlyArray<RulePack>
  /** The functions of computed measures, those of the packs above included. */
  readonly functions?: Functions
  readonly scenarios: ReadonlyArray<Source>
  readonly notExercised?: ReadonlyArray<NotExercised>
  readonly notReached?: ReadonlyArray<NotReached>
  /** Questions that are rightly answered where nothing at all is known, and why. */
  readonly answeredWithoutFacts?: ReadonlyArray<{ readonly question: string; readonly reason: Wording }>
  /** Runs a body in a time zone. Without it, `process.env.TZ` is set, which works in the main thread of Node. */
  readonly inZone?: <A>(zone: string, body: () => A) => A
}

/** A pack under test, with everything that cases ask of it worked out once. */
export interface Subject {
  readonly pack: RulePack
  readonly options: Options
  readonly book: Result.Result<Rulebook.Rulebook, RulePackError>
  readonly scenarios: ReadonlyArray<Scenario>
  readonly problems: ReadonlyArray<Problem>
  readonly ran: ReadonlyArray<Ran>
  /** What scenarios run in; dies where the packs do not fit, which a case of its own tells. */
  readonly world: World
}

// errors

/** A case that does not hold. */
export class CaseFailed extends Data.TaggedError("CaseFailed")<{ readonly id: string; readonly problems: ReadonlyArray<Wording> }> {
  override get message() {
    return `${this.id}\n${this.problems.map(({ vi, en }) => `  ${en}\n  (${vi})`).join("\n")}`
  }
}

// constructors

/** A pack to be looked at. */
export const subject = (pack: RulePack, options: Options): Subject => {
  const functions = options.functions ?? {}
  const book = Rulebook.make([...(options.above ?? []), pack])
  const rulebook = Result.getOrUndefined(book)
  const found = rulebook === undefined ? [] : options.scenarios.map(source => read(rulebook, pack.id, source))
  const scenarios = found.flatMap(each => each.scenarios)
  let ran: ReadonlyArray<Ran> | undefined
  return {
    pack,
    options,
    book,
    scenarios,
    problems: found.flatMap(each => each.problems),
    get ran() {
      const { world } = this
      ran ??= scenarios.map(each => run(world, each))
      return ran
    },
    get world() {
      return { rulebook: Result.getOrThrow(book), functions }
    }
  }
}

/** A case. */
export const define = (id: string, title: string, look: (subject: Subject) => Looked): Case => ({ id, title, look })

/** What a look came to. */
export const looked = (count: number, problems: Iterable<Wording>): Looked => ({ looked: count, problems: [...problems] })
