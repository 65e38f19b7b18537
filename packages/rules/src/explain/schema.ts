/** The published form of an explanation: what stands in its JSON. A change that readers must know of gets a new version. */
import { Id, Period, PlainDate } from "@chibo/core"
import { Schema } from "effect"

const Wording = Schema.Struct({ vi: Schema.String, en: Schema.String })
const Named = Schema.Struct({ id: Schema.String, label: Wording })
const Value = Schema.Union([Schema.Boolean, Schema.Int, Schema.String])
const Setting = Schema.Union([
  Value,
  Schema.Array(Schema.String),
  Schema.Struct({ least: Schema.optionalKey(Schema.Int), most: Schema.optionalKey(Schema.Int) })
])
const Mark = Schema.Literals(["held", "refused", "unknown"])
const Text = Schema.Struct({
  id: Schema.String,
  number: Schema.String,
  title: Wording,
  date: Schema.optionalKey(PlainDate.PlainDate),
  issuer: Schema.optionalKey(Id.UnitId)
})
const Citation = Schema.Struct({
  text: Text,
  at: Schema.String,
  sure: Schema.Literals(["quoted", "reported", "conflicting", "recalled", "practice", "inferred"]),
  reviewed: Schema.optionalKey(PlainDate.PlainDate),
  reviewBy: Schema.optionalKey(PlainDate.PlainDate)
})
const Values = Schema.Record(Schema.String, Value)
const Positions = Schema.Array(Id.Position)

const Answer = Schema.Struct({
  clause: Schema.String,
  outcome: Schema.String,
  values: Schema.optionalKey(Values),
  task: Schema.optionalKey(
    Schema.Struct({
      rule: Schema.Struct({
        id: Schema.String,
        who: Wording,
        what: Wording,
        due: Schema.optionalKey(Schema.Unknown),
        closedBy: Schema.String
      }),
      due: Schema.optionalKey(PlainDate.PlainDate)
    })
  )
})
const stamp = {
  question: Schema.String,
  subject: Schema.String,
  validOn: PlainDate.PlainDate,
  knownAt: Id.Position,
  rulingDay: Schema.optionalKey(PlainDate.PlainDate),
  digest: Schema.String,
  basis: Schema.Struct({
    rulebook: Schema.String,
    packs: Schema.Record(Schema.String, Schema.Struct({ version: Schema.String, content: Schema.String })),
    measures: Schema.Record(Schema.String, Schema.Int),
    rules: Schema.Record(Schema.String, Schema.String),
    head: Schema.Struct({ position: Id.Position, digest: Schema.String }),
    calendar: Schema.optionalKey(Schema.String)
  })
}
const Ids = Schema.Array(Schema.String)
const Advice = Schema.Union([
  Schema.Struct({
    ...stamp,
    _tag: Schema.Literal("Outcome"),
    outcome: Schema.String,
    answers: Schema.Array(Answer),
    unverified: Ids
  }),
  Schema.Struct({ ...stamp, _tag: Schema.Literal("NotApplicable"), because: Ids }),
  Schema.Struct({
    ...stamp,
    _tag: Schema.Literal("Undetermined"),
    missing: Ids,
    disputed: Ids,
    unread: Ids,
    without: Ids,
    gap: Schema.Boolean
  }),
  Schema.Struct({ ...stamp, _tag: Schema.Literal("Conflicting"), answers: Schema.Array(Answer) })
])

const InputValue = Schema.Struct({ value: Setting, shown: Wording, cites: Schema.Array(Citation) })
const Input = Schema.Struct({
  kind: Schema.Literals(["measure", "parameter"]),
  id: Schema.String,
  label: Wording,
  state: Schema.Literals(["known", "disputed", "unread", "missing"]),
  values: Schema.Array(InputValue),
  facts: Positions,
  on: Schema.optionalKey(PlainDate.PlainDate),
  inForce: Schema.optionalKey(Period.Period),
  text: Schema.optionalKey(Text),
  because: Schema.optionalKey(Schema.Literal("unaffirmed")),
  pack: Schema.optionalKey(Schema.String),
  instead: Schema.optionalKey(Schema.Struct({ pack: Schema.String, values: Schema.Array(InputValue) }))
})
const Carried = Schema.Struct({ name: Schema.String, label: Wording, value: Value, shown: Wording })

interface ConditionJson {
  readonly kind: "test" | "all" | "any"
  readonly mark: "held" | "refused" | "unknown"
}
const Condition: Schema.Codec<ConditionJson, unknown> = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("test"), mark: Mark, says: Wording, facts: Positions }),
  Schema.Struct({
    kind: Schema.Literals(["all", "any"]),
    mark: Mark,
    of: Schema.Array(Schema.suspend((): Schema.Codec<ConditionJson, unknown> => Condition))
  })
]).annotate({ identifier: "Condition" })

interface ConsideredJson {
  readonly clause: string
}
const Considered: Schema.Codec<ConsideredJson, unknown> = Schema.Struct({
  clause: Schema.String,
  type: Schema.Literals(["general", "exception", "scope", "unread"]),
  pack: Schema.String,
  wording: Wording,
  mark: Mark,
  decisive: Schema.Boolean,
  inForce: Period.Period,
  cites: Schema.Array(Citation),
  text: Schema.optionalKey(Text),
  because: Schema.optionalKey(Schema.Literal("unaffirmed")),
  condition: Schema.optionalKey(Condition),
  inputs: Schema.Array(Input),
  then: Schema.optionalKey(Schema.Struct({ outcome: Named, values: Schema.Array(Carried) })),
  tried: Schema.Array(Schema.Struct({ mark: Mark, values: Values })),
  instead: Schema.optionalKey(Schema.Struct({ pack: Schema.String, wording: Wording, cites: Schema.Array(Citation) })),
  exceptions: Schema.Array(Schema.suspend((): Schema.Codec<ConsideredJson, unknown> => Considered))
}).annotate({ identifier: "Considered" })

interface ExplanationJson {
  readonly format: "chibo/explanation/2"
}

/**
 * The schema of an explanation's JSON, `chibo/explanation/2`.
 *
 * @since 0.1.0
 */
export const schema: Schema.Codec<ExplanationJson, unknown> = Schema.Struct({
  format: Schema.Literal("chibo/explanation/2"),
  advice: Advice,
  question: Named,
  decides: Wording,
  outcome: Wording,
  sentence: Wording,
  values: Schema.Array(Carried),
  tasks: Schema.Array(Schema.Struct({ clause: Schema.String, who: Wording, what: Wording, due: Schema.optionalKey(PlainDate.PlainDate) })),
  lacking: Schema.optionalKey(
    Schema.Struct({
      missing: Schema.Array(Named),
      disputed: Schema.Array(Named),
      unread: Schema.Array(Named),
      without: Schema.Array(Named),
      gap: Schema.Boolean
    })
  ),
  choices: Schema.Array(Schema.Record(Schema.String, Setting)),
  clauses: Schema.Array(Considered),
  linked: Schema.Array(Schema.suspend((): Schema.Codec<ExplanationJson, unknown> => schema))
}).annotate({ identifier: "Explanation" })
