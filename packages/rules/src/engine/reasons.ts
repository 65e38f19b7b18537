/** Why a subject of a batch was answered so, from the marks that the run left: no clause is evaluated again. */
import type { PlainDate } from "@chibo/core"
import * as Brief from "../Brief.ts"
import type { Clause } from "../Clause.ts"
import type { Entry } from "../Dated.ts"
import { visit } from "../Expression.ts"
import type { Setting, Value } from "../Measure.ts"
import * as Rulebook from "../Rulebook.ts"
import { expressionsOf } from "../RulePack.ts"
import { type AdviceBatch, clausesAt, markAt } from "./run.ts"

// model

/** One clause in force: whether it held, and what it looked at. A measure without a value is not known. */
export interface Reason {
  readonly clause: Clause
  readonly held: "yes" | "no" | "unknown"
  readonly measures: ReadonlyArray<{ readonly id: string; readonly value: Value | undefined }>
  /** What each parameter was on the day that counts; nothing where no text gives it a value, or the day is not known. */
  readonly parameters: ReadonlyArray<{ readonly id: string; readonly entry: Entry<Setting> | undefined }>
}

// operations

/** The reasons for a subject, a clause each. */
export const reasonsAt = (answers: AdviceBatch, index: number): ReadonlyArray<Reason> => {
  const { batch, question, rulebook } = answers
  const valueIn = (id: string): Value | undefined => {
    const column = batch.columns.get(id)
    return column === undefined ? undefined : Brief.valueAt(column, index)
  }
  const ruling = question.rulingDay === undefined ? batch.on : valueIn(question.rulingDay)
  return clausesAt(answers, index).map((clause, place) => {
    const { measures, parameters } = namedBy(clause)
    return {
      clause,
      held: markAt(answers, index, place),
      measures: measures.map(id => ({ id, value: valueIn(id) })),
      parameters: parameters.map(({ id, on }) => {
        const day = on === undefined ? ruling : valueIn(on)
        // sound: the ruling day, and measures that parameters are read on, are days
        return { id, entry: day === undefined ? undefined : Rulebook.parameterOn(rulebook, id, day as PlainDate.PlainDate)?.value }
      })
    }
  })
}

// internal

interface Named {
  readonly measures: ReadonlyArray<string>
  readonly parameters: ReadonlyArray<{ readonly id: string; readonly on: string | undefined }>
}

const kept = new WeakMap<Clause, Named>()

const namedBy = (clause: Clause): Named => {
  const before = kept.get(clause)
  if (before !== undefined) return before
  const measures = new Set<string>()
  const parameters = new Map<string, { readonly id: string; readonly on: string | undefined }>()
  for (const node of expressionsOf(clause)) {
    visit(node, inner => {
      if (inner.op === "measure") measures.add(inner.id)
      if (inner.op !== "parameter" && inner.op !== "within") return
      const id = inner.op === "within" ? inner.parameter : inner.id
      if (inner.on !== undefined) measures.add(inner.on)
      parameters.set(`${id}\n${inner.on ?? ""}`, { id, on: inner.on })
    })
  }
  const named = { measures: [...measures], parameters: [...parameters.values()] }
  kept.set(clause, named)
  return named
}
