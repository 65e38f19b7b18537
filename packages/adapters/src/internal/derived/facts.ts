/**
 * The facts that functions are given: for some subjects at a time, of the kinds that are read, in a small register.
 *
 * - Whatever shapes the organisation, once for all.
 * - The first fact of each kind, which tells since when it is recorded at all.
 * - Facts about the subject, and the whole of each case (exemption, transfer, assignment, meeting, …) that they belong to.
 * - Of a member: the meetings and ballots of the cells on whose rolls the member ever was, and of those which these merged with.
 * - Of a case: facts about the members that it names, with their cells as above.
 * - Of a unit: facts about the members that its own facts name, but for meetings and ballots elsewhere; of a cell, the same for the groups below it.
 */
import { Fact, Hierarchy, type Journal, Known, Register } from "@chibo/core"
import type { Measure } from "@chibo/rules"
import { Effect, Result } from "effect"
import { isAbout } from "./aggregate.ts"
import { type Database, knownAt } from "./database.ts"
import { selectEntries, toSpanned } from "./entries.ts"
import { few, recent } from "./recent.ts"
import type { Steady } from "./state.ts"

// model

/** Loads what is known at one point. */
export interface Facts {
  /** What shapes the organisation. */
  readonly organisation: Register.Register
  readonly around: (
    kind: Measure.SubjectKind,
    subjects: ReadonlyArray<string>,
    reads: ReadonlyArray<string>
  ) => Effect.Effect<Register.Register, Journal.JournalError>
  /** As `around`, with facts of every kind, and many that do not belong there: what no function may mind. */
  readonly wider: Facts["around"]
  /** The facts that name one subject anywhere; of `kinds` only, those that are about it. */
  readonly naming: (subject: string, kinds: ReadonlyArray<string> | "any") => Effect.Effect<Register.Register, Journal.JournalError>
}

/** What a membership is folded from. */
export const membership: ReadonlyArray<Fact.Kind> = [
  ...(["member.admitted", "member.enrolled", "member.recognised", "member.ceremony-held", "member.restored"] as const),
  ...(["member.suspended", "member.suspension-lifted", "member.struck", "member.expelled", "member.left", "member.died"] as const),
  ...(["transfer.received", "transfer.extended", "transfer.ended", "transfer.collective"] as const)
]

// constructors

