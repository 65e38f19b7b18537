/**
 * A disk that can lose power: what was synced is kept; of what was written since, any part may be.
 *
 * It promises less than most disks do. Writes to a file may be kept in any order, in whole or by sectors of 512 bytes; that a file came, went or was
 * renamed is kept for certain only when its folder was synced, and a file's own sync does not keep its name.
 */
import { dirname } from "node:path"
import type { Call } from "./trace.ts"

// model

/** What a file is: what is kept of it, and what was done to it since. */
interface Content {
  kept: Buffer
  since: Array<Change>
}

type Change = { readonly at: number; readonly bytes: Buffer } | { readonly length: number }

/** That a name came to mean a content, or nothing. */
interface Entry {
  readonly path: string
  readonly content: Content | undefined
}

/** Names as the process sees them, names that are kept, and what was done to names since. */
export interface Disk {
  readonly seen: Map<string, Content>
  readonly kept: Map<string, Content>
  since: Array<Entry>
}

// constructors

export const empty = (): Disk => ({ seen: new Map(), kept: new Map(), since: [] })

// operations

/** Does what a process asked for. */
export const apply = (disk: Disk, call: Call): void => {
  const content = disk.seen.get(call.path)
  const name = (path: string, now: Content | undefined) => {
    if (now === undefined) disk.seen.delete(path)
    else disk.seen.set(path, now)
    disk.since.push({ path, content: now })
  }
  switch (call._tag) {
    case "created":
      if (content === undefined) name(call.path, { kept: Buffer.alloc(0), since: [] })
      return
    case "unlinked":
      name(call.path, undefined)
      return
    case "renamed":
      name(call.path, undefined)
      name(call.to, content)
      return
    case "written":
      content?.since.push({ at: call.at ?? lengthOf(content), bytes: call.bytes })
      return
    case "truncated":
      content?.since.push({ length: call.length })
      return
    case "synced":
      if (content !== undefined) {
        content.kept = changed(content.kept, content.since)
        content.since = []
        return
      }
      for (const entry of disk.since) if (dirname(entry.path) === call.path) rename(disk.kept, entry)
      disk.since = disk.since.filter(({ path }) => dirname(path) !== call.path)
  }
}

/** What is found after a power cut, by path: what was kept, and a part of the rest, as chance has it. */
export const cut = (disk: Disk, random: () => number): ReadonlyMap<string, Buffer> => {
  const names = new Map(disk.kept)
  for (const entry of some(disk.since, random)) rename(names, entry)
  return new Map(
    [...names].map(([path, { kept, since }]) => {
      const torn = random() < 0.3
      const changes = some(since, random).flatMap(one => (torn && random() < 0.5 ? sectors(one, random) : [one]))
      return [path, changed(kept, changes)] as const
    })
  )
}

// internal

const sector = 512

/** None of them, all, the first so many, or any. */
const some = <A>(all: ReadonlyArray<A>, random: () => number): ReadonlyArray<A> => {
  const way = random()
  if (way < 0.15) return []
  if (way < 0.25) return all
  if (way < 0.5) return all.slice(0, Math.floor(random() * (all.length + 1)))
  const share = random()
  return all.filter(() => random() < share)
}

/** A write of which only some sectors arrived. */
const sectors = (one: Change, random: () => number): ReadonlyArray<Change> => {
  if ("length" in one) return [one]
  const { at, bytes } = one
  const arrived: Array<Change> = []
  for (let from = at; from < at + bytes.length; ) {
    const to = Math.min(at + bytes.length, (Math.floor(from / sector) + 1) * sector)
    if (random() < 0.5) arrived.push({ at: from, bytes: bytes.subarray(from - at, to - at) })
    from = to
  }
  return arrived
}

const changed = (before: Buffer, changes: ReadonlyArray<Change>): Buffer => {
  const lengths = changes.map(one => ("length" in one ? one.length : one.at + one.bytes.length))
  const after = Buffer.alloc(Math.max(before.length, ...lengths))
  before.copy(after)
  let length = before.length
  for (const one of changes) {
    if ("length" in one) {
      // what is behind the end reads as nothing when the file grows again
      after.fill(0, one.length)
      length = one.length
    } else {
      one.bytes.copy(after, one.at)
      length = Math.max(length, one.at + one.bytes.length)
    }
  }
  return after.subarray(0, length)
}

const lengthOf = ({ kept, since }: Content): number =>
  since.reduce((length, one) => ("length" in one ? one.length : Math.max(length, one.at + one.bytes.length)), kept.length)

const rename = (names: Map<string, Content>, { path, content }: Entry): void => {
  if (content === undefined) names.delete(path)
  else names.set(path, content)
}
