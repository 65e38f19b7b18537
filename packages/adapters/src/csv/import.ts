/**
 * A file into a journal, in chunks that are appended whole or not at all.
 *
 * Which rows a chunk holds depends on the file alone, and its operation is named after the file's bytes, the profile and its number. An
 * import that stopped is resumed by starting it again: what is recorded is recognised by its natural keys. Where a chunk that was recorded
 * once has something new after all (its rows were bad until a unit was founded, say), that goes into a further operation of the chunk, so
 * that no operation is ever sent with other content.
 */
import { createHash } from "node:crypto"
import { Fact, Id, Journal } from "@chibo/core"
import { Effect, Stream } from "effect"
import type { Columns } from "./column.ts"
import type { CsvFileError } from "./file.ts"
import { type Fresh, type Planned, planRow } from "./plan.ts"
import type { PlainKind, Profile } from "./profile.ts"
import { Index } from "./recorded.ts"
import { type Finding, type ListedViolation, make, type Report } from "./report.ts"
import { type Row, read } from "./rows.ts"

// model

/** A file as it came. The name is for the report only. */
export interface File {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * - `context`: what the profile looks things up in.
 * - `recordedBy`: whose act it is, an opaque reference.
 * - `chunkSize`: rows in one append; 500 unless told.
 * - `check`: holds all facts that are new against what is recorded, as `Intake.check` does; what it finds is listed, by line.
 *
 * @since 0.1.0
 */
export interface Options<Context> {
  readonly context: Context
  readonly recordedBy: string
  readonly chunkSize?: number
  readonly check?: (facts: ReadonlyArray<Fact.Fact>) => ReadonlyArray<Finding>
}

// operations

/**
 * Tells what importing a file would do. It reads the journal and writes nothing.
 *
 * @since 0.1.0
 */
export const dryRun = <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  options: Omit<Options<Context>, "recordedBy">
): Effect.Effect<Report, CsvFileError | Journal.JournalError, Journal.Journal> => run(file, profile, options, undefined)

/**
 * Imports a file. The same file again appends nothing.
 *
 * It fails with the journal's error at the first chunk that cannot be appended; the chunks before it stay. Run it again to go on, whatever
 * the error was: `OutcomeUnknown` is settled by looking, and after a `Conflict` (somebody recorded something about the same subjects
 * meanwhile) the rows are compared anew.
 *
 * @example
 * import * as Csv from "@chibo/adapters/csv"
 * import * as Memory from "@chibo/adapters/memory"
 * const deaths = Csv.profile({
 *   id: "example.deaths",
 *   version: 1,
 *   separator: ";",
 *   columns: { member: { type: "id", required: true }, on: { type: "date", required: true } },
 *   naturalKey: { "member.died": ["member"] },
 *   toFacts: ({ member, on }) => Result.succeed([{ kind: "member.died", member, on }])
 * })
 * const file = { name: "deaths.csv", bytes: new TextEncoder().encode("member;on\nm-1;3/2/2021\nm-2;31/2/2021\n") }
 * const imported = Csv.importFile(file, deaths, { context: undefined, recordedBy: "clerk-1" })
 * const report = await Effect.runPromise(imported.pipe(Effect.provide(Memory.layer)))
 * report.badRows.map(({ line, column, code }) => [line, column, code]) // => [[3, "on", "no-such-day"]]
 * @since 0.1.0
 */
export const importFile = <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  options: Options<Context>
): Effect.Effect<Report, CsvFileError | Journal.JournalError, Journal.Journal> => run(file, profile, options, options.recordedBy)

// internal

