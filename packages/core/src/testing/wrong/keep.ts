/** Journals that keep, copy or answer wrongly in ways that a first test does not show. */
import { Effect, Stream } from "effect"
import * as Fact from "../../fact/Fact.ts"
import { Position } from "../../Id.ts"
import * as Journal from "../../Journal.ts"
import { appending, everything, giving, onReason, sparing, unguarded, type Wrong, withFact } from "./Wrong.ts"

export const wrongKeeping: ReadonlyArray<Wrong> = [
  {
    id: "remembers-one-run",
    title: "keeps the result of an append with its effect",
    caughtBy: ["append.effect"],
    make: right => ({ ...right, append: batch => Effect.runSync(Effect.cached(right.append(batch))) })
  },
  {
    id: "head-of-now",
    title: "puts the head of now into a receipt, though others came between",
    caughtBy: ["writers.receipts"],
    make: appending((right, batch) =>
      Effect.gen(function* () {
        const receipt = yield* right.append(batch)
        if (receipt.repeated) return receipt
        yield* Effect.yieldNow
        return { ...receipt, head: yield* right.head }
      })
    )
  },
  {
    id: "changes-what-it-is-given",
    title: "takes the payloads out of the facts that it was sent",
    caughtBy: ["content.no-change"],
    make: appending((right, batch) =>
      Effect.suspend(() => {
        const copy = { ...batch, facts: [{ ...batch.facts[0] }, ...batch.facts.slice(1).map(fact => ({ ...fact }))] as const }
        for (const fact of batch.facts) if ("personal" in fact) Reflect.set(fact, "personal", undefined)
        return batch.facts.some(fact => "personal" in fact && fact.personal !== undefined)
          ? Effect.fail(new Journal.JournalError({ reason: { _tag: "StorageFailed" } }))
          : right.append(copy)
      })
    )
  },
  {
    id: "shares-records",
    title: "hands out the very records that it goes on with",
    caughtBy: ["content.no-reference"],
    make: right => {
      const records = new Map<string, Journal.Recorded>()
      const shared = (record: Journal.Recorded) => {
        const key = `${record.digest} ${record.personal?.salt}`
        if (!records.has(key)) records.set(key, record)
        return records.get(key) ?? record
      }
      return { ...right, read: query => Stream.map(right.read(query), shared) }
    }
  },
  {
    id: "forgets-old-operations",
    title: "knows the last 200 operations only",
    caughtBy: ["operation.many"],
    make: appending((right, batch) =>
      Effect.flatMap(everything(right), records => {
        const recent = [...new Set(records.map(({ operation }) => operation))].slice(-200)
        return records.some(({ operation }) => operation === batch.operation) && !recent.includes(batch.operation)
          ? Effect.fail(new Journal.JournalError({ reason: { _tag: "OperationMismatch", operation: batch.operation } }))
          : right.append(batch)
      })
    )
  },
  {
    id: "looks-back-so-far",
    title: "looks for expected tags among the last thousand records",
    caughtBy: ["expecting.far"],
    make: appending((right, batch) =>
      onReason(right.append(batch), "Conflict", error =>
        Effect.flatMap(right.head, ({ position }) =>
          error.reason._tag === "Conflict" && error.reason.positions.every(at => at <= position - 1000)
            ? right.append(unguarded(batch))
            : Effect.fail(error)
        )
      )
    )
  },
  {
    id: "positions-by-tag",
    title: "names the positions of a conflict tag by tag",
    caughtBy: ["expecting.positions"],
    make: appending((right, batch) =>
      onReason(right.append(batch), "Conflict", error =>
        Effect.flatMap(everything(right), records => {
          const { reason } = error
          if (reason._tag !== "Conflict") return Effect.fail(error)
          const using = (tag: Fact.Tag) =>
            records.filter(
              ({ fact, position }) => reason.positions.includes(position) && !(fact instanceof Fact.Unread) && Fact.tags(fact).includes(tag)
            )
          const positions = (batch.expecting?.tags ?? []).flatMap(tag => using(tag).map(({ position }) => position))
          return Effect.fail(new Journal.JournalError({ reason: { ...reason, positions } }))
        })
      )
    )
  },
  {
    id: "predictable-salts",
    title: "makes salts from positions and payloads, so that they can be guessed",
    caughtBy: ["personal.random"],
    make: giving(record =>
      record.personal?.salt === undefined
        ? record
        : { ...record, personal: { ...record.personal, salt: Journal.digestOf(String(record.position), record.stored?.payload ?? "") } }
    )
  },
  {
    id: "takes-empty-for-none",
    title: "keeps no payload that is empty",
    caughtBy: ["data.personal-empty"],
    make: giving(record =>
      withFact(record, ({ personal, ...fact }) => (Journal.canonical(personal ?? null) === "{}" ? fact : { ...fact, personal }))
    )
  },
  {
    id: "erasure-of-its-own",
    title: "records erasures under a source of its own",
    caughtBy: ["erase.recorded"],
    make: giving(record => (record.fact.kind === "personal.erased" ? { ...record, source: "gdpr" } : record))
  },
  {
    id: "writes-texts-anew",
    title: "writes the texts of a copied record as it would write them itself",
    caughtBy: ["replicate.texts"],
    make: giving(record => ({ ...record, stored: Journal.storedOf(record.fact) }))
  },
  {
    id: "shows-unread-payloads",
    title: "shows the payload of what it cannot read to all who read",
    caughtBy: ["replicate.unread-payload"],
    make: giving(({ fact, ...record }) => {
      const payload: unknown = record.stored?.payload === undefined ? undefined : JSON.parse(record.stored.payload)
      const leaks = fact instanceof Fact.Unread && payload !== undefined
      return { ...record, fact: leaks ? new Fact.Unread({ ...fact, stored: Fact.join(fact.stored, payload) }) : fact }
    })
  },
  {
    id: "erases-what-it-reads",
    title: "keeps the payloads of kinds that it cannot read when their person is erased",
    caughtBy: ["replicate.unread-payload"],
    make: sparing(fact => fact instanceof Fact.Unread)
  },
  {
    id: "empty-copy-empty-head",
    title: "gives the head of what it copied, not its own",
    caughtBy: ["replicate.empty"],
    make: right => ({
      ...right,
      replicate: recorded =>
        Effect.suspend(() => {
          let head = { ...Journal.emptyHead, position: Position.make(0) }
          const told = Stream.tap(recorded, ({ position, digest }) => Effect.sync(() => (head = { position, digest })))
          return Effect.map(right.replicate(told), () => head)
        })
    })
  }
]
