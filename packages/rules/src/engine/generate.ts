/**
 * Steps as JavaScript: one loop over rows for questions that can be answered together. It never short-circuits, so that every clause leaves its
 * two marks. Only numbers and names made here enter the source; no text of a pack does.
 *
 * Two loops are made. The quick one takes for granted that days lie within the texts' time and that linked questions have an answer, and tells
 * whether it was so for all of its few rows; where it was not, the exact one answers them again.
 */
import { type Arrays, decideRows, type Loop, type Marks, type Shape } from "./arrays.ts"
import type { Regime } from "./compile.ts"
import { addDays, addMonths } from "./days.ts"
import { aloneCodes, type Decider, decider, marked } from "./decide.ts"
import { emitter } from "./emit.ts"
import type { Ref } from "./step.ts"

// model

/** A question in a loop: its place among the stages, and its regime. */
export interface Member {
  readonly place: number
  readonly regime: Regime
  /** The outcome of each code, as a place in the table of texts. */
  readonly outcomes: Int32Array
  readonly asked: boolean
  /** Where its clauses begin in a word that it shares. */
  readonly offset: number
}

// constructors

/** Whether functions may be made from text here; where a policy forbids it, block kernels serve. */
export const allowed = (): boolean => {
  try {
    return new Function("return 1")() === 1
  } catch {
    return false
  }
}

/** The loop of some questions over columns of a shape. */
export const loop = (members: ReadonlyArray<Member>, shape: Shape): Loop => {
  const [first] = members
  if (members.length === 1 && first !== undefined && first.regime.tables.words > mostWords) return inParts(first, shape)
  const deciders = members.map(({ regime }) => decider(regime))
  let exact: Made | undefined
  const exactly: Made = (x, marks, rows, from, until) => {
    exact ??= made(source(members, shape, false), members, deciders)
    return exact(x, marks, rows, from, until)
  }
  if (shape.indexed) return (x, marks, rows, from, until) => void exactly(x, marks, rows, from, until)
  const quick = made(source(members, shape, true), members, deciders)
  return (x, marks, rows, from, until) => {
    for (let start = from; start < until; start += stretch) {
      const end = Math.min(until, start + stretch)
      if (quick(x, marks, rows, start, end) !== 0) exactly(x, marks, rows, start, end)
    }
  }
}

/** The source of a loop, which an auditor may read. `quick` tells of rows that need the exact one. */
export const source = (members: ReadonlyArray<Member>, shape: Shape, quick: boolean): string => {
  const local = new Map(members.map(member => [member.place, member.outcomes]))
  const out = emitter(members[0]?.regime.program.steps ?? [], shape.columns, local, quick)
  const head: Array<string> = []
  const [shared, doubted]: [Array<string>, Array<string>] = [[], []]
  for (const [d, { place, regime, asked, offset }] of members.entries()) {
    const { conditions, clauses, tables } = regime
    const { words } = tables
    head.push(
      `const O${place}=marks[${place}].codes,Q${place}=marks[${place}].asked,D${place}=own[${d}],L${place}=alone[${d}],Z${place}=D${place}.plain;`
    )
    head.push(`const E${place}=D${place}.table,OT${place}=D${place}.certain,OP${place}=D${place}.possible;`)
    let plain = conditions.length === 1 && words === 1
    for (let w = 0; w < words; w++) {
      head.push(`const H${place}_${w}=marks[${place}].certain[${w}],U${place}_${w}=marks[${place}].unknown[${w}];`)
      const [sure, maybe]: [Array<string>, Array<string>] = [[], []]
      for (const [k, way] of conditions.entries()) {
        const judged = way.slice(w * 32, w * 32 + 32).map((ref: Ref) => out.judge(ref))
        const [t, p] = [word(judged.map(({ t: name }) => name)), word(judged.map(({ p: name }) => name))]
        const [certain, possible] = [`T${place}_${k}_${w}`, `P${place}_${k}_${w}`]
        out.lines.push(t === p ? `const ${certain}=${t},${possible}=${certain};` : `const ${certain}=${t},${possible}=${p};`)
        if (t !== p) plain = false
        sure.push(certain)
        maybe.push(possible)
      }
      const shift = offset === 0 ? "" : `<<${offset}`
      const held = `${sure.length === 1 ? sure.join() : `(${sure.join("&")})`}${shift}`
      if (members.length > 1) {
        shared.push(held)
        if (!plain) doubted.push(`(${sure.join()}^${maybe.join()})${shift}`)
      } else out.lines.push(`H${place}_${w}[i]=${held};${plain ? "" : `U${place}_${w}[i]=(${sure.join("&")})^(${maybe.join("|")});`}`)
    }
    out.lines.push(decision(place, clauses.length, conditions.length, words, asked, plain))
  }
  const place = members[0]?.place ?? 0
  if (members.length > 1)
    out.lines.push(`H${place}_0[i]=${shared.join("|")};${doubted.length === 0 ? "" : `U${place}_0[i]=${doubted.join("|")};`}`)
  const row = shape.indexed ? "rows[j]" : "j"
  return `return function(x,marks,rows,from,until){
${out.loads().join("\n")}
${head.join("\n")}
let odd=0;
for(let j=from;j<until;j++){const i=${row};let rare=0;
${out.lines.join("\n")}
${quick ? "odd|=rare;" : ""}
}
return odd}`
}

