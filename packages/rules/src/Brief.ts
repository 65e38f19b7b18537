/**
 * What the rules need to know of subjects, measured on a day as known at a point: the port between facts and rules, and the source that
 * measures a register.
 *
 * Measures come in batches of columns, one a measure, each with a mask of what is known: a database fills such columns by itself.
 *
 * @since 0.1.0
 */
import { Hierarchy, Id, type Journal, PlainDate, Register, type WorkingDays } from "@chibo/core"
import { Context, Data, Effect, Layer, Stream } from "effect"
import { type ChangeRequest, changeDays } from "./brief/changes.ts"
import { type Column, column, gathering, valueAt } from "./brief/columns.ts"
import { type Aggregate, type Functions, type Measure, type Measured, type SubjectKind, startOf, type Value } from "./Measure.ts"
import type { Question } from "./Question.ts"

// model

export { type Column, column, type Numbers, valueAt } from "./brief/columns.ts"

/** Ids of subjects in order; a list of texts is one, and a nation need not be held as one. */
export interface Subjects {
  readonly length: number
  readonly at: (index: number) => string | undefined
}

/** Some subjects, measured on a day. */
export interface Batch {
  readonly subjects: Subjects
  readonly on: PlainDate.PlainDate
  readonly columns: ReadonlyMap<string, Column>
}

/** One subject of a batch, as rules read it. */
export interface Brief {
  readonly subject: string
  readonly on: PlainDate.PlainDate
  readonly head: Journal.Head
  readonly calendar: WorkingDays.HolidayCalendar | undefined
  readonly get: (measure: string) => Measured | undefined
}

/** What is asked of a source: which measures of which subjects, on which day. */
export interface Request {
  readonly measures: ReadonlyArray<Measure>
  readonly subjects: ReadonlyArray<string>
  readonly on: PlainDate.PlainDate
}

// errors

/** A source cannot measure what it was asked for. */
export class BriefError extends Data.TaggedError("BriefError")<{
  readonly reason: "UnknownMeasure" | "WrongType" | "BeyondReach" | "SourceFailed"
  readonly about: string
  readonly cause?: unknown
}> {
  override get message() {
    return {
      UnknownMeasure: `the source cannot measure ${this.about}: pass its function beside the pack, or its column`,
      WrongType: `the function of ${this.about} gave a value that is not of the measure's type`,
      BeyondReach: `the function of ${this.about} looks at more facts than the source gives it: declare each kind that it reads, or measure it over a register`,
      SourceFailed: `the source failed while it measured ${this.about}`
    }[this.reason]
  }
}

// service

/** What measures subjects. Everything in one source is as known at one point of the journal. */
export interface Source {
  readonly head: Journal.Head
  readonly hierarchy: Hierarchy.Hierarchy
  readonly calendar: WorkingDays.HolidayCalendar | undefined
  /** The subjects of a kind within a unit (all below it included) on a day, in order of id. */
  readonly subjects: (kind: SubjectKind, unit: Id.UnitId, on: PlainDate.PlainDate) => Effect.Effect<ReadonlyArray<string>, BriefError>
  /** The unit whose rulebook answers a question about each subject. */
  readonly governing: (
    question: Question,
    subjects: ReadonlyArray<string>,
    on: PlainDate.PlainDate
  ) => Effect.Effect<ReadonlyArray<Id.UnitId | undefined>, BriefError>
  readonly read: (request: Request) => Stream.Stream<Batch, BriefError>
  /**
   * The days of a period on which measures of a subject may have another value than the day before; `undefined` where that may be any day. A
   * source without it is asked on every day.
   */
  readonly changeDays?: (request: ChangeRequest) => Effect.Effect<ReadonlyArray<PlainDate.PlainDate> | undefined, BriefError>
}

/** Where briefs come from, as a service. */
export class BriefSource extends Context.Service<BriefSource, Source>()("@chibo/rules/BriefSource") {}

// constructors

/**
 * A source that measures a register in memory: for a district, not for a nation.
 *
 * @since 0.1.0
 */
