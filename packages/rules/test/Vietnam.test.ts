import { assert, describe, it } from "@effect/vitest"
import { Engine, Expression, Indicator, type Measure, Rulebook } from "@chibo/rules"
import * as CaoLoc from "@chibo/rules/packs/cao-loc"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Result } from "effect"
import { brief } from "./support.ts"

const { measures: m, questions } = Vietnam
const national = Result.getOrThrow(Rulebook.make([Vietnam.pack]))
const both = Result.getOrThrow(Rulebook.make([Vietnam.pack, CaoLoc.pack]))

type Scenario = readonly [name: string, on: string, values: Record<string, Measure.Value>, expected: Record<string, unknown>]
const run = (rulebook: Rulebook.Rulebook, question: Parameters<typeof Engine.one>[1], scenarios: ReadonlyArray<Scenario>) => {
  for (const [name, on, values, expected] of scenarios)
    it(name, () => assert.deepInclude(Engine.one(rulebook, question, brief(on, values)), expected as never))
}

describe("exemption.request", () => {
  const temporary = (requested: string, from: string, until: string) => ({
    [m.exemptionType.id]: "temporary",
    [m.requestedOn.id]: requested,
    [m.startAsked.id]: from,
    [m.endAsked.id]: until
  })
  const on = "2022-07-06"
  run(national, questions.exemptionRequest, [
    [
      "one day short of twelve months may be granted",
      on,
      temporary("2021-09-28", "2021-10-01", "2022-09-30"),
      { outcome: "committee-may-grant" }
    ],
    ["twelve months are too long", on, temporary("2021-09-28", "2021-10-01", "2022-10-01"), { outcome: "transfer-instead" }],
    [
      "the day before the guidance of 2021 its wording is not known",
      on,
      temporary("2021-09-27", "2021-10-01", "2022-01-01"),
      { _tag: "Undetermined", unread: ["vn.01-hd-tw-2016"] }
    ],
    ["the last day of the guidance of 2021", on, temporary("2025-06-08", "2025-07-01", "2026-01-01"), { outcome: "committee-may-grant" }],
    [
      "from 9 June 2025 the wording is not known",
      on,
      temporary("2025-06-09", "2025-07-01", "2026-01-01"),
      { _tag: "Undetermined", unread: ["vn.06-hd-tw-2025"] }
    ],
    [
      "the old and weak: the cell grants, in every year",
      on,
      { [m.exemptionType.id]: "age-health", [m.requestedOn.id]: "2015-05-01" },
      { outcome: "cell-may-grant" }
    ],
    [
      "without the day of the request nothing is ruled",
      on,
      { [m.exemptionType.id]: "age-health" },
      { _tag: "Undetermined", missing: [m.requestedOn.id] }
    ]
  ])
})

