/** What derived tables and the source over them must do, in whichever database. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Fact, Id, Journal, PlainDate, Register } from "@chibo/core"
import { Given } from "@chibo/core/testing"
import { Brief, type Measure } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Result, type Scope, Stream } from "effect"
import { assert } from "vitest"
import type { SourceOptions } from "../../src/internal/derived/source.ts"
import { compare } from "./compare.ts"
import { aggregates, days, journal, members, units } from "./random.ts"
import { wandering } from "./wandering.ts"

// model

/** A journal of its own, and what is done beside it. */
export interface Store {
  readonly journal: Journal.Journal["Service"]
  readonly derive: Effect.Effect<Journal.Head, Journal.JournalError>
  readonly drop: Effect.Effect<void, Journal.JournalError>
  readonly source: (options: SourceOptions) => Effect.Effect<Brief.Source, Journal.JournalError, Scope.Scope>
  /** Past the library, as another tool would: `{}` stands for what comes before a table's name. */
  readonly select: (sql: string) => Effect.Effect<ReadonlyArray<ReadonlyArray<unknown>>, unknown>
  /** The same, to change what is there. */
  readonly change: (sql: string) => Effect.Effect<unknown, unknown>
}

type Test = (name: string, body: () => Effect.Effect<unknown, unknown, Scope.Scope>) => void

// the suite

