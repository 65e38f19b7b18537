/** What is left of packs when a text has lapsed: whatever rests on it, or on what rests on it, goes with it. */
import type { Text } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import type { Entry } from "../Dated.ts"
import type { Setting } from "../Measure.ts"
import { isOfClause, type Overlay } from "../Overlay.ts"
import type { RulePack } from "../pack/model.ts"
import { expressionsOf, expressionsOfOverlay, referencesOf } from "../pack/references.ts"
import { citesOf } from "./model.ts"

/**
 * The packs without what rests on the texts named, or names what packs that lapsed as a whole defined. A parameter stays, without the values that
 * have lapsed: what needs them is undetermined.
 */
export const without = (
  packs: ReadonlyArray<RulePack>,
  texts: ReadonlySet<string>,
  lapsed: ReadonlyArray<RulePack>
): ReadonlyArray<RulePack> => {
  const gone = new Set(lapsed.flatMap(definedIn).map(each => each.id))
  for (const pack of packs) for (const { id } of definedIn(pack)) gone.delete(id)
  if (texts.size === 0 && gone.size === 0) return packs
  let left = packs.map(pack => ({
    ...pack,
    parameters: pack.parameters.map(p => ({ ...p, values: p.values.filter(entry => !rests(entry, texts)) }))
  }))
  for (let before = -1; gone.size !== before; ) {
    before = gone.size
    left = left.map(pack => ({
      ...pack,
      relations: pack.relations.filter(({ least, most }) => !gone.has(least) && !gone.has(most)),
      clauses: pack.clauses.filter(clause => stays(clause.id, rests(clause, texts) || namesOf(clause).some(id => gone.has(id)), gone)),
      overlays: pack.overlays.flatMap(overlay => (gone.has(overlay.departsFrom) ? [] : departing(overlay, texts, gone))),
      indicators: pack.indicators.filter(
        indicator => !citing(indicator.cites, texts) && !namedIn([indicator.population, indicator.numerator]).some(id => gone.has(id))
      )
    }))
  }
  return left
}

/** The texts of a pack: those that it lists, and those that it cites besides. */
export const textsOf = (pack: RulePack): ReadonlyArray<Text> => {
  const before = texts.get(pack)
  if (before !== undefined) return before
  const entries = [...pack.parameters, ...pack.overlays].flatMap(each => ("values" in each ? each.values : []))
  const citing = [...pack.clauses, ...pack.overlays.filter(isOfClause), ...pack.indicators, ...entries]
  const cited = citing.flatMap(each =>
    "text" in each ? [each.text] : "cites" in each ? each.cites.map(({ text }) => text) : citesOf(each).map(({ text }) => text)
  )
  const found = [...new Map([...cited, ...pack.texts].map(text => [text.id, text])).values()]
  texts.set(pack, found)
  return found
}

// internal

const texts = new WeakMap<RulePack, ReadonlyArray<Text>>()

const definedIn = (pack: RulePack): ReadonlyArray<{ readonly id: string }> => [
  ...pack.questions,
  ...pack.measures,
  ...pack.parameters,
  ...pack.clauses
]

/** Notes what does not stay. */
const stays = (id: string, lapses: boolean, gone: Set<string>): boolean => {
  if (lapses) gone.add(id)
  return !lapses
}

const departing = (overlay: Overlay, texts: ReadonlySet<string>, gone: ReadonlySet<string>): ReadonlyArray<Overlay> => {
  if (isOfClause(overlay)) {
    const lapses = citing(overlay.cites, texts) || namedIn(expressionsOfOverlay(overlay)).some(id => gone.has(id))
    return lapses ? [] : [overlay]
  }
  const values = overlay.values.filter(entry => !rests(entry, texts))
  return values.length === 0 ? [] : [{ ...overlay, values }]
}

const rests = (of: Clause | Entry<Setting>, texts: ReadonlySet<string>): boolean =>
  "text" in of ? texts.has(of.text.id) : citing(citesOf(of), texts)

const citing = (cites: ReturnType<typeof citesOf>, texts: ReadonlySet<string>): boolean =>
  cites.some(citation => texts.has(citation.text.id))

const namesOf = (clause: Clause): ReadonlyArray<string> => [
  clause.question,
  ...(clause.type === "exception" ? [clause.excepts] : []),
  ...namedIn(expressionsOf(clause))
]

const namedIn = (nodes: Parameters<typeof referencesOf>[0]): ReadonlyArray<string> => {
  const { measures, parameters, questions } = referencesOf(nodes)
  return [...measures, ...parameters, ...questions]
}
