/** Counts the rows again and stops at the first figure that does not come out. */
import { checkActivity } from "./check-activity.ts"
import { asOf, day, opening, yearOf } from "./days.ts"
import { dayOf, type Recount, recount } from "./recount.ts"
import type { Table } from "./table.ts"

export type Expect = (what: string, is: unknown, expected: unknown) => void

/** Returns how many checks there were. */
export const check = (tables: ReadonlyArray<Table>): number => {
  let done = 0
  const expect: Expect = (what, is, expected) => {
    done++
    if (is !== expected) throw new Error(`${what}: ${is}, not ${expected}`)
  }
  const data = recount(tables)
  checkOrganisation(data, expect)
  checkMembers(data, expect)
  checkFlaws(data, expect)
  checkTransfers(data, expect)
  checkActivity(data, expect)
  return done
}

const checkOrganisation = ({ rows, border, under }: Recount, expect: Expect) => {
  const units = rows("units")
  const founded = new Map(units.map(u => [u.mã, dayOf(u["ngày thành lập"])]))
  expect("unit ids, each once", founded.size, units.length)
  for (const u of units.filter(u => u["mã cấp trên"] !== ""))
    expect(`${u.mã} not older than its parent`, (founded.get(u["mã cấp trên"]) ?? Infinity) <= dayOf(u["ngày thành lập"]), true)
  expect("border units", border.join(" "), "cl-dd cl-cla cl-xl cl-ms cl-tl cl-bl")
  const cells = units.filter(u => u.loại === "Chi bộ" && border.some(b => under(u.mã ?? "", b)))
  expect("cells of the border units", cells.length, 75)
  const designated = (what: string) => rows("designations").filter(d => d["loại địa bàn"] === what)
  expect("border-village cells", designated("thôn biên giới").length, 23)
  expect("cells with complex security", designated("địa bàn phức tạp về an ninh").length, 20)
  expect("cells with one designation", new Set(rows("designations").map(d => d["đơn vị"])).size, rows("designations").length)
  const gone = new Set(rows("unit-changes").map(c => c["đơn vị"]))
  for (const u of units.filter(u => u["mã cấp trên"] === "cl")) expect(`${u.mã} does not outlive the district`, gone.has(u.mã), true)
  for (const c of rows("unit-changes")) expect("successors exist", c["vào đơn vị"] === "" || founded.has(c["vào đơn vị"]), true)
  expect("codes of 2025", units.flatMap(u => (u["mã tổ chức"] === "" ? [] : [u["mã tổ chức"]])).join(" "), "06184 06211 06196 06220")
}

const checkMembers = ({ rows, stays, rollOf, border }: Recount, expect: Expect) => {
  const inBorder = (on: number) => border.flatMap(unit => rollOf(unit, on)).length
  expect("members of the border units", inBorder(asOf), 1136)
  expect("and at the end of 2021", inBorder(day("2021-12-31")), 1136)
  expect("and at the end of 2015", inBorder(day("2015-12-31")), 1041)
  expect("members of the district", rollOf("cl", asOf).length, 5623)
  expect("their share in tenths of a percent", Math.floor((1136 / 5623) * 1000 + 0.5), 202)
  expect("members of the posts", rollOf("bp", asOf).length, 60)
  expect("members of the post Ba Sơn", rollOf("bp-bs", asOf).length, 16)
  const ages: Array<number> = []
  for (const { row, from, until } of stays.values()) {
    const written = row["ngày sinh"] ?? ""
    const [first, last] = written.length === 4 ? [day(`${written}-01-01`), day(`${written}-12-31`)] : [dayOf(written), dayOf(written)]
    const admitted = dayOf(row["ngày vào Đảng"])
    const atAdmission = [(admitted - last) / 365.25, (admitted - first) / 365.25]
    expect("admitted at 18 to 45", (atAdmission[0] ?? 0) >= 18 && (atAdmission[1] ?? 99) < 46, true)
    expect("on a roll since the opening, or since the admission", from === opening ? admitted < opening : from === admitted, true)
    expect("gone after coming", until > from, true)
    if (row["ngày chính thức"] !== "")
      expect("official after twelve months", Math.round((dayOf(row["ngày chính thức"]) - admitted) / 30.4), 12)
    else expect("probationers are of the last year", admitted > day("2021-07-06"), true)
    if (until > asOf) ages.push((asOf - last) / 365.25)
  }
  ages.sort((a, b) => a - b)
  expect("nobody under 18 or over 95", (ages[0] ?? 0) >= 18 && (ages.at(-1) ?? 99) < 96, true)
  const median = ages[Math.floor(ages.length / 2)] ?? 0
  expect("median age about 45", median > 43 && median < 48, true)
  expect("probationers", [...stays.values()].filter(s => s.row["ngày chính thức"] === "").length, 25)
  const cards = [...stays.values()].flatMap(s => (s.row["số thẻ Đảng"] === "" ? [] : [s.row["số thẻ Đảng"]]))
  expect("card numbers, each once", new Set(cards).size, cards.length)
  const gone = rows("departures")
  expect("departures, one a member", new Set(gone.map(d => d["mã đảng viên"])).size, gone.length)
  for (const d of gone)
    expect("departures of members", stays.has(d["mã đảng viên"] ?? "") && yearOf(dayOf(d.ngày)) >= 2015 && dayOf(d.ngày) <= asOf, true)
  const inBorderUnits = new Set(
    border.flatMap(unit => [...stays.values()].filter(s => s.row["chi bộ"]?.startsWith(`${unit}-`)).map(s => s.id))
  )
  expect("expelled in the border units", gone.filter(d => d.việc === "khai trừ" && inBorderUnits.has(d["mã đảng viên"] ?? "")).length, 0)
  expect("struck off or expelled", gone.filter(d => d.việc === "khai trừ" || d.việc === "xóa tên").length, 6)
}

const checkFlaws = ({ rows, rejected, duplicates, stays }: Recount, expect: Expect) => {
  const names = [...stays.values()].map(s => s.row["họ và tên"] ?? "")
  expect("names in decomposed form", names.filter(n => n !== n.normalize("NFC")).length, 300)
  expect("names with two spaces", names.filter(n => n.includes("  ")).length, 40)
  expect("both places of the tone", names.some(n => n.includes("Hoà")) && names.some(n => n.includes("Hòa")), true)
  expect("members twice, word for word", duplicates.same, 3)
  expect("members twice, born on another day", duplicates.other, 1)
  expect("rows to reject", rejected.length, 6)
  const named = [
    rows("departures").map(d => d["mã đảng viên"]),
    ...["transfers", "offices", "exemptions"].map(name => rows(name).map(r => r["đảng viên"]))
  ].flat()
  for (const row of rejected)
    expect("a rejected row is about nobody else", stays.has(row["mã đảng viên"] ?? "") || named.includes(row["mã đảng viên"]), false)
}

const checkTransfers = ({ rows, cellOn }: Recount, expect: Expect) => {
  for (const t of rows("transfers")) {
    const [issued, presented, received] = [dayOf(t["ngày cấp giấy"]), dayOf(t["ngày nộp giấy"]), dayOf(t["ngày tiếp nhận"])]
    expect(`${t["mã chuyển"]} in the order of days`, issued <= presented && presented <= received && received - issued <= 10, true)
    expect(`${t["mã chuyển"]} from where the member is`, cellOn(t["đảng viên"] ?? "", received - 1), t.từ)
    if (t["hình thức"] === "tạm thời") expect("still on the roll at home", cellOn(t["đảng viên"] ?? "", asOf), t.từ)
  }
}
