/**
 * What is to be done with each row: append it, leave it, propose a correction, or report it.
 */
import type { Fact } from "@chibo/core"
import { differences, type Index, type State } from "./recorded.ts"
import type { Row, RowProblem } from "./rows.ts"

// model

/** A fact that is to be appended, and its place in the index. */
export interface Fresh {
  readonly fact: Fact.Plain
  readonly state: State
}

/** A fact recorded with other values: what it would replace, and the fields that differ. */
export interface Replacement {
  readonly fact: Fact.Plain
  readonly state: State
  readonly fields: ReadonlyArray<string>
}

/** What is to be done with one row. */
export type Planned = { readonly line: number; readonly lastLine: number } & (
  | { readonly _tag: "Good"; readonly fresh: ReadonlyArray<Fresh> }
  | { readonly _tag: "Known" }
  | { readonly _tag: "Proposed"; readonly replacements: ReadonlyArray<Replacement> }
  | { readonly _tag: "Bad"; readonly problems: ReadonlyArray<RowProblem> }
)

// operations

/**
 * Plans one row after those before it: facts that are to be appended enter the index, so that a later row may repeat or contradict them.
 */
export const planRow = (index: Index, row: Row): Planned => {
  const { line, lastLine } = row
  if (row._tag === "Bad") return { _tag: "Bad", line, lastLine, problems: row.problems }
  const fresh: Array<Fresh> = []
  const replacements: Array<Replacement> = []
  let contradiction = false
  for (const fact of row.facts) {
    const match = index.match(fact)
    if (match._tag === "New") fresh.push({ fact, state: index.addRow(fact, line) })
    if (match._tag !== "Other") continue
    if (match.state.line === line) contradiction = true
    else replacements.push({ fact, state: match.state, fields: differences(fact, match.state.effective ?? match.state.first) })
  }
  if (contradiction || replacements.length > 0) for (const { fact, state } of fresh) index.remove(fact, state)
  if (contradiction) return { _tag: "Bad", line, lastLine, problems: [twice] }
  if (replacements.length > 0) return { _tag: "Proposed", line, lastLine, replacements }
  return fresh.length > 0 ? { _tag: "Good", line, lastLine, fresh } : { _tag: "Known", line, lastLine }
}

// internal

const twice: RowProblem = {
  code: "key-twice",
  vi: "dòng này cho hai ghi nhận cùng khóa nhưng khác nội dung; xem lại mẫu",
  en: "this row gives two facts with one key and different values; mend the row or the profile"
}
