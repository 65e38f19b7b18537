// A stranger's first program: facts into an SQLite file, a question, an answer with its reason.
import { strictEqual } from "node:assert"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Sqlite from "@chibo/adapters/sqlite"
import { Fact, Journal, PlainDate, Register } from "@chibo/core"
import { Brief, Explain, Report } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Effect, Stream } from "effect"

const folder = mkdtempSync(join(tmpdir(), "chibo-stranger-"))

const program = Effect.gen(function* () {
  const journal = yield* Journal.Journal
  yield* journal.append({
    operation: Journal.operation("op-1"),
    source: "by hand",
    recordedBy: "clerk",
    facts: [
      Fact.make({ kind: "unit.founded", on: "2010-01-01", unit: "c-1", type: "cell", name: "Chi bộ 1" }),
      Fact.make({ kind: "member.admitted", on: "2015-05-19", member: "m-1", cell: "c-1" }),
      Fact.make({
        kind: "exemption.requested",
        on: "2021-10-01",
        exemption: "x-1",
        member: "m-1",
        cell: "c-1",
        type: "temporary",
        ground: "away-for-work",
        from: "2021-11-01",
        until: "2022-05-01"
      })
    ]
  })
  const register = Register.build(yield* Stream.runCollect(journal.read({})), { knownAt: "latest" })
  const source = Brief.fromRegister(register, Vietnam.functions)
  const on = PlainDate.make("2021-10-02")
  const [found] = yield* Report.adviceFor([Vietnam.pack], source, [Vietnam.questions.exemptionRequest], "x-1", on)
  if (found === undefined) throw new Error("no advice")
  strictEqual(found.advice._tag === "Outcome" && found.advice.outcome, "committee-may-grant")
  return Explain.toText(Explain.why(found.rulebook, found.advice, found.brief), "en")
})

console.log(await Effect.runPromise(program.pipe(Effect.provide(Sqlite.layer({ filename: join(folder, "journal.sqlite") })))))
rmSync(folder, { recursive: true })
