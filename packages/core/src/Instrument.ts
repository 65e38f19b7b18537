/**
 * The regulations, decisions, letters and minutes that facts and rules rest on.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { UnitId } from "./Id.ts"
import { PlainDate } from "./PlainDate.ts"

/**
 * What a fact rests on: a number, a date and the body that issued it, each where the paper states it.
 *
 * @since 0.1.0
 */
export const Instrument = Schema.Struct({
  number: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(100)),
  date: Schema.optionalKey(PlainDate),
  issuer: Schema.optionalKey(Schema.Union([UnitId, Schema.Struct({ name: Schema.String })]))
})
/** A numbered paper: a regulation, a decision, a letter. */
export type Instrument = typeof Instrument.Type
