/**
 * Chibo beside its peers on one policy, in turns in one process, medians of turns; and the nation in a process of its own. `--json` prints the table
 * as JSON and nothing else; `--quick` takes fewer turns and leaves the slowest peers out. See README.md for what the rows mean.
 */
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { type Brief, Engine, Rulebook } from "@chibo/rules"
import { Effect, Result, Stream } from "effect"
import { feel } from "./peers/feel.ts"
import { jsonLogic } from "./peers/json-logic.ts"
import { jsonRulesEngine } from "./peers/json-rules-engine.ts"
import type { Peer } from "./peers/peer.ts"
import { publicodes } from "./peers/publicodes.ts"
import { zen } from "./peers/zen.ts"
import { batchOf, type Features, measure, room, rowsOf } from "./policy/features.ts"
import * as hand from "./policy/hand.ts"
import { packOf } from "./policy/pack.ts"
import { population } from "./policy/population.ts"
import { asOf } from "./policy/values.ts"

interface Line {
  readonly bench: string
  readonly n: number
  readonly chiboNs: number
  readonly peerNs: number | null
  /** As the goal is put: Chibo over the base, or the peer over Chibo. */
  readonly ratio: number | null
  readonly differences: number
  readonly reach: string
  readonly peakMb?: number
}

const quick = process.argv.includes("--quick")
const json = process.argv.includes("--json")
const lines: Array<Line> = []
const note = (line: Line) => {
  lines.push(line)
  if (!json)
    console.error(
      `${line.bench}: ${line.ratio === null ? `${Math.round(line.chiboNs)} ns` : line.ratio.toPrecision(3)} (reach ${line.reach})`
    )
}

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const timed = async (run: () => unknown): Promise<number> => {
  const start = performance.now()
  await run()
  return (performance.now() - start) * 1e6
}
/** Two programs in turns, a warm-up first; nanoseconds a turn, as medians. */
const inTurns = async (turns: number, a: () => unknown, b: () => unknown): Promise<readonly [number, number]> => {
  await a()
  await b()
  const times: Array<readonly [number, number]> = []
  for (let turn = 0; turn < turns; turn++) times.push([await timed(a), await timed(b)])
  return [median(times.map(([first]) => first)), median(times.map(([, second]) => second))]
}

const featuresOf = (n: number, seed: number): Features => {
  const features = room(n)
  measure(population(n, seed), features)
  return features
}

const { pack, questions } = packOf(1)
const rulebook = Result.getOrThrow(Rulebook.make([pack]))
const prepared = Engine.prepare(rulebook, questions, { on: asOf })
const scratch: Engine.Scratch = { outputs: undefined }

/** Chibo's answers as the ten bits that everybody else gives. */
const packedCodes = (answers: ReadonlyArray<Engine.AdviceBatch>): Uint16Array => {
  const of = (id: string) => answers.find(({ question }) => question.id === `bench.${id}`)?.codes ?? new Uint8Array(0)
  const [exemption, attendance, dues, transfer, grade] = [of("exemption"), of("attendance"), of("dues"), of("transfer"), of("grade")]
  return Uint16Array.from(exemption, (code, i) =>
    hand.packed(code, (attendance[i] === 0 ? 1 : 0) | (dues[i] === 0 ? 2 : 0), transfer[i] ?? 0, grade[i] ?? 0)
  )
}
const differing = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let count = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++
  return count
}

