import { existsSync, globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Period, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Check, Citation, Clause, Dated, Engine, Expression, Measure, Overlay, Question, Rulebook, RulePack } from "@chibo/rules"
import * as caoLoc from "@chibo/rules/packs/cao-loc"
import * as vietnam from "@chibo/rules/packs/vietnam"
import { Result } from "effect"
import fc from "fast-check"
import { provableConflicts } from "../src/analysis/Conflicts.ts"
import { brief } from "./support.ts"

const w = (text: string) => ({ vi: text, en: text })
const text = Citation.text("t", "1-T", "2020-01-01", w("t"))
const quoted = Citation.cite(text, "1", "quoted")
const months = Measure.computed("integer", "member", "months", w("months"), [], { range: { least: 0, most: 4 } })
const done = Measure.computed("integer", "member", "done", w("done"), [], { range: { least: 0 } })
const local = Measure.computed("boolean", "member", "local", w("local"), [])
const kind = Measure.computed("text", "member", "kind", w("kind"), [], { values: { x: w("x"), y: w("y"), z: w("z") }, closed: true })
const end = Measure.computed("day", "member", "end", w("end"), [])
const question = Question.make({
  id: "q",
  label: w("q"),
  subject: "member",
  governing: "cell-of-member",
  decides: w("cell"),
  outcomes: { yes: w("yes"), no: w("no"), maybe: w("maybe") },
  values: { until: { type: "day", label: w("until") } },
  open: true
})
const always = Period.make("2020-01-01")

type Input = Partial<Parameters<typeof Clause.general<"yes" | "no" | "maybe">>[0]>
const input = (id: string, when: Expression.Expression<"boolean">, outcome: "yes" | "no" | "maybe", more: Input = {}) => ({
  id,
  question,
  inForce: always,
  wording: w(id),
  when,
  then: { outcome },
  cites: [quoted] as [Citation.Citation],
  lowerUnits: ["add" as const],
  ...more
})
const general = (...args: Parameters<typeof input>) => Clause.general(input(...args))
const exception = (excepts: { readonly id: string }, ...args: Parameters<typeof input>) => Clause.exception(excepts, input(...args))
const scope = (id: string, when: Expression.Expression<"boolean">, more: Input = {}) => {
  const { then: _, ...given } = input(id, when, "yes", more)
  return Clause.scope(given)
}
const limit = (values: Dated.Dated<number>) =>
  RulePack.parameter("integer", "limit", w("limit"), w(""), values, { stricter: "lower", lowerUnits: ["tighten"] })
/** One that nobody below may change, so that it may be used in any direction. */
const fixed = (values: Dated.Dated<number>) => RulePack.parameter("integer", "limit", w("limit"), w(""), values, {})

const packOf = (clauses: ReadonlyArray<Clause.Clause>, more: Partial<RulePack.RulePack> = {}): RulePack.RulePack => ({
  id: "p",
  version: "1",
  label: w("p"),
  jurisdiction: "everywhere",
  texts: [text],
  designations: [],
  questions: [question],
  measures: [months, done, local, kind, end],
  relations: [],
  parameters: [],
  overlays: [],
  indicators: [],
  clauses,
  ...more
})
const short = Expression.lt(months, 2)
const yes = general("yes", short, "yes")
const no = general("no", Expression.not(short), "no")
const today = PlainDate.make("2022-06-01")
const of = (code: Check.Code, found: ReadonlyArray<Check.Remark>) => found.filter(remark => remark.code === code)

const twelve = limit([Dated.known(12, "2020-01-01", undefined, quoted)])
const permissive = Question.make({ ...question, permissive: ["yes"] })
const above = (clauses: ReadonlyArray<Clause.Clause>, parameters: ReadonlyArray<RulePack.Parameter> = []) =>
  packOf(clauses, { id: "above", questions: [permissive], parameters })
/** A pack of a unit below, that departs from the one above. */
const below = (overlays: ReadonlyArray<Overlay.Overlay>, clauses: ReadonlyArray<Clause.Clause> = []) =>
  packOf(clauses, { id: "below", jurisdiction: caoLoc.district, questions: [], measures: [], overlays })
const replaceable = general("yes", short, "yes", { lowerUnits: ["tighten", "relax", "replace"] })
const over = (id: string, when: Expression.Expression<"boolean">, base: Clause.Clause = replaceable) => ({
  id,
  affirms: RulePack.affirmation(base),
  inForce: Period.make("2021-01-01", "2022-01-01"),
  when,
  wording: w(id),
  cites: [quoted] as const
})

