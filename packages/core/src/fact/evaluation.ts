/**
 * Facts about the yearly evaluation of members and units, step by step. The same grade has other names under other regimes; the grade is
 * kept as one of four levels, the names are the pack's.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { define, type Tag } from "./kind.ts"

/** The four levels, best first. */
export const Grade = Schema.Literals(["excellent", "good", "completed", "not-completed"])
export type Grade = typeof Grade.Type

/** The mark of one criterion, best first. */
export const Mark = Schema.Literals(["excellent", "good", "average", "poor"])
export type Mark = typeof Mark.Type

const count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const key = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(64))

const subject = {
  member: Schema.optionalKey(MemberId),
  unit: Schema.optionalKey(UnitId),
  year: Schema.Int.check(Schema.isBetween({ minimum: 1930, maximum: 2999 })),
  regime: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(32))
}
type Subject = { readonly member?: string; readonly unit?: string; readonly year: number }

const tags = (fact: Subject): ReadonlyArray<Tag> => [`evaluation:${fact.member ?? fact.unit}:${fact.year}`]
const oneSubject = (fact: Subject) =>
  (fact.member === undefined) === (fact.unit === undefined)
    ? { path: ["member"], issue: "Expected a member or a unit: an evaluation has one subject" }
    : undefined

/** What the criteria came to: marks or points a criterion, and how the year's tasks went, each as far as the regime asks. */
export const criteriaScored = define(
  "evaluation.criteria-scored",
  { vi: "chấm tiêu chí đánh giá", en: "evaluation criteria scored" },
  {
    ...subject,
    marks: Schema.optionalKey(Schema.Record(key, Mark)),
    points: Schema.optionalKey(Schema.Record(key, count)),
    tasks: Schema.optionalKey(Schema.Struct({ assigned: count, completed: count, onTime: count, exceeded: count })),
    shortcomingsFixed: Schema.optionalKey(Schema.Boolean),
    officialGrade: Schema.optionalKey(Grade)
  },
  tags,
  oneSubject,
  f =>
    f.tasks === undefined ||
    (f.tasks.completed <= f.tasks.assigned && f.tasks.onTime <= f.tasks.completed && f.tasks.exceeded <= f.tasks.completed)
      ? undefined
      : { path: ["tasks"], issue: "Expected completed within assigned, and on time and exceeded within completed" }
)

export const selfGraded = define(
  "evaluation.self-graded",
  { vi: "tự xếp loại", en: "self-graded" },
  { ...subject, grade: Grade },
  tags,
  oneSubject
)

export const proposed = define(
  "evaluation.proposed",
  { vi: "đề nghị xếp loại", en: "grade proposed" },
  { ...subject, grade: Grade, by: UnitId },
  tags,
  oneSubject
)

export const decided = define(
  "evaluation.decided",
  { vi: "quyết định xếp loại", en: "grade decided" },
  { ...subject, grade: Grade, by: UnitId },
  tags,
  oneSubject
)

export const kinds = [criteriaScored, selfGraded, proposed, decided] as const
