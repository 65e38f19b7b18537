/**
 * Lộc Bình, 2019–2025: the Chi Ma post and the three village cells that its members attend, four in each.
 *
 * The post's resolution of 28 January 2019 is known from an article of 7 July 2020. Its household quotas are a soft measure: an assignment outside
 * of them is shown, never refused.
 */
import { Hierarchy, Id, Period, Register } from "@chibo/core"
import { Citation, Clause, Dated, Expression, type Indicator, Measure, Overlay, Question, RulePack } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"

const { all, applies, ge, is, lt, not, of, outcome, within } = Expression
const { measures: m, questions: national } = Vietnam

// where it applies, and from which texts

export const district = Id.UnitId.make("lb")
export const post = Id.UnitId.make("bp-cm")

const resolution = Citation.text(
  "lb.43-nq-dubp-2019",
  "43-NQ/ĐUBP",
  "2019-01-28",
  { vi: "Nghị quyết của Đảng ủy đồn Biên phòng cửa khẩu Chi Ma", en: "Resolution of the committee of the Chi Ma post" },
  post
)
const article = Citation.text("lb.bao-lang-son-2020", "Báo Lạng Sơn 259606", "2020-07-07", {
  vi: "Đồn Biên phòng cửa khẩu Chi Ma: điểm sáng phân công đảng viên tham dự sinh hoạt tại chi bộ thôn",
  en: "The Chi Ma post: how members are assigned to attend village cells"
})
const reported = Citation.cite(resolution, "", "reported")
const practice = Citation.cite(article, "", "practice")
const inForce = Period.make("2019-01-28")

/** The villages that the post looks after. */
const area = "lb:chi-ma"

// a national value changed: one member attends, at Chi Ma a team of four

/** The digest of the national value as it was read: `RulePack.affirmation` gives it. */
const affirms = "0058c549c9ce"
const team = Overlay.value(Vietnam.fewestPostMembers, {
  affirms,
  values: [Dated.known(4, "2019-01-28", undefined, reported, practice)]
})

// what is measured here and nowhere else

const inArea = Measure.computed(
  "boolean",
  "cell",
  "lb.cell.in-post-area",
  { vi: "thuộc địa bàn đồn Chi Ma", en: "in the area of the post" },
  ["unit.designated"]
)
const role = Measure.computed(
  "text",
  "assignment",
  "lb.assignment.role",
  { vi: "cương vị tại đồn", en: "role at the post" },
  ["border.assigned", "office.held", "office.ended"],
  { values: { commander: { vi: "chỉ huy đồn", en: "commander" }, staff: { vi: "cán bộ, nhân viên", en: "staff" } }, closed: true }
)
const households = Measure.computed(
  "integer",
  "assignment",
  "lb.assignment.households",
  { vi: "số hộ phụ trách", en: "households looked after" },
  ["border.assigned", "border.households-assigned", "border.assignment-ended"],
  { quantity: { vi: "hộ", en: "households" }, range: { least: 0 } }
)

const assignmentOf = ({ register, subject, on }: Measure.Asked) =>
  Register.assignments(register, on).find(each => each.assignment === subject)

/** How these measures are computed; what no fact says is `undefined`, never nought. */
const own: Measure.Functions = {
  [inArea.id]: ({ register, subject, on }) => ({
    value: Hierarchy.designations(register.hierarchy, Id.UnitId.make(subject), on).includes(area),
    facts: []
  }),
  [role.id]: asked => {
    const found = assignmentOf(asked)
    if (found === undefined) return undefined
    const held = Register.officesOf(asked.register, found.member, asked.on).filter(each => each.unit === found.post)
    const commands = held.find(each => each.office === "post-commander" || each.office === "post-deputy-commander")
    const serves = commands ?? held.find(each => each.office === "staff")
    return serves === undefined ? undefined : { value: commands === undefined ? "staff" : "commander", facts: [serves.position] }
  },
  [households.id]: asked => {
    const found = assignmentOf(asked)
    const looked = Register.households(asked.register, asked.on).filter(each => each.member === found?.member)
    if (looked.length === 0) return undefined
    return { value: looked.reduce((sum, each) => sum + each.households, 0), facts: looked.map(each => each.position) }
  }
}

