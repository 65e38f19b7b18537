/**
 * A table into a journal, in chunks that are appended whole or not at all, in memory that hardly grows with the file.
 *
 * The operation of a chunk is named after what it appends, without anything personal, and not after where it stands: an import that stopped is
 * resumed by starting it again, and so is one whose file was mended in between, as what is recorded is recognised by its natural keys.
 */
import { createHash } from "node:crypto"
import { Fact, Id, Journal } from "@chibo/core"
import { Effect, Stream } from "effect"
import type { Columns } from "./column.ts"
import type { FileError } from "./error.ts"
import { asFileError, type Body, bodyOf } from "./body.ts"
import { Ledger } from "./ledger.ts"
import { type Address, type Line, rowAddress, type Source } from "./line.ts"
import { makePlanner, type Planned, recordsFor } from "./plan.ts"
import type { PlainKind, Profile } from "./profile.ts"
import type { Answers } from "./question.ts"
import { differences, Index, type Keys, keyOf } from "./recorded.ts"
import { reject, rejectHeader } from "./rejects.ts"
import { type Finding, type ListedViolation, Tally } from "./report.ts"
import { makeRowReader, type Row } from "./rows.ts"

// model

/** How far an import has come: rows looked at, facts appended, and the share of the file that is read, from 0 to 1. */
export interface Progress {
  readonly rows: number
  readonly appended: number
  readonly share: number
}

/**
 * - `context`: what the profile looks things up in.
 * - `recordedBy`: whose act it is, an opaque reference.
 * - `answers`: to questions that an earlier run asked, by their keys.
 * - `chunkSize`: rows in one append; 500 unless told.
 * - `most`: entries in each list of the report; 10,000 unless told.
 * - `check`: holds all facts that are new against what is recorded, as `Intake.check` does; what it finds is listed, by line. It is given the
 *   new facts of the whole file at once, so that memory grows with them.
 * - `progress`: called after each chunk.
 * - `rejects`: called with rows that were not recorded, the header first, as cells with the reasons behind them.
 *
 * @since 0.1.0
 */
export interface Options<Context> {
  readonly context: Context
  readonly recordedBy: string
  readonly answers?: Answers
  readonly chunkSize?: number
  readonly most?: number
  readonly check?: (facts: ReadonlyArray<Fact.Fact>) => ReadonlyArray<Finding>
  readonly progress?: (progress: Progress) => void
  readonly rejects?: (rows: ReadonlyArray<ReadonlyArray<string | number>>) => void | Promise<void>
}

// operations

/**
 * Imports a table, or, without `recordedBy`, tells what importing it would do.
 */
