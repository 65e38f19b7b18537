import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { packages } from "./layers.ts"

const root = join(import.meta.dirname, "..", "..", "..", "..")

interface Manifest {
  readonly exports: Record<string, string | { readonly "@chibo/source": string; readonly types: string; readonly default: string }>
  readonly sideEffects: boolean
  readonly engines: { readonly node: string }
  readonly peerDependencies: Record<string, string>
  readonly dependencies: Record<string, string>
}

const manifest = (pkg: string): Manifest => JSON.parse(readFileSync(join(root, "packages", pkg, "package.json"), "utf8"))

describe("what is published", () => {
  it("every export leads to a source, and its types and code to the built twin", () => {
    let looked = 0
    for (const pkg of packages) {
      for (const [entry, target] of Object.entries(manifest(pkg).exports)) {
        if (typeof target === "string") continue
        const source = target["@chibo/source"]
        assert.isTrue(existsSync(join(root, "packages", pkg, source)), `${pkg} ${entry}`)
        assert.strictEqual(target.types, source.replace("./src/", "./dist/").replace(/\.ts$/, ".d.ts"))
        assert.strictEqual(target.default, source.replace("./src/", "./dist/").replace(/\.ts$/, ".js"))
        looked++
      }
    }
    assert.isAbove(looked, 7)
  })

  it("choosing a store is explicit: adapters have no root", () => {
    assert.isUndefined(manifest("adapters").exports["."])
    assert.isDefined(manifest("core").exports["."])
  })

  it("effect is the application's, Node is 24, and importing registers nothing", () => {
    for (const pkg of packages) {
      assert.isDefined(manifest(pkg).peerDependencies.effect, pkg)
      assert.isUndefined(manifest(pkg).dependencies.effect, pkg)
      assert.strictEqual(manifest(pkg).engines.node, ">=24")
      assert.isFalse(manifest(pkg).sideEffects)
    }
  })

  it("every module of core and rules is a namespace of its package", () => {
    for (const pkg of ["core", "rules"] as const) {
      const src = join(root, "packages", pkg, "src")
      const modules = readdirSync(src).filter(file => /^[A-Z]\w+\.ts$/.test(file))
      const index = readFileSync(join(src, "index.ts"), "utf8")
      for (const file of modules) assert.include(index, `export * as ${file.slice(0, -3)} from "./${file}"`)
      assert.isAbove(modules.length, 10)
    }
  })

  it("the top level is what was asked for and what tools require", () => {
    const allowed = new Set(
      ".changeset .ci .git .gitignore CONTRIBUTING.md LICENSE README.md biome.json docs examples knip.json node_modules package.json packages pnpm-lock.yaml pnpm-workspace.yaml tsconfig.base.json tsconfig.json vitest.config.ts".split(
        " "
      )
    )
    const present = readdirSync(root).filter(name => name !== "coverage" && name !== ".chibo")
    assert.deepStrictEqual(
      present.filter(name => !allowed.has(name)),
      []
    )
    assert.isAbove(present.length, 10)
  })
})
