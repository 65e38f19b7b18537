import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { check, packages } from "./layers.ts"

const root = join(import.meta.dirname, "..", "..", "..")

const sources = new Map(
  packages.flatMap(pkg =>
    readdirSync(join(root, pkg, "src"), { recursive: true, encoding: "utf8" })
      .filter(file => file.endsWith(".ts"))
      .map(file => [`${pkg}/src/${file}`, readFileSync(join(root, pkg, "src", file), "utf8")] as const)
  )
)

describe("the order of the house", () => {
  it("holds in every module", () => {
    const { modules, imports, problems } = check(sources)
    console.log(`looked at ${modules} modules and ${imports} imports`)
    assert.deepStrictEqual(problems, [])
    assert.isAbove(modules, 60)
    assert.isAbove(imports, 200)
  })

  it("is a check that can fail", () => {
    const planted = (path: string, source: string) => check(new Map([[path, source]])).problems.length
    assert.strictEqual(planted("core/src/Period.ts", 'import * as R from "./Register.ts"'), 1)
    assert.strictEqual(planted("core/src/fact/dues.ts", 'import * as J from "../Journal.ts"'), 1)
    assert.strictEqual(planted("core/src/Period.ts", 'import { Clause } from "@chibo/rules"'), 1)
    assert.strictEqual(planted("rules/src/Engine.ts", 'import { readFileSync } from "node:fs"'), 1)
    assert.strictEqual(planted("rules/src/Engine.ts", "const now = Date.now()"), 1)
    assert.strictEqual(planted("rules/src/Helpers.ts", ""), 1)
    assert.strictEqual(planted("core/src/Period.ts", 'import * as P from "./PlainDate.ts"'), 0)
  })
})
