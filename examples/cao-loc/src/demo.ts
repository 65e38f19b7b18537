/** The main job: files into a journal, a register from the journal, rules over the register, a report beside the article. */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Csv from "@chibo/adapters/csv"
import { Fact, Hierarchy, type Id, Intake, Journal, PlainDate, Register } from "@chibo/core"
import { Brief, Engine, Explain, Question, Report, type Task } from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Data, Effect, Stream } from "effect"
import { articleDay, type Compared, compare } from "./compare.ts"
import * as activity from "./profiles-activity.ts"
import * as belonging from "./profiles-members.ts"
import * as profiles from "./profiles.ts"

/** The packs of the example, the highest first. */
export const packs = [Vietnam.pack, CaoLoc.pack]

/** What the demo found. */
export interface Answer {
  readonly asOf: PlainDate.PlainDate
  readonly knownAt: number
  readonly units: ReadonlyArray<{
    readonly unit: string
    readonly code: string | null
    readonly name: string
    readonly members: number
    /** Members who stood on a roll of the six border units the day before those ceased; `null` while the district is in being. */
    readonly fromBorderUnits: number | null
    readonly packs: ReadonlyArray<string>
    readonly lapsed: Report.Report["lapsed"]
  }>
  readonly figures: ReadonlyArray<Compared>
  readonly shown: ReadonlyArray<Report.Figure>
  readonly reports: ReadonlyArray<Report.Report>
  readonly tallies: ReadonlyArray<Report.Tally>
  readonly departures: ReadonlyArray<Report.Departure>
  readonly quotas: ReadonlyArray<Report.QuotaFinding>
  readonly tasks: ReadonlyArray<Task.Task & { readonly unitName: string; readonly member: string | null }>
  readonly rejectedRows: ReadonlyArray<Csv.BadRow>
  /** What is wrong across facts; they were recorded all the same. */
  readonly findings: ReadonlyArray<Finding>
  readonly imports: ReadonlyArray<ImportCounts>
  readonly writtenTo?: { readonly json: string; readonly html: string }
}

interface Finding {
  readonly code: string
  readonly vi: string
  readonly en: string
}

type ImportCounts = Pick<Csv.Report, "file" | "total" | "good" | "known" | "proposed" | "bad">

/** A file cannot be read as a whole; what was imported of the files before it stays. */
export class FileRefused extends Data.TaggedError("FileRefused")<{ readonly file: string; readonly error: Csv.FileError }> {}

const refusedAs = (file: string) =>
  Effect.mapError(<E>(error: E) =>
    error instanceof Csv.FileError ? new FileRefused({ file, error }) : (error as Exclude<E, Csv.FileError>)
  ) // sound: just told apart

/** A file by its name, and how it is imported. */
const source = <C extends Csv.Columns, K extends Csv.PlainKind>(name: string, profile: Csv.Profile<C, K, profiles.Context>) => ({
  name,
  import: (bytes: Uint8Array, context: profiles.Context) =>
    Csv.importFile({ name, bytes }, profile, { context, recordedBy: "demo" }).pipe(refusedAs(name))
})

const sources = [
  source("units.csv", profiles.units),
  source("unit-changes.csv", profiles.unitChanges),
  source("designations.csv", profiles.designations),
  source("members.csv", belonging.members),
  source("transfers.csv", belonging.transfers),
  source("departures.csv", belonging.departures),
  source("offices.csv", profiles.offices),
  source("charges.csv", profiles.charges),
  source("assignments.csv", profiles.assignments),
  source("exemptions.csv", activity.exemptions),
  source("meetings.csv", activity.meetings),
  source("evaluations-members.csv", activity.memberEvaluations),
  source("evaluations-units.csv", activity.unitEvaluations)
]

/** The digest of all files of a folder: journals of other input stand in other files. */
export const digestOfFiles = (folder: string): string => {
  const hash = createHash("sha256")
  for (const name of readdirSync(folder)
    .filter(each => each.endsWith(".csv"))
    .sort())
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)))
  return hash.digest("hex")
}

type Loaded = Pick<Answer, "rejectedRows" | "findings" | "imports">

