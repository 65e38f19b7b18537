/**
 * What only a whole sheet tells: the merged ranges, which stand behind the rows, and the columns in which days were read months first.
 */
import { PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Trait } from "../table/trait.ts"
import type { Cell } from "./cell.ts"
import type { Merge, SheetRow } from "./row.ts"
import { columnNumber } from "./sheet.ts"

// model

/** Tells, row by row from the first, which traits the sheet gives to cells of a row: by column from 1. */
export type Survey = () => (row: SheetRow) => ReadonlyMap<number, Trait>

// constructors

/** Looks at the rows of a sheet as they come; its merged ranges are known at the end. */
export class Surveyor {
  readonly #columns = new Map<number, Record<Seen, number>>()

  /** Takes in a row. */
  look(row: SheetRow): void {
    for (const cell of row.cells) {
      const found = seen(cell)
      if (found === undefined) continue
      const column = columnNumber(cell.column)
      const days = this.#columns.get(column) ?? { "late-text": 0, late: 0, early: 0, "month-first": 0 }
      days[found]++
      this.#columns.set(column, days)
    }
  }

  /** What was seen. */
  finish(merges: ReadonlyArray<Merge>): Survey {
    const exchanged = new Set([...this.#columns].flatMap(([column, days]) => (isExchanged(days) ? [column] : [])))
    const tall = merges.filter(({ top, bottom }) => bottom > top).sort((a, b) => a.top - b.top)
    if (tall.length === 0 && exchanged.size === 0) return () => () => nothing
    return () => {
      let running: ReadonlyArray<Merge> = []
      let next = 0
      return row => {
        const traits = new Map<number, Trait>()
        running = running.filter(({ bottom }) => bottom >= row.row)
        for (const { left, right } of running) for (let column = left; column <= right; column++) traits.set(column, "merged")
        const begun: Array<Merge> = []
        for (let merge = tall[next]; merge !== undefined && merge.top <= row.row; merge = tall[++next]) {
          if (merge.top === row.row) begun.push(merge)
        }
        if (begun.length > 0) {
          const filled = new Set(row.cells.map(({ column }) => columnNumber(column)))
          running = [...running, ...begun.filter(({ left }) => filled.has(left))]
        }
        for (const cell of exchanged.size === 0 ? [] : row.cells) {
          const column = columnNumber(cell.column)
          const early = exchanged.has(column) && ["early", "month-first"].includes(seen(cell) ?? "")
          if (early && cell.text.slice(5, 7) !== cell.text.slice(8)) traits.set(column, "day-order")
        }
        return traits
      }
    }
  }
}

// internal

const nothing: ReadonlyMap<number, Trait> = new Map()

/**
 * A day in text that has more than twelve in front; a day as a number whose day of the month is past twelve, or is not, the latter also where it
 * is shown with the month in front.
 */
type Seen = "late-text" | "late" | "early" | "month-first"

/**
 * A program that reads months first makes a number of 05/03/2020, as the third of May, and leaves 25/03/2020 as text. Days that are shown with
 * the month in front, and never with more than twelve behind it, may come from there as well.
 */
const isExchanged = (days: Record<Seen, number>): boolean =>
  days.late === 0 && ((days["late-text"] > 0 && days.early > 0) || days["month-first"] > 0)

const seen = ({ kind, text, time, shown, flags = [] }: Cell): Seen | undefined => {
  if (kind === "text") return isLate(text) ? "late-text" : undefined
  // a day with the year in front was typed so, and is read so everywhere
  if (kind !== "date" || time !== undefined || shown === "year-first" || flags.includes("early-serial")) return undefined
  if (Number(text.slice(8)) > 12) return "late"
  return shown === "month-first" ? "month-first" : "early"
}

/** 31/02/2020 stays text wherever it is typed. */
const isLate = (text: string): boolean => {
  const day = text.length > 40 ? undefined : /^\s*((?:1[3-9]|2\d|3[01])\/\d{1,2}\/\d{4})\b/.exec(text)?.[1]
  return day !== undefined && Result.isSuccess(PlainDate.parse(day, "dd/mm/yyyy"))
}
