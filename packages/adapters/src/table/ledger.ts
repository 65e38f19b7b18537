/**
 * Which facts a journal and the file so far hold, in 28 bytes a fact: hashes of natural key and content, and where the fact stands.
 *
 * Equal hashes of both say that a fact is known. Anything else is looked up in the journal itself, so that no decision rests on hashes but
 * that one. The table is open addressing with linear probing, at most half full.
 */
import { hash } from "node:crypto"
import { Fact, Id, Journal } from "@chibo/core"
import { type Keys, keyOf } from "./recorded.ts"

// model

/** Where a fact with the same key stands: a position of the journal, a line of the file, or both. */
export interface Standing {
  readonly position: Id.Position | undefined
  readonly line: number | undefined
  /** Its content is the same, and nothing was corrected since. */
  readonly same: boolean
}

/** What a fact is known by: its natural key, 48 bits each of the SHA-256 of the key and of its content, and its open part as it is kept. */
interface Identity {
  readonly key: string
  readonly hashed: number
  readonly content: number
  readonly open: string
}

// constructors

/** The facts of some kinds, by natural key. */
export class Ledger {
  readonly #keys: Keys
  #capacity = 1024
  #size = 0
  #key = new Float64Array(this.#capacity)
  #content = new Float64Array(this.#capacity)
  #position = new Float64Array(this.#capacity)
  #line = new Uint32Array(this.#capacity)
  /** The positions that correct or take back a record, by its position. */
  readonly #corrections = new Map<number, Array<Id.Position>>()
  readonly #correcting = new Set<number>()
  /** Of the facts of the file that are at hand, up to a bound. */
  readonly #identities = new Map<Fact.Plain, Identity>()

  constructor(keys: Keys) {
    this.#keys = keys
  }

  /** Takes in a record of the journal, in order of position. */
  addRecord({ fact, position, personal }: Journal.Recorded): void {
    const erased = personal !== undefined && personal.salt === undefined
    if (fact instanceof Fact.Unread) this.#add(keyOf(this.#keys, fact.stored), Number.NaN, position, 0)
    else if (fact.kind === "correction.made" || fact.kind === "correction.retracted") {
      this.#correcting.add(position)
      const target = fact.kind === "correction.made" ? fact.corrects : fact.retracts
      if (target >= position || this.#correcting.has(target)) return // takes no effect
      const others = this.#corrections.get(target)
      if (others === undefined) this.#corrections.set(target, [position])
      else others.push(position)
      if (fact.kind === "correction.made") this.#add(keyOf(this.#keys, fact.replacement), Number.NaN, target, 0)
    } else if (fact.kind !== "personal.erased") {
      this.#add(keyOf(this.#keys, fact), erased ? Number.NaN : contentOf(fact), position, 0)
    }
  }

  /** Takes in a fact of the file, once it is appended or, in a dry run, once it would be. */
  addRow(fact: Fact.Plain, line: number, position: Id.Position | undefined): void {
    const { hashed, content } = this.identify(fact)
    this.#insert(hashed, content, position ?? 0, line)
  }

  /** What a fact of the file is known by; worked out once while it is at hand. */
  identify(fact: Fact.Plain): Identity {
    const known = this.#identities.get(fact)
    if (known !== undefined) return known
    const key = keyOf(this.#keys, fact) ?? ""
    const texts = Journal.storedOf(fact)
    const identity = { key, hashed: digest(key), content: contentOf(fact, texts), open: texts.open }
    if (this.#identities.size >= mostAtHand) this.#identities.clear()
    this.#identities.set(fact, identity)
    return identity
  }

  /** The facts with the same key, in the order in which they were taken in. */
  find(fact: Fact.Plain): ReadonlyArray<Standing> {
    const { hashed, content } = this.identify(fact)
    let found: Array<Standing> | undefined
    for (let at = this.#home(hashed); this.#key[at] !== 0; at = (at + 1) % this.#capacity) {
      if (this.#key[at] !== hashed) continue
      const [position, line] = [this.#position[at] ?? 0, this.#line[at] ?? 0]
      found ??= []
      found.push({
        position: position === 0 ? undefined : Id.Position.make(position),
        line: line === 0 ? undefined : line,
        same: this.#content[at] === content && !this.#corrections.has(position)
      })
    }
    return found ?? nowhere
  }

  /** The positions to be read so that all is known about a record: its own, and those of its corrections. */
  positionsOf(position: Id.Position): ReadonlyArray<Id.Position> {
    return [position, ...(this.#corrections.get(position) ?? [])]
  }

  #add(key: string | undefined, content: number, position: number, line: number): void {
    if (key !== undefined) this.#insert(digest(key), content, position, line)
  }

  #insert(hashed: number, content: number, position: number, line: number): void {
    if (this.#size * 2 >= this.#capacity) this.#grow()
    this.#put(hashed, content, position, line)
    this.#size++
  }

  #put(hashed: number, content: number, position: number, line: number): void {
    let at = this.#home(hashed)
    while (this.#key[at] !== 0) at = (at + 1) % this.#capacity
    this.#key[at] = hashed
    this.#content[at] = content
    this.#position[at] = position
    this.#line[at] = line
  }

  #home(hashed: number): number {
    return hashed % this.#capacity
  }

  /** Slots are moved from a free one on, so that facts of one key keep their order across the end of the table. */
  #grow(): void {
    const [keys, contents, positions, lines] = [this.#key, this.#content, this.#position, this.#line]
    const before = this.#capacity
    this.#capacity *= 2
    this.#key = new Float64Array(this.#capacity)
    this.#content = new Float64Array(this.#capacity)
    this.#position = new Float64Array(this.#capacity)
    this.#line = new Uint32Array(this.#capacity)
    const free = keys.indexOf(0)
    for (let step = 0; step < before; step++) {
      const at = (free + step) % before
      const hashed = keys[at] ?? 0
      if (hashed !== 0) this.#put(hashed, contents[at] ?? 0, positions[at] ?? 0, lines[at] ?? 0)
    }
  }
}

// internal

const nowhere: ReadonlyArray<Standing> = []

/** How many facts of the file are at hand: more than a chunk of rows has, as a rule. */
const mostAtHand = 4096

/** 48 bits of SHA-256, never 0, as that marks a free slot. */
const digest = (text: string): number => Number.parseInt(hash("sha256", text).slice(0, 12), 16) || 1

/** The day on which something was learned does not count. */
const contentOf = (fact: Fact.Plain, texts = Journal.storedOf(fact)): number => {
  const { learnedOn, ...rest } = fact
  if (learnedOn === undefined) return digest(`${texts.open}\n${texts.payload ?? ""}`)
  // sound: a fact without the day on which it was learned is a fact
  return contentOf(rest as Fact.Plain)
}
