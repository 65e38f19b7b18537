/**
 * Cao Lộc district, 2020–2025, as an article of 6 July 2022 describes it: what the district watches in its border area, and its figures.
 *
 * Most of it is practice, not a norm, and says so. The district ceased on 1 July 2025: from then on this pack is lapsed for its successors.
 *
 * @since 0.1.0
 */
import { Id, Period } from "@chibo/core"
import { Schema } from "effect"
import { cite, text } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import * as RulePack from "../../RulePack.ts"
import { exemptionInOrder, fewestPostMembers, measures as m, questions } from "../vietnam/index.ts"
import { indicators } from "./indicators.ts"

/** The unit id of the district's committee. */
export const district = Schema.decodeUnknownSync(Id.UnitId)("cl")

export const article = text(
  "cl.bao-lang-son-2022",
  "Báo Lạng Sơn (Cách làm ở Cao Lộc)",
  "2022-07-06",
  {
    vi: "Quản lý đảng viên khu vực biên giới: Cách làm ở Cao Lộc",
    en: "Managing Party members of the border area: how Cao Lộc does it"
  },
  district
)
const lines2021 = text("cl.bao-lang-son-2021", "Báo Lạng Sơn 334702", "2021-01-23", {
  vi: "Phân công đảng viên đồn biên phòng tham dự sinh hoạt chi bộ thôn",
  en: "Post members assigned to attend village cells"
})

const practice = cite(article, "", "practice")
const inForce = Period.make("2020-01-01")

const floor = RulePack.parameter(
  "integer",
  "cl.exemption.attendance-floor",
  { vi: "mức tối thiểu dự sinh hoạt trong 12 tháng", en: "fewest meetings to attend in twelve months" },
  { vi: "buổi", en: "meetings" },
  [Dated.known(2, "2020-01-01", undefined, practice)],
  { stricter: "higher", lowerUnits: ["tighten"] }
)

const belowFloor = Expression.lt(m.attendedTwelveMonths, floor)
const nothingThisQuarter = Expression.lt(m.attendedQuarter, 1)
const secretary = { vi: "bí thư chi bộ", en: "the cell's secretary" }

const attendanceFloor = Clause.exception(exemptionInOrder, {
  id: "cl.exemption.below-floor",
  question: questions.exemptionUpkeep,
  inForce,
  wording: { vi: "Đảng viên được miễn dự sinh hoạt ít nhất 2 lần trong năm", en: "An exempt member attends at least twice a year" },
  when: belowFloor,
  then: {
    outcome: "below-floor",
    task: {
      id: "cl.remind-floor",
      who: secretary,
      what: {
        vi: "nhắc đảng viên được miễn về dự sinh hoạt cho đủ mức tối thiểu trong năm",
        en: "remind the exempt member to attend the fewest meetings of the year"
      },
      due: Expression.of(m.quarterEnd),
      closedBy: "meeting.held"
    }
  },
  cites: [practice]
})

const quarterlyTarget = Clause.exception(exemptionInOrder, {
  id: "cl.exemption.behind-target",
  question: questions.exemptionUpkeep,
  inForce,
  wording: {
    vi: "Khuyến khích đảng viên được miễn dự sinh hoạt mỗi quý một lần",
    en: "Exempt members are encouraged to attend once a quarter"
  },
  when: Expression.all(nothingThisQuarter, Expression.not(belowFloor)),
  then: {
    outcome: "behind-target",
    task: {
      id: "cl.remind-quarter",
      who: secretary,
      what: {
        vi: "nhắc đảng viên được miễn về dự một buổi sinh hoạt trong quý (khuyến khích)",
        en: "remind the exempt member to attend one meeting in the quarter (encouraged)"
      },
      due: Expression.of(m.quarterEnd),
      closedBy: "meeting.held"
    }
  },
  cites: [practice]
})

const oversight = [
  Clause.scope({
    id: "cl.oversight.border-villages-only",
    question: questions.cellOversight,
    inForce,
    wording: { vi: "Chỉ xét chi bộ thôn biên giới", en: "Asked of border-village cells only" },
    when: Expression.not(m.cellIsBorderVillage),
    cites: [practice]
  }),
  Clause.general({
    id: "cl.oversight.covered",
    question: questions.cellOversight,
    inForce,
    wording: { vi: "Chi bộ thôn biên giới có đảng ủy viên phụ trách", en: "A border-village cell has a committee member in charge" },
    when: Expression.ge(m.cellCharges, 1),
    then: { outcome: "covered" },
    cites: [practice]
  }),
  Clause.general({
    id: "cl.oversight.uncovered",
    question: questions.cellOversight,
    inForce,
    wording: { vi: "Chi bộ thôn biên giới chưa có đảng ủy viên phụ trách", en: "A border-village cell has no committee member in charge" },
    when: Expression.lt(m.cellCharges, 1),
    then: {
      outcome: "uncovered",
      task: {
        id: "cl.put-in-charge",
        who: { vi: "đảng ủy xã, thị trấn", en: "the commune committee" },
        what: { vi: "phân công đảng ủy viên phụ trách chi bộ", en: "put a committee member in charge of the cell" },
        closedBy: "oversight.in-charge"
      }
    },
    cites: [practice]
  })
]

const policy = cite(lines2021, "", "practice")
const coverage = [
  Clause.scope({
    id: "cl.coverage.where",
    question: questions.borderCoverage,
    inForce,
    wording: {
      vi: "Chỉ xét thôn biên giới và thôn phức tạp về an ninh",
      en: "Asked of border villages and of villages where security is complex"
    },
    when: Expression.not(Expression.any(m.cellIsBorderVillage, m.cellIsSecurityComplex)),
    cites: [policy]
  }),
  Clause.general({
    id: "cl.coverage.covered",
    question: questions.borderCoverage,
    inForce,
    wording: { vi: "Có đảng viên đồn biên phòng tham dự sinh hoạt", en: "A member of a border post attends" },
    when: Expression.ge(m.cellGuards, fewestPostMembers),
    then: { outcome: "covered" },
    cites: [policy]
  }),
  Clause.general({
    id: "cl.coverage.uncovered",
    question: questions.borderCoverage,
    inForce,
    wording: { vi: "Chưa có đảng viên đồn biên phòng tham dự sinh hoạt", en: "No member of a border post attends" },
    when: Expression.lt(m.cellGuards, fewestPostMembers),
    then: {
      outcome: "uncovered",
      task: {
        id: "cl.assign-guard",
        who: { vi: "đảng ủy xã và cấp ủy đồn biên phòng", en: "the commune committee and the post's committee" },
        what: {
          vi: "trao đổi phân công đảng viên đồn biên phòng tham dự sinh hoạt chi bộ",
          en: "agree on a post member to attend the cell"
        },
        closedBy: "border.assigned"
      }
    },
    cites: [policy]
  })
]

/** The district's pack, to be stacked on the national one. */
export const pack = RulePack.make({
  id: "cao-loc",
  version: "0.1.0",
  label: { vi: "Cách làm của huyện Cao Lộc", en: "Practice of Cao Lộc district" },
  jurisdiction: district,
  texts: [article, lines2021],
  parameters: [floor],
  clauses: [attendanceFloor, quarterlyTarget, ...oversight, ...coverage],
  indicators: indicators(cite(article, "", "quoted"))
})
