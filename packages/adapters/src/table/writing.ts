/**
 * Facts as the rows of a table: the way back of a profile.
 */
import type { Fact } from "@chibo/core"
import { type Columns, format } from "./column.ts"
import type { PlainKind, Profile } from "./profile.ts"

// operations

/** The header and the rows that say facts, as cells. */
export const tableOf = <C extends Columns, K extends PlainKind, Context>(
  facts: ReadonlyArray<Fact.Plain>,
  profile: Profile<C, K, Context>,
  context: Context
): ReadonlyArray<ReadonlyArray<string>> => {
  const columns = Object.entries(profile.columns)
  const rows = (profile.toRows?.(facts, context) ?? []).map(row => columns.map(([header, column]) => format(column, row[header])))
  return [...headerOf(Object.keys(profile.columns), profile.header ?? 1), ...rows]
}

// internal

/** With two rows, a group stands above the first of its parts. */
const headerOf = (headers: ReadonlyArray<string>, rows: 1 | 2): ReadonlyArray<ReadonlyArray<string>> => {
  if (rows === 1) return [headers]
  const split = headers.map(header => {
    const at = header.indexOf(" / ")
    return at < 0 ? { group: header, part: "" } : { group: header.slice(0, at), part: header.slice(at + 3) }
  })
  const first = split.map(({ group, part }, at) => (part !== "" && split[at - 1]?.group === group ? "" : group))
  return [first, split.map(({ part }) => part)]
}
