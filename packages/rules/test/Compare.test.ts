import { Hierarchy, Id, Journal, Period, PlainDate } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Advice, Brief, Citation, Clause, Compare, Dated, Engine, Expression, Question, Rulebook, RulePack } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result, Schema, Stream } from "effect"
import { measures, packOf, rowOf } from "./random-packs.ts"
import { brief } from "./support.ts"

const unit = Schema.decodeUnknownSync(Id.UnitId)("u")
const on = PlainDate.make("2021-03-01")
const book = (pack: RulePack.RulePack) => Result.getOrThrow(Rulebook.make([pack]))

type Rows = Readonly<Record<string, Parameters<typeof brief>[1]>>

/** A source of plain rows, in batches of a few. */
const sourceOf = (rows: Rows): Brief.Source => ({
  head: Journal.emptyHead,
  hierarchy: Hierarchy.build([]),
  calendar: undefined,
  subjects: () => Effect.succeed(Object.keys(rows).sort()),
  governing: (_, subjects) => Effect.succeed(subjects.map(() => unit)),
  read: ({ measures, subjects, on: day }) =>
    Stream.fromIterable([subjects.slice(0, 7), subjects.slice(7)]).pipe(
      Stream.map(some => ({
        subjects: some,
        on: day,
        columns: new Map(
          measures.flatMap(({ id, type }) => {
            const column = Brief.column(
              type,
              some.map(subject => rows[subject]?.[id])
            )
            return column === undefined ? [] : [[id, column] as const]
          })
        )
      }))
    )
})

const flips = (before: Rulebook.Rulebook, after: Rulebook.Rulebook, rows: Rows, questions?: ReadonlyArray<string>) =>
  Effect.runPromise(
    Stream.runCollect(Compare.rulebooks(before, after, sourceOf(rows), { unit, on, ...(questions === undefined ? {} : { questions }) }))
  )

const request = (until: string) => ({
  [Vietnam.measures.exemptionType.id]: "temporary",
  [Vietnam.measures.requestedOn.id]: "2021-09-28",
  [Vietnam.measures.startAsked.id]: "2021-10-01",
  [Vietnam.measures.endAsked.id]: until
})

/** The national pack with six months instead of twelve. */
const shorter: RulePack.RulePack = {
  ...Vietnam.pack,
  version: "six-months",
  parameters: Vietnam.pack.parameters.map(each => {
    const [first] = each.values
    return each.id === "vn.exemption.temporary-months" && first?.state === "known"
      ? { ...each, values: [Dated.known(6, "2021-09-28", "2025-06-09", ...first.cites)] }
      : each
  })
}

