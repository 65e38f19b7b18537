/**
 * Something that happened on a day, to somebody or some unit, on the authority of an instrument. Facts are only ever added.
 *
 * A fact is plain JSON: `kind`, `version`, `on` (the day it happened) and the fields of its kind, with `until` always excluded. What is wrong
 * with a single fact cannot be built: `make` throws, `decode` and `parse` say which field and why, never with the value. Every version ever
 * released decodes; a kind that nobody here knows is kept as `Unread`, never dropped.
 *
 * @since 0.1.0
 */
import { type Brand, Result } from "effect"
import type { MemberId, UnitId } from "../Id.ts"
import * as correction from "./correction.ts"
import type { Tag } from "./kind.ts"
import { FactError, reader, Unread } from "./reading.ts"

// model

/**
 * All kinds of fact with their schemas, tags and labels, in the order of their themes.
 *
 * @since 0.1.0
 */
export const kinds = [...correction.plainKinds, ...correction.kinds] as const

/** A fact of any kind. */
export type Fact = (typeof kinds)[number]["schema"]["Type"]

/** The name of a kind, such as `member.admitted`. */
export type Kind = Fact["kind"]

/** The fact of one kind. */
export type Of<K extends Kind> = Extract<Fact, { readonly kind: K }>

/** A fact that is no correction and no retraction. */
export type Plain = correction.PlainFact

export type { Tag } from "./kind.ts"
export { FactError, Unread } from "./reading.ts"

// constructors

/** What `make` takes: the version may be left out, and days and ids may be plain literals. */
export type Input<K extends Kind> = Unbranded<Omit<Of<K>, "version">>

/**
 * A fact from literals in source; throws a `FactError` on a programmer's mistake.
 *
 * @example
 * Fact.make({ kind: "member.died", on: "2021-03-01", member: "m-1" }).version // => 1
 * @since 0.1.0
 */
export const make = <const K extends Kind>(input: Input<K> & { readonly kind: K }): Of<K> =>
  Result.getOrThrow(parse(Object.assign({ version: definitions.get(input.kind)?.version }, input))) as Of<K> // sound: parse keeps the kind

/**
 * Reads a fact of a kind known here from any input.
 *
 * @example
 * const died = { kind: "member.died", version: 1, on: "2021-02-31", member: "m-1" }
 * Result.isFailure(Fact.parse(died)) // => true
 * @since 0.1.0
 */
export const parse = (input: unknown): Result.Result<Fact, FactError> => {
  const read = decode(input)
  if (Result.isFailure(read)) return Result.fail(read.failure)
  return read.success instanceof Unread
    ? Result.fail(
        new FactError({
          kind: read.success.kind,
          issues: [{ field: "kind", problem: "Expected a kind and version that this release knows" }]
        })
      )
    : Result.succeed(read.success)
}

/**
 * Reads a stored fact: every version ever released, and as `Unread` what this release does not know.
 *
 * @since 0.1.0
 */
export const decode: (input: unknown) => Result.Result<Fact | Unread, FactError> = reader<Fact>(kinds)

// operations

/**
 * The tags of a fact: subject and invariant, as in `membership:m-1`. A correction carries the tags of what it puts in place, too.
 *
 * @example
 * Fact.tags(Fact.make({ kind: "member.died", on: "2021-03-01", member: "m-1" })) // => ["membership:m-1"]
 * @since 0.1.0
 */
export const tags = (fact: Fact): ReadonlyArray<Tag> => {
  const own = definitions.get(fact.kind)?.tags(fact) ?? []
  return fact.kind === "correction.made" ? [...own, ...tags(fact.replacement)] : own
}

/**
 * What a kind is called.
 *
 * @example
 * Fact.label("member.died").vi // => "từ trần"
 * @since 0.1.0
 */
export const label = (kind: Kind): { readonly vi: string; readonly en: string } => definitions.get(kind)?.label ?? { vi: kind, en: kind }

/**
 * A fact in two parts: what may be read by all who read the journal, and the personal payload with the person that it belongs to. A
 * correction's replacement is split where it stands.
 *
 * @since 0.1.0
 */
