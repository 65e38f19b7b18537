/** Reads the rows of the tables back, as somebody would who has the files only: first rows win, wrong rows fall out. */
import { asOf, day, read } from "./days.ts"
import { must } from "./random.ts"
import { records, type Table } from "./table.ts"

type Row = Record<string, string>

export interface Stay {
  readonly id: string
  readonly row: Row
  readonly from: number
  readonly until: number
  readonly moves: ReadonlyArray<{ readonly on: number; readonly to: string }>
}

export interface Recount {
  readonly rows: (name: string) => ReadonlyArray<Row>
  readonly stays: ReadonlyMap<string, Stay>
  readonly rejected: ReadonlyArray<Row>
  readonly duplicates: { readonly same: number; readonly other: number }
  readonly cellOn: (id: string, on: number) => string | undefined
  /** Ids on the rolls under a unit (or of it) that day. */
  readonly rollOf: (unit: string, on: number) => ReadonlyArray<string>
  readonly under: (unit: string, over: string) => boolean
  readonly border: ReadonlyArray<string>
}

/** A day that must be there. */
export const dayOf = (written: string | undefined): number => must(read(written ?? ""), `not a day: ${written}`)

/** A last day, as the first day after; without one, a day far off. */
export const afterLast = (written: string | undefined): number =>
  written === "" || written === undefined ? day("2999-01-01") : dayOf(written) + 1

/** The items by key, in their order. */
export const groupBy = <T, K>(items: ReadonlyArray<T>, key: (item: T) => K): ReadonlyMap<K, ReadonlyArray<T>> => {
  const groups = new Map<K, Array<T>>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

export const recount = (tables: ReadonlyArray<Table>): Recount => {
  const rows = (name: string) =>
    records(
      must(
        tables.find(t => t.name === `${name}.csv`),
        `no table ${name}`
      )
    )
  const parents = new Map(rows("units").map(u => [u.mã ?? "", u["mã cấp trên"] ?? ""]))
  const under = (unit: string, over: string): boolean => unit === over || (parents.has(unit) && under(parents.get(unit) ?? "", over))
  const moves = groupBy(
    rows("transfers").filter(t => t["hình thức"] !== "tạm thời"),
    t => t["đảng viên"] ?? ""
  )
  const left = new Map(rows("departures").map(d => [d["mã đảng viên"] ?? "", dayOf(d.ngày)]))
  const stays = new Map<string, Stay>()
  const rejected: Array<Row> = []
  const duplicates = { same: 0, other: 0 }
  for (const row of rows("members")) {
    const id = row["mã đảng viên"] ?? ""
    const before = stays.get(id)
    if (!isGood(row, parents)) rejected.push(row)
    else if (before !== undefined) duplicates[JSON.stringify(before.row) === JSON.stringify(row) ? "same" : "other"]++
    else {
      const own = (moves.get(id) ?? []).map(t => ({ on: dayOf(t["ngày tiếp nhận"]), to: t.đến ?? "" }))
      stays.set(id, { id, row, from: dayOf(row["ngày vào sổ"]), until: left.get(id) ?? day("2999-01-01"), moves: own })
    }
  }
  const cellOn = (id: string, on: number) => {
    const stay = stays.get(id)
    if (stay === undefined || on < stay.from || on >= stay.until) return undefined
    return stay.moves.reduce((cell, m) => (m.on <= on ? m.to : cell), stay.row["chi bộ"] ?? "")
  }
  const rollOf = (unit: string, on: number) => [...stays.keys()].filter(id => under(cellOn(id, on) ?? "", unit))
  const border = rows("designations").flatMap(d =>
    d["loại địa bàn"] === "khu vực biên giới" && dayOf(d["từ ngày"]) <= asOf ? [d["đơn vị"] ?? ""] : []
  )
  return { rows, stays, rejected, duplicates, cellOn, rollOf, under, border }
}

const isGood = (row: Row, units: ReadonlyMap<string, string>): boolean =>
  (row["họ và tên"] ?? "").trim() !== "" &&
  units.has(row["chi bộ"] ?? "") &&
  /^(\d{8})?$/.test(row["số thẻ Đảng"] ?? "") &&
  (/^\d{4}$/.test(row["ngày sinh"] ?? "") || read(row["ngày sinh"] ?? "") !== undefined) &&
  read(row["ngày vào Đảng"] ?? "") !== undefined &&
  (row["ngày chính thức"] === "" || read(row["ngày chính thức"] ?? "") !== undefined)
