/**
 * The lines of a loop's source, each step once and only when something needs it.
 *
 * What is known of a number depends on masks of columns and on further conditions. Where a condition already asks for the very truth value that a
 * mask is (there is an exemption, and its term is …), what is masked by it need not be doubted, and one mark serves for both.
 */
import type { ColumnShape } from "./arrays.ts"
import { firstDay, lastDay } from "./days.ts"
import type { Ref, Step } from "./step.ts"
import { notApplicable, walkIt } from "./reduce.ts"

// model

/** What is certain and what is possible: names of variables, or 0 and 1. */
export interface Judged {
  readonly t: string
  readonly p: string
}

/** Writes lines on demand. */
export interface Emitter {
  readonly lines: Array<string>
  readonly judge: (ref: Ref) => Judged
  /** The lines that fetch the lists, to stand before the loop. */
  readonly loads: () => ReadonlyArray<string>
}

// constructors

/** For steps over columns; `local` are the questions answered in the same loop. */
export const emitter = (
  steps: ReadonlyArray<Step>,
  columns: ReadonlyArray<ColumnShape>,
  local: ReadonlyMap<number, Int32Array>,
  quick: boolean
): Emitter => {
  const lines: Array<string> = []
  const usedColumns = new Set<number>()
  const usedMasks = new Set<number>()
  const usedStages = new Set<number>()
  const declared = new Set<string>()
  let count = 0
  /** A variable for an expression, the same one for the same expression. */
  const names = new Map<string, string>()
  const name = (expression: string, prefix: string): string => {
    if (/^(\w+|\(-?[\d.e+]+\))$/.test(expression)) return expression
    const before = names.get(expression)
    if (before !== undefined) return before
    const made = `${prefix}${count++}`
    names.set(expression, made)
    lines.push(`const ${made}=${expression};`)
    return made
  }
  const once = (line: string) => {
    if (!declared.has(line)) lines.push(line)
    declared.add(line)
  }
  const stepOf = (ref: Ref): Step => steps[ref] ?? { op: "unknown" }

  const column = (c: number): string => {
    usedColumns.add(c)
    once(`const c${c}=${columns[c]?.texts === true ? `R${c}[C${c}[i]]` : `C${c}[i]`};`)
    return `c${c}`
  }
  const mask = (m: number): string => {
    const guard = columns.findIndex(({ guards }) => guards === m)
    if (guard >= 0) return column(guard)
    usedMasks.add(m)
    once(`const m${m}=K${m}[i];`)
    return `m${m}`
  }

  // numbers

  const numbers = new Map<Ref, Numbered>()
  const number = (ref: Ref): Numbered => {
    const before = numbers.get(ref)
    if (before !== undefined) return before
    const made = makeNumber(stepOf(ref))
    numbers.set(ref, made)
    return made
  }
  const makeNumber = (step: Step): Numbered => {
    switch (step.op) {
      case "number":
        return { v: `(${step.value})`, on: nothing, size: Math.abs(step.value) }
      case "none":
        return { v: "0", on: new Set(["0"]), size: 0 }
      case "load": {
        const { mask: m, wide } = columns[step.column] ?? { mask: undefined, wide: true }
        const v = column(step.column)
        return { v, on: m === undefined ? nothing : new Set([mask(m)]), size: wide === true ? exact : 2 ** 31 }
      }
      case "answer": {
        const r = answer(step.stage)
        usedStages.add(step.stage)
        return { v: name(`M${step.stage}[${r}]`, "v"), on: answered(r), size: 2 ** 31 }
      }
      case "dated": {
        const day = number(step.day)
        const within = ladder(
          step.starts,
          day.v,
          step.values.map(each => (each === undefined ? 0 : 1))
        )
        const size = Math.max(0, ...step.values.map(each => Math.abs(each ?? 0)))
        if (step.otherwise !== undefined && day.on.size > 0) {
          // where the day does not matter, all values are the same
          if (quick) return { v: `(${step.otherwise})`, on: new Set(further(within, day.on)), size }
          const known = name(`(1^(${conjunction(day.on)}))|(${within})`, "k")
          return { v: `(${step.otherwise})`, on: new Set([known]), size }
        }
        const v = name(
          ladder(
            step.starts,
            day.v,
            step.values.map(each => each ?? 0)
          ),
          "v"
        )
        return { v, on: new Set([...day.on, ...further(within, day.on)]), size }
      }
      case "add":
      case "times": {
        const [a, b] = [number(step.left), number(step.right)]
        const size = step.op === "add" ? a.size + b.size : a.size * b.size
        const on = new Set([...a.on, ...b.on])
        const v = name(`${a.v}${step.op === "add" ? "+" : "*"}${b.v}`, "v")
        if (size > exact) lines.push(`if((+(${v}>${exact})|+(${v}<-${exact}))&${conjunction(on)})tooLarge();`)
        return { v, on, size: Math.min(size, exact) }
      }
      case "min": {
        const [a, b] = [number(step.left), number(step.right)]
        return { v: name(`Math.min(${a.v},${b.v})`, "v"), on: new Set([...a.on, ...b.on]), size: Math.max(a.size, b.size) }
      }
      case "addDays": {
        const [a, b] = [number(step.left), number(step.right)]
        const on = new Set([...a.on, ...b.on])
        const v = name(`${a.v}+${b.v}`, "v")
        // a term of less than four hundred years or so stays within the years, but for days that the exact loop looks at
        if (quick && b.size <= longTerm) {
          once(`rare|=(+(${a.v}<${firstDay + longTerm})|+(${a.v}>${lastDay - longTerm}))&${conjunction(a.on)};`)
        } else {
          const out = `(+(${v}<${firstDay})|+(${v}>${lastDay}))&${conjunction(on)}`
          once(quick ? `rare|=${out};` : `if(${out})addDays(${v},0);`)
        }
        return { v, on, size: 2 ** 31 }
      }
      case "addMonths": {
        const [a, b] = [number(step.left), number(step.right)]
        const on = new Set([...a.on, ...b.on])
        return { v: name(`(${conjunction(on)})?addMonths(${a.v},${b.v}):0`, "v"), on, size: 2 ** 31 }
      }
      case "addWorkingDays": {
        const [a, b] = [number(step.left), number(step.right)]
        const v = name(`(${conjunction(new Set([...a.on, ...b.on]))})?x.workdays(${a.v},${b.v}):NaN`, "v")
        return { v, on: new Set([name(`+(${v}===${v})`, "k")]), size: 2 ** 31 }
      }
      default:
        return { v: "0", on: new Set(["0"]), size: 0 }
    }
  }
  /** A condition of its own under which a number is known; the quick loop takes it for granted and says where it fails. */
  const further = (known: string, given: ReadonlySet<string>): ReadonlyArray<string> => {
    if (!quick) return [name(known, "k")]
    once(`rare|=${conjunction(given)}&(1^(${known}));`)
    return []
  }
  const answer = (stage: number): string => {
    if (local.has(stage)) return `r${stage}`
    usedStages.add(stage)
    once(`const r${stage}=${quick ? `marked(S${stage}[i])` : `S${stage}[i]`};`)
    return `r${stage}`
  }
  const answered = (r: string): ReadonlySet<string> => {
    if (!quick) return new Set([name(`+(${r}<${walkIt})|+(${r}===${notApplicable})`, "k")])
    once(`rare|=${r}>>8;`)
    return nothing
  }

  // truth values

  const judgedBefore = new Map<string, Judged>()
  const judge = (ref: Ref, given: ReadonlySet<string>): Judged => {
    const key = `${ref} ${[...given].sort().join()}`
    const before = judgedBefore.get(key)
    if (before !== undefined) return before
    const made = makeJudged(stepOf(ref), given)
    judgedBefore.set(key, made)
    return made
  }
  const test = (raw: string, on: ReadonlySet<string>, given: ReadonlySet<string>): Judged => {
    const doubts = [...on].filter(each => !given.has(each))
    if (doubts.includes("0")) return { t: "0", p: "1" }
    const is = name(raw, "b")
    if (doubts.length === 0) return { t: is, p: is }
    const known = name(doubts.join("&"), "k")
    return { t: name(`${is}&${known}`, "t"), p: name(`${is}|(1^${known})`, "p") }
  }
  const compared = (left: Ref, right: Ref, sign: string, given: ReadonlySet<string>): Judged => {
    const [a, b] = [stepOf(left), stepOf(right)]
    // an answer held against a known outcome: the codes are compared
    if (sign === "===" && a.op === "answer" && b.op === "number") return amongAnswers(a.stage, [b.value], given)
    if (sign === "===" && b.op === "answer" && a.op === "number") return amongAnswers(b.stage, [a.value], given)
    const [x, y] = [number(left), number(right)]
    return test(`+(${x.v}${sign}${y.v})`, new Set([...x.on, ...y.on]), given)
  }
  const amongAnswers = (stage: number, texts: ReadonlyArray<number>, given: ReadonlySet<string>): Judged => {
    const outcomes = local.get(stage)
    const r = answer(stage)
    if (outcomes === undefined) {
      const { v, on } = makeNumber({ op: "answer", stage })
      return test(texts.length === 0 ? "0" : texts.map(each => `+(${v}===${each})`).join("|"), on, given)
    }
    const codes = [...outcomes.keys()].filter(code => outcomes[code] !== undefined && outcomes[code] >= 0 && texts.includes(outcomes[code]))
    const [lowest = 0, highest = -1] = [codes[0], codes.at(-1)]
    const together = codes.length > 1 && highest - lowest === codes.length - 1
    const among = together
      ? lowest === 0
        ? `+(${r}<=${highest})`
        : `+(((${r}-${lowest})>>>0)<=${highest - lowest})`
      : codes.map(code => `+(${r}===${code})`).join("|")
    return test(codes.length === 0 ? "0" : among, answered(r), given)
  }
  const makeJudged = (step: Step, given: ReadonlySet<string>): Judged => {
    switch (step.op) {
      case "true":
        return { t: "1", p: "1" }
      case "false":
        return { t: "0", p: "0" }
      case "truth": {
        const { v, on } = number(step.of)
        return given.has(v) ? { t: "1", p: "1" } : test(v, on, given)
      }
      case "lt":
        return compared(step.left, step.right, "<", given)
      case "le":
        return compared(step.left, step.right, "<=", given)
      case "eq":
        return compared(step.left, step.right, "===", given)
      case "oneOf": {
        const of = stepOf(step.of)
        if (of.op === "answer") return amongAnswers(of.stage, step.values, given)
        const { v, on } = number(step.of)
        return test(step.values.length === 0 ? "0" : step.values.map(value => `+(${v}===${value})`).join("|"), on, given)
      }
      case "and":
      case "or": {
        const all = step.op === "and"
        const own = new Set(step.of.flatMap(ref => guard(ref, !all)))
        const inner = new Set([...given, ...own])
        const parts = step.of.map(ref => (guard(ref, !all).length > 0 ? judge(ref, given) : judge(ref, inner)))
        const [sign, neutral, decisive] = all ? ["&", "1", "0"] : ["|", "0", "1"]
        const join = (each: ReadonlyArray<string>) => {
          const some = [...new Set(each)].filter(part => part !== neutral)
          if (some.includes(decisive)) return decisive
          // two at a time, the oldest first: conditions that begin alike share their beginning
          return some.length === 0 ? neutral : some.sort((a, b) => age(a) - age(b)).reduce((a, b) => name(`${a}${sign}${b}`, "b"))
        }
        const [t, p] = [join(parts.map(part => part.t)), join(parts.map(part => part.p))]
        if (t === p) {
          const both = name(t, "b")
          return { t: both, p: both }
        }
        return { t: name(t, "t"), p: name(p, "p") }
      }
      case "not": {
        const { t, p } = judge(step.of, given)
        const not = (value: string) => (value === "0" ? "1" : value === "1" ? "0" : `1^${value}`)
        if (t === p) {
          const both = name(not(t), "b")
          return { t: both, p: both }
        }
        return { t: name(not(p), "t"), p: name(not(t), "p") }
      }
      case "pick": {
        const day = number(step.day)
        const parts = step.of.map(ref => judge(ref, given))
        const other = judge(step.otherwise, given)
        const doubts = [...day.on].filter(each => !given.has(each))
        const choose = (values: ReadonlyArray<string>, before: string, otherwise: string) => {
          const chosen = `(${step.starts
            .map((start, s) => `${day.v}>=${start}?${values[s] ?? before}:`)
            .reverse()
            .join("")}${before})`
          return doubts.length === 0 ? chosen : `(${doubts.join("&")})?${chosen}:${otherwise}`
        }
        return {
          t: name(
            choose(
              parts.map(part => part.t),
              "0",
              other.t
            ),
            "t"
          ),
          p: name(
            choose(
              parts.map(part => part.p),
              "1",
              other.p
            ),
            "p"
          )
        }
      }
      case "asked": {
        usedStages.add(step.stage)
        const asked = name(`A${step.stage}[i]`, "q")
        return { t: name(`+(${asked}===1)`, "t"), p: name(`+(${asked}!==0)`, "p") }
      }
      default:
        return { t: "0", p: "1" }
    }
  }
  /** The masks that a condition is, or (where `denied`) that its contrary is. */
  const guard = (ref: Ref, denied: boolean): ReadonlyArray<string> => {
    const step = stepOf(ref)
    if (denied) return step.op === "not" ? guard(step.of, false) : []
    if (step.op !== "truth") return []
    const of = stepOf(step.of)
    return of.op === "load" && columns[of.column]?.guards !== undefined ? [column(of.column)] : []
  }

  return {
    lines,
    judge: ref => judge(ref, nothing),
    loads: () => [
      ...[...usedColumns].map(c => `const C${c}=x.columns[${c}],R${c}=x.texts[${c}];`),
      ...[...usedMasks].map(m => `const K${m}=x.known[${m}];`),
      ...[...usedStages].map(s => `const S${s}=x.codes[${s}],A${s}=x.asked[${s}],M${s}=x.outcomes[${s}];`)
    ]
  }
}