export const fromRegister = (
  register: Register.Register,
  functions: Functions,
  options: { readonly calendar?: WorkingDays.HolidayCalendar; readonly batchSize?: number } = {}
): Source => {
  const { calendar, batchSize = 1024 } = options
  return {
    head: register.head,
    hierarchy: register.hierarchy,
    calendar,
    subjects: (kind, unit, on) => Effect.sync(() => subjectsOf(register, kind, unit, on)),
    changeDays: request => Effect.sync(() => changeDays(register, request)),
    governing: (question, subjects, on) => Effect.sync(() => subjects.map(subject => governingUnit(register, question, subject, on))),
    read: request =>
      Stream.fromIterable(slices(request.subjects, batchSize)).pipe(
        Stream.mapEffect(subjects => measureAll(register, functions, calendar, { ...request, subjects }))
      )
  }
}

/** The same, as a layer. */
export const layerRegister = (...args: Parameters<typeof fromRegister>): Layer.Layer<BriefSource> =>
  Layer.succeed(BriefSource, fromRegister(...args))

/** What a source over ready columns is made of: all measures of subjects of one kind, on one day. */
export interface Ready {
  readonly kind: SubjectKind
  readonly on: PlainDate.PlainDate
  readonly subjects: ReadonlyArray<string>
  /** The cell or unit of each subject, in the same order; the governing unit of every question. */
  readonly units: ReadonlyArray<Id.UnitId | undefined>
  readonly columns: Readonly<Record<string, Column>>
  readonly hierarchy: Hierarchy.Hierarchy
  readonly head: Journal.Head
  readonly calendar?: WorkingDays.HolidayCalendar
  readonly batchSize?: number
}

/**
 * A source over columns that somebody else has filled. On another day than theirs, of another kind, or for a measure without a column, it
 * has nothing to say: no subjects, or an `UnknownMeasure`.
 *
 * @since 0.2.0
 */
export const fromColumns = (ready: Ready): Source => {
  const { batchSize = 4096, columns, subjects, hierarchy } = ready
  const place = new Map(subjects.map((subject, i) => [subject, i]))
  const within = (unit: Id.UnitId, i: number) => {
    const own = ready.units[i]
    return own !== undefined && Hierarchy.within(hierarchy, own, unit, ready.on)
  }
  return {
    head: ready.head,
    hierarchy,
    calendar: ready.calendar,
    subjects: (kind, unit, on) =>
      Effect.sync(() => (kind === ready.kind && on === ready.on ? subjects.filter((_, i) => within(unit, i)).sort() : [])),
    governing: (_, asked) => Effect.sync(() => asked.map(subject => ready.units[place.get(subject) ?? -1])),
    read: request => {
      const absent = request.measures.find(({ id }) => columns[id] === undefined)
      if (absent !== undefined) return Stream.fail(new BriefError({ reason: "UnknownMeasure", about: absent.id }))
      const ids = request.on === ready.on ? request.measures.map(({ id }) => id) : []
      const pick = (some: ReadonlyArray<string>): Batch => {
        const gather = gathering(Int32Array.from(some, subject => place.get(subject) ?? -1))
        const picked = ids.flatMap((id): ReadonlyArray<readonly [string, Column]> => {
          const found = columns[id]
          return found === undefined ? [] : [[id, gather(found)]]
        })
        return { subjects: some, on: request.on, columns: new Map(picked) }
      }
      return Stream.fromIterable(slices(request.subjects, batchSize)).pipe(Stream.map(pick))
    }
  }
}

// operations

/**
 * One subject of a batch.
 *
 * @since 0.1.0
 */
export const row = (batch: Batch, index: number, head: Journal.Head, calendar: WorkingDays.HolidayCalendar | undefined): Brief => ({
  subject: batch.subjects.at(index) ?? "",
  on: batch.on,
  head,
  calendar,
  get: measure => {
    const column = batch.columns.get(measure)
    const value = column === undefined ? undefined : valueAt(column, index)
    return value === undefined ? undefined : { value, facts: column?.facts?.(index) ?? [] }
  }
})

// internal

const slices = function* <A>(items: ReadonlyArray<A>, size: number): Generator<ReadonlyArray<A>> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}

