/** Meetings of the border cells, January 2021 to June 2022: who came, who was excused, who stayed away, and which guests. */
import "./transfers.ts"
import { day, text, workday } from "./days.ts"
import { type Spell, spells } from "./exemptions.ts"
import { assigned } from "./offices.ts"
import { cellOn, people } from "./people.ts"
import { random } from "./random.ts"
import { table } from "./table.ts"
import { cells } from "./units.ts"

const r = random("meetings")

type Form = "định kỳ" | "chuyên đề"
interface Held {
  readonly cell: string
  readonly on: number
  readonly form: Form
  readonly month: string
}

const months = Array.from({ length: 18 }, (_, i) => `${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`)
const border = cells.filter(c => c.border)

// two cells miss a month of 2022, six a thematic meeting in the second quarter; none where somebody is exempt
const quiet = r.shuffle(border.filter(c => spells.every(({ member }) => member.cell !== c.id)).map(c => c.id))
const missed = new Set([
  `${quiet[0]} định kỳ 2022-03`,
  `${quiet[1]} định kỳ 2022-05`,
  ...quiet.slice(2, 8).map(id => `${id} chuyên đề 2022-05`)
])

const planned: ReadonlyArray<Held> = border.flatMap(({ id }, i) =>
  months.flatMap((month, m) => {
    // the new year festival closes the first days of some months
    const first = workday(day(`${month}-03`) + (i % 3) + (month === "2022-02" ? 5 : 0))
    const regular: Held = { cell: id, on: first, form: "định kỳ", month }
    const themed: Held = { cell: id, on: workday(day(`${month}-17`) + (i % 5)), form: "chuyên đề", month }
    return (m % 3 === 1 ? [regular, themed] : [regular]).filter(h => !missed.has(`${h.cell} ${h.form} ${h.month}`))
  })
)

/** What the six of Xuất Lễ came to: before the exemption (from 11/2021) mostly excused in the third quarter; four of them came at the new year. */
const came: ReadonlyArray<ReadonlyArray<string>> = [
  ["2021-01", "2021-02", "2021-04", "2021-05", "2021-11", "2021-12", "2022-02"],
  ["2021-02", "2021-03", "2021-05", "2021-12", "2021-11", "2022-02"],
  ["2021-01", "2021-03", "2021-04", "2021-06", "2021-11", "2021-12", "2022-05"],
  ["2021-01", "2021-03", "2021-06", "2021-08", "2021-10", "2021-11", "2021-12", "2022-02", "2022-05"],
  ["2021-02", "2021-04", "2021-06", "2021-11", "2021-12", "2022-02"],
  ["2021-01", "2021-02", "2021-05", "2021-11", "2021-12", "2022-01"]
]

type Place = "present" | "excused" | "away"
/** Where an exempt member stands, when that is not drawn with the others. */
const placeOf = ({ commune, rank, from, until }: Spell, { on, month, form }: Held): Place | undefined => {
  const exempt = on >= from && on < until
  if (commune === "cl-xl") return form === "định kỳ" && came[rank]?.includes(month) === true ? "present" : exempt ? "away" : "excused"
  return exempt ? (form === "định kỳ" && (month === "2022-02" || r.chance(0.15)) ? "present" : "away") : undefined
}

const attendance = (held: Held): ReadonlyArray<string> => {
  const fixed = new Map(spells.flatMap(s => [[s.member.id, placeOf(s, held)] as const]))
  const roll = people.filter(p => cellOn(p, held.on) === held.cell).map(p => p.id)
  const is = (place: Place) => roll.filter(id => fixed.get(id) === place)
  const free = r.shuffle(roll.filter(id => fixed.get(id) === undefined))
  // more than 85 % come, one time in twelve fewer
  const most = Math.ceil(free.length * 0.15) - 1
  const missing = Math.max(0, r.chance(0.08) ? most + 1 : r.int(0, most))
  const [unexcused, excused] = [free.slice(0, missing).filter(() => r.chance(0.06)), free.slice(0, missing)]
  const guests = assigned.filter(
    a => a.cell === held.cell && a.from <= held.on && (a.until === undefined || held.on < a.until) && r.chance(0.9)
  )
  const list = (ids: ReadonlyArray<string>) => [...ids].sort().join(" ")
  return [
    list([...free.slice(missing), ...is("present")]),
    list([...excused.filter(id => !unexcused.includes(id)), ...is("excused")]),
    list(unexcused),
    list(guests.map(a => a.member))
  ]
}

export const meetings = table(
  "meetings.csv",
  "mã buổi,chi bộ,ngày,hình thức,số phút,có mặt,vắng có lý do,vắng không lý do,khách",
  [...planned]
    .sort((a, b) => a.on - b.on || (a.cell < b.cell ? -1 : 1))
    .map((held, i) => [
      `h${String(i + 1).padStart(5, "0")}`,
      held.cell,
      text(held.on),
      held.form,
      String(90 + 5 * r.int(0, 10)),
      ...attendance(held)
    ])
)
