import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"

const root = join(import.meta.dirname, "..", "..")
const folder = mkdtempSync(join(tmpdir(), "chibo-scenarios-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const scenarios = (...args: ReadonlyArray<string>) => {
  const main = join(root, "src", "testing", "command", "main.ts")
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=@chibo/source", main, ...args], {
    cwd: root,
    encoding: "utf8"
  })
  return { status, stdout, stderr }
}
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const scenario = (expect: string) => `pack: vietnam
question: exemption.request
scenarios:
  - name: the old and weak
    on: 2022-07-06
    given: { exemption.type: age-health, exemption.requested-on: 2022-06-01 }
    expect: ${expect}
`

describe("chibo-scenarios", () => {
  it("ends with 0 where everything holds, in Vietnamese unless told", () => {
    const { status, stdout } = scenarios("@chibo/rules/packs/vietnam", "scenarios/vietnam/exemption-request.yaml")
    assert.strictEqual(status, 0)
    assert.match(stdout, /\d+ tình huống, 0 không đúng như mong đợi/)
  })
  it("stacks packs, and finds them by path", () => {
    const { status, stdout } = scenarios(
      "--lang",
      "en",
      "--above",
      "src/packs/vietnam/index.ts",
      "src/packs/cao-loc/index.ts",
      "scenarios/cao-loc/exemption-upkeep.yaml"
    )
    assert.strictEqual(status, 0)
    assert.match(stdout, /\d+ scenarios, 0 not as expected/)
  })
  it("ends with 1 where an expectation broke, and prints which, with the why", () => {
    const wrong = file("wrong.yaml", scenario("committee-may-grant"))
    const { status, stdout } = scenarios("--lang", "en", "@chibo/rules/packs/vietnam", wrong)
    assert.strictEqual(status, 1)
    assert.include(stdout, "wrong.yaml:4 the old and weak (2022-07-06)")
    assert.include(stdout, 'outcome: expected "committee-may-grant", found "cell-may-grant"')
    assert.include(stdout, "vn.exemption.old-or-weak")
    assert.include(stdout, "1 scenarios, 1 not as expected")
  })
  it("ends with 2 where something cannot be understood, and says on which line", () => {
    const odd = file("odd.yaml", scenario("comittee-may-grant"))
    const { status, stderr } = scenarios("@chibo/rules/packs/vietnam", odd)
    assert.strictEqual(status, 2)
    assert.include(stderr, "odd.yaml:7 không có kết quả «comittee-may-grant»: có phải «committee-may-grant»?")
  })
  it("ends with 2 without a pack, without a file, and on options that there are not", () => {
    const right = file("right.yaml", scenario("cell-may-grant"))
    const absent = join(folder, "absent.yaml")
    const nobodys = scenarios("./nobody.js", right)
    assert.strictEqual(nobodys.status, 2)
    assert.include(nobodys.stderr, "./nobody.js")
    assert.strictEqual(scenarios("@chibo/rules/packs/vietnam", absent).status, 2)
    const unknown = scenarios("--loud", "@chibo/rules/packs/vietnam", right)
    assert.strictEqual(unknown.status, 2)
    assert.include(unknown.stderr, "usage: chibo-scenarios")
  })
})