export const importTable = Effect.fnUntraced(function* <C extends Columns, K extends PlainKind, Context>(
  table: Source,
  profile: Profile<C, K, Context>,
  options: Omit<Options<Context>, "recordedBy">,
  recordedBy: string | undefined
) {
  const { chunkSize = 500, most = 10_000, check, progress, rejects } = options
  if (!Number.isSafeInteger(chunkSize) || chunkSize < 1) return yield* Effect.die(new RangeError("chunkSize is a whole number from 1"))
  const journal = yield* Journal.Journal
  const startOf = `${table.format}:${profile.id}@`
  const source = `${startOf}${profile.version}:${table.digest.slice(0, 12)}`

  const addTo = (ledger: Ledger, after: Id.Position, upTo: Id.Position) =>
    Stream.runForEachArray(journal.read({ after, upTo, kinds: kindsOf(profile) }), records =>
      Effect.sync(() => records.forEach(record => void ledger.addRecord(record)))
    )
  const makeLedger = Effect.fnUntraced(function* (upTo: Id.Position) {
    const ledger = new Ledger(profile.naturalKey)
    yield* addTo(ledger, Id.Position.make(0), upTo)
    return ledger
  })

  /** Plans a chunk against the journal, reading those records that hashes do not settle. */
  const plan = Effect.fnUntraced(function* (ledger: Ledger, rows: ReadonlyArray<Row>) {
    const index = new Index(profile.naturalKey, from => from.startsWith(startOf))
    for (const [first, last] of runs(recordsFor(ledger, rows))) {
      index.addRecords(yield* Stream.runCollect(journal.read({ after: Id.Position.make(first - 1), upTo: last })))
    }
    const planRow = makePlanner(ledger, index)
    return rows.map(planRow)
  })

  let since = (yield* journal.head).position
  let ledger = yield* makeLedger(since)
  const { refused, violations } =
    check === undefined ? unchecked : yield* checkAll(chunksOf(table, profile, options, chunkSize), ledger, plan, check)
  if (check !== undefined) ledger = yield* makeLedger(since)

  const base = {
    file: table.name,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    ...(table.otherSheets === undefined ? {} : { otherSheets: table.otherSheets }),
    profile: { id: profile.id, version: profile.version },
    digest: table.digest,
    dryRun: recordedBy === undefined
  }
  const tally = new Tally({ ...base, violations }, most)
  const { counts, chunks } = tally
  let headed = false
  const importChunk = Effect.fnUntraced(function* (chunk: Chunk) {
    counts.blank += chunk.blank
    tally.note(chunk.lines, chunk.layout)
    const rows = chunk.rows.map((row, at): Row => refusedRow(row, refused.get(counts.total + at)))
    const planned = yield* plan(ledger, rows)
    const fresh = planned.flatMap(row => (row._tag === "Good" ? row.fresh : []))
    const [first, ...rest] = fresh.map(({ fact }) => fact)
    if (first === undefined) chunks.skipped += rows.length === 0 ? 0 : 1
    else chunks.written++
    counts.appended += fresh.length
    if (first !== undefined && recordedBy !== undefined) {
      const facts = [first, ...rest] as const
      const expecting = { tags: [...new Set(facts.flatMap(Fact.tags))], since }
      const receipt = yield* journal.append({
        operation: operationOf(
          table.format,
          profile,
          facts.map(fact => ledger.identify(fact).open)
        ),
        facts,
        source,
        recordedBy,
        expecting
      })
      fresh.forEach((item, at) => {
        item.position = Id.Position.make(receipt.first + at)
      })
      // others wrote in between: their records count for the rows to come
      if (receipt.first > since + 1) yield* addTo(ledger, since, Id.Position.make(receipt.first - 1))
      since = Id.Position.make(Math.max(since, receipt.last))
    }
    for (const { fact, line, position } of fresh) ledger.addRow(fact, line, position)
    tally.add(planned)
    if (rejects !== undefined) {
      const rejected = planned.flatMap((row, at) => {
        const line = chunk.lines[at]
        const cells = line === undefined ? undefined : reject(line, row, chunk.layout)
        return cells === undefined ? [] : [cells]
      })
      if (rejected.length > 0) {
        const given = headed ? rejected : [...rejectHeader(chunk.layout), ...rejected]
        yield* Effect.promise(async () => rejects(given))
        headed = true
      }
    }
    progress?.({ rows: counts.total, appended: counts.appended, share: chunk.share })
  })
  yield* forEachChunk(chunksOf(table, profile, options, chunkSize), importChunk)
  if (tally.unresolved.length > 0) yield* resolve(chunksOf(table, profile, options, chunkSize), profile.naturalKey, tally)
  return tally.finish()
})

// internal

interface Chunk extends Body {
  readonly rows: ReadonlyArray<Row>
}

async function* chunksOf<C extends Columns, K extends PlainKind, Context>(
  table: Source,
  profile: Profile<C, K, Context>,
  { context, answers = {} }: Pick<Options<Context>, "context" | "answers">,
  size: number
): AsyncGenerator<Chunk, void> {
  let readRow: ((line: Line) => Row) | undefined
  for await (const body of bodyOf(table, profile, size)) {
    readRow ??= makeRowReader(profile, body.layout, context, answers)
    yield { ...body, rows: body.lines.map(readRow) }
  }
}

/** Takes the chunks one after the other; the file is closed at the end, whatever the end is. */
const forEachChunk = <E, R>(
  iterator: AsyncGenerator<Chunk, void>,
  take: (chunk: Chunk) => Effect.Effect<void, E, R>
): Effect.Effect<void, E | FileError, R> => {
  const next = Effect.tryPromise({ try: () => iterator.next(), catch: asFileError })
  const all = Effect.gen(function* () {
    for (let found = yield* next; found.done !== true; found = yield* next) yield* take(found.value)
  })
  return Effect.ensuring(
    all,
    Effect.promise(() => iterator.return())
  )
}

