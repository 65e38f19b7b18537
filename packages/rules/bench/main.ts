/**
 * What the tree walk costs beside a loop written by hand over the same ready measures, in turns in one process. `--json` prints the table as JSON and
 * nothing else. Ratios count; absolute times depend on the machine.
 */
import { Journal, PlainDate } from "@chibo/core"
import { type Brief, Engine, Rulebook } from "@chibo/rules"
import * as Vietnam from "@chibo/rules/packs/vietnam"
import { Result } from "effect"

const { measures: m, questions } = Vietnam
const rulebook = Result.getOrThrow(Rulebook.make([Vietnam.pack]))
const on = PlainDate.make("2021-12-31")
const marks = ["excellent", "good", "average", "poor"] as const
const n = 2_000

const rows = Array.from({ length: n }, (_, i) => ({
  exempt: i % 97 === 0,
  disciplined: i % 89 === 0,
  political: marks[i % 4] ?? "poor",
  other: marks[(i >> 2) % 4] ?? "poor",
  assigned: 10,
  completed: i % 11
}))

const byHand = (): ReadonlyArray<string> =>
  rows.map(row => {
    if (row.exempt) return "not-applicable"
    const [p, o] = [marks.indexOf(row.political), marks.indexOf(row.other)]
    if (p === 3 || o === 3 || row.completed * 2 < row.assigned || row.disciplined) return "not-completed"
    return p === 0 && o <= 1 ? "excellent" : p <= 1 && o <= 1 ? "good" : "completed"
  })

const briefs: ReadonlyArray<Brief.Brief> = rows.map((row, i) => {
  const values = new Map<string, boolean | number | string>([
    [m.memberExempt.id, row.exempt],
    [m.memberSuspended.id, false],
    [m.memberDisciplined.id, row.disciplined],
    [m.memberDegraded.id, false],
    [m.politicalMark.id, row.political],
    [m.otherMark.id, row.other],
    [m.officialGrade.id, "none"],
    [m.tasksAssigned.id, row.assigned],
    [m.tasksCompleted.id, row.completed]
  ])
  const get = (id: string) => {
    const value = values.get(id)
    return value === undefined ? undefined : { value, facts: [] }
  }
  return { subject: `s-${i}`, on, head: Journal.emptyHead, calendar: undefined, get }
})

const byRules = (): ReadonlyArray<string> =>
  briefs.map(brief => {
    const advice = Engine.one(rulebook, questions.memberEvaluation, brief)
    return advice._tag === "Outcome" ? advice.outcome : advice._tag === "NotApplicable" ? "not-applicable" : advice._tag
  })

const time = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return ((performance.now() - start) * 1e6) / n
}
const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const [hand, rules] = [byHand(), byRules()]
const differences = hand.filter((outcome, i) => outcome !== rules[i]).length
const turns = Array.from({ length: 9 }, () => ({ hand: time(byHand), rules: time(byRules) }))
const [peerNs, chiboNs] = [median(turns.map(t => t.hand)), median(turns.map(t => t.rules))]
const table = [
  {
    bench: "evaluation.member, tree walk ÷ loop by hand",
    n,
    chiboNs: Math.round(chiboNs),
    peerNs: Math.round(peerNs),
    ratio: Math.round(chiboNs / peerNs),
    differences
  }
]
if (process.argv.includes("--json")) console.log(JSON.stringify(table))
else console.table(table)
process.exit(differences === 0 ? 0 : 1)
