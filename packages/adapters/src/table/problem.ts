/**
 * What is wrong with a row, and how a cell is described without saying what stands in it.
 */
import { Vietnamese } from "@chibo/core"

// model

/**
 * One thing that is wrong with a row: where, what, and what to do about it. `code` is stable. The texts never repeat what the cell holds.
 *
 * @since 0.1.0
 */
export interface Problem {
  readonly column?: string
  readonly code: string
  readonly vi: string
  readonly en: string
}

// operations

/**
 * What a cell looks like: `empty`, `4 digits`, `like a date, 10 characters`, `text of 12 characters`.
 */
export const describe = (cell: string): string => {
  const text = Vietnamese.normalise(cell)
  const length = [...text].length
  if (length === 0) return "empty"
  if (/^\d+$/.test(text)) return `${length} digits`
  if (/^\d{1,6}[/.-]\d{1,2}[/.-]\d{1,6}$/.test(text)) return `like a date, ${length} characters`
  if (/^[-+]?\d[\d.,]*$/.test(text)) return `like a number, ${length} characters`
  return `text of ${length} characters`
}

/**
 * What a cell holds, cut to 40 characters.
 */
export const shorten = (cell: string): string => {
  const characters = [...Vietnamese.normalise(cell)]
  return characters.length <= 40 ? characters.join("") : `${characters.slice(0, 39).join("")}…`
}
