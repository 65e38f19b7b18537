/** The values of a parameter as they hold for a unit: those of the highest pack, with what each lower level puts in their place, day by day. */
import { Journal, PlainDate, Period } from "@chibo/core"
import type { Entry } from "../Dated.ts"
import type { Setting } from "../Measure.ts"
import type { ValueOverlay } from "../Overlay.ts"
import { fits, settingsIn } from "../pack/diagnose.ts"
import type { Parameter } from "../pack/model.ts"
import { beyond, mayStandFor, placeOf } from "./contract.ts"
import { citesOf, type Report, type Sourced } from "./model.ts"

/** A value for a period in which nothing about it changes. */
export type Piece = Sourced<Entry<Setting>>

/** What a level of packs says of a parameter, and whether its author affirmed it against the parameter as it is now. */
export interface Departure {
  readonly pack: string
  readonly overlay: ValueOverlay
  readonly affirmed: boolean
}

/** The pieces, in order of their days; each level departs from the result above it. */
export const resolve = (
  { pack, value: parameter }: Sourced<Parameter>,
  levels: ReadonlyArray<ReadonlyArray<Departure>>,
  report: Report
): ReadonlyArray<Piece> => {
  let pieces: ReadonlyArray<Piece> = parameter.values.map(value => ({ pack, value }))
  for (const level of levels) {
    const said = level
      .flatMap(({ pack: from, overlay, affirmed }) => overlay.values.map(entry => ({ pack: from, entry, affirmed })))
      .sort(inOrder)
    const taken: Array<Said> = []
    const next: Array<Piece> = []
    for (const one of said) {
      const { pack: from, entry } = one
      if (!settingsIn(entry).every(setting => fits(parameter.type, setting))) {
        report("wrong-type", from, parameter.id, {
          vi: `giá trị không thuộc kiểu ${parameter.type}`,
          en: `a value is not of the type ${parameter.type}`
        })
        continue
      }
      const rival = taken.find(other => Period.overlaps(other.entry.inForce, entry.inForce) && content(other.entry) !== content(entry))
      if (rival !== undefined)
        report(
          "overlays-conflict",
          from,
          parameter.id,
          conflict(placeOf(rival.entry, "vi"), placeOf(entry, "vi"), placeOf(rival.entry, "en"), placeOf(entry, "en"))
        )
      for (const free of Period.gaps(
        entry.inForce,
        taken.map(other => other.entry.inForce)
      ))
        next.push(...put(parameter, pieces, one, free, report))
      taken.push(one)
    }
    const covered = taken.map(({ entry }) => entry.inForce)
    const left = pieces.flatMap(piece => Period.gaps(piece.value.inForce, covered).map(inForce => cut(piece, inForce)))
    pieces = [...left, ...next]
  }
  return [...pieces].sort((a, b) => PlainDate.compare(a.value.inForce.from, b.value.inForce.from))
}

/** The refusal of two departures of equal rank. */
export const conflict = (firstVi: string, secondVi: string, firstEn: string, secondEn: string) => ({
  vi: `hai văn bản cùng cấp khác nhau trong cùng thời gian, không thứ tự nào phân định (${firstVi} · ${secondVi})`,
  en: `two texts of equal rank differ for the same days, and no order decides between them (${firstEn} · ${secondEn})`
})

// internal

interface Said {
  readonly pack: string
  readonly entry: Entry<Setting>
  readonly affirmed: boolean
}

const inOrder = (a: Said, b: Said): number =>
  PlainDate.compare(a.entry.inForce.from, b.entry.inForce.from) || (a.pack < b.pack ? -1 : a.pack > b.pack ? 1 : 0)

/** What an entry puts in the place of the pieces above it, within days that nobody else of its level speaks of. */
const put = (
  parameter: Parameter,
  above: ReadonlyArray<Piece>,
  { pack, entry, affirmed }: Said,
  free: Period.Period,
  report: Report
): ReadonlyArray<Piece> => {
  const contract = parameter.lowerUnits
  const open = affirmed || contract.every(unit => unit === "nothing")
  const judge = (under: Piece | undefined, inForce: Period.Period): Piece => {
    const doubtful = under?.value.state === "unread" && under.value.because !== undefined && !contract.includes("replace")
    if (open && !doubtful && !mayStandFor(parameter, under?.value, entry))
      report("beyond-contract", pack, parameter.id, beyond(contract, under?.value, entry))
    const value: Entry<Setting> = affirmed && !doubtful ? { ...entry, inForce } : unaffirmed(entry, inForce)
    return under === undefined ? { pack, value } : { pack, value, replaced: cut(under, inForce) }
  }
  const over = above.flatMap(piece => {
    const shared = Period.intersection(piece.value.inForce, free)
    return shared === undefined ? [] : [judge(piece, shared)]
  })
  const bare = Period.gaps(
    free,
    above.map(piece => piece.value.inForce)
  ).map(inForce => judge(undefined, inForce))
  return [...over, ...bare]
}

const unaffirmed = (entry: Entry<Setting>, inForce: Period.Period): Entry<Setting> => {
  if (entry.state === "unread") return { ...entry, inForce }
  const [first] = citesOf(entry)
  return first === undefined ? { ...entry, inForce } : { state: "unread", inForce, text: first.text, because: "unaffirmed" }
}

const cut = (piece: Piece, inForce: Period.Period): Piece => ({
  ...piece,
  value: { ...piece.value, inForce },
  ...(piece.replaced === undefined ? {} : { replaced: cut(piece.replaced, inForce) })
})

/** What an entry says, whatever its days and citations. */
const content = (entry: Entry<Setting>): string =>
  entry.state === "unread"
    ? `unread ${entry.text.id}`
    : Journal.canonical([
        entry.state,
        settingsIn(entry)
          .map(setting => Journal.canonical(setting))
          .sort()
      ])
