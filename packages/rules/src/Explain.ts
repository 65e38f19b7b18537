/**
 * Why advice is what it is: every clause considered, held or refused, with the values, the facts and the texts behind it; and what would have
 * to be otherwise for another outcome.
 *
 * An explanation is made by evaluating the same expressions again, with a trace. `agrees` holds it against the advice, reading nothing but the
 * explanation: a test does so over random packs.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import type { Explanation } from "./explain/model.ts"
import { schema } from "./explain/schema.ts"

export { agrees, derive, type Derived } from "./explain/derive.ts"
export type {
  Carried,
  Condition,
  Considered,
  Due,
  Explanation,
  Input,
  InputValue,
  Lacking,
  Mark,
  Named,
  Tried
} from "./explain/model.ts"
export { toMarkdown, toText } from "./explain/render.ts"
export { schema } from "./explain/schema.ts"
export { labelOfOutcome, outcomeOf, why } from "./explain/why.ts"
export { type Change, type Proposal, type WhyNot, whyNot, whyNotToText } from "./explain/whyNot.ts"

/**
 * The explanation as JSON, of the schema that `format` names.
 *
 * @since 0.1.0
 */
export const toJson = (explanation: Explanation): string => JSON.stringify(explanation, null, 2)

/**
 * The JSON Schema (draft 2020-12) of that JSON, for readers in other languages.
 *
 * @since 0.1.0
 */
export const jsonSchema = (): Readonly<Record<string, unknown>> => {
  const document = Schema.toJsonSchemaDocument(schema)
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...document.schema, $defs: document.definitions }
}
