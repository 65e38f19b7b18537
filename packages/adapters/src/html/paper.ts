/**
 * What each printed page bears besides its part of the report: of what and of when it is, for whom, and which page of how many.
 *
 * Margin boxes are known to Chromium from version 131; other programs print their own header there.
 */
import { Markup } from "./markup.ts"

// model

/** The texts at the edges of a sheet of paper. */
export interface Edges {
  readonly topLeft: string
  readonly topRight: string
  readonly bottomLeft: string
  /** Stands before the number of the page. */
  readonly page: string
}

// operations

/** The rules of a style sheet for these edges. The first page has a title of its own at its top. */
export const paper = ({ topLeft, topRight, bottomLeft, page }: Edges): Markup =>
  new Markup(`
@page { size: A4; margin: 17mm 14mm 16mm;
  @top-left { ${box} width: 55%; content: ${quoted(topLeft)}; }
  @top-right { ${box} width: 42%; text-align: right; content: ${quoted(topRight)}; }
  @bottom-left { ${box} width: 80%; content: ${quoted(bottomLeft)}; }
  @bottom-right { ${box} text-align: right; content: ${quoted(page)} " " counter(page) " / " counter(pages); }
}
@page :first { @top-left { content: none; } @top-right { content: none; } }
`)

// internal

const box = "font: 7.5pt/1.3 system-ui, 'Segoe UI', 'Noto Sans', Roboto, sans-serif; color: #57616a; overflow-wrap: anywhere;"

/** The most that an edge has room for, in two lines. */
const room = 110

/** A text as a string of CSS of which nothing but letters, digits and spaces stands as it is: it can end neither the string nor the sheet. The space after a code belongs to it. */
const quoted = (text: string): string => {
  const all = [...text.replace(/\s+/g, " ")]
  const short = all.length > room ? [...all.slice(0, room - 1), "…"] : all
  return `"${short.map(each => (/[A-Za-z0-9 ]/.test(each) ? each : `\\${codeOf(each).toString(16).padStart(6, "0")} `)).join("")}"`
}

/** Controls, halves of pairs and what turns the direction of text are shown as a replacement. */
const codeOf = (character: string): number =>
  /[\p{Cc}\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/u.test(character) ? 0xfffd : (character.codePointAt(0) ?? 0xfffd)
