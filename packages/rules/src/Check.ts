/**
 * What is wrong, doubtful or worth knowing about a pack, found without any facts: by the stable codes that `docs/checks` explains.
 *
 * Gaps and overlaps are found by analysis, not by sampling; what it cannot decide is counted as `not-analysed`.
 *
 * @since 0.2.0
 */
import { Period, PlainDate } from "@chibo/core"
import { Result } from "effect"
import { type Case, type Findings, findings } from "./analysis/Findings.ts"
import { daysOf, factsOf } from "./analysis/Saying.ts"
import type { Stacked } from "./analysis/Situation.ts"
import { fromDiagnostic, type Remark, remark, tells, unique } from "./check/remark.ts"
import { type Citation, isVerified, render } from "./Citation.ts"
import type * as Dated from "./Dated.ts"
import type { Setting } from "./Measure.ts"
import { isOfClause } from "./Overlay.ts"
import { expressionsOfOverlay } from "./pack/references.ts"
import * as Rulebook from "./Rulebook.ts"
import { diagnose, expressionsOf, referencesOf, type RulePack } from "./RulePack.ts"

// model

export { type Code, type Remark, type Severity, severities } from "./check/remark.ts"

// operations

/**
 * Everything found about a pack under the packs above it, the highest first. `on` is the day for which it is asked whether values are past their
 * review and questions covered; without it, nothing is `stale`, and questions need only be covered between their first and last clause.
 *
 * A pack that is wrong by itself, or does not fit under those above it, is not analysed: what is wrong with it comes first.
 *
 * @since 0.2.0
 */
export const pack = (pack: RulePack, above: ReadonlyArray<RulePack> = [], on?: PlainDate.PlainDate): ReadonlyArray<Remark> => {
  const wrong = diagnose(pack)
  if (wrong.length > 0) return unique(wrong.map(fromDiagnostic))
  const own = sources(pack, on)
  const book = Rulebook.make([...above, pack])
  if (Result.isFailure(book)) return unique([...own, ...book.failure.diagnostics.map(fromDiagnostic)])
  const questions = partOf(book.success, pack)
  const before = above.length === 0 ? undefined : Rulebook.make(above)
  const known = before === undefined || Result.isFailure(before) ? [] : analysed(before.success, pack.id, questions, on)
  const found = analysed(book.success, pack.id, questions, on).filter(remark => !known.some(each => tells(each, remark)))
  return unique([...own, ...unaffirmed(pack, book.success), ...unused(pack, book.success), ...found])
}

// internal

type Cited = readonly [about: string, inForce: Period.Period, cites: ReadonlyArray<Citation>]

/** What the citations alone tell: wording that nobody read, and reviews that are due. */
const sources = (pack: RulePack, on: PlainDate.PlainDate | undefined): ReadonlyArray<Remark> => {
  const valuesOf = (id: string, values: Dated.Dated<Setting>): ReadonlyArray<Cited> =>
    values.flatMap(entry => {
      if (entry.state === "unread") return []
      const cites = entry.state === "known" ? entry.cites : entry.values.flatMap(each => each.cites)
      return [[id, entry.inForce, cites] as const]
    })
  const cited: ReadonlyArray<Cited> = [
    ...pack.clauses.flatMap(clause => (clause.type === "unread" ? [] : [[clause.id, clause.inForce, clause.cites] as const])),
    ...pack.parameters.flatMap(parameter => valuesOf(parameter.id, parameter.values)),
    ...pack.overlays.flatMap(overlay =>
      isOfClause(overlay) ? [[overlay.id, overlay.inForce, overlay.cites] as const] : valuesOf(overlay.departsFrom, overlay.values)
    )
  ]
  return cited.flatMap(([about, inForce, cites]) => {
    const [first] = cites
    const days = daysOf(inForce)
    const notRead =
      first === undefined || cites.some(isVerified)
        ? []
        : [
            remark(
              "unverified",
              pack.id,
              about,
              `chưa ai đọc nguyên văn: ${render(first, "vi")} (${days.vi})`,
              `nobody has read the wording: ${render(first, "en")} (${days.en})`,
              { days: inForce }
            )
          ]
    const due =
      on === undefined || !Period.contains(inForce, on) ? [] : cites.filter(cite => cite.reviewBy !== undefined && cite.reviewBy < on)
    const stale = due.map(cite => {
      const by = cite.reviewBy ?? cite.text.date ?? inForce.from
      return remark(
        "stale",
        pack.id,
        about,
        `đã quá hạn rà soát ${PlainDate.formatVietnamese(by)}: ${render(cite, "vi")}`,
        `past its review of ${by}: ${render(cite, "en")}`,
        { days: inForce }
      )
    })
    return [...notRead, ...stale]
  })
}

/** Overlays whose base is not the one that their author has read. */
const unaffirmed = (pack: RulePack, book: Rulebook.Rulebook): ReadonlyArray<Remark> =>
  book.unaffirmed.flatMap(({ pack: from, overlay, departsFrom, now }) =>
    from !== pack.id
      ? []
      : [
          remark(
            "unaffirmed",
            pack.id,
            overlay,
            `«${departsFrom}» của cấp trên không còn như khi viết: đọc lại rồi xác nhận bằng «${now}»; cho tới lúc đó không kết luận được`,
            `the higher «${departsFrom}» is not what this was written for: read it again and affirm «${now}»; until then nothing is concluded`,
            { other: departsFrom }
          )
        ]
  )

