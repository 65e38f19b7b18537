/**
 * Facts about organisations: how they come to be, change, and cease. The tree of any day is built from these alone.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { InstrumentId, UnitId } from "../Id.ts"
import { PlainDate } from "../PlainDate.ts"
import { Designation, UnitCode, UnitKind } from "../Unit.ts"
import { define } from "./kind.ts"

const name = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(300))
const several = Schema.Array(UnitId).check(Schema.isMinLength(2))

export const founded = define(
  "unit.founded",
  { vi: "thành lập tổ chức", en: "unit founded" },
  { unit: UnitId, type: UnitKind, name, code: Schema.optionalKey(UnitCode), parent: Schema.optionalKey(UnitId) },
  f => [`unit:${f.unit}`, ...(f.code === undefined ? [] : [`code:${f.code}` as const])]
)

export const closed = define("unit.closed", { vi: "giải thể tổ chức", en: "unit closed" }, { unit: UnitId }, f => [`unit:${f.unit}`])

export const renamed = define("unit.renamed", { vi: "đổi tên tổ chức", en: "unit renamed" }, { unit: UnitId, name }, f => [
  `unit:${f.unit}`
])

export const recoded = define("unit.recoded", { vi: "đổi mã tổ chức", en: "unit re-coded" }, { unit: UnitId, code: UnitCode }, f => [
  `unit:${f.unit}`,
  `code:${f.code}`
])

export const moved = define(
  "unit.moved",
  { vi: "chuyển tổ chức sang cấp trên khác", en: "unit moved under another parent" },
  { unit: UnitId, parent: UnitId },
  f => [`unit:${f.unit}`]
)

/** Several units become one: they cease on the day, and what stood under them stands under the successor, unless moved elsewhere that day. */
export const merged = define(
  "unit.merged",
  { vi: "hợp nhất, sáp nhập tổ chức", en: "units merged" },
  { units: Schema.Array(UnitId).check(Schema.isMinLength(1)), into: UnitId },
  f => [...f.units.map(unit => `unit:${unit}` as const), `unit:${f.into}`],
  f =>
    f.units.includes(f.into)
      ? { path: ["into"], issue: "Expected a unit other than those that merge: a unit cannot merge into itself" }
      : undefined
)

/** One unit becomes several and ceases; what stood under it is moved by facts of its own. */
export const split = define(
  "unit.split",
  { vi: "chia tách tổ chức", en: "unit split" },
  { unit: UnitId, into: several },
  f => [`unit:${f.unit}`, ...f.into.map(unit => `unit:${unit}` as const)],
  f => (f.into.includes(f.unit) ? { path: ["into"], issue: "Expected units other than the one that is split" } : undefined)
)

/** A part of a unit goes to another; both go on. `part` names the units under it that go along. */
export const partTransferred = define(
  "unit.part-transferred",
  { vi: "chuyển giao một phần tổ chức", en: "part of a unit transferred" },
  { unit: UnitId, to: UnitId, part: Schema.Array(UnitId) },
  f => [`unit:${f.unit}`, `unit:${f.to}`, ...f.part.map(unit => `unit:${unit}` as const)]
)

export const designated = define(
  "unit.designated",
  { vi: "xác định loại địa bàn của tổ chức", en: "unit designated" },
  { unit: UnitId, as: Designation, until: Schema.optionalKey(PlainDate) },
  f => [`designation:${f.unit}`]
)

export const textTakenOver = define(
  "instrument.taken-over",
  { vi: "kế thừa văn bản", en: "text taken over by another body" },
  { text: InstrumentId, by: UnitId },
  f => [`text:${f.text}`]
)

export const kinds = [founded, closed, renamed, recoded, moved, merged, split, partTransferred, designated, textTakenOver] as const
