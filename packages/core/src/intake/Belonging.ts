/**
 * Invariants of members: that they came in before anything else happens to them, stand on one roll at a time, and act where they belong.
 *
 * @since 0.1.0
 */
import * as Fact from "../fact/Fact.ts"
import * as Hierarchy from "../Hierarchy.ts"
import { type MemberId, outside, type UnitId } from "../Id.ts"
import * as Known from "../Known.ts"
import * as PlainDate from "../PlainDate.ts"
import * as Register from "../Register.ts"
import { foldLife, type Life, standingIn } from "../register/Life.ts"
import * as Timeline from "../Timeline.ts"
import type { Context } from "./Violation.ts"

/**
 * Reports what is wrong with how a fact's members belong.
 *
 * @since 0.1.0
 */
export const checkBelonging = (context: Context): void => {
  const { fact } = context
  for (const [field, member] of membersIn(fact)) {
    if (!isIntroduced(context, member)) context.report("unknown-member", field, [member])
    checkFormer(context, field, member)
  }
  switch (fact.kind) {
    case "member.recognised":
      checkAfterAdmission(context, fact.member, "recognised-before-admitted")
      break
    case "member.ceremony-held":
      checkAfterAdmission(context, fact.member, "ceremony-before-admission")
      break
    case "member.admitted":
    case "member.enrolled":
      checkOpening(context, fact)
      break
    case "transfer.received":
      checkReceived(context, fact)
      break
    case "transfer.presented":
    case "transfer.extended":
    case "transfer.ended":
      checkTransferMember(context, fact)
      break
    case "transfer.collective":
      checkCollective(context, fact)
      break
    case "border.assigned":
      if (Register.cellOf(context.after, fact.member, fact.on) === fact.cell)
        context.report("assigned-to-own-cell", "cell", [fact.member, fact.cell])
      break
    case "meeting.held":
      checkAttendance(context, fact)
      break
  }
}

// internal

/** Members whom a fact takes for known: those of an attendance list are held against the roll, and plug-ins may record about anybody. */
const membersIn = (fact: Fact.Plain): ReadonlyArray<readonly [string, MemberId]> => {
  if (fact.kind === "meeting.held" || fact.kind === "other" || (fact.kind === "ballot.held" && fact.question === "admission")) return []
  if (fact.kind === "transfer.collective") return fact.members.map(member => ["members", member] as const)
  if (fact.kind === "ballot.held") return fact.about === undefined ? [] : [["about", fact.about]]
  const own = "member" in fact && fact.member !== undefined ? fact.member : undefined
  return Fact.members(fact).map(member => [member === own ? "member" : "by", member] as const)
}

const introducing: ReadonlySet<string> = new Set([
  "member.admitted",
  "member.enrolled",
  "member.restored",
  "member.details-changed",
  "transfer.received"
])

const isIntroduced = ({ after }: Context, member: MemberId): boolean =>
  (after.index.member.get(member) ?? []).some(
    ({ fact }) => introducing.has(fact.kind) || (fact.kind === "transfer.letter-issued" && fact.from === outside)
  )

/** The member through time as if the fact under check were not recorded. */
const lifeWithout = ({ after, own }: Context, member: MemberId): Life =>
  foldLife(
    Register.tagged(after, `membership:${member}`).filter(({ position }) => position !== own),
    member
  )

/** What may be recorded of somebody who belongs no longer: the end of what ran, honours, arrears, the year's evaluation. */
const afterwards: ReadonlySet<string> = new Set([
  "member.died",
  "member.details-changed",
  "member.badge-awarded",
  "member.suspension-lifted",
  "member.education-unlisted",
  "exemption.ended",
  "office.ended",
  "border.assignment-ended",
  "border.reported",
  "oversight.charge-ended",
  "transfer.ended",
  "dues.paid",
  "discipline.violated",
  "discipline.imposed",
  "evaluation.criteria-scored",
  "evaluation.self-graded",
  "evaluation.proposed",
  "evaluation.decided"
])

const comeBack: Readonly<Record<string, ReadonlyArray<string>>> = {
  struck: ["member.admitted", "member.restored"],
  expelled: ["member.admitted", "member.restored"],
  left: ["member.admitted", "member.restored"],
  died: [],
  "transferred-out": ["member.enrolled", "member.restored", "transfer.letter-issued", "transfer.presented", "transfer.received"]
}

const checkFormer = (context: Context, field: string, member: MemberId): void => {
  const { fact, report } = context
  if (afterwards.has(fact.kind) && fact.kind !== "member.died") return
  const end = Timeline.spanAt(lifeWithout(context, member).ended, fact.on)
  if (end === undefined || end.from >= fact.on) return
  if (fact.kind === "member.died" ? end.value.how === "died" : !comeBack[end.value.how]?.includes(fact.kind)) {
    report("former-member", field, [member], [end.value.position])
  }
}

const checkAfterAdmission = (
  { after, fact, report }: Context,
  member: MemberId,
  code: "recognised-before-admitted" | "ceremony-before-admission"
): void => {
  const admitted = Known.ofKind(Register.tagged(after, `membership:${member}`), "member.admitted")
  if (admitted.length > 0 && admitted.every(entry => entry.fact.on > fact.on))
    report(
      code,
      "on",
      [member],
      admitted.map(({ position }) => position)
    )
}

