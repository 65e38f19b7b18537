/**
 * Rows that were not recorded, as they stand in their file, with the reasons in two more columns, so that they can be mended and sent again.
 */
import type { Layout } from "./header.ts"
import { reasonHeaders } from "./header.ts"
import type { Line } from "./line.ts"
import type { Planned } from "./plan.ts"

// operations

/** The header of a file of rejected rows. */
export const rejectHeader = ({ header, places }: Layout): ReadonlyArray<ReadonlyArray<string>> =>
  header.map((line, at) => [...padded(own(line.cells, places), width(places)), ...(at === 0 ? reasonHeaders : ["", ""])])

/** A line with what is wrong with it; nothing where it was not rejected. */
export const reject = (line: Line, planned: Planned, { places }: Layout): ReadonlyArray<string> | undefined => {
  if (planned._tag !== "Bad" && planned._tag !== "Unclear") return undefined
  const reasons = planned._tag === "Bad" ? planned.problems : planned.questions.map(asked)
  const cells = line.broken === undefined ? own(line.cells, places) : [line.raw ?? ""]
  // a row with too many cells keeps them all: its reasons stand behind the last
  return [...padded(cells, width(places)), reasons.map(({ vi }) => vi).join("; "), reasons.map(({ en }) => en).join("; ")]
}

// internal

/** Without the reasons that the row was rejected for before. */
const own = (cells: ReadonlyArray<string>, places: Layout["places"]): ReadonlyArray<string> =>
  cells.filter((_, at) => at >= places.length || places[at] !== undefined)

const width = (places: Layout["places"]): number => places.filter(place => place !== undefined).length

const padded = (cells: ReadonlyArray<string>, to: number): ReadonlyArray<string> => [
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
