/**
 * The long round of mutated CSV files: `node --conditions=@chibo/source packages/adapters/bench/mutation.ts [rows] [seed] --json`.
 */
import { mutateRows } from "../test/csv/mutation.ts"

const [rows = 1_000_000, seed = 1] = process.argv
  .slice(2)
  .filter(argument => /^\d+$/.test(argument))
  .map(Number)
const start = performance.now()
const { codes, ...looked } = mutateRows(rows, seed)
const result = { seed, ...looked, codes: Object.fromEntries(codes), seconds: Math.round((performance.now() - start) / 1000) }
console.log(process.argv.includes("--json") ? JSON.stringify(result) : result)
if (looked.good + looked.bad + looked.asked !== looked.rows) process.exitCode = 1
