/** The figures of the article, each computed from the facts by the rules. What the article leaves open is said in the remark. */
import { PlainDate } from "@chibo/core"
import type { Citation } from "../../Citation.ts"
import * as Expression from "../../Expression.ts"
import type { Indicator } from "../../Indicator.ts"
import { measures as m, questions } from "../vietnam/index.ts"

const { all, applies, ge, is, le, of, oneOf } = Expression

const everybody = of<"boolean">(true)
const borderMembers = { vi: "đảng viên trong danh sách các chi bộ địa bàn biên giới", en: "members on the rolls of the border area" }
const toEvaluate = {
  vi: "đảng viên địa bàn biên giới thuộc diện đánh giá cuối năm",
  en: "members of the border area to be evaluated at the end of the year"
}
const xuatLe = is(m.exemptionCommune, "cl-xl")
const inTerm = all(m.exemptionInBorderArea, ge(m.requestYear, 2020), le(m.requestYear, 2025))
const goodOrBetter = oneOf(m.memberGrade, "excellent", "good")
const evaluated = all(m.memberInBorderArea, applies(questions.memberEvaluation))
const includesExcellent = {
  vi: "gồm cả mức hoàn thành xuất sắc; mẫu số là đảng viên thuộc diện đánh giá, không tính đảng viên được miễn (bài báo không nói rõ)",
  en: "excellent included; out of the members to be evaluated, the exempt left out (the article does not say)"
}
const different = {
  vi: "năm 2015 và 2021 đánh giá theo hai quy định khác nhau: không hoàn toàn so sánh được",
  en: "2015 and 2021 were graded under different regimes: not strictly comparable"
}