/** For each code: a pack in which it is found, about what, and what else is said of it. */
const wrong: Readonly<Record<Check.Code, readonly [pack: RulePack.RulePack, about: string, more?: Partial<Check.Remark>]>> = {
  malformed: [packOf([yes, { ...no, when: { op: "xor" } as never }]), "no"], // sound: as a file could hold it
  "not-plain": [packOf([yes, { ...no, wording: new Date(0) as never }]), "no"], // sound: as a program could build it
  "unknown-key": [packOf([yes, Object.assign({}, no, { unless: true })]), "no"],
  "period-reversed": [packOf([yes, { ...no, inForce: { from: PlainDate.make("2021-01-01"), until: PlainDate.make("2021-01-01") } }]), "no"],
  "wrong-type": [packOf([yes, { ...no, when: { op: "not", of: { op: "measure", id: "months" } } }]), "no"],
  "unknown-value": [packOf([yes, { ...no, then: { outcome: "no", values: { since: Expression.of(end) } } }]), "no"],
  "unknown-designation": [
    packOf([yes, no], {
      measures: [
        months,
        Measure.count("cell", "islands", w("islands"), w("units"), "unit.designated", "ever", [{ field: "as", in: ["p:island"] }])
      ]
    }),
    "islands"
  ],
  misdeclared: [below([Overlay.replace(replaceable, over("own", Expression.all(short, local)))]), "own"],
  "overlays-conflict": [
    below([
      Overlay.tighten(replaceable, over("one", Expression.of(local))),
      Overlay.replace(replaceable, over("two", Expression.of(local)))
    ]),
    "two"
  ],
  direction: [
    packOf([general("yes", Expression.lt(months, limit([])), "yes")], {
      parameters: [{ ...limit([Dated.known(1, "2020-01-01", undefined, quoted)]), stricter: "higher" }],
      questions: [permissive]
    }),
    "limit"
  ],
  "duplicate-id": [packOf([yes, no, { ...no, when: Expression.of<"boolean">(false) }]), "no"],
  uncited: [packOf([yes, { ...no, cites: [] as never }]), "no"], // sound: what a pack read from a file could hold
  "wording-missing": [packOf([yes, { ...no, wording: { vi: "", en: "no" } }]), "no"],
  "periods-overlap": [
    packOf([general("yes", Expression.lt(months, limit([])), "yes")], {
      parameters: [limit([Dated.known(1, "2020-01-01", undefined, quoted), Dated.known(2, "2021-01-01", undefined, quoted)])]
    }),
    "limit"
  ],
  "unknown-measure": [packOf([yes, no], { measures: [] }), "no"],
  "unknown-parameter": [packOf([general("yes", Expression.lt(months, limit([])), "yes")]), "yes"],
  "unknown-question": [packOf([yes, no], { questions: [] }), "no"],
  "unknown-clause": [packOf([yes, no, exception({ id: "nobody" }, "e", Expression.of(local), "maybe")]), "e"],
  "unknown-outcome": [packOf([yes, { ...no, then: { outcome: "never" } }]), "no"],
  "beyond-contract": [
    below([
      Overlay.value({ id: "limit" }, { affirms: RulePack.affirmation(twelve), values: [Dated.known(13, "2021-01-01", undefined, quoted)] })
    ]),
    "limit"
  ],
  "link-cycle": [packOf([general("yes", Expression.is(Expression.outcome(question), "no"), "yes")]), "q"],
  conflict: [
    packOf([yes, no, general("narrow", Expression.all(short, local), "maybe")]),
    "narrow",
    { other: "yes", days: always, witness: { months: 0, local: true } }
  ],
  gap: [
    packOf([general("yes", Expression.gt(months, 2), "yes"), general("no", Expression.lt(months, 2), "no")]),
    "q",
    { days: always, witness: { months: 2 } }
  ],
  overlap: [
    packOf([yes, no, general("here", Expression.of(local), "maybe")]),
    "here",
    { other: "no", days: always, witness: { months: 2, local: true } }
  ],
  unreachable: [packOf([yes, no, exception(yes, "e", Expression.ge(months, 3), "maybe")]), "e"],
  "exception-never-differs": [packOf([yes, no, exception(yes, "e", Expression.of(local), "yes")]), "e", { other: "yes" }],
  "period-not-covered": [
    packOf([
      general("early", Expression.of<"boolean">(true), "yes", { inForce: Period.make("2020-01-01", "2021-01-01") }),
      { ...yes, inForce: Period.make("2021-03-01") }
    ]),
    "q",
    { days: Period.make("2021-01-01", "2021-03-01") }
  ],
  "parameter-unused": [packOf([yes, no], { parameters: [limit([Dated.known(1, "2020-01-01", undefined, quoted)])] }), "limit"],
  unaffirmed: [
    below([{ departsFrom: "limit", affirms: "0123456789ab", values: [Dated.known(11, "2021-01-01", undefined, quoted)] }]),
    "limit",
    { other: "limit" }
  ],
  stale: [packOf([yes, { ...no, cites: [Citation.reviewed(quoted, "2021-01-01", "2022-05-31")] }]), "no"],
  unverified: [packOf([yes, { ...no, cites: [Citation.cite(text, "2", "recalled")] }]), "no"],
  "not-analysed": [
    packOf([
      general("yes", Expression.ge(Expression.times(done, done), Expression.add(Expression.times(done, 2), 1_000_001)), "yes"),
      general("no", Expression.of(local), "no")
    ]),
    "q",
    { count: 2 }
  ]
}
const aboveOf: Partial<Readonly<Record<Check.Code, ReadonlyArray<RulePack.RulePack>>>> = {
  "beyond-contract": [above([general("yes", Expression.lt(months, twelve), "yes")], [twelve])],
  misdeclared: [above([replaceable, no])],
  unaffirmed: [above([general("yes", Expression.lt(months, twelve), "yes")], [twelve])],
  "overlays-conflict": [above([replaceable, no])]
}

