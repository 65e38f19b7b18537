/**
 * Measures from the derived tables: aggregates are counted by the database, a batch of subjects at a time; computed ones are given the facts
 * that they read, in a small register for each batch.
 *
 * Everything is as known at one position, which rows carry: what is recorded later changes nothing of what such a source says.
 */
import { Hierarchy, type Id, Journal, type Known, PlainDate, type WorkingDays } from "@chibo/core"
import { Brief, type Measure, type Question } from "@chibo/rules"
import { Effect, Stream } from "effect"
import { positionOf, refresh } from "./build.ts"
import { type Database, knownAt } from "./database.ts"
import { type Facts, membership, open } from "./facts.ts"

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
    const facts = yield* open(database, head)
    const { organisation, around } = facts
    const { hierarchy } = organisation
    const whole = Brief.fromRegister(organisation, {}, calendar === undefined ? {} : { calendar })

    const blocks = <A>(
      subjects: ReadonlyArray<string>,
      body: (block: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<A>, Brief.BriefError>
    ) => Effect.map(Effect.forEach(slices(subjects, batchSize), body), found => found.flat())

    const cellsOf = cellsAt(database, head, hierarchy)
    return {
      head,
      hierarchy,
      calendar,
      subjects: (kind, unit, on) => {
        if (kind === "member") return told(kind, membersWithin(database, head, hierarchy, unit, on))
        if (kind === "cell" || kind === "unit") return whole.subjects(kind, unit, on)
        return Effect.flatMap(told(kind, casesAt(database, head, kind)), ids =>
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
          Stream.mapEffect(subjects => measure(database, facts, head, functions, calendar, { ...request, subjects }))
        )
    }
  })

// internal

const headAt = <E>(database: Database<E>, point: Known.KnownAt): Effect.Effect<Journal.Head, Journal.JournalError> =>
  Effect.gen(function* () {
    const { dialect, query } = database
    const { table, value } = dialect
    if (point === "latest") return yield* refresh(database)
    const reached = yield* positionOf(dialect, query)
    if (reached === undefined) return yield* Effect.fail(unsupported("there are no derived tables: build them first"))
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

const unsupported = (what: string) => new Journal.JournalError({ reason: { _tag: "Unsupported", what } })

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

const cellsAt =
  <E>({ dialect, query }: Database<E>, head: Journal.Head, hierarchy: Hierarchy.Hierarchy) =>
  (members: ReadonlyArray<string>, on: PlainDate.PlainDate) =>
    Effect.map(
      query(
        `select held.member, held.cell from ${dialect.list(3)} cross join ${dialect.table("derived_membership")} as held where held.member = asked.item and ${knownAt(dialect, "held", 1)} and ${validOn("held", dialect.value(2))}`,
        head.position,
        on,
        JSON.stringify(members)
      ),
      rows => new Map(rows.map(([member, cell]) => [String(member), mergedInto(hierarchy, String(cell), on)]))
    )

const measure = <E>(
  database: Database<E>,
  facts: Facts,
  head: Journal.Head,
  functions: Measure.Functions,
  calendar: WorkingDays.HolidayCalendar | undefined,
  request: Brief.Request
): Effect.Effect<Brief.Batch, Brief.BriefError> =>
  Effect.gen(function* () {
    const columns = new Map<string, Brief.Column>()
    const reading = request.measures.filter(({ of }) => of.by === "computed")
    for (const [kind, measures] of grouped(reading)) {
      const absent = measures.find(({ id }) => functions[id] === undefined)
      if (absent !== undefined) return yield* new Brief.BriefError({ reason: "UnknownMeasure", about: absent.id })
      const reads = [...new Set(measures.flatMap(({ of }) => (of.by === "computed" ? of.reads : [])))]
      const register = yield* told(measures[0]?.id ?? "", facts.around(kind, request.subjects, reads))
      const options = { batchSize: Math.max(1, request.subjects.length), ...(calendar === undefined ? {} : { calendar }) }
      const batches = yield* Stream.runCollect(Brief.fromRegister(register, functions, options).read({ ...request, measures }))
      for (const batch of batches) for (const [id, column] of batch.columns) columns.set(id, column)
    }
    for (const { id, of, type } of request.measures) {
      if (of.by === "computed") continue
      const counted = yield* told(id, aggregate(database, head, of, request.subjects, request.on))
      const values = counted.map(({ count }) => (of.by === "count" ? count : count > 0))
      const column = Brief.column(type, values, index => positionsOf(counted[index]?.positions))
      if (column === undefined) return yield* new Brief.BriefError({ reason: "WrongType", about: id })
      columns.set(id, column)
    }
    return { subjects: request.subjects, on: request.on, columns }
  })

const grouped = (measures: ReadonlyArray<Measure.Measure>): ReadonlyMap<Measure.SubjectKind, ReadonlyArray<Measure.Measure>> =>
  Map.groupBy(measures, ({ subject }) => subject)

// sound: positions as the database joined them
const positionsOf = (joined: string | undefined): ReadonlyArray<Id.Position> =>
  joined === undefined ? [] : joined.split(",").map(position => Number(position) as Id.Position)

interface Counted {
  readonly count: number
  readonly positions?: string
}

/** One statement for all subjects. A subject is looked for among members and units; only where it is neither, among cases. */
const aggregate = <E>(
  { dialect, query }: Database<E>,
  head: Journal.Head,
  of: Measure.Aggregate,
  subjects: ReadonlyArray<string>,
  on: PlainDate.PlainDate
): Effect.Effect<ReadonlyArray<Counted>, Journal.JournalError> => {
  const { table, value, list, json } = dialect
  const values: Array<string | number> = [JSON.stringify(subjects), head.position, of.kind, on, startOf(of.window, on) ?? ""]
  const conditions = (of.where ?? []).map(({ field, in: allowed }) => {
    if (!/^[A-Za-z]\w*$/.test(field)) return "1 = 0" // no fact has such a field
    const wanted = list(values.push(JSON.stringify(allowed.map(each => JSON.stringify(each)))))
    return `${json("entry.fields")} ->> '${field}' in (select item from ${wanted})`
  })
  const entry =
    conditions.length === 0
      ? ""
      : `and exists (select 1 from ${table("derived_entry")} as entry where entry.position = held.position and entry.known_from = held.known_from and ${conditions.join(" and ")})`
  const sql = `select at, count(*), string_agg(cast(position as text), ',' order by on_day, position) from (
    select distinct asked.at, held.position, held.on_day from ${list(1)} cross join ${table("derived_subject")} as held
    where held.subject = asked.item and held.kind = ${value(3)} and held.on_day <= ${value(4)} and held.on_day >= ${value(5)}
      and ${knownAt(dialect, "held", 2)} and held.role not in ('membership', 'details')
      and (held.role in ('member', 'unit') or not exists (
        select 1 from ${table("derived_subject")} as named
        where named.subject = held.subject and named.role in ('member', 'unit') and ${knownAt(dialect, "named", 2)}))
      ${entry}
  ) as counted group by at`
  return Effect.map(query(sql, ...values), rows => {
    const counted: Array<Counted> = subjects.map(() => ({ count: 0 }))
    for (const [at, count, positions] of rows) counted[Number(at)] = { count: Number(count), positions: String(positions) }
    return counted
  })
}

const startOf = (window: Measure.Aggregate["window"], on: PlainDate.PlainDate): PlainDate.PlainDate | undefined => {
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
