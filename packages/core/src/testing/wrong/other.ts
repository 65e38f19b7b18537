/** Journals that are wrong at the edges: interrupted, closed, asked as of an earlier point, or given much. */
import { Clock, Effect, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import * as Journal from "../../Journal.ts"
import * as PlainDate from "../../PlainDate.ts"
import { appending, everything, giving, known, numbered, onReason, type Service, type Wrong, withFact } from "./Wrong.ts"

/** A journal that finds tags in another way. */
const finding =
  (same: (asked: string, used: string) => boolean): Wrong["make"] =>
  right => ({
    ...right,
    read: ({ tags, ...query }) =>
      tags === undefined
        ? right.read(query)
        : Stream.filter(
            right.read(query),
            ({ fact }) => !(fact instanceof Fact.Unread) && Fact.tags(fact).some(used => tags.some(asked => same(asked, used)))
          )
  })

/** SQL's LIKE, without its escapes. */
const like = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${[...pattern].map(letter => (letter === "%" ? ".*" : letter === "_" ? "." : letter.replace(/\W/gu, "\\$&"))).join("")}$`,
    "s"
  ).test(text)

const failed = <A>(effect: Effect.Effect<A, Journal.JournalError>, otherwise: A): Effect.Effect<A, Journal.JournalError> =>
  onReason(effect, "StorageFailed", () => Effect.succeed(otherwise))

/** Gives the newest known correction of each record in its place. */
const rewriting = (right: Service): Service => ({
  ...right,
  read: query =>
    Stream.unwrap(
      Effect.map(everything(right), records => {
        const replaced = new Map<number, Fact.Plain>()
        for (const { fact } of records)
          if (fact.kind === "correction.made" && !(fact instanceof Fact.Unread)) replaced.set(fact.corrects, fact.replacement)
        return Stream.map(right.read(query), record => {
          const fact = replaced.get(record.position)
          return fact === undefined ? record : { ...record, fact }
        })
      })
    )
})

export const otherWrongs: ReadonlyArray<Wrong> = [
  {
    id: "claims-first",
    title: "notes an operation as done before it is",
    caughtBy: ["interrupt.append"],
    make: right => {
      const claimed = new Set<string>()
      return {
        ...right,
        append: batch =>
          Effect.gen(function* () {
            if (claimed.has(batch.operation)) return yield* known(right, batch)
            claimed.add(batch.operation)
            for (let step = 0; step < 3; step++) yield* Effect.yieldNow
            return yield* right.append(batch)
          })
      }
    }
  },
  {
    id: "answers-closed",
    title: "takes a closed store for an empty one",
    caughtBy: ["closed.read", "closed.head"],
    make: right => ({
      ...right,
      head: failed(right.head, Journal.emptyHead),
      read: query => Stream.unwrap(Effect.map(failed(Stream.runCollect(right.read(query)), []), Stream.fromIterable))
    })
  },
  {
    id: "ends-early",
    title: "ends a stream where the store fails",
    caughtBy: ["closed.meanwhile"],
    make: right => ({ ...right, read: query => Stream.catch(right.read(query), () => Stream.empty) })
  },
  {
    id: "erases-on-recording-day",
    title: "takes the day of recording in UTC for the day of the erasure",
    caughtBy: ["erase.day", "erase.recorded"],
    make: right => ({
      ...right,
      erase: (member, grounds) =>
        Effect.flatMap(Clock.currentTimeMillis, millis =>
          right.erase(member, { ...grounds, on: PlainDate.make(new Date(millis).toISOString().slice(0, 10)) })
        )
    })
  },
  {
    id: "folds-case",
    title: "finds tags without regard to case",
    caughtBy: ["text.alike-ids", "text.literal-lists"],
    make: finding((asked, used) => asked.toLowerCase() === used.toLowerCase())
  },
  {
    id: "folds-marks",
    title: "finds tags without regard to marks, as a collation does",
    caughtBy: ["text.alike-ids"],
    make: finding((asked, used) => asked.normalize("NFD").replace(/\p{M}/gu, "") === used.normalize("NFD").replace(/\p{M}/gu, ""))
  },
  {
    id: "finds-by-pattern",
    title: "takes % and _ in tags for wildcards",
    caughtBy: ["text.literal-lists"],
    make: finding(like)
  },
  {
    id: "overwrites-mismatches",
    title: "records an operation again when its content is another",
    caughtBy: ["operation.mismatch-moves-nothing", "writers.other-content", "operation.mismatch-other-day"],
    make: right => {
      let count = 0
      return {
        ...right,
        append: batch =>
          onReason(right.append(batch), "OperationMismatch", () =>
            right.append({ ...batch, operation: numbered(batch.operation, count++) })
          )
      }
    }
  },
  {
    id: "rewrites-corrected",
    title: "gives what a correction put in place where the record stood",
    caughtBy: ["known.stays", "known.at-1"],
    make: rewriting
  },
  {
    id: "knows-now-only",
    title: "reads up to the head, whatever is asked",
    caughtBy: ["known.by-position", "known.at-3", "read.up-to"],
    make: right => ({ ...right, read: ({ upTo: _, ...query }) => right.read(query) })
  },
  {
    id: "cuts-moments",
    title: "keeps the moment of recording to the second",
    caughtBy: ["time.clock", "time.fraction"],
    make: giving(record => ({ ...record, recordedAt: Journal.Instant.make(`${record.recordedAt.slice(0, 19)}.000Z`) }))
  },
  {
    id: "cuts-large",
    title: "keeps 65,535 characters of a text",
    caughtBy: ["size.text", "size.source"],
    make: giving(record => ({
      ...withFact(record, fact => (fact.kind === "other" ? { ...fact, data: cut(fact.data) } : fact)),
      source: record.source.slice(0, 65_535)
    }))
  },
  {
    id: "positions-as-text",
    title: "gives positions as text, as drivers give large integers",
    caughtBy: ["append.types", "append.gapless"],
    // unsound on purpose: a wrong journal may give what is no position
    make: giving(record => ({ ...record, position: String(record.position) as unknown as Journal.Recorded["position"] }))
  },
  {
    id: "copies-at-once",
    title: "copies nothing of a stream that breaks off",
    caughtBy: ["replicate.progress"],
    make: right => ({
      ...right,
      replicate: recorded => Effect.flatMap(Stream.runCollect(recorded), all => right.replicate(Stream.fromIterable(all)))
    })
  },
  {
    id: "copies-from-start",
    title: "takes a stream that goes on for a damaged one",
    caughtBy: ["replicate.resume-from-head", "replicate.resume"],
    make: right => ({
      ...right,
      replicate: recorded =>
        Effect.flatMap(Stream.runCollect(recorded), all => {
          const first = all[0]?.position ?? 1
          return first === 1
            ? right.replicate(Stream.fromIterable(all))
            : Effect.fail(
                new Journal.JournalError({
                  reason: { _tag: "Corrupt", at: all[0]?.position ?? Journal.emptyHead.position, what: "no start" }
                })
              )
        })
    })
  },
  {
    id: "forgets-half-operations",
    title: "takes part of an operation for the operation",
    caughtBy: ["operation.mismatch-more", "replicate.cut-operation"],
    make: appending((right, batch) =>
      onReason(right.append(batch), "OperationMismatch", error =>
        Effect.flatMap(everything(right), records => {
          const own = records.filter(({ operation }) => operation === batch.operation).map(({ fact }) => Journal.canonical(fact))
          return own.every((text, index) => text === Journal.canonical(batch.facts[index])) ? known(right, batch) : Effect.fail(error)
        })
      )
    )
  }
]

// internal

const cut = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeof item === "string" ? item.slice(0, 65_535) : item]))
    : value
