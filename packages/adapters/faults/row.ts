/**
 * What a run of a fault comes to: one row for each fault and target, and whether it is good.
 */
import type { Effect, Scope } from "effect"

// model

/**
 * `count` is what was done: processes killed, points cut, errors injected, commands sent, races run; `struck` how often the fault was met, where
 * that is not the same. Then what must be 0: acknowledged batches that are gone; batches kept in part; journals whose chain or file is broken;
 * and whatever else the fault must not do. `control` is how often the same fault broke a journal that is wrong on purpose: never 0.
 */
export interface Row {
  readonly fault: string
  readonly target: string
  readonly count: number
  readonly struck: number
  readonly lost: number
  readonly half: number
  readonly broken: number
  readonly violations: number
  readonly control: number
  readonly seconds: number
}

/** How much to do: so many, but nothing new after a moment, in milliseconds since 1970; and chance. */
export interface Budget {
  readonly count: number
  readonly until: number
  readonly random: () => number
}

/** A fault that can be run. `needs` names what this machine must have. */
export interface Harness {
  readonly name: string
  readonly needs: ReadonlyArray<Need>
  /** The counts of a short round, and of a long one. */
  readonly short: number
  readonly long: number
  readonly run: (budget: Budget) => Effect.Effect<ReadonlyArray<Row>, unknown, Scope.Scope>
}

export type Need = "strace" | "postgres" | "mount"

// constructors

/** A row that began at a moment. Nothing is wrong but what is named. */
export const row = (
  began: number,
  named: Pick<Row, "fault" | "target" | "count" | "control"> & Partial<Pick<Row, "struck" | "lost" | "half" | "broken" | "violations">>
): Row => {
  const { fault, target, count, control, struck = count, lost = 0, half = 0, broken = 0, violations = 0 } = named
  return { fault, target, count, struck, lost, half, broken, violations, control, seconds: Math.round((Date.now() - began) / 1000) }
}

// operations

/** What is wrong with a row, or nothing. A round in which nothing happened, or whose control held, has proved nothing. */
export const wrong = ({ count, struck, lost, half, broken, violations, control }: Row): string | undefined => {
  if (count === 0 || struck === 0) return "nothing happened"
  if (lost + half + broken + violations > 0) return "the journal did not hold"
  return control === 0 ? "the control held: this run cannot see the fault" : undefined
}

/** Tells whether there is time, and something left to do. */
export const goesOn = ({ count, until }: Budget, done: number): boolean => done < count && Date.now() < until

/** A part of a budget, for a control: at least so many, and in time of its own, for a run without a control proves nothing. */
export const part = ({ count, random }: Budget, share: number, least: number): Budget => ({
  count: Math.max(least, Math.round(count * share)),
  until: Number.POSITIVE_INFINITY,
  random
})