/** Imports every file once: a fact of the example's own tells that these files are in the journal, and what was rejected. */
export const load = Effect.fnUntraced(function* (folder: string) {
  const journal = yield* Journal.Journal
  const digest = digestOfFiles(folder)
  const marks = yield* Stream.runCollect(journal.read({ kinds: ["other"] }))
  for (const { fact } of marks) {
    if (!(fact instanceof Fact.Unread) && fact.kind === "other" && fact.namespace === "cao-loc-example" && fact.data.files === digest) {
      // sound: this program wrote it, below
      return fact.data as unknown as Loaded
    }
  }
  const bytes = (name: string) => readFileSync(join(folder, name))
  const founded = yield* Effect.fromResult(Csv.read(bytes("units.csv"), profiles.units, undefined)).pipe(refusedAs("units.csv"))
  const facts = founded.rows.flatMap(row => (row._tag === "Read" ? row.facts : []))
  const context = { units: new Set<string>(facts.flatMap(fact => (fact.kind === "unit.founded" ? [fact.unit] : []))) }
  const rejectedRows: Array<Csv.BadRow> = []
  const imports: Array<ImportCounts> = []
  for (const each of sources) {
    const report = yield* each.import(bytes(each.name), context)
    const { file, total, good, known, proposed, bad } = report
    imports.push({ file, total, good, known, proposed, bad })
    rejectedRows.push(...report.badRows)
  }
  const recorded = yield* Stream.runCollect(journal.read({}))
  const everything = recorded.flatMap(({ fact: each }) => (each instanceof Fact.Unread ? [] : [each]))
  const findings = Intake.check(Register.build([], { knownAt: "latest" }), everything).violations.map(violation => ({
    code: violation.code,
    vi: violation.message("vi"),
    en: violation.message("en")
  }))
  const mark = { files: digest, rejectedRows, findings, imports }
  yield* journal.append({
    operation: Journal.operation(`files-${digest.slice(0, 40)}`),
    source: "cao-loc-example",
    recordedBy: "demo",
    facts: [
      Fact.make({
        kind: "other",
        on: articleDay,
        namespace: "cao-loc-example",
        name: "imported",
        schemaVersion: 1,
        data: JSON.parse(JSON.stringify(mark))
      })
    ]
  })
  return mark
})

/** The register of all that is recorded. */
export const register = Effect.gen(function* () {
  const journal = yield* Journal.Journal
  return Register.build(yield* Stream.runCollect(journal.read({})), { knownAt: "latest" })
})

/** The report on a day: of the district while it is in being, afterwards of the units that succeeded its border units. */
export const answer = Effect.fnUntraced(function* (folder: string, asOf: PlainDate.PlainDate, lang: "vi" | "en") {
  const { rejectedRows, findings, imports } = yield* load(folder)
  const known = yield* register
  const source = Brief.fromRegister(known, Vietnam.functions)
  const { district } = CaoLoc
  const { hierarchy } = known
  const border = borderUnits(hierarchy, asOf)
  const units = Hierarchy.unitOn(hierarchy, district, asOf) === undefined ? border.successors : [district]
  const reports: Array<Report.Report> = []
  for (const unit of units) reports.push(yield* Report.make(packs, source, unit, asOf))
  /** A task about an exemption is about the member exempted. */
  const exempted = new Map<string, string>(Register.exemptions(known).map(each => [each.exemption, each.member]))
  const shown = reports.flatMap(report => report.figures)
  const found: Answer = {
    asOf,
    knownAt: known.position,
    units: reports.map(report => {
      const on = Register.membersOf(known, report.unit, asOf)
      return {
        unit: report.unit,
        code: Hierarchy.unitOn(hierarchy, report.unit, asOf)?.code ?? null,
        name: report.name ?? report.unit,
        members: on.length,
        fromBorderUnits: border.lastDay === undefined ? null : on.filter(member => border.before(known, member)).length,
        packs: report.packs,
        lapsed: report.lapsed
      }
    }),
    figures: compare(shown, asOf === articleDay, lang),
    shown,
    reports,
    tallies: addUp(reports.map(report => report.tallies)),
    departures: reports.flatMap(report => report.departures),
    quotas: reports.flatMap(report => report.quotas),
    tasks: reports
      .flatMap(report => report.tasks)
      .map(task => ({
        ...task,
        unitName: Hierarchy.unitOn(hierarchy, task.unit, asOf)?.name ?? task.unit,
        member: exempted.get(task.subject) ?? null
      })),
    rejectedRows,
    findings,
    imports
  }
  return found
})

