/**
 * Attendance sheets of a cell: one row a member and one column a meeting, or one row a meeting with its lists.
 *
 * A sheet is turned into rows a meeting before it is read; it is the second form that is written.
 */
import { type Id, PlainDate, Vietnamese } from "@chibo/core"
import { Result } from "effect"
import * as Matching from "../matching/index.ts"
import { columnName, type Line } from "../table/line.ts"
import type { Problem } from "../table/problem.ts"
import type { Trait } from "../table/trait.ts"
import { headerKey, profile } from "../table/profile.ts"
import type { Ask, Choice, Question } from "../table/question.ts"
import { type Context, detailsOf, idOf, isMemberId } from "./context.ts"

const people = { type: "list", of: "text", separator: "\n", personal: true } as const

const forms = {
  "thường kỳ": "regular",
  "chuyên đề": "themed",
  "thường kỳ và chuyên đề": "regular-and-themed",
  "bất thường": "extraordinary"
} as const

/**
 * The attendance of the cell `context.home`. A sheet has the columns `Họ và tên` and `Ngày sinh` or `Số thẻ đảng viên`, and behind them a column a
 * meeting, whose header is the day and, in brackets, the form. A row without a name has no marks but counts. Marks: x, c (present); p (excused); k, v (absent); t (special duty); kh (guest);
 * m (exempt, in no list); nothing (not recorded). Whoever attends has to be known.
 *
 * @since 0.2.0
 */
export const attendance = profile({
  id: "vn.attendance",
  version: 1,
  titles: true,
  columns: {
    ngày: { type: "date", required: true },
    "hình thức": { type: "choice", words: forms },
    "số phút": { type: "integer", least: 1, most: 1440, mayLack: true },
    "có mặt": people,
    "vắng có phép": people,
    "vắng không phép": people,
    "trực đặc biệt": { ...people, mayLack: true },
    khách: { ...people, mayLack: true },
    "dấu lạ": { ...people, mayLack: true }
  },
  naturalKey: { "meeting.held": ["meeting"] },
  fields: {
    on: "ngày",
    minutes: "số phút",
    attendance: "có mặt",
    "attendance.excused": "vắng có phép",
    "attendance.absent": "vắng không phép"
  },
  arrange: lines => arrangeSheet(lines),
  toFacts: (row, context: Context, ask) => {
    const { home } = context
    if (home === undefined) return Result.fail(wording.homeless)
    if (row["dấu lạ"] !== undefined) return Result.fail({ column: "dấu lạ", ...strangeMarks(row["dấu lạ"]) })
    const form =
      row["hình thức"] === undefined
        ? ask({ column: "hình thức", code: "which-form", ...wording.form, choices: formChoices })
        : Result.succeed(row["hình thức"])
    if (Result.isFailure(form)) return Result.fail(form.failure)
    const failures: Array<Problem | Question> = []
    const members = (column: "có mặt" | "vắng có phép" | "vắng không phép" | "trực đặc biệt" | "khách") =>
      (row[column] ?? []).flatMap((text, at) => {
        const found = memberOf(text, { column, at }, context, ask)
        if (Result.isSuccess(found)) return [found.success]
        failures.push(found.failure)
        return []
      })
    const [present, excused, absent] = [members("có mặt"), members("vắng có phép"), members("vắng không phép")]
    const [specialDuty, guests] = [members("trực đặc biệt"), members("khách")]
    if (failures.length > 0) return Result.fail(failures)
    return Result.succeed([
      {
        kind: "meeting.held",
        on: row.ngày,
        meeting: idOf("mt", home, row.ngày, form.success),
        unit: home,
        form: formChoices.find(({ value }) => value === form.success)?.value ?? "regular",
        minutes: row["số phút"],
        attendance: {
          present,
          excused,
          absent,
          specialDuty: specialDuty.length === 0 ? undefined : specialDuty,
          guests: guests.length === 0 ? undefined : guests
        }
      }
    ])
  },
  toRows: (facts, { people: known, home }: Context) =>
    facts.flatMap(fact => {
      if (fact.kind !== "meeting.held" || fact.unit !== home || fact.attendance === undefined) return []
      const names = (ids: ReadonlyArray<Id.MemberId> = []) =>
        ids.map(id => {
          const details = known.all.get(id)?.details
          // a name that would be taken for two is written as the id
          if (/[|;\r\n]/.test(details?.fullName ?? "")) return id
          return [details?.fullName ?? "", details?.birth ?? "", details?.cardNumber ?? ""].join(" | ")
        })
      const { present, excused, absent, specialDuty, guests } = fact.attendance
      return [
        {
          ngày: fact.on,
          "hình thức": fact.form,
          "số phút": fact.minutes,
          "có mặt": names(present),
          "vắng có phép": names(excused),
          "vắng không phép": names(absent),
          "trực đặc biệt": names(specialDuty),
          khách: names(guests)
        }
      ]
    })
})

