import { Fact, Period, PlainDate, Register, WorkingDays } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Advice, Brief, type Clause, Dated, Engine, type RulePack } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect } from "effect"

const day = PlainDate.make
const facts = [
  Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "c-1", type: "cell", name: "Thôn 1" }),
  Fact.make({ kind: "member.admitted", on: "2010-01-01", member: "m-1", cell: "c-1" }),
  Fact.make({
    kind: "exemption.requested",
    on: "2021-10-01",
    exemption: "x",
    member: "m-1",
    cell: "c-1",
    type: "temporary",
    ground: "hardship",
    from: "2021-11-01",
    until: "2022-07-01"
  })
]
const more = Fact.make({ kind: "member.recognised", on: "2011-01-01", member: "m-1" })
const refused = Fact.make({
  kind: "exemption.requested",
  on: "2021-10-01",
  exemption: "x",
  member: "m-1",
  cell: "c-1",
  type: "temporary",
  ground: "hardship",
  from: "2021-11-01",
  until: "2023-07-01"
})
const sourceOf = (of: ReadonlyArray<Fact.Fact>, functions = Vietnam.functions, calendar?: WorkingDays.HolidayCalendar) =>
  Brief.fromRegister(Register.build(Given.recorded(of), { knownAt: "latest" }), functions, calendar === undefined ? {} : { calendar })
const source = sourceOf(facts)
const question = Vietnam.questions.exemptionRequest
const on = day("2022-07-06")
const packs = [Vietnam.pack]
const first = async (): Promise<Advice.Advice> => {
  const [answered] = await Effect.runPromise(Engine.ask(packs, question, source, ["x"], on))
  assert.isDefined(answered)
  return answered?.advice as Advice.Advice // sound: just looked at
}
const replay = async (of: ReadonlyArray<RulePack.RulePack>, from: Brief.Source) => Effect.runPromise(Advice.replay(of, from, await first()))
const said = (found: Advice.Replay) => [found.result, ...found.changes.map(change => `${change.kind}:${change.id}`)]

/** The national pack with one clause of the question changed. */
const changed = (version: string, change: (clause: Clause.Clause) => Clause.Clause): RulePack.RulePack => ({
  ...Vietnam.pack,
  version,
  clauses: Vietnam.pack.clauses.map(clause => (clause.id === "vn.exemption.temporary" ? change(clause) : clause))
})

describe("Advice.replay", () => {
  it("proves that the same inputs give the same advice", async () => {
    const found = await replay(packs, sourceOf(facts))
    assert.deepStrictEqual(said(found), ["same"])
    assert.deepStrictEqual(found.again, await first())
    assert.strictEqual(Advice.replayToText(found, "vi"), "Cùng dữ liệu đầu vào cho cùng một ý kiến.")
  })

  it("survives being kept as JSON", async () => {
    const kept = JSON.parse(JSON.stringify(await first())) as Advice.Advice
    assert.strictEqual((await Effect.runPromise(Advice.replay(packs, source, kept))).result, "same")
  })

  it("says what was recorded since, whether or not the advice stands", async () => {
    const stands = await replay(packs, sourceOf([...facts, more]))
    assert.deepStrictEqual(said(stands), ["stands", "facts:"])
    assert.include(Advice.replayToText(stands, "en"), "the journal went from fact 3 to fact 4")
    const differs = await replay(packs, sourceOf([...facts.slice(0, 2), more, refused]))
    assert.deepStrictEqual(said(differs), ["differs", "facts:"])
  })

  it("tells another journal by its digest", async () => {
    const [unit, member] = facts
    if (unit === undefined || member === undefined) return
    assert.deepStrictEqual(said(await replay(packs, sourceOf([unit, member, refused]))), ["differs", "facts:"])
    assert.include(Advice.replayToText(await replay(packs, sourceOf([unit, member, refused])), "en"), "another journal")
  })

  it("names the pack and the clause that changed, with or without a new version", async () => {
    const reworded = (version: string) => changed(version, clause => ({ ...clause, wording: { vi: "khác", en: "other" } }))
    assert.deepStrictEqual(said(await replay([reworded("next")], source)), ["stands", "pack:vietnam", "rule:vn.exemption.temporary"])
    const silent = await replay([reworded(Vietnam.pack.version)], source)
    assert.deepStrictEqual(said(silent), ["stands", "pack:vietnam", "rule:vn.exemption.temporary"])
    assert.include(Advice.replayToText(silent, "en"), "other content under the same version")
    assert.notStrictEqual(silent.again?.digest, (await first()).digest)
    const ended = changed("next", clause => ({ ...clause, inForce: Period.make("2021-09-28", "2021-09-30") }))
    assert.deepStrictEqual(said(await replay([ended], source)), ["differs", "pack:vietnam", "rule:vn.exemption.temporary"])
    const gone = { ...Vietnam.pack, version: "next", clauses: Vietnam.pack.clauses.filter(({ id }) => id !== "vn.exemption.temporary") }
    assert.include(Advice.replayToText(await replay([gone], source), "en"), "vn.exemption.temporary was removed")
  })

  it("names a parameter whose values changed", async () => {
    const [any] = Vietnam.pack.clauses.flatMap(clause => ("cites" in clause ? [clause.cites[0]] : []))
    if (any === undefined) return
    const shorter: RulePack.RulePack = {
      ...Vietnam.pack,
      version: "next",
      parameters: Vietnam.pack.parameters.map(each =>
        each.id === "vn.exemption.temporary-months" ? { ...each, values: [Dated.known(6, "2021-09-28", undefined, any)] } : each
      )
    }
    assert.deepStrictEqual(said(await replay([shorter], source)), ["differs", "pack:vietnam", "rule:vn.exemption.temporary-months"])
  })

  it("names the computed measure that has another version", async () => {
    const { endAsked } = Vietnam.measures
    const next: RulePack.RulePack = {
      ...Vietnam.pack,
      version: "next",
      measures: Vietnam.pack.measures.map(each =>
        each.id === endAsked.id && each.of.by === "computed" ? { ...each, of: { ...each.of, version: each.of.version + 1 } } : each
      )
    }
    assert.deepStrictEqual(said(await replay([next], source)), ["stands", "pack:vietnam", `measure:${endAsked.id}`])
  })

  it("says that a function changed without its version", async () => {
    const functions = { ...Vietnam.functions, [Vietnam.measures.endAsked.id]: () => ({ value: "2023-07-01", facts: [] }) }
    const found = await replay(packs, sourceOf(facts, functions))
    assert.deepStrictEqual(said(found), ["differs", "unexplained:"])
  })

  it("names the calendar", async () => {
    const calendar = WorkingDays.make({
      version: "2026.1",
      covers: { from: "2021-01-01", until: "2023-01-01" },
      weekend: [6, 7],
      holidays: [],
      workedDays: []
    })
    assert.deepStrictEqual(said(await replay(packs, sourceOf(facts, Vietnam.functions, calendar))), ["stands", "calendar:"])
  })

  it("says when the question can no longer be asked", async () => {
    assert.deepStrictEqual(said(await replay([{ ...Vietnam.pack, questions: [], clauses: [] }], source)), ["differs", "subject:"])
    assert.deepStrictEqual(said(await replay(packs, sourceOf([]))), ["differs", "subject:"])
  })
})
