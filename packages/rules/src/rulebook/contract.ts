/** What lower units may do, and what a departure really is: seen from the values, not from what the overlay says of itself. */
import { render, type Wording } from "../Citation.ts"
import type { Clause, LowerUnits } from "../Clause.ts"
import type { Entry } from "../Dated.ts"
import { isSet, type Range, type Setting } from "../Measure.ts"
import { settingsIn } from "../pack/diagnose.ts"
import type { Parameter } from "../pack/model.ts"
import { citesOf } from "./model.ts"

/** What one value is to another. */
export type Change = "same" | "tighten" | "relax" | "replace"

/**
 * What it is to put `to` in the place of `from`. A number or day moves in the parameter's direction or against it; a set or range is tightened by
 * what lies within it, relaxed by what holds it. All else replaces.
 */
export const changeOf = (parameter: Pick<Parameter, "stricter">, from: Setting, to: Setting): Change => {
  if (typeof from === "object" && typeof to === "object") {
    const [inside, around] = isSet(from)
      ? isSet(to)
        ? [isSubset(to, from), isSubset(from, to)]
        : [false, false]
      : isSet(to)
        ? [false, false]
        : [isWithin(to, from), isWithin(from, to)]
    return inside ? (around ? "same" : "tighten") : around ? "relax" : "replace"
  }
  if (from === to) return "same"
  if (parameter.stricter === undefined || typeof from !== typeof to || typeof from === "object") return "replace"
  return to > from === (parameter.stricter === "higher") ? "tighten" : "relax"
}

/** Whether a contract lets lower units do a thing; whoever may replace may also tighten and relax. */
export const allows = (units: ReadonlyArray<LowerUnits>, change: Change): boolean =>
  change === "same" || units.includes(change) || units.includes("replace")

/**
 * Whether a value may stand in the place of another for the days that they share. Every value in dispute is respected; what nobody has read can
 * only be replaced.
 */
export const mayStandFor = (parameter: Parameter, above: Entry<Setting> | undefined, over: Entry<Setting>): boolean => {
  const { lowerUnits } = parameter
  if (lowerUnits.includes("replace")) return true
  if (above === undefined) return lowerUnits.includes("add")
  if (above.state === "unread") return false
  if (over.state === "unread") return lowerUnits.includes("tighten") || lowerUnits.includes("relax")
  return settingsIn(above).every(from => settingsIn(over).every(to => allows(lowerUnits, changeOf(parameter, from, to))))
}

/** The refusal of a departure, with both texts. */
export const beyond = (
  units: ReadonlyArray<LowerUnits>,
  above: Clause | Entry<Setting> | undefined,
  over: Parameters<typeof placeOf>[0]
): Wording => {
  const said = (lang: keyof Wording) => `${above === undefined ? "–" : placeOf(above, lang)} · ${placeOf(over, lang)}`
  return {
    vi: `vượt quá phạm vi cấp trên cho phép: ${units.map(unit => words[unit]).join(", ")} (${said("vi")})`,
    en: `goes beyond what the higher text lets lower units do: ${units.join(", ")} (${said("en")})`
  }
}

/** Where something stands, as one reads it. */
export const placeOf = (of: Clause | Entry<Setting> | { readonly cites: ReturnType<typeof citesOf> }, lang: keyof Wording): string => {
  if ("text" in of) return of.text.number
  const cites = "cites" in of ? of.cites : citesOf(of)
  return cites.map(citation => render(citation, lang)).join("; ")
}

// internal

const isSubset = (inner: ReadonlyArray<string>, outer: ReadonlyArray<string>): boolean => inner.every(each => outer.includes(each))

const isWithin = (inner: Range, outer: Range): boolean =>
  (outer.least ?? Number.NEGATIVE_INFINITY) <= (inner.least ?? Number.NEGATIVE_INFINITY) &&
  (inner.most ?? Number.POSITIVE_INFINITY) <= (outer.most ?? Number.POSITIVE_INFINITY)

const words: Record<LowerUnits, string> = {
  nothing: "không được thay đổi",
  tighten: "chặt hơn",
  relax: "nới hơn",
  replace: "thay thế",
  add: "bổ sung"
}
