import { assert, describe, it } from "@effect/vitest"
import { Fact, Hierarchy, Id, Known, PlainDate, Unit } from "@chibo/core"
import * as Given from "../src/testing/Given.ts"

const day = PlainDate.make
const id = Id.UnitId.make
const code = Unit.UnitCode.make
const hierarchy = (facts: ReadonlyArray<Fact.Fact>) => Hierarchy.build(Known.at(Given.recorded(facts), "latest").entries)
const founded = (unit: string, parent?: string, more: { on?: string; name?: string; code?: string; type?: Unit.UnitKind } = {}) =>
  Fact.make({
    kind: "unit.founded",
    on: more.on ?? "2000-01-01",
    unit,
    type: more.type ?? "commune-committee",
    name: more.name ?? unit,
    ...(more.code === undefined ? {} : { code: more.code }),
    ...(parent === undefined ? {} : { parent })
  })
const reform = "2025-07-01"
const eve = day("2025-06-30")
const after = day(reform)

// The reorganisation of Cao Lộc: six of the merging units lie along the border; the cells are invented.
const merging = {
  "dong-dang-06184": ["tt-dong-dang", "thuy-hung", "phu-xa", "hong-phong", "bao-lam"],
  "cao-loc-06211": ["loc-yen", "thanh-loa", "thach-dan"],
  "ba-son-06196": ["mau-son", "cao-lau", "xuat-le"]
}
const reformed = [
  founded("lang-son", undefined, { type: "province" }),
  founded("d-cao-loc", "lang-son", { type: "district", name: "Cao Lộc" }),
  founded("d-loc-binh", "lang-son", { type: "district", name: "Lộc Bình" }),
  founded("mau-son-lb", "d-loc-binh", { name: "Mẫu Sơn" }),
  ...Object.values(merging)
    .flat()
    .map(unit => founded(unit, "d-cao-loc", unit === "mau-son" ? { name: "Mẫu Sơn" } : {})),
  founded("cell-ba-son", "mau-son", { type: "cell" }),
  founded("cell-khuoi-tao", "mau-son", { type: "cell" }),
  founded("dong-dang-06184", "lang-son", { on: reform, name: "Đồng Đăng", code: "06184" }),
  founded("cao-loc-06211", "lang-son", { on: reform, name: "Cao Lộc", code: "06211" }),
  founded("ba-son-06196", "lang-son", { on: reform, name: "Ba Sơn", code: "06196" }),
  founded("mau-son-new", "lang-son", { on: reform, name: "Mẫu Sơn" }),
  ...Object.entries(merging).map(([into, units]) => Fact.make({ kind: "unit.merged", on: reform, units, into })),
  Fact.make({ kind: "unit.merged", on: reform, units: ["mau-son-lb"], into: "mau-son-new" }),
  Fact.make({ kind: "unit.moved", on: reform, unit: "cell-khuoi-tao", parent: "cao-loc-06211" }),
  Fact.make({ kind: "unit.closed", on: reform, unit: "d-cao-loc" }),
  Fact.make({ kind: "unit.closed", on: reform, unit: "d-loc-binh" })
]

