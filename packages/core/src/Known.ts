/**
 * What was known at a point of the journal: the facts as corrected by then, in the order in which they happened.
 *
 * A correction replaces the effect of the record that it names, a retraction takes it away, and the latest known of the two wins: a
 * correction after a retraction puts a record back. Neither changes what was known before it was recorded. Facts that this release cannot
 * read are listed, never dropped in silence.
 *
 * @since 0.1.0
 */
import * as Fact from "./fact/Fact.ts"
import type { Position } from "./Id.ts"
import * as Journal from "./Journal.ts"
import * as PlainDate from "./PlainDate.ts"

// model

/** The point: a position (included), a moment of recording (included), or all there is. */
export type KnownAt = Position | Journal.Instant | "latest"

/** A fact as it was known; `position` and `recordedAt` are those of the record first made, `correctedBy` of its correction. */
export interface Entry<F extends Fact.Plain = Fact.Plain> {
  readonly position: Position
  readonly recordedAt: Journal.Instant
  readonly fact: F
  readonly correctedBy?: Position
}

/** A record that this release cannot read. */
export interface UnreadRecord {
  readonly position: Position
  readonly recordedAt: Journal.Instant
  readonly kind: string
  readonly version: number
}

/** A correction or retraction that took no effect, as `target` is no earlier record, or is a correction itself. */
export interface Dangling {
  readonly position: Position
  readonly target: Position
}

/** All that was known: `entries` in order of the day, then of the position; `head` is the last record considered. */
export interface Known {
  readonly entries: ReadonlyArray<Entry>
  readonly unread: ReadonlyArray<UnreadRecord>
  readonly retracted: ReadonlyArray<{ readonly position: Position; readonly recordedAt: Journal.Instant }>
  /** The positions of all corrections and retractions, whether they took effect or not. */
  readonly corrections: ReadonlyArray<Position>
  readonly dangling: ReadonlyArray<Dangling>
  readonly head: Journal.Head
}

// constructors

/**
 * What was known before anything was recorded.
 *
 * @since 0.1.0
 */
export const nothing: Known = { entries: [], unread: [], retracted: [], corrections: [], dangling: [], head: Journal.emptyHead }

/**
 * What was known at a point. The records may come in any order; a gap in their positions is taken for records that say nothing.
 *
 * @since 0.1.0
 */
export const at = (recorded: Iterable<Journal.Recorded>, knownAt: KnownAt): Known => {
  const until = (record: Journal.Recorded) =>
    knownAt === "latest" || (typeof knownAt === "number" ? record.position <= knownAt : record.recordedAt <= knownAt)
  return extend(nothing, [...recorded].filter(until)).known
}

// operations

/**
 * Goes on from what was known: records at or before its head are passed over. `added` and `removed` are the entries that differ.
 *
 * @since 0.1.0
 */
export const extend = (
  known: Known,
  recorded: Iterable<Journal.Recorded>
): { readonly known: Known; readonly added: ReadonlyArray<Entry>; readonly removed: ReadonlyArray<Entry> } => {
  const records = [...recorded].filter(record => record.position > known.head.position).sort((a, b) => a.position - b.position)
  const last = records.at(-1)
  if (last === undefined) return { known, added: [], removed: [] }
  const touched = new Map<Position, State | undefined>()
  const dangling = [...known.dangling]
  const corrections = [...known.corrections]
  const before = earlierStates(known, targets(records))
  for (const { position, recordedAt, fact } of records) {
    if (fact instanceof Fact.Unread) touched.set(position, { position, recordedAt, kind: fact.kind, version: fact.version })
    else if (fact.kind === "correction.made" || fact.kind === "correction.retracted") {
      const target = fact.kind === "correction.made" ? fact.corrects : fact.retracts
      corrections.push(position)
      const state = touched.get(target) ?? before.get(target)
      if (state === undefined) dangling.push({ position, target })
      else {
        const first = { position: target, recordedAt: state.recordedAt }
        touched.set(target, fact.kind === "correction.made" ? { ...first, fact: fact.replacement, correctedBy: position } : first)
      }
    } else if (fact.kind !== "personal.erased") touched.set(position, { position, recordedAt, fact })
  }
  const states = [...touched.values()].filter(state => state !== undefined)
  const removed = [...touched.keys()].map(position => before.get(position)).filter(state => state !== undefined)
  const kept = <S extends State>(list: ReadonlyArray<S>): ReadonlyArray<S> =>
    removed.length === 0 ? list : list.filter(state => !touched.has(state.position))
  const added = states.filter(isEntry)
  return {
    known: {
      entries: [...kept(known.entries), ...added].sort(inOrder),
      unread: [...kept(known.unread), ...states.filter(isUnread)].sort((a, b) => a.position - b.position),
      retracted: [...kept(known.retracted), ...states.filter(state => !isEntry(state) && !isUnread(state))].sort(
        (a, b) => a.position - b.position
      ),
      corrections,
      dangling,
      head: { position: last.position, digest: last.digest }
    },
    added,
    removed: removed.filter(isEntry)
  }
}

/**
 * The order of entries: by day, then by position.
 *
 * @since 0.1.0
 */
export const inOrder = (a: Entry, b: Entry): number => PlainDate.compare(a.fact.on, b.fact.on) || a.position - b.position

/**
 * The entries of some kinds, typed as such.
 *
 * @since 0.1.0
 */
export const ofKind = <K extends Fact.Plain["kind"]>(
  entries: ReadonlyArray<Entry>,
  ...kinds: ReadonlyArray<K>
): ReadonlyArray<Entry<Extract<Fact.Plain, { readonly kind: K }>>> =>
  // the guard compares the very field that tells the union's members apart
  entries.filter(
    (entry): entry is Entry<Extract<Fact.Plain, { readonly kind: K }>> => (kinds as ReadonlyArray<string>).includes(entry.fact.kind) // sound: widened for the comparison only
  )

// internal

/** What a record amounts to: an entry, one that cannot be read, or one that was retracted. */
type State = Entry | UnreadRecord | Known["retracted"][number]

const isEntry = (state: State): state is Entry => "fact" in state
const isUnread = (state: State): state is UnreadRecord => "version" in state

const targets = (records: ReadonlyArray<Journal.Recorded>): ReadonlySet<Position> =>
  new Set(
    records.flatMap(({ fact }) =>
      fact instanceof Fact.Unread
        ? []
        : fact.kind === "correction.made"
          ? [fact.corrects]
          : fact.kind === "correction.retracted"
            ? [fact.retracts]
            : []
    )
  )

const earlierStates = (known: Known, wanted: ReadonlySet<Position>): ReadonlyMap<Position, State> => {
  const found = new Map<Position, State>()
  if (wanted.size === 0) return found
  for (const list of [known.entries, known.unread, known.retracted]) {
    for (const state of list) if (wanted.has(state.position)) found.set(state.position, state)
  }
  return found
}
