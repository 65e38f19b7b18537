/**
 * The rows of a table as they are read, without a journal: one after the other, or all at once.
 */
import { Array as Arr, Effect, Stream } from "effect"
import { asFileError, bodyOf } from "./body.ts"
import type { FileError } from "./error.ts"
import type { Declared, Layout } from "./header.ts"
import type { Line, Source } from "./line.ts"
import type { Row } from "./rows.ts"

// model

/**
 * What a file holds: the SHA-256 of its bytes, its rows in order, and how many empty ones were passed over.
 *
 * @since 0.1.0
 */
export interface Rows {
  readonly digest: string
  readonly rows: ReadonlyArray<Row>
  readonly blank: number
}

/** Makes something of the lines below a header. */
export type MakeReader<A> = (layout: Layout) => (line: Line) => A

// operations

/** Each line of a table that is opened, in memory that stays flat. */
export const streamOf = <A, E>(
  table: Effect.Effect<Source, E>,
  declared: Declared,
  makeReader: MakeReader<A>
): Stream.Stream<A, E | FileError> =>
  Stream.unwrap(
    Effect.map(table, found => Stream.flattenArray(Stream.fromAsyncIterable(readAll(found, declared, makeReader), asFileError)))
  )

/** All rows of a table. */
export const collect = (table: Source, declared: Declared, makeReader: MakeReader<Row>): Effect.Effect<Rows, FileError> =>
  Effect.tryPromise({
    try: async () => {
      let reader: ((line: Line) => Row) | undefined
      const rows: Array<Row> = []
      let blank = 0
      for await (const body of bodyOf(table, declared, together)) {
        reader ??= makeReader(body.layout)
        for (const line of body.lines) rows.push(reader(line))
        blank += body.blank
      }
      return { digest: table.digest, rows, blank }
    },
    catch: asFileError
  })

// internal

/** How many rows go through a stream together. */
const together = 1000

async function* readAll<A>(
  table: Source,
  declared: Declared,
  makeReader: MakeReader<A>
): AsyncGenerator<Arr.NonEmptyReadonlyArray<A>, void> {
  let reader: ((line: Line) => A) | undefined
  for await (const { lines, layout } of bodyOf(table, declared, together)) {
    reader ??= makeReader(layout)
    const found = lines.map(reader)
    if (Arr.isReadonlyArrayNonEmpty(found)) yield found
  }
}
