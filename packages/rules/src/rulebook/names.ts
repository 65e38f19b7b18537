/**
 * What packs name must be defined by one of them, and give what its place asks for: measures, parameters, questions, clauses, outcomes, values and
 * designations.
 */
import type { Clause, Exception, Then } from "../Clause.ts"
import { type Node, visit } from "../Expression.ts"
import type { Measure, ValueType } from "../Measure.ts"
import { isOfClause } from "../Overlay.ts"
import type { Diagnostic, Parameter, RulePack } from "../pack/model.ts"
import { expressionsOf, expressionsOfOverlay, referencesOf } from "../pack/references.ts"
import type { Question } from "../Question.ts"
import type { Report, Sourced } from "./model.ts"
import { illTyped } from "./types.ts"

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
  const gives = (about: string, node: Node | undefined, type: ValueType) => {
    const wrong = node === undefined ? [] : illTyped(node, type, defined)
    if (wrong.length > 0) {
      const where = [...new Set(wrong)].join(", ")
      report("wrong-type", pack.id, about, { vi: `biểu thức sai kiểu: ${where}`, en: `an expression is of the wrong type: ${where}` })
    }
  }
  const answer = (about: string, question: Question, then: Then | undefined) => {
    if (then === undefined) return
    outcomes(about, question, [then.outcome])
    for (const [name, node] of Object.entries(then.values ?? {})) {
      const declared = Object.hasOwn(question.values ?? {}, name) ? question.values?.[name] : undefined
      if (declared === undefined) miss("unknown-value", about, name)
      else gives(about, node, declared.type)
    }
    gives(about, then.task?.due, "day")
  }

  for (const { id, rulingDay, recorded } of pack.questions) {
    for (const each of [rulingDay, recorded]) measure(id, each)
    if (rulingDay !== undefined) gives(id, { op: "measure", id: rulingDay }, "day")
  }
  for (const { least, most } of pack.relations) for (const each of [least, most]) measure(`${least} ≤ ${most}`, each)
  for (const { id, of } of pack.measures) {
    if (of.by === "computed" || of.kind !== "unit.designated") continue
    for (const each of of.where?.flatMap(({ field, in: values }) => (field === "as" ? values : [])) ?? [])
      if (!defined.designations.has(String(each))) miss("unknown-designation", id, String(each))
  }
  for (const { id, population, numerator } of pack.indicators) {
    expressions(id, [population, numerator])
    for (const node of [population, numerator]) gives(id, node, "boolean")
  }
  for (const clause of pack.clauses) {
    expressions(clause.id, expressionsOf(clause))
    const question = defined.questions.get(clause.question)
    if (question === undefined) miss("unknown-question", clause.id, clause.question)
    else if (clause.type === "quota") outcomes(clause.id, question, [...clause.counted, ...Object.values(clause.bases).flat()])
    if (question !== undefined && "then" in clause) answer(clause.id, question, clause.then)
    if (clause.type === "quota") {
      gives(clause.id, { op: "parameter", id: clause.ratio.id }, "integer")
      gives(clause.id, { op: "parameter", id: clause.base.id }, "text")
    } else gives(clause.id, clause.when, "boolean")
    if (clause.type === "exception") excepted(clause, defined, pack.id, report)
  }
  for (const overlay of pack.overlays) {
    if (!isOfClause(overlay)) {
      if (!defined.parameters.has(overlay.departsFrom)) miss("unknown-parameter", overlay.departsFrom, overlay.departsFrom)
      continue
    }
    expressions(overlay.id, expressionsOfOverlay(overlay))
    gives(overlay.id, overlay.when, "boolean")
    const base = defined.clauses.get(overlay.departsFrom)
    const question = base === undefined ? undefined : defined.questions.get(base.value.question)
    if (base === undefined) miss("unknown-clause", overlay.id, overlay.departsFrom)
    else if (question !== undefined) answer(overlay.id, question, overlay.then)
  }
}

// internal

/** What a clause excepts must be a clause that answers the same question, and must not except it in turn. */
const excepted = (clause: Exception, { clauses }: Defined, pack: string, report: Report): void => {
  const base = clauses.get(clause.excepts)?.value
  if (base === undefined) {
    report("unknown-clause", pack, clause.id, { vi: `không ai định nghĩa «${clause.excepts}»`, en: `nobody defines «${clause.excepts}»` })
  } else if (base.question !== clause.question || (base.type !== "general" && base.type !== "exception")) {
    report("unknown-clause", pack, clause.id, {
      vi: `«${base.id}» không trả lời câu hỏi này nên không thể loại trừ`,
      en: `«${base.id}» does not answer this question, so it cannot be excepted`
    })
  }
  const seen = new Set([clause.id])
  for (let above: Clause | undefined = base; above?.type === "exception"; above = clauses.get(above.excepts)?.value) {
    if (seen.has(above.id)) {
      report("link-cycle", pack, clause.id, { vi: "các ngoại lệ loại trừ lẫn nhau", en: "exceptions except each other" })
      return
    }
    seen.add(above.id)
  }
}

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
