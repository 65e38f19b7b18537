/**
 * What a case of the journal's contract is, and the words in which cases are written.
 *
 * @since 0.1.0
 */
import { Cause, Clock, Context, Data, Effect, Exit, Result, type Scope, Stream } from "effect"
import * as Fact from "../fact/Fact.ts"
import { MemberId, OperationId, Position } from "../Id.ts"
import * as Journal from "../Journal.ts"
import * as PlainDate from "../PlainDate.ts"

// model

/**
 * One thing that every journal must do: the id is stable and names it in reports, and `run` needs an empty journal.
 *
 * @since 0.1.0
 */
export interface Case {
  readonly id: string
  readonly title: string
  /** Takes minutes rather than moments: a runner gives it time. */
  readonly slow?: true
  readonly run: Effect.Effect<void, unknown, Journal.Journal | Another>
}

/**
 * A way to a second, empty journal of the same make, for cases that copy.
 *
 * @since 0.1.0
 */
export class Another extends Context.Service<
  Another,
  { readonly journal: Effect.Effect<Journal.Journal["Service"], unknown, Scope.Scope> }
>()("@chibo/core/testing/Another") {}

/** A case over one store that is opened several times: `run` needs the way to open it, and it is empty at first. */
export interface ReopenedCase {
  readonly id: string
  readonly title: string
  readonly run: Effect.Effect<void, unknown, Again>
}

/**
 * A way to open one and the same store.
 *
 * @since 0.1.0
 */
export class Again extends Context.Service<Again, { readonly open: Effect.Effect<Journal.Journal["Service"], unknown, Scope.Scope> }>()(
  "@chibo/core/testing/Again"
) {}

// errors

/**
 * What a case expected of the journal, and what it found.
 *
 * @since 0.1.0
 */
export class CaseFailed extends Data.TaggedError("CaseFailed")<{
  readonly what: string
  readonly expected: string
  readonly actual: string
}> {
  override get message() {
    return `${this.what}: expected ${this.expected}, found ${this.actual}`
  }
}

// constructors

/** A case written as a generator. */
export const define = (id: string, title: string, body: () => Generator<Effect.Effect<unknown, unknown, Needs>, void, never>): Case => ({
  id,
  title,
  run: Effect.scoped(Effect.gen(body))
})

type Needs = Journal.Journal | Another | Scope.Scope

/** A day's fact about a member, without a personal payload; its only tag is `membership:<member>`. */
export const enrolled = (member: string, cell = "u-1"): Fact.Fact => Fact.make({ kind: "member.enrolled", on: "2021-03-01", member, cell })

/** A fact with a personal payload. */
export const details = (member: string, fullName: string): Fact.Fact =>
  Fact.make({ kind: "member.details-changed", on: "2021-03-01", member, personal: { fullName } })

/** A batch of facts. */
export const batch = (
  operation: string,
  facts: Journal.Batch["facts"],
  expecting?: { readonly tags: ReadonlyArray<Fact.Tag>; readonly since: number }
): Journal.Batch => ({
  operation: OperationId.make(operation),
  facts,
  source: "suite",
  recordedBy: "clerk-1",
  ...(expecting === undefined ? {} : { expecting: { tags: expecting.tags, since: Position.make(expecting.since) } })
})

/** Grounds of an erasure. */
export const grounds = (operation: string, basis = "request-1", on = "2026-03-02"): Journal.Grounds => ({
  operation: OperationId.make(operation),
  on: PlainDate.make(on),
  recordedBy: "clerk-2",
  basis
})

/** A fact of a plug-in's kind; its only tag is `suite.<name>:<member>`. */
export const other = (data: unknown, personal?: unknown): Fact.Fact =>
  // sound where a case asks `parse` first; JSON text is the only way to write a key such as __proto__
  ({
    kind: "other",
    version: 1,
    on: "2021-03-01",
    namespace: "suite",
    name: "text",
    schemaVersion: 1,
    member: "m-1",
    data,
    ...(personal === undefined ? {} : { personal })
  }) as unknown as Fact.Fact

/** A correction of the record at a position. */
export const corrected = (position: number, replacement: Fact.Plain): Fact.Fact =>
  // sound: a whole fact is what a correction puts in place; the literal types of `make` cannot take a union of all of them
  Fact.make({ kind: "correction.made", on: "2021-03-02", corrects: position, replacement } as Fact.Input<"correction.made"> & {
    readonly kind: "correction.made"
  })

/** A retraction of the record at a position. */
export const retracted = (position: number): Fact.Fact => Fact.make({ kind: "correction.retracted", on: "2021-03-02", retracts: position })

/** So many facts about members of their own. */
export const many = (count: number, prefix: string): Journal.Batch["facts"] => [
  enrolled(`${prefix}-0`),
  ...Array.from({ length: count - 1 }, (_, index) => enrolled(`${prefix}-${index + 1}`))
]

// operations

