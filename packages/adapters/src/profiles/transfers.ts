/**
 * The register of transfer letters, mẫu 10-SHĐ: one row a letter, outgoing or incoming.
 */
import { Result } from "effect"
import { profile } from "../table/profile.ts"
import type { Ask } from "../table/question.ts"
import { type Context, detailsFacts, detailsOf, idOf, personOf, unitOf } from "./context.ts"
import { placeOf, routes } from "./place.ts"
import { type ListedFact, naturalKey, type Part } from "./standing.ts"

const out = { to: "Chuyển đi / Nơi đến", by: "Chuyển đi / Nơi giới thiệu" } as const
const into = { from: "Chuyển đến / Nơi giới thiệu", to: "Chuyển đến / Nơi tiếp nhận" } as const
const kinds = {
  inside: "Loại / Trong huyện",
  province: "Loại / Trong tỉnh",
  beyond: "Loại / Ngoài tỉnh",
  time: "Loại / Tạm thời"
} as const

/**
 * The transfer register. An outgoing row is a letter issued; an incoming one is a reception, and whoever comes and is not known is new. Marks
 * that do not say one kind of transfer are asked about.
 *
 * @since 0.2.0
 */
export const transferRegister = profile({
  id: "vn.transfers-10",
  version: 1,
  header: 2,
  titles: true,
  columns: {
    "Số TT": { type: "text", also: ["STT", "TT"] },
    Ngày: { type: "date", required: true },
    "Họ và tên": { type: "text", required: true, personal: true },
    "Ngày sinh": { type: "birth", personal: true },
    "Ngày vào Đảng": { type: "date" },
    "Ngày chính thức": { type: "date" },
    "Số thẻ đảng viên": { type: "code", digits: [8, 12], personal: true },
    [out.to]: { type: "text" },
    [out.by]: { type: "text" },
    [into.from]: { type: "text" },
    [into.to]: { type: "text" },
    [kinds.inside]: { type: "boolean" },
    [kinds.province]: { type: "boolean" },
    [kinds.beyond]: { type: "boolean" },
    [kinds.time]: { type: "boolean" },
    "Ghi chú": { type: "text", multiline: true, mayLack: true }
  },
  naturalKey,
  fields: {
    on: "Ngày",
    "personal.fullName": "Họ và tên",
    "personal.birth": "Ngày sinh",
    "personal.cardNumber": "Số thẻ đảng viên"
  },
  toFacts: (row, context: Context, ask): Part<ReadonlyArray<ListedFact>> => {
    const going = row[out.to] !== undefined || row[out.by] !== undefined
    if (going === (row[into.from] !== undefined || row[into.to] !== undefined)) return Result.fail({ column: out.to, ...wording.direction })
    const details = detailsOf({ fullName: row["Họ và tên"], birth: row["Ngày sinh"], cardNumber: row["Số thẻ đảng viên"] })
    const found = personOf(details, context, ask, "Họ và tên")
    if (Result.isFailure(found)) return Result.fail(found.failure)
    const marks = (Object.keys(kinds) as ReadonlyArray<keyof typeof kinds>).filter(kind => row[kinds[kind]] === true) // sound: its own keys
    const route = routeOf(marks, ask)
    if (Result.isFailure(route)) return Result.fail(route.failure)
    const { member } = found.success
    const on = row.Ngày
    // what is marked as beyond the province is elsewhere; no name of ours is meant
    const place = (words: string | undefined, column: string): Part<string> =>
      marks.includes("beyond") ? Result.succeed("outside") : placeOf(words ?? "", column, "which-place", context, ask)
    const known: ReadonlyArray<ListedFact> = [
      ...detailsFacts(found.success, on),
      ...(row["Ngày vào Đảng"] === undefined ? [] : [{ kind: "member.admitted", on: row["Ngày vào Đảng"], member } as const]),
      ...(row["Ngày chính thức"] === undefined ? [] : [{ kind: "member.recognised", on: row["Ngày chính thức"], member } as const])
    ]
    const [from, to] = going
      ? [unitOf(row[out.by] ?? "", context, out.by), place(row[out.to], out.to)]
      : [place(row[into.from], into.from), unitOf(row[into.to] ?? "", context, into.to)]
    if (Result.isFailure(from)) return Result.fail(from.failure)
    if (Result.isFailure(to)) return Result.fail(to.failure)
    const transfer = {
      on,
      member,
      transfer: idOf("tr", member, going ? "out" : "in", on),
      route: route.success,
      from: from.success,
      to: to.success
    }
    const kind = going ? ("transfer.letter-issued" as const) : ("transfer.received" as const)
    return Result.succeed([...known, { kind, ...transfer }])
  },
  toRows: (facts, { people, nameOf }: Context) =>
    facts
      .flatMap(fact => {
        if (fact.kind !== "transfer.letter-issued" && fact.kind !== "transfer.received") return []
        const details = people.all.get(fact.member)?.details
        if (details?.fullName === undefined) return []
        const name = (unit: string) => (unit === "outside" ? "ngoài" : nameOf(unit))
        const going = fact.kind === "transfer.letter-issued"
        if (!going && fact.to === "outside") return []
        const beyond = going ? fact.to === "outside" : fact.from === "outside"
        return [
          {
            Ngày: fact.on,
            "Họ và tên": details.fullName,
            "Ngày sinh": details.birth,
            "Số thẻ đảng viên": details.cardNumber,
            ...(going
              ? { [out.to]: name(fact.to), [out.by]: name(fact.from) }
              : { [into.from]: name(fact.from), [into.to]: name(fact.to) }),
            [kinds.inside]: !beyond && fact.route === "official" ? true : undefined,
            [kinds.beyond]: beyond && fact.route !== "temporary" ? true : undefined,
            [kinds.time]: fact.route === "temporary" ? true : undefined
          }
        ]
      })
      .map((row, at) => ({ "Số TT": String(at + 1), ...row }))
})

// internal

const routeOf = (marks: ReadonlyArray<keyof typeof kinds>, ask: Ask): Part<(typeof routes)[number]["value"]> => {
  const [mark] = marks
  if (marks.length === 1 && mark !== undefined) return Result.succeed(mark === "time" ? "temporary" : "official")
  const answer = ask({ column: kinds.time, code: "which-route", ...wording.route, choices: routes })
  return Result.map(answer, chosen => routes.find(({ value }) => value === chosen)?.value ?? "official")
}

const wording = {
  direction: {
    code: "no-direction",
    vi: "điền nơi chuyển đi hoặc nơi chuyển đến, không phải cả hai",
    en: "fill in where the member goes or where they come from, and not both"
  },
  route: {
    vi: "dòng này không đánh dấu đúng một loại chuyển; chuyển theo hình thức nào?",
    en: "not exactly one kind of transfer is marked; which is it?"
  }
} as const