/** `fresh` is an empty store, for as long as the scope lives; the seeds are those of the journals, and of the wandering ones. */
export const suite = (
  test: Test,
  fresh: Effect.Effect<Store, unknown, Scope.Scope>,
  seeds: ReadonlyArray<number>,
  wanderers: ReadonlyArray<number>
) => {
  for (const seed of wanderers) {
    test(`measures are what a register gives, from before the first record to the last: wandering journal ${seed}`, () =>
      Effect.gen(function* () {
        const store = yield* fresh
        const facts = wandering(seed, 260)
        const recorded = yield* record(store, facts)
        yield* store.derive
        const measures = [...Vietnam.pack.measures, ...aggregates(seed, 30, facts)]
        let [known, changes] = [0, 0]
        const points = [0, 1, 17 + (seed % 9), 100 + (seed % 90), facts.length]
        for (const [i, point] of points.entries()) {
          const knownAt = point === facts.length ? "latest" : Id.Position.make(point)
          const source = yield* store.source({ knownAt, functions, batchSize: 1 + (seed % 9) })
          const expected = Brief.fromRegister(Register.build(recorded, { knownAt }), functions)
          for (const on of ["1974-12-31", "2022-06-30", "2024-02-29", "2026-01-01"].slice(i === 4 ? 0 : 2, i === 4 ? 4 : 3)) {
            const asked = { on: PlainDate.make(on), units: units.map(unit => Id.UnitId.make(unit)), ids, measures }
            const compared = yield* compare(expected, source, {
              ...asked,
              questions: Vietnam.pack.questions,
              alone: i === 4 && on === "2024-02-29"
            })
            known += compared.known
            changes += compared.days
          }
        }
        assert.isAbove(known, 300)
        assert.isAbove(changes, 300)
      }))
  }
  for (const seed of seeds) {
    test(`measures are what a register gives: journal ${seed}`, () =>
      Effect.gen(function* () {
        const store = yield* fresh
        const facts = journal(seed, 500)
        const recorded = yield* record(store, facts)
        assert.strictEqual((yield* store.derive).position, facts.length)
        const measures = [...Vietnam.pack.measures, ...aggregates(seed, 60, facts)]
        let [known, changes] = [0, 0]
        for (const knownAt of ["latest", Id.Position.make(170), recorded[330]?.recordedAt ?? "latest"] as const) {
          const source = yield* store.source({ knownAt, functions, batchSize: 7 })
          const expected = Brief.fromRegister(Register.build(recorded, { knownAt }), functions)
          for (const on of days.map(PlainDate.make)) {
            const asked = { on, units: units.map(unit => Id.UnitId.make(unit)), ids, measures, questions: Vietnam.pack.questions }
            const compared = yield* compare(expected, source, { ...asked, alone: on === days[2] })
            known += compared.known
            changes += compared.days
          }
        }
        assert.isAbove(known, 5000)
        assert.isAbove(changes, 1000)
      }))

    test(`built step by step, the tables are what they are built at once, and what a register knew: journal ${seed}`, () =>
      Effect.gen(function* () {
        const [stepwise, atOnce] = [yield* fresh, yield* fresh]
        const facts = journal(seed, 400)
        for (let length = 37; length < facts.length; length += 37) {
          yield* record(stepwise, facts.slice(0, length))
          yield* stepwise.derive
        }
        const recorded = yield* record(stepwise, facts)
        yield* stepwise.derive
        yield* record(atOnce, facts)
        yield* atOnce.derive
        const built = yield* dump(stepwise.select)
        assert.deepStrictEqual(built, yield* dump(atOnce.select))
        yield* stepwise.drop
        yield* stepwise.derive
        assert.deepStrictEqual(yield* dump(stepwise.select), built)
        for (let at = 16; at <= facts.length; at += 7) {
          const register = Register.build(recorded, { knownAt: Id.Position.make(at) })
          const inForce = `known_from <= ${at} and (known_until is null or known_until > ${at})`
          const entries = yield* stepwise.select(
            `select position, corrected_by from {}derived_entry where state = 'fact' and ${inForce} order by on_day, position`
          )
          assert.deepStrictEqual(
            entries.map(([position, by]) => [Number(position), by === null ? undefined : Number(by)]),
            register.known.entries.map(entry => [entry.position, entry.correctedBy])
          )
          const rolls = yield* stepwise.select(
            `select member, cell, valid_from, valid_until from {}derived_membership where ${inForce} order by member, valid_from`
          )
          assert.deepStrictEqual(
            rolls,
            [...Register.members(register)]
              .sort()
              .flatMap(member => Register.rollsOf(register, member).map(({ value, from, until }) => [member, value, from, until ?? null]))
          )
        }
      }))
  }

  test("attendance by member and year, and the members of today, are there for others to read", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const recorded = yield* record(store, journal(11, 900))
      yield* store.derive
      const register = Register.build(recorded, { knownAt: "latest" })
      const rows = yield* store.select("select member, year, attended_as, meetings from {}derived_attendance_by_year")
      const found = new Map(rows.map(([member, year, as, meetings]) => [`${member} ${year} ${as}`, Number(meetings)]))
      let counted = 0
      for (const member of members) {
        for (const year of [2021, 2022, 2023, 2024, 2025]) {
          const period = { from: PlainDate.make(`${year}-01-01`), until: PlainDate.make(`${year + 1}-01-01`) }
          const { present, excused, absent } = Register.attendanceOf(register, Id.MemberId.make(member), period)
          for (const [as, count] of Object.entries({ present, excused, absent })) {
            assert.strictEqual(found.get(`${member} ${year} ${as}`) ?? 0, count)
            counted += count
          }
        }
      }
      assert.isAbove(counted, 10)
      const today = PlainDate.make(new Date().toISOString().slice(0, 10))
      const listed = yield* store.select("select member, cell from {}derived_members_of_today order by member")
      const standing = [...Register.members(register)].sort().flatMap(member => {
        const roll = Register.rollsOf(register, member).find(({ from, until }) => from <= today && (until === undefined || until > today))
        return roll === undefined ? [] : [[member, roll.value]]
      })
      assert.deepStrictEqual(listed, standing)
      assert.isAbove(listed.length, 0)
    }))

  test("a correction recorded later changes only what is known from then on", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const made = [
        Fact.make({ kind: "unit.founded", on: "2020-01-01", unit: "u-1", type: "cell", name: "Chi bộ 1" }),
        Fact.make({ kind: "unit.founded", on: "2020-01-01", unit: "u-2", type: "cell", name: "Chi bộ 2" }),
        Fact.make({ kind: "member.admitted", on: "2021-01-01", member: "m-1", cell: "u-1" }),
        Fact.make({ kind: "contact.made", on: "2024-01-10", member: "m-1", cell: "u-1", channel: "telephone" })
      ]
      const changed = [
        Fact.make({
          kind: "correction.made",
          on: "2024-05-01",
          corrects: 3,
          replacement: Fact.make({ kind: "member.admitted", on: "2021-01-01", member: "m-1", cell: "u-2" })
        }),
        Fact.make({ kind: "correction.retracted", on: "2024-05-01", retracts: 4 })
      ]
      yield* record(store, made)
      const before = yield* store.source({ knownAt: "latest", functions })
      const recorded = yield* record(store, [...made, ...changed])
      const asked = (source: Brief.Source) =>
        Effect.gen(function* () {
          const on = PlainDate.make("2024-02-01")
          const [batch] = yield* Stream.runCollect(source.read({ measures: [contacts], subjects: ["m-1"], on }))
          const inside = yield* Effect.forEach(["u-1", "u-2"], unit => source.subjects("member", Id.UnitId.make(unit), on))
          const counted = batch === undefined ? undefined : Brief.row(batch, 0, source.head, undefined).get(contacts.id)
          return { inside, value: counted?.value, facts: counted?.facts.map(Number) }
        })
      const then = { inside: [["m-1"], []], value: 1, facts: [4] }
      const now = { inside: [[], ["m-1"]], value: 0, facts: [] }
      assert.deepEqual(yield* asked(before), then)
      const latest = yield* store.source({ knownAt: "latest", functions })
      assert.deepEqual(yield* asked(latest), now)
      assert.deepEqual(yield* asked(before), then)
      for (const at of [4, 5, 6]) {
        const source = yield* store.source({ knownAt: Id.Position.make(at), functions })
        const mixed = { ...(at > 5 ? now : then), inside: at > 4 ? now.inside : then.inside }
        assert.deepEqual(yield* asked(source), mixed)
        assert.deepEqual(yield* asked(Brief.fromRegister(Register.build(recorded, { knownAt: Id.Position.make(at) }), functions)), mixed)
      }
    }))

  test("what the tables do not reach is Unsupported, and the latest is always reached", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const facts = journal(5, 60)
      const recorded = yield* record(store, facts.slice(0, 40))
      const unbuilt = yield* Effect.flip(store.source({ knownAt: Id.Position.make(1), functions }))
      assert.deepStrictEqual(unbuilt.reason._tag, "Unsupported")
      yield* store.derive
      const later = yield* record(store, facts)
      for (const knownAt of [Id.Position.make(41), Id.Position.make(1000), later[59]?.recordedAt ?? "latest"] as const) {
        const refused = yield* Effect.flip(store.source({ knownAt, functions }))
        assert.deepStrictEqual(refused.reason._tag, "Unsupported")
      }
      assert.strictEqual((yield* store.source({ knownAt: Id.Position.make(40), functions })).head.digest, recorded[39]?.digest)
      assert.strictEqual((yield* store.source({ knownAt: "latest", functions })).head.position, 60)
      assert.strictEqual((yield* store.source({ knownAt: Id.Position.make(41), functions })).head.position, 41)
    }))

  test("a source says so where the tables are dropped, half built or another journal's, and goes on where they are whole again", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const facts = journal(8, 120)
      const recorded = yield* record(store, facts)
      const source = yield* store.source({ knownAt: "latest", functions, batchSize: 50 })
      const expected = Brief.fromRegister(Register.build(recorded, { knownAt: "latest" }), functions)
      const on = PlainDate.make("2022-06-30")
      const { memberEvaluation } = Vietnam.questions
      const everything = (asked: Brief.Source, subjects: ReadonlyArray<string>) =>
        Effect.gen(function* () {
          const measures = [contacts, Vietnam.measures.memberStanding]
          const batches = yield* Stream.runCollect(asked.read({ measures, subjects, on }))
          return {
            values: batches.flatMap(batch =>
              subjects.map((_, i) => measures.map(({ id }) => Brief.row(batch, i, asked.head, undefined).get(id)?.value))
            ),
            members: yield* asked.subjects("member", Id.UnitId.make("u-0"), on),
            cases: yield* asked.subjects("exemption", Id.UnitId.make("u-0"), on),
            governing: yield* asked.governing(memberEvaluation, subjects, on)
          }
        })
      const subjects = [...members, "nobody"]
      const right = yield* everything(expected, subjects)
      assert.isAbove(right.members.length, 0)
      const isRight = Effect.gen(function* () {
        assert.deepStrictEqual(yield* everything(source, subjects), right)
      })
      /** Each way to ask is refused on its own. Few subjects are asked for that were not asked for before: what is kept stays true. */
      const isRefused = (few: string) =>
        Effect.gen(function* () {
          const period = { from: PlainDate.make("2021-01-01"), until: on }
          for (const [i, asked] of [
            Stream.runCollect(source.read({ measures: [contacts], subjects, on })),
            Stream.runCollect(source.read({ measures: [contacts], subjects: [few], on })),
            Stream.runCollect(source.read({ measures: [Vietnam.measures.memberStanding], subjects, on })),
            Stream.runCollect(source.read({ measures: [Vietnam.measures.memberStanding], subjects: [few], on })),
            source.subjects("member", Id.UnitId.make("u-0"), on),
            source.subjects("exemption", Id.UnitId.make("u-0"), on),
            source.governing(memberEvaluation, subjects, on),
            source.governing(memberEvaluation, [few], on),
            source.changeDays?.({ measures: [contacts], subject: few, period }) ?? Effect.succeed(undefined)
          ].entries()) {
            const answer = yield* Effect.result<unknown, Brief.BriefError, never>(asked)
            const cause = Result.isFailure(answer) ? answer.failure.cause : "an answer"
            assert.strictEqual(cause instanceof Journal.JournalError ? cause.reason._tag : cause, "Unsupported", `${i} of ${few}`)
          }
        })
      yield* isRight
      yield* store.drop
      yield* isRefused("m-1")
      yield* store.derive
      yield* isRight
      // built anew by somebody else, and not at the head yet
      yield* store.change("update {}derived_state set built = 'another', position = 20")
      yield* store.change("delete from {}derived_subject where position > 20")
      yield* isRefused("m-2")
      yield* store.change("update {}derived_state set version = 99")
      yield* isRefused("m-3")
      assert.strictEqual((yield* store.derive).position, facts.length)
      yield* isRight
      // two tables only
      for (const gone of ["view {}derived_members_of_today", "table {}derived_membership", "table {}derived_subject"])
        yield* store.change(`drop ${gone}`)
      yield* isRefused("m-4")
      yield* store.derive
      yield* isRight
      // the journal was replaced, by one as long
      yield* store.change(`update {}record set digest = 'another' where position = ${facts.length}`)
      yield* isRefused("m-5")
      const at = yield* Effect.flip(store.source({ knownAt: Id.Position.make(50), functions }))
      assert.strictEqual(at.reason._tag, "Unsupported")
    }))

  test("tables that were built anew while they were read are read again", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      yield* record(store, journal(6, 120))
      const source = yield* store.source({ knownAt: "latest", functions })
      const asked = { measures: [contacts, Vietnam.measures.memberStanding], subjects: members, on: PlainDate.make("2024-02-15") }
      const before = yield* Stream.runCollect(source.read(asked))
      yield* store.drop
      yield* store.derive
      assert.deepStrictEqual(
        (yield* Stream.runCollect(source.read(asked))).map(({ columns }) => [...columns.values()].map(({ values }) => values)),
        before.map(({ columns }) => [...columns.values()].map(({ values }) => values))
      )
    }))

  test("tables of another release, or without one of them, are built anew", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const facts = journal(6, 120)
      yield* record(store, facts)
      yield* store.derive
      const whole = yield* dump(store.select)
      for (const change of [
        // as the first release had it
        ["alter table {}derived_state drop column built", "update {}derived_state set version = 1"],
        ["update {}derived_state set version = 99"],
        ["drop view {}derived_attendance_by_year", "drop table {}derived_attendance"],
        ["drop table {}derived_state"],
        ["update {}derived_state set digest = 'another'"]
      ]) {
        for (const sql of change) yield* store.change(sql)
        const refused = yield* Effect.flip(store.source({ knownAt: Id.Position.make(50), functions }))
        assert.strictEqual(refused.reason._tag, "Unsupported")
        assert.strictEqual((yield* store.derive).position, facts.length)
        assert.deepStrictEqual(yield* dump(store.select), whole)
      }
    }))

  test("a function that looks further than at what its measure declares fails, or gives what it gives over a register", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const recorded = yield* record(store, beyond)
      const on = PlainDate.make("2024-06-15")
      const register = Register.build(recorded, { knownAt: "latest" })
      const measuredBy = (measure: Measure.Measure, functions: Measure.Functions, batchSize: number) =>
        Effect.gen(function* () {
          const source = yield* store.source({ knownAt: "latest", functions, batchSize })
          const expected = Brief.fromRegister(register, functions)
          let failed = 0
          for (const subjects of batchSize === 1 ? ids[measure.subject].map(id => [id]) : [ids[measure.subject]]) {
            const asked = { measures: [measure], subjects, on }
            const valuesOf = (batches: ReadonlyArray<Brief.Batch>) =>
              batches.flatMap(batch => subjects.map((_, i) => Brief.row(batch, i, source.head, undefined).get(measure.id)?.value))
            const right = valuesOf(yield* Stream.runCollect(expected.read(asked)))
            const found = yield* Effect.result(Stream.runCollect(source.read(asked)))
            if (Result.isSuccess(found)) assert.deepStrictEqual(valuesOf(found.success), right, `${measure.id} of ${subjects}`)
            else {
              assert.strictEqual(found.failure.reason, "BeyondReach")
              assert.strictEqual(found.failure.about, measure.id)
              failed += 1
            }
          }
          return failed
        })
      for (const { measure, fn } of curious) {
        // in one block with all others, some are given all that there is
        yield* measuredBy(measure, { [measure.id]: fn }, 100)
        assert.isAbove(yield* measuredBy(measure, { [measure.id]: fn }, 1), 0, measure.id)
      }
      for (const { measure, fn } of modest) {
        for (const batchSize of [1, 100]) assert.strictEqual(yield* measuredBy(measure, { [measure.id]: fn }, batchSize), 0, measure.id)
      }
    }))

  test("members of the groups below a cell are members of it", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const recorded = yield* record(store, [
        Fact.make({ kind: "unit.founded", on: "2020-01-01", unit: "u-1", type: "cell", name: "Chi bộ 1" }),
        Fact.make({ kind: "unit.founded", on: "2020-01-01", unit: "g-1", type: "party-group", name: "Tổ đảng 1", parent: "u-1" }),
        Fact.make({ kind: "member.enrolled", on: "2021-01-01", member: "m-1", cell: "u-1" }),
        Fact.make({ kind: "member.enrolled", on: "2021-01-01", member: "m-2", cell: "g-1" }),
        Fact.make({
          ...{ kind: "meeting.held", on: "2024-05-03", meeting: "k-1", unit: "u-1", form: "regular" },
          attendance: { present: ["m-1"], excused: [], absent: [] }
        })
      ])
      const source = yield* store.source({ knownAt: "latest", functions })
      const expected = Brief.fromRegister(Register.build(recorded, { knownAt: "latest" }), functions)
      const measure = Vietnam.measures.lastMeetingExpected
      const value = (asked: Brief.Source) =>
        Effect.map(
          Stream.runCollect(asked.read({ measures: [measure], subjects: ["u-1"], on: PlainDate.make("2024-06-15") })),
          ([batch]) => batch && Brief.row(batch, 0, asked.head, undefined).get(measure.id)?.value
        )
      assert.strictEqual(yield* value(expected), 2)
      assert.strictEqual(yield* value(source), 2)
    }))

  test("two may build them at once while somebody records", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const facts = journal(12, 400)
      const recording = Effect.forEach([100, 200, 300, 400], length =>
        Effect.andThen(record(store, facts.slice(0, length)), Effect.yieldNow)
      )
      const building = Effect.forEach([1, 2, 3, 4, 5, 6], () => Effect.andThen(store.derive, Effect.yieldNow))
      yield* Effect.all([building, recording, building, building], { concurrency: "unbounded" })
      assert.strictEqual((yield* store.derive).position, 400)
      const built = yield* dump(store.select)
      yield* store.drop
      yield* store.derive
      assert.deepStrictEqual(yield* dump(store.select), built)
    }))

  test("the SQL of the guide runs and says what a register says, and the columns that it lists are there", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const facts = wandering(31, 420)
      const recorded = yield* record(store, facts)
      yield* store.derive
      const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guide/derived-tables.md"), "utf8")
      const samples = [...guide.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = ""]) => sql.replace(/\bderived_\w+/g, "{}$&"))
      const [rolls = "", changed = "", attended = "", ...more] = samples
      assert.deepStrictEqual(more, [])
      const at = (sql: string, position: number) => store.select(sql.replaceAll("41200", String(position)))
      const on = PlainDate.make("2024-06-30")
      let known = 0
      for (const position of [0, 30, 200, 419, 420]) {
        const register = Register.build(recorded, { knownAt: Id.Position.make(position) })
        const standing = [...Register.members(register)].flatMap(member => {
          const roll = Register.rollsOf(register, member).find(({ from, until }) => from <= on && (until === undefined || until > on))
          return roll === undefined ? [] : [[member, roll.value]]
        })
        assert.deepStrictEqual([...(yield* at(rolls, position))].sort(), standing.sort())
        const since = Register.build(recorded, { knownAt: "latest" })
        const before = new Map(register.known.entries.map(entry => [entry.position, entry.correctedBy ?? null]))
        const after = new Map(since.known.entries.map(entry => [entry.position, entry.correctedBy ?? null]))
        assert.deepStrictEqual(
          (yield* at(changed, position)).map(([each]) => Number(each)),
          [...before.keys()].filter(each => !after.has(each) || after.get(each) !== before.get(each)).sort((a, b) => a - b)
        )
        const counted = yield* at(attended, position)
        const year = { from: PlainDate.make("2023-01-01"), until: PlainDate.make("2024-01-01") }
        assert.deepStrictEqual(
          counted.map(([member, present, listed]) => [member, Number(present), Number(listed)]),
          members.flatMap(member => {
            const { present, meetings } = Register.attendanceOf(register, Id.MemberId.make(member), year)
            return meetings.length === 0 ? [] : [[member, present, meetings.length]]
          })
        )
        known += standing.length + counted.length
      }
      assert.isAbove(known, 20)
      const listed = [...guide.matchAll(/^\| `(derived_\w+)` \| .*? \| (.*) \|$/gm)].map(([, table = "", columns = ""]) => ({
        table,
        columns: [...columns.replace(/\(.*?\)/g, "").matchAll(/`(\w+)`/g)].map(([, column = ""]) => column)
      }))
      assert.strictEqual(listed.length, 7)
      for (const { table, columns } of listed) {
        const positions = /^derived_(entry|subject|membership|attendance)$/.test(table) ? ["known_from", "known_until"] : []
        yield* store.select(`select ${[...columns, ...positions].join(", ")} from {}${table}`)
      }
    }))

  test("no personal payload stands in them", () =>
    Effect.gen(function* () {
      const store = yield* fresh
      const fullName = "Vàng Thị Bí Mật"
      yield* record(store, [Fact.make({ kind: "member.details-changed", on: "2021-03-01", member: "m-1", personal: { fullName } })])
      yield* store.derive
      const text = String(yield* dump(store.select))
      assert.include(text, "m-1")
      assert.notInclude(text, fullName)
    }))
}

