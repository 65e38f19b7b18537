/**
 * What lists say of a member besides who they are: admission, roll and status, from cells to facts and from facts to cells.
 */
import { type Fact, type Member, PlainDate } from "@chibo/core"
import { Result } from "effect"
import type { Problem } from "../table/problem.ts"
import type { FactInput } from "../table/profile.ts"
import type { Ask, Choice, Question } from "../table/question.ts"
import { type Context, detailsFacts, type Found, idOf } from "./context.ts"

// model

/** The kinds of fact that lists of members bring, with what makes each the same one. */
export const naturalKey = {
  "member.details-changed": ["member", "on"],
  "member.admitted": ["member"],
  "member.recognised": ["member"],
  "member.enrolled": ["member", "on"],
  "member.died": ["member"],
  "member.left": ["member", "on"],
  "member.struck": ["member", "on"],
  "member.expelled": ["member", "on"],
  "member.suspended": ["member", "on"],
  "exemption.requested": ["exemption"],
  "exemption.granted": ["exemption"],
  "transfer.letter-issued": ["transfer"],
  "transfer.received": ["transfer"]
} as const

/** A fact of these kinds. */
export type ListedFact = FactInput<keyof typeof naturalKey>

/** What came out of a part of a row. */
export type Part<A> = Result.Result<A, Problem | Question>

/** What all facts about one member come to, as a list shows it. */
export interface Standing {
  readonly member: string
  readonly details: Member.Details
  readonly admitted?: PlainDate.PlainDate
  readonly recognised?: PlainDate.PlainDate
  readonly cell?: string
  readonly status: Status
  /** Since when, for all but `active`. */
  readonly since?: PlainDate.PlainDate
}

/** The statuses that lists know. */
export type Status = "active" | "exempt" | "suspended" | "interrupted" | "gone" | "died"

/** The words for them. */
export const statusWords = {
  "đang sinh hoạt": "active",
  đang: "active",
  "miễn sinh hoạt": "exempt",
  "đình chỉ": "suspended",
  "đình chỉ sinh hoạt": "suspended",
  "gián đoạn": "interrupted",
  "rời khỏi": "gone",
  "đã chuyển": "gone",
  "từ trần": "died"
} as const satisfies Readonly<Record<string, Status>>

// operations, to facts

/** Admission and roll: `admitted` and `official` as they stand, and a place on the roll of whoever stands on none. */
export const rollFacts = (
  found: Found,
  cells: {
    readonly cell: string
    readonly admitted: string
    readonly official: string | undefined
    readonly officialColumn: string
    readonly cellColumn: string
  },
  context: Context,
  ask: Ask
): Part<ReadonlyArray<ListedFact>> => {
  const { member } = found
  const { cell, admitted, official } = cells
  if (official !== undefined && official < admitted) return Result.fail({ column: cells.officialColumn, ...wording.tooSoon })
  const there = found.isNew ? undefined : context.cellOf(member)
  let enrol = there === undefined
  if (there !== undefined && there !== cell) {
    const answer = ask({ column: cells.cellColumn, code: "other-cell", ...wording.otherCell, choices: otherCell })
    if (Result.isFailure(answer)) return Result.fail(answer.failure)
    enrol = answer.success === "enrol"
  }
  return Result.succeed([
    ...detailsFacts(found, context.on),
    { kind: "member.admitted", on: admitted, member },
    ...(official === undefined ? [] : [{ kind: "member.recognised", on: official, member } as const]),
    ...(enrol ? [{ kind: "member.enrolled", on: context.on, member, cell } as const] : [])
  ])
}

/**
 * Status and its date. A file has one date for leaving, dying and being exempt, and none of the reasons: what it does not say is asked.
 */
