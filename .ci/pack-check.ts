/**
 * Tests what is published: builds and packs the packages, looks at the tarballs, and installs them into an empty project of a stranger, which
 * type-checks under NodeNext and Bundler and runs.
 */
import { spawnSync } from "node:child_process"
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

const root = join(import.meta.dirname, "..")
const packages = ["core", "rules", "adapters"]
let [passed, failed] = [0, 0]

const report = (name: string, ok: boolean, detail: string): void => {
  console.log(`${ok ? "ok    " : "FAILED"} ${name}`)
  if (ok) passed++
  else {
    failed++
    console.log(detail.trim().slice(-4000))
  }
}

const run = (name: string, command: string, args: ReadonlyArray<string>, cwd: string): string => {
  const result = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } })
  report(name, result.status === 0, `${result.stdout}\n${result.stderr}${result.error?.message ?? ""}`)
  return result.stdout ?? ""
}

const pnpm = ["-y", "pnpm@12"]
const bin = (name: string): string => join(root, "node_modules", ".bin", name)

run("build", "npx", [...pnpm, "run", "build"], root)

const project = mkdtempSync(join(tmpdir(), "chibo-consumer-"))
process.on("exit", () => rmSync(project, { recursive: true, force: true }))
const entries: Array<string> = []
const dependencies: Record<string, string> = {}

// each tarball by itself

for (const name of packages) {
  const tarball = `${name}.tgz`
  run(`${name}: pack`, "npx", [...pnpm, "pack", "--out", join(project, tarball)], join(root, "packages", name))
  run(`${name}: publint --strict`, bin("publint"), ["run", tarball, "--strict"], project)
  run(`${name}: attw`, bin("attw"), [tarball, "--profile", "esm-only", "--no-definitely-typed"], project)

  const tar = (...args: ReadonlyArray<string>): string => spawnSync("tar", [...args], { cwd: project, encoding: "utf8" }).stdout ?? ""
  const files = tar("-tzf", tarball)
    .split("\n")
    .map(path => path.replace(/^package\//, ""))
  const strays = files.filter(path => /(^|\/)(test|tests|bench|coverage|node_modules)\/|\.(test|bench|spec)\./.test(path))
  report(`${name}: ${files.length} files in the tarball, none of them a test`, files.length > 3 && strays.length === 0, strays.join("\n"))

  const text = tar("-xzOf", tarball, "package/package.json") || "{}"
  const manifest = JSON.parse(text) as Partial<Manifest>
  const targets = Object.values(manifest.exports ?? {}).flatMap(target => (typeof target === "string" ? [target] : Object.values(target)))
  const missing = [...targets.map(target => target.replace(/^\.\//, "")), "LICENSE"].filter(path => !files.includes(path))
  report(
    `${name}: ${targets.length} targets of exports and the licence are in the tarball`,
    targets.length > 0 && missing.length === 0,
    missing.join("\n")
  )
  report(`${name}: no dependency is left to the workspace`, !text.includes("workspace:"), text)
  if (manifest.name === undefined) continue
  dependencies[manifest.name] = `file:./${tarball}`
  for (const subpath of Object.keys(manifest.exports ?? {}))
    if (subpath !== "./package.json") entries.push(manifest.name + subpath.slice(1))
}

const built = globSync("packages/adapters/dist/**/*.js", { cwd: root }).map(file => readFileSync(join(root, file), "utf8"))
report(
  "adapters: node:sqlite is still imported as such",
  built.some(code => code.includes('"node:sqlite"')),
  "nothing in dist imports node:sqlite"
)

// a stranger's project

const devDependencies = (folder: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).devDependencies
const versions = devDependencies(".")
// the optional peer of one of the entries
const driver = { "@effect/sql-pg": devDependencies("packages/adapters")["@effect/sql-pg"] }
writeFileSync(
  join(project, "package.json"),
  JSON.stringify({
    private: true,
    type: "module",
    dependencies: { ...dependencies, ...driver, effect: versions.effect },
    devDependencies: { typescript: versions.typescript, "@types/node": versions["@types/node"] }
  })
)
const imports = entries.map((entry, i) => `import * as e${i} from "${entry}"`)
const checks = entries.map((entry, i) => `if (Object.keys(e${i}).length === 0) throw new Error("${entry} exports nothing")`)
writeFileSync(join(project, "consumer.ts"), `${[...imports, ...checks, `console.log("${entries.length} entries")`].join("\n")}\n`)
cpSync(join(import.meta.dirname, "consumer", "use.ts"), join(project, "use.ts"))
run("install the tarballs", "npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], project)
const strict = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false", "--target", "ES2023", "--types", "node"]
for (const [module, resolution] of [
  ["NodeNext", "NodeNext"],
  ["ESNext", "Bundler"]
]) {
  const options = [...strict, "--lib", "ES2023,ESNext.Temporal,DOM", "--module", module ?? "", "--moduleResolution", resolution ?? ""]
  run(`type-check under ${resolution}`, join(project, "node_modules", ".bin", "tsc"), [...options, "consumer.ts", "use.ts"], project)
}
run(`import ${entries.length} entries`, process.execPath, ["consumer.ts"], project)
run("use the library", process.execPath, ["use.ts"], project)

// a pack of somebody else's: the example, copied out of the workspace

const district = mkdtempSync(join(tmpdir(), "chibo-another-district-"))
process.on("exit", () => rmSync(district, { recursive: true, force: true }))
for (const part of ["src", "test", "scenarios"])
  cpSync(join(root, "examples", "another-district", part), join(district, part), { recursive: true })
const copied = JSON.parse(readFileSync(join(root, "examples", "another-district", "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>
}
const packed = Object.entries(dependencies).map(([name, file]) => [name, file.replace("./", `${project}/`)] as const)
const wanted = packed.filter(([name]) => name in copied.dependencies)
writeFileSync(
  join(district, "package.json"),
  JSON.stringify({
    private: true,
    type: "module",
    dependencies: { ...copied.dependencies, ...Object.fromEntries(wanted) },
    devDependencies: { typescript: versions.typescript, "@types/node": versions["@types/node"], vitest: versions.vitest }
  })
)
run("another-district: install the tarballs", "npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], district)
const sources = globSync("{src,test}/*.ts", { cwd: district })
report(`another-district: ${sources.length} files of source`, sources.length > 5, sources.join("\n"))
const options = [
  ...strict,
  "--noUncheckedIndexedAccess",
  "--allowImportingTsExtensions",
  "--module",
  "NodeNext",
  "--lib",
  "ES2024,ESNext.Temporal,DOM"
]
run("another-district: type-check", join(district, "node_modules", ".bin", "tsc"), [...options, ...sources], district)
run("another-district: tests", join(district, "node_modules", ".bin", "vitest"), ["run"], district)
const printed = run("another-district: start", process.execPath, ["src/main.ts"], district)
for (const expected of ["12 / 12", "3 / 3", "18,54%", "loc-binh-without", "(beyond-contract)"])
  report(`another-district: prints ${expected}`, printed.includes(expected), printed)

console.log(`pack: looked at ${packages.length} packages and ${entries.length} entries`)
if (entries.length < packages.length) failed++
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
