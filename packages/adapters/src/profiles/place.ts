/**
 * Where a member goes to or comes from, and by which kind of transfer.
 */
import { Result } from "effect"
import type { Ask, Choice } from "../table/question.ts"
import type { Context } from "./context.ts"
import type { Part } from "./standing.ts"

// data

/** The kinds of transfer, as choices. */
export const routes = [
  { value: "official", vi: "chuyển chính thức", en: "for good" },
  { value: "temporary", vi: "tạm thời", en: "for a time" },
  { value: "internal", vi: "nội bộ", en: "inside one base" },
  { value: "abroad", vi: "ra nước ngoài", en: "abroad" }
] as const satisfies ReadonlyArray<Choice>

// operations

/** The unit that words name, or what lies outside the recorded organisation: a name that is not known may also be one misspelt, so it is asked. */
export const placeOf = (words: string, column: string, code: string, { unitOf }: Context, ask: Ask): Part<string> => {
  const unit = words === "" ? undefined : unitOf(words)
  if (unit !== undefined) return Result.succeed(unit)
  return ask({
    column,
    code,
    vi: "không có tổ chức nào trong dữ liệu mang tên này; nếu viết sai tên hãy sửa, nếu là nơi khác hãy chọn",
    en: "no recorded unit has this name; mend it if it is misspelt, or say that it is a place elsewhere",
    choices: [{ value: "outside", vi: "nơi khác, ngoài các tổ chức đã ghi nhận", en: "elsewhere, outside the recorded organisation" }]
  })
}
