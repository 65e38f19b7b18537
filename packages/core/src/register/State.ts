/**
 * What a register holds: the entries known at a point, indexed by whom, what and how they concern.
 *
 * @since 0.1.0
 */
import * as Fact from "../fact/Fact.ts"
import * as Hierarchy from "../Hierarchy.ts"
import type { Position } from "../Id.ts"
import type * as Journal from "../Journal.ts"
import * as Known from "../Known.ts"

// model

/** What is true of the organisation on any day, as known at one point of the journal. */
export interface Register {
  /** The last position considered; 0 before the first. */
  readonly position: Position
  readonly head: Journal.Head
  readonly hierarchy: Hierarchy.Hierarchy
  /** Records that this release cannot read. */
  readonly unread: ReadonlyArray<Known.UnreadRecord>
  /** Corrections without effect. */
  readonly dangling: ReadonlyArray<Known.Dangling>
  readonly known: Known.Known
  readonly index: Index
}

type Bucket = ReadonlyArray<Known.Entry>

/** Entries by member, unit, kind and tag, each list in order of the day, then of the position. */
export interface Index {
  readonly member: ReadonlyMap<string, Bucket>
  readonly unit: ReadonlyMap<string, Bucket>
  readonly kind: ReadonlyMap<string, Bucket>
  readonly tag: ReadonlyMap<string, Bucket>
}

// constructors

/**
 * The register as known at a point, which is never left to a default.
 *
 * @since 0.1.0
 */
export const build = (recorded: Iterable<Journal.Recorded>, options: { readonly knownAt: Known.KnownAt }): Register => {
  const known = Known.at(recorded, options.knownAt)
  return make(known, Hierarchy.build(known.entries), extendIndex(emptyIndex, known.entries, []))
}

/**
 * Goes on from a register: records at or before its position are passed over. The result equals a register built from all of them; the
 * register given stays as it was.
 *
 * @since 0.1.0
 */
export const extend = (register: Register, recorded: Iterable<Journal.Recorded>): Register => {
  const { known, added, removed } = Known.extend(register.known, recorded)
  if (known === register.known) return register
  const reshaped = [...added, ...removed].some(({ fact }) => shaping.has(fact.kind))
  return make(known, reshaped ? Hierarchy.build(known.entries) : register.hierarchy, extendIndex(register.index, added, removed))
}

/**
 * The register of what is known already: for a store that keeps facts as corrected, and gives some of them. `upon` is a register of other
 * facts as known at the same point, which the result holds too.
 *
 * @since 0.2.0
 */
export const fromKnown = (known: Known.Known, upon?: Register): Register => {
  if (upon === undefined) return make(known, Hierarchy.build(known.entries), extendIndex(emptyIndex, known.entries, []))
  const held = new Set(upon.known.entries.map(({ position }) => position))
  const added = known.entries.filter(({ position }) => !held.has(position))
  const entries = [...upon.known.entries, ...added].sort(Known.inOrder)
  const reshaped = added.some(({ fact }) => shaping.has(fact.kind))
  return make({ ...known, entries }, reshaped ? Hierarchy.build(entries) : upon.hierarchy, extendIndex(upon.index, added, []))
}

// operations

/**
 * The entries that concern a subject in any way, in order: what a measure aggregates over. The subject is a member or a unit; else an
 * exemption, transfer, assignment, meeting, ballot, inspection or finding.
 *
 * @since 0.1.0
 */
export const entriesOf = (register: Register, subject: string): Bucket => {
  const [asMember, asUnit] = [register.index.member.get(subject) ?? [], register.index.unit.get(subject) ?? []]
  if (asUnit.length === 0 && asMember.length > 0) return asMember
  if (asUnit.length > 0 && asMember.length === 0) return asUnit
  const found = asUnit.length > 0 ? [...asMember, ...asUnit] : cases.flatMap(prefix => tagged(register, `${prefix}:${subject}`))
  return [...new Set(found)].sort(Known.inOrder)
}

/**
 * The entry of the record at a position, as corrected; `undefined` where it was retracted, unread, a correction, or not known.
 *
 * @since 0.1.0
 */
