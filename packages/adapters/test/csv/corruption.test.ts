import { Effect } from "effect"
import * as Memory from "@chibo/adapters/memory"
import { describe, expect, it } from "vitest"
import { RecordReader, records } from "../../src/csv/records.ts"
import { counts, dryRunMembers, file, header, importMembers, row, rows, sums } from "./fixtures.ts"

/** A small generator with a seed, so that a failure can be repeated. */
const random = (seed: number) => {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const canary = "Canary Bí Mật"
const good = file(
  header,
  ...rows(30),
  `c1,${canary},01/02/1988,nam,05/06/2011,cl-dd-01,99887766`,
  `c2,"${canary}, Ba",1988,nữ,05/06/2011,cl-dd-02,`,
  row(5)
).bytes
const nasty = [0x22, 0x2c, 0x0a, 0x0d, 0x00, 0xff, 0x20, 0x2f, 0x30, 0x3b]

const corrupt = (bytes: Uint8Array, below: (n: number) => number): Uint8Array => {
  let result = [...bytes]
  for (let times = 1 + below(6); times > 0 && result.length > 4; times--) {
    const at = below(result.length)
    const to = at + below(Math.min(40, result.length - at))
    switch (below(6)) {
      case 0:
        result[at] = (result[at] ?? 0) ^ (1 << below(8))
        break
      case 1:
        result[at] = nasty[below(nasty.length)] ?? 0
        break
      case 2:
        result.splice(at, 0, nasty[below(6)] ?? 0)
        break
      case 3:
        result.splice(at, to - at)
        break
      case 4: {
        const part = result.splice(at, to - at)
        result.splice(below(result.length), 0, ...part)
        break
      }
      default:
        if (below(4) === 0) result = result.slice(0, at)
        else result.splice(at, 0, ...result.slice(at, to))
    }
  }
  return Uint8Array.from(result)
}

describe("a corrupted file", () => {
  const runs = 400
  it(`is refused or adds up, ${runs} times`, async () => {
    const seen = { refused: 0, reports: 0, bad: 0, codes: new Map<string, number>() }
    for (let seed = 1; seed <= runs; seed++) {
      const input = { name: "members.csv", bytes: corrupt(good, random(seed * 7919)) }
      await Effect.runPromise(
        Effect.gen(function* () {
          const would = yield* Effect.result(dryRunMembers(input, { chunkSize: 7 }))
          const outcome = yield* Effect.result(importMembers(input, { chunkSize: 7 }))
          expect(outcome._tag, `seed ${seed}`).toBe(would._tag)
          if (outcome._tag === "Failure") {
            expect(outcome.failure._tag).toBe("FileError")
            expect(JSON.stringify(outcome.failure) + outcome.failure.message).not.toMatch(/Canary|Bí Mật|99887766/)
            seen.refused++
            return
          }
          const report = outcome.success
          expect(sums(report), `seed ${seed}`).toBe(true)
          if (would._tag === "Success") expect(counts(would.success), `seed ${seed}`).toEqual(counts(report))
          expect(JSON.stringify([report.badRows, report.violations]), `seed ${seed}`).not.toMatch(/Canary|Bí Mật|99887766/)
          for (const { line, code, vi, en } of report.badRows) {
            expect(line > 1 && vi !== "" && en !== "").toBe(true)
            seen.codes.set(code, (seen.codes.get(code) ?? 0) + 1)
          }
          const again = yield* importMembers(input, { chunkSize: 7 })
          expect(again.appended, `seed ${seed}`).toBe(0)
          expect({ ...counts(again), good: 0, known: 0 }).toEqual({ ...counts(report), good: 0, known: 0, appended: 0 })
          seen.reports++
          seen.bad += report.bad
        }).pipe(Effect.provide(Memory.layer))
      )
    }
    console.log(
      `corruption: looked at ${runs} files: ${seen.refused} refused, ${seen.reports} reported, ${seen.bad} bad rows`,
      Object.fromEntries(seen.codes)
    )
    expect(Math.min(seen.refused, seen.reports, seen.bad)).toBeGreaterThan(0)
  })

  it("has every line of it in one record", () => {
    let looked = 0
    for (let seed = 1; seed <= 5000; seed++) {
      const text = new TextDecoder().decode(corrupt(good, random(seed * 104_729)))
      const found = records(text, ",")
      const [reader, below] = [new RecordReader(","), random(seed)]
      const pieces: Array<unknown> = []
      for (let at = 0; at < text.length; ) {
        const to = at + 1 + below(60)
        pieces.push(...reader.read(text.slice(at, to)))
        at = to
      }
      expect([...pieces, ...reader.end()], `seed ${seed}`).toEqual(found)
      looked++
      let next = 1
      for (const {
        at: { line, lastLine }
      } of found) {
        expect(line, `seed ${seed}`).toBe(next)
        expect(lastLine).toBeGreaterThanOrEqual(line)
        next = lastLine + 1
      }
      expect(next - 1, `seed ${seed}`).toBe(text.split(/\r\n|\r|\n/).length - (/[\r\n]$/.test(text) ? 1 : 0))
    }
    console.log(`lines: looked at ${looked} files`)
    expect(looked).toBeGreaterThan(1000)
  })

  it("of 20,000 broken quotes is read in time that grows with its length", async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => (n % 2 === 0 ? `"x${n}` : `""",a""b`))
    const report = await Effect.runPromise(Effect.provide(dryRunMembers(file(header, ...lines)), Memory.layer))
    expect(sums(report)).toBe(true)
    expect(report.good).toBe(0)
  })
})
