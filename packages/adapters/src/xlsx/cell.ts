/**
 * What a cell reads as: a text, what kind of value it was, and what a careful reader should know about it.
 */
import { decodeByFont, hasLostLetters, isUnsure } from "../text/font.ts"
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
 * - `part-of-day`: a day of which the format shows only a part, such as month and year.
 * - `fraction`: a number with a point for its decimals. `imprecise`: a number of more than fifteen digits, whose last ones Excel drops.
 * - `legacy-font`: text typed in a font of an old encoding, as it is stored. `decoded`: such text, decoded. `letters-lost`: a word of it would be
 *   a syllable with an ư, whose byte in TCVN3 programs drop. `font-unsure`: decoded, but it may have been Unicode already.
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
  | "part-of-day"
  | "fraction"
  | "imprecise"
  | "legacy-font"
  | "decoded"
  | "letters-lost"
  | "font-unsure"

/**
 * A cell. A `date` is `yyyy-mm-dd`, or what the workbook shows where the calendar has no such day (29 February 1900), which no column of days
 * reads; `time` is the time of day that it has besides; a day typed as text stays text as it was typed; `shown` tells where the
 * format of a day does not begin with the day. A number keeps its digits, with a point for decimals. `runs` tell the fonts inside the
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
  readonly time?: string
  readonly shown?: "year-first" | "month-first"
  readonly font?: string
  readonly runs?: ReadonlyArray<Run>
  readonly flags?: ReadonlyArray<Flag>
}

/**
 * Decodes text typed in a font of an old encoding; `undefined` where the font is of none. It is asked for every stretch in one font.
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
export type Value = Pick<Cell, "text" | "kind" | "time" | "shown"> & {
  readonly flags: ReadonlyArray<Flag>
  readonly runs?: ReadonlyArray<Run>
}

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
      if (!/[1-9]/.test(time)) return { text: day, kind: "date", ...shownAs(style.format, flags) }
      return { text: day, kind: "date", ...shownAs(style.format, [...flags, "time-dropped"]), time: time.slice(1, 6) }
    }
    default:
      return ofNumber(value.trim(), flags, style, base)
  }
}

/**
 * How text in fonts of old encodings is decoded unless told otherwise: `.Vn…` as TCVN3, in capitals where the name ends in H, and `VNI-…` as VNI. Text
 * that is Unicode already stays.
 *
 * @since 0.2.0
 */
export const decodeFont: DecodeFont = decodeByFont

/** A text, decoded run by run where its font asks for it. */
export const ofText = (stored: Text, formula: boolean, font: string | undefined, decode: DecodeFont): Value => {
  const flags: Array<Flag> = formula ? ["formula"] : []
  const runs = stored.runs === undefined ? [{ text: stored.text, font }] : joined(stored.runs, font)
  let [legacy, decoded, lost, unsure] = [false, false, false, false]
  const texts = runs.map(({ text, font: named }) => {
    const read = named === undefined ? undefined : decode(named, text)
    if (named === undefined || read === undefined) {
      legacy ||= named !== undefined && oldFont.test(named)
      return text
    }
    if (read !== text) decoded = true
    if (decode === decodeFont) {
      lost ||= hasLostLetters(named, text)
      unsure ||= isUnsure(named, text)
    }
    return read
  })
  if (decoded) flags.push("decoded")
  if (legacy) flags.push("legacy-font")
  if (lost) flags.push("letters-lost")
  else if (unsure) flags.push("font-unsure")
  const value = { text: texts.join(""), kind: "text" as const, flags }
  return stored.runs === undefined ? value : { ...value, runs: stored.runs }
}

// internal

/** Runs with the font that holds for each. Neighbours in one font are one: a letter of VNI may stand in two runs. */
const joined = (runs: ReadonlyArray<Run>, font: string | undefined) => {
  const all: Array<{ text: string; readonly font: string | undefined }> = []
  for (const run of runs) {
    const [named, last] = [run.font ?? font, all.at(-1)]
    if (last !== undefined && last.font === named) last.text += run.text
    else all.push({ text: run.text, font: named })
  }
  return all
}

/** Fonts of TCVN3 and VNI. */
const oldFont = /^(\.vn|vni-)/i

const shownAs = (format: Style["format"], flags: ReadonlyArray<Flag>): Pick<Value, "flags" | "shown"> => {
  if (format.is !== "date" || format.shows === "whole") return { flags }
  return format.shows === "part" ? { flags: [...flags, "part-of-day"] } : { flags, shown: format.shows }
}

const ofNumber = (stored: string, flags: Array<Flag>, { format }: Style, base: Base): Value => {
  const plain = expand(stored)
  if (plain === undefined) return { text: stored, kind: "error", flags }
  if (format.is === "date") {
    const day = dayOf(Number(plain), base)
    if (day._tag === "NoDay") return { text: plain, kind: "error", flags: [...flags, "no-such-day"] }
    if (day.time !== undefined) flags.push("time-dropped")
    if (day.early) flags.push("early-serial")
    return { text: day.text, kind: "date", ...shownAs(format, flags), ...(day.time === undefined ? {} : { time: day.time }) }
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
