/** A small pack that is right in everything, with the functions and the scenarios that show it; wrong packs are made of it. */
import { Period, PlainDate, Register } from "@chibo/core"
import type { Fact, Id } from "@chibo/core"
import { cite, text } from "../../Citation.ts"
import * as Clause from "../../Clause.ts"
import * as Dated from "../../Dated.ts"
import * as Expression from "../../Expression.ts"
import * as Measure from "../../Measure.ts"
import * as Overlay from "../../Overlay.ts"
import * as Question from "../../Question.ts"
import * as RulePack from "../../RulePack.ts"
import { scenarios } from "./scenarios.ts"
import type { Tried } from "./Wrong.ts"

const old = text("place.2020", "1-QĐ/X", "2020-01-01", { vi: "Quy định năm 2020", en: "The regulation of 2020" })
const recent = text("place.2022", "2-QĐ/X", "2022-01-01", { vi: "Quy định năm 2022", en: "The regulation of 2022" })
const unseen = text("place.2024", "3-QĐ/X", "2024-01-01", { vi: "Quy định năm 2024", en: "The regulation of 2024" })
export const cited = cite(old, "1", "quoted")
export const citedLater = cite(recent, "1", "quoted")
const months = { vi: "tháng", en: "months" }

// the pack above

const asked = Measure.computed("integer", "member", "nation.months-asked", { vi: "số tháng đề nghị", en: "months asked for" }, [], {
  quantity: months
})
const most = RulePack.parameter(
  "integer",
  "nation.most-months",
  { vi: "số tháng tối đa", en: "most months" },
  months,
  [Dated.known(12, "2020-01-01", undefined, cited)],
  { stricter: "lower", lowerUnits: ["tighten"] }
)
const leave = Question.make({
  id: "nation.leave",
  label: { vi: "Xin nghỉ", en: "Leave" },
  subject: "member",
  governing: "cell-of-member",
  decides: { vi: "chi bộ", en: "the cell" },
  outcomes: { granted: { vi: "được", en: "granted" }, refused: { vi: "không được", en: "refused" } },
  permissive: ["granted"]
})
const within = Expression.lt(asked, most)
const general = (id: string, vi: string, en: string, when: Expression.Expression<"boolean">, outcome: "granted" | "refused") =>
  Clause.general({
    id,
    question: leave,
    inForce: Period.make("2020-01-01"),
    wording: { vi, en },
    when,
    then: { outcome },
    cites: [cited]
  })

const nation = RulePack.make({
  id: "nation",
  version: "1.0.0",
  label: { vi: "Cấp trên", en: "The pack above" },
  jurisdiction: "everywhere",
  texts: [old],
  questions: [leave],
  measures: [asked],
  parameters: [most],
  clauses: [
    general("nation.short", "Dưới số tháng tối đa thì được", "Fewer months than the most are granted", within, "granted"),
    general("nation.long", "Từ số tháng tối đa thì không", "As many or more are not", Expression.not(within), "refused")
  ]
})

// the pack itself

const membership: ReadonlyArray<Fact.Kind> = ["member.admitted"]
export const tenure = Measure.computed(
  "integer",
  "member",
  "place.tenure",
  { vi: "thời gian từ khi kết nạp", en: "time since admission" },
  membership,
  { quantity: months }
)
export const admittedOn = Measure.computed("day", "member", "place.admitted-on", { vi: "ngày kết nạp", en: "day of admission" }, membership)
export const badge = Measure.computed(
  "integer",
  "member",
  "place.badge",
  { vi: "Huy hiệu gần nhất", en: "latest badge" },
  ["member.badge-awarded"],
  { quantity: { vi: "năm", en: "years" } }
)
export const sick = Measure.computed("boolean", "member", "place.sick", { vi: "đang ốm nặng", en: "seriously ill" }, [])
export const points = Measure.computed("integer", "member", "place.points", { vi: "điểm", en: "points" }, [])

export const least = RulePack.parameter(
  "integer",
  "place.least-tenure",
  { vi: "thời gian tối thiểu", en: "least time since admission" },
  months,
  [Dated.known(12, "2020-01-01", "2022-01-01", cited), Dated.known(6, "2022-01-01", "2024-01-01", citedLater)]
)
const ratio = RulePack.parameter(
  "integer",
  "place.ratio",
  { vi: "tỷ lệ tối đa (phần triệu)", en: "largest share (in millionths)" },
  { vi: "phần triệu", en: "millionths" },
  [Dated.known(Expression.decimal("0.20"), "2020-01-01", undefined, cited)]
)
export const baseOfShare = RulePack.parameter(
  "text",
  "place.ratio-of",
  { vi: "tính trên", en: "what the share is taken of" },
  { vi: "", en: "" },
  [Dated.known("good-only", "2020-01-01", undefined, cited)]
)

