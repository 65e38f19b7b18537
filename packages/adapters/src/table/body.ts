/**
 * The rows of a table below its header, a bounded number at a time.
 */
import { Result } from "effect"
import { FileError } from "./error.ts"
import { type Declared, isBlank, type Layout, lookedAt, makeHeaderWatch, matchHeader } from "./header.ts"
import type { Line, Lines, Source } from "./line.ts"

// model

/** Some rows in the order of the file; how many empty lines were passed over before and among them; and the share of the file that is read. */
export interface Body {
  readonly lines: ReadonlyArray<Line>
  readonly layout: Layout
  readonly blank: number
  readonly share: number
}

// operations

/**
 * The rows of a table, `size` at a time: which rows come together depends on the file alone. It throws a `FileError` where the header is not
 * that of the profile; take it with `asFileError`. At least one piece comes, be it empty.
 */
export async function* bodyOf(table: Source, declared: Declared, size: number): AsyncGenerator<Body, void> {
  let head: Array<Line> | undefined = []
  let layout: Layout | undefined
  let watch = (line: Line): Line => line
  let [held, blank, share]: [Array<Line>, number, number] = [[], 0, 0]
  const take = (lines: ReadonlyArray<Line>) => {
    for (const line of lines) {
      if (isBlank(line)) blank++
      else held.push(watch(line))
    }
  }
  for await (const piece of withEnd(declared.arrange === undefined ? table.read() : arranged(table, declared.arrange))) {
    share = piece.share
    if (head === undefined) take(piece.lines)
    else {
      for (const line of piece.lines) head.push(line)
      if (head.length >= lookedAt + blankBefore(head) || piece.last) {
        layout = Result.getOrThrow(matchHeader(head, declared))
        watch = makeHeaderWatch(declared, layout)
        blank += layout.lines - layout.header.length
        take(head.slice(layout.lines))
        head = undefined
      }
    }
    let at = 0
    for (; layout !== undefined && held.length - at >= size; at += size) {
      yield { lines: held.slice(at, at + size), layout, blank, share }
      blank = 0
    }
    held = held.slice(at)
  }
  if (layout !== undefined) yield { lines: held, layout, blank, share }
}

/** The same of lines in memory, all at once. */
export const bodyOfLines = (given: ReadonlyArray<Line>, declared: Declared): Result.Result<Body, FileError> => {
  const lines = declared.arrange?.(given) ?? given
  return Result.map(matchHeader(lines.slice(0, lookedAt + blankBefore(lines)), declared), layout => {
    const below = lines.slice(layout.lines).filter(line => !isBlank(line))
    const body = below.map(makeHeaderWatch(declared, layout))
    return { lines: body, layout, blank: lines.length - layout.header.length - body.length, share: 1 }
  })
}

/** What went wrong while a table was read: its own failure, or that it cannot be read. */
export const asFileError = (error: unknown): FileError =>
  error instanceof FileError ? error : new FileError({ reason: { _tag: "Unreadable" } })

// internal

/** A file in another layout, which has to be known whole. */
async function* arranged(table: Source, arrange: NonNullable<Declared["arrange"]>): AsyncGenerator<Lines, void> {
  const lines: Array<Line> = []
  for await (const piece of table.read()) for (const line of piece.lines) lines.push(line)
  yield { lines: arrange(lines), share: 1 }
}

/** The pieces, and an empty one behind the last. */
async function* withEnd(pieces: AsyncIterable<Lines>): AsyncGenerator<Lines & { readonly last: boolean }, void> {
  for await (const piece of pieces) yield { ...piece, last: false }
  yield { lines: [], share: 1, last: true }
}

const blankBefore = (lines: ReadonlyArray<Line>): number => {
  const at = lines.findIndex(line => !isBlank(line))
  return at < 0 ? lines.length : at
}
