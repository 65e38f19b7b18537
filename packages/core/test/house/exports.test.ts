import { existsSync, globSync, readdirSync, readFileSync } from "node:fs"
import { matchesGlob, resolve } from "node:path"
import { parseSync } from "oxc-parser"
import { describe, expect, it } from "vitest"

const root = resolve(import.meta.dirname, "../../../..")
const read = (path: string): string => readFileSync(resolve(root, path), "utf8")

interface Manifest {
  readonly name: string
  readonly version: string
  readonly sideEffects?: boolean
  readonly engines?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
}

const names = ["adapters", "core", "rules"]
const manifests = names.map(name => {
  const manifest: Manifest = JSON.parse(read(`packages/${name}/package.json`))
  return { name, folder: `packages/${name}`, manifest }
})
const entries = manifests.flatMap(({ name, folder, manifest }) =>
  Object.entries(manifest.exports).flatMap(([subpath, target]) =>
    typeof target === "string" ? [] : [{ id: `@chibo/${name}${subpath.slice(1)}`, name, folder, subpath, target }]
  )
)

/** Every name that a module exports, with the module it stands for where it is a namespace (`* as X from`). */
const exportsOf = (path: string): ReadonlyArray<readonly [name: string, from: string | undefined]> =>
  parseSync(path, read(path)).module.staticExports.flatMap(({ entries }) =>
    entries.map(entry => [entry.exportName.name ?? "*", entry.importName.kind === "All" ? entry.moduleRequest?.value : undefined] as const)
  )

/** What each kind of entry is there for. */
const promised: ReadonlyArray<readonly [id: RegExp, name: string]> = [
  [/^@chibo\/core\/testing$/, "JournalTest"],
  [/^@chibo\/rules\/testing$/, "RulePackTest"],
  [/^@chibo\/rules\/packs\/[^/]+$/, "pack"],
  [/^@chibo\/adapters\/(memory|sqlite|postgres)$/, "layer"]
]

describe("the packages", () => {
  it("are the three that were agreed", () => {
    console.log(`exports: looked at ${manifests.length} packages and ${entries.length} entries`)
    expect(readdirSync(resolve(root, "packages")).sort()).toEqual(names)
    expect(entries.length).toBeGreaterThan(names.length)
  })

  it.each(manifests)("$name keeps the common terms", ({ name, manifest }) => {
    expect(manifest.name).toBe(`@chibo/${name}`)
    expect(manifest.sideEffects).toBe(false)
    expect(manifest.engines?.node).toBe(">=24")
    expect(manifest.peerDependencies?.effect).toMatch(/^\^4\./)
    expect(manifest.dependencies?.effect).toBeUndefined()
    expect(manifest.exports["./package.json"]).toBe("./package.json")
    expect(new Set(manifests.map(({ manifest }) => manifest.version)).size).toBe(1)
  })

  it("have no root entry where a store is to be chosen", () => {
    expect(entries.filter(entry => entry.name === "adapters" && entry.subpath === ".")).toEqual([])
  })

  it.each(manifests)("$name builds what it exports, and its commands", ({ name, folder, manifest }) => {
    const built = [...read(`${folder}/tsup.config.ts`).matchAll(/"(src\/[^"]+\.ts)"/g)].map(match => match[1])
    const exported = entries.filter(entry => entry.name === name).map(entry => entry.target["@chibo/source"]?.slice(2))
    const commands = Object.values(manifest.bin ?? {}).map(path => path.replace("./dist/", "src/").replace(/\.js$/, ".ts"))
    expect(built.sort()).toEqual([...exported, ...commands].sort())
  })
})

describe.each(entries)("$id", ({ id, folder, target }) => {
  const source = target["@chibo/source"] ?? ""

  it("points to a source, and to what is built from it", () => {
    expect(existsSync(resolve(root, folder, source)), `${folder}/${source}`).toBe(true)
    const stem = source.replace("./src/", "./dist/").replace(/\.ts$/, "")
    expect(Object.entries(target)).toEqual([
      ["@chibo/source", source],
      ["types", `${stem}.d.ts`],
      ["default", `${stem}.js`]
    ])
  })

  it("exports what it is there for", () => {
    const found = exportsOf(`${folder}/${source}`)
    expect(found).not.toEqual([])
    const missing = promised.filter(([pattern, name]) => pattern.test(id) && !found.some(([exported]) => exported === name))
    expect(missing).toEqual([])
  })
})

describe.each(entries.filter(entry => entry.subpath === "."))("$id is made of namespaces", ({ folder, target }) => {
  const source = target["@chibo/source"] ?? ""

  it("one for each module at the top of src, and Fact", () => {
    const src = resolve(root, folder, "src")
    const modules = [...readdirSync(src).filter(name => /^[A-Z]\w*\.ts$/.test(name)), ...globSync("*/Fact.ts", { cwd: src })]
    // a namespace that needs what stands after its module is put together in the index of the folder of that name
    const whole = (path: string) =>
      path.replace(/^([A-Z])(\w*)\.ts$/, (_, first: string, rest: string) => `${first.toLowerCase()}${rest}/index.ts`)
    const expected = modules.map(path => [
      path.replace(/^.*\/|\.ts$/g, ""),
      `./${path.includes("/") || !existsSync(resolve(src, whole(path))) ? path : whole(path)}`
    ])
    expect([...exportsOf(`${folder}/${source}`)].sort()).toEqual(expected.sort())
  })
})

describe("the top of the repository", () => {
  const listed = [
    ".changeset",
    ".ci",
    ".gitignore",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "biome.json",
    "docs",
    "examples",
    "knip.json",
    "package.json",
    "packages",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "tsconfig.base.json",
    "tsconfig.json",
    "vitest.config.ts"
  ]

  it("holds what is listed and nothing else, but for what git ignores", () => {
    const lines = read(".gitignore").split("\n")
    const ignored = lines.filter(line => line !== "" && !line.startsWith("#")).map(line => line.replace(/\/$/, ""))
    const found = readdirSync(root).filter(name => name !== ".git" && !ignored.some(pattern => matchesGlob(name, pattern)))
    expect(found.sort()).toEqual(listed)
  })
})
