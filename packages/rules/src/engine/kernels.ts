/**
 * Steps run a block of rows at a time, without making functions from text: for places where a policy forbids it. About four to eight times
 * slower than generated loops, with the same answers.
 */
import type { Regime } from "./compile.ts"
import { addDays, addMonths } from "./days.ts"
import { decider } from "./decide.ts"
import type { Ref, Step } from "./program.ts"
import type { Arrays, Loop, Shape } from "./arrays.ts"

/** Rows in a block. */
const size = 1024

interface Cells {
  readonly value: Float64Array
  /** Known, for a number; certain, for a truth value. */
  readonly sure: Uint8Array
  /** Possible, for a truth value. */
  readonly maybe: Uint8Array
}

/** The loop of a regime. */
export const loop = (regime: Regime, shape: Shape): Loop => {
  const { conditions, program } = regime
  const own = decider(regime)
  const { words } = own
  const cells = program.steps.map((): Cells => ({ value: new Float64Array(size), sure: new Uint8Array(size), maybe: new Uint8Array(size) }))
  const rows = new Int32Array(size)
  const cellsOf = (ref: Ref): Cells => {
    const found = cells[ref]
    if (found === undefined) throw new RangeError("a step refers to none") // a bug: steps refer to earlier ones
    return found
  }
  return (x, marks, from, until) => {
    for (let start = from; start < until; start += size) {
      const n = Math.min(size, until - start)
      for (let j = 0; j < n; j++) rows[j] = shape.indexed ? (marks.rows[start + j] ?? 0) : start + j
      for (const [ref, step] of program.steps.entries()) fill(step, cellsOf(ref), cellsOf, x, rows, n)
      for (let j = 0; j < n; j++) {
        own.certain.fill(0)
        own.possible.fill(0)
        for (let k = 0; k < conditions.length; k++) {
          const way = conditions[k] ?? []
          for (let c = 0; c < way.length; c++) {
            const cell = cells[way[c] ?? -1]
            const at = k * words + (c >> 5)
            own.certain[at] = (own.certain[at] ?? 0) | ((cell?.sure[j] ?? 0) << (c & 31))
            own.possible[at] = (own.possible[at] ?? 0) | ((cell?.maybe[j] ?? 0) << (c & 31))
          }
        }
        const i = rows[j] ?? 0
        for (let w = 0; w < words; w++) {
          let [certain, possible] = [-1, 0]
          for (let k = 0; k < own.ways; k++) {
            certain &= own.certain[k * words + w] ?? 0
            possible |= own.possible[k * words + w] ?? 0
          }
          const [held, unknown] = [marks.certain[w], marks.unknown[w]]
          if (held !== undefined) held[i] = certain
          if (unknown !== undefined) unknown[i] = certain ^ possible
        }
        marks.codes[i] = own.code()
        if (shape.asked) marks.asked[i] = own.asked()
      }
    }
  }
}

// internal

