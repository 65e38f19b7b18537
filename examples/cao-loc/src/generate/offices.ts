/** Who holds which office, which committee member answers for which cell, and which post member attends which cell. */
import { asOf, day, opening, text } from "./days.ts"
import { exemptIds } from "./exemptions.ts"
import { ageAt, type Person, people } from "./people.ts"
import { must, random } from "./random.ts"
import { table } from "./table.ts"
import { borderCommunes, cells, communeOf, communes, posts } from "./units.ts"

const r = random("offices")
const rows: Array<ReadonlyArray<string>> = []
const holders = new Set<string>()
const hold = (p: Person, unit: string, title: string, from: string, until = "") => {
  holders.add(p.id)
  rows.push([p.id, unit, title, text(day(from)), until === "" ? "" : text(day(until))])
}

/** There all the time, of an age for an office, and not exempt. */
const able = people.filter(
  p => p.leave === undefined && p.enter === opening && ageAt(p, asOf) > 29 && ageAt(p, asOf) < 68 && !exemptIds.has(p.id)
)
const ofCell = (cell: string) => r.shuffle(able.filter(p => p.cell === cell))

// cells of the border units: one secretary at a time, in some a former one, in the larger a deputy

const secretaries = new Map<string, Person>()
for (const { id } of cells.filter(c => c.border)) {
  const [now, deputy, before] = ofCell(id)
  const from = r.chance(0.5) ? "2020-01-15" : "2022-01-10"
  if (before !== undefined && r.chance(0.5)) hold(before, id, "bí thư", "2017-07-10", from === "2020-01-15" ? "2019-12-31" : "2021-12-31")
  secretaries.set(id, must(now, `nobody in ${id} can be secretary`))
  hold(must(now, `nobody in ${id}`), id, "bí thư", from)
  if (deputy !== undefined && people.filter(p => p.cell === id).length >= 12) hold(deputy, id, "phó bí thư", from)
}

// commune committees since the congresses of 2020

const committees = new Map<string, ReadonlyArray<Person>>()
borderCommunes.forEach(({ id, cells: number }, i) => {
  const from = `2020-06-${String(3 + i * 2).padStart(2, "0")}`
  const inCommune = able.filter(p => communeOf.get(p.cell) === id)
  const heads = r.shuffle(inCommune.filter(p => [...secretaries.values()].includes(p))).slice(0, 4)
  const others = r.shuffle(inCommune.filter(p => !holders.has(p.id) && ageAt(p, asOf) < 58)).slice(0, number < 10 ? 5 : 9)
  const members = [...others, ...heads]
  committees.set(id, members)
  for (const p of members) hold(p, id, "cấp ủy viên", from)
  hold(must(others[0], `${id} without a secretary`), id, "bí thư", from)
  hold(must(others[1], `${id} without a deputy`), id, "phó bí thư", from)
})
for (const { id, border } of communes.filter(c => c.border === undefined)) {
  if (border !== undefined) continue
  const [secretary, deputy, third] = r.shuffle(able.filter(p => communeOf.get(p.cell) === id && ageAt(p, asOf) < 58))
  const from = "2020-06-10"
  for (const p of [secretary, deputy, third]) hold(must(p, `nobody in ${id}`), id, "cấp ủy viên", from)
  hold(must(secretary, id), id, "bí thư", from)
}

// posts

for (const { id } of posts) {
  const staff = r.shuffle(people.filter(p => p.cell === id && p.leave === undefined))
  const commander = must(
    staff.find(p => p.enter === opening && ageAt(p, asOf) > 34),
    `nobody commands ${id}`
  )
  hold(commander, id, "đồn trưởng", "2020-03-02")
  for (const p of staff.filter(p => p !== commander)) hold(p, id, "cán bộ đồn", p.enter === opening ? "2019-01-02" : "2021-01-04")
}

/** Office holders stay where they are. */
export const holderIds: ReadonlySet<string> = holders
export const offices = table("offices.csv", "đảng viên,đơn vị,chức vụ,từ ngày,đến ngày", rows)

// charges: every border-village cell, and some others

const charged: Array<ReadonlyArray<string>> = []
const charge = (p: Person, committee: string, cell: string, from: string, until = "") =>
  charged.push([
    `pc${String(charged.length + 1).padStart(3, "0")}`,
    p.id,
    committee,
    cell,
    text(day(from)),
    until === "" ? "" : text(day(until))
  ])
for (const { id } of borderCommunes) {
  const members = must(committees.get(id), `${id} without a committee`)
  const own = cells.filter(c => c.commune === id)
  const villages = own.filter(c => c.designation === "thôn biên giới")
  const others = own.filter(c => c.designation !== "thôn biên giới" && r.chance(0.3))
  for (const [i, cell] of [...villages, ...others].entries()) {
    const p = must(members[i % members.length], "an empty committee")
    const before = members[(i + 3) % members.length]
    const late = i % 3 === 2
    if (late && before !== undefined) charge(before, id, cell.id, "2020-07-15", "2020-12-31")
    charge(p, id, cell.id, late ? "2021-01-01" : "2020-07-15")
  }
}
export const charges = table("charges.csv", "mã phân công,đảng viên,đảng ủy,chi bộ,từ ngày,đến ngày", charged)

// assignments of post members to cells: forty-one in force, and some that ended

export interface Assignment {
  readonly member: string
  readonly cell: string
  readonly from: number
  /** First day after, or none. */
  readonly until: number | undefined
}
export const assigned: Array<Assignment> = []
const papers: Array<ReadonlyArray<string>> = []
const assign = (p: Person, post: string, cell: string, from: string, until: string, paper: string) => {
  assigned.push({ member: p.id, cell, from: day(from), until: until === "" ? undefined : day(until) + 1 })
  const id = `bp${String(papers.length + 1).padStart(3, "0")}`
  papers.push([id, p.id, post, cell, "tham dự sinh hoạt", text(day(from)), until === "" ? "" : text(day(until)), paper])
}
posts.forEach(({ id, communes, attending }, i) => {
  const near = (communes as ReadonlyArray<string>).flatMap(commune => cells.filter(c => c.commune === commune))
  const villages = near.filter(c => c.designation === "thôn biên giới")
  const order = id === "bp-bs" ? villages : [...villages, ...near.filter(c => c.designation === "địa bàn phức tạp về an ninh"), ...villages]
  const staff = r.shuffle(
    people.filter(p => p.cell === id && p.leave === undefined && p.official !== undefined && p.official < day("2020-12-01"))
  )
  const going = staff.slice(0, attending)
  const cellAt = (k: number) => must(order[k % order.length], `${id} has no cells`).id
  going.forEach((p, k) => {
    // two of the four assigned before moved on to another cell; the last day counts
    if (k < 2) assign(p, id, cellAt(k + 1), "2019-03-01", "2020-12-31", `QĐ ${11 + i}-QĐ/ĐU`)
    const until = k === 2 ? "2022-12-31" : k === 3 && id === "bp-hn" ? "2022-07-06" : ""
    assign(p, id, cellAt(k), "2021-01-01", until, `QĐ ${31 + i}-QĐ/ĐU`)
  })
  const former = must(staff[attending], `${id} has nobody left`)
  assign(former, id, cellAt(0), "2020-01-01", id === "bp-bl" ? "2022-07-05" : "2021-09-30", `QĐ ${21 + i}-QĐ/ĐU`)
})
export const assignments = table("assignments.csv", "mã phân công,đảng viên,đồn,chi bộ,hình thức,từ ngày,đến ngày,văn bản", papers)
