/** Counts again what members do: offices, charges, assignments, exemptions, meetings, evaluations. */
import type { Expect } from "./check.ts"
import { addMonths, asOf, day } from "./days.ts"
import { afterLast, dayOf, groupBy, type Recount } from "./recount.ts"

export const checkActivity = (data: Recount, expect: Expect): void => {
  checkOffices(data, expect)
  checkCharges(data, expect)
  checkAssignments(data, expect)
  const spells = checkExemptions(data, expect)
  checkMeetings(data, expect, spells)
  checkEvaluations(data, expect, spells)
}

interface Spell {
  readonly member: string
  readonly cell: string
  readonly why: string
  readonly from: number
  readonly until: number
}

type Row = Record<string, string>
const inForce = (row: Row) => dayOf(row["từ ngày"]) <= asOf && asOf < afterLast(row["đến ngày"])

const checkOffices = ({ rows, cellOn, under, border }: Recount, expect: Expect) => {
  const held = rows("offices")
  for (const o of held)
    expect("holders are on the rolls, of their unit", under(cellOn(o["đảng viên"] ?? "", asOf) ?? "", o["đơn vị"] ?? ""), true)
  const single = groupBy(
    held.filter(o => o["chức vụ"] === "bí thư" || o["chức vụ"] === "đồn trưởng"),
    o => `${o["chức vụ"]} ${o["đơn vị"]}`
  )
  for (const [what, terms] of single) {
    const sorted = terms.map(o => [dayOf(o["từ ngày"]), afterLast(o["đến ngày"])] as const).sort((a, b) => a[0] - b[0])
    expect(
      `${what}, one at a time`,
      sorted.every(([from], i) => i === 0 || from >= (sorted[i - 1]?.[1] ?? Infinity)),
      true
    )
  }
  const cells = rows("units").filter(u => u.loại === "Chi bộ" && border.includes(u["mã cấp trên"] ?? ""))
  for (const { mã } of cells)
    expect(`${mã} has a secretary`, held.filter(o => o["đơn vị"] === mã && o["chức vụ"] === "bí thư" && inForce(o)).length, 1)
  for (const unit of border)
    expect(
      `${unit} has a committee`,
      held.filter(o => o["đơn vị"] === unit && o["chức vụ"] === "cấp ủy viên" && inForce(o)).length >= 5,
      true
    )
}

const checkCharges = ({ rows, under }: Recount, expect: Expect) => {
  const charges = rows("charges")
  const members = new Map(
    rows("offices")
      .filter(o => o["chức vụ"] === "cấp ủy viên")
      .map(o => [`${o["đảng viên"]} ${o["đơn vị"]}`, dayOf(o["từ ngày"])])
  )
  for (const c of charges) {
    expect("charges of committee members", (members.get(`${c["đảng viên"]} ${c["đảng ủy"]}`) ?? Infinity) <= dayOf(c["từ ngày"]), true)
    expect("charges for cells of the commune", under(c["chi bộ"] ?? "", c["đảng ủy"] ?? ""), true)
  }
  const covered = rows("designations").filter(
    d => d["loại địa bàn"] === "thôn biên giới" && charges.filter(c => c["chi bộ"] === d["đơn vị"] && inForce(c)).length === 1
  )
  expect("border-village cells with one member in charge", covered.length, 23)
}

const checkAssignments = ({ rows, cellOn }: Recount, expect: Expect) => {
  const all = rows("assignments")
  const now = all.filter(inForce)
  const special = new Set(
    rows("designations")
      .filter(d => d["loại địa bàn"] !== "khu vực biên giới")
      .map(d => d["đơn vị"])
  )
  expect("post members attending", new Set(now.map(a => a["đảng viên"])).size, 41)
  expect("assignments in force", now.length, 41)
  const baSon = now.filter(a => a.đồn === "bp-bs")
  expect("members of Ba Sơn", baSon.length, 13)
  expect("their cells", new Set(baSon.map(a => a["chi bộ"])).size, 13)
  for (const a of all) {
    expect("cells of border villages or with complex security", special.has(a["chi bộ"] ?? ""), true)
    expect("on the roll of the post", cellOn(a["đảng viên"] ?? "", Math.min(dayOf(a["từ ngày"]), asOf)), a.đồn)
    const clash = all.filter(
      b =>
        b !== a &&
        b["đảng viên"] === a["đảng viên"] &&
        dayOf(b["từ ngày"]) < afterLast(a["đến ngày"]) &&
        dayOf(a["từ ngày"]) < afterLast(b["đến ngày"])
    )
    expect("one cell at a time", clash.length, 0)
  }
}

