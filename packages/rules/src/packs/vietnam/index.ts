/**
 * The national texts in force from 2015 to 2026, as far as they were read: exemption, evaluation, meetings, transfers, dues, grounds for review, probation, badges; and the questions that places answer.
 *
 * `pack` is plain data; `functions` computes its measures from a register.
 *
 * @since 0.1.0
 */
import type { Clause } from "../../Clause.ts"
import type { Measure } from "../../Measure.ts"
import type { Question } from "../../Question.ts"
import * as RulePack from "../../RulePack.ts"
import * as badge from "./badge.ts"
import * as border from "./border.ts"
import * as cell from "./cell.ts"
import * as dues from "./dues.ts"
import * as rates from "./dues-rates.ts"
import * as evaluation from "./evaluation.ts"
import * as evaluationUnit from "./evaluation-unit.ts"
import * as exemption from "./exemption.ts"
import * as renewal from "./exemption-renewal.ts"
import * as measured from "./measures.ts"
import * as probation from "./probation.ts"
import * as questions from "./questions.ts"
import * as removal from "./removal.ts"
import * as texts from "./texts.ts"
import * as transfer from "./transfer.ts"
import * as temporary from "./transfer-temporary.ts"

export { functions } from "./functions.ts"
export * as measures from "./measures.ts"
export * as questions from "./questions.ts"

/** The clause that a place's attendance rules depart from: the exemption is in force. */
export { inOrder as exemptionInOrder } from "./exemption.ts"
/** What the places that answer `border.coverage` compare with. */
export { fewestPostMembers } from "./border.ts"

const { grades: _, ...all } = measured

/** In order of id: how a namespace lists its values depends on who loads it. */
const byId = <A extends { readonly id: string }>(items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** The national pack. */
export const pack = RulePack.make({
  id: "vietnam",
  version: "0.1.0",
  label: { vi: "Quy định toàn Đảng", en: "National regulations" },
  jurisdiction: "everywhere",
  texts: byId(Object.values(texts)),
  questions: byId<Question>(Object.values(questions)),
  measures: byId<Measure>(Object.values(all)),
  // the schema of the facts holds the tasks so; a month without a reason is an unpaid month
  relations: [
    { least: measured.tasksCompleted.id, most: measured.tasksAssigned.id },
    { least: measured.tasksOnTime.id, most: measured.tasksCompleted.id },
    { least: measured.tasksExceeded.id, most: measured.tasksCompleted.id },
    { least: measured.unexcusedMonths.id, most: measured.unpaidMonths.id }
  ],
  parameters: [exemption, renewal, border, evaluation, transfer, temporary, dues, rates, removal, probation].flatMap(
    (theme): ReadonlyArray<RulePack.Parameter> => theme.parameters
  ),
  clauses: [exemption, renewal, cell, evaluation, evaluationUnit, transfer, temporary, dues, rates, removal, probation, badge].flatMap(
    (theme): ReadonlyArray<Clause> => theme.clauses
  )
})
