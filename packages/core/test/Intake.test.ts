import { assert, describe, it } from "@effect/vitest"
import { Fact, Intake, Register } from "@chibo/core"
import * as Given from "../src/testing/Given.ts"

const founded = (unit: string, type: Fact.Of<"unit.founded">["type"], parent?: string, more: { on?: string; code?: string } = {}) =>
  Fact.make({
    kind: "unit.founded",
    on: more.on ?? "2000-01-01",
    unit,
    type,
    name: unit,
    ...(parent === undefined ? {} : { parent }),
    ...(more.code === undefined ? {} : { code: more.code })
  })
const enrolled = (member: string, cell = "cell-a", on = "2020-01-01") => Fact.make({ kind: "member.enrolled", on, member, cell })
const admitted = (on: string, member = "n", cell = "cell-a") => Fact.make({ kind: "member.admitted", on, member, cell })
const recognised = (on: string, member = "n") => Fact.make({ kind: "member.recognised", on, member })
const ceremony = (on: string) => Fact.make({ kind: "member.ceremony-held", on, member: "n" })
const contact = (on: string, member = "a1", cell = "cell-a") => Fact.make({ kind: "contact.made", on, member, cell, channel: "telephone" })
const secretary = (on: string, member: string, until?: string) =>
  Fact.make({ kind: "office.held", on, member, unit: "cell-a", office: "secretary", ...(until === undefined ? {} : { until }) })
const assigned = (cell: string, post = "post", assignment = "x") =>
  Fact.make({ kind: "border.assigned", on: "2021-01-01", assignment, member: "p1", post, cell, link: "attends" })
const requested = (on: string, exemption = "e", member = "a1") =>
  Fact.make({ kind: "exemption.requested", on, exemption, member, cell: "cell-a", type: "temporary", ground: "hardship" })
const granted = (on: string, exemption = "e", from = "2021-02-01", until = "2021-06-01", member = "a1") =>
  Fact.make({ kind: "exemption.granted", on, exemption, member, by: "base", from, until })
const extended = (on: string, until = "2021-07-01") =>
  Fact.make({ kind: "exemption.extended", on, exemption: "e", member: "a1", by: "base", until })
const letter = (on: string, more: { to?: string; member?: string; transfer?: string } = {}) =>
  Fact.make({
    kind: "transfer.letter-issued",
    on,
    transfer: more.transfer ?? "t",
    member: more.member ?? "a1",
    route: "official",
    from: "cell-a",
    to: more.to ?? "cell-b"
  })
const received = (on: string, route: "official" | "internal" = "official", from = "cell-a") =>
  Fact.make({ kind: "transfer.received", on, transfer: "t", member: "a1", route, from, to: "cell-b" })
const meeting = (present: ReadonlyArray<string>, more: { guests?: ReadonlyArray<string>; unit?: string; meeting?: string } = {}) =>
  Fact.make({
    kind: "meeting.held",
    on: "2021-03-03",
    meeting: more.meeting ?? "mt",
    unit: more.unit ?? "cell-a",
    form: "regular",
    attendance: { present, excused: [], absent: [], guests: more.guests ?? [] }
  })
const decided = (year: number) =>
  Fact.make({ kind: "evaluation.decided", on: "2021-12-01", member: "a1", year, regime: "EV2019", grade: "good", by: "base" })
const died = (on: string, member = "a1") => Fact.make({ kind: "member.died", on, member })
const moved = (unit: string, parent: string) => Fact.make({ kind: "unit.moved", on: "2021-01-01", unit, parent })
const closed = (on: string, unit = "cell-b") => Fact.make({ kind: "unit.closed", on, unit })

const opening = [
  founded("base", "base-committee", undefined, { code: "1" }),
  founded("cell-a", "cell", "base"),
  founded("cell-b", "cell", "base"),
  founded("post", "border-post"),
  enrolled("a1"),
  enrolled("a2"),
  enrolled("b1", "cell-b"),
  enrolled("p1", "post")
]
const register = (...facts: ReadonlyArray<Fact.Fact>) => Register.build(Given.recorded([...opening, ...facts]), { knownAt: "latest" })
const check = (facts: ReadonlyArray<Fact.Fact>, known: ReadonlyArray<Fact.Fact> = []) => Intake.check(register(...known), facts).violations

