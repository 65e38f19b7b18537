import { Period } from "@chibo/core"
import { assert, describe, it } from "@effect/vitest"
import { Citation, Clause, Engine, Explain, Expression, type Measure, Question, Rulebook, RulePack } from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Result, Schema } from "effect"
import { domain, packOf, rowOf } from "./random-packs.ts"
import { brief } from "./support.ts"

const { measures: m, questions } = Vietnam
const both = Result.getOrThrow(Rulebook.make([Vietnam.pack, CaoLoc.pack]))

const explain = (question: Parameters<typeof Engine.one>[1], on: string, values: Readonly<Record<string, Measure.Value>>) => {
  const of = brief(on, values)
  return Explain.why(both, Engine.one(both, question, of), of)
}
const request = (until: string) => ({
  [m.exemptionType.id]: "temporary",
  [m.requestedOn.id]: "2021-09-28",
  [m.startAsked.id]: "2021-10-01",
  [m.endAsked.id]: until
})
const granted = explain(questions.exemptionRequest, "2022-07-06", request("2022-07-01"))
const attending = (times: number) => ({
  [m.exemptionGranted.id]: true,
  [m.exemptionInForce.id]: true,
  [m.exemptionLapsed.id]: false,
  [m.exemptionBack.id]: false,
  [m.attendedTwelveMonths.id]: times,
  [m.attendedQuarter.id]: 1,
  [m.quarterEnd.id]: "2022-09-30"
})

