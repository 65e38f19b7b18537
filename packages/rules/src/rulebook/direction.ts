/**
 * In which direction a parameter works: whether raising it (widening it, for a set or range) makes what is permissive easier or harder. Found
 * from where the parameter stands in the conditions, never from what its author says.
 */
import { Journal, Period } from "@chibo/core"
import type { Wording } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import type { Node } from "../Expression.ts"
import type { Measure } from "../Measure.ts"
import type { Parameter } from "../pack/model.ts"
import { expressionsOf, referencesOf } from "../pack/references.ts"
import type { Question } from "../Question.ts"
import type { Sourced } from "./model.ts"

/** What becomes of a thing when the parameter is raised: nothing, it grows, it shrinks, or it may do either. */
export type Sign = "none" | "up" | "down" | "both"

/** Where a parameter is used, and whether raising it eases what is asked. */
export interface Use {
  readonly clause: string
  readonly easing: Sign
}

/** The uses of a parameter in clauses. */
export const usesOf = (
  id: string,
  clauses: ReadonlyArray<Clause>,
  questions: ReadonlyMap<string, Question>,
  measures: ReadonlyMap<string, Measure>
): ReadonlyArray<Use> =>
  clauses.flatMap(clause => {
    const easing = easingOf(id, clause, clauses, questions.get(clause.question), measures)
    return easing === "none" ? [] : [{ clause: clause.id, easing }]
  })

/** What is wrong with letting lower units tighten or relax a parameter, if anything is. */
export const wrongDirection = ({ value: parameter }: Sourced<Parameter>, find: (id: string) => ReadonlyArray<Use>): Wording | undefined => {
  if (!parameter.lowerUnits.some(unit => unit === "tighten" || unit === "relax")) return undefined
  const uses = find(parameter.id)
  const places = (sign?: Sign) =>
    uses
      .filter(use => sign === undefined || use.easing === sign)
      .map(use => use.clause)
      .join(", ")
  const together = uses.reduce<Sign>((sign, use) => join(sign, use.easing), "none")
  if (together === "both")
    return {
      vi: `tham số được dùng theo cả hai chiều nên phải tách ra, hoặc không cho cấp dưới thay đổi (tăng là nới ở: ${places("up")}; tăng là siết ở: ${places("down")}; không rõ chiều ở: ${places("both")})`,
      en: `it is used in both directions: split it, or let nobody tighten or relax it (raising eases ${places("up") || "–"}; raising restricts ${places("down") || "–"}; no direction in ${places("both") || "–"})`
    }
  const narrows = parameter.type === "set" || parameter.type === "range"
  const stricter = narrows ? "lower" : parameter.stricter
  if (parameter.type === "text" || stricter === undefined || (narrows && parameter.stricter === "higher"))
    return { vi: "chưa khai báo đúng chiều nào là chặt hơn", en: "it does not say, or cannot say, which way is stricter" }
  const found = together === "up" ? "lower" : together === "down" ? "higher" : stricter
  if (found === stricter) return undefined
  return {
    vi: `chiều chặt hơn khai báo trái với các điều khoản: ${places()}`,
    en: `the direction that it declares as stricter is contradicted by ${places()}`
  }
}

// internal

const flip = (sign: Sign): Sign => (sign === "up" ? "down" : sign === "down" ? "up" : sign)

const join = (a: Sign, b: Sign): Sign => (a === "none" || a === b ? b : b === "none" ? a : "both")

const joined = (signs: ReadonlyArray<Sign>): Sign => signs.reduce(join, "none")

const easingOf = (
  id: string,
  clause: Clause,
  clauses: ReadonlyArray<Clause>,
  question: Question | undefined,
  measures: ReadonlyMap<string, Measure>
): Sign => {
  if (!referencesOf(expressionsOf(clause)).parameters.has(id)) return "none"
  const sign = (node: Node) => signOf(id, node, measures)
  switch (clause.type) {
    case "unread": // an answer that cannot be given has no direction
      return "none"
    case "scope": // nor has it one not to be asked
      return sign(clause.when) === "none" ? "none" : "both"
    case "quota":
      return clause.base.id === id ? "both" : clause.ratio.id === id ? "up" : "none"
  }
  const { outcome, values = {}, task } = clause.then
  const permissive = question?.permissive?.includes(outcome)
  const toward = (towards: Sign): Sign =>
    towards === "none" ? "none" : question?.permissive === undefined ? "both" : permissive === true ? towards : flip(towards)
  const due = task?.due === undefined ? "none" : sign(task.due)
  return joined([toward(sign(ownPart(clause, clauses, question))), toward(joined(Object.values(values).map(sign))), due])
}

/**
 * The condition without those parts that only keep it apart from a clause of the same kind: with A granted (or refused) by another clause, "B and
 * not A" grants (or refuses) no less in all than B.
 */
const ownPart = (
  clause: Extract<Clause, { readonly then: unknown }>,
  clauses: ReadonlyArray<Clause>,
  question: Question | undefined
): Node => {
  const { when } = clause
  if (when.op !== "all" || !when.of.some(part => part.op === "not")) return when
  const isPermissive = (other: { readonly then: { readonly outcome: string } }) =>
    question?.permissive?.includes(other.then.outcome) === true
  const others = clauses.filter(
    (other): other is typeof clause =>
      "then" in other &&
      other.id !== clause.id &&
      other.question === clause.question &&
      (other.type === "exception" ? other.excepts : "") === (clause.type === "exception" ? clause.excepts : "") &&
      isPermissive(other) === isPermissive(clause) &&
      Period.gaps(clause.inForce, [other.inForce]).length === 0
  )
  const elsewhere = new Set(others.map(other => Journal.canonical(other.when)))
  return { op: "all", of: when.of.filter(part => part.op !== "not" || !elsewhere.has(Journal.canonical(part.of))) }
}

/** Which way an expression goes when the parameter is raised; a condition goes up when it holds more often. */
const signOf = (id: string, node: Node, measures: ReadonlyMap<string, Measure>): Sign => {
  const sign = (inner: Node) => signOf(id, inner, measures)
  switch (node.op) {
    case "constant":
    case "measure":
    case "outcome":
    case "applies":
      return "none"
    case "parameter":
      return node.id === id ? "up" : "none"
    case "within":
      return join(node.parameter === id ? "up" : "none", sign(node.of) === "none" ? "none" : "both")
    case "oneOf":
      return sign(node.of) === "none" ? "none" : "both"
    case "is":
      return sign(node.left) === "none" && sign(node.right) === "none" ? "none" : "both"
    case "lt":
    case "le":
      return join(flip(sign(node.left)), sign(node.right))
    case "gt":
    case "ge":
      return join(sign(node.left), flip(sign(node.right)))
    case "not":
      return flip(sign(node.of))
    case "all":
    case "any":
    case "add":
    case "min":
      return joined(node.of.map(sign))
    case "times":
      return joined(
        node.of.map((factor, i) =>
          scaled(
            sign(factor),
            node.of.filter((_, j) => j !== i),
            measures
          )
        )
      )
    case "addMonths":
    case "addDays":
    case "addWorkingDays":
      return join(sign(node.to), sign(node.count))
  }
}

const scaled = (sign: Sign, factors: ReadonlyArray<Node>, measures: ReadonlyMap<string, Measure>): Sign => {
  if (sign === "none") return "none"
  let turned: Sign = sign
  for (const factor of factors) {
    if (factor.op === "constant" && typeof factor.value === "number") turned = factor.value < 0 ? flip(turned) : turned
    else if (factor.op !== "measure" || (measures.get(factor.id)?.range?.least ?? -1) < 0) return "both"
  }
  return turned
}
