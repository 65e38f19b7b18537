/** From the marks of an explanation back to an outcome: nothing but the explanation is read, so that it can be held against the advice. */
import { Journal } from "@chibo/core"
import type { Value } from "../Measure.ts"
import type { Considered, Explanation, Mark } from "./model.ts"

/** What the marks lead to. */
export interface Derived {
  readonly _tag: "Outcome" | "NotApplicable" | "Undetermined" | "Conflicting"
  /** The clauses that decide, in order of id. */
  readonly clauses: ReadonlyArray<string>
  /** The outcomes with what they carry, each once, in order. */
  readonly outcomes: ReadonlyArray<string>
}

export const derive = ({ advice, choices, clauses }: Explanation): Derived => {
  if (advice.rulingDay === undefined) return undetermined
  const all = choices.map((_, choice) => settle(clauses, choice))
  const [first] = all
  return first !== undefined && all.every(each => each.key === first.key) ? first.derived : undetermined
}

export const agrees = (explanation: Explanation): boolean => {
  const { advice, outcome, sentence } = explanation
  const derived = derive(explanation)
  if (derived._tag !== advice._tag || outcome.vi === "" || outcome.en === "" || sentence.vi === "" || sentence.en === "") return false
  if (!explanation.linked.every(agrees)) return false
  switch (advice._tag) {
    case "Undetermined":
      return true
    case "NotApplicable":
      return equal(derived.clauses, advice.because)
    case "Outcome":
    case "Conflicting":
      return (
        equal(
          derived.clauses,
          advice.answers.map(answer => answer.clause)
        ) && equal(derived.outcomes, [...new Set(advice.answers.map(answer => carried(answer.outcome, answer.values ?? {})))])
      )
  }
}

// internal

const undetermined: Derived = { _tag: "Undetermined", clauses: [], outcomes: [] }

type Said = { readonly clause: string; readonly outcome: string }

/** What one choice leads to. `key` is what choices must agree on: of a conflict, every answer on each side. */
interface Settled {
  readonly derived: Derived
  readonly key: string
}

const settle = (clauses: ReadonlyArray<Considered>, choice: number): Settled => {
  const mark = (clause: Considered): Mark => clause.tried[choice]?.mark ?? "unknown"
  const scopes = clauses.filter(clause => clause.type === "scope")
  const out = scopes.filter(clause => mark(clause) === "held").map(clause => clause.clause)
  if (out.length > 0) return { derived: { _tag: "NotApplicable", clauses: out.sort(), outcomes: [] }, key: "NotApplicable" }
  const certain: Array<Said> = []
  let possible: ReadonlyArray<string> = []
  for (const clause of clauses) {
    if (clause.type === "unread" && mark(clause) !== "refused") possible = [...possible, "?"]
    if (clause.type !== "general") continue
    const below = branch(clause, choice)
    certain.push(...below.certain)
    possible = [...possible, ...below.possible]
  }
  const said = certain.map(each => each.outcome).sort()
  const outcomes = [...new Set(said)]
  const decided = { clauses: certain.map(each => each.clause).sort(), outcomes }
  if (outcomes.length > 1) return { derived: { _tag: "Conflicting", ...decided }, key: ["Conflicting", ...said].join("\n\n") }
  const sure = scopes.every(clause => mark(clause) === "refused") && outcomes.length === 1 && possible.every(each => each === outcomes[0])
  return sure
    ? { derived: { _tag: "Outcome", ...decided }, key: ["Outcome", ...outcomes].join("\n\n") }
    : { derived: undetermined, key: "Undetermined" }
}

const branch = (
  clause: Considered,
  choice: number
): { readonly certain: ReadonlyArray<Said>; readonly possible: ReadonlyArray<string> } => {
  const tried = clause.tried[choice]
  if (tried === undefined || tried.mark === "refused") return { certain: [], possible: [] }
  const below = clause.exceptions.map(exception => branch(exception, choice))
  const certain = below.flatMap(each => each.certain)
  const possible = below.flatMap(each => each.possible)
  const own = certain.length > 0 ? certain : [{ clause: clause.clause, outcome: carried(clause.then?.outcome.id ?? "", tried.values) }]
  const doubtful = tried.mark === "unknown" || (certain.length === 0 && possible.length > 0)
  return doubtful ? { certain: [], possible: [...own.map(each => each.outcome), ...possible] } : { certain: own, possible }
}

const carried = (outcome: string, values: Readonly<Record<string, Value>>): string => `${outcome}\n${Journal.canonical(values)}`

const equal = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => [...a].sort().join("\n") === [...b].sort().join("\n")
