/**
 * Which separator a file uses: the one that gives as many cells in each of its first rows. More than one, or none, is not certain.
 */
import { Result } from "effect"
import { records, type Separator } from "./records.ts"

// operations

/**
 * Looks at the beginning of a file. A file in which none of the separators occurs has one column, whichever it is; one in which a single one
 * occurs has no other.
 */
export const detectSeparator = (head: string): Result.Result<Separator, ReadonlyArray<Separator>> => {
  const used = separators.filter(separator => head.includes(separator))
  const [alone, ...more] = used
  if (alone === undefined) return Result.succeed(",")
  const rated = used.map(separator => ({ separator, rank: rankOf(head, separator) }))
  const best = Math.max(...rated.map(({ rank }) => rank))
  const [only, ...others] = rated.flatMap(({ separator, rank }) => (rank === best && rank > 0 ? [separator] : []))
  // rows of any width between which nothing else stands: what is wrong with them is for the reader of rows to say
  if (only === undefined) return more.length === 0 ? Result.succeed(alone) : Result.fail(used)
  return others.length === 0 ? Result.succeed(only) : Result.fail([only, ...others])
}

// internal

const separators: ReadonlyArray<Separator> = [",", ";", "\t"]

/** How many rows are looked at. */
const looked = 60

/**
 * Nine rows in ten have as many cells, and more than one: 2 where that holds of all rows, 1 where it holds below titles (rows one cell wide at
 * the top), else 0.
 */
const rankOf = (head: string, separator: Separator): 0 | 1 | 2 => {
  const rows = records(head, separator).slice(0, looked)
  const whole = rows.length === looked ? rows : rows.slice(0, Math.max(1, rows.length - (/[\r\n]$/.test(head) ? 0 : 1)))
  const widths = whole.flatMap(({ cells, broken }) =>
    broken !== undefined || cells.every(cell => cell.trim() === "") ? [] : [cells.length]
  )
  if (isSteady(widths)) return 2
  const below = widths.slice(
    Math.max(
      0,
      widths.findIndex(width => width > 1)
    )
  )
  return below.length >= 2 && widths.length - below.length <= 10 && isSteady(below) ? 1 : 0
}

const isSteady = (widths: ReadonlyArray<number>): boolean => {
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  return width > 1 && count >= 0.9 * widths.length
}
