/**
 * Processes that a harness starts, each from one bundled file: read module by module, their start would take ten times as long as what is
 * tested.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, type Scope } from "effect"
import { build } from "tsup"

// constructors

/** A folder, in memory where there is room, for as long as the scope lives. */
export const folder: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(roomInMemory() ? "/dev/shm" : tmpdir(), `chibo-faults-${process.pid}-`))),
  path => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
)

/** A script of this folder as one file that node runs. */
export const bundle = (script: string): Effect.Effect<string, never, Scope.Scope> =>
  Effect.gen(function* () {
    const outDir = yield* folder
    yield* Effect.promise(() =>
      build({
        entry: [join(import.meta.dirname, script)],
        outDir,
        config: false,
        silent: true,
        format: ["esm"],
        target: "node24",
        platform: "node",
        noExternal: [/.*/],
        splitting: false,
        removeNodeProtocol: false,
        esbuildOptions: options => {
          options.conditions = ["@chibo/source"]
        }
      })
    )
    writeFileSync(join(outDir, "package.json"), '{ "type": "module" }')
    return join(outDir, script.replace(/ts$/, "js"))
  })

// operations

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly lines: ReadonlyArray<string>
  readonly errors: string
}

/**
 * Runs a command to its end. `meanwhile` is given the process when it is started, and again whenever it says something; `out` is a file to say it
 * to instead.
 */
export const run = (
  command: ReadonlyArray<string>,
  meanwhile: (child: ChildProcess, said: boolean) => void = () => undefined,
  out: number | "pipe" = "pipe"
): Effect.Effect<Ended> =>
  Effect.promise(
    () =>
      new Promise((resolve, reject) => {
        const [program = "", ...options] = command
        const child = spawn(program, options, { stdio: ["ignore", out, "pipe"] })
        let [output, errors] = ["", ""]
        child.stdout?.on("data", (chunk: Buffer) => {
          output += chunk
          meanwhile(child, true)
        })
        child.stderr?.on("data", (chunk: Buffer) => {
          errors += chunk
        })
        child.on("error", reject)
        child.on("close", (code, signal) => resolve({ code, signal, lines: output.split("\n").slice(0, -1), errors }))
        meanwhile(child, false)
      })
  )

/** What a writer acknowledged. */
export const acknowledged = (lines: ReadonlyArray<string>): ReadonlyMap<string, number> =>
  new Map(
    lines.flatMap(line => {
      const [ok, operation = "", first] = line.split(" ")
      return ok === "ok" ? [[operation, Number(first)] as const] : []
    })
  )

// internal

const roomInMemory = (): boolean => {
  if (!existsSync("/dev/shm")) return false
  const { bavail, bsize } = statfsSync("/dev/shm")
  return bavail * bsize > 1_000_000_000
}
