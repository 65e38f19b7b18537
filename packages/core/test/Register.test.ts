import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Fact, Id, type Journal, Period, PlainDate, Register } from "@chibo/core"
import * as Given from "../src/testing/Given.ts"

const day = PlainDate.make
const unit = Id.UnitId.make
const m1 = Id.MemberId.make("m-1")
const position = Id.Position.make
const founded = (id: string, type: Fact.Of<"unit.founded">["type"], parent?: string) =>
  Fact.make({ kind: "unit.founded", on: "2000-01-01", unit: id, type, name: id, ...(parent === undefined ? {} : { parent }) })
const organisation = [
  founded("base", "base-committee"),
  founded("cell-a", "cell", "base"),
  founded("cell-b", "cell", "base"),
  founded("post", "border-post"),
  founded("elsewhere", "base-committee")
]
const of = (...facts: ReadonlyArray<Fact.Fact>) => Register.build(Given.recorded([...organisation, ...facts]), { knownAt: "latest" })
const admitted = Fact.make({ kind: "member.admitted", on: "2020-01-01", member: "m-1", cell: "cell-a" })
const enrolled = (member: string, cell = "cell-a", on = "2020-01-01") => Fact.make({ kind: "member.enrolled", on, member, cell })

/** The answer on the day before, and on the day. */
const around = <A>(text: string, ask: (on: PlainDate.PlainDate) => A): readonly [A, A] => [
  ask(PlainDate.addDays(day(text), -1)),
  ask(day(text))
]