// internal

const lists = ["có mặt", "vắng có phép", "vắng không phép", "trực đặc biệt", "khách", "dấu lạ"] as const

const marks = new Map<string, (typeof lists)[number] | undefined>([
  ...["x", "c", "có", "có mặt", "+"].map(mark => [mark, "có mặt"] as const),
  ...["p", "cp", "phép", "có phép"].map(mark => [mark, "vắng có phép"] as const),
  ...["k", "kp", "v", "không phép", "vắng"].map(mark => [mark, "vắng không phép"] as const),
  ...["t", "tđb", "trực"].map(mark => [mark, "trực đặc biệt"] as const),
  ...["kh", "khách"].map(mark => [mark, "khách"] as const),
  ...["m", "miễn", ""].map(mark => [mark, undefined] as const)
])

/** A sheet as rows a meeting; lines of any other layout as they are. A meeting stands where its column's header stood. */
const arrangeSheet = (lines: ReadonlyArray<Line>): ReadonlyArray<Line> => {
  const at = lines.findIndex(
    ({ cells }) => cells.some(cell => headerKey(cell) === nameKey) && cells.some(cell => meetingOf(cell) !== undefined)
  )
  const header = lines[at]
  if (header === undefined) return lines
  const place = (key: string) => header.cells.findIndex(cell => headerKey(cell) === key)
  const [name, birth, card] = [nameKey, birthKey, cardKey].map(place)
  const rows = lines.slice(at + 1)
  const meetings = header.cells.flatMap((cell, column) => {
    const meeting = meetingOf(cell)
    return meeting === undefined ? [] : [{ ...meeting, column }]
  })
  const head = ["ngày", "hình thức", ...lists]
  return [
    { at: header.at, cells: head },
    ...rows.filter(({ broken }) => broken !== undefined),
    ...meetings.map(({ on, form, column }): Line => {
      const found = new Map<(typeof lists)[number], Array<string>>(lists.map(list => [list, []]))
      for (const { at: place, cells, broken, traits } of rows) {
        if (broken !== undefined) continue
        const mark = Vietnamese.matchKey(cells[column] ?? "")
        const who = [name, birth, card].map(each =>
          each === undefined || each < 0 ? "" : (cells[each] ?? "").replace(/[|;\r\n]/g, " ").trim()
        )
        const said = marks.has(mark) ? marks.get(mark) : "dấu lạ"
        const isMerged = traits?.get(column)?.has("merged") === true
        if (who[0] === "" && (said === undefined || said === "dấu lạ")) continue // below the members, marks are counted
        if (who[0] === "" || said === "dấu lạ" || isMerged) {
          found.get("dấu lạ")?.push([...who, `${columnName(column + 1)}${place.line}`].join(" | "))
        } else if (said !== undefined) found.get(said)?.push(who.join(" | "))
      }
      const cells = [on, form, ...lists.map(list => (found.get(list) ?? []).join("\n"))]
      const traits = traitsOf(header, meetings, column)
      return {
        at: { ...header.at, column: column + 1 },
        cells,
        places: cells.map(() => column + 1),
        ...(traits === undefined ? {} : { traits: new Map([[0, traits]]) })
      }
    })
  ]
}

/**
 * What is known of the day in the header of a meeting. A program that reads months first makes a number of 05/03/2020, as the third of May, and
 * leaves 25/03/2020 as text: where both stand side by side, the former are to be looked at.
 */
