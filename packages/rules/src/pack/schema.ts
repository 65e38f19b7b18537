/** The shape of a pack, as a schema: what may stand where, and nothing besides. What words and days mean is looked at afterwards. */
import { Fact, Id, PlainDate, Unit } from "@chibo/core"
import { Schema } from "effect"
import type { Node as ExpressionNode } from "../Expression.ts"

const { Struct, Union, Literal, Literals, optionalKey, suspend } = Schema
const Text = Schema.String
const List = Schema.Array
const Table = <S extends Schema.Constraint>(of: S) => Schema.Record(Text, of)
const Name = Text.check(Schema.makeFilter((text: string) => text.trim() !== "" || "Expected an id"))

// citations

const Wording = Struct({ vi: Text, en: Text })
/** Days may stand in any order here; that a period ends after it starts is checked by itself. */
const Span = Struct({ from: PlainDate.PlainDate, until: optionalKey(PlainDate.PlainDate) })
const Paper = Struct({
  id: Name,
  number: Text,
  title: Wording,
  date: optionalKey(PlainDate.PlainDate),
  issuer: optionalKey(Id.UnitId)
})
const Cites = Schema.NonEmptyArray(
  Struct({ text: Paper, at: Text, sure: Literals(["quoted", "reported", "conflicting", "recalled", "practice", "inferred"]) })
)
const LowerUnits = List(Literals(["nothing", "tighten", "relax", "replace", "add"]))

// values

const Value = Union([Schema.Boolean, Schema.Int, Text])
const Range = Struct({ least: optionalKey(Schema.Int), most: optionalKey(Schema.Int) })
const Setting = Union([Schema.Boolean, Schema.Int, Text, List(Text), Range])
const ValueType = Literals(["boolean", "integer", "day", "text"])
const Entry = Union([
  Struct({ state: Literal("known"), inForce: Span, value: Setting, cites: Cites }),
  Struct({
    state: Literal("disputed"),
    inForce: Span,
    values: Schema.NonEmptyArray(Struct({ value: Setting, cites: Cites }))
  }),
  Struct({ state: Literal("unread"), inForce: Span, text: Paper })
])

// expressions

const Inner = suspend((): Schema.Codec<ExpressionNode> => Node)
const Inners = List(Inner)
const Node: Schema.Codec<ExpressionNode> = Union([
  Struct({ op: Literal("constant"), value: Value }),
  Struct({ op: Literal("measure"), id: Name }),
  Struct({ op: Literal("parameter"), id: Name, on: optionalKey(Name) }),
  Struct({ op: Literal("within"), of: Inner, parameter: Name, on: optionalKey(Name) }),
  Struct({ op: Literals(["outcome", "applies"]), question: Name }),
  Struct({ op: Literals(["is", "lt", "le", "gt", "ge"]), left: Inner, right: Inner }),
  Struct({ op: Literal("oneOf"), of: Inner, values: List(Value) }),
  Struct({ op: Literals(["all", "any"]), of: Inners }),
  Struct({ op: Literals(["add", "times", "min"]), of: Inners.check(Schema.isMinLength(1)) }),
  Struct({ op: Literal("not"), of: Inner }),
  Struct({ op: Literals(["addMonths", "addDays", "addWorkingDays"]), to: Inner, count: Inner })
])

// questions and measures