/** The indicators, resting on the article. */
export const indicators = (article: Citation): ReadonlyArray<Indicator> => {
  const cites = [article] as const
  const count = (
    id: string,
    subject: Indicator["subject"],
    vi: string,
    en: string,
    populationLabel: Indicator["populationLabel"],
    population: Indicator["population"],
    numerator: Indicator["numerator"],
    more: Partial<Indicator> = {}
  ): Indicator => ({ id, subject, label: { vi, en }, populationLabel, population, numerator, show: "count", cites, ...more })

  return [
    count(
      "members.border",
      "member",
      "Đảng viên địa bàn biên giới",
      "Members of the border area",
      { vi: "đảng viên toàn huyện", en: "members of the district" },
      everybody,
      of(m.memberInBorderArea)
    ),
    count(
      "members.border.share",
      "member",
      "Tỷ lệ đảng viên địa bàn biên giới",
      "Share of the border area's members",
      { vi: "đảng viên toàn huyện", en: "members of the district" },
      everybody,
      of(m.memberInBorderArea),
      { show: "share", decimals: 1 }
    ),
    count(
      "cells.border",
      "cell",
      "Chi bộ địa bàn biên giới",
      "Cells of the border area",
      { vi: "chi bộ toàn huyện", en: "cells of the district" },
      everybody,
      of(m.cellInBorderArea)
    ),
    count(
      "cells.border-village",
      "cell",
      "Chi bộ thôn biên giới",
      "Border-village cells",
      { vi: "chi bộ địa bàn biên giới", en: "cells of the border area" },
      of(m.cellInBorderArea),
      of(m.cellIsBorderVillage)
    ),
    count(
      "cells.border-village.with-committee-member",
      "cell",
      "Chi bộ thôn biên giới có đảng ủy viên phụ trách",
      "Border-village cells with a committee member in charge",
      { vi: "chi bộ thôn biên giới", en: "border-village cells" },
      applies(questions.cellOversight),
      is(Expression.outcome(questions.cellOversight), "covered")
    ),
    count(
      "exemptions.requested.term-2020-2025",
      "exemption",
      "Đảng viên địa bàn biên giới đề nghị miễn từ đầu nhiệm kỳ 2020–2025",
      "Requests for exemption in the border area since the start of the term 2020–2025",
      {
        vi: "đề nghị miễn đã ghi nhận của toàn huyện (số phát sinh, không phải số hiện có)",
        en: "requests recorded in the district (a flow, not a stock)"
      },
      everybody,
      inTerm,
      {
        remark: {
          vi: "nhiệm kỳ tính theo năm 2020–2025 như tên gọi; ngày bắt đầu không nêu",
          en: "the term by the years of its name; its first day is not stated"
        }
      }
    ),
    count(
      "exemptions.xuat-le",
      "exemption",
      "Đảng viên đang được miễn ở Xuất Lễ",
      "Exemptions in force in Xuất Lễ",
      { vi: "lượt miễn đã ghi nhận ở Xuất Lễ", en: "exemptions recorded in Xuất Lễ" },
      xuatLe,
      of(m.exemptionInForce)
    ),
    count(
      "exemptions.xuat-le.away-for-work",
      "exemption",
      "Trong đó đi làm ăn xa",
      "Of these, away for work",
      { vi: "đảng viên đang được miễn ở Xuất Lễ", en: "exemptions in force in Xuất Lễ" },
      all(xuatLe, m.exemptionInForce),
      is(m.exemptionGround, "away-for-work")
    ),
    count(
      "exemptions.xuat-le.attended-at-least-twice-a-year",
      "exemption",
      "Trong đó dự sinh hoạt ít nhất 2 lần trong 12 tháng",
      "Of these, attended at least twice in twelve months",
      { vi: "đảng viên đang được miễn ở Xuất Lễ", en: "exemptions in force in Xuất Lễ" },
      all(xuatLe, m.exemptionInForce),
      ge(m.attendedTwelveMonths, 2),
      {
        remark: {
          vi: "khuyến khích mỗi quý một lần; mức 2 lần là thực tế quan sát được",
          en: "quarterly attendance is encouraged; twice a year is what was observed"
        }
      }
    ),
    count(
      "border-guard.attending",
      "assignment",
      "Đảng viên đồn biên phòng tham dự sinh hoạt chi bộ",
      "Post members attending cells",
      { vi: "đảng viên đồn được phân công (là khách, không tính vào đảng số)", en: "post members assigned (guests, not in the headcount)" },
      everybody,
      of(m.assignmentIsGuest),
      { counting: m.assignmentMember }
    ),
    count(
      "border-guard.ba-son",
      "assignment",
      "Trong đó của đồn Ba Sơn",
      "Of these, of the Ba Sơn post",
      { vi: "đảng viên đồn Ba Sơn được phân công", en: "members of the Ba Sơn post assigned" },
      is(m.assignmentPost, "bp-bs"),
      of(m.assignmentIsGuest),
      { counting: m.assignmentMember, distinct: { name: "cells", measure: m.assignmentCell } }
    ),
    count(
      "evaluation.members.good.2015",
      "member",
      "Đảng viên hoàn thành tốt nhiệm vụ năm 2015",
      "Members who completed their tasks well, 2015",
      toEvaluate,
      evaluated,
      goodOrBetter,
      {
        show: "share",
        decimals: 2,
        on: [PlainDate.make("2015-12-31")],
        remark: { vi: `${includesExcellent.vi}; ${different.vi}`, en: `${includesExcellent.en}; ${different.en}` }
      }
    ),
    count(
      "evaluation.members.good.2021",
      "member",
      "Đảng viên hoàn thành tốt nhiệm vụ năm 2021",
      "Members who completed their tasks well, 2021",
      toEvaluate,
      evaluated,
      goodOrBetter,
      {
        show: "share",
        decimals: 1,
        on: [PlainDate.make("2021-12-31")],
        remark: { vi: `${includesExcellent.vi}; ${different.vi}`, en: `${includesExcellent.en}; ${different.en}` }
      }
    ),
    count(
      "evaluation.units.good-or-better.2018-2021",
      "unit",
      "Đảng bộ xã, thị trấn biên giới hoàn thành tốt trở lên, cả bốn năm 2018–2021",
      "Border committees graded good or better in each of 2018–2021",
      { vi: "đảng bộ xã, thị trấn biên giới", en: "committees of the border area" },
      of(m.unitIsBorderArea),
      oneOf(m.unitGrade, "excellent", "good"),
      { on: ["2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31"].map(PlainDate.make) }
    ),
    count(
      "members.violated-law",
      "member",
      "Đảng viên vi phạm pháp luật",
      "Members who violated the law",
      borderMembers,
      of(m.memberInBorderArea),
      of(m.memberViolatedLaw)
    )
  ]
}