/** What breaks each invariant, and what just does not: the last fact is the one to be judged, those before it are known. */
const cases: Record<
  Intake.Code,
  { readonly broken: ReadonlyArray<ReadonlyArray<Fact.Fact>>; readonly kept: ReadonlyArray<ReadonlyArray<Fact.Fact>> }
> = {
  "recognised-before-admitted": {
    broken: [[admitted("2021-01-02"), recognised("2021-01-01")]],
    kept: [[admitted("2021-01-01"), recognised("2021-01-01")], [recognised("2021-01-01", "a1")]]
  },
  "ceremony-before-admission": {
    broken: [[admitted("2021-01-02"), ceremony("2021-01-01")]],
    kept: [[admitted("2021-01-01"), ceremony("2021-01-02")]]
  },
  "second-membership": {
    broken: [
      [enrolled("a1", "cell-b", "2021-01-01")],
      [admitted("2021-01-01", "a1", "cell-b")],
      [admitted("2020-01-01"), admitted("2021-01-01")],
      [enrolled("a1", "cell-b", "2019-01-01")],
      [received("2021-01-01", "internal", "outside")]
    ],
    kept: [
      [Fact.make({ kind: "member.left", on: "2021-01-01", member: "a1" }), admitted("2021-01-01", "a1", "cell-b")],
      [enrolled("a1", "cell-a", "2021-01-01")],
      [enrolled("n", "cell-b", "2021-01-01")],
      [Fact.make({ kind: "member.admitted", on: "1995-01-01", member: "a1" })]
    ]
  },
  "second-secretary": {
    broken: [
      [secretary("2021-01-01", "a1"), secretary("2022-01-01", "a2")],
      [secretary("2022-01-01", "a1"), secretary("2021-01-01", "a2")]
    ],
    kept: [
      [secretary("2021-01-01", "a1", "2022-01-01"), secretary("2022-01-01", "a2")],
      [secretary("2021-01-01", "a1"), died("2022-01-01"), secretary("2022-01-01", "a2")],
      [secretary("2021-01-01", "a1"), secretary("2022-01-01", "a1")]
    ]
  },
  "assigned-to-own-cell": {
    broken: [
      [
        Fact.make({
          kind: "border.assigned",
          on: "2021-01-01",
          assignment: "x",
          member: "a1",
          post: "post",
          cell: "cell-a",
          link: "attends"
        })
      ]
    ],
    kept: [[assigned("cell-a")]]
  },
  "not-a-post": { broken: [[assigned("cell-a", "base")]], kept: [[assigned("cell-b")]] },
  "unknown-unit": {
    broken: [
      [contact("2021-01-01", "a1", "cell-z")],
      [founded("cell-z", "cell", "base", { on: "2021-01-02" }), contact("2021-01-01", "a1", "cell-z")]
    ],
    kept: [[founded("cell-z", "cell", "base", { on: "2021-01-01" }), contact("2021-01-01", "a1", "cell-z")]]
  },
  "unknown-member": {
    broken: [[contact("2021-01-01", "n")]],
    kept: [
      [admitted("2021-01-01"), contact("2021-01-01", "n")],
      [
        Fact.make({
          kind: "ballot.held",
          on: "2021-01-01",
          ballot: "b",
          unit: "cell-a",
          question: "admission",
          about: "n",
          base: 2,
          yes: 2,
          no: 0
        })
      ]
    ]
  },
  "unit-not-in-being": {
    broken: [
      [closed("2021-01-01"), contact("2021-01-01", "a1", "cell-b")],
      [closed("2021-01-01"), closed("2022-01-01")],
      [closed("2022-01-01"), closed("2021-01-01")]
    ],
    kept: [
      [closed("2021-01-02"), contact("2021-01-01", "a1", "cell-b")],
      [closed("2021-01-01"), founded("cell-b", "cell", "base", { on: "2021-06-01" }), closed("2022-01-01")],
      [
        closed("2021-01-01"),
        Fact.make({ kind: "transfer.collective", on: "2021-01-01", transfer: "t", members: ["b1"], from: "cell-b", to: "cell-a" })
      ]
    ]
  },
  "not-a-roll": { broken: [[enrolled("n", "base")]], kept: [[enrolled("n", "post")]] },
  "former-member": {
    broken: [
      [died("2021-01-01"), contact("2021-01-02")],
      [died("2021-01-01"), Fact.make({ kind: "member.restored", on: "2021-02-01", member: "a1", cell: "cell-a" })]
    ],
    kept: [
      [died("2021-01-01"), contact("2021-01-01")],
      [died("2021-01-01"), Fact.make({ kind: "member.badge-awarded", on: "2021-05-01", member: "a1", years: 30 })],
      [
        Fact.make({ kind: "member.struck", on: "2021-01-01", member: "a1" }),
        Fact.make({ kind: "member.restored", on: "2021-02-01", member: "a1", cell: "cell-a" })
      ]
    ]
  },
  "exemption-not-requested": {
    broken: [[granted("2021-01-20")], [requested("2021-01-21"), granted("2021-01-20")]],
    kept: [[requested("2021-01-20"), granted("2021-01-20")]]
  },
  "exemption-not-granted": {
    broken: [[requested("2021-01-01"), extended("2021-05-01")]],
    kept: [[requested("2021-01-01"), granted("2021-01-20"), extended("2021-05-01")]]
  },
  "exemption-member-mismatch": {
    broken: [[requested("2021-01-01"), granted("2021-01-20", "e", "2021-02-01", "2021-06-01", "a2")]],
    kept: [[requested("2021-01-01"), granted("2021-01-20")]]
  },
  "exemption-overlap": {
    broken: [
      [requested("2021-01-01"), granted("2021-01-20"), requested("2021-03-01", "f"), granted("2021-03-01", "f", "2021-05-31", "2021-09-01")]
    ],
    kept: [
      [requested("2021-01-01"), granted("2021-01-20"), requested("2021-03-01", "f"), granted("2021-03-01", "f", "2021-06-01", "2021-09-01")]
    ]
  },
  "exemption-decided-twice": {
    broken: [[requested("2021-01-01"), granted("2021-01-20"), granted("2021-01-21")]],
    kept: [[requested("2021-01-01"), granted("2021-01-20")]]
  },
  "transfer-without-letter": {
    broken: [[received("2021-01-01")], [letter("2021-01-02"), received("2021-01-01")]],
    kept: [[letter("2021-01-01"), received("2021-01-01")], [received("2021-01-01", "internal")]]
  },
  "transfer-mismatch": {
    broken: [
      [letter("2020-12-01", { to: "post" }), received("2021-01-01")],
      [letter("2020-12-01", { member: "a2" }), received("2021-01-01")],
      [received("2021-01-01", "internal", "post")],
      [letter("2020-12-01"), Fact.make({ kind: "transfer.presented", on: "2020-12-02", transfer: "t", member: "a2" })],
      [Fact.make({ kind: "transfer.collective", on: "2021-01-01", transfer: "t", members: ["a1", "b1"], from: "cell-a", to: "cell-b" })]
    ],
    kept: [
      [letter("2020-12-01", { to: "base" }), received("2021-01-01")],
      [letter("2020-12-01"), Fact.make({ kind: "transfer.presented", on: "2020-12-02", transfer: "t", member: "a1" })],
      [Fact.make({ kind: "transfer.collective", on: "2021-01-01", transfer: "t", members: ["a1", "a2"], from: "cell-a", to: "cell-b" })]
    ]
  },
  "meeting-attendee-not-on-roll": {
    broken: [[meeting(["a1", "p1"])]],
    kept: [
      [meeting(["a1"], { guests: ["p1"] })],
      [meeting(["a1", "b1"], { unit: "base" })],
      [
        Fact.make({
          kind: "transfer.received",
          on: "2021-01-01",
          transfer: "t",
          member: "b1",
          route: "temporary",
          from: "cell-b",
          to: "cell-a"
        }),
        meeting(["b1"])
      ]
    ]
  },
  "duplicate-id": {
    broken: [
      [meeting([]), meeting([], { unit: "cell-b" })],
      [assigned("cell-a"), assigned("cell-b")],
      [letter("2021-01-01"), letter("2021-02-01")],
      [founded("cell-a", "cell", "base", { on: "2021-01-01" })]
    ],
    kept: [
      [meeting([]), meeting([], { meeting: "mu" })],
      [assigned("cell-a"), assigned("cell-b", "post", "y")],
      [closed("2021-01-01"), founded("cell-b", "cell", "base", { on: "2021-06-01" })]
    ]
  },
  "evaluation-decided-twice": { broken: [[decided(2021), decided(2021)]], kept: [[decided(2020), decided(2021)]] },
  "correction-target-missing": {
    broken: [[Fact.make({ kind: "correction.retracted", on: "2021-01-01", retracts: 99 })]],
    kept: [[Fact.make({ kind: "correction.retracted", on: "2021-01-01", retracts: 5 })]]
  },
  "correction-of-correction": {
    broken: [
      [
        Fact.make({ kind: "correction.retracted", on: "2021-01-01", retracts: 5 }),
        Fact.make({ kind: "correction.retracted", on: "2021-01-01", retracts: 9 })
      ]
    ],
    kept: [
      [
        Fact.make({ kind: "correction.retracted", on: "2021-01-01", retracts: 5 }),
        Fact.make({ kind: "correction.made", on: "2021-01-01", corrects: 5, replacement: { ...enrolled("a1"), kind: "member.enrolled" } })
      ]
    ]
  },
  "cycle-in-hierarchy": { broken: [[moved("base", "cell-a")]], kept: [[moved("cell-a", "cell-b")]] },
  "code-in-use": {
    broken: [[founded("other", "base-committee", undefined, { on: "2021-01-01", code: "1" })]],
    kept: [
      [founded("other", "base-committee", undefined, { on: "2021-01-01", code: "2" })],
      [closed("2021-01-01", "base"), founded("other", "base-committee", undefined, { on: "2021-01-01", code: "1" })]
    ]
  }
}

