/**
 * The steps that the executions over columns run.
 *
 * Numbers stand for all values: truth values are 0 and 1, days count from 1970-01-01, texts are places in a table. A step that may be unknown
 * says so beside its value; truth values are carried as "certainly" and "possibly".
 */

// model

/** The number of a step. */
export type Ref = number

/** A step. Those on the first lines give numbers, the others truth values. */
export type Step =
  | { readonly op: "number"; readonly value: number }
  | { readonly op: "none" }
  | { readonly op: "load"; readonly column: number }
  | { readonly op: "answer"; readonly stage: number }
  | {
      readonly op: "dated"
      readonly day: Ref
      readonly starts: ReadonlyArray<number>
      readonly values: ReadonlyArray<number | undefined>
      readonly otherwise: number | undefined
    }
  | { readonly op: "add" | "times" | "min" | "addDays" | "addMonths" | "addWorkingDays"; readonly left: Ref; readonly right: Ref }
  | { readonly op: "true" | "false" | "unknown" }
  | { readonly op: "truth"; readonly of: Ref }
  | { readonly op: "lt" | "le" | "eq"; readonly left: Ref; readonly right: Ref }
  | { readonly op: "oneOf"; readonly of: Ref; readonly values: ReadonlyArray<number> }
  | { readonly op: "and" | "or"; readonly of: ReadonlyArray<Ref> }
  | { readonly op: "not"; readonly of: Ref }
  | {
      readonly op: "pick"
      readonly day: Ref
      readonly starts: ReadonlyArray<number>
      readonly of: ReadonlyArray<Ref>
      readonly otherwise: Ref
    }
  | { readonly op: "asked"; readonly stage: number }

// operations

/** The steps that some steps need, themselves included. */
export const reachable = (steps: ReadonlyArray<Step>, from: ReadonlyArray<Ref>): ReadonlySet<Ref> => {
  const seen = new Set<Ref>()
  const queue = [...from]
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    if (seen.has(ref)) continue
    seen.add(ref)
    const step = steps[ref]
    if (step !== undefined) queue.push(...operands(step))
  }
  return seen
}

// internal

const operands = (step: Step): ReadonlyArray<Ref> => {
  switch (step.op) {
    case "dated":
      return [step.day]
    case "pick":
      return [step.day, step.otherwise, ...step.of]
    case "and":
    case "or":
      return step.of
    case "truth":
    case "oneOf":
    case "not":
      return [step.of]
    default:
      return "left" in step ? [step.left, step.right] : []
  }
}
