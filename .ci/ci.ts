/** Runs every suite, one after the other, and sums what they counted. The test command is the very one of the README. */
import { spawn } from "node:child_process"

interface Step {
  readonly name: string
  readonly command: string
  /** How the suite says what it counted; a step without counts as one check. */
  readonly counts?: RegExp
}

const closing = /(?<passed>\d+) passed, (?<failed>\d+) failed\s*$/
const steps: ReadonlyArray<Step> = [
  { name: "test", command: "npx -y pnpm@12 test", counts: /^\s*Tests\s+(?:(?<failed>\d+) failed)?(?: \| )?(?:(?<passed>\d+) passed)?/m },
  { name: "check", command: "npx -y pnpm@12 check" },
  { name: "faults", command: "npx -y pnpm@12 faults", counts: closing },
  { name: "docs:test", command: "npx -y pnpm@12 docs:test", counts: closing },
  { name: "pack:check", command: "npx -y pnpm@12 pack:check", counts: closing },
  { name: "demo", command: "npx -y pnpm@12 demo" }
]

const run = (command: string) =>
  new Promise<{ readonly code: number; readonly output: string }>(resolve => {
    const child = spawn(command, {
      shell: true,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" }
    })
    let output = ""
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString()
      process.stdout.write(chunk)
    })
    child.on("close", code => resolve({ code: code ?? 1, output }))
  })

let [passed, failed] = [0, 0]
for (const step of steps) {
  console.log(`\n── ${step.name}: ${step.command}`)
  const { code, output } = await run(step.command)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is taken out
  const groups = step.counts?.exec(output.replace(/\u001b\[[0-9;]*m/g, "").trimEnd())?.groups
  const counted = { passed: Number(groups?.passed ?? 0), failed: Number(groups?.failed ?? 0) }
  if (step.counts === undefined) counted.passed = code === 0 ? 1 : 0
  if (code !== 0 && counted.failed === 0) counted.failed = 1
  if (step.counts !== undefined && counted.passed === 0 && counted.failed === 0) counted.failed = 1
  passed += counted.passed
  failed += counted.failed
  console.log(`── ${step.name}: ${counted.passed} passed, ${counted.failed} failed`)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
