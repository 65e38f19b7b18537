/**
 * Who may import whom. A pure function over sources, so that it can be tested with planted mistakes.
 *
 * Inside a package a module imports only what stands before it in the package's list. `folder/*` stands for all modules below a folder;
 * among themselves these import in any order, without a cycle. An `index.ts` ends its folder: nothing in that folder imports it.
 */
import { parseSync } from "oxc-parser"

// data

/** The packages in the order of the arrow: each imports only those before it. */
export const order = {
  core: [
    "PlainDate",
    "Period",
    "WorkingDays",
    "Vietnamese",
    "Id",
    "Instrument",
    "Unit",
    "Member",
    "fact/kind",
    "fact/*",
    "fact/Fact",
    "journal/*",
    "Journal",
    "Verify",
    "Timeline",
    "Known",
    "hierarchy/*",
    "Hierarchy",
    "register/*",
    "Register",
    "intake/*",
    "Intake",
    "testing/*",
    "index"
  ],
  rules: [
    "wording/*",
    "Citation",
    "Dated",
    "Measure",
    "expression/*",
    "Expression",
    "Question",
    "Clause",
    "Overlay",
    "Indicator",
    "pack/*",
    "RulePack",
    "rulebook/*",
    "analysis/*",
    "Rulebook",
    "brief/*",
    "Brief",
    "Advice",
    "engine/*",
    "Engine",
    "explain/*",
    "Explain",
    "engine/timeline",
    "engine/index",
    "rulePack/*",
    "advice/*",
    "Compare",
    "check/*",
    "Check",
    "Task",
    "Report",
    "packs/vietnam/*",
    "packs/*",
    "testing/*",
    "testing/command/*",
    "index"
  ],
  adapters: [
    "internal/*",
    "text/*",
    "table/*",
    "matching/*",
    "profiles/*",
    "memory/*",
    "sqlite/*",
    "postgres/*",
    "csv/*",
    "xlsx/*",
    "html/*"
  ]
} satisfies Record<string, ReadonlyArray<string>>

/** Modules of Effect's root that are tagged unstable; its lower-case subpaths (`effect/sql`) are held to be unstable as a whole. */
const unstable = new Set(["Arbitrary", "FileSystem", "Path", "Terminal", "LayerMap", "Graph", "PlatformError"])

/** Reading one of these gives another answer on another day or in another run. */
const clocks = new Set([
  "Date.now",
  "performance.now",
  "Math.random",
  "Temporal.Now",
  "Clock.currentTimeMillis",
  "Clock.currentTimeNanos",
  "DateTime.now",
  "DateTime.nowUnsafe",
  "DateTime.nowAsDate",
  "crypto.randomUUID",
  "crypto.getRandomValues"
])

// model

/** What was looked at, and each breach as `path:line what`. */
export interface Findings {
  readonly modules: number
  readonly imports: number
  readonly breaches: ReadonlyArray<string>
}

interface Import {
  readonly from: string
  readonly names: ReadonlyArray<string>
  readonly line: number
}

interface Place {
  readonly at: number
  readonly entry: string
  /** An `index.ts`: it stands after the rest of its folder. */
  readonly end: boolean
}

// operations

/** Checks sources by path, such as `packages/core/src/Period.ts` and `examples/cao-loc/src/main.ts`. */
export const check = (sources: Readonly<Record<string, string>>): Findings => {
  const breaches: Array<string> = []
  const inGroups = new Map<string, Array<string>>()
  let imports = 0
  for (const [path, source] of Object.entries(sources)) {
    const home = homeOf(path)
    if (home === undefined) {
      breaches.push(`${path} is in no package`)
      continue
    }
    const place = home.list === undefined ? undefined : placeOf(home.list, home.module)
    if (home.list !== undefined && place === undefined) breaches.push(`${path} is not in the list of its package`)
    const read = readModule(path, source)
    breaches.push(...read.problems)
    imports += read.imports.length
    for (const found of read.imports) {
      const breach = found.from.startsWith(".") ? relative(path, home, place, found, inGroups) : bare(home, found)
      if (breach !== undefined) breaches.push(`${path}:${found.line} ${breach}`)
    }
    if (home.package === "core" || home.package === "rules") {
      for (const { name, line } of read.clocks) {
        if (!(inTesting(home) && /^(Clock|DateTime)\./.test(name))) breaches.push(`${path}:${line} reads ${name}`)
      }
    }
  }
  return { modules: Object.keys(sources).length, imports, breaches: [...breaches, ...cycles(inGroups)] }
}

