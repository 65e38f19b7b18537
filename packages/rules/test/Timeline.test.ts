import { Fact, Hierarchy, Id, Journal, Period, PlainDate, Register } from "@chibo/core"
import { Generate, Given } from "@chibo/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Advice, Brief, Citation, Clause, Dated, Engine, Expression, Measure, Question, Rulebook, RulePack } from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result, Schema, Stream } from "effect"
import { type Made, measures, packOf, rowOf } from "./random-packs.ts"

const day = PlainDate.make
const span = (from: string, until: string): Engine.Bounded => ({ from: day(from), until: day(until) })
const unit = Schema.decodeUnknownSync(Id.UnitId)
const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

/** The answer of every single day, each asked on its own. */
const dayByDay = async (
  packs: ReadonlyArray<RulePack.RulePack>,
  question: Question.Question,
  source: Brief.Source,
  subject: string,
  period: Engine.Bounded
) => {
  const found = new Map<PlainDate.PlainDate, string>()
  for (let on = period.from; on < period.until; on = PlainDate.addDays(on, 1)) {
    const [answered] = await run(Engine.ask(packs, question, source, [subject], on))
    found.set(on, answered === undefined ? "" : Advice.key(answered.advice))
  }
  return found
}

/** Holds a timeline against every day of its period, and its form. */
const agree = (line: ReadonlyArray<Engine.Stretch>, days: ReadonlyMap<PlainDate.PlainDate, string>, period: Engine.Bounded) => {
  let looked = 0
  assert.strictEqual(line[0]?.period.from, period.from)
  assert.strictEqual(line.at(-1)?.period.until, period.until)
  line.forEach((stretch, i) => {
    const before = line[i - 1]
    if (before !== undefined) {
      assert.strictEqual(before.period.until, stretch.period.from)
      assert.isAbove(stretch.because.length, 0, `a switch on ${stretch.period.from} without a reason`)
    } else assert.deepStrictEqual(stretch.because, [])
  })
  for (const [on, answer] of days) {
    const here = line.filter(stretch => Period.contains(stretch.period, on))
    assert.strictEqual(here.length, 1)
    assert.strictEqual(here[0]?.advice === undefined ? "" : Advice.key(here[0].advice), answer, `on ${on}`)
    looked++
  }
  return looked
}

const nowhere = Hierarchy.build([])

/** A source of random rows that change on random days; it tells these days only when it is asked to. */
const randomSource = (seed: number, period: Engine.Bounded, telling: boolean) => {
  const next = Generate.random(seed)
  const changes = [
    ...new Set([period.from, ...Array.from({ length: 4 }, () => PlainDate.addDays(period.from, Math.floor(next() * 120)))])
  ].sort()
  const rows = changes.map((_, i) => rowOf(seed * 31 + i, 0.1))
  const looked = { days: 0 }
  const source: Brief.Source = {
    head: Journal.emptyHead,
    hierarchy: nowhere,
    calendar: undefined,
    subjects: () => Effect.succeed(["s-1"]),
    governing: (_, subjects) => Effect.succeed(subjects.map(() => unit("u"))),
    read: ({ measures: asked, subjects, on }) => {
      looked.days++
      const row = rows[changes.findLastIndex(each => each <= on)] ?? {}
      const columns = new Map(
        asked.flatMap(({ id, type }) => {
          const column = Brief.column(type, [row[id]])
          return column === undefined ? [] : [[id, column] as const]
        })
      )
      return Stream.make({ subjects, on, columns })
    },
    ...(telling ? { changeDays: () => Effect.succeed(changes) } : {})
  }
  return { source, looked }
}

