/**
 * A CSV file as a table: where its bytes come from, in which encoding they are, and which separator stands between its cells.
 *
 * The bytes are read twice: once to be certain of the encoding of all of them and to take their digest, then for the rows. A file on disk is
 * never held in memory.
 */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { Effect, Result } from "effect"
import { FileError, type FileReason, type Sample } from "../table/error.ts"
import type { Lines, Source } from "../table/line.ts"
import { Detector, type Doubt } from "../text/detect.ts"
import { type Encoding, makeDecoder } from "../text/encoding.ts"
import { RecordReader, records, type Separator } from "./records.ts"
import { detectSeparator } from "./separator.ts"

// model

/**
 * A file as it came, in memory. The name is for the report only.
 *
 * @since 0.1.0
 */
export interface File {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * A file that is read piece by piece: `open` starts it anew, as often as it is called.
 *
 * @since 0.2.0
 */
export interface StreamedFile {
  readonly name: string
  readonly open: () => AsyncIterable<Uint8Array>
}

/**
 * How a file is to be read, where that is known. Without `encoding` or `separator` each is detected, and what is not certain is refused.
 *
 * @since 0.2.0
 */
export interface Reading {
  readonly encoding?: Encoding
  readonly separator?: Separator
}

/** A table with what was found out about its file. */
export interface CsvSource extends Source {
  readonly format: "csv"
  readonly encoding: Encoding
  readonly separator: Separator
}

// constructors

/**
 * A file on disk, read piece by piece.
 *
 * @since 0.2.0
 */
export const fileAt = (path: string, name: string): StreamedFile => ({
  name,
  open: () => createReadStream(path, { highWaterMark: pieceSize })
})

// operations

/** Opens a file: nothing of it is in memory afterwards. */
export const openTable = (file: File | StreamedFile, reading: Reading): Effect.Effect<CsvSource, FileError> =>
  Effect.flatMap(
    Effect.tryPromise({ try: () => scan(file, reading), catch: () => new FileError({ reason: { _tag: "Unreadable" } }) }),
    Effect.fromResult
  )

/** Opens bytes in memory. */
export const openBytes = (name: string, bytes: Uint8Array, reading: Reading): Result.Result<CsvSource, FileError> => {
  const scanner = new Scanner(reading)
  for (const piece of pieces(bytes)) scanner.add(piece)
  return scanner.finish({ name, bytes })
}

/** All lines of bytes in memory. */
export const linesOf = (bytes: Uint8Array, { encoding, separator }: CsvSource): ReadonlyArray<Lines["lines"][number]> => {
  const [decoder, reader] = [makeDecoder(encoding), new RecordReader(separator)]
  const found: Array<Lines["lines"][number]> = []
  for (const piece of pieces(bytes)) for (const line of reader.read(decoder.decode(piece))) found.push(line)
  for (const line of [...reader.read(decoder.end()), ...reader.end()]) found.push(line)
  return withoutSeparatorLine(found)
}

// internal

const pieceSize = 65_536

function* pieces(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
}

async function* stream(file: File | StreamedFile): AsyncIterable<Uint8Array> {
  if ("open" in file) yield* file.open()
  else yield* pieces(file.bytes)
}

const scan = async (file: File | StreamedFile, reading: Reading): Promise<Result.Result<CsvSource, FileError>> => {
  const scanner = new Scanner(reading)
  for await (const piece of stream(file)) scanner.add(piece)
  return scanner.finish(file)
}

/** What a file is by its first bytes, where it is no text: a workbook, old or new, or another archive; or a page that was given another name. */
const kindOf = (head: Uint8Array): "Workbook" | "Page" | undefined => {
  const start = Buffer.from(head.subarray(0, 64)).toString("latin1")
  if (start.startsWith("PK\x03\x04") || start.startsWith("\xd0\xcf\x11\xe0")) return "Workbook"
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|\?xml)\b/i.test(start) ? "Page" : undefined
}