const million = async () => {
  const n = 1_000_000
  const raw = population(n, 1)
  const features = room(n)
  measure(raw, features)
  const [rows, batch] = [rowsOf(features), batchOf(features)]
  const [codes, out] = [new Uint16Array(n), hand.written(n)]
  const chibo = () => Engine.run(prepared, batch, undefined, scratch)
  const turns = quick ? 5 : 15

  hand.overRows(rows, codes)
  const answers = chibo()
  const grade = answers.at(-1)
  const [quota] = grade === undefined ? [] : Engine.quotas(grade, raw.organisation, raw.organisations)
  const byHand = hand.quota(Uint8Array.from(codes, hand.gradeOf), raw.organisation, raw.organisations)
  const quotaDifferences = differing(quota?.counted ?? [1], byHand.counted) + differing(quota?.limits[0] ?? [1], byHand.limit)
  const differences = differing(packedCodes(answers), codes) + quotaDifferences

  const [ours, base] = await inTurns(turns, chibo, () => hand.overRows(rows, codes))
  note({
    bench: "decisions with reasons, columns ÷ rows by hand without reasons",
    n,
    chiboNs: ours / n,
    peerNs: base / n,
    ratio: ours / base,
    differences,
    reach: "≤ 2"
  })

  hand.overColumns(features, out)
  const marks = markDifferences(answers, out)
  const each =
    differing(grade?.codes ?? [], out.grade) + differing(answers[1]?.codes ?? [], out.term) + differing(answers[0]?.codes ?? [], out.ground)
  const [again, columns] = await inTurns(turns, chibo, () => hand.overColumns(features, out))
  note({
    bench: "pack as data ÷ columns by hand, same outputs",
    n,
    chiboNs: again / n,
    peerNs: columns / n,
    ratio: again / columns,
    differences: marks + each,
    reach: "≤ 1.5"
  })

  const logic = jsonLogic()
  const theirs = new Uint16Array(n)
  await logic.decide(rows, theirs)
  const [mine, peer] = await inTurns(quick ? 2 : 5, chibo, () => logic.decide(rows, theirs))
  note({
    bench: `${logic.name} without reasons ÷ Chibo with`,
    n,
    chiboNs: mine / n,
    peerNs: peer / n,
    ratio: peer / mine,
    differences: differing(theirs, codes),
    reach: "≥ 2"
  })

  const size = 1_024
  const batches = Array.from({ length: Math.ceil(n / size) }, (_, k) => slice(features, k * size, Math.min(n, (k + 1) * size)))
  const small: Engine.Scratch = { outputs: undefined }
  const plain = () => {
    for (const part of batches) Engine.run(prepared, part, undefined, small)
  }
  const effect = () =>
    Effect.runPromise(
      Stream.runForEach(Stream.fromIterable(batches), part => Effect.sync(() => Engine.run(prepared, part, undefined, small)))
    )
  const [through, direct] = await inTurns(turns, effect, plain)
  note({
    bench: "through Effect in batches of 1,024 ÷ plain call",
    n,
    chiboNs: through / n,
    peerNs: direct / n,
    ratio: through / direct,
    differences: 0,
    reach: "≤ 1.1"
  })
}

/** Members of whom some clause has other marks than the loop by hand gave it; the clauses stand in another order there. */
const markDifferences = (answers: ReadonlyArray<Engine.AdviceBatch>, out: hand.Written): number => {
  const places = answers.flatMap(answer =>
    Engine.clausesOf(answer).map((id, place) => [answer.offset + place, hand.clauses.indexOf(id.slice(6))] as const)
  )
  const [holds, unknown] = [answers[0]?.holds[0] ?? [], answers[0]?.unknown[0] ?? []]
  let count = places.length === hand.clauses.length ? 0 : 1
  for (let i = 0; i < out.certain.length; i++) {
    const [ours, doubts, theirs] = [holds[i] ?? 0, unknown[i] ?? 0, out.certain[i] ?? 0]
    const same = doubts === out.unknown[i] && places.every(([own, other]) => ((ours >> own) & 1) === ((theirs >> other) & 1))
    if (!same) count++
  }
  return count
}

/** Rows of a batch, without copying; masks stay shared, as they are in the whole. */
const slice = (features: Features, from: number, until: number): Brief.Batch => {
  const part = Object.fromEntries(
    Object.entries(features).map(([key, list]) => [key, typeof list === "number" ? until - from : list.subarray(from, until)])
  )
  return batchOf(part as unknown as Features) // sound: the same lists, cut
}

const peers = async () => {
  const n = 10_000
  const features = featuresOf(n, 2)
  const [rows, batch] = [rowsOf(features), batchOf(features)]
  const codes = new Uint16Array(n)
  hand.overRows(rows, codes)
  const own: Engine.Scratch = { outputs: undefined }
  const compare = async (peer: Peer, turns: number, reach: string, some = n) => {
    const few = rows.slice(0, some)
    const theirs = new Uint16Array(some)
    await peer.decide(few, theirs)
    // each turn of ours is repeated, as one alone would be too short to time
    const times = 50
    const [mine, peerNs] = await inTurns(
      turns,
      () => {
        for (let k = 0; k < times; k++) Engine.run(prepared, batch, undefined, own)
      },
      () => peer.decide(few, theirs)
    )
    const [a, b] = [mine / times / n, peerNs / some]
    note({
      bench: `${peer.name}${peer.reasons ? " with reasons" : ""} ÷ Chibo with`,
      n: some,
      chiboNs: a,
      peerNs: b,
      ratio: b / a,
      differences: differing(theirs, codes.slice(0, some)),
      reach
    })
  }
  await compare(zen(), quick ? 2 : 5, "≥ 300")
  await compare(jsonRulesEngine(), quick ? 1 : 3, "≥ 5,000", quick ? 1_000 : n)
  if (quick) return
  await compare(feel(), 2, "none set", 2_000)
  await compare(publicodes(), 2, "none set", 2_000)
}

