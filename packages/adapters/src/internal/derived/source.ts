/**
 * Measures from the derived tables: aggregates are counted by the database, a batch of subjects at a time; computed ones are given the facts
 * that they read, in a small register for each batch.
 *
 * Everything is as known at one position, which rows carry: what is recorded later changes nothing of what such a source says.
 */
import { Hierarchy, type Id, Journal, type Known, type PlainDate, type Register, type WorkingDays } from "@chibo/core"
import { Brief, type Measure, type Question } from "@chibo/rules"
import { Effect, Stream } from "effect"
import { type Count, counting } from "./aggregate.ts"
import { refresh } from "./build.ts"
import { type Database, knownAt } from "./database.ts"
import { type Facts, membership, open } from "./facts.ts"
import { compare, every, mostKnown } from "./reach.ts"
import { few, recent } from "./recent.ts"
import { isOf, type Steady, stateOf, unsupported, watch } from "./state.ts"

// model

/**
 * As known at which point: `latest` brings the tables up to the journal's head first; a position or moment that they do not reach is
 * `Unsupported`. `functions` are those of the packs whose measures are asked for.
 */
export interface SourceOptions {
  readonly knownAt: Known.KnownAt
  readonly functions: Measure.Functions
  readonly calendar?: WorkingDays.HolidayCalendar
  /** Subjects in one batch; 1,000 unless told. */
  readonly batchSize?: number
}

// constructors

/** The source over the tables of a database. */
export const makeSource = <E>(
  database: Database<E>,
  { knownAt: point, functions, calendar, batchSize = 1000 }: SourceOptions
): Effect.Effect<Brief.Source, Journal.JournalError> =>
  Effect.gen(function* () {
    const head = yield* headAt(database, point)
    const steady = yield* watch(database, head)
    const facts = yield* open(database, head, steady)
    const count = counting(database, head, steady)
    const { organisation, around } = facts
    const { hierarchy } = organisation
    const whole = Brief.fromRegister(organisation, {}, calendar === undefined ? {} : { calendar })

    const blocks = <A>(
      subjects: ReadonlyArray<string>,
      body: (block: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<A>, Brief.BriefError>
    ) => Effect.map(Effect.forEach(slices(subjects, batchSize), body), found => found.flat())

    const cellsOf = cellsAt(database, head, steady, hierarchy)
    return {
      head,
      hierarchy,
      calendar,
      subjects: (kind, unit, on) => {
        if (kind === "member") return told(kind, steady(membersWithin(database, head, hierarchy, unit, on)))
        if (kind === "cell" || kind === "unit") return whole.subjects(kind, unit, on)
        return Effect.flatMap(told(kind, steady(casesAt(database, head, kind))), ids =>
          Effect.map(
            blocks(ids, block =>
              Effect.flatMap(told(kind, around(kind, block, readsOf[kind])), register =>
                Effect.map(Brief.fromRegister(register, {}).subjects(kind, unit, on), inside => {
                  const own = new Set(block)
                  return inside.filter(id => own.has(id))
                })
              )
            ),
            found => found.sort()
          )
        )
      },
      governing: (question, subjects, on) => {
        if (question.governing === "itself") return whole.governing(question, subjects, on)
        if (question.governing === "cell-of-member")
          return blocks(subjects, block => Effect.map(told(question.id, cellsOf(block, on)), cells => block.map(each => cells.get(each))))
        const kind = caseOf(question)
        return blocks(subjects, block =>
          Effect.flatMap(told(question.id, around(kind, block, readsOf[kind])), register =>
            Brief.fromRegister(register, {}).governing(question, block, on)
          )
        )
      },
      read: request =>
        Stream.fromIterable(slices(request.subjects, batchSize)).pipe(
          Stream.zipWithIndex,
          Stream.mapEffect(([subjects, index]) =>
            measure(facts, count, functions, calendar, { ...request, subjects }, subjects.length <= few || index % every === 0)
          )
        ),
      changeDays: request => {
        const kinds = kindsOf(request.measures)
        if (kinds === undefined) return Effect.succeed(undefined)
        const register = kinds === "any" || kinds.length > 0 ? facts.naming(request.subject, kinds) : Effect.succeed(organisation)
        const days = (named: Register.Register) => Brief.fromRegister(named, {}).changeDays?.(request) ?? Effect.succeed(undefined)
        return Effect.flatMap(told(request.subject, register), days)
      }
    }
  })

// internal

const headAt = <E>(database: Database<E>, point: Known.KnownAt): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.gen(function* () {
    const { dialect, query } = database
    const { table, value } = dialect
    if (point === "latest") return yield* refresh(database)
    const reached = yield* stateOf(dialect, query)
    if (reached === undefined) return yield* Effect.fail(unsupported("there are no derived tables: build them first"))
    if (!(yield* isOf(dialect, query, reached)))
      return yield* Effect.fail(unsupported("the derived tables are those of another journal: build them again"))
    const asked = typeof point === "number" ? point : undefined
    const [row] =
      asked === undefined
        ? yield* query(
            `select position, digest from ${table("record")} where recorded_at <= ${value(1)} order by position desc limit 1`,
            String(point)
          )
        : yield* query(`select position, digest from ${table("record")} where position = cast(${value(1)} as bigint)`, asked)
    if ((asked ?? Number(row?.[0] ?? 0)) > reached.position)
      return yield* Effect.fail(unsupported(`the derived tables reach position ${reached.position}: refresh them, or ask for the latest`))
    // sound: stores count positions from 1
    return row === undefined ? Journal.emptyHead : { position: Number(row[0]) as Id.Position, digest: String(row[1]) }
  })

const told = <A>(about: string, effect: Effect.Effect<A, Journal.JournalError>): Effect.Effect<A, Brief.BriefError> =>
  Effect.mapError(effect, cause => new Brief.BriefError({ reason: "SourceFailed", about, cause }))

const slices = function* <A>(items: ReadonlyArray<A>, size: number): Generator<ReadonlyArray<A>> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}

