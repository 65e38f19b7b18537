/**
 * A PostgreSQL server for tests: the one that CHIBO_POSTGRES_URL names, or else one of its own from the installed binaries, with every promise
 * kept (`fsync` and all) and yet quick, for its files are in memory.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

// model

/** A server that runs. */
export interface Cluster {
  readonly url: string
  /** Its files; none where the server is not ours, which tests then do not look into, nor set. */
  readonly folder: string | undefined
  /** Where its programs are. Ours only. */
  readonly bin: string
  /** What the server wrote to its log. Ours only. */
  readonly log: () => string
  /** Ends the server at once, as a crash would, and starts it again on the same files. Ours only. */
  readonly crash: () => Promise<void>
  /** The same, with no signal that a process could see: the server and all of its sessions are killed together. Ours only. */
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
}

// operations

/** Why there is no server, or nothing where there is one. */
export const missing = (): string | undefined => {
  if (process.env.CHIBO_POSTGRES_URL !== undefined) return undefined
  return missingOwn()
}

/** Why there is no server that could be killed, or nothing where there is one. */
export const missingOwn = (): string | undefined => {
  if (binaries() !== undefined) return undefined
  const why = "PostgreSQL is not tested: CHIBO_POSTGRES_URL is not set, and no server is installed in /usr/lib/postgresql"
  if (process.env.CHIBO_REQUIRE_POSTGRES === "1" && process.env.CHIBO_POSTGRES_URL === undefined)
    throw new Error(`${why}; CHIBO_REQUIRE_POSTGRES asks for one`)
  return why
}

/** Starts a server, or takes the one that is named. */
export const start = async (settings: Readonly<Record<string, string>> = {}): Promise<Cluster> => {
  const url = process.env.CHIBO_POSTGRES_URL
  if (url !== undefined) {
    const refuse = () => Promise.reject(new Error("not our server"))
    return { url, folder: undefined, bin: "", log: () => "", crash: refuse, kill: refuse, stop: () => Promise.resolve() }
  }
  return startOwn(settings)
}

/** Starts a server of one's own, whatever is named. */
export const startOwn = async (settings: Readonly<Record<string, string>> = {}): Promise<Cluster> => {
  const bin = binaries()
  if (bin === undefined) throw new Error("no server is installed")
  const root = roomInMemory() ? "/dev/shm" : tmpdir()
  removeLeftovers(root)
  const folder = mkdtempSync(join(root, `chibo-postgres-${process.pid}-`))
  chmodSync(folder, 0o700)
  if (isRoot) check("chown", spawnSync("chown", ["postgres:postgres", folder], { encoding: "utf8" }))
  const data = join(folder, "data")
  const initialise = [
    join(bin, "initdb"),
    "-D",
    data,
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
    "--wal-segsize=4"
  ]
  const [command = "", ...options] = asServer(initialise)
  check("initdb", spawnSync(command, options, { encoding: "utf8" }))
  const port = await freePort()
  const log: Array<string> = []
  const start = () => run(bin, data, port, settings, text => log.push(text))
  let server = await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    folder,
    bin,
    log: () => log.join(""),
    crash: async () => {
      await end(server, "SIGQUIT")
      server = await start()
    },
    kill: async () => {
      const sessions = childrenOf(server.pid)
      // stopped first: a session that sees its server gone rolls back and clears up, which in a crash nobody does
      signal(sessions, "SIGSTOP")
      const ended = end(server, "SIGKILL")
      signal(sessions, "SIGKILL")
      await ended
      // one that was just being started is told by the end of the server
      while (sessions.some(isAlive)) await new Promise(resolve => setTimeout(resolve, 2))
      server = await start()
    },
    stop: async () => {
      await end(server, "SIGQUIT")
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

// internal

const isRoot = process.getuid?.() === 0

/** The newest server that is installed. */
const binaries = (): string | undefined => {
  const folder = "/usr/lib/postgresql"
  if (!existsSync(folder)) return undefined
  return readdirSync(folder)
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(folder, version, "bin"))
    .find(bin => existsSync(join(bin, "initdb")) && existsSync(join(bin, "postgres")))
}

const roomInMemory = (): boolean => {
  if (!existsSync("/dev/shm")) return false
  const { bavail, bsize } = statfsSync("/dev/shm")
  return bavail * bsize > 1_000_000_000
}

/** Folders of test runs that were killed. */
const removeLeftovers = (root: string): void => {
  for (const name of readdirSync(root)) {
    const pid = /^chibo-postgres-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(root, name), { recursive: true, force: true })
  }
}

/** The server refuses to run as root, and is to end with the process that started it. */
const asServer = (command: ReadonlyArray<string>): ReadonlyArray<string> => [
  "setpriv",
  "--pdeathsig=QUIT",
  ...(isRoot ? ["--reuid=postgres", "--regid=postgres", "--init-groups"] : []),
  "env",
  "-C",
  "/",
  "HOME=/tmp",
  "LC_ALL=C",
  ...command
]

const run = async (
  bin: string,
  data: string,
  port: number,
  settings: Readonly<Record<string, string>>,
  onLog: (text: string) => void
): Promise<ChildProcess> => {
  const all = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_wal_size: "128MB",
    min_wal_size: "8MB",
    wal_recycle: "off",
    autovacuum: "off",
    shared_buffers: "32MB",
    max_locks_per_transaction: "256",
    ...settings
  }
  const [command = "", ...options] = asServer([
    join(bin, "postgres"),
    "-D",
    data,
    ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  ])
  const server = spawn(command, options, { stdio: ["ignore", "ignore", "pipe"] })
  await new Promise<void>((resolve, reject) => {
    let said = ""
    server.stderr?.on("data", (chunk: Buffer) => {
      onLog(chunk.toString())
      if (said === "ready") return
      said += chunk.toString()
      if (said.includes("database system is ready to accept connections")) {
        said = "ready"
        resolve()
      }
    })
    server.on("error", reject)
    server.on("exit", () => reject(new Error(`the server ended: ${said}`)))
  })
  return server
}

const end = (server: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise(resolve => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve()
    server.once("exit", () => resolve())
    server.kill(signal)
  })

/** From what the system says of a process: its state and its parent. */
const statusOf = (pid: number): readonly [state: string, parent: number] | undefined => {
  try {
    const [state = "", parent] = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ")
    return [state, Number(parent)]
  } catch {
    return undefined
  }
}

const isAlive = (pid: number): boolean => !["Z", "X", undefined].includes(statusOf(pid)?.[0])

const signal = (pids: ReadonlyArray<number>, name: NodeJS.Signals): void => {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, name)
}

const childrenOf = (pid: number | undefined): ReadonlyArray<number> =>
  readdirSync("/proc")
    .map(Number)
    .filter(child => child > 0 && statusOf(child)?.[1] === pid)

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))))
    })
  })

const check = (what: string, { status, stderr, error }: { status: number | null; stderr: string; error?: Error }): void => {
  if (status !== 0) throw new Error(`${what} failed: ${error?.message ?? stderr}`)
}