// internal

/** A regime of more words than this is run in parts, and decided afterwards. */
const mostWords = 4
const part = 2
/** Rows that the quick loop takes at a time. */
const stretch = 256

type Made = (x: Arrays, marks: ReadonlyArray<Marks>, rows: Int32Array, from: number, until: number) => number

const made = (text: string, members: ReadonlyArray<Member>, deciders: ReadonlyArray<Decider>): Made => {
  const make = new Function("own", "alone", "addMonths", "addDays", "tooLarge", "marked", text)
  // sound: the source returns a function of this shape
  return make(
    deciders,
    members.map(({ regime }) => (regime.clauses.length <= 8 ? undefined : aloneCodes(regime))),
    addMonths,
    addDays,
    tooLarge,
    marked
  ) as Made
}

/** A question of very many clauses: marks two words at a time, then answers. */
const inParts = (member: Member, shape: Shape): Loop => {
  const { place, regime } = member
  const own = decider(regime)
  const parts = Array.from({ length: Math.ceil(own.words / part) }, (_, k) => {
    const out = emitter(regime.program.steps, shape.columns, new Map(), false)
    const head: Array<string> = []
    for (let w = k * part; w < Math.min(own.words, (k + 1) * part); w++) {
      const judged = (regime.conditions[0] ?? []).slice(w * 32, w * 32 + 32).map((ref: Ref) => out.judge(ref))
      const [t, p] = [word(judged.map(({ t: name }) => name)), word(judged.map(({ p: name }) => name))]
      head.push(`const H${w}=marks[${place}].certain[${w}],U${w}=marks[${place}].unknown[${w}];`)
      out.lines.push(`const T${w}=${t};H${w}[i]=T${w};U${w}[i]=T${w}^(${p});`)
    }
    const row = shape.indexed ? "rows[j]" : "j"
    const text = `return function(x,marks,rows,from,until){
${out.loads().join("\n")}
${head.join("\n")}
for(let j=from;j<until;j++){const i=${row};let rare=0;
${out.lines.join("\n")}
}
return 0}`
    return made(text, [member], [own])
  })
  return (x, marks, rows, from, until) => {
    for (const each of parts) each(x, marks, rows, from, until)
    const mine = marks[place]
    if (mine !== undefined) decideRows(own, mine, shape.indexed ? rows : undefined, from, until)
  }
}

const tooLarge = (): never => {
  throw new RangeError("a rule's arithmetic left the range of exact whole numbers")
}

const word = (names: ReadonlyArray<string>): string => {
  const bits = names.flatMap((name, bit) => (name === "0" ? [] : name === "1" ? [`${1 << bit}`] : [bit === 0 ? name : `${name}<<${bit}`]))
  return bits.length === 0 ? "0" : bits.join("|")
}

/** The answer from the marks: from a table for up to eight clauses; else at once where one clause alone may hold, and worked out where not. */
const decision = (place: number, clauses: number, ways: number, words: number, asked: boolean, plain: boolean): string => {
  const keep = Array.from({ length: words * ways }, (_, at) => {
    const name = `${place}_${Math.floor(at / words)}_${at % words}`
    return `OT${place}[${at}]=T${name};OP${place}[${at}]=P${name};`
  }).join("")
  const ask = asked ? `${keep}Q${place}[i]=D${place}.asked();` : ""
  if (ways > 1 || words > 1) return `${keep}const r${place}=marked(D${place}.code());O${place}[i]=r${place};${ask}`
  const [t, p] = [`T${place}_0_0`, `P${place}_0_0`]
  const worked = `D${place}.codeOfWord(${t},${p})`
  if (clauses <= 8) {
    if (plain) return `const r${place}=Z${place}[${t}];O${place}[i]=r${place};${ask}`
    const key = `${t}|${p}<<8`
    return `let W${place}=E${place}[${key}];if(W${place}<0)W${place}=${worked};const r${place}=marked(W${place});O${place}[i]=r${place};${ask}`
  }
  const alone = `${plain ? "" : `${t}===${p}&&`}(${p}&(${p}-1))===0`
  return `const r${place}=(${alone})?L${place}[${p}===0?${clauses}:31-Math.clz32(${p})]:marked(${worked});O${place}[i]=r${place};${ask}`
}