describe("Hierarchy: Cao Lộc on 1 July 2025", () => {
  const h = hierarchy(reformed)
  it("ends the district on the day, not before", () => {
    assert.strictEqual(Hierarchy.unitOn(h, id("d-cao-loc"), eve)?.name, "Cao Lộc")
    assert.isUndefined(Hierarchy.unitOn(h, id("d-cao-loc"), after))
    assert.strictEqual(Hierarchy.ceasedOn(h, id("d-cao-loc")), after)
    assert.deepStrictEqual(Hierarchy.successors(h, id("d-cao-loc"), after), { mapped: [], split: [], unmapped: [id("d-cao-loc")] })
  })
  it("makes three communes of six border units, told apart by code", () => {
    const border = ["tt-dong-dang", "bao-lam", "thanh-loa", "mau-son", "cao-lau", "xuat-le"].map(unit => id(unit))
    const mapped = border.map(unit => Hierarchy.successors(h, unit, after).mapped[0])
    const codes = mapped.map(unit => unit && Hierarchy.unitOn(h, unit, after)?.code)
    assert.deepStrictEqual(
      codes,
      ["06184", "06184", "06211", "06196", "06196", "06196"].map(text => code(text))
    )
    assert.strictEqual(Hierarchy.byCode(h, code("06196"), after), id("ba-son-06196"))
    assert.isUndefined(Hierarchy.byCode(h, code("06196"), eve))
    assert.deepStrictEqual(
      [...Hierarchy.predecessors(h, id("ba-son-06196"), after)].sort(),
      ["cao-lau", "mau-son", "xuat-le"].map(unit => id(unit))
    )
    assert.deepStrictEqual(Hierarchy.predecessors(h, id("ba-son-06196"), eve), [])
  })
  it("keeps the ids of cells, which stand under the successor unless moved that day", () => {
    const above = (cell: string, on: PlainDate.PlainDate) => Hierarchy.ancestors(h, id(cell), on)
    assert.deepStrictEqual(above("cell-ba-son", eve), [id("mau-son"), id("d-cao-loc"), id("lang-son")])
    assert.deepStrictEqual(above("cell-ba-son", after), [id("ba-son-06196"), id("lang-son")])
    assert.deepStrictEqual(above("cell-khuoi-tao", after), [id("cao-loc-06211"), id("lang-son")])
    assert.isTrue(Hierarchy.within(h, id("cell-ba-son"), id("d-cao-loc"), eve))
    assert.isFalse(Hierarchy.within(h, id("cell-ba-son"), id("d-cao-loc"), after))
  })
  it("does not fall into the traps of names", () => {
    assert.deepStrictEqual([...Hierarchy.byName(h, "MẪU SƠN", eve)].sort(), [id("mau-son"), id("mau-son-lb")])
    assert.deepStrictEqual(Hierarchy.byName(h, "Mẫu Sơn", after), [id("mau-son-new")])
    assert.notStrictEqual(Hierarchy.successors(h, id("mau-son"), after).mapped[0], id("mau-son-new"))
    assert.deepStrictEqual(Hierarchy.byName(h, "cao lộc", eve), [id("d-cao-loc")])
    assert.deepStrictEqual(Hierarchy.byName(h, "cao lộc", after), [id("cao-loc-06211")])
  })
  it("does not depend on the order of recording", () => {
    assert.deepStrictEqual(
      Hierarchy.units(hierarchy([...reformed].reverse()), after)
        .map(({ unit, parent }) => [unit, parent])
        .sort(),
      Hierarchy.units(h, after)
        .map(({ unit, parent }) => [unit, parent])
        .sort()
    )
  })
})

