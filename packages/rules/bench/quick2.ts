import { population } from "./policy/population.ts"
import { measure, room, batchOf } from "./policy/features.ts"
import * as hand from "./policy/hand.ts"
import { packOf, policy } from "./policy/pack.ts"
const { pack } = packOf(1)
const { questions } = policy()
import { asOf } from "./policy/values.ts"
import { Engine, Rulebook } from "@chibo/rules"
import { Result } from "effect"
const n = Number(process.argv[2] ?? 100_000)
const raw = population(n, 1)
const f = room(n)
measure(raw, f)
const out = hand.written(n)
const book = Result.getOrThrow(Rulebook.make([pack]))
const batch = batchOf(f)
const cpu = (fn: () => void, k: number) => {
  for (let i = 0; i < 3; i++) fn()
  const a = process.cpuUsage()
  for (let i = 0; i < k; i++) fn()
  return ((process.cpuUsage(a).user * 1000) / k / n).toFixed(1)
}
console.log(
  "cols",
  cpu(() => hand.overColumns(f, out), 20)
)
for (const [name, q] of [...Object.entries(questions), ["all", null]] as any) {
  const prepared = Engine.prepare(book, q === null ? Object.values(questions) : [q], {
    on: asOf,
    execution: (process.argv[3] ?? "generated") as Engine.Execution
  })
  const scratch = { outputs: undefined }
  console.log(
    name,
    prepared.plan.stages.length,
    cpu(() => Engine.run(prepared, batch, undefined, scratch), process.argv[3] ? 3 : 20)
  )
}