describe("Explain", () => {
  it("equals what was advised, over random packs and rows", { timeout: 60_000 }, () => {
    const seen = new Map<string, number>()
    let disputed = 0
    for (let seed = 1; seed <= 700; seed++) {
      const { pack, question, linked } = packOf(seed)
      const rulebook = Result.getOrThrow(Rulebook.make([pack]))
      for (const [asked, on, unknown] of [
        [question, "2021-03-01", 0.15],
        [question, "2022-03-01", 0],
        [linked, "2021-07-01", 0.3]
      ] as const) {
        const of = brief(on, rowOf(seed * 7 + on.length, unknown))
        const advice = Engine.one(rulebook, asked, of)
        const why = Explain.why(rulebook, advice, of)
        assert.isTrue(Explain.agrees(why), `seed ${seed} on ${on}: ${JSON.stringify([advice, Explain.derive(why)])}`)
        seen.set(advice._tag, (seen.get(advice._tag) ?? 0) + 1)
        if (why.choices.length > 1) disputed++
      }
    }
    for (const tag of ["Outcome", "NotApplicable", "Undetermined", "Conflicting"]) assert.isAbove(seen.get(tag) ?? 0, 60, tag)
    assert.isAbove(disputed, 150)
  })

  it("does not agree with an advice that says something else", () => {
    assert.isTrue(Explain.agrees(granted))
    const { advice } = granted
    assert.strictEqual(advice._tag, "Outcome")
    if (advice._tag !== "Outcome") return
    const [answer] = advice.answers
    assert.isDefined(answer)
    if (answer === undefined) return
    for (const wrong of [
      { ...advice, answers: [{ ...answer, outcome: "transfer-instead" }] },
      { ...advice, answers: [{ ...answer, clause: "vn.exemption.old-or-weak" }] },
      { ...advice, answers: [{ ...answer, values: {} }] },
      { ...advice, _tag: "NotApplicable" as const, because: [] }
    ]) {
      assert.isFalse(Explain.agrees({ ...granted, advice: wrong }))
    }
    const refused = granted.clauses.map(clause => ({ ...clause, tried: clause.tried.map(each => ({ ...each, mark: "refused" as const })) }))
    assert.isFalse(Explain.agrees({ ...granted, clauses: refused }))
  })

  it("says in one sentence until when, and why", () => {
    assert.include(granted.sentence.vi, "đến hết ngày 30/06/2022, vì: Rời nơi sinh hoạt có lý do chính đáng dưới 12 tháng")
    assert.include(granted.sentence.en, "until the end of 2022-06-30, because: Away with good reason")
    assert.deepStrictEqual(
      granted.values.map(({ name, shown }) => [name, shown.vi]),
      [["until", "01/07/2022"]]
    )
  })

  it("shows which test failed, with its value, its limit and its side", () => {
    const text = Explain.toText(explain(questions.exemptionRequest, "2022-07-06", request("2022-10-01")), "vi")
    assert.include(
      text,
      "✘ ngày thôi miễn theo đề nghị: 01/10/2022 — điều kiện: trước ngày 01/10/2022 (ngày bắt đầu đề nghị miễn + 12 tháng)"
    )
    const share = explain(questions.cellRoutine, "2022-07-06", {
      [m.regularLastMonth.id]: 1,
      [m.themedLastQuarter.id]: 1,
      [m.lastMeetingPresent.id]: 17,
      [m.lastMeetingExpected.id]: 20,
      [m.lastMeetingUnexcused.id]: 0
    })
    assert.include(Explain.toText(share, "vi"), "17/20 (85%) — điều kiện: không quá 85%")
    assert.include(Explain.toText(share, "en"), "17/20 (85%) — condition: at most 85%")
  })

  it("nests exceptions under the clause that they except, and names what should be done", () => {
    const why = explain(questions.exemptionUpkeep, "2022-07-06", attending(1))
    const base = why.clauses.find(each => each.clause === "vn.exemption.in-order")
    assert.deepStrictEqual(
      base?.exceptions.map(each => [each.clause, each.pack, each.mark, each.decisive]),
      [
        ["cl.exemption.behind-target", "cao-loc", "refused", false],
        ["cl.exemption.below-floor", "cao-loc", "held", true]
      ]
    )
    const text = Explain.toText(why, "vi")
    assert.include(text, "Việc cần làm: bí thư chi bộ nhắc đảng viên được miễn")
    assert.include(text, "hạn 30/09/2022")
    assert.include(text, "thỏa mãn, nhưng ngoại lệ dưới đây thay thế")
  })

  it("says labels, not ids, of what is missing and unread", () => {
    const { requestedOn, endAsked } = m
    const missing = explain(questions.exemptionRequest, "2022-07-06", { [requestedOn.id]: "2021-09-28", [m.exemptionType.id]: "temporary" })
    assert.include(missing.sentence.vi, "thiếu thông tin về ngày thôi miễn theo đề nghị")
    assert.notInclude(Explain.toText(missing, "vi"), endAsked.id)
    const unread = explain(questions.exemptionRequest, "2026-01-01", { ...request("2026-01-01"), [requestedOn.id]: "2025-07-01" })
    assert.include(unread.sentence.vi, "Chưa xác định được, vì chưa đọc được 06-HD/TW")
  })

  it("writes JSON of its published schema, whatever the pack", () => {
    const decode = Schema.decodeUnknownSync(Explain.schema)
    let looked = 0
    for (let seed = 1; seed <= 150; seed++) {
      const { pack, question } = packOf(seed)
      const rulebook = Result.getOrThrow(Rulebook.make([pack]))
      const of = brief("2021-07-01", rowOf(seed, 0.2))
      decode(JSON.parse(Explain.toJson(Explain.why(rulebook, Engine.one(rulebook, question, of), of))))
      looked++
    }
    for (const why of [granted, explain(questions.exemptionUpkeep, "2022-07-06", attending(1))]) decode(JSON.parse(Explain.toJson(why)))
    assert.strictEqual(looked, 150)
    assert.throws(() => decode({ ...JSON.parse(Explain.toJson(granted)), format: "chibo/explanation/1" }))
    assert.throws(() => decode({ ...JSON.parse(Explain.toJson(granted)), clauses: [{}] }))
    const published = Explain.jsonSchema()
    assert.strictEqual(published.$schema, "https://json-schema.org/draft/2020-12/schema")
    assert.include(JSON.stringify(published), "chibo/explanation/2")
    assert.include(JSON.stringify(published), "Considered")
  })

  it("explains the conclusions that it rests on", () => {
    let linked = 0
    for (let seed = 1; seed <= 200; seed++) {
      const { pack, question } = packOf(seed)
      const rulebook = Result.getOrThrow(Rulebook.make([pack]))
      const of = brief("2021-03-01", rowOf(seed, 0))
      const why = Explain.why(rulebook, Engine.one(rulebook, question, of), of)
      for (const inner of why.linked) {
        assert.strictEqual(inner.question.id, "q2")
        assert.include(Explain.toText(why, "en"), "Rests on another conclusion")
        linked++
      }
    }
    assert.isAbove(linked, 20)
  })

  it("lays the same lines out as Markdown, and leaves no sign of it in the words", () => {
    const page = Explain.toMarkdown(granted, "vi")
    assert.isTrue(page.startsWith("## Đề nghị miễn công tác và sinh hoạt đảng\n"))
    assert.include(page, "- Kết luận: Chi bộ đề nghị, đảng ủy cơ sở có thể cho miễn đến hết ngày 30/06/2022")
    assert.include(page, "\\[vn.exemption.temporary\\]")
  })

  it("has no undefined word in either language", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { pack, question } = packOf(seed)
      const rulebook = Result.getOrThrow(Rulebook.make([pack]))
      const of = brief("2022-07-01", rowOf(seed, 0.2))
      const why = Explain.why(rulebook, Engine.one(rulebook, question, of), of)
      for (const lang of ["vi", "en"] as const) {
        assert.notMatch(Explain.toText(why, lang), /undefined|\[object|\{(value|day-before)\}/)
      }
      assert.notMatch(Explain.toText(why, "vi"), /\d{4}-\d{2}-\d{2}/)
    }
  })
})