const growth = async () => {
  const n = 20_000
  const batch = batchOf(featuresOf(n, 3))
  const copies = 48
  const many = packOf(copies)
  const large = Engine.prepare(Result.getOrThrow(Rulebook.make([many.pack])), many.questions, { on: asOf })
  const [first, second]: [Engine.Scratch, Engine.Scratch] = [{ outputs: undefined }, { outputs: undefined }]
  const [wide, one] = await inTurns(
    quick ? 3 : 7,
    () => Engine.run(large, batch, undefined, first),
    () => {
      for (let k = 0; k < copies; k++) Engine.run(prepared, batch, undefined, second)
    }
  )
  note({
    bench: `a clause at ${copies * 27} clauses ÷ at 27`,
    n,
    chiboNs: wide / n / copies / 27,
    peerNs: one / n / copies / 27,
    ratio: wide / one,
    differences: 0,
    reach: "≤ 1.5"
  })
}

const single = async () => {
  const n = 10_000
  const batch = batchOf(featuresOf(n, 4))
  const answers = Engine.run(prepared, batch)
  const why = () => {
    for (let i = 0; i < n; i++) for (const answer of answers) Engine.reasonsAt(answer, i)
  }
  const [reasons] = await inTurns(quick ? 3 : 9, why, () => undefined)
  note({
    bench: "why, one member, all questions, from the marks",
    n: 1,
    chiboNs: reasons / n,
    peerNs: null,
    ratio: null,
    differences: 0,
    reach: "≤ 20 µs"
  })

  // a warm process, a pack seen for the first time: the rulebook is made before, the loops with the first row
  const tiny = batchOf(featuresOf(1, 5))
  const books = Array.from({ length: quick ? 10 : 40 }, () => Result.getOrThrow(Rulebook.make([pack])))
  const times: Array<number> = []
  for (const book of books) times.push(await timed(() => Engine.run(Engine.prepare(book, questions, { on: asOf }), tiny)))
  note({
    bench: "compiling a pack of 27 clauses",
    n: 27,
    chiboNs: median(times),
    peerNs: null,
    ratio: null,
    differences: 0,
    reach: "≤ 5 ms"
  })
}

interface Nation {
  readonly seconds: number
  readonly peakMb: number
}

const nation = () => {
  const run = (...args: ReadonlyArray<number>): Nation => {
    const child = spawnSync(process.execPath, [...process.execArgv, join(import.meta.dirname, "nation.ts"), ...args.map(String)], {
      encoding: "utf8"
    })
    return JSON.parse(child.stdout)
  }
  const n = 5_600_000
  const { seconds, peakMb } = run(n)
  note({
    bench: "a nation in memory, raw columns to advice with reasons and quotas",
    n,
    chiboNs: (seconds * 1e9) / n,
    peerNs: null,
    ratio: null,
    differences: 0,
    reach: "≤ 4 s and ≤ 450 MB",
    peakMb
  })
  const few = run(10_000, 10_000, 101)
  const exponent = Math.log(seconds / few.seconds) / Math.log(n / 10_000)
  note({
    bench: "growth from 10,000 to 5,600,000 members, as an exponent",
    n,
    chiboNs: (seconds * 1e9) / n,
    peerNs: (few.seconds * 1e9) / 10_000,
    ratio: exponent,
    differences: 0,
    reach: "≤ 1.05"
  })
}

await million()
await peers()
await growth()
await single()
nation()
const rounded = lines.map(line => ({
  ...line,
  chiboNs: Number(line.chiboNs.toPrecision(4)),
  peerNs: line.peerNs === null ? null : Number(line.peerNs.toPrecision(4)),
  ratio: line.ratio === null ? null : Number(line.ratio.toPrecision(4))
}))
if (json) console.log(JSON.stringify(rounded.map(({ reach: _, ...line }) => line)))
else console.table(rounded)
process.exit(lines.every(({ differences }) => differences === 0) ? 0 : 1)
