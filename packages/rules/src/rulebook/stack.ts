/** Which packs apply to a unit on a day, and what has lapsed there. */
import { Hierarchy, type Id, PlainDate } from "@chibo/core"
import type { Text } from "../Citation.ts"
import type { RulePack } from "../RulePack.ts"
import { byId } from "./assembly.ts"
import { textsOf, without } from "./lapse.ts"

/** What applies to a unit on a day; `levels` for `make`. */
export interface Stack {
  readonly packs: ReadonlyArray<RulePack>
  readonly levels: ReadonlyArray<ReadonlyArray<RulePack>>
  readonly lapsed: ReadonlyArray<RulePack>
}

/**
 * The packs that apply to a unit on a day, the highest first, level by level, and what has lapsed there: packs whose unit ceased, and texts whose
 * issuer did, unless a recorded fact says who took them over. What rests on a lapsed text is left out of the pack; a pack of which a part has
 * lapsed stands among the `lapsed` with the texts of that part.
 *
 * @since 0.1.0
 */
export const stack = (hierarchy: Hierarchy.Hierarchy, packs: ReadonlyArray<RulePack>, unit: Id.UnitId, day: PlainDate.PlainDate): Stack => {
  const line = [unit, ...Hierarchy.ancestors(hierarchy, unit, day)]
  const heirOf = (text: Text) => Hierarchy.textTakenOver(hierarchy, text.id as Id.InstrumentId, day) // sound: a text's id is an instrument's
  const hasCeased = (each: Id.UnitId): boolean => {
    const ceased = Hierarchy.ceasedOn(hierarchy, each)
    return ceased !== undefined && ceased <= day
  }
  const depth = (pack: RulePack): number => {
    if (pack.jurisdiction === "everywhere") return line.length
    const direct = line.indexOf(pack.jurisdiction)
    if (direct >= 0) return direct
    return Math.max(
      -1,
      ...textsOf(pack)
        .map(heirOf)
        .map(heir => (heir === undefined ? -1 : line.indexOf(heir)))
    )
  }
  const hasLapsed = (text: Text): boolean => {
    if (text.issuer === undefined || !hasCeased(text.issuer)) return false
    const heir = heirOf(text)
    return heir === undefined || hasCeased(heir)
  }
  const gone = packs.filter(pack => {
    const { jurisdiction } = pack
    if (jurisdiction === "everywhere" || depth(pack) >= 0 || !hasCeased(jurisdiction)) return false
    const lastDay = PlainDate.addDays(Hierarchy.ceasedOn(hierarchy, jurisdiction) ?? day, -1)
    const before = [...line, ...line.flatMap(each => Hierarchy.predecessors(hierarchy, each, day))]
    return before.some(each => Hierarchy.within(hierarchy, each, jurisdiction, lastDay))
  })
  const applying = packs.filter(pack => depth(pack) >= 0).sort(byId)
  const partly = applying.map(pack => ({ ...pack, texts: textsOf(pack).filter(hasLapsed) })).filter(pack => pack.texts.length > 0)
  const left = without(applying, new Set(partly.flatMap(pack => pack.texts.map(text => text.id))), gone)
  const levels = [...Map.groupBy(left, depth)].sort(([a], [b]) => b - a).map(([, level]) => level)
  return { packs: levels.flat(), levels, lapsed: [...gone, ...partly].sort(byId) }
}
