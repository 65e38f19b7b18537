/**
 * The mark by which a copy of the file alone is told from a file that was closed: the header's application id, which nothing else uses here.
 *
 * The first append sets it, in its own transaction, and closing takes it away. In between the `-wal` neighbour exists: SQLite deletes it only
 * when the last connection closes, after the file has all that it held. So a file that bears the mark and has no such neighbour was copied
 * while it was in use, or lost its neighbour; what was last acknowledged may be missing.
 */
import { closeSync, existsSync, openSync, readSync } from "node:fs"

/** "CHBO" */
export const inUse = 0x4348424f

/** Tells whether a file bears the mark without having its neighbour. Asked twice, as another process may open or close it at the moment. */
export const lacksLog = (filename: string): boolean => alone(filename) && alone(filename)

// internal

const alone = (filename: string): boolean => !existsSync(`${filename}-wal`) && idOf(filename) === inUse

/** Read from the bytes, for a connection would make a new neighbour. */
const idOf = (filename: string): number | undefined => {
  if (!existsSync(filename)) return undefined
  const file = openSync(filename, "r")
  try {
    const bytes = Buffer.alloc(4)
    return readSync(file, bytes, 0, 4, 68) === 4 ? bytes.readUInt32BE() : undefined
  } finally {
    closeSync(file)
  }
}
