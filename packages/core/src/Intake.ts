/**
 * What cannot be, given all that is known: invariants across facts, and what an append must expect unchanged.
 *
 * A single fact that is wrong in itself cannot be built; here facts are held against each other. Those to be checked are taken as recorded
 * after the register, all together, so that their order among themselves does not matter. A live entry refuses what has violations; an
 * import lists them. Whether something ought to be is not asked here: that is a matter of rules.
 *
 * @since 0.1.0
 */
import * as Fact from "./fact/Fact.ts"
import { OperationId, Position } from "./Id.ts"
import { checkBelonging } from "./intake/Belonging.ts"
import { checkCases } from "./intake/Cases.ts"
import { checkOrganisation } from "./intake/Organisation.ts"
import { type Code, type Context, Violation } from "./intake/Violation.ts"
import * as Journal from "./Journal.ts"
import * as Register from "./Register.ts"

export { type Code, codes, Violation } from "./intake/Violation.ts"

// model

/** The violations, in order of the facts; and what a `Batch` must expect so that the check still holds when it is appended. */
export interface Checked {
  readonly violations: ReadonlyArray<Violation>
  readonly expecting: { readonly tags: ReadonlyArray<Fact.Tag>; readonly since: Position }
}

// operations

/**
 * Checks facts against a register and against each other.
 *
 * @example
 * const register = Register.build([], { knownAt: "latest" })
 * const recognised = Fact.make({ kind: "member.recognised", on: "2021-03-01", member: "m-1" })
 * Intake.check(register, [recognised]).violations.map(violation => violation.code) // => ["unknown-member"]
 * @since 0.1.0
 */
export const check = (register: Register.Register, facts: ReadonlyArray<Fact.Fact>): Checked => {
  const after = Register.extend(
    register,
    facts.map((fact, index) => provisional(register, fact, index))
  )
  const violations: Array<Violation> = []
  const tags = new Set<Fact.Tag>()
  facts.forEach((fact, index) => {
    for (const tag of [...Fact.tags(fact), ...relied(register, fact)]) tags.add(tag)
    const context = contextOf(register, after, fact, index, violations)
    if (context !== undefined) for (const checkAll of [checkOrganisation, checkBelonging, checkCases]) checkAll(context)
  })
  return { violations, expecting: { tags: [...tags], since: register.position } }
}

// internal

const provisional = (register: Register.Register, fact: Fact.Fact, index: number): Journal.Recorded => ({
  position: Position.make(register.position + index + 1),
  recordedAt: Journal.Instant.make("9999-12-31T23:59:59.999Z"),
  recordedBy: "intake",
  operation: OperationId.make("intake"),
  source: "intake",
  fact,
  digest: register.head.digest
})

/** The tags that checks of a fact read, besides its own. */
const relied = (register: Register.Register, fact: Fact.Fact): ReadonlyArray<Fact.Tag> => {
  const target = targetOf(fact)
  const corrected = target === undefined ? undefined : Register.factAt(register, target)?.fact
  return [
    ...(corrected === undefined ? [] : Fact.tags(corrected)),
    ...Fact.units(fact).map(unit => `unit:${unit}` as const),
    ...Fact.members(fact).map(member => `membership:${member}` as const)
  ]
}

const targetOf = (fact: Fact.Fact): Position | undefined =>
  fact.kind === "correction.made" ? fact.corrects : fact.kind === "correction.retracted" ? fact.retracts : undefined

/** A correction is checked as what it puts in place, where it puts it; a retraction puts nothing anywhere. */
const contextOf = (
  register: Register.Register,
  after: Register.Register,
  fact: Fact.Fact,
  index: number,
  violations: Array<Violation>
): Context | undefined => {
  const report = (code: Code, field: string, subjects: ReadonlyArray<string>, positions: ReadonlyArray<Position> = []) => {
    violations.push(new Violation({ code, fact: index, field, subjects, positions }))
  }
  const target = targetOf(fact)
  if (target !== undefined) {
    const field = fact.kind === "correction.made" ? "corrects" : "retracts"
    if (register.known.corrections.includes(target)) report("correction-of-correction", field, [`${target}`])
    else if (!exists(register, target)) report("correction-target-missing", field, [`${target}`])
    else if (fact.kind === "correction.made") return { after, own: target, fact: fact.replacement, report }
    return undefined
  }
  if (fact.kind === "correction.made" || fact.kind === "correction.retracted" || fact.kind === "personal.erased") return undefined
  return { after, own: Position.make(register.position + index + 1), fact, report }
}

const exists = (register: Register.Register, target: Position): boolean =>
  Register.factAt(register, target) !== undefined ||
  [...register.unread, ...register.known.retracted].some(({ position }) => position === target)
