/** The members: who stands on which roll from when until when. Numbers a year are fixed, so that the counts come out; who it is, is drawn. */
import { addMonths, asOf, day, opening, yearOf } from "./days.ts"
import { personName, type Sex } from "./names.ts"
import { must, random } from "./random.ts"
import { type Cell, cells, communes, posts } from "./units.ts"

export interface Person {
  readonly id: string
  readonly group: "border" | "other" | "post"
  readonly name: string
  readonly sex: Sex
  readonly birth: number
  readonly yearOnly: boolean
  readonly admitted: number
  readonly official: number | undefined
  /** The first roll here, and since when. */
  readonly cell: string
  readonly enter: number
  readonly card: string
  leave?: { readonly on: number; readonly how: string }
  /** Moves for good, in the order of days. */
  readonly moves: Array<{ readonly on: number; readonly to: string }>
}

/** Members admitted (before and after 6 July 2021 apart) and gone, year by year; with `opening` this gives every year's roll. */
const flow = {
  border: {
    opening: 1028,
    admitted: { 2015: 27, 2016: 30, 2017: 33, 2018: 31, 2019: 33, 2020: 31, 2021: 23 },
    gone: { 2015: 14, 2016: 15, 2017: 16, 2018: 14, 2019: 15, 2020: 16, 2021: 15, 2022: 5 },
    probation: { 2021: 5, 2022: 5 }
  },
  other: {
    opening: 4187,
    admitted: { 2015: 90, 2016: 90, 2017: 90, 2018: 90, 2019: 90, 2020: 90, 2021: 40 },
    gone: { 2015: 40, 2016: 40, 2017: 40, 2018: 40, 2019: 40, 2020: 40, 2021: 40, 2022: 15 },
    probation: { 2021: 8, 2022: 7 }
  }
} as const

const r = random("people")
const years = 365.25
const taken = new Set<string>()
const cards = new Set<string>()
const drafts: Array<Omit<Person, "id">> = []

const card = (): string => {
  const number = String(r.int(0, 1) * 4_000_000 + r.int(3_000_000, 68_999_999)).padStart(8, "0")
  if (cards.has(number)) return card()
  cards.add(number)
  return number
}

const between = (from: number, to: number) => r.int(from, to)

/** A member with a name and birth date that no other has. */
const add = (
  group: Person["group"],
  cell: string,
  enter: number,
  birth: () => number,
  admission: (birth: number) => number,
  male = 0.62
): void => {
  const sex: Sex = r.chance(male) ? "nam" : "nữ"
  const born = birth()
  const name = personName(r, sex)
  const admitted = admission(born)
  const yearOnly = group !== "post" && yearOf(born) <= 1958 && yearOf(admitted) - yearOf(born) >= 19 && r.chance(0.11)
  const key = `${name.toLowerCase()} ${yearOnly ? yearOf(born) : born}`
  if (taken.has(key)) {
    add(group, cell, enter, birth, admission, male)
    return
  }
  taken.add(key)
  const official = addMonths(admitted, 12)
  const probationer = official > asOf
  drafts.push({
    group,
    name,
    sex,
    birth: born,
    yearOnly,
    admitted,
    official: probationer ? undefined : official,
    cell,
    enter,
    card: probationer || r.chance(0.03) ? "" : card(),
    moves: []
  })
}

/** There since before the opening: about 48 years old in 2022, admitted at 18 to 45. */
const addOld = (group: Person["group"], cell: string, [youngest, middle, oldest]: readonly [number, number, number]): void => {
  const age = (): number => {
    const years = middle + (r.unit() + r.unit() + r.unit() - 1.5) * (oldest - youngest) * 0.5
    return years < youngest || years > oldest ? age() : years
  }
  const admission = (born: number) => {
    const most = Math.min(44.8, (opening - born) / years - 0.1)
    return born + Math.ceil((18.1 + (most - 18.1) * Math.min(r.unit(), r.unit() * 0.9)) * years)
  }
  add(group, cell, opening, () => asOf - Math.floor(age() * years), admission, group === "post" ? 0.97 : 0.62)
}

/** Admitted here, young. */
const addNew = (group: Person["group"], cell: string, on: number): void =>
  add(
    group,
    cell,
    on,
    () => on - Math.ceil((18.3 + r.unit() * r.unit() * 22) * years),
    () => on,
    group === "post" ? 0.97 : 0.5
  )