const kindsOf = (profile: { readonly naturalKey: object }): ReadonlyArray<string> => [
  ...Object.keys(profile.naturalKey),
  "correction.made",
  "correction.retracted"
]

/**
 * Named after what is appended. Nothing personal enters the name, which stays when a person is erased; facts that differ in nothing else have
 * one natural key, and are never appended twice.
 */
const operationOf = (
  format: string,
  { id, version }: { readonly id: string; readonly version: number },
  open: ReadonlyArray<string>
): Id.OperationId => {
  const hash = createHash("sha256").update(`chibo/import/1 ${id}@${version}`)
  for (const text of open) hash.update(`\n${text}`)
  return Journal.operation(`${format}-${hash.digest("hex").slice(0, 40)}`)
}

/** Runs of positions that are read together: gaps of a few cost less than another query. */
const runs = (positions: ReadonlyArray<Id.Position>): ReadonlyArray<readonly [Id.Position, Id.Position]> => {
  const found: Array<[Id.Position, Id.Position]> = []
  for (const position of positions) {
    const last = found.at(-1)
    if (last !== undefined && position - last[1] <= 16) last[1] = position
    else found.push([position, position])
  }
  return found
}

/** In which fields a row differs from an earlier line of the file: that line is read once more. */
const resolve = (iterator: AsyncGenerator<Chunk, void>, keys: Keys, tally: Tally): Effect.Effect<void, FileError> => {
  const wanted = Map.groupBy(tally.unresolved, ({ line }) => line)
  return forEachChunk(iterator, chunk =>
    Effect.sync(() => {
      for (const row of chunk.rows) {
        if (row._tag !== "Read") continue
        for (const { at, fact } of wanted.get(row.line) ?? []) {
          const other = row.facts.find(item => keyOf(keys, item) === keyOf(keys, fact))
          tally.resolve(at, differences(fact, other))
        }
      }
    })
  )
}

/** What was found of all rows, and of those that are refused by their number in the file, from 0: some stand in one line. */
interface Checked {
  readonly refused: ReadonlyMap<number, ReadonlyArray<ListedViolation>>
  readonly violations: ReadonlyArray<ListedViolation>
}

const unchecked: Checked = { refused: new Map(), violations: [] }

/** Plans everything once to see what is new, and has it checked. */
const checkAll = Effect.fnUntraced(function* (
  iterator: AsyncGenerator<Chunk, void>,
  ledger: Ledger,
  plan: (ledger: Ledger, rows: ReadonlyArray<Row>) => Effect.Effect<ReadonlyArray<Planned>, Journal.JournalError>,
  check: NonNullable<Options<unknown>["check"]>
) {
  const fresh: Array<{ readonly fact: Fact.Plain; readonly row: number; readonly at: Address }> = []
  let total = 0
  const look = Effect.fnUntraced(function* (chunk: Chunk) {
    for (const row of yield* plan(ledger, chunk.rows)) {
      for (const { fact, line } of row._tag === "Good" ? row.fresh : []) {
        fresh.push({ fact, row: total, at: row })
        ledger.addRow(fact, line, undefined)
      }
      total++
    }
  })
  yield* forEachChunk(iterator, look)
  const found = check(fresh.map(({ fact }) => fact)).flatMap(finding => {
    const { code, field, refuse = false } = finding
    const item = fresh[finding.fact]
    if (item === undefined) return []
    const { fact, row, at } = item
    const said = { code, field, refused: refuse, vi: finding.message("vi"), en: finding.message("en") }
    const violation: ListedViolation = { ...rowAddress(at), line: at.line, kind: fact.kind, ...said }
    return [{ row, violation }]
  })
  const refused = new Map<number, Array<ListedViolation>>()
  for (const { row, violation } of found) if (violation.refused) refused.set(row, [...(refused.get(row) ?? []), violation])
  return { refused, violations: found.map(({ violation }) => violation) } satisfies Checked
})

const refusedRow = (row: Row, violations: ReadonlyArray<ListedViolation> | undefined): Row => {
  if (violations === undefined) return row
  const { sheet, column, line, lastLine } = row
  const problems = violations.map(({ code, vi, en }) => ({ code, vi, en }))
  const at = { ...(sheet === undefined ? {} : { sheet }), ...(column === undefined ? {} : { column }), line, lastLine }
  return { ...at, _tag: "Bad", problems }
}
