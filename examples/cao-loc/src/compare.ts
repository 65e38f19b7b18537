/** Sets computed figures beside those of the article. */
import type { Report } from "@chibo/rules"
import article from "./article.json" with { type: "json" }

interface Stated {
  readonly id: string
  readonly value?: number
  readonly percent?: string
  readonly of?: number
  readonly cells?: number
}

export interface Compared {
  readonly id: string
  readonly article: Omit<Stated, "id">
  readonly computed: number | string | null
  readonly numerator: number
  readonly denominator: number
  readonly population: string
  readonly undetermined: number
  readonly cells?: number
  readonly rounding?: string
  /** `null` on another day than the article's, where there is nothing to agree with. */
  readonly agrees: boolean | null
}

/** The day of the article. */
export const articleDay = article.asOf

/** Every figure of the article, in its order; one that no pack computes is missing and disagrees. */
export const compare = (figures: ReadonlyArray<Report.Figure>, onTheDay: boolean, lang: "vi" | "en"): ReadonlyArray<Compared> =>
  (article.figures as ReadonlyArray<Stated>).map(({ id, ...stated }) => {
    const figure = figures.find(each => each.id === id)
    if (figure === undefined) {
      return {
        id,
        article: stated,
        computed: null,
        numerator: 0,
        denominator: 0,
        population: "",
        undetermined: 0,
        agrees: onTheDay ? false : null
      }
    }
    const { numerator, denominator, undetermined, distinct } = figure
    const computed = figure.show === "share" ? (figure.percent?.en ?? null) : numerator
    const agrees =
      computed === (stated.percent ?? stated.value) &&
      (stated.of === undefined || stated.of === denominator) &&
      (stated.cells === undefined || stated.cells === distinct.cells)
    return {
      id,
      article: stated,
      computed,
      numerator,
      denominator,
      population: figure.population[lang],
      undetermined,
      ...(distinct.cells === undefined ? {} : { cells: distinct.cells }),
      ...(figure.decimals === undefined ? {} : { rounding: `half up, to ${figure.decimals} decimals` }),
      agrees: onTheDay ? agrees : null
    }
  })
