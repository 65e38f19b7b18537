/** A nation in one process: raw fact columns in blocks, measured, decided with reasons, and counted for the quotas. Prints one line of JSON. */
import { Engine, Rulebook } from "@chibo/rules"
import { Result } from "effect"
import { batchOf, measure, room } from "./policy/features.ts"
import { packOf } from "./policy/pack.ts"
import { population } from "./policy/population.ts"
import { asOf } from "./policy/values.ts"

const n = Number(process.argv[2] ?? 5_600_000)
const block = Math.min(n, Number(process.argv[3] ?? 56_000))
const repeats = Number(process.argv[4] ?? 1)

const { pack, questions } = packOf(1)
const rulebook = Result.getOrThrow(Rulebook.make([pack]))
const prepared = Engine.prepare(rulebook, questions, { on: asOf })
const features = room(block)
const scratch: Engine.Scratch = { outputs: undefined }

// what is kept of everybody: a code a question, and two marks a clause
const codes = questions.map(() => new Uint8Array(n))
const [holds, unknown] = [new Int32Array(n), new Int32Array(n)]
let [spent, excellent, most, excess] = [0, 0, 0, 0]
const turns: Array<number> = []
for (let turn = 0; turn < repeats; turn++) {
  spent = 0
  for (let from = 0; from < n; from += block) {
    const raw = population(Math.min(block, n - from), 1 + from / block)
    const start = performance.now()
    measure(raw, features)
    const answers = Engine.run(prepared, batchOf(features), undefined, scratch)
    for (const [q, answer] of answers.entries()) {
      codes[q]?.set(answer.codes, from)
      if (q > 0) continue
      holds.set(answer.holds[0] ?? [], from)
      unknown.set(answer.unknown[0] ?? [], from)
    }
    const last = answers.at(-1)
    const [quota] = last === undefined ? [] : Engine.quotas(last, raw.organisation, raw.organisations)
    const limit = quota?.limits[0]
    if (quota !== undefined && limit !== undefined) {
      for (const [unit, counted] of quota.counted.entries()) {
        excellent += counted
        most += limit[unit] ?? 0
        excess += Math.max(0, counted - (limit[unit] ?? 0))
      }
    }
    spent += performance.now() - start
  }
  turns.push(spent)
}
const sorted = [...turns].sort((a, b) => a - b)
const seconds = (sorted[sorted.length >> 1] ?? 0) / 1_000
console.log(JSON.stringify({ n, seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1_024), excellent, most, excess }))
