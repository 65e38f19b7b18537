/**
 * Party badges, by the milestones of each text. Members exempt from activity stay eligible.
 *
 * For the seriously ill a badge may come twelve months early (at thirty to sixty-five years) or twenty-four (from seventy), and twelve months early
 * after death; no kind of fact says who that is, so it is left to the committee.
 */
import { Period, PlainDate } from "@chibo/core"
import { type Citation, cite } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Expression from "../../Expression.ts"
import * as m from "./measures.ts"
import { badgeDue } from "./questions-membership.ts"
import * as texts from "./texts.ts"

const question = badgeDue
const age = cite(texts.charter, "Điều 5", "reported")

interface Milestones {
  readonly name: string
  readonly from: string
  readonly until?: string
  readonly years: ReadonlyArray<number>
  readonly cites: readonly [Citation, ...ReadonlyArray<Citation>]
}

const lists: ReadonlyArray<Milestones> = [
  {
    name: "2021",
    from: "2021-09-28",
    until: "2025-06-09",
    years: [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90],
    cites: [cite(texts.g2021, "", "quoted"), age, cite(texts.r29, "4.5", "quoted")]
  },
  {
    name: "2026",
    from: "2026-05-19",
    years: [30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95],
    cites: [cite(texts.g2026, "", "reported"), age]
  }
]

const ofList = ({ name, from, until, years, cites }: Milestones): ReadonlyArray<Clause.Clause> => {
  const common = { question, inForce: Period.make(from, until), cites }
  const first = Math.min(...years)
  const stretches = years.map((milestone, i) => {
    const next = years[i + 1]
    const reached = Expression.ge(m.partyAge, milestone)
    return { milestone, reached: next === undefined ? reached : Expression.all(reached, Expression.lt(m.partyAge, next)) }
  })
  return [
    ...stretches.map(({ milestone, reached }) =>
      Clause.general({
        ...common,
        id: `vn.badge.${name}-${milestone}`,
        wording: {
          vi: `Huy hiệu ${milestone} năm tuổi đảng; đảng viên được miễn sinh hoạt vẫn được xét; chưa xét trường hợp bệnh nặng được tặng sớm hoặc truy tặng`,
          en: `The ${milestone}-year badge; members exempt from activity are eligible; early award in serious illness or after death is not looked at`
        },
        when: Expression.all(reached, Expression.lt(m.badgeYears, milestone)),
        then: {
          outcome: "due",
          values: { years: Expression.of<"integer">(milestone) },
          task: {
            id: `vn.badge.propose-${milestone}`,
            who: { vi: "chi bộ", en: "the cell" },
            what: { vi: `đề nghị xét tặng Huy hiệu ${milestone} năm tuổi đảng`, en: `propose the ${milestone}-year badge` },
            closedBy: "member.badge-awarded"
          }
        }
      })
    ),
    Clause.general({
      ...common,
      id: `vn.badge.${name}-nothing-due`,
      wording: {
        vi: "Chưa đến mốc đầu tiên, hoặc đã được tặng ở mốc gần nhất",
        en: "Before the first milestone, or awarded at the last one reached"
      },
      when: Expression.any(
        Expression.lt(m.partyAge, first),
        ...stretches.map(({ milestone, reached }) => Expression.all(reached, Expression.ge(m.badgeYears, milestone)))
      ),
      then: { outcome: "nothing-due" }
    })
  ]
}

const notRead = (id: string, text: typeof texts.g2016, from: string, until: string) =>
  Clause.unread({
    id,
    question,
    inForce: Period.make(from, until),
    text,
    wording: {
      vi: `Các mốc Huy hiệu Đảng theo ${text.number} ${text.date === undefined ? "" : `ban hành ngày ${PlainDate.formatVietnamese(text.date)} `}chưa được đọc`,
      en: `The milestones in ${text.number} of ${text.date ?? ""} have not been read`
    }
  })

export const clauses = [
  Clause.scope({
    id: "vn.badge.not-official",
    question,
    inForce: Period.make("2011-01-19"),
    wording: {
      vi: "Tuổi đảng tính cho đảng viên đã được công nhận chính thức",
      en: "Party age is counted for members recognised as official"
    },
    when: Expression.oneOf(m.memberStanding, "probationary", "former", "not-yet"),
    cites: [age]
  }),
  notRead("vn.badge.2012", texts.g2012, "2012-01-05", "2016-09-20"),
  notRead("vn.badge.2016", texts.g2016, "2016-09-20", "2021-09-28"),
  notRead("vn.badge.2025", texts.g2025, "2025-06-09", "2026-05-19"),
  ...lists.flatMap(ofList)
]
