/**
 * What a number format makes of a number: a day, a time, an id with zeros in front. Serials become days by counting, never by a clock or zone.
 */
import { PlainDate } from "@chibo/core"

// model

/**
 * What numbers of a format are. `digits` is the width to which zeros are put in front. `shows` tells how much of a day is seen: the
 * whole of it, with the year in front or with the month, as a number, before the day; or only a part, such as month and year.
 */
export type Format =
  | { readonly is: "plain" }
  | { readonly is: "date"; readonly shows: "whole" | "year-first" | "month-first" | "part" }
  | { readonly is: "time" }
  | { readonly is: "padded"; readonly digits: number }

/** What the style of a cell says about its value. */
export interface Style {
  readonly format: Format
  readonly font: string | undefined
}

/** The day that serial 0 is one day after, as the workbook counts. */
export type Base = 1900 | 1904

/** A serial read as a day. `text` is no day where the workbook shows none: serial 60 of 1900 is 29 February 1900. */
export type Day =
  | { readonly _tag: "Day"; readonly text: string; readonly time: string | undefined; readonly early: boolean }
  | { readonly _tag: "NoDay" }

// constructors

/** The format of a code, such as `dd/mm/yyyy`. Only its first section counts. */
export const ofCode = (code: string): Format => {
  const [section = ""] = bare(code).split(";")
  const elapsed = /\[(h+|m+|s+)\]/i.test(section)
  const letters = section
    .replace(/\[[^\]]*\]/g, "")
    .replace(/am\/pm|a\/p/gi, "")
    .toLowerCase()
  const plain = letters.replaceAll(gap, "")
  if (/^0{2,}$/.test(plain)) return { is: "padded", digits: plain.length }
  if (plain === "general" || plain === "@") return { is: "plain" }
  if (/[yd]/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters) && !elapsed)) return { is: "date", shows: shown(letters) }
  return elapsed || /[hs]/.test(letters) ? { is: "time" } : { is: "plain" }
}

/** The format of a number that the standard gives a meaning without a code. */
export const ofBuiltIn = (id: number): Format => {
  if (id === 16 || id === 17) return { is: "date", shows: "part" } // 5-Mar, Mar-20
  if (id === 14 || id === 15 || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58))
    return { is: "date", shows: "whole" }
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ? { is: "time" } : { is: "plain" }
}

// operations

/**
 * The day of a serial. In books of 1900, serials up to 60 are `early`: Excel and LibreOffice show different days for them.
 */
export const dayOf = (serial: number, base: Base): Day => {
  const whole = Math.floor(serial)
  if (!(whole >= 0) || whole > (base === 1900 ? 2_958_465 : 2_957_003)) return { _tag: "NoDay" }
  const early = base === 1900 && whole <= 60
  return { _tag: "Day", text: dayText(whole, base), time: serial === whole ? undefined : timeOf(serial - whole), early }
}

// internal

const [day1899, day1904] = [PlainDate.toEpochDay(PlainDate.make("1899-12-31")), PlainDate.toEpochDay(PlainDate.make("1904-01-01"))]

const timeOf = (share: number): string => {
  const minutes = Math.min(1439, Math.round(share * 1440))
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`
}

const dayText = (serial: number, base: Base): string => {
  if (base === 1904) return PlainDate.fromEpochDay(day1904 + serial)
  if (serial === 0) return "1900-01-00"
  if (serial === 60) return "1900-02-29"
  return PlainDate.fromEpochDay(day1899 + serial - (serial > 60 ? 1 : 0))
}

/** What the letters of a format of days show; days of the week do not count. */
const shown = (letters: string): (Format & { readonly is: "date" })["shows"] => {
  const plain = letters.replace(/d{3,}/g, "")
  const [year, month, day] = ["y", "m", "d"].map(letter => plain.indexOf(letter)) as [number, number, number] // sound: one for each
  if (year < 0 || month < 0 || day < 0) return "part"
  if (year < Math.min(month, day)) return "year-first"
  return month < day && !letters.includes("mmm") ? "month-first" : "whole"
}

/** Keeps letters apart that text stands between: the day of the week and the day, say. */
const gap = "\u0000"

/** A code without what is shown as it stands: quoted text, escaped characters, fill and width marks. */
const bare = (code: string): string => code.replace(/"[^"]*"?/g, gap).replace(/[\\_*]./gs, gap)
