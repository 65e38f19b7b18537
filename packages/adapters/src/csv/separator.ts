/**
 * Which separator a file uses: the one that gives as many cells in each of its first rows. More than one, or none, is not certain.
 */
import { Result } from "effect"
import { records, type Separator } from "./records.ts"

// operations

/**
 * Looks at the beginning of a file. A file in which none of the separators occurs has one column, whichever it is.
 */
export const detectSeparator = (head: string): Result.Result<Separator, ReadonlyArray<Separator>> => {
  const used = separators.filter(separator => head.includes(separator))
  if (used.length === 0) return Result.succeed(",")
  const steady = used.filter(separator => isSteady(head, separator))
  const [only] = steady
  return only !== undefined && steady.length === 1 ? Result.succeed(only) : Result.fail(steady.length === 0 ? used : steady)
}

// internal

const separators: ReadonlyArray<Separator> = [",", ";", "\t"]

/** How many rows are looked at. */
const looked = 60

/** Nine rows in ten have as many cells, and more than one; rows that are one cell wide are titles and do not count. */
const isSteady = (head: string, separator: Separator): boolean => {
  const rows = records(head, separator).slice(0, looked)
  const whole = rows.length === looked ? rows : rows.slice(0, Math.max(1, rows.length - (/[\r\n]$/.test(head) ? 0 : 1)))
  const widths = whole.flatMap(({ cells, broken }) =>
    broken !== undefined || cells.every(cell => cell.trim() === "") ? [] : [cells.length]
  )
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0]
  return width > 1 && count >= 0.9 * widths.length
}
