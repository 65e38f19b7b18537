import { globSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { check, order, unused } from "./layering.ts"

const root = resolve(import.meta.dirname, "../../../..")

describe("who imports whom", () => {
  const paths = globSync(["packages/*/src/**/*.ts", "examples/*/src/**/*.ts"], { cwd: root }).map(path => path.replaceAll("\\", "/"))
  const sources = Object.fromEntries(paths.sort().map(path => [path, readFileSync(resolve(root, path), "utf8")]))

  it("follows the lists", () => {
    const { modules, imports, breaches } = check(sources)
    console.log(`layering: looked at ${modules} modules and ${imports} imports; in the lists without a module: ${unused(paths).join(", ")}`)
    expect(breaches).toEqual([])
    expect(imports).toBeGreaterThan(0)
    for (const name of Object.keys(order)) expect(paths.filter(path => path.startsWith(`packages/${name}/src/`))).not.toEqual([])
  })
})

describe("the check itself", () => {
  const clean = {
    "packages/core/src/PlainDate.ts": 'import { Schema } from "effect"\nexport const now = "new Date()" // Date.now() in a comment',
    "packages/core/src/Period.ts": 'import * as PlainDate from "./PlainDate.ts"\nexport const at = (day: string) => new Date(day)',
    "packages/core/src/testing/JournalTest.ts": 'import { Arbitrary } from "effect"\nimport { TestClock } from "effect/testing"',
    "packages/core/src/index.ts": 'export * as Period from "./Period.ts"\nexport * as PlainDate from "./PlainDate.ts"',
    "packages/rules/src/wording/vi.ts": 'import { Period } from "@chibo/core"',
    "packages/rules/src/Task.ts": 'import { vi } from "./wording/vi.ts"',
    "packages/rules/src/packs/vietnam/index.ts": 'import * as Task from "../../Task.ts"',
    "packages/rules/src/packs/cao-loc/index.ts": 'import { pack } from "../vietnam/index.ts"',
    "packages/adapters/src/internal/rows.ts": 'import { DatabaseSync } from "node:sqlite"\nimport { SqlClient } from "effect/sql"',
    "packages/adapters/src/sqlite/index.ts": 'import "../internal/rows.ts"\nimport "./schema.ts"\nexport const t = Date.now()',
    "packages/adapters/src/sqlite/schema.ts": "",
    "examples/cao-loc/src/main.ts": 'import "node:fs"\nimport "@chibo/adapters/sqlite"\nimport "./report.ts"',
    "examples/cao-loc/src/report.ts": ""
  }
  const period = "packages/core/src/Period.ts"
  const day = "packages/core/src/PlainDate.ts"
  const task = "packages/rules/src/Task.ts"

  it("finds nothing where there is nothing", () => {
    expect(check(clean)).toEqual({ modules: 13, imports: 17, breaches: [] })
  })

  const planted: ReadonlyArray<readonly [what: string, path: string, source: string, found: RegExp]> = [
    ["a reversed import", day, 'import type { Period } from "./Period.ts"', /:1 imports \.\/Period\.ts, which stands after it/],
    ["a reversed re-export", day, '\nexport * from "./Period.ts"', /:2 imports \.\/Period\.ts, which stands/],
    ["a reversed import at run time", day, 'await import("./Period.ts")', /stands after it/],
    ["an import that nobody can read", day, "await import(name)", /not a literal/],
    ["a module that is not listed", "packages/core/src/Helper.ts", "", /is not in the list/],
    ["a package that is not listed", "packages/more/src/A.ts", "", /is in no package/],
    ["an index imported from within", period, 'import { PlainDate } from "./index.ts"', /stands after it/],
    ["the end of a folder imported in it", "packages/adapters/src/sqlite/schema.ts", 'import "./index.ts"', /the end of its own folder/],
    ["the union of the facts in one of them", "packages/core/src/fact/dues.ts", 'import "./Fact.ts"', /stands after it/],
    ["an import against the arrow", period, 'import { Advice } from "@chibo/rules"', /against the arrow/],
    ["a package that imports itself", task, 'import { Advice } from "@chibo/rules"', /against the arrow/],
    ["a way around the arrow", period, 'import "../../rules/src/Task.ts"', /leaves its package/],
    ["a national pack that knows a place", "packages/rules/src/packs/vietnam/a.ts", 'import "../cao-loc/index.ts"', /stands after it/],
    ["test helpers in shipped code", task, 'import { a } from "@chibo/core/testing"', /outside of testing/],
    ["Node in core", period, 'import "node:fs"', /browser/],
    ["an unstable part of Effect", task, 'import { SqlClient } from "effect/sql"', /sql of effect, which is unstable/],
    ["an unstable module of Effect's root", task, 'import { Graph } from "effect"', /Graph of effect, which is unstable/],
    ["a clock", period, "export const f = () => Date.now()", /:1 reads Date\.now/],
    ["a clock by another way", period, "export const f = globalThis.Date.now", /reads Date\.now/],
    ["the day of today", period, "export const f = () => new Date()", /reads new Date\(\)/],
    ["today as a text", period, "export const f = () => Date()", /reads Date\(\)/],
    ["chance", task, "\n\nexport const f = () => Math.random()", /:3 reads Math\.random/],
    ["a stop watch", task, "export const f = () => performance.now()", /reads performance\.now/],
    ["the newest clock", task, "export const f = () => Temporal.Now.plainDateISO()", /reads Temporal\.Now/],
    ["Effect's clock", period, 'import { Clock } from "effect"\nexport const f = Clock.currentTimeMillis', /:2 reads Clock/]
  ]
  it.each(planted)("finds %s", (_, path, source, found) => {
    const { breaches } = check({ ...clean, [path]: source })
    expect(breaches).toEqual([expect.stringMatching(found)])
    expect(breaches[0]).toContain(path)
  })

  it("finds a cycle among the modules of a folder", () => {
    const facts = { "packages/core/src/fact/dues.ts": 'import "./office.ts"', "packages/core/src/fact/office.ts": 'import "./dues.ts"' }
    expect(check({ ...clean, ...facts }).breaches).toEqual([expect.stringContaining("a cycle")])
  })
})
