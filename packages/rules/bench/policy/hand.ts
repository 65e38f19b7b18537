/** The policy written by hand: over plain rows, the base of all ratios; and over columns, as fast as we could, with the outputs that Chibo gives. */
import type { Features, Row } from "./features.ts"
import { asOfDay, noLimit, now, of, quotaPercent, secondDay, values } from "./values.ts"

/** A decision in ten bits: exemption 3, warnings 2, transfer 2, grade 3. */
export const packed = (exemption: number, warning: number, transfer: number, grade: number): number =>
  exemption | (warning << 3) | (transfer << 5) | (grade << 7)
export const gradeOf = (code: number): number => (code >> 7) & 7

const [missedLimit, duesLimit, tenureLimit] = [now("missed"), now("dues"), now("tenure")]
const [fewest, excellent, good, met] = [now("fewestMeetings"), now("excellent"), now("good"), now("met")]
const v = values

/** One row, decisions only. */
export const decide = (row: Row): number => {
  const second = row.request >= secondDay ? 1 : 0
  let exemption = 0
  if (row.hasExemption === 1) {
    const [old, ill, away, hard] = [
      row.age >= v.age[second],
      row.certified === 1,
      row.awayMonths >= v.awayMonths[second],
      row.hardship === 1
    ]
    if (!(old || ill || away || hard)) exemption = 1
    else if (row.decision === 0) exemption = 2
    else if (!(row.decision === 1 && row.decidedOn >= row.request)) exemption = 3
    else {
      const limit = old ? noLimit : ill ? v.termIllness[second] : away ? v.termAway[second] : v.termHardship[second]
      const last = row.start + Math.min(row.asked, limit)
      exemption = !(asOfDay >= row.start && asOfDay <= last) ? 4 : row.attended >= fewest ? 5 : 6
    }
  }
  const active = exemption >= 5
  const warning = (!active && row.missed >= missedLimit ? 1 : 0) | (row.monthsUnpaid >= duesLimit ? 2 : 0)
  let transfer = 0
  if (row.hasTransfer === 1) {
    const { letter, sinceLetter: since } = row
    transfer = since >= of("transfer3", letter) ? 3 : since >= of("transfer2", letter) ? 2 : since >= of("transfer1", letter) ? 1 : 0
  }
  let grade = 0
  if (!active && row.tenure >= tenureLimit) {
    grade = row.disciplined === 1 ? 1 : row.score >= excellent ? 4 : row.score >= good ? 3 : row.score >= met ? 2 : 1
    if (warning !== 0 && grade > 2) grade = 2
  }
  return packed(exemption, warning, transfer, grade)
}

/** All rows, decisions only: the base. */
export const overRows = (rows: ReadonlyArray<Row>, codes: Uint16Array): void => {
  for (let i = 0; i < rows.length; i++) codes[i] = decide(rows[i] as Row)
}

/** What the loop below writes: a code a question, and two marks a clause in the order of the pack. */
export interface Written {
  readonly ground: Uint8Array
  readonly term: Uint8Array
  readonly exemption: Uint8Array
  readonly attendance: Uint8Array
  readonly dues: Uint8Array
  readonly transfer: Uint8Array
  readonly grade: Uint8Array
  readonly certain: Int32Array
  readonly unknown: Int32Array
}

/** The clauses in the order of the bits that the loop below writes. */
export const clauses: ReadonlyArray<string> = [
  ...["age", "illness", "away", "hardship", "none"].map(name => `ground.${name}`),
  ...["within", "cut"].map(name => `term.${name}`),
  ...["none", "no-ground", "pending", "procedure", "out-of-term", "active", "broken"].map(name => `exemption.${name}`),
  ...["attendance.warned", "attendance.clear", "dues.warned", "dues.clear"],
  ...["none", "first", "second", "third"].map(name => `transfer.${name}`),
  ...["none", "not-met", "met", "good", "excellent"].map(name => `grade.${name}`)
]

export const written = (n: number): Written => ({
  ground: new Uint8Array(n),
  term: new Uint8Array(n),
  exemption: new Uint8Array(n),
  attendance: new Uint8Array(n),
  dues: new Uint8Array(n),
  transfer: new Uint8Array(n),
  grade: new Uint8Array(n),
  certain: new Int32Array(n),
  unknown: new Int32Array(n)
})

const none = 254

/**
 * All members over columns, every clause with its two marks: what a patient programmer would write, knowing that only what is said of an
 * exemption or of a transfer can be unknown, and that then the clauses that ask for one do not hold.
 */
