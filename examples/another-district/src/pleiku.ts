/**
 * Pleiku, the cell of block 5, as an article of November 2022 describes it: how 151 members keep in touch with the 28 who are exempt.
 *
 * All of it is practice, seen in the month of the article; since when it has been so is not stated.
 */
import { Id, Period, PlainDate, Register } from "@chibo/core"
import { Citation, Clause, Dated, Expression, type Indicator, Measure, Overlay, Question, RulePack } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"

const { addDays, all, any, gt, is, le, not, of, outcome } = Expression
const { measures: m } = Vietnam

// where it applies, and from which text

export const cell = Id.UnitId.make("pk-5")

const article = Citation.text("pk.bao-gia-lai-2022", "Báo Gia Lai 5794946 (11/2022)", undefined, {
  vi: "Chi bộ ở Pleiku giữ mối liên hệ chặt chẽ với đảng viên đi làm ăn xa",
  en: "A cell in Pleiku keeps close contact with members away for work"
})
const practice = Citation.cite(article, "", "practice")
const inForce = Period.make("2022-11-01")

// a national value changed: an extension is asked for every six months, until the text that it departs from was replaced

const renewalMonths = { id: "vn.exemption.renewal-months", type: "integer" } as const
/** The digest of the national value as it was read: `RulePack.affirmation` gives it. */
const affirms = "f0f771a61402"
const sixMonths = Overlay.value(renewalMonths, { affirms, values: [Dated.known(6, "2022-11-01", "2025-06-09", practice)] })

// what is measured here and nowhere else

const touches = [
  "contact.made",
  "office.held",
  "office.ended",
  "member.admitted",
  "member.enrolled",
  "transfer.received",
  "exemption.requested",
  "exemption.granted",
  "exemption.extended",
  "exemption.ended",
  "exemption.return-recorded"
] as const
const silentSince = Measure.computed(
  "day",
  "exemption",
  "pk.exemption.silent-since",
  { vi: "ngày liên hệ gần nhất của tổ trưởng (hoặc ngày bắt đầu miễn)", en: "last contact by the liaison (or first day of the exemption)" },
  touches
)
const daysSilent = Measure.computed(
  "integer",
  "exemption",
  "pk.exemption.days-since-contact",
  { vi: "số ngày từ lần liên hệ gần nhất", en: "days since the last contact" },
  touches,
  { quantity: { vi: "ngày", en: "days" }, range: { least: 0 } }
)

/** The latest contact by the head of the member's party group, or by a liaison person of it, since the exemption began. */
const lastContact = ({ register, subject, on }: Measure.Asked) => {
  const found = Register.exemptions(register).find(each => each.exemption === subject)
  const from = found?.period?.from
  if (found === undefined || from === undefined || from > on) return undefined
  const isLiaison = (by: Id.MemberId, day: PlainDate.PlainDate): boolean =>
    Register.officesOf(register, by, day).some(
      held =>
        (held.office === "party-group-head" || held.office === "liaison") && held.unit === Register.cellOf(register, found.member, day)
    )
  const [last] = Register.contactsOf(register, found.member, { from, until: PlainDate.addDays(on, 1) })
    .filter(({ fact }) => fact.by !== undefined && isLiaison(fact.by, fact.on))
    .sort((a, b) => PlainDate.compare(b.fact.on, a.fact.on))
  return last === undefined ? { on: from, facts: found.positions } : { on: last.fact.on, facts: [last.position] }
}

const own: Measure.Functions = {
  [silentSince.id]: asked => {
    const last = lastContact(asked)
    return last === undefined ? undefined : { value: last.on, facts: last.facts }
  },
  [daysSilent.id]: asked => {
    const last = lastContact(asked)
    return last === undefined ? undefined : { value: PlainDate.daysBetween(last.on, asked.on), facts: last.facts }
  }
}

// the monthly call: a value of this place's own, and the question that it answers

const longestSilence = RulePack.parameter(
  "integer",
  "pk.liaison.longest-silence",
  { vi: "liên hệ hằng tháng: không quá", en: "a call every month: no longer than" },
  { vi: "ngày", en: "days" },
  [Dated.known(31, "2022-11-01", undefined, practice)],
  { stricter: "lower", lowerUnits: ["tighten"] }
)

const liaisonContact = Question.make({
  id: "pk.liaison.contact",
  label: { vi: "Tổ trưởng tổ đảng giữ liên hệ với đảng viên đi làm ăn xa", en: "The group head keeps in touch with members away for work" },
  subject: "exemption",
  governing: "cell-of-request",
  decides: { vi: "chi ủy", en: "the cell's committee" },
  outcomes: {
    "in-touch": { vi: "có liên hệ trong tháng", en: "in touch within the month" },
    "call-due": { vi: "đã quá một tháng chưa liên hệ", en: "no contact for more than a month" }
  },
  permissive: ["in-touch"]
})

