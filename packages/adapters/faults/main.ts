/**
 * Runs faults and prints a row for each: `pnpm faults [--long] [--<fault> <count>] [--seconds <most for each>] [--seed <n>] [--json]`.
 *
 * Without counts a short round of all is run, with `--long` a long one; when counts are given, only the faults they name. It ends with 1 where a
 * journal did not hold, where a control did, and where nothing happened.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { Generate } from "@chibo/core/testing"
import { Cause, Effect, Exit } from "effect"
import { missingOwn } from "../test/postgres/cluster.ts"
import { fullDisks, ioErrors } from "./io-errors.ts"
import { killsBackends, killsClusters } from "./kills-postgres.ts"
import { killsSqlite } from "./kills-sqlite.ts"
import { lines } from "./lines.ts"
import { powerCuts } from "./power-cuts.ts"
import { racesPostgres, racesSqlite } from "./races.ts"
import { type Harness, type Need, type Row, wrong } from "./row.ts"

const harnesses: ReadonlyArray<Harness> = [
  ...[killsSqlite, killsBackends, killsClusters],
  ...[powerCuts, ioErrors, fullDisks],
  ...[lines, racesSqlite, racesPostgres]
]

const { values } = parseArgs({
  args: process.argv.slice(2).filter(argument => argument !== "--"),
  options: {
    long: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    seconds: { type: "string" },
    seed: { type: "string" },
    ...Object.fromEntries(harnesses.map(({ name }) => [name, { type: "string" } as const]))
  }
})
const given = new Map(
  Object.entries(values).flatMap(([name, value]) => (typeof value === "string" ? [[name, Number(value)] as const] : []))
)
const named = harnesses.some(({ name }) => given.has(name))
const seed = given.get("seed") ?? Date.now() % 1_000_000
const say = (line: string) => (values.json ? undefined : console.log(line))

/** Why a fault cannot be run here. */
const lacking: Readonly<Record<Need, () => string | undefined>> = {
  postgres: missingOwn,
  mount: () => {
    const place = mkdtempSync(join(tmpdir(), "chibo-mount-"))
    const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place])
    if (status === 0) spawnSync("umount", [place])
    rmdirSync(place)
    return status === 0 ? undefined : "no file system can be mounted"
  },
  strace: () => {
    const { status, error } = spawnSync("strace", ["-o", "/dev/null", "true"])
    if (error !== undefined && process.env.CHIBO_REQUIRE_STRACE === "1")
      throw new Error("CHIBO_REQUIRE_STRACE asks for strace, which is not installed")
    return error !== undefined ? "strace is not installed" : status === 0 ? undefined : "strace may not trace here"
  }
}

const rows: Array<Row> = []
/** Harnesses that did not come to an end. */
let fallen = 0
console.error(`seed ${seed}`)
for (const { name, needs, short, long, run } of harnesses) {
  const count = given.get(name) ?? (named ? 0 : values.long ? long : short)
  if (count === 0) continue
  const lack = needs.map(need => lacking[need]()).find(reason => reason !== undefined)
  if (lack !== undefined) {
    console.error(`${name} is not run: ${lack}`)
    continue
  }
  const until = Date.now() + (given.get("seconds") ?? Number.POSITIVE_INFINITY) * 1000
  const exit = await Effect.runPromiseExit(Effect.scoped(run({ count, until, random: Generate.random(seed) })))
  if (Exit.isFailure(exit)) {
    console.error(`${name} failed: ${Cause.pretty(exit.cause)}`)
    fallen++
    continue
  }
  for (const row of exit.value) {
    rows.push(row)
    say(`${JSON.stringify(row)}${wrong(row) === undefined ? "" : `  ✗ ${wrong(row)}`}`)
  }
}
if (values.json) console.log(JSON.stringify(rows))
const red = rows.filter(row => wrong(row) !== undefined).length
say(`${rows.length - red} passed, ${red + fallen} failed`)
process.exit(red + fallen === 0 && rows.length > 0 ? 0 : 1)