/** Why a member is decided as they are: their evaluation of the last full year, and each of their exemptions. */
export const why = Effect.fnUntraced(function* (folder: string, member: string, asOf: PlainDate.PlainDate, lang: "vi" | "en") {
  yield* load(folder)
  const known = yield* register
  const source = Brief.fromRegister(known, Vietnam.functions)
  const id = Register.members(known).find(each => each === member)
  if (id === undefined) return undefined
  const yearEnd = Question.dayFor(Vietnam.questions.memberEvaluation, asOf)
  const { exemptionRequest, exemptionUpkeep, memberEvaluation } = Vietnam.questions
  const lines = [standingLine(known, id, asOf, lang)]
  const explain = (found: Effect.Success<ReturnType<typeof Report.adviceFor>>) =>
    lines.push(
      ...found.map(answered =>
        [Explain.toText(Explain.why(answered.rulebook, answered.advice, answered.brief), lang), ...otherwise(answered, lang)].join("\n")
      )
    )
  for (const { exemption } of Register.exemptionsOf(known, id)) {
    explain(yield* Report.adviceFor(packs, source, [exemptionRequest, exemptionUpkeep], exemption, asOf))
    const period = { from: PlainDate.addMonths(asOf, -6), until: PlainDate.addMonths(asOf, 6) }
    const line = yield* Engine.timeline(packs, exemptionUpkeep, source, exemption, period)
    lines.push(`${exemptionUpkeep.label[lang]}, ${lang === "vi" ? "diễn biến" : "over time"}:\n${Engine.timelineToText(line, lang)}`)
  }
  explain(yield* Report.adviceFor(packs, source, [memberEvaluation], id, asOf))
  const decided = Register.evaluationsOf(known, id, PlainDate.year(yearEnd)).decided
  if (decided !== undefined) {
    const grade = Vietnam.measures.grades[decided.fact.grade][lang]
    const by = Hierarchy.unitOn(known.hierarchy, decided.fact.by, decided.fact.on)?.name ?? decided.fact.by
    lines.push(
      lang === "vi"
        ? `Đã quyết định: ${grade} (${by}, sự việc số ${decided.position})`
        : `Decided: ${grade} (${by}, fact ${decided.position})`
    )
  }
  return lines.join("\n\n")
})

// internal

/** Where the outcome is not one that grants or finds in order: what would have to be otherwise for each that does. */
const otherwise = ({ rulebook, advice, brief }: Engine.Answered, lang: "vi" | "en"): ReadonlyArray<string> => {
  const question = rulebook.questions.get(advice.question)
  const permissive = question?.permissive ?? []
  if (question === undefined || advice._tag !== "Outcome" || permissive.includes(advice.outcome)) return []
  return permissive.map(outcome => Explain.whyNotToText(Explain.whyNot(rulebook, question, brief, outcome), lang))
}

const standingLine = (known: Register.Register, member: Id.MemberId, asOf: PlainDate.PlainDate, lang: "vi" | "en"): string => {
  const cell = Register.cellOf(known, member, asOf)
  const name = cell === undefined ? "–" : (Hierarchy.unitOn(known.hierarchy, cell, asOf)?.name ?? cell)
  const is = Register.standing(known, member, asOf)?.is ?? "?"
  const words = {
    vi: {
      official: "đảng viên chính thức",
      probationary: "đảng viên dự bị",
      former: "không còn là đảng viên ở đây",
      "not-yet": "chưa kết nạp",
      "?": "chưa rõ"
    },
    en: {
      official: "official member",
      probationary: "probationary member",
      former: "no longer a member here",
      "not-yet": "not yet admitted",
      "?": "not known"
    }
  }
  return `${member}: ${words[lang][is]}, ${name}`
}

const borderUnits = (hierarchy: Hierarchy.Hierarchy, asOf: PlainDate.PlainDate) => {
  const last = Hierarchy.ceasedOn(hierarchy, CaoLoc.district)
  const lastDay = last === undefined || asOf < last ? undefined : PlainDate.addDays(last, -1)
  const former =
    lastDay === undefined
      ? []
      : Hierarchy.children(hierarchy, CaoLoc.district, lastDay).filter(unit =>
          Hierarchy.designations(hierarchy, unit, lastDay).includes("border-area")
        )
  const successors = [...new Set(former.flatMap(unit => living(Hierarchy.successors(hierarchy, unit, asOf))))].sort()
  const before = (known: Register.Register, member: Id.MemberId): boolean => {
    const cell = lastDay === undefined ? undefined : Register.cellOf(known, member, lastDay)
    return cell !== undefined && lastDay !== undefined && former.some(unit => Hierarchy.within(hierarchy, cell, unit, lastDay))
  }
  return { lastDay, successors, before }
}

const living = ({ mapped, split }: Hierarchy.Successors): ReadonlyArray<Id.UnitId> =>
  [...(mapped === undefined ? [] : [mapped]), ...split].flat()

const addUp = (all: ReadonlyArray<ReadonlyArray<Report.Tally>>): ReadonlyArray<Report.Tally> => {
  const sums = new Map<string, Report.Tally>()
  for (const tally of all.flat()) {
    const answers = { ...sums.get(tally.question)?.answers }
    for (const [key, n] of Object.entries(tally.answers)) answers[key] = (answers[key] ?? 0) + n
    sums.set(tally.question, { ...tally, answers })
  }
  return [...sums.values()]
}
