/**
 * Rows that were not recorded, as they stand in their file, with the reasons in two more columns, so that they can be mended and sent again.
 */
import type { Layout } from "./header.ts"
import { reasonHeaders } from "./header.ts"
import type { Line } from "./line.ts"
import type { Planned } from "./plan.ts"
import { isDoubtful, isNumber, textFor } from "./trait.ts"

// operations

/** The header of a file of rejected rows. */
export const rejectHeader = ({ header, places }: Layout): ReadonlyArray<ReadonlyArray<string>> =>
  header.map((line, at) => [...padded(own(line.cells, places, wide(header)), width(places)), ...(at === 0 ? reasonHeaders : ["", ""])])

/**
 * A line with what is wrong with it; nothing where it was not rejected. What a workbook says of
 * its cells is not lost: a number stays one, and text or a day that may not be what it seems is marked, so that none is taken unmended.
 */
export const reject = (line: Line, planned: Planned, { header, places }: Layout): ReadonlyArray<string | number> | undefined => {
  if (planned._tag !== "Bad" && planned._tag !== "Unclear") return undefined
  const reasons = planned._tag === "Bad" ? planned.problems : planned.questions.map(asked)
  const cells = line.broken === undefined ? own(cellsOf(line, places), places, wide(header)) : [line.raw ?? ""]
  // a row with too many cells keeps them all: its reasons stand behind the last
  return [...padded(cells, width(places)), reasons.map(({ vi }) => vi).join("; "), reasons.map(({ en }) => en).join("; ")]
}

// internal

/** Without the reasons that the row was rejected for before, and without the empty columns that a file has behind its last header. */
const own = <A>(cells: ReadonlyArray<A>, places: Layout["places"], widest: number): ReadonlyArray<A> =>
  cells.filter((cell, at) => (at < places.length ? places[at] !== undefined : cells.length > widest || cell !== ""))

const wide = (header: Layout["header"]): number => Math.max(...header.map(({ cells }) => cells.length))

const width = (places: Layout["places"]): number => places.filter(place => place !== undefined).length

const cellsOf = ({ cells, traits }: Line, places: Layout["places"]): ReadonlyArray<string | number> =>
  traits === undefined
    ? cells
    : padded(cells, Math.min(places.length, Math.max(...traits.keys()) + 1)).map((cell, at) => {
        const [place, found] = [places[at], traits.get(at)]
        if (isNumber(found)) return Number(cell)
        if (isDoubtful(found)) return `${cell}\ufffd`
        if (found?.has("day-order") === true) return `${cell} (?)`
        return place === undefined ? cell : textFor(cell, found, place.column)
      })

const padded = <A>(cells: ReadonlyArray<A>, to: number): ReadonlyArray<A | string> => [
  ...cells,
  ...Array.from({ length: Math.max(0, to - cells.length) }, () => "")
]

const asked = ({
  vi,
  en,
  choices
}: {
  readonly vi: string
  readonly en: string
  readonly choices: ReadonlyArray<{ readonly vi: string; readonly en: string }>
}) => ({
  vi: `${vi} (${choices.map(choice => choice.vi).join(" / ")})`,
  en: `${en} (${choices.map(choice => choice.en).join(" / ")})`
})