describe("evaluation.member", () => {
  const fine = {
    [m.memberExempt.id]: false,
    [m.memberSuspended.id]: false,
    [m.monthsSinceAdmission.id]: 60,
    [m.memberDisciplined.id]: false,
    [m.memberDegraded.id]: false,
    [m.memberUnremedied.id]: false,
    [m.officialGrade.id]: "none",
    [m.politicalMark.id]: "excellent",
    [m.otherMark.id]: "good",
    [m.tasksAssigned.id]: 10,
    [m.tasksCompleted.id]: 10,
    [m.tasksOnTime.id]: 10,
    [m.tasksExceeded.id]: 5,
    [m.points.id]: 90,
    [m.shortcomingsFixed.id]: true
  }
  run(national, questions.memberEvaluation, [
    ["2015: the criteria have not been read", "2015-12-31", fine, { _tag: "Undetermined", unread: ["vn.27-hd-btctw-2014"] }],
    ["2015: the exempt are left out all the same", "2015-12-31", { ...fine, [m.memberExempt.id]: true }, { _tag: "NotApplicable" }],
    ["2019 regime: excellent", "2021-12-31", fine, { outcome: "excellent" }],
    [
      "2019 regime: a civil servant who is not excellent there",
      "2021-12-31",
      { ...fine, [m.officialGrade.id]: "good" },
      { outcome: "good" }
    ],
    [
      "2019 regime: half of the tasks is enough, less is not",
      "2021-12-31",
      { ...fine, [m.tasksCompleted.id]: 5 },
      { outcome: "excellent" }
    ],
    ["2019 regime: less than half", "2021-12-31", { ...fine, [m.tasksCompleted.id]: 4 }, { outcome: "not-completed" }],
    ["2019 regime: average marks", "2021-12-31", { ...fine, [m.otherMark.id]: "average" }, { outcome: "completed" }],
    ["2019 regime: disciplined in the year", "2021-12-31", { ...fine, [m.memberDisciplined.id]: true }, { outcome: "not-completed" }],
    ["the suspended are left out from 18 October 2019", "2019-10-18", { ...fine, [m.memberSuspended.id]: true }, { _tag: "NotApplicable" }],
    ["and were not the day before", "2019-10-17", { ...fine, [m.memberSuspended.id]: true }, { outcome: "excellent" }],
    [
      "under six months: left out from 4 October 2023",
      "2023-10-04",
      { ...fine, [m.monthsSinceAdmission.id]: 5 },
      { _tag: "NotApplicable" }
    ],
    ["six full months: not left out", "2023-10-04", { ...fine, [m.monthsSinceAdmission.id]: 6 }, { outcome: "excellent" }],
    [
      "2023 regime: what lies between was not read",
      "2024-12-31",
      { ...fine, [m.tasksExceeded.id]: 4 },
      { _tag: "Undetermined", unread: ["vn.124-qd-tw-2023"] }
    ],
    ["2025 regime: 90 points and every condition", "2025-12-31", fine, { outcome: "excellent" }],
    ["2025 regime: 30 % exceeded is the edge", "2025-12-31", { ...fine, [m.tasksExceeded.id]: 3 }, { outcome: "excellent" }],
    ["2025 regime: a missing condition steps down", "2025-12-31", { ...fine, [m.tasksExceeded.id]: 2 }, { outcome: "good" }],
    ["2025 regime: 89 points", "2025-12-31", { ...fine, [m.points.id]: 89 }, { outcome: "good" }],
    [
      "2025 regime: 20 % late is still completed",
      "2025-12-31",
      { ...fine, [m.points.id]: 80, [m.tasksOnTime.id]: 8 },
      { outcome: "completed" }
    ],
    ["2025 regime: more is not", "2025-12-31", { ...fine, [m.points.id]: 80, [m.tasksOnTime.id]: 7 }, { outcome: "not-completed" }],
    [
      "2025 regime: discipline is for people to weigh",
      "2025-12-31",
      { ...fine, [m.memberDisciplined.id]: true },
      { _tag: "Undetermined", unread: ["vn.366-qd-tw-2025"] }
    ]
  ])
})

describe("exemption.upkeep", () => {
  const running = {
    [m.exemptionGranted.id]: true,
    [m.exemptionInForce.id]: true,
    [m.exemptionLapsed.id]: false,
    [m.exemptionBack.id]: false,
    [m.attendedTwelveMonths.id]: 2,
    [m.attendedQuarter.id]: 1,
    [m.quarterEnd.id]: "2022-09-30"
  }
  run(both, questions.exemptionUpkeep, [
    ["twice in twelve months is in order", "2022-07-06", running, { outcome: "in-order" }],
    ["once is below the floor of Cao Lộc", "2022-07-06", { ...running, [m.attendedTwelveMonths.id]: 1 }, { outcome: "below-floor" }],
    ["nothing this quarter is behind the target", "2022-07-06", { ...running, [m.attendedQuarter.id]: 0 }, { outcome: "behind-target" }],
    [
      "past the term without a return",
      "2022-07-06",
      { ...running, [m.exemptionInForce.id]: false, [m.exemptionLapsed.id]: true },
      { outcome: "term-over" }
    ],
    ["returned: nothing to keep up", "2022-07-06", { ...running, [m.exemptionBack.id]: true }, { _tag: "NotApplicable" }]
  ])

  it("unknown attendance is not nought", () => {
    const { [m.attendedTwelveMonths.id]: _, ...rest } = running
    assert.deepInclude(Engine.one(both, questions.exemptionUpkeep, brief("2022-07-06", rest)), {
      _tag: "Undetermined",
      missing: [m.attendedTwelveMonths.id]
    })
  })
  it("the local floor does not hold outside the district", () => {
    assert.deepInclude(
      Engine.one(national, questions.exemptionUpkeep, brief("2022-07-06", { ...running, [m.attendedTwelveMonths.id]: 0 })),
      { outcome: "in-order" }
    )
  })
})