const SubjectKind = Literals(["member", "cell", "unit", "exemption", "assignment", "transfer"])
const Question = Struct({
  id: Name,
  label: Wording,
  subject: SubjectKind,
  governing: Literals(["cell-of-member", "itself", "cell-of-request", "cell-of-assignment", "cell-of-transfer"]),
  rulingDay: optionalKey(Name),
  decides: Wording,
  outcomes: Table(Wording),
  permissive: optionalKey(List(Text)),
  values: optionalKey(Table(Struct({ type: ValueType, label: Wording, quantity: optionalKey(Wording), phrase: optionalKey(Wording) }))),
  asked: optionalKey(Literal("last-year-end")),
  recorded: optionalKey(Name),
  open: optionalKey(Schema.Boolean)
})
const FactKind = Literals(Fact.kinds.map(kind => kind.kind))
const Measure = Struct({
  id: Name,
  type: ValueType,
  subject: SubjectKind,
  quantity: Wording,
  label: Wording,
  of: Union([
    Struct({
      by: Literals(["count", "exists"]),
      kind: FactKind,
      where: optionalKey(List(Struct({ field: Text, in: List(Value) }))),
      window: Literals(["ever", "year", "quarter", "twelve-months"])
    }),
    Struct({ by: Literal("computed"), version: Schema.Int, reads: List(FactKind) })
  ]),
  values: optionalKey(Table(Wording)),
  closed: optionalKey(Schema.Boolean),
  range: optionalKey(Range),
  changes: optionalKey(Literals(["any-day", "facts", "never"])),
  fixed: optionalKey(Literal(true))
})

// clauses

const Then = Struct({
  outcome: Text,
  values: optionalKey(Table(Node)),
  task: optionalKey(Struct({ id: Name, who: Wording, what: Wording, due: optionalKey(Node), closedBy: Name }))
})
const common = { id: Name, question: Name, inForce: Span, wording: Wording, cites: Cites, lowerUnits: LowerUnits }
const ParameterRef = <T extends string>(type: T) => Struct({ id: Name, type: Literal(type) })
const Clause = Union([
  Struct({ ...common, type: Literal("general"), when: Node, then: Then }),
  Struct({ ...common, type: Literal("exception"), excepts: Name, when: Node, then: Then }),
  Struct({ ...common, type: Literal("scope"), when: Node }),
  Struct({
    type: Literal("unread"),
    id: Name,
    question: Name,
    inForce: Span,
    when: optionalKey(Node),
    text: Paper,
    wording: Wording
  }),
  Struct({
    ...common,
    type: Literal("quota"),
    counted: List(Text),
    ratio: ParameterRef("integer"),
    base: ParameterRef("text"),
    bases: Table(List(Text)),
    within: Literal("base-organisation")
  })
])
const affirms = optionalKey(Text)
const Overlay = Union([
  Struct({ departsFrom: Name, affirms, values: List(Entry) }),
  Struct({
    id: Name,
    departsFrom: Name,
    how: Literals(["tighten", "relax", "replace"]),
    affirms,
    inForce: Span,
    when: Node,
    then: optionalKey(Then),
    wording: Wording,
    cites: Cites
  })
])

// the whole

/** A whole pack, every list in its place. */
export const Pack = Struct({
  id: Name,
  version: Name,
  label: Wording,
  jurisdiction: Union([Literal("everywhere"), Id.UnitId]),
  texts: List(Paper),
  designations: List(Struct({ id: Unit.Designation, label: Wording })),
  questions: List(Question),
  measures: List(Measure),
  relations: List(Struct({ least: Name, most: Name })),
  parameters: List(
    Struct({
      id: Name,
      type: Literals(["boolean", "integer", "day", "text", "set", "range"]),
      label: Wording,
      quantity: Wording,
      values: List(Entry),
      stricter: optionalKey(Literals(["higher", "lower"])),
      lowerUnits: LowerUnits
    })
  ),
  overlays: List(Overlay),
  clauses: List(Clause),
  indicators: List(
    Struct({
      id: Name,
      label: Wording,
      subject: SubjectKind,
      population: Node,
      populationLabel: Wording,
      numerator: Node,
      show: Literals(["count", "share"]),
      decimals: optionalKey(Schema.Int),
      on: optionalKey(List(PlainDate.PlainDate)),
      counting: optionalKey(Measure),
      distinct: optionalKey(Struct({ name: Text, measure: Measure })),
      remark: optionalKey(Wording),
      cites: Cites
    })
  )
})
