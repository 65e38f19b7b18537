/**
 * The register of members, mẫu 7-HSĐV, 14 columns, of which several hold more than one thing on lines of their own.
 */
import { PlainDate, Vietnamese } from "@chibo/core"
import { Result } from "effect"
import { profile } from "../table/profile.ts"
import type { Ask } from "../table/question.ts"
import { type Context, detailsOf, idOf, personOf } from "./context.ts"
import { placeOf, routes } from "./place.ts"
import { goneFacts, type ListedFact, naturalKey, type Part, rollFacts, standings } from "./standing.ts"

const names = "Họ và tên đang dùng, họ tên khai sinh, ngày sinh"
const dates = "Ngày vào Đảng, ngày chính thức"
const lines = { type: "list", of: "text", separator: "\n" } as const

/**
 * The 14-column register of the cell `context.home`. Of each combined cell, what is a day is read as one and what is words as words; native
 * place, schooling and work have no fact and are not recorded.
 *
 * @since 0.2.0
 */
export const register14 = profile({
  id: "vn.register-14",
  version: 1,
  titles: true,
  columns: {
    "Số TT": { type: "text", also: ["STT", "TT"] },
    [names]: { ...lines, required: true, personal: true, also: ["Họ và tên, họ tên khai sinh"] },
    "Nam, nữ, dân tộc, tôn giáo": { ...lines, personal: true },
    "Quê quán": { ...lines, personal: true },
    "Trình độ": { ...lines, also: ["Trình độ học vấn, lý luận, chuyên môn, ngoại ngữ"] },
    "Nghề nghiệp khi vào Đảng và hiện nay": lines,
    [dates]: { ...lines, required: true },
    "Số thẻ đảng, số lý lịch, số huy hiệu": { ...lines, personal: true },
    "Bộ đội, công an, nghỉ hưu": lines,
    "Chuyển đi (ngày, nơi đến)": lines,
    "Chuyển đến (ngày, nơi đi)": lines,
    "Từ trần (ngày, lý do)": { ...lines, personal: true },
    "Ra khỏi Đảng (ngày, hình thức)": lines,
    "Ghi chú": { type: "text", multiline: true }
  },
  naturalKey,
  fields: {
    "personal.fullName": names,
    "personal.otherName": names,
    "personal.birth": names,
    "personal.cardNumber": "Số thẻ đảng, số lý lịch, số huy hiệu"
  },
  toFacts: (row, context: Context, ask): Part<ReadonlyArray<ListedFact>> => {
    const { home } = context
    if (home === undefined) return Result.fail(wording.homeless)
    const [named, parted] = [row[names], daysOf(row[dates])]
    if (parted.wrong) return Result.fail({ column: dates, ...wording.noDay })
    const [admitted, official, ...more] = parted.days
    if (admitted === undefined || more.length > 0) return Result.fail({ column: dates, ...wording.noDay })
    const who = named.filter(text => !/^\d/.test(text))
    const births = named.filter(text => /^\d/.test(text)).map(text => (/^[1-9]\d{3}$/.test(text) ? text : day(text)))
    if (births.length > 1 || (births.length === 1 && births[0] === undefined)) return Result.fail({ column: names, ...wording.noDay })
    const [sexWord, ethnicity] = row["Nam, nữ, dân tộc, tôn giáo"] ?? []
    const sex = sexWord === undefined ? undefined : sexes.get(Vietnamese.matchKey(sexWord))
    if (sexWord !== undefined && sex === undefined) return Result.fail({ column: "Nam, nữ, dân tộc, tôn giáo", ...wording.noSex })
    const numbered = row["Số thẻ đảng, số lý lịch, số huy hiệu"] ?? []
    const card = numbered.find(text => /^(?:\d{8}|\d{12})$/.test(text))
    if (card === undefined && numbered.some(text => /^(?:\d{7}|\d{10,11})$/.test(text))) {
      return Result.fail({ column: "Số thẻ đảng, số lý lịch, số huy hiệu", ...wording.short })
    }
    const details = detailsOf({ fullName: who[0], otherName: who[1], birth: births[0], sex, ethnicity, cardNumber: card })
    const found = personOf(details, context, ask, names)
    if (Result.isFailure(found)) return Result.fail(found.failure)
    const { member } = found.success
    const roll = rollFacts(found.success, { cell: home, admitted, official, officialColumn: dates, cellColumn: names }, context, ask)
    if (Result.isFailure(roll)) return roll
    const facts: Array<ListedFact> = [...roll.success]
    for (const [column, read] of [
      ["Chuyển đi (ngày, nơi đến)", movedOut],
      ["Chuyển đến (ngày, nơi đi)", movedIn],
      ["Từ trần (ngày, lý do)", died],
      ["Ra khỏi Đảng (ngày, hình thức)", left]
    ] as const) {
      const cell = row[column]
      if (cell === undefined) continue
      const { days, words, wrong } = daysOf(cell)
      const [on] = days
      if (wrong || on === undefined || days.length > 1) return Result.fail({ column, ...wording.noDay })
      const part = read({ member, cell: home, since: on, words, column, context }, ask)
      if (Result.isFailure(part)) return part
      facts.push(...part.success)
    }
    return Result.succeed(facts)
  },
  toRows: facts =>
    standings(facts).flatMap(({ details, admitted, recognised, status, since }, at) => {
      if (admitted === undefined || details.fullName === undefined) return []
      const written = (on: string | undefined) => (on === undefined ? [] : [on.length === 4 ? on : on.split("-").reverse().join("/")])
      const sex = details.sex === undefined ? [] : [details.sex === "male" ? "Nam" : "Nữ"]
      return [
        {
          "Số TT": String(at + 1),
          [names]: [details.fullName, ...(details.otherName === undefined ? [] : [details.otherName]), ...written(details.birth)],
          "Nam, nữ, dân tộc, tôn giáo": [...sex, ...(details.ethnicity === undefined || sex.length === 0 ? [] : [details.ethnicity])],
          [dates]: [...written(admitted), ...written(recognised)],
          "Số thẻ đảng, số lý lịch, số huy hiệu": details.cardNumber === undefined ? [] : [details.cardNumber],
          "Từ trần (ngày, lý do)": status === "died" ? written(since) : [],
          "Ra khỏi Đảng (ngày, hình thức)": status === "gone" ? written(since) : []
        }
      ]
    })
})