describe("cell.routine", () => {
  const held = {
    [m.regularLastMonth.id]: 1,
    [m.themedLastQuarter.id]: 1,
    [m.lastMeetingPresent.id]: 18,
    [m.lastMeetingExpected.id]: 20,
    [m.lastMeetingUnexcused.id]: 0
  }
  run(national, questions.cellRoutine, [
    ["a meeting a month and one on a theme", "2022-07-06", held, { outcome: "in-order" }],
    ["85 % is not over 85 %", "2022-07-06", { ...held, [m.lastMeetingPresent.id]: 17 }, { outcome: "attendance-low" }],
    ["nobody may be absent without reason", "2022-07-06", { ...held, [m.lastMeetingUnexcused.id]: 1 }, { outcome: "attendance-low" }],
    [
      "86 % is enough on the last day of the old guidance",
      "2025-10-27",
      { ...held, [m.lastMeetingPresent.id]: 86, [m.lastMeetingExpected.id]: 100 },
      { outcome: "in-order" }
    ],
    [
      "and not on the first day of the new",
      "2025-10-28",
      { ...held, [m.lastMeetingPresent.id]: 86, [m.lastMeetingExpected.id]: 100 },
      { outcome: "attendance-low" }
    ],
    ["90 % is enough then", "2025-10-28", held, { outcome: "in-order" }],
    ["no regular meeting", "2022-07-06", { ...held, [m.regularLastMonth.id]: 0 }, { outcome: "regular-missed" }],
    ["no themed meeting", "2022-07-06", { ...held, [m.themedLastQuarter.id]: 0 }, { outcome: "themed-missed" }],
    ["neither", "2022-07-06", { ...held, [m.regularLastMonth.id]: 0, [m.themedLastQuarter.id]: 0 }, { outcome: "both-missed" }],
    [
      "themed meetings were not asked for until 5 July 2018",
      "2018-07-05",
      { ...held, [m.themedLastQuarter.id]: 0 },
      { outcome: "in-order" }
    ],
    ["and were from the 6th", "2018-07-06", { ...held, [m.themedLastQuarter.id]: 0 }, { outcome: "themed-missed" }]
  ])
})

describe("packs", () => {
  it("are plain data", () => {
    for (const pack of [Vietnam.pack, CaoLoc.pack])
      assert.deepStrictEqual(JSON.parse(JSON.stringify(pack)), JSON.parse(JSON.stringify(structuredClone(pack))))
  })
  it("have a function for every computed measure, and no other", () => {
    const computed = Vietnam.pack.measures.filter(measure => measure.of.by === "computed").map(measure => measure.id)
    assert.isAbove(computed.length, 30)
    assert.deepStrictEqual(Object.keys(Vietnam.functions).sort(), [...computed].sort())
  })
  it("rounds half up on the exact ratio", () => {
    assert.strictEqual(Indicator.percent(1, 8, 1, "vi"), "12,5")
    assert.strictEqual(Indicator.percent(1, 16, 1, "en"), "6.3")
    assert.strictEqual(Indicator.percent(1, 40, 0, "en"), "3")
    assert.strictEqual(Indicator.percent(0, 0, 0, "en"), undefined)
    assert.strictEqual(Expression.decimal("0.20"), 200_000)
  })
})