describe("Check.pack", () => {
  const codes = Object.keys(Check.severities) as ReadonlyArray<Check.Code> // sound: the keys of that record

  it("finds nothing in a pack in which nothing is wrong", () => {
    assert.deepStrictEqual(Check.pack(packOf([yes, no]), [], today), [])
  })
  it.each(codes)("finds %s", code => {
    const [pack, about, more = {}] = wrong[code]
    const found = of(code, Check.pack(pack, aboveOf[code], today))
    assert.isNotEmpty(found)
    assert.deepInclude(found[0], { code, about, severity: Check.severities[code], ...more })
    for (const { message } of found) assert.isTrue(message.vi.length > 10 && message.en.length > 10)
  })
  it("has a page for every code, with a summary, an example and a remedy, and no page besides", () => {
    const root = join(import.meta.dirname, "..", "..", "..", "docs", "checks")
    for (const code of codes) {
      const page = existsSync(join(root, `${code}.md`)) ? readFileSync(join(root, `${code}.md`), "utf8") : ""
      assert.match(page, new RegExp(`^# \`${code}\`\\n\\n\\*\\*${Check.severities[code]}\\*\\*`), code)
      assert.match(page, /\n> \*\*Tóm tắt:\*\* .{20,}/, code)
      for (const part of ["## Example", "## How to mend it"]) assert.include(page, part, code)
    }
    const list = readFileSync(join(root, "README.md"), "utf8")
    const listed = [...list.matchAll(/^\| \[`([a-z-]+)`\]\(\1\.md\) \| (error|warning|note) \|/gm)].map(match => [match[1], match[2]])
    assert.sameDeepMembers(
      listed,
      codes.map(code => [code, Check.severities[code]])
    )
    assert.deepStrictEqual(globSync("*.md", { cwd: root }).sort(), ["README.md", ...codes.map(code => `${code}.md`)].sort())
  })

  it("calls no gap what an unread text leaves open, and none what the scope leaves out", () => {
    const unread = Clause.unread({ id: "u", question, inForce: always, when: Expression.not(short), text, wording: w("u") })
    assert.deepStrictEqual(Check.pack(packOf([yes, unread])), [])
    assert.deepStrictEqual(Check.pack(packOf([yes, scope("s", Expression.ge(months, 2))])), [])
    const unknown = { parameters: [fixed([Dated.unread(text, "2020-01-01")])] }
    assert.deepStrictEqual(Check.pack(packOf([general("yes", Expression.lt(months, limit([])), "yes")], unknown)), [])
  })
  it("cuts days at values as well, and joins those that a gap shares", () => {
    const parameters = [fixed([Dated.known(4, "2020-01-01", "2021-01-01", quoted), Dated.known(3, "2021-01-01", undefined, quoted)])]
    const [found, ...more] = Check.pack(
      packOf([general("yes", Expression.le(months, limit([])), "yes"), scope("s", Expression.of(local))], { parameters })
    )
    assert.deepInclude(found, { code: "gap", days: Period.make("2021-01-01"), witness: { months: 4, local: false } })
    assert.include(found?.message.vi, "từ 01/01/2021")
    assert.deepStrictEqual(more, [])
  })
  it("tries every disputed value", () => {
    const parameters = [fixed([Dated.disputed("2020-01-01", undefined, { value: 4, cites: [quoted] }, { value: 3, cites: [quoted] })])]
    const found = Check.pack(packOf([general("yes", Expression.le(months, limit([])), "yes")], { parameters }))
    assert.deepInclude(found[0], { code: "gap", witness: { months: 4 } })
  })
  it("sees what an overlay does to the questions above, and does not repeat what is found above", () => {
    const parameters = [{ ...limit([Dated.known(2, "2020-01-01", undefined, quoted)]) }]
    const longer = general("longer", Expression.ge(months, 2), "no")
    const high = packOf([general("yes", Expression.lt(months, limit([])), "yes"), longer, general("here", Expression.of(local), "maybe")], {
      parameters,
      questions: [permissive]
    })
    assert.deepStrictEqual(
      Check.pack(high).map(each => each.code),
      ["overlap", "overlap"]
    )
    const affirms = parameters.map(RulePack.affirmation)[0] ?? ""
    const lower = below([{ departsFrom: "limit", affirms, values: [Dated.known(1, "2021-01-01", "2022-01-01", quoted)] }])
    const found = Check.pack(lower, [high])
    assert.deepInclude(of("gap", found)[0], { days: Period.make("2021-01-01", "2022-01-01"), witness: { months: 1, local: false } })
    // written for another version of the base: nobody knows what holds, which is no gap
    assert.deepStrictEqual(
      Check.pack({ ...lower, overlays: lower.overlays.map(each => ({ ...each, affirms: "0123456789ab" })) }, [high]).map(each => each.code),
      ["unaffirmed"]
    )
  })
  it("sees what an overlay does to a clause above, on its days", () => {
    const narrower = below([Overlay.tighten(replaceable, over("own", Expression.of(local)))])
    assert.deepStrictEqual(
      Check.pack(narrower, [above([replaceable, no])]).map(({ code, about, days, witness }) => ({ code, about, days, witness })),
      [{ code: "gap", about: "q", days: Period.make("2021-01-01", "2022-01-01"), witness: { months: 0, local: false } }]
    )
    const wider = below([Overlay.relax(replaceable, over("own", Expression.of(local)))])
    assert.deepStrictEqual(
      Check.pack(wider, [above([replaceable, no])]).map(({ code, about, other, days }) => ({ code, about, other, days })),
      [{ code: "overlap", about: "no", other: "own", days: Period.make("2021-01-01", "2022-01-01") }]
    )
    // an exception that the overlay leaves no room for matters on the other days
    const apart = exception(replaceable, "apart", Expression.of(local), "maybe")
    const shut = below([Overlay.tighten(replaceable, over("own", Expression.not(local)))])
    assert.deepStrictEqual(of("unreachable", Check.pack(shut, [above([replaceable, no, apart])])), [])
    const from2021 = { ...apart, inForce: Period.make("2021-01-01", "2022-01-01") }
    assert.deepStrictEqual(
      of("unreachable", Check.pack(shut, [above([replaceable, no, from2021])])).map(each => each.about),
      ["apart"]
    )
  })
  it("holds the citations of overlays against their reviews, of values and of clauses", () => {
    const due = Citation.reviewed(Citation.cite(text, "2", "recalled"), "2021-01-01", "2021-05-31")
    const lower = below([
      { departsFrom: "limit", affirms: RulePack.affirmation(twelve), values: [Dated.known(3, "2021-01-01", undefined, due)] },
      { ...Overlay.tighten(replaceable, over("own", Expression.of(local))), cites: [due] }
    ])
    const high = above([replaceable, no, exception(replaceable, "long", Expression.ge(months, twelve), "no")], [twelve])
    const found = Check.pack(lower, [high], PlainDate.make("2021-06-01"))
    for (const code of ["stale", "unverified"] as const)
      assert.deepStrictEqual(
        of(code, found).map(each => each.about),
        ["limit", "own"]
      )
  })
  it("takes another question's answer as one of its outcomes, or as not asked", () => {
    const second = Question.make({ ...question, id: "r" })
    const linked = (id: string, outcome: string): Clause.Clause => ({
      ...general(id, Expression.is(Expression.outcome(question), outcome), "yes"),
      question: "r"
    })
    const clauses = [yes, no, scope("s", Expression.of(local)), ...["yes", "no", "maybe"].map(outcome => linked(`if-${outcome}`, outcome))]
    const found = Check.pack(packOf(clauses, { questions: [question, second] }))
    assert.deepStrictEqual(
      found.map(({ code, about, witness }) => [code, about, witness]),
      [["gap", "r", { q: "not-applicable" }]]
    )
    assert.include(found[0]?.message.vi, "không thuộc diện xét")
  })
  it("proves that an exception is shadowed by others", () => {
    const found = Check.pack(
      packOf([yes, no, exception(yes, "e", Expression.of(local), "maybe"), exception(yes, "f", Expression.not(local), "maybe")])
    )
    assert.deepStrictEqual(
      found.map(({ code, about }) => [code, about]),
      [["unreachable", "yes"]]
    )
  })
  it("knows that carried values differ, or never do", () => {
    const carrying = (id: string, until: Expression.Expression<"day">, more: Input = {}) =>
      input(id, short, "yes", { then: { outcome: "yes", values: { until } }, ...more })
    const base = Clause.general(carrying("base", Expression.of(end)))
    const same = Clause.exception(base, { ...carrying("same", Expression.addDays(end, 0)), when: Expression.of(local) })
    const later = Clause.exception(base, { ...carrying("later", Expression.addDays(end, 1)), when: Expression.of(local) })
    assert.deepStrictEqual(
      Check.pack(packOf([base, no, same])).map(each => each.code),
      ["exception-never-differs"]
    )
    assert.deepStrictEqual(Check.pack(packOf([base, no, later])), [])
    const rival = Clause.general(carrying("rival", Expression.addDays(end, 1)))
    assert.deepStrictEqual(
      Check.pack(packOf([base, no, rival])).map(each => each.code),
      ["conflict"]
    )
  })
  it("asks for review only after the last day of it, and only of what is in force", () => {
    const [pack] = wrong.stale
    assert.deepStrictEqual(Check.pack(pack, [], PlainDate.make("2022-05-31")), [])
    assert.deepStrictEqual(Check.pack(pack), [])
    assert.deepStrictEqual(Check.pack(pack, [], PlainDate.make("2019-12-31")), [])
  })
  it("wants a question covered up to the day asked about, and its parameters to have values", () => {
    const ended = general("ended", Expression.of<"boolean">(true), "yes", { inForce: Period.make("2020-01-01", "2021-01-01") })
    assert.deepStrictEqual(Check.pack(packOf([ended])), [])
    assert.deepInclude(Check.pack(packOf([ended]), [], today)[0], {
      code: "period-not-covered",
      days: Period.make("2021-01-01", "2022-06-02")
    })
    const reading = general("yes", Expression.ge(months, limit([])), "yes")
    const parameters = [fixed([Dated.known(0, "2020-01-01", "2021-01-01", quoted)])]
    assert.deepInclude(Check.pack(packOf([reading], { parameters }))[0], {
      code: "period-not-covered",
      about: "limit",
      days: Period.make("2021-01-01")
    })
  })
})

