/**
 * How the format writes texts, and the table of texts that cells share.
 *
 * The table is kept as one block of UTF-8 with offsets: a million strings as objects would be many times as large.
 */
import type { Archive, Part } from "./archive.ts"
import { refuse } from "./error.ts"
import type { Limits } from "./limits.ts"
import { type Run, type Text, unescaped } from "./text.ts"
import { type Element, element, parse } from "./xml.ts"

// model

/** The shared texts of a workbook, by their number. */
export interface Strings {
  readonly at: (index: number) => Text | undefined
}

// constructors

/** No shared texts. */
export const none: Strings = { at: () => undefined }

/** The handler of an element that holds a text, plain or in runs. Phonetic guides are not part of it. */
export const textElement = (done: (text: Text) => void): Element => {
  let runs: Array<Run> | undefined
  let font: string | undefined
  let piece = ""
  const t = element({ text: more => (piece += more) })
  const push = () => {
    if (piece !== "") {
      runs ??= []
      runs.push(font === undefined ? { text: unescaped(piece) } : { font, text: unescaped(piece) })
    }
    piece = ""
    font = undefined
  }
  return element(
    {
      open: () => {
        runs = undefined
        piece = ""
        font = undefined
      },
      close: () => {
        // most texts have no runs: nothing is made for them but the text
        if (runs === undefined) return done({ text: unescaped(piece) })
        push()
        const text = runs.map(run => run.text).join("")
        done(runs.some(run => run.font !== undefined) ? { text, runs } : { text })
      }
    },
    {
      t,
      r: element(
        { open: push, close: push },
        { t, rPr: element({}, { rFont: element({ open: ({ val }) => (font = val?.slice(0, 64)) }) }) }
      )
    }
  )
}

/** Reads the table. */
export const read = async (archive: Archive, part: Part, limits: Limits): Promise<Strings> => {
  if (part.entry.uncompressedSize > limits.stringBytes) {
    refuse({ _tag: "Limit", what: "stringBytes", most: limits.stringBytes, part: part.label })
  }
  let block = Buffer.allocUnsafe(Math.min(part.entry.uncompressedSize, 1_048_576))
  let ends = new Uint32Array(1024)
  let [count, used] = [0, 0]
  const rich = new Map<number, ReadonlyArray<Run>>()
  const si = textElement(({ text, runs }) => {
    if (count >= limits.strings) refuse({ _tag: "Limit", what: "strings", most: limits.strings, part: part.label })
    const length = Buffer.byteLength(text)
    while (used + length > block.length) block = Buffer.concat([block], Math.max(4096, block.length * 2))
    if (count === ends.length) {
      const wider = new Uint32Array(count * 2)
      wider.set(ends)
      ends = wider
    }
    block.write(text, used)
    used += length
    ends[count] = used
    if (runs !== undefined) rich.set(count, runs)
    count++
  })
  await parse(archive, part, { sst: element({}, { si }) }, limits)
  return {
    at: index => {
      if (!Number.isSafeInteger(index) || index < 0 || index >= count) return undefined
      const text = block.toString("utf8", ends[index - 1] ?? 0, ends[index])
      const runs = rich.get(index)
      return runs === undefined ? { text } : { text, runs }
    }
  }
}
