/** Two sources side by side: everything that a source can be asked, for a day. */
import { type Id, PlainDate } from "@chibo/core"
import { Brief, type Measure, type Question } from "@chibo/rules"
import { Effect, Stream } from "effect"
import { assert } from "vitest"

const kinds = ["member", "cell", "unit", "exemption", "assignment", "transfer"] as const

/** What was looked at, so that a comparison of nothing does not pass for one. */
export interface Compared {
  subjects: number
  values: number
  known: number
  days: number
}

/** Fails where the two differ. Each measure is asked for alone as well, for it is to be given what it reads, not what others do. */
export const compare = (
  expected: Brief.Source,
  actual: Brief.Source,
  asked: {
    readonly on: PlainDate.PlainDate
    readonly units: ReadonlyArray<Id.UnitId>
    readonly ids: Readonly<Record<Measure.SubjectKind, ReadonlyArray<string>>>
    readonly measures: ReadonlyArray<Measure.Measure>
    readonly questions: ReadonlyArray<Question.Question>
    readonly alone: boolean
  }
) =>
  Effect.gen(function* () {
    const { on, units, measures, questions, ids } = asked
    const compared: Compared = { subjects: 0, values: 0, known: 0, days: 0 }
    assert.deepStrictEqual(actual.head, expected.head)
    for (const kind of kinds) {
      for (const unit of units) {
        const found = yield* expected.subjects(kind, unit, on)
        assert.deepStrictEqual(yield* actual.subjects(kind, unit, on), found, `${kind} of ${unit} on ${on}`)
        compared.subjects += found.length
      }
      for (const question of questions.filter(each => each.subject === kind)) {
        const about = yield* expected.governing(question, ids[kind], on)
        assert.deepStrictEqual(yield* actual.governing(question, ids[kind], on), about, `governing ${question.id} on ${on}`)
      }
      const ofKind = measures.filter(({ subject }) => subject === kind)
      const together = yield* values(expected, ofKind, ids[kind], on)
      assert.deepStrictEqual(yield* values(actual, ofKind, ids[kind], on), together, `${kind} on ${on}`)
      for (const [i, measure] of asked.alone ? ofKind.entries() : []) {
        const own = together.map(row => [row[i] ?? null])
        assert.deepStrictEqual(yield* values(actual, [measure], ids[kind], on), own, `${measure.id} alone on ${on}`)
      }
      for (const some of asked.alone ? changing(ofKind) : []) {
        for (const subject of [...ids[kind], "k-1", "i-1"]) {
          const request = { measures: some, subject, period: { from: PlainDate.addMonths(on, -30), until: on } }
          const days = yield* daysOf(expected, request)
          assert.deepStrictEqual(yield* daysOf(actual, request), days, `days of ${subject}, ${some.map(({ id }) => id)}`)
          compared.days += days?.length ?? 0
        }
      }
      compared.values += together.flat().length
      compared.known += together.flat().filter(value => value !== null).length
    }
    return compared
  })

const daysOf = (source: Brief.Source, request: Parameters<NonNullable<Brief.Source["changeDays"]>>[0]) =>
  source.changeDays?.(request) ?? Effect.die(new Error("the source tells no days"))

/** Measures that may change on any day among them; those that facts change; aggregates, together and one by one. */
const changing = (measures: ReadonlyArray<Measure.Measure>): ReadonlyArray<ReadonlyArray<Measure.Measure>> => {
  const aggregates = measures.filter(({ of }) => of.by !== "computed")
  const told = measures.filter(({ of, changes }) => of.by !== "computed" || changes === "facts" || changes === "never")
  return [measures, told, aggregates, ...aggregates.map(each => [each]), []]
}

const values = (source: Brief.Source, measures: ReadonlyArray<Measure.Measure>, subjects: ReadonlyArray<string>, on: PlainDate.PlainDate) =>
  Effect.map(Stream.runCollect(source.read({ measures, subjects, on })), batches =>
    batches.flatMap(batch =>
      Array.from({ length: batch.subjects.length }, (_, index) => {
        const brief = Brief.row(batch, index, source.head, undefined)
        return measures.map(({ id }) => brief.get(id) ?? null)
      })
    )
  )