/** Packs put together as they are, contradictions and all. */
const conflictsOf = (...packs: ReadonlyArray<RulePack.RulePack>) => {
  const clauses = packs.flatMap(pack => pack.clauses.map(value => ({ pack: pack.id, value })))
  return provableConflicts({
    packs,
    questions: new Map(packs.flatMap(pack => pack.questions.map(each => [each.id, each] as const))),
    measures: new Map(packs.flatMap(pack => pack.measures.map(each => [each.id, each] as const))),
    clauses: Map.groupBy(clauses, each => each.value.question),
    values: new Map(packs.flatMap(pack => pack.parameters.map(each => [each.id, each.values.map(value => ({ value }))] as const)))
  })
}

describe("conflicts that are provable without facts", () => {
  it("are two clauses of equal rank of which one holds wherever the other does", () => {
    assert.deepStrictEqual(conflictsOf(packOf([yes, no])), [])
    assert.deepStrictEqual(conflictsOf(packOf([yes, no, general("here", Expression.of(local), "maybe")])), [])
    const found = conflictsOf(packOf([yes, no, general("narrow", Expression.lt(months, 1), "maybe")]))
    assert.strictEqual(found.length, 1)
    assert.deepInclude(found[0], { about: "narrow", other: "yes", days: always, pack: "p", witness: { months: 0 } })
    assert.include(found[0]?.message.en, "1-T of 2020-01-01, 1")
  })
  it("are refused at load, with both clauses, both texts, the days and facts", () => {
    const other = Citation.cite(Citation.text("l", "2-L", "2021-01-01", w("l")), "3", "quoted")
    const narrow = general("narrow", Expression.lt(months, 1), "maybe", { inForce: Period.make("2021-01-01"), cites: [other] })
    const refused = Rulebook.make([above([yes, no]), below([], [narrow])])
    const [found, ...more] = Result.isFailure(refused) ? refused.failure.diagnostics : []
    assert.deepStrictEqual(more, [])
    assert.deepInclude(found, {
      code: "conflict",
      pack: "below",
      about: "narrow",
      other: "yes",
      days: narrow.inForce,
      witness: { months: 0 }
    })
    for (const message of [found?.message.vi, found?.message.en])
      for (const part of ["«narrow» (2-L", "«yes» (1-T"]) assert.include(message, part)
    // as an exception, and on days of its own, it is taken
    for (const fine of [exception(yes, "narrow", Expression.lt(months, 1), "maybe"), scope("narrow", Expression.lt(months, 1))])
      assert.isTrue(Result.isSuccess(Rulebook.make([above([yes, no]), below([], [fine])])))
  })
  it("are found in what overlays make of clauses, on those days only", () => {
    const here = general("here", Expression.all(short, local), "maybe", { inForce: Period.make("2020-01-01", "2021-01-01") })
    const later = { ...here, inForce: Period.make("2021-06-01") }
    const top = (clause: Clause.Clause) => above([replaceable, no, clause])
    const own = below([Overlay.replace(replaceable, { ...over("own", Expression.gt(months, 9)), inForce: always })])
    const codes = (...packs: ReadonlyArray<RulePack.RulePack>) => {
      const made = Rulebook.make(packs)
      return Result.isFailure(made) ? made.failure.diagnostics.map(({ code, about, other, days }) => ({ code, about, other, days })) : []
    }
    const conflict = { code: "conflict", about: "here", other: "yes" } as const
    assert.deepStrictEqual(codes(top(here)), [{ ...conflict, days: here.inForce }])
    assert.deepStrictEqual(codes(top(here), own), [])
    const [half] = [below([Overlay.replace(replaceable, over("own", Expression.gt(months, 9)))])]
    assert.deepStrictEqual(codes(top(later), half), [{ ...conflict, days: Period.make("2022-01-01") }])
  })
  it("are found among the exceptions of one clause, not between a clause and its exception", () => {
    const first = exception(yes, "first", Expression.of(local), "maybe")
    assert.deepStrictEqual(conflictsOf(packOf([yes, no, first])), [])
    assert.deepInclude(conflictsOf(packOf([yes, no, first, exception(yes, "second", Expression.of(local), "no")]))[0], {
      about: "first",
      other: "second"
    })
  })
  it("need days in common, and facts of which the question is asked", () => {
    const apart = general("narrow", Expression.lt(months, 1), "maybe", { inForce: Period.make("2019-01-01", "2020-01-01") })
    assert.deepStrictEqual(conflictsOf(packOf([yes, no, apart])), [])
    const narrow = general("narrow", Expression.lt(months, 1), "maybe")
    assert.deepStrictEqual(conflictsOf(packOf([yes, no, narrow, scope("s", Expression.lt(months, 1))])), [])
    assert.deepStrictEqual(conflictsOf(packOf([yes, no, general("never", Expression.gt(months, 9), "maybe")])), [])
  })
  it("are proved in time for a large pack: every clause with the same condition, the rest within the budget", () => {
    const many = Array.from({ length: 600 }, (_, i) => general(`c${i}`, Expression.is(done, i), "yes"))
    const pack = packOf([...many, general("again", Expression.is(done, 599), "no")])
    const before = process.cpuUsage().user
    const found = conflictsOf(pack)
    console.log(`provable conflicts, 601 clauses: ${Math.round((process.cpuUsage().user - before) / 1000)} ms`)
    assert.deepStrictEqual(
      found.map(({ about, other }) => [about, other]),
      [["c599", "again"]]
    )
  })
  it("are in no pack that ships, and to see that takes a load little", () => {
    assert.deepStrictEqual(conflictsOf(vietnam.pack, caoLoc.pack), [])
    const times = Array.from({ length: 7 }, (_, i) => {
      const before = process.cpuUsage().user
      assert.isTrue(Result.isSuccess(Rulebook.make([{ ...vietnam.pack, version: `${i}` }]))) // none that was made before
      return (process.cpuUsage().user - before) / 1000
    })
    const least = Math.min(...times)
    console.log(`the national pack is stacked in ${Math.round(least)} ms`)
    assert.isBelow(least, 200) // a few milliseconds on a machine that does nothing else
  })
  it("are sought first among the clauses of the lowest pack, whatever the higher ones take", () => {
    const many = Array.from({ length: 300 }, (_, i) =>
      general(`c${i}`, Expression.all(Expression.gt(done, i), Expression.lt(done, 2 * i)), i % 2 ? "yes" : "no")
    )
    const high = packOf(many, { id: "above" })
    const low = below([], [general("wide", Expression.lt(months, 3), "yes"), general("narrow", Expression.lt(months, 1), "maybe")])
    const found = conflictsOf(high, low)
    assert.deepInclude(
      found.map(({ about, other }) => [about, other]),
      ["narrow", "wide"]
    )
  })
})