describe("Compare.rulebooks", () => {
  it("lists exactly those who are advised differently", async () => {
    let [looked, found] = [0, 0]
    for (let seed = 1; seed <= 30; seed++) {
      const { pack } = packOf(seed)
      const other = packOf(seed + 5000).pack
      const rows = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`s-${i}`, rowOf(seed * 100 + i, 0.1)]))
      const [before, after] = [book(pack), book(other)]
      const listed = await flips(before, after, rows)
      const expected: Array<string> = []
      for (const id of before.questions.keys()) {
        for (const [subject, row] of Object.entries(rows)) {
          const answers = [before, after].map(rulebook => {
            const question = rulebook.questions.get(id)
            return question === undefined ? "" : Advice.key(Engine.one(rulebook, question, { ...brief(on, row), subject }))
          })
          if (answers[0] !== answers[1]) expected.push(`${id} ${subject}`)
          looked++
        }
      }
      assert.deepStrictEqual(listed.map(flip => `${flip.question} ${flip.subject}`).sort(), expected.sort())
      found += listed.length
    }
    assert.isAbove(found, looked / 4)
  })

  it("finds nobody under the same rulebook", async () => {
    const rows = { a: request("2022-05-01"), b: request("2022-10-01") }
    assert.deepStrictEqual(await flips(book(Vietnam.pack), book(Vietnam.pack), rows), [])
    assert.strictEqual(Compare.toText([], "vi"), "Không có trường hợp nào có kết luận khác.")
  })

  it("says from what to what, by which clause, with the smallest example of each kind", async () => {
    const { exemptionGround, exemptionType } = Vietnam.measures
    const rows = {
      "x-1": { ...request("2022-05-01"), [exemptionGround.id]: "hardship" },
      "x-2": request("2022-05-01"),
      "x-3": request("2022-05-01"),
      "x-4": request("2022-02-01"),
      "x-5": { ...request("2022-05-01"), [exemptionType.id]: "age-health" }
    }
    const question = Vietnam.questions.exemptionRequest
    const some = Compare.rulebooks(book(Vietnam.pack), book(shorter), sourceOf(rows), { unit, on, questions: [question.id] })
    const kinds = await Effect.runPromise(Compare.kinds(some))
    assert.deepStrictEqual(
      kinds.map(({ question: id, from, to, count, smallest }) => [
        id,
        from.outcome,
        from.clauses,
        to.outcome,
        to.clauses,
        count,
        smallest.subject
      ]),
      [[question.id, "committee-may-grant", ["vn.exemption.temporary"], "transfer-instead", ["vn.exemption.temporary-too-long"], 3, "x-1"]]
    )
    const text = Compare.toText(kinds, "vi")
    assert.include(
      text,
      "từ “chi bộ đề nghị, đảng ủy cơ sở có thể cho miễn” thành “từ 12 tháng trở lên: không miễn, chuyển sinh hoạt đảng”"
    )
    assert.include(Compare.toText(kinds, "en"), "clause before: vn.exemption.temporary; clause after: vn.exemption.temporary-too-long")
  })

  it("prefers the example that needs the fewest facts", async () => {
    const w = (text: string) => ({ vi: text, en: text })
    const cite = Citation.cite(Citation.text("t", "1-T", "2020-01-01", w("t")), "1", "quoted")
    const question = Question.make({
      id: "asked",
      label: w("asked"),
      subject: "member",
      governing: "cell-of-member",
      decides: w("cell"),
      outcomes: { yes: w("yes"), no: w("no") }
    })
    const says = (outcome: "yes" | "no") =>
      RulePack.make({
        id: "small",
        version: outcome,
        label: w("small"),
        jurisdiction: "everywhere",
        questions: [question],
        measures: [measures.p, measures.q],
        clauses: [
          Clause.general({
            id: "either",
            question,
            inForce: Period.make("2020-01-01"),
            wording: w("either"),
            when: Expression.any(measures.p, measures.q),
            then: { outcome },
            cites: [cite]
          })
        ]
      })
    const rows = { a: { p: true, q: true }, b: { p: true }, c: { q: true, p: false }, d: { q: true } }
    const kinds = await Effect.runPromise(
      Compare.kinds(Compare.rulebooks(book(says("yes")), book(says("no")), sourceOf(rows), { unit, on }))
    )
    assert.deepStrictEqual(
      kinds.map(({ from, to, count, smallest }) => [from.outcome, to.outcome, count, smallest.subject, smallest.known]),
      [["yes", "no", 4, "b", 1]]
    )
  })

  it("counts a question that only one side asks as unanswered by the other", async () => {
    const without: RulePack.RulePack = {
      ...Vietnam.pack,
      questions: Vietnam.pack.questions.filter(({ id }) => id !== "exemption.request"),
      clauses: Vietnam.pack.clauses.filter(clause => clause.question !== "exemption.request")
    }
    const [flip] = await flips(book(without), book(Vietnam.pack), { x: request("2022-05-01") }, ["exemption.request"])
    assert.deepStrictEqual([flip?.from.outcome, flip?.from.clauses, flip?.to.outcome], ["unanswered", [], "committee-may-grant"])
    assert.strictEqual(flip?.from.label.vi, "chưa có câu trả lời")
  })
})
