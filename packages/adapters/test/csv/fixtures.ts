import * as Csv from "@chibo/adapters/csv"
import * as Memory from "@chibo/adapters/memory"
import type { Fact } from "@chibo/core"
import { Journal } from "@chibo/core"
import { Effect, Layer, Result, Stream } from "effect"

/** What a row may refer to by name. */
export interface Lookup {
  readonly cells: ReadonlyMap<string, string>
}

export const lookup: Lookup = {
  cells: new Map([
    ["cl-dd-01", "u-1"],
    ["cl-dd-02", "u-2"]
  ])
}

export const members = Csv.profile({
  id: "test.members",
  version: 1,
  separator: ",",
  columns: {
    "mã đảng viên": { type: "id", required: true },
    "họ và tên": { type: "text", required: true, personal: true },
    "ngày sinh": { type: "birth", personal: true },
    "giới tính": { type: "choice", words: { nam: "male", nữ: "female" }, personal: true },
    "ngày vào Đảng": { type: "date", required: true },
    "chi bộ": { type: "code", required: true },
    "số thẻ": { type: "code", digits: [8, 12], personal: true, label: { vi: "số thẻ Đảng", en: "card number" } }
  },
  naturalKey: { "member.admitted": ["member"], "member.details-changed": ["member"] },
  fields: { member: "mã đảng viên", on: "ngày vào Đảng", cell: "chi bộ", "personal.birth": "ngày sinh" },
  toFacts: (row, { cells }: Lookup) => {
    const cell = cells.get(row["chi bộ"])
    if (cell === undefined) {
      return Result.fail({ column: "chi bộ", code: "unknown-cell", vi: "không có chi bộ này", en: "no such cell; found the unit first" })
    }
    const [on, member] = [row["ngày vào Đảng"], row["mã đảng viên"]]
    return Result.succeed([
      { kind: "member.admitted", on, member, cell },
      {
        kind: "member.details-changed",
        on,
        member,
        personal: { fullName: row["họ và tên"], birth: row["ngày sinh"], sex: row["giới tính"], cardNumber: row["số thẻ"] }
      }
    ])
  }
})

export const header = "mã đảng viên,họ và tên,ngày sinh,giới tính,ngày vào Đảng,chi bộ,số thẻ"

/** A good row of its own for each number. */
export const row = (n: number): string => {
  const day = `${String((n % 28) + 1).padStart(2, "0")}/${String((n % 12) + 1).padStart(2, "0")}`
  return `m${n},Nguyễn Văn ${String.fromCharCode(65 + (n % 26))},${day}/19${60 + (n % 30)},${n % 2 === 0 ? "nam" : "nữ"},${day}/2011,cl-dd-0${(n % 2) + 1},${String(n).padStart(8, "0")}`
}

export const file = (...lines: ReadonlyArray<string>): Csv.File => ({
  name: "members.csv",
  bytes: new TextEncoder().encode(`${lines.join("\n")}\n`)
})

export const rows = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, n) => row(n))

export const options = { context: lookup, recordedBy: "clerk-1" }

export const importMembers = (input: Csv.File, more: Partial<Csv.Options<Lookup>> = {}) =>
  Csv.importFile(input, members, { ...options, ...more })

export const dryRunMembers = (input: Csv.File, more: Partial<Csv.Options<Lookup>> = {}) =>
  Csv.dryRun(input, members, { ...options, ...more })

export const recorded = Effect.gen(function* () {
  const journal = yield* Journal.Journal
  return yield* Stream.runCollect(journal.read({}))
})

export const append = (operation: string, ...facts: readonly [Fact.Fact, ...ReadonlyArray<Fact.Fact>]) =>
  Effect.gen(function* () {
    const journal = yield* Journal.Journal
    return yield* journal.append({ operation: Journal.operation(operation), facts, source: "test", recordedBy: "clerk-2" })
  })

export const run = <A, E>(effect: Effect.Effect<A, E, Journal.Journal>): Promise<A> =>
  Effect.runPromise(Effect.provide(effect, Memory.layer))

/** A journal in memory whose append fails from the n-th on (counted from 0), before or after it was written. */
export const failing = (from: number, when: "before" | "after") =>
  Effect.gen(function* () {
    const real = yield* Journal.Journal
    let count = 0
    const fail = (operation: Journal.Batch["operation"]) =>
      new Journal.JournalError({ reason: when === "before" ? { _tag: "Unavailable" } : { _tag: "OutcomeUnknown", operation } })
    const append = (batch: Journal.Batch) =>
      Effect.suspend(() => {
        if (count++ < from) return real.append(batch)
        return when === "before"
          ? Effect.fail(fail(batch.operation))
          : Effect.andThen(real.append(batch), Effect.fail(fail(batch.operation)))
      })
    return Layer.succeed(Journal.Journal, { ...real, append })
  })

export const sums = ({ good, known, proposed, unclear, bad, total }: Csv.Report): boolean =>
  good + known + proposed + unclear + bad === total

export const counts = ({ total, good, known, proposed, bad, blank, appended }: Csv.Report) => ({
  total,
  good,
  known,
  proposed,
  bad,
  blank,
  appended
})
