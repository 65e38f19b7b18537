/**
 * Runs the documentation: every fence marked `ts run` in Markdown, and every `@example` of a doc comment.
 *
 * A line `expression // => expected` is compared deeply; other lines are executed. Everything is type-checked first. Each example becomes a module
 * inside an example's folder, where the three packages resolve as they do for a user.
 */
import { spawnSync } from "node:child_process"
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { pathToFileURL } from "node:url"

interface Example {
  readonly file: string
  readonly line: number
  readonly code: string
  readonly needsImports: boolean
}

const root = join(import.meta.dirname, "..")
const out = join(root, "examples", "cao-loc", ".chibo", "docs-test")

const fences = (file: string): ReadonlyArray<Example> => {
  const text = readFileSync(join(root, file), "utf8")
  return [...text.matchAll(/^```ts run\n([\s\S]*?)^```/gm)].map(match => ({
    file,
    line: text.slice(0, match.index).split("\n").length + 1,
    code: match[1] ?? "",
    needsImports: false
  }))
}

const docExamples = (file: string): ReadonlyArray<Example> => {
  const text = readFileSync(join(root, file), "utf8")
  return [...text.matchAll(/@example\n((?:\s*\*(?! @|\/).*\n)+)/g)].map(match => ({
    file,
    line: text.slice(0, match.index).split("\n").length + 1,
    code: (match[1] ?? "").replace(/^\s*\* ?/gm, ""),
    needsImports: true
  }))
}

const namespaces = (pkg: string, folder = "") =>
  [...readFileSync(join(root, "packages", pkg, "src", folder, "index.ts"), "utf8").matchAll(/export \* as (\w+)/g)].map(
    match => match[1] ?? ""
  )

const importsFor = (code: string): string => {
  const lines: Array<string> = []
  const taken = new Set<string>()
  for (const [from, names] of [
    ["@chibo/core", namespaces("core")],
    ["@chibo/core/testing", namespaces("core", "testing")],
    ["@chibo/rules", namespaces("rules")],
    ["effect", ["Effect", "Option", "Result", "Schema", "Stream"]]
  ] as const) {
    const used = names.filter(name => !taken.has(name) && new RegExp(`\\b${name}\\b`).test(code.replace(/"[^"]*"/g, "")))
    for (const name of used) taken.add(name)
    if (used.length > 0) lines.push(`import { ${used.join(", ")} } from "${from}"`)
  }
  return lines.join("\n")
}

/** Whole statements: lines are joined until their brackets balance; a line `// => …` of its own belongs to the statement before it. */
const statements = (code: string): ReadonlyArray<{ readonly text: string; readonly offset: number }> => {
  const found: Array<{ text: string; offset: number }> = []
  let depth = 0
  for (const [offset, text] of code.split("\n").entries()) {
    const bare = text.replace(/\/\/.*$/, "").replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|'[^']*'/g, '""')
    const last = found.at(-1)
    const joins = last !== undefined && (depth > 0 || /^\s*\/\/ =>/.test(text))
    if (joins) last.text += `\n${text}`
    else found.push({ text, offset })
    depth += (bare.match(/[([{]/g)?.length ?? 0) - (bare.match(/[)\]}]/g)?.length ?? 0)
  }
  return found
}

const compile = ({ file, line, code, needsImports }: Example, before: string): string => {
  const body = statements(code).map(({ text, offset }) => {
    const check = /^(?!\s*(?:const|let|import|export)\b)([\s\S]*?)\s*\/\/ => (.+)$/.exec(text)
    return check === null ? text : `__same(${check[1]}, ${check[2]}, ${JSON.stringify(`${file}:${line + offset + 1}`)})`
  })
  return `import { same as __same } from "../same.ts"\n${needsImports ? importsFor(before + code) : ""}\n${before}\n${body.join("\n")}\nexport {}\n`
}

/** What earlier examples of the same file declared, as far as this one uses it and does not declare it itself. */
const declaredBefore = (index: number): string => {
  const example = examples[index]
  if (example === undefined || !example.needsImports) return ""
  return examples
    .slice(0, index)
    .filter(other => other.file === example.file)
    .flatMap(other => statements(other.code))
    .filter(({ text }) => {
      const name = /^const (\w+)/.exec(text)?.[1]
      return name !== undefined && new RegExp(`\\b${name}\\b`).test(example.code) && !new RegExp(`const ${name}\\b`).test(example.code)
    })
    .map(({ text }) => text)
    .join("\n")
}

const same = `import { deepStrictEqual } from "node:assert"
export const same = (actual: unknown, expected: unknown, where: string): void => {
  const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))
  deepStrictEqual(plain(actual), plain(expected), \`\${where}: \${JSON.stringify(actual)} is not \${JSON.stringify(expected)}\`)
  counted.checks++
}
export const counted = { checks: 0 }
`

const markdown = globSync(["README.md", "CONTRIBUTING.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md"], { cwd: root })
const sources = globSync("packages/*/src/**/*.ts", { cwd: root })
const examples = [...markdown.sort().flatMap(fences), ...sources.sort().flatMap(docExamples)]

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, "run"), { recursive: true })
writeFileSync(join(out, "same.ts"), same)
writeFileSync(
  join(out, "tsconfig.json"),
  JSON.stringify({
    extends: relative(out, join(root, "tsconfig.json")),
    compilerOptions: { noUnusedLocals: false },
    include: ["**/*.ts"]
  })
)
const files = examples.map((example, i) => {
  const path = join(out, "run", `${i}.ts`)
  writeFileSync(path, compile(example, declaredBefore(i)))
  return path
})

let failed = 0
const types = spawnSync("tsc", ["--noEmit", "-p", join(out, "tsconfig.json")], { encoding: "utf8" })
if (types.status !== 0) {
  for (const line of types.stdout.split("\n").filter(text => text.trim() !== "")) {
    const at = /run\/(\d+)\.ts/.exec(line)
    const example = at === null ? undefined : examples[Number(at[1])]
    console.error(example === undefined ? line : `${example.file}:${example.line}: ${line}`)
  }
  failed++
}
for (const [i, path] of files.entries()) {
  try {
    await import(pathToFileURL(path).href)
  } catch (error) {
    failed++
    console.error(`${examples[i]?.file}:${examples[i]?.line}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
const { counted } = await import(pathToFileURL(join(out, "same.ts")).href)
console.log(
  `looked at ${examples.length} examples in ${markdown.length} pages and ${sources.length} sources, with ${counted.checks} comparisons`
)
if (examples.length === 0 || counted.checks === 0) failed++
console.log(`${Math.max(0, examples.length - failed)} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
