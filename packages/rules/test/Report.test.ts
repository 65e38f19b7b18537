import { Fact, Hierarchy, Id, PlainDate, Register } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Brief, Report, Rulebook, RulePack } from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result, Schema } from "effect"
import { Given } from "@chibo/core/testing"

const unit = Schema.decodeUnknownSync(Id.UnitId)
const day = PlainDate.make
const packs = [Vietnam.pack, CaoLoc.pack]

const organisation = [
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "ls", type: "province", name: "Lạng Sơn" }),
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "cl", type: "district", name: "Cao Lộc", parent: "ls" }),
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "cl-xl", type: "commune-committee", name: "Xuất Lễ", parent: "cl" }),
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "c-1", type: "cell", name: "Thôn 1", parent: "cl-xl" }),
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "lb-ms", type: "commune-committee", name: "Mẫu Sơn", parent: "ls" }),
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "c-9", type: "cell", name: "Thôn 1", parent: "lb-ms" }),
  Fact.make({ kind: "unit.designated", on: "2015-01-01", unit: "cl-xl", as: "border-area" }),
  Fact.make({ kind: "unit.designated", on: "2015-01-01", unit: "c-1", as: "border-village" }),
  Fact.make({
    kind: "unit.founded",
    on: "2025-07-01",
    unit: "x06196",
    type: "commune-committee",
    name: "Ba Sơn",
    code: "06196",
    parent: "ls"
  }),
  Fact.make({ kind: "unit.merged", on: "2025-07-01", units: ["cl-xl"], into: "x06196" }),
  Fact.make({ kind: "unit.closed", on: "2025-07-01", unit: "cl" })
]
const members = ["m-1", "m-2", "m-3"].flatMap(member => [
  Fact.make({ kind: "member.admitted", on: "2010-01-01", member, cell: "c-1" }),
  Fact.make({ kind: "member.recognised", on: "2011-01-01", member })
])
const decided = (member: string, grade: "excellent" | "good" | "completed", political: "excellent" | "good") => [
  Fact.make({
    kind: "evaluation.criteria-scored",
    on: "2021-12-20",
    member,
    year: 2021,
    regime: "EV2019",
    marks: { political, other: "good" },
    tasks: { assigned: 4, completed: 4, onTime: 4, exceeded: 0 }
  }),
  Fact.make({ kind: "evaluation.decided", on: "2021-12-20", member, year: 2021, regime: "EV2019", grade, by: "cl-xl" })
]
const register = (...facts: ReadonlyArray<Fact.Fact>) =>
  Register.build(Given.recorded([...organisation, ...members, ...facts]), { knownAt: "latest" })
const report = (known: Register.Register, of: string, on: string) =>
  Effect.runPromise(Report.make(packs, Brief.fromRegister(known, Vietnam.functions), unit(of), day(on)))
const figure = (made: Report.Report, id: string) => made.figures.find(each => each.id === id)

describe("Rulebook.stack", () => {
  const { hierarchy } = register()
  const stacked = (of: string, on: string) => {
    const { packs: applying, lapsed } = Rulebook.stack(hierarchy, packs, unit(of), day(on))
    return { applying: applying.map(p => p.id), lapsed: lapsed.map(p => p.id) }
  }

  it("applies the district's pack within the district, on its days", () => {
    assert.deepStrictEqual(stacked("c-1", "2022-07-06"), { applying: ["vietnam", "cao-loc"], lapsed: [] })
    assert.deepStrictEqual(stacked("c-1", "2025-06-30"), { applying: ["vietnam", "cao-loc"], lapsed: [] })
  })
  it("reports it as lapsed for the successor from the day on which the district ended", () => {
    assert.deepStrictEqual(stacked("c-1", "2025-07-01"), { applying: ["vietnam"], lapsed: ["cao-loc"] })
    assert.deepStrictEqual(stacked("x06196", "2025-07-02"), { applying: ["vietnam"], lapsed: ["cao-loc"] })
  })
  it("has nothing to do with a unit of the same name elsewhere", () => {
    assert.deepStrictEqual(stacked("c-9", "2025-07-02"), { applying: ["vietnam"], lapsed: [] })
  })
  it("goes on where a recorded fact says who took the text over", () => {
    const taken = Fact.make({ kind: "instrument.taken-over", on: "2025-07-01", text: CaoLoc.article.id, by: "x06196" })
    const heir = register(taken).hierarchy
    assert.deepStrictEqual(
      Rulebook.stack(heir, packs, unit("c-1"), day("2025-07-02")).packs.map(p => p.id),
      ["vietnam", "cao-loc"]
    )
  })
  it("groups subjects by their stacks", () => {
    const subjects = ["c-1", "c-9"].map(id => ({ subject: id, unit: unit(id), on: day("2022-07-06") }))
    const planned = Result.getOrThrow(
      Rulebook.plan(hierarchy, packs, [...subjects, { subject: "nobody", unit: undefined, on: day("2022-07-06") }])
    )
    assert.deepStrictEqual(
      planned.groups.map(g => [g.rulebook.packs.map(p => p.id), g.subjects]),
      [
        [["vietnam", "cao-loc"], ["c-1"]],
        [["vietnam"], ["c-9"]]
      ]
    )
    assert.deepStrictEqual(planned.ungoverned, ["nobody"])
  })
})

