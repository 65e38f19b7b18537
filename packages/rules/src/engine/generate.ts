/**
 * Steps as JavaScript: a loop over the rows of a question in one regime. It never short-circuits, so that every clause leaves its two marks.
 *
 * Only numbers and names made here enter the source; no text of a pack does.
 */
import type { Regime } from "./compile.ts"
import { addDays, addMonths } from "./days.ts"
import { aloneCodes, decider } from "./decide.ts"
import type { Ref, Step } from "./program.ts"
import { decideRows, type Loop, type Shape } from "./arrays.ts"

// constructors

/** Whether functions may be made from text here; where a policy forbids it, block kernels serve. */
export const allowed = (): boolean => {
  try {
    return new Function("return 1")() === 1
  } catch {
    return false
  }
}

/** The loop of a regime over columns of a shape. */
export const loop = (regime: Regime, shape: Shape): Loop => {
  const own = decider(regime)
  const whole = own.words <= mostWords
  const chunks = whole
    ? [[0, own.words] as const]
    : Array.from({ length: Math.ceil(own.words / chunk) }, (_, k) => [k * chunk, Math.min(own.words, k * chunk + chunk)] as const)
  const parts = chunks.map(([from, until]) => {
    const text = source(regime, shape, from, until, whole)
    // sound: the source returns a function of this shape
    return new Function("own", "alone", "addMonths", "addDays", "tooLarge", text)(
      own,
      aloneCodes(regime),
      addMonths,
      addDays,
      tooLarge
    ) as Loop
  })
  const [only] = parts
  if (whole && only !== undefined) return only
  return (x, marks, from, until) => {
    for (const part of parts) part(x, marks, from, until)
    decideRows(own, marks, from, until, shape)
  }
}

/**
 * The source of the loop for the clauses in words `from` to `until` (excluded); with `decides` it writes the answers as well.
 */
export const source = (regime: Regime, shape: Shape, from: number, until: number, decides: boolean): string => {
  const { clauses, conditions, program } = regime
  const inside = conditions.map(way => way.slice(from * 32, until * 32))
  const needed = reachable(program.steps, inside.flat())
  const names: Array<Names> = []
  const body: Array<string> = []
  for (const [ref, step] of program.steps.entries()) {
    if (!needed.has(ref)) {
      names.push(absent)
      continue
    }
    const [text, named] = emit(step, ref, names, shape)
    names.push(named)
    body.push(text)
  }
  const used = program.steps.filter((_, ref) => needed.has(ref))
  const loads = new Set(used.flatMap(step => (step.op === "load" ? [step.column] : [])))
  const stages = new Set(used.flatMap(step => (step.op === "answer" || step.op === "asked" ? [step.stage] : [])))
  const head = [
    ...[...loads].map(c => `const C${c}=x.columns[${c}],K${c}=x.known[${c}],R${c}=x.texts[${c}];`),
    ...[...stages].map(s => `const S${s}=x.codes[${s}],A${s}=x.asked[${s}],M${s}=x.outcomes[${s}];`),
    "const workdays=x.workdays,codes=marks.codes,asked=marks.asked,rows=marks.rows;"
  ]
  const words: Array<string> = []
  for (let w = from; w < until; w++) {
    head.push(`const H${w}=marks.certain[${w}],U${w}=marks.unknown[${w}];`)
    for (const [k, way] of inside.entries()) {
      const refs = way.slice((w - from) * 32, (w - from) * 32 + 32)
      words.push(`const T${k}_${w}=${word(refs, ref => names[ref]?.t ?? "0")},P${k}_${w}=${word(refs, ref => names[ref]?.p ?? "0")};`)
    }
    const ways = [...inside.keys()]
    const certain = ways.map(k => `T${k}_${w}`).join("&")
    const possible = ways.length === 1 ? `P0_${w}` : `(${ways.map(k => `P${k}_${w}`).join("|")})`
    words.push(`H${w}[i]=${certain};U${w}[i]=${ways.length === 1 ? `T0_${w}` : `(${certain})`}^${possible};`)
  }
  if (decides) words.push(decision(clauses.length, inside.length, until, shape.asked))
  const row = shape.indexed ? "rows[j]" : "j"
  return `const table=own.table,OT=own.certain,OP=own.possible,codeOfWord=own.codeOfWord;
return function(x,marks,from,until){
${head.join("\n")}
for(let j=from;j<until;j++){const i=${row};
${body.filter(line => line !== "").join("\n")}
${words.join("\n")}
}}`
}