const checkExemptions = ({ rows, cellOn, under, border }: Recount, expect: Expect): ReadonlyArray<Spell> => {
  const spells: Array<Spell> = []
  for (const [id, steps] of groupBy(rows("exemptions"), e => e["mã miễn"] ?? "")) {
    const on = steps.map(s => dayOf(s.ngày))
    expect(
      `${id} in order`,
      on.every((d, i) => i === 0 || d >= (on[i - 1] ?? 0)),
      true
    )
    const step = (what: string) => steps.find(s => s.việc === what)
    const [asked, granted] = [step("đề nghị"), step("cho miễn")]
    const cell = cellOn(asked?.["đảng viên"] ?? "", dayOf(asked?.ngày)) ?? ""
    if (asked === undefined || !border.some(b => under(cell, b))) continue
    expect(`${id} asked in 2021, to November`, dayOf(asked.ngày) >= day("2021-01-01") && dayOf(asked.ngày) < day("2021-12-01"), true)
    expect(`${id} proposed by the cell`, step("chi bộ đề nghị")?.["đơn vị"], cell)
    expect(`${id} granted by the committee`, under(cell, granted?.["đơn vị"] ?? "") && granted?.["đơn vị"] !== cell, true)
    const from = dayOf(granted?.["từ ngày"])
    const full = afterLast(step("gia hạn")?.["đến ngày"] ?? granted?.["đến ngày"])
    expect(`${id} under twelve months`, full < addMonths(from, 12) && from >= dayOf(granted?.ngày), true)
    const ended = step("chấm dứt")
    spells.push({
      member: asked["đảng viên"] ?? "",
      cell,
      why: asked["lý do"] ?? "",
      from,
      until: ended === undefined ? full : dayOf(ended.ngày)
    })
  }
  const on = (d: number) => spells.filter(s => s.from <= d && d < s.until)
  expect("exemptions asked for in the border area", spells.length, 14)
  expect(
    "for work or hardship",
    spells.every(s => s.why === "đi làm ăn xa" || s.why === "hoàn cảnh khó khăn"),
    true
  )
  expect("exempt at the end of 2021", on(day("2021-12-31")).length, 14)
  const xuatLe = on(asOf).filter(s => under(s.cell, "cl-xl"))
  expect("exempt in Xuất Lễ", xuatLe.length, 6)
  expect("of them away for work", xuatLe.filter(s => s.why === "đi làm ăn xa").length, 3)
  return spells
}

const checkMeetings = ({ rows, rollOf, under, stays }: Recount, expect: Expect, spells: ReadonlyArray<Spell>) => {
  const meetings = rows("meetings")
  const assignments = rows("assignments")
  const ids = (field: string | undefined) => (field === "" || field === undefined ? [] : field.split(" "))
  let well = 0
  for (const m of meetings) {
    const on = dayOf(m.ngày)
    const lists = [ids(m["có mặt"]), ids(m["vắng có lý do"]), ids(m["vắng không lý do"])] as const
    const roll = rollOf(m["chi bộ"] ?? "", on)
    const named = new Set(lists.flat())
    const exempt = new Set(spells.filter(s => s.from <= on && on < s.until).map(s => s.member))
    expect(`${m["mã buổi"]}: each in one list`, named.size, lists.flat().length)
    expect(
      `${m["mã buổi"]}: everybody of the roll`,
      roll.every(id => named.has(id) || exempt.has(id)) && [...named].every(id => roll.includes(id)),
      true
    )
    const may = assignments
      .filter(a => a["chi bộ"] === m["chi bộ"] && dayOf(a["từ ngày"]) <= on && on < afterLast(a["đến ngày"]))
      .map(a => a["đảng viên"])
    expect(
      `${m["mã buổi"]}: guests are assigned`,
      ids(m.khách).every(id => may.includes(id) && stays.has(id)),
      true
    )
    const base = roll.filter(id => !exempt.has(id))
    if (lists[0].filter(id => !exempt.has(id)).length / base.length > 0.85) well++
  }
  expect("meetings", meetings.length, 75 * 24 - 8)
  expect("more than 85 % came, nine times in ten", well / meetings.length > 0.88, true)
  const quarterly = spells
    .filter(s => under(s.cell, "cl-xl"))
    .filter(s => {
      const days = meetings.filter(m => ids(m["có mặt"]).includes(s.member)).map(m => dayOf(m.ngày))
      const in2021 = days.filter(d => d >= day("2021-01-01") && d < day("2022-01-01"))
      const last = days.filter(d => d > day("2021-07-06") && d <= asOf)
      expect("the exempt of Xuất Lễ came twice or more", in2021.length >= 2 && last.length >= 2, true)
      return ["2021-07-01", "2021-10-01", "2022-01-01", "2022-04-01"].every(q => days.some(d => d >= day(q) && d < addMonths(day(q), 3)))
    })
  expect("and one of the six each quarter", quarterly.length, 1)
}