describe("Register: belonging", () => {
  it("goes through standing from admission to the end, each on its day", () => {
    const register = of(
      admitted,
      Fact.make({ kind: "member.ceremony-held", on: "2020-02-03", member: "m-1" }),
      Fact.make({ kind: "member.recognised", on: "2021-02-03", member: "m-1" }),
      Fact.make({ kind: "member.struck", on: "2022-01-01", member: "m-1" }),
      Fact.make({ kind: "member.restored", on: "2023-01-01", member: "m-1", cell: "cell-b" })
    )
    const is = (on: PlainDate.PlainDate) => Register.standing(register, m1, on)?.is
    assert.deepStrictEqual(around("2020-01-01", is), ["not-yet", "probationary"])
    assert.deepStrictEqual(around("2021-02-03", is), ["probationary", "official"])
    assert.deepStrictEqual(around("2022-01-01", is), ["official", "former"])
    assert.deepStrictEqual(around("2023-01-01", is), ["former", "official"])
    assert.deepStrictEqual(Register.standing(register, m1, day("2022-06-01")), {
      is: "former",
      admittedOn: day("2020-01-01"),
      ceremonyOn: day("2020-02-03"),
      recognisedOn: day("2021-02-03"),
      endedOn: day("2022-01-01"),
      how: "struck"
    })
    assert.deepStrictEqual(
      around("2022-01-01", on => Register.cellOf(register, m1, on)),
      [unit("cell-a"), undefined]
    )
    assert.deepStrictEqual(
      around("2023-01-01", on => Register.cellOf(register, m1, on)),
      [undefined, unit("cell-b")]
    )
  })
  it("does not guess the standing of somebody of whom only the roll is known", () => {
    assert.deepStrictEqual(Register.standing(of(enrolled("m-1")), m1, day("2021-01-01")), { is: undefined })
    assert.isUndefined(Register.standing(of(), m1, day("2021-01-01")))
    const recognised = of(enrolled("m-1"), Fact.make({ kind: "member.recognised", on: "2020-06-01", member: "m-1" }))
    assert.deepStrictEqual(
      around("2020-06-01", on => Register.standing(recognised, m1, on)?.is),
      ["probationary", "official"]
    )
  })
  it("counts members on the rolls below, temporary ones at home", () => {
    const register = of(
      enrolled("m-1"),
      enrolled("m-2", "cell-b"),
      Fact.make({
        kind: "transfer.received",
        on: "2021-01-01",
        transfer: "t",
        member: "m-1",
        route: "temporary",
        from: "cell-a",
        to: "cell-b"
      }),
      Fact.make({ kind: "transfer.extended", on: "2021-06-01", transfer: "t", member: "m-1", until: "2021-12-01" })
    )
    const count = (id: string) => Register.membersOf(register, unit(id), day("2021-02-01")).length
    assert.deepStrictEqual([count("base"), count("cell-a"), count("cell-b"), count("post"), count("nowhere")], [2, 1, 1, 0, 0])
    const temporary = (on: PlainDate.PlainDate) => Register.temporaryCellOf(register, m1, on)?.cell
    assert.deepStrictEqual(around("2021-01-01", temporary), [undefined, unit("cell-b")])
    assert.deepStrictEqual(around("2021-12-01", temporary), [unit("cell-b"), undefined])
    assert.deepStrictEqual(
      [...Register.members(register)].sort(),
      ["m-1", "m-2"].map(id => Id.MemberId.make(id))
    )
  })
  it("moves by official, collective and outward transfers", () => {
    const register = of(
      enrolled("m-1"),
      Fact.make({
        kind: "transfer.letter-issued",
        on: "2020-12-01",
        transfer: "t",
        member: "m-1",
        route: "official",
        from: "cell-a",
        to: "cell-b"
      }),
      Fact.make({ kind: "transfer.presented", on: "2020-12-20", transfer: "t", member: "m-1" }),
      Fact.make({
        kind: "transfer.received",
        on: "2021-01-01",
        transfer: "t",
        member: "m-1",
        route: "official",
        from: "cell-a",
        to: "cell-b"
      }),
      Fact.make({ kind: "transfer.collective", on: "2022-01-01", transfer: "u", members: ["m-1"], from: "cell-b", to: "cell-a" }),
      Fact.make({
        kind: "transfer.received",
        on: "2023-01-01",
        transfer: "v",
        member: "m-1",
        route: "official",
        from: "cell-a",
        to: "outside"
      })
    )
    const cell = (on: PlainDate.PlainDate) => Register.cellOf(register, m1, on)
    assert.deepStrictEqual(around("2021-01-01", cell), [unit("cell-a"), unit("cell-b")])
    assert.deepStrictEqual(around("2022-01-01", cell), [unit("cell-b"), unit("cell-a")])
    assert.deepStrictEqual(around("2023-01-01", cell), [unit("cell-a"), undefined])
    assert.strictEqual(Register.standing(register, m1, day("2023-01-01"))?.how, "transferred-out")
    const [first, second, third] = Register.transfersOf(register, m1)
    assert.deepStrictEqual(
      [first?.letterOn, first?.presentedOn, first?.receivedOn],
      [day("2020-12-01"), day("2020-12-20"), day("2021-01-01")]
    )
    assert.deepStrictEqual([second?.route, third?.letterOn], ["collective", undefined])
    assert.deepStrictEqual(Register.transfers(register), Register.transfersOf(register, m1))
    assert.deepStrictEqual(Register.transferOf(register, Id.TransferId.make("u")), second)
    assert.isUndefined(Register.transferOf(register, Id.TransferId.make("w")))
  })
  it("takes rolls along when cells merge, and not when they close", () => {
    const merged = of(enrolled("m-1"), Fact.make({ kind: "unit.merged", on: "2021-01-01", units: ["cell-a"], into: "cell-b" }))
    assert.deepStrictEqual(
      around("2021-01-01", on => Register.cellOf(merged, m1, on)),
      [unit("cell-a"), unit("cell-b")]
    )
    const closed = of(enrolled("m-1"), Fact.make({ kind: "unit.closed", on: "2021-01-01", unit: "cell-a" }))
    assert.deepStrictEqual(
      around("2021-01-01", on => Register.cellOf(closed, m1, on)),
      [unit("cell-a"), undefined]
    )
  })
  it("knows suspension, education list and details on their days", () => {
    const register = of(
      enrolled("m-1"),
      Fact.make({ kind: "member.suspended", on: "2021-01-01", member: "m-1", until: "2021-04-01", detained: true }),
      Fact.make({ kind: "member.education-listed", on: "2021-01-01", member: "m-1" }),
      Fact.make({ kind: "member.education-unlisted", on: "2021-06-01", member: "m-1" }),
      Fact.make({
        kind: "member.details-changed",
        on: "2020-01-01",
        member: "m-1",
        personal: { fullName: "Nông Thị A", ethnicity: "Nùng" }
      }),
      Fact.make({ kind: "member.details-changed", on: "2021-01-01", member: "m-1", personal: { ethnicity: "Tày" } })
    )
    assert.deepStrictEqual(
      around("2021-04-01", on => Register.suspendedOn(register, m1, on)?.detained),
      [true, undefined]
    )
    assert.deepStrictEqual(
      around("2021-06-01", on => Register.educationListedOn(register, m1, on)),
      [day("2021-01-01"), undefined]
    )
    assert.deepStrictEqual(
      around("2021-01-01", on => Register.detailsOf(register, m1, on).ethnicity),
      ["Nùng", "Tày"]
    )
    assert.strictEqual(Register.detailsOf(register, m1, day("2021-01-01")).fullName, "Nông Thị A")
  })
})

