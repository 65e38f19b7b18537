/** Letters between cells. Those for good move the member to another roll; those for a time leave the member on the roll at home. */
import { asOf, day, opening, text, workday } from "./days.ts"
import { exemptIds } from "./exemptions.ts"
import { holderIds } from "./offices.ts"
import { ageAt, type Person, people } from "./people.ts"
import { must, random } from "./random.ts"
import { table } from "./table.ts"
import { cells, communeOf } from "./units.ts"

const r = random("transfers")
const letters: Array<{
  readonly member: string
  readonly route: string
  readonly from: string
  readonly to: string
  readonly days: ReadonlyArray<number>
}> = []
const moved = new Set<string>()

const mover = (suits: (p: Person) => boolean): Person => {
  const p = r.pick(
    people.filter(
      p =>
        p.group !== "post" &&
        p.leave === undefined &&
        p.enter === opening &&
        ageAt(p, asOf) < 60 &&
        !moved.has(p.id) &&
        !holderIds.has(p.id) &&
        !exemptIds.has(p.id) &&
        suits(p)
    )
  )
  moved.add(p.id)
  return p
}

const letter = (p: Person, route: string, to: string, issued: number) => {
  const presented = issued + r.int(1, 5)
  const received = presented + r.int(0, 4)
  letters.push({ member: p.id, route, from: p.cell, to, days: [issued, presented, received] })
  if (route !== "tạm thời") p.moves.push({ on: received, to })
}

const inYear = (year: number) => workday(r.int(day(`${year}-01-10`), day(`${year}-${year === 2022 ? "06-10" : "11-30"}`)))
const target = (suits: (cell: (typeof cells)[number]) => boolean) => r.pick(cells.filter(suits)).id
const year = () => r.int(2015, 2022)

// inside one base
for (let i = 0; i < 18; i++) {
  const p = mover(p => p.group === "border")
  letter(
    p,
    "nội bộ",
    target(c => c.commune === communeOf.get(p.cell) && c.id !== p.cell),
    inYear(year())
  )
}
for (let i = 0; i < 8; i++) {
  const p = mover(p => p.group === "other")
  letter(
    p,
    "nội bộ",
    target(c => c.commune === communeOf.get(p.cell) && c.id !== p.cell),
    inYear(year())
  )
}
// between bases of one area
for (let i = 0; i < 18; i++) {
  const p = mover(p => p.group === (i < 8 ? "border" : "other"))
  letter(
    p,
    "chính thức",
    target(c => c.border === (p.group === "border") && c.commune !== communeOf.get(p.cell)),
    inYear(year())
  )
}
// into the border area and out of it, as many in the same year
for (const year of [2016, 2018, 2019]) {
  letter(
    mover(p => p.group === "border"),
    "chính thức",
    target(c => !c.border),
    inYear(year)
  )
  letter(
    mover(p => p.group === "other"),
    "chính thức",
    target(c => c.border),
    inYear(year)
  )
}
// for a time, in 2022
for (let i = 0; i < 6; i++) {
  const p = mover(p => p.group === "other")
  letter(
    p,
    "tạm thời",
    i < 3 ? "ngoài" : target(c => !c.border && c.commune !== communeOf.get(p.cell)),
    workday(r.int(day("2022-02-14"), day("2022-05-31")))
  )
}

letters.sort((a, b) => must(a.days[0], "a letter without a day") - must(b.days[0], "a letter without a day"))

export const transfers = table(
  "transfers.csv",
  "mã chuyển,đảng viên,hình thức,từ,đến,ngày cấp giấy,ngày nộp giấy,ngày tiếp nhận",
  letters.map(({ member, route, from, to, days }, i) => [`t${String(i + 1).padStart(4, "0")}`, member, route, from, to, ...days.map(text)])
)