const checkEvaluations = ({ rows, rollOf, cellOn, under, border }: Recount, expect: Expect, spells: ReadonlyArray<Spell>) => {
  const all = rows("evaluations-members")
  for (const [year, list] of groupBy(all, e => Number(e.năm))) {
    const end = day(`${year}-12-31`)
    const exempt = new Set(spells.filter(s => s.from <= end && end < s.until).map(s => s.member))
    const due = border.flatMap(unit => rollOf(unit, end)).filter(id => !exempt.has(id))
    const done = new Set(list.map(e => e["đảng viên"] ?? ""))
    expect(`${year}: everybody due, once`, due.length === list.length && due.every(id => done.has(id)), true)
    for (const e of list) {
      expect(
        `${year}: decided by the committee of the cell`,
        under(cellOn(e["đảng viên"] ?? "", dayOf(e.ngày)) ?? "", e["đơn vị quyết định"] ?? ""),
        true
      )
      expect(`${year}: the grade rests on the criteria (${e["xếp loại"]})`, bears(e), true)
    }
    const good = list.filter(e => e["xếp loại"] === "hoàn thành tốt" || e["xếp loại"] === "hoàn thành xuất sắc").length
    if (year === 2015) expect("good or better in 2015, in hundredths of a percent", Math.floor((good / list.length) * 10000 + 0.5), 9116)
    if (year === 2021) expect("good or better in 2021", `${good} of ${list.length}`, "1076 of 1122")
    for (const unit of border) {
      const of = (grade: string) => list.filter(e => e["đơn vị quyết định"] === unit && e["xếp loại"] === grade).length
      expect(`${year}: excellent in ${unit}`, of("hoàn thành xuất sắc") <= Math.floor(of("hoàn thành tốt") / 5), true)
    }
  }
  const units = rows("evaluations-units")
  expect("committees evaluated", units.length, 30)
  expect("good or better since 2018", units.filter(u => u.năm !== "2015" && u["xếp loại"] !== "hoàn thành").length, 24)
}

const order = ["kém", "trung bình", "tốt", "xuất sắc"]
const bears = (e: Row): boolean => {
  const [political, other] = [order.indexOf(e["tiêu chí chính trị"] ?? ""), order.indexOf(e["tiêu chí khác"] ?? "")]
  const [tasks, done, onTime, exceeded] = [e["nhiệm vụ được giao"], e["nhiệm vụ hoàn thành"], e["đúng hạn"], e["vượt mức"]].map(Number) as [
    number,
    number,
    number,
    number
  ]
  if (done > tasks || onTime > done || exceeded > done || Math.min(political, other) < 0) return false
  const grade = e["xếp loại"]
  if (grade === "hoàn thành xuất sắc") return political === 3 && other >= 2 && done === tasks
  if (grade === "hoàn thành tốt") return political >= 2 && other >= 2 && done === tasks
  if (grade === "hoàn thành") return political >= 1 && other >= 1 && done * 2 >= tasks
  return grade === "không hoàn thành" && (political === 0 || other === 0 || done * 2 < tasks)
}
