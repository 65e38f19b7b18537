/** Reads whatever claims to be a pack: the pack, or what is wrong with its shape. */
import { Result, Schema, type SchemaIssue } from "effect"
import type { Wording } from "../Citation.ts"
import type { Diagnostic, RulePack } from "./model.ts"
import { plain } from "./plain.ts"
import * as schema from "./schema.ts"

type Path = ReadonlyArray<PropertyKey>

const lists = ["texts", "designations", "questions", "measures", "relations", "parameters", "overlays", "clauses", "indicators"] as const

/** A pack of the right shape, as a copy of its own; a list that is left out is empty. */
export const shaped = (input: unknown): Result.Result<RulePack, ReadonlyArray<Diagnostic>> => {
  const { copy, problems } = plain(input)
  const whole = isRecord(copy) ? { ...Object.fromEntries(lists.map(list => [list, []])), ...copy } : copy
  const pack = isRecord(copy) && typeof copy.id === "string" ? copy.id : ""
  const said = new Set<string>()
  const diagnostic = (code: Diagnostic["code"], path: Path): ReadonlyArray<Diagnostic> => {
    const [about, place] = [ownerOf(whole, path), path.map(String).join(".")]
    const key = `${code} ${place}`
    if (said.has(key)) return []
    said.add(key)
    const { vi, en } = words[code] ?? { vi: "sai cấu trúc", en: "not of the right form" }
    return [{ code, pack, about, message: { vi: `${vi}: ${place}`, en: `${en}: ${place}` } }]
  }
  if (problems.length > 0) return Result.fail(problems.flatMap(({ why, path }) => diagnostic(why, path)))
  const decoded = decode(whole)
  if (Result.isFailure(decoded)) return Result.fail(leaves(decoded.failure.issue, []).flatMap(leaf => diagnostic(leaf.code, leaf.path)))
  return Result.succeed(decoded.success)
}

/** The id of the part of a pack that a place lies in. */
export const ownerOf = (pack: unknown, path: Path): string => {
  let [owner, at] = ["", pack]
  for (const key of ["", ...path]) {
    if (key !== "") at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined
    if (isRecord(at) && typeof at.departsFrom === "string") owner = at.departsFrom
    if (isRecord(at) && typeof at.id === "string" && typeof at.op !== "string") owner = at.id
  }
  return owner
}

// internal

const decode: (input: unknown) => Result.Result<RulePack, Schema.SchemaError> = Schema.decodeUnknownResult(schema.Pack, {
  errors: "all",
  onExcessProperty: "error"
})

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

interface Leaf {
  readonly code: Diagnostic["code"]
  readonly path: Path
}

/** By these keys the members of a union are told apart. */
const telling: ReadonlySet<PropertyKey> = new Set(["op", "type", "state", "by", "how"])

const leaves = (issue: SchemaIssue.Issue, path: Path): ReadonlyArray<Leaf> => {
  switch (issue._tag) {
    case "Pointer":
      return leaves(issue.issue, [...path, ...issue.path])
    case "Composite":
      return issue.issues.flatMap(each => leaves(each, path))
    case "Filter":
    case "Encoding":
      return leaves(issue.issue, path)
    case "AnyOf": {
      const meant = issue.issues.map(each => leaves(each, path)).filter(found => !found.some(leaf => tells(leaf, path)))
      const [only, ...others] = meant
      return only !== undefined && others.length === 0 ? only : [{ code: "malformed", path }]
    }
    case "UnexpectedKey":
      return [{ code: "unknown-key", path }]
    case "MissingKey":
      return [{ code: missing(path), path }]
    default:
      return [{ code: "malformed", path }]
  }
}

const tells = (leaf: Leaf, path: Path): boolean => leaf.path.length === path.length + 1 && telling.has(leaf.path.at(-1) ?? "")

const missing = (path: Path): Diagnostic["code"] => {
  const [last, before] = [path.at(-1), path.at(-2)]
  if (last === "cites" || before === "cites") return "uncited"
  return last === "vi" || last === "en" ? "wording-missing" : "malformed"
}

const words: Partial<Record<Diagnostic["code"], Wording>> = {
  "not-plain": { vi: "không giữ nguyên được khi ghi thành JSON", en: "would not come back from JSON as it is" },
  "unknown-key": { vi: "bộ quy tắc không có mục này", en: "a pack has no such key" },
  uncited: { vi: "không dẫn văn bản", en: "without a citation" },
  "wording-missing": { vi: "thiếu lời văn tiếng Việt hoặc tiếng Anh", en: "wording is missing in Vietnamese or English" }
}