export const split = (fact: Fact): { readonly open: unknown; readonly personal?: { readonly of: MemberId; readonly payload: unknown } } => {
  const holder = fact.kind === "correction.made" ? fact.replacement : fact
  if (!("personal" in holder) || holder.personal === undefined || holder.member === undefined) return { open: fact }
  const { personal, ...rest } = holder
  const open = fact.kind === "correction.made" ? { ...fact, replacement: rest } : rest
  return { open, personal: { of: holder.member, payload: personal } }
}

/**
 * Puts the two parts of a stored fact together again.
 *
 * @since 0.1.0
 */
export const join = (open: unknown, payload: unknown): unknown => {
  if (!isRecord(open)) return open
  return isRecord(open.replacement) ? { ...open, replacement: { ...open.replacement, personal: payload } } : { ...open, personal: payload }
}

/**
 * The person whose payload a fact carries, or would carry had it not been erased: the member beside it.
 *
 * @since 0.1.0
 */
export const holder = (fact: Fact | Unread): MemberId | undefined => {
  const whole: unknown = fact instanceof Unread ? fact.stored : fact
  const part = isRecord(whole) && isRecord(whole.replacement) ? whole.replacement : whole
  // sound: `member` is a member's id in every kind, of this release and of others, by the format of payloads
  return isRecord(part) && typeof part.member === "string" ? (part.member as MemberId) : undefined
}

/**
 * The members that a fact names, each once.
 *
 * @since 0.1.0
 */
export const members = (fact: Fact): ReadonlyArray<MemberId> => {
  const own = "member" in fact && fact.member !== undefined ? [fact.member] : []
  switch (fact.kind) {
    case "transfer.collective":
      return fact.members
    case "correction.made":
      return members(fact.replacement)
    case "contact.made":
      return fact.by === undefined ? own : [...own, fact.by]
    case "meeting.held": {
      const a = fact.attendance
      return a === undefined ? [] : [...a.present, ...a.excused, ...a.absent, ...(a.specialDuty ?? []), ...(a.guests ?? [])]
    }
    case "ballot.held":
      return fact.about === undefined ? [] : [fact.about]
    default:
      return own
  }
}

/**
 * The units that a fact names, each once.
 *
 * @since 0.1.0
 */
export const units = (fact: Fact): ReadonlyArray<UnitId> => {
  if (fact.kind === "correction.made") return units(fact.replacement)
  const named: Array<unknown> = []
  for (const field of ["unit", "cell", "post", "parent", "committee", "from", "to", "by", "into", "units", "part"] as const) {
    const value: unknown = (fact as unknown as Record<string, unknown>)[field] // sound: read only, checked below
    if (Array.isArray(value)) named.push(...value)
    else if (typeof value === "string" && !(field === "by" && notUnitBy.has(fact.kind)) && !/^\d{4}-\d{2}-\d{2}$/.test(value))
      named.push(value)
  }
  // sound: those fields hold unit ids in every kind but those that the conditions above leave out
  return [...new Set(named.filter(value => value !== "outside"))] as ReadonlyArray<UnitId>
}

// internal

/** In these kinds `by` names no unit. */
const notUnitBy: ReadonlySet<string> = new Set(["contact.made", "meeting.scored"])

type Definition = {
  readonly version: number
  readonly tags: (fact: never) => ReadonlyArray<Tag>
  readonly label: { readonly vi: string; readonly en: string }
}
// sound: a definition is only ever called with a fact of its own kind, which is the key of the map
const definitions = new Map<string, { readonly tags: (fact: Fact) => ReadonlyArray<Tag> } & Pick<Definition, "label" | "version">>(
  kinds.map(kind => [kind.kind, kind as never])
)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value)

type Unbranded<T> =
  T extends Brand.Brand<string>
    ? T extends number
      ? number
      : string
    : T extends ReadonlyArray<infer A>
      ? ReadonlyArray<Unbranded<A>>
      : T extends object
        ? { readonly [P in keyof T]: Unbranded<T[P]> }
        : T
