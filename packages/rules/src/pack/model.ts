/** What a pack is made of, and what can be wrong with it. */
import type { Id } from "@chibo/core"
import { Data } from "effect"
import type { Text, Wording } from "../Citation.ts"
import type { Clause, LowerUnits } from "../Clause.ts"
import type { Dated } from "../Dated.ts"
import type { Indicator } from "../Indicator.ts"
import type { Measure, Setting, SettingType } from "../Measure.ts"
import type { Overlay } from "../Overlay.ts"
import type { Question } from "../Question.ts"

/** A value that the texts set, over time. `stricter` tells in which direction a lower unit tightens it; a set or range is tightened by narrowing. */
export interface Parameter<T extends SettingType = SettingType> {
  readonly id: string
  readonly type: T
  readonly label: Wording
  readonly quantity: Wording
  readonly values: Dated<Setting>
  readonly stricter?: "higher" | "lower"
  /** What lower packs may do. `add`: give a value for days on which there is none. */
  readonly lowerUnits: ReadonlyArray<LowerUnits>
}

/** The measure `least` is never more than the measure `most`, of whatever subject. */
export interface Relation {
  readonly least: string
  readonly most: string
}

/** Something that the pack's units may be designated for, and what it is called. The id is `<pack>:<designation>`, as facts carry it. */
export interface UnitDesignation {
  readonly id: string
  readonly label: Wording
}

/** A pack. `jurisdiction` is the unit whose organisation it rules, with all below it, or everywhere. */
export interface RulePack {
  readonly id: string
  readonly version: string
  readonly label: Wording
  readonly jurisdiction: Id.UnitId | "everywhere"
  readonly texts: ReadonlyArray<Text>
  readonly designations: ReadonlyArray<UnitDesignation>
  readonly questions: ReadonlyArray<Question>
  readonly measures: ReadonlyArray<Measure>
  /** Measures of which one is never more than the other. */
  readonly relations: ReadonlyArray<Relation>
  readonly parameters: ReadonlyArray<Parameter>
  readonly overlays: ReadonlyArray<Overlay>
  readonly clauses: ReadonlyArray<Clause>
  readonly indicators: ReadonlyArray<Indicator>
}

/** What is wrong with a pack: a stable code, what it concerns, and what to do, in both languages. */
export interface Diagnostic {
  readonly code:
    | "malformed"
    | "not-plain"
    | "unknown-key"
    | "duplicate-id"
    | "uncited"
    | "wording-missing"
    | "period-reversed"
    | "periods-overlap"
    | "wrong-type"
    | "unknown-measure"
    | "unknown-parameter"
    | "unknown-question"
    | "unknown-clause"
    | "unknown-outcome"
    | "unknown-value"
    | "unknown-designation"
    | "beyond-contract"
    | "misdeclared"
    | "overlays-conflict"
    | "direction"
    | "link-cycle"
  readonly pack: string
  readonly about: string
  readonly message: Wording
}

/** The packs cannot be used together; every reason is listed. */
export class RulePackError extends Data.TaggedError("RulePackError")<{ readonly diagnostics: ReadonlyArray<Diagnostic> }> {
  override get message() {
    return this.diagnostics.map(d => `${d.pack}, ${d.about}: ${d.message.en} (${d.code})`).join("\n")
  }
}
