/**
 * Whether the last cell of a file that ends without a line break may be a part of what stood there: a file that was cut looks the same as one
 * that was written without its last line break. Some columns tell by themselves (a day lacks a digit), others cannot.
 */
import { Vietnamese } from "@chibo/core"
import type { Column } from "./column.ts"

// operations

/** Whether a longer cell that begins so would be read by the column as well. */
export const mayGoOn = (cell: string, column: Column): boolean => {
  const text = Vietnamese.normalise(cell)
  if (text === "") return true
  switch (column.type) {
    case "date":
      return false
    case "birth":
      return /^\d{4}$/.test(text)
    case "code":
      return column.digits === undefined || column.digits.some(length => length > text.length)
    case "choice":
      return beginsAnother(text, Object.keys(column.words))
    case "boolean":
      return beginsAnother(text, [...(column.yes ?? []), ...(column.no ?? [])])
    default:
      return true
  }
}

// internal

const beginsAnother = (text: string, words: ReadonlyArray<string>): boolean => {
  const key = Vietnamese.matchKey(text)
  return words.map(Vietnamese.matchKey).some(word => word !== key && word.startsWith(key))
}
