import { Journal, PlainDate } from "@chibo/core"
import type { Brief, Measure } from "@chibo/rules"

/** A brief from plain values: what is not given is not known. */
export const brief = (on: string, values: Readonly<Record<string, Measure.Value>>, calendar?: Brief.Brief["calendar"]): Brief.Brief => ({
  subject: "s-1",
  on: PlainDate.make(on),
  head: Journal.emptyHead,
  calendar,
  get: id => (id in values ? { value: values[id] as Measure.Value, facts: [] } : undefined)
})
