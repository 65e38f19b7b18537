/**
 * What a process asked of its disk, as strace writes it down (`-y -xx`): one line a call, texts in hexadecimal.
 */

// model

/** A call that changed something, or made changes last. A file that was there is not created. */
export type Call =
  | { readonly _tag: "created" | "synced" | "unlinked"; readonly path: string }
  | { readonly _tag: "written"; readonly path: string; readonly bytes: Buffer; readonly at: number | undefined }
  | { readonly _tag: "truncated"; readonly path: string; readonly length: number }
  | { readonly _tag: "renamed"; readonly path: string; readonly to: string }

/** The calls to trace, and how. */
export const options: ReadonlyArray<string> = [
  ...["-y", "-xx", "-s", "4000000"],
  "-e",
  "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename"
]

/** The files that a trace is of. */
export const paths = (filename: string, ...others: ReadonlyArray<string>): ReadonlyArray<string> =>
  [filename, `${filename}-wal`, `${filename}-journal`, ...others].flatMap(path => ["-P", path])

// operations

/** The calls of a trace, in order. What failed changed nothing. Stops, rather than guess, at a line that it does not know. */
export const read = (trace: string): ReadonlyArray<Call> =>
  trace.split("\n").flatMap(line => {
    if (line === "" || line.startsWith("+++") || line.startsWith("---")) return []
    const parts = /^(?<name>\w+)\((?<args>.*)\)\s+= (?<result>-?\d+)/.exec(line)?.groups
    if (parts === undefined) throw new Error(`no call: ${line.slice(0, 200)}`)
    const { name = "", args = "", result = "" } = parts
    return result.startsWith("-") ? [] : call(name, args, Number(result))
  })

// internal

const call = (name: string, args: string, result: number): ReadonlyArray<Call> => {
  const path = pathOf(/^\d+<(.*?)>/.exec(args)?.[1] ?? "")
  const texts = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)].map(([, text = "", cut]) => {
    if (cut !== undefined) throw new Error(`the trace has not all of what was written to ${path}`)
    return bytesOf(text)
  })
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = texts
  const last = Number(/, (\d+)$/.exec(args)?.[1])
  switch (name) {
    case "openat":
      return args.includes("O_CREAT") ? [{ _tag: "created", path: first.toString() }] : []
    case "pwrite64":
      return [{ _tag: "written", path, bytes: first.subarray(0, result), at: last }]
    case "write":
      return [{ _tag: "written", path, bytes: first.subarray(0, result), at: undefined }]
    case "fsync":
    case "fdatasync":
      return [{ _tag: "synced", path }]
    case "ftruncate":
      return [{ _tag: "truncated", path, length: last }]
    case "unlink":
      return [{ _tag: "unlinked", path: first.toString() }]
    case "rename":
      return [{ _tag: "renamed", path: first.toString(), to: second.toString() }]
    default:
      throw new Error(`an unknown call: ${name}`)
  }
}

const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll("\\x", ""), "hex")

/** Paths beside descriptors are written in hexadecimal too, or not, as releases of strace differ. */
const pathOf = (text: string): string => (text.startsWith("\\x") ? bytesOf(text).toString() : text)
