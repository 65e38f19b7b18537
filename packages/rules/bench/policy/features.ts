/** What is measured of each member, in one pass over the raw columns: ready columns for Chibo, ready rows for everybody else. */
import type { Brief } from "@chibo/rules"
import type { Raw } from "./population.ts"
import { asOf, asOfDay } from "./values.ts"

/** Columns of one measure each. Where there is no exemption, or no open transfer, what would be said of it is not known (here nought). */
export interface Features {
  readonly n: number
  readonly hasExemption: Uint8Array
  readonly request: Int32Array
  readonly age: Uint8Array
  readonly certified: Uint8Array
  readonly awayMonths: Uint8Array
  readonly hardship: Uint8Array
  readonly decision: Uint8Array
  readonly decidedOn: Int32Array
  readonly start: Int32Array
  readonly asked: Int32Array
  readonly attended: Uint8Array
  readonly missed: Uint8Array
  readonly monthsUnpaid: Uint8Array
  readonly hasTransfer: Uint8Array
  readonly letter: Int32Array
  readonly sinceLetter: Int32Array
  readonly tenure: Int32Array
  readonly score: Uint8Array
  readonly disciplined: Uint8Array
}

/** Room for the features of `n` members. */
export const room = (n: number): Features => {
  const bytes = () => new Uint8Array(n)
  const ints = () => new Int32Array(n)
  return {
    n,
    hasExemption: bytes(),
    request: ints(),
    age: bytes(),
    certified: bytes(),
    awayMonths: bytes(),
    hardship: bytes(),
    decision: bytes(),
    decidedOn: ints(),
    start: ints(),
    asked: ints(),
    attended: bytes(),
    missed: bytes(),
    monthsUnpaid: bytes(),
    hasTransfer: bytes(),
    letter: ints(),
    sinceLetter: ints(),
    tenure: ints(),
    score: bytes(),
    disciplined: bytes()
  }
}

/** Measures all members. */
export const measure = (raw: Raw, f: Features): void => {
  const { attendance, exemption: e, exemptionFrom, transfer, transferFrom, born, joined, monthsUnpaid, disciplined } = raw
  const [c1, c2, c3, c4] = raw.criteria
  for (let i = 0; i < raw.n; i++) {
    let [attended, missed] = [0, 0]
    for (let at = 12 * i; at < 12 * i + 12; at++) {
      const status = attendance[at]
      attended += status === 0 ? 1 : 0
      missed += status === 2 ? 1 : 0
    }
    f.attended[i] = attended
    f.missed[i] = missed
    const [first, end] = [exemptionFrom[i] as number, exemptionFrom[i + 1] as number]
    const has = end > first
    f.hasExemption[i] = has ? 1 : 0
    if (has) {
      let last = first
      for (let k = first + 1; k < end; k++) if ((e.request[k] as number) > (e.request[last] as number)) last = k
      f.request[i] = e.request[last] as number
      f.age[i] = Math.floor((((e.request[last] as number) - (born[i] as number)) * 400) / 146_097)
      f.certified[i] = e.certified[last] as number
      f.awayMonths[i] = e.awayMonths[last] as number
      f.hardship[i] = e.hardship[last] as number
      f.decision[i] = e.decision[last] as number
      f.decidedOn[i] = e.decidedOn[last] as number
      f.start[i] = e.start[last] as number
      f.asked[i] = e.asked[last] as number
    } else {
      f.request[i] = 0
      f.age[i] = 0
      f.certified[i] = 0
      f.awayMonths[i] = 0
      f.hardship[i] = 0
      f.decision[i] = 0
      f.decidedOn[i] = 0
      f.start[i] = 0
      f.asked[i] = 0
    }
    let open = -1
    for (let k = transferFrom[i] as number; k < (transferFrom[i + 1] as number); k++) {
      const letter = transfer.letter[k] as number
      if ((transfer.received[k] as number) < 0 && (open < 0 || letter < open)) open = letter
    }
    f.hasTransfer[i] = open >= 0 ? 1 : 0
    f.letter[i] = Math.max(open, 0)
    f.sinceLetter[i] = open >= 0 ? asOfDay - open : 0
    f.monthsUnpaid[i] = monthsUnpaid[i] as number
    f.tenure[i] = asOfDay - (joined[i] as number)
    f.score[i] = (c1[i] as number) + (c2[i] as number) + (c3[i] as number) + (c4[i] as number)
    f.disciplined[i] = disciplined[i] as number
  }
}

/** The features as Chibo's batch: no list is copied, and what is not known is masked. */
export const batchOf = (f: Features): Brief.Batch => {
  const boolean = (values: Brief.Numbers, known?: Uint8Array): Brief.Column => ({
    type: "boolean",
    values,
    ...(known === undefined ? {} : { known })
  })
  const integer = (values: Brief.Numbers, known?: Uint8Array): Brief.Column => ({ ...boolean(values, known), type: "integer" })
  const day = (values: Brief.Numbers, known: Uint8Array): Brief.Column => ({ ...boolean(values, known), type: "day" })
  const { hasExemption: exempt, hasTransfer: moving } = f
  const columns: Readonly<Record<string, Brief.Column>> = {
    "bench.has-exemption": boolean(exempt),
    "bench.request": day(f.request, exempt),
    "bench.age": integer(f.age, exempt),
    "bench.certified": boolean(f.certified, exempt),
    "bench.away-months": integer(f.awayMonths, exempt),
    "bench.hardship": boolean(f.hardship, exempt),
    "bench.decision": { ...boolean(f.decision, exempt), type: "text", words: ["pending", "accepted", "refused"] },
    "bench.decided-on": day(f.decidedOn, exempt),
    "bench.start": day(f.start, exempt),
    "bench.asked": integer(f.asked, exempt),
    "bench.attended": integer(f.attended),
    "bench.missed": integer(f.missed),
    "bench.months-unpaid": integer(f.monthsUnpaid),
    "bench.has-transfer": boolean(moving),
    "bench.letter": day(f.letter, moving),
    "bench.since-letter": integer(f.sinceLetter, moving),
    "bench.tenure": integer(f.tenure),
    "bench.score": integer(f.score),
    "bench.disciplined": boolean(f.disciplined)
  }
  return { subjects: { length: f.n, at: index => `m${index}` }, on: asOf, columns: new Map(Object.entries(columns)) }
}

/** One member as a plain row: what every peer is handed. */
export type Row = { readonly [K in Exclude<keyof Features, "n">]: number }

/** The same features as rows. */
export const rowsOf = (f: Features): ReadonlyArray<Row> =>
  Array.from({ length: f.n }, (_, i) => ({
    hasExemption: f.hasExemption[i] as number,
    request: f.request[i] as number,
    age: f.age[i] as number,
    certified: f.certified[i] as number,
    awayMonths: f.awayMonths[i] as number,
    hardship: f.hardship[i] as number,
    decision: f.decision[i] as number,
    decidedOn: f.decidedOn[i] as number,
    start: f.start[i] as number,
    asked: f.asked[i] as number,
    attended: f.attended[i] as number,
    missed: f.missed[i] as number,
    monthsUnpaid: f.monthsUnpaid[i] as number,
    hasTransfer: f.hasTransfer[i] as number,
    letter: f.letter[i] as number,
    sinceLetter: f.sinceLetter[i] as number,
    tenure: f.tenure[i] as number,
    score: f.score[i] as number,
    disciplined: f.disciplined[i] as number
  }))