// the household quotas: values of this place's own, and the question that they answer

const quotaFor = (id: string, vi: string, en: string, range: Measure.Range) =>
  RulePack.parameter("range", id, { vi, en }, { vi: "hộ", en: "households" }, [Dated.known(range, "2019-01-28", undefined, reported)], {
    lowerUnits: ["tighten"]
  })
const ofCommanders = quotaFor("lb.household.commanders", "số hộ mỗi chỉ huy đồn phụ trách", "households for each commander", {
  least: 2,
  most: 3
})
const ofStaff = quotaFor("lb.household.staff", "số hộ mỗi cán bộ, nhân viên phụ trách", "households for each member of the staff", {
  least: 4,
  most: 6
})

const householdQuota = Question.make({
  id: "lb.household.quota",
  label: { vi: "Số hộ gia đình đảng viên đồn phụ trách", en: "Households that a post member looks after" },
  subject: "assignment",
  governing: "cell-of-assignment",
  decides: { vi: "đảng ủy đồn biên phòng", en: "the post's committee" },
  outcomes: {
    within: { vi: "trong mức phân công", en: "within the quota" },
    outside: { vi: "ngoài mức phân công (nhắc, không phải vi phạm)", en: "outside of the quota (a reminder, not a violation)" }
  },
  permissive: ["within"]
})

const quota = (name: "commander" | "staff", range: typeof ofStaff, vi: string, en: string) => {
  const [holds, inside] = [is(role, name), within(households, range)]
  return [
    Clause.general({
      id: `lb.household.${name}-within`,
      question: householdQuota,
      inForce,
      wording: { vi, en },
      when: all(holds, inside),
      then: { outcome: "within" },
      cites: [reported]
    }),
    Clause.general({
      id: `lb.household.${name}-outside`,
      question: householdQuota,
      inForce,
      wording: { vi: `${vi}; đang ngoài mức này`, en: `${en}; here it is otherwise` },
      when: all(holds, not(inside)),
      then: {
        outcome: "outside",
        task: {
          id: `lb.balance-${name}`,
          who: { vi: "đảng ủy đồn biên phòng", en: "the post's committee" },
          what: { vi: "xem xét cân đối lại số hộ đã phân công", en: "consider sharing the households out again" },
          closedBy: "border.households-assigned"
        }
      },
      cites: [reported]
    })
  ]
}

const quotas = [
  Clause.scope({
    id: "lb.household.of-this-post",
    question: householdQuota,
    inForce,
    wording: { vi: "Chỉ xét đảng viên đồn Chi Ma", en: "Asked of members of the Chi Ma post only" },
    when: not(is(m.assignmentPost, post)),
    cites: [reported]
  }),
  ...quota("commander", ofCommanders, "Chỉ huy đồn mỗi đồng chí phụ trách 2–3 hộ", "A commander looks after two or three households"),
  ...quota("staff", ofStaff, "Cán bộ, nhân viên mỗi đồng chí phụ trách 4–6 hộ", "A member of the staff looks after four to six households")
]

// a national question that places answer