/** Lets an effect run under a clock that stands still at a moment. */
export const at = (moment: string) => {
  const millis = Date.parse(moment)
  return <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.flatMap(Effect.service(Clock.Clock), clock =>
      Effect.provideService(effect, Clock.Clock, {
        ...clock,
        currentTimeMillisUnsafe: () => millis,
        currentTimeMillis: Effect.succeed(millis)
      })
    )
}

/** Appends to the journal under test. */
export const append = (...parts: Parameters<typeof batch>) => Effect.flatMap(Journal.Journal, journal => journal.append(batch(...parts)))

/** Erases from the journal under test. */
export const erase = (member: string, why: Journal.Grounds) =>
  Effect.flatMap(Journal.Journal, journal => journal.erase(MemberId.make(member), why))

/** The head of the journal under test. */
export const head = Effect.flatMap(Journal.Journal, journal => journal.head)

/** What the journal under test gives for a query. */
export const read = (query: Journal.Query = {}) => Effect.flatMap(Journal.Journal, journal => readFrom(journal, query))

/** What a journal gives for a query. */
export const readFrom = (journal: Journal.Journal["Service"], query: Journal.Query = {}) => Stream.runCollect(journal.read(query))

/** The positions of records. */
export const positionsOf = (records: ReadonlyArray<Journal.Recorded>): ReadonlyArray<number> => records.map(record => record.position)

/** The numbers from 1 to a last one. */
export const upTo = (last: number): ReadonlyArray<number> => Array.from({ length: last }, (_, index) => index + 1)

/** A second, empty journal of the same make. */
export const another = Effect.flatMap(Effect.service(Another), ({ journal }) => journal)

/** A case that needs erasure; a journal without it must say so, and refuse. */
export const erasing = (id: string, title: string, body: Parameters<typeof define>[2]): Case => {
  const { run } = define(id, title, body)
  return {
    id,
    title,
    run: Effect.flatMap(Journal.Journal, ({ capabilities }) =>
      capabilities.erase ? run : Effect.asVoid(refused("erase", erase("m-1", grounds("op-e")), "Unsupported"))
    )
  }
}

/** A case that needs copying; a journal without it must say so, and refuse. */
export const copying = (id: string, title: string, body: Parameters<typeof define>[2]): Case => {
  const { run } = define(id, title, body)
  return {
    id,
    title,
    run: Effect.flatMap(Journal.Journal, journal =>
      journal.capabilities.replicate ? run : Effect.asVoid(refused("replicate", journal.replicate(Stream.empty), "Unsupported"))
    )
  }
}

/** Says that two values are the same, as canonical JSON. */
export const equal = (what: string, actual: unknown, expected: unknown): Effect.Effect<void, CaseFailed> => {
  const [found, wanted] = [shown(actual), shown(expected)]
  return found === wanted ? Effect.void : Effect.fail(new CaseFailed({ what, expected: wanted, actual: found }))
}

/** Says that an effect fails with that reason, which it gives back; that it dies is no failure. */
export const refused = <A, E, R, T extends Journal.Reason["_tag"]>(
  what: string,
  effect: Effect.Effect<A, E, R>,
  tag: T
): Effect.Effect<Extract<Journal.Reason, { readonly _tag: T }>, CaseFailed, R> =>
  Effect.flatMap(Effect.exit(effect), exit => {
    if (Exit.isSuccess(exit)) return Effect.fail(new CaseFailed({ what, expected: tag, actual: "success" }))
    const error: unknown = Cause.squash(exit.cause)
    if (!Exit.hasFails(exit)) return Effect.fail(new CaseFailed({ what, expected: tag, actual: `a defect: ${String(error)}` }))
    if (!(error instanceof Journal.JournalError))
      return Effect.fail(new CaseFailed({ what, expected: tag, actual: "another kind of error" }))
    return hasTag(error.reason, tag)
      ? Effect.succeed(error.reason)
      : Effect.fail(new CaseFailed({ what, expected: tag, actual: error.reason._tag }))
  })

/** Says that records are numbered without gaps from 1 and chained from the empty head. */
export const chained = (records: ReadonlyArray<Journal.Recorded>): Effect.Effect<void, CaseFailed> => {
  let before = Journal.emptyHead
  for (const record of records) {
    const wrong = Journal.verify(before, record)
    if (wrong !== undefined)
      return Effect.fail(new CaseFailed({ what: `the chain at position ${record.position}`, expected: "to hold", actual: wrong }))
    before = record
  }
  return Effect.void
}

// internal

/** What a driver gives in the place of a number may be no JSON. */
const shown = (value: unknown): string =>
  Result.getOrElse(
    Result.try(() => Journal.canonical(value ?? null)),
    cause => `no JSON: ${String(cause)}`
  )

const hasTag = <T extends Journal.Reason["_tag"]>(
  reason: Journal.Reason,
  tag: T
): reason is Extract<Journal.Reason, { readonly _tag: T }> => reason._tag === tag
