import { Fact, Hierarchy, Id, Known, Period, PlainDate, Register } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { assert, describe, it } from "@effect/vitest"
import {
  Brief,
  Citation,
  Clause,
  Dated,
  Engine,
  Expression,
  type Indicator,
  Measure,
  Overlay,
  Question,
  Report,
  Rulebook,
  RulePack
} from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result } from "effect"
import * as fc from "fast-check"

const w = (text: string) => ({ vi: `${text} (vi)`, en: text })
const day = PlainDate.make
const unit = Id.UnitId.make
const national = Citation.cite(Citation.text("nation", "1-N", "2000-01-01", w("n")), "1", "quoted")
const issued = (id: string, by: string) => Citation.cite(Citation.text(id, `${id}-X`, "2010-01-01", w(id), unit(by)), "1", "quoted")

const months = Measure.computed("integer", "cell", "months", w("months"), [])
const question = Question.make({
  id: "q",
  label: w("q"),
  subject: "cell",
  governing: "itself",
  decides: w("cell"),
  outcomes: { yes: w("yes"), no: w("no") },
  permissive: ["yes"],
  open: true
})
const limit = RulePack.parameter("integer", "limit", w("limit"), w("months"), [Dated.known(12, "2000-01-01", undefined, national)], {
  stricter: "lower",
  lowerUnits: ["tighten"]
})
const within = Expression.lt(months, limit)
const common = { question, inForce: Period.make("2000-01-01"), cites: [national] as const }
const short = Clause.general({
  ...common,
  id: "short",
  wording: w("short"),
  when: within,
  then: { outcome: "yes" },
  lowerUnits: ["tighten", "add"]
})
const long = Clause.general({
  ...common,
  id: "long",
  wording: w("long"),
  when: Expression.not(within),
  then: { outcome: "no" },
  lowerUnits: ["add"]
})
const nation = RulePack.make({
  id: "nation",
  version: "1",
  label: w("nation"),
  jurisdiction: "everywhere",
  texts: [national.text],
  questions: [question],
  measures: [months],
  parameters: [limit],
  clauses: [short, long]
})
const pack = (id: string, jurisdiction: string, parts: Partial<RulePack.RulePack>) =>
  RulePack.make({ id, version: "1", label: w(id), jurisdiction: unit(jurisdiction), ...parts })
const tighter = (value: number, cite: Citation.Citation) =>
  Overlay.value(limit, { affirms: RulePack.affirmation(limit), values: [Dated.known(value, "2010-01-01", undefined, cite)] })