const unused = (pack: RulePack, book: Rulebook.Rulebook): ReadonlyArray<Remark> => {
  const read = referencesOf(
    book.packs.flatMap(each => [
      ...each.clauses.flatMap(expressionsOf),
      ...each.overlays.flatMap(expressionsOfOverlay),
      ...each.indicators.flatMap(indicator => [indicator.population, indicator.numerator])
    ])
  ).parameters
  return pack.parameters.flatMap(({ id }) =>
    read.has(id) ? [] : [remark("parameter-unused", pack.id, id, "không điều khoản nào dùng tham số này", "no clause reads this parameter")]
  )
}

/** How many branches each search may look at, and all of a pack together: what is not decided then is counted as `not-analysed`. */
const budget = 500
const work = 200_000

/** The questions that a pack asks, answers, or changes a clause or a value of. */
const partOf = (book: Rulebook.Rulebook, pack: RulePack): ReadonlySet<string> => {
  const departs = new Set(pack.overlays.map(overlay => overlay.departsFrom))
  const takesPart = (id: string): boolean => {
    const answering = book.clauses.get(id) ?? []
    const read = referencesOf(answering.flatMap(clause => expressionsOf(clause.value))).parameters
    return (
      pack.questions.some(each => each.id === id) ||
      answering.some(clause => clause.pack === pack.id) ||
      [...departs].some(each => read.has(each))
    )
  }
  return new Set([...book.questions.keys()].filter(takesPart))
}

/** What analysis finds about questions. Each may use its share of what those before it left over. */
const analysed = (
  book: Rulebook.Rulebook,
  pack: string,
  questions: ReadonlySet<string>,
  on: PlainDate.PlainDate | undefined
): ReadonlyArray<Remark> => {
  const asked = [...book.questions.values()].filter(({ id }) => questions.has(id))
  let left = work
  return asked.flatMap((question, i) => {
    if ((book.clauses.get(question.id) ?? []).length === 0) return question.open === true ? [] : [unanswered(pack, question.id)] // lower packs answer it
    const share = left / (asked.length - i)
    const shared = { left: share }
    const found = findings(book, question, { budget, shared })
    left -= share - shared.left
    return said(book, pack, question.id, found, on)
  })
}

const unanswered = (pack: string, question: string): Remark =>
  remark("period-not-covered", pack, question, "không điều khoản nào trả lời câu hỏi này", "no clause answers this question")

const said = (
  stacked: Stacked,
  pack: string,
  question: string,
  found: Findings,
  on: PlainDate.PlainDate | undefined
): ReadonlyArray<Remark> => {
  const facts = (each: Case): { readonly vi: string; readonly en: string; readonly more: Partial<Remark> } => {
    const [values, days] = [factsOf(stacked, each.witness), daysOf(each.days)]
    return {
      vi: `${days.vi}: ${values.vi}`,
      en: `${days.en}: ${values.en}`,
      more: { days: each.days, witness: each.witness }
    }
  }
  const why = {
    never: { vi: "điều kiện không bao giờ đúng", en: "its condition can never hold" },
    "left-out": {
      vi: "khi điều kiện đúng thì đối tượng không thuộc diện xét, hoặc điều khoản được loại trừ không đúng",
      en: "where its condition holds, the question is not asked or the clause that it excepts does not hold"
    },
    excepted: { vi: "các ngoại lệ luôn thay thế điều khoản này", en: "its exceptions always replace it" }
  }
  const uncovered = found.uncovered.flatMap(days => {
    if (on === undefined) return days.until === undefined ? [] : [days]
    if (days.from > on) return []
    const end = PlainDate.addDays(on, 1)
    return [{ from: days.from, until: days.until === undefined || end < days.until ? end : days.until }]
  })
  return [
    ...found.conflicts.map(each => {
      const { vi, en, more } = facts(each)
      return remark("conflict", pack, each.about, `${each.message.vi} (${vi})`, `${each.message.en} (${en})`, {
        other: each.other,
        ...more
      })
    }),
    ...found.gaps.map(each => {
      const { vi, en, more } = facts(each)
      return remark("gap", pack, question, `không điều khoản nào trả lời ${vi}`, `no clause answers ${en}`, more)
    }),
    ...found.overlaps.map(each => {
      const { vi, en, more } = facts(each)
      const other = { other: each.other, ...more }
      return remark(
        "overlap",
        pack,
        each.about,
        `cùng đúng với «${each.other}» mà kết quả khác ${vi}`,
        `holds together with «${each.other}», which answers differently ${en}`,
        other
      )
    }),
    ...found.unreachable.map(each => remark("unreachable", pack, each.about, why[each.why].vi, why[each.why].en)),
    ...found.neverDiffers.map(each =>
      remark(
        "exception-never-differs",
        pack,
        each.about,
        `cho cùng kết quả với điều khoản được loại trừ «${each.excepts}»`,
        `gives what the clause that it excepts gives, «${each.excepts}»`,
        { other: each.excepts }
      )
    ),
    ...uncovered.map(days =>
      remark(
        "period-not-covered",
        pack,
        question,
        `không điều khoản nào có hiệu lực ${daysOf(days).vi}`,
        `no clause is in force ${daysOf(days).en}`,
        { days }
      )
    ),
    ...found.valueless.map(({ about, days }) =>
      remark(
        "period-not-covered",
        pack,
        about,
        `điều khoản đang có hiệu lực dùng tham số này nhưng không có giá trị ${daysOf(days).vi}`,
        `a clause in force reads this parameter, which has no value ${daysOf(days).en}`,
        { days }
      )
    ),
    ...(found.undecided.length === 0
      ? []
      : [
          remark(
            "not-analysed",
            pack,
            question,
            `không phân tích được: ${found.undecided.join("; ")}`,
            `could not be analysed: ${found.undecided.join("; ")}`,
            { count: found.undecided.length }
          )
        ])
  ]
}