describe("Register: cases", () => {
  const requested = Fact.make({
    kind: "exemption.requested",
    on: "2021-01-01",
    exemption: "e",
    member: "m-1",
    cell: "cell-a",
    type: "temporary",
    ground: "away-for-work",
    evidence: ["application"]
  })
  const granted = Fact.make({
    kind: "exemption.granted",
    on: "2021-01-20",
    exemption: "e",
    member: "m-1",
    by: "base",
    from: "2021-02-01",
    until: "2021-08-01"
  })
  const extended = Fact.make({
    kind: "exemption.extended",
    on: "2021-07-01",
    exemption: "e",
    member: "m-1",
    by: "base",
    until: "2021-11-01"
  })
  const returned = Fact.make({ kind: "exemption.return-recorded", on: "2021-10-01", exemption: "e", member: "m-1", comments: true })
  const e = Id.ExemptionId.make("e")
  it("follows an exemption from the request to the return", () => {
    const register = of(enrolled("m-1"), requested, granted, extended, returned)
    const inForce = (on: PlainDate.PlainDate) => Register.exemptionOn(register, m1, on)?.exemption
    assert.deepStrictEqual(around("2021-02-01", inForce), [undefined, e])
    assert.deepStrictEqual(around("2021-10-01", inForce), [e, undefined])
    const [found] = Register.exemptionsOf(register, m1)
    assert.deepStrictEqual(found?.period, Period.make("2021-02-01", "2021-10-01"))
    assert.deepStrictEqual([found?.ground, found?.returnComments, found?.positions.length], ["away-for-work", true, 4])
    assert.deepStrictEqual(Register.exemptions(register), Register.exemptionsOf(register, m1))
    assert.deepStrictEqual(Register.exemptionsOf(of(requested, granted), m1)[0]?.period, Period.make("2021-02-01", "2021-08-01"))
    assert.isUndefined(Register.exemptionsOf(of(requested), m1)[0]?.period)
    const cancelled = of(requested, granted, Fact.make({ kind: "exemption.ended", on: "2021-01-25", exemption: "e", member: "m-1" }))
    assert.isUndefined(Register.exemptionsOf(cancelled, m1)[0]?.period)
  })
  it("keeps assignments, households, charges and offices for their terms", () => {
    const register = of(
      enrolled("m-1", "post"),
      Fact.make({
        kind: "border.assigned",
        on: "2021-01-01",
        assignment: "a",
        member: "m-1",
        post: "post",
        cell: "cell-a",
        link: "attends"
      }),
      Fact.make({ kind: "border.households-assigned", on: "2021-01-01", assignment: "h", member: "m-1", post: "post", households: 4 }),
      Fact.make({ kind: "border.assignment-ended", on: "2022-01-01", assignment: "a", member: "m-1" }),
      Fact.make({
        kind: "oversight.in-charge",
        on: "2021-01-01",
        assignment: "c",
        member: "m-1",
        committee: "base",
        cell: "cell-a",
        until: "2022-01-01"
      }),
      Fact.make({ kind: "office.held", on: "2021-01-01", member: "m-1", unit: "post", office: "post-commander" }),
      Fact.make({ kind: "member.died", on: "2023-01-01", member: "m-1" })
    )
    const counts = (on: PlainDate.PlainDate) => [
      Register.assignmentsOf(register, m1, on).length,
      Register.assignments(register, on).length,
      Register.households(register, on).length,
      Register.chargesOf(register, unit("cell-a"), on).length,
      Register.officesOf(register, m1, on).length,
      Register.holders(register, unit("post"), "post-commander", on).length
    ]
    assert.deepStrictEqual(around("2021-01-01", counts), [
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 1]
    ])
    assert.deepStrictEqual(around("2022-01-01", counts), [
      [1, 1, 1, 1, 1, 1],
      [0, 0, 1, 0, 1, 1]
    ])
    assert.deepStrictEqual(around("2023-01-01", counts), [
      [0, 0, 1, 0, 1, 1],
      [0, 0, 0, 0, 0, 0]
    ])
  })
  it("lists meetings with scores, and counts a member's attendance", () => {
    const held = (
      meeting: string,
      on: string,
      attendance: Partial<Record<"present" | "excused" | "absent" | "specialDuty" | "guests", ReadonlyArray<string>>>
    ) =>
      Fact.make({
        kind: "meeting.held",
        on,
        meeting,
        unit: "cell-a",
        form: "regular",
        attendance: { present: [], excused: [], absent: [], ...attendance }
      })
    const register = of(
      enrolled("m-1"),
      held("1", "2021-01-03", { present: ["m-1"] }),
      held("2", "2021-02-03", { absent: ["m-1"] }),
      held("3", "2021-03-03", { specialDuty: ["m-1"] }),
      held("4", "2022-01-01", { excused: ["m-1"] }),
      Fact.make({ kind: "meeting.scored", on: "2021-01-04", meeting: "1", unit: "cell-a", by: "self", points: 90 })
    )
    const year = Period.ofYear(2021)
    const meetings = Register.meetingsOf(register, unit("cell-a"), year)
    assert.deepStrictEqual(
      meetings.map(({ meeting, scores }) => [meeting as string, scores.length]),
      [
        ["1", 1],
        ["2", 0],
        ["3", 0]
      ]
    )
    const { meetings: attended, ...counts } = Register.attendanceOf(register, m1, year)
    assert.deepStrictEqual(counts, { present: 1, excused: 0, absent: 1 })
    assert.deepStrictEqual(
      attended.map(({ as }) => as),
      ["present", "absent", "special-duty"]
    )
  })
  it("gathers what else is recorded of members and units", () => {
    const year = Period.ofYear(2021)
    const on = "2021-05-01"
    const register = of(
      enrolled("m-1"),
      Fact.make({ kind: "evaluation.proposed", on, member: "m-1", year: 2021, regime: "EV2019", grade: "good", by: "cell-a" }),
      Fact.make({ kind: "evaluation.decided", on, member: "m-1", year: 2021, regime: "EV2019", grade: "excellent", by: "base" }),
      Fact.make({ kind: "discipline.imposed", on, member: "m-1", measure: "warning", by: "base" }),
      Fact.make({ kind: "discipline.violated", on, member: "m-1", nature: "party-rules" }),
      Fact.make({ kind: "member.badge-awarded", on, member: "m-1", years: 30 }),
      Fact.make({ kind: "dues.payer-class-set", on, member: "m-1", class: "pension" }),
      Fact.make({ kind: "dues.paid", on, member: "m-1", month: "2021-04", amount: 15_000, to: "cell-a" }),
      Fact.make({ kind: "dues.relief-granted", on, member: "m-1", from: "2021-06-01", until: "2022-01-01", percent: 50, by: "base" }),
      Fact.make({ kind: "contact.made", on, member: "m-1", cell: "cell-a", channel: "telephone" }),
      Fact.make({ kind: "ballot.held", on, ballot: "b", unit: "cell-a", question: "other", base: 3, yes: 2, no: 1 }),
      Fact.make({ kind: "oversight.inspected", on, inspection: "i", form: "inspection", by: "base", unit: "cell-a" }),
      Fact.make({ kind: "oversight.found", on, finding: "f", inspection: "i" }),
      Fact.make({ kind: "oversight.remedied", on: "2021-09-01", finding: "f" }),
      Fact.make({ kind: "other", on, namespace: "an-phu", name: "ferry", schemaVersion: 1, unit: "cell-a", data: {} })
    )
    const { proposed, decided, criteria } = Register.evaluationsOf(register, m1, 2021)
    assert.deepStrictEqual([proposed?.fact.grade, decided?.fact.grade, criteria], ["good", "excellent", undefined])
    assert.strictEqual(Register.disciplinesOf(register, m1, year).length, 1)
    assert.strictEqual(Register.disciplinesOf(register, m1, Period.ofYear(2022)).length, 0)
    assert.strictEqual(Register.violationsOf(register, m1, year).length, 1)
    assert.strictEqual(Register.badgesOf(register, m1)[0]?.fact.years, 30)
    const dues = Register.duesOf(register, m1)
    assert.deepStrictEqual([dues.payerClass[0]?.value, dues.paid[0]?.fact.month, dues.relief[0]?.percent], ["pension", "2021-04", 50])
    assert.strictEqual(Register.contactsOf(register, m1, year).length, 1)
    assert.strictEqual(Register.ballotsOf(register, unit("cell-a"), year).length, 1)
    assert.strictEqual(Register.inspectionsOf(register, unit("cell-a"), year).length, 1)
    assert.deepStrictEqual(
      [Register.findings(register)[0]?.unit, Register.findings(register)[0]?.remediedOn],
      [unit("cell-a"), day("2021-09-01")]
    )
    assert.strictEqual(Register.others(register, "an-phu", "ferry").length, 1)
    assert.strictEqual(Register.entriesOf(register, "m-1").length, 10)
    assert.strictEqual(Register.entriesOf(register, "f").length, 2)
    assert.strictEqual(Register.factAt(register, position(6))?.fact.kind, "member.enrolled")
  })
})