describe("a rulebook after units have changed", () => {
  const founded = (id: string, type: "province" | "commune-committee" | "cell", parent?: string, on = "2000-01-01") =>
    Fact.make({ kind: "unit.founded", on, unit: id, type, name: id, ...(parent === undefined ? {} : { parent }) })
  const before = [
    founded("p", "province"),
    founded("a", "commune-committee", "p"),
    founded("b", "commune-committee", "p"),
    founded("ca", "cell", "a"),
    founded("cb", "cell", "b")
  ]
  const merged = [
    founded("n", "commune-committee", "p", "2025-07-01"),
    Fact.make({ kind: "unit.merged", on: "2025-07-01", units: ["a", "b"], into: "n" })
  ]
  const takes = (text: string, by: string) => Fact.make({ kind: "instrument.taken-over", on: "2025-07-01", text, by })
  const hierarchy = (...facts: ReadonlyArray<Fact.Fact>) =>
    Hierarchy.build(Known.at(Given.recorded([...before, ...facts]), "latest").entries)
  const [ofA, ofB] = [issued("ta", "a"), issued("tb", "b")]
  const a = pack("a-pack", "a", { texts: [ofA.text], overlays: [tighter(6, ofA)] })
  const b = pack("b-pack", "b", { texts: [ofB.text], overlays: [tighter(6, ofB)] })
  const stacked = (h: Hierarchy.Hierarchy, packs: ReadonlyArray<RulePack.RulePack>, of: string, on = "2025-07-01") => {
    const { levels, lapsed } = Rulebook.stack(h, packs, unit(of), day(on))
    return { levels: levels.map(level => level.map(each => each.id)), lapsed: lapsed.map(each => each.id) }
  }
  const limitOf = (h: Hierarchy.Hierarchy, packs: ReadonlyArray<RulePack.RulePack>, of: string, on = "2025-07-01") => {
    const rulebook = Result.getOrThrow(Rulebook.make(Rulebook.stack(h, packs, unit(of), day(on)).levels))
    const found = Rulebook.parameterOn(rulebook, "limit", day(on))?.value
    return found?.state === "known" ? found.value : found?.state
  }

  it("is stacked for each unit by itself before, and for the successor alike afterwards, where both texts have lapsed", () => {
    const h = hierarchy(...merged)
    const packs = [nation, a, b]
    assert.deepStrictEqual(stacked(h, packs, "ca", "2025-06-30"), { levels: [["nation"], ["a-pack"]], lapsed: [] })
    assert.deepStrictEqual(stacked(h, packs, "cb", "2025-06-30"), { levels: [["nation"], ["b-pack"]], lapsed: [] })
    for (const of of ["ca", "cb", "n"]) {
      assert.deepStrictEqual(stacked(h, packs, of), { levels: [["nation"]], lapsed: ["a-pack", "b-pack"] })
      assert.strictEqual(limitOf(h, packs, of), 12)
    }
    assert.deepStrictEqual(stacked(h, packs, "p"), { levels: [["nation"]], lapsed: [] })
  })

  it("has both predecessors' packs on one level where the successor took both texts over, in whatever order they are given", () => {
    const h = hierarchy(...merged, takes("ta", "n"), takes("tb", "n"))
    for (const packs of [
      [nation, a, b],
      [b, nation, a],
      [b, a, nation]
    ]) {
      for (const of of ["ca", "cb"]) {
        assert.deepStrictEqual(stacked(h, packs, of), { levels: [["nation"], ["a-pack", "b-pack"]], lapsed: [] })
        assert.strictEqual(limitOf(h, packs, of), 6)
      }
    }
    const subjects = ["ca", "cb"].map(subject => ({ subject, unit: unit(subject), on: day("2025-07-01") }))
    const planned = Result.getOrThrow(Rulebook.plan(h, [b, nation, a], subjects))
    assert.deepStrictEqual(
      planned.groups.map(group => group.subjects),
      [["ca", "cb"]]
    )
  })

  it("is refused where what was taken over differs: no order decides", () => {
    const h = hierarchy(...merged, takes("ta", "n"), takes("tb", "n"))
    const other = pack("b-pack", "b", { texts: [ofB.text], overlays: [tighter(9, ofB)] })
    for (const packs of [
      [nation, a, other],
      [other, nation, a]
    ]) {
      const result = Rulebook.make(Rulebook.stack(h, packs, unit("ca"), day("2025-07-01")).levels)
      assert.deepStrictEqual(Result.isFailure(result) ? result.failure.diagnostics.map(d => d.code) : [], ["overlays-conflict"])
      assert.match(Result.isFailure(result) ? result.failure.message : "", /ta-X.*tb-X/)
    }
    const one = hierarchy(...merged, takes("tb", "n"))
    assert.strictEqual(limitOf(one, [nation, a, other], "ca"), 9)
    assert.deepStrictEqual(stacked(one, [nation, a, other], "ca"), { levels: [["nation"], ["b-pack"]], lapsed: ["a-pack"] })
  })

  it("of a unit that was split goes with whoever took the text over", () => {
    const h = hierarchy(
      founded("a1", "commune-committee", "p", "2025-07-01"),
      founded("a2", "commune-committee", "p", "2025-07-01"),
      Fact.make({ kind: "unit.split", on: "2025-07-01", unit: "a", into: ["a1", "a2"] }),
      Fact.make({ kind: "unit.moved", on: "2025-07-01", unit: "ca", parent: "a1" }),
      takes("ta", "a1")
    )
    assert.deepStrictEqual(stacked(h, [nation, a], "ca"), { levels: [["nation"], ["a-pack"]], lapsed: [] })
    assert.deepStrictEqual(stacked(h, [nation, a], "a2"), { levels: [["nation"]], lapsed: ["a-pack"] })
  })

  it("is the same under another name or number", () => {
    const h = hierarchy(
      Fact.make({ kind: "unit.renamed", on: "2025-07-01", unit: "a", name: "another" }),
      Fact.make({ kind: "unit.recoded", on: "2025-07-01", unit: "a", code: "09" })
    )
    assert.deepStrictEqual(stacked(h, [nation, a], "ca"), { levels: [["nation"], ["a-pack"]], lapsed: [] })
  })

  it("lacks only what rests on the text that nobody took over", () => {
    const second = issued("ta-2", "a")
    const both = pack("a-pack", "a", {
      texts: [ofA.text], // the second is cited only
      overlays: [tighter(6, ofA)],
      clauses: [
        Clause.exception(short, {
          ...common,
          id: "a.first",
          wording: w("1"),
          when: Expression.gt(months, 3),
          then: { outcome: "no" },
          cites: [ofA]
        }),
        Clause.exception(short, {
          ...common,
          id: "a.second",
          wording: w("2"),
          when: Expression.gt(months, 4),
          then: { outcome: "no" },
          cites: [ofA, second]
        })
      ]
    })
    const h = hierarchy(...merged, takes("ta", "n"))
    const { levels, lapsed } = Rulebook.stack(h, [nation, both], unit("ca"), day("2025-07-01"))
    assert.deepStrictEqual(
      levels.flat(2).flatMap(each => each.clauses.map(clause => clause.id)),
      ["short", "long", "a.first"]
    )
    assert.deepStrictEqual(
      lapsed.map(each => [each.id, each.texts.map(text => text.id)]),
      [["a-pack", ["ta-2"]]]
    )
    assert.strictEqual(limitOf(h, [nation, both], "ca"), 6)
    const digest = (packs: Parameters<typeof Rulebook.make>[0]) => Result.getOrThrow(Rulebook.make(packs)).digest
    assert.notStrictEqual(digest(levels), digest([nation, both]))
  })

  it("does not fall over what lower packs said of a text that has lapsed", () => {
    const measure = Measure.computed("boolean", "cell", "a.measure", w("m"), [])
    const own = Clause.general({
      ...common,
      id: "a.own",
      wording: w("own"),
      when: Expression.gt(months, 30),
      then: { outcome: "no" },
      cites: [ofA],
      lowerUnits: ["add", "tighten"]
    })
    const above = pack("a-pack", "a", { texts: [ofA.text], measures: [measure], clauses: [own] })
    const cell = issued("tc", "ca")
    const below = pack("c-pack", "ca", {
      texts: [cell.text],
      overlays: [tighter(6, cell)],
      clauses: [
        Clause.exception(own, {
          ...common,
          id: "c.except",
          wording: w("e"),
          when: Expression.gt(months, 40),
          then: { outcome: "no" },
          cites: [cell]
        }),
        Clause.exception(short, {
          ...common,
          id: "c.measured",
          wording: w("m"),
          when: Expression.of(measure),
          then: { outcome: "no" },
          cites: [cell]
        })
      ]
    })
    const h = hierarchy(...merged)
    const packs = [below, nation, above]
    assert.isTrue(Result.isSuccess(Rulebook.make(Rulebook.stack(h, packs, unit("ca"), day("2025-06-30")).levels)))
    const after = Rulebook.stack(h, packs, unit("ca"), day("2025-07-01"))
    assert.isTrue(Result.isSuccess(Rulebook.make(after.levels)))
    assert.deepStrictEqual(
      after.lapsed.map(each => each.id),
      ["a-pack"]
    )
    assert.strictEqual(limitOf(h, packs, "ca"), 6)
  })
})

