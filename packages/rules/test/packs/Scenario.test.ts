import { PlainDate } from "@chibo/core"
import { Scenario, WrongPack } from "@chibo/rules/testing"
import { Rulebook } from "@chibo/rules"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"

const { pack, options } = WrongPack.right
const world: Scenario.World = {
  rulebook: Result.getOrThrow(Rulebook.make([...(options.above ?? []), pack])),
  functions: options.functions ?? {}
}
const read = (text: string) => Scenario.read(world.rulebook, "place", { name: "x.yaml", text })
const problems = (text: string, lang: "vi" | "en" = "en") => read(text).problems.map(each => Scenario.problemText(each, lang))
const head = "pack: place\nquestion: place.duty\nscenarios:\n"
const one = (...lines: ReadonlyArray<string>) => `${head}  - ${lines.join("\n    ")}\n`
const fine = ["name: x", "on: 2021-06-01", "given: { place.tenure: 12, place.sick: false }", "expect: may"]
const broken = (text: string) => read(text).scenarios.flatMap(each => Scenario.run(world, each).broken.map(({ en }) => en))

describe("scenario files", () => {
  it("are read as they are written", () => {
    const { scenarios, problems: none } = read(one(...fine))
    assert.deepStrictEqual([scenarios.length, none.length], [1, 0])
    assert.deepInclude(scenarios[0], { name: "x", on: PlainDate.make("2021-06-01"), line: 4, file: "x.yaml" })
    assert.deepStrictEqual(broken(one(...fine)), [])
  })
  it("may be JSON", () => {
    const scenario = { name: "x", on: "2021-06-01", given: { "place.tenure": 12, "place.sick": false }, expect: "may" }
    assert.deepStrictEqual(read(JSON.stringify({ pack: "place", question: "place.duty", scenarios: [scenario] })).problems, [])
  })
  it("keep dates as text, shared values once, and one scenario a day", () => {
    const text = `pack: place\nquestion: place.duty\non: [2021-06-01, 2021-06-02]\ngiven: { place.tenure: 12, place.sick: false, place.admitted-on: on }\nscenarios:\n  - { name: x, expect: may }\n  - { name: y, not-known: place.sick, expect: undetermined }\n`
    const { scenarios } = read(text)
    assert.deepStrictEqual(
      scenarios.map(each => each.on),
      ["2021-06-01", "2021-06-02", "2021-06-01", "2021-06-02"]
    )
    const values = scenarios.map(each => (each.type === "asked" && each.given.by === "measures" ? each.given.values : {}))
    assert.deepStrictEqual(values[1], { "place.tenure": 12, "place.sick": false, "place.admitted-on": "2021-06-02" })
    assert.notProperty(values[2], "place.sick")
    assert.deepStrictEqual(broken(text), [])
  })
  const refused: ReadonlyArray<readonly [what: string, text: string, ...said: ReadonlyArray<string>]> = [
    ["what is not YAML", "pack: [place", "x.yaml:1 this is not YAML: "],
    ["another pack", one(...fine).replace("pack: place", "pack: plaice"), "x.yaml:1 there is no pack «plaice»: did you mean «place»?"],
    ["an unknown key", one(...fine, "becauze: place.may"), "x.yaml:8 a scenario has no key «becauze»: did you mean «because»?"],
    [
      "an unknown measure",
      one(...fine).replace("tenure", "tenur"),
      "x.yaml:6 «given» has no key «place.tenur»: did you mean «place.tenure»?"
    ],
    [
      "an unknown question",
      one(...fine, "question: place.dutty"),
      "x.yaml:8 there is no question «place.dutty»: did you mean «place.duty»?"
    ],
    ["an unknown outcome", one(...fine).replace("expect: may", "expect: maye"), "x.yaml:7 there is no outcome «maye»: did you mean «may»?"],
    ["an unknown clause", one(...fine, "because: place.mai"), "x.yaml:8 there is no clause «place.mai»: did you mean «place.may»?"],
    [
      "a day that is none",
      one(...fine).replace("2021-06-01", "2021-02-30"),
      "x.yaml:5 «on» must be a day that exists, written as 2022-07-06"
    ],
    ["text for a number", one(...fine).replace("12", "twelve"), "x.yaml:6 «place.tenure» must be a whole number"],
    ["a word for yes", one(...fine).replace("false", "no"), "x.yaml:6 «place.sick» must be true or false"],
    ["a missing day", one(...fine).replace("    on: 2021-06-01\n", ""), "x.yaml:4 «on» is missing"],
    ["a missing expectation", one(...fine).replace("    expect: may\n", ""), "x.yaml:4 «expect» is missing"],
    ["no scenarios", "pack: place\nscenarios: []\n", "x.yaml:2 «scenarios» must be a list with at least one scenario"],
    ["a scenario told twice", `${one(...fine)}  - ${fine.join("\n    ")}\n`, "x.yaml:8 two scenarios have the same name and day: «x»"],
    [
      "an unknown kind of fact",
      one("name: x", "on: 2021-06-01", "subject: m-1", "facts: [{ kind: member.admited, on: 2021-01-01 }]", "expect: may"),
      "x.yaml:7 there is no kind of fact «member.admited»: did you mean «member.admitted»?"
    ],
    [
      "a fact with a field missing",
      one("name: x", "on: 2021-06-01", "subject: m-1", "facts: [{ kind: member.admitted, on: 2021-01-01, cell: c-1 }]", "expect: may"),
      "x.yaml:7 fact, «member»: "
    ],
    ["values and facts at once", one(...fine, "facts: []"), "x.yaml:4 use either «given» or «facts»"],
    [
      "an unknown value that an outcome carries",
      one(...fine).replace("expect: may", "expect: { outcome: may, values: { til: 1 } }"),
      "x.yaml:7 «values» has no key «til»"
    ],
    [
      "an unknown quota",
      `${head}  - { name: x, on: 2021-06-01, quota: place.quotta, decided: {}, expect: within }\n`,
      "x.yaml:4 there is no quota clause «place.quotta»: did you mean «place.quota»?"
    ]
  ]
  for (const [what, text, ...said] of refused) {
    it(`refuse ${what}, with the line`, () => {
      const found = problems(text)
      for (const each of said)
        assert.isTrue(
          found.some(problem => problem.startsWith(each)),
          found.join("\n")
        )
      assert.strictEqual(problems(text, "vi").length, found.length)
      assert.deepStrictEqual(read(text).scenarios, [])
    })
  }
  it("are refused in Vietnamese as well", () => {
    assert.deepStrictEqual(problems(one(...fine, "becauze: x"), "vi"), ["x.yaml:8 tình huống không có mục «becauze»: có phải «because»?"])
  })
})

