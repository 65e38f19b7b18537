/** Journals that read, erase or copy wrongly. */
import { Clock, Effect, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { OperationId, Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import { giving, sparing, type Wrong, withFact } from "./Wrong.ts"

const early = Journal.Instant.make("2000-01-01T00:00:00.000Z")

const deep = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === "string") return change(value)
  if (Array.isArray(value)) return value.map(item => deep(item, change))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item, change)]))
}

const texts =
  (change: (text: string) => string): Wrong["make"] =>
  right =>
    giving(record => withFact(record, fact => Object.fromEntries(Object.entries(fact).map(([key, item]) => [key, deep(item, change)]))))(
      right
    )

export const wrongReads: ReadonlyArray<Wrong> = [
  {
    id: "after-included",
    title: "gives the record at `after`, too",
    caughtBy: ["read.after", "read.after-head"],
    make: right => ({
      ...right,
      read: query => right.read(query.after === undefined ? query : { ...query, after: Position.make(Math.max(0, query.after - 1)) })
    })
  },
  {
    id: "up-to-excluded",
    title: "leaves out the record at `upTo`",
    caughtBy: ["read.up-to"],
    make: right => ({
      ...right,
      read: query => right.read(query.upTo === undefined ? query : { ...query, upTo: Position.make(Math.max(0, query.upTo - 1)) })
    })
  },
  {
    id: "ignores-kinds",
    title: "gives all kinds",
    caughtBy: ["read.kinds"],
    make: right => ({ ...right, read: ({ kinds: _, ...query }) => right.read(query) })
  },
  {
    id: "empty-list-is-all",
    title: "takes an empty list of tags for no condition",
    caughtBy: ["read.tags-none"],
    make: right => ({
      ...right,
      read: ({ tags, ...query }) => right.read(tags === undefined || tags.length === 0 ? query : { ...query, tags })
    })
  },
  {
    id: "newest-first",
    title: "gives the newest record first",
    caughtBy: ["append.order", "read.all"],
    make: right => ({
      ...right,
      read: query => Stream.unwrap(Effect.map(Stream.runCollect(right.read(query)), all => Stream.fromIterable(all.reverse())))
    })
  },
  {
    id: "loses-at-pages",
    title: "loses the record where a page ends",
    caughtBy: ["read.pages", "append.large"],
    make: right => ({ ...right, read: query => Stream.filter(right.read(query), ({ position }) => position % 1000 !== 0) })
  },
  {
    id: "leaves-gaps",
    title: "skips a position",
    caughtBy: ["append.gapless"],
    make: giving(record => (record.position < 3 ? record : { ...record, position: Position.make(record.position + 1) }))
  },
  {
    id: "breaks-digests",
    title: "gives the digest of each fact by itself",
    caughtBy: ["chain.batches", "chain.starts"],
    make: giving(record => ({ ...record, digest: Journal.commit("", Journal.canonical(record.fact)) }))
  },
  {
    id: "drops-personal",
    title: "keeps no personal payloads",
    caughtBy: ["kind.member.details-changed", "text.personal-composed"],
    make: giving(record => withFact(record, ({ personal: _, ...fact }) => fact))
  },
  {
    id: "no-salt",
    title: "commits to payloads with one salt for all",
    caughtBy: ["personal.salted"],
    make: giving(record => (record.personal?.salt === undefined ? record : { ...record, personal: { ...record.personal, salt: "salt" } }))
  },
  {
    id: "composes-text",
    title: "brings text to Unicode form NFC on the way",
    caughtBy: ["text.decomposed"],
    make: texts(text => text.normalize("NFC"))
  },
  {
    id: "trims-text",
    title: "trims text",
    caughtBy: ["text.spaces"],
    make: texts(text => text.trim())
  },
  {
    id: "cuts-text",
    title: "ends text at U+0000",
    caughtBy: ["text.zero"],
    make: texts(text => text.split("\u0000")[0] ?? "")
  },
  {
    id: "mends-surrogates",
    title: "puts U+FFFD in the place of lone surrogates in facts",
    caughtBy: ["text.lone-surrogate"],
    make: texts(text => text.replace(/\p{Surrogate}/gu, "\ufffd"))
  },
  {
    id: "shifts-days",
    title: "takes days for instants, and gives the day before for those before 13 June 1975",
    caughtBy: ["day.1968-01-01", "day.1930-02-03", "day.1975-06-12"],
    make: texts(text =>
      /^\d{4}-\d{2}-\d{2}$/.test(text) && text < "1975-06-13" ? new Date(Date.parse(text) - 1).toISOString().slice(0, 10) : text
    )
  },
  {
    id: "own-clock",
    title: "takes the moment from a clock of its own",
    caughtBy: ["time.clock"],
    make: giving(record => ({ ...record, recordedAt: early }))
  },
  {
    id: "time-goes-back",
    title: "lets the moment of recording go back with the clock",
    caughtBy: ["time.backwards"],
    make: right => {
      const moments = new Map<number, Journal.Instant>()
      return {
        ...right,
        append: batch =>
          Effect.flatMap(Clock.currentTimeMillis, millis =>
            Effect.tap(right.append(batch), ({ first }) =>
              Effect.sync(() => moments.set(first, Journal.Instant.make(new Date(millis).toISOString())))
            )
          ),
        read: query =>
          Stream.map(right.read(query), record => ({ ...record, recordedAt: moments.get(record.position) ?? record.recordedAt }))
      }
    }
  },
  {
    id: "erases-nothing",
    title: "records an erasure, and keeps the payloads",
    caughtBy: ["erase.payloads"],
    make: right => ({
      ...right,
      erase: (member, { operation, on, recordedBy, basis }) =>
        right.append({
          operation,
          recordedBy,
          source: "",
          facts: [Fact.make({ kind: "personal.erased", on, member, basis })]
        })
    })
  },
  {
    id: "erases-no-corrections",
    title: "keeps the payloads inside corrections",
    caughtBy: ["erase.payloads"],
    make: sparing(({ kind }) => kind === "correction.made")
  },
  {
    id: "erases-everybody",
    title: "erases the payloads of others along",
    caughtBy: ["erase.others"],
    make: right => {
      let erased = false
      return {
        ...right,
        erase: (member, grounds) => {
          erased = true
          return right.erase(member, grounds)
        },
        read: query =>
          Stream.map(right.read(query), record => {
            if (!erased || record.personal === undefined) return record
            const { salt: _, ...personal } = record.personal
            return withFact({ ...record, personal }, ({ personal: __, ...fact }) => fact)
          })
      }
    }
  },
  {
    id: "erases-records",
    title: "takes whole records away",
    caughtBy: ["erase.counts", "erase.chain"],
    make: right => {
      const gone = new Set<string>()
      return {
        ...right,
        erase: (member, grounds) => {
          gone.add(member)
          return right.erase(member, grounds)
        },
        read: query => Stream.filter(right.read(query), ({ personal }) => personal === undefined || !gone.has(personal.of))
      }
    }
  },
  {
    id: "erases-again",
    title: "records an erasure each time it is sent",
    caughtBy: ["erase.repeated"],
    make: right => {
      let count = 0
      return {
        ...right,
        erase: (member, grounds) => right.erase(member, { ...grounds, operation: OperationId.make(`${grounds.operation}.${count++}`) })
      }
    }
  },
  {
    id: "copies-by-appending",
    title: "copies facts instead of records",
    caughtBy: ["replicate.same", "replicate.tampered-digest"],
    make: right => ({
      ...right,
      replicate: recorded =>
        Effect.andThen(
          Stream.runForEach(recorded, ({ fact, operation, source, recordedBy, position }) =>
            fact instanceof Fact.Unread
              ? Effect.void
              : right.append({ operation: OperationId.make(`${operation}.${position}`), source, recordedBy, facts: [fact] })
          ),
          right.head
        )
    })
  },
  {
    id: "hides-capability",
    title: "erases, but declares that it cannot",
    caughtBy: ["erase.payloads", "erase.counts"],
    make: right => ({ ...right, capabilities: { ...right.capabilities, erase: false } })
  },
  {
    id: "silently-unsupported",
    title: "answers a copy that it did not make",
    caughtBy: ["replicate.same"],
    make: right => ({ ...right, replicate: recorded => Effect.andThen(Stream.runDrain(recorded), right.head) })
  }
]
