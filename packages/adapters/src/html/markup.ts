/**
 * Markup that text cannot get out of: what is put into a template is escaped unless it is markup already.
 */

// model

/** Markup, well-formed as XML. To be made of literals only: `html` does, for everything that holds a value. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** What may be put into a template. */
type Hole = Markup | string | number | ReadonlyArray<Markup>

// constructors

/** A template. Attributes are to be written with double quotes. */
export const html = (parts: TemplateStringsArray, ...holes: ReadonlyArray<Hole>): Markup =>
  new Markup(parts.map((part, i) => part + (i < holes.length ? textOf(holes[i] ?? "") : "")).join(""))

/** Nothing. */
export const nothing = new Markup("")

// internal

const textOf = (hole: Hole): string =>
  hole instanceof Markup ? hole.text : Array.isArray(hole) ? hole.map(each => each.text).join("") : escaped(String(hole))

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

/** Characters that neither XML nor HTML can hold are shown as a replacement, and those that turn the direction of what follows are too. */
const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, found => entities[found] ?? "")
    .replace(/[\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]|(?![\t\n\r])\p{Cc}/gu, "\ufffd")
