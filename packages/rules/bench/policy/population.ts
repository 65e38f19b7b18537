/** Synthetic members from a seed, as raw fact columns: what a store would hand over, before anything is measured. */
import { asOfDay } from "./values.ts"

/** Raw facts of `n` members: those of which a member has several stand in lists of their own, found by `from[i]` to `from[i + 1]`. */
export interface Raw {
  readonly n: number
  readonly organisations: number
  readonly organisation: Int32Array
  readonly born: Int32Array
  readonly joined: Int32Array
  readonly monthsUnpaid: Uint8Array
  /** Twelve a member: 0 present, 1 excused, 2 missed, 3 no meeting. */
  readonly attendance: Uint8Array
  readonly exemptionFrom: Int32Array
  readonly exemption: {
    readonly request: Int32Array
    readonly decidedOn: Int32Array
    /** 0 pending, 1 accepted, 2 refused. */
    readonly decision: Uint8Array
    readonly certified: Uint8Array
    readonly awayMonths: Uint8Array
    readonly hardship: Uint8Array
    readonly start: Int32Array
    readonly asked: Int32Array
  }
  readonly transferFrom: Int32Array
  readonly transfer: { readonly letter: Int32Array /** -1 while it is open. */; readonly received: Int32Array }
  readonly criteria: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  readonly disciplined: Uint8Array
}

/** Members of an organisation, on average. */
const membersEach = 28

const uniform = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** So many members from a seed. */
export const population = (n: number, seed: number): Raw => {
  const u = uniform(seed)
  const below = (bound: number): number => Math.floor(u() * bound)
  const organisations = Math.max(1, Math.ceil(n / membersEach))
  const ints = () => new Int32Array(n)
  const bytes = () => new Uint8Array(n)
  const raw = {
    n,
    organisations,
    organisation: ints(),
    born: ints(),
    joined: ints(),
    monthsUnpaid: bytes(),
    attendance: new Uint8Array(12 * n),
    exemptionFrom: new Int32Array(n + 1),
    transferFrom: new Int32Array(n + 1),
    criteria: [bytes(), bytes(), bytes(), bytes()] as const,
    disciplined: bytes()
  }
  const most = Math.ceil(n * 0.6) + 64
  const [request, decidedOn, start, asked, letter, received] = Array.from({ length: 6 }, () => new Int32Array(most)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array
  ]
  const [decision, certified, awayMonths, hardship] = Array.from({ length: 4 }, () => new Uint8Array(most)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array
  ]
  let [e, t] = [0, 0]
  for (let i = 0; i < n; i++) {
    raw.organisation[i] = below(organisations)
    const age = 18 + u() * 70
    raw.born[i] = asOfDay - Math.floor(age * 365.25)
    raw.joined[i] = Math.min(asOfDay - 10, (raw.born[i] ?? 0) + Math.floor((18 + u() * 30) * 365.25))
    const paying = u()
    raw.monthsUnpaid[i] = paying < 0.93 ? 0 : paying < 0.97 ? below(3) : 3 + below(9)
    const exemptions = u() < (age > 58 ? 0.35 : 0.08) ? 1 + below(3) : 0
    const diligence = u()
    const missing = exemptions > 0 && diligence < 0.35 ? 0.88 : diligence < 0.85 ? 0.03 : 0.28
    for (let month = 0; month < 12; month++) {
      const v = u()
      raw.attendance[12 * i + month] = v < missing ? 2 : v < missing + 0.07 ? 1 : v < missing + 0.09 ? 3 : 0
    }
    raw.exemptionFrom[i] = e
    for (let each = 0; each < exemptions && e < most; each++, e++) {
      const on = asOfDay - below(900)
      const decided = u()
      request[e] = on
      decision[e] = decided < 0.12 ? 0 : decided < 0.9 ? 1 : 2
      decidedOn[e] = decision[e] === 0 ? -1 : on + below(40) - (u() < 0.02 ? 45 : 0)
      const ground = u()
      certified[e] = ground < 0.35 ? 1 : 0
      awayMonths[e] = ground >= 0.35 && ground < 0.7 ? 1 + below(24) : 0
      hardship[e] = ground >= 0.7 && ground < 0.8 ? 1 : 0
      start[e] = on + below(45)
      asked[e] = 90 + below(720)
    }
    raw.transferFrom[i] = t
    const transfers = u() < 0.05 ? 1 + below(2) : 0
    for (let each = 0; each < transfers && t < most; each++, t++) {
      const on = asOfDay - below(240)
      letter[t] = on
      received[t] = u() < 0.6 ? on + below(120) : -1
    }
    const base = 10 + u() * 15
    for (const list of raw.criteria) list[i] = Math.max(0, Math.min(25, Math.floor(base + (u() - 0.5) * 6)))
    raw.disciplined[i] = u() < 0.006 ? 1 : 0
  }
  raw.exemptionFrom[n] = e
  raw.transferFrom[n] = t
  return {
    ...raw,
    exemption: {
      request: request.slice(0, e),
      decidedOn: decidedOn.slice(0, e),
      decision: decision.slice(0, e),
      certified: certified.slice(0, e),
      awayMonths: awayMonths.slice(0, e),
      hardship: hardship.slice(0, e),
      start: start.slice(0, e),
      asked: asked.slice(0, e)
    },
    transfer: { letter: letter.slice(0, t), received: received.slice(0, t) }
  }
}