const measureAll = (
  register: Register.Register,
  functions: Functions,
  calendar: WorkingDays.HolidayCalendar | undefined,
  request: Request
) =>
  Effect.gen(function* () {
    const columns = new Map<string, Column>()
    for (const measure of request.measures) {
      const fn = measure.of.by === "computed" ? functions[measure.id] : undefined
      if (measure.of.by === "computed" && fn === undefined) return yield* new BriefError({ reason: "UnknownMeasure", about: measure.id })
      const measured = request.subjects.map(subject =>
        fn === undefined
          ? aggregate(register, measure.of as Aggregate, subject, request.on) // sound: only aggregates have no function
          : fn({ register, subject, on: request.on, calendar })
      )
      const made = column(
        measure.type,
        measured.map(m => m?.value),
        index => measured[index]?.facts ?? []
      )
      if (made === undefined) return yield* new BriefError({ reason: "WrongType", about: measure.id })
      columns.set(measure.id, made)
    }
    return { subjects: request.subjects, on: request.on, columns } satisfies Batch
  })

const aggregate = (register: Register.Register, of: Aggregate, subject: string, on: PlainDate.PlainDate): Measured => {
  const from = startOf(of.window, on)
  const facts = Register.entriesOf(register, subject as Id.MemberId).filter(({ fact }) => {
    if (fact.kind !== of.kind || fact.on > on || (from !== undefined && fact.on < from)) return false
    const fields: Partial<Record<string, unknown>> = fact
    return (of.where ?? []).every(({ field, in: values }) => values.includes(fields[field] as Value)) // sound: includes compares, whatever it is
  })
  return { value: of.by === "count" ? facts.length : facts.length > 0, facts: facts.map(entry => entry.position) }
}

const subjectsOf = (register: Register.Register, kind: SubjectKind, unit: Id.UnitId, on: PlainDate.PlainDate): ReadonlyArray<string> => {
  const { hierarchy } = register
  const inside = (cell: Id.UnitId) => {
    const ceased = Hierarchy.ceasedOn(hierarchy, cell)
    return Hierarchy.within(hierarchy, cell, unit, ceased === undefined || ceased > on ? on : PlainDate.addDays(ceased, -1))
  }
  switch (kind) {
    case "member":
      return [...Register.membersOf(register, unit, on)].sort()
    case "cell":
    case "unit": {
      const below = [unit, ...Hierarchy.descendants(hierarchy, unit, on)]
      return below.filter(each => (Hierarchy.unitOn(hierarchy, each, on)?.kind === "cell") === (kind === "cell")).sort()
    }
    case "exemption":
      return Register.exemptions(register)
        .filter(each => each.cell !== undefined && (each.requestedOn ?? on) <= on && inside(each.cell))
        .map(each => each.exemption)
        .sort()
    case "assignment":
      return Register.assignments(register, on)
        .filter(each => Hierarchy.within(hierarchy, each.cell, unit, on))
        .map(each => each.assignment)
        .sort()
    case "transfer":
      return Register.transfers(register)
        .filter(each => (each.letterOn ?? each.receivedOn ?? on) <= on && placesOf(each).some(inside))
        .map(each => each.transfer)
        .sort()
  }
}

/** The receiving unit; the one left, where the member goes outside. */
const placesOf = ({ from, to }: Register.TransferCase): ReadonlyArray<Id.UnitId> =>
  [to, from].flatMap(place => (place === Id.outside ? [] : [place])).slice(0, 1)

// sound: a subject's id was given out by `subjectsOf` for the kind of the question
const governingUnit = (
  register: Register.Register,
  question: Question,
  subject: string,
  on: PlainDate.PlainDate
): Id.UnitId | undefined => {
  switch (question.governing) {
    case "itself":
      return subject as Id.UnitId
    case "cell-of-member":
      return Register.cellOf(register, subject as Id.MemberId, on)
    case "cell-of-request": {
      const found = Register.exemptions(register).find(each => each.exemption === subject)
      return found === undefined ? undefined : (Register.cellOf(register, found.member, on) ?? found.cell)
    }
    case "cell-of-assignment":
      return Register.assignments(register, on).find(each => each.assignment === subject)?.cell
    case "cell-of-transfer": {
      const found = Register.transferOf(register, subject as Id.TransferId)
      const [place] = found === undefined ? [] : placesOf(found)
      return place === undefined ? undefined : (Hierarchy.mergedInto(register.hierarchy, place, on) ?? place)
    }
  }
}
