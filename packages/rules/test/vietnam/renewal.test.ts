import { Fact, PlainDate } from "@chibo/core"
import { Advice, Engine, Overlay, Rulebook, RulePack, Dated, Citation } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { brief } from "../support.ts"
import { measuring, unit } from "./given.ts"

const { measures: m, questions } = Vietnam
const question = questions.exemptionRenewal
const after = (months: number, more: Readonly<Record<string, boolean | string>> = {}) => ({
  [m.exemptionGranted.id]: true,
  [m.exemptionInForce.id]: true,
  [m.exemptionType.id]: "temporary",
  [m.monthsInTerm.id]: months,
  [m.termFrom.id]: "2022-01-15",
  ...more
})

describe("exemption.renewal", () => {
  it("a place may ask sooner, not later", () => {
    const text = Citation.text("ab.1", "1-NQ", "2022-01-01", { vi: "Nghị quyết", en: "Resolution" })
    const base = Vietnam.pack.parameters.find(each => each.id === "vn.exemption.renewal-months")
    assert.isDefined(base)
    const local = (months: number) =>
      RulePack.make({
        id: "ab",
        version: "1.0.0",
        label: { vi: "Xã AB", en: "AB commune" },
        jurisdiction: unit("x"),
        texts: [text],
        overlays: [
          Overlay.value(base, {
            affirms: RulePack.affirmation(base),
            values: [Dated.known(months, "2022-01-01", "2025-06-09", Citation.cite(text, "1", "quoted"))]
          })
        ]
      })
    const sooner = Result.getOrThrow(Rulebook.make([Vietnam.pack, local(6)]))
    const advice = Engine.one(sooner, question, brief("2022-07-15", after(6)))
    assert.strictEqual(Advice.summary(advice), "renewal-due")
    assert.deepStrictEqual(advice._tag === "Outcome" && advice.answers.map(each => each.task?.due), [PlainDate.make("2022-07-15")])
    assert.strictEqual(Advice.summary(Engine.one(sooner, question, brief("2022-07-14", after(5)))), "in-term")
    const later = Rulebook.make([Vietnam.pack, local(13)])
    assert.deepStrictEqual(Result.isFailure(later) && later.failure.diagnostics.map(each => each.code), ["beyond-contract"])
  })

  it("a term runs from the grant, and from where the time before it ended once an extension is decided", () => {
    const ids = { exemption: "x-1", member: "m-1" } as const
    const measure = measuring(
      Fact.make({ kind: "member.enrolled", on: "2010-01-01", member: "m-1", cell: "c-1" }),
      Fact.make({ kind: "exemption.granted", ...ids, on: "2022-01-10", by: "x", from: "2022-01-15", until: "2022-07-15" }),
      Fact.make({ kind: "exemption.extended", ...ids, on: "2022-07-01", by: "x", until: "2023-01-15" })
    )
    const told = (on: string) => [measure(m.termFrom, "x-1", on), measure(m.monthsInTerm, "x-1", on)]
    assert.deepStrictEqual(told("2022-01-09"), [undefined, undefined])
    assert.deepStrictEqual(told("2022-01-10"), ["2022-01-15", 0])
    assert.deepStrictEqual(told("2022-06-30"), ["2022-01-15", 5])
    assert.deepStrictEqual(told("2022-07-01"), ["2022-07-15", 0])
    assert.deepStrictEqual(told("2023-01-14"), ["2022-07-15", 5])
  })
})
