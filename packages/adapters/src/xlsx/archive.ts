/**
 * The archive that a workbook is: its directory is checked as a whole before any part is unpacked, and parts are unpacked in small pieces,
 * counted while they come.
 *
 * Reading the directory and finding a part's data is yauzl's work. Sizes are held against the directory here rather than there, so that a
 * wrong one has a reason of its own.
 */
import { crc32 } from "node:zlib"
import * as yauzl from "yauzl"
import { refuse, XlsxFileError } from "./error.ts"
import type { Limits } from "./limits.ts"

// model

/** A part of the archive. `label` is how errors name it. */
export interface Part {
  readonly label: string
  readonly entry: yauzl.Entry
}

/** An archive whose directory holds together. Names are looked up whatever their case, as the format has it. */
export interface Archive {
  readonly zip: yauzl.ZipFile
  readonly parts: ReadonlyMap<string, Part>
}

// constructors

/** Opens an archive, or refuses it. */
export const open = async (bytes: Uint8Array, limits: Limits): Promise<Archive> => {
  if (bytes.byteLength > limits.bytes) refuse({ _tag: "Limit", what: "bytes", most: limits.bytes, part: undefined })
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.subarray(0, 8).equals(compound)) {
    refuse({ _tag: buffer.includes(utf16("EncryptedPackage")) || buffer.includes(utf16("EncryptionInfo")) ? "Encrypted" : "LegacyXls" })
  }
  if (buffer.length === 0) refuse({ _tag: "Truncated" })
  if (buffer.length < 4 || !buffer.subarray(0, 4).equals(firstHeader)) refuse({ _tag: isBiff(buffer) ? "LegacyXls" : "NotAZip" })
  const zip = await yauzl.fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false, lazyEntries: true }).catch(truncated)
  if (zip.entryCount > limits.entries) refuse({ _tag: "Limit", what: "entries", most: limits.entries, part: undefined })
  const entries: Array<yauzl.Entry> = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch {
    refuse({ _tag: "Damaged", part: `entry ${entries.length + 1}` })
  }
  return { zip, parts: checked(buffer, entries, limits) }
}

// operations

/** A part by its path, or `undefined`. */
export const find = (archive: Archive, path: string): Part | undefined => archive.parts.get(path.toLowerCase())

/** A part by its path; the archive is refused where it is missing. */
export const need = (archive: Archive, path: string): Part =>
  find(archive, path) ?? refuse({ _tag: "MissingPart", part: known.test(path) ? path : "?" })

/** The unpacked bytes of a part, piece by piece: never more of them than the directory says, and with the checksum that it says. */
export async function* unpack({ zip }: Archive, { entry, label }: Part): AsyncGenerator<Uint8Array> {
  let length = 0
  let sum = 0
  const pieces = await zip.openReadStreamPromise(entry).catch(() => refuse({ _tag: "Damaged", part: label }))
  try {
    for await (const piece of pieces) {
      // sound: yauzl's streams are of bytes
      const bytes = piece as Uint8Array
      length += bytes.length
      if (length > entry.uncompressedSize) refuse({ _tag: "LyingSize", part: label })
      sum = crc32(bytes, sum)
      yield bytes
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) refuse({ _tag: "Damaged", part: label })
    throw error
  } finally {
    pieces.destroy()
  }
  if (length !== entry.uncompressedSize) refuse({ _tag: "LyingSize", part: label })
  if (sum !== entry.crc32) refuse({ _tag: "Damaged", part: label })
}

// internal

const firstHeader = Buffer.from([0x50, 0x4b, 3, 4])
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le")

/** A bare stream of Excel 2 to 4, which came without a container. */
const isBiff = (buffer: Buffer): boolean => buffer[0] === 9 && [0, 2, 4].includes(buffer[1] ?? -1) && buffer[3] === 0

const truncated = (error: unknown): never => (error instanceof XlsxFileError ? refuse(error.reason) : refuse({ _tag: "Truncated" }))

/** The names that the format gives; any other may say something about a person and is not repeated. */
const known =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|styles|sharedStrings|vbaProject|worksheets\/sheet\d{1,4}|_rels\/workbook\.xml)\.(xml|bin|rels))$/i

/** Packed bytes, in the file, of a part: where its header starts and where its data end. */
interface Extent {
  readonly from: number
  readonly to: number
  readonly label: string
}

const checked = (buffer: Buffer, entries: ReadonlyArray<yauzl.Entry>, limits: Limits): ReadonlyMap<string, Part> => {
  const parts = new Map<string, Part>()
  const extents: Array<Extent> = []
  let unpacked = 0
  entries.forEach((entry, index) => {
    const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
    const label = known.test(name) ? name : `entry ${index + 1}`
    if (yauzl.validateFileName(name) !== null || strange.test(name) || name.length > 255) refuse({ _tag: "UnsafePath", part: label })
    if ((entry.generalPurposeBitFlag & 0x2041) !== 0) refuse({ _tag: "Encrypted" })
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) refuse({ _tag: "Damaged", part: label })
    const key = name.toLowerCase()
    if (parts.has(key)) refuse({ _tag: "DuplicatePart", part: label })
    parts.set(key, { label, entry })
    extents.push(extent(buffer, entry, label))
    if (entry.compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize) refuse({ _tag: "LyingSize", part: label })
    if (entry.uncompressedSize > 1_048_576 && entry.uncompressedSize > entry.compressedSize * limits.ratio) {
      refuse({ _tag: "Limit", what: "ratio", most: limits.ratio, part: label })
    }
    unpacked += entry.uncompressedSize
    if (unpacked > limits.unpacked) refuse({ _tag: "Limit", what: "unpacked", most: limits.unpacked, part: label })
    if (/(^|\/)(vbaproject\.bin|activex\/|macrosheets\/)/.test(key)) refuse({ _tag: "Macro" })
  })
  extents.sort((a, b) => a.from - b.from)
  extents.forEach(({ from, label }, i) => {
    if (from < (extents[i - 1]?.to ?? 0)) refuse({ _tag: "OverlappingParts", part: label })
  })
  return parts
}

/** Control characters, and the empty or dotted steps that some programs resolve. */
const strange = /\p{Cc}|^$|^\.?\/|\/\.?\//u

/** What the header beside the data says must be what the directory says. */
const extent = (buffer: Buffer, entry: yauzl.Entry, label: string): Extent => {
  const from = entry.relativeOffsetOfLocalHeader
  if (from + 30 > buffer.length || !buffer.subarray(from, from + 4).equals(firstHeader)) refuse({ _tag: "LyingHeader", part: label })
  const flags = buffer.readUInt16LE(from + 6)
  const nameLength = buffer.readUInt16LE(from + 26)
  const data = from + 30 + nameLength + buffer.readUInt16LE(from + 28)
  const to = data + entry.compressedSize
  if (to > buffer.length) refuse({ _tag: "Damaged", part: label })
  const sizesFollow = (flags & 8) !== 0
  const sizes = [buffer.readUInt32LE(from + 18), buffer.readUInt32LE(from + 22)]
  const same =
    buffer.subarray(from + 30, from + 30 + nameLength).equals(entry.fileNameRaw) &&
    buffer.readUInt16LE(from + 8) === entry.compressionMethod &&
    (sizesFollow || sizes.includes(0xffffffff) || (sizes[0] === entry.compressedSize && sizes[1] === entry.uncompressedSize))
  return same ? { from, to, label } : refuse({ _tag: "LyingHeader", part: label })
}
