/** The files of members and of departures, with the flaws that real files have. */
import { asOf, text, yearOf } from "./days.ts"
import { personName } from "./names.ts"
import { freeIds, type Person, people } from "./people.ts"
import { must, random } from "./random.ts"
import { table } from "./table.ts"
import { cells, posts } from "./units.ts"

const r = random("rolls")
const order = new Map([...cells.map(c => c.id), ...posts.map(p => p.id)].map((id, i) => [id, i]))
const sorted = [...people].sort(
  (a, b) => (order.get(a.cell) ?? 0) - (order.get(b.cell) ?? 0) || a.enter - b.enter || (a.id < b.id ? -1 : 1)
)

const draw = (count: number, from: ReadonlyArray<Person>) => new Set(r.shuffle(from).slice(0, count))
const decomposed = draw(
  300,
  people.filter(p => p.name.normalize("NFD") !== p.name)
)
const spaced = draw(
  40,
  people.filter(p => !decomposed.has(p))
)

const shownName = (p: Person) => (decomposed.has(p) ? p.name.normalize("NFD") : spaced.has(p) ? p.name.replace(" ", "  ") : p.name)
const row = (p: Person, birth = p.yearOnly ? String(yearOf(p.birth)) : text(p.birth)): ReadonlyArray<string> => [
  p.id,
  shownName(p),
  birth,
  p.sex,
  text(p.admitted),
  p.official === undefined ? "" : text(p.official),
  p.cell,
  text(p.enter),
  p.card
]

const rows = sorted.map(p => row(p))
const plain = r.shuffle(
  people.filter(
    p => p.group === "border" && p.leave === undefined && p.official !== undefined && !p.yearOnly && !decomposed.has(p) && !spaced.has(p)
  )
)

// wrong in one field each, and about nobody else
const wrong = (i: number, change: Readonly<Record<number, string>>): ReadonlyArray<string> => {
  const good = [
    must(freeIds[i], "no id left"),
    personName(r, "nam"),
    `0${i + 1}/11/1984`,
    "nam",
    "19/05/2009",
    "19/05/2010",
    must(cells[i * 9], "no cell").id,
    "01/01/2015",
    `7900000${i}`
  ]
  return good.map((field, column) => change[column] ?? field)
}
const rejected = [
  wrong(0, { 2: "31/02/1985" }),
  wrong(1, { 6: "cl-xl-99" }),
  wrong(2, { 1: "" }),
  wrong(3, { 4: "13/13/2001" }),
  wrong(4, { 2: "3/2/89" }),
  wrong(5, { 8: "7900005" })
]
rejected.forEach((bad, i) => {
  rows.splice(400 + i * 700, 0, bad)
})

// three once more, word for word; one once more, born on another day
for (const p of plain.slice(0, 3)) rows.push(row(p))
const corrected = must(plain[3], "nobody to correct")
rows.splice(rows.length - 2, 0, row(corrected, text(corrected.birth + 30)))

export const members = table(
  "members.csv",
  "mã đảng viên,họ và tên,ngày sinh,giới tính,ngày vào Đảng,ngày chính thức,chi bộ,ngày vào sổ,số thẻ Đảng",
  rows
)

const paper = (how: string, i: number) => (how === "từ trần" ? "" : how === "chuyển đi" ? `GT ${i + 1}-GT/HU` : `QĐ ${i + 1}-QĐ/HU`)

export const departures = table(
  "departures.csv",
  "mã đảng viên,việc,ngày,văn bản",
  people
    .flatMap(p => (p.leave === undefined || p.leave.on > asOf ? [] : [{ id: p.id, ...p.leave }]))
    .sort((a, b) => a.on - b.on || (a.id < b.id ? -1 : 1))
    .map(({ id, how, on }, i) => [id, how, text(on), paper(how, i)])
)
