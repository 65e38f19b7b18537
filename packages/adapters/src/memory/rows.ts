/**
 * Rows in arrays and maps, with what it takes to undo a transaction that fails.
 */
import { Effect, Result } from "effect"
import type { Rows } from "../internal/journal.ts"
import type { Tagged } from "../internal/stored.ts"

/** Empty tables. */
export const makeRows = (): {
  readonly rows: Rows
  readonly transaction: <A, E>(body: () => Result.Result<A, E>) => Result.Result<A, E>
} => {
  const kept: Array<Tagged> = []
  const operations = new Map<string, { readonly first: number; readonly last: number }>()
  const tags = new Map<string, Array<number>>()
  let undo: Array<() => void> = []

  const tagged = (wanted: ReadonlyArray<string>) =>
    [...new Set(wanted)].flatMap(tag => (tags.get(tag) ?? []).map(position => ({ tag, position })))
  const ofOperation = (operation: string) => {
    const span = operations.get(operation)
    return span === undefined ? [] : kept.slice(span.first - 1, span.last)
  }
  const insert = (record: Tagged) => {
    const span = operations.get(record.operation)
    kept.push(record)
    operations.set(record.operation, { first: span?.first ?? record.position, last: record.position })
    for (const tag of record.tags) {
      const positions = tags.get(tag)
      if (positions === undefined) tags.set(tag, [record.position])
      else positions.push(record.position)
    }
    undo.push(() => {
      kept.pop()
      if (span === undefined) operations.delete(record.operation)
      else operations.set(record.operation, span)
      for (const tag of record.tags) tags.get(tag)?.pop()
    })
  }

  const page: Rows["page"] = ({ kinds, tags: wanted, operations: named }, after, upTo, limit) =>
    Effect.sync(() => {
      const positions = wanted === undefined ? undefined : new Set(tagged(wanted).map(({ position }) => position))
      const found: Array<Tagged> = []
      for (let index = after; index < Math.min(upTo, kept.length) && found.length < limit; index++) {
        const record = kept[index]
        if (record === undefined || (kinds !== undefined && !kinds.includes(record.kind))) continue
        if (named !== undefined && !named.some(operation => operation === record.operation)) continue
        if (positions === undefined || positions.has(record.position)) found.push(record)
      }
      return found
    })
  const forget = (person: string, before: number) =>
    kept.slice(0, before - 1).forEach((record, index) => {
      if (record.person !== person || record.salt === null) return
      kept[index] = { ...record, salt: null, payload: null }
      undo.push(() => {
        kept[index] = record
      })
    })

  const rows: Rows = {
    newest: Effect.sync(() => kept.at(-1)),
    ofOperation: operation => Effect.sync(() => ofOperation(operation)),
    known: named => Effect.sync(() => named.filter(operation => operations.has(operation))),
    used: (wanted, since) => Effect.sync(() => tagged(wanted).filter(({ position }) => position > since)),
    digests: positions => Effect.sync(() => new Map(positions.flatMap(at => kept.slice(at - 1, at).map(({ digest }) => [at, digest])))),
    page,
    insert: records => Effect.sync(() => records.forEach(insert)),
    forget: (person, before) => Effect.sync(() => forget(person, before))
  }
  return {
    rows,
    transaction: body => {
      undo = []
      const result = body()
      if (Result.isFailure(result)) for (const step of undo.reverse()) step()
      undo = []
      return result
    }
  }
}