export const statusFacts = (
  row: { readonly member: string; readonly cell: string; readonly status: Status | undefined; readonly since: string | undefined },
  columns: { readonly status: string; readonly since: string },
  ask: Ask
): Part<ReadonlyArray<ListedFact>> => {
  const { member, cell } = row
  let { status, since } = row
  if (since !== undefined && (status === undefined || status === "active")) {
    const answer = ask({ column: columns.since, code: "what-date", ...wording.whatDate, choices: whatDate })
    if (Result.isFailure(answer)) return Result.fail(answer.failure)
    const meant = whatDate.find(({ value }) => value === answer.success)?.value
    if (meant === undefined || meant === "none") return Result.succeed([])
    status = meant
  }
  if (status === undefined || status === "active") return Result.succeed([])
  if (since === undefined) {
    const answer = ask({ column: columns.status, code: "since-when", ...wording.sinceWhen, choices: [unrecorded], day: true })
    if (Result.isFailure(answer)) return Result.fail(answer.failure)
    if (answer.success === "none") return Result.succeed([])
    since = answer.success
  }
  if (status === "died") return Result.succeed([{ kind: "member.died", on: since, member }])
  if (status === "suspended") return Result.succeed([{ kind: "member.suspended", on: since, member }])
  if (status === "exempt" || status === "interrupted") return exemptFacts({ member, cell, since }, columns.status, ask)
  const answer = ask({ column: columns.status, code: "how-gone", ...wording.howGone, choices: howGone })
  return Result.map(answer, how => goneFacts(how, { member, cell, since }))
}

/** The facts of leaving, by the way chosen. */
export const goneFacts = (
  how: string,
  { member, cell, since }: { readonly member: string; readonly cell: string; readonly since: string }
): ReadonlyArray<ListedFact> => {
  if (how === "left" || how === "struck" || how === "expelled") return [{ kind: `member.${how}`, on: since, member }]
  if (how !== "moved") return []
  const transfer = { on: since, member, transfer: idOf("tr", member, "out", since), route: "official", from: cell, to: "outside" } as const
  return [
    { kind: "transfer.letter-issued", ...transfer },
    { kind: "transfer.received", ...transfer }
  ]
}

// operations, from facts

/** What facts come to, one entry a member, in the order in which they are first named. Facts are to be in order of their days. */
export const standings = (facts: ReadonlyArray<Fact.Plain>): ReadonlyArray<Standing> => {
  const all = new Map<string, Standing>()
  for (const fact of facts) {
    if (!("member" in fact) || fact.member === undefined) continue
    const before = all.get(fact.member) ?? { member: fact.member, details: {}, status: "active" }
    const after = step(before, fact)
    if (after !== undefined) all.set(fact.member, after)
  }
  return [...all.values()]
}

// internal

const step = (before: Standing, fact: Fact.Plain): Standing | undefined => {
  switch (fact.kind) {
    case "member.details-changed":
      return { ...before, details: { ...before.details, ...fact.personal } }
    case "member.admitted":
      return { ...before, admitted: fact.on, ...(fact.cell === undefined ? {} : { cell: fact.cell }) }
    case "member.recognised":
      return { ...before, recognised: fact.on }
    case "member.enrolled":
    case "member.restored":
      return { ...before, cell: fact.cell, status: "active" }
    case "transfer.received":
      if (fact.route === "temporary") return before
      return fact.to === "outside" ? { ...before, status: "gone", since: fact.on } : { ...before, cell: fact.to }
    case "member.died":
      return { ...before, status: "died", since: fact.on }
    case "member.left":
    case "member.struck":
    case "member.expelled":
      return { ...before, status: "gone", since: fact.on }
    case "member.suspended":
      return { ...before, status: "suspended", since: fact.on }
    case "exemption.granted":
      return { ...before, status: "exempt", since: fact.from }
    case "member.suspension-lifted":
    case "exemption.ended":
    case "exemption.return-recorded":
      return { ...before, status: "active" }
    default:
      return undefined
  }
}

const exemptFacts = (
  { member, cell, since }: { readonly member: string; readonly cell: string; readonly since: string },
  column: string,
  ask: Ask
): Part<ReadonlyArray<ListedFact>> => {
  const answer = ask({ column, code: "which-ground", ...wording.ground, choices: [...grounds, unrecorded] })
  return Result.map(answer, (ground): ReadonlyArray<ListedFact> => {
    const found = grounds.find(({ value }) => value === ground)
    if (found === undefined) return []
    const exemption = { exemption: idOf("ex", member, since), member, on: since }
    return [
      { kind: "exemption.requested", ...exemption, cell, type: found.type, ground: found.value },
      { kind: "exemption.granted", ...exemption, by: cell, from: PlainDate.make(since) }
    ]
  })
}

