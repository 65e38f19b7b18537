/**
 * Steps run a block of rows at a time, without making functions from text: for places where a policy forbids it. About twenty times
 * slower than generated loops (a microsecond a member for the 27 clauses of the bench), with the same answers.
 */
import { addDays, addMonths } from "./days.ts"
import { type Decider, decider } from "./decide.ts"
import type { Member } from "./generate.ts"
import { type Ref, reachable, type Step } from "./step.ts"
import type { Arrays, Bits, Loop, Marks, Shape } from "./arrays.ts"
import { both, comparing, contrary, either, fromBytes, fromFloats, fromInts, judge } from "./lists.ts"

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
  const certain = new Int32Array(n)
  const possible = new Int32Array(n)
  for (const [c, ref] of way.entries()) {
    const { sure, maybe } = cellsOf(ref)
    gather(certain, sure, c, n)
    gather(possible, maybe, c, n)
  }
  const { codes, offset } = marks
  // the first question in a shared word writes over what stood there
  if (marks.certain[0] !== undefined) spread(marks.certain[0], certain, certain, rows, offset, n)
  if (marks.unknown[0] !== undefined) spread(marks.unknown[0], certain, possible, rows, offset, n)
  for (let j = 0; j < n; j++) {
    const sure = certain[j] as number
    const maybe = possible[j] as number
    const kept = own.table === undefined ? -1 : (own.table[sure | (maybe << 8)] as number)
    codes[rows[j] as number] = kept >= 0 ? kept : own.codeOfWord(sure, maybe)
  }
  if (marks.asked.length === 0) return
  for (let j = 0; j < n; j++) {
    own.certain[0] = certain[j] as number
    own.possible[0] = possible[j] as number
    marks.asked[rows[j] as number] = own.asked()
  }
}

/** Puts a clause's marks at its bit. */
const gather = (words: Int32Array, marks: Uint8Array, bit: number, n: number): void => {
  for (let j = 0; j < n; j++) words[j] = (words[j] as number) | ((marks[j] as number) << bit)
}

/** Writes what differs between two words (or the words themselves, where they are the same list) to the rows that they are of. */
const spread = (to: Bits, a: Int32Array, b: Int32Array, rows: Int32Array, offset: number, n: number): void => {
  const differ = a !== b
  for (let j = 0; j < n; j++) {
    const i = rows[j] as number
    const word = differ ? (a[j] as number) ^ (b[j] as number) : (a[j] as number)
    to[i] = (offset === 0 ? 0 : (to[i] as number)) | (word << offset)
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

// Lists are read up to `n`, which is at most their length: that is why each `as number` below is sound.

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
      // one loop for each kind of list, as a loop over several kinds is slow
      if (column instanceof Uint8Array) fromBytes(column, value, rows, n)
      else if (column instanceof Int32Array) fromInts(column, value, rows, n)
      else if (column !== undefined) fromFloats(column, value, rows, n)
      if (texts !== undefined) for (let j = 0; j < n; j++) value[j] = texts[value[j] as number] ?? -1
      if (known === undefined) sure.fill(1, 0, n)
      else for (let j = 0; j < n; j++) sure[j] = known[rows[j] as number] as number
      return
    }
    case "answer": {
      const [codes, outcomes] = [x.codes[step.stage], x.outcomes[step.stage]]
      if (codes === undefined || outcomes === undefined) return void sure.fill(0, 0, n)
      for (let j = 0; j < n; j++) {
        const text = outcomes[codes[rows[j] as number] as number] as number
        value[j] = text
        sure[j] = text >= 0 ? 1 : 0
      }
      return
    }
    case "dated": {
      const { value: day, sure: known } = of(step.day)
      const { starts, values, otherwise } = step
      for (let j = 0; j < n; j++) {
        const found = known[j] === 1 ? values[placeOf(starts, day[j] as number)] : otherwise
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
      const [{ value: a, sure: s }, { value: b, sure: t }] = [of(step.left), of(step.right)]
      const compute = arithmetic[step.op]
      for (let j = 0; j < n; j++) {
        if (((s[j] as number) & (t[j] as number)) === 0) {
          sure[j] = 0
          continue
        }
        const result = compute(a[j] as number, b[j] as number, x)
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
      const { value: a, sure: s } = of(step.of)
      for (let j = 0; j < n; j++) sure[j] = +(a[j] === 1)
      judge(sure, maybe, s, s, n)
      return
    }
    case "lt":
    case "le":
    case "eq": {
      const [{ value: a, sure: s }, { value: b, sure: t }] = [of(step.left), of(step.right)]
      comparing[step.op](a, b, sure, n)
      judge(sure, maybe, s, t, n)
      return
    }
    case "oneOf": {
      const { value: a, sure: s } = of(step.of)
      const { values } = step
      for (let j = 0; j < n; j++) sure[j] = +values.includes(a[j] as number)
      judge(sure, maybe, s, s, n)
      return
    }
    case "and":
    case "or": {
      const all = step.op === "and"
      sure.fill(all ? 1 : 0, 0, n)
      maybe.fill(all ? 1 : 0, 0, n)
      const join = all ? both : either
      for (const ref of step.of) {
        const { sure: s, maybe: m } = of(ref)
        join(sure, s, n)
        join(maybe, m, n)
      }
      return
    }
    case "not": {
      const { sure: s, maybe: m } = of(step.of)
      contrary(sure, m, n)
      contrary(maybe, s, n)
      return
    }
    case "pick": {
      const { value: day, sure: known } = of(step.day)
      const [branches, otherwise] = [step.of.map(of), of(step.otherwise)]
      for (let j = 0; j < n; j++) {
        const branch = known[j] === 1 ? branches[placeOf(step.starts, day[j] as number)] : otherwise
        sure[j] = branch?.sure[j] ?? 0
        maybe[j] = branch?.maybe[j] ?? 1
      }
      return
    }
    case "asked": {
      const asked = x.asked[step.stage]
      for (let j = 0; j < n; j++) {
        const is = asked?.[rows[j] as number] ?? 2
        sure[j] = is === 1 ? 1 : 0
        maybe[j] = is === 0 ? 0 : 1
      }
    }
  }
}

/** The last stretch that has begun; -1 before the first. */
const placeOf = (starts: ReadonlyArray<number>, day: number): number => {
  let place = starts.length - 1
  while (place >= 0 && (starts[place] as number) > day) place--
  return place
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