describe("a rulebook and the order of what it is made of", () => {
  const [first, second] = [issued("t1", "x"), issued("t2", "x")]
  const clauses = ["m", "k", "z"].map(id =>
    Clause.general({
      ...common,
      id,
      wording: w(id),
      when: Expression.gt(months, 20),
      then: { outcome: "no" },
      lowerUnits: ["add"],
      cites: [first]
    })
  )
  const exceptions = ["y", "d"].map(id =>
    Clause.exception(short, { ...common, id, wording: w(id), when: Expression.lt(months, 2), then: { outcome: "no" }, cites: [second] })
  )
  const overlays = [
    tighter(8, first),
    Overlay.tighten(short, {
      id: "over",
      affirms: "stale",
      inForce: Period.make("2015-01-01", "2016-01-01"),
      when: Expression.gt(months, 1),
      wording: w("o"),
      cites: [first]
    })
  ]
  const given = [
    pack("x-1", "x", { texts: [first.text], clauses, overlays }),
    pack("x-2", "x", { texts: [second.text], clauses: exceptions, overlays: [tighter(8, second)] }),
    pack("x-3", "x", { clauses: [Clause.scope({ ...common, id: "s", wording: w("s"), when: Expression.gt(months, 90), cites: [first] })] })
  ]
  const contrary = pack("x-4", "x", {
    overlays: [tighter(7, second), tighter(18, first)].map((each, i) => ({
      ...each,
      values: each.values.map(entry => ({ ...entry, inForce: Period.ofYear(2010 + i) }))
    }))
  })
  const seen = (packs: Parameters<typeof Rulebook.make>[0]) => {
    const result = Rulebook.make(packs)
    if (Result.isFailure(result)) return result.failure.diagnostics
    const { packs: all, digest, values, clauses, unaffirmed } = result.success
    return [all.map(each => each.id), digest, [...values], [...clauses], unaffirmed, Rulebook.sources(result.success)]
  }
  const shuffled = <A>(items: ReadonlyArray<A>) => fc.shuffledSubarray([...items], { minLength: items.length })

  it("are independent, as are the refusals: packs of one level, clauses and overlays of one pack", () => {
    const orders = fc.tuple(
      shuffled([0, 1, 2, 3]),
      fc.tuple(
        shuffled(given[0]?.clauses ?? []),
        shuffled(overlays),
        shuffled(given[1]?.clauses ?? []),
        shuffled(nation.clauses),
        fc.boolean()
      )
    )
    fc.assert(
      fc.property(orders, fc.boolean(), ([order, [ofFirst, over, ofSecond, ofNation, inList]], wrong) => {
        const mixed = [{ ...given[0], clauses: ofFirst, overlays: over }, { ...given[1], clauses: ofSecond }, given[2], contrary]
        const level = (packs: ReadonlyArray<unknown>) => packs.filter((_, i) => wrong || i < 3) as ReadonlyArray<RulePack.RulePack> // sound: they are the packs above
        const sorted = level([...given, contrary])
        const unsorted = order.flatMap(i => level(mixed)[i] ?? [])
        const top = { ...nation, clauses: ofNation }
        assert.deepStrictEqual(seen(inList ? [top, unsorted] : [top, ...unsorted]), seen([nation, ...sorted]))
      }),
      { numRuns: 200, seed: 11 }
    )
    assert.deepStrictEqual(
      seen([nation, ...given, contrary]).map(each => Object(each).code),
      ["overlays-conflict", "overlays-conflict"]
    )
  })

  it("reads as a text does: who is left out, then each clause with its exceptions", () => {
    const rulebook = Result.getOrThrow(Rulebook.make([nation, given]))
    const ids = (rulebook.clauses.get("q") ?? []).map(({ value }) => value.id)
    assert.deepStrictEqual([...new Set(ids)], ["s", "k", "long", "m", "short", "d", "y", "z", "over"])
  })

  it("of the packs that ship is one, whichever is named first", () => {
    const levels = [[Vietnam.pack], [CaoLoc.pack]]
    const reversed = levels.map(level => level.map(each => ({ ...each, clauses: [...each.clauses].reverse() })))
    assert.deepStrictEqual(seen(reversed), seen(levels))
    const rulebook = Result.getOrThrow(Rulebook.make(levels))
    const origins = Rulebook.sources(rulebook)
    assert.isAbove(origins.length, 50)
    assert.isAbove(origins.filter(each => each.cites.length > 0).length, 40)
    assert.deepStrictEqual([...new Set(origins.map(each => each.pack))].sort(), ["cao-loc", "vietnam"])
  })
})