describe("running scenarios", () => {
  it("tells which expectation broke, and why the answer is what it is", () => {
    const [scenario] = read(one(...fine).replace("12", "11")).scenarios
    if (scenario === undefined) throw new Error("the scenario is not read")
    const ran = Scenario.run(world, scenario)
    // nobody knows of a badge, which would do as well
    assert.deepStrictEqual(
      ran.broken.map(each => each.en),
      ['outcome: expected "may", found "undetermined"']
    )
    const text = Scenario.ranText(world, ran, "vi")
    assert.include(text, "✘ x.yaml:4 x (2021-06-01)")
    assert.include(text, "Huy hiệu gần nhất")
    assert.include(text, "1-QĐ/X")
  })
  it("holds what is missing, the clauses and the limits of a quota to what is expected", () => {
    const without = one(...fine).replace(", place.sick: false", "")
    assert.deepStrictEqual(broken(without.replace("expect: may", "expect: { undetermined: { missing: [place.badge] } }")), [
      'missing: expected ["place.badge"], found ["place.sick"]'
    ])
    assert.deepStrictEqual(broken(one(...fine, "because: place.spared")), [
      'deciding clauses: expected ["place.spared"], found ["place.may"]'
    ])
    const quota = `${head}  - { name: x, on: 2021-06-01, quota: place.quota, decided: { excellent: 3, good: 10 }, expect: { finding: within, limits: 3 } }\n`
    assert.deepStrictEqual(broken(quota), ["quota: expected within, found passed", "limits: expected [3], found [2]"])
  })
})