/** Entries of the lists for which there is no module. */
export const unused = (paths: ReadonlyArray<string>): ReadonlyArray<string> => {
  const used = new Set(
    paths.flatMap(path => {
      const home = homeOf(path)
      const place = home?.list === undefined ? undefined : placeOf(home.list, home.module)
      return place === undefined ? [] : [`${home?.package}/${place.entry}`]
    })
  )
  return Object.entries(order)
    .flatMap(([name, list]) => list.map(entry => `${name}/${entry}`))
    .filter(entry => !used.has(entry))
}

// internal

interface Home {
  readonly package: string
  readonly root: string
  readonly module: string
  readonly list: ReadonlyArray<string> | undefined
}

const packages: ReadonlyArray<string> = [...Object.keys(order), "examples"]

const homeOf = (path: string): Home | undefined => {
  const parts = /^(?:packages\/(?<name>[^/]+)|examples\/[^/]+)\/src\/(?<module>.+)\.ts$/.exec(path)?.groups
  if (parts === undefined) return undefined
  const name = parts.name ?? "examples"
  if (!packages.includes(name)) return undefined
  const module = parts.module ?? ""
  return {
    package: name,
    root: path.slice(0, -`${module}.ts`.length),
    module,
    list: Object.entries(order).find(([key]) => key === name)?.[1]
  }
}

/** Commands run under Node only. */
const inCommand = (path: string): boolean => path.includes("/src/testing/command/")

const inTesting = (home: Home): boolean => home.module.startsWith("testing/")

/** The exact entry, or else the longest folder that holds the module. */
const placeOf = (list: ReadonlyArray<string>, module: string): Place | undefined => {
  const entry = list.includes(module)
    ? module
    : list.filter(entry => entry.endsWith("/*") && module.startsWith(entry.slice(0, -1))).sort((a, b) => b.length - a.length)[0]
  return entry === undefined ? undefined : { at: list.indexOf(entry), entry, end: /(^|\/)index$/.test(module) }
}

const relative = (
  path: string,
  home: Home,
  place: Place | undefined,
  found: Import,
  inGroups: Map<string, Array<string>>
): string | undefined => {
  const target = new URL(found.from, `file:///${path}`).pathname.slice(1)
  if (!target.startsWith(home.root)) return `leaves its package by ${found.from}`
  if (home.list === undefined || place === undefined) return undefined
  const other = placeOf(home.list, target.slice(home.root.length).replace(/\.ts$/, ""))
  if (other === undefined) return `imports ${found.from}, which is not in the list`
  if (other.at > place.at || target === path) return `imports ${found.from}, which stands after it`
  if (other.at < place.at) return undefined
  if (other.end && folder(path).startsWith(folder(target))) return `imports ${found.from}, the end of its own folder`
  inGroups.set(path, [...(inGroups.get(path) ?? []), target])
  return undefined
}

const folder = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1)