const small = (maximum: number) => Schema.Int.check(Schema.isBetween({ minimum: 0, maximum }))
const drawn = Schema.Array(Schema.Struct({ what: small(12), who: small(2), where: small(1), days: small(40), target: small(20) }))
const build = (draws: (typeof drawn)["Type"]): ReadonlyArray<Fact.Fact> =>
  draws.map(({ what, who, where, days, target }) => {
    const on = PlainDate.fromEpochDay(18_500 + days)
    const until = PlainDate.addDays(on, target + 1)
    const member = `m-${who}`
    const [cell, other] = where === 0 ? (["cell-a", "cell-b"] as const) : (["cell-b", "cell-a"] as const)
    const facts: ReadonlyArray<() => Fact.Fact> = [
      () => enrolled(member, cell, on),
      () => Fact.make({ kind: "member.admitted", on, member, cell }),
      () => Fact.make({ kind: "member.recognised", on, member }),
      () => Fact.make({ kind: "member.struck", on, member }),
      () => Fact.make({ kind: "transfer.received", on, transfer: `t-${target}`, member, route: "internal", from: cell, to: other }),
      () => Fact.make({ kind: "transfer.received", on, transfer: `t-${target}`, member, route: "temporary", from: cell, to: other }),
      () => Fact.make({ kind: "exemption.granted", on, exemption: `e-${target}`, member, by: "base", from: on, until }),
      () => Fact.make({ kind: "office.held", on, member, unit: cell, office: "secretary", until }),
      () => Fact.make({ kind: "unit.merged", on, units: [cell], into: other }),
      () => Fact.make({ kind: "unit.renamed", on, unit: cell, name: `n-${target}` }),
      () => Fact.make({ kind: "correction.retracted", on, retracts: target }),
      () => Fact.make({ kind: "correction.made", on, corrects: target, replacement: { kind: "member.died", version: 1, on, member } }),
      () => Fact.make({ kind: "member.suspended", on, member, until })
    ]
    return facts[what]?.() ?? enrolled(member, cell, on)
  })
