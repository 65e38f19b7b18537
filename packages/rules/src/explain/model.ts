/** What an explanation is made of. Every part is plain data, in both languages, with the ids beside the words. */
import type { Id, Period, PlainDate } from "@chibo/core"
import type { Advice } from "../Advice.ts"
import type { Citation, Text, Wording } from "../Citation.ts"
import type { Clause } from "../Clause.ts"
import type { Setting, Value } from "../Measure.ts"

/** Whether a condition holds; `unknown` where something that could decide it is missing, disputed or unread. */
export type Mark = "held" | "refused" | "unknown"

/** Something with an id, and what people call it. */
export interface Named {
  readonly id: string
  readonly label: Wording
}

/** A condition as it was met: a test with its value and limit in words, or several conditions together. */
export type Condition =
  | { readonly kind: "test"; readonly mark: Mark; readonly says: Wording; readonly facts: ReadonlyArray<Id.Position> }
  | { readonly kind: "all" | "any"; readonly mark: Mark; readonly of: ReadonlyArray<Condition> }

/** One of the values that an input has: more than one where sources differ. */
export interface InputValue {
  readonly value: Setting
  readonly shown: Wording
  readonly cites: ReadonlyArray<Citation>
}

/** What a clause looked at: a measure with the facts behind it, or a parameter with its texts and the period it holds for. */
export interface Input {
  readonly kind: "measure" | "parameter"
  readonly id: string
  readonly label: Wording
  readonly state: "known" | "disputed" | "unread" | "missing"
  readonly values: ReadonlyArray<InputValue>
  readonly facts: ReadonlyArray<Id.Position>
  /** The day on which a parameter was read. */
  readonly on?: PlainDate.PlainDate
  readonly inForce?: Period.Period
  /** The text that nobody has read; or, with `because`, the local one that waits to be affirmed. */
  readonly text?: Text
  readonly because?: "unaffirmed"
  readonly pack?: string
  /** The higher value that an overlay replaced. */
  readonly instead?: { readonly pack: string; readonly values: ReadonlyArray<InputValue> }
}

/** A value that an outcome carries, in words. */
export interface Carried {
  readonly name: string
  readonly label: Wording
  readonly value: Value
  readonly shown: Wording
}

/** What a clause comes to under one settlement of what sources dispute. */
export interface Tried {
  readonly mark: Mark
  readonly values: Readonly<Record<string, Value>>
}

/** One clause that was considered, with the exceptions to it inside. */
export interface Considered {
  readonly clause: string
  readonly type: Exclude<Clause["type"], "quota">
  readonly pack: string
  readonly wording: Wording
  readonly mark: Mark
  /** The advice rests on it. */
  readonly decisive: boolean
  readonly inForce: Period.Period
  readonly cites: ReadonlyArray<Citation>
  /** Of an unread stretch: the text that nobody has read. */
  readonly text?: Text
  /** It stands as unread because a local rule was written for an older text, and waits to be affirmed. */
  readonly because?: "unaffirmed"
  readonly condition?: Condition
  readonly inputs: ReadonlyArray<Input>
  /** What it answers where it holds. */
  readonly then?: { readonly outcome: Named; readonly values: ReadonlyArray<Carried> }
  /** One for each of the explanation's choices, in their order. */
  readonly tried: ReadonlyArray<Tried>
  /** The higher clause that stands replaced by it, and by which pack. */
  readonly instead?: { readonly pack: string; readonly wording: Wording; readonly cites: ReadonlyArray<Citation> }
  readonly exceptions: ReadonlyArray<Considered>
}

/** What should be done, in words. */
export interface Due {
  readonly clause: string
  readonly who: Wording
  readonly what: Wording
  readonly due: PlainDate.PlainDate | undefined
}

/** What is not known, by kind. */
export interface Lacking {
  readonly missing: ReadonlyArray<Named>
  readonly disputed: ReadonlyArray<Named>
  readonly unread: ReadonlyArray<Named>
  readonly without: ReadonlyArray<Named>
  readonly gap: boolean
}

/** An explanation; `format` is the version of this schema when rendered as JSON. */
export interface Explanation {
  readonly format: "chibo/explanation/2"
  readonly advice: Advice
  readonly question: Named
  readonly decides: Wording
  /** The outcome with what it carries, in words. */
  readonly outcome: Wording
  /** The outcome and why, as one sentence. */
  readonly sentence: Wording
  readonly values: ReadonlyArray<Carried>
  readonly tasks: ReadonlyArray<Due>
  readonly lacking?: Lacking
  /** Every way to settle what sources dispute: parameter and value. One empty choice where nothing is disputed. */
  readonly choices: ReadonlyArray<Readonly<Record<string, Setting>>>
  readonly clauses: ReadonlyArray<Considered>
  /** The explanations of the conclusions that this one rests on. */
  readonly linked: ReadonlyArray<Explanation>
}