type CaseKind = "exemption" | "assignment" | "transfer"

/** What the questions of who is asked about, and by whose rules, read of cases. */
const readsOf: Readonly<Record<CaseKind, ReadonlyArray<string>>> = {
  exemption: [
    ...membership,
    ...["requested", "proposed", "granted", "refused", "extended", "ended", "return-recorded"].map(step => `exemption.${step}`)
  ],
  assignment: [...membership, "border.assigned", "border.assignment-ended", "oversight.charge-ended"],
  transfer: ["letter-issued", "presented", "received", "extended", "ended", "collective"].map(step => `transfer.${step}`)
}

const caseOf = ({ governing }: Question.Question): CaseKind =>
  governing === "cell-of-request" ? "exemption" : governing === "cell-of-assignment" ? "assignment" : "transfer"

const casesAt = <E>({ dialect, query }: Database<E>, head: Journal.Head, role: CaseKind) =>
  Effect.map(
    query(
      `select distinct held.subject from ${dialect.table("derived_subject")} as held where held.role = '${role}' and ${knownAt(dialect, "held", 1)} order by held.subject`,
      head.position
    ),
    rows => rows.map(row => String(row[0]))
  )

const validOn = (alias: string, value: string): string =>
  `${alias}.valid_from <= ${value} and (${alias}.valid_until is null or ${alias}.valid_until > ${value})`

/** The members of a unit: those on the rolls of cells that by then were, or had become part of, a unit within it. */
const membersWithin = <E>(
  { dialect, query }: Database<E>,
  head: Journal.Head,
  hierarchy: Hierarchy.Hierarchy,
  unit: Id.UnitId,
  on: PlainDate.PlainDate
) =>
  Effect.gen(function* () {
    const { table, value, list } = dialect
    if (Hierarchy.unitOn(hierarchy, unit, on) === undefined) return []
    const within = new Set<string>([unit, ...Hierarchy.descendants(hierarchy, unit, on)])
    const recorded = yield* query(
      `select distinct held.cell from ${table("derived_membership")} as held where ${knownAt(dialect, "held", 1)} and ${validOn("held", value(2))}`,
      head.position,
      on
    )
    const cells = recorded.map(row => String(row[0])).filter(cell => within.has(mergedInto(hierarchy, cell, on) ?? ""))
    if (cells.length === 0) return []
    const members = yield* query(
      `select distinct held.member from ${list(3)} cross join ${table("derived_membership")} as held where held.cell = asked.item and ${knownAt(dialect, "held", 1)} and ${validOn("held", value(2))}`,
      head.position,
      on,
      JSON.stringify(cells)
    )
    return members.map(row => String(row[0])).sort()
  })