/** The ids that random journals name, and some that they do not. */
export const ids: Readonly<Record<Measure.SubjectKind, ReadonlyArray<string>>> = {
  member: [...members, "nobody"],
  cell: units,
  unit: units,
  exemption: [0, 1, 2, 3, 4, 5].flatMap(i => [`e-${i}`, `m-${i}`]),
  assignment: [0, 1, 2, 3, 4, 5].flatMap(i => [`a-${i}`, `m-${i}`]),
  transfer: [0, 1, 2, 3, 4, 5].flatMap(i => [`t-${i}`, `m-${i}`])
}

const { functions } = Vietnam

const contacts: Measure.Measure = {
  ...{ id: "test.contacts", type: "integer", subject: "member", quantity: { vi: "", en: "" }, label: { vi: "", en: "" } },
  of: { by: "count", kind: "contact.made", window: "year" }
}

/** Facts that functions below look at, where they should not. */
const beyond: ReadonlyArray<Fact.Fact> = [
  Fact.make({ kind: "unit.founded", on: "2020-01-01", unit: "u-0", type: "commune-committee", name: "Đảng bộ xã" }),
  ...units.slice(1).map(unit => Fact.make({ kind: "unit.founded", on: "2020-01-01", unit, type: "cell", name: "Chi bộ", parent: "u-0" })),
  ...members.map((member, i) => Fact.make({ kind: "member.enrolled", on: "2021-01-01", member, cell: `u-${1 + (i % 6)}` })),
  ...members.map(member => Fact.make({ kind: "contact.made", on: "2024-01-10", member, cell: "u-1", channel: "telephone" })),
  ...units.slice(1).map((unit, i) => Fact.make({ kind: "office.held", on: "2023-01-01", member: `m-${i}`, unit, office: "secretary" })),
  ...members.map((member, i) =>
    Fact.make({ kind: "exemption.granted", on: "2024-01-10", exemption: `e-${i}`, member, by: "u-1", from: "2024-01-10" })
  ),
  ...units.slice(1).map((unit, i) =>
    Fact.make({
      ...{ kind: "meeting.held", on: "2024-05-03", meeting: `k-${i}`, unit, form: "regular" },
      attendance: { present: members, excused: [], absent: [] }
    })
  )
]