const run = Effect.fnUntraced(function* <C extends Columns, K extends PlainKind, Context>(
  file: File,
  profile: Profile<C, K, Context>,
  { context, chunkSize = 500, check }: Omit<Options<Context>, "recordedBy">,
  recordedBy: string | undefined
) {
  if (!Number.isSafeInteger(chunkSize) || chunkSize < 1) return yield* Effect.die(new RangeError("chunkSize is a whole number from 1"))
  const journal = yield* Journal.Journal
  const { digest, rows: found, blank } = yield* Effect.fromResult(read(file.bytes, profile, context))
  const prefix = `csv-${operationName(digest, profile)}-`
  const source = `csv:${profile.id}@${profile.version}:${digest.slice(0, 12)}`
  const readAfter = (after: Id.Position, upTo: Id.Position) => Stream.runCollect(journal.read({ after, upTo, kinds: kindsOf(profile) }))

  let since = (yield* journal.head).position
  const recorded = yield* readAfter(Id.Position.make(0), since)
  const makeIndex = () => {
    const index = new Index(profile.naturalKey, prefix)
    index.addRecords(recorded)
    return index
  }
  const { rows, violations } = checked(found, makeIndex, check)
  const index = makeIndex()
  const planned: Array<Planned> = []
  const chunks = { written: 0, skipped: 0 }
  let appended = 0
  for (let number = 0; number * chunkSize < rows.length; number++) {
    const chunk = rows.slice(number * chunkSize, (number + 1) * chunkSize).map(row => planRow(index, row))
    for (const row of chunk) planned.push(row)
    const fresh = chunk.flatMap(row => (row._tag === "Good" ? row.fresh : []))
    const [first, ...rest] = fresh.map(({ fact }): Fact.Fact => fact)
    if (first === undefined) {
      chunks.skipped++
      continue
    }
    chunks.written++
    appended += fresh.length
    if (recordedBy === undefined) continue
    const receipt = yield* journal.append({
      operation: nextOperation(prefix, number, index),
      facts: [first, ...rest],
      source,
      recordedBy,
      expecting: { tags: [...new Set(fresh.flatMap(({ fact }) => Fact.tags(fact)))], since }
    })
    settle(fresh, receipt)
    // others wrote in between: their records count for the rows to come
    if (receipt.first > since + 1) index.addRecords(yield* readAfter(since, Id.Position.make(receipt.first - 1)))
    since = Id.Position.make(Math.max(since, receipt.last))
  }
  const base = { file: file.name, profile: { id: profile.id, version: profile.version }, digest, dryRun: recordedBy === undefined }
  return make({ ...base, blank, appended, chunks, violations }, planned)
})

const operationName = (digest: string, { id, version }: { readonly id: string; readonly version: number }): string =>
  createHash("sha256").update(`${digest} ${id}@${version}`).digest("hex").slice(0, 32)

const kindsOf = (profile: { readonly naturalKey: object }): ReadonlyArray<string> => [
  ...Object.keys(profile.naturalKey),
  "correction.made",
  "correction.retracted"
]

/** The first name of the chunk that is not recorded. */
const nextOperation = (prefix: string, chunk: number, index: Index): Id.OperationId => {
  let name = `${prefix}${chunk}`
  for (let again = 1; index.operations.has(name); again++) name = `${prefix}${chunk}.${again}`
  return Journal.operation(name)
}

const settle = (fresh: ReadonlyArray<Fresh>, receipt: Journal.Receipt): void => {
  fresh.forEach(({ state }, at) => {
    state.position = Id.Position.make(receipt.first + at)
  })
}

/** Plans everything once to see what is new, has it checked, and marks the rows that are refused as bad. */
const checked = (
  rows: ReadonlyArray<Row>,
  makeIndex: () => Index,
  check: Options<unknown>["check"]
): { readonly rows: ReadonlyArray<Row>; readonly violations: ReadonlyArray<ListedViolation> } => {
  if (check === undefined) return { rows, violations: [] }
  const index = makeIndex()
  const fresh = rows.flatMap(row => {
    const planned = planRow(index, row)
    return planned._tag === "Good" ? planned.fresh.map(({ fact }) => ({ fact, line: row.line })) : []
  })
  const violations = check(fresh.map(({ fact }) => fact)).flatMap((finding): ReadonlyArray<ListedViolation> => {
    const { code, field, refuse = false } = finding
    const at = fresh[finding.fact]
    if (at === undefined) return []
    return [{ line: at.line, kind: at.fact.kind, code, field, refused: refuse, vi: finding.message("vi"), en: finding.message("en") }]
  })
  const refused = Map.groupBy(
    violations.filter(violation => violation.refused),
    ({ line }) => line
  )
  return {
    violations,
    rows: rows.map(row => {
      const problems = refused.get(row.line)
      return problems === undefined
        ? row
        : { _tag: "Bad", line: row.line, lastLine: row.lastLine, problems: problems.map(({ code, vi, en }) => ({ code, vi, en })) }
    })
  }
}