const checkOpening = (context: Context, fact: Fact.Of<"member.admitted"> | Fact.Of<"member.enrolled">): void => {
  const { after, own, report } = context
  const entries = Register.tagged(after, `membership:${fact.member}`).filter(({ position }) => position !== own)
  const life = foldLife(entries, fact.member)
  const { is } = standingIn(life, fact.on)
  const already = fact.kind === "member.admitted" && life.admitted.some(on => on <= fact.on) && (is === "probationary" || is === "official")
  const here = rollOn(context, life, fact.on)
  const openings = Known.ofKind(
    entries,
    "member.admitted",
    "member.enrolled",
    "member.restored",
    "transfer.received",
    "transfer.collective"
  )
  if (already || (here !== undefined && here !== fact.cell)) {
    const last = openings.findLast(entry => entry.fact.on <= fact.on)
    report("second-membership", "member", [fact.member], last === undefined ? [] : [last.position])
    return
  }
  const next = Known.ofKind(entries, "member.admitted", "member.enrolled").find(entry => entry.fact.on > fact.on)
  if (next === undefined || fact.cell === undefined) return
  const eve = PlainDate.addDays(next.fact.on, -1)
  const stays = Register.cellOf(after, fact.member, eve)
  const until = rollOn(context, life, eve)
  if (stays !== undefined && until === undefined && next.fact.cell !== stays)
    report("second-membership", "member", [fact.member], [next.position])
}

const rollOn = ({ after }: Context, life: Life, day: PlainDate.PlainDate): UnitId | undefined => {
  const recorded = Timeline.at(life.rolls, day)
  return recorded === undefined ? undefined : Hierarchy.mergedInto(after.hierarchy, recorded, day)
}

const checkReceived = (context: Context, fact: Fact.Of<"transfer.received">): void => {
  const { after, report } = context
  const { member, from, to, on } = fact
  const life = lifeWithout(context, member)
  const [recorded, here] = [Timeline.at(life.rolls, on), rollOn(context, life, on)]
  if (from === outside) {
    if (here !== undefined && here !== to && fact.route !== "temporary") report("second-membership", "from", [member])
  } else if (recorded !== undefined && recorded !== from && here !== undefined && !near(context, here, from)) {
    report("transfer-mismatch", "from", [member])
  }
  const letters = Known.ofKind(Register.tagged(after, `transfer:${fact.transfer}`), "transfer.letter-issued").filter(
    letter => letter.fact.on <= on
  )
  const positions = letters.map(({ position }) => position)
  const letter = letters.at(-1)?.fact
  if (letter === undefined) {
    if (fact.route === "official") report("transfer-without-letter", "transfer", [fact.transfer, member])
    return
  }
  if (letter.member !== member) report("transfer-mismatch", "member", [fact.transfer, member], positions)
  if (letter.route !== fact.route) report("transfer-mismatch", "route", [fact.transfer, member], positions)
  if (!near(context, letter.from, from)) report("transfer-mismatch", "from", [fact.transfer, member], positions)
  if (!near(context, letter.to, to)) report("transfer-mismatch", "to", [fact.transfer, member], positions)
}

/** A letter may name a committee where the reception names a cell below it, or the other way round; or the unit's successor. */
const near = ({ after: { hierarchy }, fact }: Context, a: UnitId | typeof outside, b: UnitId | typeof outside): boolean => {
  if (a === b) return true
  if (a === outside || b === outside) return false
  const [here, there] = [Hierarchy.mergedInto(hierarchy, a, fact.on), Hierarchy.mergedInto(hierarchy, b, fact.on)]
  if (here === undefined || there === undefined) return false
  return Hierarchy.within(hierarchy, here, there, fact.on) || Hierarchy.within(hierarchy, there, here, fact.on)
}

const checkTransferMember = (
  { after, own, report }: Context,
  fact: Fact.Of<"transfer.presented"> | Fact.Of<"transfer.extended"> | Fact.Of<"transfer.ended">
): void => {
  const others = Known.ofKind(Register.tagged(after, `transfer:${fact.transfer}`), "transfer.letter-issued", "transfer.received").filter(
    entry => entry.position !== own && entry.fact.member !== fact.member
  )
  if (others.length > 0)
    report(
      "transfer-mismatch",
      "member",
      [fact.transfer, fact.member],
      others.map(({ position }) => position)
    )
}

const checkCollective = (context: Context, fact: Fact.Of<"transfer.collective">): void => {
  const elsewhere = fact.members.filter(member => {
    const life = lifeWithout(context, member)
    const recorded = Timeline.at(life.rolls, fact.on)
    return recorded !== undefined && recorded !== fact.from && rollOn(context, life, fact.on) !== fact.from
  })
  if (elsewhere.length > 0) context.report("transfer-mismatch", "members", elsewhere)
}

const checkAttendance = ({ after, fact: { on }, report }: Context, { unit, attendance }: Fact.Of<"meeting.held">): void => {
  const { hierarchy } = after
  const belongs = (member: MemberId): boolean => {
    const cell = Register.cellOf(after, member, on)
    if (cell !== undefined && (Hierarchy.within(hierarchy, cell, unit, on) || isGroupOf(cell))) return true
    return (
      Register.temporaryCellOf(after, member, on)?.cell === unit ||
      Register.assignmentsOf(after, member, on).some(({ cell, link }) => cell === unit && link === "temporary-member") ||
      Register.officesOf(after, member, on).some(office => office.unit === unit)
    )
  }
  const isGroupOf = (cell: UnitId) => {
    const group = Hierarchy.unitOn(hierarchy, unit, on)
    return group?.kind === "party-group" && group.parent === cell
  }
  for (const field of ["present", "excused", "absent", "specialDuty"] as const) {
    const strangers = attendance?.[field]?.filter(member => !belongs(member)) ?? []
    if (strangers.length > 0) report("meeting-attendee-not-on-roll", `attendance.${field}`, strangers)
  }
}
