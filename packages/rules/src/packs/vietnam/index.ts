/**
 * The national texts in force from 2015 to 2026, as far as they were read: exemption, evaluation, meetings; and the questions that places answer.
 *
 * `pack` is plain data; `functions` computes its measures from a register.
 *
 * @since 0.1.0
 */
import * as RulePack from "../../RulePack.ts"
import * as cell from "./cell.ts"
import * as evaluation from "./evaluation.ts"
import * as evaluationUnit from "./evaluation-unit.ts"
import * as exemption from "./exemption.ts"
import * as measured from "./measures.ts"
import * as questions from "./questions.ts"
import * as texts from "./texts.ts"

export { functions } from "./functions.ts"
export * as measures from "./measures.ts"
export * as questions from "./questions.ts"

/** The clause that a place's attendance rules depart from: the exemption is in force. */
export { inOrder as exemptionInOrder } from "./exemption.ts"

const { grades: _, ...all } = measured

/** The national pack. */
export const pack = RulePack.make({
  id: "vietnam",
  version: "0.1.0",
  label: { vi: "Quy định toàn Đảng", en: "National regulations" },
  jurisdiction: "everywhere",
  texts: Object.values(texts),
  questions: Object.values(questions),
  measures: Object.values(all),
  // the schema of the facts holds them so
  relations: [
    { least: measured.tasksCompleted.id, most: measured.tasksAssigned.id },
    { least: measured.tasksOnTime.id, most: measured.tasksCompleted.id },
    { least: measured.tasksExceeded.id, most: measured.tasksCompleted.id }
  ],
  parameters: [...exemption.parameters, ...evaluation.parameters],
  clauses: [...exemption.clauses, ...cell.clauses, ...evaluation.clauses, ...evaluationUnit.clauses]
})