const answers = (register: Register.Register) => {
  const days = [0, 10, 20, 30, 40, 50].map(days => PlainDate.fromEpochDay(18_500 + days))
  const members = ["m-0", "m-1", "m-2"].map(id => Id.MemberId.make(id))
  return days.map(on => [
    [...Register.membersOf(register, unit("base"), on)].sort(),
    Register.holders(register, unit("cell-a"), "secretary", on)
      .map(({ member, period }) => [member, period])
      .sort(),
    members.map(member => [
      Register.cellOf(register, member, on),
      Register.standing(register, member, on),
      Register.temporaryCellOf(register, member, on)?.cell,
      Register.exemptionOn(register, member, on)?.period,
      Register.suspendedOn(register, member, on)
    ])
  ])
}

describe("Register: as known", () => {
  it.prop("going on from any point equals building at once", [drawn, small(40)], ([draws, at]) => {
    const records = Given.recorded([...organisation, ...build(draws)])
    const whole = Register.build(records, { knownAt: "latest" })
    const before = Register.build(records, { knownAt: position(at) })
    const answered = answers(before)
    const extended = Register.extend(before, records)
    assert.deepStrictEqual(extended.known, whole.known)
    assert.deepStrictEqual(answers(extended), answers(whole))
    const entries = (register: Register.Register) => ["m-0", "m-1", "m-2", "cell-a", "base"].map(id => Register.entriesOf(register, id))
    assert.deepStrictEqual(entries(extended), entries(whole))
    assert.deepStrictEqual(answers(Register.build(records, { knownAt: position(at) })), answered)
    assert.strictEqual(Register.extend(whole, records), whole)
  })
  it.prop("the order of recording does not matter for facts of different days", [drawn], ([draws]) => {
    const facts = build(draws).filter(fact => !fact.kind.startsWith("correction."))
    const single = facts.filter((fact, index) => facts.findIndex(({ on }) => on === fact.on) === index)
    const [there, back] = [single, [...single].reverse()].map(each =>
      Register.build(Given.recorded([...organisation, ...each]), { knownAt: "latest" })
    )
    assert.deepStrictEqual(there && answers(there), back && answers(back))
  })
  it("answers as known before and after a correction", () => {
    const correction = Fact.make({
      kind: "correction.made",
      on: "2021-05-01",
      corrects: 6,
      replacement: enrolled("m-1", "cell-b", "2020-03-01")
    })
    const records = Given.recorded([...organisation, enrolled("m-1"), correction])
    const cellAs = (knownAt: Id.Position | Journal.Instant | "latest") =>
      Register.cellOf(Register.build(records, { knownAt }), m1, day("2020-06-01"))
    assert.deepStrictEqual([cellAs(position(6)), cellAs(position(7)), cellAs("latest")], [unit("cell-a"), unit("cell-b"), unit("cell-b")])
    assert.strictEqual(cellAs(records[5]?.recordedAt ?? "latest"), unit("cell-a"))
  })
  it("holds a district: 60,000 facts, 5,600 members, 300 cells", () => {
    const cells = Array.from({ length: 300 }, (_, index) => founded(`c-${index}`, "cell", "base"))
    const members = Array.from({ length: 5_600 }, (_, index) => enrolled(`n-${index}`, `c-${index % 300}`))
    const contacts = Array.from({ length: 54_000 }, (_, index) =>
      Fact.make({ kind: "contact.made", on: "2021-01-01", member: `n-${index % 5_600}`, cell: `c-${index % 300}`, channel: "telephone" })
    )
    const register = of(...cells, ...members, ...contacts)
    assert.strictEqual(Register.membersOf(register, unit("base"), day("2021-01-01")).length, 5_600)
    assert.strictEqual(Register.membersOf(register, unit("c-7"), day("2021-01-01")).length, 19)
  })
})

describe("Register: from what is known already", () => {
  it("is the register that was built, whether at once or upon one of other facts", () => {
    const built = of(admitted, enrolled("m-2", "cell-b"))
    const answers = (register: Register.Register) => ({
      members: Register.membersOf(register, unit("base"), day("2021-01-01")),
      rolls: Register.rollsOf(register, m1),
      units: Register.entriesOf(register, "cell-a"),
      head: register.head,
      known: register.known
    })
    const { entries } = built.known
    const part = (those: typeof entries) => ({ ...built.known, entries: those })
    assert.deepStrictEqual(answers(built).rolls, [{ from: day("2020-01-01"), value: unit("cell-a") }])
    assert.deepStrictEqual(answers(Register.fromKnown(built.known)), answers(built))
    for (let size = 0; size <= entries.length; size++) {
      const upon = Register.fromKnown(part(entries.slice(0, size)))
      assert.deepStrictEqual(answers(Register.fromKnown(built.known, upon)), answers(built))
    }
    const units = Register.fromKnown(part(entries.filter(({ fact }) => fact.kind === "unit.founded")))
    assert.strictEqual(Register.fromKnown(built.known, units).hierarchy, units.hierarchy)
  })
})