describe("Report", () => {
  it("follows the facts: an oversight that ends, a member who leaves", async () => {
    const charge = Fact.make({
      kind: "oversight.in-charge",
      on: "2020-01-01",
      assignment: "a-1",
      member: "m-1",
      committee: "cl-xl",
      cell: "c-1"
    })
    const ended = Fact.make({ kind: "oversight.charge-ended", on: "2022-01-01", assignment: "a-1", member: "m-1", cell: "c-1" })
    const id = "cells.border-village.with-committee-member"
    assert.deepInclude(figure(await report(register(charge), "cl", "2022-07-06"), id), { numerator: 1, denominator: 1 })
    const without = await report(register(charge, ended), "cl", "2022-07-06")
    assert.deepInclude(figure(without, id), { numerator: 0, denominator: 1 })
    const task = without.tasks.find(each => each.subject === "c-1" && each.question === "cell.oversight")
    assert.strictEqual(task?.closedBy, "oversight.in-charge")
    assert.strictEqual(task?.unit, "c-1")
    const left = Fact.make({ kind: "member.left", on: "2022-07-06", member: "m-2" })
    assert.deepInclude(figure(await report(register(left), "cl", "2022-07-05"), "members.border"), { numerator: 3 })
    assert.deepInclude(figure(await report(register(left), "cl", "2022-07-06"), "members.border"), { numerator: 2 })
  })

  it("counts who is to be evaluated, leaves the exempt out, and says who is not known", async () => {
    const exempt = [
      Fact.make({
        kind: "exemption.requested",
        on: "2021-10-01",
        exemption: "x",
        member: "m-3",
        cell: "c-1",
        type: "temporary",
        ground: "hardship",
        from: "2021-11-01",
        until: "2022-06-01"
      }),
      Fact.make({
        kind: "exemption.granted",
        on: "2021-10-10",
        exemption: "x",
        member: "m-3",
        by: "cl-xl",
        from: "2021-11-01",
        until: "2022-06-01"
      })
    ]
    const id = "evaluation.members.good.2021"
    const made = await report(register(...exempt, ...decided("m-1", "good", "good")), "cl", "2022-07-06")
    assert.deepInclude(figure(made, id), { numerator: 1, denominator: 2, undetermined: 1 })
    const all = await report(
      register(...exempt, ...decided("m-1", "good", "good"), ...decided("m-2", "completed", "good")),
      "cl",
      "2022-07-06"
    )
    assert.deepInclude(figure(all, id), { numerator: 1, denominator: 2, undetermined: 0 })
    assert.deepStrictEqual(figure(all, id)?.percent, { vi: "50,0", en: "50.0" })
  })

  it("shows decisions that depart from the advice, and quotas that are passed; it changes neither", async () => {
    const made = await report(
      register(...decided("m-1", "excellent", "excellent"), ...decided("m-2", "excellent", "good"), ...decided("m-3", "good", "good")),
      "cl",
      "2022-07-06"
    )
    assert.deepStrictEqual(made.departures, [{ question: "evaluation.member", subject: "m-2", advised: "good", decided: "excellent" }])
    assert.deepStrictEqual(made.quotas, [
      { clause: "vn.evaluation.excellent-quota", unit: unit("cl-xl"), on: day("2021-12-31"), counted: 2, limits: [0], within: false }
    ])
  })

  it("does not stack packs that do not fit, and says why", () => {
    const again = RulePack.make({ ...CaoLoc.pack, id: "again" })
    const stacked = Rulebook.make([Vietnam.pack, CaoLoc.pack, again])
    assert.isTrue(Result.isFailure(stacked))
    if (Result.isFailure(stacked)) assert.isTrue(stacked.failure.diagnostics.every(each => each.code === "duplicate-id"))
  })

  it("knows the tree of the day", () => {
    assert.deepStrictEqual(Hierarchy.ancestors(register().hierarchy, unit("c-1"), day("2025-07-01")), [unit("x06196"), unit("ls")])
  })
})