describe("what is found in random packs, held against the engine over every subject", () => {
  const inForce = fc.constantFrom(
    always,
    Period.make("2020-01-01", "2021-01-01"),
    Period.make("2021-01-01"),
    Period.make("2020-06-01", "2021-06-01")
  )
  const dated = fixed([Dated.known(1, "2019-01-01", "2021-03-01", quoted), Dated.known(3, "2021-03-01", undefined, quoted)])
  const leaf = fc.oneof(
    fc.tuple(fc.constantFrom(Expression.lt, Expression.ge), fc.integer({ min: 0, max: 4 })).map(([op, k]) => op(months, k)),
    fc.constantFrom(Expression.lt(months, dated), Expression.of(local), Expression.not(local)),
    fc.constantFrom(Expression.is(kind, "x"), Expression.oneOf(kind, "y", "z"))
  )
  const condition = fc.oneof(
    leaf,
    fc.array(leaf, { minLength: 2, maxLength: 3 }).map(of => Expression.any(...of)),
    fc.array(leaf, { minLength: 2, maxLength: 2 }).map(of => Expression.all(...of))
  )
  const outcome = fc.constantFrom<"yes" | "no" | "maybe">("yes", "no", "maybe")
  const clause = fc.record({ when: condition, outcome, inForce, type: fc.integer({ min: 0, max: 9 }), under: fc.nat() })
  const packs = fc.array(clause, { minLength: 1, maxLength: 6 }).map(items => {
    const clauses: Array<Clause.Clause> = []
    for (const [i, { when, outcome, inForce, type, under }] of items.entries()) {
      const id = `c${i}`
      const given = input(id, when, outcome, { inForce })
      const excepted = clauses.filter(each => each.type === "general" || each.type === "exception")
      const above = excepted[under % Math.max(1, excepted.length)]
      if (type < 1) clauses.push(scope(id, when, { inForce }))
      else if (type < 2) clauses.push(Clause.unread({ id, question, inForce, when, text, wording: w(id) }))
      else if (type < 6 && above !== undefined) clauses.push(Clause.exception(above, given))
      else clauses.push(Clause.general(given))
    }
    return packOf(clauses, { parameters: [dated] })
  })
  const subjects = [0, 1, 2, 3, 4].flatMap(n => [true, false].flatMap(l => ["x", "y", "z"].map(k => ({ months: n, local: l, kind: k }))))
  const days = ["2020-01-01", "2020-06-01", "2021-01-01", "2021-03-01", "2021-06-01"]

  it("agrees on gaps, on what conflicts, and on what never answers", () => {
    const count = { gap: 0, conflict: 0, proved: 0, unreachable: 0, clean: 0 }
    fc.assert(
      fc.property(packs, pack => {
        const found = Check.pack(pack)
        const proved = conflictsOf(pack)
        assert.sameMembers(
          proved.map(each => [each.about, each.other].sort().join(" ")),
          of("conflict", found).map(each => [each.about, each.other].sort().join(" "))
        )
        if (proved.length > 0) count.proved++
        const made = Rulebook.make([pack])
        if (Result.isFailure(made)) return assert.isNotEmpty(proved)
        const book = made.success
        assert.deepStrictEqual(of("not-analysed", found), [])
        const from = pack.clauses.map(each => each.inForce.from).sort()[0] ?? ""
        const spoke = new Set<string>()
        const seen = { gap: false, conflict: false }
        for (const on of days) {
          if (on < from) continue
          const unread = pack.clauses.some(each => each.type === "unread")
          const covered = pack.clauses.some(
            each => (each.type === "general" || each.type === "unread") && Period.contains(each.inForce, PlainDate.make(on))
          )
          for (const subject of subjects) {
            const advice = Engine.one(book, question, brief(on, subject))
            if (advice._tag === "Undetermined" && advice.gap && covered) seen.gap = true
            if (advice._tag === "Conflicting") seen.conflict = true
            if (advice._tag === "NotApplicable") for (const id of advice.because) spoke.add(id)
            if (advice._tag === "Outcome" || advice._tag === "Conflicting") for (const { clause } of advice.answers) spoke.add(clause)
            if (unread) for (const each of pack.clauses) spoke.add(each.id)
          }
        }
        const pairs = [...of("overlap", found), ...of("conflict", found)]
        assert.strictEqual(of("gap", found).length > 0, seen.gap)
        assert.strictEqual(pairs.length > 0, seen.conflict)
        for (const { days, witness } of of("gap", found))
          assert.deepInclude(Engine.one(book, question, brief(days?.from ?? "", witness ?? {})), { _tag: "Undetermined", gap: true })
        for (const { about, other, days, witness } of pairs) {
          const advice = Engine.one(book, question, brief(days?.from ?? "", witness ?? {}))
          const answers = advice._tag === "Conflicting" ? advice.answers.map(answer => answer.clause) : []
          assert.includeMembers(answers, [about, other ?? ""])
        }
        if (!pack.clauses.some(each => each.type === "unread"))
          assert.sameMembers(
            of("unreachable", found).map(each => each.about),
            pack.clauses.filter(each => !spoke.has(each.id)).map(each => each.id)
          )
        if (seen.gap) count.gap++
        if (seen.conflict) count.conflict++
        if (of("unreachable", found).length > 0) count.unreachable++
        if (!seen.gap && !seen.conflict) count.clean++
      }),
      { numRuns: 400, seed: 7 }
    )
    console.log("random packs against the engine:", JSON.stringify(count))
    for (const each of Object.values(count)) assert.isAbove(each, 15)
  })
})