// internal

/** A number, what it must be known on, and a bound of its size. */
interface Numbered {
  readonly v: string
  readonly on: ReadonlySet<string>
  readonly size: number
}

const nothing: ReadonlySet<string> = new Set()

/** Variables are numbered as they are made; those that only fetch a column come before all. */
const age = (variable: string): number => (/^[cmr]/.test(variable) ? -1 : Number(variable.slice(1)))
const exact = Number.MAX_SAFE_INTEGER
const longTerm = 150_000

const conjunction = (on: ReadonlySet<string>): string => (on.size === 0 ? "1" : [...on].join("&"))

/** The value of the last stretch that has begun, nought before the first: a sum of steps, as a branch would be guessed wrong half the time. */
const ladder = (starts: ReadonlyArray<number>, day: string, values: ReadonlyArray<number>): string => {
  const rises = starts.flatMap((start, s) => {
    const rise = (values[s] ?? 0) - (s === 0 ? 0 : (values[s - 1] ?? 0))
    const begun = `+(${day}>=${start})`
    if (rise === 0) return []
    // masked rather than multiplied where it fits: -2 times nought would be no whole number of the machine's
    return [rise === 1 ? begun : rise === (rise | 0) ? `(${rise}&-${begun})` : `(${rise})*${begun}`]
  })
  return rises.length === 0 ? "0" : rises.join(" + ")
}
