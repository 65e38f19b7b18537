/**
 * How to make one valid fact of each kind from a handful of names: a kind that is added has no sample until it stands here.
 *
 * @since 0.1.0
 */
import * as Fact from "../fact/Fact.ts"

/** What a sample is made of. Members differ from each other, units too; the days are in order. */
export interface Names {
  readonly members: readonly [string, string, string, string, string, string]
  readonly units: readonly [string, string, string]
  readonly id: string
  readonly days: readonly [string, string, string]
  readonly text: string
  /** From 0 to 99. */
  readonly count: number
}

type Builders = { readonly [K in Fact.Kind]: (names: Names) => Fact.Of<K> }

const { make } = Fact

/**
 * A fact of each kind.
 *
 * @since 0.1.0
 */
export const builders: Builders = {
  "unit.founded": ({ days: [on], units: [unit, parent], text, count }) =>
    make({ kind: "unit.founded", on, unit, type: "cell", name: `Chi bộ ${text}`, code: `09.${count}`, parent }),
  "unit.closed": ({ days: [on], units: [unit] }) => make({ kind: "unit.closed", on, unit }),
  "unit.renamed": ({ days: [on], units: [unit], text }) => make({ kind: "unit.renamed", on, unit, name: `Chi bộ ${text}` }),
  "unit.recoded": ({ days: [on], units: [unit], count }) => make({ kind: "unit.recoded", on, unit, code: `0${count}` }),
  "unit.moved": ({ days: [on], units: [unit, parent] }) => make({ kind: "unit.moved", on, unit, parent }),
  "unit.merged": ({ days: [on], units: [a, b, into] }) => make({ kind: "unit.merged", on, units: [a, b], into }),
  "unit.split": ({ days: [on], units: [unit, a, b] }) => make({ kind: "unit.split", on, unit, into: [a, b] }),
  "unit.part-transferred": ({ days: [on], units: [unit, to, part] }) => make({ kind: "unit.part-transferred", on, unit, to, part: [part] }),
  "unit.designated": ({ days: [on, until], units: [unit] }) => make({ kind: "unit.designated", on, unit, as: "border-village", until }),
  "instrument.taken-over": ({ days: [on], units: [by], id }) => make({ kind: "instrument.taken-over", on, text: `text-${id}`, by }),
  "member.admitted": ({ days: [on, learnedOn], members: [member], units: [cell, issuer], id }) =>
    make({ kind: "member.admitted", on, learnedOn, member, cell, instrument: { number: `${id}-QĐ/HU`, date: on, issuer } }),
  "member.ceremony-held": ({ days: [on], members: [member], units: [cell] }) => make({ kind: "member.ceremony-held", on, member, cell }),
  "member.recognised": ({ days: [on], members: [member] }) =>
    make({ kind: "member.recognised", on, member, instrument: { number: "1/QĐ", issuer: { name: "Huyện ủy Cao Lộc" } } }),
  "member.enrolled": ({ days: [on], members: [member], units: [cell] }) => make({ kind: "member.enrolled", on, member, cell }),
  "member.suspended": ({ days: [on, until], members: [member] }) => make({ kind: "member.suspended", on, member, until, detained: false }),
  "member.suspension-lifted": ({ days: [on], members: [member] }) => make({ kind: "member.suspension-lifted", on, member }),
  "member.education-listed": ({ days: [on], members: [member] }) => make({ kind: "member.education-listed", on, member }),
  "member.education-unlisted": ({ days: [on], members: [member] }) => make({ kind: "member.education-unlisted", on, member }),
  "member.struck": ({ days: [on], members: [member] }) => make({ kind: "member.struck", on, member }),
  "member.expelled": ({ days: [on], members: [member] }) => make({ kind: "member.expelled", on, member }),
  "member.left": ({ days: [on], members: [member] }) => make({ kind: "member.left", on, member }),
  "member.died": ({ days: [on], members: [member] }) => make({ kind: "member.died", on, member }),
  "member.restored": ({ days: [on], members: [member], units: [cell] }) => make({ kind: "member.restored", on, member, cell }),
  "member.badge-awarded": ({ days: [on], members: [member] }) => make({ kind: "member.badge-awarded", on, member, years: 30 }),
  "member.details-changed": ({ days: [on], members: [member], text }) =>
    make({
      kind: "member.details-changed",
      on,
      member,
      personal: { fullName: `Nông ${text}`, birth: "1962", sex: "female", citizenNumber: "012345678901", contact: text }
    }),
  "transfer.letter-issued": ({ days: [on, triggeredOn], members: [member], units: [from, issuedBy], id }) =>
    make({
      kind: "transfer.letter-issued",
      on,
      transfer: `t-${id}`,
      member,
      route: "official",
      from,
      to: "outside",
      triggeredOn,
      issuedBy
    }),
  "transfer.presented": ({ days: [on], members: [member], id }) => make({ kind: "transfer.presented", on, transfer: `t-${id}`, member }),
  "transfer.received": ({ days: [on], members: [member], units: [from, to], id }) =>
    make({ kind: "transfer.received", on, transfer: `t-${id}`, member, route: "temporary", from, to }),
  "transfer.extended": ({ days: [on, until], members: [member], id }) =>
    make({ kind: "transfer.extended", on, transfer: `t-${id}`, member, until }),
  "transfer.ended": ({ days: [on], members: [member], id }) => make({ kind: "transfer.ended", on, transfer: `t-${id}`, member }),
  "transfer.collective": ({ days: [on], members: [a, b, c], units: [from, to], id }) =>
    make({ kind: "transfer.collective", on, transfer: `t-${id}`, members: [a, b, c], from, to }),
  "office.held": ({ days: [on, until], members: [member], units: [unit] }) =>
    make({ kind: "office.held", on, member, unit, office: "secretary", until }),
  "office.ended": ({ days: [on], members: [member], units: [unit] }) =>
    make({ kind: "office.ended", on, member, unit, office: "dues-collector" }),
  "contact.made": ({ days: [on], members: [member, by], units: [cell] }) =>
    make({ kind: "contact.made", on, member, cell, by, channel: "telephone" }),
  "ballot.held": ({ days: [on], members: [about], units: [unit], id, count }) =>
    make({
      kind: "ballot.held",
      on,
      ballot: `b-${id}`,
      unit,
      meeting: `k-${id}`,
      question: "recognition",
      about,
      secret: true,
      base: count + 3,
      yes: count,
      no: 2,
      invalid: 1
    }),
  "meeting.held": ({ days: [on], members: [a, b, c, d, e, f], units: [unit], id, count }) =>
    make({
      kind: "meeting.held",
      on,
      meeting: `k-${id}`,
      unit,
      form: "regular-and-themed",
      minutes: count + 1,
      attendance: { present: [a, b], excused: [c], absent: [d], specialDuty: [e], guests: [f] }
    }),
  "meeting.scored": ({ days: [on], units: [unit], id, count }) =>
    make({ kind: "meeting.scored", on, meeting: `k-${id}`, unit, by: "cell-vote", points: count, grade: "fair" }),
  "exemption.requested": ({ days: [on, from, until], members: [member], units: [cell], id, text }) =>
    make({
      kind: "exemption.requested",
      on,
      exemption: `e-${id}`,
      member,
      cell,
      type: "temporary",
      ground: "away-for-work",
      from,
      until,
      evidence: ["application", "employer-letter"],
      personal: { reason: text }
    }),
  "exemption.proposed": ({ days: [on], members: [member], units: [by], id }) =>
    make({ kind: "exemption.proposed", on, exemption: `e-${id}`, member, by }),
  "exemption.granted": ({ days: [on, from, until], members: [member], units: [by], id }) =>
    make({ kind: "exemption.granted", on, exemption: `e-${id}`, member, by, from, until }),
  "exemption.refused": ({ days: [on], members: [member], units: [by], id }) =>
    make({ kind: "exemption.refused", on, exemption: `e-${id}`, member, by }),
  "exemption.extended": ({ days: [on, until], members: [member], units: [by], id }) =>
    make({ kind: "exemption.extended", on, exemption: `e-${id}`, member, by, until }),
  "exemption.ended": ({ days: [on], members: [member], id }) => make({ kind: "exemption.ended", on, exemption: `e-${id}`, member }),
  "exemption.return-recorded": ({ days: [on], members: [member], id, text }) =>
    make({ kind: "exemption.return-recorded", on, exemption: `e-${id}`, member, comments: true, personal: { comments: text } }),
  "border.assigned": ({ days: [on, until], members: [member], units: [post, cell], id }) =>
    make({ kind: "border.assigned", on, assignment: `a-${id}`, member, post, cell, link: "attends", until }),
  "border.households-assigned": ({ days: [on, until], members: [member], units: [post, cell], id, count }) =>
    make({ kind: "border.households-assigned", on, assignment: `a-${id}`, member, post, cell, households: count + 1, until }),
  "border.assignment-ended": ({ days: [on], members: [member], id }) =>
    make({ kind: "border.assignment-ended", on, assignment: `a-${id}`, member }),
  "border.reported": ({ days: [on], members: [member], units: [to], id }) =>
    make({ kind: "border.reported", on, assignment: `a-${id}`, member, to }),
  "oversight.in-charge": ({ days: [on, until], members: [member], units: [committee, cell], id }) =>
    make({ kind: "oversight.in-charge", on, assignment: `a-${id}`, member, committee, cell, until }),
  "oversight.charge-ended": ({ days: [on], members: [member], units: [cell], id }) =>
    make({ kind: "oversight.charge-ended", on, assignment: `a-${id}`, member, cell }),
  "oversight.inspected": ({ days: [on], units: [by, unit], id }) =>
    make({ kind: "oversight.inspected", on, inspection: `i-${id}`, form: "thematic-supervision", by, unit }),
  "oversight.found": ({ days: [on, remedyBy], id }) =>
    make({ kind: "oversight.found", on, finding: `f-${id}`, inspection: `i-${id}`, remedyBy }),
  "oversight.remedied": ({ days: [on], id }) => make({ kind: "oversight.remedied", on, finding: `f-${id}` }),
  "evaluation.criteria-scored": ({ days: [on], members: [member], count }) =>
    make({
      kind: "evaluation.criteria-scored",
      on,
      member,
      year: 2021,
      regime: "2018",
      marks: { "chính trị": "good", lối_sống: "excellent" },
      points: { a: count },
      tasks: { assigned: count + 2, completed: count + 1, onTime: count, exceeded: 0 },
      shortcomingsFixed: true,
      officialGrade: "completed"
    }),
  "evaluation.self-graded": ({ days: [on], members: [member] }) =>
    make({ kind: "evaluation.self-graded", on, member, year: 2021, regime: "2018", grade: "good" }),
  "evaluation.proposed": ({ days: [on], members: [member], units: [by] }) =>
    make({ kind: "evaluation.proposed", on, member, year: 2021, regime: "2018", grade: "good", by }),
  "evaluation.decided": ({ days: [on], units: [unit, by] }) =>
    make({ kind: "evaluation.decided", on, unit, year: 2021, regime: "2018", grade: "not-completed", by }),
  "discipline.violated": ({ days: [on], members: [member], text }) =>
    make({ kind: "discipline.violated", on, member, nature: "party-rules", degradation: false, personal: { summary: text } }),
  "discipline.imposed": ({ days: [on], members: [member], units: [by] }) =>
    make({ kind: "discipline.imposed", on, member, measure: "reprimand", by, selfDetectedAndRemedied: true }),
  "dues.payer-class-set": ({ days: [on], members: [member] }) => make({ kind: "dues.payer-class-set", on, member, class: "pension" }),
  "dues.paid": ({ days: [on], members: [member], units: [to], count }) =>
    make({ kind: "dues.paid", on, member, month: on.slice(0, 7), amount: count * 1000, to }),
  "dues.relief-granted": ({ days: [on, from, until], members: [member], units: [by], text }) =>
    make({ kind: "dues.relief-granted", on, member, from, until, percent: 50, by, personal: { reason: text } }),
  other: ({ days: [on], members: [member], units: [unit], count, text }) =>
    make({
      kind: "other",
      on,
      namespace: "cao-loc",
      name: "border-gate",
      schemaVersion: 1,
      member,
      unit,
      data: { count, list: [1, null, "x"], nested: { b: true, a: 0.5 } },
      personal: { note: text }
    }),
  "correction.made": names =>
    make({ kind: "correction.made", on: names.days[2], corrects: names.count + 1, replacement: builders["dues.relief-granted"](names) }),
  "correction.retracted": ({ days: [on], count }) => make({ kind: "correction.retracted", on, retracts: count + 1 }),
  "personal.erased": ({ days: [on], members: [member], id }) => make({ kind: "personal.erased", on, member, basis: `request-${id}` })
}
