/** Exemptions: the fourteen of the border area, written out one by one, and some elsewhere in the district. */
import { addMonths, asOf, day, opening, text, workday } from "./days.ts"
import { ageAt, cellOn, type Person, people } from "./people.ts"
import { must, random } from "./random.ts"
import { table } from "./table.ts"
import { communeOf } from "./units.ts"

interface Plan {
  readonly commune: string
  readonly why: "đi làm ăn xa" | "hoàn cảnh khó khăn"
  readonly asked: string
  readonly from: string
  /** Last day, as first granted. */
  readonly until: string
  /** Last day, as prolonged: still under twelve months in all. */
  readonly prolonged?: string
  readonly stopped?: string
  readonly back?: string
}

const plan = (commune: string, why: Plan["why"], asked: string, from: string, until: string, more: Partial<Plan> = {}): Plan => ({
  ...{ commune, why, asked, from, until },
  ...more
})
const away = "đi làm ăn xa"
const hardship = "hoàn cảnh khó khăn"

const plans: ReadonlyArray<Plan> = [
  plan("cl-xl", away, "2021-10-04", "2021-11-01", "2022-04-30", { prolonged: "2022-09-30" }),
  plan("cl-xl", away, "2021-10-06", "2021-11-01", "2022-04-30", { prolonged: "2022-08-31" }),
  plan("cl-xl", away, "2021-10-11", "2021-11-01", "2022-09-30"),
  plan("cl-xl", hardship, "2021-10-05", "2021-11-01", "2022-05-31", { prolonged: "2022-09-30" }),
  plan("cl-xl", hardship, "2021-10-07", "2021-11-01", "2022-08-31"),
  plan("cl-xl", hardship, "2021-10-12", "2021-11-01", "2022-04-30", { prolonged: "2022-07-31" }),
  plan("cl-dd", away, "2021-10-01", "2021-10-18", "2022-04-30", { back: "2022-05-04" }),
  plan("cl-dd", away, "2021-10-15", "2021-11-08", "2022-07-31"),
  plan("cl-dd", hardship, "2021-11-03", "2021-12-01", "2022-08-31"),
  plan("cl-cla", away, "2021-10-08", "2021-11-01", "2022-05-31", { back: "2022-06-02" }),
  plan("cl-cla", hardship, "2021-10-20", "2021-11-15", "2022-06-30"),
  plan("cl-bl", away, "2021-10-25", "2021-11-22", "2022-09-30", { stopped: "2022-03-15", back: "2022-03-15" }),
  plan("cl-bl", hardship, "2021-11-10", "2021-12-06", "2022-08-31"),
  plan("cl-tl", away, "2021-11-16", "2021-12-13", "2022-09-15")
]

/** One exemption in the border area: the member, the first day, the first day after, and how many there were before it in its commune. */
export interface Spell {
  readonly member: Person
  readonly commune: string
  readonly from: number
  readonly until: number
  readonly rank: number
}

const r = random("exemptions")
const rows: Array<ReadonlyArray<string>> = []
const used = new Set<string>()
const step = (
  id: string,
  member: Person,
  what: string,
  on: number,
  by: string,
  kind: string,
  why: string,
  from: string,
  until: string,
  papers: string
) => rows.push([id, member.id, what, text(on), by, kind, why, from, until, papers])

const candidates = (commune: string, youngest: number, oldest: number) =>
  people.filter(
    p =>
      p.leave === undefined &&
      p.enter === opening &&
      communeOf.get(p.cell) === commune &&
      ageAt(p, asOf) > youngest &&
      ageAt(p, asOf) < oldest &&
      !used.has(p.cell) &&
      !used.has(p.id)
  )

export const spells: ReadonlyArray<Spell> = plans.map((p, i) => {
  const member = r.pick(candidates(p.commune, 29, 54))
  used.add(member.id).add(member.cell)
  const id = `x${String(i + 1).padStart(4, "0")}`
  const asked = day(p.asked)
  const written = (value: string | undefined) => (value === undefined ? "" : text(day(value)))
  const papers = p.why === away ? "đơn;tạm trú;nghị quyết chi bộ" : "đơn;nghị quyết chi bộ"
  const row = (what: string, on: number, by: string, from: string, until: string, papers: string) =>
    step(id, member, what, on, by, "có thời hạn", p.why, from, until, papers)
  row("đề nghị", asked, member.cell, written(p.from), written(p.until), papers)
  row("chi bộ đề nghị", workday(asked + 4), member.cell, "", "", "nghị quyết chi bộ")
  row("cho miễn", workday(asked + 9), p.commune, written(p.from), written(p.until), "")
  if (p.prolonged !== undefined) {
    const on = workday(day(p.until) - 12)
    row("gia hạn", on, p.commune, written(p.from), written(p.prolonged), papers)
  }
  if (p.stopped !== undefined) row("chấm dứt", day(p.stopped), p.commune, "", "", "")
  if (p.back !== undefined) row("trở lại", day(p.back), member.cell, "", "", "")
  return {
    member,
    commune: p.commune,
    from: day(p.from),
    until: p.stopped === undefined ? day(p.prolonged ?? p.until) + 1 : day(p.stopped),
    rank: plans.slice(0, i).filter(other => other.commune === p.commune).length
  }
})

/** Outside the border area: eight for age and health, by the cell; four for a time, by the committee, one of them refused. */
const elsewhere = ["cl-cl", "cl-th", "cl-px", "cl-hp", "cl-ly", "cl-td", "cl-hc", "cl-hy", "cl-cs", "cl-ht", "cl-cl", "cl-ht"]
elsewhere.forEach((commune, i) => {
  const old = i < 8
  const member = r.pick(old ? candidates(commune, 72, 95) : candidates(commune, 26, 50))
  used.add(member.id)
  const id = `x${String(plans.length + i + 1).padStart(4, "0")}`
  const asked = workday(old ? r.int(day("2018-02-01"), day("2022-04-30")) : r.int(day("2021-10-04"), day("2022-03-31")))
  const granted = workday(asked + r.int(5, 12))
  if (old) {
    const cell = must(cellOn(member, asked), "an exempt member on no roll")
    const kind = ["tuổi cao, sức yếu", "sức khỏe yếu"] as const
    step(id, member, "đề nghị", asked, cell, ...kind, text(granted), "", "đơn;giấy xác nhận y tế")
    step(id, member, "cho miễn", granted, cell, ...kind, text(granted), "", "nghị quyết chi bộ")
    return
  }
  const kind = ["có thời hạn", i === 9 ? hardship : away] as const
  const from = text(granted + 5)
  const until = text(addMonths(granted + 5, r.int(4, 10)) - 1)
  step(id, member, "đề nghị", asked, member.cell, ...kind, from, until, "đơn;tạm trú;nghị quyết chi bộ")
  step(id, member, "chi bộ đề nghị", workday(asked + 3), member.cell, ...kind, "", "", "nghị quyết chi bộ")
  if (i === 11) step(id, member, "không cho miễn", granted, commune, ...kind, "", "", "")
  else step(id, member, "cho miễn", granted, commune, ...kind, from, until, "")
})

/** Who asked for an exemption, and so holds no office and is not transferred. */
export const exemptIds: ReadonlySet<string> = used

export const exemptions = table("exemptions.csv", "mã miễn,đảng viên,việc,ngày,đơn vị,loại,lý do,từ ngày,đến ngày,giấy tờ", rows)