// sound: cells on rolls are units' ids
const mergedInto = (hierarchy: Hierarchy.Hierarchy, cell: string, on: PlainDate.PlainDate) =>
  Hierarchy.mergedInto(hierarchy, cell as Id.UnitId, on)

/** The cell of each member on a day. Their rolls are read as known, whatever the day. */
const cellsAt = <E>({ dialect, query }: Database<E>, head: Journal.Head, steady: Steady, hierarchy: Hierarchy.Hierarchy) => {
  const kept = recent<ReadonlyArray<ReadonlyArray<unknown>>>(64)
  return (members: ReadonlyArray<string>, on: PlainDate.PlainDate) => {
    const asked = JSON.stringify(members)
    const read = steady(
      query(
        `select held.member, held.cell, held.valid_from, held.valid_until from ${dialect.list(2)} cross join ${dialect.table("derived_membership")} as held
        where held.member = asked.item and ${knownAt(dialect, "held", 1)}`,
        head.position,
        asked
      )
    )
    return Effect.map(members.length > few ? read : kept(asked, read), rows => {
      const cells = new Map<string, Id.UnitId | undefined>()
      for (const [member, cell, from, until] of rows)
        if (String(from) <= on && (typeof until !== "string" || until > on))
          cells.set(String(member), mergedInto(hierarchy, String(cell), on))
      return cells
    })
  }
}

const measure = (
  facts: Facts,
  count: Count,
  functions: Measure.Functions,
  calendar: WorkingDays.HolidayCalendar | undefined,
  request: Brief.Request,
  looksFurther: boolean
): Effect.Effect<Brief.Batch, Brief.BriefError> =>
  Effect.gen(function* () {
    const columns = new Map<string, Brief.Column>()
    const reading = request.measures.filter(({ of }) => of.by === "computed")
    for (const [kind, measures] of grouped(reading)) {
      const absent = measures.find(({ id }) => functions[id] === undefined)
      if (absent !== undefined) return yield* new Brief.BriefError({ reason: "UnknownMeasure", about: absent.id })
      const reads = [...new Set(measures.flatMap(({ of }) => (of.by === "computed" ? of.reads : [])))]
      const about = measures[0]?.id ?? ""
      const register = yield* told(about, facts.around(kind, request.subjects, reads))
      const options = { batchSize: Math.max(1, request.subjects.length), ...(calendar === undefined ? {} : { calendar }) }
      const asked = { ...request, measures }
      const batches = yield* Stream.runCollect(Brief.fromRegister(register, functions, options).read(asked))
      for (const batch of batches) for (const [id, column] of batch.columns) columns.set(id, column)
      const [batch] = batches
      const place = mostKnown(register, request.subjects)
      const subject = request.subjects[place]
      if (!looksFurther || batch === undefined || subject === undefined) continue
      const wider = yield* told(about, facts.wider(kind, [subject], reads))
      yield* compare(batch, place, asked, Brief.fromRegister(wider, functions, options))
    }
    for (const { id, of, type } of request.measures) {
      if (of.by === "computed") continue
      const counted = yield* told(id, count(of, request.subjects, request.on))
      const values = counted.map(each => (of.by === "count" ? each.count : each.count > 0))
      const column = Brief.column(type, values, index => counted[index]?.positions ?? [])
      if (column === undefined) return yield* new Brief.BriefError({ reason: "WrongType", about: id })
      columns.set(id, column)
    }
    return { subjects: request.subjects, on: request.on, columns }
  })

const grouped = (measures: ReadonlyArray<Measure.Measure>): ReadonlyMap<Measure.SubjectKind, ReadonlyArray<Measure.Measure>> =>
  Map.groupBy(measures, ({ subject }) => subject)

/** The kinds of fact whose days tell when measures change; `any` where measures say that facts of whatever kind do, nothing where any day may. */
const kindsOf = (measures: ReadonlyArray<Measure.Measure>): ReadonlyArray<string> | "any" | undefined => {
  if (measures.some(({ of, changes }) => of.by === "computed" && changes !== "facts" && changes !== "never")) return undefined
  if (measures.some(({ of, changes }) => of.by === "computed" && changes === "facts")) return "any"
  return [...new Set(measures.flatMap(({ of }) => (of.by === "computed" ? [] : [of.kind])))]
}