const bare = (home: Home, found: Import): string | undefined => {
  const [, name, subpath = ""] = /^@chibo\/([^/]+)(\/.*)?$/.exec(found.from) ?? []
  if (name !== undefined) {
    if (!packages.includes(name) || packages.indexOf(name) >= packages.indexOf(home.package))
      return `imports ${found.from} against the arrow`
    if (subpath === "/testing" && !inTesting(home)) return `imports ${found.from} outside of testing/`
    return undefined
  }
  if (home.package !== "core" && home.package !== "rules") return undefined
  if (inCommand(`${home.root}${home.module}`) && found.from.startsWith("node:")) return undefined
  if (found.from.startsWith("node:")) return `imports ${found.from}, so it would not run in a browser`
  const modules = found.from === "effect" ? found.names : /^effect\//.test(found.from) ? [found.from.slice("effect/".length)] : []
  if (inTesting(home) && modules.every(module => module === "Arbitrary" || module.startsWith("testing"))) return undefined
  const odd = modules.find(module => unstable.has(module) || (found.from !== "effect" && !/^[A-Z]\w*$/.test(module)))
  return odd === undefined ? undefined : `imports ${odd} of effect, which is unstable`
}

const readModule = (path: string, source: string) => {
  const parsed = parseSync(path, source)
  const lineAt = (offset: number): number => source.slice(0, offset).split("\n").length
  const imports: Array<Import> = []
  for (const { moduleRequest, entries, start } of parsed.module.staticImports) {
    imports.push({ from: moduleRequest.value, names: entries.flatMap(entry => entry.importName.name ?? []), line: lineAt(start) })
  }
  for (const { entries, start } of parsed.module.staticExports) {
    const from = new Set(entries.flatMap(entry => entry.moduleRequest?.value ?? []))
    for (const request of from) {
      imports.push({ from: request, names: entries.flatMap(entry => entry.importName.name ?? []), line: lineAt(start) })
    }
  }
  const problems = parsed.errors.map(error => `${path} does not parse: ${error.message}`)
  for (const { moduleRequest, start } of parsed.module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end)
    const literal = /^(["'])(.*)\1$/.exec(text)?.[2]
    if (literal === undefined) {
      // a command is handed the names of modules
      if (!inCommand(path)) problems.push(`${path}:${lineAt(start)} imports what is not a literal: ${text}`)
    } else imports.push({ from: literal, names: [], line: lineAt(start) })
  }
  const found: Array<{ readonly name: string; readonly line: number }> = []
  walk(parsed.program, node => {
    const name = clockRead(node)
    if (name !== undefined) found.push({ name, line: lineAt(Number(node.start)) })
  })
  return { imports, problems, clocks: found }
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value

const walk = (value: unknown, visit: (node: Node) => void): void => {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (isNode(value)) {
    visit(value)
    for (const child of Object.values(value)) walk(child, visit)
  }
}

const nameOf = (value: unknown): string =>
  !isNode(value)
    ? ""
    : value.type === "Identifier"
      ? String(value.name)
      : value.type === "MemberExpression" && value.computed === false
        ? `${nameOf(value.object)}.${nameOf(value.property)}`
        : value.type === "MemberExpression" && isNode(value.property) && value.property.type === "Literal"
          ? `${nameOf(value.object)}.${String(value.property.value)}`
          : ""

const clockRead = (node: Node): string | undefined => {
  const withoutArguments = Array.isArray(node.arguments) && node.arguments.length === 0
  if (node.type === "NewExpression" && withoutArguments && /^(globalThis\.)?(Date|UTCDate)$/.test(nameOf(node.callee))) return "new Date()"
  if (node.type === "CallExpression" && /^(globalThis\.)?Date$/.test(nameOf(node.callee))) return "Date()"
  const name = node.type === "MemberExpression" ? nameOf(node).replace(/^globalThis\./, "") : ""
  return clocks.has(name) ? name : undefined
}

const cycles = (edges: ReadonlyMap<string, ReadonlyArray<string>>): ReadonlyArray<string> => {
  const found: Array<string> = []
  const done = new Set<string>()
  const visit = (path: string, trail: ReadonlyArray<string>): void => {
    const at = trail.indexOf(path)
    if (at >= 0) found.push(`a cycle: ${[...trail.slice(at), path].join(" → ")}`)
    if (at >= 0 || done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return found
}