export const duty = Question.make({
  id: "place.duty",
  label: { vi: "Nhận nhiệm vụ", en: "Taking on a duty" },
  subject: "member",
  governing: "cell-of-member",
  decides: { vi: "chi bộ", en: "the cell" },
  outcomes: {
    may: { vi: "được nhận", en: "may take it on" },
    "may-not": { vi: "chưa được nhận", en: "may not yet" },
    spared: { vi: "được miễn", en: "is spared" }
  },
  permissive: ["may"]
})
const grade = Question.make({
  id: "place.grade",
  label: { vi: "Xếp loại", en: "Grade" },
  subject: "member",
  governing: "cell-of-member",
  decides: { vi: "chi bộ", en: "the cell" },
  outcomes: { excellent: { vi: "xuất sắc", en: "excellent" }, good: { vi: "tốt", en: "good" } }
})
export const read = Period.make("2020-01-01", "2024-01-01")
export const enough = Expression.any(Expression.ge(tenure, least), Expression.ge(badge, 30))

export const may = Clause.general({
  id: "place.may",
  question: duty,
  inForce: read,
  wording: { vi: "Đủ thời gian, hoặc có Huy hiệu 30 năm", en: "Long enough, or with the 30-year badge" },
  when: enough,
  then: { outcome: "may" },
  cites: [cited, citedLater]
})
export const mayNot = Clause.general({
  id: "place.may-not",
  question: duty,
  inForce: read,
  wording: { vi: "Chưa đủ", en: "Not long enough" },
  when: Expression.not(enough),
  then: { outcome: "may-not" },
  cites: [cited, citedLater]
})
export const spared = Clause.exception(may, {
  id: "place.spared",
  question: duty,
  inForce: read,
  wording: { vi: "Người ốm nặng được miễn", en: "The seriously ill are spared" },
  when: Expression.of<"boolean">(sick),
  then: { outcome: "spared" },
  cites: [cited]
})
export const unreadDuty = Clause.unread({
  id: "place.duty-2024",
  question: duty,
  inForce: Period.make("2024-01-01"),
  text: unseen,
  wording: { vi: "Quy định năm 2024 chưa được đọc", en: "The regulation of 2024 has not been read" }
})
const graded = (id: string, when: Expression.Expression<"boolean">, outcome: "excellent" | "good") =>
  Clause.general({
    id,
    question: grade,
    inForce: Period.make("2020-01-01"),
    wording: { vi: `Xếp loại theo điểm: ${outcome}`, en: `Graded by points: ${outcome}` },
    when,
    then: { outcome },
    cites: [cited]
  })
const quota = Clause.quota({
  id: "place.quota",
  question: grade,
  inForce: Period.make("2020-01-01"),
  wording: { vi: "Xuất sắc không quá 20% số tốt", en: "Excellent members are at most 20 % of the good" },
  counted: ["excellent"],
  ratio,
  base: baseOfShare,
  bases: { "good-only": ["good"], "good-or-better": ["good", "excellent"] },
  within: "base-organisation",
  cites: [cited]
})
export const tightened = Overlay.value(most, {
  affirms: RulePack.affirmation(most),
  values: [Dated.known(9, "2021-01-01", "2022-01-01", cited)]
})

const pack = RulePack.make({
  id: "place",
  version: "1.0.0",
  label: { vi: "Một nơi", en: "A place" },
  jurisdiction: "everywhere",
  texts: [old, recent, unseen],
  questions: [duty, grade],
  measures: [tenure, admittedOn, badge, sick, points],
  parameters: [least, ratio, baseOfShare],
  overlays: [tightened],
  clauses: [
    may,
    mayNot,
    spared,
    unreadDuty,
    graded("place.excellent", Expression.ge(points, 90), "excellent"),
    graded("place.good", Expression.lt(points, 90), "good"),
    quota
  ]
})

// its functions

const entries = ({ register, subject, on }: Measure.Asked) =>
  Register.entriesOf(register, subject as Id.MemberId).filter(({ fact }) => fact.on <= on) // sound: the subject of these measures is a member

/** The facts of a kind about the subject, up to the day asked about. */
export const factsOf = <K extends "member.admitted" | "member.badge-awarded">(asked: Measure.Asked, kind: K) =>
  entries(asked).flatMap(({ fact, position }) =>
    // sound: the kind was just looked at
    fact.kind === kind ? [{ fact: fact as Fact.Of<K>, position }] : []
  )

const functions: Measure.Functions = {
  [tenure.id]: given => {
    const [first] = factsOf(given, "member.admitted")
    return first === undefined ? undefined : { value: PlainDate.monthsBetween(first.fact.on, given.on), facts: [first.position] }
  },
  [admittedOn.id]: given => {
    const [first] = factsOf(given, "member.admitted")
    return first === undefined ? undefined : { value: first.fact.on, facts: [first.position] }
  },
  [badge.id]: given => {
    const latest = factsOf(given, "member.badge-awarded")
      .toSorted((a, b) => PlainDate.compare(a.fact.on, b.fact.on))
      .at(-1)
    return latest === undefined ? undefined : { value: latest.fact.years, facts: [latest.position] }
  },
  [sick.id]: () => undefined,
  [points.id]: () => undefined,
  [asked.id]: () => undefined
}

/** The right pack, with what the suite is told besides. */
export const right: Tried = { pack, options: { above: [nation], functions, scenarios } }