const inTouch = le(daysSilent, longestSilence)
const clauses = [
  Clause.scope({
    id: "pk.liaison.away-only",
    question: liaisonContact,
    inForce,
    wording: { vi: "Chỉ xét đảng viên đang được tạm miễn do đi làm ăn xa", en: "Asked of those temporarily exempt and away for work only" },
    when: any(not(m.exemptionInForce), not(is(m.exemptionType, "temporary"))),
    cites: [practice]
  }),
  Clause.general({
    id: "pk.liaison.in-touch",
    question: liaisonContact,
    inForce,
    wording: {
      vi: "Tổ trưởng tổ đảng điện thoại cho đảng viên hằng tháng",
      en: "The head of the party group phones the member every month"
    },
    when: inTouch,
    then: { outcome: "in-touch" },
    cites: [practice]
  }),
  Clause.general({
    id: "pk.liaison.call-due",
    question: liaisonContact,
    inForce,
    wording: { vi: "Đã quá một tháng mà tổ trưởng chưa liên hệ", en: "More than a month has passed without a call" },
    when: gt(daysSilent, longestSilence),
    then: {
      outcome: "call-due",
      task: {
        id: "pk.call",
        who: { vi: "tổ trưởng tổ đảng", en: "the head of the party group" },
        what: { vi: "gọi điện cho đảng viên đi làm ăn xa", en: "phone the member who is away for work" },
        due: addDays(silentSince, longestSilence),
        closedBy: "contact.made"
      }
    },
    cites: [practice]
  })
]

// what is counted

const exemptNow = { vi: "đảng viên đang được miễn", en: "members exempt" }
const figure = (id: string, vi: string, en: string, input: Omit<Indicator.Indicator, "id" | "label" | "cites">): Indicator.Indicator => ({
  id,
  label: { vi, en },
  cites: [Citation.cite(article, "", "quoted")],
  ...input
})

const indicators = [
  figure("pk.members.exempt", "Tỷ lệ đảng viên được miễn sinh hoạt", "Share of members exempt", {
    subject: "member",
    population: of<"boolean">(true),
    populationLabel: { vi: "đảng viên của chi bộ", en: "members of the cell" },
    numerator: of(m.memberExempt),
    show: "share",
    decimals: 2
  }),
  figure("pk.exempt.illness", "Miễn do già yếu, bệnh tật", "Exempt for illness", {
    subject: "exemption",
    population: of(m.exemptionInForce),
    populationLabel: exemptNow,
    numerator: is(m.exemptionType, "age-health"),
    show: "count"
  }),
  figure("pk.exempt.work", "Tạm miễn do đi làm ăn xa", "Temporarily exempt for work", {
    subject: "exemption",
    population: of(m.exemptionInForce),
    populationLabel: exemptNow,
    numerator: all(is(m.exemptionType, "temporary"), is(m.exemptionGround, "away-for-work")),
    show: "count"
  }),
  figure("pk.away.in-touch", "Đảng viên đi làm ăn xa được liên hệ trong tháng", "Members away who were called within the month", {
    subject: "exemption",
    population: Expression.applies(liaisonContact),
    populationLabel: { vi: "đảng viên tạm miễn do đi làm ăn xa", en: "members temporarily exempt for work" },
    numerator: is(outcome(liaisonContact), "in-touch"),
    show: "count"
  })
]

// the pack

const place = {
  id: "pleiku-block-5",
  version: "1.0.0",
  label: { vi: "Pleiku: chi bộ tổ dân phố 5", en: "Pleiku: the cell of block 5" },
  jurisdiction: cell
}

/** The pack, to be stacked on the national one. */
export const pack = RulePack.make({
  ...place,
  texts: [article],
  questions: [liaisonContact],
  measures: [silentSince, daysSilent],
  parameters: [longestSilence],
  overlays: [sixMonths],
  clauses,
  indicators
})

/** The functions of its measures, with those of the national pack. */
export const functions: Measure.Functions = { ...Vietnam.functions, ...own }

/** What the national text does not allow: to ask every eighteen months only. `Rulebook.make` refuses it, with both texts. */
export const beyond = RulePack.make({
  ...place,
  id: "pleiku-eighteen-months",
  texts: [article],
  overlays: [Overlay.value(renewalMonths, { affirms, values: [Dated.known(18, "2022-11-01", "2025-06-09", practice)] })]
})
