/** What packs name must be defined by one of them: measures, parameters, questions, clauses, outcomes, values and designations. */
import type { Clause, Then } from "../Clause.ts"
import { type Node, visit } from "../Expression.ts"
import type { Measure } from "../Measure.ts"
import { isOfClause } from "../Overlay.ts"
import type { Diagnostic, Parameter, RulePack } from "../pack/model.ts"
import { expressionsOf, expressionsOfOverlay, referencesOf } from "../pack/references.ts"
import type { Question } from "../Question.ts"
import type { Report, Sourced } from "./model.ts"

/** What the packs define together. */
export interface Defined {
  readonly questions: ReadonlyMap<string, Question>
  readonly measures: ReadonlyMap<string, Measure>
  readonly parameters: ReadonlyMap<string, Sourced<Parameter>>
  readonly clauses: ReadonlyMap<string, Sourced<Clause>>
  readonly designations: ReadonlySet<string>
}

/** Reports every name in a pack that nobody defines. */
export const check = (pack: RulePack, defined: Defined, report: Report): void => {
  const miss = (code: Diagnostic["code"], about: string, id: string) =>
    report(code, pack.id, about, { vi: `không ai định nghĩa «${id}»`, en: `nobody defines «${id}»` })
  const measure = (about: string, id: string | undefined) => {
    if (id !== undefined && !defined.measures.has(id)) miss("unknown-measure", about, id)
  }
  const outcomes = (about: string, question: Question, ids: ReadonlyArray<string>) => {
    for (const id of ids) if (!Object.hasOwn(question.outcomes, id)) miss("unknown-outcome", about, id)
  }
  const expressions = (about: string, nodes: ReadonlyArray<Node>) => {
    const named = referencesOf(nodes)
    for (const id of named.measures) measure(about, id)
    for (const id of named.parameters) if (!defined.parameters.has(id)) miss("unknown-parameter", about, id)
    for (const id of named.questions) if (!defined.questions.has(id)) miss("unknown-question", about, id)
    for (const node of nodes) visit(node, inner => compared(about, inner, outcomes, defined))
  }
  const answer = (about: string, question: Question, then: Then | undefined) => {
    if (then === undefined) return
    outcomes(about, question, [then.outcome])
    for (const name of Object.keys(then.values ?? {})) if (!Object.hasOwn(question.values ?? {}, name)) miss("unknown-value", about, name)
  }

  for (const { id, rulingDay, recorded } of pack.questions) for (const each of [rulingDay, recorded]) measure(id, each)
  for (const { least, most } of pack.relations) for (const each of [least, most]) measure(`${least} ≤ ${most}`, each)
  for (const { id, of } of pack.measures) {
    if (of.by === "computed" || of.kind !== "unit.designated") continue
    for (const each of of.where?.flatMap(({ field, in: values }) => (field === "as" ? values : [])) ?? [])
      if (!defined.designations.has(String(each))) miss("unknown-designation", id, String(each))
  }
  for (const indicator of pack.indicators) expressions(indicator.id, [indicator.population, indicator.numerator])
  for (const clause of pack.clauses) {
    expressions(clause.id, expressionsOf(clause))
    const question = defined.questions.get(clause.question)
    if (question === undefined) miss("unknown-question", clause.id, clause.question)
    else if (clause.type === "quota") outcomes(clause.id, question, [...clause.counted, ...Object.values(clause.bases).flat()])
    else if ("then" in clause) answer(clause.id, question, clause.then)
    if (clause.type === "exception" && !defined.clauses.has(clause.excepts)) miss("unknown-clause", clause.id, clause.excepts)
  }
  for (const overlay of pack.overlays) {
    if (!isOfClause(overlay)) {
      if (!defined.parameters.has(overlay.departsFrom)) miss("unknown-parameter", overlay.departsFrom, overlay.departsFrom)
      continue
    }
    expressions(overlay.id, expressionsOfOverlay(overlay))
    const base = defined.clauses.get(overlay.departsFrom)
    const question = base === undefined ? undefined : defined.questions.get(base.value.question)
    if (base === undefined) miss("unknown-clause", overlay.id, overlay.departsFrom)
    else if (question !== undefined) answer(overlay.id, question, overlay.then)
  }
}

// internal

/** The outcomes that another question's answer is compared with. */
const compared = (
  about: string,
  node: Node,
  outcomes: (about: string, question: Question, ids: ReadonlyArray<string>) => void,
  { questions }: Defined
): void => {
  const ask = (of: Node, values: ReadonlyArray<unknown>) => {
    const question = of.op === "outcome" ? questions.get(of.question) : undefined
    const ids = values.map(String).filter(id => id !== "not-applicable")
    if (question !== undefined) outcomes(about, question, ids)
  }
  if (node.op === "oneOf") ask(node.of, node.values)
  if (node.op !== "is") return
  if (node.right.op === "constant") ask(node.left, [node.right.value])
  if (node.left.op === "constant") ask(node.right, [node.left.value])
}