export const factAt = (register: Register, position: Position): Known.Entry | undefined => {
  const found = positions.get(register) ?? new Map(register.known.entries.map(entry => [entry.position, entry] as const))
  positions.set(register, found)
  return found.get(position)
}

/**
 * The entries of one kind, in order.
 *
 * @since 0.1.0
 */
export const entriesOfKind = <K extends Fact.Plain["kind"]>(
  register: Register,
  kind: K
): ReadonlyArray<Known.Entry<Extract<Fact.Plain, { readonly kind: K }>>> => Known.ofKind(register.index.kind.get(kind) ?? [], kind)

/**
 * The entries with a tag, in order.
 *
 * @since 0.1.0
 */
export const tagged = (register: Register, tag: Fact.Tag): Bucket => register.index.tag.get(tag) ?? []

/**
 * Remembers what a function of a register answered, for as long as the register lives.
 *
 * @since 0.1.0
 */
export const remember = <A>(compute: (register: Register) => A): ((register: Register) => A) => {
  const answers = new WeakMap<Register, { readonly value: A }>()
  return register => {
    const answer = answers.get(register) ?? { value: compute(register) }
    answers.set(register, answer)
    return answer.value
  }
}

// internal

const cases = ["exemption", "transfer", "assignment", "meeting", "ballot", "inspection", "finding"] as const
const shaping: ReadonlySet<string> = new Set(Hierarchy.kinds)
const positions = new WeakMap<Register, ReadonlyMap<Position, Known.Entry>>()
const emptyIndex: Index = { member: new Map(), unit: new Map(), kind: new Map(), tag: new Map() }

const make = (known: Known.Known, hierarchy: Hierarchy.Hierarchy, index: Index): Register => ({
  position: known.head.position,
  head: known.head,
  hierarchy,
  unread: known.unread,
  dangling: known.dangling,
  known,
  index
})

const keys = {
  member: (fact: Fact.Plain) => Fact.members(fact),
  unit: (fact: Fact.Plain) => Fact.units(fact),
  kind: (fact: Fact.Plain) => [fact.kind],
  tag: (fact: Fact.Plain) => Fact.tags(fact)
}

const extendIndex = (index: Index, added: Bucket, removed: Bucket): Index => ({
  member: extendBuckets(index.member, added, removed, keys.member),
  unit: extendBuckets(index.unit, added, removed, keys.unit),
  kind: extendBuckets(index.kind, added, removed, keys.kind),
  tag: extendBuckets(index.tag, added, removed, keys.tag)
})

const extendBuckets = (
  buckets: ReadonlyMap<string, Bucket>,
  added: Bucket,
  removed: Bucket,
  keysOf: (fact: Fact.Plain) => ReadonlyArray<string>
): ReadonlyMap<string, Bucket> => {
  const touched = new Map<string, Array<Known.Entry>>()
  const touch = (key: string): Array<Known.Entry> => {
    const bucket = touched.get(key) ?? [...(buckets.get(key) ?? [])]
    touched.set(key, bucket)
    return bucket
  }
  const gone = new Set(removed)
  for (const entry of removed) for (const key of keysOf(entry.fact)) touch(key)
  if (gone.size > 0)
    for (const [key, bucket] of touched)
      touched.set(
        key,
        bucket.filter(entry => !gone.has(entry))
      )
  for (const entry of added) {
    for (const key of keysOf(entry.fact)) {
      const bucket = touch(key)
      if (bucket.at(-1) !== entry) bucket.push(entry) // a fact may name the same key twice
    }
  }
  for (const bucket of touched.values()) if (!isOrdered(bucket)) bucket.sort(Known.inOrder)
  if (buckets.size === 0) return touched
  const all = new Map(buckets)
  for (const [key, bucket] of touched) all.set(key, bucket)
  return all
}

const isOrdered = (bucket: Bucket): boolean =>
  bucket.every((entry, index) => {
    const before = bucket[index - 1]
    return before === undefined || Known.inOrder(before, entry) <= 0
  })
