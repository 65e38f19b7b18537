import { spawn } from "node:child_process"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { book } from "./book.ts"
import { hostile, merged } from "./hostile.ts"
import type { Verdict } from "./victim.ts"

/** Has a process of its own read workbooks, with so many megabytes of heap; gives the lines that it lived to write. */
const read = (workbooks: ReadonlyArray<() => Uint8Array>, heap: number, reader = "ours"): Promise<ReadonlyArray<Verdict>> =>
  new Promise((resolve, reject) => {
    const victim = join(import.meta.dirname, "victim.ts")
    const memory = [`--max-old-space-size=${heap}`, "--max-semi-space-size=8"]
    const child = spawn(process.execPath, ["--conditions=@chibo/source", ...memory, victim, reader], { stdio: ["pipe", "pipe", "ignore"] })
    let output = ""
    const end = setTimeout(() => child.kill("SIGKILL"), 110_000)
    child.stdout.on("data", chunk => {
      output += chunk
      send(output.split("\n").length - 1)
    })
    child.stdin.on("error", () => undefined) // it died; what it wrote tells
    child.on("error", reject)
    child.on("close", () => {
      clearTimeout(end)
      resolve(
        output
          .split("\n")
          .slice(0, -1)
          .map(line => JSON.parse(line))
      )
    })
    const send = (at: number) => {
      const bytes = workbooks[at]?.()
      if (bytes === undefined) return child.stdin.end()
      const head = Buffer.alloc(8)
      head.writeBigUInt64LE(BigInt(bytes.length))
      child.stdin.write(head)
      child.stdin.write(bytes)
    }
    send(0)
  })

/** Megabytes of heap, for the reader and for the control. */
const heap = 256

describe("hostile workbooks", () => {
  it("are refused, each for its reason, in little time and memory", { timeout: 120_000 }, async () => {
    const verdicts = await read([() => book({}), ...hostile.map(each => each.bytes), () => book({})], heap)
    assert.isAtLeast(hostile.length, 40)
    assert.strictEqual(verdicts.length, hostile.length + 2, "the reader must outlive every workbook")
    const [first, ...others] = verdicts
    for (const good of [first, others.at(-1)]) assert.deepEqual([good?.rows, good?.reason], [1, undefined])
    hostile.forEach(({ name, expect, what }, i) => {
      const { reason, millis = Number.NaN, peak = Number.NaN } = others[i] ?? {}
      assert.strictEqual(reason?._tag, expect, `${name}: ${JSON.stringify(reason)}`)
      if (what !== undefined) assert.strictEqual(reason?._tag === "Limit" ? reason.what : undefined, what, name)
      assert.isBelow(millis, 2000, name)
      assert.isBelow(peak - (first?.peak ?? 0), 200_000_000, name)
    })
    const slowest = Math.max(...verdicts.map(({ millis }) => millis))
    const most = ((verdicts.at(-1)?.peak ?? 0) - (first?.peak ?? 0)) / 1e6
    console.log(
      `xlsx: ${hostile.length} hostile workbooks, the slowest in ${slowest.toFixed(0)} ms, ${most.toFixed(0)} MB more than before in all`
    )
  })

  it("kill exceljs: the first of them, with the same heap", { timeout: 120_000 }, async () => {
    const [verdict] = await read([merged], heap, "exceljs")
    assert.isTrue(verdict === undefined || verdict.millis > 2000 || verdict.peak > 400_000_000, JSON.stringify(verdict))
    const [control] = await read([() => book({})], heap, "exceljs")
    assert.deepInclude(control, { rows: 1 })
  })
})
