/**
 * How many members are measured in a second: by the derived tables of a SQLite file, beside a register in memory, in one run.
 *
 * `node --conditions=@chibo/source packages/adapters/bench/derived.ts [members] --json`
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Fact, Id, Journal, PlainDate, Register } from "@chibo/core"
import { Brief, type Measure } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Stream } from "effect"
import * as Sqlite from "../src/sqlite/index.ts"

// arguments

const json = process.argv.includes("--json")
const [people = 20_000] = process.argv
  .slice(2)
  .filter(argument => /^\d+$/.test(argument))
  .map(Number)

// a district: cells of 50, a meeting a month, and what is recorded of every member in two years

const cells = Math.ceil(people / 50)
const organisation = [
  Fact.make({ kind: "unit.founded", on: "2010-01-01", unit: "u-0", type: "commune-committee", name: "Đảng bộ" }),
  ...Array.from({ length: cells }, (_, i) =>
    Fact.make({ kind: "unit.founded", on: "2010-01-01", unit: `u-${i + 1}`, type: "cell", name: `Chi bộ ${i + 1}`, parent: "u-0" })
  )
]
const ofMember = (i: number): ReadonlyArray<Fact.Fact> => {
  const [member, cell] = [`m-${i}`, `u-${1 + (i % cells)}`]
  return [
    Fact.make({ kind: "member.admitted", on: "2015-01-01", member, cell }),
    Fact.make({ kind: "member.recognised", on: "2016-01-01", member }),
    Fact.make({ kind: "contact.made", on: "2024-03-01", member, cell, channel: "telephone" }),
    Fact.make({ kind: "dues.payer-class-set", on: "2023-01-01", member, class: "insured" }),
    ...["2024-01", "2024-02"].map(month => Fact.make({ kind: "dues.paid", on: `${month}-05`, member, month, amount: 20_000, to: cell })),
    Fact.make({ kind: "evaluation.decided", on: "2023-12-15", member, year: 2023, grade: "good", by: "u-0", regime: "2023" })
  ]
}
const meetings = Array.from({ length: cells * 6 }, (_, i) => {
  const cell = i % cells
  const present = Array.from({ length: 50 }, (_, k) => cell + k * cells).flatMap(m => (m < people ? [`m-${m}`] : []))
  const on = `2024-0${1 + Math.floor(i / cells)}-03`
  return Fact.make({
    ...{ kind: "meeting.held", on, meeting: `k-${i}`, unit: `u-${1 + cell}`, form: "regular" },
    attendance: { present, excused: [], absent: [] }
  })
})
const facts: ReadonlyArray<Fact.Fact> = [...organisation, ...Array.from({ length: people }, (_, i) => ofMember(i)).flat(), ...meetings]

// measuring

const on = PlainDate.make("2024-07-15")
const { contactsTwelveMonths, memberDegraded, memberDisciplined, memberStanding, partyAge, memberExempt } = Vietnam.measures
const asked: Readonly<Record<string, ReadonlyArray<Measure.Measure>>> = {
  "three aggregates": [contactsTwelveMonths, memberDegraded, memberDisciplined],
  "three computed": [memberStanding, partyAge, memberExempt]
}

const results: Array<Readonly<Record<string, string | number>>> = []
const timed = <A, E, R>(name: string, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const [start, spent] = [performance.now(), process.cpuUsage()]
    const value = yield* effect
    const { user, system } = process.cpuUsage(spent)
    const seconds = (performance.now() - start) / 1000
    const cpuSeconds = (user + system) / 1e6
    results.push({
      name,
      seconds,
      cpuSeconds,
      membersPerSecond: Math.round(people / seconds),
      membersPerCpuSecond: Math.round(people / cpuSeconds)
    })
    return value
  })

const folder = mkdtempSync(join(tmpdir(), "chibo-derived-"))
const filename = join(folder, "journal.sqlite")
const append = Effect.gen(function* () {
  const journal = yield* Journal.Journal
  for (let at = 0; at < facts.length; at += 5000) {
    const [first, ...rest] = facts.slice(at, at + 5000)
    if (first === undefined) break
    yield* journal.append({ operation: Id.OperationId.make(`op-${at}`), source: "bench", recordedBy: "bench", facts: [first, ...rest] })
  }
})
const measure = (name: string, source: Brief.Source) =>
  Effect.gen(function* () {
    const subjects = yield* timed(`${name}: members of the district`, source.subjects("member", Id.UnitId.make("u-0"), on))
    if (subjects.length !== people) return yield* Effect.die(new Error(`${subjects.length} members`))
    let values = 0
    for (const [what, measures] of Object.entries(asked)) {
      const batches = yield* timed(`${name}: ${what}`, Stream.runCollect(source.read({ measures, subjects, on })))
      for (const { columns } of batches) for (const { values: numbers } of columns.values()) for (const number of numbers) values += number
    }
    return values
  })

const program = Effect.gen(function* () {
  yield* timed("append", append.pipe(Effect.provide(Sqlite.layer({ filename }))))
  yield* timed("derived tables built", Sqlite.derive({ filename }))
  const knownAt = "latest" as const
  const derived = yield* timed("sqlite: opened", Sqlite.briefSource({ filename, knownAt, functions: Vietnam.functions }))
  const ours = yield* measure("sqlite", derived)
  const register = yield* timed(
    "register: read and built",
    Effect.gen(function* () {
      const journal = yield* Journal.Journal
      return Register.build(yield* Stream.runCollect(journal.read({})), { knownAt })
    }).pipe(Effect.provide(Sqlite.layer({ filename })))
  )
  const theirs = yield* measure("register", Brief.fromRegister(register, Vietnam.functions))
  if (ours !== theirs || ours === 0) return yield* Effect.die(new Error(`sqlite measured ${ours}, the register ${theirs}`))
  return undefined
})

try {
  await Effect.runPromise(Effect.scoped(program))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (json) console.log(JSON.stringify({ members: people, facts: facts.length, results }))
else console.table(results)
