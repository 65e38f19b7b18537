/**
 * Writes the files of `data/`: people who do not exist, in organisations that did, counted so that the published figures come out.
 *
 * The same bytes every time: the only source of chance is seeded, and no clock is read. What was written is then counted again from the rows
 * alone; a figure that does not come out stops the program.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { check } from "./generate/check.ts"
import { memberEvaluations, unitEvaluations } from "./generate/evaluations.ts"
import { exemptions } from "./generate/exemptions.ts"
import { meetings } from "./generate/meetings.ts"
import { assignments, charges, offices } from "./generate/offices.ts"
import { departures, members } from "./generate/rolls.ts"
import { csv } from "./generate/table.ts"
import { transfers } from "./generate/transfers.ts"
import { designations, unitChanges, units } from "./generate/units.ts"

const tables = [
  units,
  unitChanges,
  designations,
  members,
  departures,
  transfers,
  offices,
  charges,
  assignments,
  exemptions,
  meetings,
  memberEvaluations,
  unitEvaluations
]

const checks = check(tables)

const folder = join(import.meta.dirname, "..", "data")
mkdirSync(folder, { recursive: true })
for (const table of tables) {
  writeFileSync(join(folder, table.name), csv(table))
  console.log(`${table.name}: ${table.rows.length} rows`)
}
console.log(`${checks} checks passed`)
