/**
 * Finds the examples of the documentation: fences marked `ts run` in Markdown, and `@example` in the doc comments of the sources.
 */
import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { parseSync } from "oxc-parser"

export interface Example {
  readonly file: string
  /** The line, from 1, on which `code` begins. */
  readonly line: number
  readonly code: string
  /** Whether it may use what earlier examples of its file declared or imported: a doc comment, or a fence marked `continued`. */
  readonly continues: boolean
  /** What an example may use without importing it: the module by the name. Empty for a fence, whose imports stand in it. */
  readonly scope: ReadonlyMap<string, Import>
}

export interface Import {
  readonly from: string
  readonly as: "named" | "namespace"
}

export interface Collection {
  readonly examples: ReadonlyArray<Example>
  readonly files: number
  /** Fences of TypeScript that are not marked to be run. */
  readonly unmarked: number
}

/** All examples below a folder, or only those of some files. */
export const collect = (root: string, only: ReadonlyArray<string>): Collection => {
  const found = (patterns: ReadonlyArray<string>): ReadonlyArray<string> =>
    globSync(patterns, { cwd: root, exclude: path => /(^|[\\/])(node_modules|dist)([\\/]|$)/.test(path) })
      .map(path => path.replaceAll("\\", "/"))
      .filter(path => only.length === 0 || only.includes(path))
      .sort()
  const pages = found(["*.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md"])
  const modules = found(["packages/*/src/**/*.ts"])
  const fences = pages.map(file => fencesOf(file, readFileSync(resolve(root, file), "utf8")))
  const comments = modules.flatMap(file => commentsOf(root, file))
  return {
    examples: [...fences.flatMap(fence => fence.examples), ...comments],
    files: pages.length + modules.length,
    unmarked: fences.reduce((sum, fence) => sum + fence.unmarked, 0)
  }
}

// fences

const fencesOf = (file: string, text: string): { readonly examples: ReadonlyArray<Example>; readonly unmarked: number } => {
  const examples: Array<Example> = []
  let unmarked = 0
  let open:
    | {
        readonly ticks: string
        readonly indent: number
        readonly runs: boolean
        readonly continues: boolean
        readonly line: number
        readonly code: Array<string>
      }
    | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const fence = /^(\s*)(`{3,})\s*([^`]*)$/.exec(line)
    if (open !== undefined) {
      if (fence?.[3] === "" && (fence[2] ?? "").length >= open.ticks.length) {
        if (open.runs) examples.push({ file, line: open.line, code: open.code.join("\n"), continues: open.continues, scope: new Map() })
        open = undefined
      } else open.code.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)))
    } else if (fence !== null) {
      const [language, marker, more] = (fence[3] ?? "").split(/\s+/)
      const runs = language === "ts" && marker === "run"
      if (language === "ts" && !runs) unmarked++
      open = { ticks: fence[2] ?? "", indent: (fence[1] ?? "").length, runs, continues: more === "continued", line: index + 2, code: [] }
    }
  }
  return { examples, unmarked }
}

// doc comments

const commentsOf = (root: string, file: string): ReadonlyArray<Example> => {
  const text = readFileSync(resolve(root, file), "utf8")
  if (!text.includes("@example")) return []
  const scope = scopeOf(root, file)
  return parseSync(file, text)
    .comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"))
    .flatMap(comment => {
      const first = text.slice(0, comment.start).split("\n").length
      const examples: Array<Example> = []
      let open: { readonly line: number; readonly code: Array<string> } | undefined
      const close = () => {
        if (open !== undefined) examples.push({ file, line: open.line, code: open.code.join("\n").trimEnd(), continues: true, scope })
        open = undefined
      }
      for (const [index, raw] of comment.value.split(/\r?\n/).entries()) {
        const line = raw.replace(index === 0 ? /^\*\s?/ : /^\s*\*? ?/, "")
        const tag = /^\s*@(\w+)\s?(.*)$/.exec(line)
        if (tag !== null) close()
        if (tag?.[1] === "example") open = { line: first + index, code: [tag[2] ?? ""] }
        else open?.code.push(/^\s*```/.test(line) ? "" : line)
      }
      close()
      return examples
    })
}

/** What every doc comment may use of Effect. */
const ofEffect = ["Effect", "Layer", "Option", "Result", "Schema", "Stream"]

const packages = ["core", "rules", "adapters"]

/**
 * The names in scope of a doc comment: what is exported with a capital by the roots of its own package and of those it builds on, and by the
 * subpath it belongs to. Such a subpath stands there by its own name too: `@chibo/adapters/sqlite` is `Sqlite`.
 */
const scopeOf = (root: string, file: string): ReadonlyMap<string, Import> => {
  const scope = new Map<string, Import>(ofEffect.map(name => [name, { from: "effect", as: "named" }]))
  const own = file.split("/")[1] ?? ""
  for (const name of packages.slice(0, packages.indexOf(own) + 1)) {
    const { exports } = JSON.parse(readFileSync(resolve(root, "packages", name, "package.json"), "utf8")) as {
      readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
    }
    for (const [subpath, target] of Object.entries(exports)) {
      const source = typeof target === "string" ? undefined : target["@chibo/source"]
      if (source === undefined) continue
      const path = `packages/${name}/${source.slice(2)}`
      if (subpath !== "." && !file.startsWith(`${dirname(path)}/`)) continue
      const from = `@chibo/${name}${subpath.slice(1)}`
      if (subpath !== ".") scope.set(pascal(subpath.slice(subpath.lastIndexOf("/") + 1)), { from, as: "namespace" })
      for (const exported of exportsOf(root, path)) if (/^[A-Z]/.test(exported)) scope.set(exported, { from, as: "named" })
    }
  }
  return scope
}

const exportsOf = (root: string, path: string): ReadonlyArray<string> =>
  existsSync(resolve(root, path))
    ? parseSync(path, readFileSync(resolve(root, path), "utf8")).module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(entry => entry.exportName.name ?? [])
      )
    : []

const pascal = (text: string): string => text.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