// internal

/** Regimes of more words than this are run in parts, and decided afterwards. */
const mostWords = 4
const chunk = 2

const tooLarge = (): never => {
  throw new RangeError("a rule's arithmetic left the range of exact whole numbers")
}

/** How a step's result is called: a number and whether it is known, or what is certain and what is possible. `size` bounds a number. */
interface Names {
  readonly v: string
  readonly k: string
  readonly size: number
  readonly t: string
  readonly p: string
}

const absent: Names = { v: "0", k: "0", size: 0, t: "0", p: "0" }
const numbered = (v: string, k: string, size: number): Names => ({ ...absent, v, k, size })
const judged = (t: string, p: string): Names => ({ ...absent, t, p })

const reachable = (steps: ReadonlyArray<Step>, from: ReadonlyArray<Ref>): ReadonlySet<Ref> => {
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

const exact = Number.MAX_SAFE_INTEGER
const both = (a: string, b: string): string => (a === "1" ? b : b === "1" || a === b ? a : `${a}&${b}`)

const emit = (step: Step, ref: Ref, names: ReadonlyArray<Names>, shape: Shape): readonly [string, Names] => {
  const at = (other: Ref): Names => names[other] ?? absent
  const [v, k, t, p] = [`v${ref}`, `k${ref}`, `t${ref}`, `p${ref}`]
  switch (step.op) {
    case "number":
      return ["", numbered(`(${step.value})`, "1", Math.abs(step.value))]
    case "none":
      return ["", numbered("0", "0", 0)]
    case "load": {
      const c = step.column
      const { masked, wide, texts } = shape.columns[c] ?? { masked: true, wide: true, texts: false }
      const value = texts ? `R${c}[C${c}[i]]` : `C${c}[i]`
      return [`const ${v}=${value}${masked ? `,${k}=K${c}[i]` : ""};`, numbered(v, masked ? k : "1", wide ? exact : 2 ** 31)]
    }
    case "answer":
      return [`const ${v}=M${step.stage}[S${step.stage}[i]],${k}=(${v}>=0?1:0);`, numbered(v, k, 2 ** 31)]
    case "dated": {
      const day = at(step.day)
      const later = ladder(step.starts, day.v)
      const value = later(
        step.values.map(each => `(${each ?? 0})`),
        "0"
      )
      const known = later(
        step.values.map(each => (each === undefined ? "0" : "1")),
        "0"
      )
      const size = Math.max(0, ...step.values.map(each => Math.abs(each ?? 0)))
      if (day.k === "1") return [`const ${v}=${value},${k}=${known};`, numbered(v, k, size)]
      if (step.otherwise === undefined) return [`const ${v}=${value},${k}=${day.k}&(${known});`, numbered(v, k, size)]
      return [`const ${v}=${day.k}?${value}:(${step.otherwise}),${k}=${day.k}?${known}:1;`, numbered(v, k, size)]
    }
    case "add":
    case "times": {
      const [a, b] = [at(step.left), at(step.right)]
      const known = both(a.k, b.k)
      const size = step.op === "add" ? a.size + b.size : a.size * b.size
      const text = `const ${v}=${a.v}${step.op === "add" ? "+" : "*"}${b.v},${k}=${known};`
      if (size <= exact) return [text, numbered(v, known === "1" ? "1" : k, size)]
      return [`${text}if((${v}>${exact}||${v}<-${exact})&&${k}===1)tooLarge();`, numbered(v, known === "1" ? "1" : k, exact)]
    }
    case "min": {
      const [a, b] = [at(step.left), at(step.right)]
      const known = both(a.k, b.k)
      return [`const ${v}=(${a.v}<${b.v}?${a.v}:${b.v}),${k}=${known};`, numbered(v, known === "1" ? "1" : k, Math.max(a.size, b.size))]
    }
    case "addDays":
    case "addMonths": {
      const [a, b] = [at(step.left), at(step.right)]
      const known = both(a.k, b.k)
      return [`const ${k}=${known},${v}=${k}?${step.op}(${a.v},${b.v}):0;`, numbered(v, known === "1" ? "1" : k, 2 ** 31)]
    }
    case "addWorkingDays": {
      const [a, b] = [at(step.left), at(step.right)]
      return [`const ${v}=(${both(a.k, b.k)})?workdays(${a.v},${b.v}):NaN,${k}=(${v}===${v}?1:0);`, numbered(v, k, 2 ** 31)]
    }
    case "true":
      return ["", judged("1", "1")]
    case "false":
      return ["", judged("0", "0")]
    case "unknown":
      return ["", judged("0", "1")]
    case "truth":
      return judge(`${at(step.of).v}`, at(step.of).k, t, p)
    case "lt":
    case "le":
    case "eq": {
      const [a, b] = [at(step.left), at(step.right)]
      return judge(`(${a.v}${{ lt: "<", le: "<=", eq: "===" }[step.op]}${b.v}?1:0)`, both(a.k, b.k), t, p)
    }
    case "oneOf": {
      const of = at(step.of)
      const test = step.values.length === 0 ? "0" : `(${step.values.map(value => `${of.v}===${value}`).join("||")}?1:0)`
      return judge(test, of.k, t, p)
    }
    case "and":
    case "or": {
      const of = step.of.map(at)
      const [sign, neutral] = step.op === "and" ? ["&", "1"] : ["|", "0"]
      const join = (parts: ReadonlyArray<string>) => [...new Set(parts)].filter(part => part !== neutral).join(sign) || neutral
      const [certain, possible] = [join(of.map(n => n.t)), join(of.map(n => n.p))]
      if (certain === possible) return [`const ${t}=${certain};`, judged(t, t)]
      return [`const ${t}=${certain},${p}=${possible};`, judged(t, p)]
    }
    case "not": {
      const of = at(step.of)
      if (of.t === of.p) return [`const ${t}=1^${of.t};`, judged(t, t)]
      return [`const ${t}=1^${of.p},${p}=1^${of.t};`, judged(t, p)]
    }
    case "pick": {
      const day = at(step.day)
      const later = ladder(step.starts, day.v)
      const certain = later(
        step.of.map(each => at(each).t),
        "0"
      )
      const possible = later(
        step.of.map(each => at(each).p),
        "1"
      )
      const other = at(step.otherwise)
      if (day.k === "1") return [`const ${t}=${certain},${p}=${possible};`, judged(t, p)]
      return [`const ${t}=${day.k}?${certain}:${other.t},${p}=${day.k}?${possible}:${other.p};`, judged(t, p)]
    }
    case "asked":
      return [`const ${t}=(A${step.stage}[i]===1?1:0),${p}=(A${step.stage}[i]!==0?1:0);`, judged(t, p)]
  }
}

/** A test that is certain where what it looks at is known, and possible where it is not. */
const judge = (test: string, known: string, t: string, p: string): readonly [string, Names] => {
  if (known === "1") return [`const ${t}=${test};`, judged(t, t)]
  if (known === "0") return ["", judged("0", "1")]
  return [`const ${t}=${test}&${known},${p}=${t}|(1^(${known}));`, judged(t, p)]
}

/** The value of the last stretch that has begun. */
const ladder =
  (starts: ReadonlyArray<number>, day: string) =>
  (values: ReadonlyArray<string>, before: string): string =>
    `(${starts
      .map((start, s) => `${day}>=${start}?${values[s] ?? before}:`)
      .reverse()
      .join("")}${before})`

const word = (refs: ReadonlyArray<Ref>, nameOf: (ref: Ref) => string): string => {
  const bits = refs.flatMap((ref, bit) => {
    const name = nameOf(ref)
    return name === "0" ? [] : name === "1" ? [`${1 << bit}`] : [bit === 0 ? name : `${name}<<${bit}`]
  })
  return bits.length === 0 ? "0" : bits.join("|")
}

const decision = (clauses: number, ways: number, words: number, asked: boolean): string => {
  const keep = Array.from({ length: words * ways }, (_, at) => {
    const name = `${Math.floor(at / words)}_${at % words}`
    return `OT[${at}]=T${name};OP[${at}]=P${name};`
  }).join("")
  const ask = asked ? `${keep}asked[i]=own.asked();` : ""
  if (ways > 1) return `${keep}codes[i]=own.code();${asked ? "asked[i]=own.asked();" : ""}`
  if (clauses <= 8) return `let r=table[T0_0|P0_0<<8];if(r<0)r=codeOfWord(T0_0,P0_0);codes[i]=r;${ask}`
  if (words === 1) {
    return `codes[i]=(T0_0===P0_0&&(P0_0&(P0_0-1))===0)?alone[P0_0===0?${clauses}:31-Math.clz32(P0_0)]:codeOfWord(T0_0,P0_0);${ask}`
  }
  return `${keep}codes[i]=own.code();${asked ? "asked[i]=own.asked();" : ""}`
}