/** The first reading of a file. */
class Scanner {
  readonly #reading: Reading
  readonly #hash = createHash("sha256")
  readonly #detector = new Detector()
  readonly #head: Array<Uint8Array> = []
  #size = 0

  constructor(reading: Reading) {
    this.#reading = reading
  }

  add(piece: Uint8Array): void {
    this.#hash.update(piece)
    if (this.#reading.encoding === undefined) this.#detector.add(piece)
    if (this.#size < pieceSize) this.#head.push(piece.slice(0, pieceSize))
    this.#size += piece.length
  }

  finish(file: File | StreamedFile): Result.Result<CsvSource, FileError> {
    const kind = kindOf(this.#head[0] ?? new Uint8Array())
    if (kind !== undefined) return Result.fail(new FileError({ reason: { _tag: kind } }))
    const found = this.#reading.encoding === undefined ? this.#detector.finish() : Result.succeed(this.#reading.encoding)
    if (Result.isFailure(found)) return Result.fail(doubted(found.failure))
    const encoding = found.success
    const decoder = makeDecoder(encoding)
    const text = decoder.decode(Buffer.concat(this.#head))
    const head = this.#size <= pieceSize ? text + decoder.end() : text
    const told = this.#reading.separator ?? saidSeparator(head)
    const between = told === undefined ? detectSeparator(head) : Result.succeed(told)
    if (Result.isFailure(between)) {
      const samples = between.failure.map(separator => sampleOf(head, separator))
      return Result.fail(new FileError({ reason: { _tag: "SeparatorUnsure", separators: between.failure } }, samples))
    }
    const separator = between.success
    const size = this.#size
    const read = () => lines(file, encoding, separator, size)
    return Result.succeed({ name: file.name, format: "csv", digest: this.#hash.digest("hex"), encoding, separator, read })
  }
}

async function* lines(file: File | StreamedFile, encoding: Encoding, separator: Separator, size: number): AsyncIterable<Lines> {
  const [decoder, reader] = [makeDecoder(encoding), new RecordReader(separator)]
  let done = 0
  for await (const piece of stream(file)) {
    done += piece.length
    yield { lines: withoutSeparatorLine(reader.read(decoder.decode(piece))), share: Math.min(1, done / Math.max(1, size)) }
  }
  yield { lines: withoutSeparatorLine([...reader.read(decoder.end()), ...reader.end()]), share: 1 }
}

/** A first line `sep=;`, by which some programs tell a spreadsheet program what stands between cells. */
const separatorLine = /^\ufeff?"?sep=([,;\t])"?\s*$/i

const saidSeparator = (head: string): Separator | undefined => {
  const [, said] = separatorLine.exec(/^[^\r\n]*/.exec(head)?.[0] ?? "") ?? []
  return said === "," || said === ";" || said === "\t" ? said : undefined
}

const withoutSeparatorLine = (lines: ReadonlyArray<Lines["lines"][number]>): ReadonlyArray<Lines["lines"][number]> => {
  const [first] = lines
  if (first === undefined || first.at.line !== 1) return lines
  const { cells } = first
  const isOne = /^sep=$/i.test(cells[0] ?? "")
    ? cells.length === 2 && cells[1] === ""
    : cells.length === 1 && separatorLine.test(cells[0] ?? "")
  return isOne ? lines.slice(1) : lines
}

const doubted = (doubt: Doubt): FileError => {
  if (doubt._tag !== "Unsure") return new FileError({ reason: doubt satisfies FileReason })
  const samples = doubt.readings.map(({ encoding, sample }): Sample => ({ reading: encoding, text: sample }))
  return new FileError(
    { reason: { _tag: "EncodingUnsure", line: doubt.line, encodings: doubt.readings.map(({ encoding }) => encoding) } },
    samples
  )
}

const sampleOf = (head: string, separator: Separator): Sample => ({
  reading: separator,
  text: records(head.slice(0, 2000), separator)
    .slice(0, 3)
    .map(({ cells }) => cells.join(" | "))
    .join("\n")
    .slice(0, 400)
})