describe("the packs that ship", () => {
  const counts = (found: ReadonlyArray<Check.Remark>) => {
    const kinds = Map.groupBy(found, each => each.code)
    return Object.fromEntries([...kinds].map(([code, remarks]) => [code, remarks.length]))
  }
  const day = PlainDate.make("2026-11-24")

  it("the national one: what is known of it, and why it stands", () => {
    const found = Check.pack(vietnam.pack, [], day)
    const { unverified = 0, ...rest } = counts(found)
    assert.deepStrictEqual(rest, { gap: 4, overlap: 1, "period-not-covered": 3, "not-analysed": 2, "parameter-unused": 1 })
    // marked where it stands: a secondary source, memory, or an inference
    assert.isAbove(unverified, 10)
    assert.deepStrictEqual(
      found
        .filter(each => each.code !== "unverified" && each.code !== "not-analysed")
        .map(each => [each.code, each.about, each.days?.from, each.days?.until])
        .sort(([, a, from], [, b, on]) => `${a} ${from}`.localeCompare(`${b} ${on}`)),
      [
        // who is left out is the Charter's, the first list of milestones the guidance's of 2012: no text before it was named
        ["period-not-covered", "badge.due", "2011-01-19", "2012-01-05"],
        // who is left out was read from 2011 on, the criteria of members from 2014 on
        ["period-not-covered", "evaluation.member", "2011-11-01", "2014-09-25"],
        // temporary exemptions before the guidance of 2012: no text was named for them
        ["gap", "exemption.request", "2011-01-19", "2012-01-05"],
        // a term that is over, before the guidance of 2021 said what follows
        ["gap", "exemption.upkeep", "2011-01-19", "2021-09-28"],
        // transfers within a base before the handling guidance of 2012: no text was named
        ["gap", "transfer.deadline", "2011-11-01", "2012-05-17"],
        // members abroad: their regulation is cited from 2016 on, and nobody here knows what came before
        ["gap", "transfer.deadline", "2012-05-17", "2016-07-25"],
        // border districts ask by it; no national question does
        ["parameter-unused", "vn.border.fewest-post-members", undefined, undefined],
        // "in force" and "past its term" exclude each other, which a pack cannot declare: it does not happen
        ["overlap", "vn.exemption.in-order", "2021-09-28", undefined],
        // the time for a complaint was read in 208-QĐ/TW alone; before it, outcomes carry none
        ["period-not-covered", "vn.removal.complaint-within", "2011-01-19", "2026-07-26"]
      ]
    )
    // what turns on working days, or on months after a measured day, is left open, and on these two questions alone
    assert.deepStrictEqual(
      of("not-analysed", found)
        .map(each => each.about)
        .sort(),
      ["probation.due", "transfer.deadline"]
    )
    for (const { count = 0 } of of("not-analysed", found)) assert.isAtMost(count, 30)
    assert.deepStrictEqual(
      of("gap", found)
        .map(each => each.witness?.["transfer.route"])
        .slice(2),
      ["internal", "abroad"]
    )
  })
  it("Cao Lộc's, on top of it", () => {
    const found = Check.pack(caoLoc.pack, [vietnam.pack], day)
    const { unverified = 0, ...rest } = counts(found)
    // its two exceptions to "in order" meet "past its term" as that clause does
    assert.deepStrictEqual(rest, { overlap: 2 })
    assert.deepStrictEqual(
      of("overlap", found).map(each => [each.about, each.other]),
      [
        ["cl.exemption.behind-target", "vn.exemption.term-over"],
        ["cl.exemption.below-floor", "vn.exemption.term-over"]
      ]
    )
    // practice, not norms: it says so
    assert.strictEqual(unverified, 9)
  })
  it("are checked in less than two seconds", () => {
    const before = process.cpuUsage().user
    Check.pack(vietnam.pack, [], day)
    const spent = (process.cpuUsage().user - before) / 1000
    console.log(`the national pack is checked in ${Math.round(spent)} ms`)
    assert.isBelow(spent, 2000)
  })
})