describe("a pack's own question, measure, indicator and designation", () => {
  const cite = issued("ti", "p")
  const island = Measure.computed("boolean", "cell", "isle.on-island", w("on an island"), ["unit.designated"])
  const ferry = Question.make({
    id: "isle.ferry",
    label: w("ferry"),
    subject: "cell",
    governing: "itself",
    decides: w("committee"),
    outcomes: { needed: w("a ferry is needed"), "not-needed": w("none is") },
    permissive: ["not-needed"]
  })
  const inForce = Period.make("2010-01-01")
  const answer = (id: string, when: Expression.Expression<"boolean">, outcome: "needed" | "not-needed") =>
    Clause.general({ id, question: ferry, inForce, wording: w(id), when, then: { outcome }, cites: [cite] })
  const figure: Indicator.Indicator = {
    id: "isle.cells",
    label: w("cells on islands"),
    subject: "cell",
    population: Expression.of<"boolean">(true),
    populationLabel: w("cells"),
    numerator: Expression.of(island),
    show: "count",
    cites: [cite]
  }
  const isle = pack("isle", "p", {
    texts: [cite.text],
    designations: [{ id: "isle:island", label: w("island") }],
    questions: [ferry],
    measures: [island],
    clauses: [answer("isle.needed", Expression.of(island), "needed"), answer("isle.not-needed", Expression.not(island), "not-needed")],
    indicators: [figure]
  })
  const functions: Measure.Functions = {
    ...Vietnam.functions,
    [island.id]: ({ register, subject, on }) => ({
      value: Hierarchy.designations(register.hierarchy, unit(subject), on).some(each => each === "isle:island"),
      facts: []
    })
  }

  it("are measured, asked, counted and named", async () => {
    const cell = (id: string) => Fact.make({ kind: "unit.founded", on: "2000-01-01", unit: id, type: "cell", name: id, parent: "p" })
    const facts = [
      Fact.make({ kind: "unit.founded", on: "2000-01-01", unit: "p", type: "province", name: "p" }),
      cell("c-1"),
      cell("c-2"),
      Fact.make({ kind: "unit.designated", on: "2020-01-01", unit: "c-1", as: "isle:island", until: "2022-01-01" })
    ]
    const source = Brief.fromRegister(Register.build(Given.recorded(facts), { knownAt: "latest" }), functions)
    const asked = (on: string) => Effect.runPromise(Engine.ask([isle], ferry, source, ["c-1", "c-2"], day(on)))
    const answers = async (on: string) => (await asked(on)).map(({ advice }) => (advice._tag === "Outcome" ? advice.outcome : advice._tag))
    assert.deepStrictEqual(await answers("2021-12-31"), ["needed", "not-needed"])
    assert.deepStrictEqual(await answers("2022-01-01"), ["not-needed", "not-needed"])
    const report = await Effect.runPromise(Report.make([Vietnam.pack, isle], source, unit("p"), day("2021-06-01")))
    assert.strictEqual(report.figures.find(each => each.id === "isle.cells")?.numerator, 1)
    const rulebook = Result.getOrThrow(Rulebook.make([Vietnam.pack, isle]))
    assert.deepStrictEqual(rulebook.designations.get("isle:island")?.label, w("island"))
  })

  it("may count facts that name the designation, if a pack declares it", () => {
    const counting = (as: string) => Measure.exists("cell", "isle.ever", w("ever"), "unit.designated", "ever", [{ field: "as", in: [as] }])
    const codes = (as: string) => {
      const result = Rulebook.make([{ ...isle, measures: [island, counting(as)] }])
      return Result.isFailure(result) ? result.failure.diagnostics.map(d => d.code) : []
    }
    assert.deepStrictEqual(["isle:island", "border-village", "isle:peninsula"].map(codes), [[], [], ["unknown-designation"]])
  })
})