const traitsOf = (
  header: Line,
  meetings: ReadonlyArray<{ readonly on: string; readonly column: number }>,
  column: number
): ReadonlySet<Trait> | undefined => {
  const own = header.traits?.get(column)
  const isNumber = (at: number) => header.traits?.get(at)?.has("day") === true
  const parts = (on: string) => on.split("/").map(Number)
  const late = meetings.filter(({ on }) => (parts(on)[0] ?? 0) > 12 && Result.isSuccess(PlainDate.parse(on, "dd/mm/yyyy")))
  const [day, month] = parts(meetings.find(each => each.column === column)?.on ?? "")
  const isExchanged = late.length > 0 && !late.some(each => isNumber(each.column)) && isNumber(column) && day !== month
  return isExchanged ? new Set([...(own ?? []), "day-order"]) : own
}

/** What is to be said of marks; the last part of each tells the cell. */
const strangeMarks = (all: ReadonlyArray<string>): Omit<Problem, "column"> => {
  const cells = all.flatMap(text => /\| ([A-Z]{1,3}\d{1,7})$/.exec(text)?.[1] ?? [])
  if (cells.length === 0) return wording.mark
  const listed = `${cells.slice(0, 10).join(", ")}${cells.length > 10 ? ", …" : ""}`
  return { ...wording.mark, vi: `${wording.mark.vi} (${listed})`, en: `${wording.mark.en} (${listed})` }
}

const nameKey = headerKey("Họ và tên")
const birthKey = headerKey("Ngày sinh")
const cardKey = headerKey("Số thẻ đảng viên")

/** A header such as `05/01/2022 (chuyên đề)`. */
const meetingOf = (cell: string): { readonly on: string; readonly form: string } | undefined => {
  const [, on, form = ""] = /^(\d{1,2}\/\d{1,2}\/\d{1,6})(?:\s*\(([^)]*)\))?$/.exec(Vietnamese.normalise(cell)) ?? []
  // what a workbook says of a day that is to be looked at stands in brackets as well
  return on === undefined ? undefined : { on, form: form === "?" ? "" : form }
}

/** Somebody written as `name | birth | card`, or as an id. Attendance makes nobody a member: who is not known is a problem. */
const memberOf = (
  text: string,
  { column, at }: { readonly column: string; readonly at: number },
  { people: known }: Context,
  ask: Ask
): Result.Result<string, Problem | Question> => {
  const [name = "", birth = "", card = ""] = text.split("|").map(part => part.trim())
  if (isMemberId(text) && known.all.has(text)) return Result.succeed(text)
  const day = birth.includes("/")
    ? Result.getOrElse(PlainDate.parse(birth, "dd/mm/yyyy"), () => undefined)
    : birth === ""
      ? undefined
      : birth
  if (birth.includes("/") && day === undefined) return Result.fail({ column, ...wording.unknown })
  const details = detailsOf({ fullName: name === "" ? undefined : name, birth: day, cardNumber: card === "" ? undefined : card })
  const match = Matching.find(known, details)
  if (match._tag === "Same") return Result.succeed(match.person.member)
  if (match._tag === "New") return Result.fail({ column, ...wording.unknown })
  const choices = match.candidates.map(({ member }): Choice => ({ value: member, vi: member, en: member }))
  return ask({ column, code: `which-person.${column}.${at + 1}`, ...wording.which, choices })
}

const formChoices = [
  { value: "regular", vi: "thường kỳ", en: "regular" },
  { value: "themed", vi: "chuyên đề", en: "themed" },
  { value: "regular-and-themed", vi: "thường kỳ và chuyên đề", en: "regular and themed" },
  { value: "extraordinary", vi: "bất thường", en: "extraordinary" }
] as const satisfies ReadonlyArray<Choice>

const wording = {
  homeless: { code: "no-home", vi: "chưa nói bảng này của chi bộ nào", en: "whose sheet this is was not said" },
  mark: {
    code: "unknown-mark",
    vi: "có dấu không thuộc x, p, k, t, kh, m, ở ô gộp hoặc ở dòng không có tên; xem lại bảng",
    en: "a mark is none of x, p, k, t, kh, m, stands in merged cells, or in a row without a name; look at the sheet"
  },
  form: { vi: "bảng không ghi hình thức sinh hoạt", en: "the sheet does not say which form of meeting it was" },
  unknown: {
    code: "unknown-member",
    vi: "có người chưa có trong dữ liệu hoặc thiếu ngày sinh, số thẻ; nhập danh sách đảng viên trước",
    en: "somebody is not known, or lacks birth date and card number; import the list of members first"
  },
  which: { vi: "chưa chắc một người trong danh sách là ai", en: "who one of those listed is is not certain" }
} as const