const inGroup = (group: "border" | "other"): ReadonlyArray<Cell> => cells.filter(c => c.border === (group === "border"))

const weight: ReadonlyMap<string, number> = new Map(
  cells.map(c => {
    const { weight, cells } = must(
      communes.find(({ id }) => id === c.commune),
      "a cell without a commune"
    )
    return [c.id, (weight / cells) * (0.55 + r.unit() * 0.9)]
  })
)
const someCell = (group: "border" | "other") => r.weighted(inGroup(group), c => weight.get(c.id) ?? 0).id

for (const group of ["border", "other"] as const) {
  const { opening: count, admitted, probation } = flow[group]
  const least = inGroup(group).flatMap(c => Array.from({ length: 7 }, () => c.id))
  const rest = Array.from({ length: count - least.length }, () => someCell(group))
  for (const cell of [...least, ...rest]) addOld(group, cell, [27.7, 47.5, 94.5])
  for (const [year, number] of Object.entries(admitted)) {
    const last = year === "2021" ? "06-28" : "12-15"
    for (let i = 0; i < number; i++) addNew(group, someCell(group), between(day(`${year}-01-12`), day(`${year}-${last}`)))
  }
  for (let i = 0; i < probation[2021]; i++) addNew(group, someCell(group), between(day("2021-07-12"), day("2021-12-15")))
  for (let i = 0; i < probation[2022]; i++) addNew(group, someCell(group), between(day("2022-01-12"), day("2022-06-20")))
}
for (const { id, members } of posts) {
  for (let i = 0; i < members - 2; i++) addOld("post", id, [27.9, 35, 54])
  for (let i = 0; i < 4; i++) addNew("post", id, between(day(`${2016 + i}-02-01`), day(`${2016 + i}-11-30`)))
}

const numbers = r.shuffle(Array.from({ length: drafts.length + 6 }, (_, i) => i + 1)).map(n => `m${String(n).padStart(6, "0")}`)

export const people: ReadonlyArray<Person> = drafts.map((draft, i) => ({ id: must(numbers[i], "no id left"), ...draft }))

/** Ids that belong to nobody, for the rows that must be rejected. */
export const freeIds: ReadonlyArray<string> = numbers.slice(drafts.length)

const ageOn = (p: Person, on: number) => (on - p.birth) / years

/** Those who may leave in a year: official well before, and still there. */
const mayLeave = (group: Person["group"], year: number) =>
  people.filter(p => p.group === group && p.leave === undefined && (p.enter === opening || yearOf(p.enter) <= year - 2))

const rare: Readonly<Record<string, ReadonlyArray<string>>> = {
  "border 2017": ["xin ra"],
  "border 2018": ["xóa tên"],
  "border 2020": ["xóa tên"],
  "other 2016": ["xóa tên"],
  "other 2018": ["khai trừ", "xin ra"],
  "other 2019": ["xóa tên"],
  "other 2020": ["khai trừ", "xin ra"]
}

for (const group of ["border", "other"] as const) {
  for (const [written, number] of Object.entries(flow[group].gone)) {
    const year = Number(written)
    const special = rare[`${group} ${year}`] ?? []
    for (let i = 0; i < number; i++) {
      const how = special[i] ?? (r.chance(0.55) ? "từ trần" : "chuyển đi")
      const on = between(day(`${year}-01-06`), day(`${year}-${year === 2022 ? "06-24" : "12-18"}`))
      const able = mayLeave(group, year)
      const who =
        how === "từ trần"
          ? r.weighted(able, p => Math.max(0, ageOn(p, on) - 45) ** 3)
          : r.pick(able.filter(p => ageOn(p, on) > 25 && ageOn(p, on) < 58))
      who.leave = { on, how }
    }
  }
}
for (const { id } of posts) {
  for (const year of [2017, 2020])
    r.pick(mayLeave("post", year).filter(p => p.cell === id)).leave = {
      on: between(day(`${year}-02-01`), day(`${year}-11-30`)),
      how: "chuyển đi"
    }
}

// operations

/** The roll that the member stands on that day. */
export const cellOn = (p: Person, on: number): string | undefined => {
  if (on < p.enter || (p.leave !== undefined && on >= p.leave.on)) return undefined
  return p.moves.reduce((cell, move) => (move.on <= on ? move.to : cell), p.cell)
}

/** Full age, for choosing people only. */
export const ageAt = ageOn