describe("Hierarchy", () => {
  const base = [founded("p", undefined, { type: "province" }), founded("a", "p"), founded("b", "p"), founded("c", "a", { type: "cell" })]
  const on = "2010-01-01"
  it("knows a unit from its founding on", () => {
    const h = hierarchy(base)
    assert.isUndefined(Hierarchy.unitOn(h, id("a"), day("1999-12-31")))
    assert.strictEqual(Hierarchy.unitOn(h, id("a"), day("2000-01-01"))?.since, day("2000-01-01"))
    assert.deepStrictEqual(Hierarchy.children(h, id("p"), day(on)), [id("a"), id("b")])
    assert.deepStrictEqual([...Hierarchy.descendants(h, id("p"), day(on))].sort(), [id("a"), id("b"), id("c")])
    assert.isTrue(Hierarchy.within(h, id("a"), id("a"), day(on)))
  })
  it("renames, re-codes and moves from the day on", () => {
    const h = hierarchy([
      ...base,
      Fact.make({ kind: "unit.renamed", on, unit: "c", name: "Bản Mới" }),
      Fact.make({ kind: "unit.recoded", on, unit: "c", code: "A.7" }),
      Fact.make({ kind: "unit.moved", on, unit: "c", parent: "b" })
    ])
    const [before, then] = [Hierarchy.unitOn(h, id("c"), day("2009-12-31")), Hierarchy.unitOn(h, id("c"), day(on))]
    assert.deepStrictEqual([before?.name, before?.code, before?.parent], ["c", undefined, id("a")])
    assert.deepStrictEqual([then?.name, then?.code, then?.parent], ["Bản Mới", code("A.7"), id("b")])
  })
  it("follows splits and later mergers, and says what is lost", () => {
    const facts = [
      ...base,
      founded("x", "p", { on }),
      founded("y", "p", { on }),
      Fact.make({ kind: "unit.split", on, unit: "a", into: ["x", "y"] }),
      Fact.make({ kind: "unit.merged", on: "2015-01-01", units: ["x"], into: "b" }),
      Fact.make({ kind: "unit.closed", on: "2020-01-01", unit: "y" })
    ]
    const h = hierarchy(facts)
    const successors = (text: string) => Hierarchy.successors(h, id("a"), day(text))
    assert.deepStrictEqual(successors("2009-12-31"), { mapped: [id("a")], split: [], unmapped: [] })
    assert.deepStrictEqual(successors("2010-01-01"), { mapped: [], split: [id("x"), id("y")], unmapped: [] })
    assert.deepStrictEqual([...successors("2015-01-01").split].sort(), [id("b"), id("y")])
    assert.deepStrictEqual(successors("2020-01-01"), { mapped: [id("b")], split: [], unmapped: [id("y")] })
    assert.isUndefined(Hierarchy.unitOn(h, id("c"), day(on))?.parent)
    assert.isUndefined(Hierarchy.mergedInto(h, id("a"), day(on)))
    assert.strictEqual(Hierarchy.mergedInto(h, id("x"), day("2015-01-01")), id("b"))
    assert.deepStrictEqual([...Hierarchy.predecessors(h, id("b"), day("2020-01-01"))].sort(), [id("a"), id("x")])
  })
  it("takes parts handed over for lineage, on the day the whole ends", () => {
    const parts = [Fact.make({ kind: "unit.part-transferred", on, unit: "a", to: "b", part: ["c"] })]
    const going = hierarchy([...base, ...parts])
    assert.strictEqual(Hierarchy.unitOn(going, id("c"), day(on))?.parent, id("b"))
    assert.deepStrictEqual(Hierarchy.successors(going, id("a"), day(on)).mapped, [id("a")])
    assert.deepStrictEqual(Hierarchy.predecessors(going, id("b"), day(on)), [id("a")])
    const closed = hierarchy([...base, ...parts, Fact.make({ kind: "unit.closed", on, unit: "a" })])
    assert.deepStrictEqual(Hierarchy.successors(closed, id("a"), day(on)), { mapped: [id("b")], split: [], unmapped: [] })
  })
  it("holds designations and texts for their days", () => {
    const h = hierarchy([
      ...base,
      Fact.make({ kind: "unit.designated", on, unit: "c", as: "border-village", until: "2012-01-01" }),
      Fact.make({ kind: "instrument.taken-over", on, text: "t-1", by: "b" })
    ])
    const designations = (text: string) => Hierarchy.designations(h, id("c"), day(text))
    assert.deepStrictEqual(["2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01"].map(designations), [
      [],
      ["border-village"],
      ["border-village"],
      []
    ])
    assert.isUndefined(Hierarchy.textTakenOver(h, Id.InstrumentId.make("t-1"), day("2009-12-31")))
    assert.strictEqual(Hierarchy.textTakenOver(h, Id.InstrumentId.make("t-1"), day(on)), id("b"))
  })
  it("walks a circle once", () => {
    const h = hierarchy([founded("x", "y"), founded("y", "x")])
    assert.deepStrictEqual(Hierarchy.ancestors(h, id("x"), day(on)), [id("y"), id("x")])
    assert.deepStrictEqual(Hierarchy.descendants(h, id("x"), day(on)), [id("y")])
  })
})
