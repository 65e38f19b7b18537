/**
 * What the rules need to know of subjects, measured on a day as known at a point: the port between facts and rules, and the source that
 * measures a register.
 *
 * Measures come in batches of columns, one a measure, each with a mask of what is known: a database fills such columns by itself.
 *
 * @since 0.1.0
 */
import { Hierarchy, Id, type Journal, PlainDate, Register, type WorkingDays } from "@chibo/core"
import { Context, Data, Effect, Layer, Result, Stream } from "effect"
import { type ChangeRequest, changeDays } from "./brief/changes.ts"
import type { Aggregate, Functions, Measure, Measured, SubjectKind, Value, ValueType } from "./Measure.ts"
import type { Question } from "./Question.ts"

// model

/** Values as numbers: truth values as 0 and 1, days as days since 1970-01-01, texts as places in a list of words. */
export type Numbers = Uint8Array | Int32Array | Float64Array

/** The values of one measure for the subjects of a batch. */
export interface Column {
  readonly type: ValueType
  /** Where `known` is 0, any number may stand here. */
  readonly values: Numbers
  /** 1 where there is a value; left out where there always is. */
  readonly known?: Uint8Array
  /** For texts: the words that the values are places in, no word twice. */
  readonly words?: ReadonlyArray<string>
  /** The positions of the facts that a value rests on. */
  readonly facts?: (index: number) => ReadonlyArray<Id.Position>
}

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
  readonly reason: "UnknownMeasure" | "WrongType" | "SourceFailed"
  readonly about: string
  readonly cause?: unknown
}> {
  override get message() {
    return {
      UnknownMeasure: `the source cannot measure ${this.about}: pass its function beside the pack, or its column`,
      WrongType: `the function of ${this.about} gave a value that is not of the measure's type`,
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

/**
 * A column from values as rules know them; `undefined` is not known. Nothing where a value is not of the type.
 *
 * @example
 * Brief.column("integer", [3, undefined])?.known // => new Uint8Array([1, 0])
 * @since 0.2.0
 */
export const column = (
  type: ValueType,
  values: ReadonlyArray<Value | undefined>,
  facts?: (index: number) => ReadonlyArray<Id.Position>
): Column | undefined => {
  const words = new Map<string, number>()
  const known = new Uint8Array(values.length)
  const numbers = new Float64Array(values.length)
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue
    const number = toNumber(type, value, words)
    if (number === undefined) return undefined
    known[i] = 1
    numbers[i] = number
  }
  return {
    type,
    values: numbers.every(number => number === (number | 0)) ? Int32Array.from(numbers) : numbers,
    ...(known.includes(0) ? { known } : {}),
    ...(type === "text" ? { words: [...words.keys()] } : {}),
    ...(facts === undefined ? {} : { facts })
  }
}

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

/**
 * A value of a column as rules know it; `undefined` where it is not known.
 *
 * @since 0.2.0
 */
export const valueAt = (column: Column, index: number): Value | undefined => {
  const number = column.known?.[index] === 0 ? undefined : column.values[index]
  if (number === undefined) return undefined
  switch (column.type) {
    case "boolean":
      return number === 1
    case "integer":
      return number
    case "day":
      return dayOf(number)
    case "text":
      return column.words?.[number]
  }
}

// internal

const days = new Map<number, PlainDate.PlainDate>()

/** The same days come again and again; the most that there are would fill some megabytes. */
const dayOf = (number: number): PlainDate.PlainDate => {
  const before = days.get(number)
  if (before !== undefined) return before
  const day = PlainDate.fromEpochDay(number)
  if (days.size < 100_000) days.set(number, day)
  return day
}

const toNumber = (type: ValueType, value: Value, words: Map<string, number>): number | undefined => {
  if (type === "boolean") return typeof value === "boolean" ? Number(value) : undefined
  if (type === "integer") return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined
  if (typeof value !== "string") return undefined
  if (type === "day") return Result.getOrUndefined(Result.map(PlainDate.parse(value), PlainDate.toEpochDay))
  const place = words.get(value) ?? words.size
  words.set(value, place)
  return place
}

/** The rows of columns, where -1 stands for a subject that the source does not know. Lists that columns share stay shared. */
const gathering = (rows: Int32Array): ((from: Column) => Column) => {
  const [first = 0] = rows
  const all = rows.every(row => row >= 0)
  const whole = all && rows.every((row, i) => row === first + i)
  const kept = new Map<Numbers, Numbers>()
  const cut = <A extends Numbers>(list: A): A => {
    const before = kept.get(list)
    // sound: the same kind of list as `list`
    const made = (before ??
      (whole
        ? list.subarray(first, first + rows.length)
        : (list.constructor as Int32ArrayConstructor).from(rows, row => list[row] ?? 0))) as A
    kept.set(list, made)
    return made
  }
  const strangers = all ? undefined : Uint8Array.from(rows, row => (row < 0 ? 0 : 1))
  return ({ type, values, known, words, facts }) => {
    const mask = known === undefined ? strangers : cut(known)
    return {
      type,
      values: cut(values),
      ...(mask === undefined ? {} : { known: mask }),
      ...(words === undefined ? {} : { words }),
      ...(facts === undefined ? {} : { facts: index => facts(rows[index] ?? -1) })
    }
  }
}

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

const startOf = (window: Aggregate["window"], on: PlainDate.PlainDate): PlainDate.PlainDate | undefined => {
  switch (window) {
    case "ever":
      return undefined
    case "year":
      return PlainDate.make(`${PlainDate.year(on)}-01-01`)
    case "quarter":
      return PlainDate.startOfQuarter(on)
    case "twelve-months":
      return PlainDate.addDays(PlainDate.addMonths(on, -12), 1)
  }
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
