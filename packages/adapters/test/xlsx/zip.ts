/** A writer of archives that says whatever it is told, true or not. */
import { crc32, deflateRawSync } from "node:zlib"

export interface Entry {
  readonly name: string
  readonly data: Uint8Array | string
  readonly stored?: boolean
  /** What the directory, or the header beside the data, says instead of the truth. */
  readonly directory?: Lies
  readonly header?: Lies
  /** Where its header already stands, inside the data of another entry; nothing is written for it. */
  readonly at?: number
}

interface Lies {
  readonly name?: string
  readonly packed?: number
  readonly size?: number
  readonly crc?: number
  readonly method?: number
  readonly flags?: number
  readonly offset?: number
  readonly extra?: Buffer
}

export const zip = (entries: ReadonlyArray<Entry>, said: { readonly count?: number; readonly comment?: string } = {}): Buffer => {
  const files: Array<Buffer> = []
  const directory: Array<Buffer> = []
  let at = 0
  for (const entry of entries) {
    const data = typeof entry.data === "string" ? Buffer.from(entry.data) : Buffer.from(entry.data)
    const packed = entry.stored === true ? data : deflateRawSync(data)
    const truth: Lies = { method: entry.stored === true ? 0 : 8, crc: crc32(data), packed: packed.length, size: data.length }
    const offset = entry.at ?? at
    if (entry.at === undefined) {
      const header = record(entry.name, { ...truth, ...entry.header }, false)
      files.push(header, packed)
      at += header.length + packed.length
    }
    directory.push(record(entry.name, { ...truth, offset, ...entry.directory }, true))
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0)
  const comment = Buffer.from(said.comment ?? "")
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(said.count ?? entries.length, 8)
  end.writeUInt16LE(said.count ?? entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...files, ...directory, end, comment])
}

/** The header and the data of a stored entry, to be hidden inside another one. */
export const quoted = (name: string, data: Buffer): Buffer =>
  Buffer.concat([record(name, { method: 0, crc: crc32(data), packed: data.length, size: data.length }, false), data])

const record = (called: string, lies: Lies, central: boolean): Buffer => {
  const name = Buffer.from(lies.name ?? called)
  const extra = lies.extra ?? Buffer.alloc(0)
  const fixed = Buffer.alloc(central ? 46 : 30)
  const from = central ? 6 : 4
  fixed.writeUInt32LE(central ? 0x02014b50 : 0x04034b50)
  fixed.writeUInt16LE(20, 4)
  if (central) fixed.writeUInt16LE(20, 6)
  fixed.writeUInt16LE(lies.flags ?? 0x800, from + 2)
  fixed.writeUInt16LE(lies.method ?? 0, from + 4)
  fixed.writeUInt32LE(lies.crc ?? 0, from + 10)
  fixed.writeUInt32LE(lies.packed ?? 0, from + 14)
  fixed.writeUInt32LE(lies.size ?? 0, from + 18)
  fixed.writeUInt16LE(name.length, from + 22)
  fixed.writeUInt16LE(extra.length, from + 24)
  if (central) fixed.writeUInt32LE(lies.offset ?? 0, 42)
  return Buffer.concat([fixed, name, extra])
}
