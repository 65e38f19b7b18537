import { Effect } from "effect"
import * as Memory from "@chibo/adapters/memory"
import * as Sqlite from "@chibo/adapters/sqlite"
import { it } from "vitest"
import { counts, dryRunMembers, file, header, importMembers, rows, members, lookup } from "./fixtures.ts"
import { records } from "../../src/csv/file.ts"
import * as Csv from "@chibo/adapters/csv"
it("bench", async () => {
  const input = file(header, ...rows(20_000))
  const time = async (what: string, f: () => unknown) => { const t = performance.now(); await f(); console.log(what, Math.round(performance.now() - t), "ms") }
  await time("records", () => records(input.bytes, ","))
  await time("read", () => Csv.read(input.bytes, members, lookup))
  await Effect.runPromise(Effect.gen(function*(){
    const timed = <A,E,R>(what: string, e: Effect.Effect<A,E,R>) => Effect.suspend(() => { const t = performance.now(); return Effect.tap(e, () => Effect.sync(() => console.log(what, Math.round(performance.now()-t), "ms"))) })
    yield* timed("dry", dryRunMembers(input))
    const r = yield* timed("import", importMembers(input))
    console.log(counts(r))
    console.log(counts(yield* timed("again", importMembers(input))))
  }).pipe(Effect.provide(Memory.layer)))
}, 120000)
