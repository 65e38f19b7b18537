/**
 * Runs every example of the documentation as it is printed, and type-checks it.
 *
 * Examples are the fences marked `ts run` in Markdown and each `@example` in a doc comment. `expression // => expected` compares deeply;
 * so does `console.log(value) // => expected` and `const name = … // => expected`; what carries no `// =>` is only run. A long expectation
 * goes on in comment lines indented by two spaces. What an `@example` declares, later ones of the same file may use; a fence marked
 * `ts run continued` may use what the fences above it declare and import. Files given as arguments are the only ones looked at.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join, resolve } from "node:path"
import { collect, type Example } from "./docs/collect.ts"
import { compile, headerLines, type Names } from "./docs/compile.ts"

interface Note {
  readonly module: string
  readonly checks: number
  readonly failure?: string
  readonly mismatches: ReadonlyArray<{ readonly line: number; readonly message: string }>
}

const root = resolve(import.meta.dirname, "..")
const out = join(root, ".chibo/docs-test")

const { examples, files, unmarked } = collect(root, process.argv.slice(2))
const failures = new Map<Example, Array<string>>()
const outside: Array<string> = []
const fail = (example: Example, line: number, message: string): void => {
  failures.set(example, [...(failures.get(example) ?? []), `${example.file}:${line} ${message}`])
}

/** The line of the page where an error came from, as far as the stack tells. */
const lineOf = (note: Note, example: Example): number => {
  const at = note.failure?.split("\n").find(line => line.includes(basename(note.module)))
  const line = /:(\d+):\d+\)?$/.exec(at ?? "")?.[1]
  return line === undefined ? example.line : example.line + Number(line) - 1 - headerLines
}

// compile

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, "node_modules/@chibo"), { recursive: true })
for (const name of readdirSync(join(root, "packages")))
  symlinkSync(join(root, "packages", name), join(out, "node_modules/@chibo", name), "dir")
const modules = new Map<string, Example>()
const declared = new Map<string, Names>()
let expectations = 0
for (const [id, example] of examples.entries()) {
  const name = `${String(id).padStart(4, "0")}-${basename(example.file).replace(/\W+/g, "-")}.ts`
  const compiled = compile(
    example,
    id,
    "../../.ci/docs/check.ts",
    (example.continues ? declared.get(example.file) : undefined) ?? new Map()
  )
  if ("problem" in compiled) {
    fail(example, compiled.problem.line, compiled.problem.message)
    continue
  }
  expectations += compiled.expectations
  const shared = compiled.declares.map(each => [each, { from: `./${name}`, as: "named" }] as const)
  declared.set(example.file, new Map([...(declared.get(example.file) ?? []), ...shared]))
  writeFileSync(join(out, name), compiled.source)
  modules.set(join(out, name), example)
}

// type-check

const config = { extends: "../../tsconfig.json", compilerOptions: { rootDir: "../.." }, include: ["*.ts"], exclude: [] }
writeFileSync(join(out, "tsconfig.json"), JSON.stringify(config))
const compiler = join(root, "node_modules/.bin/tsc")
const tsc = spawnSync(compiler, ["--noEmit", "--pretty", "false", "-p", join(out, "tsconfig.json")], { cwd: out, encoding: "utf8" })
let current: Example | undefined
for (const line of tsc.stdout.split("\n")) {
  const error = /^(.+?)\((\d+),\d+\): error (.*)$/.exec(line)
  if (error === null) {
    if (current !== undefined && line.startsWith("  ")) failures.get(current)?.push(line) // says more about the error above
    continue
  }
  const example = modules.get(resolve(out, error[1] ?? ""))
  current = example
  if (example === undefined) outside.push(line)
  else fail(example, example.line + Number(error[2]) - 1 - headerLines, error[3] ?? "")
}
if (tsc.status !== 0 && current === undefined && outside.length === 0)
  outside.push(`tsc: ${tsc.stdout}${tsc.stderr}${tsc.error?.message ?? ""}`)

// run

const notes = join(out, "notes.jsonl")
const place = mkdtempSync(join(tmpdir(), "chibo-docs-"))
const runner = ["--conditions=@chibo/source", join(root, ".ci/docs/run.ts"), notes]
let left = [...modules.keys()]
let compared = 0
while (left.length > 0) {
  rmSync(notes, { force: true })
  const run = spawnSync(process.execPath, [...runner, ...left], { cwd: place, encoding: "utf8" })
  const ended = existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : []
  for (const text of ended) {
    const note = JSON.parse(text) as Note
    const example = modules.get(note.module)
    if (example === undefined) continue
    compared += note.checks
    for (const { line, message } of note.mismatches) fail(example, line, message)
    if (note.failure !== undefined) fail(example, lineOf(note, example), note.failure.split("\n")[0] ?? "")
  }
  const [last, ...rest] = left.slice(ended.length)
  const example = last === undefined ? undefined : modules.get(last)
  if (example !== undefined)
    fail(example, example.line, `ends the process (${run.signal ?? `exit code ${run.status}`}) ${run.stderr.trim()}`)
  left = rest
}
rmSync(place, { recursive: true, force: true })

// report

const counts = `${files} files, ${examples.length} examples and ${expectations} expectations, of which ${compared} were compared`
console.log(`docs: looked at ${counts}; ${unmarked} ts fences are not marked to run`)
for (const lines of failures.values()) for (const line of lines) console.log(line)
if (outside.length > 0) console.log(`outside of the examples:\n${outside.slice(0, 20).join("\n")}`)
if (examples.length === 0) console.log("no example was found")
else if (expectations === 0) console.log("no example says what it expects")
const failed = failures.size + (outside.length > 0 || expectations === 0 ? 1 : 0)
console.log(`${examples.length - failures.size} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
