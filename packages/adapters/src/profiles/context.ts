/**
 * What the official profiles look things up in: the people and units that are known, and what a list leaves to be said once for all of it.
 */
import { Id, type Member, type PlainDate, Vietnamese } from "@chibo/core"
import { createHash } from "node:crypto"
import { Result, Schema } from "effect"
import * as Matching from "../matching/index.ts"
import type { Problem } from "../table/problem.ts"
import type { Ask, Question } from "../table/question.ts"

// model

/**
 * What rows are read against.
 *
 * - `on`: the day for which the list was drawn up.
 * - `home`: whose list it is: the cell of a register or of an attendance sheet.
 * - `people`: those known so far.
 * - `newMember`: an id for somebody new, the same for the same person; `Matching.pseudonym` with a secret is one way. Without an id the row is bad.
 * - `unitOf`: the unit of a name or code; nothing where there is none, or more than one.
 * - `nameOf`: what a unit is called, for the way back.
 * - `cellOf`: the cell on whose roll a member stands already.
 *
 * @since 0.2.0
 */
export interface Context {
  readonly on: PlainDate.PlainDate
  readonly home?: string
  readonly people: Matching.People
  readonly newMember: (details: Member.Details) => string | undefined
  readonly unitOf: (text: string) => string | undefined
  readonly nameOf: (unit: string) => string
  readonly cellOf: (member: string) => string | undefined
}

/** A unit as lists name it. */
export interface NamedUnit {
  readonly unit: string
  readonly name: string
  readonly code?: string
}

// constructors

/**
 * A context from plain lists. A name that two units share finds neither; a code is found with and without its dots.
 *
 * @example
 * import * as Profiles from "@chibo/adapters/profiles"
 * import * as Matching from "@chibo/adapters/matching"
 * const units = [{ unit: "u-1", name: "Chi bộ thôn Nà Sầm", code: "12.030.004.000.001" }]
 * const context = Profiles.context({ on: PlainDate.make("2025-12-31"), people: Matching.make([]), secret: "a secret of the office", units })
 * context.unitOf("CHI BỘ THÔN NÀ SẦM") // => "u-1"
 * context.unitOf("12030004000001") // => "u-1"
 * @since 0.2.0
 */
export const context = (known: {
  readonly on: PlainDate.PlainDate
  readonly home?: string
  readonly people: Matching.People
  readonly secret: string
  readonly units: ReadonlyArray<NamedUnit>
  readonly cellOf?: (member: string) => string | undefined
}): Context => {
  const byName = new Map<string, string | undefined>()
  for (const { unit, name, code } of known.units) {
    for (const key of [unitKey(name), ...(code === undefined ? [] : [unitKey(code)])]) byName.set(key, byName.has(key) ? undefined : unit)
  }
  const names = new Map(known.units.map(({ unit, name }) => [unit, name]))
  return {
    on: known.on,
    ...(known.home === undefined ? {} : { home: known.home }),
    people: known.people,
    newMember: details => Matching.pseudonym(known.secret, details),
    unitOf: text => byName.get(unitKey(text)),
    nameOf: unit => names.get(unit) ?? unit,
    cellOf: known.cellOf ?? (() => undefined)
  }
}

// operations

/** Somebody of a row: who it is, and what of the details is news. */
export interface Found {
  readonly member: string
  readonly isNew: boolean
  /** The details that are not known so yet; nothing where all are. */
  readonly news: Member.Details | undefined
}

/** Who is meant by a row, asking where that is not certain. */
export const personOf = (
  details: Member.Details,
  { people, newMember }: Context,
  ask: Ask,
  column: string,
  suffix = ""
): Result.Result<Found, Problem | Question> => {
  const match = Matching.find(people, details)
  if (match._tag === "Same") return Result.succeed(known(match.person, details))
  const fresh = (): Result.Result<Found, Problem> => {
    const member = newMember(details)
    return member === undefined ? Result.fail({ column, ...wording.nameless }) : Result.succeed({ member, isNew: true, news: details })
  }
  if (match._tag === "New") return fresh()
  const answer = ask({
    column,
    code: `which-person${suffix}`,
    ...wording.which,
    choices: [
      ...match.candidates.map(candidate => ({ value: candidate.member, ...described(candidate) })),
      { value: "new", vi: "người khác, chưa có trong dữ liệu", en: "somebody else, not known yet" }
    ]
  })
  if (Result.isFailure(answer)) return Result.fail(answer.failure)
  const chosen = match.candidates.find(({ member }) => member === answer.success)
  const person = chosen === undefined ? undefined : people.all.get(chosen.member)
  return person === undefined ? fresh() : Result.succeed(known(person, details))
}

