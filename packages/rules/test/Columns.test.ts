import { Fact, Id, Journal, PlainDate, Register } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { assert, describe, it } from "@effect/vitest"
import { Advice, Brief, Engine, Measure, Rulebook } from "@chibo/rules"
import { Effect, Result, Schema, Stream } from "effect"
import { batchOf, measure, room } from "../bench/policy/features.ts"
import { packOf } from "../bench/policy/pack.ts"
import { population } from "../bench/policy/population.ts"
import { asOf } from "../bench/policy/values.ts"

const unit = Schema.decodeUnknownSync(Id.UnitId)
const { pack, questions } = packOf(1)
const n = 1_000
const features = room(n)
measure(population(n, 7), features)
const batch = batchOf(features)
const subjects = Array.from({ length: n }, (_, i) => `m${i}`)
const { hierarchy } = Register.build(
  Given.recorded([
    Fact.make({ kind: "unit.founded", on: "2000-01-01", unit: "p", type: "province", name: "Tỉnh" }),
    ...["c-0", "c-1"].map(cell => Fact.make({ kind: "unit.founded", on: "2000-01-01", unit: cell, type: "cell", name: cell, parent: "p" }))
  ]),
  { knownAt: "latest" }
)
const source = Brief.fromColumns({
  kind: "member",
  on: asOf,
  subjects,
  units: subjects.map((_, i) => (i % 10 === 0 ? undefined : unit(`c-${i % 2}`))),
  columns: Object.fromEntries(batch.columns),
  hierarchy,
  head: Journal.emptyHead,
  batchSize: 128
})
const [first] = questions
if (first === undefined) throw new RangeError("the policy asks something")
const measures = Rulebook.measuresOf(Result.getOrThrow(Rulebook.make([pack])), [first.id])

describe("Brief.fromColumns", () => {
  it("gives the subjects of a unit and all below it, on its own day, of its own kind", async () => {
    const of = (where: string, kind: Measure.SubjectKind = "member", on = asOf) => Effect.runPromise(source.subjects(kind, unit(where), on))
    assert.strictEqual((await of("p")).length, 900)
    assert.strictEqual((await of("c-0")).length + (await of("c-1")).length, 900)
    assert.deepStrictEqual(await of("p", "cell"), [])
    assert.deepStrictEqual(await of("p", "member", PlainDate.make("2024-12-31")), [])
  })

  it("answers as the tree walk does, whatever rows are asked for, and keeps shared masks shared", async () => {
    const some = [...subjects.slice(300, 900), "nobody", ...subjects.slice(0, 100).reverse()]
    let looked = 0
    const group = { rulebook: Result.getOrThrow(Rulebook.make([pack])), lapsed: [], subjects: some }
    for (const question of questions) {
      await Effect.runPromise(
        Stream.runForEach(Engine.all(group, question, source, asOf), answers =>
          Effect.sync(() => {
            for (let i = 0; i < answers.codes.length; i++) {
              assert.strictEqual(Engine.summaryAt(answers, i), Advice.summary(Engine.adviceAt(answers, i)))
              if (answers.batch.subjects.at(i) === "nobody") assert.strictEqual(Engine.summaryAt(answers, i), "undetermined")
              looked++
            }
          })
        )
      )
    }
    assert.strictEqual(looked, some.length * questions.length)
    const [one] = await Effect.runPromise(Stream.runCollect(source.read({ measures, subjects: subjects.slice(0, 128), on: asOf })))
    const column = (id: string) => one?.columns.get(`bench.${id}`)
    assert.isDefined(column("age")?.known)
    assert.strictEqual(column("age")?.known, column("request")?.known)
    assert.strictEqual(column("age")?.known, column("has-exemption")?.values)
  })

  it("says which measure it has no column for, and knows nothing on another day", async () => {
    const strange = Measure.computed("integer", "member", "bench.strange", { vi: "lạ", en: "strange" }, [])
    const failed = await Effect.runPromise(Effect.flip(Stream.runCollect(source.read({ measures: [strange], subjects, on: asOf }))))
    assert.deepInclude(failed, { reason: "UnknownMeasure", about: "bench.strange" })
    const on = PlainDate.make("2024-12-31")
    const [other] = await Effect.runPromise(Stream.runCollect(source.read({ measures, subjects: ["m1"], on })))
    assert.strictEqual(other?.columns.size, 0)
  })
})

describe("Brief.column", () => {
  it("refuses values that are not of the type, and keeps what is not known apart from nought", () => {
    assert.isUndefined(Brief.column("integer", [1, "x"]))
    assert.isUndefined(Brief.column("integer", [1.5]))
    assert.isUndefined(Brief.column("day", ["2021-02-31"]))
    assert.isUndefined(Brief.column("boolean", [1]))
    const words = Brief.column("text", ["b", undefined, "a", "b"])
    assert.deepStrictEqual(words?.words, ["b", "a"])
    const back = words === undefined ? [] : [0, 1, 2, 3].map(i => Brief.valueAt(words, i))
    assert.deepStrictEqual(back, ["b", undefined, "a", "b"])
    const large = Brief.column("integer", [3_000_000_000, 0])
    assert.isTrue(large?.values instanceof Float64Array)
    assert.deepStrictEqual(large === undefined ? [] : [Brief.valueAt(large, 0), Brief.valueAt(large, 1)], [3_000_000_000, 0])
  })
})