const coverage = [
  Clause.scope({
    id: "lb.coverage.where",
    question: national.borderCoverage,
    inForce,
    wording: { vi: "Chỉ xét chi bộ thôn thuộc địa bàn đồn Chi Ma", en: "Asked of village cells in the area of the Chi Ma post only" },
    when: not(inArea),
    cites: [practice]
  }),
  Clause.general({
    id: "lb.coverage.covered",
    question: national.borderCoverage,
    inForce,
    wording: { vi: "Mỗi chi bộ thôn có một tổ đảng viên của đồn tham dự", en: "A team of post members attends each village cell" },
    when: ge(m.cellGuards, Vietnam.fewestPostMembers),
    then: { outcome: "covered" },
    cites: [practice]
  }),
  Clause.general({
    id: "lb.coverage.uncovered",
    question: national.borderCoverage,
    inForce,
    wording: { vi: "Tổ đảng viên tham dự chi bộ thôn còn thiếu người", en: "The team that attends the village cell is short of members" },
    when: lt(m.cellGuards, Vietnam.fewestPostMembers),
    then: {
      outcome: "uncovered",
      task: {
        id: "lb.complete-team",
        who: { vi: "đảng ủy đồn biên phòng", en: "the post's committee" },
        what: { vi: "phân công thêm đảng viên tham dự sinh hoạt chi bộ thôn", en: "assign further members to attend the village cell" },
        closedBy: "border.assigned"
      }
    },
    cites: [practice]
  })
]

// what is counted

const figure = (id: string, vi: string, en: string, input: Omit<Indicator.Indicator, "id" | "label" | "cites">): Indicator.Indicator => ({
  id,
  label: { vi, en },
  cites: [Citation.cite(article, "", "quoted")],
  ...input
})
const ofThePost = { vi: "đảng viên đồn Chi Ma được phân công", en: "members of the Chi Ma post assigned" }

const indicators = [
  figure(
    "lb.post-members.attending",
    "Đảng viên đồn Chi Ma tham dự sinh hoạt chi bộ thôn",
    "Members of the Chi Ma post attending village cells",
    {
      subject: "assignment",
      population: is(m.assignmentPost, post),
      populationLabel: ofThePost,
      numerator: of(m.assignmentIsGuest),
      show: "count",
      counting: m.assignmentMember,
      distinct: { name: "cells", measure: m.assignmentCell }
    }
  ),
  figure("lb.cells.with-a-team", "Chi bộ thôn có đủ tổ bốn đảng viên của đồn", "Village cells with a full team of four", {
    subject: "cell",
    population: of(inArea),
    populationLabel: { vi: "chi bộ thôn thuộc địa bàn đồn", en: "village cells in the area of the post" },
    numerator: is(outcome(national.borderCoverage), "covered"),
    show: "count"
  }),
  figure("lb.households.within-quota", "Đảng viên phụ trách số hộ trong mức phân công", "Members whose households are within the quota", {
    subject: "assignment",
    population: applies(householdQuota),
    populationLabel: ofThePost,
    numerator: is(outcome(householdQuota), "within"),
    show: "share",
    decimals: 2
  })
]

// the pack

const place = {
  id: "loc-binh-chi-ma",
  version: "1.0.0",
  label: { vi: "Lộc Bình: đồn Biên phòng cửa khẩu Chi Ma", en: "Lộc Bình: the Chi Ma post" },
  jurisdiction: district
}

/** The pack, to be stacked on the national one. */
export const pack = RulePack.make({
  ...place,
  texts: [resolution, article],
  designations: [{ id: area, label: { vi: "địa bàn đồn Chi Ma", en: "area of the Chi Ma post" } }],
  questions: [householdQuota],
  measures: [inArea, role, households],
  parameters: [ofCommanders, ofStaff],
  overlays: [team],
  clauses: [...quotas, ...coverage],
  indicators
})

/** The functions of its measures, with those of the national pack. */
export const functions: Measure.Functions = { ...Vietnam.functions, ...own }

export const questions = { householdQuota }

/** What the national text does not allow: a village without anybody. `Rulebook.make` refuses it, with both texts. */
export const beyond = RulePack.make({
  ...place,
  id: "loc-binh-without",
  texts: [article],
  overlays: [Overlay.value(Vietnam.fewestPostMembers, { affirms, values: [Dated.known(0, "2019-01-28", undefined, practice)] })]
})
