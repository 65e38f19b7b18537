/**
 * Tests what is published: builds, lints the packages as packed, and installs the tarballs into an empty project of a stranger, which type-checks
 * under NodeNext and Bundler and runs.
 */
import { spawnSync } from "node:child_process"
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")
const packages = ["core", "rules", "adapters"]
let [passed, failed] = [0, 0]

const run = (name: string, command: string, args: ReadonlyArray<string>, cwd: string): string => {
  const result = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } })
  report(name, result.status === 0, `${result.stdout}\n${result.stderr}`)
  return result.stdout
}

const report = (name: string, ok: boolean, detail: string): void => {
  console.log(`${ok ? "ok    " : "FAILED"} ${name}`)
  if (ok) passed++
  else {
    failed++
    console.error(detail.slice(-4000))
  }
}

run("build", "npx", ["-y", "pnpm@12", "run", "build"], root)
const project = mkdtempSync(join(tmpdir(), "chibo-consumer-"))
if (process.env.KEEP !== undefined) console.log(project)
const manifests = packages.map(pkg => JSON.parse(readFileSync(join(root, "packages", pkg, "package.json"), "utf8")))
const entries = manifests.flatMap(manifest =>
  Object.keys(manifest.exports)
    .filter(entry => entry !== "./package.json")
    .map(entry => manifest.name + entry.slice(1))
)

for (const pkg of packages) {
  const cwd = join(root, "packages", pkg)
  run(`${pkg}: publint --strict`, "npx", ["-y", "pnpm@12", "exec", "publint", "--strict"], cwd)
  run(`${pkg}: attw`, "npx", ["-y", "pnpm@12", "exec", "attw", "--pack", ".", "--profile", "esm-only"], cwd)
  run(`${pkg}: pack`, "npx", ["-y", "pnpm@12", "pack", "--pack-destination", project], cwd)
}
const tarballs = globSync("*.tgz", { cwd: project })
for (const tarball of tarballs) {
  const listing = spawnSync("tar", ["tzf", join(project, tarball)], { encoding: "utf8" }).stdout
  report(`${tarball}: no tests inside`, listing.includes("package/dist/") && !/\.test\.|\/test\//.test(listing), listing)
}
const builtSqlite = globSync("packages/adapters/dist/**/*.js", { cwd: root }).map(file => readFileSync(join(root, file), "utf8"))
report(
  "adapters: node:sqlite is still imported as such",
  builtSqlite.some(code => code.includes('"node:sqlite"')),
  "no import of node:sqlite"
)

const effect = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies
writeFileSync(
  join(project, "package.json"),
  JSON.stringify({
    name: "stranger",
    private: true,
    type: "module",
    dependencies: {
      ...Object.fromEntries(manifests.map(m => [m.name, `file:./${tarballs.find(t => t.includes(m.name.replace("@chibo/", "chibo-")))}`])),
      effect: effect.effect
    },
    devDependencies: { typescript: effect.typescript, "@types/node": effect["@types/node"] }
  })
)
cpSync(join(import.meta.dirname, "consumer", "use.ts"), join(project, "use.ts"))
writeFileSync(
  join(project, "all.ts"),
  `${entries.map((entry, i) => `import * as e${i} from "${entry}"`).join("\n")}\nconsole.log(${entries.map((_, i) => `Object.keys(e${i}).length`).join(", ")})\n`
)
run("install the tarballs", "npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], project)
for (const [module, resolution] of [
  ["NodeNext", "NodeNext"],
  ["ESNext", "Bundler"]
] as const) {
  const options = [
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--target",
    "ES2023",
    "--lib",
    "ES2023,DOM",
    "--types",
    "node",
    "--skipLibCheck",
    "--module",
    module,
    "--moduleResolution",
    resolution
  ]
  run(`type-check under ${resolution}`, join(project, "node_modules", ".bin", "tsc"), [...options, "all.ts", "use.ts"], project)
}
console.log(run("import every entry", process.execPath, ["all.ts"], project).trim())
console.log(run("use the library", process.execPath, ["use.ts"], project).trim())
if (process.env.KEEP === undefined) rmSync(project, { recursive: true, force: true })

console.log(`looked at ${entries.length} entries of ${packages.length} packages`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && entries.length > 0 ? 0 : 1)