export const overColumns = (f: Features, out: Written): void => {
  const { hasExemption, request, age, certified, awayMonths, hardship, decision, decidedOn, start, asked, attended, missed } = f
  const { monthsUnpaid, hasTransfer, letter, sinceLetter, tenure, score, disciplined } = f
  for (let i = 0; i < f.n; i++) {
    const has = hasExemption[i] as number
    const second = +((request[i] as number) >= secondDay)
    const old = +((age[i] as number) >= 60 - 2 * second)
    const ill = certified[i] as number
    const away = +((awayMonths[i] as number) >= 12 - 6 * second)
    const hard = hardship[i] as number
    const g1 = has & old
    const g2 = has & (1 ^ old) & ill
    const g3 = has & (1 ^ old) & (1 ^ ill) & away
    const g4 = has & (1 ^ old) & (1 ^ ill) & (1 ^ away) & hard
    const grounded = g1 | g2 | g3 | g4
    const ground = 4 - 4 * g1 - 3 * g2 - 2 * g3 - g4
    const limit = g1 * noLimit + g2 * 365 + g3 * (365 + 365 * second) + g4 * (180 + 185 * second) - (1 ^ grounded)
    const want = asked[i] as number
    const within = has & +(want <= limit)
    const begun = start[i] as number
    const inTerm = grounded & +(asOfDay >= begun) & +(asOfDay <= begun + want) & +(asOfDay <= begun + limit)
    const pending = +((decision[i] as number) === 0)
    const proper = +((decision[i] as number) === 1) & +((decidedOn[i] as number) >= (request[i] as number))
    const kept = +((attended[i] as number) >= fewest)
    const e1 = has & (1 ^ grounded)
    const e2 = grounded & pending
    const e3 = grounded & (1 ^ pending) & (1 ^ proper)
    const e4 = grounded & proper & (1 ^ inTerm)
    const e5 = proper & inTerm & kept
    const e6 = proper & inTerm & (1 ^ kept)
    const exemption = e1 + 2 * e2 + 3 * e3 + 4 * e4 + 5 * e5 + 6 * e6
    const inactive = 1 ^ (e5 | e6)
    const absent = inactive & +((missed[i] as number) >= missedLimit)
    const owing = +((monthsUnpaid[i] as number) >= duesLimit)
    const moving = hasTransfer[i] as number
    const later = +((letter[i] as number) >= secondDay)
    const since = sinceLetter[i] as number
    const t1 = moving & +(since >= 45 - 15 * later)
    const t2 = moving & +(since >= 75 - 15 * later)
    const t3 = moving & +(since >= 120 - 30 * later)
    const transfer = t1 + t2 + t3
    const graded = inactive & +((tenure[i] as number) >= tenureLimit)
    const s = score[i] as number
    const s4 = +(s >= excellent)
    const s3 = +(s >= good)
    const s2 = +(s >= met)
    const clean = 1 ^ (disciplined[i] as number)
    const fine = 1 ^ (absent | owing)
    const q1 = graded & ((1 ^ clean) | (1 ^ s2))
    const q2 = graded & clean & s2 & ((1 ^ s3) | (1 ^ fine))
    const q3 = graded & clean & fine & s3 & (1 ^ s4)
    const q4 = graded & clean & fine & s4
    out.ground[i] = ground
    out.term[i] = (1 ^ has) * none + (has & (1 ^ within))
    out.exemption[i] = exemption
    out.attendance[i] = 1 ^ absent
    out.dues[i] = 1 ^ owing
    out.transfer[i] = transfer
    out.grade[i] = q1 + 2 * q2 + 3 * q3 + 4 * q4
    out.certain[i] =
      g1 |
      (g2 << 1) |
      (g3 << 2) |
      (g4 << 3) |
      ((1 ^ grounded) << 4) |
      (within << 5) |
      ((has & (1 ^ within)) << 6) |
      ((1 ^ has) << 7) |
      (e1 << 8) |
      (e2 << 9) |
      (e3 << 10) |
      (e4 << 11) |
      (e5 << 12) |
      (e6 << 13) |
      (absent << 14) |
      ((1 ^ absent) << 15) |
      (owing << 16) |
      ((1 ^ owing) << 17) |
      ((1 ^ t1) << 18) |
      ((t1 & (1 ^ t2)) << 19) |
      ((t2 & (1 ^ t3)) << 20) |
      (t3 << 21) |
      ((1 ^ graded) << 22) |
      (q1 << 23) |
      (q2 << 24) |
      (q3 << 25) |
      (q4 << 26)
    out.unknown[i] = 0
  }
}

/** What the quota comes to in each organisation: how many are excellent, and how many may be. Nobody is graded otherwise by it. */
export const quota = (
  grades: Uint8Array,
  organisation: Int32Array,
  organisations: number
): { readonly counted: Int32Array; readonly limit: Int32Array } => {
  const counted = new Int32Array(organisations)
  const limit = new Int32Array(organisations)
  for (let i = 0; i < grades.length; i++) {
    const [g, o] = [grades[i] as number, organisation[i] as number]
    if (g >= 3) limit[o] = (limit[o] as number) + 1
    if (g === 4) counted[o] = (counted[o] as number) + 1
  }
  for (let o = 0; o < organisations; o++) limit[o] = Math.floor(((limit[o] as number) * quotaPercent) / 100)
  return { counted, limit }
}
