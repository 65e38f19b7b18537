/**
 * What nobody foresaw: a namespaced kind whose schema a plug-in holds.
 *
 * @since 0.1.0
 */
import { Schema } from "effect"
import { MemberId, UnitId } from "../Id.ts"
import { define } from "./kind.ts"

const label = Schema.String.check(
  Schema.makeFilter((text: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) || "Expected lower-case letters, digits and hyphens")
)

/** `namespace` and `name` say whose fact it is; `schemaVersion` which of its schemas `data` follows. `personal` belongs to `member`. */
export const recorded = define(
  "other",
  { vi: "sự việc khác", en: "other fact" },
  {
    namespace: label,
    name: label,
    schemaVersion: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
    member: Schema.optionalKey(MemberId),
    unit: Schema.optionalKey(UnitId),
    data: Schema.Record(Schema.String, Schema.Json),
    personal: Schema.optionalKey(Schema.Record(Schema.String, Schema.Json))
  },
  f => [`${f.namespace}.${f.name}:${f.member ?? f.unit ?? ""}`],
  f =>
    f.personal === undefined || f.member !== undefined
      ? undefined
      : { path: ["member"], issue: "Expected the member whose personal payload this is: without one it could never be erased" }
)

export const kinds = [recorded] as const