/** The unit that a cell names. */
export const unitOf = (text: string, { unitOf: find }: Context, column: string): Result.Result<string, Problem> => {
  const unit = find(text)
  return unit === undefined ? Result.fail({ column, ...wording.unit }) : Result.succeed(unit)
}

/** An id from opaque ids and days, the same whenever they are; nothing in it tells of a person. */
export const idOf = (prefix: string, ...parts: ReadonlyArray<string>): string =>
  `${prefix}-${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 20)}`

/** The fact that tells what is news about somebody, if anything is. */
export const detailsFacts = ({ member, news }: Found, on: string) =>
  news === undefined ? [] : [{ kind: "member.details-changed" as const, on, member, personal: news }]

/** Details from the cells that tell them; those left out or not fit to be kept are for `Fact.parse` to judge. */
export const detailsOf = (cells: { readonly [F in keyof Member.Details]?: Member.Details[F] | undefined }): Member.Details =>
  // sound: only what is not there is dropped
  Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined)) as Member.Details

/** Whether a text may be an id of a member. */
export const isMemberId = Schema.is(Id.MemberId)

// internal

const unitKey = (text: string): string => (/^[\d. ]+$/.test(text) ? text.replace(/[. ]/g, "") : Vietnamese.matchKey(text))

/** A name in other capitals, or with the tone elsewhere, is no news; nor is a year where the whole date is known. */
const known = ({ member, details }: Matching.Person, given: Member.Details): Found => {
  const news = Object.entries(given).filter(([field, value]) => {
    // sound: the fields of details are all texts
    const before = details[field as keyof Member.Details] as string | undefined
    if (before === undefined) return true
    if (field === "birth" && value.length === 4) return !before.startsWith(value)
    return Vietnamese.matchKey(before) !== Vietnamese.matchKey(value)
  })
  return { member, isNew: false, news: news.length === 0 ? undefined : detailsOf(Object.fromEntries(news)) }
}

const described = ({ member, agrees, differs }: Matching.Candidate) => {
  const list = (fields: ReadonlyArray<Matching.Field>, language: "vi" | "en") =>
    fields.length === 0 ? "–" : fields.map(field => fieldNames[field][language]).join(", ")
  return {
    vi: `${member}: trùng ${list(agrees, "vi")}; khác ${list(differs, "vi")}`,
    en: `${member}: agrees in ${list(agrees, "en")}; differs in ${list(differs, "en")}`
  }
}

const fieldNames = {
  citizenNumber: { vi: "số định danh", en: "citizen's number" },
  cardNumber: { vi: "số thẻ Đảng", en: "card number" },
  fullName: { vi: "họ tên", en: "name" },
  birth: { vi: "ngày sinh", en: "birth date" }
} as const satisfies Record<Matching.Field, { readonly vi: string; readonly en: string }>

const wording = {
  which: {
    vi: "chưa chắc dòng này là ai; chọn người, hoặc chọn người mới",
    en: "who this row is about is not certain; choose the person, or somebody new"
  },
  nameless: {
    code: "no-identity",
    vi: "dòng này không đủ số định danh, số thẻ hoặc họ tên và ngày sinh đầy đủ để nhận ra người",
    en: "the row has neither a number nor name and whole birth date, so that the person could not be recognised again"
  },
  unit: {
    code: "unknown-unit",
    vi: "không có tổ chức nào mang tên hoặc mã này, hoặc có nhiều hơn một; xem lại hoặc ghi mã",
    en: "no unit has this name or code, or more than one has; look at it or write the code"
  }
} as const
