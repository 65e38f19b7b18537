/**
 * Facts about oversight: committee members in charge of cells, inspections and supervisions, and what they found.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { AssignmentId, FindingId, InspectionId, MemberId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { define } from "./kind.ts"

/** A member of the committee answers for a cell. */
export const inCharge = define(
  "oversight.in-charge",
  { vi: "phân công cấp ủy viên phụ trách chi bộ", en: "committee member put in charge of a cell" },
  { assignment: AssignmentId, member: MemberId, committee: UnitId, cell: UnitId, until: Schema.optionalKey(PlainDate) },
  f => [`assignment:${f.assignment}`, `oversight:${f.cell}`]
)

export const chargeEnded = define(
  "oversight.charge-ended",
  { vi: "thôi phụ trách chi bộ", en: "committee member no longer in charge" },
  { assignment: AssignmentId, member: MemberId, cell: UnitId },
  f => [`assignment:${f.assignment}`, `oversight:${f.cell}`]
)

/** An inspection or supervision of a unit or of a member. */
export const inspected = define(
  "oversight.inspected",
  { vi: "kiểm tra, giám sát", en: "inspection or supervision held" },
  {
    inspection: InspectionId,
    form: Schema.Literals(["inspection", "inspection-on-signs", "regular-supervision", "thematic-supervision"]),
    by: UnitId,
    unit: Schema.optionalKey(UnitId),
    member: Schema.optionalKey(MemberId)
  },
  f => [`inspection:${f.inspection}`],
  f =>
    (f.unit === undefined) === (f.member === undefined)
      ? { path: ["unit"], issue: "Expected a unit or a member: an inspection has one subject" }
      : undefined
)

export const found = define(
  "oversight.found",
  { vi: "kết luận về khuyết điểm", en: "finding made" },
  { finding: FindingId, inspection: InspectionId, remedyBy: Schema.optionalKey(PlainDate) },
  f => [`finding:${f.finding}`]
)

export const remedied = define("oversight.remedied", { vi: "khắc phục khuyết điểm", en: "finding remedied" }, { finding: FindingId }, f => [
  `finding:${f.finding}`
])

export const kinds = [inCharge, chargeEnded, inspected, found, remedied] as const
