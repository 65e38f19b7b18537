/**
 * What a cell reads as: a text, what kind of value it was, and what a careful reader should know about it.
 */
import { type Base, dayOf, type Style } from "./format.ts"
import type { Run, Text } from "./text.ts"

// model

/**
 * What a cell held.
 *
 * @since 0.2.0
 */
export type Kind = "text" | "number" | "date" | "boolean" | "error" | "empty"

/**
 * What a reader should know of a cell.
 *
 * - `formula`: the result that was stored with a formula. `formula-without-value`: no result was stored; the cell is an `error`.
 * - `zero-padded`: a number whose format shows zeros in front; they are part of the text.
 * - `time-dropped`: a day with a time of day. `time`: a time without a day, as a number.
 * - `early-serial`: a day up to 29 February 1900, which programs count differently. `no-such-day`: a number shown as a day that is none.
 * - `fraction`: a number with a point for its decimals. `imprecise`: a number of more than fifteen digits, whose last ones Excel drops.
 * - `legacy-font`: text typed in a font of an old encoding, as it is stored. `decoded`: such text, decoded.
 *
 * @since 0.2.0
 */
export type Flag =
  | "formula"
  | "formula-without-value"
  | "zero-padded"
  | "time-dropped"
  | "time"
  | "early-serial"
  | "no-such-day"
  | "fraction"
  | "imprecise"
  | "legacy-font"
  | "decoded"

/**
 * A cell. A `date` is `yyyy-mm-dd`, or what the workbook shows where the calendar has no such day (29 February 1900), which no column of days
 * reads; a day typed as text stays text as it was typed. A number keeps its digits, with a point for decimals. `runs` tell the fonts inside the
 * cell, where they differ, with the text as it is stored.
 *
 * @since 0.2.0
 */
export interface Cell {
  readonly sheet: string
  readonly row: number
  readonly column: string
  readonly address: string
  readonly text: string
  readonly kind: Kind
  readonly font?: string
  readonly runs?: ReadonlyArray<Run>
  readonly flags?: ReadonlyArray<Flag>
}

/**
 * Decodes text typed in a font of an old encoding; `undefined` where the font is of none. It is asked for every run by itself.
 *
 * @since 0.2.0
 */
export type DecodeFont = (font: string, text: string) => string | undefined

/** What the XML says of a cell's value. */
export interface Stored {
  readonly type: string
  readonly value: string | undefined
  readonly inline: Text | undefined
  readonly formula: boolean
}

/** The part of a cell that its value gives. */
export type Value = Pick<Cell, "text" | "kind"> & { readonly flags: ReadonlyArray<Flag>; readonly runs?: ReadonlyArray<Run> }

// operations

/** A value of any type but text. */
export const ofValue = ({ type, value, formula }: Stored, style: Style, base: Base): Value => {
  if (value === undefined) {
    return formula ? { text: "", kind: "error", flags: ["formula-without-value"] } : { text: "", kind: "empty", flags: [] }
  }
  const flags: Array<Flag> = formula ? ["formula"] : []
  switch (type) {
    case "b":
      return { text: value.trim() === "1" ? "true" : "false", kind: "boolean", flags }
    case "e":
      return { text: value, kind: "error", flags }
    case "d": {
      const [, day = value, time = ""] = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(value.trim()) ?? []
      if (/[1-9]/.test(time)) flags.push("time-dropped")
      return { text: day, kind: "date", flags }
    }
    default:
      return ofNumber(value.trim(), flags, style, base)
  }
}

/** A text, decoded run by run where its font asks for it. */
export const ofText = (stored: Text, formula: boolean, font: string | undefined, decodeFont: DecodeFont | undefined): Value => {
  const flags: Array<Flag> = formula ? ["formula"] : []
  const runs: ReadonlyArray<Run> = stored.runs ?? [{ text: stored.text }]
  let [legacy, decoded] = [false, false]
  const texts = runs.map(run => {
    const named = run.font ?? font
    if (named === undefined) return run.text
    const read = decodeFont?.(named, run.text)
    if (read !== undefined) decoded = true
    else if (oldFont.test(named)) legacy = true
    return read ?? run.text
  })
  if (decoded) flags.push("decoded")
  if (legacy) flags.push("legacy-font")
  const value = { text: texts.join(""), kind: "text" as const, flags }
  return stored.runs === undefined ? value : { ...value, runs: stored.runs }
}

// internal

/** Fonts of TCVN3 and VNI. */
const oldFont = /^(\.vn|vni-)/i

const ofNumber = (stored: string, flags: Array<Flag>, { format }: Style, base: Base): Value => {
  const plain = expand(stored)
  if (plain === undefined) return { text: stored, kind: "error", flags }
  if (format.is === "date") {
    const day = dayOf(Number(plain), base)
    if (day._tag === "NoDay") return { text: plain, kind: "error", flags: [...flags, "no-such-day"] }
    if (day.time) flags.push("time-dropped")
    if (day.early) flags.push("early-serial")
    return { text: day.text, kind: "date", flags }
  }
  if (/^-?\d{16}/.test(plain)) flags.push("imprecise")
  if (format.is === "time") flags.push("time")
  else if (plain.includes(".")) flags.push("fraction")
  else if (format.is === "padded" && !plain.startsWith("-") && plain.length < format.digits) {
    return { text: plain.padStart(format.digits, "0"), kind: "number", flags: [...flags, "zero-padded"] }
  }
  return { text: plain, kind: "number", flags }
}

/** A number without an exponent, its digits as they are stored. */
const expand = (stored: string): string | undefined => {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/.exec(stored) ?? []
  if (whole + fraction === "") return undefined
  const point = whole.length + Number(exponent)
  const digits = `${"0".repeat(Math.max(0, -point))}${whole}${fraction}`.padEnd(point, "0")
  const at = Math.max(0, point)
  const left = digits.slice(0, at).replace(/^0+(?=\d)/, "") || "0"
  const right = digits.slice(at).replace(/0+$/, "")
  const number = right === "" ? left : `${left}.${right}`
  return sign === "-" && /[1-9]/.test(number) ? `-${number}` : number
}
