/**
 * Who would be advised differently under another rulebook, from what to what, and by which clause.
 *
 * @since 0.1.0
 */
import type { Id, PlainDate } from "@chibo/core"
import { Effect, Stream } from "effect"
import { type Advice, key, summary } from "./Advice.ts"
import * as Brief from "./Brief.ts"
import type { Wording } from "./Citation.ts"
import { one } from "./Engine.ts"
import { labelOfOutcome } from "./Explain.ts"
import * as Question from "./Question.ts"
import * as Rulebook from "./Rulebook.ts"
import { words } from "./wording/words.ts"

// model

/** A subject that is advised differently. The clauses are those that decide on each side; none where nothing is decided. */
export interface Flip {
  readonly question: string
  readonly label: Wording
  readonly subject: string
  readonly from: Said
  readonly to: Said
  /** How many of the measures that either side reads are known. */
  readonly known: number
  readonly before: Advice | undefined
  readonly after: Advice | undefined
}

/** What one side says: the outcome's id or the kind of silence, and the clauses that say it. */
export interface Said {
  readonly outcome: string
  readonly label: Wording
  readonly clauses: ReadonlyArray<string>
}

/** All flips of one kind: the same question, from and to the same, by the same clauses. */
export interface FlipKind {
  readonly question: string
  readonly label: Wording
  readonly from: Said
  readonly to: Said
  readonly count: number
  /** The flip with the fewest known measures; of several, the first by id. */
  readonly smallest: Flip
}

// operations

/**
 * Every flip among the subjects of a unit, question by question. A question that only one rulebook asks counts as unanswered by the other.
 *
 * @since 0.1.0
 */
export const rulebooks = (
  before: Rulebook.Rulebook,
  after: Rulebook.Rulebook,
  source: Brief.Source,
  among: { readonly unit: Id.UnitId; readonly on: PlainDate.PlainDate; readonly questions?: ReadonlyArray<string> }
): Stream.Stream<Flip, Brief.BriefError> => {
  const ids = among.questions ?? [...new Set([...before.questions.keys(), ...after.questions.keys()])]
  return Stream.fromIterable(ids).pipe(
    Stream.flatMap(id => {
      const question = after.questions.get(id) ?? before.questions.get(id)
      if (question === undefined) return Stream.empty
      const on = Question.dayFor(question, among.on)
      const measures = new Map([before, after].flatMap(each => Rulebook.measuresOf(each, [id])).map(measure => [measure.id, measure]))
      return Stream.fromEffect(source.subjects(question.subject, among.unit, on)).pipe(
        Stream.flatMap(subjects => source.read({ measures: [...measures.values()], subjects, on })),
        Stream.map(
          (batch): ReadonlyArray<Flip> =>
            Array.from({ length: batch.subjects.length }, (_, i) => {
              const brief = Brief.row(batch, i, source.head, source.calendar)
              const known = [...measures.keys()].filter(measure => brief.get(measure) !== undefined).length
              return flip(before, after, question, brief, known)
            }).flat()
        ),
        Stream.flatMap(Stream.fromIterable)
      )
    })
  )
}

/**
 * The kinds of flips, the most frequent first, each with its smallest example.
 *
 * @since 0.1.0
 */
export const kinds = <E, R>(flips: Stream.Stream<Flip, E, R>): Effect.Effect<ReadonlyArray<FlipKind>, E, R> =>
  Stream.runFold(
    flips,
    () => new Map<string, FlipKind>(),
    (found, each) => {
      const id = JSON.stringify([each.question, each.from.outcome, each.to.outcome, each.from.clauses, each.to.clauses])
      const { question, label, from, to } = each
      const kind = found.get(id) ?? { question, label, from, to, count: 0, smallest: each }
      return found.set(id, { ...kind, count: kind.count + 1, smallest: smaller(each, kind.smallest) ? each : kind.smallest })
    }
  ).pipe(Effect.map(found => [...found.values()].sort((a, b) => b.count - a.count || compare(keyOf(a), keyOf(b)))))

/**
 * The kinds of flips as text.
 *
 * @since 0.1.0
 */
export const toText = (found: ReadonlyArray<FlipKind>, lang: keyof Wording): string => {
  const t = words[lang].compare
  if (found.length === 0) return t.none
  const clauses = (said: Said) => (said.clauses.length === 0 ? t.noClause : said.clauses.join(", "))
  return found
    .map(({ label, from, to, count, smallest }) =>
      [
        t.flip(label[lang], from.label[lang], to.label[lang], count),
        `  ${t.by(clauses(from), clauses(to))}`,
        `  ${t.example(smallest.subject, smallest.known)}`
      ].join("\n")
    )
    .join("\n")
}

// internal

const flip = (
  before: Rulebook.Rulebook,
  after: Rulebook.Rulebook,
  { id, label }: Question.Question,
  brief: Brief.Brief,
  known: number
): ReadonlyArray<Flip> => {
  const [was, is] = [before, after].map(rulebook => {
    const question = rulebook.questions.get(id)
    return question === undefined ? undefined : one(rulebook, question, brief)
  })
  if ((was === undefined ? "" : key(was)) === (is === undefined ? "" : key(is))) return []
  const from = said(before, id, was)
  const to = said(after, id, is)
  return [{ question: id, label, subject: brief.subject, from, to, known, before: was, after: is }]
}

const said = (rulebook: Rulebook.Rulebook, question: string, advice: Advice | undefined): Said => {
  if (advice === undefined)
    return { outcome: "unanswered", label: { vi: words.vi.outcome.unanswered, en: words.en.outcome.unanswered }, clauses: [] }
  const outcome = summary(advice)
  const clauses =
    advice._tag === "NotApplicable" ? advice.because : advice._tag === "Undetermined" ? [] : advice.answers.map(answer => answer.clause)
  return { outcome, label: labelOfOutcome(rulebook.questions.get(question), outcome), clauses: [...clauses].sort() }
}

const smaller = (a: Flip, b: Flip): boolean => a.known < b.known || (a.known === b.known && a.subject < b.subject)

const keyOf = (kind: FlipKind): string => [kind.question, kind.from.outcome, kind.to.outcome, kind.from.clauses, kind.to.clauses].join("\n")

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
