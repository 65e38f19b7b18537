/**
 * Steps run a block of rows at a time, without making functions from text: for places where a policy forbids it. About four to eight times
 * slower than generated loops, with the same answers.
 */
import { addDays, addMonths } from "./days.ts"
import { type Decider, decider } from "./decide.ts"
import type { Member } from "./generate.ts"
import { type Ref, reachable, type Step } from "./program.ts"
import type { Arrays, Loop, Marks, Shape } from "./arrays.ts"

/** Rows in a block. */
const size = 1024

interface Cells {
  readonly value: Float64Array
  /** Known, for a number; certain, for a truth value. */
  readonly sure: Uint8Array
  /** Possible, for a truth value. */
  readonly maybe: Uint8Array
}

/** The loop of some questions. */
export const loop = (members: ReadonlyArray<Member>, shape: Shape): Loop => {
  const steps = members[0]?.regime.program.steps ?? []
  const cells = new Map<Ref, Cells>()
  const cellsOf = (ref: Ref): Cells => {
    const before = cells.get(ref)
    const made = before ?? { value: new Float64Array(size), sure: new Uint8Array(size), maybe: new Uint8Array(size) }
    cells.set(ref, made)
    return made
  }
  const done = new Set<Ref>()
  const parts = members.map(({ place, regime }) => {
    const needed = [...reachable(steps, regime.conditions.flat())].filter(ref => !done.has(ref)).sort((a, b) => a - b)
    for (const ref of needed) done.add(ref)
    return { place, regime, needed, own: decider(regime) }
  })
  const rows = new Int32Array(size)
  return (x, marks, list, from, until) => {
    for (let start = from; start < until; start += size) {
      const n = Math.min(size, until - start)
      for (let j = 0; j < n; j++) rows[j] = shape.indexed ? (list[start + j] ?? 0) : start + j
      for (const { place, regime, needed, own } of parts) {
        for (const ref of needed) fill(steps[ref] ?? { op: "unknown" }, cellsOf(ref), cellsOf, x, rows, n)
        const mine = marks[place]
        if (mine === undefined) continue
        if (own.words === 1 && own.ways === 1) oneWord(regime.conditions[0] ?? [], cellsOf, own, mine, rows, n)
        else manyWords(regime.conditions, cellsOf, own, mine, rows, n)
      }
    }
  }
}

// internal

const oneWord = (way: ReadonlyArray<Ref>, cellsOf: (ref: Ref) => Cells, own: Decider, marks: Marks, rows: Int32Array, n: number): void => {
  const [certain, possible] = [new Int32Array(n), new Int32Array(n)]
  for (const [c, ref] of way.entries()) {
    const { sure, maybe } = cellsOf(ref)
    for (let j = 0; j < n; j++) {
      certain[j] = (certain[j] ?? 0) | ((sure[j] ?? 0) << c)
      possible[j] = (possible[j] ?? 0) | ((maybe[j] ?? 0) << c)
    }
  }
  const { offset } = marks
  const [held, unknown] = [marks.certain[0], marks.unknown[0]]
  for (let j = 0; j < n; j++) {
    const [i, sure, maybe] = [rows[j] ?? 0, certain[j] ?? 0, possible[j] ?? 0]
    // the first question in a shared word writes over what stood there
    if (held !== undefined) held[i] = (offset === 0 ? 0 : (held[i] ?? 0)) | (sure << offset)
    if (unknown !== undefined) unknown[i] = (offset === 0 ? 0 : (unknown[i] ?? 0)) | ((sure ^ maybe) << offset)
    const kept = own.table === undefined ? -1 : (own.table[sure | (maybe << 8)] ?? -1)
    marks.codes[i] = kept >= 0 ? kept : own.codeOfWord(sure, maybe)
    if (marks.asked.length === 0) continue
    own.certain[0] = sure
    own.possible[0] = maybe
    marks.asked[i] = own.asked()
  }
}

const manyWords = (
  conditions: ReadonlyArray<ReadonlyArray<Ref>>,
  cellsOf: (ref: Ref) => Cells,
  own: Decider,
  marks: Marks,
  rows: Int32Array,
  n: number
): void => {
  const { words } = own
  const cells = conditions.map(way => way.map(cellsOf))
  for (let j = 0; j < n; j++) {
    own.certain.fill(0)
    own.possible.fill(0)
    for (const [k, way] of cells.entries()) {
      for (const [c, cell] of way.entries()) {
        const at = k * words + (c >> 5)
        own.certain[at] = (own.certain[at] ?? 0) | ((cell.sure[j] ?? 0) << (c & 31))
        own.possible[at] = (own.possible[at] ?? 0) | ((cell.maybe[j] ?? 0) << (c & 31))
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
    if (marks.asked.length > 0) marks.asked[i] = own.asked()
  }
}

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
    case "truth": {
      const inner = of(step.of)
      for (let j = 0; j < n; j++) mark(out, j, inner.sure[j] ?? 0, inner.value[j] === 1)
      return
    }
    case "lt":
    case "le":
    case "eq": {
      const [left, right] = [of(step.left), of(step.right)]
      const [a, b] = [left.value, right.value]
      for (let j = 0; j < n; j++) {
        const [x, y] = [a[j] ?? 0, b[j] ?? 0]
        mark(out, j, (left.sure[j] ?? 0) & (right.sure[j] ?? 0), step.op === "lt" ? x < y : step.op === "le" ? x <= y : x === y)
      }
      return
    }
    case "oneOf": {
      const inner = of(step.of)
      for (let j = 0; j < n; j++) mark(out, j, inner.sure[j] ?? 0, step.values.includes(inner.value[j] ?? 0))
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

const mark = (out: Cells, j: number, known: number, holds: boolean): void => {
  const is = holds ? known : 0
  out.sure[j] = is
  out.maybe[j] = is | (known ^ 1)
}

/** The last stretch that has begun; -1 before the first. */
const placeOf = (starts: ReadonlyArray<number>, day: number): number => starts.findLastIndex(start => start <= day)

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