// internal

const day = (text: string): PlainDate.PlainDate | undefined =>
  Result.getOrElse(PlainDate.parse(text, text.includes("/") ? "dd/mm/yyyy" : "yyyy-mm-dd"), () => undefined)

/** The days and the words of a combined cell; `wrong` where something begins like a day and is none. */
const daysOf = (items: ReadonlyArray<string>) => {
  const dated = items.filter(text => /^\d/.test(text)).map(day)
  const days = dated.filter(one => one !== undefined)
  return { days, words: items.filter(text => !/^\d/.test(text)).join(" "), wrong: days.length < dated.length }
}

interface Event {
  readonly member: string
  readonly cell: string
  readonly since: PlainDate.PlainDate
  readonly words: string
  readonly column: string
  readonly context: Context
}

const movedOut = ({ member, cell, since, words, column, context }: Event, ask: Ask): Part<ReadonlyArray<ListedFact>> => {
  const place = placeOf(words, column, "place-moved-to", context, ask)
  if (Result.isFailure(place)) return Result.fail(place.failure)
  const route = ask({ column, code: "route-out", ...wording.route, choices: routes })
  return Result.map(route, chosen => {
    const moved = routes.find(({ value }) => value === chosen)?.value ?? "official"
    const transfer = { on: since, member, transfer: idOf("tr", member, "out", since), route: moved, from: cell, to: place.success } as const
    return [
      { kind: "transfer.letter-issued", ...transfer },
      ...(place.success === "outside" ? [{ kind: "transfer.received", ...transfer } as const] : [])
    ]
  })
}

const movedIn = ({ member, cell, since, words, column, context }: Event, ask: Ask): Part<ReadonlyArray<ListedFact>> => {
  const place = placeOf(words, column, "place-moved-from", context, ask)
  if (Result.isFailure(place)) return Result.fail(place.failure)
  const route = ask({ column, code: "route-in", ...wording.route, choices: routes })
  return Result.map(route, chosen => {
    const moved = routes.find(({ value }) => value === chosen)?.value ?? "official"
    const transfer = idOf("tr", member, "in", since)
    return [{ kind: "transfer.received", on: since, member, transfer, route: moved, from: place.success, to: cell }]
  })
}

const died = ({ member, since }: Event): Part<ReadonlyArray<ListedFact>> => Result.succeed([{ kind: "member.died", on: since, member }])

const left = ({ member, cell, since, words, column }: Event, ask: Ask): Part<ReadonlyArray<ListedFact>> => {
  const known = forms.get(Vietnamese.matchKey(words))
  if (known !== undefined) return Result.succeed(goneFacts(known, { member, cell, since }))
  const answer = ask({ column, code: "which-form", ...wording.form, choices: formChoices })
  return Result.map(answer, how => goneFacts(how, { member, cell, since }))
}

const sexes = new Map<string, "male" | "female">([
  ["nam", "male"],
  ["nữ", "female"]
])

const formChoices = [
  { value: "left", vi: "xin ra khỏi Đảng", en: "left at their own wish" },
  { value: "struck", vi: "xóa tên", en: "struck off" },
  { value: "expelled", vi: "khai trừ", en: "expelled" }
] as const

const forms = new Map<string, string>([
  ...formChoices.map(({ value, vi }) => [Vietnamese.matchKey(vi), value] as const),
  [Vietnamese.matchKey("xin ra"), "left"]
])

const wording = {
  homeless: {
    code: "no-home",
    vi: "chưa nói sổ này của chi bộ nào",
    en: "whose register this is was not said"
  },
  noDay: {
    code: "not-a-date",
    vi: "cần ngày viết dd/mm/yyyy, mỗi ngày một dòng, và là ngày có thật",
    en: "expected days that exist, written dd/mm/yyyy, each on a line of its own"
  },
  short: {
    code: "wrong-digits",
    vi: "số thẻ phải có đủ 8 hoặc 12 chữ số; số 0 ở đầu có thể đã mất",
    en: "a card number has 8 or 12 digits; zeros at the front may have been lost"
  },
  noSex: { code: "not-a-choice", vi: "dòng đầu phải là nam hoặc nữ", en: "the first line is to be nam or nữ" },
  form: { vi: "sổ không ghi rõ ra khỏi Đảng theo hình thức nào", en: "the register does not say plainly in which form the member left" },
  route: { vi: "sổ không ghi chuyển theo hình thức nào", en: "the register does not say by which kind of transfer" }
} as const
