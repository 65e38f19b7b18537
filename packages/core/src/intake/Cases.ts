/**
 * Invariants of cases: one id for one thing, steps in their order, one decision, one holder.
 *
 * @since 0.1.0
 */
import type * as Fact from "../fact/Fact.ts"
import * as Known from "../Known.ts"
import * as Period from "../Period.ts"
import * as Register from "../Register.ts"
import { officeTerms } from "../register/Assignments.ts"
import type { Context } from "./Violation.ts"

/**
 * Reports what is wrong with the case that a fact belongs to.
 *
 * @since 0.1.0
 */
export const checkCases = (context: Context): void => {
  checkIdentity(context)
  const { fact, after, own, report } = context
  if ("exemption" in fact) checkExemption(context, fact)
  if (fact.kind === "office.held") checkHolder(context, fact)
  if (fact.kind === "evaluation.decided") {
    const subject = fact.member ?? fact.unit ?? ""
    const decided = Known.ofKind(Register.tagged(after, `evaluation:${subject}:${fact.year}`), "evaluation.decided")
    const others = decided.filter(({ position }) => position !== own)
    if (others.length > 0) report("evaluation-decided-twice", "year", [subject], positions(others))
  }
}

// internal

const positions = (entries: ReadonlyArray<Known.Entry>) => entries.map(({ position }) => position)

/** The field and id by which a fact opens a case, and the kinds that share these ids. */
const opens = (fact: Fact.Plain): readonly [field: string, id: string, kinds: ReadonlyArray<Fact.Plain["kind"]>] | undefined => {
  switch (fact.kind) {
    case "meeting.held":
      return ["meeting", fact.meeting, ["meeting.held"]]
    case "ballot.held":
      return ["ballot", fact.ballot, ["ballot.held"]]
    case "oversight.inspected":
      return ["inspection", fact.inspection, ["oversight.inspected"]]
    case "oversight.found":
      return ["finding", fact.finding, ["oversight.found"]]
    case "exemption.requested":
      return ["exemption", fact.exemption, ["exemption.requested"]]
    case "transfer.letter-issued":
    case "transfer.collective":
      return ["transfer", fact.transfer, ["transfer.letter-issued", "transfer.collective"]]
    case "border.assigned":
    case "border.households-assigned":
    case "oversight.in-charge":
      return ["assignment", fact.assignment, ["border.assigned", "border.households-assigned", "oversight.in-charge"]]
    default:
      return undefined
  }
}

const checkIdentity = ({ after, own, fact, report }: Context): void => {
  const opened = opens(fact)
  if (opened === undefined) return
  const [field, id, kinds] = opened
  const others = Known.ofKind(Register.tagged(after, `${field}:${id}`), ...kinds).filter(({ position }) => position !== own)
  if (others.length > 0) report("duplicate-id", field, [id], positions(others))
}

const checkExemption = ({ after, own, report }: Context, fact: Extract<Fact.Plain, { readonly exemption: string }>): void => {
  const { exemption, member, on } = fact
  const others = Register.tagged(after, `exemption:${exemption}`).filter(({ position }) => position !== own)
  const mismatched = others.filter(entry => "exemption" in entry.fact && entry.fact.member !== member)
  if (mismatched.length > 0) report("exemption-member-mismatch", "member", [exemption, member], positions(mismatched))
  const before = others.filter(entry => entry.fact.on <= on)
  switch (fact.kind) {
    case "exemption.requested":
      return
    case "exemption.proposed":
    case "exemption.granted":
    case "exemption.refused":
      if (Known.ofKind(before, "exemption.requested").length === 0) report("exemption-not-requested", "exemption", [exemption])
      break
    default:
      if (Known.ofKind(before, "exemption.granted").length === 0) report("exemption-not-granted", "exemption", [exemption])
  }
  if (fact.kind === "exemption.granted" || fact.kind === "exemption.refused") {
    const decided = Known.ofKind(others, "exemption.granted", "exemption.refused")
    if (decided.length > 0) report("exemption-decided-twice", "exemption", [exemption], positions(decided))
  }
  if (fact.kind !== "exemption.granted" && fact.kind !== "exemption.extended") return
  const cases = Register.exemptionsOf(after, member)
  const period = cases.find(each => each.exemption === exemption)?.period
  if (period === undefined) return
  const overlapping = cases.filter(
    each => each.exemption !== exemption && each.period !== undefined && Period.overlaps(each.period, period)
  )
  if (overlapping.length > 0) {
    const field = fact.kind === "exemption.granted" ? "from" : "until"
    report(
      "exemption-overlap",
      field,
      [member, exemption, ...overlapping.map(each => each.exemption)],
      overlapping.flatMap(each => each.positions)
    )
  }
}

const checkHolder = ({ after, own, report }: Context, { unit, office, member }: Fact.Of<"office.held">): void => {
  if (office !== "secretary" && office !== "post-commander") return
  const terms = officeTerms(after, unit, office)
  const mine = terms.find(({ position }) => position === own)
  const others = terms.filter(term => term.member !== member && mine !== undefined && Period.overlaps(term.period, mine.period))
  if (others.length > 0)
    report(
      "second-secretary",
      "member",
      [unit, member],
      others.map(({ position }) => position)
    )
}
