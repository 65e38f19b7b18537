/**
 * The rows of one sheet, in batches, as its XML comes.
 */
import { type Cell, type DecodeFont, ofText, ofValue, type Stored } from "./cell.ts"
import { refuse } from "./error.ts"
import { edge, type Limits } from "./limits.ts"
import { columnName } from "../table/line.ts"
import type { Merge, SheetRow } from "./row.ts"
import { textElement } from "./strings.ts"
import { type Text, unescaped } from "./text.ts"
import type { Workbook } from "./workbook.ts"
import { element, pieces } from "./xml.ts"

// operations

/** Reads a sheet. `budget` counts the characters and the merged ranges of all sheets; `found` is given the latter as they come. */
export async function* rows(
  workbook: Workbook,
  sheet: Workbook["sheets"][number],
  limits: Limits,
  decodeFont: DecodeFont,
  budget: { text: number; merges: number },
  found?: (merge: Merge) => void
): AsyncGenerator<ReadonlyArray<SheetRow>> {
  const { label } = sheet.part
  const bad = (address: string) => refuse({ _tag: "BadAddress", part: label, address: address.slice(0, 16) })
  const limit = (what: keyof Limits) => refuse({ _tag: "Limit", what, most: limits[what], part: label })

  let done: Array<SheetRow> = []
  let cells: Array<Cell> = []
  let [row, column, length] = [0, 0, 0]
  let [style, type, address] = [0, "n", ""]
  let [value, inline, formula]: [string | undefined, Text | undefined, boolean] = [undefined, undefined, false]
  let merged = 0

  const openRow = ({ r }: { readonly r?: string }) => {
    const next = r === undefined ? row + 1 : place(r)
    if (!(next > row) || next > edge.row) bad(r ?? String(next))
    row = next
    cells = []
    column = 0
    length = 0
  }
  const openCell = ({ r, s, t }: { readonly r?: string; readonly s?: string; readonly t?: string }) => {
    const [, letters = "", digits = ""] = /^([A-Z]{1,3})(\d{1,7})$/.exec(r ?? "") ?? []
    const next = r === undefined ? column + 1 : columnNumber(letters)
    if (!(next > column) || next > edge.column || (r !== undefined && Number(digits) !== row)) bad(r ?? `${columnName(next)}${row}`)
    column = next
    address = `${columnName(column)}${row}`
    style = s === undefined ? 0 : place(s)
    type = t ?? "n"
    value = undefined
    inline = undefined
    formula = false
  }
  const closeCell = () => {
    const styled = workbook.styles[style] ?? refuse({ _tag: "BadReference", part: label, address })
    const stored: Stored = { type, value, inline, formula }
    const text = textOf(stored, index => workbook.strings.at(index) ?? refuse({ _tag: "BadReference", part: label, address }))
    const read = text === undefined ? ofValue(stored, styled, workbook.base) : ofText(text, formula, styled.font, decodeFont)
    if (read.kind === "empty") return
    length += read.text.length
    if (length > limits.rowText) limit("rowText")
    budget.text += read.text.length
    if (budget.text > limits.text) limit("text")
    const { flags, ...shown } = read
    const cell = { sheet: sheet.name, row, column: columnName(column), address, ...shown }
    const { font } = styled
    cells.push({ ...cell, ...(font === undefined ? {} : { font }), ...(flags.length === 0 ? {} : { flags }) })
  }
  const closeRow = () => {
    if (cells.length > 0) done.push({ sheet: sheet.name, row, cells })
  }
  const claim = (ref: string | undefined): Merge => rangeOf(ref ?? "") ?? bad(ref ?? "")

  const root = {
    worksheet: element(
      {},
      {
        dimension: element({
          open: ({ ref }) => {
            if (areaOf(claim(ref)) > limits.cells) limit("cells")
          }
        }),
        sheetData: element(
          {},
          {
            row: element(
              { open: openRow, close: closeRow },
              {
                c: element(
                  { open: openCell, close: closeCell },
                  {
                    v: element({ open: () => (value = value ?? ""), text: more => (value = (value ?? "") + more) }),
                    f: element({ open: () => (formula = true) }),
                    is: textElement(text => (inline = text))
                  }
                )
              }
            )
          }
        ),
        mergeCells: element(
          {},
          {
            mergeCell: element({
              open: ({ ref }) => {
                const range = claim(ref)
                merged += areaOf(range)
                if (++budget.merges > limits.merges) limit("merges")
                if (merged > limits.merged) limit("merged")
                found?.(range)
              }
            })
          }
        )
      }
    )
  }
  for await (const _ of pieces(workbook.archive, sheet.part, root, limits)) {
    if (done.length === 0) continue
    yield done
    done = []
  }
  if (done.length > 0) yield done
}

/** The number of a column from its letters, from 1. */
export const columnNumber = (letters: string): number => {
  let number = 0
  for (let i = 0; i < letters.length; i++) number = number * 26 + letters.charCodeAt(i) - 64
  return number
}

// internal

/** The text of a cell that holds one. */
const textOf = ({ type, value, inline }: Stored, shared: (index: number) => Text): Text | undefined => {
  switch (type) {
    case "inlineStr":
      return inline
    case "s":
      return value === undefined ? undefined : shared(place(value.trim()))
    case "str":
      return value === undefined ? undefined : { text: unescaped(value) }
    default:
      return undefined
  }
}

/** A count in decimal digits; NaN for anything else. */
const place = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN)

const areaOf = ({ top, bottom, left, right }: Merge): number => (right - left + 1) * (bottom - top + 1)

/** A range; `undefined` where it is none or leads out of the sheet. */
const rangeOf = (ref: string): Merge | undefined => {
  const [, a = "", top = "", b = a, bottom = top] = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(ref) ?? []
  const [left, right, first, last] = [columnNumber(a), columnNumber(b), Number(top), Number(bottom)]
  const inside = right <= edge.column && last <= edge.row && first >= 1 && a !== ""
  return inside && right >= left && last >= first ? { top: first, bottom: last, left, right } : undefined
}