describe("Engine.timeline", () => {
  it("agrees with every day of random periods, and passes over days only where nothing changes", { timeout: 120_000 }, async () => {
    let [looked, switches, passed, asked] = [0, 0, 0, 0]
    for (let seed = 1; seed <= 40; seed++) {
      const { pack, question }: Made = packOf(seed)
      const next = Generate.random(seed)
      const from = PlainDate.addDays(day("2020-12-01"), Math.floor(next() * 300))
      const period = { from, until: PlainDate.addDays(from, 20 + Math.floor(next() * 200)) }
      const telling = randomSource(seed, period, true)
      const line = await run(Engine.timeline([pack], question, telling.source, "s-1", period))
      const silent = await run(Engine.timeline([pack], question, randomSource(seed, period, false).source, "s-1", period))
      const days = await dayByDay([pack], question, randomSource(seed, period, false).source, "s-1", period)
      looked += agree(line, days, period)
      agree(silent, days, period)
      assert.deepStrictEqual(
        line.map(each => [each.period, each.because]),
        silent.map(each => [each.period, each.because])
      )
      switches += line.length - 1
      passed += days.size - telling.looked.days
      asked += telling.looked.days
    }
    assert.isAbove(looked, 3000)
    assert.isAbove(switches, 40)
    assert.isAbove(passed, 4 * asked)
  })

  it("says why an exemption stops, and from when", async () => {
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
      }),
      Fact.make({
        kind: "exemption.granted",
        on: "2021-10-10",
        exemption: "x",
        member: "m-1",
        by: "c-1",
        from: "2021-11-01",
        until: "2022-07-01"
      })
    ]
    const source = Brief.fromRegister(Register.build(Given.recorded(facts), { knownAt: "latest" }), Vietnam.functions)
    const period = span("2022-06-01", "2022-08-01")
    const line = await run(Engine.timeline([Vietnam.pack], Vietnam.questions.exemptionUpkeep, source, "x", period))
    assert.deepStrictEqual(
      line.map(each => [each.period.from, each.advice?._tag === "Outcome" ? each.advice.outcome : ""]),
      [
        ["2022-06-01", "in-order"],
        ["2022-07-01", "term-over"]
      ]
    )
    assert.includeMembers(
      (line[1]?.because ?? []).map(reason => reason.id),
      [Vietnam.measures.exemptionLapsed.id, "vn.exemption.term-over"]
    )
    const text = Engine.timelineToText(line, "vi")
    assert.include(text, "Từ ngày 01/06/2022 đến hết ngày 30/06/2022: Đúng quy định, vì: Đang trong thời hạn miễn")
    assert.include(text, "Từ ngày 01/07/2022 đến hết ngày 31/07/2022: Hết thời hạn miễn")
    assert.include(text, "– đã hết thời hạn miễn: có (trước đó: không)")
    assert.include(Engine.timelineToText(line, "en"), "– past its term: yes (before: no)")
  })

  it("follows the governing unit through a merger, with the packs of each day", async () => {
    const facts = [
      Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "ls", type: "province", name: "Lạng Sơn" }),
      Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "cl", type: "district", name: "Cao Lộc", parent: "ls" }),
      Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "cl-xl", type: "commune-committee", name: "Xuất Lễ", parent: "cl" }),
      Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "c-1", type: "cell", name: "Thôn 1", parent: "cl-xl" }),
      Fact.make({ kind: "unit.designated", on: "2015-01-01", unit: "c-1", as: "border-village" }),
      Fact.make({ kind: "unit.founded", on: "2025-07-01", unit: "x06196", type: "commune-committee", name: "Ba Sơn", parent: "ls" }),
      Fact.make({ kind: "unit.merged", on: "2025-07-01", units: ["cl-xl"], into: "x06196" }),
      Fact.make({ kind: "unit.closed", on: "2025-07-01", unit: "cl" })
    ]
    const source = Brief.fromRegister(Register.build(Given.recorded(facts), { knownAt: "latest" }), Vietnam.functions)
    const packs = [Vietnam.pack, CaoLoc.pack]
    const period = span("2025-06-20", "2025-07-10")
    const question = Vietnam.questions.cellOversight
    const line = await run(Engine.timeline(packs, question, source, "c-1", period))
    agree(line, await dayByDay(packs, question, source, "c-1", period), period)
    assert.deepStrictEqual(
      line.map(each => [String(each.period.from), each.advice?._tag]),
      [
        ["2025-06-20", "Outcome"],
        ["2025-07-01", "Undetermined"]
      ]
    )
    assert.include(
      (line[1]?.because ?? []).map(reason => reason.kind),
      "packs"
    )
  })

  it("agrees with every day over random journals, for measures of every window and for those that facts change", {
    timeout: 120_000
  }, async () => {
    const w = (text: string) => ({ vi: text, en: text })
    const windows = ["ever", "year", "quarter", "twelve-months"] as const
    const contacts = windows.map(window => Measure.count("member", `contacts.${window}`, w(window), w(""), "contact.made", window))
    const exists = Measure.exists("member", "disciplined", w("disciplined"), "discipline.imposed", "year")
    const suspended = Vietnam.measures.memberSuspended
    assert.strictEqual(suspended.changes, "facts")
    const question = Question.make({
      id: "q",
      label: w("q"),
      subject: "member",
      governing: "cell-of-member",
      decides: w("cell"),
      outcomes: { yes: w("yes"), no: w("no"), odd: w("odd") },
      values: { much: { type: "integer", label: w("much") } }
    })
    const cite = Citation.cite(Citation.text("t", "1-T", "2020-01-01", w("t")), "1", "quoted")
    const floor = RulePack.parameter("integer", "floor", w("floor"), w(""), [
      Dated.known(1, "2010-01-01", "2021-04-04", cite),
      Dated.known(2, "2021-04-04", undefined, cite)
    ])
    const [ever, year, quarter, twelve] = contacts
    if (ever === undefined || year === undefined || quarter === undefined || twelve === undefined) return
    const clause = (id: string, when: Expression.Expression<"boolean">, outcome: "yes" | "no" | "odd", from = "2010-01-01") =>
      Clause.general({
        id,
        question,
        inForce: Period.make(from),
        wording: w(id),
        when,
        then: { outcome, ...(outcome === "yes" ? { values: { much: Expression.of(ever) } } : {}) },
        cites: [cite]
      })
    const pack = RulePack.make({
      id: "windows",
      version: "1",
      label: w("windows"),
      jurisdiction: "everywhere",
      questions: [question],
      measures: [...contacts, exists, suspended],
      parameters: [floor],
      clauses: [
        clause("enough", Expression.ge(twelve, floor), "yes"),
        clause("few", Expression.all(Expression.lt(twelve, floor), Expression.not(suspended)), "no"),
        clause("quarter", Expression.all(Expression.ge(quarter, year), exists), "odd", "2021-09-09")
      ]
    })
    let [looked, switches] = [0, 0]
    for (let seed = 1; seed <= 12; seed++) {
      const next = Generate.random(seed)
      const at = () => PlainDate.addDays(day("2020-01-01"), Math.floor(next() * 1100))
      const leap = () => (next() < 0.2 ? day("2020-02-29") : at())
      // sound: a sample is what `make` takes, but for its brands; the fields laid over it are of their kinds
      const facts = [
        Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "c-1", type: "cell", name: "Thôn 1" }),
        Fact.make({ kind: "member.admitted", on: "2010-01-01", member: "m-1", cell: "c-1" }),
        ...Array.from({ length: 5 }, () => Fact.make({ ...Generate.sample("contact.made"), on: leap(), member: "m-1" } as never)),
        ...Array.from({ length: 2 }, () => Fact.make({ ...Generate.sample("discipline.imposed"), on: at(), member: "m-1" } as never)),
        Fact.make({ ...Generate.sample("member.suspended"), on: at(), until: "2023-06-01", member: "m-1" } as never)
      ]
      const register = Register.build(Given.recorded(facts), { knownAt: "latest" })
      const source = Brief.fromRegister(register, Vietnam.functions)
      const period = { from: at(), until: day("2023-03-10") }
      const line = await run(Engine.timeline([pack], question, source, "m-1", period))
      looked += agree(line, await dayByDay([pack], question, source, "m-1", period), period)
      switches += line.length - 1
      const told = await run(source.changeDays?.({ measures: pack.measures, subject: "m-1", period }) ?? Effect.succeed(undefined))
      assert.isDefined(told)
    }
    assert.isAbove(looked, 4000)
    assert.isAbove(switches, 30)
  })

  it("passes over the days of an exemption on which nothing is recorded", { timeout: 120_000 }, async () => {
    const [starts, kinds] = [["2021-09-28", "2021-11-01"], Fact.kinds.map(({ kind }) => kind).filter(kind => kind.startsWith("exemption."))]
    let [looked, days] = [0, 0]
    for (let seed = 1; seed <= 12; seed++) {
      const next = Generate.random(seed)
      const from = day(starts[seed % 2] ?? "2021-09-28")
      const facts = Array.from({ length: 8 }, () => {
        const kind = kinds[Math.floor(next() * kinds.length)] ?? "exemption.granted"
        const on = PlainDate.addDays(from, Math.floor(next() * 300))
        const until = PlainDate.addDays(on, 1 + Math.floor(next() * 300))
        const sample = Generate.sample(kind)
        // sound: as above; the days of a sample are moved so that they stand in order
        return Fact.make({
          ...sample,
          on,
          member: "m-1",
          exemption: "x",
          ...("cell" in sample ? { cell: "c-1" } : {}),
          ...("from" in sample ? { from: on } : {}),
          ...("until" in sample ? { until } : {})
        } as never)
      })
      const register = Register.build(
        Given.recorded([
          Fact.make({ kind: "unit.founded", on: "1990-01-01", unit: "c-1", type: "cell", name: "Thôn 1" }),
          Fact.make({ kind: "member.admitted", on: "2010-01-01", member: "m-1", cell: "c-1" }),
          ...facts
        ]),
        { knownAt: "latest" }
      )
      const { read, ...rest } = Brief.fromRegister(register, Vietnam.functions)
      const source: Brief.Source = {
        ...rest,
        read: request => {
          looked++
          return read(request)
        }
      }
      const period = { from: day("2021-09-01"), until: day("2022-09-01") }
      const packs = [Vietnam.pack]
      for (const question of [Vietnam.questions.exemptionRequest, Vietnam.questions.exemptionUpkeep]) {
        const line = await run(Engine.timeline(packs, question, source, "x", period))
        const before = looked
        days += agree(line, await dayByDay(packs, question, source, "x", period), period)
        looked = before
      }
    }
    assert.isAbove(days, 8_000)
    assert.isAbove(days, 8 * looked)
  })

  it("asks on every day where a measure does not say what changes it", async () => {
    const source = Brief.fromRegister(Register.build([], { knownAt: "latest" }), {})
    const told = (changes: Measure.Measure["changes"]) =>
      run(
        source.changeDays?.({
          measures: [{ ...measures.p, ...(changes === undefined ? {} : { changes }) }],
          subject: "m-1",
          period: span("2021-01-01", "2022-01-01")
        }) ?? Effect.succeed(undefined)
      )
    assert.isUndefined(await told(undefined))
    assert.isUndefined(await told("any-day"))
    assert.deepStrictEqual(await told("never"), [])
    assert.deepStrictEqual(await told("facts"), [])
    assert.isTrue(Result.isSuccess(Rulebook.make([Vietnam.pack])))
  })
})
