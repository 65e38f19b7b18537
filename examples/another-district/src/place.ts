/** What the two places have in common: facts into a journal, a register from it, the report, an explanation, and the overlay that is refused. */
import * as Memory from "@chibo/adapters/memory"
import { type Fact, type Id, Journal, PlainDate, Register } from "@chibo/core"
import { Brief, type Measure, type Question, Report, Rulebook, type RulePack } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result, Stream } from "effect"
import * as chiMa from "./chi-ma.ts"
import * as chiMaFacts from "./chi-ma-facts.ts"
import * as pleiku from "./pleiku.ts"
import * as pleikuFacts from "./pleiku-facts.ts"

/** A place: its pack, its facts, the day of its article, and somebody to explain. */
export interface Place {
  readonly pack: RulePack.RulePack
  /** Another pack of the place, which is refused. */
  readonly beyond: RulePack.RulePack
  readonly functions: Measure.Functions
  readonly facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>]
  readonly unit: Id.UnitId
  readonly on: PlainDate.PlainDate
  readonly asked: { readonly question: Question.Question; readonly subject: string }
}

export const places: ReadonlyArray<Place> = [
  {
    pack: chiMa.pack,
    beyond: chiMa.beyond,
    functions: chiMa.functions,
    facts: chiMaFacts.facts,
    unit: chiMa.district,
    on: PlainDate.make("2020-07-07"),
    asked: { question: chiMa.questions.householdQuota, subject: "a-m-34" }
  },
  {
    pack: pleiku.pack,
    beyond: pleiku.beyond,
    functions: pleiku.functions,
    facts: pleikuFacts.facts,
    unit: pleiku.cell,
    on: PlainDate.make("2022-11-30"),
    asked: { question: Vietnam.questions.exemptionRenewal, subject: "e-m-32" }
  }
]

/** The national pack, and that of a place. */
export const packsOf = ({ pack }: Pick<Place, "pack">): ReadonlyArray<RulePack.RulePack> => [Vietnam.pack, pack]

/** The measures of a place, taken from its facts as a journal keeps them. */
export const sourceOf = Effect.fnUntraced(function* ({ facts, functions }: Pick<Place, "facts" | "functions">) {
  const journal = yield* Journal.Journal
  yield* journal.append({ operation: Journal.operation("op-1"), source: "synthetic", recordedBy: "example", facts })
  const register = Register.build(yield* Stream.runCollect(journal.read({})), { knownAt: "latest" })
  return Brief.fromRegister(register, functions)
}, Effect.provide(Memory.layer))

/** The report of a place on its day, and one answer with all that its explanation needs. */
export const answer = Effect.fnUntraced(function* (place: Place) {
  const source = yield* sourceOf(place)
  const report = yield* Report.make(packsOf(place), source, place.unit, place.on)
  const [explained] = yield* Report.adviceFor(packsOf(place), source, [place.asked.question], place.asked.subject, place.on)
  return { report, explained }
})

/** Why the pack that goes too far is refused. */
export const refusal = ({ beyond }: Pick<Place, "beyond">): ReadonlyArray<RulePack.Diagnostic> => {
  const rulebook = Rulebook.make([Vietnam.pack, beyond])
  return Result.isFailure(rulebook) ? rulebook.failure.diagnostics : []
}
