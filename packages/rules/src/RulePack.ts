/**
 * What a place publishes: its questions, measures, parameters, clauses, overlays and indicators, as one plain value.
 *
 * A pack can be printed, compared, checked and kept as JSON; importing it registers nothing. The functions of computed measures are passed
 * beside it.
 *
 * @since 0.1.0
 */
import { Journal } from "@chibo/core"
import { Result } from "effect"
import type { Wording } from "./Citation.ts"
import type { Clause, LowerUnits } from "./Clause.ts"
import type { Dated } from "./Dated.ts"
import type { SettingOf, SettingType } from "./Measure.ts"
import { wrongIn } from "./pack/diagnose.ts"
import { type Diagnostic, type Parameter, type RulePack, RulePackError } from "./pack/model.ts"
import { shaped } from "./pack/shape.ts"

export { type Diagnostic, type Parameter, type Relation, type RulePack, RulePackError, type UnitDesignation } from "./pack/model.ts"
export { expressionsOf, referencesOf } from "./pack/references.ts"

// constructors

type Input = Pick<RulePack, "id" | "version" | "label" | "jurisdiction"> & Partial<RulePack>

/**
 * A pack from literals in source; throws a `RulePackError` that lists everything that is wrong with it by itself. What it needs of the packs
 * above it is checked when they are stacked, by `Rulebook.make`.
 *
 * @since 0.1.0
 */
export const make = (input: Input): RulePack => {
  const pack = parse(input)
  if (Result.isFailure(pack)) throw pack.failure
  return pack.success
}

/**
 * A pack from anything, such as a file of JSON: the pack, or everything that is wrong with it by itself. Text becomes NFC.
 *
 * @since 0.2.0
 */
export const parse = (input: unknown): Result.Result<RulePack, RulePackError> => {
  const pack = shaped(input)
  if (Result.isFailure(pack)) return Result.fail(new RulePackError({ diagnostics: pack.failure }))
  const diagnostics = wrongIn(pack.success)
  return diagnostics.length > 0 ? Result.fail(new RulePackError({ diagnostics })) : Result.succeed(pack.success)
}

/**
 * A parameter from literals in source.
 *
 * @since 0.1.0
 */
export const parameter = <T extends SettingType>(
  type: T,
  id: string,
  label: Wording,
  quantity: Wording,
  values: Dated<SettingOf<T>>,
  more: { readonly stricter?: "higher" | "lower"; readonly lowerUnits?: ReadonlyArray<LowerUnits> } = {}
): Parameter<T> => ({
  id,
  type,
  label,
  quantity,
  values,
  lowerUnits: more.lowerUnits ?? ["nothing"],
  ...(more.stricter === undefined ? {} : { stricter: more.stricter })
})

// operations

/**
 * Everything wrong with a pack that shows without the packs above it.
 *
 * @since 0.1.0
 */
export const diagnose = (pack: RulePack): ReadonlyArray<Diagnostic> => {
  const again = parse(pack)
  return Result.isFailure(again) ? again.failure.diagnostics : []
}

/**
 * The pack as JSON: `parse(JSON.parse(…))` gives the same pack again.
 *
 * @since 0.2.0
 */
export const toJson = (pack: RulePack): string => JSON.stringify(pack, null, 2)

/**
 * What an overlay's author copies into `affirms` once he has read the clause or parameter that it departs from: a digest over all of it, its
 * citations included.
 *
 * @since 0.2.0
 */
export const affirmation = (base: Clause | Parameter): string =>
  Journal.digestOf("chibo/affirmation/1", Journal.canonical(base).normalize("NFC")).slice(0, 12)

const contents = new WeakMap<RulePack, string>()

/** The digest of all that stands in a pack: other content under the same version is another pack. */
export const contentDigest = (pack: RulePack): string => {
  const kept = contents.get(pack)
  if (kept !== undefined) return kept
  // the order of what stands in a list of a pack says nothing
  const parts = Object.entries(pack).map(([key, part]) => [key, Array.isArray(part) ? part.map(Journal.canonical).sort() : part])
  const digest = Journal.digestOf("chibo/pack/1", Journal.canonical(Object.fromEntries(parts)))
  contents.set(pack, digest)
  return digest
}
