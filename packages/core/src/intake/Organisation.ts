/**
 * Invariants of units: that those named exist on the day, and are of a kind that can do what the fact says.
 *
 * @since 0.1.0
 */
import * as Fact from "../fact/Fact.ts"
import * as Hierarchy from "../Hierarchy.ts"
import type { UnitId } from "../Id.ts"
import * as Known from "../Known.ts"
import * as Register from "../Register.ts"
import * as Unit from "../Unit.ts"
import type { Context } from "./Violation.ts"

/**
 * Reports what is wrong with the units that a fact names.
 *
 * @since 0.1.0
 */
export const checkOrganisation = (context: Context): void => {
  const { fact } = context
  for (const [field, unit] of unitsIn(fact)) {
    if (fact.kind === "unit.founded" && field === "unit") checkFounded(context, unit)
    else if (ending.has(`${fact.kind} ${field}`)) checkEnded(context, field, unit)
    else checkNamed(context, field, unit)
  }
  checkCode(context)
  checkCycle(context)
}

// internal

/** Fields that name units which cease by the fact itself. */
const ending: ReadonlySet<string> = new Set(["unit.closed unit", "unit.merged units", "unit.split unit"])

/** Fields that may look back on a unit which has ceased. */
const lookingBack = (fact: Fact.Plain, field: string): boolean => field === "from" || backward.has(`${fact.kind} ${field}`)
const backward: ReadonlySet<string> = new Set([
  "unit.part-transferred unit",
  "office.ended unit",
  "oversight.charge-ended cell",
  "meeting.scored unit",
  "evaluation.criteria-scored unit",
  "evaluation.self-graded unit",
  "evaluation.proposed unit",
  "evaluation.decided unit",
  "discipline.imposed unit"
])

/** Fields that name the roll which a member comes onto. */
const rolls: ReadonlySet<string> = new Set([
  "member.admitted cell",
  "member.enrolled cell",
  "member.restored cell",
  "transfer.received to",
  "transfer.collective to"
])

const fields = ["unit", "cell", "post", "parent", "committee", "from", "to", "by", "into", "units", "part"] as const

const unitsIn = (fact: Fact.Plain): ReadonlyArray<readonly [string, UnitId]> => {
  const units = new Set<unknown>(Fact.units(fact))
  return fields.flatMap(field => {
    const value: unknown = Reflect.get(fact, field)
    // sound: what is in the set was a UnitId in it
    return (Array.isArray(value) ? value : [value]).filter((each): each is UnitId => units.has(each)).map(unit => [field, unit] as const)
  })
}

const checkNamed = ({ after, fact, report }: Context, field: string, unit: UnitId): void => {
  const found = Hierarchy.unitOn(after.hierarchy, unit, fact.on)
  if (found === undefined) {
    const founded = after.hierarchy.histories.get(unit)?.states.some(({ from }) => from <= fact.on) ?? false
    if (!founded) report("unknown-unit", field, [unit])
    else if (!lookingBack(fact, field))
      report(
        "unit-not-in-being",
        field,
        [unit],
        endings(after, unit).map(({ position }) => position)
      )
    return
  }
  if (rolls.has(`${fact.kind} ${field}`) && !Unit.hasRoll(found.kind)) report("not-a-roll", field, [unit])
  const needsPost = fact.kind === "border.assigned" || fact.kind === "border.households-assigned"
  if (needsPost && field === "post" && found.kind !== "border-post") report("not-a-post", field, [unit])
}

const endings = (register: Register.Register, unit: UnitId) =>
  Known.ofKind(Register.tagged(register, `unit:${unit}`), "unit.closed", "unit.merged", "unit.split").filter(({ fact }) =>
    fact.kind === "unit.merged" ? fact.units.includes(unit) : fact.unit === unit
  )

const foundings = (register: Register.Register, unit: UnitId) => Known.ofKind(Register.tagged(register, `unit:${unit}`), "unit.founded")

const checkFounded = ({ after, own, fact, report }: Context, unit: UnitId): void => {
  const ends = endings(after, unit)
  const standing = foundings(after, unit).filter(
    ({ position, fact: { on } }) =>
      position !== own &&
      !ends.some(end => (on < fact.on ? on <= end.fact.on && end.fact.on <= fact.on : fact.on <= end.fact.on && end.fact.on <= on))
  )
  if (standing.length > 0)
    report(
      "duplicate-id",
      "unit",
      [unit],
      standing.map(({ position }) => position)
    )
}

const checkEnded = ({ after, own, fact, report }: Context, field: string, unit: UnitId): void => {
  const founded = foundings(after, unit).filter(({ fact: { on } }) => on <= fact.on)
  if (founded.length === 0) report("unknown-unit", field, [unit])
  const again = foundings(after, unit).map(entry => entry.fact.on)
  const [first, last] = [(a: string, b: string) => (a < b ? a : b), (a: string, b: string) => (a < b ? b : a)]
  const ended = endings(after, unit).filter(
    ({ position, fact: { on } }) => position !== own && !again.some(day => day > first(on, fact.on) && day <= last(on, fact.on))
  )
  if (ended.length > 0)
    report(
      "unit-not-in-being",
      field,
      [unit],
      ended.map(({ position }) => position)
    )
}

const checkCode = ({ after, own, fact, report }: Context): void => {
  if ((fact.kind !== "unit.founded" && fact.kind !== "unit.recoded") || fact.code === undefined) return
  const { code, unit, on } = fact
  const others = Register.tagged(after, `code:${code}`).filter(({ position, fact: other }) => {
    if (position === own || (other.kind !== "unit.founded" && other.kind !== "unit.recoded") || other.unit === unit) return false
    return Hierarchy.unitOn(after.hierarchy, other.unit, on)?.code === code
  })
  if (others.length > 0)
    report(
      "code-in-use",
      "code",
      [unit],
      others.map(({ position }) => position)
    )
}

const checkCycle = ({ after, fact, report }: Context): void => {
  const [field, units] = moved(fact)
  const round = units.filter(unit => Hierarchy.ancestors(after.hierarchy, unit, fact.on).includes(unit))
  if (round.length > 0) report("cycle-in-hierarchy", field, round)
}

const moved = (fact: Fact.Plain): readonly [string, ReadonlyArray<UnitId>] => {
  switch (fact.kind) {
    case "unit.founded":
    case "unit.moved":
      return ["parent", [fact.unit]]
    case "unit.part-transferred":
      return ["part", fact.part]
    case "unit.merged":
      return ["into", [fact.into]]
    default:
      return ["", []]
  }
}