/** The facts as known at a position, which the tables must have reached. */
export const open = <E>(database: Database<E>, head: Journal.Head, steady: Steady): Effect.Effect<Facts, Journal.JournalError> =>
  Effect.gen(function* () {
    const { dialect, query } = database
    const { table, list } = dialect
    const kept = recent<Register.Register>(4)
    const firsts = new Map<string, Known.Entry | undefined>()
    const select = (picked: string, ...values: ReadonlyArray<string | number>) =>
      Effect.flatMap(query(selectEntries(dialect, picked), ...values), rows =>
        Effect.fromResult(Result.map(Result.all(rows.map(toSpanned)), found => found.map(({ entry }) => entry)))
      )
    const known = (entries: ReadonlyArray<Known.Entry>): Known.Known => ({
      ...Known.nothing,
      entries: [...entries].sort(Known.inOrder),
      head
    })
    const organisation = Register.fromKnown(
      known(
        yield* steady(
          select(
            `(select held.position, held.known_from from ${list(1)} join ${table("derived_entry")} as held on held.kind = asked.item where ${knownAt(dialect, "held", 2)})`,
            JSON.stringify(Hierarchy.kinds),
            head.position
          )
        )
      )
    )
    const kin = kinOf(organisation)
    const below = belowOf(organisation)

    /** The first entry of each kind, asked for once. */
    const firstOf = (kinds: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        const lacking = kinds.filter(kind => !firsts.has(kind))
        if (lacking.length > 0) {
          const found = yield* steady(
            select(
              `(select held.position, held.known_from from ${list(1)} join ${table("derived_entry")} as held on held.position = (
                select each.position from ${table("derived_entry")} as each
                where each.kind = asked.item and ${knownAt(dialect, "each", 2)} order by each.on_day, each.position limit 1)
              where ${knownAt(dialect, "held", 2)})`,
              JSON.stringify(lacking),
              head.position
            )
          )
          for (const kind of lacking) firsts.set(kind, undefined)
          for (const entry of found) firsts.set(entry.fact.kind, entry)
        }
        return kinds.flatMap(kind => firsts.get(kind) ?? [])
      })

    /** The entries of some kinds about subjects in some roles, but for those that are there already. */
    const about = (roles: ReadonlyArray<string>, subjects: Iterable<string>, reads: ReadonlyArray<string>) => {
      const ids = [...new Set(subjects)]
      if (ids.length === 0 || reads.length === 0) return Effect.succeed([])
      return select(
        `(select distinct held.position, held.known_from from ${list(1)} cross join ${table("derived_subject")} as held
        where held.subject = asked.item and held.kind in (select item from ${list(3)}) and held.role in (select item from ${list(4)}) and ${knownAt(dialect, "held", 2)})`,
        JSON.stringify(ids),
        head.position,
        JSON.stringify(reads),
        JSON.stringify(roles)
      )
    }

    const entriesAround = (kind: Measure.SubjectKind, subjects: ReadonlyArray<string>, reads: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        const elsewhere = reads.filter(each => !isMeeting(each))
        const meetings = reads.filter(isMeeting)
        const found = new Map<number, Known.Entry>()
        const keep = (entries: ReadonlyArray<Known.Entry>) => {
          for (const entry of entries) found.set(entry.position, entry)
          return entries
        }
        /** Facts as they come, then the rest of the cases that they belong to. */
        const whole = (entries: ReadonlyArray<Known.Entry>) =>
          Effect.gen(function* () {
            keep(entries)
            const cases = entries.flatMap(({ fact }) => casesOf(fact))
            return [...entries, ...keep(yield* about(roles.cases, cases, reads))]
          })
        const members = (ids: Iterable<string>) =>
          Effect.gen(function* () {
            const own = yield* whole(yield* about(roles.member, ids, reads))
            const cells = own.flatMap(({ fact }) => (rolls.has(fact.kind) ? Fact.units(fact) : []))
            yield* whole(yield* about(roles.unit, cells.flatMap(kin), meetings))
          })
        keep(yield* firstOf(reads))
        if (kind === "member") yield* members(subjects)
        else if (kind === "cell" || kind === "unit") {
          const units = kind === "cell" ? subjects.flatMap(kin).flatMap(below).flatMap(kin) : subjects.flatMap(kin)
          const own = yield* whole(yield* about(roles.unit, units, reads))
          yield* whole(
            yield* about(
              roles.member,
              own.flatMap(({ fact }) => Fact.members(fact)),
              elsewhere
            )
          )
        } else {
          const own = yield* whole(yield* about(roles.cases, subjects, reads))
          yield* members(own.flatMap(({ fact }) => Fact.members(fact)))
        }
        return found
      })
    const registerOf = (found: ReadonlyMap<number, Known.Entry>) => Register.fromKnown(known([...found.values()]), organisation)

    const around: Facts["around"] = (kind, subjects, reads) => {
      const loaded = steady(Effect.map(entriesAround(kind, subjects, reads), registerOf))
      return subjects.length > few ? loaded : kept(JSON.stringify(["around", kind, subjects, reads]), loaded)
    }

    const wider: Facts["around"] = (kind, subjects, reads) => {
      const loaded = Effect.gen(function* () {
        const found = yield* entriesAround(kind, subjects, everyKind)
        const units = [...found.values()].flatMap(({ fact }) => (rolls.has(fact.kind) ? Fact.units(fact) : []))
        const others = yield* select(
          `(select distinct held.position, held.known_from from ${list(1)} cross join ${table("derived_subject")} as held
          where held.subject = asked.item and held.role = 'unit' and ${knownAt(dialect, "held", 2)} limit ${notMore})`,
          JSON.stringify([...new Set([...units, ...subjects].flatMap(below))]),
          head.position
        )
        const alike = yield* select(
          `(select held.position, held.known_from from ${list(1)} cross join ${table("derived_entry")} as held
          where held.kind = asked.item and held.state = 'fact' and ${knownAt(dialect, "held", 2)} limit ${notMore})`,
          JSON.stringify(reads),
          head.position
        )
        for (const entry of [...others, ...alike]) found.set(entry.position, entry)
        return registerOf(found)
      })
      return kept(JSON.stringify(["wider", kind, subjects, reads]), steady(loaded))
    }

    const naming: Facts["naming"] = (subject, kinds) => {
      const which = kinds === "any" ? "" : `and held.kind in (select item from ${list(3)}) and ${isAbout(dialect, "held", 2)}`
      const named = `(select distinct held.position, held.known_from from ${list(1)} cross join ${table("derived_subject")} as held
        where held.subject = asked.item and ${knownAt(dialect, "held", 2)} ${which})`
      const values = [JSON.stringify([subject]), head.position, ...(kinds === "any" ? [] : [JSON.stringify(kinds)])]
      return Effect.map(steady(select(named, ...values)), entries => Register.fromKnown(known(entries), organisation))
    }
    return { organisation, around, wider, naming }
  })

// internal

const roles = {
  member: ["member", "details"],
  unit: ["unit"],
  cases: ["exemption", "transfer", "assignment", "meeting", "ballot", "inspection", "finding"]
} as const

const rolls: ReadonlySet<string> = new Set(membership)

const isMeeting = (kind: string): boolean => /^(meeting|ballot)\./.test(kind)

const casesOf = (fact: Fact.Plain): ReadonlyArray<string> =>
  Fact.tags(fact).flatMap(tag => (roles.cases.some(role => tag.startsWith(`${role}:`)) ? [tag.slice(tag.indexOf(":") + 1)] : []))

const everyKind: ReadonlyArray<string> = Fact.kinds.map(({ kind }) => kind)
/** Of the facts that do not belong there. */
const notMore = 500

/** A unit, and all that ever stood below it. */
const belowOf = ({ hierarchy }: Register.Register): ((unit: string) => ReadonlyArray<string>) => {
  const children = new Map<string, Set<string>>()
  for (const [unit, { states }] of hierarchy.histories) {
    for (const { value } of states) {
      if (value.parent !== undefined) children.set(value.parent, (children.get(value.parent) ?? new Set()).add(unit))
    }
  }
  return unit => {
    const found = new Set([unit])
    for (const each of found) for (const child of children.get(each) ?? []) found.add(child) // a set is walked on as it grows
    return [...found]
  }
}

/** A unit, and all that a merger ties it to, over however many of them. */
const kinOf = (organisation: Register.Register): ((unit: string) => ReadonlyArray<string>) => {
  const groups = new Map<string, Set<string>>()
  for (const { fact } of Register.entriesOfKind(organisation, "unit.merged")) {
    const units = [...fact.units, fact.into]
    const joined = new Set(units.flatMap(unit => [unit, ...(groups.get(unit) ?? [])]))
    for (const unit of joined) groups.set(unit, joined)
  }
  return unit => [...(groups.get(unit) ?? [unit])]
}
