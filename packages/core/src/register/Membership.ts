/**
 * Who belongs where, and since when: rolls, standing, temporary activity, suspension, details.
 *
 * @since 0.1.0
 */
import type * as Fact from "../fact/Fact.ts"
import * as Hierarchy from "../Hierarchy.ts"
import type { MemberId, TransferId, UnitId } from "../Id.ts"
import { outside } from "../Id.ts"
import * as Known from "../Known.ts"
import type { Details } from "../Member.ts"
import type { PlainDate } from "../PlainDate.ts"
import * as Timeline from "../Timeline.ts"
import { foldLife, type Life, type Standing, standingIn } from "./Life.ts"
import { type Register, remember, tagged } from "./State.ts"

// model

/** Temporary activity in a cell (or outside the organisation), while the member counts at home. */
export interface TemporaryCell {
  readonly cell: UnitId | typeof outside
  readonly from: PlainDate
  readonly until?: PlainDate
  readonly transfer: TransferId
}

/** A suspension from activity. */
export interface Suspension {
  readonly from: PlainDate
  readonly until?: PlainDate
  readonly detained: boolean
}

// operations

/**
 * Every member of whom a fact about membership, a transfer or details is known.
 *
 * @since 0.1.0
 */
export const members = remember(
  (register: Register): ReadonlyArray<MemberId> => [
    // sound: what follows the colon of these tags is a member's id
    ...new Set(
      [...register.index.tag.keys()]
        .filter(tag => /^(membership|details):/.test(tag))
        .map(tag => tag.slice(tag.indexOf(":") + 1) as MemberId)
    )
  ]
)

/**
 * The members on the rolls of a unit and of all below it. Temporary members count at home; guests nowhere but there.
 *
 * @since 0.1.0
 */
export const membersOf = (register: Register, unit: UnitId, day: PlainDate): ReadonlyArray<MemberId> => {
  const roster = rosterOn(register, day)
  if (Hierarchy.unitOn(register.hierarchy, unit, day) === undefined) return []
  return [unit, ...Hierarchy.descendants(register.hierarchy, unit, day)].flatMap(each => roster.get(each) ?? [])
}

/**
 * The cell on whose roll a member stands. When cells merge their rolls go along; a cell closed or split leaves its members on no roll until
 * they are transferred.
 *
 * @since 0.1.0
 */
export const cellOf = (register: Register, member: MemberId, day: PlainDate): UnitId | undefined => {
  const recorded = Timeline.at(lifeOf(register, member).rolls, day)
  return recorded === undefined ? undefined : Hierarchy.mergedInto(register.hierarchy, recorded, day)
}

/**
 * The rolls on which a member was recorded, before mergers of cells are followed.
 *
 * @since 0.2.0
 */
export const rollsOf = (register: Register, member: MemberId): Timeline.Timeline<UnitId> => lifeOf(register, member).rolls

/**
 * Where a member is temporarily active on a day, if anywhere.
 *
 * @since 0.1.0
 */
export const temporaryCellOf = (register: Register, member: MemberId, day: PlainDate): TemporaryCell | undefined => {
  const span = Timeline.spanAt(lifeOf(register, member).temporary, day)
  if (span === undefined) return undefined
  const { value, ...period } = span
  const cell = value.cell === outside ? outside : Hierarchy.mergedInto(register.hierarchy, value.cell, day)
  return cell === undefined ? undefined : { cell, ...period, transfer: value.transfer }
}

/**
 * Where a membership stands on a day; `undefined` for a member of whom nothing is known.
 *
 * @since 0.1.0
 */
export const standing = (register: Register, member: MemberId, day: PlainDate): Standing | undefined =>
  tagged(register, `membership:${member}`).length === 0 && tagged(register, `details:${member}`).length === 0
    ? undefined
    : standingIn(lifeOf(register, member), day)

/**
 * The suspension from activity that a member is under on a day, if any.
 *
 * @since 0.1.0
 */
export const suspendedOn = (register: Register, member: MemberId, day: PlainDate): Suspension | undefined => {
  const span = Timeline.spanAt(lifeOf(register, member).suspended, day)
  if (span === undefined) return undefined
  const { value, ...period } = span
  return { ...period, ...value }
}

/**
 * The day since which a member is on the education list, where they are on it on the day asked for.
 *
 * @since 0.1.0
 */
export const educationListedOn = (register: Register, member: MemberId, day: PlainDate): PlainDate | undefined => {
  const entries = Known.ofKind(tagged(register, `education:${member}`), "member.education-listed", "member.education-unlisted")
  return Timeline.spanAt(
    Timeline.build(entries.map(({ fact }) => ({ on: fact.on, value: fact.kind === "member.education-listed" ? true : undefined }))),
    day
  )?.from
}

/**
 * What identifies a member on a day: of each field the latest that was recorded. Personal.
 *
 * @since 0.1.0
 */
export const detailsOf = (register: Register, member: MemberId, day: PlainDate): Details =>
  Object.assign(
    {},
    ...Known.ofKind(tagged(register, `details:${member}`), "member.details-changed")
      .filter(({ fact }) => fact.on <= day)
      .map(({ fact }) => fact.personal)
  )

/**
 * The badges awarded to a member, in order.
 *
 * @since 0.1.0
 */
export const badgesOf = (register: Register, member: MemberId): ReadonlyArray<Known.Entry<Fact.Of<"member.badge-awarded">>> =>
  Known.ofKind(tagged(register, `badge:${member}`), "member.badge-awarded")

/**
 * A member through time.
 *
 * @since 0.1.0
 */
export const lifeOf = (register: Register, member: MemberId): Life => {
  const known = lives(register)
  const life = known.get(member) ?? foldLife(tagged(register, `membership:${member}`), member)
  known.set(member, life)
  return life
}

/**
 * The first day from a day on from which a member belongs to the organisation no longer, if that came.
 *
 * @since 0.1.0
 */
export const gone = (register: Register, member: MemberId, from: PlainDate): PlainDate | undefined =>
  lifeOf(register, member).ended.find(span => span.from > from || span.until === undefined || span.until > from)?.from

// internal

const lives = remember((_: Register) => new Map<MemberId, Life>())
const rosters = remember((_: Register) => new Map<PlainDate, ReadonlyMap<UnitId, ReadonlyArray<MemberId>>>())
const rostersKept = 32

const rosterOn = (register: Register, day: PlainDate): ReadonlyMap<UnitId, ReadonlyArray<MemberId>> => {
  const kept = rosters(register)
  const known = kept.get(day)
  if (known !== undefined) return known
  const roster = new Map<UnitId, Array<MemberId>>()
  for (const member of members(register)) {
    const cell = cellOf(register, member, day)
    if (cell === undefined) continue
    const roll = roster.get(cell)
    if (roll === undefined) roster.set(cell, [member])
    else roll.push(member)
  }
  const oldest = kept.keys().next().value
  if (kept.size >= rostersKept && oldest !== undefined) kept.delete(oldest)
  kept.set(day, roster)
  return roster
}