type Fn = Measure.Functions[string]

const computed = (id: string, subject: Measure.SubjectKind, reads: ReadonlyArray<Fact.Kind>, count: (asked: Measure.Asked) => number) => ({
  measure: {
    ...{ id, type: "integer", subject, quantity: { vi: "", en: "" }, label: { vi: "", en: "" } },
    of: { by: "computed", version: 1, reads }
  } satisfies Measure.Measure,
  fn: ((asked: Measure.Asked) => ({ value: count(asked), facts: [] })) satisfies Fn
})

const year = { from: PlainDate.make("2024-01-01"), until: PlainDate.make("2025-01-01") }
const contactsIn = ({ register, subject }: Measure.Asked) => Register.contactsOf(register, Id.MemberId.make(subject), year).length
const secretaries = ({ register, subject, on }: Measure.Asked) => {
  const cell = Register.cellOf(register, Id.MemberId.make(subject), on)
  return cell === undefined ? 0 : Register.holders(register, cell, "secretary", on).length
}
const onRoll = ({ register, subject, on }: Measure.Asked) => Register.membersOf(register, Id.UnitId.make(subject), on).length

/** Functions whose measures do not declare what they read, or that look at others than their subject. */
const curious = [
  computed("undeclared", "member", ["member.enrolled"], contactsIn),
  computed("everybody's", "member", ["exemption.granted"], ({ register }) => Register.exemptions(register).length),
  computed("secretaries", "member", ["member.enrolled", "office.held"], secretaries),
  computed("below", "unit", ["member.enrolled"], onRoll),
  computed("of the case's cell", "exemption", ["exemption.granted", "member.enrolled"], ({ register }) => Register.members(register).length)
]

const modest = [computed("contacts", "member", ["contact.made"], contactsIn), computed("on the roll", "cell", ["member.enrolled"], onRoll)]

/** Records what is not there yet. */
const record = ({ journal }: Store, facts: ReadonlyArray<Fact.Fact | Fact.Unread>) => {
  const recorded = Given.recorded(facts)
  return Effect.as(journal.replicate(Stream.fromIterable(recorded)), recorded)
}

/** All that stands in the tables. */
export const dump = (select: Store["select"]) =>
  Effect.forEach(
    [
      ["derived_entry", "position, known_from"],
      ["derived_subject", "subject, kind, on_day, position, known_from, role"],
      ["derived_membership", "member, valid_from, known_from"],
      ["derived_attendance", "member, position, known_from"],
      ["derived_state", "position"]
    ],
    // which build of the tables it is differs
    ([table, order]) => select(`select ${table === "derived_state" ? "version, position, digest" : "*"} from {}${table} order by ${order}`)
  )
