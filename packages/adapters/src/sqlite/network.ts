/**
 * Which file systems are no disk of this machine: there SQLite's locks and syncs do not hold, and two writers can damage a file.
 */
import { readFileSync, statfsSync } from "node:fs"
import { dirname, resolve } from "node:path"

/** The numbers that Linux gives file systems of the network or of another machine (statfs(2)). */
const shares: ReadonlyMap<number, string> = new Map([
  [0x6969, "nfs"],
  [0x517b, "smb"],
  [0xff534d42, "cifs"],
  [0xfe534d42, "smb2"],
  [0x564c, "ncp"],
  [0x5346414f, "afs"],
  [0x73757245, "coda"],
  [0x00c36400, "ceph"],
  [0x0bd00bd0, "lustre"],
  [0x47504653, "gpfs"],
  [0x786f4256, "vboxsf"],
  [0xbacbacbc, "vmhgfs"]
])

const FUSE = 0x65735546

/** Programs behind fuse that read a disk of this machine. */
const localFuse = /^(fuseblk|fuse\.(ntfs-3g|ntfs|exfat|exfat-fuse|ext2|ext4|lxcfs|fuse-overlayfs))$/

// operations

/** The name of the network file system on which a file lies or would lie; nothing on a local one, or where it cannot be known. */
export const shareOf = (filename: string): string | undefined => {
  if (process.platform !== "linux") return undefined
  const folder = dirname(resolve(filename))
  try {
    return classify(statfsSync(folder).type, () => readFileSync("/proc/self/mountinfo", "utf8"), folder)
  } catch {
    // a folder that does not exist, or a system that does not say: opening the file tells
    return undefined
  }
}

/** Judges the number that statfs gives; for fuse, which has one number for disks and shares, the mount table is asked. */
export const classify = (type: number, mountinfo: () => string, folder: string): string | undefined => {
  // some systems give the number as signed
  const number = type < 0 ? type + 2 ** 32 : type
  if (number !== FUSE) return shares.get(number)
  const kind = kindOf(mountinfo(), folder)
  return kind !== undefined && localFuse.test(kind) ? undefined : (kind ?? "fuse")
}

// internal

/** The file system type of the mount that holds a folder: the longest mount point before it, and of equal ones the last, which lies on top. */
const kindOf = (mountinfo: string, folder: string): string | undefined => {
  let [best, kind]: [string, string | undefined] = ["", undefined]
  for (const line of mountinfo.split("\n")) {
    const [before = "", after = ""] = line.split(" - ")
    const point = unescaped(before.split(" ")[4] ?? "")
    const holds = point !== "" && (folder === point || folder.startsWith(point.endsWith("/") ? point : `${point}/`))
    if (holds && point.length >= best.length) [best, kind] = [point, after.split(" ")[0]]
  }
  return kind
}

/** The mount table writes spaces and the like as octal numbers. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
