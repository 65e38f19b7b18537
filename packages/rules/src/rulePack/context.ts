/** What a page is printed of: the pack, and the packs above it, where its labels come from. */
import type { Period } from "@chibo/core"
import type { Text, Wording } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import type { Measure } from "../Measure.ts"
import type { Parameter, RulePack } from "../pack/model.ts"
import type { Question } from "../Question.ts"
import { type Words, words } from "../wording/words.ts"

/** Where words are looked up. */
export interface Context {
  readonly pack: RulePack
  readonly lang: keyof Wording
  readonly t: Words
  readonly measures: ReadonlyMap<string, Measure>
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly questions: ReadonlyMap<string, Question>
  readonly clauses: ReadonlyMap<string, Clause>
  /** The days of the clause that is printed; values that hold on them are shown beside their names. */
  readonly during?: Period.Period
}

export const context = (pack: RulePack, above: ReadonlyArray<RulePack>, lang: keyof Wording): Context => {
  const packs = [...above, pack]
  const byId = <A extends { readonly id: string }>(of: (pack: RulePack) => ReadonlyArray<A>): ReadonlyMap<string, A> =>
    new Map(packs.flatMap(of).map(each => [each.id, each]))
  return {
    pack,
    lang,
    t: words[lang],
    measures: byId(each => each.measures),
    parameters: byId(each => each.parameters),
    questions: byId(each => each.questions),
    clauses: byId(each => each.clauses)
  }
}

/** A text by number and day: numbers begin anew each year. */
export const textOf = ({ number, date }: Text, { t }: Context): string =>
  date === undefined ? number : `${number}${t.citation.of(t.day(date))}`