describe("Explain.whyNot", () => {
  const ids = Object.keys(domain)
  const far = (from: Measure.Value | undefined, to: Measure.Value): number => {
    if (typeof from === "number" && typeof to === "number") return Math.abs(from - to)
    const day = /^\d{4}-/
    if (typeof from === "string" && typeof to === "string" && day.test(from) && day.test(to))
      return Math.abs(Date.parse(from) - Date.parse(to)) / 86_400_000
    return 1
  }
  /** Every change of one, or else of two measures, over all values of the domain: the least distance, and how many have it. */
  const bruteForce = (
    says: (row: Record<string, Measure.Value>) => string,
    row: Readonly<Record<string, Measure.Value>>,
    wanted: string
  ) => {
    const values = (id: string) => Object.entries(domain).find(([key]) => key === id)?.[1] ?? []
    const found: Array<{ readonly distance: number; readonly changes: string }> = []
    const attempt = (changes: Record<string, Measure.Value>) => {
      if (says({ ...row, ...changes }) !== wanted) return
      const distance = Object.entries(changes).reduce((sum, [id, to]) => sum + far(row[id], to), 0)
      found.push({ distance, changes: JSON.stringify(Object.entries(changes).sort()) })
    }
    const singles = ids.flatMap(id => values(id).flatMap(to => (to === row[id] ? [] : [[id, to] as const])))
    for (const [id, to] of singles) attempt({ [id]: to })
    const size = found.length > 0 ? 1 : 2
    if (size === 2) {
      for (const [id, to] of singles) for (const [other, value] of singles) if (id < other) attempt({ [id]: to, [other]: value })
    }
    const least = Math.min(...found.map(each => each.distance))
    return {
      size: found.length === 0 ? 0 : size,
      least,
      all: new Set(found.filter(each => each.distance === least).map(each => each.changes))
    }
  }

  it("finds the smallest change of one or two measures: trying everything finds none smaller", { timeout: 120_000 }, () => {
    const sizes = [0, 0, 0]
    for (let seed = 1; seed <= 250; seed++) {
      const { pack, question } = packOf(seed, { plain: true })
      const rulebook = Result.getOrThrow(Rulebook.make([pack]))
      const row = rowOf(seed, 0.1)
      const read = new Set(Rulebook.measuresOf(rulebook, [question.id]).map(measure => measure.id))
      const says = (values: Record<string, Measure.Value>) => {
        const advice = Engine.one(rulebook, question, brief("2021-03-01", values))
        return advice._tag === "Outcome" ? advice.outcome : advice._tag
      }
      for (const wanted of ["yes", "no"]) {
        const found = Explain.whyNot(rulebook, question, brief("2021-03-01", row), wanted, { most: 1000 })
        if (says(row) === wanted) {
          assert.isTrue(found.already)
          continue
        }
        for (const { changes } of found.proposals) {
          const changed = { ...row, ...Object.fromEntries(changes.map(change => [change.measure, change.to])) }
          assert.strictEqual(says(changed), wanted)
          for (const { measure } of changes) assert.isTrue(read.has(measure))
        }
        const forced = bruteForce(says, row, wanted)
        const size = found.proposals[0]?.changes.length ?? 0
        const about = `seed ${seed}, ${wanted}, ${JSON.stringify(row)}: ${JSON.stringify(found.proposals)} against ${[...forced.all].join(" ")}`
        assert.strictEqual(size, forced.size, about)
        sizes[size] = (sizes[size] ?? 0) + 1
        if (size === 0) continue
        assert.strictEqual(found.proposals[0]?.distance, forced.least, about)
        // what was known has its nearest values, all of them; what was not has values that stand for the others
        const listed = new Set(
          found.proposals.map(({ changes }) => JSON.stringify(changes.map(change => [change.measure, change.to]).sort()))
        )
        const known = [...forced.all].filter(each => JSON.parse(each).every(([id]: [string]) => id in row))
        if (size === 1) for (const each of known) assert.isTrue(listed.has(each), about)
      }
    }
    for (const count of sizes) assert.isAbove(count, 15, String(sizes))
  })

  it("agrees with trying everything where days, shares and links are in it, to the size of the change", { timeout: 120_000 }, () => {
    let looked = 0
    for (let seed = 1000; seed <= 1250; seed++) {
      const { pack, question } = packOf(seed)
      const rulebook = Result.getOrThrow(Rulebook.make([pack]))
      const row = rowOf(seed, 0.1)
      const says = (values: Record<string, Measure.Value>) => {
        const advice = Engine.one(rulebook, question, brief("2021-03-01", values))
        return advice._tag === "Outcome" ? advice.outcome : advice._tag
      }
      const forced = bruteForce(says, row, "yes")
      const found = Explain.whyNot(rulebook, question, brief("2021-03-01", row), "yes")
      if (found.already || forced.size === 0) continue
      // the domain has three days; the search knows all of them
      assert.isAtMost(found.proposals[0]?.changes.length ?? 3, forced.size)
      if (found.proposals[0]?.changes.length === forced.size) assert.isAtMost(found.proposals[0].distance, forced.least)
      looked++
    }
    assert.isAbove(looked, 40)
  })

  it("says what would have to be otherwise, in both languages, or that nothing so small would do", () => {
    const late = brief("2022-07-06", request("2022-10-01"))
    const found = Explain.whyNot(both, questions.exemptionRequest, late, "committee-may-grant")
    assert.deepStrictEqual(
      found.proposals.map(({ changes, distance }) => [changes.map(each => [each.measure, each.from, each.to]), distance]),
      [
        [[[m.endAsked.id, "2022-10-01", "2022-09-30"]], 1],
        [[[m.startAsked.id, "2021-10-01", "2021-10-02"]], 1]
      ]
    )
    assert.include(Explain.whyNotToText(found, "vi"), "– ngày thôi miễn theo đề nghị: 30/09/2022 (hiện nay: 01/10/2022)")
    assert.include(Explain.whyNotToText(found, "en"), "– first day no longer asked for: 2022-09-30 (now: 2022-10-01)")
    const none = Explain.whyNot(both, questions.exemptionRequest, late, "no-such-outcome")
    assert.include(Explain.whyNotToText(none, "vi"), "Không có cách nào chỉ đổi một hoặc hai điều")
    assert.include(Explain.whyNotToText(none, "en"), "No change of one or two things")
    assert.isAbove(none.tried, 20)
    assert.isTrue(Explain.whyNot(both, questions.exemptionRequest, late, "transfer-instead").already)
  })

  it("fills in what was not known, and keeps to what the pack says can be at all", () => {
    const { memberExempt, tasksAssigned, tasksCompleted } = m
    const w = (text: string) => ({ vi: text, en: text })
    const question = Question.make({
      id: "half",
      label: w("half"),
      subject: "member",
      governing: "cell-of-member",
      decides: w("cell"),
      outcomes: { half: w("half"), less: w("less") }
    })
    const half = Expression.ge(Expression.times(tasksCompleted, 2), tasksAssigned)
    const clause = (id: string, when: Expression.Expression<"boolean">, outcome: "half" | "less") =>
      Clause.general({ id, question, inForce: Period.make("2020-01-01"), wording: w(id), when, then: { outcome }, cites: [cite] })
    const cite = Citation.cite(Citation.text("t", "1-T", "2020-01-01", w("t")), "1", "quoted")
    const pack = RulePack.make({
      id: "half",
      version: "1",
      label: w("half"),
      jurisdiction: "everywhere",
      questions: [question],
      measures: [tasksAssigned, tasksCompleted, memberExempt],
      relations: [{ least: tasksCompleted.id, most: tasksAssigned.id }],
      clauses: [clause("yes", Expression.all(half, Expression.gt(tasksAssigned, 5)), "half"), clause("no", Expression.not(half), "less")]
    })
    const rulebook = Result.getOrThrow(Rulebook.make([pack]))
    const values = (given: Record<string, Measure.Value>, wanted: string) =>
      Explain.whyNot(rulebook, question, brief("2021-01-01", given), wanted).proposals.map(({ changes }) =>
        Object.fromEntries(changes.map(each => [each.measure, each.to]))
      )
    assert.deepInclude(values({}, "half"), { [tasksAssigned.id]: 6, [tasksCompleted.id]: 3 })
    assert.isAbove(values({}, "less").length, 0)
    // six completed of two assigned would do, but cannot be
    const few = values({ [tasksAssigned.id]: 2, [tasksCompleted.id]: 2 }, "half")
    assert.deepStrictEqual(few, [{ [tasksAssigned.id]: 6, [tasksCompleted.id]: 3 }])
    for (const each of values({ [tasksAssigned.id]: 4, [tasksCompleted.id]: 4 }, "less"))
      assert.isAtMost(Number(each[tasksCompleted.id] ?? 4), Number(each[tasksAssigned.id] ?? 4))
  })

  it("never proposes what nobody can change", () => {
    const { pack, question } = packOf(3, { plain: true })
    const row = rowOf(3, 0)
    const fixed = Result.getOrThrow(
      Rulebook.make([{ ...pack, measures: pack.measures.map(measure => ({ ...measure, fixed: true as const })) }])
    )
    const found = Explain.whyNot(fixed, question, brief("2021-03-01", row), "maybe")
    assert.deepStrictEqual([found.proposals, found.tried], [[], 0])
  })

  it("lists no more than it is told to, and counts the rest", () => {
    const found = Explain.whyNot(both, questions.exemptionRequest, brief("2022-07-06", request("2022-10-01")), "committee-may-grant", {
      most: 1
    })
    assert.deepStrictEqual([found.proposals.length, found.more], [1, 1])
    assert.include(Explain.whyNotToText(found, "en"), "… and 1 more")
  })
})
