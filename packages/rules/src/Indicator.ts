/**
 * Figures for reports: of which population, how many, on which days, rounded how.
 *
 * @since 0.1.0
 */
import type { PlainDate } from "@chibo/core"
import type { Citation, Wording } from "./Citation.ts"
import type { Expression } from "./Expression.ts"
import type { Measure, SubjectKind } from "./Measure.ts"

/**
 * A figure. `population` selects who is looked at, `numerator` who is counted among them; a subject counts where both hold on every one of the
 * days (the report's own day when none is named). A `count` prints the numerator; a `share` the percentage, rounded half up on the exact
 * ratio to `decimals`. With `counting`, the different values of a measure are counted instead of the subjects;
 * `distinct` counts those of another measure beside it.
 *
 * @since 0.1.0
 */
export interface Indicator {
  readonly id: string
  readonly label: Wording
  readonly subject: SubjectKind
  readonly population: Expression<"boolean">
  readonly populationLabel: Wording
  readonly numerator: Expression<"boolean">
  readonly show: "count" | "share"
  readonly decimals?: number
  readonly on?: ReadonlyArray<PlainDate.PlainDate>
  readonly counting?: Measure
  readonly distinct?: { readonly name: string; readonly measure: Measure }
  readonly remark?: Wording
  readonly cites: readonly [Citation, ...ReadonlyArray<Citation>]
}

/**
 * A percentage as text, rounded half up on the exact ratio; a comma in Vietnamese, a point in English.
 *
 * @example
 * Indicator.percent(1136, 5623, 1, "vi") // => "20,2"
 * Indicator.percent(1, 8, 1, "en") // => "12.5"
 * Indicator.percent(1, 8, 0, "en") // => "13"
 * @since 0.1.0
 */
export const percent = (numerator: number, denominator: number, decimals: number, lang: keyof Wording): string | undefined => {
  if (denominator === 0) return undefined
  const scale = 10n ** BigInt(decimals)
  const twice = 2n * BigInt(numerator) * 100n * scale
  const rounded = (twice + BigInt(denominator)) / (2n * BigInt(denominator))
  const whole = (rounded / scale).toString()
  if (decimals === 0) return whole
  return `${whole}${lang === "vi" ? "," : "."}${(rounded % scale).toString().padStart(decimals, "0")}`
}
