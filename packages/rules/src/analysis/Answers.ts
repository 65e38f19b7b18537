/** Which clause answers when, as conditions: the same order that the engine takes, written down for a search. */
import type { Clause, Exception, General, Then } from "../Clause.ts"
import * as Expression from "../Expression.ts"
import { keyOf } from "./Reads.ts"

// model

/** A clause that answers, in a stretch of days. */
export interface Speaker {
  readonly clause: General | Exception
  /** Its own condition and those of all clauses that it excepts, one through another. */
  readonly reached: Expression.Node
  /** It is reached and none of its exceptions holds. */
  readonly speaks: Expression.Node
  /** Clauses of the same rank stand under the same clause, or under none. */
  readonly rank: string
}

/** The clauses in force, as conditions. */
export interface Answers {
  /** No scope clause leaves the subject out. */
  readonly asked: Expression.Node
  readonly speakers: ReadonlyArray<Speaker>
  /** The question is asked and no clause answers, not even one that says that its text is unread. */
  readonly silent: Expression.Node
  /** Whether there is any clause that could answer. */
  readonly covered: boolean
}

// operations

/** The clauses of a question that are in force together, as conditions. An exception to a clause that is not in force is left out. */
export const answersOf = (clauses: ReadonlyArray<Clause>): Answers => {
  const asked = Expression.all(...clauses.flatMap(clause => (clause.type === "scope" ? [Expression.not(clause.when)] : [])))
  const generals = clauses.filter(clause => clause.type === "general")
  const under = Map.groupBy(
    clauses.filter(clause => clause.type === "exception"),
    clause => clause.excepts
  )
  const speakers: Array<Speaker> = []
  const walk = (clause: General | Exception, above: ReadonlyArray<Expression.Expression<"boolean">>, rank: string): void => {
    const reached = [...above, clause.when]
    const below = under.get(clause.id) ?? []
    const free = below.map(exception => Expression.not(exception.when))
    speakers.push({ clause, reached: Expression.all(...reached), speaks: Expression.all(...reached, ...free), rank })
    for (const exception of below) walk(exception, reached, clause.id)
  }
  for (const clause of generals) walk(clause, [], "")
  const unread = clauses.flatMap(clause => (clause.type === "unread" ? [clause.when ?? Expression.of<"boolean">(true)] : []))
  const silent = Expression.all(asked, ...[...generals.map(clause => clause.when), ...unread].map(Expression.not))
  return { asked, speakers, silent, covered: generals.length + unread.length > 0 }
}

/** When two answers differ: by their outcome, or by what they carry; `undefined` when they never do. */
export const differ = (one: Then, other: Then): Expression.Node | undefined => {
  if (one.outcome !== other.outcome) return always
  const [mine, theirs] = [one.values ?? {}, other.values ?? {}]
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)])
  const differences: Array<Expression.Expression<"boolean">> = []
  for (const name of names) {
    const [a, b] = [mine[name], theirs[name]]
    if (a === undefined || b === undefined) return always
    if (keyOf(a) !== keyOf(b)) differences.push(Expression.not({ op: "is", left: a, right: b }))
  }
  return differences.length === 0 ? undefined : Expression.any(...differences)
}

/** Pairs of clauses that stand on their own: neither is an exception to the other, one through another. */
export const rivals = (speakers: ReadonlyArray<Speaker>): ReadonlyArray<readonly [Speaker, Speaker]> => {
  const rankOf = new Map(speakers.map(({ clause, rank }) => [clause.id, rank]))
  const above = (id: string): ReadonlyArray<string> => {
    const rank = rankOf.get(id) ?? ""
    return rank === "" ? [] : [rank, ...above(rank)]
  }
  const lines = new Map(speakers.map(({ clause }) => [clause.id, new Set(above(clause.id))]))
  return speakers.flatMap((one, i) =>
    speakers.slice(i + 1).flatMap(other => {
      const related = lines.get(one.clause.id)?.has(other.clause.id) || lines.get(other.clause.id)?.has(one.clause.id)
      return related ? [] : [[one, other] as const]
    })
  )
}

// internal

const always: Expression.Expression<"boolean"> = { op: "constant", value: true }