describe("Intake", () => {
  for (const code of Intake.codes) {
    const codesOf = (facts: ReadonlyArray<Fact.Fact>) => check(facts.slice(-1), facts.slice(0, -1)).map(violation => violation.code)
    const { broken, kept } = cases[code]
    broken.forEach((facts, index) => {
      it(`${code}: broken (${index + 1})`, () => assert.include(codesOf(facts), code))
    })
    kept.forEach((facts, index) => {
      it(`${code}: kept (${index + 1})`, () => assert.notInclude(codesOf(facts), code))
    })
    it(`${code}: kept when all come together`, () => {
      for (const facts of kept.filter(list => !list.some(({ kind }) => kind.startsWith("correction.")))) {
        assert.notInclude(
          check(facts).map(violation => violation.code),
          code
        )
      }
    })
  }
  it("says where it collides, in two languages, without values", () => {
    const [violation] = check([secretary("2022-01-01", "a2")], [secretary("2021-01-01", "a1")])
    assert.deepStrictEqual([violation?.fact, violation?.field, violation?.positions.map(Number)], [0, "member", [9]])
    assert.strictEqual(violation?.message("en"), "member: somebody else holds this office at that time (record 9) [cell-a, a2]")
    assert.strictEqual(violation?.message("vi"), "member: tổ chức đã có người giữ chức vụ này trong thời gian đó (ghi nhận 9) [cell-a, a2]")
  })
  it("takes facts checked together as one", () => {
    const batch = [recognised("2022-01-01"), ceremony("2021-01-05"), admitted("2021-01-01")]
    assert.deepStrictEqual(check(batch), [])
    assert.deepStrictEqual(
      check(opening.map(fact => fact)).filter(({ code }) => code !== "duplicate-id" && code !== "code-in-use"),
      []
    )
  })
  it("checks what a correction puts in place, without what it replaces", () => {
    const correction = (cell: string) =>
      Fact.make({
        kind: "correction.made",
        on: "2022-01-01",
        corrects: 5,
        replacement: { kind: "member.enrolled", version: 1, on: "2020-01-01", member: "a1", cell }
      })
    assert.deepStrictEqual(check([correction("cell-b")]), [])
    assert.deepStrictEqual(
      check([correction("base")]).map(({ code }) => code),
      ["not-a-roll"]
    )
  })
  it("asks an append to expect the tags that the checks relied on", () => {
    const known = register()
    const { expecting } = Intake.check(known, [contact("2021-01-01")])
    assert.strictEqual(expecting.since, known.position)
    assert.deepStrictEqual([...expecting.tags].sort(), ["contact:a1", "membership:a1", "unit:cell-a"])
    const correction = Intake.check(known, [Fact.make({ kind: "correction.retracted", on: "2021-01-01", retracts: 5 })])
    assert.deepStrictEqual([...correction.expecting.tags].sort(), ["membership:a1", "position:5"])
    assert.deepStrictEqual(Register.entriesOf(known, "a1").length, 1)
  })
})
