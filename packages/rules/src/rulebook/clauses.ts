/**
 * The clauses as they hold for a unit: a clause that lower packs depart from is cut into stretches, each with the wording of its days. All are
 * plain clauses again, so that whoever evaluates them need not know of overlays.
 */
import { Journal, PlainDate, Period } from "@chibo/core"
import type { Citation, Wording } from "../Citation.ts"
import type { Clause, Exception, General, Scope, Unread } from "../Clause.ts"
import { all, any, type Expression } from "../Expression.ts"
import type { ClauseOverlay } from "../Overlay.ts"
import type { Question } from "../Question.ts"
import { allows, beyond, placeOf } from "./contract.ts"
import type { Report, Sourced } from "./model.ts"
import { conflict } from "./values.ts"

/** What a pack says of a clause, and whether its author affirmed it against the clause as it is now. */
export interface Departure {
  readonly pack: string
  readonly overlay: ClauseOverlay
  readonly affirmed: boolean
}

/** The stretches of a clause, in order of their days; each level departs from the result above it. */
export const resolve = (
  base: Sourced<Clause>,
  question: Question,
  levels: ReadonlyArray<ReadonlyArray<Departure>>,
  report: Report
): ReadonlyArray<Sourced<Clause>> => {
  let pieces: ReadonlyArray<Sourced<Clause>> = [base]
  for (const level of levels) {
    const said = [...level].sort(inOrder)
    const next: Array<Sourced<Clause>> = []
    said.forEach(({ pack, overlay }, i) => {
      const rival = said.slice(0, i).find(other => Period.overlaps(other.overlay.inForce, overlay.inForce))?.overlay
      if (rival !== undefined)
        report(
          "overlays-conflict",
          pack,
          overlay.id,
          conflict(placeOf(rival, "vi"), placeOf(overlay, "vi"), placeOf(rival, "en"), placeOf(overlay, "en"))
        )
    })
    for (const departure of said) {
      const { pack, overlay, affirmed } = departure
      const under = pieces.flatMap(piece => {
        const shared = Period.intersection(piece.value.inForce, overlay.inForce)
        return shared === undefined ? [] : [cut(piece, shared)]
      })
      next.push(...under.map(piece => effective(base.value, question, piece, departure, report)))
      if (affirmed && under.length === 0) report("misdeclared", pack, overlay.id, never(base.value, overlay))
    }
    const covered = said.map(({ overlay }) => overlay.inForce)
    const left = pieces.flatMap(piece => Period.gaps(piece.value.inForce, covered).map(inForce => cut(piece, inForce)))
    pieces = [...left, ...next]
  }
  return [...pieces].sort((a, b) => PlainDate.compare(a.value.inForce.from, b.value.inForce.from))
}

/** Lets exceptions follow the clause that they except into its stretches; `stretches` are by the id of the clause as its pack wrote it. */
export const follow = (
  clause: Sourced<Clause>,
  stretches: ReadonlyMap<string, ReadonlyArray<Sourced<Clause>>>
): ReadonlyArray<Sourced<Clause>> => {
  const { value } = clause
  if (value.type !== "exception") return [clause]
  const excepted = stretches.get(value.excepts) ?? []
  if (excepted.every(stretch => stretch.value.id === value.excepts)) return [clause]
  const inStretches = excepted.flatMap(stretch => {
    const shared = Period.intersection(stretch.value.inForce, value.inForce)
    return shared === undefined ? [] : [{ ...clause, value: { ...value, inForce: shared, excepts: stretch.value.id } }]
  })
  const outside = Period.gaps(
    value.inForce,
    excepted.map(stretch => stretch.value.inForce)
  ).map(inForce => cut(clause, inForce))
  return [...inStretches, ...outside]
}

// internal

type Conditional = General | Exception | Scope

const inOrder = (a: Departure, b: Departure): number =>
  PlainDate.compare(a.overlay.inForce.from, b.overlay.inForce.from) || (a.pack + a.overlay.id < b.pack + b.overlay.id ? -1 : 1)

const cut = (clause: Sourced<Clause>, inForce: Period.Period): Sourced<Clause> => ({ ...clause, value: { ...clause.value, inForce } })

