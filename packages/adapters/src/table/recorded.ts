/**
 * What a journal holds already, found by natural key: for each record the fact first made, and what counts now. It is made for the few records
 * that a chunk of rows has to be held against; `Ledger` finds these.
 */
import { Fact, type Id, Journal } from "@chibo/core"
import type { PlainKind } from "./profile.ts"

// model

/** How a record stands: as first made, corrected, taken back, with its personal payload erased, or made by a release newer than this one. */
export type Standing = "recorded" | "corrected" | "retracted" | "erased" | "unread"

/** One record. */
interface State {
  readonly position: Id.Position
  /** Recorded from a file by this very profile. */
  readonly own: boolean
  readonly first: Fact.Plain | undefined
  effective: Fact.Plain | undefined
  standing: Standing
}

/** Whether a fact is recorded: the same as it is, or with other values. */
export type Match =
  | { readonly _tag: "New" }
  | { readonly _tag: "Same" }
  | { readonly _tag: "Other"; readonly position: Id.Position; readonly standing: Standing; readonly fields: ReadonlyArray<string> }

/** The natural keys of a profile, by kind. */
export type Keys = { readonly [K in PlainKind]?: ReadonlyArray<string> }

// constructors

/**
 * The records of some kinds, with the corrections and retractions that concern them. `isOwn` tells records that came from a file by this very
 * profile, from their source.
 */
export class Index {
  readonly #keys: Keys
  readonly #isOwn: (source: string) => boolean
  readonly #byKey = new Map<string, Array<State>>()
  readonly #byPosition = new Map<Id.Position, State>()
  readonly #corrections = new Set<Id.Position>()

  constructor(keys: Keys, isOwn: (source: string) => boolean) {
    this.#keys = keys
    this.#isOwn = isOwn
  }

  /** Takes in records, in order of position. */
  addRecords(records: Iterable<Journal.Recorded>): void {
    for (const record of records) {
      const { fact, position } = record
      const own = this.#isOwn(record.source)
      const erased = record.personal !== undefined && record.personal.salt === undefined
      if (fact instanceof Fact.Unread) {
        this.#add({ position, own, first: undefined, effective: undefined, standing: "unread" }, fact.stored)
      } else if (fact.kind === "correction.made" || fact.kind === "correction.retracted") {
        this.#corrections.add(position)
        this.#correct(fact, position, erased)
      } else if (fact.kind !== "personal.erased") {
        this.#add({ position, own, first: fact, effective: fact, standing: erased ? "erased" : "recorded" }, fact)
      }
    }
  }

  /**
   * Looks a fact up. What a file of this profile recorded before is the same, whatever became of it since: sending a file again, mended or
   * not, proposes nothing against the corrections that a person made.
   */
  match(fact: Fact.Plain): Match {
    const states = this.#byKey.get(keyOf(this.#keys, fact) ?? "") ?? []
    if (states.length === 0) return { _tag: "New" }
    const same = states.some(
      state => isSame(fact, state.effective, state.standing) || (state.own && isSame(fact, state.first, state.standing))
    )
    if (same) return { _tag: "Same" }
    const latest = states.findLast(state => state.effective !== undefined) ?? states.at(-1)
    if (latest === undefined) return { _tag: "New" }
    const { position, standing } = latest
    return { _tag: "Other", position, standing, fields: differences(fact, latest.effective ?? latest.first) }
  }

  #correct(fact: Fact.Of<"correction.made"> | Fact.Of<"correction.retracted">, position: Id.Position, erased: boolean): void {
    const target = fact.kind === "correction.made" ? fact.corrects : fact.retracts
    if (target >= position || this.#corrections.has(target)) return // takes no effect
    const state = this.#byPosition.get(target)
    if (fact.kind === "correction.retracted") {
      if (state === undefined) return
      state.effective = undefined
      state.standing = "retracted"
      return
    }
    const { replacement } = fact
    const standing = erased ? "erased" : "corrected"
    if (state === undefined) {
      // the record was of a kind that the profile does not bring, and now is of one that it does
      this.#add({ position: target, own: false, first: undefined, effective: replacement, standing }, replacement)
      return
    }
    state.effective = replacement
    state.standing = standing
    this.#list(state, replacement)
  }

  #add(state: State, fact: unknown): void {
    this.#byPosition.set(state.position, state)
    this.#list(state, fact)
  }

  #list(state: State, fact: unknown): void {
    const key = keyOf(this.#keys, fact)
    if (key === undefined) return
    const states = this.#byKey.get(key)
    if (states === undefined) this.#byKey.set(key, [state])
    else if (!states.includes(state)) states.push(state)
  }
}

// operations

/** The natural key of a fact as text; nothing where its kind has none. */
export const keyOf = (keys: Keys, fact: unknown): string | undefined => {
  if (!isRecord(fact) || typeof fact.kind !== "string" || !Object.hasOwn(keys, fact.kind)) return undefined
  // sound: `kind` is a property of `keys` itself
  const fields = keys[fact.kind as PlainKind]
  return fields === undefined ? undefined : Journal.canonical([fact.kind, ...fields.map(field => fact[field])])
}

/** Whether two facts say the same; the day on which something was learned does not count. */
export const isSameFact = (a: Fact.Plain, b: Fact.Plain): boolean => isEqual(a, b, withoutLearned)

/**
 * The fields in which two facts differ, as `on` or `personal.birth`. The day on which something was learned does not count.
 */
export const differences = (a: Fact.Plain, b: Fact.Plain | undefined): ReadonlyArray<string> => {
  const [left, right] = [flat(a), flat(b ?? {})]
  return [...new Set([...left.keys(), ...right.keys()])].filter(field => left.get(field) !== right.get(field)).sort()
}

// internal

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const flat = (value: unknown, path = ""): ReadonlyMap<string, string> =>
  isRecord(value)
    ? new Map(
        Object.entries(value).flatMap(([key, item]) =>
          path === "" && key === "learnedOn" ? [] : [...flat(item, path === "" ? key : `${path}.${key}`)]
        )
      )
    : new Map([[path, Journal.canonical(value)]])

/** Of a record whose personal payload was erased, only the open part can be compared. */
const isSame = (fact: Fact.Plain, recorded: Fact.Plain | undefined, standing: Standing): boolean =>
  recorded !== undefined && isEqual(fact, recorded, standing === "erased" ? withoutPersonal : withoutLearned)

const withoutLearned: ReadonlySet<string> = new Set(["learnedOn"])
const withoutPersonal: ReadonlySet<string> = new Set(["learnedOn", "personal"])
const nothing: ReadonlySet<string> = new Set()

/** Equality of plain JSON; of the outermost objects some fields are passed over. */
const isEqual = (a: unknown, b: unknown, passed: ReadonlySet<string> = nothing): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isEqual(item, b[at]))
  if (!isRecord(a) || !isRecord(b)) return a === b
  for (const key in a) if (!passed.has(key) && !(Object.hasOwn(b, key) && isEqual(a[key], b[key]))) return false
  for (const key in b) if (!passed.has(key) && !Object.hasOwn(a, key)) return false
  return true
}
