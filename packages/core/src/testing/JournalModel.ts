/**
 * The contract of a journal, by comparison: random commands are done to a journal and to one that is trusted, and whatever the two answer must
 * be the same. What fails is cut down to the few commands that still show it, and a seed brings it back.
 *
 * @since 0.1.0
 */
import { Context, Data, Effect, Layer } from "effect"
import * as Journal from "../Journal.ts"
import type { Runner } from "./JournalTest.ts"
import { type Command, commands } from "./model/Command.ts"
import { type Difference, run } from "./model/run.ts"

// model

export type { Command } from "./model/Command.ts"

type JournalLayer = Layer.Layer<Journal.Journal, unknown>

/** Which journal to hold against which, with which commands. Both layers must give an empty journal each time they are built. */
export interface Options {
  readonly journal: JournalLayer
  /** The journal that is trusted, such as `Memory.layer`. */
  readonly oracle: JournalLayer
  readonly seed: number
  readonly commands: number
}

// errors

/**
 * Where a journal differs from the one that is trusted: the fewest commands found that show it, and what the last of them gave.
 *
 * @since 0.1.0
 */
export class ModelFailed extends Data.TaggedError("ModelFailed")<
  Pick<Difference, "expected" | "actual"> & { readonly seed: number; readonly commands: ReadonlyArray<Command> }
> {
  override get message() {
    const steps = this.commands.map(command => `  ${Journal.canonical(command)}`).join("\n")
    return `seed ${this.seed}, ${this.commands.length} commands:\n${steps}\nexpected ${this.expected}\nfound    ${this.actual}`
  }
}

// operations

/**
 * Does random commands to both journals; gives how many, or fails with the fewest that show a difference.
 *
 * @since 0.1.0
 */
export const check = ({ journal, oracle, seed, commands: count }: Options): Effect.Effect<number, unknown> =>
  Effect.gen(function* () {
    const all = commands(seed, count)
    const differs = (some: ReadonlyArray<Command>) => run(some, built(oracle), built(journal))
    const difference = yield* differs(all)
    if (difference === undefined) return count
    const [fewest, shown] = yield* shrink(all.slice(0, difference.at + 1), difference, differs)
    return yield* new ModelFailed({ seed, commands: fewest, expected: shown.expected, actual: shown.actual })
  })

/**
 * Declares a test for every seed.
 *
 * Call it as `JournalModel.suite({ describe, it }, "sqlite", { journal, oracle: Memory.layer, seeds: [1, 2, 3], commands: 60 })`.
 *
 * @since 0.1.0
 */
export const suite = (
  { describe, it }: Runner,
  name: string,
  { seeds, ...options }: Omit<Options, "seed"> & { readonly seeds: ReadonlyArray<number> }
): void => {
  describe(`Journal against its model: ${name}`, () => {
    for (const seed of seeds)
      it(`seed ${seed}: ${options.commands} commands`, () => Effect.runPromise(Effect.asVoid(check({ ...options, seed }))), 300_000)
  })
}

// internal

/** So many attempts at fewer commands, at most. */
const attempts = 400

const built = (layer: JournalLayer) => Effect.map(Layer.build(Layer.fresh(layer)), context => Context.get(context, Journal.Journal))

/** Leaves out halves, quarters, … and single commands, then facts and expectations, for as long as a difference remains. */
const shrink = (
  failing: ReadonlyArray<Command>,
  difference: Difference,
  differs: (some: ReadonlyArray<Command>) => Effect.Effect<Difference | undefined, unknown>
): Effect.Effect<readonly [ReadonlyArray<Command>, Difference], unknown> =>
  Effect.gen(function* () {
    let [fewest, shown] = [failing, difference]
    let left = attempts
    const better = (candidate: ReadonlyArray<Command>) =>
      Effect.map(differs(candidate), found => {
        left--
        if (found === undefined) return false
        fewest = candidate.slice(0, found.at + 1)
        shown = found
        return true
      })
    for (let size = Math.ceil(fewest.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < fewest.length && left > 0; ) if (!(yield* better(fewest.toSpliced(from, size)))) from += size
    }
    for (let index = 0; index < fewest.length && left > 0; ) {
      const simpler = simplerThan(fewest[index])
      let found = false
      for (const command of simpler) if (!found && left > 0 && index < fewest.length) found = yield* better(fewest.with(index, command))
      if (!found) index++
    }
    return [fewest, shown] as const
  })

const simplerThan = (command: Command | undefined): ReadonlyArray<Command> => {
  if (command?._tag !== "append") return command?._tag === "copy" && command.parts > 1 ? [{ ...command, parts: 1 }] : []
  const { expecting, ...bare } = command
  const [first, ...rest] = command.facts
  const fewer = command.facts.flatMap((_, index): ReadonlyArray<Command> => {
    const [head, ...tail] = command.facts.toSpliced(index, 1)
    return head === undefined ? [] : [{ ...command, facts: [head, ...tail] }]
  })
  return [...(rest.length > 1 ? [{ ...command, facts: [first] as const }] : []), ...fewer, ...(expecting === undefined ? [] : [bare])]
}
