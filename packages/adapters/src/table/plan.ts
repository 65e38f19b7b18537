/**
 * What is to be done with each row of a chunk: append it, leave it, propose a correction, ask about it, or report it.
 */
import type { Fact, Id } from "@chibo/core"
import type { Ledger } from "./ledger.ts"
import type { Address } from "./line.ts"
import { differences, type Index, isSameFact, type Standing } from "./recorded.ts"
import type { Row, RowProblem, RowQuestion } from "./rows.ts"

// model

/** A fact that is to be appended, or, in a dry run, would be; `position` is set once it is. */
export interface Fresh {
  readonly fact: Fact.Plain
  readonly line: number
  position: Id.Position | undefined
}

/** A fact recorded with other values: which record it would replace, or which line of the file, and the fields that differ. */
export interface Replacement {
  readonly fact: Fact.Plain
  readonly standing: Standing
  readonly record: { readonly position: Id.Position | undefined; readonly line?: number | undefined }
  /** Not known where the line it contradicts is no longer at hand. */
  readonly fields: ReadonlyArray<string> | undefined
}

/** What is to be done with one row. */
export type Planned = Address &
  (
    | { readonly _tag: "Good"; readonly fresh: ReadonlyArray<Fresh> }
    | { readonly _tag: "Known" }
    | { readonly _tag: "Proposed"; readonly replacements: ReadonlyArray<Replacement> }
    | { readonly _tag: "Unclear"; readonly questions: ReadonlyArray<RowQuestion> }
    | { readonly _tag: "Bad"; readonly problems: ReadonlyArray<RowProblem> }
  )

// constructors

/**
 * Plans the rows of one chunk, each after those before it. `records` holds the records that `recordsFor` names.
 */
export const makePlanner = (ledger: Ledger, records: Index): ((row: Row) => Planned) => {
  const pending = new Map<string, Array<Fresh>>()
  return row => {
    if (row._tag !== "Read") return row
    const { _tag: _, facts, ...at } = row
    const fresh: Array<Fresh> = []
    const replacements: Array<Replacement> = []
    for (const fact of facts) {
      const { key } = ledger.identify(fact)
      const twin = fresh.find(item => ledger.identify(item.fact).key === key)
      if (twin !== undefined) {
        if (!isSameFact(twin.fact, fact)) return { ...at, _tag: "Bad", problems: [twice] }
        continue
      }
      const match = matchOf(fact, pending.get(key) ?? [], ledger, records)
      if (match === "new") fresh.push({ fact, line: row.line, position: undefined })
      else if (match !== "same") replacements.push(match)
    }
    if (replacements.length > 0) return { ...at, _tag: "Proposed", replacements }
    for (const item of fresh) {
      const { key } = ledger.identify(item.fact)
      const others = pending.get(key)
      if (others === undefined) pending.set(key, [item])
      else others.push(item)
    }
    return fresh.length > 0 ? { ...at, _tag: "Good", fresh } : { ...at, _tag: "Known" }
  }
}

// operations

/** The positions of the journal that have to be read before these rows can be planned. */
export const recordsFor = (ledger: Ledger, rows: ReadonlyArray<Row>): ReadonlyArray<Id.Position> => {
  const positions = new Set<Id.Position>()
  for (const row of rows) {
    if (row._tag !== "Read") continue
    for (const fact of row.facts) {
      const found = ledger.find(fact)
      if (found.some(({ same }) => same)) continue
      for (const { position } of found) if (position !== undefined) for (const one of ledger.positionsOf(position)) positions.add(one)
    }
  }
  return [...positions].sort((a, b) => a - b)
}

// internal

const matchOf = (fact: Fact.Plain, pending: ReadonlyArray<Fresh>, ledger: Ledger, records: Index): "new" | "same" | Replacement => {
  if (pending.some(item => isSameFact(item.fact, fact))) return "same"
  const found = ledger.find(fact)
  if (found.some(({ same }) => same)) return "same"
  const recorded = records.match(fact)
  if (recorded._tag === "Same") return "same"
  const latest = pending.at(-1)
  if (latest !== undefined) return { fact, standing: "recorded", record: latest, fields: differences(fact, latest.fact) }
  if (recorded._tag === "Other") {
    const { position, standing, fields } = recorded
    const line = found.find(item => item.position === position)?.line
    return { fact, standing, record: { position, line }, fields }
  }
  // a line of the same file in a dry run, which is in no journal
  const earlier = found.findLast(({ position }) => position === undefined)
  return earlier === undefined ? "new" : { fact, standing: "recorded", record: earlier, fields: undefined }
}

const twice: RowProblem = {
  code: "key-twice",
  vi: "dòng này cho hai ghi nhận cùng khóa nhưng khác nội dung; xem lại mẫu",
  en: "this row gives two facts with one key and different values; mend the row or the profile"
}
