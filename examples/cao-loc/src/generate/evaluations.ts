/** The yearly evaluation of the members and committees of the border units. */
import "./transfers.ts"
import { day, text, workday } from "./days.ts"
import { spells } from "./exemptions.ts"
import { holderIds } from "./offices.ts"
import { cellOn, people } from "./people.ts"
import { must, random } from "./random.ts"
import { table } from "./table.ts"
import { borderCommunes, communeOf } from "./units.ts"

const r = random("evaluations")

/** How many are evaluated as excellent or good, and how many as not completed; `most` is the highest share of excellent among the good. */
export const years = [
  { year: 2015, regime: "EV2014", good: 949, failed: 6, most: 0.15 },
  { year: 2018, regime: "EV2018", good: 1018, failed: 5, most: 0.2 },
  { year: 2019, regime: "EV2019", good: 1045, failed: 4, most: 0.2 },
  { year: 2020, regime: "EV2019", good: 1069, failed: 4, most: 0.2 },
  { year: 2021, regime: "EV2019", good: 1076, failed: 3, most: 0.2 }
] as const

const isBorder = new Set(borderCommunes.map(c => c.id))
const grades = ["hoàn thành xuất sắc", "hoàn thành tốt", "hoàn thành", "không hoàn thành"] as const

const averages = [
  ["trung bình", "tốt"],
  ["tốt", "trung bình"],
  ["trung bình", "trung bình"]
] as const

/** Marks and tasks that carry the grade. */
const criteria = (grade: (typeof grades)[number]): ReadonlyArray<string> => {
  const tasks = r.int(5, 10)
  const row = (political: string, other: string, done: number, onTime: number, exceeded: number) => [
    political,
    other,
    ...[tasks, done, onTime, exceeded].map(String)
  ]
  switch (grade) {
    case "hoàn thành xuất sắc":
      return row("xuất sắc", r.pick(["xuất sắc", "tốt"]), tasks, tasks, r.int(Math.ceil(tasks / 2), tasks - 1))
    case "hoàn thành tốt":
      return row(r.chance(0.08) ? "xuất sắc" : "tốt", r.chance(0.2) ? "xuất sắc" : "tốt", tasks, tasks, r.int(0, Math.floor(tasks / 3)))
    case "hoàn thành": {
      const done = tasks - r.int(0, 1)
      const [political, other] = r.pick(averages)
      return row(political, other, done, done - 1, 0)
    }
    case "không hoàn thành": {
      const done = Math.floor((tasks - 1) / 2)
      return row("kém", r.pick(["kém", "trung bình"]), done, Math.max(0, done - 1), 0)
    }
  }
}

const decisionDay = (year: number, place: number) => workday(day(`${year}-12-20`) + place)

const rows = years.flatMap(({ year, regime, good, failed, most }) => {
  const end = day(`${year}-12-31`)
  const rolls = people
    .map(p => ({ p, commune: communeOf.get(cellOn(p, end) ?? "") ?? "" }))
    .filter(({ p, commune }) => isBorder.has(commune) && !spells.some(s => s.member === p && s.from <= end && end < s.until))
  const lower = r.shuffle(rolls.filter(({ p }) => !holderIds.has(p.id))).slice(0, rolls.length - good)
  const isLower = new Set(lower.map(({ p }) => p))
  const grade = new Map<(typeof people)[number], (typeof grades)[number]>(lower.map(({ p }, i) => [p, i < failed ? grades[3] : grades[2]]))
  for (const { id } of borderCommunes) {
    const well = r.shuffle(rolls.filter(({ p, commune }) => commune === id && !isLower.has(p)))
    // e of the w are excellent, and e ≤ most × (w − e)
    const excellent = Math.floor((well.length * most * (0.75 + r.unit() * 0.25)) / (1 + most))
    well.forEach(({ p }, i) => {
      grade.set(p, i < excellent ? grades[0] : grades[1])
    })
  }
  return rolls
    .sort((a, b) => (a.commune < b.commune ? -1 : a.commune > b.commune ? 1 : a.p.id < b.p.id ? -1 : 1))
    .map(({ p, commune }) => {
      const given = must(grade.get(p), "a member without a grade")
      const place = borderCommunes.findIndex(c => c.id === commune)
      return [p.id, String(year), regime, ...criteria(given), given, text(decisionDay(year, place)), commune]
    })
})

export const memberEvaluations = table(
  "evaluations-members.csv",
  "đảng viên,năm,quy định,tiêu chí chính trị,tiêu chí khác,nhiệm vụ được giao,nhiệm vụ hoàn thành,đúng hạn,vượt mức,xếp loại,ngày,đơn vị quyết định",
  rows
)

export const unitEvaluations = table(
  "evaluations-units.csv",
  "đơn vị,năm,quy định,xếp loại,ngày,đơn vị quyết định",
  years.flatMap(({ year, regime }) => {
    const best = r.pick(borderCommunes).id
    return borderCommunes.map(({ id }) => {
      const level = year === 2015 && (id === "cl-ms" || id === "cl-tl") ? grades[2] : id === best ? grades[0] : grades[1]
      return [id, String(year), regime, level, text(workday(day(`${year}-12-28`))), "cl"]
    })
  })
)
