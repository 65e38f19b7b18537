import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"

const root = join(import.meta.dirname, "..", "..", "..")
const rows = readFileSync(join(root, "docs", "glossary.md"), "utf8")
  .split("\n")
  .flatMap(line => {
    const [, noun, vietnamese, meaning] = /^\|\s*([A-Z]\w+)\s*\|([^|]+)\|([^|]+)\|$/.exec(line) ?? []
    return noun === undefined || vietnamese === undefined || meaning === undefined ? [] : [{ noun, vietnamese: vietnamese.trim() }]
  })

describe("the glossary", () => {
  it("has every public module of core and rules", () => {
    const modules = ["core", "rules"].flatMap(pkg =>
      globSync("[A-Z]*.ts", { cwd: join(root, "packages", pkg, "src") }).map(file => file.slice(0, -3))
    )
    assert.isAbove(modules.length, 25)
    assert.deepStrictEqual(
      modules.filter(name => !rows.some(row => row.noun === name)),
      []
    )
  })
  it("has every interface that rules publish", () => {
    const text = globSync("[A-Z]*.ts", { cwd: join(root, "packages", "rules", "src") }).map(file =>
      readFileSync(join(root, "packages", "rules", "src", file), "utf8")
    )
    const nouns = text.flatMap(source => [...source.matchAll(/^export interface (\w+)/gm)].map(match => match[1] ?? ""))
    // shapes of arguments and parts of another noun's row
    const parts = new Set(["Asked", "Batch", "Environment", "Input", "ParameterRef", "Request", "Sourced", "Unknown", "Unread"])
    assert.isAbove(nouns.length, 30)
    assert.deepStrictEqual(
      [...new Set(nouns)].filter(name => !parts.has(name) && !rows.some(row => row.noun === name)),
      []
    )
  })
  it("uses no Vietnamese term twice, and no noun twice", () => {
    assert.isAbove(rows.length, 90)
    assert.strictEqual(new Set(rows.map(row => row.noun)).size, rows.length)
    const terms = rows.map(row => row.vietnamese)
    assert.deepStrictEqual(
      terms.filter((term, i) => terms.indexOf(term) !== i),
      []
    )
  })
})