const effective = (
  base: Clause,
  question: Question,
  above: Sourced<Clause>,
  { pack, overlay, affirmed }: Departure,
  report: Report
): Sourced<Clause> => {
  const { value } = above
  const contract = base.type === "unread" ? ["nothing" as const] : base.lowerUnits
  const refuse = (message: Wording, code: "beyond-contract" | "misdeclared" = "beyond-contract") => {
    report(code, pack, overlay.id, message)
    return above
  }
  if (base.type === "unread" || base.type === "quota") return refuse(beyond(contract, value, overlay))
  if (value.type === "quota") return above
  if (value.type === "unread") {
    // an overlay above this one waits to be affirmed: only a full replacement does not rest on it
    const stands = affirmed && overlay.how === "replace" && contract.includes("replace")
    return stands
      ? { pack, value: written(base, overlay, value.inForce, overlay.when), replaced: above }
      : { pack, value: waiting(value, overlay), replaced: above }
  }
  if (affirmed || contract.every(unit => unit === "nothing")) {
    const wrong = misdeclared(value, question, overlay)
    if (wrong !== undefined) return refuse(wrong, "misdeclared")
    if (!allows(contract, overlay.how)) return refuse(beyond(contract, value, overlay))
  }
  if (!affirmed) return { pack, value: waiting(value, overlay), replaced: above }
  const when =
    overlay.how === "tighten" ? all(value.when, overlay.when) : overlay.how === "relax" ? any(value.when, overlay.when) : overlay.when
  return { pack, value: written(value, overlay, value.inForce, when), replaced: above }
}

/** The clause as the overlay words it; it cites both texts. */
const written = (above: Conditional, overlay: ClauseOverlay, inForce: Period.Period, when: Expression<"boolean">): Conditional => {
  const cites: readonly [Citation, ...ReadonlyArray<Citation>] = [...overlay.cites, ...above.cites]
  const common = { id: overlay.id, inForce, when, cites, wording: worded(above.wording, overlay) }
  return above.type === "scope" ? { ...above, ...common } : { ...above, ...common, then: overlay.then ?? above.then }
}

/** Where the clause or the overlay would hold, neither is taken for granted until the overlay is affirmed. */
const waiting = (above: Conditional | Unread, overlay: ClauseOverlay): Unread => ({
  type: "unread",
  id: overlay.id,
  question: above.question,
  inForce: above.inForce,
  ...(above.when === undefined ? {} : { when: overlay.how === "tighten" ? above.when : any(above.when, overlay.when) }),
  text: overlay.cites[0].text,
  wording: overlay.wording,
  because: "unaffirmed"
})

const worded = (above: Wording, { how, wording }: ClauseOverlay): Wording => {
  if (how === "replace") return wording
  return how === "tighten"
    ? { vi: `${above.vi}; tại đây còn phải: ${wording.vi}`, en: `${above.en}; here besides: ${wording.en}` }
    : { vi: `${above.vi}; tại đây hoặc: ${wording.vi}`, en: `${above.en}; here or else: ${wording.en}` }
}

const never = (base: Clause, overlay: ClauseOverlay): Wording => ({
  vi: `điều khoản cấp trên không có hiệu lực ngày nào trong thời gian này (${placeOf(base, "vi")} · ${placeOf(overlay, "vi")})`,
  en: `the higher clause is in force on no day of its period (${placeOf(base, "en")} · ${placeOf(overlay, "en")})`
})

/** Why an overlay is not what it calls itself, if it is not. */
const misdeclared = (above: Conditional, question: Question, overlay: ClauseOverlay): Wording | undefined => {
  const both = (lang: keyof Wording) => `${placeOf(above, lang)} · ${placeOf(overlay, lang)}`
  if (overlay.how === "replace") {
    const same = overlay.then === undefined || (above.type !== "scope" && Journal.canonical(overlay.then) === Journal.canonical(above.then))
    const { when } = overlay
    const among =
      (when.op === "all" || when.op === "any") && when.of.some(part => Journal.canonical(part) === Journal.canonical(above.when))
    if (!same || !among || !isPermissive(above, question)) return undefined
    const is = when.op === "all" ? "tighten" : "relax"
    return {
      vi: `đây thực ra là ${is === "tighten" ? "chặt hơn" : "nới hơn"}, không phải thay thế (${both("vi")})`,
      en: `this is to ${is}, not to replace (${both("en")})`
    }
  }
  if (overlay.then !== undefined)
    return { vi: `có kết quả riêng nên là thay thế (${both("vi")})`, en: `with an answer of its own this is to replace (${both("en")})` }
  if (isPermissive(above, question)) return undefined
  return {
    vi: `điều khoản này không cho phép điều gì nên chỉ có thể thay thế (${both("vi")})`,
    en: `only a clause whose outcome is permissive can be tightened or relaxed; this is to replace (${both("en")})`
  }
}

const isPermissive = (clause: Conditional, question: Question): boolean =>
  clause.type !== "scope" && question.permissive?.includes(clause.then.outcome) === true