const unrecorded = {
  value: "none",
  vi: "không ghi nhận điều này, chỉ ghi phần còn lại của dòng",
  en: "record the rest of the row, but not this"
} as const

const whatDate = [
  { value: "exempt", vi: "ngày miễn sinh hoạt", en: "the day of an exemption" },
  { value: "gone", vi: "ngày rời khỏi", en: "the day of leaving" },
  { value: "died", vi: "ngày từ trần", en: "the day of death" },
  { value: "suspended", vi: "ngày đình chỉ sinh hoạt", en: "the day of a suspension" },
  unrecorded
] as const satisfies ReadonlyArray<Choice>

const howGone = [
  { value: "moved", vi: "chuyển đi nơi khác", en: "moved elsewhere" },
  { value: "left", vi: "xin ra khỏi Đảng", en: "left at their own wish" },
  { value: "struck", vi: "xóa tên", en: "struck off" },
  { value: "expelled", vi: "khai trừ", en: "expelled" },
  unrecorded
] as const satisfies ReadonlyArray<Choice>

const otherCell = [
  { value: "stay", vi: "giữ chi bộ đã ghi nhận", en: "keep the cell that is recorded" },
  {
    value: "enrol",
    vi: "ghi vào chi bộ của tệp từ ngày lập danh sách",
    en: "put on the roll that the file names, from the day of the list"
  }
] as const satisfies ReadonlyArray<Choice>

const grounds = [
  { value: "old-age", type: "age-health", vi: "miễn: tuổi cao", en: "exempt: old age" },
  { value: "ill-health", type: "age-health", vi: "miễn: sức khỏe yếu", en: "exempt: ill health" },
  { value: "long-treatment", type: "age-health", vi: "miễn: điều trị dài ngày", en: "exempt: long treatment" },
  { value: "away-for-work", type: "temporary", vi: "tạm miễn: đi làm ăn xa", en: "for a time: away for work" },
  { value: "abroad", type: "temporary", vi: "tạm miễn: ở nước ngoài", en: "for a time: abroad" },
  { value: "remote-post", type: "temporary", vi: "tạm miễn: công tác nơi xa", en: "for a time: a remote post" },
  { value: "visiting-relatives", type: "temporary", vi: "tạm miễn: thăm người thân", en: "for a time: visiting relatives" },
  { value: "maternity", type: "temporary", vi: "tạm miễn: thai sản", en: "for a time: maternity" },
  { value: "awaiting-retirement", type: "temporary", vi: "tạm miễn: chờ nghỉ hưu", en: "for a time: awaiting retirement" },
  { value: "hardship", type: "temporary", vi: "tạm miễn: hoàn cảnh khó khăn", en: "for a time: hardship" }
] as const satisfies ReadonlyArray<Choice & { readonly type: "age-health" | "temporary" }>

const wording = {
  tooSoon: {
    code: "recognised-before-admitted",
    vi: "ngày chính thức trước ngày vào Đảng; xem lại hai ngày",
    en: "recognised before admitted; look at both days"
  },
  otherCell: {
    vi: "đảng viên đang thuộc chi bộ khác theo dữ liệu đã có; tệp không nói chuyển khi nào",
    en: "the member stands on another roll as far as is recorded; the file does not say when they moved"
  },
  whatDate: {
    vi: "ngày này dùng chung cho rời khỏi, mất và miễn sinh hoạt mà trạng thái không nói là việc nào; ngày này là ngày gì?",
    en: "this day stands for leaving, dying and being exempt alike, and the status does not say which; what is it the day of?"
  },
  sinceWhen: {
    vi: "tệp không ghi trạng thái này từ ngày nào; điền ngày, hoặc không ghi nhận trạng thái",
    en: "the file does not say since when the status holds; give the day, or leave the status out"
  },
  howGone: { vi: "tệp chỉ ghi là rời khỏi; rời khỏi bằng cách nào?", en: "the file says only that the member is gone; in which way?" },
  ground: {
    vi: "tệp không ghi miễn theo diện nào; chọn diện miễn",
    en: "the file does not say on which ground the member is exempt; choose it"
  }
} as const