const fill = (step: Step, out: Cells, of: (ref: Ref) => Cells, x: Arrays, rows: Int32Array, n: number): void => {
  const { value, sure, maybe } = out
  switch (step.op) {
    case "number":
      value.fill(step.value, 0, n)
      sure.fill(1, 0, n)
      return
    case "none":
      sure.fill(0, 0, n)
      return
    case "load": {
      const [column, known, texts] = [x.columns[step.column], x.known[step.column], x.texts[step.column]]
      for (let j = 0; j < n; j++) {
        const raw = column?.[rows[j] ?? 0] ?? 0
        value[j] = texts === undefined ? raw : (texts[raw] ?? -1)
        sure[j] = known === undefined ? 1 : (known[rows[j] ?? 0] ?? 0)
      }
      return
    }
    case "answer": {
      const [codes, outcomes] = [x.codes[step.stage], x.outcomes[step.stage]]
      for (let j = 0; j < n; j++) {
        const text = outcomes?.[codes?.[rows[j] ?? 0] ?? 0] ?? -1
        value[j] = text
        sure[j] = text >= 0 ? 1 : 0
      }
      return
    }
    case "dated": {
      const day = of(step.day)
      for (let j = 0; j < n; j++) {
        const found = day.sure[j] === 1 ? step.values[placeOf(step.starts, day.value[j] ?? 0)] : step.otherwise
        value[j] = found ?? 0
        sure[j] = found === undefined ? 0 : 1
      }
      return
    }
    case "add":
    case "times":
    case "min":
    case "addDays":
    case "addMonths":
    case "addWorkingDays": {
      const [left, right] = [of(step.left), of(step.right)]
      const compute = arithmetic[step.op]
      for (let j = 0; j < n; j++) {
        if (((left.sure[j] ?? 0) & (right.sure[j] ?? 0)) === 0) {
          sure[j] = 0
          continue
        }
        const result = compute(left.value[j] ?? 0, right.value[j] ?? 0, x)
        value[j] = result
        sure[j] = Number.isNaN(result) ? 0 : 1
      }
      return
    }
    case "true":
    case "false":
    case "unknown":
      sure.fill(step.op === "true" ? 1 : 0, 0, n)
      maybe.fill(step.op === "false" ? 0 : 1, 0, n)
      return
    case "truth":
      judge(
        out,
        n,
        j => of(step.of).sure[j] === 1,
        j => of(step.of).value[j] === 1
      )
      return
    case "lt":
    case "le":
    case "eq": {
      const [left, right] = [of(step.left), of(step.right)]
      const test = comparison[step.op]
      judge(
        out,
        n,
        j => left.sure[j] === 1 && right.sure[j] === 1,
        j => test(left.value[j] ?? 0, right.value[j] ?? 0)
      )
      return
    }
    case "oneOf": {
      const inner = of(step.of)
      judge(
        out,
        n,
        j => inner.sure[j] === 1,
        j => step.values.includes(inner.value[j] ?? 0)
      )
      return
    }
    case "and":
    case "or": {
      const all = step.op === "and"
      sure.fill(all ? 1 : 0, 0, n)
      maybe.fill(all ? 1 : 0, 0, n)
      for (const ref of step.of) {
        const inner = of(ref)
        for (let j = 0; j < n; j++) {
          const [s, m] = [inner.sure[j] ?? 0, inner.maybe[j] ?? 0]
          sure[j] = all ? (sure[j] ?? 0) & s : (sure[j] ?? 0) | s
          maybe[j] = all ? (maybe[j] ?? 0) & m : (maybe[j] ?? 0) | m
        }
      }
      return
    }
    case "not": {
      const inner = of(step.of)
      for (let j = 0; j < n; j++) {
        sure[j] = 1 ^ (inner.maybe[j] ?? 0)
        maybe[j] = 1 ^ (inner.sure[j] ?? 0)
      }
      return
    }
    case "pick": {
      const day = of(step.day)
      const branches = step.of.map(of)
      for (let j = 0; j < n; j++) {
        const branch = day.sure[j] === 1 ? branches[placeOf(step.starts, day.value[j] ?? 0)] : of(step.otherwise)
        sure[j] = branch?.sure[j] ?? 0
        maybe[j] = branch?.maybe[j] ?? 1
      }
      return
    }
    case "asked": {
      const asked = x.asked[step.stage]
      for (let j = 0; j < n; j++) {
        const is = asked?.[rows[j] ?? 0] ?? 2
        sure[j] = is === 1 ? 1 : 0
        maybe[j] = is === 0 ? 0 : 1
      }
    }
  }
}

const judge = (out: Cells, n: number, known: (j: number) => boolean, holds: (j: number) => boolean): void => {
  for (let j = 0; j < n; j++) {
    const [is, sure] = [holds(j), known(j)]
    out.sure[j] = sure && is ? 1 : 0
    out.maybe[j] = sure && !is ? 0 : 1
  }
}

/** The last stretch that has begun; -1 before the first. */
const placeOf = (starts: ReadonlyArray<number>, day: number): number => starts.findLastIndex(start => start <= day)

const comparison = {
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
  eq: (a: number, b: number) => a === b
}

const exactly = (result: number): number => {
  if (!Number.isSafeInteger(result)) throw new RangeError("a rule's arithmetic left the range of exact whole numbers")
  return result
}

const arithmetic = {
  add: (a: number, b: number) => exactly(a + b),
  times: (a: number, b: number) => exactly(a * b),
  min: (a: number, b: number) => Math.min(a, b),
  addDays: (a: number, b: number) => addDays(a, b),
  addMonths: (a: number, b: number) => addMonths(a, b),
  addWorkingDays: (a: number, b: number, x: Arrays) => x.workdays(a, b)
}
