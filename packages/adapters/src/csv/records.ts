/**
 * From text to lines: RFC 4180, with the line on which each record starts.
 *
 * What cannot be read is given back as a broken record of one line, and reading goes on with the next line, so that a single quote in the
 * wrong place neither hides nor costs the rest of the file. A record without quotes, as nearly all are, is cut by `split`.
 */
import type { Broken, Line } from "../table/line.ts"

// model

/** What stands between the cells of a row. */
export type Separator = "," | ";" | "\t"

// constructors

/** Reads text piece by piece. Memory stays flat: what is kept is the record that is not complete yet. */
export class RecordReader {
  readonly #separator: Separator
  #text = ""
  #line = 1
  #started = false
  /** The line at hand is too long, and what is to come of it is dropped. */
  #dropping = false

  constructor(separator: Separator) {
    this.#separator = separator
  }

  /** The records that are complete with this piece. */
  read(text: string): ReadonlyArray<Line> {
    let piece = text
    if (!this.#started && text !== "") {
      this.#started = true
      if (text.charCodeAt(0) === mark) piece = text.slice(1)
    }
    this.#text = this.#text === "" ? piece : this.#text + piece
    return this.#take(false)
  }

  /** The records that are left; the last one is marked where no line break stands behind it. */
  end(): ReadonlyArray<Line> {
    const isOpen = !/[\r\n]$/.test(this.#text)
    const found = this.#take(true)
    return isOpen ? found.map((line, at) => (at === found.length - 1 ? { ...line, unended: true } : line)) : found
  }

  #take(final: boolean): ReadonlyArray<Line> {
    const text = this.#text
    const found: Array<Line> = []
    let at = 0
    let quote = text.indexOf('"')
    let feed = text.indexOf("\n")
    let back = text.indexOf("\r")
    while (at < text.length) {
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at)
      if (feed !== -1 && feed < at) feed = text.indexOf("\n", at)
      if (back !== -1 && back < at) back = text.indexOf("\r", at)
      const end = back !== -1 && (feed === -1 || back < feed) ? back : feed
      // a CR at the end of a piece may have its LF in the next
      const open = end === -1 || (end === back && end + 1 === text.length)
      if (!final && open && !this.#dropping && text.length - at <= longest) break
      const stop = end === -1 ? text.length : end
      const next = end === -1 ? text.length : text.startsWith("\r\n", end) ? end + 2 : end + 1
      if (this.#dropping || stop - at > longest) {
        if (!this.#dropping) found.push(this.#broken(`${text.slice(at, at + 200)}…`, "too-long"))
        this.#dropping = end === -1 && !final
        if (!this.#dropping) this.#line++
        at = next
      } else if (quote === -1 || quote > stop) {
        found.push({ at: { line: this.#line, lastLine: this.#line }, cells: text.slice(at, stop).split(this.#separator) })
        this.#line++
        at = next
      } else {
        const record = this.#quoted(text, at, final)
        if (record === undefined) break
        if (typeof record === "string") {
          found.push(this.#broken(text.slice(at, stop), record))
          this.#line++
          at = next
        } else {
          found.push({ at: { line: this.#line, lastLine: this.#line + record.breaks }, cells: record.cells })
          this.#line += record.breaks + 1
          at = record.next
        }
      }
    }
    this.#text = text.slice(at)
    return found
  }

  #broken(raw: string, broken: Broken): Line {
    return { at: { line: this.#line, lastLine: this.#line }, cells: [], broken, raw }
  }

  /** A record with quotes; or what is wrong with it; or nothing where it goes on in text that is to come. */
  #quoted(text: string, start: number, final: boolean): Quoted | Broken | undefined {
    const cells: Array<string> = []
    let breaks = 0
    let at = start
    for (;;) {
      let cell: string
      if (text.charCodeAt(at) === QUOTE) {
        cell = ""
        let from = at + 1
        for (;;) {
          const close = text.indexOf('"', from)
          if (close === -1 ? text.length - start > longest : close - start > longest) return "too-long"
          if (close === -1) return final ? "quote-not-closed" : undefined
          breaks += lineBreaks(text, from, close)
          if (breaks > mostLines) return "too-long"
          cell += text.slice(from, close)
          at = close + 1
          if (at === text.length && !final) return undefined
          if (text.charCodeAt(at) !== QUOTE) break
          cell += '"'
          from = at + 1
        }
      } else {
        const from = at
        for (; at < text.length; at++) {
          const code = text.charCodeAt(at)
          if (code === QUOTE) return "quote-misplaced"
          if (code === CR || code === LF || text[at] === this.#separator) break
        }
        cell = text.slice(from, at)
      }
      cells.push(cell)
      if (at === text.length) return final ? { cells, breaks, next: at } : undefined
      if (text[at] === this.#separator) at++
      else if (text.charCodeAt(at) === LF) return { cells, breaks, next: at + 1 }
      else if (text.charCodeAt(at) !== CR) return "quote-misplaced"
      else if (at + 1 === text.length && !final) return undefined
      else return { cells, breaks, next: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1 }
    }
  }
}

// operations

/** All records of a text, in order, the header and empty lines among them. */
export const records = (text: string, separator: Separator): ReadonlyArray<Line> => {
  const reader = new RecordReader(separator)
  return [...reader.read(text), ...reader.end()]
}

/**
 * Rows of cells as CSV, every text in quotes: programs that are told that quoted fields are text change none of them. Nothing is added to a
 * text; a number is bare, with a point.
 */
export const writeRecords = (rows: Iterable<ReadonlyArray<string | number>>, separator: Separator): string =>
  Array.from(rows, cells => `${cells.map(written).join(separator)}\r\n`).join("")

// internal

interface Quoted {
  readonly cells: ReadonlyArray<string>
  /** Line breaks inside cells. */
  readonly breaks: number
  readonly next: number
}

const written = (cell: string | number): string => {
  if (typeof cell === "number") return String(cell)
  return cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`
}

/** The longest record that is read, in characters, and the most lines that it may take. */
const longest = 1_048_576
const mostLines = 1000

const [QUOTE, CR, LF, mark] = [34, 13, 10, 0xfeff]

/** CR LF, LF and CR each count once. */
const lineBreaks = (text: string, from: number, to: number): number => {
  let count = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code === LF || (code === CR && !(i + 1 < to && text.charCodeAt(i + 1) === LF))) count++
  }
  return count
}
